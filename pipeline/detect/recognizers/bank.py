"""Finds account numbers of banks and other financial institutions, and what is left of ones cut short.

A routing number names the bank, not the person, and the rules let the institution stay: it is
listed as a look-alike and never boxed by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.digit import DASHES, SEP, count, iban
from pipeline.detect.label import LOOSE, NO, TIGHT, Form, values
from pipeline.detect.recognizers.base import LABELLED, REMNANT
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_NO = rf"(?:{NO}|id\b|numbered\b)"
_ACCOUNT = r"(?:accounts?|acc(?:oun)?ts?|acc[’']?ts?|a/c)(?![a-z])\.?"
_PRODUCT = (
    r"(?:checking|chequing|savings|money\s+market|brokerage|mortgage|loan|escrow|i\.?r\.?a\.?|401\(?k\)?|annuity|"
    r"line\s+of\s+credit|heloc|certificate\s+of\s+deposit|portfolio)"
)
_STRONG = re.compile(
    rf"(?<![^\W_])(?:{_ACCOUNT}(?:\s+|\s*\(\s*)?{_NO}|{_PRODUCT}(?:\s+{_ACCOUNT})?\s*{_NO}"
    r"|(?:n[úu]m(?:ero|\.)?|no\.)\s+de\s+cuenta|(?:bank(?:\s+of\s+\w{1,20})?|credit\s+union)\s*\#)",
    re.IGNORECASE,
)
_WEAK = re.compile(rf"(?<![^\W_])(?:{_ACCOUNT}|(?:checking|savings|heloc|cuenta)\b)(?!\s+(?:of|for)\b)", re.IGNORECASE)

_NEXT_ROW = r"(?<=\d{4} \d{4})\n(?=\d{4}(?![^\W_])(?! [A-Z]))"
"""A line end within groups of four digits; the number of a house, with its street behind it, is no group."""

_VALUE = re.compile(
    rf"(?<![^\W_])(?<![$])(?:[A-Z]{{1,5}}[{DASHES} ]?)?(?:\d|[lIO|](?=\d{{3}}))[\dOolI|]*"
    rf"(?:(?:[{DASHES}]\s{{0,2}}|[ \xa0]|{_NEXT_ROW})(?=[\dXx*])[\dOolI|Xx*]{{2,}}){{0,7}}"
    rf"(?:[{DASHES}][A-Z\d]{{1,4}})?(?![^\W_]|[%]|[,.]\d|[^\S\n]?[{DASHES}/]\d)"
)
_FAR = re.compile(
    rf"(?<![^\W_])(?:{_ACCOUNT}|{_PRODUCT})\s(?=[^.;\n\d]{{1,60}})[^.;\n\d]{{0,60}}?\b(?:nos?\.|numbers?\b|\#)",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"(?<![^\W_]){_ACCOUNT},", re.IGNORECASE)
_CUT = re.compile(
    r"(?<![^\W_])(?:end(?:ing|s|ed)?\s+(?:(?:in|with|on)(?:\s+the\s+(?:digits|numbers?))?)?|last\s+(?:four|4|five|5)(?:\s+digits?)?(?:\s+(?:of|are|is|being))?)"
    r"[\s:#(“\"’'xX*….–—-]{0,12}(?P<left>\d{3,5})(?![^\W_]|[,.]\d)",
    re.IGNORECASE,
)
_CUT_OF = re.compile(
    rf"(?<![^\W_])last\s+(?:four|4)(?:\s+digits?)?\s+(?:of|on)\s[^.;\n\d]{{0,40}}?(?:{_ACCOUNT}|cards?\b)"
    r"[^.;\n\d]{0,30}?(?:is|are|was|were|:)\s{0,2}(?P<left>\d{4})(?![^\W_]|[,.]\d)",
    re.IGNORECASE,
)
_MASKED = re.compile(
    rf"(?<![^\W_])(?<![*#•…])[xX*#•…]{{2,24}}+(?:[{DASHES} .]{{1,2}}[xX*#•…]{{2,24}}+){{0,4}}[{DASHES} .]{{0,2}}"
    r"(?P<left>\d{3,5})"
    rf"(?![^\W_]|[{DASHES}]|[,.]\d)"
)
_CUT_LABEL = re.compile(
    rf"(?:{_ACCOUNT}|(?<![^\W_])card|{_PRODUCT}|visa|mastercard|amex|american\s+express|discover|bank)[^\n\d]{{0,60}}$",
    re.IGNORECASE,
)
"""What must stand before the remnant of a number for it to be one of an account or card."""

_YEAR = r"(?:19|20)\d\d"

_ONE_MASK = re.compile(
    rf"(?<![^\W_]){_ACCOUNT}\s?(?:{NO})?[\s:]{{0,3}}(?:[xX*]|[(](?!{_YEAR})|[.]{{2,4}}[ ]?)"
    r"(?P<left>\d{4})(?![^\W_]|[,.]\d)",
    re.IGNORECASE,
)
"""A remnant with one mark only, which must stand directly behind its label: `account x7719`, `account (7719)`."""

_FOUR_OF = re.compile(
    rf"(?<![^\W_])(?:the|her|his|their|my|your|that|this)\s+(?!{_YEAR})(?P<left>\d{{4}})\s+"
    r"(?:(?:checking|savings|bank|joint)\s+)?accounts?\b",
    re.IGNORECASE,
)
"""A remnant that names its account: `the 7719 account`."""

_CARD_FOUR = re.compile(
    r"(?<![^\W_])(?:(?:credit|debit|bank|atm|charge|payment|ebt)\s+cards?|(?-i:Visa|VISA)|master\s?card|amex|american\s+express"
    rf"|cards?(?=\s?(?:[(#]|[xX*]\d|used)))\s?{NO}?(?:\s?used)?[\s:]{{0,2}}[(xX*–-]?(?!{_YEAR})(?P<left>\d{{4}})"
    rf"(?![^\W_]|[,.]\d|[{DASHES} ]\d|\s(?:times|people|dollars|applica|holders))",
    re.IGNORECASE,
)
"""The last digits of a card directly behind its name: `debit card (4242)`, `Visa 4242`."""

_CARD = re.compile(r"\b(?:card|visa|mastercard|amex|american\s+express|discover)\b", re.IGNORECASE)
_IBAN = re.compile(r"(?<![^\W_])[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?(?![^\W_])")
_ROUTING = re.compile(
    rf"(?<![^\W_])(?:routing(?:\s*(?:/\s*)?(?:transit|aba))?|aba|r\.?t\.?n\.?|transit)(?:\s+{NO})?(?![a-z])",
    re.IGNORECASE,
)
_NINE = re.compile(rf"(?<![^\W_])\d(?:{SEP}?\d){{8}}(?![^\W_])")
_YEARS = re.compile(
    rf"(?:19|20)\d\d\s?[{DASHES}]\s?(?:19|20)?\d\d$|\d{{1,2}}[{DASHES}/.]\d{{1,2}}[{DASHES}/.]\d{{2,4}}$"
)

LABEL = 90
"""Characters before a remnant that tell what it is left of."""

LONG = 8
"""Digits of an account number that a comma parts from its label; fewer are a count of something."""

SHORTEST = 5
"""Digits of an account number; fewer are a remnant or a list number."""


def _whole(match: re.Match[str]) -> bool:
    value = match.group()
    return SHORTEST <= count(value) <= 20 and not _YEARS.match(value)


def _long(match: re.Match[str]) -> bool:
    return _whole(match) and count(match.group()) >= LONG


def _four(match: re.Match[str]) -> bool:
    return count(match.group()) == len(match.group()) == 4


STRONG = Form(label=_STRONG, value=_VALUE, accept=_whole, glue=LOOSE)
WEAK = Form(label=_WEAK, value=_VALUE, accept=_whole, glue=TIGHT)
FAR = Form(label=_FAR, value=_VALUE, accept=_whole, glue=TIGHT)
COMMA = Form(label=_BEHIND, value=_VALUE, accept=_long, glue=TIGHT)
SHORT = Form(label=_STRONG, value=_VALUE, accept=_four, glue=TIGHT)
ROUTING = Form(label=_ROUTING, value=_NINE, accept=lambda match: True, glue=LOOSE)


class BankRecognizer:
    """Labelled account numbers, IBANs, and remnants (`why` tells)."""

    name = "bank.v1"
    kinds = (Kind.BANK_ACCT, Kind.CARD, Kind.LOOKALIKE)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield account numbers and routing numbers."""
        routing = set()
        for match in values(sheet, ROUTING):
            routing.add(match.start())
            yield Finding(match.start(), match.end(), Kind.LOOKALIKE, LABELLED, self.name, why="routing")
        for form in (STRONG, WEAK, FAR, COMMA):
            for match in values(sheet, form):
                if match.start() not in routing:
                    yield self._finding(match.start(), match.end(), "label")
        for match in values(sheet, SHORT):
            yield self._finding(match.start(), match.end(), REMNANT)
        yield from self._remnants(sheet.text)
        for match in _IBAN.finditer(sheet.text):
            if iban(match.group()):
                yield self._finding(match.start(), match.end(), "iban")

    def _remnants(self, text: str) -> Iterator[Finding]:
        for pattern in (_CUT_OF, _ONE_MASK, _FOUR_OF, _CARD_FOUR):
            for match in pattern.finditer(text):
                yield self._remnant(match, match.group())
        for pattern in (_CUT, _MASKED):
            for match in pattern.finditer(text):
                label = _CUT_LABEL.search(text, max(0, match.start() - LABEL), match.start())
                if label and (pattern is _CUT or len(match["left"]) == 4):
                    yield self._remnant(match, label.group())

    def _remnant(self, match: re.Match[str], label: str) -> Finding:
        kind = Kind.CARD if _CARD.search(label) and not _WEAK.search(label) else Kind.BANK_ACCT
        return Finding(match.start("left"), match.end("left"), kind, LABELLED, self.name, why=REMNANT)

    def _finding(self, start: int, end: int, why: str) -> Finding:
        return Finding(start, end, Kind.BANK_ACCT, LABELLED, self.name, why=why)
