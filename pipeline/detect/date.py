"""Reads dates in the ways that court papers and forms write them, with the place of month, day and year.

It judges no date: whether one is a birth date is for `recognizers.dob`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.digit import DASHES
from pipeline.nouns import Part

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?![a-z])"
)
_ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_ORDINAL = (
    rf"(?:(?:twenty|thirty)[{DASHES} ]?(?:{_ONES})|{_ONES}|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    r"sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_COUNT = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_TENS = rf"{_COUNT}(?:[{DASHES} ]{_COUNT})?"
COUNT = rf"(?:{_TENS}|an?\shundred|several)"
"""A number in words (a pattern, any case)."""
LENGTH = (
    rf"(?:\d{{1,4}}(?:[.,]\d{{1,2}})?|{COUNT})(?:\s(?:and\s(?:a\shalf|one[{DASHES} ]half)))?[{DASHES}\s]"
    r"(?:minute|hour|day|week|fortnight|month|year|decade)s?"
)
"""A length of time (a pattern, any case)."""
_YEAR_WORDS = rf"(?:(?:eighteen|nineteen|twenty)(?:[ ]hundred)?(?:[ ]and)?|two[ ]thousand(?:[ ]and)?)(?:[ ]{_TENS})?"
_DAY = rf"(?:[0-3]?[0-9OoIl](?:\s?(?:st|nd|rd|th))?|{_ORDINAL})"
_YEAR = rf"(?:[12Il][0-9OoIl]{{3}}|['’][0-9]{{2}}|{_YEAR_WORDS})"
_GAP = r"[\s,]{1,3}"
_OF = r"(?:\s(?:day\s)?of)?"
_IN = r"(?:,?\s(?:in\sthe\syear(?:\sof\sour\slord)?|a\.?d\.?|of))?"

_FORMS = (
    # 3/4/1987   03 - 04 - 87   3.4.1987
    rf"(?P<m1>[01OoIl]?[0-9OoIl])\s?[{DASHES}/.]\s?(?P<d1>[0-3OoIl]?[0-9OoIl])\s?[{DASHES}/.]\s?(?P<y1>[12Il][0-9OoIl]{{3}}|[0-9]{{2}})",
    # 31/12/1987
    rf"(?P<d2>[0-3]?[0-9])\s?[{DASHES}/.]\s?(?P<m2>[01]?[0-9])\s?[{DASHES}/.]\s?(?P<y2>[12][0-9]{{3}})",
    # 1987-03-04
    rf"(?P<y3>[12][0-9]{{3}})\s?[{DASHES}/.]\s?(?P<m3>[01]?[0-9])\s?[{DASHES}/.]\s?(?P<d3>[0-3]?[0-9])",
    # 4-MAR-87
    rf"(?P<d4>[0-3]?[0-9])\s?[{DASHES}/]\s?(?P<m4>{_MONTH})\s?[{DASHES}/]\s?(?P<y4>(?:[12][0-9])?[0-9]{{2}})",
    # 04MAR1987
    rf"(?P<d10>[0-3][0-9])(?P<m10>{_MONTH.replace('(?![a-z])', '')})(?P<y10>[12][0-9]{{3}})",
    # March 4, 1987   March fourth, 1987   Mar. 4 '87
    rf"(?P<m5>{_MONTH}){_GAP}(?:the\s)?(?P<d5>{_DAY})(?:{_GAP}|{_IN}\s)(?P<y5>{_YEAR})",
    # the 3rd day of March, 1987   4 March 1987   third of March in the year nineteen hundred eighty-seven
    rf"(?P<d6>{_DAY}){_OF}\s{{1,2}}(?P<m6>{_MONTH})(?:{_GAP}|{_IN}\s)(?P<y6>{_YEAR})",
    # March 1987   March of 1987
    rf"(?P<m7>{_MONTH})(?:{_GAP}|{_IN}\s)(?P<y7>{_YEAR})",
    # March 4   the 4th of March
    rf"(?P<m8>{_MONTH})\s{{1,2}}(?:the\s)?(?P<d8>{_DAY})",
    rf"(?P<d9>{_DAY}){_OF}\s{{1,2}}(?P<m9>{_MONTH})",
)
DATE = re.compile(r"(?<![^\W_])(?<![./])(?:" + "|".join(_FORMS) + r")(?![^\W_]|/|[-–.]\d)", re.IGNORECASE)
"""A date of at least two of month, day and year."""

YEAR = re.compile(r"(?<![\w$.,/-])(?:1[6-9]|20)[0-9]{2}(?![\w/%]|[,.-]\d)")
"""A year alone."""

OPENS = rf"{_MONTH}[\s,]{{1,3}}(?:[0-9'’]|the\s|of\s|{_ORDINAL}|nineteen|eighteen|two\s)"
"""How a date that begins with a month begins: tells `May 5` from the name May (a pattern, any case)."""

SHORT = re.compile(
    rf"(?<![^\W_])(?:(?P<m1>{_MONTH}){_GAP}(?P<d1>{_DAY}){_GAP}(?P<y1>[0-9]{{2}})"
    rf"|(?P<d2>{_DAY})\s{{1,2}}(?P<m2>{_MONTH}){_GAP}(?P<y2>[0-9]{{2}}))(?![^\W_]|[,.]\d)",
    re.IGNORECASE,
)
"""A date with a month in words and two digits of the year, which only a label makes sure: `4 Mar 87`."""

_LABELS = {"m": "month", "d": "day", "y": "year"}


def parts(match: re.Match[str]) -> tuple[Part, ...]:
    """Return month, day and year of a match of `DATE`, in the order in which they stand."""
    found = (
        Part(_LABELS[name[0]], match.start(name), match.end(name))
        for name, value in match.groupdict().items()
        if value is not None
    )
    return tuple(sorted(found, key=lambda part: part.start))


def sensible(match: re.Match[str]) -> bool:
    """Tell whether the numbers of a match of `DATE` can be a date; words always can."""
    for name, value in match.groupdict().items():
        if value is None or not value.isdigit():
            continue
        most = {"m": 12, "d": 31, "y": 2100}[name[0]]
        if not (0 if name[0] == "y" else 1) <= int(value) <= most:
            return False
    return True


def dates(text: str, start: int = 0, stop: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the dates in a stretch of text."""
    for match in DATE.finditer(text, start, len(text) if stop is None else stop):
        if sensible(match):
            yield match
