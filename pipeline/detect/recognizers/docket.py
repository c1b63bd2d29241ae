"""Finds docket, case and application numbers; off by default, for benchmarks and for matters that ask for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.digit import DASHES
from pipeline.detect.label import TIGHT, Form, values
from pipeline.detect.recognizers.base import LABELLED
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_DOCKET = re.compile(
    rf"(?<![{DASHES}\w])(?:\d{{1,2}}:)?\d{{2,4}}\s?[{DASHES}]\s?(?:cv|cr|mj|mc|md|bk|ap|ad|misc|civ|po|sw|gj)\s?[{DASHES}]\s?\d{{2,6}}"
    rf"(?:[{DASHES}][A-Za-z0-9()]{{1,6}}){{0,5}}(?!\w)",
    re.IGNORECASE,
)
_APPLICATION = re.compile(r"(?<![\w/.,-])\d{3,6}/\d{2}(?![\w/]|[.,]\d)")
_VIN = re.compile(r"(?<!\w)(?=[A-Z]{0,16}\d)[A-HJ-NPR-Z\d]{17}(?!\w)")
_LABEL = re.compile(
    r"(?<!\w)(?:(?:case|docket|cause|index|application|file|incident|report|complaint|citation|warrant|booking|badge|inmate)\s+(?:nos?\b\.?|numbers?\b|\#)"
    r"|(?:civil|criminal|crim\.|civ\.)\s+(?:action\s+)?(?:nos?\b\.?|numbers?\b)|no\.(?=\s?\d{1,6}/\d{2}))",
    re.IGNORECASE,
)
_VALUE = re.compile(
    rf"(?<!\w)(?=[A-Z]{{0,4}}[{DASHES}]?\d)[A-Z\d]{{1,12}}(?:[{DASHES}:/][A-Za-z\d]{{1,10}}){{0,6}}(?!\w)"
)


def _number(match: re.Match[str]) -> bool:
    return sum(character.isdigit() for character in match.group()) >= 2


FORM = Form(label=_LABEL, value=_VALUE, accept=_number, glue=TIGHT)


class CodeRecognizer:
    """Numbers of cases and files, and of vehicles (VIN)."""

    name = "code.v1"
    kinds = (Kind.CODE,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield codes."""
        for match in values(sheet, FORM):
            yield Finding(match.start(), match.end(), Kind.CODE, LABELLED, self.name, why="label")
        for pattern in (_DOCKET, _APPLICATION, _VIN):
            for match in pattern.finditer(sheet.text):
                yield Finding(match.start(), match.end(), Kind.CODE, 0.8, self.name, why="shape")
