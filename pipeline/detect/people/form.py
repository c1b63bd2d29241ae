"""Tells under which forms each person is looked for in the rest of a filing: surnames, ends of names, given names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.detect.people import mail
from pipeline.detect.people.cast import Cast, Person, tail_keys
from pipeline.detect.people.folded import pattern
from pipeline.detect.people.lexicon import fold, sort
from pipeline.detect.people.name import Name
from pipeline.detect.people.token import WORD, Token
from pipeline.nouns import Role

SHORTEST = 3
"""Letters of a surname or given name that is followed alone; two letters (Le, Ng) only with a title or given name."""


_BY_SURNAME = frozenset((Role.JUDGE, Role.COUNSEL, Role.COURT_STAFF, Role.OFFICIAL, Role.EXPERT))
"""People whom nobody calls by a given name alone in a filing."""


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
    yield _spelt(text, name.surname), name.surname_key
    for tail in tail_keys(name):
        yield _spelt(text, tail), name.surname_key
        if len(tail[0].text) > 3 and not sort(tail[0].text).common:
            yield pattern(tail[0].text), name.surname_key
    if len(words) == 1 and len(name.surname) > 1:
        return
    for token in words:
        pieces = [token.text] if len(words) > 1 else []
        halves = re.split(r"[-‐‑]", token.text)
        pieces += halves if len(halves) == 2 else []
        for piece in pieces:
            if len(piece) > 3 and not sort(piece).common:
                yield pattern(piece), fold(piece)


def _spelt(text: str, tokens: Sequence[Token]) -> str:
    """Return how tokens stand in folded text, as where another column does not part them."""
    return pattern(" ".join(text[t.start : t.end] for t in tokens))


def alone(cast: Cast, person: Person) -> Iterator[str]:
    """Yield the given names under which a person may be meant without surname."""
    if person.away:
        return
    yield from person.nicks
    family = any(len([p for p in cast.named(key) if p.full]) > 1 for key in person.surnames)
    writes = any(m.by == mail.BY for m in person.mentions)
    used = any(m.name.given and not m.name.surname for m in person.mentions)
    known = family or (Role.MINOR in person.hints) or used or writes
    public = person.cited or any(r.role in _BY_SURNAME and r.weight > 1 for m in person.mentions for r in m.reasons)
    for given in person.givens:
        if len(given) > 1 and (known or (person.full and not public)):
            yield given
