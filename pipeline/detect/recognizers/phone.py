"""Finds telephone and fax numbers by their shape, and any that a label names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.digit import DASHES, SEP, SLIP, count
from pipeline.detect.label import NO, TIGHT, Form, values
from pipeline.detect.recognizers.base import LABELLED
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_EXT = r"(?:[,;]?\s{0,2}(?:x|ext(?:ension|n)?\.?)\s{0,2}\#?\d{1,6}(?![^\W_]))?"
_SHAPE = re.compile(
    rf"(?<![^\W_])(?<![{DASHES}./])(?:\+?1[{DASHES}. ]{{1,2}})?"
    rf"(?:\([2-9]\d{{2}}\)[{DASHES}. \n]{{0,2}}|[2-9]\d{{2}}\s?[{DASHES}./]\s?)"
    rf"[2-9]\d{{2}}\s?[{DASHES}. ]\s?\d{{4}}{_EXT}(?![^\W_]|[{DASHES}.]\d)",
    re.IGNORECASE,
)
_SLIPPED = re.compile(
    rf"(?<![^\W_])(?<![{DASHES}./])(?:\([2-9]{SLIP}{{2}}\)\s?|[2-9]{SLIP}{{2}}[{DASHES}]){SLIP}{{3}}[{DASHES}]{SLIP}{{4}}(?![^\W_]|[{DASHES}.]\d)"
)
"""A number in which OCR read a letter for a digit."""

_ABROAD = re.compile(
    rf"(?<![^\W_])(?<![{DASHES}./+])\+[1-9]\d{{0,2}}(?:[{DASHES}. ]?\(?\d{{1,4}}\)?){{2,5}}"
    rf"{_EXT}(?![^\W_]|[{DASHES}.]\d)"
)
_LABEL = re.compile(
    r"(?<![^\W_])(?:tel(?:ephone|\.|:|\b)|(?:tele|cell(?:ular)?\s?|mobile\s?|home\s?|work\s?|office\s?)?phones?|"
    rf"cell(?:ular)?/?|(?:call|text)(?:ed|ing)?(?:\s+(?:me|him|her|them|us))?\s+at|mobile|fax|facsimile|direct(?:\s+(?:dial|line))?|ph\.?|(?-i:[TFPCM]):)(?:\s*{NO})?(?![a-z])",
    re.IGNORECASE,
)
_VALUE = re.compile(
    rf"(?<![^\W_])(?:\+?1{SEP}{{0,2}})?\(?(?:{SLIP}{{3}}\)?[{DASHES}./\s]{{0,3}})?"
    rf"{SLIP}{{3}}[{DASHES}.\s]{{0,3}}{SLIP}{{4}}{_EXT}(?![^\W_]|[{DASHES}]\d)",
    re.IGNORECASE,
)


MOSTLY = 7
"""Digits of an unlabelled number, letters that OCR reads for digits apart."""


def _legible(match: re.Match[str]) -> bool:
    return count(match.group()) >= 6


FORM = Form(label=_LABEL, value=_VALUE, accept=_legible, glue=TIGHT)


class PhoneRecognizer:
    """Ten digits with separators, or seven and more under a label; not the pages of a reporter."""

    name = "phone.v1"
    kinds = (Kind.PHONE,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield telephone numbers."""
        for match in values(sheet, FORM):
            start = match.start()
            if sheet.text[start - 1 : start] == "(" and ")" in match.group():
                start -= 1
            yield Finding(start, match.end(), Kind.PHONE, LABELLED, self.name, why="label")
        for pattern in (_SHAPE, _SLIPPED, _ABROAD):
            for match in pattern.finditer(sheet.text):
                if count(match.group()) < MOSTLY:
                    continue
                yield Finding(match.start(), match.end(), Kind.PHONE, 0.8, self.name, why="shape")
