"""The declaration on an incident says what the record says, asks for what it cannot know, and signs nothing."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

from pipeline.incident import Incident, Step, declaration
from pipeline.incident.case import Done
from pipeline.record.chain import Chain

FOUND = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SOUND = Chain(passed=True, entries=12)


def done(step: Step, hours: float, docket: str = "") -> Done:
    after = timedelta(hours=hours)
    return Done(step, FOUND + after, "A. Reed", docket, after)


OPEN = Incident(1, "45", FOUND, "B. Stone", steps=(done(Step.CLERK_CALLED, 0.25), done(Step.COURT_NOTIFIED, 26, "46")))


def text(incident: Incident, chain: Chain = SOUND) -> str:
    return " ".join(declaration(incident, chain).split())


def test_each_step_stands_with_its_time_and_the_time_since_the_discovery() -> None:
    said = text(OPEN)

    assert "On 2026-11-24 at 09:00 UTC, B. Stone found that the document with docket number 45" in said
    assert "On 2026-11-24 at 09:15 UTC, 0 hours and 15 minutes after the discovery, the clerk was called" in said
    assert "26 hours and 0 minutes after the discovery" in said
    assert "(docket number 46), by A. Reed" in said


def test_what_is_missing_is_said_and_nothing_is_claimed_of_it() -> None:
    said = text(OPEN)

    assert "not on record yet: opponent_notified, replaced" in said
    assert "replacement was made" not in said
    assert "was closed" not in said


def test_the_close_is_said_to_be_within_or_after_seven_days() -> None:
    steps = (*OPEN.steps, done(Step.OPPONENT_NOTIFIED, 27), done(Step.REPLACED, 28))
    closed = dataclasses.replace(OPEN, steps=steps, closed=FOUND + timedelta(days=2))

    assert "was closed within 7 days of the discovery (2 full days)" in text(closed)
    assert "was closed more than 7 days after the discovery (9 full days)" in text(
        dataclasses.replace(closed, closed=FOUND + timedelta(days=9))
    )


def test_a_record_that_is_not_sound_is_said_to_be_so() -> None:
    assert "NOT SOUND (entry_hash)" in text(OPEN, Chain(passed=False, entries=3, reason="entry_hash"))


def test_it_is_unsigned_and_leaves_room_for_what_only_a_person_knows() -> None:
    said = text(OPEN)

    assert "Not signed" in said
    assert "Signature: ____" in said
    assert "how it came to be filed: ____" in said


def test_every_step_has_words() -> None:
    for step in Step:
        assert "by A. Reed" in text(dataclasses.replace(OPEN, steps=(done(step, 1),)))
