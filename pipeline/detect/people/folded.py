"""Folds text for searching: capitals without accents, runs of white space as one blank, with the way back."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from pipeline.detect.people.token import APOSTROPHE

_PLAIN = (
    dict.fromkeys(APOSTROPHE, "'")
    | dict.fromkeys("‐‑–", "-")
    | dict.fromkeys("\n\t\r\xa0", " ")
    | dict(
        zip(
            "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöøùúûüýÿŁłŚśŻżŹźŃńĆćĄąĘęŠšŽžČčĐđĞğŞşİı",
            "AAAAAACEEEEIIIINOOOOOOUUUUYaaaaaaceeeeiiiinoooooouuuuyyLlSsZzZzNnCcAaEeSsZzCcDdGgSsIi",
            strict=True,
        )
    )
)
"""What each character is folded to; the length of a text stays."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Text in capitals without accents, runs of white space as one blank, and the way back."""

    text: str
    _cuts: tuple[int, ...]
    _shifts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold a text."""
        upper = text
        for char in set(text):
            plain = _PLAIN.get(char, char) if len(char.upper()) == 1 else "?"  # a ligature would grow
            if plain != char:
                upper = upper.replace(char, plain)  # faster than translate, which looks up every character
        upper = upper.upper()
        pieces: list[str] = []
        cuts, shifts = [0], [0]
        last = size = 0
        for match in re.finditer(r"  +", upper):
            pieces.append(upper[last : match.start() + 1])
            size += match.start() + 1 - last
            last = match.end()
            cuts.append(size)
            shifts.append(last - size)
        pieces.append(upper[last:])
        return cls("".join(pieces), tuple(cuts), tuple(shifts))

    def back(self, at: int) -> int:
        """Return the offset in the text as it was."""
        return at + self._shifts[bisect.bisect_right(self._cuts, at) - 1]


def pattern(text: str) -> str:
    """Return how a name stands in folded text."""
    return Folded.of(text).text.strip()
