"""What one filing tells the others of its matter: its people and homes; it holds words, which nothing here writes.

`told` takes them from the findings of one filing, `ordered` joins those of many. Of public roles only those go along
that a caption, a block, a title or a bench told; what protects somebody always does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.detect.people.name import Trust
from pipeline.detect.people.read import read
from pipeline.detect.people.role import PROTECTED
from pipeline.detect.people.sheet import LABELS, Words
from pipeline.nouns import Finding, Kind, Known, Role

_NOBODY = frozenset((Role.CITED, Role.AUTHOR, Role.ENTITY, Role.NONE))
"""Whom another filing says nothing of."""

_STRONG = {
    Role.JUDGE: ("after_title", "signature_judge", "judge_after", "before_bench"),
    Role.COURT_STAFF: ("after_title", "court_staff"),
    Role.COUNSEL: ("counsel_block", "bar_number", "pro_hac_vice", "appearance", "docket_signer", "signs_for_firm"),
    Role.PARTY: ("caption", "guardian_caption", "pro_se"),
}
"""The public roles that go along, with the reasons that are strong enough: layout and titles, no sentence."""

_HOMES = frozenset((Role.HOME, Role.UNKNOWN))


def told(text: str, findings: Iterable[Finding]) -> tuple[Known, ...]:
    """Return the people and homes of one filing.

    A name goes along where it is whole. Of those whom a role protects lone names do too.
    """
    people: dict[int, list[Finding]] = defaultdict(list)
    found: list[Known] = []
    for finding in findings:
        if finding.kind is Kind.PERSON and finding.entity >= 0 and finding.role not in _NOBODY:
            people[finding.entity].append(finding)
        elif finding.kind is Kind.ADDRESS and finding.role in _HOMES:
            words = _words(text, finding, ("number", "street"))
            if len(words) > 1:
                found.append(Known(Kind.ADDRESS, Role.HOME, finding.why, (words,)))
    found += [known for mentions in people.values() for known in _person(text, mentions)]
    return tuple(found)


def _person(text: str, mentions: Sequence[Finding]) -> Iterator[Known]:
    role, why = next(((m.role, m.why) for m in mentions if m.role in PROTECTED), (mentions[0].role, mentions[0].why))
    if role not in PROTECTED and why not in _STRONG.get(role, ()):
        role, why = Role.PRIVATE, ""
    forms: dict[str, Words] = {}
    for mention in mentions:
        words = _words(text, mention, LABELS) or _read(text, mention)
        forms.setdefault(" ".join(w for _, w in words).casefold(), words)
    whole = [f for f in forms.values() if {"given", "surname"} <= {label for label, _ in f}]
    rest = [f for f in forms.values() if f and f not in whole]
    lone = rest if role in PROTECTED else [f for f in rest if {label for label, _ in f} == {"given"}]
    if role in _STRONG:
        lone = []  # nobody is made public by a given name
    names = (*sorted(whole, key=len, reverse=True), *lone)
    if whole or (names and role in PROTECTED):
        yield Known(Kind.PERSON, role, why, names)


def _words(text: str, finding: Finding, labels: Sequence[str]) -> Words:
    parts = {p.label: " ".join(text[p.start : p.end].split()) for p in finding.parts}
    return tuple((label, parts[label]) for label in labels if parts.get(label))


def _read(text: str, finding: Finding) -> Words:
    """Return the words of a name that was found without parts; none where it is no plain name."""
    name = read(text, finding.start, Trust.FORM)
    if name is None or (name.start, name.end) != (finding.start, finding.end):
        return ()
    parts = {p.label: " ".join(text[p.start : p.end].split()) for p in name.parts()}
    return tuple((label, parts[label]) for label in LABELS if label in parts)


def ordered(told: Iterable[Known]) -> tuple[Known, ...]:
    """Return what many filings told, each once, whom something protects first and the public last.

    So a lone surname that several people of the matter have means whom it would harm most.
    """
    rank = {role: i for i, role in enumerate((*PROTECTED, Role.PRIVATE))}
    return tuple(sorted(set(told), key=lambda k: (rank.get(k.role, len(rank)), k.role, k.names, k.why)))
