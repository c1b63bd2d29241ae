"""Answers quickly whether a stretch of text touches one of many spans; it holds offsets only."""

from __future__ import annotations

import bisect
from collections.abc import Iterable


class Spans:
    """Spans, merged where they overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touch(self, start: int, end: int) -> bool:
        """Tell whether `start:end` shares a character with one of the spans."""
        index = bisect.bisect_left(self._ends, start + 1)
        return index < len(self._starts) and self._starts[index] < end
