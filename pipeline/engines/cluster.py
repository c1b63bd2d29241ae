"""Runs jobs on a Dask cluster: workers prove, this process alone releases and appends to the ledger.

The source, the audit folder (for its key) and the temporary folder (for drafts)
lie on a store that all machines share under the same paths. Only paths, policies
and proofs travel, no page; for filings of one matter also whom they name. A worker
that is lost costs nothing: its filing is given to another one. Those that were with
a worker each time it was lost are done again in the end, one by one: the one that
takes workers along by itself is refused.
It refuses workers whose versions differ from this process's.
"""

from __future__ import annotations

import contextlib
import functools
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline import assemble, core
from pipeline.core import Proof
from pipeline.engines.offline import apart
from pipeline.engines.share import TICK, Ended, Limits, begin, finish
from pipeline.errors import Error, InternalError, UsageError
from pipeline.nouns import Job, Receipt
from pipeline.roles import Ledger
from pipeline.settings import Settings, models_home

AHEAD = 2
"""Jobs that are given out for each thread of the cluster, so that none waits for this process."""

PATIENCE = 30.0
"""Seconds to wait for the scheduler and its first worker."""

SPILLS = ("distributed.worker.memory.target", "distributed.worker.memory.spill")
"""Settings of Dask by which a worker that is short of memory writes results to disk, in its own folder."""

_alone = threading.Lock()
"""MuPDF and the models are not made for several threads of one worker."""


@dataclass(slots=True)
class _Given:
    index: int
    job: Job
    cleanup: contextlib.ExitStack
    until: float
    alone: bool
    """Nothing else was with the workers while this was."""


class ClusterEngine:
    """Runs jobs on the workers of a Dask scheduler, or of a cluster on this machine."""

    def __init__(
        self, settings: Settings, address: str = "", *, workers: int = 1, limits: Limits | None = None
    ) -> None:
        """Name the scheduler, as `tcp://host:port` or `tls://host:port`; without it `workers` are started here."""
        self._settings = settings
        self._address = address
        self._workers = workers
        self._limits = limits or Limits()
        self._ledger: Ledger = assemble.ledger(settings)
        self._store: Callable[[Receipt], None] = assemble.receipts(settings).keep

    def run(self, jobs: Iterable[Job], stop: threading.Event | None = None) -> Iterator[Ended]:
        """Yield (index, receipt or error, proof) as jobs end, not always in order, until `stop` is set.

        Raises:
            UsageError: Dask is not installed, or the scheduler or its workers cannot be reached.
        """
        self._ledger.value_hmac("")  # makes the key, so that no two workers do
        made = assemble.versions(self._settings)
        waiting = iter(enumerate(jobs))
        given: dict[Any, _Given] = {}
        suspects: deque[tuple[int, Job]] = deque()
        with contextlib.ExitStack() as closing:
            client = closing.enter_context(self._client())
            closing.callback(_take_back, given)
            left = True
            while (left or given or suspects) and not (stop and stop.is_set()):
                room = AHEAD * max(1, sum(client.nthreads().values()))
                while left and len(given) < room:
                    pair = next(waiting, None)
                    if pair is None:
                        left = False
                    elif (early := self._give(client, *pair, made, given)) is not None:
                        yield early
                if suspects and not (left or given):
                    early = self._give(client, *suspects.popleft(), made, given, alone=True)
                    yield from () if early is None else (early,)
                for future in _ended(given):
                    one = given.pop(future)
                    with one.cleanup:
                        if _killed(future) and not one.alone:
                            suspects.append((one.index, one.job))
                            continue
                        yield finish(one.index, one.job, _outcome(future, one.job), self._ledger, self._store)
                yield from self._overdue(client, given)

    def _give(
        self, client: Any, index: int, job: Job, made: Any, given: dict[Any, _Given], *, alone: bool = False
    ) -> Ended | None:
        cleanup = contextlib.ExitStack()
        try:
            work = begin(job, self._settings.tmp, cleanup)
        except Error as error:
            return index, error, None
        future = client.submit(_prove, job, work, self._settings, dict(made), pure=False)
        # By the clock alone, and from when it was given out, behind at most AHEAD - 1 others: a worker that
        # the kernel ends takes along what Dask keeps in it.
        until = time.monotonic() + AHEAD * self._limits.clock_for(job.source)
        given[future] = _Given(index, job, cleanup, until, alone)
        return None

    def _overdue(self, client: Any, given: dict[Any, _Given]) -> Iterator[Ended]:
        """Give up filings that take too long, and restart the workers that have them."""
        now = time.monotonic()
        for future, one in list(given.items()):
            if one.until > now:
                continue
            del given[future]
            busy = [worker for worker, keys in client.processing().items() if future.key in keys]
            future.cancel()
            with contextlib.suppress(Exception):  # a worker without a nanny cannot be restarted from here
                client.restart_workers(busy, timeout=PATIENCE)
            with one.cleanup:
                yield finish(one.index, one.job, core.gone(one.job, "limit:time"), self._ledger, self._store)

    @contextlib.contextmanager
    def _client(self) -> Iterator[Any]:
        try:
            import distributed  # noqa: PLC0415 - an extra
            from dask.config import set as configured  # noqa: PLC0415 - an extra
        except ImportError:
            raise UsageError("Dask is not installed", reason="engine", hint="pip install 'prefile[cluster]'") from None
        with contextlib.ExitStack() as closing:
            dask: Any = distributed  # parts of it have no types
            where: Any = self._address
            if not where:
                closing.enter_context(configured(dict.fromkeys(SPILLS, False)))  # what filings tell stays in memory
                where = closing.enter_context(
                    dask.LocalCluster(n_workers=self._workers, threads_per_worker=1, dashboard_address=None)
                )
            try:
                client = closing.enter_context(dask.Client(where, timeout=PATIENCE))
                client.wait_for_workers(1, timeout=PATIENCE)
            except (OSError, TimeoutError):
                raise UsageError(
                    f"no scheduler with a worker answers at {self._address}",
                    reason="cluster",
                    hint="start `dask scheduler` and `dask worker`",
                ) from None
            client.register_plugin(_plugin(self._settings))
            yield client


def _ended(given: dict[Any, _Given]) -> list[Any]:
    import distributed  # noqa: PLC0415 - an extra

    if not given:
        return []
    with contextlib.suppress(TimeoutError):
        dask: Any = distributed
        return list(dask.wait(list(given), timeout=TICK, return_when="FIRST_COMPLETED").done)
    return []


def _take_back(given: dict[Any, _Given]) -> None:
    """Let go of what had not ended: it is as if it had not begun."""
    for future, one in given.items():
        future.cancel()
        one.cleanup.close()
    given.clear()


def _killed(future: Any) -> bool:
    """Tell whether the workers that had it were lost, be it by this filing or by another that was with them."""
    return future.status == "error" and type(future.exception()).__name__ == "KilledWorker"


def _outcome(future: Any, job: Job) -> Proof | Error:
    try:
        outcome: Proof | Error = future.result()
    except MemoryError:
        return core.gone(job, "limit:memory")
    except Exception as error:  # noqa: BLE001 - whatever a worker's death looks like, it costs this filing only
        return core.gone(job, "worker_died" if _killed(future) else f"fault:worker:{type(error).__name__}")
    return outcome


# --- in the worker ------------------------------------------------------------------------------------------------


def _plugin(settings: Settings) -> Any:
    """Return what makes a worker ready when it joins: models are loaded once for each worker."""
    from distributed import WorkerPlugin  # noqa: PLC0415 - an extra

    class Warm(WorkerPlugin):
        name = "prefile-warm"

        def setup(self, worker: object) -> None:
            assemble.build(_here(settings))

    return Warm()


def _here(settings: Settings) -> Settings:
    """Return the settings for this machine: the models are its own where the path of the others is not there."""
    return settings if settings.models.is_dir() else replace(settings, models=models_home())


def _prove(job: Job, work: Path, settings: Settings, made: dict[str, str]) -> Proof | Error:
    own = _here(settings)
    if dict(assemble.versions(own)) != made:
        return InternalError(
            "a worker has other versions than this machine", reason="worker_versions", hint="install the same lock"
        )
    # Each attempt has a folder of its own: a worker that was given up for lost may still write to the one before.
    attempt = work / secrets.token_hex(4)
    try:
        attempt.mkdir(mode=0o700)
    except OSError:
        return InternalError(
            "a worker cannot write to the shared store",
            reason="shared_store",
            hint="set PREFILE_TMP to a shared folder",
        )
    with _alone:
        try:
            return apart(functools.partial(core.prove, job, assemble.build(own), attempt))
        except Error as error:
            return error
