"""From proven bytes to a file at its destination, all or nothing.

On Linux the copy has no name until it is released (`O_TMPFILE`), so that a
killed process leaves nothing at all. Where that cannot be had, the copy has a
name that tells nothing and a lock that its owner holds; the next release into
the same folder removes copies whose owner is gone.
"""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

from pipeline import owned
from pipeline.errors import HeldError, OutputError
from pipeline.nouns import Draft

PREFIX = ".prefile-part-"
"""Name of an unreleased copy where it needs one."""

_NO_TMPFILE = {errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL}
_NO_LINK = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EXDEV, errno.EMLINK}


class Part:
    """An unreleased copy in the destination's folder."""

    def __init__(self, handle: int, path: Path | None, destination: Path) -> None:
        self._handle = handle
        self._path = path
        self._destination = destination

    @classmethod
    def copy(cls, draft: Draft, destination: Path, *, name: str, mode: int) -> Part:
        """Copy a draft beside its destination and make sure that the copy is the proven bytes.

        Raises:
            HeldError: the draft is not what was proven.
        """
        part = cls(*_open(destination.parent, name), destination)
        digest = hashlib.sha256()
        try:
            with draft.path.open("rb") as source:
                while block := source.read(1 << 20):
                    digest.update(block)
                    _write(part._handle, block)
            os.fchmod(part._handle, mode)
            os.fsync(part._handle)
            if digest.hexdigest() != draft.sha256:
                raise HeldError("the draft changed after it was proven", reason="draft_changed")
        except BaseException:
            part.discard()
            raise
        return part

    def publish(self, *, replace: bool) -> None:
        """Give the copy its name, at once; the folder is flushed.

        Raises:
            OutputError: the destination has appeared meanwhile and `replace` is false.
        """
        try:
            self._link(replace)
        except FileExistsError:
            raise OutputError(f"{self._destination} exists", reason="output_exists") from None
        _sync(self._destination.parent)

    def _link(self, replace: bool) -> None:
        source = str(self._path) if self._path else f"/proc/self/fd/{self._handle}"
        if not replace or not self._destination.exists():
            try:
                self._give_name(source, self._destination)
            except OSError as error:
                if error.errno not in _NO_LINK or self._path is None:
                    raise
                os.replace(self._path, self._destination)  # noqa: PTH105 - the atomic call by its own name
                self._path = None
            return
        if self._path is None:
            # A file without a name cannot replace one: it gets a name for the moment of the rename.
            path = self._destination.parent / f"{PREFIX}{os.getpid()}-{self._handle}"
            self._give_name(source, path)
            self._path = path
        os.replace(self._path, self._destination)  # noqa: PTH105
        self._path = None

    def _give_name(self, source: str, target: Path) -> None:
        if self._path is not None and source == str(self._path):
            os.link(source, target)
            return
        # NOTE: only with a folder handle does Python call linkat with AT_SYMLINK_FOLLOW, which /proc/self/fd needs.
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.link(source, target, src_dir_fd=folder, follow_symlinks=True)
        finally:
            os.close(folder)

    def discard(self) -> None:
        """Remove the copy, unless it was released, and let go of it."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)
            self._path = None
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def free(wanted: Path) -> Path:
    """Return the path itself, or the first `name-N` that is not taken."""
    target, number = wanted, 1
    while target.exists() or target.is_symlink():
        number += 1
        target = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
    return target


def _open(folder: Path, name: str) -> tuple[int, Path | None]:
    sweep(folder)
    flag = getattr(os, "O_TMPFILE", 0)
    if flag:
        try:
            return os.open(folder, flag | os.O_RDWR | os.O_CLOEXEC, 0o600), None
        except OSError as error:
            if error.errno not in _NO_TMPFILE:
                raise
    path = folder / f"{PREFIX}{name}"
    return owned.create(path), path


def sweep(folder: Path) -> int:
    """Remove unreleased copies in `folder` that no process owns any more; return how many."""
    return owned.sweep(folder, f"{PREFIX}*")


def _write(handle: int, block: bytes) -> None:
    view = memoryview(block)
    while view:
        view = view[os.write(handle, view) :]


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
