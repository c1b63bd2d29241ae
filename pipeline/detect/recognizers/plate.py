"""Finds number plates of vehicles that a label names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.label import NO, Form
from pipeline.detect.recognizers.base import SHAPED, before, labelled
from pipeline.detect.recognizers.licence import PRACTICE
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_LABEL = re.compile(
    r"(?<![^\W_])(?:(?:licen[sc]e|lic\.?|number|registration|vanity|temporary|dealer|vehicle)[\s/]{0,2}(?:plate|tag)s?|"
    r"LPN?(?=\s?[#:]|\s\d[A-Z]{3}\d{3})|"
    rf"plates?|tag|veh(?:icle|\.)?\s+reg(?:istration|\.)?)(?:\s*{NO})?(?![a-z])",
    re.IGNORECASE,
)
_GLUE = re.compile(
    r"(?:[\s:#()\[\]*_|\"“”'’,/–—-]|\.(?!\s+(?-i:[A-Z])[a-z])|"
    r"\b(?:nos?|numbers?|num|is|was|of|bearing|state|reads?|reading|the|with)\b|"
    r"(?-i:[A-Z][a-z]+\b)|(?-i:[A-Z]{2})(?=[\s:/)–-]{1,3}[A-Z\d]{2,8}\b(?![ -]?\d))){0,14}+",
    re.IGNORECASE,
)
"""Between a label and a plate: small words, the name or the two letters of a state."""

_VALUE = re.compile(
    r"(?<![^\W_])(?<![$])(?=[A-Z\d -]{0,6}\d)[A-Z\d]{1,8}"
    r"(?:[ -](?=[A-Z\d]{0,3}\d)[A-Z\d]{1,5}|[ -][A-Z]{2,3}(?=[\s,.;)]|$)|-[A-Z]{4}(?=[\s,.;)]|$))?"
    r"(?![^\W_]|[%/]|[,.-]\d)"
)


def _plate(match: re.Match[str]) -> bool:
    value = match.group().replace(" ", "").replace("-", "")
    letters = sum(character.isalpha() for character in value)
    return 4 <= len(value) <= 8 and (letters >= 1 or len(value) >= 5)


_LICENCE = re.compile(rf"(?<![^\W_])(?:lic(?:en[sc]e|\.)?|reg(?:istration|\.))(?:\s*{NO})?[\s:]{{0,3}}", re.IGNORECASE)
_MIXED = re.compile(
    r"(?<![^\W_])(?:\d[A-Z]{3}\d{3}|[A-Z]{3}[ -]?\d{3,4}|\d{3}[ -]?[A-Z]{3}|\d{1,2}[A-Z]{2,3}\d{2,3})(?![^\W_]|-)"
)
"""A plate by its shape, where the label may also be that of another licence."""

FORM = Form(label=_LABEL, value=_VALUE, accept=_plate, glue=_GLUE)


class PlateRecognizer:
    """Four to eight capitals and digits, at least one a digit."""

    name = "plate.v1"
    kinds = (Kind.PLATE,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield number plates."""
        yield from labelled(sheet, FORM, Kind.PLATE, self.name)
        for label in sheet.matches(_LICENCE):
            value = _MIXED.match(sheet.text, label.end())
            if value and not PRACTICE.search(before(sheet.text, label.start(), 24)):
                yield Finding(value.start(), value.end(), Kind.PLATE, SHAPED, self.name, why="shape")
