"""Finds the ruled lines of a page, and the columns of marks that stand for a rule.

A caption is often parted by a column of `)`; pleadings and transcripts number their
lines in the margin. A person reads neither as text, and both say where a column
ends. They are taken out of the running text here and become rules.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pipeline.extract.row import Axes, Frame, Line
from pipeline.extract.trace import Floats

THIN = 4.0
"""Points: a filled rectangle no wider than this is a line."""

SHORT = 14.0
"""Points: a shorter line rules nothing."""

JOIN = 3.0
"""Points: pieces of a rule no further apart are one rule."""

NUMBERED = 8
"""Numbers in a row, counting up by one and standing in line, that make a margin of line numbers."""

MIDDLE, NEAR = 0.3, 1.0
"""Ems above the base line at which a rule must stand beside a line, and points that letters may reach over it."""

STANDING = frozenset([")", "|", "(", ":", "§", "}", "*", "]", "¦", "!"])
"""Marks that captions are parted with."""

STACKED = 3
"""So many of them above each other make a rule."""


class Rule(NamedTuple):
    """A ruled line in the coordinates of a frame; it lies along its longer side."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def upright(self) -> bool:
        """Whether it runs down the page."""
        return self.y1 - self.y0 > self.x1 - self.x0


def rules(vectors: Floats, axes: Axes, ruled: Floats | None = None) -> list[Rule]:
    """Return the rules among the painted boxes (page space), for lines that run along a side of the page.

    `ruled` are lines by both their ends; they are rules for text at any angle.
    """
    if not axes.square:
        vectors = vectors[:0]
    if ruled is not None:
        vectors = np.concatenate([vectors, ruled])
    if not len(vectors):
        return []
    xs = axes.along(vectors[:, 0::2], vectors[:, 1::2])
    ys = axes.down(vectors[:, 0::2], vectors[:, 1::2])
    found: list[Rule] = []
    for (xa, xb), (ya, yb) in zip(xs.tolist(), ys.tolist(), strict=True):
        left, right, top, bottom = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
        wide, high = right - left, bottom - top
        if max(wide, high) < SHORT:
            continue
        if min(wide, high) <= THIN:
            found.append(Rule(left, top, right, bottom))
        elif min(wide, high) >= SHORT:
            found += [Rule(left, y, right, y) for y in (top, bottom)] + [Rule(x, top, x, bottom) for x in (left, right)]
    return _joined(found)


def _joined(found: Sequence[Rule]) -> list[Rule]:
    """Join pieces of one rule; those of a scan lie a little askew, so that a later piece may stand further across."""
    result: list[Rule] = []
    for upright in (True, False):
        # (across, start, end) of each piece
        pieces = sorted(
            (round((r.x0 + r.x1) / 2), r.y0, r.y1) if upright else (round((r.y0 + r.y1) / 2), r.x0, r.x1)
            for r in found
            if r.upright == upright
        )
        for across, level in _level(pieces):
            result += [Rule(across, s, across, e) if upright else Rule(s, across, e, across) for s, e in _runs(level)]
    return result


def _level(pieces: Sequence[tuple[int, float, float]]) -> list[tuple[int, list[tuple[float, float]]]]:
    """Return start and end of sorted pieces by where they stand across; one point more is the same place."""
    result: list[tuple[int, list[tuple[float, float]]]] = []
    for across, start, end in pieces:
        if not result or across - result[-1][0] > 1:
            result.append((across, []))
        result[-1][1].append((start, end))
    return result


def _runs(level: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return start and end of what pieces make together that meet."""
    result: list[tuple[float, float]] = []
    for start, end in sorted(level):
        if result and start <= result[-1][1] + JOIN:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result


def without_numbers(lines: Sequence[Line], frame: Frame) -> tuple[list[Line], list[Rule]]:
    """Return the lines without a margin of line numbers, and a rule in place of each margin."""
    found: dict[int, tuple[int, Line]] = {}
    for index, line in enumerate(lines):
        match = NUMBER.match(line.text)
        if match:
            found[index] = (int(match["n"]), line)
    margins = _margins(found)
    drawn: list[Rule] = []
    kept: list[Line | None] = list(lines)
    for members in margins:
        column = [found[i][1] for i in members]
        right = max(_end_of_number(line, frame) for line in column)
        for i in _misread(lines, [found[i] for i in members]):
            kept[i] = lines[i].cut(len(_glyphs_of(ODD.match(lines[i].text))), len(lines[i].at), frame)
        drawn.append(Rule(right + 1, column[0].base - column[0].size, right + 1, column[-1].base + 2))
        for i in members:
            kept[i] = lines[i].cut(len(_glyphs_of(NUMBER.match(lines[i].text))), len(lines[i].at), frame)
    return [line for line in kept if line is not None], drawn


NUMBER = re.compile(r"[.·]? ?(?P<n>\d{1,2})[.·]?(?= |$)")
"""A line number, with the dots that some transcripts print for spaces."""


ODD = re.compile(r"\S{1,3}(?= |$)")
"""What stands in place of a line number that was misread."""

SKIPPED = 3
"""A number may be so much higher than the one before: those between were misread."""


def _misread(lines: Sequence[Line], column: Sequence[tuple[int, Line]]) -> list[int]:
    """Return the lines that stand where numbers of a column are missing, and begin in line with it."""
    gaps = [(a, b) for (n, a), (m, b) in itertools.pairwise(column) if m > n + 1]
    return [
        index
        for index, line in enumerate(lines)
        if ODD.match(line.text)
        and any(a.base < line.base < b.base and abs(line.x0 - a.x0) < 0.7 * a.size for a, b in gaps)
    ]


def _glyphs_of(match: re.Match[str] | None) -> str:
    return match[0].replace(" ", "") if match else ""


def _end_of_number(line: Line, frame: Frame) -> float:
    return float(frame.right[line.at[len(_glyphs_of(NUMBER.match(line.text))) - 1]])


def _margins(found: dict[int, tuple[int, Line]]) -> list[list[int]]:
    """Return runs of numbers that count up down the page, in line on either side."""
    open_runs: list[list[int]] = []
    for index, (number, line) in sorted(found.items(), key=lambda item: (item[1][1].base, item[1][1].x0)):
        for run in open_runs:
            last_number, last = found[run[-1]]
            in_line = abs(line.x0 - last.x0) < 0.7 * line.size
            step, ahead = line.base - last.base, number - last_number
            if 1 <= ahead <= SKIPPED and in_line and 0 < step < 4 * ahead * line.size:
                run.append(index)
                break
        else:
            open_runs.append([index])
    return [run for run in open_runs if len(run) >= NUMBERED]


def without_marks(lines: Sequence[Line], frame: Frame) -> tuple[list[Line], list[Rule]]:
    """Return the lines without columns of standing marks such as `)`, and a rule in place of each column."""
    places: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    for index, line in enumerate(lines):
        for mark in STANDING.intersection(line.text):
            places[mark] += [(float(frame.left[line.at[i]]), index, i) for i in _alone(line, mark)]
    taken: dict[int, set[int]] = defaultdict(set)
    drawn = []
    for found in places.values():
        for column in _columns(found, lines):
            x = sum(place for place, _, _ in column) / len(column)
            top, bottom = lines[column[0][1]], lines[column[-1][1]]
            drawn.append(Rule(x, top.base - 1.1 * top.size, x, bottom.base + 0.3 * bottom.size))
            for _, index, glyph in column:
                taken[index].add(glyph)
    kept: list[Line] = []
    for index, line in enumerate(lines):
        kept.extend(_parts(line, taken[index], frame) if index in taken else [line])
    return kept, drawn


def parted(lines: Sequence[Line], rules: Sequence[Rule], frame: Frame) -> list[Line]:
    """Return the lines cut where an upright rule stands in a space: the cells of a table may be close to each other."""
    upright = [rule for rule in rules if rule.upright]
    return [part for line in lines for part in _cells(line, upright, frame)]


def _cells(line: Line, upright: Sequence[Rule], frame: Frame) -> list[Line]:
    middle = line.base - MIDDLE * line.size
    beside = [rule.x0 for rule in upright if line.x0 < rule.x0 < line.x1 and rule.y0 < middle < rule.y1]
    if not beside:
        return [line]
    cuts = [
        i
        for i, space in enumerate(line.spaces)
        if space and any(frame.right[line.at[i - 1]] - NEAR < x < frame.left[line.at[i]] + NEAR for x in beside)
    ]
    parts = [line.cut(a, b, frame) for a, b in itertools.pairwise([0, *cuts, len(line.at)])]
    return [part for part in parts if part is not None]


def _alone(line: Line, mark: str) -> list[int]:
    """Return the characters of a line that are this mark, standing alone; a `)` at the end may touch the text."""
    count = len(line.at)
    text = line.text.replace(" ", "")
    if len(text) != count:
        return []
    before = [i == 0 or line.spaces[i] for i in range(count)]
    result = []
    for i in range(count):
        if text[i] != mark:
            continue
        free_after = i + 1 == count or before[i + 1]
        unmatched = mark == ")" and i + 1 == count and text.count("(") < text.count(")")
        if free_after and (before[i] or unmatched):
            result.append(i)
    return result


def _columns(found: list[tuple[float, int, int]], lines: Sequence[Line]) -> list[list[tuple[float, int, int]]]:
    """Return groups of marks that stand above each other with no large gap between."""
    result: list[list[tuple[float, int, int]]] = []
    for place in sorted(found, key=lambda p: lines[p[1]].base):
        line = lines[place[1]]
        for column in result:
            last = lines[column[-1][1]]
            if abs(column[-1][0] - place[0]) < 0.35 * line.size and 0 < line.base - last.base < 5 * line.size:
                column.append(place)
                break
        else:
            result.append([place])
    return [column for column in result if len(column) >= STACKED]


def _parts(line: Line, taken: set[int], frame: Frame) -> list[Line]:
    """Return what is left of a line on both sides of the marks taken out."""
    edges = [-1, *sorted(taken), len(line.at)]
    parts = [line.cut(a + 1, b, frame) for a, b in itertools.pairwise(edges)]
    return [part for part in parts if part is not None]
