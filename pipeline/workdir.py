"""Private working folders: 0700, wiped when done, and swept when their owner was killed.

A working folder holds copies of filings, so none may outlive the process that
made it by more than the next start of prefile. Each has a lock file that its
owner holds; a folder whose lock is free has no owner any more.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline import owned

PREFIX = "prefile-work-"
LOCK = "owner.lock"


@contextlib.contextmanager
def working_folder(parent: Path) -> Iterator[Path]:
    """Yield a new private folder under `parent` and wipe it at the end."""
    sweep(parent)
    folder = parent / f"{PREFIX}{os.getuid()}-{secrets.token_hex(8)}"
    folder.mkdir(mode=0o700)
    handle = owned.create(folder / LOCK)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def sweep(parent: Path) -> int:
    """Wipe this user's working folders that no process owns any more; return how many."""
    wiped = 0
    for folder in parent.glob(f"{PREFIX}{os.getuid()}-*"):
        if folder.is_symlink() or not folder.is_dir():
            continue
        if not _owned(folder):
            shutil.rmtree(folder, ignore_errors=True)
            wiped += 1
    return wiped


def _owned(folder: Path) -> bool:
    try:
        return owned.held(folder / LOCK)
    except FileNotFoundError:
        # Between mkdir and the lock file there is no owner to ask; a young folder is left alone.
        return _young(folder)
    except OSError:
        return True


YOUNG = 60.0
"""Seconds that a folder without a lock file may be on its way to having one."""


def _young(folder: Path) -> bool:

    try:
        return time.time() - folder.stat().st_mtime < YOUNG
    except OSError:
        return False
