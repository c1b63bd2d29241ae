"""Text outside marks: nothing that was not to be burned is lost, moved or added."""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from pipeline.nouns import Check
from pipeline.verify.book import Chars
from pipeline.verify.evidence import Tally
from pipeline.verify.quad import inside
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
    vanish. What is visible is compared by `pixels_outside_marks`, the layer that a scan
    was given by `text_layer`.
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
        kept = before.take(~sheet.under(before, grow=RIM))
        left = after.take(~sheet.under(after, grow=RIM))
        self._tally.saw("characters", len(left))
        left = left.take(~np.isin(left.index, after.index[sheet.layer]))
        lost, added = differing(kept, left)
        hidden = self._hidden(sheet, kept, lost)
        self._tally.saw("hidden_neighbours_lost", hidden)
        if len(lost) > hidden:
            self._tally.fail("characters_lost", sheet.number, len(lost) - hidden)
        if len(added):
            self._tally.fail("characters_added", sheet.number, len(added))
        self._rim(sheet, before, after)

    @staticmethod
    def _hidden(sheet: Sheet, kept: Chars, lost: npt.NDArray[np.intp]) -> int:
        """Count lost characters that nobody saw: a denied text layer, or one whose boxes reach into a mark.

        Such a layer seldom lies where the letters are, so that a burn takes its neighbours too; what can be
        seen is compared as pixels.
        """
        if not len(lost):
            return 0
        near = np.full(len(lost), sheet.denied)
        for mark in sheet.marks:
            x0, y0, x1, y1 = mark.rect
            near |= inside(kept.centres[lost], mark.quad, grow=min(x1 - x0, y1 - y0))
        words = sheet.normal.words
        modes = (
            raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(words, int(kept.index[row])))
            for row in lost[near]
        )
        return sum(mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes)

    def _rim(self, sheet: Sheet, before: Chars, after: Chars) -> None:
        """Count what went in the rim: neighbours that a tolerant eye would miss."""
        rim_before = int((sheet.under(before, grow=RIM) & ~sheet.under(before)).sum())
        outside = sheet.under(after, grow=RIM) & ~sheet.under(after) & ~sheet.printed_rows
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


def differing(before: Chars, after: Chars) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the rows of `before` that are not in `after` at their place, and the other way round."""
    lost: list[int] = []
    added: list[int] = []
    for code in () if _same(before, after) else np.union1d(before.codes, after.codes):
        ones, others = np.flatnonzero(before.codes == code), np.flatnonzero(after.codes == code)
        single, extra = _unpaired(before.origins[ones], after.origins[others])
        lost += ones[single].tolist()
        added += others[extra].tolist()
    return np.array(lost, dtype=np.intp), np.array(added, dtype=np.intp)


def _same(before: Chars, after: Chars) -> bool:
    if len(before) != len(after) or not np.array_equal(before.codes, after.codes):
        return False
    return len(before) == 0 or float(np.abs(before.origins - after.origins).max()) <= MOVED


def _unpaired(ones: npt.NDArray[np.float64], others: npt.NDArray[np.float64]) -> tuple[list[int], list[int]]:
    """Return which of `ones` find no partner of their own among `others` within `MOVED`, and which others are left."""
    buckets: dict[tuple[int, int], list[int]] = {}
    for index, (x, y) in enumerate(others):
        buckets.setdefault((int(x // MOVED), int(y // MOVED)), []).append(index)
    single = []
    for index, (x, y) in enumerate(ones):
        column, row = int(x // MOVED), int(y // MOVED)
        near = [(c, r) for c in (column - 1, column, column + 1) for r in (row - 1, row, row + 1)]
        for key in near:
            match = next((i for i in buckets.get(key, ()) if np.abs(others[i] - (x, y)).max() <= MOVED), None)
            if match is not None:
                buckets[key].remove(match)
                break
        else:
            single.append(index)
    return single, [other for bucket in buckets.values() for other in bucket]


def _solid(text: str) -> str:
    return "".join(text.split())
