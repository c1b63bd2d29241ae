"""Tells who is named in a filing, what each is, and every mention; the one door to this room."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.detect.people import contact, follow, slip
from pipeline.detect.people.cast import Person
from pipeline.detect.people.contact import reached
from pipeline.detect.people.mention import OTHER, Reason
from pipeline.detect.people.place import placed
from pipeline.detect.people.role import decide
from pipeline.detect.people.scene import Scene
from pipeline.detect.people.sheet import Sheet
from pipeline.nouns import Finding, Kind, Reading, Role


def resolve(reading: Reading, candidates: tuple[Finding, ...], known: Sheet | None = None) -> tuple[Finding, ...]:
    """Return all findings of a filing, in order of start.

    `candidates` are what models and patterns took for people, addresses and identifiers. People come back cleaned,
    extended and added to, with role, reason, number and parts; a title before a name is no part of it. Addresses,
    telephone numbers and e-mail addresses come back with roles, the rest as it was. No two people overlap; an address
    begins behind the person in whose care it is. An organisation (a person of role entity) is dropped.
    `known` is what other filings of the matter tell; what only they tell has a reason code that says so.
    """
    others = [f for f in candidates if f.kind != Kind.PERSON]
    models = [f for f in candidates if f.kind == Kind.PERSON and f.role != Role.ENTITY]
    scene = Scene(reading.text, others)
    scene.gather(models)
    scene.group(known.people if known else (), known.text if known else "")
    scene.follow()
    scene.judge()
    roles = {person.number: _role(person) for person in scene.cast.people}
    private = sorted(
        m.end for p in scene.cast.people if roles[p.number].role in _PRIVATE for m in p.mentions if not m.away
    )
    rest = placed(reading.text, others, scene.zones, private)
    rest = reached(reading.text, rest, scene.zones, scene.cast, roles)
    people = _people(scene, roles)
    rest = [_without_care(f, people) for f in rest]
    return tuple(sorted((*people, *rest), key=lambda f: (f.start, f.end)))


_PRIVATE = frozenset((Role.PRIVATE, Role.MINOR, Role.JUROR, Role.VICTIM, Role.WITNESS))
"""Whose address is their home where nothing else is known of it."""


def _role(person: Person) -> Reason:
    told = (r for m in person.mentions for r in m.reasons)
    reason = decide(r for r in told if not (person.full and r.why == "relied_on"))
    if person.cited and reason.role != Role.AUTHOR:
        return Reason(Role.CITED, "case_name")
    return reason


def _without_care(finding: Finding, people: Sequence[Finding]) -> Finding:
    """Return an address without the part that names in whose care it is, where somebody was found there."""
    care = [p for p in finding.parts if p.label in ("care_of", "name")] if finding.kind is Kind.ADDRESS else []
    if not care:
        return finding
    index = bisect.bisect_left(people, care[0].start, key=lambda f: f.end)
    rest = tuple(p for p in finding.parts if p.start >= care[-1].end)
    if index >= len(people) or people[index].end > care[-1].end or not rest:
        return finding
    return replace(finding, start=rest[0].start, parts=rest)


def _people(scene: Scene, roles: Mapping[int, Reason]) -> list[Finding]:
    """Return one finding for each mention of a person, without overlap."""
    found = [f for person in scene.cast.people for f in _findings(person, roles[person.number])]
    found.sort(key=lambda f: (f.start, -f.end))
    kept: list[Finding] = []
    for finding in found:
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return kept


_FOLLOWED = frozenset((follow.BY, slip.BY, contact.BY, contact.FILE))
"""Finders that look for nothing but people who are known."""


def _findings(person: Person, reason: Reason) -> Iterator[Finding]:
    if not any(m.sure for m in person.mentions):
        return
    own = [m for m in person.mentions if not m.away]
    told = any(m.away for m in person.mentions) and not any(m.name.given and m.name.surname for m in own)
    for mention in own:
        if mention.gone:
            continue
        why = reason.why
        if told and mention.by in _FOLLOWED and not why.startswith(OTHER):
            why = f"{OTHER}:{why}"
        parts = mention.name.parts()
        for start, end in mention.pieces or ((mention.start, mention.end),):
            inside = (p for p in parts if p.start < end and p.end > start)
            yield Finding(
                start=start,
                end=end,
                kind=Kind.PERSON,
                score=mention.score,
                by=mention.by,
                role=reason.role,
                why=why,
                entity=person.number,
                parts=tuple(replace(p, start=max(p.start, start), end=min(p.end, end)) for p in inside),
            )
