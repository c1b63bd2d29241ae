"""What each court's electronic filing system accepts, from `models/courts.yaml`; it knows no rule of its own."""

from __future__ import annotations

import dataclasses
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


@dataclass(frozen=True, slots=True)
class Court:
    """One entry of the table; its file explains each field."""

    key: str
    name: str
    max_mb: float | None
    group_mb: float | None
    links: str
    forms: str
    pdfa: str
    searchable: str
    letter: str
    source: str
    confidence: str


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


def named(table: Mapping[str, Court], key: str) -> Court:
    """Return a court by its key (`cand`), the default entry for one that is not listed."""
    return table.get(key.lower().strip(), table[DEFAULT])


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
    return Court(key=key, **entry)
