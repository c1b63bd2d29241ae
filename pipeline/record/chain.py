"""Reads a ledger back: its entries, and evidence that nothing in it was changed. It writes nothing."""

from __future__ import annotations

import fcntl
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.errors import InputError
from pipeline.record import canon, head
from pipeline.record.key import Key


@dataclass(frozen=True, slots=True)
class Chain:
    """Evidence of one reading of a ledger. `passed` is never true when there was nothing to read."""

    passed: bool
    entries: int
    """Entries before the first broken line."""
    reason: str = ""
    """Why it did not pass: `empty`, `not_json`, `not_canonical`, `seq`, `prev_hash`, `entry_hash`, `torn_last_line`,
    `truncated`, `no_head`, `head_damaged`, `head_mismatch`, `head_not_sealed`, `other_key`."""
    broken_line: int = 0
    """The first broken line, from 1; 0 when the lines are sound."""
    torn_bytes: int = 0
    """Bytes behind the last line end, which a crash leaves and the next entry clears away on record."""
    behind: int = 0
    """How many entries the head lags behind the log, which a crash between the two leaves."""
    sealed: str = "not_checked"
    """`yes`, `no`, or `not_checked` without the key."""
    last_hash: str = ""
    events: Mapping[str, int] = field(default_factory=dict)
    """How many entries of each event."""


def entries(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the entries of a ledger in order, up to the first line that is not one.

    Raises:
        InputError: there is no such file.
    """
    with _opened(path) as file:
        for raw in file:
            entry = _parsed(raw)
            if entry is None:
                return
            yield entry


def verify_chain(path: Path, key_path: Path | None = None) -> Chain:
    """Read a ledger from beginning to end and return the evidence.

    With the key the seal of the head is checked too; without it somebody who wrote the whole log
    anew, head and all, would not be found out.

    Raises:
        InputError: there is no such file.
        ConfigError: the key file cannot be used.
    """
    key = Key.open(key_path, create=False) if key_path else None
    with _opened(path) as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        ended = head.read(path)
        walked = _walk(file, ended.seq if ended else 0)
    reason = walked.reason or _head_fault(walked, ended, key) or ("torn_last_line" if walked.torn else "")
    sealed = "not_checked" if key is None or ended is None else ("yes" if ended.is_sealed_with(key) else "no")
    return Chain(
        passed=not reason,
        entries=walked.seq,
        reason=reason,
        broken_line=walked.broken_line,
        torn_bytes=walked.torn,
        behind=max(0, walked.seq - ended.seq) if ended and ended.seq >= 0 else 0,
        sealed=sealed,
        last_hash=walked.last_hash,
        events=dict(walked.events),
    )


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError:
        raise InputError(f"cannot read log {path}", reason="log_unreadable", hint="check the path") from None


def _parsed(raw: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(raw.decode("ascii"))
    except ValueError:
        return None
    return entry if raw.endswith(b"\n") and isinstance(entry, dict) else None


@dataclass(slots=True)
class _Walked:
    seq: int = 0
    last_hash: str = canon.FIRST
    reason: str = ""
    broken_line: int = 0
    torn: int = 0
    key_id: str = ""
    at_head: str = canon.FIRST
    events: Counter[str] = field(default_factory=Counter)


def _walk(file: BinaryIO, head_seq: int) -> _Walked:
    """Check line by line up to the first fault, and note the hash of the entry that the head speaks of."""
    walked = _Walked()
    for number, raw in enumerate(file, start=1):
        if not raw.endswith(b"\n"):
            walked.torn = len(raw)
            break
        entry = _parsed(raw)
        if fault := _fault(entry, raw, walked):
            walked.reason, walked.broken_line = fault, number
            break
        assert entry is not None  # noqa: S101 - for the type checker
        walked.seq, walked.last_hash = entry["seq"], entry["entry_hash"]
        walked.at_head = walked.last_hash if walked.seq == head_seq else walked.at_head
        walked.key_id = str(entry["key_id"]) if entry.get("event") == "opened" else walked.key_id
        walked.events[str(entry.get("event", ""))] += 1
    if not walked.reason and not walked.seq and not walked.torn:
        walked.reason = "empty"
    return walked


def _fault(entry: dict[str, Any] | None, raw: bytes, before: _Walked) -> str:
    """Return what is wrong with a line, or nothing."""
    if entry is None:
        return "not_json"
    if canon.line(entry) + b"\n" != raw:
        return "not_canonical"
    if entry.get("seq") != before.seq + 1:
        return "seq"
    if entry.get("prev_hash") != before.last_hash:
        return "prev_hash"
    return "" if entry.get("entry_hash") == canon.hashed(entry) else "entry_hash"


def _head_fault(walked: _Walked, ended: head.Head | None, key: Key | None) -> str:
    if ended is None:
        return "no_head"
    if ended == head.DAMAGED:
        return "head_damaged"
    if ended.seq > walked.seq:
        return "truncated"
    if walked.at_head != ended.entry_hash:
        return "head_mismatch"
    if key is not None and walked.key_id != key.id:
        return "other_key"
    return "" if key is None or ended.is_sealed_with(key) else "head_not_sealed"
