"""Finds the texts that the user asked to burn, wherever and however they stand in the filing.

A term is found in any case, with or without accents, across line ends and hyphens, with other
blanks and punctuation between its words, in the possessive, and, when it could be a name,
surname first and with initials. All terms are looked for in one pass.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import ahocorasick

from pipeline.nouns import Finding, Kind

NAME = "term.v1"

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_SUFFIX = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "md", "phd"})

WIDEST = 12
"""Characters between two words of a term, at most: a line end, indentation, a comma."""


@dataclass(frozen=True, slots=True)
class _Variant:
    """One way to write a term, as folded words."""

    words: tuple[str, ...]
    exact: bool
    """Whether its words must be apart in the filing too: initials run together make other words."""
    given: bool
    """Whether this is the term as it was given."""


def find(text: str, terms: Sequence[str]) -> Iterator[Finding]:
    """Yield every place where a term stands; findings may overlap."""
    automaton = _automaton(terms)
    if automaton is None:
        return
    squeezed, begins, starts, ends = _squeeze(text)
    for last, variants in automaton.iter(squeezed):
        for variant in variants:
            length = sum(map(len, variant.words))
            first = bisect_left(begins, last + 1 - length)
            after = bisect_left(begins, last + 1)
            if begins[first] != last + 1 - length or begins[after] != last + 1:
                continue
            if _fits(text, variant, list(zip(starts[first:after], ends[first:after], strict=True))):
                why = "term" if variant.given else "variant"
                yield Finding(starts[first], ends[after - 1], Kind.TERM, 1.0, NAME, why=why)


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))


def _squeeze(text: str) -> tuple[str, array[int], array[int], array[int]]:
    """Return the folded words run together, where each begins in that, and its place in the text."""
    folded: list[str] = []
    begins, starts, ends = array("Q"), array("Q"), array("Q")
    at = 0
    for match in _WORD.finditer(text):
        word = match.group()
        word = word.lower() if word.isascii() else _fold(word)
        folded.append(word)
        begins.append(at)
        starts.append(match.start())
        ends.append(match.end())
        at += len(word)
    begins.append(at)
    return "".join(folded), begins, starts, ends


def _automaton(terms: Sequence[str]) -> ahocorasick.Automaton | None:
    patterns: dict[str, list[_Variant]] = {}
    for term in terms:
        for variant in dict.fromkeys(_variants(unicodedata.normalize("NFC", term))):
            patterns.setdefault("".join(variant.words), []).append(variant)
    patterns.pop("", None)
    if not patterns:
        return None
    automaton = ahocorasick.Automaton()
    for pattern, variants in patterns.items():
        automaton.add_word(pattern, variants)
    automaton.make_automaton()
    return automaton


def _variants(term: str) -> Iterator[_Variant]:
    words = tuple(_fold(word) for word in _WORD.findall(_APOSTROPHE.sub("", term)))
    if not words:
        return
    yield _Variant(words, exact=False, given=True)
    if words[-1].isalpha() and len("".join(words)) > 3:
        yield _Variant((*words[:-1], words[-1] + "s"), exact=True, given=True)
    name = tuple(word for word in words if word not in _SUFFIX)
    if not 2 <= len(name) <= 4 or not all(word.isalpha() for word in name):
        return
    *fore, surname = name
    given, middle = fore[0], fore[1:]
    initials = tuple(word[0] for word in fore)
    heads = {tuple(fore), (given,), initials, (given[0],), (given, *(word[0] for word in middle))}
    for head in sorted(heads):
        exact = any(len(word) == 1 for word in head)
        yield _Variant((*head, surname), exact=exact, given=False)
        yield _Variant((surname, *head), exact=exact, given=False)


def _fits(text: str, variant: _Variant, places: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the gaps in the filing are gaps that the term may have."""
    seams = set()
    at = 0
    for word in variant.words:
        at += len(word)
        seams.add(at)
    at = met = 0
    spaced = not variant.exact and len(places) > 2 and all(end - start == 1 for start, end in places)
    for (start, end), (after, _) in pairwise(places):
        at += len(_fold(text[start:end]))
        gap = text[end:after]
        met += at in seams
        if len(gap) > WIDEST or not (at in seams or spaced or _joins(gap, text[start:end])):
            return False
    return met == len(variant.words) - 1 or not variant.exact


def _joins(gap: str, word: str) -> bool:
    """Tell whether two pieces with this gap between them can be one word of the term."""
    if word.isdigit():
        return len(gap.strip()) <= 1
    if all(unicodedata.combining(character) for character in gap):
        return True
    return any(character in "-‐‑–'’\xad\n." for character in gap) and len(gap.strip()) <= 1
