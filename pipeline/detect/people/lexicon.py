"""Looks up whether a word is a surname, a given name, an English word, a place or a court word; it judges no context.

Census names come from the package `names` 0.3.0 (MIT); every other list lies in `models/lexicons/`. Nothing is
read before it is asked for.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path


@cache
def home() -> Path:
    """Return the folder of lexicons: inside the installed package, or beside it in a source tree."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "_models" / "lexicons"
    return inside if inside.is_dir() else package.parent / "models" / "lexicons"


def _rows(name: str) -> list[str]:
    text = (home() / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def entries(name: str) -> frozenset[str]:
    """Return the words of one lexicon, such as `court`."""
    return frozenset(word for row in _rows(name) for word in row.split())


@cache
def phrases(name: str) -> tuple[str, ...]:
    """Return the rows of a lexicon as they stand."""
    return tuple(_rows(name))


@cache
def table(name: str) -> tuple[tuple[str, str], ...]:
    """Return the rows of a lexicon with a first column: (`title`, its words as they stand)."""
    return tuple((head, rest) for row in _rows(name) for head, _, rest in [row.partition("\t")])


def _census(name: str) -> list[str]:
    spec = find_spec("names")
    if spec is None or spec.origin is None:  # pragma: no cover - a declared dependency
        return []
    text = (Path(spec.origin).parent / name).read_text(encoding="ascii")
    return text.lower().split()[0::4]  # name, frequency, cumulative frequency, rank


@cache
def surnames() -> dict[str, int]:
    """Return census surnames with their rank, the most frequent first."""
    return {name: rank for rank, name in enumerate(_census("dist.all.last"), 1)}


@cache
def given() -> dict[str, int]:
    """Return given names with their rank: the better one of the two census lists, else behind all of them."""
    ranks: dict[str, int] = {}
    for file in ("dist.female.first", "dist.male.first"):
        for rank, name in enumerate(_census(file), 1):
            ranks[name] = min(rank, ranks.get(name, rank))
    last = len(ranks)
    return {**dict.fromkeys(entries("given"), last), **ranks}


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Return for each given name the names that may stand for it, itself among them."""
    near: dict[str, set[str]] = {}
    for row in _rows("nickname"):
        group = row.split()
        for name in group:
            # two short forms of different formal names (Chris) link through the formal one only
            near.setdefault(name, {name}).add(group[0])
            near.setdefault(group[0], {group[0]}).add(name)
    return {name: frozenset(group) for name, group in near.items()}


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word in small ASCII letters without apostrophes, full stops and hyphens: `O’Brien` is `obrien`."""
    if word.isascii():
        low = word.lower()
        return low if low.isalpha() else "".join(c for c in low if c.isalnum())
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain.lower() if c.isalnum() and not unicodedata.combining(c))


class Sort:
    """What the lists say of one word, as written.

    `surname` and `given` are census ranks (0 for none); `word` tells an English word, `mixed` one that is a name as
    often, `court` a word of court papers, `place` and `organisation` their kinds.
    """

    __slots__ = ("court", "given", "key", "mixed", "organisation", "place", "surname", "word")

    def __init__(self, text: str) -> None:
        key = fold(text)
        self.key = key
        self.surname = surnames().get(key, 0)
        self.given = given().get(key, 0)
        self.word = key in entries("words")
        self.mixed = key in entries("mixed")
        self.court = key in entries("court")
        if not self.surname and "-" in text:
            halves = [fold(h) for h in text.split("-")]
            self.court = self.court or any(h in entries("court") and h not in surnames() for h in halves)
            if all(h in surnames() for h in halves) and any(h not in entries("words") for h in halves):
                self.surname = max(surnames()[h] for h in halves)
            if not self.given and all(h in given() for h in halves):
                self.given = max(given()[h] for h in halves)
            plain = all(h in entries("words") and h not in surnames() for h in halves)
            self.word = self.word or (plain and halves[0] not in entries("particle"))
        self.place = key in entries("place")
        self.organisation = key in entries("organisation") or key in entries("company")

    @property
    def common(self) -> bool:
        """Whether the word alone is no evidence of a person."""
        return self.word or self.court or self.place or self.organisation

    @property
    def name(self) -> bool:
        """Whether the census knows it as a name at all."""
        return bool(self.surname or self.given)

    @property
    def plain_surname(self) -> bool:
        """Whether it is a surname and nothing else that could mislead."""
        return bool(self.surname) and not self.common

    @property
    def plain_given(self) -> bool:
        """Whether it is a given name and nothing else that could mislead."""
        return bool(self.given) and not self.common


@lru_cache(maxsize=65536)
def sort(word: str) -> Sort:
    """Return what the lists say of a word."""
    return Sort(word)
