"""One text as the recognizers see it: its characters, and the cells of its tables; it finds nothing itself."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

CELL = re.compile(r"\t| {3,}")
"""What separates two cells: a tab from the reader, or the blanks with which raw text draws a table."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, by offsets into the text, without the blanks around it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Something that a language model took for a place, an organisation or an address."""

    start: int
    end: int
    label: str
    """`LOCATION`, `ORGANIZATION`, `PERSON`, `ADDRESS`; `NRP`, `AMOUNT`, `DATE_TIME` where the model knows them."""
    by: str = ""
    score: float = 0.85
    """How sure the model is, up to the score that its profile gives it."""


@dataclass(frozen=True)
class Sheet:
    """One text, what a language model made of it, and its tables."""

    text: str = field(repr=False)
    places: Sequence[Place] = field(default=(), repr=False)

    _found: dict[re.Pattern[str], list[re.Match[str]]] = field(default_factory=dict, repr=False, compare=False)

    def matches(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Return where a pattern stands; it is looked for once, however many ask."""
        if pattern not in self._found:
            self._found[pattern] = list(pattern.finditer(self.text))
        return self._found[pattern]

    @cached_property
    def tables(self) -> tuple[tuple[Row, ...], ...]:
        """Tables: runs of two or more lines that have cells."""
        return tuple(_tables(self.text))

    @cached_property
    def _cells(self) -> tuple[list[int], list[tuple[int, int, int]]]:
        found = [
            (cell.start, (t, r, c))
            for t, table in enumerate(self.tables)
            for r, row in enumerate(table)
            for c, cell in enumerate(row.cells)
        ]
        return [start for start, _ in found], [spot for _, spot in found]

    def cell_at(self, offset: int) -> tuple[int, int, int] | None:
        """Return (table, row, column) of the cell in which `offset` lies, or None."""
        starts, spots = self._cells
        index = bisect.bisect_right(starts, offset) - 1
        if index < 0:
            return None
        table, row, column = spots[index]
        return spots[index] if offset < self.tables[table][row].cells[column].end else None

    def below(self, spot: tuple[int, int, int]) -> Iterator[Cell]:
        """Yield the cells under a cell, from above to below, to the end of its table."""
        table, row, column = spot
        for lower in self.tables[table][row + 1 :]:
            if column < len(lower.cells):
                yield lower.cells[column]


def _tables(text: str) -> Iterator[tuple[Row, ...]]:
    run: list[Row] = []
    last = -1
    at = 0
    for line in text.split("\n"):
        if "\t" in line or "   " in line.strip():
            if run and last != at:
                if len(run) > 1:
                    yield tuple(run)
                run = []
            run.append(Row(tuple(_cells(line, at))))
            last = at + len(line) + 1
        at += len(line) + 1
    if len(run) > 1:
        yield tuple(run)


def _cells(line: str, offset: int) -> Iterator[Cell]:
    start = 0
    for gap in CELL.finditer(line):
        yield _trim(line, start, gap.start(), offset)
        start = gap.end()
    yield _trim(line, start, len(line), offset)


def _trim(line: str, start: int, end: int, offset: int) -> Cell:
    while start < end and line[start] == " ":
        start += 1
    while end > start and line[end - 1] == " ":
        end -= 1
    return Cell(offset + start, offset + end)
