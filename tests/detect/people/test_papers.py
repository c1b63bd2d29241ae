"""Whole papers of many kinds: every name is found, in its role, and nothing else is taken for one."""

import pytest

from tests.detect.people.paper import HOME, compare


@pytest.mark.parametrize("name", sorted(p.stem for p in HOME.glob("*.txt")))
def test_exactly_the_marked_names_are_found_in_their_roles(name: str) -> None:
    compare((HOME / f"{name}.txt").read_text(encoding="utf-8"))
