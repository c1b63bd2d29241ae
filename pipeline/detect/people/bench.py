"""Finds judges in lists and after opinions: `Before X, Y, and Z, Circuit Judges`, `WE CONCUR: X, J.`"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.people.cue import NEXT
from pipeline.detect.people.lexicon import sort
from pipeline.detect.people.mention import Mention, Reason
from pipeline.detect.people.name import Name, Trust
from pipeline.detect.people.read import read, read_back
from pipeline.nouns import Role

BY = "bench.v1"

MOST = 20
"""Judges of one panel; the largest court of appeals sits with 29, en banc panels of it with 11."""

_BENCH = re.compile(r"\b(?:[Bb]efore|BEFORE|PRESENT|Present)(?:[ ]the Court are)?:?[ \n]+(?=[A-Z])")
_HEARD = re.compile(r"\b(?:[Aa]rgued|ARGUED|[Hh]eard|HEARD)(?:[ ]and[ ]\w+)?[ ]$")
_LIST_END = re.compile(r"\.?(?=[.;][ \n]|[.;]?$|[.;]?\n)")
"""What ends a panel after `argued before`, which names no office."""
_BENCH_END = re.compile(
    r"[,;]?[ \n]*(?:and[ \n]+)?(?:(?:Chief|Senior|Circuit|District|Associate|Presiding|United States"
    r"|U\.S\.)[ ]+){0,3}(?:Judges?|JUDGES?|Justices?|JUSTICES?|JJ)\b"
)


def bench(text: str) -> Iterator[Mention]:
    """Yield the judges of `Before X, Y, and Z, Circuit Judges`."""
    for match in _BENCH.finditer(text):
        place, names = match.end(), list[Name]()
        while len(names) < MOST:
            name = read(text, place, Trust.CUE)
            if name is None:
                break
            names.append(name)
            following = NEXT.match(text, name.end)
            if following is None or _BENCH_END.match(text, name.end):
                break
            place = following.end()
        heard = len(names) > 2 and _HEARD.search(text, max(0, match.start() - 24), match.start()) is not None
        if names and (_BENCH_END.match(text, names[-1].end) or (heard and _LIST_END.match(text, names[-1].end))):
            yield from (Mention(name, BY, 0.95, [Reason(Role.JUDGE, "before_bench", 3)]) for name in names)


_SWORN = re.compile(
    r"\b(?i:sworn(?: to)?(?: and subscribed)? before me:?)[ \n]+(?:(?i:the )?(?i:hon(?:orable|\.)?)[ ])?(?=[A-Z])"
)
_ITS_COURT = re.compile(r"[ ]*[,\n][ ]*[^\n]{0,60}\b(?i:court|judge|magistrate)\b")


def swearing(text: str) -> Iterator[Mention]:
    """Yield the judge before whom an officer swears to a warrant: a court's name follows."""
    for match in _SWORN.finditer(text):
        name = read(text, match.end(), Trust.CUE)
        if name is not None and len(name.words) > 1 and _may_sit(name) and _ITS_COURT.match(text, name.end):
            yield Mention(name, BY, 0.9, [Reason(Role.JUDGE, "sworn_before", 2)])


_J = re.compile(r",[ ](?=(?:C\.|P\.)?JJ?\.(?![A-Z]))")
_AND = re.compile(r"(?:,|,?[ \n]+(?:and|AND))[ \n]+$")


def justices(text: str) -> Iterator[Mention]:
    """Yield the judges before `, J.` and `, JJ.`"""
    for match in _J.finditer(text):
        place = match.start()
        for _ in range(MOST):
            name = read_back(text, place, Trust.CUE, least=1)
            if name is None or not _may_sit(name):
                break
            yield Mention(name, BY, 0.9, [Reason(Role.JUDGE, "judge_after", 3)])
            joined = _AND.search(text, max(0, name.start - 8), name.start)
            if joined is None or "JJ" not in text[match.end() : match.end() + 2]:
                break
            place = joined.start()


def _may_sit(name: Name) -> bool:
    kinds = [sort(t.text) for t in name.words]
    return not any(k.court and not k.name for k in kinds)
