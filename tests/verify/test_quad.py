"""Points near to many quads at once are the points that one comparison after the other finds."""

from __future__ import annotations

import itertools
import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.verify.quad import BAND, NEXT, Field, Rows, cover, fill, inside, meets

PLACES = st.floats(-50, 250, allow_nan=False)
POINTS = st.lists(st.tuples(PLACES, PLACES), max_size=60).map(lambda found: np.array(found, dtype=float).reshape(-1, 2))
GROW = st.sampled_from((-3.0, -0.05, 0.0, 0.3, 7.0))


def parts(points: np.ndarray, quad: tuple[float, ...]) -> tuple[np.ndarray, np.ndarray, float]:
    """Return points as parts of one quad's length and height, and its height as a part of its length."""
    ulx, uly, urx, ury, llx, lly = quad[:6]
    ax, ay, bx, by = urx - ulx, ury - uly, llx - ulx, lly - uly
    area = ax * by - ay * bx
    if abs(area) < 1e-9:
        return np.empty(0), np.empty(0), 0.0
    dx, dy = points[:, 0] - ulx, points[:, 1] - uly
    ratio = math.hypot(bx, by) / math.hypot(ax, ay)
    return (dx * by - dy * bx) / area, (dy * ax - dx * ay) / area, ratio


@st.composite
def quads(draw: st.DrawFn) -> list[tuple[float, ...]]:
    """Return rectangles at any turn, some slanted, some flat."""
    found = []
    for _ in range(draw(st.integers(0, 6))):
        x, y, turn, slant = draw(PLACES), draw(PLACES), draw(st.floats(0, 7)), draw(st.sampled_from((0.0, 0.0, 0.6)))
        length, height = draw(st.sampled_from((0.0, 4.0, 90.0))), draw(st.sampled_from((0.0, 3.0, 12.0)))
        a = (length * math.cos(turn), length * math.sin(turn))
        b = (-height * math.sin(turn + slant), height * math.cos(turn + slant))
        found.append((x, y, x + a[0], y + a[1], x + b[0], y + b[1], x + a[0] + b[0], y + a[1] + b[1]))
    return found


@given(POINTS, quads(), GROW)
def test_a_field_finds_in_each_quad_the_points_that_lie_inside(
    points: np.ndarray, places: list[tuple[float, ...]], grow: float
) -> None:
    near = Field(points).inside(places, grow=grow)
    found = list(zip(near.quad.tolist(), near.point.tolist(), strict=True))
    masks = [inside(points, quad, grow=grow) for quad in places]
    assert found == [(at, point) for at, mask in enumerate(masks) for point in np.flatnonzero(mask)]
    for (at, point), along, down in zip(found, near.along, near.down, strict=True):
        one, other, _ = parts(points[point : point + 1], places[at])
        assert math.isclose(along, one[0], abs_tol=1e-9)
        assert math.isclose(down, other[0], abs_tol=1e-9)
    assert (Field(points).under(places, grow=grow) == np.any(masks or [np.zeros(len(points), bool)], axis=0)).all()


@given(POINTS, quads())
def test_a_field_finds_the_nearest_points_on_the_line_of_each_quad(
    points: np.ndarray, places: list[tuple[float, ...]]
) -> None:
    for quad, (before, after) in zip(places, Field(points).beside(places), strict=True):
        along, down, ratio = parts(points, quad)
        line = [
            (float(a), at)
            for at, (a, d) in enumerate(zip(along, down, strict=True))
            if -BAND <= d <= 1 + BAND and -NEXT * ratio <= a <= 1 + NEXT * ratio
        ]
        assert before == max(((a, -at) for a, at in line if a < 0), default=(0, 1))[1] * -1
        assert after == min(((a, at) for a, at in line if a > 1), default=(0, -1))[1]


@given(quads(), st.lists(st.tuples(PLACES, PLACES, st.floats(0, 60), st.floats(0, 60)), max_size=8), GROW)
def test_rows_find_the_quads_that_a_rectangle_meets(
    places: list[tuple[float, ...]], rects: list[tuple[float, float, float, float]], grow: float
) -> None:
    rows = Rows(places)
    for x, y, width, height in rects:
        rect = (x, y, x + width, y + height)
        assert rows.meeting(rect, slack=grow) == [i for i, q in enumerate(places) if meets(rect, q, slack=grow)]


@given(st.lists(st.tuples(PLACES, PLACES, st.floats(0, 40), st.floats(0, 40)), max_size=8))
def test_a_mask_is_filled_with_the_pixels_that_each_rectangle_covers(
    rects: list[tuple[float, float, float, float]],
) -> None:
    shape, scale = (150, 130), (1.39, 1.41)
    boxes = np.array([(x, y, x + width, y + height) for x, y, width, height in rects]).reshape(-1, 4)
    one, other = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    fill(one, boxes, scale, grow=1.0)
    for x0, y0, x1, y1 in boxes.tolist():
        rows, columns, mask = cover((x0, y0, x1, y0, x0, y1, x1, y1), shape, scale, grow=1.0)
        other[rows, columns] |= mask
    # a pixel whose centre lies on an edge may fall to either side of the rounding
    for row, column in np.argwhere(one != other):
        centre = ((column + 0.5) / scale[0], (row + 0.5) / scale[1])
        edges = (
            itertools.chain(*((x0 - 1, x1 + 1) for x0, _, x1, _ in boxes)),
            itertools.chain(*((y0 - 1, y1 + 1) for _, y0, _, y1 in boxes)),
        )
        assert any(abs(at - edge) < 1e-6 for at, some in zip(centre, edges, strict=True) for edge in some)
