"""Counting a value in a text as a hunter would: any case, any punctuation or line end between its letters.

Both sides of a proof use this one count: what may be left (before burning) and
what is left (in the saved file).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import ahocorasick
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
        self._origin = np.asarray(origin, dtype=np.int64)
        steps = np.diff(self._origin)
        self._gaps = (b"\x01" if origin else b"") + ((steps > 1) + (steps > MAX_GAP + 1).astype(np.uint8)).tobytes()
        """For each letter what stands before it: nothing (0), a gap or the text's start (1), a gap that is too wide."""

    def places(self, value: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) in the original text of each place of `value`, overlapping ones too."""
        key = letters(value)
        at = self.text.find(key) if key else -1
        while at >= 0:
            if self._stands(at, len(key)):
                yield self._span(at, len(key))
            at = self.text.find(key, at + 1)

    def every_place(self, values: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
        """Return the places of many values, as `places` yields them, by each value's `letters`, in one pass."""
        machine = ahocorasick.Automaton()
        for key in {letters(value) for value in values} - {""}:
            machine.add_word(key, len(key))
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        if self.text and len(machine):
            machine.make_automaton()
            for last, size in machine.iter(self.text):
                first = last + 1 - size
                if self._stands(first, size):
                    found[self.text[first : last + 1]].append(self._span(first, size))
        return found

    def _span(self, first: int, size: int) -> tuple[int, int]:
        return int(self._origin[first]), int(self._origin[first + size - 1]) + 1

    def _stands(self, first: int, size: int) -> bool:
        """Tell whether letters that spell a value are near enough to each other, and a whole word where it is short."""
        after = first + size
        if 2 in self._gaps[first + 1 : after]:
            return False
        return size >= WHOLE_WORD_BELOW or bool(self._gaps[first] and (after == len(self._gaps) or self._gaps[after]))


class Counts:
    """How often values are left in a text once some spans of it are burned."""

    def __init__(self, text: str, burned: Sequence[tuple[int, int]] = ()) -> None:
        marks = bytearray(len(text))
        for start, end in burned:
            marks[start:end] = b"\x01" * (end - start)
        self._folded = Folded(text)
        self._burned = bytes(marks)

    def left(self, values: Iterable[str]) -> dict[str, int]:
        """Return for each value the number of its places of which no character is burned."""
        wanted = set(values)
        places = self._folded.every_place(wanted)
        left = {key: sum(1 not in self._burned[a:b] for a, b in spans) for key, spans in places.items()}
        return {value: left.get(letters(value), 0) for value in wanted}


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
