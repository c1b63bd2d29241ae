"""Groups mentions into the people of a filing; it reads names only and knows no roles.

Two names are one person when their surnames agree and their given names do: the same, one the initial or a short
form of the other, or one of them missing. Conflicting middle initials or generations part two people.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.detect.people.lexicon import fold, nicknames, sort
from pipeline.detect.people.mention import Mention
from pipeline.detect.people.name import Name
from pipeline.detect.people.token import INITIAL, WORD, Token, titles
from pipeline.nouns import Role


@dataclass(slots=True, eq=False)
class Person:
    """One person of the filing."""

    number: int
    surnames: set[str] = field(default_factory=set)
    """Keys under which the person's surname may stand alone."""
    givens: set[str] = field(default_factory=set)
    middles: set[str] = field(default_factory=set)
    """First letters of middle names."""
    suffixes: set[str] = field(default_factory=set)
    nicks: set[str] = field(default_factory=set)
    hints: set[Role] = field(default_factory=set)
    """Roles that some mention gives a good reason for."""
    mentions: list[Mention] = field(default_factory=list)
    cited: bool = False
    """Whether this is somebody in a citation, not of this filing."""
    wholes: list[int] = field(default_factory=list)
    """Where a given name and a surname stand together, in order."""

    @property
    def full(self) -> bool:
        """Whether a given name and a surname were seen together."""
        return bool(self.wholes)

    @property
    def away(self) -> bool:
        """Whether only another filing of the matter names this person, and as public: no given name means it here."""
        if not self.mentions or not self.mentions[0].away:
            return False
        private = self.hints & {Role.MINOR, Role.JUROR, Role.VICTIM, Role.PRIVATE}
        return bool(self.hints) and not private and all(m.away or not m.name.surname for m in self.mentions)

    def knows_tail(self, name: Name) -> bool:
        """Tell whether a name is the end of this person's, so that its first word is no given name."""
        return (
            bool(self.surnames)
            and name.given_key not in self.givens
            and bool(self.givens)
            and name.given_key in self.surnames
        )

    def add(self, mention: Mention) -> None:
        """Take a mention and what its name tells."""
        name = mention.name
        mention.entity = self.number
        self.hints.update(r.role for r in mention.reasons if r.weight > 1)
        self.mentions.append(mention)
        lone = len(name.words) == 1 and not name.given
        if not (lone and name.surname_key in self.givens):
            self.surnames.update(surname_keys(name))
        if name.given_key and not self.knows_tail(name):
            self.givens.add(initials(name)[0] if name.given[0].kind == INITIAL else name.given_key)
        self.middles.update(fold(t.text)[:1] for t in name.middle if t.kind == INITIAL or len(name.middle) == 1)
        self.suffixes.update(fold(t.text) for t in name.suffix)
        if name.given and name.surname:
            bisect.insort(self.wholes, mention.start)


def surname_keys(name: Name) -> Iterator[str]:
    """Yield the keys under which a surname may stand: whole, and each of two surnames or halves of a hyphen."""
    if not name.surname:
        return
    yield name.surname_key
    words = [t for t in name.surname if t.kind == WORD]
    if len(words) > 1:
        yield from (fold(t.text) for t in words if not sort(t.text).common)
    for token in words:
        halves = token.text.replace("‐", "-").replace("‑", "-").split("-")
        if len(halves) == 2 and all(len(h) > 3 for h in halves):
            yield from (fold(h) for h in halves if not sort(h).common)


def tail_keys(name: Name) -> Iterator[tuple[Token, ...]]:
    """Yield the ends of a name that may stand for it: with every surname among its middle names, the longest first."""
    body = (*name.middle, *name.surname)
    for i, token in enumerate(name.middle):
        kind = sort(token.text)
        if token.kind == WORD and kind.surname and not kind.word and (not kind.given or kind.surname < kind.given):
            yield body[i:]


def initials(name: Name) -> str:
    """Return the first letters of the given and middle names."""
    return "".join(fold(t.text) if t.kind == INITIAL else fold(t.text)[:1] for t in (*name.given, *name.middle))


def compatible(person: Person, name: Name) -> bool:
    """Tell whether a name can be this person's, their surnames agreeing."""
    if name.suffix and person.suffixes and person.suffixes.isdisjoint(fold(t.text) for t in name.suffix):
        return False
    if not name.given or not person.givens:
        return True
    key = name.given_key
    if name.given[0].kind == INITIAL or len(key) == 1:
        letters = initials(name)
        if not any(g[:1] == letters[:1] for g in person.givens):
            return False
        return len(letters) < 2 or not person.middles or letters[1] in person.middles
    if key not in person.givens and not any(_same_given(key, g) for g in person.givens):
        return False
    middles = {fold(t.text)[:1] for t in name.middle}
    return not middles or not person.middles or len(name.middle) > 1 or not middles.isdisjoint(person.middles)


def _same_given(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1]
    return other in nicknames().get(one, ()) or one in nicknames().get(other, ())


class Cast:
    """The people of one filing, found by surname or given name."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._by_surname: dict[str, list[Person]] = defaultdict(list)
        self._by_given: dict[str, list[Person]] = defaultdict(list)
        self._by_tail: dict[str, Person] = {}

    def named(self, surname: str) -> list[Person]:
        """Return everybody with this surname key."""
        return self._by_surname.get(surname, [])

    def called(self, given: str) -> list[Person]:
        """Return everybody with this given name or nickname."""
        return [p for p in self._by_given.get(given, ()) if not p.away]

    def add(self, mention: Mention, person: Person | None = None) -> Person:
        """Put a mention with a person, a new one when none is given."""
        if person is None:
            person = Person(len(self.people))
            self.people.append(person)
        person.add(mention)
        self._index(person)
        words = mention.name.words
        for size in range(2, len(words)):
            self._by_tail.setdefault(_joined(words[-size:]), person)
        return person

    def nick(self, person: Person, key: str) -> None:
        """Note another given name that a person goes by."""
        person.nicks.add(key)
        self._index(person)

    def _index(self, person: Person) -> None:
        for key in person.surnames:
            if person not in self._by_surname[key]:
                self._by_surname[key].append(person)
        for key in person.givens | person.nicks:
            if len(key) > 1 and person not in self._by_given[key]:
                self._by_given[key].append(person)

    def fill(self, mentions: Iterable[Mention]) -> None:
        """Group mentions: whole names first, then initials with a surname, then lone surnames and given names."""
        rounds: tuple[list[Mention], ...] = ([], [], [])
        for mention in mentions:
            name = mention.name
            whole = bool(name.given and name.surname)
            rounds[0 if whole and name.given[0].kind == WORD else 1 if whole else 2].append(mention)
        rounds[0].sort(key=lambda m: -len(m.name.words))
        for mention in (*rounds[0], *rounds[1]):
            found = [p for p in self.named(mention.name.surname_key) if compatible(p, mention.name) and not p.cited]
            tail = self._by_tail.get(_joined(mention.name.words))
            self.add(mention, tail or (found[0] if found else None))
        for mention in rounds[2]:
            self.add(mention, self.whose(mention))

    def cite(self, mention: Mention) -> None:
        """Put a mention in a citation with whoever is cited under that surname."""
        found = [p for p in self.named(mention.name.surname_key) if p.cited and compatible(p, mention.name)]
        person = self.add(mention, found[0] if found else None)
        person.cited = True

    def whose(self, mention: Mention, key: str = "") -> Person | None:
        """Return whom a lone surname or given name means, or None for somebody new.

        Of several the one named whole last before it, else the first after. Somebody cited is meant only when
        nobody of this filing is, and never with a title. A judge's title means a judge, `Mr.` means no judge
        and no child, and a bare surname means a child only where the words around say so or nobody else has it.
        `key` is the surname to look under, where it stands with more than itself.
        """
        name = mention.name
        lone = name.surname_key or name.given_key
        if not name.surname or (len(name.words) == 1 and not name.title and not self.named(key or lone)):
            return closest([p for p in self.called(lone) if not p.cited], mention.start)
        fitting = [p for p in self.named(key or name.surname_key) if compatible(p, name)]
        own = [p for p in fitting if not p.cited]
        if not own:
            return closest([] if name.title else fitting, mention.start)
        return closest(_meant(own, titles().get(name.title, ""), {r.role for r in mention.reasons}), mention.start)


def _meant(people: list[Person], title: str, roles: set[Role]) -> list[Person]:
    """Return whom of several with one surname a title and the words around a lone surname allow."""
    if Role.MINOR in roles:
        return [p for p in people if Role.MINOR in p.hints] or people
    if title == Role.JUDGE:
        return [p for p in people if Role.JUDGE in p.hints]
    grown = [p for p in people if Role.MINOR not in p.hints]
    if title == Role.OFFICIAL:
        sworn = [p for p in grown if p.hints & {Role.OFFICIAL, Role.PARTY}]
        return sworn or [p for p in grown if not p.hints & {Role.VICTIM, Role.JUROR, Role.JUDGE}]
    if title:
        return [p for p in grown if Role.JUDGE not in p.hints] or [p for p in people if Role.JUDGE not in p.hints]
    return grown or people


def _joined(words: Sequence[Token]) -> str:
    return " ".join(fold(t.text) for t in words)


def closest(people: Sequence[Person], place: int) -> Person | None:
    """Return whose whole name stands last before a place, or first after it."""
    if len(people) < 2:
        return people[0] if people else None

    def rank(person: Person) -> tuple[int, int]:
        index = bisect.bisect_right(person.wholes, place)
        if index:
            return 0, place - person.wholes[index - 1]
        return (1, person.wholes[0] - place) if person.wholes else (2, 0)

    return min(people, key=rank)
