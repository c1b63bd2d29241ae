"""Finds the line numbers of pleadings and transcripts in raw text; it drops only numbers that count up.

A number alone proves nothing: `12 the Court` may be prose and a bare `3` a page number. What is
dropped belongs to a run that counts up by one, line by line, as a printed margin does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.detect import letter

BARE = re.compile(r"[\s.·]*(\d{1,2})[\s.·]*")
"""A line that is nothing but a number, perhaps between the dots that some transcripts print for blanks."""

PREFIX = re.compile(
    r"\s*(?:\.(?P<dots>\d{1,2})\.[\s.]+|·[\s·]*(?P<middle>\d{1,2})[\s·]+|(?P<bare>\d{1,2})[ \t\u00a0]+)(?=[^\s.·)|])"
)
"""A number at the start of a line with text after it. `1. The lease` is a paragraph's number and no match."""

HIGHEST = 32
"""Pleading paper has 24 to 32 numbered lines, transcripts 25."""

SHORTEST = 5
"""Fewer numbers than this in a row may be a list."""

SKIP = 3
"""So many lines without a number may stand between two numbers (a heading, a line set closer than the grid)."""


JUMP = 3
"""Numbers of empty lines may be missing: a run may count on by up to this much at once."""


def bare(lines: Sequence[str]) -> set[int]:
    """Return the indices of lines that are bare gutter numbers."""
    numbers = [(i, int(m[1])) for i, line in enumerate(lines) if (m := BARE.fullmatch(line)) and int(m[1]) <= HIGHEST]
    return {i for run in _runs(numbers, skip=SKIP, lines=lines) for i in run}


def prefixed(lines: Sequence[str]) -> dict[int, int]:
    """Return, for each line that starts with a gutter number, how many characters of it to drop."""
    found = {i: m for i, line in enumerate(lines) if (m := PREFIX.match(line)) and not letter.closed(line)}
    numbers = [(i, number) for i, m in found.items() if (number := int(m[m.lastgroup or 0])) <= HIGHEST]
    bares = [(i, int(m[1])) for i, line in enumerate(lines) if (m := BARE.fullmatch(line)) and int(m[1]) <= HIGHEST]
    runs = _runs(sorted(numbers + bares), skip=SKIP, lines=lines)
    return {
        i: found[i].end() if i in found else len(lines[i])
        for run in runs
        for i in run
        if sum(j in found for j in run) >= SHORTEST
    }


def _runs(numbers: Sequence[tuple[int, int]], *, skip: int, lines: Sequence[str]) -> list[list[int]]:
    """Return the runs of line indices whose numbers count up, by one nearly always."""
    runs: list[list[int]] = []
    open_run: list[int] = []
    last = (-1, -1)
    for index, number in numbers:
        near = sum(bool(line.strip()) for line in lines[last[0] + 1 : index]) <= skip
        if open_run and near and 1 <= number - last[1] <= JUMP:
            open_run.append(index)
        elif open_run and near and number != 1:
            continue  # a number of the text (`30 days`): the run passes over it
        else:
            runs.append(open_run)
            open_run = [index]
        last = (index, number)
    runs.append(open_run)
    return [r for r in runs if len(r) >= SHORTEST]
