"""Finds every date; off by default, for benchmarks and for matters that ask for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.date import YEAR, dates, parts
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind, Part

_SAID = re.compile(
    r"\b(?:in|of|since|from|until|till|to|between|and|by|before|after|during|year|early|late|mid|summer|winter|spring|autumn|fall)[\s-]{1,2}$",
    re.IGNORECASE,
)


class DateRecognizer:
    """Dates of at least two parts, and years that are spoken of as such."""

    name = "date.v1"
    kinds = (Kind.DATE,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield dates."""
        text = sheet.text
        for match in dates(text):
            yield Finding(match.start(), match.end(), Kind.DATE, 0.8, self.name, why="shape", parts=parts(match))
        for match in YEAR.finditer(text):
            if _SAID.search(text, max(0, match.start() - 12), match.start()):
                part = Part("year", match.start(), match.end())
                yield Finding(match.start(), match.end(), Kind.DATE, 0.5, self.name, why="year", parts=(part,))
