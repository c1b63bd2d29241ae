"""A broken log is restarted by a named person; exports go where they can be written, or nothing is done."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.record import FileLedger, entries, verify_chain
from pipeline.settings import load
from tests.cli.run import Shell


@pytest.fixture
def log(prefile: Shell) -> Path:
    """The audit log of `prefile`, with three entries."""
    settings = load(env={"PREFILE_HOME": str(prefile.home), "HOME": str(prefile.home)})
    ledger = FileLedger(settings.audit / "audit.jsonl", settings.key_path)
    ledger.extend([{"event": "held", "run_id": f"{n:016x}", "page": n} for n in range(3)])
    return ledger.path


def broken(log: Path) -> bytes:
    data = log.read_bytes().replace(b'"page":2', b'"page":7')
    log.write_bytes(data)
    return data


def test_a_broken_log_is_kept_and_named_in_the_new_one_with_who_and_why(prefile: Shell, log: Path) -> None:
    data = broken(log)

    ran = prefile("audit", "restart", log, "--by", "R. Keel", "--why", "the disk was restored from a copy")

    assert ran.code == 0
    *_, entry = entries(log)
    assert (entry["event"], entry["by"], entry["why"]) == (
        "started_over",
        "R. Keel",
        "the disk was restored from a copy",
    )
    assert (entry["broken"], entry["broken_sha256"]) == ("entry_hash", hashlib.sha256(data).hexdigest())
    assert [p.read_bytes() for p in log.parent.glob("audit.broken-*.jsonl")] == [data]
    assert verify_chain(log).passed


@pytest.mark.parametrize("missing", ["--by", "--why"])
def test_a_restart_without_a_name_or_a_reason_is_refused_and_says_what_is_missing(
    prefile: Shell, log: Path, missing: str
) -> None:
    data = broken(log)
    given = {"--by": "R. Keel", "--why": "restored"} | {missing: " "}

    ran = prefile("audit", "restart", log, *(word for pair in given.items() for word in pair))

    assert ran.code == 2
    assert missing in ran.err
    assert log.read_bytes() == data


@pytest.mark.parametrize("torn", [b"", b'{"event":"he'])
def test_a_log_that_takes_entries_is_not_set_aside(prefile: Shell, log: Path, torn: bytes) -> None:
    log.write_bytes(log.read_bytes() + torn)

    ran = prefile("audit", "restart", log, "--by", "R. Keel", "--why", "to be tidy")

    assert ran.code == 2
    assert list(log.parent.glob("audit.broken-*")) == []


def test_an_export_into_a_missing_folder_is_a_usage_error(prefile: Shell, log: Path, tmp_path: Path) -> None:
    assert prefile("audit", "export", log, "-o", tmp_path / "nowhere" / "log.csv").code == 2
    assert prefile("audit", "export", log, "-o", tmp_path).code == 2
    assert prefile("audit", "export", log, "-o", tmp_path / "log.csv").code == 0


def test_a_batch_with_a_summary_in_a_missing_folder_is_a_usage_error_before_any_work(
    prefile: Shell, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(b"%PDF-1.7 no more")

    ran = prefile("batch", tmp_path / "in", tmp_path / "out", "--summary", tmp_path / "nowhere" / "sum.csv")

    assert ran.code == 2
    assert not (tmp_path / "out").exists()
