"""What became of releases: on record before they happen, and found again when a crash came between.

The protocol, for one filing:

    (1) append `released` with the output's digest, flushed     the intent
    (2) rename the proven copy to its place                     the release
    (3) append `placed`, not flushed                            the receipt of the rename

A process that dies before (1) has released nothing. One that dies between (1)
and (2) leaves an intent without an output: `unfinished` finds it, and the next
run's `settle` puts on record that nothing was released. One that dies between
(2) and (3) leaves an output without its receipt: `settle` finds the file by its
digest and puts `placed` on record.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.digest import digest_of
from pipeline.record.chain import entries
from pipeline.record.ledger import FileLedger

RELEASED = "released"
PLACED = "placed"
UNFINISHED = "release_unfinished"

CLOSES = frozenset({PLACED, UNFINISHED})
"""Events after which a release is no longer open."""


@dataclass(frozen=True, slots=True)
class Open:
    """A release whose rename is not on record."""

    run_id: str
    output_sha256: str
    seq: int
    time_utc: str
    found: bool
    """Whether a file with this digest is in the folders that were looked at."""
    running: bool
    """Whether the process that wrote it still runs on this machine, so that it may be about to rename."""

    @property
    def state(self) -> str:
        """`placed_late`, `in_progress` or `missing_output`."""
        if self.found:
            return "placed_late"
        return "in_progress" if self.running else "missing_output"


def placed(run_id: str, output_sha256: str) -> dict[str, Any]:
    """Return the entry for step 3."""
    return {"event": PLACED, "run_id": run_id, "output_sha256": output_sha256}


def unfinished(log: Path, folders: Iterable[Path]) -> tuple[Open, ...]:
    """Return the releases that are open, in order; the folders are searched for their outputs by digest.

    Raises:
        InputError: there is no such log.
    """
    pending: dict[str, dict[str, Any]] = {}
    for entry in entries(log):
        run_id = str(entry.get("run_id", ""))
        if entry.get("event") == RELEASED and entry.get("output_sha256"):
            pending[run_id] = entry
        elif entry.get("event") in CLOSES:
            pending.pop(run_id, None)
    if not pending:
        return ()
    there = set(_digests(folders))
    return tuple(
        Open(
            run_id=run_id,
            output_sha256=entry["output_sha256"],
            seq=entry["seq"],
            time_utc=entry["time_utc"],
            found=entry["output_sha256"] in there,
            running=_runs(entry),
        )
        for run_id, entry in pending.items()
    )


def settle(ledger: FileLedger, folders: Iterable[Path], *, all_here: bool = True) -> tuple[Open, ...]:
    """Put on record what became of open releases, and return them; those of running processes stay open.

    Without `all_here` an output that is not in `folders` may lie elsewhere, and its release stays open.
    """
    if not ledger.path.exists():
        return ()
    found = unfinished(ledger.path, folders)
    closing = [
        {
            "event": PLACED if each.found else UNFINISHED,
            "run_id": each.run_id,
            "output_sha256": each.output_sha256,
            "reason": each.state,
        }
        for each in found
        if each.found or (all_here and not each.running)
    ]
    if closing:
        ledger.extend(closing)
    return found


def _digests(folders: Iterable[Path]) -> Iterator[str]:
    for folder in folders:
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if path.is_file() and not path.is_symlink():
                yield digest_of(path)


def _runs(entry: dict[str, Any]) -> bool:
    if entry.get("host") != socket.gethostname() or not isinstance(entry.get("pid"), int):
        return False
    try:
        os.kill(entry["pid"], 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
