"""The ledger: an append-only, hash-chained log in JSON Lines. It never holds a word of a filing.

Writing an entry:

    (1) lock the log                     other processes wait, readers see whole states
    (2) look at its end                  a broken or shortened log takes no more entries
    (3) cut off a torn last line         and say so in an entry of its own
    (4) write the new lines, flush them  now they are on record
    (5) write the head, flush it         see `head`

A crash at any point leaves a log that is as it was, or longer by whole entries,
or has a torn last line that the next writer clears away in step 3.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import pwd
import socket
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError, InternalError
from pipeline.record import canon, disk, head
from pipeline.record.key import Key

FORMAT = "prefile-audit.v1"
"""Behaviour of the ledger; a log of another format takes no entries."""

TAIL = 1 << 16
"""Bytes read from the end at first, to find the last line; more when that line is longer."""


@dataclass(frozen=True, slots=True)
class _End:
    """The end of the log before an entry is added."""

    size: int
    """Bytes up to the last line end."""
    seq: int
    entry_hash: str
    torn: bytes
    """What stands behind the last line end."""


class FileLedger:
    """A ledger in a file. Safe for many threads and processes on one machine."""

    def __init__(
        self, path: Path, key_path: Path | None = None, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """Name the log and the key file (by default `audit.key` beside the log's folder); nothing is written yet."""
        self.path = path
        self.key_path = key_path or path.parent.with_name(f"{path.parent.name}.key") / "audit.key"
        self._now = now

    @cached_property
    def _key(self) -> Key:
        return Key.open(self.key_path, create=not self._has_entries())

    def _has_entries(self) -> bool:
        try:
            return self.path.stat().st_size > 0
        except OSError:
            return False

    def value_hmac(self, value: str) -> str:
        """Return the keyed digest of a value, which links equal values without telling them."""
        return self._key.mac("value", value)

    def append(self, entry: Mapping[str, Any], *, durable: bool = True) -> str:
        """Write one entry, flush it to disk unless told otherwise, and return its hash."""
        return self.extend((entry,), durable=durable)[0]

    def extend(self, entries: Sequence[Mapping[str, Any]], *, durable: bool = True) -> tuple[str, ...]:
        """Write entries one behind the other, flush them together, and return their hashes.

        Without `durable` nothing is flushed and the head lags behind: a loss of power may take the entries.

        Raises:
            InternalError: the log is broken or shortened, or the disk refuses; nothing was added.
            ConfigError: the key is not the one this log was begun with.
        """
        made = [_checked(entry) for entry in entries]
        try:
            disk.private_folder(self.path.parent)
            with self._locked() as handle:
                return self._extend(handle, made, durable=durable)
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
            raise InternalError(
                f"the audit log cannot be written: {errno.errorcode.get(error.errno or 0, 'unknown')}",
                reason="disk_full" if full else "ledger_write",
                hint="make room and run again" if full else "check the audit folder's owner and mode",
            ) from None

    def start_over(self, *, by: str, why: str = "", broken: str = "") -> Path:
        """Set a broken log aside under another name, begin a new one that names it, and return its new path.

        `why` is the person's reason, `broken` the code of what was wrong; both go on record.

        For a person to call, never for the program: a broken log is evidence.
        """
        with self._locked() as handle:
            with os.fdopen(os.dup(handle), "rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            aside = self.path.with_name(f"{self.path.stem}.broken-{digest[:12]}{self.path.suffix}")
            os.rename(self.path, aside)  # noqa: PTH104 - beside the other system calls
            ended = head.path_of(self.path)
            if ended.exists():
                ended.rename(head.path_of(aside))
        self.__dict__.pop("_key", None)
        self.append({"event": "started_over", "broken_sha256": digest, "by": by, "why": why, "broken": broken})
        return aside

    # --- the five steps -----------------------------------------------------

    @contextlib.contextmanager
    def _locked(self) -> Iterator[int]:
        """Step 1. Lock the file that is under the log's name now, not one that was moved away meanwhile."""
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
        while True:
            handle = os.open(self.path, flags, disk.PRIVATE_FILE)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    raise ConfigError(f"{self.path} is no regular file", reason="log_not_regular")
                if self._is_current(handle):
                    yield handle
                    return
            finally:
                os.close(handle)

    def _is_current(self, handle: int) -> bool:
        ours = os.fstat(handle)
        with contextlib.suppress(OSError):
            theirs = os.lstat(self.path)
            return (ours.st_dev, ours.st_ino) == (theirs.st_dev, theirs.st_ino)
        return False

    def _extend(self, handle: int, made: Sequence[dict[str, Any]], *, durable: bool) -> tuple[str, ...]:
        end = self._end(handle)
        ended = head.read(self.path)
        self._check_head(end, ended)
        before: list[dict[str, Any]] = []
        if end.seq == 0:
            before.append({"event": "opened", "format": FORMAT, "key_id": self._key.id})
        if end.torn:
            os.ftruncate(handle, end.size)
            torn = {"dropped_bytes": len(end.torn), "dropped_sha256": hashlib.sha256(end.torn).hexdigest()}
            before.append({"event": "repaired", "reason": "torn_last_line", **torn})
        if ended is None and end.seq:
            before.append({"event": "repaired", "reason": "no_head"})
        lines, hashes = self._chained(end, [*before, *made])
        durable = durable or bool(before)
        self._write(handle, end, b"".join(lines), durable=durable)
        if durable:
            last = hashes[-1] if hashes else end.entry_hash
            head.Head.sealed(end.seq + len(lines), last, self._key).write(self.path)
        return tuple(hashes[len(before) :])

    def _end(self, handle: int) -> _End:
        """Step 2. Read the last whole line and what stands behind it."""
        size = os.fstat(handle).st_size
        span = TAIL
        while True:
            start = max(0, size - span)
            data = os.pread(handle, size - start, start)
            body, newline, torn = data.rpartition(b"\n")
            if not newline and start == 0:
                return _End(size=0, seq=0, entry_hash=canon.FIRST, torn=torn)
            last = body.rpartition(b"\n")
            if newline and (last[1] or start == 0):
                return self._last(last[2], torn, size - len(torn))
            span *= 4

    def _last(self, raw: bytes, torn: bytes, size: int) -> _End:
        try:
            entry = json.loads(raw.decode("ascii"))
            sound = canon.line(entry) == raw and canon.hashed(entry) == entry["entry_hash"]
            found = _End(size=size, seq=int(entry["seq"]), entry_hash=str(entry["entry_hash"]), torn=torn)
        except (ValueError, KeyError, TypeError, AttributeError):
            sound = False
        if not sound:
            raise self._broken("its last line is not one that was written here", "ledger_broken")
        return found

    def _check_head(self, end: _End, ended: head.Head | None) -> None:
        if ended is None:
            return
        if ended == head.DAMAGED or (ended.seq == end.seq and ended.entry_hash != end.entry_hash):
            raise self._broken("its end is not the one that was recorded", "ledger_broken")
        if ended.seq > end.seq:
            raise self._broken("entries are missing at its end", "ledger_truncated")
        if not ended.is_sealed_with(self._key):
            raise ConfigError(
                f"{self.key_path} is not the key of this log",
                reason="other_key",
                hint="put the key of this matter back, or start a new log",
            )

    def _broken(self, what: str, reason: str) -> InternalError:
        return InternalError(
            f"the audit log is not sound: {what}", reason=reason, hint="see `prefile audit verify`; keep the file"
        )

    def _chained(self, end: _End, made: Sequence[dict[str, Any]]) -> tuple[list[bytes], list[str]]:
        """Give each entry its number, time and the hash of the one before."""
        own = {"time_utc": _stamp(self._now()), "host": socket.gethostname(), "os_user": _user(), "pid": os.getpid()}
        lines: list[bytes] = []
        hashes = [end.entry_hash]
        for seq, fields in enumerate(made, start=end.seq + 1):
            entry = {**fields, **own, "seq": seq, "prev_hash": hashes[-1]}
            hashes.append(canon.hashed(entry))
            lines.append(canon.line({**entry, "entry_hash": hashes[-1]}) + b"\n")
        return lines, hashes[1:]

    def _write(self, handle: int, end: _End, data: bytes, *, durable: bool) -> None:
        """Step 4. What cannot be written whole is taken back."""
        try:
            disk.write_all(handle, data)
            if durable:
                os.fsync(handle)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, end.size)
            raise
        if end.seq == 0:
            disk.sync_folder(self.path.parent)


def _checked(entry: Mapping[str, Any]) -> dict[str, Any]:
    made = canon.plain(entry)
    if taken := canon.OWN & made.keys():
        raise InternalError(f"the ledger itself writes {min(taken)!r}", reason="ledger_value")
    if not isinstance(made.get("event"), str) or not made["event"]:
        raise InternalError("a ledger entry needs an event", reason="ledger_value")
    return dict(made)


def _stamp(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _user() -> str:
    """Return the account the process runs as, which the environment cannot change."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid {os.getuid()}"
