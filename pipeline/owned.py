"""Files that belong to the process that holds their lock. One that nobody holds was left behind by a kill."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

MODE = 0o600


def create(path: Path) -> int:
    """Make a private file that is not there yet, take its lock, and return its handle; closing it lets go.

    Raises:
        OSError: it exists, or cannot be made.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, MODE)
        fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            return handle
        os.close(handle)  # swept before it was locked


def held(path: Path) -> bool:
    """Tell whether a process holds this file.

    Raises:
        OSError: it cannot be opened.
    """
    with _taken(path) as free:
        return not free


def sweep(folder: Path, pattern: str) -> int:
    """Remove the files of these names that nobody holds; return how many."""
    removed = 0
    for path in folder.glob(pattern):
        with contextlib.suppress(OSError), _taken(path) as free:
            if free:
                path.unlink()
                removed += 1
    return removed


@contextlib.contextmanager
def _taken(path: Path) -> Iterator[bool]:
    """Take a file's lock for a moment, if it is free."""
    handle = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)
