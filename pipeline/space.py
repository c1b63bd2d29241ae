"""Geometry in page space: from spans of text to marks on paper.

A mark is the quad around a run of characters on one line::

    ul ------------ ur
     |  characters  |      the way the text runs: ul -> ur
    ll ------------ lr

It knows nothing of policies, PDFs or files.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from pipeline.nouns import STAND_IN, Action, Decision, Kind, Mark, Page, Quad, Reading

SAME_LINE = 0.35
"""Two characters share a line when their base lines differ by less than this part of the line height."""

MAX_GAP = 4.0
"""A run goes on over a gap of at most this many line heights (justified text, a leader); beyond, a new mark begins."""


BESIDE = (12.0, 30.0)
"""Points to the sides of unread ink, and below its foot, within which a box has to do with it: the name beneath a
signature stands up to 24 points below, and a box is as high as its letters."""


UNSEEN = "white_text"
"""Why of text that has the colour of its paper: it goes without a box, since a box would show where nothing was."""


def beside_hands(pages: Iterable[Page], marks: Iterable[Mark]) -> list[int]:
    """Return the numbers of the pages on which unread ink stands beside a mark: it may say what is burned."""
    boxes = [(mark.page, mark.rect) for mark in marks if not mark.bare]
    wide, low = BESIDE
    return [
        page.number
        for page in pages
        if any(
            number == page.number and x0 < right + wide and x1 > left - wide and y0 < bottom + low and y1 > top - wide
            for left, top, right, bottom in page.hands
            for number, (x0, y0, x1, y1) in boxes
        )
    ]


def place(reading: Reading, decisions: Sequence[Decision]) -> tuple[Mark, ...]:
    """Return the marks of all decisions that burn, numbered in reading order from 1."""
    marks: list[Mark] = []
    number = 0
    for index, decision in enumerate(decisions):
        spans = decision.burn
        if not spans or decision.action in (Action.KEEP, Action.ADVISE, Action.HOLD):
            continue
        number += 1
        quads = [found for start, end in spans for found in _quads(reading, start, end)]
        widest = max(range(len(quads)), key=lambda i: _width(quads[i][1])) if quads else -1
        for i, (page, quad, whole) in enumerate(quads):
            texts = tuple(t for t in (decision.overlay, decision.label, "REDACTED") if t)
            if decision.overlay:
                texts = (decision.overlay,) if i == widest else ()
            elif i != widest:
                texts = ()
            bare = decision.finding.kind is Kind.EXISTING and decision.finding.why == UNSEEN
            texts = () if bare else texts
            mark = Mark(page=page, quad=quad, decision=index, number=number, overlay=texts, whole=whole, bare=bare)
            marks.append(mark)
    return tuple(marks)


def _quads(reading: Reading, start: int, end: int) -> Iterator[tuple[int, Quad, bool]]:
    """Yield page, quad, and whether it is an area, for each line-run of a span, or for the areas that hold them all."""
    for page_number, first, last in reading.runs(start, end):
        page = reading.pages[page_number]
        areas = [at for at in range(first, last) if page.text[at] == STAND_IN]
        for at in areas:
            yield page_number, _eight(page.quads[at]), True
        if not areas:
            for quad in lines(page, first, last):
                yield page_number, quad, False


def _eight(row: Sequence[float]) -> Quad:
    a, b, c, d, e, f, g, h = (float(v) for v in row)
    return a, b, c, d, e, f, g, h


def lines(page: Page, first: int, last: int) -> list[Quad]:
    """Return one quad for each line-run of the characters `first:last` of a page.

    Whole glyphs are taken: a ligature of which one letter is asked for is covered whole.
    Left-out glyphs (`Page.extras`) between two covered characters are covered too.
    """
    wanted = _whole_glyphs(page, first, last)
    rows: list[tuple[float, ...]] = []
    extras: dict[int, list[tuple[float, ...]]] = {}
    for at, quad in page.extras:
        extras.setdefault(at, []).append(quad)
    for i in wanted:
        row = page.quads[i]
        if not math.isnan(row[0]):
            rows.append(tuple(row.tolist()))
        if i in extras and i + 1 < last:
            rows.extend(extras[i])
    runs: list[list[tuple[float, ...]]] = []
    for row in rows:
        if runs and _continues(runs[-1][-1], row):
            runs[-1].append(row)
        else:
            runs.append([row])
    return [_around(run) for run in runs]


def _whole_glyphs(page: Page, first: int, last: int) -> range:
    glyphs = page.glyphs
    while first > 0 and glyphs[first] >= 0 and glyphs[first - 1] == glyphs[first]:
        first -= 1
    while last < len(glyphs) and glyphs[last - 1] >= 0 and glyphs[last] == glyphs[last - 1]:
        last += 1
    return range(first, last)


def _axes(row: Sequence[float]) -> tuple[float, float, float, float, float]:
    """Return the unit vector along the text, the unit vector down the line, and the line height."""
    ulx, uly, urx, ury, llx, lly = row[:6]
    down = (llx - ulx, lly - uly)
    height = math.hypot(*down)
    along = (urx - ulx, ury - uly)
    length = math.hypot(*along)
    if length > 1e-6:
        ax, ay = along[0] / length, along[1] / length
    elif height > 1e-6:
        ax, ay = down[1] / height, -down[0] / height
    else:
        ax, ay = 1.0, 0.0
    return ax, ay, -ay, ax, max(height, 1e-3)


def _continues(before: Sequence[float], row: Sequence[float]) -> bool:
    ax, ay, dx, dy, height = _axes(before)
    bx, by, _, _, other = _axes(row)
    if ax * bx + ay * by < 0.97 or not 0.5 < other / height < 2.0:
        return False
    step = (row[4] - before[6], row[5] - before[7])
    aside = abs(step[0] * dx + step[1] * dy)
    forward = step[0] * ax + step[1] * ay
    return aside < SAME_LINE * max(height, other) and -0.8 * height < forward < MAX_GAP * height


def _around(rows: Sequence[Sequence[float]]) -> Quad:
    """Return the smallest quad with the direction of the first row that holds all rows."""
    ax, ay, dx, dy, _ = _axes(max(rows, key=lambda r: abs(r[2] - r[0]) + abs(r[3] - r[1])))
    points = [(row[i], row[i + 1]) for row in rows for i in (0, 2, 4, 6)]
    along = [x * ax + y * ay for x, y in points]
    down = [x * dx + y * dy for x, y in points]
    a0, a1, d0, d1 = min(along), max(along), min(down), max(down)

    def back(a: float, d: float) -> tuple[float, float]:
        return a * ax + d * dx, a * ay + d * dy

    return (*back(a0, d0), *back(a1, d0), *back(a0, d1), *back(a1, d1))


def _width(quad: Sequence[float]) -> float:
    return math.hypot(quad[2] - quad[0], quad[3] - quad[1])


def rect(quad: Sequence[float]) -> tuple[float, float, float, float]:
    """Return the upright rectangle (x0, y0, x1, y1) around a quad."""
    return min(quad[0::2]), min(quad[1::2]), max(quad[0::2]), max(quad[1::2])


def touching(a: Sequence[float], b: Sequence[float], *, slack: float = 0.0) -> bool:
    """Tell whether two upright rectangles overlap by more than `slack` points in both directions."""
    return min(a[2], b[2]) - max(a[0], b[0]) > slack and min(a[3], b[3]) - max(a[1], b[1]) > slack


def covered(point: tuple[float, float], rects: Iterable[Sequence[float]]) -> bool:
    """Tell whether a point lies in one of the upright rectangles."""
    x, y = point
    return any(r[0] <= x <= r[2] and r[1] <= y <= r[3] for r in rects)
