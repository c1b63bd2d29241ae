"""Plane geometry of PDF: matrices as six numbers, upright rectangles as four; no page, no file.

A matrix (a, b, c, d, e, f) takes (x, y) to (a x + c y + e, b x + d y + f), as in ISO 32000-1, 8.3.3.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Matrix = tuple[float, float, float, float, float, float]
Rect = tuple[float, float, float, float]
"""x0, y0, x1, y1 with x0 <= x1 and y0 <= y1."""
Point = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Rect = (-1e9, -1e9, 1e9, 1e9)
NOWHERE: Rect = (1e9, 1e9, -1e9, -1e9)


def times(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that does `m` first and `n` after it."""
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + o)


def apply(m: Matrix, x: float, y: float) -> Point:
    """Return the image of a point."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def inverse(m: Matrix) -> Matrix | None:
    """Return the inverse, or None for a matrix that flattens the plane."""
    a, b, c, d, e, f = m
    det = a * d - b * c
    if abs(det) < 1e-12 or not math.isfinite(det):
        return None
    return (d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det)


def scale(m: Matrix) -> float:
    """Return the mean factor by which lengths grow."""
    return math.sqrt(abs(m[0] * m[3] - m[1] * m[2])) or max(math.hypot(m[0], m[1]), math.hypot(m[2], m[3]))


def box(points: Iterable[Point]) -> Rect:
    """Return the upright rectangle around points; `NOWHERE` for none."""
    xs, ys = zip(*points, strict=True) if (points := tuple(points)) else ((), ())
    return (min(xs), min(ys), max(xs), max(ys)) if xs else NOWHERE


def corners(rect: Rect, m: Matrix = IDENTITY) -> tuple[Point, Point, Point, Point]:
    """Return where the four corners of a rectangle come to lie."""
    x0, y0, x1, y1 = rect
    return apply(m, x0, y0), apply(m, x1, y0), apply(m, x1, y1), apply(m, x0, y1)


def around(rect: Rect, m: Matrix) -> Rect:
    """Return the upright rectangle around the image of a rectangle."""
    return box(corners(rect, m))


def meet(r: Rect, s: Rect) -> Rect:
    """Return what two rectangles share; it is empty when x0 > x1 or y0 > y1."""
    return max(r[0], s[0]), max(r[1], s[1]), min(r[2], s[2]), min(r[3], s[3])


def empty(r: Rect) -> bool:
    """Tell whether a rectangle holds no point."""
    return r[0] > r[2] or r[1] > r[3]


def apart(r: Rect, s: Rect) -> bool:
    """Tell whether two rectangles share no point."""
    return r[0] > s[2] or s[0] > r[2] or r[1] > s[3] or s[1] > r[3]


def within(r: Rect, s: Rect) -> bool:
    """Tell whether the first rectangle lies in the second."""
    return r[0] >= s[0] and r[1] >= s[1] and r[2] <= s[2] and r[3] <= s[3]


def grown(r: Rect, by: float) -> Rect:
    """Return the rectangle with `by` added on each side."""
    return r[0] - by, r[1] - by, r[2] + by, r[3] + by


def sane(values: Sequence[float]) -> bool:
    """Tell whether all numbers are finite and of a size that a page can have."""
    return all(math.isfinite(v) and abs(v) < 1e7 for v in values)


def write(values: Iterable[float]) -> bytes:
    """Write numbers as operands, to a hundred-thousandth."""
    return b" ".join(_short(v) for v in values)


def _short(value: float) -> bytes:
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return b"0" if text in ("", "-0") else text.encode()
