"""Puts characters into lines: glyphs that follow each other, on one base line, with gaps made into spaces.

It knows nothing of columns, paragraphs or pages; a wide gap ends a line here and
`pipeline.extract.zone` decides what that gap means.
"""

from __future__ import annotations

import bisect
import itertools
import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.extract.glyph import Bools, Glyphs
from pipeline.extract.trace import Floats, Ints

LEVEL = 0.12
"""Glyphs that follow each other share a base line when it moves by less than this part of their size."""

STEP = (-0.4, 1.3)
"""Ems that the pen may move back or forward between glyphs that follow each other."""

SPACE = 0.16
"""A gap of this part of the size reads as a space. Kerning stays below 0.1; the narrowest set space is 0.2."""

TOUCH = 0.02
"""A space that is painted counts when it leaves at least this gap."""

OVERLAP = -0.12
"""Between two letters or digits a painted space counts down to this gap: words that their setter pushed into each
other are still two words to every reader."""

WIDE = 1.1
"""Ems of gap that end a line, where the words of the page are set close."""

LOOSE = 2.2
"""How many times wider than the row's usual space a gap must be, for the same; justified rows are set loose."""

RAISED = 0.85
"""A superscript is set in at most this part of the size of the line it belongs to."""

LONGEST_RAISED = 8
"""Characters in a superscript, at most."""

SPREAD = 4
"""Letters in a row, each apart from the next, that make a spaced-out word such as `O R D E R`."""

SAME = 0.5
"""Points: cells of one column begin within this."""

CELLS = 3
"""Cells that begin at one place in rows near by and make it the edge of a column."""

CELLS_NEAR = 150.0
"""Points up and down in which they are looked for."""

MARKER = 4
"""Characters of a `Q.` or `(iv)` before what it introduces, at most: no cell by itself."""

LEAST_SIZE = 0.01
"""Points: text of no size has a size to divide by."""

TURN = 1.5
"""Degrees between lines of one direction."""


@dataclass(slots=True, eq=False)
class Line:
    """A stretch of characters on one base line, in the coordinates of its frame (x along the text, y down)."""

    at: list[int] = field(repr=False)
    """Rows of the glyphs."""
    spaces: list[bool] = field(repr=False)
    """For each character whether a space stands before it; never for the first."""
    text: str = field(repr=False)
    """With the spaces."""
    x0: float
    x1: float
    base: float
    size: float
    row: int
    """Lines that stand side by side share a row."""
    lead: float
    """Width of the first word."""

    def cut(self, start: int, end: int, frame: Frame) -> Line | None:
        """Return a part of the line by index of its characters, without spaces at the ends; None for nothing."""
        if start >= end:
            return None
        at = self.at[start:end]
        return _line(frame, at, [False, *self.spaces[start + 1 : end]], self.row, size=self.size, base=self.base)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Characters of one direction, measured along (x) and across (y, down) their lines.

    Its origin is the upper left corner of the page as these lines are read.
    """

    glyphs: Glyphs = field(repr=False)
    rows: Ints = field(repr=False)
    """Which glyphs, in the order of painting."""
    axes: Axes
    left: Floats = field(repr=False)
    """For every glyph of the page, as are the others."""
    right: Floats = field(repr=False)
    base: Floats = field(repr=False)
    pen: Floats = field(repr=False)


class Axes(NamedTuple):
    """How page space is turned and moved into a frame."""

    angle: float
    """Degrees, clockwise; a whole number of quarters where the text stands square on the page."""
    cos: float
    sin: float
    x: float
    y: float
    width: float
    height: float
    """The page as these lines are read, points."""

    @classmethod
    def of(cls, angle: float, size: tuple[float, float]) -> Axes:
        """Return the axes for lines at an angle on a page of a size."""
        quarter = round(angle / 90)
        if abs(angle - 90 * quarter) < 0.1:
            angle = 90.0 * (quarter % 4)
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        corners = [(0.0, 0.0), (size[0], 0.0), (0.0, size[1]), size]
        xs = [x * cos + y * sin for x, y in corners]
        ys = [y * cos - x * sin for x, y in corners]
        return cls(angle, cos, sin, min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    @property
    def square(self) -> bool:
        """Whether the lines run along a side of the page."""
        return self.angle % 90 == 0

    def along(self, x: Any, y: Any) -> Any:
        """Return x in the frame."""
        return x * self.cos + y * self.sin - self.x

    def down(self, x: Any, y: Any) -> Any:
        """Return y in the frame."""
        return y * self.cos - x * self.sin - self.y


def frames(glyphs: Glyphs, among: Ints, size: tuple[float, float]) -> list[Frame]:
    """Return one frame for each direction of text, the one with most characters first.

    `among` are rows of the glyphs, in order; `size` is that of the page, points.
    """
    result = []
    while len(among):
        angle = glyphs.angle[among]
        centre = int(np.argmax(np.bincount(np.round(angle).astype(int) % 360)))
        mine = np.abs((angle - centre + 180) % 360 - 180) <= TURN
        result.append(_frame(glyphs, among[mine], size))
        among = among[~mine]
    return sorted(result, key=lambda f: -len(f.rows))


def _frame(glyphs: Glyphs, rows: Ints, size: tuple[float, float]) -> Frame:
    turns = np.exp(1j * np.radians(glyphs.angle[rows].astype(float))).mean()
    axes = Axes.of(float(np.degrees(np.angle(turns))), size)
    along = axes.along(glyphs.quad[:, 0::2], glyphs.quad[:, 1::2])
    x, y = glyphs.origin[:, 0], glyphs.origin[:, 1]
    return Frame(
        glyphs=glyphs,
        rows=rows,
        axes=axes,
        left=along.min(axis=1),
        right=along.max(axis=1),
        base=axes.down(x, y),
        pen=axes.along(x, y),
    )


def lines(frame: Frame) -> list[Line]:
    """Return the lines of a frame, row by row from the top, left to right in a row."""
    chains = _chains(frame)
    groups = _rows(chains)
    groups.sort(key=lambda g: (g.base, g.chains[0].x0))
    result: list[Line] = []
    usual = _usual_space(frame, chains)
    for number, group in enumerate(groups):
        result.extend(_split(frame, group, number, usual))
    return _aligned(result, frame)


@dataclass(slots=True, eq=False)
class _Chain:
    """Glyphs painted one after the other, each where the one before ends."""

    at: list[int]
    x0: float
    x1: float
    base: float
    size: float
    raised: bool = False


@dataclass(slots=True, eq=False)
class _Row:
    chains: list[_Chain]
    base: float
    size: float

    def has_room(self, chain: _Chain) -> bool:
        """Tell whether a chain can stand in this row without covering another."""
        for other in self.chains:
            shared = min(other.x1, chain.x1) - max(other.x0, chain.x0)
            if shared > 0.2 * self.size and shared > 0.3 * min(other.x1 - other.x0, chain.x1 - chain.x0):
                return False
        return True

    def holds_up(self, chain: _Chain) -> bool:
        """Tell whether a raised chain stands right beside text of this row, with room."""
        steady = [other for other in self.chains if not other.raised]
        gaps = [min(abs(chain.x0 - other.x1), abs(other.x0 - chain.x1)) for other in steady]
        return self.has_room(chain) and min(gaps, default=math.inf) < 0.6 * self.size

    def takes(self, chain: _Chain) -> bool:
        """Tell whether a chain stands on this row's base line, has about its size, and room."""
        level = chain.base - self.base <= 0.25 * self.size
        return level and 0.5 < chain.size / self.size < 2 and self.has_room(chain)


def _chains(frame: Frame) -> list[_Chain]:
    rows, size = frame.rows, frame.glyphs.size[frame.rows]
    base, pen = frame.base[rows], frame.pen[rows]
    gap = pen[1:] - (pen[:-1] + frame.glyphs.reach[rows][:-1])
    both = np.maximum(size[1:], size[:-1])
    with np.errstate(all="ignore"):
        ratio = size[1:] / size[:-1]
    follows = (np.abs(base[1:] - base[:-1]) <= LEVEL * both) & (gap >= STEP[0] * both) & (gap <= STEP[1] * both)
    follows &= (ratio > 0.55) & (ratio < 1.8)
    starts = np.concatenate(([0], np.flatnonzero(~follows) + 1))
    left = np.minimum.reduceat(frame.left[rows], starts).tolist()
    right = np.maximum.reduceat(frame.right[rows], starts).tolist()
    largest = np.maximum.reduceat(size, starts).tolist()
    order = rows.tolist()
    ends = [*starts[1:].tolist(), len(rows)]
    return [
        _Chain(at=order[start:end], x0=x0, x1=x1, base=float(base[start]), size=max(tall, LEAST_SIZE))
        for start, end, x0, x1, tall in zip(starts.tolist(), ends, left, right, largest, strict=True)
    ]


def _rows(chains: list[_Chain]) -> list[_Row]:
    """Group chains into rows by their base lines; what would cover other text gets a row of its own."""
    rows: list[_Row] = []
    for chain in sorted(chains, key=lambda c: c.base):
        lowest = chain.base - 0.25 * chain.size
        near = itertools.takewhile(lambda row, lowest=lowest: row.base >= lowest, reversed(rows))  # type: ignore[misc]
        fitting = [row for row in near if row.takes(chain)]
        if fitting:
            host = max(fitting, key=lambda row: row.base)
            host.chains.append(chain)
            host.size = max(host.size, chain.size)
        else:
            rows.append(_Row([chain], chain.base, chain.size))
    return _with_raised(rows)


def _with_raised(rows: list[_Row]) -> list[_Row]:
    """Move superscripts and subscripts into the rows they belong to."""
    sizes = [row.size for row in rows]
    for row in rows:
        if row.size > RAISED * max(sizes):
            continue
        hosts = [r for r in rows if row.size <= RAISED * r.size and _within(row, r)]
        for chain in row.chains.copy() if hosts else ():
            host = next((h for h in hosts if len(chain.at) <= LONGEST_RAISED and h.holds_up(chain)), None)
            if host is not None:
                chain.raised = True
                row.chains.remove(chain)
                host.chains.append(chain)
    result = [row for row in rows if row.chains]
    for row in result:
        row.chains.sort(key=lambda c: c.x0)
    return result


def _within(row: _Row, host: _Row) -> bool:
    middle = row.base - 0.35 * row.size
    return host.base - 0.95 * host.size < middle < host.base + 0.3 * host.size


def _gaps(frame: Frame, chains: Sequence[_Chain]) -> tuple[Ints, npt.NDArray[np.float64], Bools]:
    """Return the glyphs of a row, the gap before each, ems, and whether white space is painted there."""
    glyphs = frame.glyphs
    order = np.array([at for chain in chains for at in chain.at])
    gaps, spaced = np.zeros(len(order)), glyphs.spaced[order]
    last: _Chain | None = None
    start = 0
    for chain in chains:
        end = start + len(chain.at)
        at, white = order[start:end], spaced[start:end]
        pen = frame.pen[at]
        inner = (pen[1:] - pen[:-1] - glyphs.reach[at[:-1]]) / chain.size
        gaps[start + 1 : end] = inner - _tracking(inner, white[1:]) if len(at) > 3 else inner
        if last is None:
            white[:1] = False
        else:
            gaps[start] = (chain.x0 - last.x1) / max(chain.size, last.size)
            if chain.raised and not last.raised and _is_digit(glyphs, chain.at[0]):
                white[0], gaps[start] = True, max(gaps[start], SPACE)
        last, start = chain, end
    return order, gaps, spaced


def _tracking(gaps: Floats, spaced: Bools) -> float:
    """Return by how much all letters of a chain are set apart, ems; 0 where they are not."""
    letters = sorted(gaps[~spaced].tolist())
    count = len(letters)
    if count < 3 or letters[count // 5] <= 0.06:
        return 0.0
    low, middle, high = letters[count // 5], letters[count // 2], letters[-1 - count // 5]
    return float(middle) if middle < 0.9 and high - low < 0.25 else 0.0


def _is_digit(glyphs: Glyphs, at: int) -> bool:
    return chr(glyphs.code[at]).isdigit()


def _usual_space(frame: Frame, chains: Sequence[_Chain]) -> float:
    """Return the page's usual space between words, ems."""
    found: list[float] = []
    for chain in sorted(chains, key=lambda c: -len(c.at))[:40]:
        _, gaps, spaced = _gaps(frame, [chain])
        found.extend(gaps[(gaps > SPACE) | (spaced & (gaps > TOUCH))].tolist())
    return statistics.median(found) if found else 0.28


def _split(frame: Frame, row: _Row, number: int, usual: float) -> Iterator[Line]:
    """Yield the lines of a row, cut where a gap is wide."""
    order, widths, spaced = _gaps(frame, row.chains)
    parted = (widths > SPACE) | (spaced & (widths > TOUCH))
    for i in np.flatnonzero(spaced & ~parted & (widths > OVERLAP)).tolist():
        parted[i] = all(chr(code).isalnum() for code in frame.glyphs.code[order[i - 1 : i + 1]])
    parted[0] = False
    at, gaps, spaces = order.tolist(), widths.tolist(), parted.tolist()
    _close_up(frame.glyphs, at, gaps, spaces)
    between = [gap for gap, space in zip(gaps, spaces, strict=True) if space and gap < 3]
    usual_here = statistics.median(between) if len(between) > 2 else usual
    wide = max(WIDE, LOOSE * min(max(usual_here, usual), 2 * usual, 1.0))
    start = 0
    for i in [*(np.flatnonzero(widths[1:] > wide) + 1).tolist(), len(at)]:
        yield _line(frame, at[start:i], [False, *spaces[start + 1 : i]], number, base=row.base)
        start = i


def _aligned(found: Sequence[Line], frame: Frame) -> list[Line]:
    """Cut lines also at a gap that is wide by itself where cells of other rows begin: a long cell all but fills its
    column, and what follows is the next cell however narrow the gap looks beside the row's spaces.
    """
    starts = sorted((b.x0, b.base) for a, b in itertools.pairwise(found) if a.row == b.row)
    return [part for line in found for part in _at_cells(line, starts, frame)]


def _at_cells(line: Line, starts: Sequence[tuple[float, float]], frame: Frame) -> Iterator[Line]:
    start = 0
    for i in [i for i, space in enumerate(line.spaces) if space]:
        here = float(frame.left[line.at[i]])
        if here - float(frame.right[line.at[i - 1]]) < WIDE * line.size:
            continue
        low = bisect.bisect_left(starts, (here - SAME, -math.inf))
        high = bisect.bisect_right(starts, (here + SAME, math.inf))
        near = sum(abs(base - line.base) < CELLS_NEAR for _, base in starts[low:high])
        part = line.cut(start, i, frame) if near >= CELLS and i - start > MARKER else None
        if part is not None:
            yield part
            start = i
    rest = line.cut(start, len(line.at), frame) if start else line
    if rest is not None:
        yield rest


def _close_up(glyphs: Glyphs, at: list[int], gaps: list[float], spaces: list[bool]) -> None:
    """Take the spaces out of spaced-out words (`S M I T H`), in place."""
    if bytes([True] * (SPREAD - 1)) not in bytes(spaces):
        return
    codes = [chr(c) for c in glyphs.code[np.array(at)].tolist()]
    i = 0
    while i < len(at):
        j = i
        while j + 1 < len(at) and codes[j].isalpha() and codes[j + 1].isalpha() and spaces[j + 1] and gaps[j + 1] < 2.5:
            j += 1
        alone = (j + 1 == len(at) or spaces[j + 1] or not codes[j + 1].isalnum()) and len(set(codes[i : j + 1])) > 1
        if j - i + 1 >= SPREAD and alone:
            inner = sorted(gaps[i + 1 : j + 1])
            narrow = inner[len(inner) // 4] * 1.5 + 0.05
            for k in range(i + 1, j + 1):
                spaces[k] = gaps[k] > narrow
        i = j + 1


def _line(
    frame: Frame,
    at: list[int],
    spaces: list[bool],
    row: int,
    *,
    base: float,
    size: float = 0.0,
) -> Line:
    index = np.array(at)
    letters = frame.glyphs.code[index].astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    cuts = [0, *(i for i, space in enumerate(spaces) if space), len(at)]
    sizes = frame.glyphs.size[index]
    usual = sizes[0] if (sizes == sizes[0]).all() else np.median(sizes)
    return Line(
        at=at,
        spaces=spaces,
        text=" ".join([letters[start:end] for start, end in itertools.pairwise(cuts)]),
        x0=float(frame.left[index].min()),
        x1=float(frame.right[index].max()),
        base=base,
        size=max(size or float(usual), LEAST_SIZE),
        row=row,
        lead=float(frame.right[at[cuts[1] - 1]] - frame.left[at[0]]),
    )
