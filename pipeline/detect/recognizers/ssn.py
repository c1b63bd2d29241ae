"""Finds social-security and individual taxpayer numbers; a label outweighs any rule on which numbers were issued."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.digit import DASHES, SEP, SLIP, count, digits
from pipeline.detect.label import Form, values
from pipeline.detect.recognizers.base import LABELLED, SHAPED, before
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_ITIN_GROUPS = frozenset([*range(50, 66), *range(70, 89), *range(90, 93), *range(94, 100)])
"""Fourth and fifth digit of a number that begins with 9 and was issued as an ITIN."""

_LABEL = re.compile(
    r"(?<![^\W_])(?:[s5]\.?\s?[s5]\.?\s?n(?:\.|umber|o\.?|\b)|s\.?s\.?\s?(?:\#|nos?\b\.?|numbers?\b|acc(?:oun)?t\b\.?)|"
    r"ssan|ss(?=\s?[:\#])|soc(?:ial|\.)?\s{0,3}-?sec(?:urity|\.)?(?:\s+(?:account|card))?|social\s?insurance\s(?:no|number))s?(?![a-z])",
    re.IGNORECASE,
)
_TAXPAYER = re.compile(
    r"(?<![^\W_])(?:i?\.?t\.?i\.?n\.?|tax\s?-?payer(?:[’']?s)?\s*(?:-\s*)?(?:id(?:entification)?\b|i\.d\.))s?(?![^\W_])",
    re.IGNORECASE,
)

_APART = rf"(?:{SEP}|[/_])"
_VALUE = re.compile(
    rf"(?<![^\W_])(?:{SLIP}(?:{_APART}{{0,3}}{SLIP}){{7,8}}(?:(?=DOB|SEX)|(?![^\W_]|{_APART}\d))"
    rf"|\d{{3}}{_APART}{{0,3}}\d{{2}}{_APART}{{0,3}}[Xx*#]{{4}}(?![^\W_])|[Xx*#]{{3}}{_APART}{{0,3}}\d{{2}}{_APART}{{0,3}}\d{{4}}(?![^\W_]|{_APART}\d))"
)
_SHAPE = re.compile(
    rf"(?<![^\W_])(?<![{DASHES}.#])\d{{3}}\s?[{DASHES}]\s?\d{{2}}\s?[{DASHES}]\s?\d{{4}}(?![^\W_]|[{DASHES}]|\.\d)"
)
_OTHER = re.compile(
    r"(?:bates|doc(?:ket|ument)?|case|part|serial|model|invoice|order|tracking|phone|tel|fax|parcel|apn|policy|claim|account|acct)"
    r"s?\b\.?\s*+(?:no|number|num|id|#)?s?\.?\s*+[:#]?\s*+$",
    re.IGNORECASE,
)
"""What a number of the right shape is called when it is something else."""

MOSTLY = 5
"""Digits that a number with slips of OCR has at least: less is a word."""


def _legible(match: re.Match[str]) -> bool:
    return count(match.group()) >= MOSTLY


FORM = Form(label=_LABEL, value=_VALUE, accept=_legible)
_TAXPAYER_FORM = Form(label=_TAXPAYER, value=_VALUE, accept=_legible)


def kind_of(value: str) -> Kind:
    """Tell whether a number of nine digits is an SSN or an ITIN."""
    number = digits(value)
    itin = len(number) == 9 and number[0] == "9" and int(number[3:5]) in _ITIN_GROUPS
    return Kind.ITIN if itin else Kind.SSN


class SsnRecognizer:
    """Labelled numbers whatever their checksum, and unlabelled ones written 123-45-6789."""

    name = "ssn.v1"
    kinds = (Kind.SSN, Kind.ITIN)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield SSNs and ITINs."""
        for match in values(sheet, FORM):
            yield self._finding(match, Kind.SSN, LABELLED, "label")
        for match in values(sheet, _TAXPAYER_FORM):
            # An entity's number is written 12-3456789 and is for `ein`; any other belongs to an individual.
            if not re.match(rf"\d{{2}}\s?[{DASHES}]\s?\d{{7}}\b", match.group()):
                shape = re.match(rf"\d{{3}}\s?[{DASHES}]", match.group())
                kind = kind_of(match.group()) if shape else Kind.ITIN
                yield self._finding(match, kind, LABELLED, "label")
        for match in _SHAPE.finditer(sheet.text):
            if not _OTHER.search(before(sheet.text, match.start())):
                yield self._finding(match, kind_of(match.group()), SHAPED, "shape")

    def _finding(self, match: re.Match[str], kind: Kind, score: float, why: str) -> Finding:
        return Finding(start=match.start(), end=match.end(), kind=kind, score=score, by=self.name, why=why)
