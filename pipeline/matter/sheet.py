"""A matter's file as YAML and back; a key or a value that it does not know is an error that names the place."""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import Any

import yaml

from pipeline.errors import ConfigError
from pipeline.matter.book import Book

FORMAT = "prefile-matter.v1"

HEAD = """\
# The matter's file of prefile: written by `prefile matter ...`, which puts each change on record in audit/matter.jsonl.
# It holds names and addresses: keep it out of mail and version control.
"""


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""A matter with a thousand designated pages is 2 MB of YAML: C reads it in a fraction of the time."""


class _Dumper(yaml.SafeDumper):
    """Writes lists of texts on one line."""


def _list(dumper: _Dumper, items: list[Any]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=all(isinstance(i, str) for i in items))


_Dumper.add_representer(list, _list)


def to_yaml(book: Book) -> str:
    """Return a book as YAML, the same for the same book."""
    data = {"format": FORMAT, **_plain(dataclasses.asdict(book))}
    return HEAD + yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)


def from_yaml(text: str, *, where: str) -> Book:
    """Return the book that was written as YAML.

    Raises:
        ConfigError: it is no YAML, of another format, or holds what a book does not know; the message names the key.
    """
    try:
        data = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, in C where that was built
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise ConfigError(f"{where}{line} is not YAML", reason="matter_syntax", hint="correct that line") from None
    if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
        raise ConfigError(
            f"{where} is no matter file of this program", reason="matter_format", hint="`prefile matter init` makes one"
        )
    made: Book = _made(Book, data, where)
    return made


def _plain(value: Any) -> Any:
    """Return a value as YAML knows it, without fields that hold nothing."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if v not in ("", (), [], False, None)}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value


def _made(wanted: Any, value: Any, where: str) -> Any:
    """Return a value of the wanted type from plain YAML values."""
    if isinstance(wanted, type) and dataclasses.is_dataclass(wanted):
        if not isinstance(value, dict):
            raise _wrong(where, "a table")
        hints = typing.get_type_hints(wanted)
        if unknown := [key for key in value if key not in hints]:
            raise ConfigError(
                f"{where} has a key that is not known: {unknown[0]!s:.40}",
                reason="matter_key",
                hint=f"one of: {', '.join(hints)}",
            )
        needed = [f.name for f in dataclasses.fields(wanted) if f.default is dataclasses.MISSING]
        if missing := [name for name in needed if name not in value]:
            raise ConfigError(f"{where} lacks {missing[0]}", reason="matter_key", hint="add it")
        return wanted(**{key: _made(hints[key], item, f"{where}, {key}") for key, item in value.items()})
    if isinstance(wanted, types.GenericAlias):
        inner = typing.get_args(wanted)[0]
        if not isinstance(value, list):
            raise _wrong(where, "a list")
        return tuple(_made(inner, item, f"{where} {number}") for number, item in enumerate(value, start=1))
    if wanted is str and isinstance(value, int | float) and not isinstance(value, bool):
        raise _wrong(where, "a text; put it in quotes")
    if not isinstance(value, wanted):
        raise _wrong(where, {bool: "true or false", int: "a number"}.get(wanted, "a text"))
    return value


def _wrong(where: str, what: str) -> ConfigError:
    return ConfigError(f"{where} must be {what}", reason="matter_value", hint="correct it there")
