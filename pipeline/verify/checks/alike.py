"""Two readings of a page: what the second reader sees in the saved copy was read for detection too, in its place.

Two libraries can place text differently (a width that one takes for a number and the other does not) or tell its
letters differently (encodings, maps). What detection did not see it did not burn, and no other check looks for it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from pipeline.nouns import Check, Page
from pipeline.verify.book import Chars, Leaf
from pipeline.verify.evidence import Tally
from pipeline.verify.quad import Field
from pipeline.verify.sheet import Sheet

CELL = 3.0
"""Points. Equal letters in one square of this side, or in two that touch, are one; the others are looked at closely."""

RIM = 1.0
"""Points by which the middle of an outline may lie beside the box that was read: rounding and side bearings. A mark
covers that box, so that what lies beside it by more would not be burned with it."""

NOWHERE = 3
"""Letters and digits of a run where nothing was read. Numbers of lines in a gutter, which are not read, have two."""

OTHERWISE = 4
"""The same where other letters were read. A symbol or two is told otherwise in fonts of their own."""

Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int64]
Points = npt.NDArray[np.float64]


class SecondReading:
    """No run of letters that the second reader sees is missing where detection read, nor was another read there."""

    name = "second_reading.v1"

    def __init__(self) -> None:
        self._tally = Tally(self.name)

    def look(self, sheet: Sheet) -> None:
        """Look at one page; a layer that the page was given is looked at by `text_layer`."""
        self._tally.saw("pages")
        if sheet.page is None:
            self._tally.unread("page_not_read", sheet.number)
            return
        chars = sheet.draft.chars
        nowhere, otherwise = _unlike(sheet.page, chars)
        ours = sheet.printed_rows | sheet.layer
        self._tally.saw("characters", len(chars))
        for reason, rows, least in (
            ("text_not_read", nowhere, NOWHERE),
            ("text_read_otherwise", otherwise & ~_guessed(sheet.draft, chars, otherwise), OTHERWISE),
        ):
            counts = [int(chars.lettered[run].sum()) for run in _runs(chars, rows & ~ours)]
            if found := sum(count for count in counts if count >= least):
                self._tally.fail(reason, sheet.number, found)

    def check(self) -> Check:
        """Return the evidence of all pages."""
        return self._tally.check("pages")


def _unlike(page: Page, chars: Chars) -> tuple[Flags, Flags]:
    """Tell of which characters no letter was read at their place, and of which another one."""
    quads = page.quads.astype(np.float64)
    drawn = np.isfinite(quads).all(axis=1)
    quads = quads[drawn]
    read = _folded(np.frombuffer(page.text.encode("utf-32-le", "replace"), dtype=np.uint32)[drawn])
    seen = _folded(chars.codes)
    left = np.flatnonzero(~_near(seen, chars.centres, read, (quads[:, 0:2] + quads[:, 6:8]) / 2))
    pairs = Field(chars.centres[left]).inside(quads.tolist(), grow=RIM)
    at = left[pairs.point]
    nowhere, otherwise = np.zeros((2, len(chars)), dtype=np.bool_)
    nowhere[left] = True
    nowhere[at] = False
    otherwise[at] = True
    otherwise[at[seen[at] == read[pairs.quad]]] = False
    return nowhere, otherwise


def _folded(codes: npt.NDArray[np.int32 | np.uint32]) -> Codes:
    """Return the codes of the letters without case, accents, and what is a ligature's or a width's only."""
    found, places = np.unique(codes, return_inverse=True)
    plain = [unicodedata.normalize("NFKD", chr(code)).casefold()[:1] or chr(code) for code in found.tolist()]
    return np.array([ord(letter) for letter in plain], dtype=np.int64)[places]


def _near(codes: Codes, points: Points, others: Codes, places: Points) -> Flags:
    """Tell which letters have an equal one among the others in their own square of the page or one that touches it."""
    theirs = np.unique(_keys(others, np.floor(places / CELL)))
    found = np.zeros(len(codes), dtype=np.bool_)
    cells = np.floor(points / CELL)
    for step in ((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)):
        left = np.flatnonzero(~found)
        if not len(left) or not len(theirs):
            break
        wanted = _keys(codes[left], cells[left] + step)
        found[left] = theirs[np.searchsorted(theirs, wanted).clip(0, len(theirs) - 1)] == wanted
    return found


def _keys(codes: Codes, cells: Points) -> Codes:
    """Return one number for a letter and its square; squares beyond a page's largest side count as the last."""
    column, row = (cells.clip(-(1 << 18), (1 << 18) - 1).astype(np.int64) + (1 << 18)).T
    return np.asarray((codes << 40) | (column << 20) | row)


def _guessed(leaf: Leaf, chars: Chars, rows: Flags) -> Flags:
    """Tell which of some rows the second reader gives a letter only because the font has a code of that number."""
    found = np.zeros(len(chars), dtype=np.bool_)
    for row in np.flatnonzero(rows).tolist():
        found[row] = raw.FPDFText_HasUnicodeMapError(leaf.words, int(chars.index[row])) == 1
    return found


def _runs(chars: Chars, rows: Flags) -> Iterator[npt.NDArray[np.intp]]:
    """Yield such rows as follow one another in the second reader's order, one blank between two at most."""
    at = np.flatnonzero(rows)
    if len(at):
        yield from np.split(at, np.flatnonzero(np.diff(chars.index[at]) > 2) + 1)
