"""The one way in which an entry of the ledger is written, and its hash.

An entry is one line of JSON in ASCII, keys sorted, no spaces. `entry_hash` is
the SHA-256 of that line without `entry_hash`; it covers `prev_hash`, so each
entry holds all that came before. A line is valid only if it is byte for byte
what would be written for the same entry.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from pipeline.errors import InternalError

FIRST = "0" * 64
"""`prev_hash` of the first entry."""

OWN = frozenset({"seq", "prev_hash", "entry_hash", "time_utc", "host", "os_user", "pid"})
"""What the ledger adds itself."""

WORDS = frozenset(
    {
        "text",
        "value",
        "values",
        "word",
        "words",
        "overlay",
        "burned",
        "context",
        "term",
        "terms",
        "keep_terms",
        "password",
    }
    | {"path", "file", "filename", "source", "destination", "name_of_person", "title", "span"}
)
"""Keys that would hold words of a filing or a file's name; an entry that has one is a fault of the program."""


def line(entry: Mapping[str, Any]) -> bytes:
    """Return the canonical bytes of an entry, without a line end."""
    return json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")


def hashed(entry: Mapping[str, Any]) -> str:
    """Return the hash of an entry, whatever its `entry_hash` says."""
    return hashlib.sha256(line({k: v for k, v in entry.items() if k != "entry_hash"})).hexdigest()


def plain(value: Any) -> Any:
    """Return a value as JSON knows it.

    Raises:
        InternalError: the value or a key of it has no place in a ledger.
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        if bad := [key for key in value if not isinstance(key, str) or key in WORDS]:
            raise InternalError(f"a ledger entry may not have the key {bad[0]!r}", reason="ledger_words")
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return plain(dataclasses.asdict(value))
    what = "a path" if isinstance(value, PurePath) else type(value).__name__
    raise InternalError(f"a ledger entry may not hold {what}", reason="ledger_value")
