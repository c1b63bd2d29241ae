"""The daemon: takes what has arrived in the inbox, has it done, and moves it to exactly one place.

It never approves, never reads `confidential/`, never writes below `inbox/`
(it only moves files out of it), and no single file stops it. What it knows is
in the folders and the ledger, so that it can be killed at any moment: at the
next start a source whose copy is already in the outbox is moved to `done/`
without being done again, and everything else is still in the inbox.
"""

from __future__ import annotations

import logging
import os
import shutil
import stat
import threading
import time
from collections import Counter, deque
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
from pipeline.release import free
from pipeline.watch.alert import Alerts
from pipeline.watch.arrival import UNREADABLE, Arrivals, Ready, in_order
from pipeline.watch.folders import Folders, move, move_if_same, tidy, unwrite_why, write_why
from pipeline.watch.status import Status

log = logging.getLogger(__name__)

PAUSE = 5.0
"""Seconds between two tries when the machine or the outbox fails."""

ROOM = 64 << 20
"""Bytes that must be free in the matter before a pause for a full disk ends."""

TICK = 0.5
"""Seconds that the daemon waits for something to end before it looks at the inbox again."""

IDLE = 5.0
"""Seconds between two looks at an inbox in which nothing happens and whose events are heard."""

TRIES = 3
"""How often a file may change under the work, or be refused by the system with room on the disk, until it is put by."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the daemon works with; made anew on reload."""

    pool: Callable[[], Pool]
    base: Job
    """Policy and options; source and destination are set for each file."""
    recipe: Callable[[Job], str]
    receipts: Callable[[], list[Receipt]]
    recover: Callable[[], None]
    """Brings outbox and ledger in order after a kill."""
    tmp: Path
    """Where workers have their private folders."""
    record: Callable[[Job, Proof], Receipt]
    """Puts a filing without a draft on record."""


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
    heard: threading.Event = field(default_factory=threading.Event)
    """Changes of the inbox are heard, so that it need not be looked at all the time."""


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
        self._queue: deque[Ready] = deque()
        self._looked = float("-inf")
        self._tries: Counter[Path] = Counter()
        self._copies = _Copies(folders.outbox)
        self._paused_until = 0.0
        self._paused_why = ""
        self._told, self._told_at = "", float("-inf")
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
                if not len(pool) and (not self._queue or time.monotonic() < self._paused_until):
                    self._switch.wake.wait(self._patience())
                    self._switch.wake.clear()
        finally:
            pool.close()
            self._tell_state("stopped", None)
            self._alerts.close()

    def _patience(self) -> float:
        if self._paused_why or len(self._arrivals) or self._switch.stop.is_set() or not self._switch.heard.is_set():
            return TICK
        return IDLE

    def _recover(self) -> None:
        """Bring the folders in order after a kill: reasons without files go, done sources leave the inbox."""
        self._setup.recover()
        self._done = batch.Done(self._setup.receipts())
        tidy(self._folders.held)
        tidy(self._folders.refused)

    def _take(self, pool: Pool) -> None:
        now = time.monotonic()
        if now - self._looked >= TICK:
            taken = frozenset(t.ready.path for t in self._taken.values())
            self._queue = deque(in_order(self._arrivals.scan(taken), now))
            self._looked = time.monotonic()
            self.status.ignored = self._arrivals.ignored
        busy = {t.ready.sha256 for t in self._taken.values()} - {UNREADABLE}
        later = []
        while pool.has_room and self._queue and time.monotonic() >= self._paused_until:
            ready = self._queue.popleft()
            if ready.sha256 in busy:
                later.append(ready)  # the same bytes are being done: it waits for what becomes of them
            elif self._arrivals.still(ready):
                self._submit(pool, ready)
                busy.add(ready.sha256)
        self._queue.extend(later)
        self.status.waiting = len(self._queue)

    def _submit(self, pool: Pool, ready: Ready) -> None:
        wanted = self._folders.outbox / ready.path.relative_to(self._folders.inbox)
        job = replace(self._setup.base, source=ready.path, destination=wanted, rename=True)
        try:
            recipe = self._setup.recipe(job)
        except Error as error:
            self._pause(error.reason)
            return
        if self._stands(Digest(ready.sha256), recipe):
            self._to_done(ready.path, ready.sha256)
            self._arrivals.forget(ready.path)
            return
        try:
            if not self._folders.outbox.is_dir():
                raise NotADirectoryError  # it is not made anew: it may have been a share that is gone for a while
            wanted.parent.mkdir(parents=True, exist_ok=True)
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
        return bool(outputs) and self._copies.hold(outputs)

    def _to_done(self, source: Path, sha256: str) -> None:
        try:
            move_if_same(source, sha256, self._folders.inbox, self._folders.done)
        except OSError as error:
            log.error("a file could not be moved", extra={"event": {"error": type(error).__name__}})
            self._pause("move")

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
        if outcome.reasons == ("source_changed",) and self._tried(source) < TRIES:
            return  # it was renamed or written meanwhile: the next look takes what is there then
        self._tries.pop(source, None)
        self._done.add(outcome)
        if outcome.outcome is Outcome.RELEASED:
            self.status.released += 1
            self._to_done(source, outcome.source_sha256)
            return
        held = outcome.outcome is Outcome.HELD
        self.status.held += held
        self.status.refused += not held
        self._put_aside(taken.ready, self._folders.held if held else self._folders.refused, outcome)
        self._alerts.tell(self._event(str(outcome.outcome), outcome.source_id, outcome.reasons))

    def _put_aside(self, ready: Ready, folder: Path, outcome: Receipt) -> None:
        """Write why, then move; a kill between the two leaves a reason without a file, which `tidy` removes."""
        target = free(folder / ready.path.relative_to(self._folders.inbox))
        target.parent.mkdir(parents=True, exist_ok=True)
        write_why(target, why(outcome))
        if ready.sha256 == UNREADABLE and _status(ready.path):
            move(ready.path, self._folders.inbox, folder)
        elif not move_if_same(ready.path, outcome.source_sha256, self._folders.inbox, folder):
            unwrite_why(target)

    def _failed(self, taken: _Taken, error: Error) -> None:
        """Put a job that could not even end back: it stays in the inbox and is tried again, unless it is gone."""
        if error.reason == "missing" and self._tried(taken.ready.path) < TRIES:
            return  # gone, or back under its name by now: the next look tells
        if isinstance(error, InputError) or self._hopeless(taken.ready.path, error):
            if _status(taken.ready.path):
                self._refuse(taken, error.reason)
            return
        self.status.failed += 1
        if not (isinstance(error, OutputError) and error.reason == "output_exists"):
            self._pause(error.reason)

    def _hopeless(self, path: Path, error: Error) -> bool:
        """Tell whether the system keeps refusing this file although the machine is well: one file stops nobody."""
        if not error.reason.startswith(("disk_full", "system:")) or self._crowded():
            return False
        return self._tried(path) >= TRIES

    def _tried(self, path: Path) -> int:
        """Count one more try of this file."""
        self._tries[path] += 1
        return self._tries[path]

    def _refuse(self, taken: _Taken, reason: str) -> None:
        try:
            receipt = self._setup.record(taken.job, core.gone(taken.job, reason))
        except Error as error:
            self._pause(error.reason)
            return
        self._tries.pop(taken.ready.path, None)
        self.status.refused += 1
        self._put_aside(taken.ready, self._folders.refused, receipt)
        self._alerts.tell(self._event("refused", receipt.source_id, receipt.reasons))

    def _pause(self, why_: str) -> None:
        if why_ != self._paused_why:
            self._alerts.tell(self._event("paused", "", (why_,)))
        self._paused_why = why_
        self._paused_until = time.monotonic() + PAUSE

    def _pausing(self) -> bool:
        if not self._paused_why:
            if self._folders.inbox.is_dir():
                return False
            self._pause("inbox")
        if time.monotonic() < self._paused_until:
            return True
        if self._still_bad():
            self._paused_until = time.monotonic() + PAUSE
            return True
        if not self._queue and not self._taken:
            self._resumed()  # nothing is left to try it with
        return False

    def _resumed(self) -> None:
        """What made the daemon pause is over."""
        if self._paused_why:
            self._alerts.tell(self._event("resumed", "", (self._paused_why,)))
            self._paused_why = ""

    def _still_bad(self) -> bool:
        if not all((self._folders.root / name).is_dir() for name in NEEDED):
            return True
        return self._paused_why == "disk_full" and self._crowded()

    def _crowded(self) -> bool:
        """Tell whether the matter's disk or the temporary folder's has no room."""
        for folder in (self._folders.outbox, self._setup.tmp):
            try:
                if shutil.disk_usage(folder).free < ROOM:
                    return True
            except OSError:
                return True
        return False

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
        self._tries.clear()
        self._recover()
        log.info("reloaded")
        return fresh.pool()

    def _tell_state(self, state: str, pool: Pool | None) -> None:
        self.status.state = f"paused:{self._paused_why}" if self._paused_why and state == "watching" else state
        self.status.running = len(pool) if pool is not None else 0
        self.status.alerts_failed = self._alerts.failed
        now = time.monotonic()
        if self.status.state != self._told or now - self._told_at >= TICK:
            self._told, self._told_at = self.status.state, now
            self.status.write(self._folders.audit)

    def _event(self, name: str, source_id: str, reasons: tuple[str, ...]) -> dict[str, Any]:
        return {"event": name, "matter": str(self._folders.root), "source_id": source_id, "reasons": list(reasons)}


NEEDED = ("inbox", "outbox", "held", "refused", "done", "audit")
"""Folders without which the daemon pauses."""


class _Copies:
    """The digests of what stands in the outbox; a file is read again only when it has changed."""

    def __init__(self, outbox: Path) -> None:
        self._outbox = outbox
        self._known: dict[Path, tuple[int, int, int, str]] = {}

    def hold(self, outputs: frozenset[str]) -> bool:
        """Tell whether a file in the outbox is one of these."""
        found = (Path(top) / name for top, _, names in os.walk(self._outbox) for name in names)  # folders may vanish
        return any(self._digest(path) in outputs for path in found if path.suffix.lower() == ".pdf")

    def _digest(self, path: Path) -> str:
        status = _status(path)
        if status is None:
            return ""
        mark = (status.st_size, status.st_mtime_ns, status.st_ino)
        known = self._known.get(path)
        if known is None or known[:3] != mark:
            known = (*mark, batch.digest(path) or "")
            self._known[path] = known
        return known[3]


def _status(path: Path) -> os.stat_result | None:
    """Return what the system says of a regular file; None for anything else."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return status if stat.S_ISREG(status.st_mode) else None


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
