"""Finds text that stands on a page and cannot be seen there, and tells why it cannot.

A character is seen when hiding all text changes the picture in the middle of its
outline. So the way in which something was covered does not matter: a rectangle
painted later, a round box, an image, a dark highlight, the ground's own colour.
Why it is not seen is then asked of the objects around it.

    page as it is   -  page without text   =  ink of the letters
    (labels on boxes left out of both)        none inside an outline: not seen
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from pipeline.verify.art import Item, Rect, Sort, address, fill_colour, hidden, items, text_mode
from pipeline.verify.book import Leaf, Note, Picture
from pipeline.verify.problem import Problem, Severity

SEEN = 24
"""Difference, of 255 in a channel, that a letter makes when it is seen."""

INKED = 0.04
"""Part of a letter's outline box that its ink fills at least; a neighbour's overhang fills less of the middle."""

TINY = 1.3
"""Type lower than this many points cannot be read on paper."""

DARK = 90
"""A ground whose lightest channel is below this is dark: the colour of a redaction."""

TWIN = 1.0
"""Points by which the bounds of two prints of one text may differ."""

PICTURE = 0.3
"""Part of the page that images (a scan can be cut in strips) cover when invisible text over them is taken for their
recognised text."""

A_WORD = 2
"""Letters or digits of the least run that tells anything: the glyph of a check box is one letter of a symbol font."""

COVERS = (
    raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_HIGHLIGHT,
    raw.FPDF_ANNOT_UNDERLINE, raw.FPDF_ANNOT_STRIKEOUT, raw.FPDF_ANNOT_INK, raw.FPDF_ANNOT_STAMP,
    raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_LINE, raw.FPDF_ANNOT_REDACT, raw.FPDF_ANNOT_WIDGET,
)  # fmt: skip
"""Annotations that can lie over words."""

SEVERITIES = {
    "text_under_box": Severity.LEAK,
    "text_under_image": Severity.LEAK,
    "text_under_annotation": Severity.LEAK,
    "text_in_box_colour": Severity.LEAK,
    "recognised_text_under_box": Severity.LEAK,
    "recognised_text": Severity.NOTE,
    "invisible_text": Severity.HIDDEN,
    "white_text": Severity.HIDDEN,
    "tiny_text": Severity.HIDDEN,
    "off_page_text": Severity.HIDDEN,
    "hidden_text": Severity.HIDDEN,
}


@dataclass(frozen=True, slots=True)
class Unseen:
    """A run of characters that are not seen for one reason."""

    code: str
    rows: tuple[int, ...]
    """Rows of the page's `Chars`."""


class Sight:
    """What can be seen on one page."""

    def __init__(self, leaf: Leaf, painted: list[Item] | None = None) -> None:
        """Take a page, and its painted objects where they are known already."""
        self.leaf = leaf
        self.items = items(leaf) if painted is None else painted

    @cached_property
    def notes(self) -> list[Note]:
        """The annotations that can lie over words."""
        return [note for note in self.leaf.notes() if note.kind in COVERS and note.painted]

    @cached_property
    def picture(self) -> Picture:
        """The page as it is seen, but for labels that stand on boxes over text."""
        with hidden(self._labels):
            return self.leaf.render(*self.leaf.shape())

    @cached_property
    def bare(self) -> Picture:
        """The page without any text."""
        with hidden([item for item in self.items if item.sort is Sort.TEXT]):
            return self.leaf.render(*self.leaf.shape())

    @cached_property
    def _texts(self) -> list[Item]:
        return [item for item in self.items if item.sort is Sort.TEXT and item.rect[2] > item.rect[0]]

    @cached_property
    def texts_by_handle(self) -> dict[int, Item]:
        """The text objects by their addresses."""
        return {address(item.raw): item for item in self._texts}

    @cached_property
    def covers(self) -> list[Item]:
        """The filled paths, images and shadings that could cover a letter."""
        return [
            item
            for item in self.items
            if item.sort in (Sort.PATH, Sort.IMAGE, Sort.SHADING)
            and item.rect[2] - item.rect[0] > 2
            and item.rect[3] - item.rect[1] > 2
        ]

    @cached_property
    def _labels(self) -> list[Item]:
        """Text painted over a cover that was itself painted over text: `REDACTED` on a box.

        The same text again, in the same place, is the page painted twice.
        """
        if not self.covers or not self._texts:
            return []
        boxes = np.array([item.rect for item in self._texts])
        orders = np.array([item.order for item in self._texts])
        middles = (boxes[:, :2] + boxes[:, 2:]) / 2
        found: dict[int, Item] = {}
        for cover in self.covers:
            x0, y0, x1, y1 = cover.rect
            inside = (middles[:, 0] > x0) & (middles[:, 0] < x1) & (middles[:, 1] > y0) & (middles[:, 1] < y1)
            touching = (boxes[:, 0] < x1) & (boxes[:, 2] > x0) & (boxes[:, 1] < y1) & (boxes[:, 3] > y0)
            before = boxes[touching & (orders < cover.order)]
            for i in np.flatnonzero(inside & (orders > cover.order)) if len(before) else ():
                if np.abs(before - boxes[i]).max(axis=1).min() > TWIN:
                    found[int(i)] = self._texts[i]
        return list(found.values())

    @property
    def _scale(self) -> tuple[float, float]:
        rows, columns = self.leaf.shape()
        return columns / self.leaf.width, rows / self.leaf.height

    def seen(self) -> npt.NDArray[np.bool_]:
        """Tell for each of the page's characters whether its ink shows."""
        found = self._inked(self.picture, self.bare)
        if self._labels:
            handles = {address(item.raw) for item in self._labels}
            on_labels = self._inked(self.leaf.render(*self.leaf.shape()), self.picture)
            for row in np.flatnonzero(on_labels & ~found):
                found[row] = self.object_of(int(row)) in handles
        return found

    def _inked(self, one: Picture, other: Picture) -> npt.NDArray[np.bool_]:
        """Tell for each character whether two pictures differ in the middle of its outline."""
        ink = (np.where(one > other, one - other, other - one) > SEEN).any(axis=2)
        totals = np.zeros((ink.shape[0] + 1, ink.shape[1] + 1), dtype=np.int32)
        totals[1:, 1:] = ink.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
        x0, y0, x1, y1 = _middles(self.leaf.chars.boxes, self._scale, ink.shape)
        filled = totals[y1, x1] - totals[y0, x1] - totals[y1, x0] + totals[y0, x0]
        return np.asarray(filled >= np.maximum(1, INKED * (x1 - x0) * (y1 - y0)))

    def object_of(self, row: int) -> int:
        """Return the address of the object that draws a character."""
        return address(raw.FPDFText_GetTextObject(self.leaf.words, int(self.leaf.chars.index[row])))

    def unseen(self) -> list[Unseen]:
        """Return the runs of characters that are not seen, at least two letters or digits among them."""
        chars = self.leaf.chars
        if not len(chars):
            return []
        by_handle = self.texts_by_handle
        codes: list[tuple[int, str]] = []
        heights = chars.boxes[:, 3] - chars.boxes[:, 1]
        small = (heights < TINY) & (chars.boxes[:, 2] - chars.boxes[:, 0] < TINY) & (heights > 0)
        for row in np.flatnonzero(~self.seen() | small):
            item = by_handle.get(self.object_of(int(row)))
            codes.append((int(row), self._reason(int(row), item, small=bool(small[row]))))
        return [run for run in _runs(codes) if sum(chr(chars.codes[row]).isalnum() for row in run.rows) >= A_WORD]

    def _reason(self, row: int, item: Item | None, *, small: bool) -> str:
        x, y = (float(v) for v in self.leaf.chars.centres[row])
        if not (0 <= x <= self.leaf.width and 0 <= y <= self.leaf.height):
            return "off_page_text"
        ground = self._ground(row)
        if item is not None and text_mode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return self._recognised((x, y), ground)
        if any(_holds(note.rect, x, y) for note in self.notes):
            return "text_under_annotation"
        order = item.order if item is not None else -1
        over = next((c for c in reversed(self.covers) if c.order > order and _holds(c.rect, x, y)), None)
        if over is not None:
            return "text_under_image" if over.sort is Sort.IMAGE else "text_under_box"
        if small:
            return "tiny_text"
        return self._coloured(item, ground)

    def _recognised(self, place: tuple[float, float], ground: tuple[int, int]) -> str:
        """Judge invisible text by the picture that it lies over."""
        images = [item.rect for item in self.items if item.sort is Sort.IMAGE]
        large = sum(map(_area, images)) > PICTURE * self.leaf.width * self.leaf.height
        over = large and any(_holds(rect, *place) for rect in images)
        low, high = ground
        if high - low > SEEN:
            return "recognised_text" if over else "invisible_text"
        return "recognised_text_under_box" if high < DARK else "invisible_text"

    def _coloured(self, item: Item | None, ground: tuple[int, int]) -> str:
        colour = fill_colour(item) if item is not None else None
        if colour is None or colour[3] < SEEN:
            return "hidden_text"
        low, high = ground
        if high < DARK and max(colour[:3]) < DARK + SEEN:
            return "text_in_box_colour"
        near = low - SEEN <= min(colour[:3]) and max(colour[:3]) <= high + SEEN
        return "white_text" if near else "hidden_text"

    def _ground(self, row: int) -> tuple[int, int]:
        """Return the darkest and lightest value of the picture without text around a character."""
        x0, y0, x1, y1 = self.leaf.chars.boxes[row]
        across, down = self._scale
        rows = slice(max(0, int(y0 * down)), max(1, int(np.ceil(y1 * down)) + 1))
        columns = slice(max(0, int(x0 * across)), max(1, int(np.ceil(x1 * across)) + 1))
        patch = self.bare[rows, columns, :3]
        return (int(patch.min()), int(patch.max())) if patch.size else (255, 255)

    def problems(self) -> Iterator[Problem]:
        """Yield what is not seen, a run at a time."""
        boxes = self.leaf.chars.boxes
        for run in self.unseen():
            some = boxes[list(run.rows)]
            rect = (*(float(v) for v in some[:, :2].min(axis=0)), *(float(v) for v in some[:, 2:].max(axis=0)))
            yield Problem(run.code, SEVERITIES[run.code], self.leaf.number, rect, len(run.rows))  # type: ignore[arg-type]


def _middles(
    boxes: npt.NDArray[np.float64], scale: tuple[float, float], shape: tuple[int, ...]
) -> tuple[npt.NDArray[np.intp], ...]:
    """Return the pixel bounds of each outline, a pixel cut off each side where more than three are there."""
    found: list[npt.NDArray[np.intp]] = []
    for axis in (0, 1):
        size = shape[1 - axis]
        low = np.floor(boxes[:, axis] * scale[axis]).astype(np.intp)
        high = np.ceil(boxes[:, axis + 2] * scale[axis]).astype(np.intp)
        wide = high - low > 3
        low, high = low + wide, np.maximum(high - wide, low + wide + 1)
        found += [np.clip(low, 0, size), np.clip(high, 0, size)]
    x0, x1, y0, y1 = found
    return x0, y0, x1, y1


def _runs(codes: Sequence[tuple[int, str]]) -> list[Unseen]:
    """Join neighbours in the page's order that are not seen for the same reason."""
    runs: list[tuple[str, list[int]]] = []
    for row, code in codes:
        if runs and runs[-1][0] == code and row - runs[-1][1][-1] <= 1:
            runs[-1][1].append(row)
        else:
            runs.append((code, [row]))
    return [Unseen(code, tuple(rows)) for code, rows in runs]


def _holds(rect: Rect, x: float, y: float) -> bool:
    return rect[0] <= x <= rect[2] and rect[1] <= y <= rect[3]


def _area(rect: Rect) -> float:
    return (rect[2] - rect[0]) * (rect[3] - rect[1])
