"""Joins the lines of one column into paragraphs, as a reader's eye does.

A line goes on in the next when the next line's first word would not have fitted on
it; that is how every typesetter breaks prose, and why the lines of an address, a
caption or a heading stay apart. It does not look for columns.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.extract.row import Line

SLACK = 0.6
"""Ems by which a line may miss the right edge and still be called full."""

MORE = 1.35
"""A step from line to line this much larger than the steps around it begins a new paragraph."""

LARGEST = 2.7
"""Ems: double spacing is 2 to 2.4; beyond this lines do not go on."""

INDENT = (1.2, 6.0)
"""Ems by which the first line of a paragraph is set in."""

LABEL = re.compile(r"(\(?[A-Za-z0-9]{1,4}[.)]|[•▪●○■□◦·\-–—*]|\(?[ivxlc]{1,5}[.)]|§+ ?[\d.]+)$")
"""A list label, alone in the first piece of a row."""

LISTED = re.compile(r"(\(?[A-Za-z0-9]{1,4}[.)]|[•▪●○■□◦·–—*]|\(?[ivxlc]{1,5}\))\s")
"""A line that begins with a list label."""


POSTAL = re.compile(r"\b[A-Z][A-Za-z]+\.?,? +\d{5}(-\d{4})?\W?$")
"""The end of an address."""

RUNNING = frozenset(["of", "the", "and", "&", "a", "an", "to", "for", "in", "by", "on", "at", "with", "or", "as", "de"])
"""No person ends a line of an address or a list with one of these."""


COMPOUND = re.compile(
    r"(all|attorney|brother|cross|daughter|double|father|first|fourth|full|half|high|left|long|low|mother|non|old"
    r"|part|right|second|self|short|sister|son|then|third|three|two|well|year)$",
    re.IGNORECASE,
)
"""Words that stand before a hyphen in compounds (`first-class`): there the hyphen belongs to the word."""


class Joint(StrEnum):
    """What stands between two lines of a paragraph."""

    NONE = ""
    SPACE = " "
    TAB = "\t"
    HYPHEN = "hyphen"
    """Nothing, and the hyphen at the end of the first line is left out."""


@dataclass(slots=True)
class Paragraph:
    """Lines that read on, each with what stands before it."""

    lines: list[tuple[Joint, Line]]


@dataclass(slots=True)
class _Row:
    """What stands side by side in one column: a line, or a label and a line, or cells of no table."""

    lines: list[Line]
    right: float
    """How far a line may go here."""
    prose: bool = False

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def tabbed(self) -> bool:
        return len(self.lines) > 1 and not (len(self.lines) == 2 and LABEL.match(self.first.text))

    @property
    def listed(self) -> bool:
        return bool(LISTED.match(self.first.text) or (len(self.lines) > 1 and LABEL.match(self.first.text)))


def paragraphs(lines: Sequence[Line], right: float, *, close: bool = False, ruled: bool = False) -> list[Paragraph]:
    """Return the paragraphs of one column; `right` is how far its lines may go.

    With `close` all lines are one paragraph (a table cell whose lines wrap). With `ruled`
    a rule stands at the right, and a line that ends near it is full for certain.
    """
    rows = _rows(lines, right)
    _measure(rows, right, ruled=ruled)
    left = min((row.first.x0 for row in rows), default=0.0)
    steps = [b.first.base - a.first.base for a, b in itertools.pairwise(rows)]
    usual = statistics.median(steps) if steps else 0.0
    result: list[Paragraph] = []
    for i, row in enumerate(rows):
        inner = [(Joint.TAB if row.tabbed else Joint.SPACE, line) for line in row.lines[1:]]
        if i and (close or _goes_on(rows, i, left, (steps, usual))):
            result[-1].lines += [(_joint(rows[i - 1].last, row.first), row.first), *inner]
        else:
            result.append(Paragraph([(Joint.NONE, row.first), *inner]))
    return result


def _rows(lines: Sequence[Line], right: float) -> list[_Row]:
    rows: list[_Row] = []
    for line in sorted(lines, key=lambda n: (n.row, n.x0)):
        if rows and rows[-1].first.row == line.row:
            rows[-1].lines.append(line)
        else:
            rows.append(_Row([line], right))
    return rows


def _measure(rows: list[_Row], right: float, *, ruled: bool) -> None:
    """Tell the rows how far their lines go and whether they are prose.

    Lines that clearly wrap before the column's edge, such as a block quote, get a nearer edge.
    """
    start = 0
    for i in range(1, len(rows) + 1):
        if i < len(rows) and _same_run(rows[start:i], rows[i]):
            continue
        run = rows[start:i]
        edge = max(row.last.x1 for row in run)
        nearer = edge < right - 2 * run[0].first.size and _wraps(run, edge)
        prose = nearer or _is_prose(run, right, ruled=ruled)
        for row in run:
            row.right = edge if nearer else right
            row.prose = prose
        start = i


def _same_run(run: Sequence[_Row], row: _Row) -> bool:
    size = row.first.size
    edge = min(r.first.x0 for r in run)
    step = row.first.base - run[-1].first.base
    if len(run) > 1 and step > MORE * (run[-1].first.base - run[-2].first.base):
        return False
    return step < LARGEST * size and abs(row.first.x0 - edge) < (INDENT[1] if len(run) == 1 else 0.6) * size


def _is_prose(run: Sequence[_Row], right: float, *, ruled: bool) -> bool:
    """Tell whether most lines of a run are as full as they can be; a list of names or an address is not."""
    pairs = list(itertools.pairwise(run))
    full = sum(b.first.text[0].islower() or not _fits(a, b, right) for a, b in pairs)
    if len(pairs) < 2:
        return ruled or run[0].last.text.count(" ") >= 5
    return full >= 0.6 * len(pairs)


def _wraps(run: Sequence[_Row], edge: float) -> bool:
    """Tell whether lines were broken by a right edge rather than by a person."""
    pairs = list(itertools.pairwise(run))
    if len(pairs) < 2 or any(POSTAL.search(row.last.text) for row in run):
        return False
    full = sum(not _fits(a, b, edge) for a, b in pairs)
    running = sum(_runs_on(a.last.text, b.first.text) for a, b in pairs)
    words = statistics.mean(row.last.text.count(" ") + 1 for row in run)
    return full >= 0.75 * len(pairs) and (words >= 7 or running >= 0.25 * len(pairs))


def _runs_on(above: str, below: str) -> bool:
    """Tell whether the words themselves go on from one line to the next."""
    return below[0].islower() or above.rsplit(" ", 1)[-1].lower() in RUNNING


def _fits(row: _Row, after: _Row, right: float) -> bool:
    """Tell whether the first word of the next row would have fitted on this one."""
    size = row.last.size
    return row.last.x1 + 0.25 * size + after.first.lead < right - 0.1 * size


def _goes_on(rows: Sequence[_Row], i: int, left: float, pace: tuple[Sequence[float], float]) -> bool:
    """Tell whether row `i` is the same paragraph as the row before."""
    above, row = rows[i - 1], rows[i]
    size = max(above.last.size, row.first.size)
    alike = 0.75 < above.last.size / row.first.size < 1.34
    if above.tabbed or row.tabbed or not alike or not _near(i, size, pace):
        return False
    if _joint(above.last, row.first) is not Joint.SPACE and row.first.x0 < above.last.x1:
        return True
    if row.listed and not (above.right - above.last.x1 < SLACK * size and row.first.x0 <= above.first.x0):
        return False
    if not _in_line(rows, i, left):
        return False
    lower = row.first.text[0].islower() and " " in row.first.text
    if not _fits(above, row, above.right) and (above.prose or lower or above.right - above.last.x1 < SLACK * size):
        return True
    unfinished = above.last.text[-1] not in '.?!:;”"'
    most = above.last.x1 - above.first.x0 > 0.55 * (above.right - above.first.x0)
    return lower and unfinished and most


def _near(i: int, size: float, pace: tuple[Sequence[float], float]) -> bool:
    steps, usual = pace
    step = steps[i - 1]
    around = [steps[k] for k in (i - 2, i) if 0 <= k < len(steps)]
    allowed = MORE * max([usual, *around]) if min([usual, *around]) > 0.8 * size else MORE * usual
    return 0 < step <= min(allowed, LARGEST * size)


def _in_line(rows: Sequence[_Row], i: int, left: float) -> bool:
    """Tell whether the left ends of two rows allow one to go on in the other."""
    above, row = rows[i - 1].first, rows[i].first
    size = row.size
    shift = row.x0 - above.x0
    if abs(shift) < 0.6 * size:
        return True
    if shift < 0:
        return -shift < INDENT[1] * size and row.x0 < left + INDENT[1] * size
    if rows[i - 1].listed:
        return shift < INDENT[1] * size
    hanging = i + 1 < len(rows) and abs(rows[i + 1].first.x0 - row.x0) < 0.6 * size and shift < INDENT[1] * size
    return hanging and row.text[0].islower()


def _broken_word(above: Line, below: Line) -> bool:
    word = above.text.rsplit(" ", 1)[-1]
    return len(word) > 1 and word[-1] == "-" and word[0] != "-" and word[-2].isalnum() and below.text[0].isalnum()


def _joint(above: Line, below: Line) -> Joint:
    """Return what joins two lines: nothing after a dash, no hyphen inside a word, else a space."""
    if _broken_word(above, below):
        whole = COMPOUND.match(above.text.rsplit(" ", 1)[-1][:-1])
        return Joint.HYPHEN if above.text[-2].isalpha() and below.text[0].islower() and not whole else Joint.NONE
    if above.text[-1] in "–—/" and len(above.text) > 1 and above.text[-2] != " ":
        return Joint.NONE
    return Joint.SPACE
