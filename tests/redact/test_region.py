"""Which glyphs belong under a mark, and how tall the box is."""

from __future__ import annotations

import math

import pytest

from pipeline.nouns import Mark
from pipeline.redact.region import as_quad, region
from pipeline.redact.run import Glyph


def mark(*quad: float) -> Mark:
    return Mark(page=0, quad=quad, decision=0, number=1)  # type: ignore[arg-type]


def glyph(x: float, base: float, *, advance: float = 6, em: float = 12) -> Glyph:
    return Glyph((x, 800 - base), (advance, 0), (0, em), b"x")


LINE = mark(100, 88, 130, 88, 100, 104, 130, 104)


@pytest.mark.parametrize(
    ("x", "base", "inside"),
    [(100, 100, True), (124, 100, True), (94, 100, False), (130, 100, False), (110, 86, False), (110, 114, False)],
)
def test_a_glyph_is_caught_by_its_middle_and_its_neighbours_are_not(x: float, base: float, *, inside: bool) -> None:
    assert (region(LINE, 800).catches(glyph(x, base), seen=True, exact=True) is not None) == inside


def test_a_glyph_without_width_at_the_edge_is_caught() -> None:
    assert region(LINE, 800).catches(glyph(130, 100, advance=0), seen=True, exact=True) is not None


def test_an_invisible_glyph_that_lies_partly_in_the_mark_is_caught() -> None:
    shifted = glyph(128, 100)

    assert region(LINE, 800).catches(shifted, seen=True, exact=True) is None
    assert region(LINE, 800).catches(shifted, seen=False, exact=True) is not None


def test_the_box_is_as_tall_as_the_letters_and_not_as_their_font_says() -> None:
    tall = region(mark(100, 70, 130, 70, 100, 112, 130, 112), 800)
    caught = tall.catches(glyph(100, 100), seen=True, exact=True)
    assert caught is not None
    tall.caught.append(caught)

    quad = as_quad(tall.trimmed(), 800)

    assert quad[1] > 88
    assert quad[5] < 104


def test_a_turned_mark_keeps_its_direction() -> None:
    turn = math.radians(35)
    dx, dy = 40 * math.cos(turn), -40 * math.sin(turn)
    ex, ey = 12 * math.sin(turn), 12 * math.cos(turn)
    quad = (100, 300, 100 + dx, 300 + dy, 100 + ex, 300 + ey, 100 + dx + ex, 300 + dy + ey)

    made = region(mark(*quad), 800)

    assert as_quad(made.quad, 800) == pytest.approx(quad)
    assert made.length == pytest.approx(40)


def test_a_mark_without_area_is_given_some() -> None:
    made = region(mark(100, 100, 100, 100, 100, 100, 100, 100), 800)

    assert made.length > 0
    assert made.height > 0
