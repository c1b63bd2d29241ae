"""What the eye sees: one colour under each mark, and outside the marks the page that was filed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipeline.nouns import Check, Mark
from pipeline.verify.book import Picture
from pipeline.verify.evidence import Tally
from pipeline.verify.quad import cover, fill, paint
from pipeline.verify.sheet import Sheet

Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

LIGHT = 200
"""A box whose colour is lighter than this in every channel may have a border."""

BORDER = 1.4
"""Points along the edge of a light box in which its border may stand, smoothed."""

OVERHANG = 1.0
"""Points around the outline of a burned letter that its smoothed edge may reach."""

OUTER = 2.0
"""Pixels around a mark that its painted box may reach."""

LETTERING = 0.6
"""Part of a mark that may be lettering when the page is a picture and the label cannot be lifted off."""

LIKENESS = 0.5
"""Correlation with the source's own ink above which the lettering of a picture is taken for the burned words."""

STEP = 64
"""Difference, of 255 in one channel, that an eye sees on paper; less is smoothing."""

STEP_OF_HANDS = 150
"""The same between two renderers: one smooths a thin line that the other draws black, but neither leaves it out."""

NOTE_RIM = 4.0
"""Points around a note's or field's rectangle in which its border, icon or line ends may be drawn."""

NOTE_INK = 0.3
"""Part of a note's or field's ink that another hand must have drawn."""

FAINT = 2.0
"""Mean darkness, of 255, below which a note or field shows nothing."""

SPECK = 3
"""Differing pixels that are never held against a page: roundings at edges. A full stop of 12-point type has more."""


BLOCK = 8
"""Pixels of the side of the blocks in which ink is weighed: about half a line of type."""

INK = 40
"""Mean darkness, of 255, of a block that holds ink: a sixth of it black."""

GONE = 0.2
"""Part of a block's ink that is left when a word was lost; two renderers of one page never differ so much."""

CLUMP = 3
"""Rows and columns over which differing pixels of a block must spread to be more than a line of another thickness."""

FEW_BLOCKS = 2
"""So many blocks gone make a loss: a short word has three, a stroke on a block's border one."""


class PixelsUnderMarks:
    """Under each mark the page shows one colour, the same for all marks, once what is printed on it is lifted off.

    On a page that became a picture the label cannot be lifted; there the lettering
    must not resemble the ink that stood in the same place of the source.
    """

    name = "pixels_under_marks.v1"

    def __init__(self) -> None:
        self._tally = Tally(self.name)
        self._fills: set[int] = set()

    def look(self, sheet: Sheet) -> None:
        """Look at one page."""
        self._tally.saw("pages")
        for mark, core in zip(sheet.marks, sheet.cores, strict=True):
            if mark.bare:
                self._tally.saw("marks_without_box")
                continue
            self._tally.saw("marks")
            rows, columns, mask = core
            if mask.any() and rgb(commonest(sheet.colours[rows, columns][mask])).min() > LIGHT:
                rows, columns, mask = self._borderless(sheet, mark)
            if not mask.any():
                rows, columns, mask = cover(mark.quad, sheet.picture.shape[:2], sheet.scale)
            if not mask.any():
                self._tally.unread("mark_off_page", sheet.number)
                continue
            self._judge(sheet, mark, (rows, columns, mask))

    @staticmethod
    def _borderless(sheet: Sheet, mark: Mark) -> tuple[slice, slice, Mask]:
        """Return the pixels of a light box without its border and without those of boxes that overlap it."""
        shape = sheet.picture.shape[:2]
        rows, columns, mask = cover(mark.quad, shape, sheet.scale, grow=-BORDER)
        for other in sheet.near(mark.rect):
            if other is not mark and not other.bare:
                ring = np.zeros(shape, dtype=bool)
                outer, inner = (cover(other.quad, shape, sheet.scale, grow=grow) for grow in (BORDER, -BORDER))
                ring[outer[0], outer[1]] |= outer[2]
                ring[inner[0], inner[1]] &= ~inner[2]
                mask = mask & ~ring[rows, columns]
        return rows, columns, mask

    def _judge(self, sheet: Sheet, mark: Mark, where: tuple[slice, slice, Mask]) -> None:
        rows, columns, mask = where
        colours = sheet.colours[rows, columns][mask]
        fill = commonest(colours)
        self._fills.add(fill)
        if (colours == fill).all():
            return
        seen = sheet.picture[rows, columns][mask]
        strong = (np.abs(seen[:, :3].astype(np.int16) - rgb(fill)) > STEP).any(axis=1)
        if not (sheet.flattened and mark.overlay) or float(strong.mean()) > LETTERING:
            self._tally.fail("more_than_one_colour", sheet.number)
        elif _alike(seen, sheet.source_picture[rows, columns][mask]) > LIKENESS:
            self._tally.fail("source_shows_through", sheet.number)

    def check(self) -> Check:
        """Return the evidence of all pages."""
        self._tally.saw("fills", len(self._fills))
        if len(self._fills) > 1:
            self._tally.fail("fills_differ")
        return self._tally.check("pages")


class PixelsOutsideMarks:
    """Outside the boxes the draft looks as the source does, rotation, crop, comments and fields included.

    Tells whether the burn or the normal form is to blame.
    """

    name = "pixels_outside_marks.v1"

    def __init__(self) -> None:
        self._tally = Tally(self.name)

    def look(self, sheet: Sheet) -> None:
        """Look at one page."""
        self._tally.saw("pages")
        size = sheet.draft.shape()
        ignore = np.zeros(size, dtype=bool)
        paint(ignore, [mark.quad for mark in sheet.boxed], sheet.scale, grow=OUTER / min(sheet.scale))
        if sheet.boxed:
            self._overhang(sheet, ignore)
        if sheet.flattened:
            self._picture(sheet, ignore)
            return
        if different(sheet.picture, sheet.source_picture, ignore) <= SPECK:
            return
        if (count := different(sheet.picture, sheet.normal_picture, ignore)) > SPECK:
            self._tally.fail("burn_changed_neighbours", sheet.number, count)
        self._plain(sheet, ignore)

    @staticmethod
    def _overhang(sheet: Sheet, ignore: Mask) -> None:
        """Leave out what of the burned letters stood outside their mark: the tail of a `y`, the bow of an `f`."""
        chars = sheet.normal.chars
        burned = sheet.under(chars)
        if len(sheet.boxed) < len(sheet.marks):
            burned = chars.field.under([mark.quad for mark in sheet.boxed])
        fill(ignore, chars.boxes[burned], sheet.scale, grow=OVERHANG)

    def _plain(self, sheet: Sheet, ignore: Mask) -> None:
        """Judge the normal form by the source: a field or comment may be drawn by another hand, but is there."""
        ignore = ignore.copy()
        for note in sheet.source.notes():
            x0, y0, x1, y1 = note.rect
            rows, columns, mask = cover((x0, y0, x1, y0, x0, y1, x1, y1), ignore.shape, sheet.scale, grow=NOTE_RIM)
            if note.painted and not note.passing and not ignore[rows, columns].any():
                source, plain = (
                    255 - float(picture[rows, columns].mean()) if mask.any() else 0.0
                    for picture in (sheet.source_picture[:, :, :3], sheet.normal_picture[:, :, :3])
                )
                if source > FAINT and plain < NOTE_INK * source:
                    self._tally.fail("note_or_field_lost", sheet.number)
            ignore[rows, columns] |= mask
        count = clumped(*strays(sheet.normal_picture, sheet.source_picture, ignore, step=STEP_OF_HANDS))
        if count or moved_ink(sheet.normal_picture, sheet.source_picture, ignore) >= FEW_BLOCKS:
            self._tally.fail("normal_form_differs", sheet.number, max(1, count))

    def _picture(self, sheet: Sheet, ignore: Mask) -> None:
        """Judge a page that another renderer made a picture of: its strokes are of other weight, no ink is lost."""
        self._tally.saw("pages_flattened")
        if (count := moved_ink(sheet.picture, sheet.normal_picture, ignore)) >= FEW_BLOCKS:
            self._tally.fail("picture_differs", sheet.number, count)
        self._plain(sheet, ignore)

    def check(self) -> Check:
        """Return the evidence of all pages."""
        return self._tally.check("pages")


def commonest(seen: npt.NDArray[np.uint32]) -> int:
    """Return the commonest number."""
    guess = int(seen[len(seen) // 2])
    if 2 * int(np.count_nonzero(seen == guess)) > len(seen):
        return guess
    values, counts = np.unique(seen, return_counts=True)
    return int(values[int(counts.argmax())])


def rgb(colour: int) -> npt.NDArray[np.int16]:
    """Return blue, green and red of a pixel given as one number."""
    return np.array([(colour >> shift) & 255 for shift in (0, 8, 16)], dtype=np.int16)


def most(seen: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return the commonest row of an (n, channels) array."""
    guess: npt.NDArray[np.uint8] = seen[len(seen) // 2]
    if 2 * int(np.count_nonzero((seen == guess).all(axis=1))) > len(seen):
        return guess
    rows, counts = np.unique(seen, axis=0, return_counts=True)
    return np.asarray(rows[int(counts.argmax())], dtype=np.uint8)


def different(first: Picture, second: Picture, ignore: Mask) -> int:
    """Return how many pixels differ visibly; pictures of unlike size differ everywhere."""
    if first.shape != second.shape:
        return int(first.shape[0] * first.shape[1])
    return len(strays(first, second, ignore, step=STEP)[0])


def strays(first: Picture, second: Picture, ignore: Mask, *, step: int) -> tuple[Places, Places]:
    """Return rows and columns of the pixels that differ, smoothing and shifts of less than a pixel apart.

    A pixel differs when it lies outside the range of the other picture's three by
    three pixels around it by more than `step`, in either direction.
    """
    unlike = first.view(np.uint32)[:, :, 0] != second.view(np.uint32)[:, :, 0]
    rows, columns = np.nonzero(unlike & ~ignore)
    gap = np.abs(first[rows, columns].astype(np.int16) - second[rows, columns]).max(axis=1, initial=0)
    rows, columns = rows[gap > step], columns[gap > step]
    places = (rows, columns)
    found = _stray(first, second, places, step) | _stray(second, first, places, step)
    return rows[found], columns[found]


def clumped(rows: Places, columns: Places) -> int:
    """Return how many of these pixels lie with others over at least three rows and columns of a block.

    A letter does; a thin rule that another hand draws a pixel away does not.
    """
    blocks: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        blocks.setdefault((row // BLOCK, column // BLOCK), []).append((row, column))
    return sum(
        len(block) for block in blocks.values() if min(len({r for r, _ in block}), len({c for _, c in block})) >= CLUMP
    )


def moved_ink(first: Picture, second: Picture, ignore: Mask) -> int:
    """Return how many blocks hold ink in one picture and next to none in the other."""
    height, width = (side // BLOCK for side in ignore.shape)

    def blocks(plane: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        cut = plane[: height * BLOCK, : width * BLOCK].reshape(height, BLOCK, width, BLOCK)
        return np.asarray(cut.mean(axis=(1, 3)), dtype=np.float32)

    one, two = (255 - blocks(picture[:, :, :3].mean(axis=2, dtype=np.float32)) for picture in (first, second))
    lost = (np.maximum(one, two) > INK) & (np.minimum(one, two) < GONE * np.maximum(one, two))
    return int((lost & (blocks(ignore.astype(np.float32)) == 0)).sum())


def _stray(picture: Picture, other: Picture, places: tuple[Places, Places], step: int) -> npt.NDArray[np.bool_]:
    rows, columns = places
    height, width = other.shape[:2]
    around = np.stack(
        [
            other[np.clip(rows + down, 0, height - 1), np.clip(columns + right, 0, width - 1)]
            for down in (-1, 0, 1)
            for right in (-1, 0, 1)
        ]
    ).astype(np.int16)
    here = picture[rows, columns].astype(np.int16)
    low, high = around.min(axis=0) - step, around.max(axis=0) + step
    return np.asarray(((here < low) | (here > high)).any(axis=1))


def _alike(seen: npt.NDArray[np.uint8], source: npt.NDArray[np.uint8]) -> float:
    """Return the correlation of two samples of the same place, sign apart (light on dark counts as dark on light)."""
    one = seen[:, :3].mean(axis=1)
    two = source[:, :3].mean(axis=1)
    if one.std() < 1 or two.std() < 1:
        return 0.0
    return abs(float(np.corrcoef(one, two)[0, 1]))
