"""Takes the two columns of a caption in raw text apart; it touches only lines with a column of `)`, `§`, `:` or `|`.

MARIA LOPEZ GARCIA        )   Case No. 1:24-cv-00001
DE TORRES, et al.,        )
                          )   ORDER
    Plaintiffs,           )
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

SHORTEST = 3
"""A column has at least this many lines."""

WINDOW = 8
"""Lines of nothing but `)` belong together when they are no farther apart than this."""

ROLE_WORD = re.compile(
    r"(?:plaintiff|defendant|debtor|petitioner|respondent|appell(?:ant|ee)|claimant|intervenor|relator|movant|"
    r"cross-|counter-?|third-party|v(?:s?\.|ersus|s\b)|-v-|against\b|case\b|no\.)",
    re.IGNORECASE,
)
"""How a caption line begins that continues no name."""


@dataclass(frozen=True, slots=True)
class Split:
    """Where a line falls apart: left cell, column character, right cell, as offsets into the line."""

    left: tuple[int, int]
    right: tuple[int, int]


def split(lines: Sequence[str]) -> dict[int, Split]:
    """Return how the lines of captions fall apart, by line index."""
    found: dict[int, Split] = {}
    run: list[tuple[int, Split]] = []
    empty = 0
    for i, line in enumerate([*lines, "", ""]):
        cells = _cells(line)
        if cells is not None:
            run.append((i, cells))
            empty = 0
            continue
        empty += 1
        if line.strip() or empty > 1:
            if len(run) >= SHORTEST:
                found.update(run)
            run = []
    return found


def bare(lines: Sequence[str]) -> set[int]:
    """Return the indices of lines that hold nothing but the column character of a caption, where several are near."""
    found = [i for i, line in enumerate(lines) if line.strip() in (")", "§", "|")]
    return {i for i in found if sum(abs(i - j) <= WINDOW for j in found) >= SHORTEST}


def continues(line: str, following: str) -> bool:
    """Tell whether a name in a caption cell runs on in the next line."""
    line, following = line.rstrip(), following.strip()
    if not line or not following or line[-1] in ",;.:)_" or ROLE_WORD.match(following):
        return False
    return line[-1].isalpha() and following[0].isupper() and not ROLE_WORD.match(line.strip())


def _cells(line: str) -> Split | None:
    depth = 0
    for i, char in enumerate(line):
        if char == "(":
            depth += 1
        elif char == ")":
            if depth == 0 and (i + 1 == len(line) or line[i + 1] in " \t\u00a0"):
                return Split((0, i), (i + 1, len(line)))
            depth = max(0, depth - 1)
        elif char in "§|:" and (i == 0 or line[:i].endswith(("  ", "\t"))) and line[i + 1 : i + 2] in ("", " ", "\t"):
            return Split((0, i), (i + 1, len(line)))
    return None
