"""Text that is left under marks, and whether what is printed on them can be read."""

from __future__ import annotations

import ctypes

import numpy as np
from pypdfium2 import raw

from pipeline.nouns import Check, Mark
from pipeline.verify.art import Item, Sort, text_of
from pipeline.verify.checks.pixels import commonest, rgb
from pipeline.verify.evidence import Tally
from pipeline.verify.quad import cover, inside
from pipeline.verify.sheet import EDGE, Sheet

MIN_LETTER = 2.2
"""Least height in points of the tallest letter of a legible overlay (about a 3-point type)."""

MIN_CONTRAST = 90
"""Least difference, of 255, between a letter's colour and the box in one channel."""


BLANK = 0.01
"""Height in points up to which a text object holds blanks only."""

OVERHANG = 1.0
"""A text object without a known character counts when its bounds lie in a mark grown by this many points."""


class TextUnderMarks:
    """No character has its place under a mark, other than what is printed on it.

    The place of a character is the middle of its outline, or its origin when it
    has none: so a neighbour that overhangs the edge does not count, and a glyph
    of zero width does. Text objects that pdfium's text page leaves out (no area,
    no mapping) are looked for among the painted objects.
    """

    name = "text_under_marks.v1"

    def __init__(self) -> None:
        self._tally = Tally(self.name)

    def look(self, sheet: Sheet) -> None:
        """Look at one page."""
        self._tally.saw("pages")
        self._tally.saw("marks", len(sheet.marks))
        if not sheet.marks:
            return
        chars = sheet.draft.chars
        self._tally.saw("characters", len(chars))
        if sheet.left.any():
            self._tally.fail("characters_left", sheet.number, int(sheet.left.sum()))
        for item in sheet.items:
            if item.sort is not Sort.TEXT or not self._within(sheet, item.rect):
                continue
            if tall(item) and not text_of(item, sheet.draft):
                self._tally.fail("text_objects_left", sheet.number)

    @staticmethod
    def _within(sheet: Sheet, rect: tuple[float, float, float, float]) -> bool:
        near = sheet.near(rect, slack=OVERHANG)
        if not near:
            return False
        corners = np.array([(x, y) for x in rect[0::2] for y in rect[1::2]])
        return any(bool(inside(corners, mark.quad, grow=OVERHANG).all()) for mark in near)

    def check(self) -> Check:
        """Return the evidence of all pages."""
        return self._tally.check("pages")


def tall(item: Item) -> bool:
    """Tell whether a text object has any height: blanks have none, letters scaled to no width have."""
    _, _, c, d, _, _ = item.matrix
    x0, y0, x1, y1 = item.rect
    return (x1 - x0 if abs(c) > abs(d) else y1 - y0) > BLANK


class Overlays:
    """What is printed on a mark is one of its overlays, large enough and of another colour than the box."""

    name = "overlays.v1"

    def __init__(self) -> None:
        self._tally = Tally(self.name)

    def look(self, sheet: Sheet) -> None:
        """Look at one page."""
        self._tally.saw("pages")
        if sheet.flattened:
            self._tally.saw("marks_in_pictures", len(sheet.marks))
            return
        for at, mark in enumerate(sheet.marks):
            rows = sheet.printed.get(at)
            if rows is None:
                self._blank(sheet, mark)
                continue
            self._tally.saw("printed")
            boxes = sheet.draft.chars.boxes[list(rows)]
            if (
                float((boxes[:, 3] - boxes[:, 1]).max()) < MIN_LETTER
                and float((boxes[:, 2] - boxes[:, 0]).max()) < MIN_LETTER
            ):
                self._tally.fail("too_small", sheet.number)
            if not self._stands_out(sheet, at, int(sheet.draft.chars.index[rows[0]])):
                self._tally.fail("no_contrast", sheet.number)

    def _blank(self, sheet: Sheet, mark: Mark) -> None:
        self._tally.saw("unprinted" if mark.overlay else "unlabelled")
        held = sheet.draft.chars.field.inside([mark.quad], grow=-EDGE)
        if sheet.left[held.point].any():
            self._tally.fail("unknown_overlay", sheet.number)

    @staticmethod
    def _stands_out(sheet: Sheet, at: int, index: int) -> bool:
        parts = [ctypes.c_uint() for _ in range(4)]
        if not raw.FPDFText_GetFillColor(sheet.draft.words, index, *parts):
            return False
        red, green, blue, _ = (part.value for part in parts)
        rows, columns, mask = sheet.cores[at]
        if not mask.any():
            rows, columns, mask = cover(sheet.marks[at].quad, sheet.picture.shape[:2], sheet.scale)
        if not mask.any():
            return False
        ground = rgb(commonest(sheet.colours[rows, columns][mask]))
        return int(np.abs(ground - (blue, green, red)).max()) >= MIN_CONTRAST

    def check(self) -> Check:
        """Return the evidence of all pages."""
        return self._tally.check("pages")
