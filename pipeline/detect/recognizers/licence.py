"""Finds numbers of driver's licences and state identity cards that a label names, in any state's form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.digit import DASHES, count
from pipeline.detect.label import LOOSE, NO, Form
from pipeline.detect.recognizers.base import labelled
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_LABEL = re.compile(
    r"(?<!\w)(?:(?:driver|operator|chauffeur)(?:[’']?s|s[’'])?(?:\s+|\s*[-–]\s*)"
    r"(?:licen[sc]es?|lic\b\.?|permits?|i\.?d\b\.?)|"
    r"(?:commercial\s+)?driving\s+licen[sc]e|(?-i:C?DL[N#]?)\b|(?-i:C?\.?D\.L\.)|(?-i:O\.?L\.?[N#])|c\.d\.l\.|"
    r"state\s+(?:i\.?d\b\.?|identification)(?:\s+cards?)?|identification\s+cards?|non-?driver\s+id)"
    rf"(?:\s*(?:/\s*id)?\s*{NO})?",
    re.IGNORECASE,
)
_VALUE = re.compile(
    rf"(?<![\w$])(?=[A-Z]{{0,7}}[{DASHES} ]?[\dA-Z]{{0,7}}\d)(?:[A-Z]{{1,3}}[{DASHES} ]?)?[A-Z\d*]{{3,18}}"
    rf"(?:[{DASHES}][A-Z\d]{{1,8}}|\s(?=[\dA-Z]{{0,2}}\d)[A-Z\d]{{2,6}}){{0,5}}(?![\w%]|[,.]\d)"
)
_DATE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$|(?:19|20)\d\d$")


def _number(match: re.Match[str]) -> bool:
    value = match.group()
    return count(value) >= 4 and len(value) >= 5 and not _DATE.match(value)


FORM = Form(label=_LABEL, value=_VALUE, accept=_number, glue=LOOSE)


class LicenceRecognizer:
    """A licence to practise is none of these."""

    name = "licence.v1"
    kinds = (Kind.DL,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield licence numbers."""
        yield from labelled(sheet, FORM, Kind.DL, self.name)
