"""Finds the names that stand directly before an address, on its row or the one above; it looks nowhere else.

Xai Song, P. O. Box 17, Mayport, New York
Huifang Yue
8 Appaloosa Drive
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.detect.people.lexicon import entries, sort
from pipeline.detect.people.mention import Mention
from pipeline.detect.people.name import Name, Trust
from pipeline.detect.people.read import read, read_surname_first
from pipeline.detect.people.row import is_company
from pipeline.detect.people.token import INITIAL, UPPER
from pipeline.nouns import Finding, Kind

BY = "beside.v1"

WIDEST = 60
"""Characters of a name before an address; more is a sentence."""

_CELL = re.compile(
    rf"(?:^|[\n\t;:]|[.][ ]{{1,2}}|\band\b|[ ]{{3}})[ >*•]*(?:(?:and|&|to|TO)[ ])?(?P<name>[{UPPER}][^\n\t;:()\d]{{3,{WIDEST}}}?)[ ]*+,?[ ]*+\n?[ ]*+$"
)
"""What lies between the last break and an address: nothing but a name."""

_FIRM = re.compile(
    r"(?i:\b(?:inc|llc|llp|l\.l\.c|corp|co|company|bank|union|department|dept|court|county|city|state|school|hospital|store|agency|services?|center"
    r"|university|insurance|trust|ltd|group|board|office|offices|law|church|association|apartments?|street|avenue|unit|suite|floor|building|room"
    r"|attn|attention|box|and|of|the|for|at|in)\b)|&"
)


def beside(text: str, others: Iterable[Finding]) -> Iterator[Mention]:
    """Yield the names directly before the addresses among `others`."""
    for finding in others:
        if finding.kind is not Kind.ADDRESS or finding.why in ("intersection", "block", "scene"):
            continue
        if not any(p.label in ("number", "box", "street") for p in finding.parts):
            continue
        cell = _CELL.search(text, max(0, finding.start - WIDEST - 12), finding.start)
        if cell is None or (
            "," not in text[cell.start("name") : finding.start] and "\n" not in text[cell.start("name") : finding.start]
        ):
            continue
        if _FIRM.search(cell["name"]):
            continue
        name = _name(text, cell.start("name"), cell.end("name"))
        if name is not None:
            yield Mention(name, BY, 0.8, [])


def _name(text: str, start: int, end: int) -> Name | None:
    """Return the name that fills `start:end`, or None: one of its words may be a common one, not all."""
    name = read_surname_first(text, start)
    if name is None or not _fills(text, name, end):
        name = read(text, start, Trust.FORM, breaks=" ")
    if name is None or not _fills(text, name, end) or is_company(name):
        return None
    if len(name.words) < 2 and not (name.given and name.given[0].kind == INITIAL):
        return None
    kinds = [sort(t.text) for t in name.words]
    if any(k.court or k.organisation or k.key in entries("street") or k.key in entries("month") for k in kinds):
        return None
    if kinds[0].place and not kinds[0].given:
        return None
    fair = [k for k in kinds if k.name or not k.common]
    return name if len(fair) == len(kinds) and any(not k.common for k in kinds) else None


def _fills(text: str, name: Name, end: int) -> bool:
    return end - 1 <= name.end <= end + 1 or not text[name.end : end].strip(" ,.")
