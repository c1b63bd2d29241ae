"""A plain right way to burn, made with PyMuPDF for tests alone, and the nouns around it.

    case = Paper(tmp_path, filing("Jane Roe lives here."), burn=["Jane Roe"])
    case.checks()                       what the verifier says of a right burn
    case.checks(PaintsOnly)             what it says of a faulty one

The redact room does the same work better; this one is here so that the verifier's
tests owe nothing to it.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf

from pipeline import space
from pipeline.nouns import (
    Action,
    Check,
    Decision,
    Digest,
    Draft,
    Filing,
    Finding,
    Kind,
    Mark,
    NormalForm,
    Page,
    Reading,
    Secret,
)
from pipeline.verify.verifier import PdfVerifier
from pipeline.words import Counts

STRIP = 0.3
"""Part of a line's height, above and below, that the first pass leaves alone, so that neighbours stay."""

KEPT_KEYS = ("/Contents", "/Resources", "/MediaBox")


@dataclass
class Paper:
    """A filing on disk with its normal form, reading, decisions and marks."""

    folder: Path
    data: bytes
    burn: Sequence[str] = ()
    """Values to burn wherever they stand."""
    overlay: str = "[name]"
    keep: int = 0
    """The first so many places of each value are kept."""
    box: tuple[float, float, float] = (0, 0, 0)
    password: str = ""
    marks: tuple[Mark, ...] = ()
    flattened: tuple[int, ...] = ()
    secrets: tuple[Secret, ...] = ()
    filing: Filing = field(init=False)
    normal: NormalForm = field(init=False)
    reading: Reading = field(init=False)

    def __post_init__(self) -> None:
        source = self.folder / "source.pdf"
        source.write_bytes(self.data)
        with pymupdf.open(source) as doc:
            if self.password:
                doc.authenticate(self.password)
            pages = len(doc)
            plain = normalised(doc)
        path = self.folder / "normal.pdf"
        path.write_bytes(plain)
        with pymupdf.open(path) as doc:
            sizes = tuple((page.rect.width, page.rect.height) for page in doc)
            self.reading = Reading.of(tuple(read(page) for page in doc))
        self.filing = Filing(source, digest(source), source.stat().st_size, pages, password=self.password)
        self.normal = NormalForm(path, digest(path), sizes)
        decisions = self._decisions()
        if not self.marks:
            self.marks = space.place(self.reading, decisions)
        if not self.secrets:
            self.secrets = self._secrets(decisions)

    def _decisions(self) -> tuple[Decision, ...]:
        found = []
        for value in self.burn:
            at, seen = self.reading.text.find(value), 0
            while at >= 0:
                seen += 1
                if seen > self.keep:
                    finding = Finding(at, at + len(value), Kind.TERM, 1.0, "test.v1")
                    span = ((at, at + len(value)),)
                    found.append(Decision(finding, Action.FULL, burn=span, overlay=self.overlay))
                at = self.reading.text.find(value, at + 1)
            assert seen, f"not on the paper: {len(value)} characters"
        return tuple(found)

    def _secrets(self, decisions: Sequence[Decision]) -> tuple[Secret, ...]:
        text = self.reading.text
        values = [text[d.finding.start : d.finding.end] for d in decisions]
        left = Counts(text, [span for d in decisions for span in d.burn]).left(values)
        return tuple(
            Secret(
                value=value,
                burned=tuple(text[a:b] for a, b in d.burn),
                decision=i,
                expected=left[value],
            )
            for i, (value, d) in enumerate(zip(values, decisions, strict=True))
        )

    def draft(self, fault: Callable[[Paper], bytes] | None = None) -> Draft:
        """Burn, rightly or by a faulty burner."""
        path = self.folder / "draft.pdf"
        path.write_bytes((fault or right)(self))
        return Draft(path, digest(path), self.marks, flattened=self.flattened)

    def checks(self, fault: Callable[[Paper], bytes] | None = None) -> dict[str, Check]:
        """Return the verifier's evidence by name, the version left off."""
        return self.judge(self.draft(fault))

    def judge(self, draft: Draft) -> dict[str, Check]:
        """Return the verifier's evidence on a draft that is already there."""
        found = PdfVerifier().verify(self.filing, self.normal, self.reading, draft, self.secrets)
        return {check.name.split(".")[0]: check for check in found}


def failing(checks: dict[str, Check]) -> dict[str, str]:
    """Return the reasons of the checks that did not pass."""
    return {name: check.reason for name, check in checks.items() if not check.passed}


def digest(path: Path) -> Digest:
    return Digest(hashlib.sha256(path.read_bytes()).hexdigest())


def normalised(doc: pymupdf.Document) -> bytes:
    """Bake annotations and fields, turn every page upright from the origin, drop everything beside the pages."""
    doc.bake()
    with pymupdf.open() as plain:
        for page in doc:
            width, height = page.rect.width, page.rect.height
            sheet = plain.new_page(width=width, height=height)
            rotation = page.rotation
            page.set_rotation(0)
            sheet.show_pdf_page(sheet.rect, doc, page.number, rotate=-rotation, keep_proportion=False)
        return rebuilt(plain.tobytes(garbage=4, deflate=True))


def rebuilt(data: bytes) -> bytes:
    """Copy the pages into a new file, and of each page only what paints it."""
    with pikepdf.open(io.BytesIO(data)) as old, pikepdf.new() as new:
        for page in old.pages:
            for key in list(page.obj.keys()):
                if key not in (*KEPT_KEYS, "/Type", "/Parent"):
                    del page.obj[key]
            new.pages.append(page)
        for thing in new.objects:
            for key in ("/Metadata", "/StructParents", "/StructParent", "/PieceInfo", "/Group", "/LastModified", "/OC"):
                if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and key in thing:
                    del thing[key]
            if isinstance(thing, pikepdf.Dictionary) and "/Properties" in thing:
                del thing["/Properties"]
        out = io.BytesIO()
        new.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=True)
        return out.getvalue()


def read(page: pymupdf.Page) -> Page:
    """Read one page, line by line, with a quad for each character."""
    text: list[str] = []
    quads: list[Sequence[float]] = []
    for block in page.get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for char in span["chars"]:
                    quad = pymupdf.recover_char_quad(line["dir"], span, char)
                    text.append(char["c"])
                    quads.append((*quad.ul, *quad.ur, *quad.ll, *quad.lr))
            text.append("\n")
            quads.append((float("nan"),) * 8)
    return Page(
        number=page.number,
        width=page.rect.width,
        height=page.rect.height,
        text="".join(text),
        quads=np.array(quads, dtype=np.float32).reshape(-1, 8),
        glyphs=np.array([-1 if c == "\n" else i for i, c in enumerate(text)], dtype=np.int32),
        body_end=len(text),
    )


def right(paper: Paper) -> bytes:
    """Burn every mark: letters first with a strip in the middle of the line, then pixels and line art, then the box."""
    with pymupdf.open(paper.normal.path) as doc:
        burned(doc, paper, paper.marks)
        return rebuilt(doc.tobytes(garbage=4, deflate=True))


def burned(doc: pymupdf.Document, paper: Paper, marks: Sequence[Mark]) -> None:
    """Burn marks into an open document."""
    for page in doc:
        mine = [mark for mark in marks if mark.page == page.number]
        if not mine:
            continue
        for mark in mine:
            x0, y0, x1, y1 = mark.rect
            inset = min(STRIP * (y1 - y0), STRIP * (x1 - x0) if (y1 - y0) > 3 * (x1 - x0) else STRIP * (y1 - y0))
            page.add_redact_annot(pymupdf.Rect(x0 + 0.3, y0 + inset, x1 - 0.3, y1 - inset), fill=False, cross_out=False)
        page.apply_redactions(images=0, graphics=0, text=0)
        for mark in mine:
            page.add_redact_annot(pymupdf.Rect(mark.rect), fill=False, cross_out=False)
        page.apply_redactions(images=2, graphics=1, text=1)
        boxed(page, paper, mine)


def boxed(page: pymupdf.Page, paper: Paper, marks: Sequence[Mark]) -> None:
    """Paint the boxes and print on them."""
    ink = tuple(1 - v for v in paper.box)
    for mark in marks:
        rect = pymupdf.Rect(mark.rect)
        page.draw_rect(rect, color=None, fill=paper.box, width=0)
        if mark.overlay and rect.height < rect.width:
            size = min(0.7 * rect.height, 8)
            width = pymupdf.get_text_length(mark.overlay[0], "helv", size)
            if width <= rect.width - 2:
                place = (rect.x0 + (rect.width - width) / 2, rect.y1 - 0.3 * rect.height)
                page.insert_text(place, mark.overlay[0], fontname="helv", fontsize=size, color=ink)


def flat(paper: Paper) -> bytes:
    """Burn rightly, then replace the pages named in `flattened` by pictures."""
    with pymupdf.open("pdf", right(paper)) as doc:
        for number in paper.flattened:
            page = doc[number]
            pixmap = page.get_pixmap(dpi=300)
            rect = page.rect
            doc.delete_page(number)
            doc.new_page(number, width=rect.width, height=rect.height).insert_image(rect, pixmap=pixmap)
        return rebuilt(doc.tobytes(garbage=4, deflate=True))


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    """Change a finished draft with pikepdf, as a careless scrubber would leave it."""
    options.setdefault("object_stream_mode", pikepdf.ObjectStreamMode.disable)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, **options)  # type: ignore[arg-type]
        return out.getvalue()
