"""The burner's policy and shop: what lies under the marks of one page goes, all else stays as it was, byte by byte.

What it cannot take out with a clean cut it reports as `doubtful`; the page is then
replaced by its picture.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import pikepdf

from pipeline.redact import lexer, raster
from pipeline.redact.canvas import Canvas
from pipeline.redact.face import Faces
from pipeline.redact.gstate import GState
from pipeline.redact.lexer import Inline
from pipeline.redact.matrix import (
    IDENTITY,
    Matrix,
    Point,
    Rect,
    apart,
    apply,
    around,
    box,
    empty,
    grown,
    inverse,
    meet,
)
from pipeline.redact.outline import Outline, Segment, draw, extent, level
from pipeline.redact.picture import inline_image
from pipeline.redact.region import Region
from pipeline.redact.run import Glyph, Run

TALL = 4.0
"""Heights of a mark above which a shape is no letter but a drawing, a seal or a frame."""
EDGE_ROOM = 0.1
"""Points beyond a mark's ends in which a glyph is still looked at, for rounding."""


class Scorch:
    """Says for the marks of one page what stays."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self.regions = regions
        self.boxed = [region for region in regions if not region.mark.bare]
        """Where pixels and line art go too."""
        self.hits = 0
        self.doubts: set[str] = set()
        self.burned: dict[tuple[int, int], set[bytes]] = defaultdict(set)
        """Codes burned, by font."""

    def near(self, rect: Rect) -> list[Region]:
        """Return the marks whose upright rectangle meets another."""
        return [region for region in self.regions if not apart(region.rect, rect)]

    def under(self, rect: Rect) -> list[Region]:
        """Return the marks that get a box and whose upright rectangle meets another."""
        return [region for region in self.boxed if not apart(region.rect, rect)]

    def reaches(self, rect: Rect) -> bool:
        """Tell whether anything in a rectangle may go."""
        return bool(self.near(rect))

    def text(self, run: Run) -> list[bool] | None:
        """Drop the glyphs whose place lies in a mark."""
        if not run.count:
            return None
        near = [region for region in self.near(run.bounds) if not region.passes(run)]
        if not near:
            return None
        seen = run.state.mode != 3
        exact = not run.face.type3 and run.face.reliable and run.state.size != 0
        font = run.state.font_object
        codes = self.burned[font.objgen if font is not None else (0, 0)]
        glyphs = run.glyphs()
        keep = [True] * len(glyphs)
        for at, meant in _reached(glyphs, near).items():
            glyph = glyphs[at]
            found = [(r, r.catches(glyph, seen=seen, exact=exact, vertical=run.face.vertical)) for r in meant]
            hit = [(r, c) for r, c in found if c is not None]
            for owner, caught in hit:
                if seen:
                    owner.caught.append(caught)
            keep[at] = not hit
            if hit:
                codes.add(glyph.code)
            elif seen and glyph.code.strip():
                for region in meant:
                    region.beside(glyph)
        gone = keep.count(False)
        if not gone:
            return None
        self.hits += gone
        if run.state.mode >= 4:
            self.doubts.add("text_clip")
        return keep

    def path(self, outline: Outline) -> bytes | None:
        """Drop the parts of a path that lie in a mark, cut lines that cross it, keep rules and frames."""
        near = self.under(meet(outline.reach, outline.state.clip))
        if not near:
            return None
        self._pattern(outline)
        kept: list[Segment] = []
        changed = False
        for part in outline.subpaths():
            new = self._part(part, outline, near)
            changed = changed or new is not part
            kept += new
        if not changed:
            return None
        self.hits += 1
        return b"\n".join([*(draw(segment) for segment in kept), outline.operator]) if kept else b""

    def _pattern(self, outline: Outline) -> None:
        state = outline.state
        for used, pattern in ((outline.fills, state.fill_pattern), (outline.strokes, state.stroke_pattern)):
            if used and isinstance(pattern, pikepdf.Stream) and busy(pattern):
                self.doubts.add("pattern")

    def _part(self, part: list[Segment], outline: Outline, near: list[Region]) -> list[Segment]:
        alone = Outline(part, outline.operator, outline.state)
        lines = alone.parts()
        points = [p for line in lines for p in line]
        for region in near:
            if apart(grown(extent(points), 0.1), region.rect):
                continue
            if all(region.holds(x, y, 0.06 * region.height) for x, y in points):
                return []
            if not any(crosses(line, region, slanted=True) for line in lines):
                # Rules, frames and grounds: nothing in them spells a word, and the box covers what runs beneath.
                continue
            if outline.fills and (extent(points)[3] - extent(points)[1]) <= TALL * region.height:
                self.doubts.add("outline")
            elif outline.fills:
                continue
            else:
                return self._cut(lines, outline, near, part)
        return part

    def _cut(
        self, lines: list[list[Point]], outline: Outline, near: list[Region], part: list[Segment]
    ) -> list[Segment]:
        """Replace a stroked line by what is left of it outside the marks; curves become short straight lines."""
        back = inverse(outline.state.ctm)
        if back is None:
            return part
        out: list[Segment] = []
        for piece in outside(flat(part, outline), near):
            for i, point in enumerate(piece):
                x, y = apply(back, *point)
                out.append((b"l" if i else b"m", [x, y], b"%.4f %.4f" % (x, y)))
        for region in near:
            region.cuts += 1
        return out

    def clip(self, outline: Outline) -> None:
        """Doubt the page when letters are cut out as a clip under a mark."""
        if outline.upright:
            return
        for region in self.under(outline.bounds):
            for line in outline.parts():
                rect = extent(line)
                small = rect[3] - rect[1] <= TALL * region.height and rect[2] - rect[0] <= 3 * max(
                    region.length, region.height
                )
                if small and (crosses(line, region) or all(region.holds(x, y) for x, y in line)):
                    self.doubts.add("clip")

    def shade(self, canvas: Canvas, shading: pikepdf.Object) -> bool:
        """Doubt the page when a mesh, which could draw anything, is painted under a mark."""
        kind = shading.get("/ShadingType", 1)
        if isinstance(kind, int) and (kind >= 4 or kind == 1) and self.under(canvas.state.clip):
            self.doubts.add("mesh")
        return True


def _reached(glyphs: list[Glyph], near: list[Region]) -> dict[int, list[Region]]:
    """Return for the glyphs of a run that lie in, or reach into, the length of a mark those marks, in order."""
    found: dict[int, list[Region]] = defaultdict(list)
    places = np.array([(*glyph.origin, *glyph.advance) for glyph in glyphs], dtype=np.float64)
    # all glyphs of a run are as tall; the slack of a place is less than an em, or less than the glyph's own width
    room = np.hypot(places[:, 2], places[:, 3]) + math.hypot(*glyphs[0].up)
    for region in near:
        ox, oy = region.quad[3]
        ax, ay = region.along
        start = (places[:, 0] - ox) * ax + (places[:, 1] - oy) * ay
        within = (start + room >= -EDGE_ROOM) & (start - room <= region.length + EDGE_ROOM)
        for at in np.flatnonzero(within).tolist():
            found[at].append(region)
    return found


_BUSY = frozenset((b"Tj", b"TJ", b"'", b'"', b"Do", b"BI", b"c", b"v", b"y", b"sh"))


def busy(pattern: pikepdf.Object) -> bool:
    """Tell whether a tiling pattern draws more than lines and rectangles."""
    try:
        data = pattern.read_bytes()
    except pikepdf.PdfError:
        return True
    count = 0
    for operator, _, _ in lexer.instructions(data):
        count += operator == b"l"
        if operator in _BUSY or count > 24:
            return True
    return False


def crosses(line: list[Point], region: Region, *, slanted: bool = False) -> bool:
    """Tell whether any stretch (any that is neither level nor plumb) of a line runs through the inside of a mark."""
    return any(_span(p, q, region) is not None and not (slanted and level(p, q)) for p, q in itertools.pairwise(line))


def _span(p: Point, q: Point, region: Region) -> tuple[float, float] | None:
    """Return the part (from, to; 0 to 1) of a stretch that lies in a mark; None for none."""
    (s0, t0), (s1, t1) = region.local(*p), region.local(*q)
    low, high = 0.0, 1.0
    for start, step, size in ((s0, s1 - s0, region.length), (t0, t1 - t0, region.height)):
        if abs(step) < 1e-9:
            if not 0 < start < size:
                return None
            continue
        a, b = sorted((-start / step, (size - start) / step))
        low, high = max(low, a), min(high, b)
    return (low, high) if high - low > 1e-9 else None


def flat(part: list[Segment], outline: Outline) -> list[list[Point]]:
    """Return a subpath on the page with its curves as twelve straight lines each."""
    ctm = outline.state.ctm
    out: list[list[Point]] = []
    for operator, values, _ in part:
        points = [apply(ctm, values[i], values[i + 1]) for i in range(0, len(values) - 1, 2)]
        if operator == b"re":
            x, y, w, h = values
            out.append([apply(ctm, *p) for p in ((x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y))])
        elif operator == b"m" or not out:
            out.append(points[-1:])
        elif operator == b"h":
            out[-1].append(out[-1][0])
        elif operator == b"l":
            out[-1] += points
        elif out[-1]:
            start = out[-1][-1]
            if operator == b"v":
                points = [start, *points]
            elif operator == b"y":
                points = [*points, points[-1]]
            out[-1] += [_bezier(start, points, i / 12) for i in range(1, 13)]
    if outline.operator in (b"s", b"b", b"b*"):
        for line in out:
            line.append(line[0])
    return [line for line in out if len(line) > 1]


def _bezier(start: Point, points: list[Point], u: float) -> Point:
    a, b, c = points[:3]
    v = 1 - u
    weights = (v * v * v, 3 * v * v * u, 3 * v * u * u, u * u * u)
    x = sum(w * p[0] for w, p in zip(weights, (start, a, b, c), strict=True))
    y = sum(w * p[1] for w, p in zip(weights, (start, a, b, c), strict=True))
    return x, y


def outside(lines: list[list[Point]], regions: Sequence[Region]) -> list[list[Point]]:
    """Return the pieces of lines that lie in none of the marks."""
    out: list[list[Point]] = []
    for line in lines:
        piece: list[Point] = []
        for p, q in itertools.pairwise(line):
            holes = sorted(span for region in regions if (span := _span(p, q, region)) is not None)
            at = 0.0
            for low, high in holes:
                if low > at:
                    _join(out, piece, (_on(p, q, at), _on(p, q, low)))
                if piece:
                    out.append(piece)
                piece = []
                at = max(at, high)
            if at < 1:
                if not piece:
                    piece = [_on(p, q, at)]
                piece.append(q)
        if len(piece) > 1:
            out.append(piece)
    return [piece for piece in out if len(piece) > 1]


def _join(_: list[list[Point]], piece: list[Point], stretch: tuple[Point, Point]) -> None:
    if not piece:
        piece.append(stretch[0])
    piece.append(stretch[1])


def _on(p: Point, q: Point, u: float) -> Point:
    return p[0] + (q[0] - p[0]) * u, p[1] + (q[1] - p[1]) * u


class BurnShop:
    """Hands out the objects of the plain copy themselves, but burned copies of what lies under a mark."""

    def __init__(self, pdf: pikepdf.Pdf, scorch: Scorch, faces: Faces, *, white: bool) -> None:
        self.pdf = pdf
        self.scorch = scorch
        self.faces = faces
        self.white = white

    def count(self, what: str) -> None:
        """Count nothing: the plain copy has nothing left to drop."""

    def visible(self, membership: Any) -> bool:
        """Everything in a plain copy shows."""
        return True

    def substitute(self) -> pikepdf.Object:
        """Return Helvetica; a plain copy lacks no font."""
        return pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)

    def font(self, source: pikepdf.Object) -> pikepdf.Object | None:
        """Return the same font."""
        return source

    def colour_space(self, source: pikepdf.Object) -> pikepdf.Object | None:
        """Return the same colour space."""
        return source

    def shading(self, source: pikepdf.Object) -> pikepdf.Object | None:
        """Return the same shading."""
        return source

    def pattern(self, source: pikepdf.Object, canvas: Canvas) -> pikepdf.Object | None:
        """Return the same pattern; whether it is painted under a mark, the path policy asks."""
        return source

    def graphics_state(self, source: pikepdf.Object, canvas: Canvas) -> pikepdf.Object | None:
        """Return the same graphics state, its soft mask burned where it lies under a mark."""
        mask = source.get("/SMask")
        group = mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else None
        if not isinstance(mask, pikepdf.Dictionary) or not isinstance(group, pikepdf.Stream):
            return source
        new = self.form(group, canvas)
        if new is group or new is None:
            return source
        copied = pikepdf.Dictionary({k: v for k, v in source.items() if k != "/SMask"})
        copied["/SMask"] = pikepdf.Dictionary({k: v for k, v in mask.items() if k != "/G"})
        copied["/SMask"]["/G"] = new
        return self.pdf.make_indirect(copied)

    def image(self, source: pikepdf.Object, canvas: Canvas) -> tuple[pikepdf.Object | None, Matrix]:
        """Return the image, burned where it lies under a mark."""
        made = self._burned(source, canvas)
        return (source if made is None else made), IDENTITY

    def _burned(self, source: pikepdf.Object, canvas: Canvas) -> pikepdf.Object | None:
        ctm = canvas.state.ctm
        place = around((0, 0, 1, 1), ctm)
        near = self.scorch.under(place)
        back = inverse(ctm)
        if not near or back is None:
            return None
        shapes = [region.in_unit_square(back) for region in near]
        shapes = [s for s in shapes if not apart(box(s), (0.0, 0.0, 1.0, 1.0))]
        if not shapes:
            return None
        pitch = max(math.hypot(*ctm[:2]) / int(source["/Width"]), math.hypot(*ctm[2:4]) / int(source["/Height"]))
        made = raster.burned(self.pdf, source, raster.cover(shapes), white=self.white, pitch=pitch)
        if made is None:
            self.scorch.doubts.add("image")
            return None
        if made is source:
            return None
        self.scorch.hits += 1
        for region in near:
            region.images += 1
        return made

    def inline(self, source: Inline, canvas: Canvas) -> bytes | tuple[pikepdf.Object, Matrix] | None:
        """Return the inline image as it was, or an object with its burned pixels."""
        if self.scorch.under(around((0, 0, 1, 1), canvas.state.ctm)):
            image = inline_image(source, self.pdf, canvas.resources.get("/ColorSpace"))
            made = self._burned(image, canvas) if image is not None else None
            if made is not None:
                return made, IDENTITY
        return _as_it_was(source)

    def form(self, source: pikepdf.Object, canvas: Canvas) -> pikepdf.Object | None:
        """Return the form, or a copy of its own for this place with what lies under a mark burned."""
        state = canvas.enter(source)
        if empty(state.clip) or not self.scorch.reaches(state.clip):
            return source
        before, shapes = self.scorch.hits, len(self.scorch.doubts)
        made = self._rewritten(source, canvas, state)
        if self.scorch.hits == before and len(self.scorch.doubts) == shapes:
            return source
        return made

    def _rewritten(self, source: pikepdf.Object, canvas: Canvas, state: GState) -> pikepdf.Object:
        inner = Canvas(self, self.scorch, resources=source.get("/Resources"), state=state, depth=canvas.depth + 1)
        data = inner.run(source.read_bytes())
        head = pikepdf.Dictionary(
            {k: v for k, v in source.items() if k not in ("/Resources", "/Length", "/Filter", "/DecodeParms")}
        )
        out = pikepdf.Stream(self.pdf, data, head)
        out["/Resources"] = inner.resource_dictionary()
        return self.pdf.make_indirect(out)


def _as_it_was(source: Inline) -> bytes:
    entries = b" ".join(b"/" + key + b" " + value for key, value in source.entries.items())
    return b"BI " + entries + b" ID " + source.data.removesuffix(b"\n") + b"\nEI"
