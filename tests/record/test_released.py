"""The release protocol: what became of a release when the process died in between."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.record import FileLedger, entries, placed, settle, unfinished, verify_chain

OUTPUT = b"%PDF proven"
DIGEST = hashlib.sha256(OUTPUT).hexdigest()


@pytest.fixture
def ledger(tmp_path: Path) -> FileLedger:
    return FileLedger(tmp_path / "audit" / "audit.jsonl", tmp_path / "key")


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    folder = tmp_path / "outbox"
    folder.mkdir()
    return folder


def dies(ledger: FileLedger, outbox: Path, *, after: str) -> None:
    """Release one filing in a process that is killed after a step."""
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from pipeline.record import FileLedger, placed\n"
        "log, key, outbox, digest, after = sys.argv[1:]\n"
        "ledger = FileLedger(Path(log), Path(key))\n"
        "part = Path(outbox) / '.part'\n"
        f"part.write_bytes({OUTPUT!r})\n"
        "steps = {\n"
        "  'nothing': lambda: None,\n"
        "  'released': lambda: ledger.append({'event': 'released', 'run_id': 'r1', 'output_sha256': digest}),\n"
        "  'rename': lambda: os.replace(part, Path(outbox) / 'out.pdf'),\n"
        "  'placed': lambda: ledger.append(placed('r1', digest), durable=False),\n"
        "}\n"
        "for name, step in steps.items():\n"
        "    step()\n"
        "    if name == after:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    arguments = [str(ledger.path), str(ledger.key_path), str(outbox), DIGEST, after]
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=False)
    assert done.returncode == -9
    (outbox / ".part").unlink(missing_ok=True)


def test_death_before_the_intent_leaves_nothing_to_settle(ledger: FileLedger, outbox: Path) -> None:
    dies(ledger, outbox, after="nothing")

    assert settle(ledger, [outbox]) == ()
    assert not ledger.path.exists()


def test_death_before_the_rename_shows_as_a_missing_output(ledger: FileLedger, outbox: Path) -> None:
    dies(ledger, outbox, after="released")

    (seen,) = unfinished(ledger.path, [outbox])
    assert (seen.run_id, seen.output_sha256, seen.state) == ("r1", DIGEST, "missing_output")

    settle(ledger, [outbox])

    *_, entry = entries(ledger.path)
    assert (entry["event"], entry["run_id"], entry["reason"]) == ("release_unfinished", "r1", "missing_output")
    assert unfinished(ledger.path, [outbox]) == ()
    assert settle(ledger, [outbox]) == ()
    assert verify_chain(ledger.path, ledger.key_path).passed


def test_death_after_the_rename_is_settled_by_the_files_digest(ledger: FileLedger, outbox: Path) -> None:
    dies(ledger, outbox, after="rename")
    (outbox / "out.pdf").rename(outbox / "renamed by somebody.pdf")

    (seen,) = settle(ledger, [outbox])

    assert seen.state == "placed_late"
    *_, entry = entries(ledger.path)
    assert (entry["event"], entry["output_sha256"]) == ("placed", DIGEST)


def test_changed_output_is_not_taken_for_the_proven_one(ledger: FileLedger, outbox: Path) -> None:
    dies(ledger, outbox, after="rename")
    (outbox / "out.pdf").write_bytes(OUTPUT + b" ")

    assert [each.state for each in settle(ledger, [outbox])] == ["missing_output"]


def test_finished_release_is_not_looked_for(ledger: FileLedger, outbox: Path) -> None:
    dies(ledger, outbox, after="placed")
    (outbox / "out.pdf").unlink()

    assert unfinished(ledger.path, [outbox]) == ()


def test_release_of_a_running_process_is_left_alone(ledger: FileLedger, outbox: Path) -> None:
    ledger.append({"event": "released", "run_id": "r1", "output_sha256": DIGEST})
    before = ledger.path.read_bytes()

    (seen,) = settle(ledger, [outbox])

    assert seen.state == "in_progress"
    assert ledger.path.read_bytes() == before


def test_held_filing_and_missing_folder_are_no_concern(ledger: FileLedger, tmp_path: Path) -> None:
    ledger.append({"event": "held", "run_id": "r1", "output_sha256": ""})
    ledger.append({"event": "released", "run_id": "r2", "output_sha256": DIGEST})
    ledger.append(placed("r2", DIGEST))

    assert unfinished(ledger.path, [tmp_path / "gone"]) == ()
