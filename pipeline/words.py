"""Counting a value in a text as a hunter would: any case, any punctuation or line end between its letters.

Both sides of a proof use this one count: what may be left (before burning) and
what is left (in the saved file).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np

WHOLE_WORD_BELOW = 6
"""A value with fewer letters and digits than this is counted only as a whole word: `Ann` is not in `Danny`."""

_OTHER = re.compile(r"[^a-z0-9]+")
_PIECE = re.compile(r"[A-Za-z0-9]+|[^\x00-\x7f]")
"""A run of plain letters and digits, or one character of another kind."""

MAX_GAP = 12
"""Between two letters of a value at most this many other characters may stand (a line end, a gutter number's place)."""


def letters(value: str) -> str:
    """Return the letters and digits of a value, compatibility forms unfolded, in lower case."""
    if value.isascii():
        return _OTHER.sub("", value.lower())
    folded = unicodedata.normalize("NFKC", value).casefold()
    return "".join(c for c in folded if c.isalnum())


class Folded:
    """A text reduced to its letters and digits, with the way back."""

    def __init__(self, text: str) -> None:
        kept: list[str] = []
        origin: list[int] = []
        for found in _PIECE.finditer(text):
            piece, start = found.group(), found.start()
            if piece.isascii():
                kept.append(piece.lower())
                origin.extend(range(start, found.end()))
            elif folded := letters(piece):
                kept.append(folded)
                origin.extend([start] * len(folded))
        self.text = "".join(kept)
        self.origin = np.asarray(origin, dtype=np.int64)

    def places(self, value: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) in the original text of each place of `value`, overlapping ones too."""
        key = letters(value)
        if not key:
            return
        at = self.text.find(key)
        while at >= 0:
            last = at + len(key) - 1
            where = self.origin[at : last + 1]
            tight = len(key) == 1 or int(np.diff(where).max()) <= MAX_GAP + 1
            if tight and (len(key) >= WHOLE_WORD_BELOW or self._whole(at, last)):
                yield int(where[0]), int(where[-1]) + 1
            at = self.text.find(key, at + 1)

    def _whole(self, first: int, last: int) -> bool:
        before = first == 0 or self.origin[first] - self.origin[first - 1] > 1
        after = last + 1 == len(self.text) or self.origin[last + 1] - self.origin[last] > 1
        return bool(before and after)


class Counts:
    """How often values are left in a text once some spans of it are burned."""

    def __init__(self, text: str, burned: Sequence[tuple[int, int]] = ()) -> None:
        marks = bytearray(len(text))
        for start, end in burned:
            marks[start:end] = b"\x01" * (end - start)
        self._folded = Folded(text)
        self._burned = bytes(marks)
        self._known: dict[str, int] = {}

    def left(self, value: str) -> int:
        """Return the number of places of `value` of which no character is burned."""
        key = letters(value)
        if key not in self._known:
            self._known[key] = sum(1 not in self._burned[a:b] for a, b in self._folded.places(value))
        return self._known[key]


LONG_ENOUGH = 4
"""A single word of a value counts as telling when it has at least this many letters or digits."""


def tells(name: str, values: Sequence[str]) -> bool:
    """Tell whether a file's name gives away a value: the value itself, or one longer word of it."""
    folded = Folded(name.replace("_", " "))
    for value in values:
        words = [word for word in value.split() if len(letters(word)) >= LONG_ENOUGH]
        if any(next(folded.places(piece), None) for piece in (value, *words)):
            return True
    return False
