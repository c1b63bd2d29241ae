"""The ledger: what is written stays, in order, and any change shows."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ConfigError, InputError, InternalError
from pipeline.record import FileLedger, entries, verify_chain
from pipeline.record.canon import WORDS
from pipeline.roles import Ledger


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "audit" / "audit.jsonl"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "matter.key"


@pytest.fixture
def ledger(log: Path, key: Path) -> FileLedger:
    return FileLedger(log, key)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_fills_the_role_of_a_ledger(ledger: FileLedger) -> None:
    role: Ledger = ledger

    digest = role.append({"event": "held", "run_id": "r1"})

    assert len(digest) == 64


def test_entries_come_back_in_order_and_chained(ledger: FileLedger, log: Path) -> None:
    hashes = [ledger.append({"event": "held", "run_id": f"r{n}", "pages": n}) for n in range(5)]

    opened, *written = entries(log)
    assert (opened["event"], opened["prev_hash"]) == ("opened", "0" * 64)
    assert [e["seq"] for e in written] == [2, 3, 4, 5, 6]
    assert [e["entry_hash"] for e in written] == hashes
    assert [e["prev_hash"] for e in written] == [opened["entry_hash"], *hashes[:-1]]
    assert [e["pages"] for e in written] == list(range(5))


def test_hash_can_be_checked_with_nothing_but_a_json_library(ledger: FileLedger, log: Path) -> None:
    ledger.append({"event": "held", "reasons": ["unread_page:3"], "score": 0.85, "note": "é"})

    for raw in log.read_bytes().splitlines():
        entry = json.loads(raw)
        stated = entry.pop("entry_hash")
        text = json.dumps(entry, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == stated


def test_each_entry_says_when_where_and_under_which_account(log: Path, key: Path) -> None:
    noon = datetime(2026, 11, 24, 12, 0, 0, 5000, tzinfo=UTC)

    FileLedger(log, key, now=lambda: noon).append({"event": "held"})

    *_, entry = entries(log)
    assert entry["time_utc"] == "2026-11-24T12:00:00.005Z"
    assert entry["host"]
    assert entry["os_user"]
    assert entry["pid"] == os.getpid()


def test_log_key_and_folders_are_private(ledger: FileLedger, log: Path, key: Path) -> None:
    ledger.append({"event": "held"})

    assert (mode(log), mode(key), mode(log.with_name("audit.jsonl.head"))) == (0o600, 0o600, 0o600)
    assert (mode(log.parent), mode(key.parent)) == (0o700, 0o700)


def test_sound_log_passes_with_and_without_the_key(ledger: FileLedger, log: Path, key: Path) -> None:
    ledger.extend([{"event": "box"}, {"event": "box"}, {"event": "released"}])

    without, with_key = verify_chain(log), verify_chain(log, key)

    assert without.passed
    assert (without.entries, without.sealed, dict(without.events)) == (
        4,
        "not_checked",
        {"opened": 1, "box": 2, "released": 1},
    )
    assert with_key.passed
    assert with_key.sealed == "yes"


def test_empty_log_does_not_pass(log: Path) -> None:
    log.parent.mkdir()
    log.touch()

    assert (verify_chain(log).passed, verify_chain(log).reason) == (False, "empty")


def test_missing_log_is_an_error(log: Path) -> None:
    with pytest.raises(InputError):
        verify_chain(log)


# --- tampering ------------------------------------------------------------------


def fill(folder: Path, count: int = 6) -> tuple[Path, Path]:
    log, key = folder / "audit.jsonl", folder / "k" / "key"
    ledger = FileLedger(log, key)
    for n in range(count):
        ledger.append({"event": "box", "run_id": "r", "page": n, "value_hmac": ledger.value_hmac(str(n))})
    return log, key


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return one log for all examples; every example puts it back."""
    return fill(tmp_path_factory.mktemp("log"), count=3)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_changed_byte_is_seen(filled: tuple[Path, Path], data: st.DataObject) -> None:
    log, _ = filled
    original = log.read_bytes()
    at = data.draw(st.integers(0, len(original) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda b: b != original[at]))

    changed = verified(log, original[:at] + bytes([byte]) + original[at + 1 :])

    assert not changed.passed
    if original[at] != ord("\n"):
        assert changed.broken_line == original[:at].count(b"\n") + 1 or changed.torn_bytes


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_anything_cut_out_or_put_in_is_seen(filled: tuple[Path, Path], data: st.DataObject) -> None:
    log, _ = filled
    original = log.read_bytes()
    start = data.draw(st.integers(0, len(original)))
    end = data.draw(st.integers(start, len(original)))
    put = data.draw(st.binary(max_size=5))
    changed = original[:start] + put + original[end:]

    assert verified(log, changed).passed is (changed == original)


def verified(log: Path, data: bytes) -> Any:
    original = log.read_bytes()
    try:
        log.write_bytes(data)
        return verify_chain(log)
    finally:
        log.write_bytes(original)


@pytest.mark.parametrize("kept", [0, 1, 3, 6])
def test_whole_entries_cut_off_at_the_end_are_seen_and_stop_the_ledger(tmp_path: Path, kept: int) -> None:
    log, key = fill(tmp_path)
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:kept]))

    assert verify_chain(log).reason in ("truncated", "empty")
    with pytest.raises(InternalError) as caught:
        FileLedger(log, key).append({"event": "held"})
    assert caught.value.reason == "ledger_truncated"


def test_log_written_anew_without_the_key_is_seen_with_it(tmp_path: Path) -> None:
    log, key = fill(tmp_path / "a")
    forged, _ = fill(tmp_path / "b", count=2)
    log.write_bytes(forged.read_bytes())
    log.with_name("audit.jsonl.head").write_bytes(forged.with_name("audit.jsonl.head").read_bytes())

    assert verify_chain(log).passed
    assert verify_chain(log, key).reason == "other_key"
    with pytest.raises(ConfigError) as caught:
        FileLedger(log, key).append({"event": "held"})
    assert caught.value.reason == "other_key"


def test_seal_is_checked_even_when_the_key_is_named_in_the_log(tmp_path: Path) -> None:
    log, key = fill(tmp_path)
    head = log.with_name("audit.jsonl.head")
    data = json.loads(head.read_text())
    data["mac"] = "0" * 64
    head.write_text(json.dumps(data, sort_keys=True) + "\n")

    assert (verify_chain(log, key).reason, verify_chain(log, key).sealed) == ("head_not_sealed", "no")


def test_head_of_another_state_is_seen(tmp_path: Path) -> None:
    log, _ = fill(tmp_path / "a")
    other, _ = fill(tmp_path / "b")
    log.with_name("audit.jsonl.head").write_bytes(other.with_name("audit.jsonl.head").read_bytes())

    assert verify_chain(log).reason == "head_mismatch"


@pytest.mark.parametrize("text", ["", "{}", "[1]", "not json", '{"seq": "1", "entry_hash": "x", "mac": "y"}\n'])
def test_damaged_head_is_seen_and_stops_the_ledger(tmp_path: Path, text: str) -> None:
    log, key = fill(tmp_path)
    log.with_name("audit.jsonl.head").write_text(text)

    assert verify_chain(log).reason == "head_damaged"
    with pytest.raises(InternalError):
        FileLedger(log, key).append({"event": "held"})


def test_missing_head_is_seen_and_its_making_anew_is_on_record(tmp_path: Path) -> None:
    log, key = fill(tmp_path)
    log.with_name("audit.jsonl.head").unlink()
    assert verify_chain(log).reason == "no_head"

    FileLedger(log, key).append({"event": "held"})

    assert verify_chain(log, key).passed
    assert [(e["event"], e.get("reason")) for e in entries(log)][-2:] == [("repaired", "no_head"), ("held", None)]


def test_broken_last_line_stops_the_ledger(tmp_path: Path) -> None:
    log, key = fill(tmp_path)
    log.write_bytes(log.read_bytes().replace(b'"page":5', b'"page":6'))

    with pytest.raises(InternalError) as caught:
        FileLedger(log, key).append({"event": "held"})
    assert caught.value.reason == "ledger_broken"


def test_broken_log_can_be_set_aside_by_a_person_and_is_named_in_the_new_one(tmp_path: Path) -> None:
    log, key = fill(tmp_path)
    broken = log.read_bytes().replace(b'"page":5', b'"page":6')
    log.write_bytes(broken)

    aside = FileLedger(log, key).start_over(by="r.keel")

    assert aside.read_bytes() == broken
    *_, entry = entries(log)
    assert (entry["event"], entry["by"]) == ("started_over", "r.keel")
    assert entry["broken_sha256"] == hashlib.sha256(broken).hexdigest()
    assert verify_chain(log, key).passed


# --- crashes --------------------------------------------------------------------


@pytest.mark.parametrize("torn", [b"{", b'{"event":"box","page":1', b"\x00" * 40, b"x" * 200_000])
def test_torn_last_line_is_seen_then_cleared_away_on_record(tmp_path: Path, torn: bytes) -> None:
    log, key = fill(tmp_path)
    whole = log.read_bytes()
    log.write_bytes(whole + torn)
    seen = verify_chain(log)
    assert (seen.passed, seen.reason, seen.torn_bytes) == (False, "torn_last_line", len(torn))

    FileLedger(log, key).append({"event": "held"})

    assert log.read_bytes().startswith(whole)
    repaired, held = list(entries(log))[-2:]
    assert (repaired["event"], repaired["reason"]) == ("repaired", "torn_last_line")
    assert repaired["dropped_bytes"] == len(torn)
    assert repaired["dropped_sha256"] == hashlib.sha256(torn).hexdigest()
    assert held["event"] == "held"
    assert verify_chain(log, key).passed


def test_torn_first_line_is_cleared_away_too(ledger: FileLedger, log: Path) -> None:
    log.parent.mkdir(mode=0o700)
    ledger.value_hmac("makes the key")
    log.write_bytes(b'{"event":"ope')

    ledger.append({"event": "held"})

    assert [e["event"] for e in entries(log)] == ["opened", "repaired", "held"]
    assert verify_chain(log).passed


def test_head_that_lags_behind_after_a_crash_is_no_fault(tmp_path: Path) -> None:
    log, key = fill(tmp_path)
    head = log.with_name("audit.jsonl.head")
    before = head.read_bytes()
    FileLedger(log, key).extend([{"event": "box"}, {"event": "released"}])
    head.write_bytes(before)

    assert verify_chain(log, key).passed
    assert verify_chain(log, key).behind == 2
    FileLedger(log, key).append({"event": "held"})
    assert (verify_chain(log, key).passed, verify_chain(log, key).behind) == (True, 0)


def test_long_last_line_is_found_whole(ledger: FileLedger, log: Path) -> None:
    ledger.append({"event": "box", "reasons": ["r" * 50] * 6000})

    ledger.append({"event": "held"})

    assert verify_chain(log).entries == 3


def test_full_disk_leaves_the_log_as_it_was(tmp_path: Path) -> None:
    log, key = fill(tmp_path)
    before = log.read_bytes()
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from pipeline.errors import InternalError\n"
        "from pipeline.record import FileLedger\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before)} + 300, {len(before)} + 300))\n"
        "try:\n"
        "    FileLedger(Path(sys.argv[1]), Path(sys.argv[2])).extend([{'event': 'box', 'n': n} for n in range(9)])\n"
        "except InternalError as error:\n"
        "    sys.exit(0 if error.reason == 'disk_full' else 4)\n"
    )

    done = subprocess.run([sys.executable, "-c", code, str(log), str(key)], check=False)

    assert done.returncode == 0
    assert log.read_bytes() == before
    assert verify_chain(log, key).passed


def test_killed_writer_leaves_a_log_that_the_next_one_goes_on_with(tmp_path: Path) -> None:
    log, key = fill(tmp_path)
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from pipeline.record import FileLedger, disk\n"
        "def half(handle, data):\n"
        "    os.write(handle, data[: len(data) // 2])\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "disk.write_all = half\n"
        "FileLedger(Path(sys.argv[1]), Path(sys.argv[2])).append({'event': 'released', 'run_id': 'r9'})\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(log), str(key)], check=False)
    assert done.returncode == -9
    assert verify_chain(log).torn_bytes > 0

    FileLedger(log, key).append({"event": "held"})

    assert verify_chain(log, key).passed
    assert verify_chain(log).events["repaired"] == 1
    assert "released" not in verify_chain(log).events


def test_entry_that_is_not_flushed_leaves_the_head_behind_and_is_caught_up(tmp_path: Path) -> None:
    log, key = fill(tmp_path)

    FileLedger(log, key).append({"event": "placed"}, durable=False)
    assert (verify_chain(log, key).passed, verify_chain(log, key).behind) == (True, 1)

    FileLedger(log, key).append({"event": "held"})
    assert (verify_chain(log, key).passed, verify_chain(log, key).behind) == (True, 0)


# --- many writers ---------------------------------------------------------------


def write_many(log: Path, key: Path, who: int, count: int) -> None:
    ledger = FileLedger(log, key)
    for n in range(count):
        ledger.extend([{"event": "box", "who": who, "n": n}, {"event": "released", "who": who, "n": n}])


def test_processes_write_whole_groups_to_one_sound_chain(log: Path, key: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=write_many, args=(log, key, who, 15)) for who in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert verify_chain(log, key).passed
    written = list(entries(log))[1:]
    assert len(written) == 90
    pairs = list(zip(written[::2], written[1::2], strict=True))
    assert all((a["who"], a["n"]) == (b["who"], b["n"]) for a, b in pairs)
    for who in range(3):
        assert [a["n"] for a, _ in pairs if a["who"] == who] == list(range(15))


def test_threads_share_one_ledger(ledger: FileLedger, log: Path) -> None:
    threads = [
        threading.Thread(target=lambda n=n: [ledger.append({"event": "box", "n": n}) for _ in range(10)])
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert verify_chain(log).passed
    assert verify_chain(log).events["box"] == 40


def test_log_that_was_moved_away_is_begun_anew(ledger: FileLedger, log: Path) -> None:
    ledger.append({"event": "held"})
    log.rename(log.with_name("old.jsonl"))
    log.with_name("audit.jsonl.head").unlink()

    ledger.append({"event": "held"})

    assert [e["event"] for e in entries(log)] == ["opened", "held"]


# --- what may not be in it --------------------------------------------------------


@pytest.mark.parametrize("key_name", sorted(WORDS))
def test_entry_with_a_place_for_words_is_refused(ledger: FileLedger, log: Path, key_name: str) -> None:
    with pytest.raises(InternalError) as caught:
        ledger.append({"event": "box", "inside": [{key_name: "Rosa Imhof"}]})

    assert caught.value.reason == "ledger_words"
    assert "Imhof" not in str(caught.value)
    assert not log.exists()


@pytest.mark.parametrize(
    "entry",
    [
        {"event": "box", "seq": 3},
        {"event": "box", "prev_hash": "0"},
        {"event": "box", "where": Path("x.pdf")},
        {"event": "box", "raw": b"x"},
        {"event": "box", 3: "x"},
        {"event": ""},
        {"run_id": "r"},
    ],
)
def test_entry_that_makes_no_sense_is_refused(ledger: FileLedger, entry: Mapping[Any, Any]) -> None:
    with pytest.raises(InternalError):
        ledger.append(entry)


def test_symbolic_link_is_not_followed(ledger: FileLedger, log: Path, tmp_path: Path) -> None:
    log.parent.mkdir()
    log.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(InternalError):
        ledger.append({"event": "held"})
    assert not (tmp_path / "elsewhere").exists()


# --- the key ----------------------------------------------------------------------


def test_equal_values_are_linked_and_different_keys_are_not(tmp_path: Path) -> None:
    one = FileLedger(tmp_path / "a.jsonl", tmp_path / "a.key")
    same = FileLedger(tmp_path / "b.jsonl", tmp_path / "a.key")
    other = FileLedger(tmp_path / "c.jsonl", tmp_path / "c.key")

    assert one.value_hmac("123456789") == same.value_hmac("123456789")
    assert one.value_hmac("123456789") != one.value_hmac("123456780")
    assert one.value_hmac("123456789") != other.value_hmac("123456789")
    assert one.value_hmac("123456789") != hashlib.sha256(b"123456789").hexdigest()


def test_key_lies_outside_the_audit_folder_by_default(tmp_path: Path) -> None:
    ledger = FileLedger(tmp_path / "audit" / "audit.jsonl")

    ledger.append({"event": "held"})

    assert ledger.key_path == tmp_path / "audit.key" / "audit.key"
    assert ledger.key_path.is_file()
    assert sorted(p.name for p in (tmp_path / "audit").iterdir()) == ["audit.jsonl", "audit.jsonl.head"]


def test_lost_key_is_not_silently_made_anew(ledger: FileLedger, log: Path, key: Path) -> None:
    ledger.append({"event": "held"})
    key.unlink()

    with pytest.raises(ConfigError) as caught:
        FileLedger(log, key).append({"event": "held"})
    assert caught.value.reason == "key_missing"
    assert not key.exists()


def test_key_that_others_can_read_is_refused(ledger: FileLedger, log: Path, key: Path) -> None:
    ledger.append({"event": "held"})
    key.chmod(0o640)

    with pytest.raises(ConfigError) as caught:
        FileLedger(log, key).append({"event": "held"})
    assert caught.value.reason == "key_mode"


@pytest.mark.parametrize("text", ["", "abc", "zz" * 32, "ab" * 31])
def test_damaged_key_is_refused(log: Path, key: Path, text: str) -> None:
    key.parent.mkdir()
    key.write_text(text)
    key.chmod(0o600)

    with pytest.raises(ConfigError) as caught:
        FileLedger(log, key).value_hmac("x")
    assert caught.value.reason == "key_damaged"


def make_hmac(key: Path) -> str:
    return FileLedger(key.with_name("none.jsonl"), key).value_hmac("x")


def test_processes_that_make_the_key_at_once_get_one_key(key: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        digests = pool.map(make_hmac, [key] * 6)

    assert len(set(digests)) == 1
    assert [p.name for p in key.parent.iterdir()] == ["matter.key"]
