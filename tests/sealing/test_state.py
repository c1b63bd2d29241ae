"""A sealing kit goes step by step, each with a docket number and a name, and no step is skipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.sealing import state
from tests.matters import FakeRecord

A, B = "a" * 64, "b" * 64


def record() -> FakeRecord:
    made = FakeRecord(Path("m"))
    state.begin(made, (A, B), court="caed", by="A. Reed")
    return made


def test_a_new_kit_holds_each_of_its_documents() -> None:
    (kit,) = state.kits(record())

    assert (kit.number, kit.court, kit.documents, kit.state) == (1, "caed", (A, B), "held")


def test_each_step_records_docket_number_name_and_state_for_each_document() -> None:
    made = record()

    asked = state.move(made, 1, state.REQUESTED, docket="57", by="A. Reed")
    granted = state.move(made, 1, state.GRANTED, docket="61-1", by="B. Stone")

    assert (asked.state, asked.docket, asked.documents) == ("seal_requested", "57", (A, B))
    assert (granted.state, granted.docket, granted.by) == ("seal_granted", "61-1", "B. Stone")
    steps = [(e["document"], e["state"], e["docket"], e["by"]) for e in made.kept[2:]]
    assert steps == [
        (d, *rest)
        for rest in (("seal_requested", "57", "A. Reed"), ("seal_granted", "61-1", "B. Stone"))
        for d in (A, B)
    ]


def test_a_request_that_was_denied_can_be_made_again() -> None:
    made = record()
    state.move(made, 1, state.REQUESTED, docket="57", by="A. Reed")
    state.move(made, 1, state.DENIED, docket="60", by="A. Reed")

    assert state.move(made, 1, state.REQUESTED, docket="62", by="A. Reed").state == "seal_requested"


@pytest.mark.parametrize("to", [state.GRANTED, state.DENIED])
def test_what_was_not_requested_is_not_granted_and_the_refusal_names_the_way(to: str) -> None:
    with pytest.raises(UsageError) as refused:
        state.move(record(), 1, to, docket="61", by="A. Reed")

    assert refused.value.reason == "seal_order"
    assert "prefile seal request" in refused.value.hint


@pytest.mark.parametrize("docket", ["", "fifty", "57 ", "-1", "57-"])
def test_a_step_without_a_docket_number_is_refused_and_shows_one(docket: str) -> None:
    made = record()
    with pytest.raises(UsageError) as refused:
        state.move(made, 1, state.REQUESTED, docket=docket, by="A. Reed")

    assert (refused.value.reason, "57" in refused.value.hint) == ("seal_docket", True)
    assert len(made.kept) == 2


def test_a_step_without_a_name_is_refused() -> None:
    with pytest.raises(UsageError):
        state.move(record(), 1, state.REQUESTED, docket="57", by=" ")


def test_a_kit_that_does_not_exist_is_refused_and_the_others_are_named() -> None:
    with pytest.raises(UsageError) as refused:
        state.move(record(), 3, state.REQUESTED, docket="57", by="A. Reed")

    assert "1" in refused.value.hint


@given(st.lists(st.sampled_from([state.REQUESTED, state.GRANTED, state.DENIED]), max_size=8))
def test_nothing_is_granted_that_is_not_waiting_for_its_order(steps: list[str]) -> None:
    made = record()
    was = state.HELD
    for step in steps:
        try:
            now = state.move(made, 1, step, docket="5", by="A. Reed").state
        except UsageError:
            assert state.kit(made, 1).state == was
            continue
        assert step in state.NEXT[was]
        was = now
    assert state.kit(made, 1).state == was
