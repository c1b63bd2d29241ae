"""Make the plain copy that everything later reads and burns; refuse what cannot be brought into that form.

The copy is built anew: pages, and what their content paints. Everything
beside the pages, and everything that the eye cannot reach on them, stays behind
in the source, which is only read.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import math
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from pipeline.errors import RefusedError
from pipeline.nouns import Digest, Filing, NormalForm, Quad
from pipeline.redact import bake
from pipeline.redact.canvas import Canvas
from pipeline.redact.clean import Cleaner, content
from pipeline.redact.gstate import GState
from pipeline.redact.layer import Layers
from pipeline.redact.matrix import IDENTITY, Matrix, Point, Rect, apply, meet, sane, times, write
from pipeline.redact.mupdf import pymupdf
from pipeline.redact.visible import Visible

LETTER: Rect = (0.0, 0.0, 612.0, 792.0)
"""The page box that viewers take when there is none, points."""
LARGEST = 14_400 * 10
"""Points, with `/UserUnit`; a longer page is hostile. The accepter, which asks another library, is stricter."""
SMALLEST = 1.0
"""Points; a shorter page shows nothing."""

FAILURES = (
    pikepdf.PdfError,
    pymupdf.mupdf.FzErrorBase,
    RuntimeError,
    ValueError,
    TypeError,
    KeyError,
    RecursionError,
    OverflowError,
    AttributeError,
    IndexError,
)
"""What a damaged file makes the libraries and our own reading of it raise."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The visible box of one page and the way it becomes upright."""

    width: float
    height: float
    matrix: Matrix
    """From the page's user space to the new page's."""
    turned: int


class PlainNormaliser:
    """Makes the plain copy with pikepdf, and with MuPDF where a file needs repair or appearances."""

    def normalise(self, filing: Filing, workdir: Path) -> NormalForm:
        """Write the normal form of `filing` into `workdir`; the source is only read.

        Raises:
            RefusedError: `damaged`, `encrypted`, `no_page`, `page_count`, `page_box` or `content_unreadable`.
        """
        counts: Counter[str] = Counter()
        baked: Counter[str] = Counter()
        asked: list[tuple[int, Quad]] = []
        out = workdir / "normal.pdf"
        with _opened(filing, workdir, counts, baked, asked) as source:
            try:
                sizes = _write(source, out, counts, baked)
            except RefusedError:
                raise
            except FAILURES:
                raise _refused("damaged") from None
        digest = hashlib.sha256(out.read_bytes()).hexdigest()
        return NormalForm(
            path=out,
            sha256=Digest(digest),
            page_sizes=sizes,
            removed=dict(counts),
            baked=dict(baked),
            asked=tuple(asked),
        )


def _refused(reason: str) -> RefusedError:
    return RefusedError(
        "the file cannot be brought into a plain form; print it to a new PDF and try again", reason=reason
    )


@contextlib.contextmanager
def _opened(
    filing: Filing, workdir: Path, counts: Counter[str], baked: Counter[str], asked: list[tuple[int, Quad]]
) -> Iterator[pikepdf.Pdf]:
    """Open the source, repaired and decrypted, with the appearances that were missing; note what it asks to redact."""
    temporary: list[Path] = []
    source = _open(filing, workdir, temporary)
    try:
        _beside(source, counts)
        asked += _asked(source)
        layers = Layers(source.Root)
        if bake.lacking(source, layers):
            source = _appear(source, layers, workdir, temporary, counts=counts, baked=baked)
        yield source
    except RefusedError:
        raise
    except FAILURES:
        raise _refused("damaged") from None
    finally:
        source.close()
        for path in temporary:
            path.unlink(missing_ok=True)


def _open(filing: Filing, workdir: Path, temporary: list[Path]) -> pikepdf.Pdf:
    try:
        source = pikepdf.open(filing.path, password=filing.password, suppress_warnings=True)
        if len(source.pages) == filing.page_count and _readable(source):
            return source
        source.close()
    except pikepdf.PasswordError:
        raise RefusedError("the file is encrypted; give its password", reason="encrypted") from None
    except FAILURES:
        pass
    repaired = workdir / "repaired.pdf"
    temporary.append(repaired)
    try:
        with pymupdf.open(filing.path) as paper:
            if paper.needs_pass and not paper.authenticate(filing.password):
                raise RefusedError("the file is encrypted; give its password", reason="encrypted")
            paper.save(repaired, garbage=1, encryption=pymupdf.PDF_ENCRYPT_NONE)
        source = pikepdf.open(repaired, suppress_warnings=True)
        count = len(source.pages)
    except RefusedError:
        raise
    except FAILURES:
        raise _refused("damaged") from None
    if not count:
        raise _refused("no_page")
    if count != filing.page_count:
        raise _refused("page_count")
    return source


def _readable(source: pikepdf.Pdf) -> bool:
    """Tell whether the content streams of every page are there."""
    for page in source.pages:
        for stream in _contents(page.obj):
            if not isinstance(stream, pikepdf.Stream):
                return False
    return True


def _contents(page: pikepdf.Object) -> list[Any]:
    listed = page.get("/Contents")
    if isinstance(listed, pikepdf.Array):
        return [item for item in listed.as_list() if item is not None]
    return [] if listed is None else [listed]


def _appear(
    source: pikepdf.Pdf,
    layers: Layers,
    workdir: Path,
    temporary: list[Path],
    *,
    counts: Counter[str],
    baked: Counter[str],
) -> pikepdf.Pdf:
    bake.prune(source, layers, counts)
    for page in source.pages:
        for note in bake.notes(page.obj):
            baked["field" if note.get("/Subtype") == "/Widget" else "annotation"] += 1
    bare, done = workdir / "bare.pdf", workdir / "baked.pdf"
    temporary += [bare, done]
    fresh = bake.wants_fresh(source)
    held = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that no form names: they become part of their pages
        source.save(held)
    bare.write_bytes(held.getbuffer())
    source.close()
    try:
        bake.appear(bare, done, fresh=fresh)
    except FAILURES:
        raise _refused("annotations") from None
    return pikepdf.open(done, suppress_warnings=True)


# -- building --------------------------------------------------------------------------------------------------------


def _write(
    source: pikepdf.Pdf, out: Path, counts: Counter[str], baked: Counter[str]
) -> tuple[tuple[float, float], ...]:
    layers = Layers(source.Root)
    sizes: list[tuple[float, float]] = []
    with pikepdf.new() as target:
        cleaner = Cleaner(target, layers, counts)
        for page in source.pages:
            sheet = sheet_of(page)
            _add(target, page, sheet, cleaner, baked)
            sizes.append((sheet.width, sheet.height))
        if not sizes:
            raise _refused("no_page")
        save(target, out)
    return tuple(sizes)


def save(target: pikepdf.Pdf, out: Path) -> None:
    """Write a file with one revision, no Info, no XMP, and an ID that depends on the content alone."""
    for key in ("/Info", "/ID"):
        if key in target.trailer:
            del target.trailer[key]
    # Into memory first: a write that the system refuses would end the process inside QPDF; here it is an error.
    held = io.BytesIO()
    target.save(
        held,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        fix_metadata_version=False,
        deterministic_id=True,
        min_version="1.5",
    )
    out.write_bytes(held.getbuffer())


def sheet_of(page: pikepdf.Page) -> Sheet:
    """Return the visible box of a page, its turn and its unit folded into one matrix.

    Raises:
        RefusedError: `page_box`, when the page has no size that paper could have.
    """
    media = _box(_inherited(page.obj, "/MediaBox")) or LETTER
    crop = _box(_inherited(page.obj, "/CropBox")) or media
    x0, y0, x1, y1 = meet(media, crop)
    if x1 - x0 < SMALLEST or y1 - y0 < SMALLEST:
        x0, y0, x1, y1 = media
    unit = _number(page.obj.get("/UserUnit"), 1.0)
    if not 0 < unit < 1e4:
        unit = 1.0
    turned = int(_number(_inherited(page.obj, "/Rotate"), 0.0)) % 360 // 90 * 90
    wide, high = (x1 - x0) * unit, (y1 - y0) * unit
    if not (SMALLEST <= wide <= LARGEST and SMALLEST <= high <= LARGEST):
        raise _refused("page_box")
    matrix: Matrix = times((1, 0, 0, 1, -x0, -y0), (unit, 0, 0, unit, 0, 0))
    if turned == 90:
        matrix = times(matrix, (0, -1, 1, 0, 0, wide))
    elif turned == 180:
        matrix = times(matrix, (-1, 0, 0, -1, wide, high))
    elif turned == 270:
        matrix = times(matrix, (0, 1, -1, 0, high, 0))
    if turned in (90, 270):
        wide, high = high, wide
    return Sheet(round(wide, 4), round(high, 4), matrix, turned)


def _number(value: Any, default: float) -> float:
    try:
        found = float(value)
    except (TypeError, ValueError):
        return default
    return found if math.isfinite(found) else default


def _inherited(page: pikepdf.Object, key: str) -> Any:
    node: Any = page
    seen = 0
    while isinstance(node, pikepdf.Dictionary) and seen < 64:
        if key in node:
            return node[key]
        node, seen = node.get("/Parent"), seen + 1
    return None


def _box(value: Any) -> Rect | None:
    try:
        found = [float(v) for v in value.as_list()] if isinstance(value, pikepdf.Array) else []
    except (TypeError, ValueError):
        return None
    if len(found) != 4 or not sane(found):
        return None
    x0, x1 = sorted((found[0], found[2]))
    y0, y1 = sorted((found[1], found[3]))
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def _add(target: pikepdf.Pdf, page: pikepdf.Page, sheet: Sheet, cleaner: Cleaner, baked: Counter[str]) -> None:
    data = _page_content(page.obj)
    state = GState(ctm=sheet.matrix, clip=(0.0, 0.0, sheet.width, sheet.height))
    seen = Visible()
    canvas = Canvas(cleaner, seen, resources=_inherited(page.obj, "/Resources"), state=state.copy(), root=sheet.matrix)
    parts = [canvas.run(data)]
    if seen.dropped:
        cleaner.count("out_of_sight")
    plain = sheet.matrix == IDENTITY
    if not plain:
        parts = [b"q", write(sheet.matrix) + b" cm", *parts, b"Q"]
    stamps = _notes(page.obj, cleaner, canvas, sheet, state, baked)
    if stamps:
        parts = [b"q", *parts, b"Q", *stamps]
    made = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=pikepdf.Array([0, 0, sheet.width, sheet.height]),
        Resources=canvas.resource_dictionary(),
        Contents=target.make_indirect(pikepdf.Stream(target, b"\n".join(parts))),
    )
    group = cleaner.group(page.obj.get("/Group"))
    if group is not None:
        made["/Group"] = group
    target.pages.append(pikepdf.Page(target.make_indirect(made)))


def _asked(source: pikepdf.Pdf) -> Iterator[tuple[int, Quad]]:
    """Yield the places of redactions that were marked and never applied, hidden ones too."""
    for number, page in enumerate(source.pages):
        found = [place for note in bake.notes(page.obj) for place in bake.redactions(note)]
        if not found:
            continue
        sheet = sheet_of(page)
        for place in found:
            corners = [apply(sheet.matrix, *point) for point in place]
            yield number, _upright([(x, sheet.height - y) for x, y in corners])


def _upright(corners: Sequence[Point]) -> Quad:
    """Return four corners as a quad: upright if their sides are level and plumb, else in the order given."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    near = 0.02 * max(x1 - x0, y1 - y0)
    if all(min(x - x0, x1 - x) <= near and min(y - y0, y1 - y) <= near for x, y in corners):
        return x0, y0, x1, y0, x0, y1, x1, y1
    (a, b), (c, d), (e, f), (g, h) = corners
    return a, b, c, d, e, f, g, h


def _page_content(page: pikepdf.Object) -> bytes:
    parts = []
    for stream in _contents(page):
        if not isinstance(stream, pikepdf.Stream):
            continue
        data = content(stream)
        if data is None:
            raise _refused("content_unreadable")
        parts.append(data)
    return b"\n".join(parts)


def _notes(
    page: pikepdf.Object, cleaner: Cleaner, canvas: Canvas, sheet: Sheet, state: GState, baked: Counter[str]
) -> list[bytes]:
    """Return the instructions that paint the page's annotations over its content."""
    out: list[bytes] = []
    for note in bake.notes(page):
        if not bake.shown(note, cleaner.layers):
            if isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") not in ("/Link", "/Popup"):
                cleaner.count("hidden_annotation")
            elif isinstance(note, pikepdf.Dictionary):
                cleaner.count("link" if note.get("/Subtype") == "/Link" else "popup")
            continue
        form = bake.appearance(note)
        matrix = bake.placed(note, form) if form is not None else None
        if form is None or matrix is None or ("/OC" in form and not cleaner.visible(form["/OC"])):
            continue
        matrix = times(bake.upright(note, matrix, sheet.turned), sheet.matrix)
        canvas.state = state.copy()
        canvas.state.ctm = times(matrix, IDENTITY)
        made = cleaner.form(form, canvas)
        if made is None:
            continue
        out.append(b"q " + write(matrix) + b" cm " + canvas.register("XObject", made, "X") + b" Do Q")
        baked["field" if note.get("/Subtype") == "/Widget" else "annotation"] += 1
    return out


_BESIDE = {
    "/AcroForm": "form",
    "/AF": "associated_file",
    "/Collection": "portfolio",
    "/Dests": "named_destination",
    "/DPartRoot": "document_part",
    "/Metadata": "metadata",
    "/OCProperties": "layer_list",
    "/OpenAction": "action",
    "/AA": "action",
    "/Outlines": "bookmarks",
    "/OutputIntents": "output_intent",
    "/PageLabels": "page_labels",
    "/PieceInfo": "private_data",
    "/StructTreeRoot": "tags",
    "/Threads": "threads",
}
_IN_NAMES = {
    "/EmbeddedFiles": "attachment",
    "/JavaScript": "javascript",
    "/Dests": "named_destination",
    "/Templates": "template",
}


def _beside(source: pikepdf.Pdf, counts: Counter[str]) -> None:
    """Count what stands beside the pages and stays behind."""
    for key, what in _BESIDE.items():
        if key in source.Root:
            counts[what] += 1
    names = source.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        for key, what in _IN_NAMES.items():
            if key in names:
                counts[what] += 1
    form = source.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        counts["xfa"] += "/XFA" in form
        flags = form.get("/SigFlags", 0)
        counts["signature"] += bool(isinstance(flags, int) and flags & 1)
    if "/Info" in source.trailer:
        counts["info"] += 1
    for what in ("xfa", "signature"):
        if not counts[what]:
            del counts[what]
