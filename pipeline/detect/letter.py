"""Closes up letter-spaced lines of raw text (`D E T R O I T , M I C H I G A N`); other lines it leaves alone."""

from __future__ import annotations

import re

FEWEST = 8
"""A line of fewer pieces than this (initials, a row of figures) is not taken for letter-spaced."""

SINGLE = 0.9
"""Share of the pieces of a letter-spaced line that are one character long."""

NEAR = 8
"""Characters on each side of a blank that are looked at; the whole line for each would take its square."""

WIDE = 2
"""Blanks of this length part words, where a line has such blanks."""


def closed(line: str) -> frozenset[int]:
    """Return the offsets of the blanks that part letters and not words; empty for a line that is not letter-spaced."""
    pieces = line.split()
    if len(pieces) < FEWEST or sum(len(p) == 1 for p in pieces) < SINGLE * len(pieces):
        return frozenset()
    gaps = [(m.start(), m.end()) for m in re.finditer(r"(?<=\S)[ \u00a0]+(?=\S)", line)]
    if any(end - start >= WIDE for start, end in gaps):
        return frozenset(start for start, end in gaps if end - start < WIDE)
    near = ((start, line[max(0, start - NEAR) : start], line[end : end + NEAR]) for start, end in gaps)
    return frozenset(start for start, before, after in near if not _parts_words(before.replace(" ", ""), after))


def _parts_words(before: str, after: str) -> bool:
    """Tell whether a word ends here, by the characters alone: all blanks of the line are alike."""
    a, b = before[-1], after[0]
    if a in ",;:|" or b == "|":
        return True
    if a.isdigit() and b.isalpha():
        return re.match(r"(?:s ?t|n ?d|r ?d|t ?h)\b", after) is None
    if a.isalpha() and b.isdigit():
        return True
    if a == "." and (b.isupper() or b.isdigit()):
        return re.search(r"[a-z]\.$", before) is not None
    return a.islower() and b.isupper()
