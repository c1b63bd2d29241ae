"""One page of the draft beside the same page of the normal form and of the source, opened together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from pipeline.nouns import Check, Mark, Page, Secret
from pipeline.verify.art import Item, Sort, address, hidden, items
from pipeline.verify.book import Chars, Colours, Leaf, Picture
from pipeline.verify.quad import Near, Rows, cover

EDGE = 0.05
"""A glyph whose middle is this near to a mark's edge (points) still counts as inside: numbers are rounded."""


RIM = 0.25
"""Part of a mark's height, above and below, in which punctuation belongs to the next line."""

INNER = 1.0
"""Pixels of a mark's rim that may be smoothed into what is beside it."""

HOLE = "\n" * 16
"""More than may stand between two letters of one value (`words.MAX_GAP`)."""


class Sheet:
    """What a page check looks at. Everything is read or painted at most once, when first asked for."""

    def __init__(self, draft: Leaf, normal: Leaf, source: Leaf, *, marks: tuple[Mark, ...], flattened: bool) -> None:
        self.number = draft.number
        self.draft = draft
        self.normal = normal
        self.source = source
        self.marks = marks
        self.flattened = flattened
        self.user_unit = 1.0
        """Of the source's page."""
        self.layered = False
        """Whether all invisible text of the page is what the burner gave it."""
        self.denied = False
        """Whether the page had a text layer that did not say what its picture shows, and had to go."""
        self.again: tuple[str, tuple[float, float, float, float]] | None = None
        """What OCR read on the saved page, and where (page space), once a check had it read."""
        self.page: Page | None = None
        """What was read of the page, where that is known."""
        self.secrets: tuple[Secret, ...] = ()
        """What was burned anywhere in the filing."""
        self._under: dict[tuple[int, float], tuple[Chars, npt.NDArray[np.bool_]]] = {}
        """Answers given, each with its characters, so that no other's take their place in memory."""

    @cached_property
    def quads(self) -> list[Sequence[float]]:
        """Where the marks lie."""
        return [mark.quad for mark in self.marks]

    @cached_property
    def boxed(self) -> tuple[Mark, ...]:
        """The marks that get a box; under the others only text goes, and the page must look as it did."""
        return tuple(mark for mark in self.marks if not mark.bare)

    @cached_property
    def rows(self) -> Rows:
        """The marks, to be found by what they overlap."""
        return Rows(self.quads)

    def near(self, rect: Sequence[float], *, slack: float = 0.0) -> list[Mark]:
        """Return the marks whose bounds, grown by `slack` points, overlap an upright rectangle."""
        return [self.marks[at] for at in self.rows.meeting(rect, slack=slack)]

    def under(self, chars: Chars, *, grow: float = 0.0) -> npt.NDArray[np.bool_]:
        """Tell which characters have their middle under any mark of the page."""
        key = (id(chars), grow)
        if key not in self._under:
            self._under[key] = (chars, chars.field.under(self.quads, grow=grow))
        return self._under[key][1]

    @cached_property
    def printed(self) -> dict[int, tuple[int, ...]]:
        """What is printed on the marks: for each mark's place in `marks`, the characters (rows of `draft.chars`).

        Only a text that equals one of the mark's overlays, whole, is taken as printed; where marks overlap,
        one after another of theirs.
        """
        chars = self.draft.chars
        found: dict[int, tuple[int, ...]] = {}
        held = chars.field.inside(self.quads, grow=EDGE)
        rim = strewn(chars, held)
        ends = np.searchsorted(held.quad, np.arange(len(self.marks) + 1)).tolist()
        for at, mark in enumerate(self.marks):
            if not mark.overlay:
                continue
            near = self.near(mark.rect)
            wanted = {"".join(overlay.split()) for other in near for overlay in other.overlay}
            here = slice(ends[at], ends[at + 1])
            rows = held.point[here]
            for some in (rows, rows[~rim[here]]):
                text = "".join(chr(chars.codes[row]) for row in some)
                if text and made_of(text, wanted, at_most=len(near)):
                    found[at] = tuple(int(row) for row in some)
                    break
        return found

    @cached_property
    def left(self) -> npt.NDArray[np.bool_]:
        """Which rows of `draft.chars` have their place under a mark and are not printed on it.

        A comma or a full stop of the line above or below may dip into a mark; at its upper and lower rim
        punctuation counts as that line's.
        """
        chars = self.draft.chars
        found = np.zeros(len(chars), dtype=bool)
        held = chars.field.inside(self.quads)
        found[held.point[~strewn(chars, held)]] = True
        return found & ~self.printed_rows

    @cached_property
    def printed_rows(self) -> npt.NDArray[np.bool_]:
        """Which rows of `draft.chars` are printed on marks."""
        rows = np.zeros(len(self.draft.chars), dtype=bool)
        for found in self.printed.values():
            rows[list(found)] = True
        return rows

    @cached_property
    def layer(self) -> npt.NDArray[np.bool_]:
        """Which rows of `draft.chars` are the text layer that the page was given; none where it was given none."""
        chars = self.draft.chars
        found = np.zeros(len(chars), dtype=bool)
        if not self.layered:
            return found
        words = self.draft.words
        modes: dict[int, bool] = {}
        for row, index in enumerate(chars.index.tolist()):
            handle = raw.FPDFText_GetTextObject(words, index)
            where = address(handle)
            if where not in modes:
                modes[where] = raw.FPDFTextObj_GetTextRenderMode(handle) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
            found[row] = modes[where]
        return found & ~self.printed_rows

    @cached_property
    def text(self) -> str:
        """The draft's text without what is printed on the boxes; where something was burned stands a `HOLE`.

        Without holes the words on both sides of a box would read as one run, and
        spell values that nobody wrote.
        """
        if not self.marks:
            return self.draft.text
        text = list(self.draft.text)
        chars = self.draft.chars
        for index in chars.index[self.printed_rows]:
            text[index] = "\n"
        rest = chars.take(~self.printed_rows)
        for before, after in rest.field.beside(self.quads):
            if before >= 0:
                text[rest.index[before]] += HOLE
            if after >= 0:
                text[rest.index[after]] = HOLE + text[rest.index[after]]
        return "".join(text)

    @cached_property
    def items(self) -> list[Item]:
        """The draft's painted objects."""
        return items(self.draft)

    @cached_property
    def overlay_items(self) -> list[Item]:
        """The text objects that draw what is printed on the marks."""
        words = self.draft.words
        handles = {
            address(raw.FPDFText_GetTextObject(words, int(index)))
            for index in self.draft.chars.index[self.printed_rows]
        }
        return [item for item in self.items if item.sort is Sort.TEXT and address(item.raw) in handles]

    @cached_property
    def picture(self) -> Picture:
        """The draft's page, what is printed on the boxes left out."""
        with hidden(self.overlay_items if self.marks else ()):
            return self.draft.render(*self.draft.shape())

    @cached_property
    def source_picture(self) -> Picture:
        """The source's page, as many pixels as `picture`."""
        return self.source.render(*self.draft.shape())

    @cached_property
    def normal_picture(self) -> Picture:
        """The normal form's page, as many pixels as `picture`."""
        return self.normal.render(*self.draft.shape())

    @cached_property
    def colours(self) -> Colours:
        """The pixels of `picture`, each as one number."""
        return self.picture.view("<u4")[:, :, 0]

    @cached_property
    def cores(self) -> list[tuple[slice, slice, npt.NDArray[np.bool_]]]:
        """For each mark the rows, the columns and the mask of its pixels, without its smoothed rim."""
        shape, grow = self.draft.shape(), -INNER / min(self.scale)
        return [cover(quad, shape, self.scale, grow=grow) for quad in self.quads]

    @cached_property
    def scale(self) -> tuple[float, float]:
        """Pixels a point, across and down, of the pictures."""
        rows, columns = self.draft.shape()
        return columns / self.draft.width, rows / self.draft.height


def made_of(text: str, wanted: Collection[str], *, at_most: int) -> bool:
    """Tell whether a text is one of the wanted ones, or at most so many of them one after another."""
    if text in wanted:
        return at_most > 0
    return at_most > 1 and any(
        text.startswith(start) and made_of(text[len(start) :], wanted, at_most=at_most - 1) for start in wanted if start
    )


def strewn(chars: Chars, held: Near) -> npt.NDArray[np.bool_]:
    """Tell of each character under a mark whether it is punctuation at that mark's upper or lower rim."""
    return np.asarray(~chars.lettered[held.point] & ((held.down < RIM) | (held.down > 1 - RIM)))


class PageCheck(Protocol):
    """One check that looks at each page in turn."""

    name: str

    def look(self, sheet: Sheet) -> None:
        """Look at one page. May raise `Unread` or anything else; then the check has failed."""
        ...

    def check(self) -> Check:
        """Return the evidence of all pages."""
        ...
