"""Judges what ink there is in a picture: none, strokes that could be writing, or something else.

The rule, in the order in which it is applied to each connected piece of ink (lengths
as printed, so that it does not depend on the resolution):

    smaller than a comma (0.35 mm both ways)            dust
    thinner than 0.5 mm and longer than 6 mm            a rule
    lower than 0.5 mm                                   dots and dashes
    filled by more than 80 %, and larger than 3 mm      a figure
    a straight line along each side, and long           the frame of a field
    higher than 16 mm, or a frame                       a figure, unless a hand drew it
    else                                                a stroke

A hand drew what is higher than 16 mm and up to 45 mm, is filled by less than a
quarter, and is no frame: signatures are large. Strokes that stand beside each other
as letters do make a group; a group at least as long as `LETTERS` letters could be
writing. It reads nothing.
"""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt

from pipeline.extract.blob import Binary, pieces
from pipeline.extract.tesseract import Gray

Boxes = npt.NDArray[np.int32]
"""(n, 4): left, top, right, bottom, pixels."""

MM = 25.4
"""Millimetres in an inch."""

LETTERS = 3
"""Strokes side by side (or one as wide as three) that could be a word. Two are initials, ticks or dirt."""

STRAIGHT, THIN = 10, 1
"""Millimetres: what is straight for so long and no thicker is a rule; no letter of a text has such a stroke."""

CROSSED = 1.3
"""Millimetres: where lines cross, neither is straight and thin; the pieces of one are so far apart at most."""

NARROW, TALL, OFF, ROWS_APART, STACKED = 1.8, (2.0, 8.0), 0.3, 5, 5
"""A mark that parts a caption is so many times as high as wide, so many millimetres high, stands in line with the
others to this part of its height, at most so many heights below the one above; and so many make a column."""

FRAME = (2.5, STRAIGHT)
"""Millimetres between upper and lower edge of a frame that somebody drew around a line of print."""

LOW, ROW = 1.0, 25
"""Millimetres that a row of typed dashes is high at most, and so many times as long as high it is at least."""

MEETS = 6
"""Pixels: lines no further apart meet."""

LONG = 2.5
"""So many times as long as wide is a frame that something is to be filled in, and no letter."""

EDGE, UNBROKEN = 0.6, 0.9
"""Millimetres from the edge of a frame within which its line runs, and the part of the edge that it covers."""

TONES = 0.3
"""Part of a picture's pixels that are neither ink nor paper, from which on it is a photograph."""

CROWDED = 4000
"""Pieces to the square inch: a screen or dust; writing has a few hundred at most."""

FAINT = 96
"""A picture with fewer steps of grey from its lightest to its darkest is stretched before it is read."""


def stretched(image: Gray) -> Gray:
    """Return the picture with its greys spread out if it has few, so that faint print can be read."""
    if image.size == 0:
        return image
    low, high = int(image.min()), int(image.max())
    if high - low >= FAINT or high == low:
        return image
    return ((image.astype(np.int32) - low) * 255 // (high - low)).astype(np.uint8)


def binary(image: Gray) -> Binary:
    """Return which pixels are ink: darker than the middle between ink and paper (Otsu), within reason."""
    counts = np.bincount(image.reshape(-1), minlength=256).astype(float)
    below = np.cumsum(counts)
    mass = np.cumsum(counts * np.arange(256))
    above = below[-1] - below
    with np.errstate(all="ignore"):
        spread = (mass[-1] * below / below[-1] - mass) ** 2 / (below * above)
    best = int(np.nanargmax(np.where(np.isfinite(spread), spread, -1)))
    ink: Binary = image <= min(max(best, 80), 200)
    return ink


def is_photograph(image: Gray) -> bool:
    """Tell whether a picture is of continuous tone."""
    return bool(((image > 64) & (image < 192)).mean() > TONES)


def without_rules(ink: Binary, *, dpi: float) -> Binary:
    """Return ink without straight lines, level or upright, that are long and thin: frames and their corners, too."""
    level, upright = _straight(ink, dpi)
    free: Binary = ink & ~level & ~upright
    return free


def ruled(ink: Binary, *, dpi: float) -> Boxes:
    """Return the lines that are ruled in a picture as boxes without height or without width, pixels."""
    if min(ink.shape) < 4:
        return np.zeros((0, 4), dtype=np.int32)
    half = ink[0:-1:2, 0:-1:2] | ink[1::2, 0:-1:2] | ink[0:-1:2, 1::2] | ink[1::2, 1::2]
    whole = half.copy()  # thin upright lines have gaps; level ones cannot be closed, letters stand too near
    whole[1:] |= half[:-1]
    whole[:-1] |= half[1:]
    level, upright = pieces(_straight(half, dpi / 2)[0]), pieces(_straight(whole, dpi / 2)[1])
    level[:, [1, 3]] = level[:, [1, 3]].mean(axis=1, keepdims=True).astype(np.int32)
    upright[:, [0, 2]] = upright[:, [0, 2]].mean(axis=1, keepdims=True).astype(np.int32)
    reach = round(CROSSED * dpi / MM / 2)
    across = _bridged(upright[:, [1, 0, 3, 2]], reach)[:, [1, 0, 3, 2]]
    level = _bridged(level, reach)
    found: Boxes = 2 * np.concatenate([level, across, _short_sides(level, whole, dpi / 2)])
    return found


def _short_sides(level: Boxes, ink: Binary, dpi: float) -> Boxes:
    """Return the sides of frames around one line of print: upright lines too short to be rules by themselves."""
    least, most = (round(mm * dpi / MM) for mm in FRAME)
    found = []
    for (x0, y0, x1, _), (u0, v0, u1, _) in itertools.permutations(level.tolist(), 2):
        if least <= v0 - y0 <= most and max(abs(u0 - x0), abs(u1 - x1)) <= MEETS / 2:
            for x in (min(x0, u0), max(x1, u1)):
                strip = ink[y0:v0, max(x - 1, 0) : x + 2].any(axis=1)
                if strip.mean() >= UNBROKEN:
                    found.append((x, y0, x, v0))
    return np.array(found, dtype=np.int32).reshape(-1, 4)


def grid(ruled: Boxes) -> Boxes:
    """Return the upright lines among ruled ones, and the level ones that meet one; other level ones underline."""
    upright, level = ruled[ruled[:, 0] == ruled[:, 2]], ruled[ruled[:, 0] != ruled[:, 2]]
    x, top, _, bottom = upright.T
    x0, y, x1, _ = level.T[:, :, None]
    meets = (x0 - MEETS <= x) & (x <= x1 + MEETS) & (top - MEETS <= y) & (y <= bottom + MEETS)
    return np.concatenate([upright, level[meets.any(axis=1)]])


def _bridged(level: Boxes, reach: int) -> Boxes:
    """Return level lines with the pieces of one made one, which those that cross it part."""
    merged: list[list[int]] = []
    for x0, y0, x1, y1 in level[np.lexsort((level[:, 0], level[:, 1]))].tolist():
        beside = itertools.takewhile(lambda line, y=y0: line[1] >= y - 1, reversed(merged))  # type: ignore[misc]
        line = next((line for line in beside if x0 <= line[2] + reach and x1 >= line[0] - reach), None)
        if line is None:
            merged.append([x0, y0, x1, y1])
        else:
            line[0], line[2] = min(line[0], x0), max(line[2], x1)
    return np.array(merged, dtype=np.int32).reshape(-1, 4)


def _straight(ink: Binary, dpi: float) -> tuple[Binary, Binary]:
    """Return the ink of straight lines that are long and thin, level ones and upright ones."""
    long, thick = round(STRAIGHT * dpi / MM), max(round(THIN * dpi / MM), 2)
    return _runs(ink, long) & ~_runs(ink.T, thick).T, _runs(ink.T, long).T & ~_runs(ink, thick)


def _runs(ink: Binary, length: int) -> Binary:
    """Return the ink that stands in level runs of at least so many pixels."""
    kept = np.zeros_like(ink)
    if ink.shape[1] < length:
        return kept
    sums = np.cumsum(np.pad(ink, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    begins = (sums[:, length:] - sums[:, :-length]) == length
    edges = np.zeros((ink.shape[0], ink.shape[1] + 1), dtype=np.int32)
    edges[:, : begins.shape[1]] += begins
    edges[:, length:] -= begins
    return np.cumsum(edges, axis=1, dtype=np.int32)[:, :-1] > 0


def strokes(ink: Binary, *, dpi: float) -> Boxes:
    """Return the pieces of ink that could be letters or parts of a hand."""
    found = pieces(ink)
    if len(found) > CROWDED * ink.size / dpi**2:
        return found[:0]
    mm = dpi / MM
    wide, high = _sides(found)
    dust = (wide < 0.35 * mm) & (high < 0.35 * mm)
    rule = (np.minimum(wide, high) < 0.5 * mm) & (np.maximum(wide, high) > 6 * mm)
    found = found[~(dust | rule | (high < 0.5 * mm) | (high > 45 * mm))]
    wide, high = _sides(found)
    counts = _counts(ink)
    filled = _inked(counts, found) / np.maximum(wide * high, 1)
    figure = solid(found, filled, dpi=dpi)
    large = (high > 16 * mm) | (wide > 60 * mm)
    framed = _framed(counts, found, width=max(1, round(EDGE * mm)))
    field = _fields(counts, found, dpi=dpi)
    kept: Boxes = found[~(figure | field | (large & ((filled > 0.25) | framed)))]
    return kept


def stacked(boxes: Boxes, *, dpi: float) -> Boxes:
    """Return an upright line, without width, in place of each column of narrow strokes above each other."""
    wide, high = _sides(boxes)
    narrow = boxes[(high > NARROW * wide) & (high > TALL[0] * dpi / MM) & (high < TALL[1] * dpi / MM)]
    columns: list[list[list[int]]] = []
    for box in narrow[np.argsort(narrow[:, 1], kind="stable")].tolist():
        size = box[3] - box[1]
        for column in columns:
            last = column[-1]
            off = abs(last[0] + last[2] - box[0] - box[2]) / 2
            if off < OFF * size and 0 < box[1] - last[1] < ROWS_APART * size:
                column.append(box)
                break
        else:
            columns.append([box])
    lines = [(_middle(c), c[0][1], _middle(c), c[-1][3]) for c in columns if len(c) >= STACKED]
    return np.array(lines, dtype=np.int32).reshape(-1, 4)


def _middle(column: list[list[int]]) -> int:
    return round(sum(x0 + x1 for x0, _, x1, _ in column) / 2 / len(column))


def _sides(boxes: Boxes) -> tuple[Boxes, Boxes]:
    return boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]


def _counts(ink: Binary) -> Boxes:
    """Return how much ink is above and left of each pixel."""
    total = np.zeros((ink.shape[0] + 1, ink.shape[1] + 1), dtype=np.int32)
    np.cumsum(ink, axis=1, dtype=np.int32, out=total[1:, 1:])
    np.cumsum(total, axis=0, dtype=np.int32, out=total)
    return total


def _inked(counts: Boxes, boxes: Boxes) -> Boxes:
    """Return how many pixels of each box are ink."""
    x0, y0, x1, y1 = boxes.T
    found: Boxes = counts[y1, x1] - counts[y0, x1] - counts[y1, x0] + counts[y0, x0]
    return found


def fields(ink: Binary, boxes: Boxes, *, dpi: float) -> npt.NDArray[np.bool_]:
    """Tell which boxes are frames that something is to be filled in: long, with a straight line along each side."""
    high, wide = ink.shape
    found: npt.NDArray[np.bool_] = (boxes.min(axis=1, initial=0) >= 0) & (boxes[:, 2] <= wide) & (boxes[:, 3] <= high)
    found[found] = _fields(_counts(ink), boxes[found], dpi=dpi)
    return found


def _fields(counts: Boxes, boxes: Boxes, *, dpi: float) -> npt.NDArray[np.bool_]:
    wide, high = _sides(boxes)
    limits = np.array([counts.shape[1] - 1, counts.shape[0] - 1] * 2)
    found: npt.NDArray[np.bool_] = np.maximum(wide, high) > LONG * np.minimum(wide, high)
    for side in (0, 1):
        length = boxes[:, 3 - side] - boxes[:, 1 - side]
        for edge, step in ((side, 1), (side + 2, -1)):
            lined = np.zeros(len(boxes), dtype=np.bool_)
            for away in range(max(1, round(EDGE * dpi / MM))):
                line = boxes.copy()
                line[:, edge] += step * away
                line[:, side if step < 0 else side + 2] = line[:, edge] + step
                lined |= _inked(counts, np.clip(line, 0, limits)) > UNBROKEN * length
            found &= lined
    return found


def _framed(counts: Boxes, boxes: Boxes, *, width: int) -> npt.NDArray[np.bool_]:
    """Tell which boxes have ink along at least two of their sides."""
    full = np.zeros(len(boxes), dtype=np.int32)
    for side, far in ((0, 2), (1, 3)):
        for edge, other, step in ((side, far, width), (far, side, -width)):
            strip = boxes.copy()
            strip[:, other] = np.where(
                step > 0,
                np.minimum(boxes[:, edge] + step, boxes[:, far]),
                np.maximum(boxes[:, edge] + step, boxes[:, side]),
            )
            length = boxes[:, 3 - side] - boxes[:, 1 - side]
            full += _inked(counts, strip) > 0.8 * length
    framed: npt.NDArray[np.bool_] = full >= 2
    return framed


def solid(boxes: Boxes, filled: npt.NDArray[np.float64], *, dpi: float) -> npt.NDArray[np.bool_]:
    """Tell which boxes are bars and blocks of one tone, by how much of each is ink; no letter is as full."""
    mm = dpi / MM
    wide, high = _sides(boxes)
    short, long = np.minimum(wide, high), np.maximum(wide, high)
    found: npt.NDArray[np.bool_] = (filled > 0.8) & (short > 3 * mm)
    return found | ((filled > 0.9) & (short > 1.2 * mm) & (long > 3 * short))


def share(ink: Binary, boxes: Boxes) -> npt.NDArray[np.float64]:
    """Return which part of each box is ink; of a box that leaves the picture, the part inside counts."""
    high, wide = ink.shape
    inside = np.stack([np.clip(boxes[:, i], 0, (wide, high)[i % 2]) for i in range(4)], axis=1)
    width, height = _sides(inside)
    part: npt.NDArray[np.float64] = _inked(_counts(ink), inside) / np.maximum(width * height, 1)
    return part


def outside(boxes: Boxes, covers: Boxes, *, slack: int = 2) -> Boxes:
    """Return the boxes whose middle lies in none of the covers."""
    if not len(covers) or not len(boxes):
        return boxes
    x = (boxes[:, 0] + boxes[:, 2])[:, None] / 2
    y = (boxes[:, 1] + boxes[:, 3])[:, None] / 2
    inside = (x >= covers[:, 0] - slack) & (x <= covers[:, 2] + slack)
    inside &= (y >= covers[:, 1] - slack) & (y <= covers[:, 3] + slack)
    free: Boxes = boxes[~inside.any(axis=1)]
    return free


def writing(boxes: Boxes, *, dpi: float) -> Boxes:
    """Return the boxes of groups of strokes that could be writing."""
    found = [box for box, count in _groups(boxes, dpi) if count >= LETTERS and not _is_dashes(box, dpi)]
    return np.array(found, dtype=np.int32).reshape(-1, 4)


def _is_dashes(box: list[int], dpi: float) -> bool:
    """Tell whether a group of strokes is a row of dashes: no print is so low for so long."""
    wide, high = box[2] - box[0], box[3] - box[1]
    return high < LOW * dpi / MM and wide > ROW * high


def longest(boxes: Boxes, *, dpi: float) -> float:
    """Return how many letters long the longest group of strokes is."""
    return max((count for _, count in _groups(boxes, dpi)), default=0.0)


def _groups(boxes: Boxes, dpi: float) -> list[tuple[list[int], float]]:
    """Return strokes that stand beside each other as one box, each with its length in letters."""
    hand = 16 * dpi / MM
    groups: list[list[int]] = []
    counts: list[float] = []
    for x0, y0, x1, y1 in boxes[np.argsort(boxes[:, 0], kind="stable")].tolist():
        high = max(y1 - y0, 1)
        letters = float(LETTERS) if high > hand else max(1.0, (x1 - x0) / high)
        for i, group in enumerate(groups):
            other = max(group[3] - group[1], 1)
            level = min(y1, group[3]) - max(y0, group[1]) > 0.4 * min(high, other)
            if level and 0.25 < high / other < 4 and x0 - group[2] < 0.8 * max(high, other):
                groups[i] = [group[0], min(group[1], y0), max(group[2], x1), max(group[3], y1)]
                counts[i] += letters
                break
        else:
            groups.append([x0, y0, x1, y1])
            counts.append(letters)
    return list(zip(groups, counts, strict=True))
