"""Finds pictures and line art that still stand under a box, a uniform image or an annotation.

A picture counts when the part of it under the cover is busy: letters, strokes,
a photograph. A part that is blank or of one colour was burned, or never held
anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from pipeline.verify.art import Item, Rect, Sort, curved, draw_mode, fill_colour, pixels, subpaths
from pipeline.verify.book import Unread
from pipeline.verify.checks.pixels import most
from pipeline.verify.problem import Problem, Severity
from pipeline.verify.quad import apply, cover, invert
from pipeline.verify.sight import DARK, Sight

SMALL = (6.0, 4.0)
"""Width and height in points below which a path covers no word."""

WHOLE = 0.5
"""Part of the page above which a box is a ground and no redaction."""

TALL = 60.0
"""A light box larger than this many points both ways is a panel with a ground of its own; four lines are lower."""

UNIFORM = 0.97
"""Part of a cover that has one colour when text is left out."""

OPAQUE = 250
"""Least alpha, of 255, of a cover."""

CONTRAST = 60
"""Difference, of 255, between the dark and the light of a busy picture."""

EDGE = 40
"""Difference, of 255, between neighbouring pixels at an edge."""

EDGES = 0.004
"""Part of the pixels that are edges when a picture holds as little as a thin line of type."""

OUTLINES = 3
"""So many curved shapes within a dark box are letters."""


class Veil:
    """What the covers of one page hide."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._decoded: dict[int, npt.NDArray[np.uint8] | None] = {}

    @property
    def _items(self) -> list[Item]:
        return self._sight.items

    @cached_property
    def _images(self) -> list[Item]:
        return [item for item in self._items if item.sort is Sort.IMAGE and _large(item.rect)]

    def problems(self) -> Iterator[Problem]:
        """Yield each cover over something that is still there."""
        number = self._sight.leaf.number
        for note in self._sight.leaf.notes():
            if note.kind == raw.FPDF_ANNOT_REDACT:
                yield Problem("redaction_not_applied", Severity.LEAK, number, note.rect)
        for box in self._covers():
            dark = self._dark(box.rect)
            low = min(box.rect[2] - box.rect[0], box.rect[3] - box.rect[1]) <= TALL
            if any(self._busy(image, box.rect) for image in self._images if image.order < box.order):
                severity = Severity.LEAK if dark or low else Severity.NOTE
                yield Problem("image_under_box", severity, number, box.rect)
            if dark and self._outlines(box) >= OUTLINES:
                yield Problem("art_under_box", Severity.LEAK, number, box.rect)
        yield from self._under_notes(number)

    def _covers(self) -> Iterator[Item]:
        page = self._sight.leaf.width * self._sight.leaf.height
        for item in self._items:
            x0, y0, x1, y1 = item.rect
            if not _large(item.rect) or (x1 - x0) * (y1 - y0) > WHOLE * page:
                continue
            if item.sort is Sort.PATH:
                colour = fill_colour(item)
                if not draw_mode(item)[0] or colour is None or colour[3] < OPAQUE:
                    continue
            elif item.sort is not Sort.IMAGE or not self._plain(item):
                continue
            if self._uniform(item.rect):
                yield item

    def _plain(self, image: Item) -> bool:
        """Tell whether an image is of one colour, as those that are laid over words."""
        picture = self._picture(image)
        if picture is None:
            return False
        seen = picture.reshape(-1, picture.shape[2])
        return bool((seen == most(seen)).all(axis=1).mean() >= UNIFORM)

    def _uniform(self, rect: Rect) -> bool:
        seen = self._patch(self._sight.bare, rect)
        return bool(len(seen)) and bool((seen == most(seen)).all(axis=1).mean() >= UNIFORM)

    def _dark(self, rect: Rect) -> bool:
        seen = self._patch(self._sight.bare, rect)
        return bool(len(seen)) and int(most(seen)[:3].max()) < DARK

    def _patch(self, picture: npt.NDArray[np.uint8], rect: Rect) -> npt.NDArray[np.uint8]:
        """Return the pixels of a rendering in a rectangle, its rim left out."""
        x0, y0, x1, y1 = rect
        rows, columns = picture.shape[:2]
        scale = (columns / self._sight.leaf.width, rows / self._sight.leaf.height)
        quad = (x0, y0, x1, y0, x0, y1, x1, y1)
        down, across, mask = cover(quad, (rows, columns), scale, grow=-1.5 / min(scale))
        return picture[down, across][mask]

    def _picture(self, image: Item) -> npt.NDArray[np.uint8] | None:
        if image.order not in self._decoded:
            try:
                self._decoded[image.order] = pixels(image)
            except Unread:
                self._decoded[image.order] = None
        return self._decoded[image.order]

    def _busy(self, image: Item, rect: Rect) -> bool:
        """Tell whether an image holds more than an even ground in a rectangle; what cannot be decoded does."""
        if not (
            image.rect[0] < rect[2] and rect[0] < image.rect[2] and image.rect[1] < rect[3] and rect[1] < image.rect[3]
        ):
            return False
        picture, back = self._picture(image), invert(image.matrix)
        if picture is None or back is None:
            return True
        height, width = picture.shape[:2]
        corners = [apply(back, x, y) for x in rect[0::2] for y in rect[1::2]]
        xs = sorted(min(max(u, 0), 1) * width for u, _ in corners)
        ys = sorted((1 - min(max(v, 0), 1)) * height for _, v in corners)
        inner = picture[int(ys[0]) + 2 : int(ys[-1]) - 1, int(xs[0]) + 2 : int(xs[-1]) - 1, :3]
        return busy(inner)

    def _outlines(self, box: Item) -> int:
        """Count curved shapes painted before a box and within it."""
        x0, y0, x1, y1 = box.rect
        found = 0
        for item in self._items:
            if item.order >= box.order:
                break
            a, b, c, d = item.rect
            if item.sort is Sort.PATH and x0 - 1 <= a and y0 - 1 <= b and c <= x1 + 1 and d <= y1 + 1 and curved(item):
                found += len(subpaths(item))
        return found

    def _under_notes(self, number: int) -> Iterator[Problem]:
        notes = [note for note in self._sight.notes if _large(note.rect)]
        if not notes or not self._images:
            return
        without = self._sight.leaf.render(*self._sight.leaf.shape(), notes=False)
        for note in notes:
            if not self._uniform(note.rect) or not any(_meet(note.rect, image.rect) for image in self._images):
                continue
            x0, y0, x1, y1 = note.rect
            rows, columns = without.shape[:2]
            across, down = columns / self._sight.leaf.width, rows / self._sight.leaf.height
            part = without[int(y0 * down) + 2 : int(y1 * down) - 1, int(x0 * across) + 2 : int(x1 * across) - 1, :3]
            if busy(part):
                yield Problem("image_under_annotation", Severity.LEAK, number, note.rect)


def busy(part: npt.NDArray[np.uint8]) -> bool:
    """Tell whether a piece of a picture, (rows, columns, channels), holds strokes or shapes."""
    if part.shape[0] < 2 or part.shape[1] < 2:
        return False
    grey = part.astype(np.int16).mean(axis=2)
    low, high = np.percentile(grey, (0.5, 99.5))
    if high - low < CONTRAST:
        return False
    edges = (np.abs(np.diff(grey, axis=1)) > EDGE).mean() + (np.abs(np.diff(grey, axis=0)) > EDGE).mean()
    return bool(edges > EDGES)


def _large(rect: Rect) -> bool:
    return rect[2] - rect[0] >= SMALL[0] and rect[3] - rect[1] >= SMALL[1]


def _meet(a: Rect, b: Rect) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
