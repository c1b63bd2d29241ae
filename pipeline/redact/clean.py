"""Copy everything that the pages paint into a new file, by a whitelist; what has no place in it stays behind."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pikepdf

from pipeline.errors import RefusedError
from pipeline.redact import raster
from pipeline.redact.canvas import Canvas, six
from pipeline.redact.colour import Palette
from pipeline.redact.entry import copy_booleans, copy_numbers, copy_rows, is_number, is_true
from pipeline.redact.face import Faces
from pipeline.redact.gstate import GState
from pipeline.redact.layer import Layers
from pipeline.redact.lexer import Inline
from pipeline.redact.matrix import IDENTITY, Matrix, apart, around, empty, sane, times, within
from pipeline.redact.picture import Pictures, inline_image
from pipeline.redact.typeface import Typefaces
from pipeline.redact.visible import Everything, Visible

MAX_CONTENT = 1 << 28
"""Bytes of one decoded content stream, and of all that a page draws by forms; beyond, the file is hostile."""

DRAWING = 1 << 10
"""Bytes that a form counts for at least each time it is drawn, since to begin one costs time too."""

SMALLEST_TILE = 0.05
"""Square points that a tile of a pattern takes at least: one dot at 320 dpi; a page holds ten million of them."""


class Cleaner:
    """The shop of the plain copy: hands out clean copies in the target file, each made once."""

    def __init__(self, target: pikepdf.Pdf, layers: Layers, counts: Counter[str]) -> None:
        self.target = target
        self.layers = layers
        self.counts = counts
        self.faces = Faces()
        self.palette = Palette(target)
        self.pictures = Pictures(target, self.palette)
        self.typefaces = Typefaces(target, self._procedure)
        self.forms: dict[tuple[int, int], pikepdf.Object | None] = {}
        self.patterns: dict[tuple[tuple[int, int], Matrix], pikepdf.Object | None] = {}
        self.cropped: dict[tuple[tuple[int, int], tuple[int, ...]], pikepdf.Object | None] = {}
        self.helvetica = target.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name.Helvetica,
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
        )
        self.active: set[tuple[int, int]] = set()
        self.weights: dict[tuple[int, int], int] = {}
        """Of each clean form the bytes that it draws, those of the forms in it counted as often as they are drawn."""

    # -- the shop ----------------------------------------------------------------------------------------------------

    def count(self, what: str) -> None:
        """Count something that was dropped."""
        self.counts[what] += 1

    def visible(self, membership: Any) -> bool:
        """Tell whether a group or membership shows."""
        return self.layers.visible(membership)

    def font(self, source: pikepdf.Object) -> pikepdf.Object | None:
        """Return the clean font."""
        return self.typefaces.font(source)

    def substitute(self) -> pikepdf.Object:
        """Return Helvetica, which viewers take when a font is missing."""
        return self.helvetica

    def colour_space(self, source: pikepdf.Object) -> pikepdf.Object | None:
        """Return the clean colour space."""
        return self.palette.space(source)

    def shading(self, source: pikepdf.Object) -> pikepdf.Object | None:
        """Return the clean shading."""
        return self.palette.shading(source)

    def graphics_state(self, source: pikepdf.Object, canvas: Canvas) -> pikepdf.Object | None:
        """Return the clean graphics state, with its font and soft mask."""
        out = self.palette.plain_state(source)
        listed = source.get("/Font")
        if isinstance(listed, pikepdf.Array) and len(listed) == 2 and is_number(listed[1]):
            made = self.font(listed[0]) if isinstance(listed[0], pikepdf.Dictionary) else None
            if made is not None:
                out["/Font"] = pikepdf.Array([made, listed[1]])
        mask = source.get("/SMask")
        if isinstance(mask, pikepdf.Name):
            out["/SMask"] = pikepdf.Name("/None")
        elif isinstance(mask, pikepdf.Dictionary):
            made = self._soft_mask(mask, canvas)
            if made is not None:
                out["/SMask"] = made
        return self.target.make_indirect(out)

    def _soft_mask(self, mask: pikepdf.Dictionary, canvas: Canvas) -> pikepdf.Object | None:
        group = mask.get("/G")
        if not isinstance(group, pikepdf.Stream) or mask.get("/S") not in ("/Alpha", "/Luminosity"):
            return None
        form = self.plain_form(group, canvas)
        if form is None:
            return None
        out = pikepdf.Dictionary(Type=pikepdf.Name.Mask, S=pikepdf.Name(str(mask["/S"])), G=form)
        copy_rows(mask, out, ("/BC",))
        transfer = self.palette.function(mask.get("/TR"))
        if transfer is not None:
            out["/TR"] = transfer
        return out

    def pattern(self, source: pikepdf.Object, canvas: Canvas) -> pikepdf.Object | None:
        """Return the clean pattern, its matrix carried over into the space of the new page."""
        key = (source.objgen, canvas.root)
        if source.objgen != (0, 0) and key in self.patterns:
            return self.patterns[key]
        if source.objgen in self.active:
            return None
        kind = source.get("/PatternType")
        made = None
        if kind == 2:
            made = self._shading_pattern(source, canvas)
        elif kind == 1 and isinstance(source, pikepdf.Stream):
            made = self._tiling(source, canvas)
        if made is not None:
            matrix = times(six(source.get("/Matrix")), canvas.root)
            if matrix != IDENTITY:
                made["/Matrix"] = pikepdf.Array([round(v, 8) for v in matrix])
            made = self.target.make_indirect(made)
        self.patterns[key] = made
        return made

    def _shading_pattern(self, source: pikepdf.Object, canvas: Canvas) -> pikepdf.Object | None:
        shading = self.palette.shading(source.get("/Shading"))
        if shading is None:
            return None
        out = pikepdf.Dictionary(PatternType=2, Shading=shading)
        state = source.get("/ExtGState")
        if isinstance(state, pikepdf.Dictionary):
            made = self.graphics_state(state, canvas)
            if made is not None:
                out["/ExtGState"] = made
        return out

    def _tiling(self, source: pikepdf.Object, canvas: Canvas) -> pikepdf.Object | None:
        """Return the clean pattern of tiles.

        Raises:
            RefusedError: `content_unreadable`, when the tiles are so small that no viewer gets to the end of them.
        """
        a, b, c, d, _, _ = times(six(source.get("/Matrix")), canvas.root)
        wide: Any = source.get("/XStep")
        high: Any = source.get("/YStep")
        if is_number(wide) and is_number(high) and 0 < abs(float(wide * high) * (a * d - b * c)) < SMALLEST_TILE:
            raise RefusedError("a pattern has too many tiles", reason="content_unreadable")
        head = pikepdf.Dictionary(Type=pikepdf.Name.Pattern, PatternType=1)
        copy_rows(source, head, ("/BBox",))
        copy_numbers(source, head, ("/PaintType", "/TilingType", "/XStep", "/YStep"))
        return self._rewritten(source, head, canvas, state=GState(), policy=Everything())[0]

    def image(self, source: pikepdf.Object, canvas: Canvas) -> tuple[pikepdf.Object | None, Matrix]:
        """Return the clean image, cut down to what the clip lets through."""
        ctm, clip = canvas.state.ctm, canvas.state.clip
        place = around((0, 0, 1, 1), ctm)
        if empty(clip) or apart(place, clip):
            self.count("outside_page")
            return None, IDENTITY
        made = self.pictures.image(source)
        if made is None:
            self.count("undecodable_image")
            return None, IDENTITY
        if within(place, clip):
            return made, IDENTITY
        return self._cut(made, source.objgen, ctm, clip)

    def _cut(self, made: pikepdf.Object, key: tuple[int, int], ctm: Matrix, clip: Any) -> tuple[pikepdf.Object, Matrix]:
        window = raster.window(made, ctm, clip)
        if window is None:
            return made, IDENTITY
        if (key, window) not in self.cropped or key == (0, 0):
            self.cropped[key, window] = raster.cropped(self.target, made, window)
        smaller = self.cropped[key, window]
        if smaller is None:
            self.count("uncut_image")
            return made, IDENTITY
        self.count("cropped_image")
        return smaller, raster.inner(made, window)

    def inline(self, source: Inline, canvas: Canvas) -> bytes | tuple[pikepdf.Object, Matrix] | None:
        """Return a clean inline image; one that is cut, or has a colour space of its own, becomes an image object."""
        image = inline_image(source, self.target, canvas.resources.get("/ColorSpace"))
        made, inner = self.image(image, canvas) if image is not None else (None, IDENTITY)
        if made is None:
            return None
        small = written_inline(made) if inner == IDENTITY else None
        return small if small is not None else (self.target.make_indirect(made), inner)

    def form(self, source: pikepdf.Object, canvas: Canvas) -> pikepdf.Object | None:
        """Return the clean form; one that is partly out of sight gets a copy of its own.

        Raises:
            RefusedError: `content_unreadable`, when forms draw forms so often that no viewer gets to the end of them.
        """
        made = self._seen_form(source, canvas)
        if made is not None:
            canvas.drawn += self.weights[made.objgen]
        if canvas.drawn > MAX_CONTENT:
            raise RefusedError("forms are drawn too often", reason="content_unreadable")
        return made

    def _seen_form(self, source: pikepdf.Object, canvas: Canvas) -> pikepdf.Object | None:
        state = canvas.enter(source)
        if empty(state.clip):
            self.count("outside_page")
            return None
        plain = self.plain_form(source, canvas)
        bounds = _bbox(source)
        if plain is None or bounds is None or within(around(bounds, state.ctm), canvas.state.clip):
            return plain
        if source.objgen in self.active:
            return None
        policy = Visible()
        before = self.counts["cropped_image"] + self.counts["outside_page"]
        made = self._form(source, canvas, state, policy)
        if not policy.dropped and self.counts["cropped_image"] + self.counts["outside_page"] == before:
            return plain
        return made

    def plain_form(self, source: pikepdf.Object, canvas: Canvas) -> pikepdf.Object | None:
        """Return the clean form as it is in its own space, whatever the page shows of it."""
        key = source.objgen
        own = isinstance(source.get("/Resources"), pikepdf.Dictionary)
        if own and key in self.forms:
            return self.forms[key]
        if key in self.active:
            return None
        bounds = _bbox(source)
        state = GState() if bounds is None else GState(clip=bounds)
        made = self._form(source, canvas, state, Visible())
        if own and key != (0, 0):
            self.forms[key] = made
        return made

    def _form(self, source: pikepdf.Object, canvas: Canvas, state: GState, policy: Visible) -> pikepdf.Object | None:
        head = pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        copy_rows(source, head, ("/BBox", "/Matrix"))
        if "/BBox" not in head:
            return None
        group = self.group(source.get("/Group"))
        if group is not None:
            head["/Group"] = group
        made, drawn = self._rewritten(source, head, canvas, state=state, policy=policy)
        if made is None:
            return None
        form = self.target.make_indirect(made)
        self.weights[form.objgen] = drawn
        return form

    def group(self, source: Any) -> pikepdf.Dictionary | None:
        """Return a clean transparency group; None for what is none."""
        if not isinstance(source, pikepdf.Dictionary) or source.get("/S") != "/Transparency":
            return None
        out = pikepdf.Dictionary(S=pikepdf.Name.Transparency)
        copy_booleans(source, out, ("/I", "/K"))
        space = self.palette.space(source.get("/CS"))
        if space is not None:
            out["/CS"] = space
        return out

    def _rewritten(
        self, source: pikepdf.Object, head: pikepdf.Dictionary, canvas: Canvas, *, state: GState, policy: Visible
    ) -> tuple[pikepdf.Object | None, int]:
        """Return the clean stream, and the bytes that it draws."""
        data = content(source)
        if data is None:
            return None, 0
        self.active.add(source.objgen)
        resources = source.get("/Resources")
        if not isinstance(resources, pikepdf.Dictionary):
            resources = canvas.resources
        inner = Canvas(self, policy, resources=resources, state=state, depth=canvas.depth + 1)
        out = pikepdf.Stream(self.target, inner.run(data), head)
        out["/Resources"] = inner.resource_dictionary()
        self.active.discard(source.objgen)
        return out, max(DRAWING, len(data)) + inner.drawn

    def _procedure(self, source: pikepdf.Object, resources: Any) -> tuple[pikepdf.Object, pikepdf.Dictionary] | None:
        """Return a clean glyph procedure of a Type 3 font, and what it uses."""
        data = content(source)
        if data is None or source.objgen in self.active:
            return None
        self.active.add(source.objgen)
        inner = Canvas(self, Everything(), resources=resources, depth=8)
        made = pikepdf.Stream(self.target, inner.run(data))
        self.active.discard(source.objgen)
        return made, inner.resource_dictionary()


def written_inline(made: pikepdf.Object) -> bytes | None:
    """Write a clean image as an inline one; None when it needs an object of its own."""
    space, parms = made.get("/ColorSpace"), made.get("/DecodeParms")
    last = str(made.get("/Filter", ""))
    if "/SMask" in made or "/Mask" in made or not (space is None or isinstance(space, pikepdf.Name)):
        return None
    if last not in ("/FlateDecode", "/DCTDecode", "/CCITTFaxDecode"):
        return None
    data = made.read_raw_bytes()
    if len(data) > 4096:
        return None
    words = [b"BI /W %d /H %d" % (int(made["/Width"]), int(made["/Height"]))]
    if is_true(made.get("/ImageMask")):
        words.append(b"/IM true")
    else:
        words.append(b"/BPC %d" % int(made.get("/BitsPerComponent", 8)))
    short = {"/DeviceGray": b"/G", "/DeviceRGB": b"/RGB", "/DeviceCMYK": b"/CMYK"}
    if space is not None:
        if str(space) not in short:
            return None
        words.append(b"/CS " + short[str(space)])
    if "/Decode" in made:
        words.append(b"/D " + made["/Decode"].unparse())
    if is_true(made.get("/Interpolate")):
        words.append(b"/I true")
    words.append(b"/F /" + {"/FlateDecode": b"Fl", "/DCTDecode": b"DCT", "/CCITTFaxDecode": b"CCF"}[last])
    if isinstance(parms, pikepdf.Dictionary):
        words.append(b"/DP " + parms.unparse(resolved=True))
    return b" ".join(words) + b" ID " + data + b"\nEI"


def content(source: pikepdf.Object) -> bytes | None:
    """Return the decoded bytes of a content stream; None when they cannot be decoded or are too many."""
    try:
        data = bytes(source.read_bytes())
    except (pikepdf.PdfError, AttributeError):
        return None
    return data if len(data) <= MAX_CONTENT else None


def _bbox(source: pikepdf.Object) -> tuple[float, float, float, float] | None:
    value = source.get("/BBox")
    try:
        found = [float(v) for v in value.as_list()] if isinstance(value, pikepdf.Array) else []
    except (TypeError, ValueError):
        return None
    if len(found) != 4 or not sane(found):
        return None
    return min(found[0], found[2]), min(found[1], found[3]), max(found[0], found[2]), max(found[1], found[3])
