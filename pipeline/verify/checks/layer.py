"""The text layers that scans were given: no character in a box, each where it was read and can be seen."""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt

from pipeline.nouns import Check, Page
from pipeline.verify.book import HYPHENS, Chars
from pipeline.verify.evidence import Tally
from pipeline.verify.quad import Field
from pipeline.verify.sheet import Sheet

AWAY = 0.6
"""Heights of a line by which a character may stand away from where it was read: a word is set as wide as it is, its
letters in it are not measured."""

INNER = 0.2
"""Parts of a character's box, from its middle each way, in which no mark may lie; lines set close overlap beyond."""

NARROW = 0.3
"""Parts of its length that a character's box is wide at least when it is looked for ink: letters in a word are not
measured, and one can be left a sliver of its neighbour's white."""

FAINT = 12
"""Steps of grey (of 255) that a letter differs from its ground at least."""

TELLING, FEW = 4, 5
"""Letters of a word that is looked for in the second reading, and how many such words tell anything."""

AGREED = 0.4
"""Part of these words that the second reading has too. It reads once, without a closer look: of a poor scan it has
fewer, and of another text next to none."""


class TextLayer:
    """A layer says what the saved picture shows: nothing in a box, nothing that was not read there, nothing over paper.

    Where a box met the picture, the words are also compared with the reading that
    `secrets_in_pictures` made of the saved page. That the picture outside the boxes is the
    one that was read, `pixels_outside_marks` proves; the layer's words are hunted with all others.
    """

    name = "text_layer.v1"

    def __init__(self) -> None:
        self._tally = Tally(self.name)

    def look(self, sheet: Sheet) -> None:
        """Look at one page."""
        self._tally.saw("pages")
        if not sheet.layered:
            return
        rows = sheet.layer
        chars = sheet.draft.chars.take(rows)
        self._tally.saw("pages_layered")
        self._tally.saw("characters", len(chars))
        for reason, found in (
            ("layer_in_mark", _touched(sheet, chars)),
            ("layer_not_read", ~_read(sheet.page, chars)),
            ("layer_over_nothing", ~_inked(sheet, chars) & chars.lettered),
        ):
            if found.any():
                self._tally.fail(reason, sheet.number, int(found.sum()))
        self._compare(sheet, rows)

    def _compare(self, sheet: Sheet, rows: npt.NDArray[np.bool_]) -> None:
        if sheet.again is None:
            return
        text, (x0, y0, x1, y1) = sheet.again
        chars = sheet.draft.chars
        x, y = chars.centres.T
        inside = rows & (x > x0) & (x < x1) & (y > y0) & (y < y1)
        layer = Counter(_words(_only(sheet.draft.text, chars.index[inside])))
        both = (layer & Counter(_words(text))).total()
        self._tally.saw("words_of_layer", layer.total())
        self._tally.saw("words_read_again", both)
        if layer.total() >= FEW and both < AGREED * layer.total():
            self._tally.fail("layer_not_read_again", sheet.number)

    def check(self) -> Check:
        """Return the evidence of all pages."""
        return self._tally.check("pages")


def _touched(sheet: Sheet, chars: Chars) -> npt.NDArray[np.bool_]:
    """Tell which characters lie with their middle, or one of four places around it, in a mark."""
    found = np.zeros(len(chars), dtype=np.bool_)
    reach = INNER * (chars.boxes[:, 2:] - chars.boxes[:, :2])
    for across, down in ((0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)):
        found |= Field(chars.centres + reach * (across, down)).under(sheet.quads)
    return found


def _read(page: Page | None, chars: Chars) -> npt.NDArray[np.bool_]:
    """Tell which characters were read at their places."""
    found = np.zeros(len(chars), dtype=np.bool_)
    if page is None:
        return found
    codes = np.array([ord("-") if ord(char) in HYPHENS else ord(char) for char in page.text], dtype=np.int32)
    quads = page.quads.astype(np.float64)
    drawn = np.isfinite(quads).all(axis=1) & (page.recognised if len(page.recognised) else False)
    codes, quads = codes[drawn], quads[drawn]
    middles = (quads[:, 0:2] + quads[:, 6:8]) / 2
    reach = AWAY * np.hypot(*(quads[:, 4:6] - quads[:, 0:2]).T)
    for code in np.unique(chars.codes).tolist():
        mine, theirs = np.flatnonzero(chars.codes == code), np.flatnonzero(codes == code)
        if len(theirs):
            apart = np.hypot(*(chars.centres[mine][:, None] - middles[theirs][None]).transpose(2, 0, 1))
            found[mine] = (apart <= reach[theirs]).any(axis=1)
    return found


def _inked(sheet: Sheet, chars: Chars) -> npt.NDArray[np.bool_]:
    """Tell in the boxes of which characters the saved page shows something."""
    green = sheet.picture[:, :, 1]
    across, down = sheet.scale
    sizes = chars.boxes[:, 2:] - chars.boxes[:, :2]
    lacking = np.maximum(NARROW * sizes.max(axis=1, keepdims=True) - sizes, 0)
    low = np.floor((chars.boxes[:, :2] - lacking / 2) * (across, down)).astype(int).clip(0)
    high = np.ceil((chars.boxes[:, 2:] + lacking / 2) * (across, down)).astype(int)
    found = np.zeros(len(chars), dtype=np.bool_)
    for at, ((x0, y0), (x1, y1)) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
        patch = green[y0:y1, x0:x1]
        found[at] = patch.size > 0 and int(patch.max()) - int(patch.min()) >= FAINT
    return found


def _only(text: str, places: npt.NDArray[np.int32]) -> str:
    """Return a text with blanks where none of some places is."""
    kept = [" "] * len(text)
    for place in places.tolist():
        kept[place] = text[place]
    return "".join(kept)


def _words(text: str) -> list[str]:
    words = ("".join(char for char in word.casefold() if char.isalnum()) for word in text.split())
    return [word for word in words if len(word) >= TELLING]
