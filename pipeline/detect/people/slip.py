"""Finds names that optical character recognition, or a hyphen at a line end, has bent by one letter or two pieces.

Names of five letters are followed where only letters differ that OCR takes for each other (`Haske1l`, `Haskeil`),
long surnames with any one letter wrong. Of the 1,223 plain surnames of eight letters among the 10,000 most frequent, 8 %
have an English word one letter away and 44 % another surname (17 % and 62 % at seven letters); so a word that is an
English word or a census name is never taken for a slip.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.detect.people.cast import Cast, Person
from pipeline.detect.people.form import SHORTEST
from pipeline.detect.people.lexicon import entries, fold, sort, surnames
from pipeline.detect.people.mention import Mention
from pipeline.detect.people.name import Name
from pipeline.detect.people.token import UPPER, WORD, Token

BY = "slip.v1"

LONG = 8
"""Letters from which a surname is followed with one letter wrong."""

TWIN = 5
"""Letters from which a name is followed with letters that OCR takes for each other."""

_TOKEN = re.compile(rf"(?<![\w@.-])[{UPPER}][\w’'|!]{{4,24}}(?![\w@])")
_TWINS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_TWIN = str.maketrans("01|!ij58ce", "olllllsbcc")
"""What OCR takes for each other, folded into one: 0 and o; 1, i, j and l; 5 and s; 8 and b; c and e."""

_BROKEN = re.compile(rf"(?<![\w-])(?P<head>[{UPPER}][^\W\d_]{{1,12}})-[ \n]{{1,3}}(?P<tail>[^\W\d_]{{1,14}})(?![\w-])")
_POSSESSIVE = re.compile(r"[’']s$")
_LOOKALIKE = str.maketrans("01|!58", "oiiisb")


def slips(text: str, cast: Cast) -> Iterator[tuple[Mention, Person]]:
    """Yield the words one letter away from a long surname, twins of any name, and surnames broken by a hyphen."""
    near: dict[str, list[tuple[str, Person]]] = defaultdict(list)
    twins: dict[str, Person] = {}
    for person in cast.people:
        if person.cited or not person.full:
            continue
        for name in (*person.surnames, *person.givens):
            if len(name) >= TWIN and not sort(name).common:
                twins.setdefault(_twin(name), person)
        for surname in person.surnames:
            if len(surname) >= LONG and not sort(surname).common:
                for form in _less(surname):
                    near[form].append((surname, person))
    words = set(_TOKEN.findall(text)) if twins else set()
    unknown = (w for w in words if w.lower() not in entries("words") and w.lower() not in surnames())
    bent = {w: p for w in unknown if (p := _owner(w, near) or _twin_of(w, twins)) is not None}
    for word, person in bent.items():
        for match in re.finditer(rf"(?<![\w@.-]){re.escape(word)}(?![\w@])", text):
            bare = _POSSESSIVE.sub("", word)
            yield _mention(match.start(), match.start() + len(bare), bare), person
    for match in _BROKEN.finditer(text):
        key = fold(match["head"] + match["tail"])
        people = [p for p in cast.named(key) if not p.cited]
        if people and len(key) > SHORTEST + 1:
            yield _mention(match.start(), match.end(), match.group()), people[0]


def _mention(start: int, end: int, word: str) -> Mention:
    return Mention(Name(start, end, (), (), (Token(start, end, WORD, word),), ()), BY, 0.7)


def _twin(word: str) -> str:
    """Return a word with letters that OCR takes for each other made one."""
    low = word.lower().translate(_TWIN)
    for pair, one in _TWINS:
        low = low.replace(pair, one)
    return low


def _twin_of(word: str, twins: dict[str, Person]) -> Person | None:
    """Return whose name a word is but for such letters; the name itself and known given names are no slips."""
    bare = _POSSESSIVE.sub("", word)
    kind = sort(bare)
    if kind.common or kind.name:
        return None
    person = twins.get(_twin(bare))
    return None if person is None or fold(bare) in person.surnames or fold(bare) in person.givens else person


def _less(word: str) -> set[str]:
    """Return a word and every form of it with one letter left out: two words one edit apart share one."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _owner(word: str, near: dict[str, list[tuple[str, Person]]]) -> Person | None:
    key = fold(_POSSESSIVE.sub("", word).translate(_LOOKALIKE))
    kind = sort(key)
    if kind.common or (kind.name and not any(c.isdigit() for c in word)):
        return None
    found = [(s, p) for form in _less(key) for s, p in near.get(form, ()) if s != key and one_apart(s, key)]
    same = [p for form in (key,) for s, p in near.get(form, ()) if s == key and not word.isalpha()]
    return same[0] if same else found[0][1] if found else None


def one_apart(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter changed, added or left out."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    i = 0
    while i < len(one) and one[i] == other[i]:
        i += 1
    return one[i + (len(one) == len(other)) :] == other[i + 1 :]
