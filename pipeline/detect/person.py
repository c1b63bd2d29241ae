"""Finds names that only their place makes names: kin, payers, values of a child's field, cells of a column of names.

It adds people of no public role, follows each over the filing where the name is no common word, and
lengthens a name that the filing has in full elsewhere. It knows no word that could not be anybody's name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.detect.people.lexicon import sort
from pipeline.nouns import Finding, Kind, Part, Role

BY = "person.v1"
SCORE = 0.75

_UP = "A-ZÀ-ÖØ-ÞŁŚŠŽ"
_WORD = rf"(?:[{_UP}]['’]|Mc|Mac)?[{_UP}][^\W\d_]+(?:[-’'][^\W\d_]+)*"
_NAME = rf"{_WORD}(?:[ ](?:[{_UP}]\.|{_WORD}|(?:al|el|de|van|von|bin|del|da)(?=[ -][{_UP}])(?:[ -]{_WORD})?)){{0,3}}"
_KIN = (
    r"husband|wife|spouse|fianc[ée]e?|son|daughter|boy|girl|brother|sister|stepson|stepdaughter|stepbrother|stepsister|mother|mom|"
    r"father|dad|grandmother|grandfather|grandson|granddaughter|aunt|uncle|niece|nephew|cousin|roommate|boyfriend|girlfriend|partner|friend|neighbor"
)
_WITH_ME = re.compile(
    rf"\b(?:for|with|to|from|by|between)[ ](?P<name>{_WORD})[ ]and[ ](?:(?:for|with|to|from|by)[ ])?"
    r"(?:me|him|her|us|I|myself|herself|himself)(?=[\s,.;!?)])"
)
"""A lone name beside the writer: `for Sergei and for me`."""

_CUES = (
    re.compile(rf"\b(?:[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Tt]heir)[ ](?:{_KIN}),?[ ](?P<name>{_NAME})(?=[\s,.;!?)’'])"),
    re.compile(
        rf"(?:^|[\n\t ])(?:ACH |Zelle |Venmo |Mobile |Online |Bill )?(?i:payments?|transfers?|checks?|zelle|venmo|wire|deposits?|sent|rent)"  # noqa: E501
        rf"[ ](?:from|to)[ ](?P<name>{_WORD}(?:[ ](?:[{_UP}]\.|{_WORD})){{1,3}})(?=[ ]?[–—\n\t-]|[ ](?:for|ref|memo)\b|$)"  # noqa: E501
    ),
    re.compile(
        r"(?:^|[\n\t])[ ]*(?:\d{1,2}[a-z]?[.)][ ]*)?(?i:(?:name of )?(?:minor(?: child)?|child|juvenile|student)(?:[’']s)?(?: \d)?(?: name)?[ ]?\((?:full )?name\))[ :]*[\n\t]+"  # noqa: E501
        rf"(?P<name>{_NAME})(?=[\n\t])"
    ),
    re.compile(rf"\b(?:calls?|called|call)[ ](?:him|her)[ ](?P<name>{_WORD})(?=[\s,.;’'])"),
    re.compile(rf"(?:^|\n)(?P<name>{_WORD}(?:[ ]{_WORD})?,[ ](?!SSN|DOB|ITIN|Social ){_NAME})(?=[ ]\d{{3}}-\d{{2}}-)"),
    _WITH_ME,
    re.compile(rf"(?<!\w )(?<![\w-])(?P<name>{_WORD}[ ]{_WORD})[ ](?:says|said|told|asked|texted|swears)\b"),
)
_ORG = re.compile(
    r"\b(?:inc|llc|llp|corp|co|company|bank|union|department|police|court|county|city|state|school|hospital|market|grocery|store|agency|"
    r"services?|center|university|insurance|plan|fund|trust|as|ltd|group|police|board|office|counsel|plaintiffs?|defendants?|witness|officer)\b",
    re.IGNORECASE,
)
_CELL = re.compile(
    rf"(?P<name>{_NAME}(?:,[ ]{_NAME})?(?:[ ](?:&|and)[ ]{_NAME})?(?:,?[ ](?:Jr|Sr)\.?|[ ]I{{2,3}})?)(?=$|[ ]\d)"
)
_PARTICLE = re.compile(rf"[ ](?:al|el|bin|ibn|abu|de|van|von|di|da)-{_WORD}")

_INITIAL = re.compile(rf"[ ][{_UP}]\.(?!\w)")

ROWS = 2
"""Cells of a column that are names, from which the others of it are too."""

SHORTEST = 4
"""Letters of a name that is followed over the filing."""


def named(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Return findings, some of them lengthened, and the people that were missed."""
    found = [_lengthened(text, f) if f.kind == Kind.PERSON else f for f in findings]
    found = _headed(text, found)
    taken = bytearray(len(text))
    for finding in found:
        taken[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
    number = max((f.entity for f in found if f.kind == Kind.PERSON), default=-1) + 1
    minors = [f for f in found if f.kind == Kind.PERSON and f.role == Role.MINOR]
    people: dict[int, list[Finding]] = defaultdict(list)
    for finding in found:
        if finding.kind == Kind.PERSON:
            people[finding.start].append(finding)
    for start, end, nick in [*_cued(text), *_celled(text, found)]:
        owner = next((m for m in reversed(minors) if m.end < start and start - m.end < NEAR), None) if nick else None
        for finding in _nameless(text, found, text[start:end]) if owner else ():
            found.remove(finding)
            people[finding.start].remove(finding)
            taken[finding.start : finding.end] = bytes(finding.end - finding.start)
        inside = [f for at in range(start, end) for f in people.get(at, ()) if f.end <= end]
        if sum(f.end - f.start for f in inside) < sum(taken[start:end]) or not _person(text[start:end]):
            continue
        if any(f.end - f.start == end - start for f in inside):
            continue
        for finding in inside:
            found.remove(finding)
            people[finding.start].remove(finding)
            taken[finding.start : finding.end] = bytes(finding.end - finding.start)
        for first, last in _everywhere(text, start, end):
            if not any(taken[first:last]):
                taken[first:last] = b"\1" * (last - first)
                found.append(_finding(first, last, owner, number))
                people[first].append(found[-1])
        number += 1
    return sorted(found, key=lambda f: (f.start, f.end))


def _nameless(text: str, findings: Iterable[Finding], words: str) -> list[Finding]:
    """Return the findings of a private person of whom nothing is known but these words."""
    alone = {f.entity for f in findings if f.kind == Kind.PERSON and f.role == Role.PRIVATE}
    alone -= {f.entity for f in findings if f.kind == Kind.PERSON and text[f.start : f.end] != words}
    return [f for f in findings if f.kind == Kind.PERSON and f.entity in alone]


NEAR = 200
"""Characters between a child and the name by which somebody calls it."""


def _finding(start: int, end: int, owner: Finding | None, number: int) -> Finding:
    return Finding(
        start=start,
        end=end,
        kind=Kind.PERSON,
        score=SCORE,
        by=BY,
        role=owner.role if owner else Role.PRIVATE,
        why=owner.why if owner else "no_public_role",
        entity=owner.entity if owner else number,
        parts=(Part("given", start, end),) if owner else (),
    )


def _person(words: str) -> bool:
    """Tell whether words may be somebody's name: no organisation's, and none that is all common words."""
    if _ORG.search(words):
        return False
    kinds = [sort(w.strip(".,")) for w in words.split() if len(w) > 2]
    return bool(kinds) and not all(k.court or (k.word and not k.name) for k in kinds) and not kinds[0].court


def _cued(text: str) -> Iterator[tuple[int, int, bool]]:
    for cue in _CUES:
        for match in cue.finditer(text):
            if cue is _WITH_ME and sort(match["name"]).common:
                continue
            yield match.start("name"), match.end("name"), cue is _CUES[3]


def _celled(text: str, findings: Sequence[Finding]) -> Iterator[tuple[int, int, bool]]:
    """Yield the cells of columns in which other cells are names."""
    people = {f.start: f.end for f in findings if f.kind == Kind.PERSON}
    at = 0
    table: list[tuple[int, str]] = []
    for row in [*text.split("\n"), "", ""]:
        if "\t" in row:
            table.append((at, row))
        elif table and at - table[-1][0] - len(table[-1][1]) > GAP:
            yield from _column(table, people)
            table = []
        at += len(row) + 1
    if table:
        yield from _column(table, people)


GAP = 200
"""Characters between two rows with tabs of one table, whose cells were in part read one by one."""


def _column(table: Sequence[tuple[int, str]], people: dict[int, int]) -> Iterator[tuple[int, int, bool]]:
    columns: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for at, row in table:
        for column, cell in enumerate(row.split("\t")):
            columns[column].append((at, cell))
            at += len(cell) + 1  # noqa: PLW2901 - the next cell begins behind this one
    for cells in columns.values():
        if sum(1 for at, cell in cells if people.get(at, 0) >= at + len(cell.strip()) > at) < ROWS:
            continue
        for at, cell in cells:
            match = _CELL.match(cell)
            if match is not None and at not in people and " " in match["name"]:
                yield at, at + match.end("name"), False


def _everywhere(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the place itself and the others of the same words, and of a lone surname that is no word."""
    yield start, end
    words = text[start:end]
    forms = [words]
    last = words.split()[-1]
    if " " in words and len(last) > SHORTEST and not sort(last).word:
        forms.append(last)
    if " " not in words and (len(words) < SHORTEST or sort(words).word):
        return
    for form in forms:
        for match in re.finditer(rf"(?<![\w@.-]){re.escape(form)}(?![\w@-])", text):
            yield match.span()


def _lengthened(text: str, finding: Finding) -> Finding:
    match = _PARTICLE.match(text, finding.end)
    return replace(finding, end=match.end()) if match else finding


def _headed(text: str, findings: Sequence[Finding]) -> list[Finding]:
    """Return findings; a name before which the rest of its owner's full name stands takes it in."""
    full: dict[int, list[list[str]]] = defaultdict(list)
    for finding in findings:
        if finding.kind == Kind.PERSON:
            full[finding.entity].append(text[finding.start : finding.end].casefold().split())
    return [_head(text, f, full[f.entity]) if f.kind == Kind.PERSON else f for f in findings]


def _head(text: str, finding: Finding, forms: Sequence[Sequence[str]]) -> Finding:
    words = text[finding.start : finding.end].casefold().split()
    before = text[max(0, finding.start - 60) : finding.start].casefold()
    for form in forms:
        missing = len(form) - len(words)
        if missing > 0 and list(form[missing:]) == words:
            head = r"\s+".join(map(re.escape, form[:missing]))
            whole = re.search(rf"(?<!\w){head}\s+$", before)
            if whole is not None:
                return replace(finding, start=finding.start - len(whole.group()))
        if len(form) > 1 and not form[0].endswith(",") and words[0] == form[0] and form[-1] not in words:
            inverted = re.search(rf"(?<!\w){re.escape(form[-1])},\s+$", before)
            if inverted is not None:
                initial = _INITIAL.match(text, finding.end)
                end = initial.end() if initial is not None else finding.end
                return replace(finding, start=finding.start - len(inverted.group()), end=end, parts=())
    return finding
