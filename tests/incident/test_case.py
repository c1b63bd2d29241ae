"""An incident: its steps and times, the replacement that must be the same paper, and what it is not closed without."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pymupdf
import pytest

from pipeline import core
from pipeline.assemble import build
from pipeline.errors import HeldError, InputError, UsageError
from pipeline.incident import Step, close, incidents, log, open_, replace_filed
from pipeline.matter import Book, Matter
from pipeline.nouns import Job, Outcome
from pipeline.record import entries, verify_chain
from pipeline.settings import load
from tests.builders import filed

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TEXT = ("The officer lives near Nightjar House.", "A second page, with Nightjar once more.")


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    Matter.init(tmp_path / "delano", Book(court="caed", case="1:99-cv-00001"), by="A. Reed")
    return Matter(tmp_path / "delano", now=lambda: NOW)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    return filed(tmp_path / "sent.pdf", TEXT)


def redacted(sent: Path, out: Path, *terms: str) -> Path:
    kit = build(load(env={"PREFILE_HOME": str(out.parent / "home"), "HOME": str(out.parent)}))
    assert core.process(Job(source=sent, destination=out, terms=terms), kit).outcome is Outcome.RELEASED
    return out


def test_opening_one_makes_the_matter_strict_and_marks_the_paper(matter: Matter, sent: Path) -> None:
    found = open_(matter, docket="45", by="A. Reed", filed=sent)

    assert (found.number, found.docket, found.by, found.discovered) == (1, "45", "A. Reed", NOW)
    assert matter.book.strict
    assert matter.state(found.filed_sha256) == "incident"


def test_steps_are_timed_from_the_discovery(matter: Matter) -> None:
    open_(matter, docket="45", by="A. Reed", discovered=NOW - timedelta(hours=3))
    log(matter, 1, Step.CLERK_CALLED, by="A. Reed", at=NOW - timedelta(hours=2, minutes=45))
    found = log(matter, 1, Step.COURT_NOTIFIED, by="B. Stone", docket="46")

    assert [(d.step, d.by, d.docket, d.after) for d in found.steps] == [
        ("clerk_called", "A. Reed", "", timedelta(minutes=15)),
        ("court_notified", "B. Stone", "46", timedelta(hours=3)),
    ]
    assert found.missing == (Step.OPPONENT_NOTIFIED, Step.REPLACED)


def test_it_counts_as_late_after_seven_days(matter: Matter) -> None:
    found = open_(matter, docket="45", by="A. Reed", discovered=NOW - timedelta(days=6, hours=23))

    assert not found.late(NOW)
    assert found.late(NOW + timedelta(hours=2))


@pytest.mark.parametrize("at", [NOW + timedelta(minutes=1), NOW - timedelta(hours=2)])
def test_a_step_cannot_lie_in_the_future_or_before_the_discovery(matter: Matter, at: datetime) -> None:
    open_(matter, docket="45", by="A. Reed", discovered=NOW - timedelta(hours=1))

    with pytest.raises(UsageError) as refused:
        log(matter, 1, Step.CLERK_CALLED, by="A. Reed", at=at)

    assert refused.value.reason == "incident_time"


def test_it_is_not_closed_while_a_needed_step_is_missing_and_the_refusal_names_them(matter: Matter) -> None:
    open_(matter, docket="45", by="A. Reed")
    log(matter, 1, Step.CLERK_CALLED, by="A. Reed")

    with pytest.raises(UsageError) as refused:
        close(matter, 1, by="A. Reed", without=(Step.REPLACED,), why="the court struck the paper")

    assert "court_notified, opponent_notified" in refused.value.message
    assert "clerk_called" not in refused.value.message
    assert incidents(matter)[0].closed is None


def test_a_step_that_does_not_apply_is_left_out_for_a_reason_on_record(matter: Matter) -> None:
    open_(matter, docket="45", by="A. Reed")
    for step in (Step.CLERK_CALLED, Step.COURT_NOTIFIED, Step.OPPONENT_NOTIFIED):
        log(matter, 1, step, by="A. Reed")
    with pytest.raises(UsageError):
        close(matter, 1, by="A. Reed", without=(Step.REPLACED,))

    assert close(matter, 1, by="A. Reed", without=(Step.REPLACED,), why="the court struck the paper").closed == NOW
    (event,) = matter.events("incident_closed")
    assert (event["without"], event["why"]) == (["replaced"], "the court struck the paper")
    with pytest.raises(UsageError):
        log(matter, 1, Step.CLIENT_NOTIFIED, by="A. Reed")


def test_a_replacement_cannot_be_reported_only_proven(matter: Matter) -> None:
    open_(matter, docket="45", by="A. Reed")

    with pytest.raises(UsageError) as refused:
        log(matter, 1, Step.REPLACED, by="A. Reed")

    assert "prefile incident replace" in refused.value.hint


def test_a_redacted_copy_of_the_filed_paper_replaces_it(matter: Matter, sent: Path, tmp_path: Path) -> None:
    open_(matter, docket="45", by="A. Reed", filed=sent)

    found, check = replace_filed(matter, 1, redacted(sent, tmp_path / "new.pdf", "Nightjar"), filed=sent, by="A. Reed")

    assert (check.passed, dict(check.counts)) == (True, {"pages": 2, "boxes": 2})
    assert [d.step for d in found.steps] == ["replaced"]


def other_words(sent: Path, out: Path) -> Path:
    return redacted(filed(out.with_name("x.pdf"), (TEXT[0], "Another page, with Nightjar once more.")), out, "Nightjar")


def other_pages(sent: Path, out: Path) -> Path:
    return redacted(filed(out.with_name("x.pdf"), TEXT[0]), out, "Nightjar")


def only_painted(sent: Path, out: Path) -> Path:
    with pymupdf.open(sent) as doc:
        for page in doc:
            for rect in page.search_for("Nightjar"):
                page.draw_rect(rect, color=(0, 0, 0), fill=(0, 0, 0))
        doc.save(out)
    return out


def unchanged(sent: Path, out: Path) -> Path:
    out.write_bytes(sent.read_bytes())
    return out


@pytest.mark.parametrize("make", [other_words, other_pages, only_painted, unchanged])
def test_anything_else_is_refused_and_not_recorded(matter: Matter, sent: Path, tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    open_(matter, docket="45", by="A. Reed", filed=sent)
    before = len(matter.events())

    with pytest.raises(HeldError) as refused:
        replace_filed(matter, 1, make(sent, tmp_path / "new.pdf"), filed=sent, by="A. Reed")

    assert refused.value.reason.startswith("check_failed:replacement.v1:")
    assert "Nightjar" not in refused.value.message + refused.value.reason
    assert len(matter.events()) == before


def test_a_replacement_is_measured_against_the_paper_that_was_filed(matter: Matter, sent: Path, tmp_path: Path) -> None:
    open_(matter, docket="45", by="A. Reed", filed=sent)
    other = filed(tmp_path / "other.pdf", "Another paper with Nightjar.")

    with pytest.raises(InputError):
        replace_filed(matter, 1, redacted(other, tmp_path / "n.pdf", "Nightjar"), filed=other, by="A. Reed")


def test_the_record_of_a_whole_incident_is_sound_and_without_words(matter: Matter, sent: Path, tmp_path: Path) -> None:
    open_(matter, docket="45", by="A. Reed", filed=sent)
    for step in (Step.CLERK_CALLED, Step.COURT_NOTIFIED, Step.OPPONENT_NOTIFIED):
        log(matter, 1, step, by="A. Reed")
    replace_filed(matter, 1, redacted(sent, tmp_path / "new.pdf", "Nightjar"), filed=sent, by="A. Reed")
    closed = close(matter, 1, by="A. Reed")

    assert closed.missing == ()
    path = matter.audit / "matter.jsonl"
    assert verify_chain(path).passed
    assert [e["event"] for e in entries(path)][-6:] == ["strict", *["incident_step"] * 4, "incident_closed"]
    assert "Nightjar" not in path.read_text()


@pytest.mark.parametrize("docket", ["", " "])
def test_an_incident_is_about_a_paper_on_file(matter: Matter, docket: str) -> None:
    with pytest.raises(UsageError) as refused:
        open_(matter, docket=docket, by="A. Reed")

    assert "--docket" in refused.value.hint
