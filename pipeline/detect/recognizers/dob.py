"""Finds birth dates by what is said around a date; dates of incidents, hires, filings and deaths are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.date import DATE, OPENS, SHORT, dates, parts, sensible
from pipeline.detect.label import TIGHT, Form, values
from pipeline.detect.recognizers.base import LABELLED
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_LABEL = re.compile(
    r"(?:(?<![^\W_])|(?<=\d)(?=(?-i:DOB)))(?:d\.?\s?o\.?\s?bs?\b\.?|d/o/b|b-?day|f\.d\.n\.|turn(?:s|ed|ing)?\s+(?:\d{1,2}|[a-z]{3,9})\s+on|(?:reach|attain)(?:s|e[sd]|ing)?\s+(?:(?:the\s+)?age(?:\s+of)?\s+(?:\d{1,2}|[a-z]{3,9}|majority)|majority)\s+on|dates?\s+(?:(?:and|&)\s+place\s+)?of\s*(?:(?:his|her|their)\s+)?b[il1]r(?:th|tb|fh)s?|birth\s?-?\s?dates?|"
    r"birthdays?|births?|born|n[ée]e?\s+le|fecha\s+de\s+nacimiento|naci[oó]|b\.(?=\s{0,2}\d)|b\.(?=\s(?-i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))(?![^\W_])(?:;(?=\s?\d))?",
    re.IGNORECASE,
)
_SMALL = (
    r"in|at|on|or|about|the|of|around|approximately|to|his|her|their|a|an|child|children|daughter|sons?|twins|boy|girl|baby|"
    r"both|is|was|were|are|be|prematurely|and|raised|as|day|minor|plaintiff|defendant|victim|she|he|said|for|with|gave|"
    r"falls|fell|which|being|given|listed|shown|stated|reported|place|date|city|county|town|state|hospital|near|during|morning|evening|"
    r"mm|dd|yyyy|yy|m|d|y|month|year"
)
_GAP = re.compile(
    rf"(?:[\s,:#=()\[\]*_|\"“”'’/–—-]|\.(?!\s+(?-i:[A-Z])[a-z]+\s)|\b(?:St|Mt|Ft|Dr)\.|\b\d{{1,3}}\s?(?:/\s|yrs?\b|years?\b|y/?o\b)|\b(?:{_SMALL})\b|(?!{OPENS})(?-i:[A-Z][A-Za-z'’]*+)(?!\d)){{0,48}}+",
    re.IGNORECASE,
)
"""Between `born` and its date: names, places and small words. Any other verb ends it, so does a year."""

_NEXT = re.compile(r"(?:[\s,;&]|\b(?:and|or)\b|\([^()\d]{0,40}\)){0,8}+", re.IGNORECASE)
_BEFORE = re.compile(
    r"\s{0,3}(?:\(\s{0,2}(?:his\s|her\s|their\s)?|,?\s(?:is|was|as)\s+(?:\w+\s+){0,3})$", re.IGNORECASE
)
"""Between a date and its label: `March 4, 1987 (DOB)`, `March 4, 1987 is her date of birth`."""

_COMPACT = re.compile(
    r"(?<!\d)(?:(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:19|20)?\d{2}))(?!\d)"
)
"""Eight or six digits in a row, as machines print them; only under a label."""

LONGEST = 70
"""Characters of a date, at most."""

NEAR = 40
"""Characters between a date and a label after it, at most."""

REACH = 140
"""Characters between a label and its date, at most."""

FORM = Form(label=_LABEL, value=DATE, accept=sensible, glue=TIGHT)
_SHORT_FORM = Form(label=_LABEL, value=SHORT, accept=sensible, glue=TIGHT)
_COMPACT_FORM = Form(label=_LABEL, value=_COMPACT, accept=lambda match: True, glue=TIGHT)


class DobRecognizer:
    """Gives the places of month, day and year, where they stand, as parts."""

    name = "dob.v1"
    kinds = (Kind.DOB,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield birth dates."""
        text = sheet.text
        for form in (FORM, _SHORT_FORM):
            for match in values(sheet, form):
                yield self._finding(match)
        for match in values(sheet, _COMPACT_FORM):
            yield Finding(match.start(), match.end(), Kind.DOB, LABELLED, self.name, why="label")
        for label in sheet.matches(_LABEL):
            for match in self._after(text, label.end()):
                yield self._finding(match)
            before = _BEFORE.search(text, max(0, label.start() - NEAR), label.start())
            stop = before.start() if before else 0
            yield from (self._finding(m) for m in dates(text, max(0, stop - LONGEST), stop) if m.end() == stop)

    def _after(self, text: str, start: int) -> Iterator[re.Match[str]]:
        at = _skip(_GAP, text, start)
        while (match := DATE.match(text, at)) and sensible(match):
            yield match
            at = _skip(_NEXT, text, match.end())

    def _finding(self, match: re.Match[str]) -> Finding:
        return Finding(match.start(), match.end(), Kind.DOB, LABELLED, self.name, why="label", parts=parts(match))


def _skip(gap: re.Pattern[str], text: str, start: int) -> int:
    found = gap.match(text, start, start + REACH)
    return found.end() if found else start
