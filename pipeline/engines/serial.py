"""The plainest engine: one filing after the other in this process, without limits but the network it does not have."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator, Sequence

from pipeline import core
from pipeline.core import Kit, Proof
from pipeline.engines.offline import apart
from pipeline.errors import Error
from pipeline.nouns import Job, Receipt
from pipeline.workdir import working_folder


class SerialEngine:
    """Runs jobs in this process."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def run(
        self, jobs: Sequence[Job], stop: threading.Event | None = None
    ) -> Iterator[tuple[int, Receipt | Error, Proof | None]]:
        """Yield (index, receipt or error, proof) as each job ends, until `stop` is set."""
        for index, job in enumerate(jobs):
            if stop and stop.is_set():
                return
            try:
                core.check_destination(job)
                with working_folder(self._kit.tmp) as work:
                    proof = apart(functools.partial(core.prove, job, self._kit, work))
                    receipt = core.release(job, proof, self._kit.ledger, self._kit.store)
                yield index, receipt, proof
            except Error as error:
                yield index, error, None
