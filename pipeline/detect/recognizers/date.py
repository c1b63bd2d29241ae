"""Finds every date and length of time; off by default, for policies that say something of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.detect.date import LENGTH, YEAR, dates, parts
from pipeline.detect.digit import DASHES
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind, Part

_SAID = re.compile(
    r"\b(?:in|of|since|from|until|till|to|between|and|by|before|after|during|year|early|late|mid|summer|winter|spring|autumn|fall)[\s-]{1,2}$",
    re.IGNORECASE,
)

_LENGTH = re.compile(rf"(?<![\w.,$]){LENGTH}(?![\w]|\sold\b)", re.IGNORECASE)
_JOINED = re.compile(rf"\s?[{DASHES}]\s?|\s(?:and|to|until|till|through)\s(?:about\s|around\s|the\s)?", re.IGNORECASE)
"""Between the two ends of a period."""
_OPENS = re.compile(r"\b(?:between|from)\s(?:about\s|around\s|the\s)?$", re.IGNORECASE)
_FIRST_DAY = re.compile(rf"(?<![\w./-])[0-3]?\d(?:st|nd|rd|th)?\s?(?:[{DASHES}]|\s(?:and|to)\s)\s?$")
"""The first day of `11-13 May 1994`."""
_PART_OF = re.compile(
    r"(?:\b(?:the\s)?(?:(?:first|second|latter|other)\s(?:half|quarter)|beginning|middle|end|summer|winter|spring|autumn|"
    r"fall)(?:\s(?:of|in))?\s|\b(?:early|late|mid)[\s-])$",
    re.IGNORECASE,
)

FRONT = 30
"""Characters before a date that may belong to it."""


class DateRecognizer:
    """Dates of at least two parts, years that are spoken of as such, periods from one to another, lengths of time."""

    name = "date.v1"
    kinds = (Kind.DATE,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield dates, in no order."""
        text = sheet.text
        found = [
            Finding(m.start(), m.end(), Kind.DATE, 0.8, self.name, why="shape", parts=parts(m)) for m in dates(text)
        ]
        for match in YEAR.finditer(text):
            if _SAID.search(text, max(0, match.start() - 12), match.start()):
                part = Part("year", match.start(), match.end())
                found.append(Finding(match.start(), match.end(), Kind.DATE, 0.5, self.name, why="year", parts=(part,)))
        yield from _periods(text, sorted(found, key=lambda f: f.start))
        for match in _LENGTH.finditer(text):
            yield Finding(match.start(), match.end(), Kind.DATE, 0.7, self.name, why="length")


def _periods(text: str, found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield dates, two that make a period as one, with the words in front that belong to one."""
    last: Finding | None = None
    for finding in (*found, None):
        if last is not None and finding is not None and _JOINED.fullmatch(text, last.end, finding.start):
            last = replace(last, end=finding.end, parts=(*last.parts, *finding.parts), why="period")
            continue
        if last is not None:
            yield _fronted(text, last)
        last = finding


def _fronted(text: str, finding: Finding) -> Finding:
    opening = _OPENS if finding.why == "period" else _PART_OF
    front = opening.search(text, max(0, finding.start - FRONT), finding.start) or _FIRST_DAY.search(
        text, max(0, finding.start - FRONT), finding.start
    )
    return replace(finding, start=front.start()) if front else finding
