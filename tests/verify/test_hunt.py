"""The hunt for burned values beside the pages: what counts as left, and what does not."""

from __future__ import annotations

import pytest

from pipeline.nouns import Secret
from pipeline.verify.hunt import Quarry

BURNED = Secret(value="8004417-0042", burned=("8004417-",), decision=0, expected=0)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("EIN 98-0044179", False),
        ("account 8004417 of", True),
        ("account 8004417-0042", True),
        ("ref A8004417", True),
    ],
)
def test_the_head_of_a_number_is_left_unless_it_stands_inside_another_number(text: str, left: bool) -> None:
    assert bool(list(Quarry([BURNED]).in_text(text))) is left
