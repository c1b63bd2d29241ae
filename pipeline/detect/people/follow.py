"""Finds every later mention of the people that are known: bare surnames, capitals, plurals, line ends, nicknames.

One automaton runs once over the folded text. What it finds is judged mention by mention: a common
word, a street, a city, a company or a case of the same name is nobody's mention.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import ahocorasick

from pipeline.detect.people import context
from pipeline.detect.people.cast import Cast, Person, closest, compatible
from pipeline.detect.people.clean import extended, title_before
from pipeline.detect.people.folded import Folded
from pipeline.detect.people.form import SHORTEST, patterns
from pipeline.detect.people.lexicon import entries, fold, sort
from pipeline.detect.people.mention import Mention
from pipeline.detect.people.name import Name, build
from pipeline.detect.people.read import read_surname_first
from pipeline.detect.people.thing import not_person
from pipeline.detect.people.token import SUFFIX, UPPER, WORD, Token, at, before, titles

BY = "follow.v1"


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    key: str
    given: bool


class Follower:
    """Judges each place where a known name stands; `closed` tells what is somebody's already, or a citation."""

    def __init__(self, text: str, cast: Cast, *, closed: Callable[[int], bool]) -> None:
        self.text = text
        self.cast = cast
        self.closed = closed
        self.places = frozenset(fold(m.group(1)) for m in _PLACES.finditer(text))

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
            mention = None if self.closed(hit.start) else self._judge(hit)
            if mention is not None:
                yield mention

    def _judge(self, hit: _Hit) -> tuple[Mention, Person | None] | None:
        text = self.text
        if _inside_word(text, hit):
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
            name = Name(hit.start, (tail or tokens[-1]).end, (), (), tokens, (tail,) if tail else ())
            name = self._with_given(extended(text, name), hit)
        if not_person(text, name):
            return None
        title = title_before(text, name.start)
        people = self.cast.named(hit.key)
        if name.given:
            return self._whole(name, people, title)
        if not self._bare(hit, people, title):
            return None
        if title is not None:
            name = replace(name, title=fold(title.text))
        mention = Mention(name, BY, 0.85, list(context.reasons(text, name.start, name.end)))
        person = self.cast.whose(mention, hit.key)
        return (mention, person) if person is not None or title is not None else None

    def lengthen(self, mention: Mention) -> None:
        """Take into a lone surname the given name before it that is this person's."""
        name = mention.name
        token = before(self.text, name.start) if not name.given else None
        if token is None or token.kind != WORD or self.closed(token.start):
            return
        if any(fold(token.text) in p.givens | p.nicks for p in self.cast.named(name.surname_key)):
            mention.name = build([token, *name.surname, *name.suffix], title=name.title) or name

    def _with_given(self, name: Name, hit: _Hit) -> Name:
        """Return the name with the given name before it that is this person's, or that no list knows as a word."""
        token = before(self.text, name.start)
        if token is None or token.kind != WORD or len(token.text) < 2 or name.given:
            return name
        key, kind = fold(token.text), sort(token.text)
        mine = any(key in p.givens | p.nicks for p in self.cast.named(hit.key))
        if not mine and "\n" in self.text[token.end : name.start]:
            return name
        if not mine and (
            kind.common
            or token.caps != self.text[hit.start : hit.end].isupper()
            or (kind.plain_surname and not kind.given)
        ):
            return name
        return build([token, *name.surname, *name.suffix]) or name

    def _whole(self, name: Name, people: Sequence[Person], title: Token | None) -> tuple[Mention, Person | None] | None:
        fitting = [p for p in people if compatible(p, name) and not p.cited]
        return Mention(name, BY, 0.9 if fitting else 0.8), fitting[0] if fitting else None

    def _known_given(self, name: Name, key: str) -> bool:
        return any(compatible(p, name) and p.givens for p in self.cast.named(key))

    def _bare(self, hit: _Hit, people: Sequence[Person], title: Token | None) -> bool:
        """Tell whether a lone surname may stand for a person here."""
        text = self.text
        if title is not None or any(r.weight > 1 for r in context.reasons(text, hit.start, hit.end)):
            return True
        if hit.key in self.places and text[hit.end : hit.end + 2] not in ("’s", "'s") and not _acts(text, hit.end):
            return False
        if hit.end - hit.start < SHORTEST or _next_is_name(text, hit.end) or _after_name(text, hit.start):
            return False
        kind = sort(text[hit.start : hit.end])
        full = any(p.full or any(m.sure for m in p.mentions) for p in people)
        if not kind.common:
            return full
        return any(p.full for p in people) and (self._in_sentence(hit) or _acts(text, hit.end))

    def _in_sentence(self, hit: _Hit) -> bool:
        """Tell whether the capital itself is a sign: a small word before, and no article, month or number."""
        text = self.text
        ahead = text[max(0, hit.start - 24) : hit.start]
        match = re.search(r"(?:^|\s)([^\s]+)[ \n]$", ahead)
        word = match.group(1) if match else ""
        possessive = text[hit.end : hit.end + 2] in ("’s", "'s")
        if not word or word[-1] in ".!?:;" or word.lower().strip('“"(') in entries("determiner"):
            return possessive and word.lower() not in entries("determiner") and not text[hit.start : hit.end].isupper()
        if text[hit.start : hit.end].isupper() or re.match(r",?[ ]\d", text[hit.end : hit.end + 4]):
            return False
        return word[0].islower() or possessive or word[-1] == ","

    def _given(self, hit: _Hit) -> tuple[Mention, Person | None] | None:
        text = self.text
        if _after_name(text, hit.start) or _next_is_name(text, hit.end):
            return None
        token = at(text, hit.start, hit.end)
        if token is None or token.kind != WORD:
            return None
        kind = sort(token.text)
        if kind.word and not kind.mixed and not _acts(text, hit.end):
            return None
        if (kind.mixed or kind.court or kind.place) and not (self._in_sentence(hit) or _acts(text, hit.end)):
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


_PLACES = re.compile(
    r"\b(?:(?i:city|county|town|township|village|borough|parish|port|state|commonwealth"
    rf"|university) of(?: the)? )([{UPPER}][^\W\d_]+)"
)
_NEXT_WORD = re.compile(
    r"(?:[’']s\b)?,?[ \n]+(?:(?:also|then|never|later|had|has|was|is|did|had|not|and|who|allegedly|repeatedly|himself"
    r"|herself)[ \n]+){0,2}([a-z]+)"
)


def _acts(text: str, end: int) -> bool:
    """Tell whether what follows is what people do: `Bond testified`."""
    match = _NEXT_WORD.match(text, end, end + 60)
    return match is not None and match.group(1) in entries("verb")


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
