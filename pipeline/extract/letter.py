"""Gives each recognised character a place on the page, so that it can be laid out and burned as pixels.

Tesseract's boxes of characters are rough; they are cut anew where the ink between two
characters is thinnest, and their height is that of the whole line, so that a mark
leaves no stroke standing.
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Sequence

import numpy as np

from pipeline.extract import ink
from pipeline.extract.glyph import Glyphs
from pipeline.extract.recognise import Seen, View

CAPITAL = 0.7
"""Height of capitals, figures and ascenders in ems, in the faces that courts use (0.66 to 0.73)."""

SMALL = 0.46
"""Height of x in ems (0.44 to 0.52)."""

UP, DOWN = 0.8, 0.26
"""Ems above and below the base line that a line's letters reach."""

SEARCH = 0.2
"""Ems around the rough end of a character in which the true one is looked for."""

TALL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789bdfhkl()[]!?/|$&")
LOW = frozenset("acemnorsuvwxz")

NARROW = 0.12
"""Ems that the narrowest character fills: two ends are not looked for in one place."""

LAST = np.iinfo(np.int32).max
"""Order of paint of what was read from a picture: nothing lies over it."""


def letters(seen: Sequence[Seen]) -> Glyphs:
    """Return one glyph for each recognised character, in page space."""
    sizes = _sizes(seen)
    code: list[int] = []
    quads, origins, reaches, sizes_out, angles, spaced, numbers = [], [], [], [], [], [], []
    glyph = 0
    for item in seen:
        size = sizes[_line(item)]
        # not from each box: a character can be cut so narrow that it has no direction
        (x0, y0), (x1, y1) = item.view.to_page([(0, 0), (1, 0)])
        angle = math.degrees(math.atan2(y1 - y0, x1 - x0))
        edges = _edges(item, size)
        places: list[tuple[float, float]] = []
        for (first, last), symbol in zip(itertools.pairwise(edges), item.word.symbols, strict=True):
            chars = [char for char in symbol.text if not char.isspace()]
            for k, char in enumerate(chars):
                left = first + (last - first) * k / len(chars)
                right = first + (last - first) * (k + 1) / len(chars)
                places += _corners(item, symbol.box, left, right, size)
                code.append(ord(char))
                numbers.append(glyph)
                spaced.append(symbol is item.word.symbols[0] and not k)
                reaches.append((right - left) * _scale(item.view))
                sizes_out.append(size * _scale(item.view))
                angles.append(angle)
            glyph += 1
        if places:
            placed = item.view.to_page(places).reshape(-1, 10)
            quads.append(placed[:, :8])
            origins.append(placed[:, 8:])
    count = len(code)
    return Glyphs(
        code=np.array(code, dtype=np.int32),
        quad=np.concatenate([np.zeros((0, 8)), *quads]).astype(np.float32),
        number=np.array(numbers, dtype=np.int32),
        origin=np.concatenate([np.zeros((0, 2)), *origins]).astype(np.float32),
        reach=np.array(reaches, dtype=np.float32),
        size=np.array(sizes_out, dtype=np.float32),
        angle=np.array(angles, dtype=np.float32),
        spaced=np.array(spaced, dtype=np.bool_),
        hidden=np.zeros(count, dtype=np.bool_),
        sound=np.ones(count, dtype=np.bool_),
        order=np.full(count, LAST, dtype=np.int32),
        tone=np.zeros(count, dtype=np.float32),
    )


def _scale(view: View) -> float:
    """Return points to the pixel."""
    return 72 / view.dpi


def _line(item: Seen) -> tuple[int, int]:
    return id(item.view), item.word.line


def _base(item: Seen, x: float) -> float:
    """Return the base line at a place of the line, pixels."""
    x0, y0, x1, y1 = item.word.baseline
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0) if x1 != x0 else float(y0)


def _sizes(seen: Sequence[Seen]) -> dict[tuple[int, int], float]:
    """Return the size of each line's type in pixels, from the heights of its letters."""
    found: dict[tuple[int, int], list[float]] = {}
    for item in seen:
        heights = found.setdefault(_line(item), [])
        for symbol in item.word.symbols:
            x0, y0, x1, _ = symbol.box
            above = _base(item, (x0 + x1) / 2) - y0
            if symbol.text in TALL:
                heights.append(above / CAPITAL)
            elif symbol.text in LOW:
                heights.append(above / SMALL)
    whole = {_line(item): float(item.word.box[3] - item.word.box[1]) for item in seen}
    return {
        line: max(statistics.median(heights) if heights else whole[line], 0.6 * whole[line], 1.0)
        for line, heights in found.items()
    }


def _edges(item: Seen, size: float) -> list[float]:
    """Return where each character begins, and where the last one ends, pixels."""
    x0, y0, x1, y1 = item.word.box
    symbols = item.word.symbols
    strip = item.view.image[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)]
    columns = ink.binary(strip).sum(axis=0) if strip.size else np.zeros(0, dtype=int)
    edges = [float(x0)]
    for before, after in itertools.pairwise(symbols):
        rough = (before.box[2] + after.box[0]) / 2 - max(x0, 0)
        least = min(edges[-1] - max(x0, 0) + NARROW * size, rough)
        edges.append(max(edges[-1], min(_gap(columns, rough, SEARCH * size, least) + max(x0, 0), float(x1))))
    return [*edges, float(x1)]


def _gap(columns: np.ndarray, rough: float, reach: float, least: float) -> float:
    """Return the place with least ink near a rough one, not before `least`; of several, the one nearest to it."""
    low, high = max(int(rough - reach), int(least), 0), min(int(rough + reach) + 1, len(columns))
    if high <= low:
        return rough
    near = columns[low:high]
    empty = np.flatnonzero(near == near.min()) + low + 0.5
    return float(empty[np.argmin(np.abs(empty - rough))])


def _corners(
    item: Seen, box: tuple[int, int, int, int], left: float, right: float, size: float
) -> list[tuple[float, float]]:
    """Return the four corners of a character and its origin, pixels."""
    base = _base(item, (left + right) / 2)
    top = min(base - UP * size, box[1] - 1.0)
    bottom = max(base + DOWN * size, box[3] + 1.0)
    return [(left, top), (right, top), (left, bottom), (right, bottom), (left, base)]
