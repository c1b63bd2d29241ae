"""The order of steps: each fault leads to held or refused, leaves no file, and tells no word."""

from __future__ import annotations

import dataclasses
import json
import logging
import os
from pathlib import Path

import pytest

from pipeline import core
from pipeline.errors import Error, HeldError, InputError, InternalError, OutputError, RefusedError
from pipeline.nouns import Action, Check, Job, Outcome
from tests import fakes


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.pdf"
    path.write_bytes(b"%PDF-1.7 pretend")
    return path


@pytest.fixture
def work(tmp_path: Path) -> Path:
    path = tmp_path / "tmp"
    path.mkdir()
    return path


def job(source: Path, **changes: object) -> Job:
    base = Job(source=source, destination=source.with_name("out.pdf"))
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]


def left_over(source: Path) -> list[str]:
    return sorted(p.name for p in source.parent.iterdir() if p.name not in ("in.pdf", "tmp"))


def test_a_good_filing_is_released_and_recorded_before_it_appears(source: Path, work: Path) -> None:
    seen: list[tuple[str, bool]] = []

    class Watching(fakes.MemoryLedger):
        def append(self, entry, *, durable=True):  # type: ignore[no-untyped-def]
            seen.append((entry["event"], source.with_name("out.pdf").exists()))
            return super().append(entry)

    receipt = core.process(job(source), fakes.kit(work, ledger=Watching()))

    assert receipt.outcome is Outcome.RELEASED
    assert seen == [("released", False), ("placed", True)]
    assert left_over(source) == ["out.pdf"]
    assert source.with_name("out.pdf").read_bytes() == b"%PDF burned"
    assert receipt.output_sha256 == fakes.digest(source.with_name("out.pdf"))
    assert list(work.iterdir()) == []


STEPS = ["accepter", "normaliser", "reader", "detector", "decider", "burner", "verifier"]


@pytest.mark.parametrize("part", STEPS)
@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (RefusedError("no", reason="too_big"), Outcome.REFUSED),
        (HeldError("no", reason="doubt"), Outcome.HELD),
        (ValueError("Zebulon Quarrelsome"), Outcome.HELD),
        (MemoryError(), Outcome.HELD),
    ],
)
def test_any_step_that_raises_leaves_no_file(
    part: str, error: Exception, outcome: Outcome, source: Path, work: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ledger = fakes.MemoryLedger()

    receipt = core.process(job(source), fakes.kit(work, ledger=ledger, **{part: fakes.Raises(error)}))

    assert receipt.outcome is outcome
    assert receipt.reasons
    assert receipt.output_sha256 == ""
    assert left_over(source) == []
    assert list(work.iterdir()) == []
    assert ledger.entries[-1]["event"] == outcome.value
    assert "Quarrelsome" not in caplog.text + repr(receipt) + json.dumps(ledger.entries)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"verifier": fakes.NoChecks()}, "not_checked"),
        ({"verifier": fakes.FakeVerifier(Check(name="x.v1", passed=False, reason="left"))}, "check_failed:x.v1:left"),
        ({"burner": fakes.TamperedBurner()}, "draft_changed"),
        ({"reader": fakes.FakeReader((fakes.page(unread=("undecodable_font",)),))}, "undecodable_font:page_1"),
        ({"decider": fakes.FakeDecider(Action.HOLD)}, "decision_hold:none"),
        ({"detector": fakes.FakeDetector(((33, 34),))}, "unplaced_decision"),
    ],
)
def test_doubt_holds(changes: dict[str, object], reason: str, source: Path, work: Path) -> None:
    receipt = core.process(job(source), fakes.kit(work, **changes))

    assert receipt.outcome is Outcome.HELD
    assert receipt.reasons == (reason,)
    assert left_over(source) == []


def test_one_failed_check_among_passed_ones_holds(source: Path, work: Path) -> None:
    checks = (Check(name="a.v1", passed=True), Check(name="b.v1", passed=False, reason="not_checked:x"))

    receipt = core.process(job(source), fakes.kit(work, verifier=fakes.FakeVerifier(*checks)))

    assert receipt.outcome is Outcome.HELD


def test_a_ledger_that_cannot_be_written_stops_the_release(source: Path, work: Path) -> None:
    full = fakes.Raises(OSError(28, "No space left on device"))

    with pytest.raises(InternalError) as caught:
        core.process(job(source), fakes.kit(work, ledger=full))

    assert caught.value.reason == "disk_full"
    assert left_over(source) == []


@pytest.mark.parametrize("part", [*STEPS, "ledger"])
def test_killed_at_any_step_nothing_is_released_and_the_next_run_wipes_the_rest(
    part: str, source: Path, work: Path
) -> None:
    child = os.fork()
    if child == 0:
        core.process(job(source), fakes.kit(work, **{part: fakes.Dies()}))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert not source.with_name("out.pdf").exists()

    receipt = core.process(job(source), fakes.kit(work))

    assert receipt.outcome is Outcome.RELEASED
    assert left_over(source) == ["out.pdf"]
    assert list(work.iterdir()) == []


def test_an_output_that_exists_is_not_overwritten_without_force(source: Path, work: Path) -> None:
    out = source.with_name("out.pdf")
    out.write_bytes(b"mine")

    with pytest.raises(OutputError):
        core.process(job(source), fakes.kit(work))
    assert out.read_bytes() == b"mine"

    assert core.process(job(source, force=True), fakes.kit(work)).outcome is Outcome.RELEASED
    assert out.read_bytes() == b"%PDF burned"


def test_a_held_filing_does_not_touch_the_output_that_exists_even_with_force(source: Path, work: Path) -> None:
    out = source.with_name("out.pdf")
    out.write_bytes(b"mine")

    core.process(job(source, force=True), fakes.kit(work, verifier=fakes.NoChecks()))

    assert out.read_bytes() == b"mine"


def test_a_source_that_changes_while_it_is_read_is_held(source: Path, work: Path) -> None:
    class Changing(fakes.FakeBurner):
        def burn(self, *args):  # type: ignore[no-untyped-def]
            source.write_bytes(b"%PDF-1.7 another")
            return super().burn(*args)

    receipt = core.process(job(source), fakes.kit(work, burner=Changing()))

    assert receipt.reasons == ("source_changed",)
    assert left_over(source) == []


def test_what_is_found_about_a_source_that_is_gone_meanwhile_is_not_told_of_it(source: Path, work: Path) -> None:
    class Late(fakes.FakeNormaliser):
        def normalise(self, *args):  # type: ignore[no-untyped-def]
            source.rename(source.with_name("other.pdf"))
            raise RefusedError("cannot open", reason="damaged")

    receipt = core.process(job(source), fakes.kit(work, normaliser=Late()))

    assert (receipt.outcome, receipt.reasons) == (Outcome.HELD, ("source_changed",))


@pytest.mark.parametrize("link", [False, True])
def test_the_output_is_never_the_input(link: bool, source: Path, work: Path) -> None:
    out = source
    if link:
        out = source.with_name("link.pdf")
        out.symlink_to(source)
    before = source.read_bytes()

    with pytest.raises(OutputError) as caught:
        core.process(job(source, destination=out, force=True), fakes.kit(work))

    assert caught.value.reason == "output_is_input"
    assert source.read_bytes() == before


def test_bad_paths_are_usage_errors(source: Path, work: Path) -> None:
    kit = fakes.kit(work)
    with pytest.raises(InputError):
        core.process(job(source.with_name("absent.pdf")), kit)
    with pytest.raises(InputError):
        core.process(job(source.parent), kit)
    with pytest.raises(OutputError):
        core.process(job(source, destination=source.parent / "no" / "out.pdf"), kit)
    with pytest.raises(OutputError):
        core.process(job(source, destination=source.parent / "tmp"), kit)


def test_a_scan_writes_nothing(source: Path, work: Path) -> None:
    ledger = fakes.MemoryLedger()

    kit = fakes.kit(work, ledger=ledger)
    (work / "x").mkdir()
    proof = core.prove(job(source, destination=source, scan_only=True), kit, work / "x")

    assert core.release(job(source), proof, kit.ledger, kit.store).outcome is Outcome.SCANNED
    assert len(proof.placed) == 1
    assert left_over(source) == []
    assert ledger.entries == []


@pytest.mark.parametrize(
    ("hand", "held"),
    [
        ((30.0, -40.0, 100.0, -15.0), True),  # a signature over the burned name
        ((132.0, 2.0, 138.0, 8.0), True),  # a stray mark right of it
        ((30.0, 50.0, 100.0, 80.0), False),
        ((150.0, 2.0, 156.0, 8.0), False),
    ],
)
def test_ink_that_nobody_read_beside_a_box_holds_the_filing(
    hand: tuple[float, float, float, float], *, held: bool, source: Path, work: Path
) -> None:
    page = dataclasses.replace(fakes.page(), hands=(hand,))

    receipt = core.process(job(source), fakes.kit(work, reader=fakes.FakeReader((page,))))

    assert receipt.reasons == (("hand_beside_box:page_1",) if held else ())


@pytest.mark.parametrize(
    ("rename", "expected"), [(True, "filing-{}.redacted.pdf"), (False, "Quarrelsome_motion.redacted.pdf")]
)
def test_a_name_that_tells_is_not_taken_over_unless_the_user_chose_it(
    rename: bool, expected: str, source: Path, work: Path
) -> None:
    out = source.with_name("Quarrelsome_motion.redacted.pdf")

    receipt = core.process(job(source, destination=out, rename=rename), fakes.kit(work))

    assert left_over(source) == [expected.format(receipt.source_sha256[:12])]
    assert "output_name_tells" in receipt.warnings


def test_errors_survive_a_trip_to_another_process() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(RefusedError("no", reason="encrypted", hint="give a password")))  # noqa: S301

    assert isinstance(error, Error)
    assert (error.reason, error.hint, error.exit_code) == ("encrypted", "give a password", 1)


def test_the_secret_counts_where_it_is_kept(source: Path) -> None:
    reading = fakes.FakeReader((fakes.page("Ann Lee sued. Ann Lee, cited; Danny ann  lee"),)).read(None)  # type: ignore[arg-type]
    findings = fakes.FakeDetector(((0, 7),)).detect(reading)
    decisions = fakes.FakeDecider().decide(reading, findings)

    (secret,) = core.secrets_of(reading, decisions)

    assert secret.value == "Ann Lee"
    assert secret.expected == 2
    assert "Ann" not in repr(secret)
