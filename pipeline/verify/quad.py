"""Geometry of marks for the second reader: what lies inside a quad. It knows no file and no library."""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

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
    return _inside(points[:, 0] - ulx, points[:, 1] - uly, (ax, ay, bx, by), grow)


def _inside(dx: Floats, dy: Floats, sides: tuple[float, float, float, float], grow: float) -> npt.NDArray[np.bool_]:
    ax, ay, bx, by = sides
    area = ax * by - ay * bx
    # an upright side has no part in it, which leaves a row and a column of a picture what they are
    along = (dx * by - dy * bx if bx else dx * by) / area
    down = (dy * ax - dx * ay if ay else dy * ax) / area
    # the height of the parallelogram over each side turns points into parts of that side
    over_a = grow * math.hypot(bx, by) / abs(area)
    over_b = grow * math.hypot(ax, ay) / abs(area)
    return np.asarray((along >= -over_a) & (along <= 1 + over_a) & (down >= -over_b) & (down <= 1 + over_b))


NEXT = 1.5
"""A character this many heights of a mark away along its line stands next to it: a word space in justified text."""

BAND = 0.2
"""Part of a mark's height by which a character of its line may stand above or below it."""


HAIR = 1e-6
"""Points by which the search for points near a quad reaches too far, so that rounding loses none."""


class Near(NamedTuple):
    """Pairs of a quad and a point near to it, the quads in order, and for each quad the points in order."""

    quad: npt.NDArray[np.intp]
    point: npt.NDArray[np.intp]
    along: Floats
    """Where the point stands as a part of the quad's length, from its left."""
    down: Floats
    """The same of its height, from its top."""

    def take(self, wanted: npt.NDArray[np.bool_ | np.intp]) -> Near:
        """Return the pairs that `wanted` is true for, or names in the order of their places."""
        return Near(self.quad[wanted], self.point[wanted], self.along[wanted], self.down[wanted])


class Field:
    """The points of a page sorted by height, so that each quad is compared with the points near to it only."""

    def __init__(self, points: Points) -> None:
        self.points = points
        self._order = np.argsort(points[:, 1], kind="stable")
        self._heights = points[self._order, 1]

    def inside(self, quads: Sequence[Sequence[float]], *, grow: float = 0.0) -> Near:
        """Return the points that lie in each quad, as `inside` tells for one."""
        sides = _Sides(quads)
        return self._within(sides, *sides.over(grow))

    def under(self, quads: Sequence[Sequence[float]], *, grow: float = 0.0) -> npt.NDArray[np.bool_]:
        """Tell for each point whether it lies in any of the quads."""
        found = np.zeros(len(self.points), dtype=bool)
        found[self.inside(quads, grow=grow).point] = True
        return found

    def beside(self, quads: Sequence[Sequence[float]]) -> Iterator[tuple[int, int]]:
        """Yield for each quad the nearest points before and after it on its own line, -1 for none."""
        sides = _Sides(quads)
        near = self._within(sides, NEXT * sides.ratio, np.full(len(quads), BAND))
        ends = np.searchsorted(near.quad, np.arange(len(quads) + 1))
        for first, last in itertools.pairwise(ends.tolist()):
            along, point = near.along[first:last], near.point[first:last]
            before, after = along < 0, along > 1
            yield (
                int(point[before][along[before].argmax()]) if before.any() else -1,
                int(point[after][along[after].argmin()]) if after.any() else -1,
            )

    def _within(self, sides: _Sides, over_a: Floats, over_b: Floats) -> Near:
        """Return the pairs of which the point lies in the quad, made longer and higher by parts of its sides."""
        low, high = sides.heights(over_a, over_b)
        first = np.searchsorted(self._heights, low - HAIR, side="left")
        count = np.maximum(np.searchsorted(self._heights, high + HAIR, side="right") - first, 0) * sides.real
        quad = np.repeat(np.arange(len(count)), count)
        # the places first, first + 1, ... of each quad, one quad after the other
        place = np.arange(len(quad)) + np.repeat(first - (np.cumsum(count) - count), count)
        point = self._order[place]
        along, down = sides.parts(self.points[point], quad)
        over_a, over_b = over_a[quad], over_b[quad]
        near = Near(quad, point, along, down).take(
            (along >= -over_a) & (along <= 1 + over_a) & (down >= -over_b) & (down <= 1 + over_b)
        )
        return near.take(np.lexsort((near.point, near.quad)))


class _Sides:
    """Many quads, each read as `inside` reads one: a corner and the two sides that go out from it."""

    def __init__(self, quads: Sequence[Sequence[float]]) -> None:
        corners = np.array([quad[:6] for quad in quads], dtype=np.float64).reshape(-1, 6)
        self._x, self._y = corners[:, 0], corners[:, 1]
        self._ax, self._ay = corners[:, 2] - self._x, corners[:, 3] - self._y
        self._bx, self._by = corners[:, 4] - self._x, corners[:, 5] - self._y
        area = self._ax * self._by - self._ay * self._bx
        self.real = np.abs(area) >= 1e-9
        """Whether it holds anything."""
        self._area = np.where(self.real, area, 1.0)

    @property
    def ratio(self) -> Floats:
        """Return each height as a part of the length."""
        length = np.hypot(self._ax, self._ay)
        return np.asarray(np.hypot(self._bx, self._by) / np.where(self.real, length, 1.0))

    def over(self, grow: float) -> tuple[Floats, Floats]:
        """Return what `grow` points on every side are as parts of the two sides."""
        area = np.abs(self._area)
        return grow * np.hypot(self._bx, self._by) / area, grow * np.hypot(self._ax, self._ay) / area

    def heights(self, over_a: Floats, over_b: Floats) -> tuple[Floats, Floats]:
        """Return the least and the greatest y of each quad, made longer and higher by parts of its sides."""
        low, high = self._y.copy(), self._y.copy()
        for over, rise in ((over_a, self._ay), (over_b, self._by)):
            start, end = -over * rise, (1 + over) * rise
            low += np.minimum(start, end)
            high += np.maximum(start, end)
        return low, high

    def parts(self, points: Points, quad: npt.NDArray[np.intp]) -> tuple[Floats, Floats]:
        """Return each point as parts of the length and the height of the quad it is paired with."""
        dx, dy, area = points[:, 0] - self._x[quad], points[:, 1] - self._y[quad], self._area[quad]
        along = (dx * self._by[quad] - dy * self._bx[quad]) / area
        return along, (dy * self._ax[quad] - dx * self._ay[quad]) / area


def bounds(quad: Sequence[float]) -> tuple[float, float, float, float]:
    """Return the upright rectangle (x0, y0, x1, y1) around a quad."""
    return min(quad[0::2]), min(quad[1::2]), max(quad[0::2]), max(quad[1::2])


def meets(rect: Sequence[float], quad: Sequence[float], *, slack: float = 0.0) -> bool:
    """Tell whether an upright rectangle and the bounds of a quad, grown by `slack` points, overlap."""
    x0, y0, x1, y1 = bounds(quad)
    return rect[0] < x1 + slack and x0 - slack < rect[2] and rect[1] < y1 + slack and y0 - slack < rect[3]


class Rows:
    """The upright bounds of many quads sorted by height, so that a rectangle is compared with those near to it only."""

    def __init__(self, quads: Sequence[Sequence[float]]) -> None:
        self._bounds = sorted(((*bounds(quad), at) for at, quad in enumerate(quads)), key=lambda found: found[1])
        self._tops = [found[1] for found in self._bounds]
        self._tallest = max((found[3] - found[1] for found in self._bounds), default=0.0)

    def meeting(self, rect: Sequence[float], *, slack: float = 0.0) -> list[int]:
        """Return the places of the quads whose bounds, grown by `slack` points, overlap a rectangle, in order."""
        left, top, right, bottom = rect
        first = bisect.bisect_left(self._tops, top - slack - self._tallest - HAIR)
        last = bisect.bisect_left(self._tops, bottom + slack + HAIR)
        return sorted(
            at
            for x0, y0, x1, y1, at in self._bounds[first:last]
            if left < x1 + slack and x0 - slack < right and top < y1 + slack and y0 - slack < bottom
        )


def cover(
    quad: Sequence[float], shape: tuple[int, ...], scale: tuple[float, float], *, grow: float = 0.0
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
    xs = (np.arange(left, right, dtype=np.float64) + 0.5) / scale[0]
    ys = (np.arange(top, bottom, dtype=np.float64) + 0.5) / scale[1]
    ulx, uly, urx, ury, llx, lly = quad[:6]
    ax, ay, bx, by = urx - ulx, ury - uly, llx - ulx, lly - uly
    if abs(ax * by - ay * bx) < 1e-9:
        mask = np.zeros((len(ys), len(xs)), dtype=bool)
    else:
        mask = _inside(xs[None, :] - ulx, ys[:, None] - uly, (ax, ay, bx, by), grow)
    return slice(top, bottom), slice(left, right), mask


def _clip(low: float, high: float, size: int) -> tuple[int, int]:
    first = min(max(math.floor(low), 0), size)
    return first, max(first, min(math.ceil(high), size))


def fill(picture: npt.NDArray[np.bool_], boxes: Floats, scale: tuple[float, float], *, grow: float) -> None:
    """Set the pixels of a mask of the whole page whose centre lies in one of many upright rectangles.

    Args:
        picture: rows and columns; changed.
        boxes: (n, 4), x0, y0, x1, y1 in page space, points. One without area holds nothing, as for `inside`.
        scale: pixels a point, across and down.
        grow: points, on every side.
    """
    real = boxes[(boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]) >= 1e-9]
    low = np.ceil((real[:, :2] - grow) * scale - 0.5)
    high = np.floor((real[:, 2:] + grow) * scale - 0.5) + 1
    edges = np.concatenate((low, high), axis=1).clip(0, (*picture.shape[::-1], *picture.shape[::-1])).astype(np.intp)
    for left, top, right, bottom in edges.tolist():
        picture[top:bottom, left:right] = True


def paint(
    picture: npt.NDArray[np.bool_], quads: Sequence[Sequence[float]], scale: tuple[float, float], *, grow: float
) -> None:
    """Set the pixels of a mask of the whole page whose centre lies in one of many quads, as `cover` tells for one."""
    upright = [quad for quad in quads if quad[0] == quad[4] and quad[1] == quad[3]]
    fill(picture, np.array([bounds(quad) for quad in upright]).reshape(-1, 4), scale, grow=grow)
    for quad in quads:
        if quad[0] != quad[4] or quad[1] != quad[3]:
            rows, columns, mask = cover(quad, picture.shape, scale, grow=grow)
            picture[rows, columns] |= mask


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
