"""One matter on disk: its file, its folders, and the record of everything that people did in it.

    matter.yaml    what is protected, designated and ruled; 0600, replaced whole, never half-written
    inbox/         what arrives                      outbox/   released copies only
    held/          waits for a person, with its why  refused/  cannot be processed, with its why
    done/          sources of released copies        confidential/  segregated; nothing is released from here
    sealed/        for lodging, 0700                 audit/    audit.jsonl, matter.jsonl, receipts/

A change is put on record first and written then, so that no change is without
its record. The record holds ids, digests, docket numbers and the names of those
who acted, and no word of a filing.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError, UsageError
from pipeline.matter import sheet
from pipeline.matter.book import Book
from pipeline.record import disk
from pipeline.record.chain import entries
from pipeline.record.key import Key
from pipeline.record.ledger import FileLedger

FILE = "matter.yaml"
LOG = "matter.jsonl"
LOCK = "matter.lock"

FOLDERS = ("inbox", "outbox", "held", "refused", "done", "confidential", "sealed", "audit")

PRIVATE = frozenset({"held", "confidential", "sealed", "audit"})
"""Folders that only their owner may enter."""


@functools.lru_cache(maxsize=8)
def _parsed(text: str, where: str) -> Book:
    """Return the book of a file's text; a filing opens its matter several times, and the text is what counts."""
    return sheet.from_yaml(text, where=where)


class Matter:
    """One matter, opened."""

    def __init__(self, folder: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.folder = folder
        self._now = now

    # --- opening ------------------------------------------------------------

    @classmethod
    def init(cls, folder: Path, book: Book, *, by: str) -> Matter:
        """Make the folders and the file of a new matter, and begin its record.

        Raises:
            UsageError: there is a matter already, or a folder cannot be made.
        """
        matter = cls(folder)
        if matter.file.exists():
            raise UsageError(
                f"{folder} is a matter already", reason="matter_exists", hint="`prefile matter show` shows it"
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in FOLDERS:
                (folder / name).mkdir(mode=0o700 if name in PRIVATE else 0o755, exist_ok=True)
                if name in PRIVATE:
                    (folder / name).chmod(0o700)
        except OSError:
            raise UsageError(
                f"cannot make the folders of {folder}", reason="matter_folders", hint="check its owner and mode"
            ) from None
        matter.record("matter_opened", by=by, court=book.court, case=book.case, policy=book.policy)
        matter._write(book)
        return matter

    @classmethod
    def open(cls, folder: Path) -> Matter:
        """Return the matter in a folder.

        Raises:
            UsageError: there is none.
            ConfigError: its file does not hold together.
        """
        matter = cls(folder)
        if not matter.file.is_file():
            raise UsageError(
                f"{folder} is not a matter: it has no {FILE}",
                reason="matter_missing",
                hint=f"`prefile matter init {folder}` makes one",
            )
        _ = matter.book
        return matter

    @property
    def file(self) -> Path:
        """The matter's file."""
        return self.folder / FILE

    def path(self, name: str) -> Path:
        """Return one of the matter's folders by name."""
        return self.folder / name

    @property
    def audit(self) -> Path:
        """The folder of the ledger, the record and the receipts."""
        return self.folder / "audit"

    @property
    def key_path(self) -> Path:
        """The matter's key, kept apart from what it seals: where `Settings.key_path` looks too."""
        return self.folder / "audit-key" / "hmac.key"

    @cached_property
    def key(self) -> Key:
        """The matter's key, for digests that link values without telling them."""
        return Key.open(self.key_path, create=not self.log.path.exists())

    # --- the file -----------------------------------------------------------

    @cached_property
    def book(self) -> Book:
        """What the file says."""
        try:
            text = self.file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise ConfigError(f"cannot read {self.file}", reason="matter_unreadable", hint="check its mode") from None
        return _parsed(text, str(self.file))

    def change(self, what: Callable[[Book], Book], event: str, *, by: str, **fields: Any) -> Book:
        """Put a change on record and write it; two changes at a time wait for each other.

        Raises:
            UsageError: nobody is named.
            ConfigError: the file does not hold together.
        """
        with self._locked():
            self.__dict__.pop("book", None)
            book = what(self.book)
            self.record(event, by=by, **fields)
            self._write(book)
        return book

    def _write(self, book: Book) -> None:
        disk.write_private(self.file, sheet.to_yaml(book).encode("utf-8"))
        self.__dict__["book"] = book

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        handle = os.open(self.audit / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    # --- the record ---------------------------------------------------------

    @cached_property
    def log(self) -> FileLedger:
        """The hash-chained record `audit/matter.jsonl`."""
        return FileLedger(self.audit / LOG, self.key_path)

    def record(self, event: str, *, by: str, **fields: Any) -> str:
        """Append an event to the record, flushed to disk, and return its hash.

        Give `document=SHA256` for what concerns a document and `state=...` where its state changes
        (`held`, `seal_requested`, `seal_granted`...): `state` reads them back.

        Raises:
            UsageError: nobody is named.
            InternalError: a field would hold words (see `record.canon.WORDS`), or the record is broken.
        """
        if not by.strip():
            raise UsageError("a person must be named", reason="matter_by", hint="name who does this with --by")
        return self.log.append({"event": event, "by": by.strip(), **fields})

    def events(self, name: str | None = None) -> list[dict[str, Any]]:
        """Return the events in order, or those of one name."""
        if not self.log.path.exists():
            return []
        return [e for e in entries(self.log.path) if name is None or e.get("event") == name]

    def state(self, document_sha256: str) -> str:
        """Return the last recorded state of a document; empty when none is on record."""
        states = [e["state"] for e in self.events() if e.get("document") == document_sha256 and e.get("state")]
        return str(states[-1]) if states else ""

    def now(self) -> str:
        """Return the time for an entry of the file, UTC, ISO 8601, in whole seconds."""
        return self._now().astimezone(UTC).isoformat(timespec="seconds")
