"""Finds numbers of payment cards: by their check digit and grouping, or by a label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.digit import DASHES, SEP, SLIP, count, digits, luhn
from pipeline.detect.label import LOOSE, NO, Form, values
from pipeline.detect.recognizers.base import LABELLED, SHAPED
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_LABEL = re.compile(
    r"(?<![^\W_])(?:(?:credit|debit|charge|bank|payment|atm|gift|visa|master|amex)?\s?-?cards?|visa|master\s?card|amex|"
    r"american\s+express|discover|diners(?:\s+club)?|c\.?c\.?\s?(?:\#|no\b\.?|number))"
    rf"(?:\s+(?:account\s+)?{NO})?(?![a-z])",
    re.IGNORECASE,
)
_VALUE = re.compile(rf"(?<![^\W_]){SLIP}(?:{SEP}{{0,2}}{SLIP}){{11,18}}(?![^\W_]|{SEP}\d)")
_SHAPE = re.compile(
    rf"(?<![^\W_])(?<![{DASHES}.$])(?:(?:\d{{4}}[{DASHES} ]\s?){{3}}\d{{4}}(?:[{DASHES} ]\d{{3}})?"
    rf"|3\d{{3}}[{DASHES} ]\s?\d{{6}}[{DASHES} ]\s?\d{{5}}|\d{{15,16}})(?![^\W_]|[{DASHES}]|[.,]\d)"
)
_ISSUED = re.compile(r"4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[47]|35(?:2[89]|[3-8])|6(?:011|4[4-9]|5|2)")
"""First digits of the large networks: Visa, Mastercard, American Express, JCB, Discover, UnionPay."""


def _legible(match: re.Match[str]) -> bool:
    return count(match.group()) >= 10


FORM = Form(label=_LABEL, value=_VALUE, accept=_legible, glue=LOOSE)


class CardRecognizer:
    """Unlabelled numbers must pass the Luhn check and begin as issued ones do; labelled ones need not."""

    name = "card.v1"
    kinds = (Kind.CARD,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield card numbers."""
        for match in values(sheet, FORM):
            yield Finding(match.start(), match.end(), Kind.CARD, LABELLED, self.name, why="label")
        for match in _SHAPE.finditer(sheet.text):
            number = digits(match.group())
            if luhn(number) and _ISSUED.match(number):
                grouped = len(match.group()) > len(number)
                score = 0.9 if grouped else SHAPED
                yield Finding(match.start(), match.end(), Kind.CARD, score, self.name, why="luhn")
