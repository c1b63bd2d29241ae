"""What each court's electronic filing system accepts, from `models/courts.yaml`; it knows no rule of its own."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import ConfigError

CHOICES = {
    "links": ("accepted", "rejected", "unknown"),
    "forms": ("accepted", "rejected", "unknown"),
    "pdfa": ("required", "advised", "unknown"),
    "searchable": ("required", "advised"),
    "letter": ("required", "advised"),
    "confidence": ("seen", "summary", "assumed"),
}
"""The words that the table may use."""

DEFAULT = "default"
"""The entry for a court that is not listed."""

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Court:
    """One entry of the table; its file explains each field."""

    key: str
    name: str
    also: tuple[str, ...]
    max_mb: float | None
    group_mb: float | None
    links: str
    forms: str
    pdfa: str
    searchable: str
    letter: str
    source: str
    confidence: str

    @property
    def limit(self) -> int | None:
        """Return the largest file it takes in bytes; None when that is not known."""
        return None if self.max_mb is None else int(self.max_mb * MEGABYTE)

    @property
    def digest(self) -> str:
        """Return a digest of all that is known of it, which changes when the table does."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def courts(path: Path) -> Mapping[str, Court]:
    """Read the table of courts.

    Raises:
        ConfigError: the file is missing, is no such table, or uses a word that is not known.
    """
    try:
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise ConfigError(f"{path} cannot be read as YAML", reason="courts_unreadable") from None
    if not isinstance(table, dict) or DEFAULT not in table:
        raise ConfigError(f"{path} has no entry `{DEFAULT}`", reason="courts_without_default")
    return {str(key): _court(str(key), entry) for key, entry in table.items()}


def named(table: Mapping[str, Court], word: str) -> Court:
    """Return a court by its key (`caed`) or another word for it (`edcal`).

    Raises:
        ConfigError: it is not listed.
    """
    wanted = word.lower().strip()
    for court in table.values():
        if wanted == court.key or wanted in court.also:
            return court
    raise ConfigError(f"no such court: {word}", reason="court", hint=f"one of: {', '.join(sorted(table))}")


def _court(key: str, entry: Any) -> Court:
    fields = {field.name for field in dataclasses.fields(Court)} - {"key"}
    if not isinstance(entry, dict) or set(entry) != fields:
        raise ConfigError(f"court `{key}`: the entry must have exactly the fields of the table", reason="court_fields")
    for name, choices in CHOICES.items():
        if entry[name] not in choices:
            raise ConfigError(f"court `{key}`: `{name}` must be one of {', '.join(choices)}", reason="court_value")
    for name in ("max_mb", "group_mb"):
        value = entry[name]
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or value <= 0):
            raise ConfigError(f"court `{key}`: `{name}` must be a positive number or null", reason="court_value")
    also = entry["also"]
    if not isinstance(also, list) or not all(isinstance(word, str) for word in also):
        raise ConfigError(f"court `{key}`: `also` must be a list of words", reason="court_value")
    return Court(key=key, **{**entry, "also": tuple(also)})
