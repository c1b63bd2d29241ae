"""Finds numbers of driver's licences and state identity cards that a label names, in any state's form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.digit import DASHES, count
from pipeline.detect.label import LOOSE, NO, TIGHT, Form, skip
from pipeline.detect.recognizers.base import before, labelled
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_STATES = (
    r"(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|"
    r"Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|"
    r"Nebraska|Nevada|(?:New|North|South|West)\s[A-Z][a-z]+|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode\sIsland|Tennessee|"
    r"Texas|Utah|Vermont|Virginia|Washington|Wisconsin|Wyoming)"
)
_LABEL = re.compile(
    r"(?<![^\W_])(?:(?:driver|operator|chauffeur)(?:[’']?s|s[’'])?(?:\s+|\s*[-–]\s*)"
    r"(?:licen[sc]es?|lic\b\.?|permits?|i\.?d\b\.?)|"
    r"(?:commercial\s+)?driving\s+licen[sc]e|(?-i:C?DL[N#]?)\b|(?-i:Dl)(?=\s?(?:no|num|\#))|d/l\b|(?-i:[A-Z]{2}DL[N#]?)\b|"
    r"(?:op(?:er)?|dr|drv|driv)\.?\s+lic\b\.?|licencia\s+de\s+(?:conducir|manejar)|(?-i:[A-Z]{2}\sID)(?=\s?\#?:?\s?\d{7,9}\b)|"
    r"(?-i:C?\.?D\.L\.)|(?-i:O\.?L\.?[N#])|c\.d\.l\.|"
    rf"state\s+(?:i\.?d\b\.?|identification)(?:\s+cards?)?|identification\s+cards?|i\.?d\.?\s+cards?(?=\s+(?:no|num|\#))|{_STATES}\s+i\.?d\b\.?|non-?driver\s+id)"
    rf"(?:\s*(?:/\s*id\s*)?{NO})?",
    re.IGNORECASE,
)
_VALUE = re.compile(
    rf"(?<![^\W_])(?<![$])(?=[A-Z]{{0,7}}[{DASHES} ]?[\dA-Zlo]{{0,7}}\d)(?:[A-Z]{{1,3}}[{DASHES} ]?)?[A-Z\dlo*]{{2,18}}"
    rf"(?:[{DASHES}]\n?[A-Z\d]{{1,8}}|\s(?=[\dA-Z]{{0,2}}\d)[A-Z\d]{{2,6}}){{0,5}}(?![^\W_]|[%]|[,.]\d)"
)
_DATE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$|(?:19|20)\d\d$")


def _number(match: re.Match[str]) -> bool:
    value = match.group()
    enough = count(value) >= 4 or (count(value) == 3 and len(value) >= 10)
    return enough and len(value) >= 5 and not _DATE.match(value)


_BARE = re.compile(rf"(?<![^\W_])lic(?:en[sc]e|\.)?(?:\s*{NO})(?![a-z])", re.IGNORECASE)
_LETTERED = re.compile(r"(?<![^\W_])[A-Z](?:\d{7,13}|\d{3}-\d{4}-\d{4})(?![^\W_])")
PRACTICE = re.compile(
    r"\b(?:bar|medical|contractor[’']?s?|nurs\w{1,3}|business|marriage|estate|liquor|software|plate)\W{1,3}$",
    re.IGNORECASE,
)
"""What stands before `license` where it is one to practise or to trade."""


FORM = Form(label=_LABEL, value=_VALUE, accept=_number, glue=LOOSE)


class LicenceRecognizer:
    """A licence to practise is none of these; one of no named sort counts when it begins with a letter."""

    name = "licence.v1"
    kinds = (Kind.DL,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield licence numbers."""
        yield from labelled(sheet, FORM, Kind.DL, self.name)
        for label in sheet.matches(_BARE):
            value = _LETTERED.match(sheet.text, skip(TIGHT, sheet.text, label.end()))
            if value and not PRACTICE.search(before(sheet.text, label.start(), 24)):
                yield Finding(value.start(), value.end(), Kind.DL, 0.7, self.name, why="lettered")
