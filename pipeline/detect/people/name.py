"""Makes a name out of tokens: what is given name, middle, surname and suffix, and which words can go on one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise

from pipeline.detect.people.lexicon import Sort, entries, fold, sort
from pipeline.detect.people.token import INITIAL, PARTICLE, SUFFIX, WORD, Token
from pipeline.nouns import Part

MOST_WORDS = 6
"""Words of one name; a run of more is a list or a heading."""


class Trust(IntEnum):
    """How much the place itself says that a name stands there."""

    BARE = 1
    """Nothing but the words: both must be known names."""
    MODEL = 2
    """A model took it for a name."""
    CUE = 3
    """A title, label, signature or speaker's colon stands beside it."""
    FORM = 4
    """It fills a field for names, so that even words no list knows as names are taken."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name as it stands at one place, without its title."""

    start: int
    end: int
    given: tuple[Token, ...]
    middle: tuple[Token, ...]
    surname: tuple[Token, ...]
    """The last word with its particles, or both surnames of a double one."""
    suffix: tuple[Token, ...]
    title: str = ""
    """The title before it, folded."""

    words: tuple[Token, ...] = field(init=False, compare=False)
    """Every word that is no initial, particle or suffix."""

    def __post_init__(self) -> None:
        words = tuple(t for t in (*self.given, *self.middle, *self.surname) if t.kind == WORD)
        object.__setattr__(self, "words", words)  # counted often: once is enough

    @property
    def given_key(self) -> str:
        """The first given name or initial, folded; empty for none."""
        return fold(self.given[0].text) if self.given else ""

    @property
    def surname_key(self) -> str:
        """The surname with its particles, folded into one word; empty for none."""
        return "".join(fold(t.text) for t in self.surname)

    def parts(self) -> tuple[Part, ...]:
        """Return the pieces as parts of a finding."""
        named = (("given", self.given), ("middle", self.middle), ("surname", self.surname), ("suffix", self.suffix))
        found = [Part(label, tokens[0].start, tokens[-1].end) for label, tokens in named if tokens]
        return tuple(sorted(found, key=lambda p: p.start))


_GRAMMAR = frozenset(
    ("an", "and", "are", "at", "by", "did", "for", "from", "had", "has", "his", "in", "is", "not", "of", "the", "was")
)
"""Words that make sentences. In a paper all in capitals a model takes some of them into a name (`PRUITT HAS`)."""


def fits(token: Token, trust: Trust, held: Sequence[Token]) -> bool:
    """Tell whether a word can go on a name of which `held` was read already."""
    kind = sort(token.text)
    words = [t for t in held if t.kind == WORD]
    if (
        len(words) >= MOST_WORDS
        or len(token.text) == 1
        or (trust == Trust.MODEL and token.caps and kind.key in _GRAMMAR)
        or _run_together(token.text)
        or _breaks_style(token, words, kind)
    ):
        return False
    if not kind.common or not kind.name:
        return not kind.common or (trust == Trust.FORM and kind.word and not (kind.court or kind.organisation))
    if held and (held[-1].kind in (INITIAL, PARTICLE) or sort(held[-1].text).given):
        return trust >= Trust.CUE or not kind.court
    if words:
        known = trust >= Trust.CUE or any(sort(w.text).name for w in words)
        return known and bool(kind.surname) and not kind.court and not kind.organisation
    if trust >= Trust.CUE:
        return trust == Trust.FORM or not (kind.court and token.caps)
    return bool(kind.given) and not kind.court


_PREFIXES = frozenset(
    ("Mc", "Mac", "De", "Di", "La", "Le", "Van", "Du", "Fitz", "Del", "Des", "Da", "Vander", "Ver", "St")
)


def _run_together(word: str) -> bool:
    """Tell whether two words are run together, as a bad text layer has them (`StoredInformation`); DeLuca is none."""
    if word.isupper() or word[1:].islower():
        return False
    return any(a.islower() and b.isupper() and word[:i] not in _PREFIXES for i, (a, b) in enumerate(pairwise(word), 1))


def _breaks_style(token: Token, words: Sequence[Token], kind: Sort) -> bool:
    """Tell whether capitals end or begin here, as where a heading meets a sentence."""
    if not words or kind.plain_surname:
        return False
    first = words[0]
    return first.caps != token.caps and len(first.text) > 2


def build(tokens: Sequence[Token], *, title: str = "") -> Name | None:
    """Return the name made of these tokens in western order, or None when no word is among them."""
    body = [t for t in tokens if t.kind in (WORD, INITIAL, PARTICLE)]
    tail = [t for t in tokens if t.kind == SUFFIX and fold(t.text) not in entries("degree")]
    if not any(t.kind == WORD for t in body):
        return None
    start, end = body[0].start, (tail or body)[-1].end
    lead = _given_count(body)
    cut = _surname_from(body, lead)
    given, middle, surname = tuple(body[:lead]), tuple(body[lead:cut]), tuple(body[cut:])
    return Name(start, end, given, middle, surname, tuple(tail), title)


def _given_count(body: Sequence[Token]) -> int:
    """Return how many tokens at the front are the given name: none for a lone surname."""
    words = [t for t in body if t.kind == WORD]
    if len(words) == 1 and body[0].kind == WORD and len(body) == 1:
        kind = sort(body[0].text)
        return int(bool(kind.given) and (not kind.surname or kind.given * 8 < kind.surname))
    if body[0].kind == PARTICLE or (len(words) == 1 and body[0].kind == WORD and body[-1].kind != INITIAL):
        return 0
    return 1


def _surname_from(body: Sequence[Token], lead: int) -> int:
    """Return where the surname begins: the last word, its particles, and the first of a double surname."""
    last = len(body) - 1
    while last > lead and body[last].kind != WORD:
        last -= 1
    first = max(last, lead)
    while first > lead and _small(body[first - 1]):
        first -= 1
    before = first - 1
    if before > lead and body[before].kind == WORD:
        kind = sort(body[before].text)
        if kind.surname and (not kind.given or kind.surname * 4 < kind.given) and not kind.word:
            first = before
            while first > lead and _small(body[first - 1]):
                first -= 1
    return first


def _small(token: Token) -> bool:
    return token.kind == PARTICLE or (token.kind == WORD and fold(token.text) in entries("particle"))
