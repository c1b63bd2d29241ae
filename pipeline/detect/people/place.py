"""Gives each address its role: counsel's, a court's, an agency's, a business's, a scene, a party's own, a home.

What the words around an address say was read when it was found; here the blocks of the filing have the last word,
and what one mention of an address tells holds for all of them. An address of no known kind stays unknown,
which policies treat as a home.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.detect.people.block import Zone
from pipeline.detect.people.lexicon import entries, fold
from pipeline.nouns import Finding, Kind, Role

_RANK = (Role.HOME, Role.PRO_SE, Role.COUNSEL, Role.COURT, Role.AGENCY, Role.BUSINESS, Role.ENTITY, Role.SCENE)
"""What a mention tells the others of the same address, the strongest first: a home once is a home everywhere."""

_SPREADS = frozenset((Role.UNKNOWN, Role.SCENE, Role.NONE))
"""Roles that give way to what another mention of the same address tells."""


def placed(text: str, findings: Sequence[Finding], zones: Iterable[Zone], private: Sequence[int] = ()) -> list[Finding]:
    """Return findings with the roles of the addresses among them set; the others are as they were.

    `private` tells in order where the names of private people end: a suite or floor directly below is no office.
    """
    addresses = sorted((f for f in findings if f.kind == Kind.ADDRESS), key=lambda f: f.start)
    owned = _owned(addresses, zones)
    known = [_role(text, f, owned.get(f.start), private) for f in addresses]
    groups: dict[str, list[int]] = defaultdict(list)
    for i, finding in enumerate(known):
        groups[key(text, finding) or f"#{i}"].append(i)
    for number, members in enumerate(groups.values()):
        roles = [known[i].role for i in members]
        best = min((r for r in roles if r in _RANK), key=_RANK.index, default=Role.UNKNOWN)
        for i in members:
            spread = known[i].role in _SPREADS and best not in (Role.SCENE, Role.UNKNOWN, Role.PRO_SE)
            why = "same_address" if spread and best != known[i].role else known[i].why
            known[i] = replace(known[i], role=best if spread else known[i].role, why=why, entity=number)
    done = {id(old): new for old, new in zip(addresses, known, strict=True)}
    return [done.get(id(f), f) for f in findings]


def key(text: str, finding: Finding) -> str:
    """Return what two mentions of one address share: number and start of the street, or box and ZIP; empty for none."""
    pieces = {p.label: _closed_up(text[p.start : p.end]) for p in reversed(finding.parts)}
    words = _DIRECTION.sub("", pieces.get("street", "")).split()
    named = words[:1] + [w for w in words[1:] if fold(w) not in entries("street")]
    number, street = fold(pieces.get("number", "")), fold("".join(named))
    if number and street:
        return f"{number} {street[:STREET]}"
    box = fold(pieces.get("box", ""))
    return f"{box} {fold(pieces.get('zip', ''))}" if box and "zip" in pieces else ""


def _closed_up(piece: str) -> str:
    """Return words that are printed letter by letter as words: `6 4 5` is `645`."""
    letters = piece.split()
    return "".join(letters) if len(letters) > 1 and all(len(c) == 1 for c in letters) else piece


STREET = 6
"""Letters of a street's name that tell it from others with the same number in one filing."""

_DIRECTION = re.compile(r"^(?:[NSEW]{1,2}\.?|North|South|East|West)[ ]+(?=\w{3})", re.IGNORECASE)


def _owned(addresses: Sequence[Finding], zones: Iterable[Zone]) -> dict[int, Zone]:
    """Return whose block an address stands in, by start: each block has one address, the first in it."""
    owned: dict[int, Zone] = {}
    starts = [f.start for f in addresses]
    at = 0
    for zone in sorted(zones, key=lambda z: (z.start, z.end)):
        while at < len(starts) and starts[at] < zone.start:
            at += 1
        if at < len(starts) and starts[at] < zone.end:
            owned.setdefault(starts[at], zone)
    return owned


_OF_ZONE = {
    Role.COUNSEL: (Role.COUNSEL, "counsel_block"),
    Role.JUDGE: (Role.COURT, "chambers"),
    Role.COURT_STAFF: (Role.COURT, "court_block"),
    Role.PRO_SE: (Role.PRO_SE, "pro_se_block"),
}


_BELOW = re.compile(r",?[ ]*+\n?[ ]*+")


def _below(text: str, start: int, ends: Sequence[int]) -> bool:
    """Tell whether an address stands directly below or behind a name that ends at one of these places."""
    index = bisect.bisect_right(ends, start) - 1
    return index >= 0 and _BELOW.fullmatch(text, ends[index], start) is not None


def _role(text: str, finding: Finding, zone: Zone | None, private: Sequence[int]) -> Finding:
    role, why = finding.role, finding.why
    if zone is not None and role != Role.HOME:
        role, why = _OF_ZONE.get(zone.role, (role, why))
    elif zone is not None and zone.role == Role.PRO_SE and "\n" in text[zone.start : finding.start]:
        role, why = _OF_ZONE[Role.PRO_SE]
    elif role in (Role.UNKNOWN, Role.NONE):
        if why == "suite" and _below(text, finding.start, private):
            why = "suite_of_person"
        role = Role.BUSINESS if why == "suite" else Role.UNKNOWN
    return replace(finding, role=role, why=why)
