"""Worker processes on this machine: a filing that crashes, hangs or eats memory costs itself only.

The parent makes each job's private working folder and wipes it, whatever
becomes of the worker; it alone appends to the ledger and releases.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures import TimeoutError as JobTimeoutError
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from pipeline import core
from pipeline.core import Kit, Proof
from pipeline.engines import server
from pipeline.engines.offline import cut_off
from pipeline.engines.share import TICK, Ended, Limits, begin, finish
from pipeline.errors import Error, InternalError
from pipeline.nouns import Filing, Job, Receipt
from pipeline.roles import Accepter, Ledger


@dataclass(frozen=True, slots=True)
class Worker:
    """How a worker process becomes ready."""

    build: Callable[[], Kit]
    limits: Limits


class Pool:
    """Worker processes that take jobs one at a time: for a daemon that does not know its jobs beforehand."""

    def __init__(
        self,
        build: Callable[[], Kit],
        ledger: Ledger,
        store: Callable[[Receipt], None],
        *,
        tmp: Path,
        workers: int = 1,
        limits: Limits | None = None,
    ) -> None:
        self._worker = Worker(build=build, limits=limits or Limits())
        self._ledger = ledger
        self._store = store
        self._tmp = tmp
        self.workers = workers
        self._running: dict[Any, tuple[int, Job, contextlib.ExitStack]] = {}
        self._early: list[Ended] = []
        self._pool = ProcessPool(
            max_workers=workers, initializer=_ready, initargs=(self._worker,), context=server.context()
        )

    def __len__(self) -> int:
        """Return the number of jobs that were submitted and have not been returned by `ended`."""
        return len(self._running) + len(self._early)

    @property
    def has_room(self) -> bool:
        """Tell whether a worker is free, or will find a job waiting when it is: one more than there are workers."""
        return len(self) < self.workers + 1

    def submit(self, index: int, job: Job) -> None:
        """Give a job to the next free worker; `index` comes back with its end."""
        cleanup = contextlib.ExitStack()
        try:
            work = begin(job, self._tmp, cleanup)
        except Error as error:
            self._early.append((index, error, None))
            return
        limits = self._worker.limits
        given = self._pool.schedule(_prove, args=[job, work, limits], timeout=limits.clock_for(job.source))
        self._running[given] = (index, job, cleanup)

    def ended(self, timeout: float | None = None) -> Iterator[Ended]:
        """Wait until something ended, at most `timeout` seconds, and yield what did, each released or recorded."""
        early, self._early = self._early, []
        yield from early
        if early or not self._running:
            return
        done, _ = wait(self._running, timeout=timeout, return_when=FIRST_COMPLETED)
        for future in done:
            index, job, cleanup = self._running.pop(future)
            with cleanup:
                yield self._end(future, index, job)

    def close(self) -> None:
        """Stop the workers at once and wipe what they left; what had not ended is as if it had not begun."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        for _index, _job, cleanup in self._running.values():
            cleanup.close()
        self._running.clear()

    def _end(self, future: Any, index: int, job: Job) -> Ended:
        try:
            outcome = future.result()
        except JobTimeoutError:
            outcome = core.gone(job, "limit:time")
        except ProcessExpired as error:
            outcome = core.gone(job, _cause(error.exitcode))
        except MemoryError:
            outcome = core.gone(job, "limit:memory")
        except Exception as error:  # noqa: BLE001 - whatever a worker's death looks like, it costs this filing only
            outcome = core.gone(job, f"fault:worker:{type(error).__name__}")
        return finish(index, job, outcome, self._ledger, self._store)


class LocalEngine:
    """Runs jobs in worker processes with limits."""

    def __init__(self, pool: Callable[[], Pool]) -> None:
        self._pool = pool

    def run(self, jobs: Iterable[Job], stop: threading.Event | None = None) -> Iterator[Ended]:
        """Yield (index, receipt or error, proof) as jobs end, not always in order, until `stop` is set.

        Closing the generator early stops the workers and leaves nothing half-done.
        """
        waiting = iter(enumerate(jobs))
        pool = self._pool()
        try:
            left = True
            while (left or len(pool)) and not (stop and stop.is_set()):
                while left and pool.has_room:
                    pair = next(waiting, None)
                    if pair is None:
                        left = False
                    else:
                        pool.submit(*pair)
                yield from pool.ended(TICK)
        finally:
            pool.close()


def _cause(exit_code: int | None) -> str:
    if exit_code == -signal.SIGXCPU:
        return "limit:time"
    if exit_code is not None and exit_code < 0:
        with contextlib.suppress(ValueError):
            return f"worker_died:{signal.Signals(-exit_code).name}"
    return "worker_died"


_kit: Kit | Error | None = None


def _ready(worker: Worker) -> None:
    """Make this process a worker: take its network, build the kit once, then lower its limits."""
    global _kit  # noqa: PLW0603 - a worker process has one kit
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    cut_off()
    try:
        _kit = worker.build()
    except Error as error:
        _kit = error
        return
    except Exception as error:  # noqa: BLE001 - told to the parent with the first job
        _kit = InternalError(f"a worker could not start ({type(error).__name__})", reason="worker_start")
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_held() + worker.limits.memory,) * 2)
        resource.setrlimit(resource.RLIMIT_FSIZE, (worker.limits.output,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


PR_SET_PDEATHSIG = 1
"""From <linux/prctl.h>."""


def _end_with_parent() -> None:
    """Ask the kernel to kill this worker when the fork server goes, which goes when the program is killed."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _held() -> int:
    """Return the address space of this process, bytes; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 1 << 40
    return pages * resource.getpagesize()


class _Allowance:
    """Has the kernel end this process when it used more processor time than a filing may take, all threads together.

    Whole seconds, rounded up. A limit that the process was started with stays where it is lower.
    """

    def __init__(self, accepter: Accepter, limits: Limits) -> None:
        self._accepter = accepter
        self._limits = limits

    def accept(self, source: Path, *, password: str = "") -> Filing:
        """Accept as `roles.Accepter` does, and allow what so many pages may take."""
        filing = self._accepter.accept(source, password=password)
        self._allow(self._limits.time_for(source, filing.page_count))
        return filing

    @contextlib.contextmanager
    def of(self, source: Path) -> Iterator[None]:
        """Allow what a source of this size may take, until it is done."""
        self._begun = time.process_time()
        self._found = resource.getrlimit(resource.RLIMIT_CPU)
        self._allow(self._limits.time_for(source))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_CPU, self._found)

    def _allow(self, seconds: float) -> None:
        wanted = math.ceil(self._begun + seconds)
        known = [limit for limit in (wanted, *self._found) if limit != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_CPU, (min(known), self._found[1]))


def _prove(job: Job, work: Path, limits: Limits) -> Proof | Error:
    if not isinstance(_kit, Kit):
        return _kit or InternalError("a worker was not ready", reason="worker_start")
    allowance = _Allowance(_kit.accepter, limits)
    try:
        with allowance.of(job.source):
            return core.prove(job, replace(_kit, accepter=allowance), work)
    except Error as error:
        return error
