"""Finds birth dates that a question, a wrapped heading or a cut row parts from their label; other dates stay.

A column of dates is one of birth when the heading above its table names one and no other column of
dates is earlier; an SSN that a cell breaks in two is joined.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.detect.date import DATE, dates, parts, sensible
from pipeline.nouns import Finding, Kind

BY = "birth.v1"
SCORE = 0.9

_ASKED = re.compile(
    r"(?i:date of birth|birth ?date|birthday|when were you born)[^\n?]{0,60}\?\s*\n[ ]*(?:\S{1,4}\s+)?(?:(?i:it is|it[’']s|my birthday is|i was born(?: on)?)\s+)?"  # noqa: E501
)
"""A question of a transcript, up to its answer; a scan may say anything for the `A.` of it."""

_BOOKED = re.compile(
    r"(?<![^\n])[^\n]{0,12}\b(?i:booking|booked|inmate|arrest(?:ed|ee)|suspect|subject|victim|witness|patient|offender|juvenile)\b"
    r"[^\n\d]{0,12}\d{0,10}[ ]?[^\n\d]{3,60}(?:[ ]{2}|\t)(?=[\dOIl]{1,2}[-/])"
)
"""A row of a report up to the date behind the name of whom it is about."""

_CELL_END = re.compile(r"[ ]{2}|[\t\n]|$")

_HEAD = re.compile(r"(?i:\bdate\s+of\s+birth\b|\bbirth\s*date\b|\bD\.?O\.?B\b)")
_BARE = re.compile(r"[ ]*(?:19|20)\d\d[ ]*")
"""All that a policy leaves of a birth date: where a column has such cells, it is the one of birth."""
_ROW_END = re.compile(r"\n")

HEAD = 260
"""Characters above a table's first row in which its heading stands, one cell in a row or wrapped."""

ROWS = 3
"""Rows with a date in the same column that make a column."""

_BROKEN = re.compile(r"(?<![\w-])\d{3}-\d{2}-\n(?:[A-Z]{1,12}\t)?\d{4}(?![\w-])")
"""A number that its cell breaks; the other cell's second row may stand between."""

_LOAN = re.compile(
    r"\b(?i:(?:auto|car|vehicle|home|home equity|personal|student|mortgage|boat) (?:loans?|line|equity))[ :#]+"
    r"(?P<value>\d[\d-]{5,20}\d)(?![\w.,]\d|\w)"
)
"""A loan of a statement with its number behind it and no word for number between."""


def births(text: str) -> Iterator[Finding]:
    """Yield birth dates, broken social-security numbers and numbers of loans."""
    for match in _ASKED.finditer(text):
        answer = DATE.match(text, match.end())
        if answer is not None and sensible(answer):
            yield _finding(answer)
    for match in _BOOKED.finditer(text):
        date = DATE.match(text, match.end())
        if date is not None and sensible(date) and _CELL_END.match(text, date.end()):
            yield _finding(date)
    for match in _BROKEN.finditer(text):
        yield Finding(match.start(), match.end(), Kind.SSN, SCORE, BY, why="broken")
    for match in _LOAN.finditer(text):
        yield Finding(match.start("value"), match.end("value"), Kind.BANK_ACCT, SCORE, BY, why="label")
    yield from _columns(text)


def _finding(match: re.Match[str]) -> Finding:
    return Finding(match.start(), match.end(), Kind.DOB, SCORE, BY, why="label", parts=parts(match))


def _columns(text: str) -> Iterator[Finding]:
    """Yield the dates of birth columns; a table is a stretch of rows with tabs."""
    at = 0
    table: list[tuple[int, str]] = []
    for row in [*text.split("\n"), ""]:
        if "\t" in row:
            table.append((at, row))
        elif table:
            yield from _column(text, table)
            table = []
        at += len(row) + 1


def _column(text: str, table: list[tuple[int, str]]) -> Iterator[Finding]:
    start = table[0][0]
    heads = list(_HEAD.finditer(text, max(0, start - HEAD), start))
    if len(table) < ROWS or not heads:
        return
    found: dict[int, list[re.Match[str]]] = defaultdict(list)
    cut: dict[int, int] = defaultdict(int)
    for at, row in table:
        cell = at
        for column, words in enumerate(row.split("\t")):
            date = DATE.match(text, cell)
            if date is not None and sensible(date) and date.end() <= cell + len(words):
                found[column].append(date)
            cut[column] += _BARE.fullmatch(words) is not None
            cell += len(words) + 1
    columns = {c: d for c, d in found.items() if len(d) >= ROWS}
    if not columns or max(cut.values(), default=0) >= ROWS:
        return
    birth = min(columns.values(), key=lambda d: sorted(map(_year, d))[len(d) // 2])
    yield from map(_finding, birth)
    latest = max(map(_year, birth))
    for date in dates(text, heads[-1].end(), start):  # the first row, when its cells were read one by one
        alone = text[date.start() - 1 : date.start()] == "\n" and _ROW_END.match(text, date.end())
        if alone and _year(date) <= latest:
            yield _finding(date)
            break


def _year(date: re.Match[str]) -> int:
    years = re.findall(r"\d{4}", date.group())
    return int(years[-1]) if years else 9999
