"""Text outside marks: nothing that was not to be burned is lost, moved or added."""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt

from pipeline.nouns import Check
from pipeline.verify.book import Chars
from pipeline.verify.evidence import Tally
from pipeline.verify.sheet import Sheet

MOVED = 0.6
"""A character may stand this many points from where it stood: rounding in the rewritten content, no more."""

RIM = 0.3
"""A character whose middle is within this many points outside of a mark may be burned with it (whole glyphs are)."""

LOST_PART = 0.5
"""Part of the source's characters on a page that may be missing from the text layer: hidden text that was dropped."""

LOST_FEW = 200
"""Fewer missing characters than this are never held against a page: replacement text, a dropped comment."""


class TextOutsideMarks:
    """The characters outside marks are the same, in the same places, in the normal form and in the draft.

    Against the source only the bulk is compared, since fields and comments have
    become page content and hidden text has been dropped: a text layer must not
    vanish. What is visible is compared by `pixels_outside_marks`.
    """

    name = "text_outside_marks.v1"

    def __init__(self) -> None:
        self._tally = Tally(self.name)

    def look(self, sheet: Sheet) -> None:
        """Look at one page."""
        self._tally.saw("pages")
        if sheet.flattened:
            self._tally.saw("pages_flattened")
            self._flattened(sheet)
            return
        if sheet.marks or _solid(sheet.draft.text) != _solid(sheet.normal.text):
            self._compare(sheet)
        else:
            self._tally.saw("characters", len(_solid(sheet.draft.text)))
        self._with_source(sheet)

    def _compare(self, sheet: Sheet) -> None:
        before, after = sheet.normal.chars, sheet.draft.chars
        kept = before.take(~sheet.under(before.centres, grow=RIM))
        left = after.take(~sheet.under(after.centres, grow=RIM))
        self._tally.saw("characters", len(left))
        lost, added = differing(kept, left)
        if lost:
            self._tally.fail("characters_lost", sheet.number, lost)
        if added:
            self._tally.fail("characters_added", sheet.number, added)
        self._rim(sheet, before, after)

    def _rim(self, sheet: Sheet, before: Chars, after: Chars) -> None:
        """Count what went in the rim: neighbours that a tolerant eye would miss."""
        rim_before = int((sheet.under(before.centres, grow=RIM) & ~sheet.under(before.centres)).sum())
        outside = sheet.under(after.centres, grow=RIM) & ~sheet.under(after.centres) & ~sheet.printed_rows
        self._tally.saw("rim_lost", max(0, rim_before - int(outside.sum())))

    def _flattened(self, sheet: Sheet) -> None:
        """A page that is a picture may carry recognised text again, but none that was not there."""
        extra = Counter(_solid(sheet.text)) - Counter(_solid(sheet.normal.text))
        if extra.total():
            self._tally.saw("characters_of_picture", extra.total())

    def _with_source(self, sheet: Sheet) -> None:
        source = Counter(_solid(sheet.source.text))
        there = Counter(_solid(sheet.normal.text))
        missing = (source - there).total()
        if missing > max(LOST_FEW, LOST_PART * source.total()):
            self._tally.fail("source_text_lost", sheet.number, missing)

    def check(self) -> Check:
        """Return the evidence of all pages."""
        return self._tally.check("pages")


def differing(before: Chars, after: Chars) -> tuple[int, int]:
    """Return how many characters of `before` are not in `after` at their place, and the other way round."""
    if _same(before, after):
        return 0, 0
    lost = added = 0
    for code in np.union1d(before.codes, after.codes):
        ones = before.origins[before.codes == code]
        others = after.origins[after.codes == code]
        paired = _paired(ones, others)
        lost += len(ones) - paired
        added += len(others) - paired
    return lost, added


def _same(before: Chars, after: Chars) -> bool:
    if len(before) != len(after) or not np.array_equal(before.codes, after.codes):
        return False
    return len(before) == 0 or float(np.abs(before.origins - after.origins).max()) <= MOVED


def _paired(ones: npt.NDArray[np.float64], others: npt.NDArray[np.float64]) -> int:
    """Return how many of `ones` find a partner of their own among `others` within `MOVED`."""
    buckets: dict[tuple[int, int], list[int]] = {}
    for index, (x, y) in enumerate(others):
        buckets.setdefault((int(x // MOVED), int(y // MOVED)), []).append(index)
    paired = 0
    for x, y in ones:
        column, row = int(x // MOVED), int(y // MOVED)
        near = [(c, r) for c in (column - 1, column, column + 1) for r in (row - 1, row, row + 1)]
        for key in near:
            match = next((i for i in buckets.get(key, ()) if np.abs(others[i] - (x, y)).max() <= MOVED), None)
            if match is not None:
                buckets[key].remove(match)
                paired += 1
                break
    return paired


def _solid(text: str) -> str:
    return "".join(text.split())
