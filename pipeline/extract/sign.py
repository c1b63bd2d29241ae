"""Tells a signature of office from other handwriting, and stray marks from writing.

A judge's, a clerk's or counsel's hand over the name and title in print says nothing
that the print does not say. Any other hand could say what must be burned, a private
person's signature as well, and is never taken for one of these.
"""

from __future__ import annotations

import re

import numpy as np

from pipeline.extract.glyph import Glyphs

Rect = tuple[float, float, float, float]

MM = 72 / 25.4
"""Points."""

WIDE, HIGH = (15 * MM, 120 * MM), (4 * MM, 30 * MM)
"""Sides of a signature; those measured on court papers are 34 to 68 by 7 to 18 mm."""

NEAR = 30.0
"""Points from the foot of a signature down to the base line of the name in print: 29 with a rule and space between."""

APART = 2.0
"""Ems between two things in one row that have nothing to do with each other."""

TITLE = 34.0
"""Points below the base line of the name within which the title stands: two lines."""

STRAY = (4 * MM, 3 * MM)
"""A mark no larger than this holds at most a word of three letters in small print."""

STRAYS = 2
"""So many stray marks are let pass on a page, and no more."""

PRINT = 40
"""Words that must be read around stray marks: what is print there was read, so the marks are none."""

OFFICE = re.compile(
    r"\b(?:judge|justice|clerk of (?:the )?court|"
    r"deputy clerk|united states attorney|attorneys? for|counsel for|"
    r"(?:deputy |assistant )+secretary)\b",
    re.IGNORECASE,
)
"""Titles that policies keep the names of."""

PRINTED = re.compile(r"[^\W_]{3}")
"""What a row of print has; OCR makes rows of signs and single letters from the hand itself."""

ASKS = re.compile(
    r"\b(?:name|address|street|city|state|phone|telephone|birth|number|print(?:ed)?|describe|date)\b", re.IGNORECASE
)
"""Words of a form beneath a line that is to be filled in."""


def of_office(hand: Rect, print_: Glyphs) -> bool:
    """Tell whether a hand (page space) is a signature over the name and title of someone in office."""
    x0, _, x1, y1 = hand
    wide, high = x1 - x0, y1 - hand[1]
    if not (WIDE[0] <= wide <= WIDE[1] and HIGH[0] <= high <= HIGH[1]):
        return False
    rows = [row for row in _rows(print_, hand) if PRINTED.search(row[1])]
    if not rows or rows[0][0] > y1 + NEAR:
        return False
    (first, name), below = rows[0], rows[1:]
    title = " ".join(text for base, text in below if base <= first + TITLE)
    return _is_name(name) and bool(OFFICE.search(title)) and not ASKS.search(f"{name} {title}")


def is_stray(mark: Rect) -> bool:
    """Tell whether a mark (page space) is too small for a word."""
    return mark[2] - mark[0] <= STRAY[0] and mark[3] - mark[1] <= STRAY[1]


def _is_name(text: str) -> bool:
    words = text.replace(",", " ").split()
    return 2 <= len(words) <= 6 and all(word[0].isupper() for word in words)


def _rows(print_: Glyphs, hand: Rect) -> list[tuple[float, str]]:
    """Return base line and text of the pieces of rows that stand beneath a hand, from above."""
    y = print_.origin[:, 1]
    low, high = hand[3] - (hand[3] - hand[1]) / 3, hand[3] + NEAR + TITLE
    found = np.flatnonzero(~print_.hidden & (print_.code != ord("_")) & (y >= low) & (y <= high))
    rows: list[list[int]] = []
    for i in found[np.argsort(y[found], kind="stable")].tolist():
        if rows and abs(y[i] - y[rows[-1][0]]) < 0.4 * float(print_.size[i]):
            rows[-1].append(i)
        else:
            rows.append([i])
    pieces = ((float(y[row[0]]), piece) for row in rows for piece in _pieces(print_, row))
    return [(base, text) for base, (x0, x1, text) in pieces if x0 < hand[2] and x1 > hand[0]]


def _pieces(print_: Glyphs, row: list[int]) -> list[tuple[float, float, str]]:
    """Return left, right and text of what stands in a row, parted where it is wide apart."""
    pieces: list[tuple[float, float, str]] = []
    for i in sorted(row, key=lambda i: float(print_.origin[i, 0])):
        left, size, char = float(print_.origin[i, 0]), float(print_.size[i]), chr(int(print_.code[i]))
        right = left + float(print_.reach[i])
        if not pieces or left - pieces[-1][1] > APART * size:
            pieces.append((left, right, char))
        else:
            x0, end, text = pieces[-1]
            spaced = print_.spaced[i] or left - end > 0.15 * size
            pieces[-1] = (x0, right, f"{text}{' ' * bool(spaced)}{char}")
    return [(x0, x1, " ".join(text.split())) for x0, x1, text in pieces if text.strip()]
