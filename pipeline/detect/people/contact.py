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

COURTS = re.compile(
    r"@(?:[\w-]+\.)*(?:uscourts\.gov|(?:jud|[\w-]*courts?)(?:\.[\w-]+)?\.gov|(?:jud|courts?)\.state\.[a-z]{2}\.us"
    r"|[a-z]{2}courts\.(?:org|us|info))$",
    re.IGNORECASE,
)
"""The domains of federal and state courts."""
OFFICES = re.compile(r"@(?:[\w-]+\.)+gov$", re.IGNORECASE)
"""The domain that no one but a government may register."""

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
    """Yield the surnames, with the given names of the same person beside them, and the given names of minors, inside
    file names.
    """
    for ending in _ENDING.finditer(text):
        match = _STEM.search(text, max(0, ending.start() - 81), ending.start())
        words = list(_WORDS.finditer(match.group())) if match else []
        for at, word in enumerate(words):
            key = fold(word.group())
            if len(key) < 4 or sort(key).common:
                continue
            people = [p for p in cast.named(key) if not p.cited] or [
                p for p in cast.called(key) if Role.MINOR in p.hints
            ]
            if people and match:
                first, last = _with_given(words, at, people[0])
                piece = match.group()[first:last]
                yield Mention(_whole(match.start() + first, match.start() + last, piece), FILE, 0.8), people[0]


def _with_given(words: Sequence[re.Match[str]], at: int, person: Person) -> tuple[int, int]:
    """Return where a surname of a file name begins and ends, with the other names of the person directly beside it."""
    own = person.givens | person.nicks | person.middles | person.surnames
    first = last = at
    while first > 0 and fold(words[first - 1].group()) in own:
        first -= 1
    while last + 1 < len(words) and fold(words[last + 1].group()) in own:
        last += 1
    return words[first].start(), words[last].end()


def _whole(start: int, end: int, text: str) -> Name:
    return Name(start, end, (), (), (Token(start, end, WORD, text),), ())


def official(text: str, cast: Cast, others: Sequence[Finding]) -> None:
    """Give the people beside whose names their own address at a court or agency stands the reason that it is.

    In a sentence only a court's domain counts: people write of others who work for a government.
    """
    known = owners(cast)
    for finding in others:
        office = _office(text, finding)
        person = _owner(text, finding, known)
        if office is None or person is None:
            continue
        reason = Reason(Role.COURT_STAFF if office is Role.COURT else Role.OFFICIAL, "office_mail", 1)
        for mention in person.mentions:
            between = text[mention.end : finding.start] if 0 <= finding.start - mention.end < NEAR else "\n\n"
            listed = re.search(r"[\n\t]", between) is not None
            if "\n\n" not in between and (listed or office is Role.COURT):
                mention.reasons.append(reason)
                break


def _office(text: str, finding: Finding) -> Role | None:
    """Return whether an e-mail address is a court's or an agency's by its domain; None for any other."""
    value = text[finding.start : finding.end] if finding.kind == Kind.EMAIL else ""
    if COURTS.search(value):
        return Role.COURT
    return Role.AGENCY if OFFICES.search(value) else None


def _owner(text: str, finding: Finding, known: Mapping[str, Person]) -> Person | None:
    local = re.match(r"[A-Za-z][\w.+-]*?(?=\d*@)", text[finding.start : finding.end])
    return known.get(fold(local.group())) if local and finding.kind == Kind.EMAIL else None


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
        person = _owner(text, finding, known)
        if person is not None:
            reason = roles[person.number]
            done.append(replace(finding, role=reason.role, why="mail_of", entity=person.number))
            continue
        office = _office(text, finding)
        if office is not None:
            done.append(replace(finding, role=office, why="office_mail"))
            continue
        done.append(_by_place(text, finding, inside, places, ends))
    return _listed(text, done, cast, roles)


def _listed(text: str, findings: Sequence[Finding], cast: Cast, roles: Mapping[int, Reason]) -> list[Finding]:
    """Return findings with the role of telephone numbers that stand between an official's name and address set."""
    names = sorted((m.end, m.start, p.number) for p in cast.people for m in p.mentions if not m.gone)
    ends = [end for end, _, _ in names]
    mails = sorted((f for f in findings if f.kind == Kind.EMAIL), key=lambda f: f.start)
    starts = [f.start for f in mails]
    done: list[Finding] = []
    for finding in findings:
        before, after = bisect.bisect_right(ends, finding.start) - 1, bisect.bisect_left(starts, finding.end)
        if finding.kind != Kind.PHONE or finding.role != Role.NONE or before < 0 or after == len(mails):
            done.append(finding)
            continue
        (end, _, number), mail = names[before], mails[after]
        near = mail.start - end < NEAR and "\n\n" not in text[end : mail.start]
        next_name = names[before + 1] if before + 1 < len(names) else None
        alone = next_name is None or next_name[1] >= mail.start
        mine = mail.entity == number and _office(text, mail) is not None
        ours = mine and roles[number].role in (Role.COURT_STAFF, Role.OFFICIAL)
        done.append(replace(finding, role=roles[number].role, why="block") if near and alone and ours else finding)
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
