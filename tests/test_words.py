"""Counting values as a hunter would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.words import Counts, Folded, letters


@pytest.mark.parametrize(
    ("value", "text", "count"),
    [
        ("Ann Lee", "ANN\nLEE, ann-lee's", 2),
        ("Ann", "Danny Ann annex", 1),
        ("123-45-6789", "123456789 and 123 45 6789", 2),
        ("123-45-6789", "9123-45-67890", 1),
        ("Quarrelsome", "QuarrelsomeZebulon", 1),
        ("office", "the o\ufb03ce", 1),
        ("Straße", "STRASSE", 1),
        ("K.", "K. L.", 1),
        ("...", "...", 0),
        ("Ann Lee", "Ann of a wholly different family and Lee", 0),
    ],
)
def test_places(value: str, text: str, count: int) -> None:
    assert len(list(Folded(text).places(value))) == count


@given(st.text(), st.text(min_size=6), st.text())
def test_a_value_is_found_where_it_was_put(before: str, value: str, after: str) -> None:
    if len(letters(value)) < 6:
        return
    places = list(Folded(before + value + after).places(value))

    assert _largest_gap(value) > 12 or any(a < len(before) + len(value) and b > len(before) for a, b in places)


def _largest_gap(value: str) -> int:
    best = run = 0
    for char in value:
        run = 0 if letters(char) else run + 1
        best = max(best, run)
    return best


def test_burned_places_do_not_count() -> None:
    counts = Counts("Ann Lee and Ann Lee", [(4, 5)])

    assert counts.left(["Ann Lee", "Bo"]) == {"Ann Lee": 1, "Bo": 0}
    assert Counts("Ann Lee and Ann Lee").left(["ann lee"]) == {"ann lee": 2}


_FEW = st.text(st.sampled_from("aAbß12 -\n\ufb01\U0001d400"), max_size=60)
"""Few letters, so that values overlap, hold each other and stand apart."""


@given(_FEW, st.integers(0, 20), st.lists(st.one_of(_FEW, st.text(st.sampled_from("ab1 "), max_size=7))))
def test_many_values_found_at_once_stand_where_each_is_found_alone(text: str, gap: int, values: list[str]) -> None:
    folded = Folded(text + " " * gap + text)

    found = folded.every_place(values)

    assert {letters(v): found.get(letters(v), []) for v in values} == {letters(v): [*folded.places(v)] for v in values}
