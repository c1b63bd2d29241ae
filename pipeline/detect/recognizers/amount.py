"""Finds sums of money and numbers of things; off by default, for whoever must hide these too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.date import COUNT
from pipeline.detect.recognizers.base import findings
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_FIGURE = r"\d{1,3}(?:[,. ]\d{3})*(?:[.,]\d{1,4})?(?!\d)|\d+(?:[.,]\d{1,4})?(?!\d)"
_CODE = r"(?:USD|EUR|GBP|TRY|TRL|YTL|ATS|DEM|FRF|ITL|SEK|DKK|NOK|CHF|JPY|CAD|AUD|PLN|INR|MXN|US\$|[$€£¥₹])"
_NAME = (
    r"(?:(?:[A-Z][a-z]+\s){0,2}(?:dollars?|euros?|pounds?(?:\ssterling)?|francs?|lir[ae]s?|kron(?:or|er|a|e)|marks?|pesos?|"
    r"rupees?|rubles?|yen|yuan|zlotys?|[Ss]chillings?|cents?|Liras?))"
)
_SCALE = r"(?:\s(?:thousand|million|billion))?"
_ABOUT = r"(?:(?:approximately|about|some|over|nearly|almost)\s)?"
_MONEY = re.compile(
    rf"(?<![\w.,]){_ABOUT}(?:{_CODE}\s?(?:{_FIGURE}){_SCALE}|(?:{_FIGURE}|{COUNT}){_SCALE}\s{_NAME}\b)"
    rf"(?:\s\((?:{_CODE}|[^()\n]{{0,40}}?{_NAME}(?:\s\({_CODE}\))?)\))?"
)
_THINGS = re.compile(
    rf"(?<![\w.,§/-])(?:(?:{_FIGURE})|(?i:{COUNT}))\s(?:other\s)?"
    r"(?!(?:minute|hour|day|week|fortnight|month|year|decade)s?\b)(?:[a-z]{3,}\s)?[a-z]{3,}s\b"
)
_SHARE = re.compile(rf"(?<![\w.,])(?:(?:{_FIGURE})\s(?:to|and)\s)?(?:{_FIGURE})\s?(?:%|percent\b|per cent\b)")


class AmountRecognizer:
    """Sums of money in figures or words, percentages, and numbers with what is counted behind them."""

    name = "amount.v1"
    kinds = (Kind.AMOUNT,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield amounts."""
        for pattern, why in ((_MONEY, "money"), (_SHARE, "share"), (_THINGS, "number")):
            yield from findings(pattern.finditer(sheet.text), Kind.AMOUNT, self.name, why=why, score=0.7)
