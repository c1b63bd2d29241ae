"""Geometry of marks for the second reader: what lies inside a quad. It knows no file and no library."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
"""Shape (n, 2), points in page space."""

Matrix = tuple[float, float, float, float, float, float]
"""A PDF matrix a b c d e f: x' = a x + c y + e, y' = b x + d y + f."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def inside(points: Points, quad: Sequence[float], *, grow: float = 0.0) -> npt.NDArray[np.bool_]:
    """Tell for each point whether it lies in the quad, grown by `grow` points on every side (negative shrinks).

    The quad is read as the parallelogram of its upper left, upper right and lower left
    corner. A quad that is thinner than what it is shrunk by holds nothing.
    """
    ulx, uly, urx, ury, llx, lly = quad[:6]
    ax, ay, bx, by = urx - ulx, ury - uly, llx - ulx, lly - uly
    area = ax * by - ay * bx
    if abs(area) < 1e-9:
        return np.zeros(len(points), dtype=bool)
    dx, dy = points[:, 0] - ulx, points[:, 1] - uly
    along = (dx * by - dy * bx) / area
    down = (dy * ax - dx * ay) / area
    # the height of the parallelogram over each side turns points into parts of that side
    over_a = grow * float(np.hypot(bx, by)) / abs(area)
    over_b = grow * float(np.hypot(ax, ay)) / abs(area)
    return np.asarray((along >= -over_a) & (along <= 1 + over_a) & (down >= -over_b) & (down <= 1 + over_b))


NEXT = 1.5
"""A character this many heights of a mark away along its line stands next to it: a word space in justified text."""

BAND = 0.2
"""Part of a mark's height by which a character of its line may stand above or below it."""


def beside(points: Points, quad: Sequence[float]) -> tuple[int, int]:
    """Return the indices of the nearest points before and after a quad on its own line, -1 for none."""
    along, down, ratio = parts(points, quad)
    if not len(along):
        return -1, -1
    line = (down > -BAND) & (down < 1 + BAND)
    before = np.where(line & (along < 0) & (along > -NEXT * ratio), along, -np.inf)
    after = np.where(line & (along > 1) & (along < 1 + NEXT * ratio), along, np.inf)
    first, last = int(before.argmax()), int(after.argmin())
    return first if np.isfinite(before[first]) else -1, last if np.isfinite(after[last]) else -1


def parts(points: Points, quad: Sequence[float]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], float]:
    """Return points as parts of a quad's length and height, and its height as a part of its length."""
    ulx, uly, urx, ury, llx, lly = quad[:6]
    ax, ay, bx, by = urx - ulx, ury - uly, llx - ulx, lly - uly
    area = ax * by - ay * bx
    if abs(area) < 1e-9:
        return np.empty(0), np.empty(0), 0.0
    dx, dy = points[:, 0] - ulx, points[:, 1] - uly
    ratio = float(np.hypot(bx, by) / np.hypot(ax, ay))
    return (dx * by - dy * bx) / area, (dy * ax - dx * ay) / area, ratio


def bounds(quad: Sequence[float]) -> tuple[float, float, float, float]:
    """Return the upright rectangle (x0, y0, x1, y1) around a quad."""
    return min(quad[0::2]), min(quad[1::2]), max(quad[0::2]), max(quad[1::2])


def meets(rect: Sequence[float], quad: Sequence[float], *, slack: float = 0.0) -> bool:
    """Tell whether an upright rectangle and the bounds of a quad, grown by `slack` points, overlap."""
    x0, y0, x1, y1 = bounds(quad)
    return rect[0] < x1 + slack and x0 - slack < rect[2] and rect[1] < y1 + slack and y0 - slack < rect[3]


def cover(
    quad: Sequence[float], shape: tuple[int, int], scale: tuple[float, float], *, grow: float = 0.0
) -> tuple[slice, slice, npt.NDArray[np.bool_]]:
    """Return the rows, the columns and the mask of the pixels whose centre lies in a quad.

    Args:
        quad: page space, points.
        shape: rows and columns of the picture of the whole page.
        scale: pixels a point, across and down.
        grow: points, as for `inside`.
    """
    x0, y0, x1, y1 = bounds(quad)
    left, right = _clip((x0 - grow) * scale[0], (x1 + grow) * scale[0], shape[1])
    top, bottom = _clip((y0 - grow) * scale[1], (y1 + grow) * scale[1], shape[0])
    xs = (np.arange(left, right) + 0.5) / scale[0]
    ys = (np.arange(top, bottom) + 0.5) / scale[1]
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    mask = inside(grid, quad, grow=grow).reshape(len(ys), len(xs))
    return slice(top, bottom), slice(left, right), mask


def _clip(low: float, high: float, size: int) -> tuple[int, int]:
    first = min(max(int(np.floor(low)), 0), size)
    return first, max(first, min(int(np.ceil(high)), size))


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies `first`, then `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a matrix takes a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def invert(matrix: Matrix) -> Matrix | None:
    """Return the inverse of a matrix, or None when it has none."""
    a, b, c, d, e, f = matrix
    det = a * d - b * c
    if abs(det) < 1e-12:
        return None
    return d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det
