"""Text that a box, a picture or its own colour hides in the saved pages, whoever put it there.

The burner is told what lies under earlier redactions by the reader; this check
looks for itself, with another library, so that what the reader missed is not released.
"""

from __future__ import annotations

import numpy as np

from pipeline.nouns import Check
from pipeline.verify.art import Sort, fill_colour
from pipeline.verify.evidence import Tally
from pipeline.verify.sheet import Sheet
from pipeline.verify.sight import Sight

HIDING = frozenset({"text_under_box", "text_in_box_colour"})
"""What somebody meant to hide. Text under a picture may be the text layer of a scan."""

SAME = 48
"""Difference of two colours, of 255 in a channel, below which one hides on the other."""


Colour = tuple[int, int, int, int] | None
"""Red, green, blue, alpha; None where it cannot be told."""


class NothingVeiled:
    """No character of a saved page is painted over later, or has the colour of the box on which it stands.

    The order of painting is asked first; only where it lets something be hidden is the page rendered.
    """

    name = "nothing_veiled.v1"

    def __init__(self) -> None:
        self._tally = Tally(self.name)

    def look(self, sheet: Sheet) -> None:
        """Look at one page."""
        self._tally.saw("pages")
        sight = Sight(sheet.draft, sheet.items)
        self._tally.saw("covers", len(sight.covers))
        if not self._could(sheet, sight):
            return
        self._tally.saw("pages_rendered")
        for run in sight.unseen():
            if run.code in HIDING:
                self._tally.fail(run.code, sheet.number, len(run.rows))

    @staticmethod
    def _could(sheet: Sheet, sight: Sight) -> bool:
        """Tell whether any text lies under something that was painted later, or on something of its colour."""
        paths = [item for item in sight.covers if item.sort is not Sort.IMAGE]
        chars = sheet.draft.chars
        if not paths or not len(chars):
            return False
        x, y = chars.centres.T
        of_text: dict[int, Colour] = {}  # pdfium is asked once for each text object, not for each of its letters
        for cover in paths:
            x0, y0, x1, y1 = cover.rect
            ground = fill_colour(cover)
            for row in np.flatnonzero((x > x0) & (x < x1) & (y > y0) & (y < y1)).tolist():
                text = sight.texts_by_handle.get(sight.object_of(row))
                if text is None:
                    continue
                if text.order < cover.order:
                    return True
                if text.order not in of_text:
                    of_text[text.order] = fill_colour(text)
                if _alike(of_text[text.order], ground):
                    return True
        return False

    def check(self) -> Check:
        """Return the evidence of all pages."""
        return self._tally.check("pages")


def _alike(one: Colour, other: Colour) -> bool:
    if one is None or other is None:
        return True
    return max(abs(a - b) for a, b in zip(one[:3], other[:3], strict=True)) < SAME
