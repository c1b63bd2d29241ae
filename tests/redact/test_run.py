"""Where glyphs lie, and what is left of a run without some of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.redact.face import Face
from pipeline.redact.gstate import GState
from pipeline.redact.matrix import IDENTITY
from pipeline.redact.run import Run

FACE = Face([0.25 + (code % 7) / 10 for code in range(256)])

items = st.lists(
    st.one_of(st.binary(min_size=1, max_size=8), st.floats(-900, 900).map(lambda v: round(v, 2))),
    min_size=1,
    max_size=6,
)


def state(**more: float) -> GState:
    return GState(font=FACE, size=10.0, **more)  # type: ignore[arg-type]


@given(items, st.data(), st.floats(-2, 4), st.floats(-2, 9), st.sampled_from([0.5, 1.0, 1.4]))
@settings(max_examples=150, deadline=None)
def test_the_glyphs_that_stay_do_not_move(
    parts: list[bytes | float], data: st.DataObject, tc: float, tw: float, th: float
) -> None:
    gs = state(char_space=tc, word_space=tw, stretch=th)
    run = Run(parts, gs, IDENTITY)
    keep = [data.draw(st.booleans()) for _ in range(run.count)]
    codes = [g.code for g in run.glyphs()]
    before = [g.origin[0] for g, k in zip(run.glyphs(), keep, strict=True) if k]
    blank = all(c == b" " for c, k in zip(codes, keep, strict=True) if k)

    after = [g.origin[0] for g in Run(run.without(keep), gs, IDENTITY).glyphs()]

    assert after == ([] if blank and not all(keep) else pytest.approx(before, abs=1e-6))


@given(items)
@settings(max_examples=100, deadline=None)
def test_the_bounds_hold_every_glyph(parts: list[bytes | float]) -> None:
    run = Run(parts, state(), IDENTITY)
    x0, y0, x1, y1 = run.bounds

    for glyph in run.glyphs():
        assert x0 <= glyph.origin[0] <= x1
        assert y0 <= glyph.origin[1] <= y1


def test_a_gap_tells_the_sum_of_the_widths_and_not_each_of_them() -> None:
    run = Run([b"abcd"], state(), IDENTITY)

    left = run.without([True, False, False, True])

    assert [type(item) for item in left] == [bytes, float, bytes]
