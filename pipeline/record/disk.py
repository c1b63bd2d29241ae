"""Writes private files that are whole or not there; it knows nothing of what is in them."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from pipeline import owned

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for the owner's eyes only."""
    missing = [f for f in (folder, *folder.parents) if not f.exists()]
    for each in reversed(missing):
        each.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Flush a folder's list of names to disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_all(handle: int, data: bytes) -> None:
    """Write every byte, however often the system takes only some."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def write_private(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write a file under another name, flush it, and rename it: after a crash it is the old one or the new one.

    With `durable` the rename is flushed too.
    """
    with _written_part(path, data) as part:
        os.replace(part, path)  # noqa: PTH105 - the atomic call by its own name
    if durable:
        sync_folder(path.parent)


def create_private(path: Path, data: bytes) -> bool:
    """Write a file that must not exist yet, whole at its first appearance; False when it exists already."""
    with _written_part(path, data) as part:
        try:
            os.link(part, path)
        except FileExistsError:
            return False
    sync_folder(path.parent)
    return True


def sweep(folder: Path) -> int:
    """Remove what a kill left half written in a folder; return how many files."""
    return owned.sweep(folder, ".*.????????.part")


@contextlib.contextmanager
def _written_part(path: Path, data: bytes) -> Iterator[Path]:
    """Yield a file beside `path` with these bytes, flushed; afterwards it has another name or is gone."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    handle = owned.create(part)
    try:
        write_all(handle, data)
        os.fsync(handle)
        yield part
    finally:
        part.unlink(missing_ok=True)
        os.close(handle)
