"""Take single values out of untrusted PDF objects; a value of the wrong kind is as good as missing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pikepdf

Number = int | Decimal


def is_number(value: Any) -> bool:
    """Tell whether a value is a PDF number (and no boolean)."""
    return isinstance(value, int | Decimal | float) and not isinstance(value, bool)


def is_true(value: Any) -> bool:
    """Tell whether a value is the PDF keyword `true`."""
    return isinstance(value, bool) and value


def copy_numbers(source: Any, target: Any, keys: Iterable[str]) -> None:
    """Copy the entries that are numbers."""
    for key in keys:
        value = source.get(key)
        if is_number(value):
            target[key] = value


def copy_booleans(source: Any, target: Any, keys: Iterable[str]) -> None:
    """Copy the entries that are true or false."""
    for key in keys:
        value = source.get(key)
        if isinstance(value, bool):
            target[key] = value


def copy_names(source: Any, target: Any, allowed: dict[str, frozenset[str]]) -> None:
    """Copy the entries that are one of the names allowed for their key."""
    for key, names in allowed.items():
        value = source.get(key)
        if isinstance(value, pikepdf.Name) and str(value) in names:
            target[key] = pikepdf.Name(str(value))


def row(value: Any) -> pikepdf.Array | None:
    """Return a copy of an array of numbers (or booleans); None for anything else."""
    if not isinstance(value, pikepdf.Array):
        return None
    items = value.as_list()
    if all(isinstance(item, bool) or is_number(item) for item in items):
        return pikepdf.Array(items)
    return None


def copy_rows(source: Any, target: Any, keys: Iterable[str]) -> None:
    """Copy the entries that are arrays of numbers."""
    for key in keys:
        value = row(source.get(key))
        if value is not None:
            target[key] = value


_COMMON_GLYPH = re.compile(r"(?:uni(?:[0-9A-F]{4}){1,4}|u[0-9A-F]{4,6}|[A-Za-z]{1,3}\d{1,5}|\.notdef|[A-Za-z])\Z")


def glyph_name_is_plain(name: str, known: frozenset[str] | dict[str, str]) -> bool:
    """Tell whether a glyph name is a standard or a numbered one, so that it can say nothing else."""
    if _COMMON_GLYPH.match(name):
        return True
    parts = name.split(".")
    if len(parts) > 2 or (len(parts) == 2 and not re.fullmatch(r"[a-z]{2,8}\d{0,2}", parts[1])):
        return False
    return all(part in known or bool(_COMMON_GLYPH.match(part)) for part in parts[0].split("_"))
