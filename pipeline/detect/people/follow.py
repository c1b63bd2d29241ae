"""Finds every later mention of the people that are known: bare surnames, capitals, plurals, line ends, nicknames.

One automaton runs once over the folded text. What it finds is judged mention by mention: a common
word, a street, a city, a company or a case of the same name is nobody's mention.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import ahocorasick

from pipeline.detect.people.cast import Cast, Person, closest, compatible
from pipeline.detect.people.clean import extended, not_person, title_before
from pipeline.detect.people.lexicon import fold, sort
from pipeline.detect.people.mention import Mention
from pipeline.detect.people.name import Name, read_surname_first
from pipeline.detect.people.token import APOSTROPHE, SUFFIX, UPPER, WORD, Token, at, titles
from pipeline.nouns import Role

BY = "follow.v1"

SHORTEST = 3
"""Letters of a surname or given name that is followed alone; two letters (Le, Ng) only with a title or given name."""

_MAP = {ord(c): "'" for c in APOSTROPHE} | {ord(c): "-" for c in "‐‑–"} | {ord(c): " " for c in "\n\t\r\xa0"}
_ACCENTS = str.maketrans(
    "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöøùúûüýÿŁłŚśŻżŹźŃńĆćĄąĘęŠšŽžČčĐđĞğŞşİı",
    "AAAAAACEEEEIIIINOOOOOOUUUUYaaaaaaceeeeiiiinoooooouuuuyyLlSsZzZzNnCcAaEeSsZzCcDdGgSsIi",
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Text in capitals without accents, runs of white space as one blank, and the way back."""

    text: str
    _cuts: tuple[int, ...]
    _shifts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold a text."""
        plain = text.translate(_MAP)
        if not plain.isascii():
            plain = plain.translate(_ACCENTS)
        upper = plain.upper()
        if len(upper) != len(plain):
            upper = "".join(c.upper() if len(c.upper()) == 1 else c for c in plain)
        pieces: list[str] = []
        cuts, shifts = [0], [0]
        last = size = 0
        for match in re.finditer(r"  +", upper):
            pieces.append(upper[last : match.start() + 1])
            size += match.start() + 1 - last
            last = match.end()
            cuts.append(size)
            shifts.append(last - size)
        pieces.append(upper[last:])
        return cls("".join(pieces), tuple(cuts), tuple(shifts))

    def back(self, at: int) -> int:
        """Return the offset in the text as it was."""
        return at + self._shifts[bisect.bisect_right(self._cuts, at) - 1]


def pattern(text: str) -> str:
    """Return how a name stands in folded text."""
    return Folded.of(text).text.strip()


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    key: str
    given: bool


class Follower:
    """Judges each place where a known name stands; `cited` tells what lies in a citation, `taken` in a mention."""

    def __init__(
        self, text: str, cast: Cast, *, cited: Callable[[int], bool], taken: Callable[[int], Mention | None]
    ) -> None:
        self.text = text
        self.cast = cast
        self.cited = cited
        self.taken = taken
        self._common: dict[str, bool] = {}

    def hits(self, wanted: dict[str, tuple[str, bool]]) -> Iterator[_Hit]:
        """Yield every place where one of the patterns stands as a word, the longest first at each place."""
        if not wanted:
            return
        automaton = ahocorasick.Automaton()
        for form, (key, given) in wanted.items():
            automaton.add_word(form, (len(form), key, given))
        automaton.make_automaton()
        folded = Folded.of(self.text)
        body = folded.text
        size = len(body)
        found: list[tuple[int, int, str, bool]] = []
        for last, (length, key, given) in automaton.iter(body):
            first, end = last + 1 - length, last + 1
            if first and body[first - 1].isalpha():
                continue
            if end < size and body[end].isalpha():
                plural = 0 if given else _plural(body, end)
                if not plural:
                    continue
                end += plural
            found.append((first, end, key, given))
        found.sort(key=lambda f: (f[0], -f[1]))
        reach = -1
        for first, end, key, given in found:
            if first >= reach:
                yield _Hit(folded.back(first), folded.back(end - 1) + 1, key, given)
                reach = end

    def follow(self) -> Iterator[tuple[Mention, Person | None]]:
        """Yield new mentions and whose they are; None for somebody new with a known surname."""
        for hit in self.hits(patterns(self.text, self.cast)):
            mention = None if self.taken(hit.start) else self._judge(hit)
            if mention is not None:
                yield mention

    def _judge(self, hit: _Hit) -> tuple[Mention, Person | None] | None:
        text = self.text
        if self.cited(hit.start) or _inside_word(text, hit):
            return None
        if not text[hit.start].isupper():
            return self._small(hit)
        return self._given(hit) if hit.given else self._surname(hit)

    def _surname(self, hit: _Hit) -> tuple[Mention, Person | None] | None:
        text = self.text
        name = read_surname_first(text, hit.start)
        if name is None or not self._known_given(name, hit.key):
            tokens = tuple(_tokens(text, hit.start, hit.end))
            if not tokens:
                return None
            tail = _suffix(text, hit.end)
            name = extended(text, Name(hit.start, (tail or tokens[-1]).end, (), (), tokens, (tail,) if tail else ()))
        if not_person(text, name):
            return None
        title = title_before(text, name.start)
        people = self.cast.named(hit.key)
        if name.given:
            return self._whole(name, people, title)
        if not self._bare(hit, people, title):
            return None
        person = self._whose(name, people, title)
        return (Mention(name, BY, 0.85), person) if person is not None else None

    def _whole(self, name: Name, people: Sequence[Person], title: Token | None) -> tuple[Mention, Person | None] | None:
        fitting = [p for p in people if compatible(p, name)]
        if fitting:
            return Mention(name, BY, 0.9), fitting[0]
        if name.given[0].kind == WORD and not sort(name.given[0].text).given:
            return None
        return Mention(name, BY, 0.8), None

    def _known_given(self, name: Name, key: str) -> bool:
        return any(compatible(p, name) and p.givens for p in self.cast.named(key))

    def _bare(self, hit: _Hit, people: Sequence[Person], title: Token | None) -> bool:
        """Tell whether a lone surname may stand for a person here."""
        text = self.text
        if title is not None:
            return True
        if hit.end - hit.start < SHORTEST or _next_is_name(text, hit.end) or _after_name(text, hit.start):
            return False
        kind = sort(text[hit.start : hit.end])
        full = any(p.full or any(m.sure for m in p.mentions) for p in people)
        if not kind.common:
            return full
        if kind.court or kind.place or kind.organisation or (kind.word and not kind.mixed):
            return any(p.full for p in people) and self._in_sentence(hit) and not self._used_small(hit)
        return any(p.full for p in people) and self._in_sentence(hit)

    def _in_sentence(self, hit: _Hit) -> bool:
        """Tell whether the capital itself is a sign: a small word before, and no article, month or number."""
        text = self.text
        ahead = text[max(0, hit.start - 24) : hit.start]
        match = re.search(r"(?:^|\s)([^\s]+)[ \n]$", ahead)
        word = match.group(1) if match else ""
        possessive = text[hit.end : hit.end + 2] in ("’s", "'s")
        if not word or word[-1] in ".!?:;" or word.lower().strip('“"(') in _ARTICLES:
            return possessive and word.lower() not in _ARTICLES and not text[hit.start : hit.end].isupper()
        if text[hit.start : hit.end].isupper() or re.match(r",?[ ]\d", text[hit.end : hit.end + 4]):
            return False
        return word[0].islower() or possessive or word[-1] == ","

    def _used_small(self, hit: _Hit) -> bool:
        """Tell whether the word also stands in small letters in this filing, often enough to be a word of it."""
        word = self.text[hit.start : hit.end].lower()
        if word not in self._common:
            self._common[word] = len(re.findall(rf"\b{re.escape(word)}\b", self.text)) > 0
        return self._common[word] and word not in _MODALS

    def _whose(self, name: Name, people: Sequence[Person], title: Token | None) -> Person | None:
        role = titles().get(fold(title.text)) if title is not None else None
        wanted = [p for p in people if compatible(p, name)]
        if role and role != "-":
            judges = [p for p in wanted if any(r.role == role for m in p.mentions for r in m.reasons)]
            wanted = judges or wanted
        elif role == "-" and len(wanted) > 1:
            others = [p for p in wanted if not any(r.role in _UNTITLED for m in p.mentions for r in m.reasons)]
            wanted = others or wanted
        return closest(wanted, name.start)

    def _given(self, hit: _Hit) -> tuple[Mention, Person | None] | None:
        text = self.text
        if _after_name(text, hit.start) or _next_is_name(text, hit.end):
            return None
        token = at(text, hit.start, hit.end)
        if token is None or token.kind != WORD:
            return None
        kind = sort(token.text)
        if (kind.word or kind.court or kind.place) and (not self._in_sentence(hit) or self._used_small(hit)):
            return None
        name = Name(hit.start, hit.end, (token,), (), (), ())
        if not_person(text, name):
            return None
        person = closest(self.cast.called(hit.key), hit.start)
        return (Mention(name, BY, 0.8), person) if person is not None else None

    def _small(self, hit: _Hit) -> tuple[Mention, Person | None] | None:
        """Judge a name in small letters: only after the given name of the same person."""
        if hit.given:
            return None
        text = self.text
        match = re.search(
            r"(?:^|[^\w])([^\W\d_]+)(?:[ \n]+(?:[^\W\d_]\.?|[^\W\d_]+))?[ \n]+$",
            text[max(0, hit.start - 40) : hit.start],
        )
        if match is None:
            return None
        key = fold(match.group(1))
        start = max(0, hit.start - 40) + match.start(1)
        for person in self.cast.named(hit.key):
            if key in person.givens and len(key) > 1:
                first = Token(start, start + len(match.group(1)), WORD, match.group(1))
                last = Token(hit.start, hit.end, WORD, text[hit.start : hit.end])
                return Mention(Name(start, hit.end, (first,), (), (last,), ()), BY, 0.8), person
        return None


_ARTICLES = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "each", "every", "any", "no", "his", "her", "their", "its", "our", "my", "your", "in", "last", "next", "early", "late", "mid", "since", "until", "on")
)  # fmt: skip
_MODALS = frozenset(("will", "may", "mark", "grant", "bill", "rich", "long", "young"))
"""Words so frequent in small letters that this says nothing about the capital."""
_UNTITLED = frozenset((Role.JUDGE, Role.CITED, Role.MINOR))


def patterns(text: str, cast: Cast) -> dict[str, tuple[str, bool]]:
    """Return what to look for: each folded form with its key, and whether it is a given name."""
    wanted: dict[str, tuple[str, bool]] = {}
    for person in cast.people:
        spread = person.full or any(m.sure for m in person.mentions)
        if not spread:
            continue
        for mention in person.mentions:
            for form, key in _forms(text, mention.name):
                wanted.setdefault(form, (key, False))
        for given in alone(cast, person):
            if len(given) >= SHORTEST:
                wanted.setdefault(given.upper(), (given, True))
    return wanted


def _forms(text: str, name: Name) -> Iterator[tuple[str, str]]:
    words = [t for t in name.surname if t.kind == WORD]
    if not words:
        return
    yield pattern(text[name.surname[0].start : name.surname[-1].end]), name.surname_key
    if len(words) == 1 and len(name.surname) > 1:
        return
    for token in words:
        pieces = [token.text] if len(words) > 1 else []
        halves = re.split(r"[-‐‑]", token.text)
        pieces += halves if len(halves) == 2 else []
        for piece in pieces:
            if len(piece) > 3 and not sort(piece).common:
                yield pattern(piece), fold(piece)


def alone(cast: Cast, person: Person) -> Iterator[str]:
    """Yield the given names under which a person may be meant without surname."""
    yield from person.nicks
    family = any(len([p for p in cast.named(key) if p.full]) > 1 for key in person.surnames)
    minor = any(r.role == Role.MINOR for m in person.mentions for r in m.reasons)
    used = any(m.name.given and not m.name.surname for m in person.mentions)
    if family or minor or used:
        yield from (g for g in person.givens if len(g) > 1)


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for match in re.finditer(r"[^\s]+", text[start:end]):
        yield Token(start + match.start(), start + match.end(), WORD, match.group())


def _suffix(text: str, place: int) -> Token | None:
    match = re.match(r",?[ \n]+", text[place : place + 3])
    token = at(text, place + match.end()) if match else None
    return (
        token
        if token is not None and token.kind == SUFFIX and fold(token.text) in ("jr", "sr", "ii", "iii", "iv")
        else None
    )


def _plural(body: str, end: int) -> int:
    """Return the length of a family's plural ending at a place (`THE HASKELLS`), 0 for none."""
    for ending in ("S", "ES"):
        stop = end + len(ending)
        if body.startswith(ending, end) and not body[stop : stop + 1].isalpha():
            return len(ending)
    return 0


def _inside_word(text: str, hit: _Hit) -> bool:
    before, after = text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]
    if before in ("@", "/", "\\", "_", "-", "‑") or (before == "." and hit.start > 1 and text[hit.start - 2].isalnum()):
        return True
    if (
        after in ("@", "_", "/", "\\")
        or after.isdigit()
        or (after in "-‑–" and text[hit.end + 1 : hit.end + 2].isalpha())
    ):
        return True
    return after == "." and text[hit.end + 1 : hit.end + 2].isalpha()


def _next_is_name(text: str, end: int) -> bool:
    """Tell whether another capitalised name follows, so that this one is not the last of a name."""
    match = re.match(rf"[ ]([{UPPER}][^\W\d_]+)", text[end : end + 30])
    if match is None or text[end - 1 : end + 1].isupper():
        return False
    kind = sort(match.group(1))
    return kind.plain_surname or (kind.organisation and not kind.word)


def _after_name(text: str, start: int) -> bool:
    """Tell whether an unknown capitalised word stands directly before, so that this is somebody else or a thing."""
    match = re.search(rf"([{UPPER}][^\W\d_]+(?:[’'-][^\W\d_]+)?)[ ]$", text[max(0, start - 24) : start])
    if match is None or fold(match.group(1)) in titles():
        return False
    kind = sort(match.group(1))
    return not kind.word and not kind.court
