"""Reads values out of one TOML file and refuses what has no meaning, naming file and line."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from pipeline.decide.lines import Lines
from pipeline.errors import ConfigError

MAX_BYTES = 1 << 20
"""A policy file larger than this is not one."""

_SYNTAX_LINE = re.compile(r"at line (\d+)")
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a TOML file that knows where it stands."""

    file: Path
    lines: Lines
    data: Mapping[str, Any]
    path: tuple[str | int, ...] = ()

    def fail(self, message: str, *keys: str | int, reason: str = "policy_invalid", hint: str = "") -> NoReturn:
        """Raise ConfigError for this table, or for the key in it."""
        line = self.lines.line(*self.path, *keys)
        raise ConfigError(f"{self.file}:{line}: {message}", reason=reason, hint=hint)

    def known(self, allowed: Iterable[str]) -> None:
        """Refuse any key that is not allowed."""
        names = sorted(allowed)
        for key in self.data:
            if key not in names:
                self.fail(f"unknown key {key!r}", key, reason="policy_unknown_key", hint=nearest(key, names))

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        value = self.data.get(key, default)
        if not isinstance(value, str):
            self.fail(f"{key} must be text", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; one text alone is a list of one."""
        value = self.data.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.fail(f"{key} must be text or a list of texts", key)
        return tuple(value)

    def flag(self, key: str) -> bool:
        """Return a truth value; absent is false."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.fail(f"{key} is true or false", key)
        return value

    def matching(self, key: str, pattern: str, meaning: str, *, default: str = "") -> str:
        """Return a text that has a given form."""
        value = self.text(key, default)
        if not re.fullmatch(pattern, value):
            self.fail(f"{key} must be {meaning}", key)
        return value

    def choice(self, enum: type[_Choice], key: str, default: str) -> _Choice:
        """Return a member of an enumeration."""
        return self.member(enum, self.text(key, default), key, what=key)

    def choices(self, enum: type[_Choice], key: str, *, what: str) -> tuple[_Choice, ...]:
        """Return members of an enumeration."""
        return tuple(self.member(enum, value, key, what=what) for value in self.texts(key))

    def member(self, enum: type[_Choice], value: str, *keys: str, what: str) -> _Choice:
        """Return the member of `enum` with this value; a failure names the nearest one."""
        names = [str(member) for member in enum]
        if value not in names:
            hint = nearest(value, names) or f"one of: {', '.join(names)}"
            self.fail(f"unknown {what} {value!r}", *keys, reason=f"policy_unknown_{what}", hint=hint)
        return enum(value)

    def child(self, key: str) -> Table:
        """Return the table under a key; an absent one is empty."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self.fail(f"{key} must be a table", key)
        return Table(self.file, self.lines, value, (*self.path, key))

    def children(self, key: str) -> Iterator[Table]:
        """Yield the tables of an array of tables."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.fail(f"{key} must be written as [[{key}]]", key)
        for number, data in enumerate(value):
            yield Table(self.file, self.lines, data, (*self.path, key, number))


def read(file: Path) -> Table:
    """Read a TOML file.

    Raises:
        ConfigError: it is missing, too large, not UTF-8 or no TOML.
    """
    try:
        if file.stat().st_size > MAX_BYTES:
            raise ConfigError(f"{file} is too large for a policy", reason="policy_too_large")
        text = file.read_text(encoding="utf-8")
    except OSError:
        raise ConfigError(
            f"cannot read policy file {file}", reason="policy_unreadable", hint="check the path"
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file}:1: not UTF-8 text", reason="policy_syntax") from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = _SYNTAX_LINE.search(str(error))
        line = where.group(1) if where else max(1, len(text.splitlines()))
        raise ConfigError(f"{file}:{line}: not valid TOML", reason="policy_syntax") from None
    return Table(file, Lines(text), data)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the known word nearest to `word`, or nothing."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"did you mean {close[0]}?" if close else ""
