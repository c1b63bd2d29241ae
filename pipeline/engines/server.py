"""The fork server: one process that imports and loads once, and forks every worker from that; it reads no filing.

It may be started before anything else is imported: it then gets ready while its parent does.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

PRELOAD = ["pipeline.engines.warm"]
"""Modules that the fork server imports when it starts."""


def context() -> ForkServerContext:
    """Return the context whose processes are forked from the server."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(PRELOAD)
    return made


def start() -> None:
    """Start the server, if it does not run yet, and do not wait for it."""
    context()
    forkserver.ensure_running()
