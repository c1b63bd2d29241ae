"""Tells whose a telephone number or e-mail address is, and finds names in e-mail addresses and file names.

A local part is somebody's when it is made of that person's given name, initial and surname and
nothing else but digits, dots, hyphens and underscores.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.detect.people.block import Zone
from pipeline.detect.people.cast import Cast, Person
from pipeline.detect.people.lexicon import fold, sort
from pipeline.detect.people.mention import Mention, Reason
from pipeline.detect.people.name import Name
from pipeline.detect.people.token import WORD, Token
from pipeline.nouns import Finding, Kind, Role

BY = "mail_local.v1"
FILE = "file_name.v1"

NEAR = 200
"""Characters after an address in which a telephone number or e-mail address belongs to the same block."""

_AT = re.compile(r"@(?=[A-Za-z0-9-])")
_LOCAL = re.compile(r"(?<![\w.+-])(?P<local>[A-Za-z][\w.+-]{2,40}?)\d*$")
_ENDING = re.compile(
    r"\.(?:pdf|docx?|jpe?g|png|heic|mp[34]|wav|mov|m4a|xlsx?|pptx?|msg|eml|tiff?|txt|zip|csv|PDF|DOCX?|JPE?G|PNG"
    r"|XLSX?|MSG|TIFF?)\b"
)
_STEM = re.compile(r"(?<![\w@/.-])[\w-]{3,80}$")
_WORDS = re.compile(r"[A-Z]?[a-zà-öø-ÿ]+|[A-Z]+(?![a-z])")


def owners(cast: Cast) -> dict[str, Person]:
    """Return whose each local part would be; none that two people could have."""
    found: dict[str, Person | None] = {}
    for person in cast.people:
        if person.cited:
            continue
        for form in _forms(person):
            found[form] = person if found.get(form, person) is person else None
    return {form: person for form, person in found.items() if person is not None}


def _forms(person: Person) -> Iterator[str]:
    for surname in person.surnames:
        if len(surname) > 3 and not sort(surname).common:
            yield surname
        for given in person.givens | person.nicks:
            first = given[:1]
            yield from (given + surname, first + surname, surname + first, surname + given)
            yield from (given + middle + surname for middle in person.middles)
            yield from (first + middle + surname for middle in person.middles)
    for given in person.givens | person.nicks:
        if len(given) > 4 and not sort(given).common and person.wholes:
            yield given


def mailed(text: str, cast: Cast, taken: Sequence[Finding]) -> Iterator[tuple[Mention, Person]]:
    """Yield the local parts that name somebody, where no finding covers the address already."""
    known = owners(cast)
    covered = sorted((f.start, f.end) for f in taken if f.kind == Kind.EMAIL)
    for sign in _AT.finditer(text):
        match = _LOCAL.search(text, max(0, sign.start() - 48), sign.start())
        if match is None:
            continue
        person = known.get(fold(match["local"]))
        index = bisect.bisect_right(covered, (match.start(), len(text))) - 1
        inside = index >= 0 and covered[index][1] > match.start()
        if person is not None and not inside:
            yield Mention(_whole(match.start(), match.end("local"), match["local"]), BY, 0.85), person


def filed(text: str, cast: Cast) -> Iterator[tuple[Mention, Person]]:
    """Yield the surnames, and the given names of minors, inside file names."""
    for ending in _ENDING.finditer(text):
        match = _STEM.search(text, max(0, ending.start() - 81), ending.start())
        for word in _WORDS.finditer(match.group()) if match else ():
            key = fold(word.group())
            if len(key) < 4 or sort(key).common:
                continue
            people = [p for p in cast.named(key) if not p.cited] or [
                p for p in cast.called(key) if Role.MINOR in p.hints
            ]
            if people and match:
                start = match.start() + word.start()
                yield Mention(_whole(start, start + len(word.group()), word.group()), FILE, 0.8), people[0]


def _whole(start: int, end: int, text: str) -> Name:
    return Name(start, end, (), (), (Token(start, end, WORD, text),), ())


_TOP = frozenset((Role.COUNSEL, Role.COURT_STAFF, Role.JUDGE, Role.PRO_SE))
_FROM_ADDRESS = frozenset((Role.COUNSEL, Role.COURT, Role.AGENCY, Role.BUSINESS, Role.ENTITY, Role.PRO_SE))


def reached(
    text: str, findings: Sequence[Finding], zones: Iterable[Zone], cast: Cast, roles: Mapping[int, Reason]
) -> list[Finding]:
    """Return findings with the roles of the telephone numbers and e-mail addresses among them set.

    `roles` tells what each person is, by entity number; `findings` hold the addresses with their roles.
    """
    known = owners(cast)
    inside = sorted((z.start, z.end, str(z.role)) for z in zones if z.role in _TOP)
    places = sorted(((f.end, f) for f in findings if f.kind == Kind.ADDRESS), key=lambda place: place[0])
    ends = [end for end, _ in places]
    done: list[Finding] = []
    for finding in findings:
        if finding.kind not in (Kind.PHONE, Kind.EMAIL):
            done.append(finding)
            continue
        local = re.match(r"[A-Za-z][\w.+-]*?(?=\d*@)", text[finding.start : finding.end])
        person = known.get(fold(local.group())) if local and finding.kind == Kind.EMAIL else None
        if person is not None:
            reason = roles[person.number]
            done.append(replace(finding, role=reason.role, why="mail_of", entity=person.number))
            continue
        done.append(_by_place(text, finding, inside, places, ends))
    return done


def _by_place(
    text: str,
    finding: Finding,
    inside: Sequence[tuple[int, int, str]],
    places: Sequence[tuple[int, Finding]],
    ends: Sequence[int],
) -> Finding:
    index = bisect.bisect_right(inside, (finding.start, len(text), "")) - 1
    if index >= 0 and inside[index][1] > finding.start:
        return replace(finding, role=Role(inside[index][2]), why="block")
    index = bisect.bisect_right(ends, finding.start) - 1
    if index >= 0 and finding.start - ends[index] < NEAR:
        address = places[index][1]
        if address.role in _FROM_ADDRESS and "\n\n" not in text[address.end : finding.start]:
            return replace(finding, role=address.role, why="with_address")
    return finding
