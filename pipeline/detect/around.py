"""Makes organisations and places whole, and finds each again where it stands once more; it finds nothing new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import ahocorasick

from pipeline.nouns import Finding, Kind

BY = "around.v1"

SHORTEST = 3
"""Letters of a name that is looked for again."""

_FRONT = re.compile(
    r"(?:\b(?:[Tt]he )?(?:(?:[Nn]orthern|[Ss]outhern|[Ee]astern|[Ww]estern|[Cc]entral) |"
    r"(?:[Cc]ity|[Tt]own|[Vv]illage|[Cc]ounty|[Pp]rovince|[Dd]istrict|[Mm]unicipality|[Bb]orough|[Rr]egion|[Pp]arish)"
    r" of ))$"
)
"""What a place's name has in front and a model leaves out: `the county of Jamtland`."""

_BEHIND = re.compile(r"(?:’s|'s)?(?: \([A-Z][\w. &-]{1,40}\))?(?: (?:court|army|police|garrison|prison|hospital)\b)?")
"""What an organisation's name has behind it: its name in brackets, its sort in small letters."""

REACH = 24
"""Characters before a place that may belong to it."""


def around(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Return findings, the organisations and places among them whole, and their later mentions."""
    found = [_whole(text, f) if f.kind in (Kind.ORG, Kind.PLACE) else f for f in findings]
    return [*found, *_again(text, found)]


def _whole(text: str, finding: Finding) -> Finding:
    if finding.kind is Kind.PLACE:
        front = _FRONT.search(text, max(0, finding.start - REACH), finding.start)
        return replace(finding, start=front.start()) if front else finding
    behind = _BEHIND.match(text, finding.end)
    return replace(finding, end=behind.end()) if behind else finding


def _again(text: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    automaton = ahocorasick.Automaton()
    for finding in findings:
        name = text[finding.start : finding.end]
        if finding.kind in (Kind.ORG, Kind.PLACE) and len(name) >= SHORTEST and name[0].isupper():
            automaton.add_word(name, (len(name), finding))
    if not len(automaton):
        return
    automaton.make_automaton()
    for last, (length, finding) in automaton.iter(text):
        start, end = last + 1 - length, last + 1
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield replace(finding, start=start, end=end, by=BY, why="again")
