"""Gives telephone numbers and e-mail addresses the role of who stands directly before them; the rest stay unknown."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.nouns import Finding, Kind, Role

_PUBLIC = frozenset(
    (Role.COUNSEL, Role.COURT_STAFF, Role.JUDGE, Role.NOTARY, Role.EXPERT, Role.PROCESS_SERVER, Role.GUARDIAN)
)
"""People who are reached at work; an officer's number may be a private one."""

_OFFICES = frozenset((Role.COUNSEL, Role.COURT, Role.AGENCY, Role.BUSINESS, Role.ENTITY, Role.PRO_SE))

_BETWEEN = re.compile(
    r"(?:reporting|reporters?|esq(?:uire)?\.?|(?:at|by|via|or|on|and|tel\.?|telephone|phone|e-?mail|direct|office|fax)\b|[\s,;:(|–—-])*",
    re.IGNORECASE,
)
"""Between a person and the number: `, at`, ` - Tel.:`; `REPORTING` after a reporter's name."""

_TOLL_FREE = re.compile(r"(?:\+?1[ .-]?)?\(?8(?:00|33|44|55|66|77|88)\)?[ .-]")
"""Area codes of toll-free numbers (47 C.F.R. 52.101): nobody has one at home."""

_CELL = re.compile(
    r"(?:\b(?:cell(?:ular)?|mobile|home)\b[\s:.)]{0,24}(?:phone|tel\w*|no\.?|number)?[\s:.]*)$", re.IGNORECASE
)
"""A label that makes a number a person's own, whoever's office stands above."""

REACH = 40
"""Characters between a person and a number that are read."""

BLOCK = 200
"""Characters after an address in which a number belongs to the same block."""


def near(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with the roles of numbers and mails that stand by a person or an office settled."""
    found = list(findings)
    people = sorted((f.end, f.role) for f in found if f.kind == Kind.PERSON)
    places = sorted((f.end, f.role) for f in found if f.kind == Kind.ADDRESS)
    return [_settled(text, f, people, places) if f.kind in (Kind.PHONE, Kind.EMAIL) else f for f in found]


def _settled(text: str, finding: Finding, people: list[tuple[int, Role]], places: list[tuple[int, Role]]) -> Finding:  # noqa: PLR0911
    start = finding.start
    if finding.kind == Kind.PHONE and _CELL.search(text[max(0, start - 24) : start]):
        return replace(finding, role=Role.NONE) if finding.why == "with_address" else finding
    if finding.why == "with_address":
        place = _last(places, start)
        return (
            finding if place is not None and place[1] == finding.role else replace(finding, role=Role.NONE, why="shape")
        )
    if finding.role != Role.NONE:
        return finding
    if finding.kind == Kind.PHONE and _TOLL_FREE.match(text, start, finding.end):
        return replace(finding, role=Role.BUSINESS, why="toll_free")
    person = _last(people, start)
    if (
        person is not None
        and person[1] in _PUBLIC
        and start - person[0] <= REACH
        and _BETWEEN.fullmatch(text, person[0], start)
    ):
        return replace(finding, role=person[1], why="person_before")
    place = _last(places, start)
    if place is not None and place[1] in _OFFICES and start - place[0] <= BLOCK:
        between = text[place[0] : start]
        if between.count("\n") <= 2 and not any(place[0] <= end <= start for end, _ in people):
            return replace(finding, role=place[1], why="with_address")
    return finding


def _last(ends: list[tuple[int, Role]], start: int) -> tuple[int, Role] | None:
    index = bisect.bisect_right(ends, start, key=lambda pair: pair[0]) - 1
    return ends[index] if index >= 0 else None
