"""Lists unlabelled numbers that have the shape of an identifier, so that a person may look; they are never boxed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.digit import DASHES
from pipeline.detect.label import NO, TIGHT, Form, values
from pipeline.detect.recognizers.base import always, before, findings
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_SHAPES = (
    (
        "nine_digits",
        re.compile(
            rf"(?<![^\W_])(?<![{DASHES}.,$/:#])(?:\d{{9}}|\d{{3}} \d{{2}} \d{{4}})(?![^\W_]|[{DASHES}%]|[.,:/]\d)"
        ),
    ),
    (
        "ein_shape",
        re.compile(rf"(?<![^\W_])(?<![{DASHES}.,$/:#])\d{{2}}[{DASHES}]\d{{7}}(?![^\W_]|[{DASHES}]|[.,:/]\d)"),
    ),
    (
        "a_number",
        re.compile(
            rf"(?<![^\W_])A\s?(?:\#|[Nn]o\.)?\s?[{DASHES}]?\s?"
            rf"\d{{2,3}}[{DASHES} ]?\d{{3}}[{DASHES} ]?\d{{3}}(?![^\W_]|[{DASHES}])"
        ),
    ),
)
_ALIEN = Form(
    label=re.compile(rf"\b(?:alien\s+(?:registration\s+)?{NO}|uscis\s*{NO}|a-?\s?{NO})", re.IGNORECASE),
    value=re.compile(rf"(?<![^\W_])A?\s?\d{{2,3}}[{DASHES} ]?\d{{3}}[{DASHES} ]?\d{{3}}(?![^\W_]|[{DASHES}])"),
    accept=always,
    glue=TIGHT,
)
_OTHER = re.compile(r"(?:bates|tracking|invoice|receipt|isbn|issn|parcel|apn|zip)\b[\s.:#no]{0,8}$", re.IGNORECASE)


class LookalikeRecognizer:
    """Nine digits in a row, 12-3456789, and alien registration numbers."""

    name = "lookalike.v1"
    kinds = (Kind.LOOKALIKE,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield look-alikes."""
        labelled = list(values(sheet, _ALIEN))
        yield from findings(labelled, Kind.LOOKALIKE, self.name, why="a_number")
        ends = {match.end() for match in labelled}
        for why, pattern in _SHAPES:
            for match in pattern.finditer(sheet.text):
                if match.end() not in ends and not _OTHER.search(before(sheet.text, match.start())):
                    yield Finding(match.start(), match.end(), Kind.LOOKALIKE, 0.3, self.name, why=why)
