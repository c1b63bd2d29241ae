"""The words that invented papers are made of, split into a half for training and one for evaluation."""

from __future__ import annotations

import importlib.util
import unicodedata
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"

SIDES = ("train", "eval")

SHARE = 3
"""One word in so many belongs to the evaluation."""


def side_of(word: str) -> str:
    """Return the side that a word belongs to; spelling with or without accents, large or small, is the same word."""
    return "eval" if zlib.crc32(fold(word).encode()) % SHARE == 1 else "train"


def fold(word: str) -> str:
    """Return a word in small letters without accents."""
    flat = word.translate(str.maketrans("łŁøØđĐ", "lLoOdD"))
    return "".join(c for c in unicodedata.normalize("NFKD", flat) if not unicodedata.combining(c)).lower()


def plain(word: str) -> str:
    """Return a word without accents, as most court systems print it."""
    flat = word.translate(str.maketrans("łŁøØđĐ", "lLoOdD"))
    return "".join(c for c in unicodedata.normalize("NFKD", flat) if not unicodedata.combining(c))


@cache
def table(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the sections of a word list below `data/`."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            current.extend(word.replace("_", " ") for word in line.split())
    return {key: tuple(words) for key, words in sections.items()}


@cache
def words(name: str, section: str, side: str) -> tuple[str, ...]:
    """Return the words of one section that belong to `side`."""
    return tuple(w for w in table(name)[section] if side_of(w) == side)


@cache
def peoples() -> tuple[str, ...]:
    """Return the names of all peoples that the lists know."""
    return tuple(sorted({key.split()[0] for key in table("names")}))


@cache
def census(which: str, side: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return names of the US census on one side, the most frequent first, and the running sum of their frequencies.

    `which` is `all.last`, `female.first` or `male.first`; the lists come with the package `names` (MIT).
    """
    spec = importlib.util.find_spec("names")
    origin = spec.origin if spec else None
    if origin is None:
        raise ModuleNotFoundError("names")
    found: list[str] = []
    sums: list[float] = []
    total = 0.0
    for line in (Path(origin).parent / f"dist.{which}").read_text(encoding="utf-8").splitlines():
        name, frequency = line.split()[:2]
        if side_of(name) == side:
            total += float(frequency) + 0.0005
            found.append(name)
            sums.append(total)
    return tuple(found), tuple(sums)
