"""Has the other side's filings looked at whenever one arrives in `inbound/`, by `prefile incident inbound`.

The look is a process of its own, so that a hostile paper cannot harm the daemon;
this module only starts it, and passes its alerts on without the papers' names.
It never opens, moves or alters a file of `inbound/`.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.watch.alert import Alerts

log = logging.getLogger(__name__)

FOLDER = "inbound"
"""Name of the folder in a matter; nothing is looked at where there is none."""

EVERY = 10.0
"""Seconds between two looks at the folder's list of files."""

PATIENCE = 3600.0
"""Seconds that one look may take before it is ended."""

Look = Callable[[Path], list[Mapping[str, Any]]]


def look(matter: Path) -> list[Mapping[str, Any]]:
    """Run the command on a matter and return its alerts.

    Raises:
        OSError: it cannot be started.
        subprocess.SubprocessError: it took too long, or failed.
    """
    command = [sys.executable, "-m", "pipeline", "incident", "inbound", str(matter), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603
    if done.returncode not in (0, 1):
        raise subprocess.CalledProcessError(done.returncode, "prefile incident inbound")
    return [json.loads(line) for line in done.stdout.splitlines()]


@contextlib.contextmanager
def watched(matter: Path, alerts: Alerts, *, look: Look = look, every: float = EVERY) -> Iterator[None]:
    """Look at `inbound/` of a matter in a thread of its own until the context ends."""
    over = threading.Event()
    thread = threading.Thread(
        target=_watch, args=(matter, alerts, look, every, over), name="prefile-inbound", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        over.set()


def _watch(matter: Path, alerts: Alerts, look: Look, every: float, over: threading.Event) -> None:
    seen = before = frozenset[tuple[str, int, int]]()
    while not over.wait(every):
        now = _files(matter / FOLDER)
        if now - seen and now == before:
            # The list has not changed since the last time, so nothing is still being written.
            seen = now
            _pass_on(matter, alerts, look)
        before = now


def _pass_on(matter: Path, alerts: Alerts, look: Look) -> None:
    try:
        found = look(matter)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        log.error("inbound could not be looked at", extra={"event": {"error": type(error).__name__}})
        return
    for alert in found:
        alerts.tell(
            {
                "event": "inbound",
                "matter": str(matter),
                "source_id": str(alert["document"])[:12],
                "pages": alert["pages"],
                "kinds": alert["kinds"],
                "reasons": [*alert["designated"], *alert["unread"]],
            }
        )


def _files(folder: Path) -> frozenset[tuple[str, int, int]]:
    """Return (path, size, time of change) of every file below a folder; empty where there is none."""
    found = set()
    for root, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                state = os.lstat(Path(root, name))
                found.add((str(Path(root, name)), state.st_size, state.st_mtime_ns))
    return frozenset(found)
