"""Finds the names of people in web addresses and in the names of accounts: `site.example/ada-quill`, `@aquill`.

It follows people whom the filing names elsewhere, and finds nobody new. One word alone is somebody's only where a web
address or the sign of an account makes it a name of its own; run together in prose (`adaquill`) it takes both names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from pipeline.detect.people.cast import Cast, Person
from pipeline.detect.people.contact import owners
from pipeline.detect.people.lexicon import fold
from pipeline.detect.people.mention import Mention
from pipeline.detect.people.name import Name
from pipeline.detect.people.token import WORD, Token

BY = "web_name.v1"

LONGEST = 2_000
"""Characters of a web address that are read; none in use is longer."""

WORDS = 3
"""Words of a name in a web address, at most."""

GAP = 3
"""Characters between two words of such a name: a hyphen, a slash, `%20`."""

_PIECE = re.compile(r"\S+")
_WEB = re.compile(r"(?i)(?:https?:|ftp:|www\.)|\.[a-z]{2,24}/")
_ACCOUNT = re.compile(r"[\W_]*[@#](?=\w)")
_LETTERS = re.compile(r"[^\W\d_]+")
_WHOLE = re.compile(r"[^\W\d_][\w.-]*")


def linked(text: str, cast: Cast) -> Iterator[tuple[Mention, Person]]:
    """Yield the places in web addresses, accounts and run-together words that name somebody of the cast."""
    known = owners(cast)
    both = {form: person for form, person in known.items() if _has_both(form, person)}
    for match in _PIECE.finditer(text) if known else ():
        piece = match.group()[:LONGEST]
        if _ACCOUNT.match(piece) or _WEB.search(piece):
            yield from _named(piece, match.start(), known)
        elif fold(whole := piece.strip(".,;:!?()[]\"'“”‘’")) in both and _WHOLE.fullmatch(whole):
            start = match.start() + piece.index(whole)
            yield _mention(start, whole), both[fold(whole)]


def _has_both(form: str, person: Person) -> bool:
    """Tell whether a form has a surname and a given name, and no initial alone: `dray` is a word, `D. Ray` or not."""
    return any(form in (given + surname, surname + given) for surname in person.surnames for given in person.givens)


def _named(piece: str, at: int, known: Mapping[str, Person]) -> Iterator[tuple[Mention, Person]]:
    """Yield the longest runs of words in an address that make a form of somebody's name."""
    words = [(m.start(), m.end()) for m in _LETTERS.finditer(piece)]
    i = 0
    while i < len(words):
        for count in range(min(WORDS, len(words) - i), 0, -1):
            run = words[i : i + count]
            person = known.get(fold("".join(piece[a:b] for a, b in run)))
            if person is not None and all(after[0] - before[1] <= GAP for before, after in pairwise(run)):
                yield _mention(at + run[0][0], piece[run[0][0] : run[-1][1]]), person
                i += count
                break
        else:
            i += 1


def _mention(start: int, words: str) -> Mention:
    end = start + len(words)
    return Mention(Name(start, end, (), (), (Token(start, end, WORD, words),), ()), BY, 0.85)
