"""Finds policy, claim, member and patient numbers that a label names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.digit import DASHES, count
from pipeline.detect.label import LOOSE, NO, TIGHT, Form
from pipeline.detect.recognizers.base import labelled
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_NO = rf"(?:{NO}|id(?:entification)?\b(?:\s*{NO})?)"
_WHAT = (
    r"(?:polic(?:y|ies)|pol\.|ins\.?|hic|med(?:ical|\.)?\s+rec(?:ord|s|\.)?|claims?|member(?:ship)?|subscriber|group|certificate|insured|insurance|medicare|medicaid|"
    r"medi-cal|beneficiary|health\s+plan|hicn|mbi|rx\s?(?:bin|grp|group)|plan|patient|chart)"
)
_STRONG = re.compile(
    rf"(?<![^\W_])(?:{_WHAT}(?:[’']?s)?\s*{_NO}|m\.?r\.?n\.?(?:\s*{_NO})?|hicn|mbi)(?![a-z])", re.IGNORECASE
)
_WEAK = re.compile(
    r"(?<![^\W_])(?:policy|medicare|medicaid|medi-cal|subscriber)(?=\s?[:#]?\s?[A-Z]{0,4}[-\d])", re.IGNORECASE
)
_VALUE = re.compile(
    rf"(?<![^\W_])(?<![$])(?:[A-Z]{{1,8}}[{DASHES}/.]\n?)?(?=[A-Z]{{0,12}}\d)[A-Z\d]{{1,20}}"
    rf"(?:[{DASHES}/.]{{1,2}}[A-Z\d]{{1,15}}|\s(?=[\d])[\dOo]{{2,}}){{0,8}}(?![^\W_]|[%]|[,.]\d)"
)
_DATE = re.compile(r"(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)")


def _number(match: re.Match[str]) -> bool:
    value = match.group()
    return 5 <= count(value) <= 24 and not _DATE.search(value)


STRONG = Form(label=_STRONG, value=_VALUE, accept=_number, glue=LOOSE)
WEAK = Form(label=_WEAK, value=_VALUE, accept=_number, glue=TIGHT)


class InsuranceRecognizer:
    """A claim number of a bankruptcy register has too few digits to be taken."""

    name = "insurance.v1"
    kinds = (Kind.INS_POLICY,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield insurance and patient numbers."""
        yield from labelled(sheet, STRONG, Kind.INS_POLICY, self.name)
        yield from labelled(sheet, WEAK, Kind.INS_POLICY, self.name)
