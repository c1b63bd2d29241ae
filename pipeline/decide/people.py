"""Who is who among the findings of one filing: mentions of one person, shared initials, numbers for pseudonyms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.decide.cut import Piece
from pipeline.decide.initials import initials, named
from pipeline.decide.rulings import folded, name_words, same_name
from pipeline.nouns import Finding, Kind, Part

Key = int | str
"""A person: the number detection gave, or else the name's words."""


def piece_of(text: str, finding: Finding) -> Piece:
    """Return a finding's value with its parts as offsets into it."""
    length = finding.end - finding.start
    clipped = (
        Part(p.label, max(0, p.start - finding.start), min(length, p.end - finding.start)) for p in finding.parts
    )
    parts = tuple(p for p in clipped if p.start < p.end)
    return Piece(value=text[finding.start : finding.end], kind=finding.kind, parts=parts)


@dataclass(slots=True)
class Person:
    """All mentions of one person."""

    key: Key
    names: dict[tuple[str, ...], None] = field(default_factory=dict, repr=False)
    """The words of each mention, given names first; each form once, in order of appearance."""

    @property
    def fullest(self) -> tuple[str, ...]:
        """The mention with the most words."""
        return max(self.names, key=len, default=())


class People:
    """The persons among some findings, in order of appearance."""

    def __init__(self, text: str, findings: Iterable[Finding]) -> None:
        self._text = text
        self._words: dict[str, tuple[str, ...]] = {}
        self._people: dict[Key, Person] = {}
        for finding in findings:
            if finding.kind is Kind.PERSON:
                key = self.key(finding)
                person = self._people.setdefault(key, Person(key))
                person.names[self.words(finding)] = None

    def words(self, finding: Finding) -> tuple[str, ...]:
        """Return the words of a mention, given names first."""
        value = self._text[finding.start : finding.end]
        if value not in self._words:
            self._words[value] = name_words(value)
        return self._words[value]

    def key(self, finding: Finding) -> Key:
        """Return the person that a finding mentions."""
        return finding.entity if finding.entity >= 0 else " ".join(self.words(finding))

    def of(self, finding: Finding) -> Person:
        """Return the person that a finding mentions, with all mentions."""
        return self._people[self.key(finding)]

    def any_name(self, finding: Finding, matches: Callable[[tuple[str, ...]], bool]) -> bool:
        """Tell whether any full mention (two words or more) of the finding's person matches."""
        return any(matches(name) for name in self.of(finding).names if len(name) > 1)

    def share_initials(self, findings: Sequence[Finding]) -> Mapping[Key, str]:
        """Return a number for each of two or more persons whose initials would be the same.

        Two entries whose names can be one person's are not told apart by a number: that would say
        that there are two.
        """
        shown = self._shown(findings)
        groups: dict[Key, list[Key]] = {}
        for key in shown:
            clash = next((g for g, members in groups.items() if any(shown[key] & shown[m] for m in members)), key)
            groups.setdefault(clash, []).append(key)
        numbers: dict[Key, str] = {}
        for members in groups.values():
            different = self._different(members)
            if len(different) > 1:
                numbers |= {key: str(n) for n, alike in enumerate(different, start=1) for key in alike}
        return numbers

    def _shown(self, findings: Sequence[Finding]) -> dict[Key, set[str]]:
        """Return the initials of two letters or more that each person appears under."""
        shown: dict[Key, set[str]] = {}
        for finding in findings:
            piece = piece_of(self._text, finding)
            overlay = initials(piece).overlay or "".join(w.text for w in named(piece))
            before, _, after = overlay.partition(", ")
            letters = folded(after + before).replace(" ", "")
            seen = shown.setdefault(self.key(finding), set())
            if len(letters) > 1:
                seen.add(letters)
        return shown

    def _different(self, keys: Sequence[Key]) -> list[list[Key]]:
        """Group persons whose fullest names can be one person's."""
        groups: list[list[Key]] = []
        for key in keys:
            name = self._people[key].fullest
            alike = next((g for g in groups if any(_alike(name, self._people[k].fullest) for k in g)), None)
            if alike is None:
                groups.append([key])
            else:
                alike.append(key)
        return groups


def _alike(a: Sequence[str], b: Sequence[str]) -> bool:
    return tuple(a) == tuple(b) or same_name(a, b)


def numbered(keys: Iterable[Key]) -> Mapping[Key, int]:
    """Return the number of each person in order of appearance, from 1."""
    return {key: n for n, key in enumerate(dict.fromkeys(keys), start=1)}
