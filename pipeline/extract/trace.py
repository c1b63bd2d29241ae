"""Watches MuPDF paint a page and notes every glyph, picture and rule, with its place.

It sees what is painted, whatever paints it: visible and invisible text, text used as
a clip, text in forms, patterns and masks. It does not judge, order or leave out
anything, and it believes no marked content (`/ActualText`).
"""

from __future__ import annotations

import ctypes
import math
import struct
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.extract.mupdf import IDENTITY, pymupdf, run

mupdf: Any = pymupdf.mupdf

ITEM = np.dtype([("x", "<f4"), ("y", "<f4"), ("adv", "<f4"), ("gid", "<i4"), ("ucs", "<i4"), ("cid", "<i4")])
"""`fz_text_item` of MuPDF 1.26 to 1.28 (include/mupdf/fitz/text.h). `_items` checks it on every span."""

TILES = 400
"""Repetitions of a pattern cell that are noted one by one; a page with more text than that in a pattern is not read."""

MERELY = 0.01
"""Part of a pattern's step: a cell that reaches no further into the area merely touches it."""

VECTOR_BLOCK = 3
"""`FZ_STEXT_BLOCK_VECTOR`."""

HALVES = np.array([0.5, -0.5], dtype=np.float32)
"""Ascender and descender of vertical writing, ems: the pen runs down the middle of a glyph."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Matrix = tuple[float, float, float, float, float, float]
Rect = tuple[float, float, float, float]

THINNEST = 2.0
"""Points: what is painted thinner than this is a rule or an underline, and hides no letter."""

OPAQUE = 0.97
"""Least opacity of what lets nothing through."""

NO_VECTORS = np.zeros((0, 4), dtype=np.float32)

EVERYWHERE: Rect = (-1e7, -1e7, 1e7, 1e7)


class Paint(IntEnum):
    """How glyphs reach the page."""

    FILL = 0
    STROKE = 1
    CLIP = 2
    IGNORE = 3
    """Render mode 3: invisible."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as it is placed: its matrix maps the unit square to page space."""

    matrix: Matrix
    width: int
    height: int
    """Samples."""
    stencil: bool
    """A mask that is painted, or through which something is painted."""
    order: int = 0
    """Number of the stroke of paint: what has a higher one lies over it."""
    native: Any = field(default=None, repr=False, compare=False)
    """MuPDF's image, kept alive."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The upright rectangle around it, points."""
        a, b, c, d, e, f = self.matrix
        xs = (e, e + a, e + c, e + a + c)
        ys = (f, f + b, f + d, f + b + d)
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Cover:
    """Something painted that could hide what was painted before."""

    box: Rect
    """What of it the clips let through, points."""
    order: int
    plain: bool
    """It fills the whole of its box and lets nothing through; else only a rendering tells."""
    picture: bool
    tone: float
    """Grey, 0 black to 1 white; NaN where it has more than one."""


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """All glyphs of a page in the order of painting, one row each, and what else is painted."""

    ucs: Ints = field(repr=False)
    """Character; -1 for a further glyph of the character before."""
    gid: Ints = field(repr=False)
    """Glyph number in its font; -1 for a further character of the glyph before."""
    origin: Floats = field(repr=False)
    """(n, 2): the pen before the glyph, page space."""
    along: Floats = field(repr=False)
    """(n, 2): the advance of the pen, points."""
    up: Floats = field(repr=False)
    """(n, 2): one em upward, points."""
    ink: Floats = field(repr=False)
    """(n, 4): left, bottom, right, top of the outline in ems, from the origin, along and up."""
    em: Floats = field(repr=False)
    """(n, 2): one em along the line, points (length is the width of an em)."""
    rise: Floats = field(repr=False)
    """(n, 2): ascender and descender of the font, ems."""
    font: Ints = field(repr=False)
    paint: npt.NDArray[np.uint8] = field(repr=False)
    alpha: Floats = field(repr=False)
    tiled: npt.NDArray[np.bool_] = field(repr=False)
    """Drawn by a pattern."""
    order: Ints = field(repr=False)
    """Number of the stroke of paint."""
    tone: Floats = field(repr=False)
    """Grey of the paint, 0 black to 1 white; NaN for a pattern."""
    fonts: tuple[str, ...]
    natives: tuple[Any, ...] = field(repr=False)
    """MuPDF's fonts, by number."""
    pictures: tuple[Picture, ...]
    covers: tuple[Cover, ...]
    shapes: tuple[tuple[int, Rect], ...] = field(repr=False)
    """(number of the stroke of paint, box) of each path that is neither a rectangle nor a rule."""
    vectors: Floats = field(repr=False)
    """(n, 4): boxes of filled and stroked paths, page space."""
    endless: bool = False
    """A pattern repeats text more often than `TILES`."""
    shaded: bool = False
    """Something is painted by a shading, a pattern or through a mask, of which nothing else is told here."""


@dataclass(slots=True)
class _Font:
    """What is asked of a font once; holding `native` keeps its address its own."""

    native: Any
    number: int
    rise: tuple[float, float]

    def outlines(self, gids: Ints) -> Floats:
        """Return the boxes of glyphs, ems; a further character of a glyph has none."""
        asked, where = np.unique(gids, return_inverse=True)
        boxes = np.zeros((len(asked), 4), dtype=np.float32)
        for row, gid in zip(boxes, asked.tolist(), strict=True):
            if gid >= 0:
                box = mupdf.fz_bound_glyph(self.native, gid, IDENTITY)
                row[:] = box.x0, box.y0, box.x1, box.y1
        return boxes[where]


class _Watcher(mupdf.FzDevice2):  # type: ignore[misc] # a class of an untyped library
    """The device that MuPDF paints on. Keeps rows per span; `trace` puts them together."""

    def __init__(self) -> None:
        super().__init__()
        for name in _WATCHED:
            getattr(self, f"use_virtual_{name}")()
        self.spans: list[_Span] = []
        self.fonts: dict[int, _Font] = {}
        self.pictures: list[Picture] = []
        self.tiles: list[list[tuple[float, float]]] = []
        self.covers: list[Cover] = []
        self.shapes: list[tuple[int, Rect]] = []
        self.clips: list[tuple[Rect, bool]] = [(EVERYWHERE, True)]
        """What shows, and whether it is all of that rectangle."""
        self.groups: list[bool] = [True]
        """Whether what is painted in a group hides what lies under it."""
        self.masks = 0
        self.order = 0
        self.endless = False
        self.shaded = False
        self.paths = False

    def fill_text(self, _ctx: Any, text: Any, ctm: Any, cs: Any, color: Any, alpha: float, _cp: Any) -> None:
        self._text(text, ctm, Paint.FILL, alpha, _tone(cs, color))

    def stroke_text(self, _ctx: Any, text: Any, _s: Any, ctm: Any, cs: Any, color: Any, alpha: float, _cp: Any) -> None:
        self._text(text, ctm, Paint.STROKE, alpha, _tone(cs, color))

    def clip_text(self, _ctx: Any, text: Any, ctm: Any, _scissor: Any) -> None:
        self._text(text, ctm, Paint.CLIP, 1.0)
        self.clips.append((self.clips[-1][0], False))

    def clip_stroke_text(self, _ctx: Any, text: Any, _stroke: Any, ctm: Any, _scissor: Any) -> None:
        self._text(text, ctm, Paint.CLIP, 1.0)
        self.clips.append((self.clips[-1][0], False))

    def ignore_text(self, _ctx: Any, text: Any, ctm: Any) -> None:
        self._text(text, ctm, Paint.IGNORE, 0.0)

    def fill_path(
        self, _ctx: Any, path: Any, _even: int, ctm: Any, cs: Any, color: Any, alpha: float, _cp: Any
    ) -> None:
        self.paths = True
        box = _four(mupdf.ll_fz_bound_path(path, None, ctm))
        square = bool(mupdf.ll_fz_path_is_rect(path, ctm))
        self._cover(box, plain=square and alpha >= OPAQUE, tone=_tone(cs, color))
        if not square:
            self.shapes.append((self.order, box))

    def stroke_path(
        self, _ctx: Any, path: Any, stroke: Any, ctm: Any, cs: Any, color: Any, _alpha: float, _cp: Any
    ) -> None:
        self.paths = True
        x0, y0, x1, y1 = box = _four(mupdf.ll_fz_bound_path(path, stroke, ctm))
        wide = stroke.linewidth * abs(ctm.a * ctm.d - ctm.b * ctm.c) ** 0.5
        if wide >= THINNEST:
            self._cover(box, plain=False, tone=_tone(cs, color))
        else:
            self.order += 1
        if min(x1 - x0, y1 - y0) >= wide + THINNEST:
            self.shapes.append((self.order, box))

    def fill_image(self, _ctx: Any, image: Any, ctm: Any, alpha: float, _cp: Any) -> None:
        self._image(image, ctm, stencil=False)
        level = abs(ctm.b) + abs(ctm.c) < 1e-3 or abs(ctm.a) + abs(ctm.d) < 1e-3
        plain = level and not image.mask and alpha >= OPAQUE
        self._cover(self.pictures[-1].box, plain=plain, picture=True)

    def fill_image_mask(self, _ctx: Any, image: Any, ctm: Any, cs: Any, color: Any, _alpha: float, _cp: Any) -> None:
        self._image(image, ctm, stencil=True)
        self._cover(self.pictures[-1].box, plain=False, picture=True, tone=_tone(cs, color))

    def clip_image_mask(self, _ctx: Any, image: Any, ctm: Any, _scissor: Any) -> None:
        self._image(image, ctm, stencil=True)
        self.clips.append((_met(self.clips[-1][0], self.pictures[-1].box), False))

    def clip_path(self, _ctx: Any, path: Any, _even: int, ctm: Any, _scissor: Any) -> None:
        before, whole = self.clips[-1]
        box = _four(mupdf.ll_fz_bound_path(path, None, ctm))
        self.clips.append((_met(before, box), whole and bool(mupdf.ll_fz_path_is_rect(path, ctm))))

    def clip_stroke_path(self, _ctx: Any, path: Any, stroke: Any, ctm: Any, _scissor: Any) -> None:
        box = _four(mupdf.ll_fz_bound_path(path, stroke, ctm))
        self.clips.append((_met(self.clips[-1][0], box), False))

    def pop_clip(self, _ctx: Any) -> None:
        if len(self.clips) > 1:
            self.clips.pop()

    def fill_shade(self, *_told: Any) -> None:
        self.shaded = True
        self._cover(self.clips[-1][0], plain=False)

    def begin_mask(self, *_told: Any) -> None:
        self.shaded = True
        self.masks += 1

    def end_mask(self, *_told: Any) -> None:
        self.masks = max(self.masks - 1, 0)
        self.clips.append((self.clips[-1][0], False))

    def begin_group(self, _ctx: Any, _area: Any, _cs: Any, _iso: int, _knock: int, blend: int, alpha: float) -> None:
        self.groups.append(self.groups[-1] and blend == 0 and alpha >= OPAQUE)

    def end_group(self, _ctx: Any) -> None:
        if len(self.groups) > 1:
            self.groups.pop()

    def begin_tile(self, _ctx: Any, area: Any, view: Any, xstep: float, ystep: float, ctm: Any, *_ids: int) -> int:
        self.shaded = True
        self._cover(self.clips[-1][0], plain=False)
        shifts = _shifts(area, view, xstep, ystep)
        self.endless |= len(shifts) > TILES
        self.tiles.append([(x * ctm.a + y * ctm.c, x * ctm.b + y * ctm.d) for x, y in shifts[:TILES]])
        return 0

    def end_tile(self, _ctx: Any) -> None:
        if self.tiles:
            self.tiles.pop()

    def _cover(self, box: Rect, *, plain: bool, picture: bool = False, tone: float = math.nan) -> None:
        """Note what could hide something: not what is painted in a mask or a pattern's cell, nor a thin rule."""
        self.order += 1
        if self.masks or self.tiles:
            return
        clip, whole = self.clips[-1]
        x0, y0, x1, y1 = _met(clip, box)
        if x1 - x0 >= THINNEST and y1 - y0 >= THINNEST:
            sure = plain and whole and self.groups[-1]
            self.covers.append(Cover((x0, y0, x1, y1), self.order, sure, picture, tone))

    def _text(self, text: Any, ctm: Any, paint: Paint, alpha: float, tone: float = math.nan) -> None:
        self.order += 1
        placed = (ctm.a, ctm.b, ctm.c, ctm.d, ctm.e, ctm.f)
        shifts = self.tiles[-1] if self.tiles else None
        span = text.head
        while span:
            if count := int(span.len):
                t = span.trm
                matrix = (t.a, t.b, t.c, t.d)
                font = self._font(span).number
                down = bool(span.wmode)
                items = _items(span, count)
                look = (paint, alpha, self.order, tone)
                self.spans.append(_Span(items, count, matrix, placed, font, down, *look, shifts))
            span = span.next

    def _font(self, span: Any) -> _Font:
        address = int(span.font.this)
        if address not in self.fonts:
            native = mupdf.FzTextSpan(span).font()
            rise = (mupdf.fz_font_ascender(native), mupdf.fz_font_descender(native))
            self.fonts[address] = _Font(native, len(self.fonts), rise)
        return self.fonts[address]

    def _image(self, image: Any, ctm: Any, *, stencil: bool) -> None:
        matrix = (ctm.a, ctm.b, ctm.c, ctm.d, ctm.e, ctm.f)
        native = mupdf.FzImage(mupdf.ll_fz_keep_image(image))
        self.order += 1
        for dx, dy in self.tiles[-1] if self.tiles else [(0.0, 0.0)]:
            placed = (*matrix[:4], matrix[4] + dx, matrix[5] + dy)
            self.pictures.append(Picture(placed, image.w, image.h, stencil, self.order, native))


def _tone(space: Any, colour: Any) -> float:
    """Return the grey of a colour, 0 black to 1 white; NaN for a colour space of another kind."""
    count = space.n if space else 0
    if not 1 <= count <= 4:  # a pattern or many inks
        return math.nan
    parts = [float(mupdf.floats_getitem(colour, i)) for i in range(count)]
    if count == 1:
        return parts[0]
    if count == 3:
        return 0.3 * parts[0] + 0.59 * parts[1] + 0.11 * parts[2]
    if count == 4:
        return max(0.0, 1 - 0.3 * parts[0] - 0.59 * parts[1] - 0.11 * parts[2] - parts[3])
    return math.nan


def _four(box: Any) -> Rect:
    return box.x0, box.y0, box.x1, box.y1


def _met(first: Rect, second: Rect) -> Rect:
    return max(first[0], second[0]), max(first[1], second[1]), min(first[2], second[2]), min(first[3], second[3])


_WATCHED = (
    "fill_path",
    "stroke_path",
    "clip_path",
    "clip_stroke_path",
    "pop_clip",
    "end_mask",
    "begin_group",
    "end_group",
    "fill_text",
    "stroke_text",
    "clip_text",
    "clip_stroke_text",
    "ignore_text",
    "fill_image",
    "fill_image_mask",
    "clip_image_mask",
    "fill_shade",
    "begin_mask",
    "begin_tile",
    "end_tile",
)


class _Span(NamedTuple):
    """Glyphs that share a font and a matrix."""

    items: bytes
    length: int
    trm: tuple[float, float, float, float]
    ctm: Matrix
    font: int
    downward: bool
    """Vertical writing (CJK)."""
    paint: Paint
    alpha: float
    order: int
    tone: float
    shifts: list[tuple[float, float]] | None


def trace(page: Any) -> Trace:
    """Paint a PyMuPDF page on the watcher and return what it saw."""
    watcher = _Watcher()
    run(page, watcher)
    spans = watcher.spans
    fonts = tuple(watcher.fonts.values())
    pictures, vectors = tuple(watcher.pictures), _vectors(page) if watcher.paths else NO_VECTORS
    if not spans:
        return _empty(watcher, pictures, vectors)
    counts = np.array([span.length for span in spans])

    def spread(values: list[Any], dtype: Any = np.float32) -> Any:
        return np.repeat(np.array(values, dtype=dtype), counts, axis=0)

    items = np.frombuffer(b"".join([span.items for span in spans]), dtype=ITEM)
    ctm = spread([span.ctm for span in spans])
    across, upward = _axes(spread([span.trm for span in spans]), ctm)
    downward = spread([span.downward for span in spans], np.bool_)[:, None]
    font = spread([span.font for span in spans], np.int32)
    result = Trace(
        ucs=items["ucs"].astype(np.int32),
        gid=items["gid"].astype(np.int32),
        origin=items["x"][:, None] * ctm[:, 0:2] + items["y"][:, None] * ctm[:, 2:4] + ctm[:, 4:6],
        along=np.where(downward, upward, across) * np.where(items["gid"] >= 0, items["adv"], 0)[:, None],
        up=np.where(downward, across, upward),
        ink=_outlines(fonts, font, items["gid"]),
        em=np.where(downward, -upward, across),
        rise=np.where(downward, HALVES, np.array([f.rise for f in fonts], dtype=np.float32)[font]),
        font=font,
        paint=spread([span.paint for span in spans], np.uint8),
        alpha=spread([span.alpha for span in spans]),
        tiled=spread([span.shifts is not None for span in spans], np.bool_),
        order=spread([span.order for span in spans], np.int32),
        tone=spread([span.tone for span in spans]),
        fonts=tuple(mupdf.fz_font_name(font.native) for font in fonts),
        natives=tuple(font.native for font in fonts),
        pictures=pictures,
        covers=tuple(watcher.covers),
        shapes=tuple(watcher.shapes),
        vectors=vectors,
        endless=watcher.endless,
        shaded=watcher.shaded,
    )
    return _repeated(result, spans, counts) if any(span.shifts for span in spans) else result


def _items(span: Any, count: int) -> bytes:
    """Return the glyphs of a span as rows of `ITEM`.

    They are read from memory in one piece, which is many times as fast as asking the
    library for each. The last one is asked for too: when it differs, this MuPDF lays
    its items out in another way, and all are asked for.
    """
    wrapped = mupdf.FzTextSpan(span)
    block = ctypes.string_at(int(span.items.this), count * ITEM.itemsize)
    last = _asked(wrapped, count - 1)
    if np.frombuffer(block, dtype=ITEM, offset=(count - 1) * ITEM.itemsize)[0].tobytes() == last:
        return block
    return b"".join(_asked(wrapped, i) for i in range(count - 1)) + last


def _asked(span: Any, index: int) -> bytes:
    item = span.items(index)
    return struct.pack("<3f3i", item.x, item.y, item.adv, item.gid, item.ucs, item.cid)


def _axes(trm: Floats, ctm: Floats) -> tuple[Floats, Floats]:
    """Return one em along the line and one em upward, in page space."""
    across = trm[:, 0:1] * ctm[:, 0:2] + trm[:, 1:2] * ctm[:, 2:4]
    upward = trm[:, 2:3] * ctm[:, 0:2] + trm[:, 3:4] * ctm[:, 2:4]
    return across, upward


def _outlines(fonts: tuple[_Font, ...], font: Ints, gid: Ints) -> Floats:
    boxes = np.zeros((len(gid), 4), dtype=np.float32)
    for one in fonts:
        mine = font == one.number
        boxes[mine] = one.outlines(gid[mine])
    return boxes


def _shifts(area: Any, view: Any, xstep: float, ystep: float) -> list[tuple[float, float]]:
    """Return by how much a pattern cell is shifted for each repetition that shows in the area, at most TILES + 1."""
    if not (xstep and ystep and np.isfinite([xstep, ystep]).all()):
        return [(0.0, 0.0)]
    across = sorted(((area.x0 - view.x1) / xstep, (area.x1 - view.x0) / xstep))
    down = sorted(((area.y0 - view.y1) / ystep, (area.y1 - view.y0) / ystep))
    if not np.isfinite([*across, *down]).all():
        return [(0.0, 0.0)] * (TILES + 1)
    columns = range(int(np.ceil(across[0] + MERELY)), int(np.floor(across[1] - MERELY)) + 1)
    rows = range(int(np.ceil(down[0] + MERELY)), int(np.floor(down[1] - MERELY)) + 1)
    if len(columns) * len(rows) > TILES:
        return [(0.0, 0.0)] * (TILES + 1)
    return [(i * xstep, j * ystep) for j in rows for i in columns] or [(0.0, 0.0)]


def _repeated(result: Trace, spans: list[_Span], counts: npt.NDArray[np.int_]) -> Trace:
    """Return the trace with the glyphs of patterns once for each repetition."""
    starts = np.cumsum(counts) - counts
    rows, moves = [], []
    for span, start, count in zip(spans, starts.tolist(), counts.tolist(), strict=True):
        for shift in span.shifts or [(0.0, 0.0)]:
            rows.append(np.arange(start, start + count))
            moves.append(np.full((count, 2), shift, dtype=np.float32))
    order = np.concatenate(rows)
    arrays = ("ucs", "gid", "along", "up", "ink", "em", "rise", "font", "paint", "alpha", "tiled", "order", "tone")
    return Trace(
        origin=result.origin[order] + np.concatenate(moves),
        fonts=result.fonts,
        natives=result.natives,
        pictures=result.pictures,
        covers=result.covers,
        shapes=result.shapes,
        vectors=result.vectors,
        endless=result.endless,
        shaded=result.shaded,
        **{name: getattr(result, name)[order] for name in arrays},
    )


def _vectors(page: Any) -> Floats:
    """Return the boxes of the page's paths; a path of several pieces gives a box for each."""
    owner = page.get_textpage(flags=pymupdf.TEXT_COLLECT_VECTORS)  # its blocks die with it
    block = owner.this.m_internal.first_block
    boxes = []
    while block:
        if block.type == VECTOR_BLOCK:
            box = block.bbox
            boxes.append((box.x0, box.y0, box.x1, box.y1))
        block = block.next
    return np.array(boxes, dtype=np.float32).reshape(-1, 4)


def _empty(watcher: _Watcher, pictures: tuple[Picture, ...], vectors: Floats) -> Trace:
    def none(*shape: int, dtype: Any = np.float32) -> Any:
        return np.zeros(shape, dtype=dtype)

    return Trace(
        ucs=none(0, dtype=np.int32),
        gid=none(0, dtype=np.int32),
        origin=none(0, 2),
        along=none(0, 2),
        up=none(0, 2),
        ink=none(0, 4),
        em=none(0, 2),
        rise=none(0, 2),
        font=none(0, dtype=np.int32),
        paint=none(0, dtype=np.uint8),
        alpha=none(0),
        tiled=none(0, dtype=np.bool_),
        order=none(0, dtype=np.int32),
        tone=none(0),
        fonts=(),
        natives=(),
        pictures=pictures,
        covers=tuple(watcher.covers),
        shapes=tuple(watcher.shapes),
        vectors=vectors,
        shaded=watcher.shaded,
    )
