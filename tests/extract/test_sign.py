"""What is too small for a word is a stray mark; an empty column is no block."""

import pytest

from pipeline.extract.sign import MM, is_stray
from pipeline.extract.zone import _is_block


@pytest.mark.parametrize(("wide", "high", "stray"), [(3.9, 2.9, True), (4.1, 2.9, False), (3.9, 3.1, False)])
def test_a_mark_that_is_too_small_for_a_word_either_way_is_stray(wide: float, high: float, *, stray: bool) -> None:
    assert is_stray((100.0, 100.0, 100 + wide * MM, 100 + high * MM)) is stray


def test_a_column_without_lines_is_no_block() -> None:
    assert not _is_block([])
