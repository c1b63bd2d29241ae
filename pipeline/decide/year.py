"""Cuts a date down to its year."""

from __future__ import annotations

import re

from pipeline.decide.cut import Cut, Piece, Span, rest, whole

_FOUR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_NUMBER = (
    r"(?:hundred|and|oh|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|one|two|three|four|five|six|seven|eight|nine)"
)
_WORDS = re.compile(
    rf"\b(?:(?:eighteen|nineteen|twenty)(?:[-\s]+{_NUMBER})+|two\s+thousand(?:[-\s]+{_NUMBER})*)\b", re.IGNORECASE
)
"""A year in words, of two number words at least, so that the day `nineteen` is not taken for one."""
_GROUP = re.compile(r"\d+")
_COMPACT = re.compile(r"\s*(?P<first>(?:19|20)\d\d)(?:0\d|1[0-2])[0-3]\d\s*|\s*[01]\d[0-3]\d(?P<last>\d\d(?:\d\d)?)\s*")


def year(piece: Piece) -> Cut:
    """Burn month and day; burn it whole when no year can be told."""
    kept = _year(piece)
    if kept is None:
        return whole(piece)
    burn = rest(piece, (kept,))
    return Cut(burn=burn, remnant="year", note="" if burn else "already_reduced")


def _year(piece: Piece) -> Span | None:
    value = piece.value
    labelled = [(p.start, p.end) for p in piece.parts if p.label == "year" and _plausible(value[p.start : p.end])]
    if labelled:
        return labelled[-1]
    four = list(_FOUR.finditer(value))
    if four:
        return four[-1].span()
    if compact := _COMPACT.fullmatch(value):
        return compact.span("first") if compact.group("first") else compact.span("last")
    if spelled := list(_WORDS.finditer(value)):
        return spelled[-1].span()
    return _two_digits(value, [g.span() for g in _GROUP.finditer(value)])


def _plausible(text: str) -> bool:
    """A part that is called a year and has the digits of more than one is not believed."""
    return any(c.isalnum() for c in text) and sum(c.isdigit() for c in text) in (0, 2, 4)


def _two_digits(value: str, groups: list[Span]) -> Span | None:
    """Find a year of two digits: last, as Americans write it, unless only the first can be one."""
    numbers = [int(value[a:b]) for a, b in groups]
    has_month_word = re.search(r"[^\W\d_]{3,}", value) is not None
    year: Span | None = None
    if len(groups) == 3:
        year = groups[0] if numbers[0] > 31 and numbers[2] <= 31 else groups[2]
    elif len(groups) == 2 and has_month_word:
        year = groups[1]
    return year if year and year[1] - year[0] == 2 else None
