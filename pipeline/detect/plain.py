"""Flows raw text, as tools extract it, into text as a person reads it; no character is invented or moved unseen.

Gutter numbers are dropped, caption columns are taken apart, words hyphenated at a line end are joined and the
lines of a paragraph become one line. Lists, captions, address blocks and forms keep their line ends: where it is
not clear that a line goes on, it does not. Every character that is kept knows its offset in the raw text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pipeline.detect import caption, gutter, letter

BREAK = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
"""What ends a line in text that tools extract."""

WIDE = re.compile(r"[ \u00a0]{4,}|[ \u00a0]*\t[ \t\u00a0]*")
"""Blanks that part two columns."""

PROSE = 45
"""A line shorter than this (characters) is no full line of a paragraph; address lines are shorter."""

LONGEST = 130
"""No printed line is longer (characters): text with longer lines was not broken by a printer."""

NEAR = 4
"""So many lines before and after a line tell how wide its paragraph is."""

FULL = 0.85
"""A line of at least this part of the paragraph's width runs on even when most of its words are names."""

STAMP = re.compile(
    r"\b(?:Case|Doc(?:ument|ket)?\b\.?).{0,60}\b(?:Filed|Page(?:ID)?|Pg)\b[ :#\d]|^Page \d+ of \d+$", re.IGNORECASE
)
"""A docket stamp or page count: it interrupts a sentence and belongs to none."""

VERSUS = re.compile(r"(?:vs?\.?|versus|-v-)(?:\s|$)")
"""The line between the parties of a caption."""

HOUSE = re.compile(r"\d\S*\s+[A-Z]")
"""How a street line begins."""

LIST_ITEM = re.compile(r"(?:[-*•▪◦o]\s|\(?[a-z0-9ivx]{1,4}[.)]\s|[A-Z][\w./ -]{0,24}:(?:\s|$)|_{3,}|/s/)")
"""How a line begins that opens an item, a label or a signature."""


@dataclass(frozen=True, slots=True, eq=False)
class Flowed:
    """Text as a person reads it, and where each of its characters stood in the raw text."""

    text: str = field(repr=False)
    map: npt.NDArray[np.int32] = field(repr=False)
    """Raw offset of each character; -1 for a separator that was made."""
    kept: npt.NDArray[np.bool_] = field(repr=False)
    """For each raw character whether it is part of `text`."""

    @classmethod
    def same(cls, text: str) -> Flowed:
        """Return text that is taken as it is."""
        return cls(text, np.arange(len(text), dtype=np.int32), np.ones(len(text), dtype=np.bool_))

    def back(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the raw spans of `start:end`, in order.

        Pieces with nothing but dropped characters between them (a gutter number inside a
        name) are one span; pieces with other text between them (two cells of a caption column) are not.
        """
        offsets = np.sort(self.map[start:end])
        offsets = offsets[offsets >= 0]
        if not len(offsets):
            return []
        cuts = np.flatnonzero(np.diff(offsets) > 1)
        firsts = [int(offsets[0]), *(int(offsets[c + 1]) for c in cuts)]
        lasts = [*(int(offsets[c]) + 1 for c in cuts), int(offsets[-1]) + 1]
        spans = [(firsts[0], lasts[0])]
        for first, last in zip(firsts[1:], lasts[1:], strict=True):
            if self.kept[spans[-1][1] : first].any():
                spans.append((first, last))
            else:
                spans[-1] = (spans[-1][0], last)
        return spans


@dataclass(frozen=True, slots=True)
class _Line:
    """A stretch of raw text that is one line, or one cell of a caption line."""

    start: int
    end: int
    stop: int
    """Raw offset of the line end that follows; -1 when there is none to keep."""
    cell: bool = False


def flow(raw: str) -> Flowed:
    """Return `raw` as a person reads it."""
    lines = list(_columns(raw, _ungutter(raw, list(_split(raw)))))
    texts = [raw[line.start : line.end] for line in lines]
    widths = _widths(texts)
    parts: list[str] = []
    offsets: list[npt.NDArray[np.int32]] = []
    for i, line in enumerate(lines):
        for at, piece in _inside(line.start, texts[i]):
            parts.append(piece)
            offsets.append(np.arange(at, at + len(piece), dtype=np.int32))
        if line.stop < 0 and i + 1 == len(lines):
            break
        glue = _glue(lines[i : i + 2], texts[i : i + 2], widths[i], listed=_listed(texts, i))
        if glue:
            parts.append(glue)
            offsets.append(np.array([line.stop], dtype=np.int32))
        elif parts[-1][-1] in "-\u00ad" and texts[i + 1][0].islower():
            parts[-1], offsets[-1] = parts[-1][:-1], offsets[-1][:-1]
    found = np.concatenate(offsets) if offsets else np.zeros(0, dtype=np.int32)
    kept = np.zeros(len(raw), dtype=np.bool_)
    kept[found[found >= 0]] = True
    return Flowed("".join(parts), found, kept)


def _split(raw: str) -> Iterator[_Line]:
    at = 0
    for match in BREAK.finditer(raw):
        yield _Line(at, match.start(), match.start())
        at = match.end()
    if at < len(raw):
        yield _Line(at, len(raw), -1)


def _ungutter(raw: str, lines: list[_Line]) -> list[_Line]:
    texts = [raw[line.start : line.end] for line in lines]
    gone = gutter.bare(texts) | caption.bare(texts)
    lines = [line for i, line in enumerate(lines) if i not in gone]
    texts = [raw[line.start : line.end] for line in lines]
    shifts = gutter.prefixed(texts)
    return [_trim(raw, line, line.start + shifts.get(i, 0)) for i, line in enumerate(lines)]


def _trim(raw: str, line: _Line, start: int) -> _Line:
    """Return the line from `start` on without blanks, or transcript dots, around it."""
    end = line.end
    while start < end and (raw[start].isspace() or raw[start] == "·"):
        start += 1
    while end > start and (raw[end - 1].isspace() or raw[end - 1] == "·"):
        end -= 1
    return _Line(start, end, line.stop, line.cell)


def _columns(raw: str, lines: Sequence[_Line]) -> Iterator[_Line]:
    """Yield lines with captions taken apart: the left cells of a block, then its right cells."""
    cells = caption.split([raw[line.start : line.end] for line in lines])
    right: list[_Line] = []
    for i, line in enumerate(lines):
        if i not in cells:
            if line.start < line.end or i + 1 not in cells:
                yield from right
                right = []
            yield line
            continue
        (a, b), (c, d) = cells[i].left, cells[i].right
        left = _trim(raw, _Line(line.start, line.start + b, line.stop), line.start + a)
        yield _Line(left.start, left.end, left.stop, cell=True)
        other = _trim(raw, _Line(line.start, line.start + d, -1), line.start + c)
        if other.start < other.end:
            right.append(_Line(other.start, other.end, -1, cell=True))
    yield from right


def _inside(start: int, text: str) -> Iterator[tuple[int, str]]:
    """Yield (raw offset, piece) of one line: one tab for a column gap, blanks for dots, letter-spacing closed."""
    if closed := letter.closed(text):
        yield from ((start + i, char) for i, char in enumerate(text) if i not in closed)
        return
    text = text.replace("·", " ")
    at = 0
    for match in WIDE.finditer(text):
        yield start + at, text[at : match.start()]
        yield start + match.start(), "\t"
        at = match.end()
    yield start + at, text[at:]


def _glue(lines: Sequence[_Line], texts: Sequence[str], width: int, *, listed: bool) -> str:
    """Return what stands between two lines: a line end, a blank, or nothing after a hyphen."""
    if len(lines) < 2 or not all(texts) or lines[0].cell != lines[1].cell:
        return "\n"
    a, b = texts
    if lines[0].cell:
        same = lines[0].stop >= 0 and lines[1].stop >= 0
        return " " if same and caption.continues(a, b) else "\n"
    if len(a) > LONGEST or "\t" in b or STAMP.search(a) or STAMP.search(b) or VERSUS.match(b):
        return "\n"
    if len(a) > 2 and a[-1] in "-\u00ad" and a[-2].isalpha() and b[0].isalpha() and (b[0].islower() or _in_prose(a)):
        return ""
    return " " if listed or _goes_on(a, b, width) else "\n"


def _goes_on(a: str, b: str, width: int) -> bool:
    if LIST_ITEM.match(b) or a[-1] in ":_":
        return False
    if b[0].islower() and (a[-1].islower() or a[-1] in ",;)”\"'’"):
        return True
    if len(a) < PROSE or _in_prose(a):
        return len(a) >= PROSE
    return len(a) >= FULL * width > 0 and (len(b) >= PROSE or not (b[0].isupper() or HOUSE.match(b)))


def _widths(texts: Sequence[str]) -> list[int]:
    """Return, for each line, the length of the longest line of prose near it; 0 where there is none."""
    prose = [len(t) if len(t) <= LONGEST and _in_prose(t) else 0 for t in texts]
    return [max(prose[max(0, i - NEAR) : i + NEAR + 1]) for i in range(len(texts))]


def _listed(texts: Sequence[str], i: int) -> bool:
    """Tell whether line `i` is the broken first half of an item in a list of parties, each closed by `;`."""
    if not 0 < i < len(texts) - 1 or not texts[i - 1].endswith(";") or not texts[i + 1].endswith((";", ",")):
        return False
    return bool(texts[i]) and texts[i][-1].isalpha() and not caption.ROLE_WORD.match(texts[i + 1])


def _in_prose(line: str) -> bool:
    """Tell whether a line reads like a sentence: at least half of its words are in small letters."""
    words = [w for w in re.findall(r"[^\W\d_]+", line) if len(w) > 1]
    return len(words) >= 4 and 2 * sum(w.islower() for w in words) >= len(words)
