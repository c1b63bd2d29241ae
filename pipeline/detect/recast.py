"""Gives people the roles that words at a distance tell: children, servers, parties, experts, partners.

What one mention tells holds for everybody with its number. It makes nobody private who was public
but a child; it makes nobody public who is protected.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.nouns import Finding, Kind, Role

_AGES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
_AGE = rf"(?:{_AGES}|1[0-7]|[1-9])"
_CHILD_ROW = re.compile(
    r"(?:^|[\n\t])[ ]*(?:\d{1,2}[a-z]?[.)][ ]*)?(?i:(?:name of )?(?:minor(?: child)?|child|juvenile|student)(?:[’']s)?(?: \d)?(?: name)?(?:[ ]?\([^)\n]{0,30}\))?)[ :]*[\n\t]+[ ]*$"  # noqa: E501
)
"""A label in the row or cell before a name: `3. Child (full name)`."""
_JUVENILE_HEAD = re.compile(r"\((?i:juvenile|minor|child)\)[^\n]{0,20}\n(?:[^\n]{0,50}\n){0,1}[ ]*$")
"""A heading `WITNESS 2 (JUVENILE)`, with one row of labels between it and the name."""
_AGE_AFTER = re.compile(
    r"(?:[.,;]?\s+(?i:he|she)(?:[’']s|\s+is|\s+was)|\s+(?:is|was|turns|(?:just\s+)?turned))"
    rf"\s+(?:only\s+|just\s+|about\s+|now\s+)?{_AGE}(?=[.,;]|\s+(?:years?|now|and|when)\b)"
    rf"|(?:\n[^\n]{{0,14}}){{0,3}}\n[^\n]{{0,30}}\((?i:aged?)\s+{_AGE}\)"
)
_SERVER_BELOW = re.compile(
    r"[^\n]{0,80}\n(?:[\d$., ]{0,12}\n)?[^\n]{0,40}(?i:\(?(?:registered |licensed )?process server\)?|server[’']s signature)"  # noqa: E501
)
_EXPERT_AFTER = re.compile(
    r"[^.\n]{0,90}\b(?i:(?:will|to|may) testify as (?:\w+[’']?s? ){0,2}expert|(?:appointed|retained) (?:by the court )?as (?:\w+ ){0,2}(?:evaluator|expert|examiner))\b"  # noqa: E501
)
_SUCCESSOR = re.compile(r"(?i:successors?[- ]in[- ]interest (?:to|of)(?: the)?(?: estate of)?)\s+$")
_VERSUS = re.compile(r"(?:^|\n)[^\n.;]{3,90}?(?<=[\w.)]) vs?\. [^\n;]{3,90}(?=\n|$)")
_CASE_NUMBER = re.compile(r"(?i:\b(?:case|civil action|cause|docket|action|index)\b[^\n]{0,12}\b\d)")
_CITED = re.compile(r"\d [A-Z][\w. ]{0,12} \d|\((?:[^()]{0,30})?(?:19|20)\d\d\)")
_FIRM = re.compile(
    r"(?:^|\n)(?P<names>[^\n]{3,60}?),?[ ](?:LLP|L\.L\.P\.|PLLC|P\.C\.|P\.A\.|APC|LAW (?:OFFICES?|GROUP|FIRM))(?=[\s,]|$)"  # noqa: E501
)
_SIGNED = re.compile(r"/s/\s*$|(?i:(?:very truly|truly|sincerely|respectfully)[^\n]{0,20},?)\s*\n[^\n]{0,40}$")

HEAD = 3000
"""Characters at the beginning of a filing in which a row `A v. B` is its own caption, and a letter its head."""

LOOK = 120
"""Characters before a name that are read."""

_WEAK = frozenset((Role.PRIVATE, Role.WITNESS, Role.NONE))
"""Roles that give way to a public one."""

_ADULT = frozenset(
    (Role.COUNSEL, Role.JUDGE, Role.COURT_STAFF, Role.OFFICIAL, Role.EXPERT, Role.NOTARY, Role.PROCESS_SERVER)
)
"""Roles that no child has."""


def recast(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with the roles of people changed where the words around one of their mentions tell more."""
    found = list(findings)
    told: dict[int, tuple[Role, str]] = {}
    firms = {m["names"].casefold() for m in _FIRM.finditer(text[:HEAD])}
    rows = [m.span() for m in _VERSUS.finditer(text, 0, HEAD) if _captions(text, m)]
    for finding in found:
        if finding.kind == Kind.PERSON and finding.entity >= 0:
            for role, why in _told(text, finding, firms, rows):
                if finding.entity not in told or told[finding.entity][0] != Role.MINOR:
                    told[finding.entity] = role, why
    _short(text, found, told)
    cast = list(_adults(text, [_with(f, told.get(f.entity)) for f in found]))
    return list(_split_mail(text, _children(text, cast)))


def _short(text: str, findings: Sequence[Finding], told: dict[int, tuple[Role, str]]) -> None:
    """Tell of people under a short given name what is known of the full one: `Gwen Pryce` is `Gwendolyn Pryce`."""
    people = [(text[f.start : f.end].casefold().split(), f) for f in findings if f.kind == Kind.PERSON]
    public: dict[str, list[tuple[list[str], Finding]]] = defaultdict(list)
    for words, finding in people:
        if finding.role in _ADULT and len(words) > 1:
            public[words[-1]].append((words, finding))
    for words, finding in people:
        if finding.role not in _WEAK or len(words) != 2 or len(words[0]) < SHORT or finding.entity < 0:
            continue
        for full, owner in public.get(words[1], ()):
            if full[0].startswith(words[0]):
                told.setdefault(finding.entity, (owner.role, owner.why))


SHORT = 3
"""Letters of a given name cut short."""


def _captions(text: str, match: re.Match[str]) -> bool:
    near = text[max(0, match.start() - 200) : match.end() + 120]
    return _CASE_NUMBER.search(near) is not None and _CITED.search(match.group()) is None


def _told(text: str, finding: Finding, firms: set[str], rows: Sequence[tuple[int, int]]) -> Iterator[tuple[Role, str]]:
    start, end = finding.start, finding.end
    before = text[max(0, start - LOOK) : start]
    if _CHILD_ROW.search(before) or _JUVENILE_HEAD.search(before):
        yield Role.MINOR, "minor_field"
    elif _AGE_AFTER.match(text, end):
        yield Role.MINOR, "minor_age"
    if _SERVER_BELOW.match(text, end):
        yield Role.PROCESS_SERVER, "server_after"
    elif _EXPERT_AFTER.match(text, end):
        yield Role.EXPERT, "expert_word"
    elif _SUCCESSOR.search(before) or any(first <= start and end <= last for first, last in rows):
        yield Role.PARTY, "caption"
    elif firms and _SIGNED.search(before):
        surname = text[start:end].rsplit(maxsplit=1)[-1].casefold()
        if any(re.search(rf"\b{re.escape(surname)}\b", names) for names in firms):
            yield Role.COUNSEL, "signs_for_firm"


def _with(finding: Finding, told: tuple[Role, str] | None) -> Finding:
    if told is None or finding.kind not in (Kind.PERSON, Kind.EMAIL):
        return finding
    role, why = told
    if role == Role.MINOR:
        return finding if finding.role in _ADULT else replace(finding, role=role, why=why)
    return replace(finding, role=role, why=why) if finding.role in _WEAK else finding


def _adults(text: str, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings; a surname after `Ms.` that went to a child goes to the adult of that name before it."""
    last: dict[str, Finding] = {}
    for finding in findings:
        if finding.kind != Kind.PERSON:
            yield finding
            continue
        words = text[finding.start : finding.end].split()
        surname = words[0].rstrip(",").casefold() if words[0].endswith(",") else words[-1].casefold()
        titled = re.search(r"\b(?:Mr|Mrs|Ms)\.?[ \n]$", text[max(0, finding.start - 6) : finding.start]) is not None
        adult = last.get(surname)
        lone = len(words) == 1 and re.match(r",[ \n]+[A-Z]", text[finding.end : finding.end + 3]) is None
        if finding.role == Role.MINOR and adult is not None and (titled or lone):
            yield replace(finding, role=adult.role, why=adult.why, entity=adult.entity)
            continue
        if finding.role != Role.MINOR and len(words) > 1:
            last[surname] = finding
        yield finding


def _children(text: str, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings; a lone given name that is a child's of the filing is the child."""
    given: dict[str, Finding] = {}
    for finding in findings:
        words = text[finding.start : finding.end].replace("\n", " ").split(" ")
        if finding.kind == Kind.PERSON and finding.role == Role.MINOR and len(words) > 1:
            given[(words[1] if words[0].endswith(",") else words[0]).casefold()] = finding
    for finding in findings:
        child = given.get(text[finding.start : finding.end].casefold()) if finding.kind == Kind.PERSON else None
        private = child is not None and finding.role in (Role.PRIVATE, Role.WITNESS)
        yield replace(finding, role=child.role, why=child.why, entity=child.entity) if child and private else finding


def _split_mail(text: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings; a child's name in a mail address is a name, which rules protect that let addresses stand."""
    for finding in findings:
        at = text.find("@", finding.start, finding.end) if finding.kind == Kind.EMAIL else -1
        if at < 0 or finding.role != Role.MINOR:
            yield finding
            continue
        yield replace(finding, end=at, kind=Kind.PERSON, parts=())
        yield replace(finding, start=at)
