"""What lies beneath the boxes once they are lifted: pictures, line art, patterns, shadings."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipeline.nouns import Check, Mark
from pipeline.verify.art import (
    Item,
    Sort,
    curved,
    filters,
    hidden,
    pixels,
    plainly_clipped,
    subpaths,
)
from pipeline.verify.book import Unread
from pipeline.verify.checks.pixels import most
from pipeline.verify.evidence import Tally
from pipeline.verify.quad import Matrix, apply, bounds, cover, inside, invert, meets
from pipeline.verify.sheet import Sheet

BOX_SLACK = 2.0
"""A filled path is taken for a box when its bounds are within this many points of a mark's."""

REACH = 1.0
"""A piece of line art counts as lying under a mark when it lies in the mark grown by this many points."""

RULE_CORNERS = 8
"""A rule, a table's border or the round end of a highlight has at most this many corners under a mark; a signature
or a letter has more."""

GRADIENT = 12
"""Difference, of 255, between neighbouring pixels of a shaded ground; a letter that is to be read makes more."""

RIM_PIXELS = 1.5
"""Image pixels along a mark's edge that may mix what is inside with what is outside."""

LOSSY = ("DCTDecode", "JPXDecode")
"""Filters that blur: a uniform area comes out uniform only away from its edge."""

LOSSY_CORE = 16
"""Pixels: the largest block of a JPEG with subsampled colours; farther from the edge nothing rings."""

BLOCK = 8
"""Pixels of a JPEG's blocks. One that lies wholly in a burned area is coded by itself and comes out in one grey."""

LOSSY_GREY = 4.0
"""Difference, of 255, in the grey of such a block that colours smoothed across blocks may make."""

LOSSY_RING = 96
"""Ringing, of 255, along the edge when the blocks inside prove the area (57 was seen on a layered scan)."""

LOSSY_NEAR = 48
"""Ringing, of 255, that is allowed in an area too small for such a block."""


class ImagesUnderMarks:
    """Each image placed under a mark is decoded, and holds one colour there, whatever is painted over it."""

    name = "images_under_marks.v1"

    def __init__(self) -> None:
        self._tally = Tally(self.name)

    def look(self, sheet: Sheet) -> None:
        """Look at one page."""
        self._tally.saw("pages")
        if not sheet.boxed:
            return
        for item in sheet.items:
            if item.sort is Sort.IMAGE and (near := [mark for mark in sheet.near(item.rect) if not mark.bare]):
                self._image(sheet, item, near)

    def _image(self, sheet: Sheet, item: Item, near: list[Mark]) -> None:
        self._tally.saw("images")
        try:
            picture = pixels(item)
        except Unread as unread:
            self._tally.unread(unread.code, sheet.number)
            return
        lossy = any(name in LOSSY for name in filters(item))
        for mark in near:
            if sheet.flattened and mark.overlay:
                continue  # a label that was drawn into a picture is judged by `pixels_under_marks`
            self._tally.saw("places")
            if not uniform(picture, item.matrix, mark, lossy=lossy):
                self._tally.fail("pixels_left", sheet.number)

    def check(self) -> Check:
        """Return the evidence of all pages."""
        return self._tally.check("pages")


class Beneath:
    """With the boxes, their labels, and what runs through a mark from side to side lifted off, one colour is left.

    Line art that lies wholly under a mark is told apart from a rule or a table's
    border that only passes through. Text and images are lifted too: other checks
    judge each character and each pixel of them. Whatever else shows (a pattern, a
    shading, something cut out by letters) makes more than one colour.
    """

    name = "beneath_marks.v1"

    def __init__(self) -> None:
        self._tally = Tally(self.name)

    def look(self, sheet: Sheet) -> None:
        """Look at one page."""
        self._tally.saw("pages")
        if not sheet.boxed or sheet.flattened:
            return
        self._tally.saw("marks", len(sheet.boxed))
        lifted: list[Item] = []
        for item in sheet.items:
            if not sheet.near(item.rect):
                continue
            if not plainly_clipped(item):
                continue
            if item.sort in (Sort.TEXT, Sort.IMAGE) or (item.sort is Sort.PATH and self._passes(sheet, item)):
                lifted.append(item)
        self._show(sheet, lifted)

    def _passes(self, sheet: Sheet, item: Item) -> bool:
        """Tell whether a path may be lifted: a box, or a rule that only runs through. Note any other.

        A ground that holds a whole mark is never lifted: it is of one colour, or it is a pattern that shows.
        """
        near = [mark for mark in sheet.near(item.rect, slack=BOX_SLACK) if not mark.bare]
        if any(is_box(item, mark) for mark in near):
            self._tally.saw("boxes")
            return True
        parts = subpaths(item)
        for part in parts:
            for mark in near:
                corners = int(inside(part, mark.quad, grow=-REACH / 2).sum())
                if bool(inside(part, mark.quad, grow=REACH).all()) or corners > RULE_CORNERS:
                    self._tally.fail("line_art_left", sheet.number)
                    return False
        return not any(holds(part, mark) for part in parts for mark in near)

    def _show(self, sheet: Sheet, lifted: list[Item]) -> None:
        with hidden(lifted):
            picture = sheet.draft.render(*sheet.draft.shape())
        colours = picture.view(np.uint32)[:, :, 0]
        for mark, (rows, columns, mask) in zip(sheet.marks, sheet.cores, strict=True):
            seen = colours[rows, columns][mask]
            if mark.bare or not len(seen) or (seen == seen[0]).all():
                continue
            shaded = any(item.sort is Sort.SHADING and meets(item.rect, mark.quad) for item in sheet.items)
            if not (shaded and smooth(picture[rows, columns], mask)):
                self._tally.fail("something_beneath", sheet.number)

    def check(self) -> Check:
        """Return the evidence of all pages."""
        return self._tally.check("pages")


def holds(part: npt.NDArray[np.float64], mark: Mark) -> bool:
    """Tell whether the bounds of a subpath hold the whole of a mark."""
    x0, y0, x1, y1 = bounds(mark.quad)
    (left, top), (right, bottom) = part.min(axis=0) - REACH, part.max(axis=0) + REACH
    return bool(left <= x0 and top <= y0 and x1 <= right and y1 <= bottom)


def smooth(part: npt.NDArray[np.uint8], mask: npt.NDArray[np.bool_]) -> bool:
    """Tell whether a piece of a picture runs from colour to colour without an edge, as a shaded ground does."""
    plane = part[:, :, :3].astype(np.int16)
    down = np.abs(np.diff(plane, axis=0)).max(axis=2, initial=0)[mask[1:] & mask[:-1]]
    across = np.abs(np.diff(plane, axis=1)).max(axis=2, initial=0)[mask[:, 1:] & mask[:, :-1]]
    return int(down.max(initial=0)) <= GRADIENT and int(across.max(initial=0)) <= GRADIENT


def is_box(item: Item, mark: Mark) -> bool:
    """Tell whether a path is the box of a mark or its border: of the mark's extent, with no point within."""
    near = max(abs(a - b) for a, b in zip(item.rect, bounds(mark.quad), strict=True))
    if near > BOX_SLACK or curved(item):
        return False
    return not any(bool(inside(part, mark.quad, grow=-BOX_SLACK).any()) for part in subpaths(item))


def uniform(picture: npt.NDArray[np.uint8], matrix: Matrix, mark: Mark, *, lossy: bool) -> bool:
    """Tell whether an image's decoded pixels under a mark are all one colour.

    Args:
        picture: (rows, columns, channels).
        matrix: takes the unit square that the image fills to page space.
        mark: where to look.
        lossy: whether the image is stored with a filter that blurs.
    """
    back = invert(matrix)
    if back is None:
        return False
    height, width = picture.shape[:2]
    quad: list[float] = []
    for x, y in zip(mark.quad[0::2], mark.quad[1::2], strict=True):
        u, v = apply(back, x, y)
        quad += [u * width, (1 - v) * height]
    seen = _within(picture, quad, RIM_PIXELS)
    if not len(seen):
        return True
    fill = most(seen)
    if not lossy:
        return bool((seen == fill).all())
    gap = int(np.abs(seen.astype(np.int16) - fill).max())
    blocks = _blocks(picture, quad)
    if not len(blocks):
        return gap <= LOSSY_NEAR
    grey = np.abs(blocks.mean(axis=1) - float(fill.mean()))
    core = _within(picture, quad, LOSSY_CORE)
    return bool(gap <= LOSSY_RING and float(grey.max()) <= LOSSY_GREY and (core == fill).all())


def _blocks(picture: npt.NDArray[np.uint8], quad: list[float]) -> npt.NDArray[np.uint8]:
    """Return the pixels of the picture's own 8 by 8 blocks that lie wholly in a quad, (n, channels)."""
    rows, columns, mask = cover(quad, picture.shape[:2], (1.0, 1.0))
    top, left = -(-rows.start // BLOCK) * BLOCK, -(-columns.start // BLOCK) * BLOCK
    found = [
        picture[row : row + BLOCK, column : column + BLOCK].reshape(-1, picture.shape[2])
        for row in range(top, rows.stop - BLOCK + 1, BLOCK)
        for column in range(left, columns.stop - BLOCK + 1, BLOCK)
        if mask[row - rows.start :, column - columns.start :][:BLOCK, :BLOCK].all()
    ]
    return np.concatenate(found) if found else picture[:0, 0]


def _within(picture: npt.NDArray[np.uint8], quad: list[float], rim: float) -> npt.NDArray[np.uint8]:
    rows, columns, mask = cover(quad, picture.shape[:2], (1.0, 1.0), grow=-rim)
    return picture[rows, columns][mask].reshape(-1, picture.shape[2])
