"""What engines with workers share: how a job begins and ends in the parent, which alone releases and appends."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline import core
from pipeline.core import Proof
from pipeline.errors import Error, InternalError
from pipeline.nouns import Job, Receipt
from pipeline.roles import Ledger
from pipeline.workdir import working_folder

Ended = tuple[int, Receipt | Error, Proof | None]
"""The job's index, what became of it, and the proof when there is one."""

TICK = 0.5
"""Seconds between two looks at whether to stop."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one filing may cost."""

    seconds: float = 120.0
    """Of processor time, before the size is considered: what a filing takes does not depend on what else runs."""
    seconds_per_mib: float = 40.0
    seconds_per_page: float = 10.0
    """A dense scanned page takes some four, and twice that on a machine whose processors are shared; a fax has 30 and
    more pages in a MiB."""
    patience: float = 10.0
    """Seconds by the clock for each of processor time: a machine with ten times as much to do as it has processors
    for is no reason to refuse, and a worker that waits for ever must end."""
    memory: int = 4 << 30
    """Address space that a worker may take beyond what it holds when it is ready, bytes."""
    output: int = 2 << 30
    """Size of any file that a worker may write, bytes."""

    def clock_for(self, source: Path) -> float:
        """Return the seconds by the clock after which a filing of this size is given up."""
        return self.patience * self.time_for(source)

    def time_for(self, source: Path, pages: int = 0) -> float:
        """Return the seconds of processor time that a filing may take; its pages are known once it is accepted."""
        try:
            size = source.stat().st_size
        except OSError:
            size = 0
        return self.seconds + self.seconds_per_mib * size / (1 << 20) + self.seconds_per_page * pages


def begin(job: Job, tmp: Path, cleanup: contextlib.ExitStack) -> Path:
    """Return a private working folder for a job, which `cleanup` wipes.

    Raises:
        InputError: the source cannot be used.
        OutputError: the destination cannot be used.
        InternalError: no folder could be made.
    """
    core.check_destination(job)
    try:
        return cleanup.enter_context(working_folder(tmp))
    except OSError as error:
        full = error.errno == errno.ENOSPC
        raise InternalError("no working folder could be made", reason="disk_full" if full else "tmp") from None


def finish(index: int, job: Job, outcome: Proof | Error, ledger: Ledger, store: Callable[[Receipt], None]) -> Ended:
    """Release or record what a worker made of a job."""
    if isinstance(outcome, Error):
        return index, outcome, None
    try:
        return index, core.release(job, outcome, ledger, store), outcome
    except Error as error:
        return index, error, None
