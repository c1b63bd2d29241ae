"""What a coarse look at a page may leave out of the fine one."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.nouns import Mark
from pipeline.redact import survey
from pipeline.redact.mupdf import pymupdf
from pipeline.redact.region import region

WIDE, HIGH = 60.0, 30.0
Box = tuple[float, float, float, float]


def inked(drawn: list[tuple[Box, float]], turn: float, *, coarse: bool) -> bool:
    """Draw boxes of some grey on a small page, and look under a mark in its middle."""
    with pymupdf.open() as paper:
        page = paper.new_page(width=WIDE, height=HIGH)
        shape = page.new_shape()
        for (x0, y0, wide, high), grey in drawn:
            shape.draw_rect(pymupdf.Rect(x0, y0, x0 + wide, y0 + high))
            shape.finish(color=None, fill=(grey,) * 3)
        shape.commit()
        look = survey._Look(page.get_displaylist(), HIGH)
        if not coarse:
            look._coarse = None
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        corners = [(-18, -5), (18, -5), (-18, 5), (18, 5)]
        quad = [c for x, y in corners for c in (WIDE / 2 + x * cos - y * sin, HIGH / 2 + x * sin + y * cos)]
        return look.inked(region(Mark(page=0, quad=tuple(quad), decision=0, number=1), HIGH))  # type: ignore[arg-type]


sides = st.floats(0.03, 4.0)
boxes = st.tuples(st.floats(0, WIDE), st.floats(0, HIGH), sides, sides)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(boxes, st.floats(0.0, 1.0)), max_size=6), st.sampled_from([0.0, 7.0, 90.0]))
def test_a_fine_look_finds_no_ink_where_a_coarse_one_sees_bare_paper(
    drawn: list[tuple[Box, float]], turn: float
) -> None:
    assert inked(drawn, turn, coarse=True) == inked(drawn, turn, coarse=False)


def test_a_pattern_finer_than_the_coarse_picture_is_not_taken_for_paper() -> None:
    dots = [((12 + x / 2, 12 + y / 2, 0.25, 0.25), 0.0) for x in range(72) for y in range(12)]
    assert inked(dots, 0.0, coarse=True)
