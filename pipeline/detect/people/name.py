"""Reads a name out of tokens: what is given name, middle, surname and suffix; it does not look for names.

`read` goes forward from a place, `build` takes tokens that are known to be one name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from pipeline.detect.people.lexicon import Sort, entries, fold, sort
from pipeline.detect.people.token import INITIAL, PARTICLE, SUFFIX, TITLE, UPPER, WORD, Token, at, before, forward, gap
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


def fits(token: Token, trust: Trust, held: Sequence[Token]) -> bool:
    """Tell whether a word can go on a name of which `held` was read already."""
    kind = sort(token.text)
    words = [t for t in held if t.kind == WORD]
    if (
        len(words) >= MOST_WORDS
        or len(token.text) == 1
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
    return any(
        a.islower() and b.isupper() and word[:i] not in _PREFIXES
        for i, (a, b) in enumerate(zip(word, word[1:], strict=False), 1)
    )


def _breaks_style(token: Token, words: Sequence[Token], kind: Sort) -> bool:
    """Tell whether capitals end or begin here, as where a heading meets a sentence."""
    if not words or kind.plain_surname:
        return False
    first = words[0]
    return first.caps != token.caps and len(first.text) > 2


def read(text: str, place: int, trust: Trust, *, breaks: str = " \n", wraps: bool = False) -> Name | None:
    """Return the name that begins at a place, its title skipped, or None.

    `wraps` tells that the rows of the text are broken inside names, so that no line end ends one.
    """
    held: list[Token] = []
    title = ""
    for token in forward(text, place, breaks=breaks):
        if token.kind == TITLE:
            if held:
                break
            title = fold(token.text)
            continue
        if token.kind == SUFFIX:
            if any(t.kind == WORD for t in held):
                held.append(token)
                continue
            break
        if held and (held[-1].kind == SUFFIX or (not wraps and _line_ends(text, held, token))):
            break
        if token.kind == WORD and not fits(token, trust, held) and not _between(text, token, held):
            break
        if token.kind == PARTICLE and not wraps and "\n" in text[(held[-1].end if held else place) : token.start]:
            break
        held.append(token)
    while held and held[-1].kind in (PARTICLE, INITIAL) and any(t.kind == WORD for t in held):
        held.pop()
    return build(held, title=title)


def read_back(text: str, end: int, trust: Trust, *, least: int = 2) -> Name | None:
    """Return the name that ends at a place, of at least so many words or initials, or None."""
    held: list[Token] = []
    place = end
    while len(held) < MOST_WORDS:
        token = _ending(text, place) if not held else before(text, place, " ")
        if token is None or token.kind == TITLE:
            break
        if token.kind == WORD and (len(token.text) < 2 or not fits(token, trust, ())):
            if not (held and sort(token.text).given and not sort(token.text).court):
                break
        if token.kind == SUFFIX and held:
            break
        held.insert(0, token)
        place = token.start
    while held and held[0].kind == PARTICLE and held[0].text.islower():
        held.pop(0)
    return build(held) if len(held) >= least else None


def _ending(text: str, end: int) -> Token | None:
    match = re.compile(r"[^\s,;:()\[\]{}<>\"“”|/\d]+$").search(text, max(0, end - 40), end)
    token = at(text, match.start(), end) if match else None
    return token if token is not None and token.end == end else None


def _between(text: str, token: Token, held: Sequence[Token]) -> bool:
    """Tell whether a short word stands inside a name that no list knows whole: `Kwai Fun Wong`."""
    kind = sort(token.text)
    if (
        not held
        or held[-1].kind != WORD
        or len(token.text) > 4
        or kind.court
        or kind.organisation
        or token.caps != held[-1].caps
    ):
        return False
    follows = gap(text, token.end, " ")
    after = at(text, follows) if follows >= 0 else None
    return after is not None and after.kind == WORD and after.caps == token.caps and sort(after.text).plain_surname


def _line_ends(text: str, held: Sequence[Token], token: Token) -> bool:
    """Tell whether a line end before a token parts two names: the first is whole, and the second begins like one."""
    if "\n" not in text[held[-1].end : token.start] or held[-1].kind != WORD:
        return False
    words = sum(1 for t in held if t.kind == WORD)
    if len(held) < 2:
        return False
    if token.kind != WORD:
        return True
    kind = sort(token.text)
    if kind.plain_surname and not (kind.given and kind.given < kind.surname):
        follows = gap(text, token.end, " ")
        return follows >= 0 and words >= 2 and text[follows : follows + 1].isupper()
    return words >= 2 or bool(kind.given)


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


_FIRST_COMMA = re.compile(r",[ \xa0]*(?:\n[ \xa0]*|\t[ \xa0]*)?")


_MAY_BE_FIRST = re.compile(rf"[{UPPER}a-z][^\n\t,;:()]{{0,48}},[ \xa0]*[\n\t]?[ ]*[{UPPER}]")


def read_surname_first(text: str, place: int) -> Name | None:
    """Return the name that begins at a place in the order `HASKELL, ROBERT T.`, or None."""
    if _MAY_BE_FIRST.match(text, place) is None:
        return None
    family: list[Token] = []
    for token in forward(text, place, most=4):
        if (
            token.kind not in (WORD, PARTICLE, SUFFIX)
            or (token.kind == SUFFIX and not family)
            or (token.kind == WORD and not fits(token, Trust.CUE, family))
        ):
            return None
        family.append(token)
    if not any(t.kind == WORD for t in family):
        return None
    comma = _FIRST_COMMA.match(text, family[-1].end)
    if comma is None:
        return None
    wrapped = "\n" in comma.group()
    rest = []
    for token in forward(text, comma.end(), most=4):
        if token.kind not in (WORD, INITIAL, SUFFIX) or (token.kind == WORD and not fits(token, Trust.CUE, rest)):
            break
        if rest and "\n" in text[rest[-1].end : token.start]:
            break
        rest.append(token)
    given = [t for t in rest if t.kind != SUFFIX]
    if _two_names(family, given):
        return None
    if not given or (given[0].caps and len(given[0].text) > 1 and not family[-1].caps):
        return None
    tail = [t for t in (*family, *rest) if t.kind == SUFFIX and fold(t.text) not in entries("degree")]
    surname = tuple(t for t in family if t.kind != SUFFIX)
    end = max(t.end for t in (*given, *tail))
    if text[end : end + 1] == "." and len(given[-1].text) == 1:
        end += 1
    if wrapped and text[end : end + 1] not in ("", "\n", ";", ")"):
        return None
    return Name(family[0].start, end, (given[0],), tuple(given[1:]), surname, tuple(tail))


def _two_names(family: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Tell whether a comma parts two whole names: `Keeva Haskell, Tomas Haskell`."""
    words = [t for t in family if t.kind == WORD]
    after = [t for t in rest if t.kind == WORD]
    if len(words) < 2 or len(after) < 2:
        return False
    last = sort(after[-1].text)
    return last.plain_surname and (not last.given or last.surname < last.given)


def joined(text: str, first: int, second: int) -> bool:
    """Tell whether only white space that a name may run over lies between two places."""
    return gap(text, first, " \n\t") == second
