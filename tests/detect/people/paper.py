"""Reads test papers: text in which every name stands in double brackets with its role, `[[Ana Ruiz:judge]]`.

A plus before the name says that a model must propose it; a question mark after the role that the test does not care.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.detect.people import resolve
from pipeline.nouns import Finding, Kind
from tests.detect.marked import reading

HOME = Path(__file__).parent / "papers"
_MARK = re.compile(r"\[\[(\+?)((?:(?!\]\]).)*?):([a-z_]+)(\??)\]\]", re.DOTALL)


@dataclass(frozen=True)
class Named:
    """One marked name."""

    start: int
    end: int
    role: str
    proposed: bool
    free: bool


def parse(marked: str) -> tuple[str, list[Named]]:
    pieces, names, at, size = [], [], 0, 0
    for mark in _MARK.finditer(marked):
        pieces.append(marked[at : mark.start()])
        size += mark.start() - at
        names.append(Named(size, size + len(mark[2]), mark[3], bool(mark[1]), bool(mark[4])))
        pieces.append(mark[2])
        size += len(mark[2])
        at = mark.end()
    pieces.append(marked[at:])
    return "".join(pieces), names


def people(
    text: str, proposed: Sequence[tuple[int, int]] = (), others: Sequence[Finding] = (), score: float = 0.85
) -> list[Finding]:
    candidates = [Finding(start, end, Kind.PERSON, score, "model") for start, end in proposed]
    return [f for f in resolve(reading(text), (*candidates, *others)) if f.kind == Kind.PERSON]


def found(text: str, *proposed: str, score: float = 0.85) -> dict[str, str]:
    """Return the words of every person found in a text, with the role; `proposed` are what a model proposes."""
    spans = [(m.start(), m.end()) for words in proposed for m in re.finditer(re.escape(words), text)]
    return {text[f.start : f.end]: str(f.role) for f in people(text, spans, score=score)}


def compare(marked: str) -> None:
    """Assert that exactly the marked names are found, whole and in their roles."""
    text, names = parse(marked)
    got = people(text, [(n.start, n.end) for n in names if n.proposed])
    free = [n for n in names if n.free]
    got = [f for f in got if not any(f.start < n.end and f.end > n.start for n in free)]
    want = [n for n in names if not n.free]
    covered = {(n.start, n.end): [f for f in got if f.start < n.end and f.end > n.start] for n in want}
    missed = [text[n.start : n.end] for n in want if not _whole(text, n, covered[n.start, n.end])]
    wrong = [
        (text[n.start : n.end], n.role, str(f.role)) for n in want for f in covered[n.start, n.end] if f.role != n.role
    ]
    known = {id(f) for fs in covered.values() for f in fs}
    false = [text[f.start : f.end] for f in got if id(f) not in known]
    assert (missed, wrong, false) == ([], [], [])


def _whole(text: str, name: Named, parts: Sequence[Finding]) -> bool:
    solid = (i for i in range(name.start, name.end) if text[i].isalpha())
    return all(any(f.start <= i < f.end for f in parts) for i in solid)
