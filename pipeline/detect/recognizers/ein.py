"""Finds employer identification numbers that a label names; whether they may stay is for the policy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.digit import DASHES, SEP, SLIP, count
from pipeline.detect.label import Form, values
from pipeline.detect.recognizers.base import LABELLED
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_LABEL = re.compile(
    r"(?<![^\W_])(?:f?\.?e\.?i\.?n\.?(?:\#|\b)|employer(?:[’']?s)?\s+(?:tax\s+)?id(?:entification)?|"
    r"(?:federal\s+)?(?:employer\s+)?tax(?:payer)?\s*(?:-\s*)?(?:id(?:entification)?\b|i\.d\.)|t\.?i\.?n\.?|federal\s+(?:id\b|i\.d\.))s?(?![^\W_])",
    re.IGNORECASE,
)
_ENTITY_SHAPE = rf"{SLIP}{{2}}\s?[{DASHES}]\s?{SLIP}(?:{SEP}{{0,2}}{SLIP}){{6}}"
_VALUE = re.compile(rf"(?<![^\W_])(?:{_ENTITY_SHAPE}|{SLIP}{{9}})(?!\w|[{DASHES}]\d)")
_SOLE = re.compile(r"taxpayer|(?<![^\W_])t\.?i\.?n", re.IGNORECASE)
_COMPANY = re.compile(
    r"\b(?:inc|llc|l\.l\.c|llp|corp|corporation|company|co|ltd|trust|estate|partnership|bank|n\.a)\b", re.IGNORECASE
)


def _legible(match: re.Match[str]) -> bool:
    return count(match.group()) >= 6


FORM = Form(label=_LABEL, value=_VALUE, accept=_legible)


class EinRecognizer:
    """`why` is `entity` where a company stands near, else `label`: a sole proprietor's number is an individual's."""

    name = "ein.v1"
    kinds = (Kind.EIN,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield EINs."""
        for match in values(sheet, FORM):
            near = sheet.text[max(0, match.start() - 120) : match.start()]
            if not any(dash in match.group() for dash in DASHES) and _SOLE.search(near[-60:]):
                continue  # nine digits under "taxpayer" are an individual's: `ssn` has them
            why = "entity" if _COMPANY.search(near) else "label"
            yield Finding(start=match.start(), end=match.end(), kind=Kind.EIN, score=LABELLED, by=self.name, why=why)
