"""Finds people of the filing again in forms of their names that nothing else reads: spelled, alone, run together.

`P-a-p-a-n-i-k` is Papanik; a given name alone is the private person who has it; `hassan-reyes log.pdf` names
somebody. It adds nobody who is not in the filing, and takes no word that somebody of public role also bears.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.detect.people.lexicon import sort
from pipeline.nouns import Finding, Kind, Part, Role

BY = "echo.v1"
SCORE = 0.75

_HIDDEN = frozenset((Role.PRIVATE, Role.MINOR, Role.VICTIM, Role.JUROR, Role.WITNESS))
"""People whose names are followed into these forms."""

_SPELLED = re.compile(r"(?<![\w-])[^\W\d_](?:[-–—]{1,2}\s?[^\W\d_]){3,}(?![\w-])")  # a scan may make two dashes of one
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_PLACE = re.compile(r"\b(?:St|Saint|San|Santa|Mount|Mt|Fort|Ft|Lake|Port|Camp|Cape|New|Estate)\.?[ ]$")
_CAPITAL_BEFORE = re.compile(r"(?P<word>[A-Z][\w'’-]{0,40})(?P<dot>\.?)[ ]$")
_CAPITAL_AFTER = re.compile(r"[ ](?!I\b|Esq)[A-Z][\w'’-]+|\.[a-z]{2,4}\b|@")

SHORTEST = 4
"""Letters of a name that is followed."""

COMPOUND = 8
"""Letters of a double name that is followed in any case."""


def echoed(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Return findings and the other forms of the names among them, in order of start."""
    found = list(findings)
    taken = bytearray(len(text))
    for finding in found:
        taken[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
    people = [f for f in found if f.kind == Kind.PERSON]
    more = [f for f in (*_spelled(text, people), *_alone(text, people)) if not any(taken[f.start : f.end])]
    return sorted([*found, *more], key=lambda f: (f.start, f.end))


def _words(text: str, finding: Finding) -> list[str]:
    """Return the words of a name, the given name first."""
    words = text[finding.start : finding.end].split()
    if len(words) > 1 and words[0].endswith(","):
        words = [*words[1:], words[0]]
    return [_POSSESSIVE.sub("", word.strip('.,;“”"')) for word in words]


def _echo(owner: Finding, start: int, end: int, why: str, label: str) -> Finding:
    return replace(owner, start=start, end=end, score=SCORE, by=BY, why=why, parts=(Part(label, start, end),))


def _spelled(text: str, people: Iterable[Finding]) -> Iterator[Finding]:
    matches = list(_SPELLED.finditer(text))
    if not matches:
        return
    owners: dict[str, Finding] = {}
    for finding in people:
        for word in _words(text, finding):
            owners.setdefault("".join(filter(str.isalpha, word)).casefold(), finding)
    for match in matches:
        owner = owners.get("".join(filter(str.isalpha, match.group())).casefold())
        if owner is not None:
            yield _echo(owner, match.start(), match.end(), "spelled", "surname")


def _alone(text: str, people: Iterable[Finding]) -> Iterator[Finding]:
    given, double = _followed(text, list(people))
    if not given and not double:
        return
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        start, end = match.start(), match.start() + len(word)
        key = word.casefold()
        if key in double and text[end : end + 1] != "@":
            yield _echo(double[key], start, end, "surname_alone", "surname")
        elif key in given and word[0].isupper() and _is_alone(text, start, end):
            yield _echo(given[key], start, end, "given_alone", "given")


def _followed(text: str, people: list[Finding]) -> tuple[Mapping[str, Finding], Mapping[str, Finding]]:
    """Return the given names and the double surnames of private people that nobody of public role bears."""
    given: dict[str, Finding] = {}
    double: dict[str, Finding] = {}
    public: set[str] = set()
    for finding in people:
        words = _words(text, finding)
        if finding.role not in _HIDDEN:
            public.update(word.casefold() for word in words)
            continue
        first, last = words[0], words[-1]
        if len(words) > 1 and len(first) >= SHORTEST and first.isalpha() and not sort(first).common:
            given.setdefault(first.casefold(), finding)
        if "-" in last and len(last) >= COMPOUND and not sort(last).common:
            double.setdefault(last.casefold(), finding)
    return _without(given, public), _without(double, public)


def _without(names: Mapping[str, Finding], public: set[str]) -> Mapping[str, Finding]:
    return {name: owner for name, owner in names.items() if name not in public}


def _is_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a word stands as somebody's whole name: no other name's part, no street's, no file's."""
    before = text[max(0, start - 30) : start]
    if _PLACE.search(before) or text[start - 1 : start] in ("-", "@", "_", "/") or text[end : end + 1] in ("-", "_"):
        return False
    if _CAPITAL_AFTER.match(text, end):
        return False
    neighbour = _CAPITAL_BEFORE.search(before)
    if neighbour is None:
        return True
    return sort(neighbour["word"]).word and not sort(neighbour["word"]).name
