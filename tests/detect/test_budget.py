"""No run of one character in a filing makes the search of a pattern take the square of the run's length."""

import re

import pytest

from tests.detect import budget

WINDOWS = {
    "pipeline.detect.people.cite._WORDS_BEFORE": "searched in the 60 characters before a ` V. `",
    "pipeline.detect.people.row._TAIL": "matched on what one row has behind a name",
    "pipeline.detect.people.thing._FIRM_NEXT": "matched at a name's end, in 90 characters",
    "pipeline.detect.people.thing._ORG_AHEAD": "matched at a name's end, in 90 characters",
    "pipeline.extract.furniture.STAMP": "matched on one row of a page",
}
"""Patterns that would take the square of what they are given, and why that is short."""


def test_no_pattern_takes_the_square_of_a_run() -> None:
    looked = list(budget.patterns())
    found = {
        where: why for where, pattern, searched in looked if (why := list(budget.faults(pattern, searched=searched)))
    }
    assert len(looked) > 400
    assert {where: why for where, why in found.items() if where not in WINDOWS} == {}
    assert set(WINDOWS) <= set(found)


@pytest.mark.parametrize(
    "bad", [r"x\s*\n\s*y", r"x(?:a+)*y", r"x(?:\s*,?\s*)+y", r"x\w*(?=\w*:)", r"x[ ]*(?:a|[ ]*b)y", r"x\w*_\w*y"]
)
def test_repeats_that_share_a_run_are_told(bad: str) -> None:
    assert list(budget.faults(re.compile(bad), searched=False))


@pytest.mark.parametrize("bad", [r"[ ]*\n", r"\w+@", r"[A-Z]\w*:", r"(?<=[ \w])\w++@", r"\s*$"])
def test_a_repeat_that_is_begun_anew_at_each_place_is_told(bad: str) -> None:
    pattern = re.compile(bad)
    assert list(budget.faults(pattern, searched=True))
    assert not list(budget.faults(pattern, searched=False))


@pytest.mark.parametrize(
    "good",
    [r"x\s*+\n\s*y", r"\b\w+@", r"(?<!\w)\w+@", r"[ ]{0,40}\n", r"x\d+[ ]+\d+", r"\w+", r"x(?:a,)*b", r"x(?>a+)a*"],
)
def test_patterns_that_a_run_does_not_hurt_pass(good: str) -> None:
    assert not list(budget.faults(re.compile(good), searched=True))
