"""Shares what a plural says among the names of its list: `Plaintiffs A, B and C`, `X, Y and Z, Circuit Judges`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.detect.people.mention import Mention, Reason

_LIST = re.compile(r"[ \n]*(?:[,;][ \n]*+(?:and\b|AND\b)?|&|and\b|AND\b)[ \n]*+(?:(?:Mr|Ms|Mrs|Dr)\.[ ])?")
_PLURAL = re.compile(r"(?:\b[A-Za-z-]+[sS]|children|[Bb]efore)[,:]?[ \n]+$")
_PLURAL_AFTER = re.compile(
    r",?[ \n(]*(?:\w+[ \n]){0,3}?(?i:judges|jj|justices|minors|minor children|plaintiffs|defendants|petitioners"
    r"|attorneys|counsel|council ?members|board members|commissioners)\b"
)
_TERM = re.compile(r",?[ \n]*\((?:collectively|together|hereinafter|jointly|and\b|the\b|[“\"])[^()]{0,60}s[,.]?[”\"]")
"""A defined term of several: `(collectively, the “Defendants”)`."""
_JOINED = re.compile(r"[ \n,]*(?:and|AND|&)[ \n]")


_TERMS = frozenset(("after_defined", "minor_term", "victim_term", "juror_term"))


def share(text: str, mentions: Sequence[Mention]) -> None:
    """Add to each name of a list what stands before its first or after its last; `mentions` are in order."""
    group: list[Mention] = []
    for mention in mentions:
        if group and _LIST.fullmatch(text, group[-1].end, mention.start):
            group.append(mention)
            continue
        _spread(text, group)
        group = [mention]
    _spread(text, group)


def _spread(text: str, group: Sequence[Mention]) -> None:
    if len(group) < 2:
        return
    first, last = group[0], group[-1]
    shared: list[Reason] = []
    if _PLURAL.search(text, max(0, first.start - 30), first.start):
        shared += [r for r in first.reasons if r.why.startswith("before_") or r.why.endswith("_word")]
    if _PLURAL_AFTER.match(text, last.end, last.end + 60):
        shared += [r for r in last.reasons if r.why.endswith("_after") or r.why.startswith("after_")]
    elif _TERM.match(text, last.end, last.end + 100):
        shared += [r for r in last.reasons if r.why in _TERMS]
    if _JOINED.match(text, group[-2].end):
        shared += [r for r in last.reasons if r.why == "files_paper"]
    for mention in group:
        mention.reasons += [r for r in shared if r not in mention.reasons]
