"""The daemon: takes what has arrived in the inbox, has it done, and moves it to exactly one place.

It never approves, never reads `confidential/`, never writes below `inbox/`
(it only moves files out of it), and no single file stops it. What it knows is
in the folders and the ledger, so that it can be killed at any moment: at the
next start a source whose copy is already in the outbox is moved to `done/`
without being done again, and everything else is still in the inbox.
"""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline import batch, core
from pipeline.core import Proof
from pipeline.engines.local import Pool
from pipeline.errors import Error, InputError, OutputError
from pipeline.matter import ways
from pipeline.nouns import Digest, Job, Outcome, Receipt
from pipeline.watch.alert import Alerts
from pipeline.watch.arrival import Arrivals, Ready, next_of
from pipeline.watch.folders import Folders, free, move, tidy, write_why
from pipeline.watch.status import Status

log = logging.getLogger(__name__)

PAUSE = 5.0
"""Seconds between two tries when the machine or the outbox fails."""

ROOM = 64 << 20
"""Bytes that must be free in the matter before a pause for a full disk ends."""

TICK = 0.5
"""Seconds that the daemon waits for something to end before it looks at the inbox again."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the daemon works with; made anew on reload."""

    pool: Callable[[], Pool]
    base: Job
    """Policy and options; source and destination are set for each file."""
    recipe: Callable[[Job], str]
    receipts: Callable[[], list[Receipt]]


@dataclass(slots=True)
class _Taken:
    ready: Ready
    job: Job


@dataclass(slots=True)
class Switch:
    """How the outside world steers the daemon; each may be set from a signal handler."""

    stop: threading.Event = field(default_factory=threading.Event)
    """Drain: finish what runs, take nothing more."""
    now: threading.Event = field(default_factory=threading.Event)
    """Stop at once: what runs is as if it had not begun."""
    reload: threading.Event = field(default_factory=threading.Event)
    wake: threading.Event = field(default_factory=threading.Event)
    """Something changed in the inbox."""


class Daemon:
    """Watches one matter."""

    def __init__(
        self, folders: Folders, setup: Callable[[], Setup], arrivals: Arrivals, alerts: Alerts, switch: Switch
    ) -> None:
        self._folders = folders
        self._make_setup = setup
        self._setup = setup()
        self._arrivals = arrivals
        self._alerts = alerts
        self._switch = switch
        self._taken: dict[int, _Taken] = {}
        self._number = 0
        self._paused_until = 0.0
        self._paused_why = ""
        self.status = Status()

    def run(self) -> None:
        """Watch until told to stop; the caller holds the matter's lock."""
        self._recover()
        pool = self._setup.pool()
        try:
            while not self._switch.now.is_set():
                if self._switch.reload.is_set():
                    pool = self._reload(pool)
                draining = self._switch.stop.is_set()
                if draining and not len(pool):
                    break
                if not draining and not self._pausing():
                    self._take(pool)
                self._collect(pool)
                self._tell_state("draining" if draining else "watching", pool)
                if not len(pool):
                    self._switch.wake.wait(TICK)
                    self._switch.wake.clear()
        finally:
            pool.close()
            self._tell_state("stopped", None)

    def _recover(self) -> None:
        """Bring the folders in order after a kill: reasons without files go, done sources leave the inbox."""
        self._done = batch.Done(self._setup.receipts())
        tidy(self._folders.held)
        tidy(self._folders.refused)

    def _take(self, pool: Pool) -> None:
        ready = self._arrivals.scan(frozenset(t.ready.path for t in self._taken.values()))
        self.status.waiting = len(ready)
        while pool.has_room and ready:
            chosen = next_of(ready, time.monotonic())
            if chosen is None:
                return
            ready.remove(chosen)
            self._submit(pool, chosen)

    def _submit(self, pool: Pool, ready: Ready) -> None:
        wanted = self._folders.outbox / ready.path.relative_to(self._folders.inbox)
        job = replace(self._setup.base, source=ready.path, destination=wanted, rename=True)
        try:
            recipe = self._setup.recipe(job)
        except Error as error:
            self._pause(error.reason)
            return
        if self._stands(Digest(ready.sha256), recipe):
            move(ready.path, self._folders.inbox, self._folders.done)
            self._arrivals.forget(ready.path)
            return
        try:
            wanted.parent.mkdir(parents=True, exist_ok=self._folders.outbox.is_dir())
        except OSError:
            self._pause("outbox")
            return
        self._number += 1
        job = replace(job, destination=free(wanted))
        self._taken[self._number] = _Taken(ready, job)
        pool.submit(self._number, job)

    def _stands(self, source: Digest, recipe: str) -> bool:
        """Tell whether this source was released with this recipe, its copy is in the outbox, and only its move is due.

        A file that a person drops again on purpose is done: its copy is there.
        """
        outputs = self._done.outputs(source, recipe)
        return bool(outputs) and any(
            batch.digest(path) in outputs for path in self._folders.outbox.rglob("*.pdf") if path.is_file()
        )

    def _collect(self, pool: Pool) -> None:
        for number, outcome, proof in pool.ended(TICK):
            taken = self._taken.pop(number)
            try:
                self._end(taken, outcome, proof)
            except OSError as error:
                log.error("a file could not be moved", extra={"event": {"error": type(error).__name__}})
                self._pause("move")
            self._arrivals.forget(taken.ready.path)

    def _end(self, taken: _Taken, outcome: Receipt | Error, proof: Proof | None) -> None:
        if isinstance(outcome, Error):
            self._failed(taken, outcome)
            return
        self._resumed()
        source = taken.ready.path
        self._done.add(outcome)
        if outcome.outcome is Outcome.RELEASED:
            self.status.released += 1
            move(source, self._folders.inbox, self._folders.done)
            return
        held = outcome.outcome is Outcome.HELD
        self.status.held += held
        self.status.refused += not held
        self._put_aside(source, self._folders.held if held else self._folders.refused, outcome)
        self._alerts.tell(self._event(str(outcome.outcome), outcome.source_id, outcome.reasons))

    def _put_aside(self, source: Path, folder: Path, outcome: Receipt) -> None:
        if not source.exists():
            return
        target = free(folder / source.relative_to(self._folders.inbox))
        target.parent.mkdir(parents=True, exist_ok=True)
        write_why(target, why(outcome))
        move(source, self._folders.inbox, folder)

    def _failed(self, taken: _Taken, error: Error) -> None:
        """Put a job that could not even end back: it stays in the inbox and is tried again, unless it is gone."""
        if isinstance(error, InputError):
            if taken.ready.path.exists():
                self.status.refused += 1
                self._put_aside(taken.ready.path, self._folders.refused, core.gone(taken.job, error.reason).receipt)
                self._alerts.tell(self._event("refused", taken.ready.sha256[:12], (error.reason,)))
            return
        self.status.failed += 1
        if not (isinstance(error, OutputError) and error.reason == "output_exists"):
            self._pause(error.reason)

    def _pause(self, why_: str) -> None:
        if why_ != self._paused_why:
            self._alerts.tell(self._event("paused", "", (why_,)))
        self._paused_why = why_
        self._paused_until = time.monotonic() + PAUSE

    def _pausing(self) -> bool:
        if not self._paused_why:
            return False
        if time.monotonic() < self._paused_until:
            return True
        if self._still_bad():
            self._paused_until = time.monotonic() + PAUSE
            return True
        return False

    def _resumed(self) -> None:
        """A filing has ended, so whatever made the daemon pause is over."""
        if self._paused_why:
            self._alerts.tell(self._event("resumed", "", (self._paused_why,)))
            self._paused_why = ""

    def _still_bad(self) -> bool:
        try:
            free_ = shutil.disk_usage(self._folders.outbox).free
        except OSError:
            return True
        return self._paused_why == "disk_full" and free_ < ROOM

    def _reload(self, pool: Pool) -> Pool:
        """Finish what runs, then begin again with new settings."""
        self._switch.reload.clear()
        while len(pool) and not self._switch.now.is_set():
            self._collect(pool)
        try:
            fresh = self._make_setup()
        except Error as error:
            self._alerts.tell(self._event("reload_failed", "", (error.reason,)))
            return pool
        pool.close()
        self._setup = fresh
        self._recover()
        log.info("reloaded")
        return fresh.pool()

    def _tell_state(self, state: str, pool: Pool | None) -> None:
        self.status.state = f"paused:{self._paused_why}" if self._paused_why and state == "watching" else state
        self.status.running = len(pool) if pool is not None else 0
        self.status.alerts_failed = self._alerts.failed
        self.status.write(self._folders.audit)

    def _event(self, name: str, source_id: str, reasons: tuple[str, ...]) -> dict[str, Any]:
        return {"event": name, "matter": str(self._folders.root), "source_id": source_id, "reasons": list(reasons)}


def why(receipt: Receipt) -> dict[str, Any]:
    """Return what stands beside a held or refused file: codes and counts, no words of it."""
    return {
        "outcome": str(receipt.outcome),
        "reasons": list(receipt.reasons),
        "ways_out": ways.out(receipt.reasons),
        "run_id": receipt.run_id,
        "source_sha256": receipt.source_sha256,
        "policy": receipt.policy,
        "finished": receipt.finished,
        "found": dict(receipt.found),
        "checks_failed": [check.name for check in receipt.checks if not check.passed],
    }
