"""When has a file finished arriving? Pure bookkeeping over what a scan sees; it opens files only to digest them.

A file is ready when its size and modification time have not changed for a
quiet time by the monotonic clock (a wall clock that jumps changes nothing),
and then two digests, one scan apart, are equal. Names that mean "still being
written" are left alone, and so is everything that is not a regular file.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PARTIAL = ("*.part", "*.partial", "*.crdownload", "*.download", "*.tmp", "*.filepart", "~*", ".*", "*.opdownload")
"""Names that browsers, copiers and editors give to files they are still writing."""


BUDGET = 2.0
"""Seconds that one scan may spend on digests, so that a flood of files does not keep the daemon from its other work."""

UNREADABLE = "unreadable"
"""Stands for the digest of a file that may not be read."""


@dataclass(slots=True)
class _Seen:
    size: int
    mtime: int
    inode: int
    since: float
    digest: str = ""
    arrived: bool = False
    """Two digests were equal, so it need not be read again while it stays as it is."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that has arrived."""

    path: Path
    size: int
    sha256: str
    waiting: float
    """Monotonic time at which it was first seen as it is."""


class Arrivals:
    """Remembers what a folder showed at each scan."""

    def __init__(self, inbox: Path, *, quiet: float = 2.0, now: Callable[[], float] = time.monotonic) -> None:
        self._inbox = inbox
        self._quiet = quiet
        self._now = now
        self._until = 0.0
        self._seen: dict[Path, _Seen] = {}
        self.ignored = 0
        """Entries of the last scan that are no regular PDF."""

    def __len__(self) -> int:
        """Return how many files the last scan saw that have not been taken."""
        return len(self._seen)

    def scan(self, taken: frozenset[Path] = frozenset()) -> list[Ready]:
        """Look at the folder once and return what is ready and not in `taken`."""
        self.ignored = 0
        self._until = self._now() + BUDGET
        present = dict(self._files())
        for path in self._seen.keys() - present.keys():
            del self._seen[path]
        ready = []
        for path, status in present.items():
            if path in taken:
                continue
            found = self._one(path, status)
            if found is not None:
                ready.append(found)
        return ready

    def still(self, ready: Ready) -> bool:
        """Tell whether a file is as it was when it was found ready."""
        seen = self._seen.get(ready.path)
        if seen is None:
            return False
        try:
            status = ready.path.lstat()
        except OSError:
            return False
        return (seen.size, seen.mtime, seen.inode) == (status.st_size, status.st_mtime_ns, status.st_ino)

    def forget(self, path: Path) -> None:
        """Begin again with a path, as if it had just arrived."""
        self._seen.pop(path, None)

    def _one(self, path: Path, status: os.stat_result) -> Ready | None:
        now = self._now()
        seen = self._seen.get(path)
        if seen is None or (seen.size, seen.mtime, seen.inode) != (status.st_size, status.st_mtime_ns, status.st_ino):
            self._seen[path] = _Seen(status.st_size, status.st_mtime_ns, status.st_ino, now)
            return None
        if now - seen.since < self._quiet:
            return None
        if not seen.arrived:
            if now > self._until:
                return None
            self._read(path, seen)
        return Ready(path=path, size=seen.size, sha256=seen.digest, waiting=seen.since) if seen.arrived else None

    @staticmethod
    def _read(path: Path, seen: _Seen) -> None:
        """Read a file once more; it has arrived when this gives the digest of the time before."""
        try:
            digest = _digest(path)
        except PermissionError:
            digest = UNREADABLE  # it has arrived, and will be refused with that reason
        except OSError:
            return
        seen.arrived = digest == seen.digest
        seen.digest = digest

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        stack = [self._inbox]
        while stack:
            folder = stack.pop()
            try:
                entries = list(os.scandir(folder))
            except OSError:
                continue
            for entry in entries:
                try:
                    status = entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                if stat.S_ISDIR(status.st_mode):
                    stack.append(Path(entry.path))
                elif self._is_pdf(entry.name, status):
                    yield Path(entry.path), status
                else:
                    self.ignored += 1

    @staticmethod
    def _is_pdf(name: str, status: os.stat_result) -> bool:
        if not stat.S_ISREG(status.st_mode) or not name.lower().endswith(".pdf"):
            return False
        return not any(fnmatch.fnmatch(name.lower(), pattern) for pattern in PARTIAL)


def _digest(path: Path) -> str:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


AGING = 60.0
"""Seconds of waiting after which a file is taken before smaller ones that came later."""


def in_order(ready: Sequence[Ready], now: float) -> list[Ready]:
    """Return files in the order to take them: those that waited too long, the longest first, then the smallest."""
    old = [r for r in ready if now - r.waiting > AGING]
    young = [r for r in ready if now - r.waiting <= AGING]
    return sorted(old, key=lambda r: (r.waiting, r.size)) + sorted(young, key=lambda r: (r.size, r.waiting))
