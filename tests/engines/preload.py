"""Makes a Dask worker do as a filing's name says: `dies`, `hangs`, `eats`, `calls`; a module for `worker.preload`."""

from __future__ import annotations

import os
import signal
import socket
import threading
from pathlib import Path
from typing import Any

from pipeline import core
from pipeline.core import Kit, Proof
from pipeline.nouns import Job
from tests.fakes import is_refused

_prove = core.prove


def prove(job: Job, kit: Kit, work: Path) -> Proof:
    """Do what the name says, then what is always done."""
    if job.source.stem.startswith("dies"):
        os.kill(os.getpid(), signal.SIGKILL)
    if job.source.stem.startswith("hangs"):
        threading.Event().wait()
    if job.source.stem.startswith("eats"):
        raise MemoryError
    if job.source.stem.startswith("calls") and all(map(is_refused, (socket.AF_INET, socket.AF_INET6))):
        return core.gone(job, "no_network")
    return _prove(job, kit, work)


def dask_setup(_worker: Any) -> None:
    """Take the place of the real one, in a worker only."""
    core.prove = prove
