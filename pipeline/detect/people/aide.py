"""Finds the aides of officials: `NAME, senior counselor to Defendant NAME`, `one of NAME’s senior advisers, NAME`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.detect.people.cast import Cast
from pipeline.detect.people.mention import Mention, Reason
from pipeline.nouns import Role

LONGEST = 110
"""Characters between an aide and the official: a post, often two of them."""

_POST = (
    r"(?:chief of staff|strategist|counsel(?:l)?or|advis[eo]r|aide|spokes(?:man|woman|person)|press secretary|deputy"
    r"|speechwriter)"
)
_TO = re.compile(
    rf",[ \n](?:(?:the|his|her|then|a|former|then-)[ \n])?(?:[a-z-]+[ \n]){{0,6}}{_POST}(?:[ \n][a-z-]+){{0,6}}[ \n](?:to|for)[ \n]"
    r"(?:(?:Defendants?|Respondents?|President|Governor|Mayor|Secretary|Commissioner|Attorney General|Senator)[ \n])?"
)
_OF = re.compile(
    rf"[’']s?[ \n](?:(?:senior|top|former|chief|closest|key)[ \n]){{0,2}}{_POST}s?,[ \n](?:(?:Mr|Ms|Mrs|Dr)\.[ \n])?"
)


def aides(text: str, cast: Cast, mentions: Sequence[Mention]) -> None:
    """Add to those whom a text calls an aide of an official of the filing the hint that they are officials."""
    officials = {p.number for p in cast.people if Role.OFFICIAL in p.hints}
    if not officials:
        return
    order = sorted((m for m in mentions if not m.gone), key=lambda m: m.start)
    for first, second in zip(order, order[1:], strict=False):
        if second.start - first.end > LONGEST or first.entity == second.entity:
            continue
        if second.entity in officials and _TO.fullmatch(text, first.end, second.start):
            first.reasons.append(Reason(Role.OFFICIAL, "aide", 1))
        elif first.entity in officials and _OF.fullmatch(text, first.end, second.start):
            second.reasons.append(Reason(Role.OFFICIAL, "aide", 1))
