"""The folders of a matter as the daemon uses them, and what must be true of them before it starts.

It refuses folders that overlap, that are links, or that lie on another file
system than the matter, because a move between them must be one rename.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError, UsageError
from pipeline.matter.matter import FOLDERS
from pipeline.release import free

PRIVATE = frozenset({"confidential", "sealed", "audit"})
"""Folders that only their owner may enter."""

LOCK = "watch.lock"


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one matter."""

    root: Path

    @property
    def inbox(self) -> Path:
        """What arrives."""
        return self.root / "inbox"

    @property
    def outbox(self) -> Path:
        """Released copies, nothing else."""
        return self.root / "outbox"

    @property
    def held(self) -> Path:
        """What waits for a person, each with its why."""
        return self.root / "held"

    @property
    def refused(self) -> Path:
        """What cannot be processed, each with its why."""
        return self.root / "refused"

    @property
    def done(self) -> Path:
        """Sources of released copies."""
        return self.root / "done"

    @property
    def audit(self) -> Path:
        """The ledger, receipts, lock and status."""
        return self.root / "audit"

    def prepare(self) -> None:
        """Make what is missing and check what is there.

        Raises:
            ConfigError: a folder is a link, no folder, not writable, or on another file system.
            UsageError: the matter's folder is missing.
        """
        if not self.root.is_dir():
            raise UsageError(
                f"no such folder: {self.root}", reason="missing_folder", hint="`prefile matter init` makes one"
            )
        device = self.root.stat().st_dev
        for name in FOLDERS:
            folder = self.root / name
            if folder.is_symlink():
                raise ConfigError(f"{folder} is a link", reason="folder_is_link", hint="make it a real folder")
            try:
                folder.mkdir(mode=0o700 if name in PRIVATE else 0o755, exist_ok=True)
            except OSError:
                raise ConfigError(f"cannot make the folder {folder}", reason="folder_missing") from None
            if folder.stat().st_dev != device:
                raise ConfigError(
                    f"{folder} is on another file system", reason="folder_elsewhere", hint="a move must be one rename"
                )
            if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
                raise ConfigError(f"{folder} is not writable", reason="folder_read_only")

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the matter's daemon lock.

        Raises:
            UsageError: another daemon holds it.
        """
        handle = os.open(self.audit / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise UsageError(
                    f"another daemon watches {self.root}", reason="locked", hint="`prefile watch --status` shows it"
                ) from None
            yield
        finally:
            os.close(handle)

    def locked(self) -> bool:
        """Tell whether a daemon holds the lock."""
        try:
            handle = os.open(self.audit / LOCK, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        else:
            return False
        finally:
            os.close(handle)


def move(source: Path, below: Path, into: Path) -> Path:
    """Move a file from its place below one folder to the same place below another; never over another file.

    Returns where it went: `name.pdf`, or `name-2.pdf` and so on where that is taken.
    """
    wanted = into / source.relative_to(below)
    wanted.parent.mkdir(parents=True, exist_ok=True)
    target = free(wanted)
    source.rename(target)
    _prune(source.parent, below)
    return target


def move_if_same(source: Path, sha256: str, below: Path, into: Path) -> bool:
    """Move a file as `move` does when it holds the bytes of this digest; tell whether it did.

    A file that is gone, or has other bytes by now, is not the one that was done, and stays for the next look.
    """
    try:
        handle = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False
    with os.fdopen(handle, "rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            return False
        try:
            target = move(source, below, into)
        except FileNotFoundError:
            return False
        if os.path.samestat(os.fstat(file.fileno()), target.lstat()):
            return True
    target.rename(free(source))  # another file took its name between the look and the move
    return False


def _prune(folder: Path, top: Path) -> None:
    """Remove empty folders on the way up to `top`, so that the inbox does not fill with them."""
    while folder not in (top, folder.parent):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


WHY = ".why.json"


def write_why(path: Path, why: dict[str, Any]) -> None:
    """Write the reason beside a file that is held or refused, whole or not at all."""
    target = path.with_name(path.name + WHY)
    part = target.with_name(f".{target.name}.part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(why, file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)


def unwrite_why(path: Path) -> None:
    """Take a reason back whose file did not come."""
    path.with_name(path.name + WHY).unlink(missing_ok=True)


def tidy(folder: Path) -> int:
    """Remove reasons whose file is gone and half-written reasons; return how many."""
    removed = 0
    for why in folder.rglob(f"*{WHY}*"):
        if why.name.endswith(".part") or not why.with_name(why.name.removesuffix(WHY)).exists():
            why.unlink(missing_ok=True)
            removed += 1
    return removed
