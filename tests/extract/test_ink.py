"""Strokes and frames in a picture of ink."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.extract import ink

DPI = 300.0


@pytest.mark.parametrize("turned", [False, True])
def test_a_thin_line_at_the_edge_of_a_picture_is_looked_at_without_leaving_it(turned: bool) -> None:
    picture = np.zeros((40, 400), dtype=np.bool_)
    picture[39, 100:300] = True
    box = (100, 39, 300, 40)
    if turned:
        picture, box = picture.T.copy(), (39, 100, 40, 300)

    found = ink.fields(picture, np.array([box], dtype=np.int32), dpi=DPI)

    assert found.shape == (1,)


@pytest.mark.parametrize(("high", "found"), [(8, 0), (40, 1)], ids=["dashes", "letters"])
def test_a_row_of_typed_dashes_is_no_writing(high: int, found: int) -> None:
    strokes = np.array([(100 + 28 * i, 100, 122 + 28 * i, 100 + high) for i in range(20)], dtype=np.int32)

    assert len(ink.writing(strokes, dpi=DPI)) == found
