"""Words of a stretch of text, with what an address parser asks of them; it finds nothing itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.detect.address_word import BARE, DIRECTIONS, HIGHWAYS, NUMBERS, ORDINALS, STATES, STRONG, TYPES, UNITS

TOKEN = re.compile(r"[^\W_][\w’'./–-]*|[#&½]|[^\w\s]")
"""A word with the points and dashes in it, or one sign."""

_NUMBER = re.compile(
    r"(?!\d{3}[-–]\d{4}$)\d{1,6}(?:[-–]\d{1,5})?[a-z]?$|\d{1,5}[-–][a-z]$|(?:\d{1,4})?[nsew]\d{2,5}(?:[nsew]\d{2,5})?$"
    r"|[nsew]\d[nsew]\d{2,5}$"
)
"""A house number: 12, 12-14, 12a, W156, N170W20015, N6W23001; 555-0101 is the end of a telephone number."""

_FRACTION = re.compile(r"[1-7]/[2-8]$|[½¼¾]$")
_HALF_READ = ("2", "%")
"""What OCR makes of `½`, which the English language data lacks."""

_NO_LINE = 3
"""Figures from which a number before a lone 2 is that of a house and not of a line, an item or a page."""

_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)$")


class Token(NamedTuple):
    """One word or sign. Each word before a ZIP code becomes one, and a tuple is made in a third of the time."""

    text: str
    low: str
    """In small letters, without full stops and dashes at its end."""
    start: int
    end: int
    gap: str
    """The white space before it."""
    closed: bool = False
    """Whether a comma follows its full stop."""

    @property
    def lines(self) -> int:
        """How many line ends stand before it."""
        return self.gap.count("\n")

    @property
    def breaks(self) -> bool:
        """Whether a line end or a cell's end stands before it."""
        return "\n" in self.gap or "\t" in self.gap

    @property
    def number(self) -> bool:
        """Whether it could be a house number."""
        return bool(_NUMBER.match(self.low))

    @property
    def fraction(self) -> bool:
        """Whether it is a fraction of a house number."""
        return bool(_FRACTION.match(self.low))

    @property
    def ordinal(self) -> bool:
        """Whether it numbers a street: 42nd, Fifth."""
        return bool(_ORDINAL.match(self.low)) or self.low in ORDINALS

    @property
    def direction(self) -> bool:
        """Whether it is a point of the compass."""
        return (self.low in DIRECTIONS and self.low not in ("no", "so")) or self.text in ("No.", "So.")

    @property
    def type(self) -> bool:
        """Whether it can end the name of a street."""
        return self.low in TYPES and "." not in self.text.rstrip(".")

    @property
    def strong(self) -> bool:
        """Whether it ends the name of a street and hardly anything else."""
        return self.low in STRONG and "." not in self.text.rstrip(".")

    @property
    def unit(self) -> bool:
        """Whether it names a part of a building."""
        return self.low in UNITS or self.text == "#"

    @property
    def highway(self) -> bool:
        """Whether it can be the first word of a numbered road."""
        return self.low in HIGHWAYS

    @property
    def bare(self) -> bool:
        """Whether it is a street by itself."""
        return self.low in BARE

    @property
    def written(self) -> bool:
        """Whether it is a house number written out."""
        return self.low in NUMBERS

    @property
    def word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[0].isalpha()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def letter(self) -> bool:
        """Whether it is one capital that may name a street (K Street, Avenue D), not the pronoun."""
        return len(self.text) == 1 and self.text.isupper() and self.text != "I"

    @property
    def sentence(self) -> bool:
        """Whether it ends in a full stop that ends a sentence rather than an abbreviation."""
        if not self.text.endswith(".") or not self.word or self.closed:
            return False
        known = self.type or self.unit or self.direction or self.low in STATES or self.highway
        return not (known or len(self.low) <= 3 or "." in self.text[:-1])


def halved(number: Token, after: Token) -> bool:
    """Tell whether a fraction, or what OCR reads for one, follows a house number: `1203 2 Linden Street`."""
    return after.fraction or (
        after.text in _HALF_READ and after.gap == " " and number.text.isdecimal() and len(number.text) >= _NO_LINE
    )


def tokens(text: str, start: int, stop: int) -> Iterator[Token]:
    """Yield the tokens of `text[start:stop]`, with offsets into `text`."""
    at = start
    for match in TOKEN.finditer(text, start, stop):
        word = match.group()
        end = match.end()
        while len(word) > 1 and word[-1] in "/–-’'":
            word, end = word[:-1], end - 1
        low = word.lower().replace(".", "").replace("’", "'")
        if end < match.end() and text[match.end() : match.end() + 1] == "\n":
            low += "-"  # the first half of a word, and so none of the words that we know
        dot = text[end - 1 : end + 1] in (".,", ".;")
        yield Token(text=word, low=low, start=match.start(), end=end, gap=text[at : match.start()], closed=dot)
        at = match.end()
