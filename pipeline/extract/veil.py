"""Finds what earlier redactions cover and left there: live text, pixels of pictures, drawings.

    painted later, and nothing shows through     a box, a picture, a thick line, block characters over text
    of the colour of the ground                  white on white, black on a bar
    a recognised layer over an even ground       the picture was redacted, its text layer was not
    asked for and never done                     a redaction annotation (from the normal form)

Paint order and exact rectangles come from the trace; whatever is not a plain
rectangle is judged by a rendering. Text that can be read on the page is never
taken. What lies on such a cover and is more than its label makes the page
wait for a person: burning below would burn what is above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.extract import ink
from pipeline.extract.glyph import Bools, Glyphs
from pipeline.extract.mupdf import pymupdf
from pipeline.extract.recognise import PictureScene, shapes_alone
from pipeline.extract.tesseract import Gray
from pipeline.extract.trace import Cover, Floats, Ints, Picture, Rect, Trace
from pipeline.nouns import STAND_IN, Quad

OVERPRINTED = "text_over_hidden_text"
"""Text that can be read is painted over text that cannot; one cannot be burned without the other."""

HALF = 0.5
"""Part of a letter between base line and x-height that a cover hides at least."""

CORE = (0.26, 0.8)
"""Top and bottom of that stretch, as parts of a glyph's box from the top."""

MOST = 0.6
"""Part of the letters under a cover of no plain shape that it hides when it hides the others too: at its ends, and in
the seams of block characters, some ink shows."""

DPI = 144
"""Dots to the inch of the rendering by which covers are judged."""

SHOWS = 24
"""Difference, of 255 in a channel, that a letter makes when it can be seen."""

DARK = 90
"""A ground no lighter than this, of 255, is the colour of a redaction."""

DARK_TONE, LIGHT_TONE = 0.35, 0.8
"""Grey of paint that a dark ground swallows, and that paper does."""

LEAST = 2
"""Letters or digits that tell anything: one alone is a bullet or the mark in a box."""

WORD = 4
"""The same for the text layer of a scan, which is not placed exactly."""

MISPLACED = 0.1
"""Part of a text layer that lies on blank paper from which on it is misplaced, and no sign of a redaction."""

GROUND = 0.5
"""Part of the page above which pictures are the page, and text under them its text layer."""

SMALLEST = (6.0, 4.0)
"""Width and height in points below which a cover hides no word of a picture."""

TALL = 60.0
"""Points: a light cover larger than this both ways is a panel of a layout; four lines are lower."""

RIM = 3.0
"""Points along a cover's edge that are left out, a quarter of its height at most: burned pixels blur there into those
around them."""

SAMPLE = 20_000
"""Pixels that are looked at to tell a cover's colour."""

SEAM = 0.5
"""Points by which pieces of one bar may miss each other."""

ROUND = 0.5
"""Points by which a cover's rim is taken along, so that nothing of it stays."""

EVEN = 0.97
"""Part of a cover that has one colour when what is printed on it is left out."""

ROUNDED = 0.75
"""The same for a dark cover that is no rectangle: corners of a round box show what lies around it."""

CONTRAST, EDGE, EDGES = 60, 40, 0.004
"""Differences of grey in a picture that holds something, from dark to light and from pixel to pixel, and how many
pixels in all are such edges when it is one thin line of type."""

BLOCKS = frozenset([*range(0x2580, 0x25A0), 0x25A0, 0x25AC, 0x25AE, 0x25FC, 0x2B1B])
"""Characters that are bars and blocks."""

LABEL = re.compile(
    r"redact|seal|privileg|withh|exempt|confident|protect|omitted|deleted|removed|attorney|b\d|^\W*+[a-z]?\W*+$",
    re.IGNORECASE,
)
"""What is printed on a box in place of what it hides."""

LABEL_LONGEST = 40
"""Characters on a dark box that can be a label, whatever they say."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What lies under one earlier redaction."""

    why: str
    rows: npt.NDArray[np.intp] = field(repr=False)
    """Rows of the page's glyphs, in the order of painting."""
    area: Quad | None = None
    """Where pixels or drawings lie beneath, and everything goes."""


@dataclass(frozen=True, slots=True, eq=False)
class Veiled:
    """What is to be written of it."""

    why: str
    text: Glyphs = field(repr=False)
    area: Glyphs = field(repr=False)
    """One stand-in, or none."""


@dataclass(frozen=True, slots=True, eq=False)
class Veils:
    """What lies under all earlier redactions of a page."""

    found: tuple[Found, ...] = ()
    unread: tuple[str, ...] = ()
    """Why the page must wait for a person."""

    @property
    def areas(self) -> Floats:
        """The quads of what goes as an area, (n, 8)."""
        return np.array([f.area for f in self.found if f.area], dtype=np.float32).reshape(-1, 8)

    def glyphs(self, own: Glyphs) -> tuple[tuple[Veiled, ...], Glyphs]:
        """Return what lies under each earlier redaction, and the glyphs of the page without that."""
        if not self.found:
            return (), own
        free = np.ones(len(own), dtype=np.bool_)
        parts = []
        for one in self.found:
            free[one.rows] = False
            parts.append(Veiled(one.why, own.pick(one.rows), stand_in(one.area) if one.area else Glyphs.none()))
        return tuple(parts), own.pick(free)


def veils(page: Any, trace: Trace, glyphs: Glyphs, asked: Sequence[Quad]) -> Veils:
    """Return what earlier redactions of a page cover; `asked` are places of redactions that were never applied."""
    finder = _Finder(page, trace, glyphs)
    finder.asked(asked)
    finder.covered()
    finder.swallowed()
    finder.recognised()
    return Veils(tuple(finder.found), (OVERPRINTED,) if finder.overprinted else ())


def stand_in(area: Quad) -> Glyphs:
    """Return the character that stands in a text for an area."""
    one = Glyphs.none()
    rows = {name: np.zeros(1, dtype=getattr(one, name).dtype) for name in Glyphs.__slots__}
    rows["code"][:] = ord(STAND_IN)
    return Glyphs(**{**rows, "quad": np.array([area], dtype=np.float32), "origin": np.zeros((1, 2), dtype=np.float32)})


class _Finder:
    """Looks at one page; what it took once it does not take again."""

    def __init__(self, page: Any, trace: Trace, glyphs: Glyphs) -> None:
        self._page = page
        self._trace = trace
        self._glyphs = glyphs
        self._size = (float(page.rect.width), float(page.rect.height))
        self._cores = _cores(glyphs.quad)
        self._taken = np.zeros(len(glyphs), dtype=np.bool_)
        self.found: list[Found] = []
        self.overprinted = False

    @cached_property
    def _telling(self) -> Bools:
        """Which glyphs are letters and digits."""
        return np.array([chr(code).isalnum() for code in self._glyphs.code.tolist()], dtype=np.bool_)

    # -- what was asked for ------------------------------------------------------------------------------------------

    def asked(self, quads: Sequence[Quad]) -> None:
        """Take everything in the places of redactions that were never applied."""
        for quad in quads:
            rows = np.flatnonzero((_shares(self._cores, _around(quad)) >= HALF) & ~self._taken)
            self._take("redaction_not_applied", rows, quad)

    # -- what was painted over ---------------------------------------------------------------------------------------

    def covered(self) -> None:
        """Take what later paint hides."""
        for cover in [*_joined(self._trace.covers), *self._blocks()]:
            under = self._under(cover)
            hidden = self._hidden(cover, under)
            if self._telling[hidden].sum() < LEAST and not (len(hidden) == len(under) and self._is_bar(cover, hidden)):
                hidden = hidden[:0]
            why, area = self._area(cover)
            if len(hidden):
                why = "text_under_image" if cover.picture else "text_under_box"
                area = area or self._bar(cover, hidden)
            if len(hidden) or area is not None:
                self._judge_above(cover, hidden, area)
                self._take(why, hidden, area)

    def _bar(self, cover: Cover, hidden: npt.NDArray[np.intp]) -> Quad | None:
        """Return a cover as an area when it is a bar and no more: dark, or of no rectangle's shape, and a label on it.

        Of the lines around, it touches none: where the bar itself does, the area ends.
        """
        colour = self._colour(cover, cover.box)
        if colour is None or (colour >= DARK and cover.plain) or not self._is_redaction(cover, cover.box, dark=True):
            return None
        x0, y0, x1, y1 = cover.box if cover.plain else _grown(cover.box, ROUND)
        own = _hull(self._cores[hidden])
        others = ~self._taken & ~self._glyphs.hidden & (self._glyphs.order < cover.order)
        others[hidden] = False
        for a, b, c, d in self._cores[others & (_shares(self._cores, cover.box) > 0)].tolist():
            if d <= own[1]:
                y0 = max(y0, d)
            elif b >= own[3]:
                y1 = min(y1, b)
            elif c <= own[0]:
                x0 = max(x0, c)
            elif a >= own[2]:
                x1 = min(x1, a)
            else:
                return None
        return _upright((x0, y0, x1, y1))

    def _blocks(self) -> Iterator[Cover]:
        """Yield a cover for each run of block characters."""
        for order in np.unique(self._glyphs.order[self._is_block]).tolist():
            rows = np.flatnonzero(self._is_block & (self._glyphs.order == order))
            tone = float(self._glyphs.tone[rows[0]])
            yield Cover(_hull(self._boxes[rows]), order, plain=False, picture=False, tone=tone)

    @cached_property
    def _is_block(self) -> Bools:
        """Which glyphs are blocks, or one character over and over, as fonts of signs have blocks by any code."""
        blocks: Bools = np.isin(self._glyphs.code, list(BLOCKS))
        rows = np.argsort(self._glyphs.order, kind="stable")
        for run in np.split(rows, np.flatnonzero(np.diff(self._glyphs.order[rows])) + 1):
            if len(run) >= LEAST and (self._glyphs.code[run] == self._glyphs.code[run[0]]).all():
                blocks[run] = True
        return blocks

    def _under(self, cover: Cover) -> npt.NDArray[np.intp]:
        """Return the rows of glyphs that were painted before a cover and lie under it by half."""
        if cover.picture and self._is_scan:
            return np.zeros(0, dtype=np.intp)
        before = (self._glyphs.order < cover.order) & ~self._taken & ~self._is_block
        if cover.picture:
            before &= ~self._glyphs.hidden
        rows = np.flatnonzero(before)
        x0, y0, x1, y1 = cover.box
        cores = self._cores[rows]
        near = (cores[:, 0] < x1) & (cores[:, 2] > x0) & (cores[:, 1] < y1) & (cores[:, 3] > y0)
        rows = rows[near]
        return rows[_shares(self._cores[rows], cover.box) >= HALF]

    def _hidden(self, cover: Cover, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Return those of some rows that a cover hides."""
        if not len(rows) or cover.plain:
            return rows
        later = (self._glyphs.order > cover.order) & ~self._is_block
        even = np.array([self._even(row, cover.box, later) for row in rows.tolist()])
        return rows if even.mean() >= MOST else rows[even]

    def _is_bar(self, cover: Cover, hidden: npt.NDArray[np.intp]) -> bool:
        """Tell whether a cover of a single letter is a bar."""
        return bool(self._telling[hidden].any()) and cover.plain and cover.tone <= DARK_TONE

    def _even(self, row: int, within: Rect, later: Bools) -> bool:
        """Tell whether a glyph's place has one colour where nothing later is printed."""
        patch, mask = self._patch(_met(tuple(self._cores[row].tolist()), within), later)
        seen = patch[mask]
        return bool(len(seen) and (seen.max(axis=0).astype(int) - seen.min(axis=0)).max() <= SHOWS)

    def _patch(self, rect: Rect, later: Bools) -> tuple[npt.NDArray[np.uint8], Bools]:
        """Return the rendering within a rectangle, and which of its pixels no glyph of `later` touches."""
        scale = DPI / 72
        x0, y0, x1, y1 = rect
        columns = slice(max(0, int(np.ceil(x0 * scale))), max(0, int(x1 * scale)))
        rows = slice(max(0, int(np.ceil(y0 * scale))), max(0, int(y1 * scale)))
        patch = self._picture[rows, columns]
        mask = np.ones(patch.shape[:2], dtype=np.bool_)
        boxes = self._boxes[later]
        near = (boxes[:, 0] < x1) & (boxes[:, 2] > x0) & (boxes[:, 1] < y1) & (boxes[:, 3] > y0)
        for a, b, c, d in (boxes[near] * scale).tolist():
            top, left = max(int(b) - 1 - rows.start, 0), max(int(a) - 1 - columns.start, 0)
            mask[top : max(int(d) + 2 - rows.start, 0), left : max(int(c) + 2 - columns.start, 0)] = False
        return patch, mask

    @cached_property
    def _picture(self) -> npt.NDArray[np.uint8]:
        pixels = self._page.get_pixmap(dpi=DPI, colorspace=pymupdf.csRGB, alpha=False)
        return np.frombuffer(pixels.samples, dtype=np.uint8).reshape(pixels.height, pixels.width, 3)

    @cached_property
    def _boxes(self) -> Floats:
        corners = self._glyphs.quad.reshape(-1, 4, 2)
        return np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)

    # -- pixels ------------------------------------------------------------------------------------------------------

    def _area(self, cover: Cover) -> tuple[str, Quad | None]:
        """Return the part of a cover under which a picture or a drawing holds something, and which; None for none."""
        if cover.picture and _size(cover.box) > GROUND * _size((0.0, 0.0, *self._size)):
            return "", None  # a layer of a layered scan
        before = [p for p in self._trace.pictures if p.order < cover.order - int(cover.picture)]
        for picture in before:
            met = _met(_met(picture.box, cover.box), (0.0, 0.0, *self._size))
            wide, high = met[2] - met[0], met[3] - met[1]
            if wide < SMALLEST[0] or high < SMALLEST[1]:
                continue
            colour = self._colour(cover, met)
            if colour is None or not self._is_redaction(cover, met, dark=colour < DARK):
                continue
            if _busy(before, met, letters=colour >= DARK):
                return "image_under_box", _upright(met)
        return "art_under_box", _upright(cover.box) if self._has_art(cover) else None

    def _has_art(self, cover: Cover) -> bool:
        """Tell whether something like writing was drawn before a cover and lies under it.

        Drawings are made of light shapes over others, so that only a rectangle counts when it is light.
        """
        orders, shapes = self._shapes
        if (cover.tone > DARK_TONE and not cover.plain) or not (
            _within(shapes, cover.box) & (orders < cover.order)
        ).any():
            return False
        colour = self._colour(cover, cover.box)
        if colour is None or not self._is_redaction(cover, cover.box, dark=colour < DARK):
            return False
        return _has_writing(shapes_alone(self._page, cover.box, dpi=DPI))

    @cached_property
    def _shapes(self) -> tuple[Ints, Floats]:
        """Orders and boxes of the page's shapes."""
        orders = np.array([order for order, _ in self._trace.shapes], dtype=np.int32)
        return orders, np.array([box for _, box in self._trace.shapes], dtype=np.float32).reshape(-1, 4)

    def _colour(self, cover: Cover, met: Rect) -> int | None:
        """Return the lightest channel of the one colour that a cover shows; None when it has more than one.

        Dark paint around light ground is a frame, and covers nothing.
        """
        patch, mask = self._patch(_grown(met, -72 / DPI), self._glyphs.order > cover.order)
        seen = patch[mask]
        if not len(seen):
            return None
        seen = seen[:: len(seen) // SAMPLE + 1].astype(np.int16)
        middle = np.median(seen, axis=0)
        even = (np.abs(seen - middle).max(axis=1) <= SHOWS).mean()
        rounded = cover.tone <= DARK_TONE and not cover.plain
        if rounded and middle.min() >= LIGHT_TONE * 255:
            return None
        return int(middle.max()) if even >= (ROUNDED if rounded else EVEN) else None

    def _is_redaction(self, cover: Cover, met: Rect, *, dark: bool) -> bool:
        """Tell a bar from a panel, a band or a ground: by its size, its colour, and what is printed on it."""
        above = self._text_above(cover, met)
        if dark:
            return len(above) <= LABEL_LONGEST
        if LABEL.search(above) is None or (cover.picture and not cover.plain):
            return False
        return min(met[2] - met[0], met[3] - met[1]) <= TALL

    def _text_above(self, cover: Cover, rect: Rect) -> str:
        later = (self._glyphs.order > cover.order) & ~self._glyphs.hidden & (_shares(self._cores, rect) >= HALF)
        return "".join(map(chr, self._glyphs.code[later].tolist()))

    def _judge_above(self, cover: Cover, hidden: npt.NDArray[np.intp], area: Quad | None) -> None:
        """Note when text that can be read, and is no label, would be burned with what lies under it."""
        places = [tuple(self._boxes[row].tolist()) for row in hidden.tolist()] + ([_around(area)] if area else [])
        later = np.flatnonzero((self._glyphs.order > cover.order) & ~self._glyphs.hidden & ~self._taken)
        cores = self._cores[later]
        above = np.zeros(len(later), dtype=np.bool_)
        for place in places:
            above |= _shares(cores, place) >= HALF
        text = self._text_above(cover, cover.box) if above.any() else ""
        if not (cover.tone <= DARK_TONE and len(text) <= LABEL_LONGEST) and LABEL.search(text) is None:
            self.overprinted = True

    # -- what has the colour of the ground ---------------------------------------------------------------------------

    def swallowed(self) -> None:
        """Take text of the colour of the ground on which it stands."""
        painted = ~self._glyphs.hidden & ~self._taken
        light = painted & (self._glyphs.tone >= LIGHT_TONE)
        dark = painted & (self._glyphs.tone <= DARK_TONE) & self._on_dark()
        for rows, why in ((light, "white_text"), (dark, "text_in_box_colour")):
            for run in _runs(self._quiet(np.flatnonzero(rows))):
                if self._telling[run].sum() >= LEAST:
                    self._take(why, run, None)

    def _on_dark(self) -> Bools:
        """Tell which glyphs stand on something dark that was painted before."""
        on = np.zeros(len(self._glyphs), dtype=np.bool_)
        for cover in self._trace.covers:
            if not cover.tone > DARK_TONE:
                on |= (self._glyphs.order > cover.order) & (_shares(self._cores, cover.box) >= HALF)
        return on

    def _quiet(self, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Return those of some rows, on the page, in whose place no ink shows."""
        x, y = (self._cores[rows, 0:2] + self._cores[rows, 2:4]).T / 2
        rows = rows[(x >= 0) & (x <= self._size[0]) & (y >= 0) & (y <= self._size[1])]
        if not len(rows):
            return rows
        low, high = np.ceil(self._cores[rows, 0:2] * DPI / 72), np.floor(self._cores[rows, 2:4] * DPI / 72)
        limits = np.array(self._edges.shape[::-1]) - 1
        (x0, y0), (x1, y1) = (np.clip(ends, 0, limits).astype(np.intp).T for ends in (low, np.maximum(high, low + 1)))
        total = self._edges
        kept: npt.NDArray[np.intp] = rows[total[y1, x1] - total[y0, x1] - total[y1, x0] + total[y0, x0] == 0]
        return kept

    @cached_property
    def _edges(self) -> Ints:
        """How many pixels that differ from the next one lie above and left of each pixel of the rendering."""
        picture = self._picture.astype(np.int16)
        edges = np.zeros(picture.shape[:2], dtype=np.bool_)
        edges[:, :-1] |= np.abs(np.diff(picture, axis=1)).max(axis=2) > SHOWS
        edges[:-1] |= np.abs(np.diff(picture, axis=0)).max(axis=2) > SHOWS
        return np.pad(edges.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32), ((1, 0), (1, 0)))

    # -- text layers of scans ----------------------------------------------------------------------------------------

    def recognised(self) -> None:
        """Take words of a scan's text layer where the picture shows an even ground, black or blank."""
        layer = self._layer()
        if not layer.any():
            return
        quiet = self._quiet(np.flatnonzero(layer & ~self._taken))
        is_dark = np.array([self._lightest(row) < DARK for row in quiet.tolist()], dtype=np.bool_)
        placed = (~is_dark).sum() <= MISPLACED * layer.sum()
        for rows, least in ((quiet[is_dark], LEAST), (quiet[~is_dark], WORD if placed else len(layer) + 1)):
            for run in _runs(rows):
                if self._telling[run].sum() >= least:
                    self._take("recognised_text_under_box", run, None)

    def _layer(self) -> Bools:
        """Tell which glyphs are the text layer of a picture."""
        layer = np.zeros(len(self._glyphs), dtype=np.bool_)
        for picture in self._trace.pictures if self._is_scan else ():
            if not picture.stencil:
                under = self._glyphs.hidden | (self._glyphs.order < picture.order)
                layer |= under & (_shares(self._cores, picture.box) >= HALF)
        return layer

    @cached_property
    def _is_scan(self) -> bool:
        """Whether pictures cover so much of the page that text under them is their text layer."""
        page = (0.0, 0.0, *self._size)
        return sum(_size(_met(p.box, page)) for p in self._trace.pictures if not p.stencil) > GROUND * _size(page)

    def _lightest(self, row: int) -> int:
        patch, _ = self._patch(tuple(self._cores[row].tolist()), np.zeros(len(self._glyphs), dtype=np.bool_))
        return int(patch.max(initial=0))

    # -- taking ------------------------------------------------------------------------------------------------------

    def _take(self, why: str, rows: npt.NDArray[np.intp], area: Quad | None) -> None:
        rows = self._whole(rows)
        self._taken[rows] = True
        self.found.append(Found(why, rows, self._around(area, rows) if area else None))

    def _around(self, area: Quad, rows: npt.NDArray[np.intp]) -> Quad:
        """Return an area as large as the letters in it; a tilted one stays as it is."""
        rect = _around(area)
        if not len(rows) or area != _upright(rect):
            return area
        x0, _, x1, _ = _hull(self._boxes[rows])
        _, y0, _, y1 = _hull(self._cores[rows])
        return _upright((min(rect[0], x0), min(rect[1], y0), max(rect[2], x1), max(rect[3], y1)))

    def _whole(self, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Return rows with all letters of the glyphs that draw them."""
        if not len(rows):
            return rows
        return np.flatnonzero(np.isin(self._glyphs.number, self._glyphs.number[rows]) & ~self._taken)


def _joined(covers: Sequence[Cover]) -> list[Cover]:
    """Return covers with pieces of one bar, painted one after the other side by side, made one."""
    joined: list[Cover] = []
    reached = 0
    for cover in covers:
        last = joined[-1] if joined else None
        if last is not None and cover.order == reached + 1 and _is_piece(last, cover):
            x0, x1 = min(last.box[0], cover.box[0]), max(last.box[2], cover.box[2])
            joined[-1] = replace(last, box=(x0, last.box[1], x1, last.box[3]))
        else:
            joined.append(cover)
        reached = cover.order
    return joined


def _is_piece(one: Cover, other: Cover) -> bool:
    if not (one.plain and other.plain and one.tone == other.tone) or one.picture or other.picture:
        return False
    level = abs(one.box[1] - other.box[1]) < SEAM and abs(one.box[3] - other.box[3]) < SEAM
    return level and max(one.box[0], other.box[0]) <= min(one.box[2], other.box[2]) + SEAM


def _cores(quads: Floats) -> Floats:
    """Return upright boxes (n, 4) around the stretch of each quad in which a letter of any height has ink."""
    corners = quads.reshape(-1, 4, 2)
    upper, lower = corners[:, 0:2], corners[:, 2:4]
    ends = [upper + (lower - upper) * part for part in CORE]
    both = np.concatenate(ends, axis=1)
    return np.concatenate([both.min(axis=1), both.max(axis=1)], axis=1)


def _shares(boxes: Floats, rect: Sequence[float]) -> Floats:
    """Return which part of each box lies in a rectangle."""
    wide = np.minimum(boxes[:, 2], rect[2]) - np.maximum(boxes[:, 0], rect[0])
    high = np.minimum(boxes[:, 3], rect[3]) - np.maximum(boxes[:, 1], rect[1])
    whole = np.maximum((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]), 1e-6)
    return np.asarray(np.maximum(wide, 0) * np.maximum(high, 0) / whole, dtype=np.float32)


def _runs(rows: npt.NDArray[np.intp]) -> list[npt.NDArray[np.intp]]:
    """Return rows that follow each other as runs."""
    return np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1) if len(rows) else []


def _within(boxes: Floats, rect: Rect) -> Bools:
    """Tell which boxes lie in a rectangle, a point of slack allowed."""
    x0, y0, x1, y1 = _grown(rect, 1)
    inside: Bools = (boxes[:, 0] >= x0) & (boxes[:, 1] >= y0) & (boxes[:, 2] <= x1) & (boxes[:, 3] <= y1)
    return inside


def _busy(pictures: Sequence[Picture], rect: Rect, *, letters: bool) -> bool:
    """Tell whether pictures by themselves hold something in a rectangle; with `letters`, something like writing."""
    near = [p for p in pictures if _size(_met(p.box, rect)) > 0]
    zoom = pymupdf.Matrix(DPI / 72, DPI / 72)
    rim = min(RIM, (rect[2] - rect[0]) / 4, (rect[3] - rect[1]) / 4)
    image, _, _ = PictureScene(near).paint(zoom, _grown(rect, -rim))
    if min(image.shape) < 2:
        return False
    if letters:
        return _has_writing(image)
    grey = image.astype(np.int16)
    low, high = np.percentile(grey, (0.5, 99.5))
    edges = (np.abs(np.diff(grey, axis=1)) > EDGE).mean() + (np.abs(np.diff(grey, axis=0)) > EDGE).mean()
    return bool(high - low >= CONTRAST and edges > EDGES)


def _has_writing(image: Gray) -> bool:
    return len(ink.writing(ink.strokes(ink.binary(image), dpi=DPI), dpi=DPI)) > 0


def _around(quad: Sequence[float]) -> Rect:
    xs, ys = [float(v) for v in quad[0::2]], [float(v) for v in quad[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def _hull(boxes: Floats) -> Rect:
    """Return the rectangle around boxes."""
    (x0, y0), (x1, y1) = boxes[:, :2].min(axis=0).tolist(), boxes[:, 2:].max(axis=0).tolist()
    return x0, y0, x1, y1


def _upright(rect: Sequence[float]) -> Quad:
    x0, y0, x1, y1 = (float(v) for v in rect)
    return x0, y0, x1, y0, x0, y1, x1, y1


def _met(first: Sequence[float], second: Sequence[float]) -> Rect:
    return max(first[0], second[0]), max(first[1], second[1]), min(first[2], second[2]), min(first[3], second[3])


def _grown(rect: Rect, by: float) -> Rect:
    return rect[0] - by, rect[1] - by, rect[2] + by, rect[3] + by


def _size(rect: Sequence[float]) -> float:
    return max(rect[2] - rect[0], 0.0) * max(rect[3] - rect[1], 0.0)
