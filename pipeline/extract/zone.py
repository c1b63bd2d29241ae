"""Finds what stands side by side on a page: ruled cells, columns, captions, tables.

The page is cut where rules or white space part it, and the parts come out in reading
order: row by row in a table, column by column everywhere else. It does not join
lines into paragraphs.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.extract.row import Line
from pipeline.extract.rule import Rule

FULL = 0.92
"""Part of a region's width that a rule must cover to cut it across."""

GUTTER = 0.7
"""Ems of white space that part two columns, where it goes on over several rows."""

APART = 5.0
"""Ems between rows that still belong side by side; captions have blank lines."""

NARROW = 300.0
"""Points: the text of a wider region keeps its distance from the rule at its side."""

TIGHT = 1.4
"""Ems from line to line in a single-spaced block."""

ALIGNED = 0.6
"""Part of the rows of a table that have more than one cell."""

COLUMNS, ROWS, HIGHEST = 3, 3, 3
"""Cells in a row and rows that make a ruled table, and lines of a cell that is one paragraph whatever its breaks."""

DEEP = 40
"""Levels of cuts; a page that is cut deeper is no page of text."""

POSTAL = re.compile(r"\b[A-Z][A-Za-z]+\.?,? +\d{5}(-\d{4})?\W?$|@|\bEsq\b|\(\d{3}\) ?\d{3}-\d{4}|\bSBN\b")
"""What ends or stands in an address or counsel block."""


@dataclass(slots=True)
class Leaf:
    """Lines of one column, and how far to the right they may go."""

    lines: list[Line]
    right: float
    close: bool = False
    """A table cell: its lines are one paragraph."""
    ruled: bool = False
    """A rule stands at its right, so that the edge is certain."""


@dataclass(slots=True)
class Stack:
    """Parts one below the other."""

    parts: list[Node]


@dataclass(slots=True)
class Band:
    """Parts side by side, read from left to right."""

    parts: list[Node]
    cells: bool = True
    """Whether they are cells of a row, where each is one paragraph; columns are not."""


Node = Leaf | Stack | Band


class Span(NamedTuple):
    """From where to where the lines of a region may go."""

    left: float
    right: float
    ruled: bool = False
    """Whether the right end is a rule between columns."""


def divide(lines: Sequence[Line], rules: Sequence[Rule], span: Span, depth: int = 0) -> Node:
    """Return the lines cut into columns and cells."""
    if len({line.row for line in lines}) > 1 and depth < DEEP:
        if len(bands := _across(lines, rules, span)) > 1:
            return _grid(Stack([divide(band, rules, span, depth + 1) for band in bands]))
        if cut := _upright(lines, rules, span):
            return _beside(lines, rules, span, cut, depth)
    elif cut := _upright(lines, rules, span):
        return _beside(lines, rules, span, cut, depth)
    span = _narrowed(lines, rules, span)
    parts = [_node(part, span) for part in _zones(sorted(lines, key=lambda n: (n.row, n.x0)))]
    return parts[0] if len(parts) == 1 else Stack(parts)


def _grid(rows: Stack) -> Stack:
    """Return ruled rows, the cells of a table marked as such: so many rows of cells, most of them of one line."""
    table = [[leaf for leaf in row.parts if isinstance(leaf, Leaf)] for row in rows.parts if isinstance(row, Band)]
    table = [row for row in table if len(row) >= COLUMNS]
    cells = [cell for row in table for cell in row]
    if len(table) >= ROWS and sum(len(cell.lines) == 1 for cell in cells) >= ALIGNED * len(cells):
        for cell in cells:
            cell.close = len(cell.lines) <= HIGHEST
    return rows


def _across(lines: Sequence[Line], rules: Sequence[Rule], span: Span) -> list[list[Line]]:
    """Return the lines in bands between the rules that run across the whole region."""
    left, right = _reach(lines, rules, span)
    cuts = sorted(
        rule.y0
        for rule in rules
        if not rule.upright
        and min(rule.x1, right) - max(rule.x0, left) >= FULL * (right - left)
        and not any(_underlines(rule, line) for line in lines)
    )
    bands: list[list[Line]] = [[] for _ in range(len(cuts) + 1)]
    for line in lines:
        bands[sum(cut < line.base - 0.3 * line.size for cut in cuts)].append(line)
    return [band for band in bands if band]


def _reach(lines: Sequence[Line], rules: Sequence[Rule], span: Span) -> tuple[float, float]:
    """Return the sides of a region: the rules at its sides, or else its text."""
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    top, bottom = min(line.base - line.size for line in lines), max(line.base for line in lines)
    sides = [r.x0 for r in rules if r.upright and r.y0 < bottom and r.y1 > top and r.y1 - r.y0 > 0.5 * (bottom - top)]
    left = max([side for side in sides if side <= x0 + 1], default=x0)
    right = min([side for side in sides if side >= x1 - 1], default=min(x1, span.right))
    return left, max(right, x1)


def _narrowed(lines: Sequence[Line], rules: Sequence[Rule], span: Span) -> Span:
    """Return the span of a narrow region that has a rule at its right, such as the last cell of a row."""
    left, right = _reach(lines, rules, span)
    ruled = right > max(line.x1 for line in lines) and right < span.right and right - left < NARROW
    return Span(left, right - 1, ruled=True) if ruled else span


def _underlines(rule: Rule, line: Line) -> bool:
    below = -0.1 * line.size < rule.y0 - line.base < 0.35 * line.size
    return below and abs(rule.x0 - line.x0) < 1.5 * line.size and abs(rule.x1 - line.x1) < 1.5 * line.size


def _upright(lines: Sequence[Line], rules: Sequence[Rule], span: Span) -> Rule | None:
    """Return the longest rule that parts some lines from others beside them and crosses none."""
    best: Rule | None = None
    for rule in rules:
        if not rule.upright or not span.left - 1 < rule.x0 < span.right + 1:
            continue
        beside = [line for line in lines if rule.y0 < line.base - 0.2 * line.size < rule.y1]
        if any(line.x0 < rule.x0 - 2 and line.x1 > rule.x0 + 2 for line in beside):
            continue
        sides = {line.x0 + line.x1 > 2 * rule.x0 for line in beside}
        if len(sides) == 2 and (best is None or rule.y1 - rule.y0 > best.y1 - best.y0):
            best = rule
    return best


def _beside(lines: Sequence[Line], rules: Sequence[Rule], span: Span, cut: Rule, depth: int) -> Node:
    above, left, right, below = [], [], [], []
    for line in lines:
        middle = line.base - 0.2 * line.size
        if middle <= cut.y0:
            above.append(line)
        elif middle >= cut.y1:
            below.append(line)
        elif line.x0 + line.x1 > 2 * cut.x0:
            right.append(line)
        else:
            left.append(line)
    sides = [
        divide(left, rules, Span(span.left, cut.x0 - 1, ruled=True), depth + 1),
        divide(right, rules, span._replace(left=cut.x0 + 1), depth + 1),
    ]
    band = Band([part for side in sides for part in (side.parts if isinstance(side, Band) else [side])])
    outer = [divide(part, rules, span, depth + 1) if part else None for part in (above, below)]
    parts = [part for part in (outer[0], band, outer[1]) if part is not None]
    return parts[0] if len(parts) == 1 else Stack(parts)


@dataclass(slots=True)
class _Zone:
    """Rows that white space parts into columns at the same places; no gutters for plain rows."""

    rows: list[list[Line]]
    gutters: list[tuple[float, float]]


def _zones(lines: Sequence[Line]) -> Iterator[_Zone]:
    """Yield plain stretches and columned stretches of the rows, from the top."""
    rows = [list(group) for _, group in itertools.groupby(lines, key=lambda line: line.row)]
    plain: list[list[Line]] = []
    i = 0
    while i < len(rows):
        end, gutters = _stretch(rows, i)
        sides = sum(len(row) > 1 for row in rows[i:end])
        if sides < 2:
            plain.append(rows[i])
            i += 1
            continue
        while plain and _leads(plain[-1], rows[i], gutters):
            rows[i - 1] = plain.pop()
            i -= 1
        if plain:
            yield _Zone(plain, [])
        plain = []
        yield _Zone(rows[i:end], gutters)
        i = end
    if plain:
        yield _Zone(plain, [])


def _stretch(rows: Sequence[Sequence[Line]], start: int) -> tuple[int, list[tuple[float, float]]]:
    """Return where the columns that begin at a row end, and the gutters between them."""
    gutters = _gaps(rows[start])
    end = last = start + 1
    for i in range(start + 1, len(rows)):
        row, above = rows[i], rows[i - 1]
        if row[0].base - above[0].base > APART * row[0].size:
            break
        kept = [shared for g in gutters if (shared := _free(g, row)) is not None]
        if not gutters or not kept or (len(kept) < len(gutters) and len(row) > 1 and i - start > 3):
            break
        gutters = kept
        end = i + 1
        if len(row) > 1:
            last = end
        elif row[0].x0 > gutters[0][0] or row[0].base - above[0].base < TIGHT * row[0].size:
            last = end if end == last + 1 else last
    return last, gutters


def _gaps(row: Sequence[Line]) -> list[tuple[float, float]]:
    return [(a.x1, b.x0) for a, b in itertools.pairwise(row)]


def _free(gutter: tuple[float, float], row: Sequence[Line]) -> tuple[float, float] | None:
    """Return what is left of a gutter beside a row, None when the row crosses it or it becomes too narrow."""
    low, high = gutter
    for line in row:
        if line.x0 < high and line.x1 > low:
            if line.x0 <= low + 0.01 and line.x1 >= high - 0.01:
                return None
            if line.x1 < (low + high) / 2 or line.x0 <= low:
                low = max(low, line.x1)
            else:
                high = min(high, line.x0)
    return (low, high) if high - low >= GUTTER * row[0].size else None


def _leads(row: Sequence[Line], first: Sequence[Line], gutters: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a row above a columned stretch is the head of its left or right column."""
    step = first[0].base - row[0].base
    if len(row) != 1 or step > TIGHT * row[0].size or not gutters:
        return False
    in_column = all(_free(gutter, row) is not None for gutter in gutters)
    return in_column and any(abs(row[0].x0 - line.x0) < 0.6 * row[0].size for line in first)


def _node(zone: _Zone, span: Span) -> Node:
    if not zone.gutters:
        return Leaf([line for row in zone.rows for line in row], span.right, ruled=span.ruled)
    edges = [(low + high) / 2 for low, high in zone.gutters]
    columns = [[] for _ in range(len(edges) + 1)]  # type: list[list[Line]]
    for row in zone.rows:
        for line in row:
            columns[sum(edge < (line.x0 + line.x1) / 2 for edge in edges)].append(line)
    rights = [high - 0.5 * zone.rows[0][0].size for _, high in zone.gutters] + [span.right]
    if _is_table(zone, columns):
        return Stack(list(_table(zone, edges, rights)))
    blocks = _blocks(zone, edges)
    if len(blocks) > 1:
        return Stack([_node(_Zone(block, zone.gutters), span) for block in blocks])
    parts = [_column(column, right) for column, right in zip(columns, rights, strict=True) if column]
    return Band(parts, cells=False)


def _column(lines: list[Line], right: float) -> Node:
    """Return one column; its rows may be parted once more (`Telephone:   (555) ...`)."""
    parts = [_node(part, Span(0.0, right)) for part in _zones(lines)]
    return parts[0] if len(parts) == 1 else Stack(parts)


def _is_table(zone: _Zone, columns: Sequence[Sequence[Line]]) -> bool:
    """Tell whether columns are read row by row."""
    full = sum(len(row) > 1 for row in zone.rows)
    if full < ALIGNED * len(zone.rows):
        return False
    return not any(_is_block(column) for column in columns)


def _is_block(column: Sequence[Line]) -> bool:
    """Tell whether a column is prose or an address rather than cells."""
    if not column:
        return False
    text = [line.text for line in column]
    postal = [bool(POSTAL.search(t)) for t in text]
    tight = len(column) > 2 and all(b.base - a.base < TIGHT * a.size for a, b in itertools.pairwise(column))
    if any(postal) and statistics.mean(postal) < 0.5 and len(column) > 2:
        return True
    words = statistics.mean(t.count(" ") + 1 for t in text)
    lower = statistics.mean(t[0].islower() for t in text[1:]) if len(text) > 1 else 0.0
    return tight and (words >= 5 or (lower >= 0.25 and words >= 2.5))


def _blocks(zone: _Zone, edges: Sequence[float]) -> list[list[list[Line]]]:
    """Return a zone cut at blank lines that part several blocks in each column, as in a service list."""
    steps = [b[0].base - a[0].base for a, b in itertools.pairwise(zone.rows)]
    if len(steps) < 3:
        return [zone.rows]
    usual = statistics.median(steps)
    blocks: list[list[list[Line]]] = [[zone.rows[0]]]
    for step, row in zip(steps, zone.rows[1:], strict=True):
        if step > 1.5 * usual:
            blocks.append([row])
        else:
            blocks[-1].append(row)

    def whole(block: list[list[Line]]) -> bool:
        starts = [line for line in block[0] if block]
        return len(block) > 1 and len(starts) > len(edges)

    return blocks if len(blocks) > 1 and all(whole(block) for block in blocks[:-1]) else [zone.rows]


def _table(zone: _Zone, edges: Sequence[float], rights: Sequence[float]) -> Iterator[Band]:
    """Yield the rows of a table; a line that begins no row goes on in the cells above it."""
    cells: list[list[Line]] = []
    for row in zone.rows:
        placed: list[list[Line]] = [[] for _ in rights]
        for line in row:
            placed[sum(edge < (line.x0 + line.x1) / 2 for edge in edges)].append(line)
        begins = bool(placed[0]) or 2 * sum(map(bool, placed)) >= len(placed) or len(placed) == 2
        if begins and cells:
            yield _cells(cells, rights)
        if begins:
            cells = placed
        else:
            for cell, more in zip(cells, placed, strict=True):
                cell.extend(more)
    yield _cells(cells, rights)


def _cells(cells: Sequence[list[Line]], rights: Sequence[float]) -> Band:
    return Band([Leaf(cell, right, close=True) for cell, right in zip(cells, rights, strict=True) if cell])
