"""Finds the line of a TOML file on which a key or table stands; it judges nothing.

`tomllib` forgets where things stood, and a lawyer who edits a policy needs the
line that is wrong.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

Keys = tuple[str | int, ...]
"""Keys from the top of the document; a number is a place in an array of tables."""

_HEADER = re.compile(r"^\s*(\[\[?)(.+?)\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*'))*)\s*=")


class Lines:
    """Where each table and key of a TOML text stands."""

    def __init__(self, text: str) -> None:
        self._at: dict[Keys, int] = {}
        counts: dict[Keys, int] = {}
        here: Keys = ()
        for number, line in enumerate(text.splitlines(), start=1):
            if header := _HEADER.match(line):
                here = _keys(header.group(2))
                if header.group(1) == "[[":
                    counts[here] = counts.get(here, -1) + 1
                    here = (*here, counts[here])
                self._note(here, number)
            elif key := _KEY.match(line):
                self._note((*here, *_keys(key.group(1))), number)

    def _note(self, path: Keys, number: int) -> None:
        for length in range(1, len(path) + 1):
            self._at.setdefault(path[:length], number)

    def line(self, *path: str | int) -> int:
        """Return the line (from 1) of a key, or that of the nearest table around it."""
        while path and path not in self._at:
            path = path[:-1]
        return self._at.get(path, 1)


def _keys(text: str) -> Keys:
    try:
        node: Any = tomllib.loads(f"{text} = 0")
    except tomllib.TOMLDecodeError:
        return (text.strip(),)
    path: list[str | int] = []
    while isinstance(node, dict):
        key = next(iter(node))
        path.append(key)
        node = node[key]
    return tuple(path)
