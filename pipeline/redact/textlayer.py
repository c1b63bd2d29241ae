"""Gives the scanned pages of a draft the words that were read on them as an invisible text layer.

Only words that no box touches: outside the boxes the saved picture is the one that was
read, which `pixels_outside_marks` proves. A word that a box touches is left out whole. A text
layer that does not say what the picture shows goes first; pages that have one which does, and
words that were not read with confidence, get nothing.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pikepdf

from pipeline.errors import HeldError
from pipeline.nouns import Digest, Draft, Mark, Page, QuadArray, Reading
from pipeline.redact.layerfont import LayerFont, invisible, middles
from pipeline.redact.matrix import apart, box, grown
from pipeline.redact.normalise import FAILURES, save
from pipeline.redact.region import region
from pipeline.redact.unlayer import unlayer

NAME = "/Recognised"
"""What pages call the font of these layers; the layer of a page that became a picture has another."""

RISE, REACH = 0.8, 1.06
"""Ems from the top of a recognised character's box to its base line, and of the whole box (`extract.letter`)."""

INK = (0.15, 0.85)
"""Top and bottom of the stretch of that box which holds most of a letter's ink: lines set close overlap beyond it."""

TOUCH = 0.1
"""Ems of a word's type within which a mark touches it."""

STEP = 0.25
"""Ems between the places along a word at which it is looked whether a mark holds them."""

GAP = 0.6
"""Ems to the next character beyond which another word begins, whatever the text says."""

OFF = 0.5
"""Parts of a line's height by which a character may be set beside where it was read; else its word is set in parts.
`text_layer` takes somewhat more. Readers like words in one part best."""

WIDEST = 3.0
"""Ems that a character may be wide. What was read as wider is a rule or the edge of a box, and where in it the letter
stands nobody knows: its word is left out."""

BLANK = 3.0
"""Ems up to the next word of a line over which a blank is written; beyond is another column."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word on the page; points, y up."""

    text: str
    start: tuple[float, float]
    """Lower left and right ends on the base line."""
    end: tuple[float, float]
    size: float
    whole: bool = True
    """It ends a word; the next part of one goes on without a blank."""

    @property
    def span(self) -> float:
        """How long it is."""
        return math.hypot(self.end[0] - self.start[0], self.end[1] - self.start[1])

    @property
    def along(self) -> tuple[float, float]:
        """The unit vector in which it runs."""
        return (self.end[0] - self.start[0]) / self.span, (self.end[1] - self.start[1]) / self.span

    def before(self, other: _Word) -> bool:
        """Tell whether another word is the next one of its line."""
        if not self.whole:
            return False
        (dx, dy), (x, y) = self.along, (other.start[0] - self.end[0], other.start[1] - self.end[1])
        return abs(y * dx - x * dy) < self.size / 2 and 0 < x * dx + y * dy < BLANK * self.size


def lay(draft: Draft, reading: Reading) -> Draft:
    """Return the draft with text layers, written beside it; the same draft when no page needs one.

    Raises:
        HeldError: `layer_failed`, when the draft cannot be written anew.
    """
    marks: dict[int, list[Mark]] = defaultdict(list)
    for mark in draft.marks:
        marks[mark.page].append(mark)
    layers = {page.number: found for page in reading.pages if (found := _words(page, marks[page.number]))}
    denied = {
        page.number: [region(mark, page.height) for mark in marks[page.number] if not mark.bare]
        for page in reading.pages
        if page.denied
    }
    if not layers and not denied:
        return draft
    out = draft.path.with_name("layered.pdf")
    try:
        with pikepdf.open(draft.path, suppress_warnings=True) as pdf:
            unlayer(pdf, denied)
            font = LayerFont(pdf, NAME)
            for number, words in layers.items():
                _add(pdf, number, words, font)
            font.finish()
            save(pdf, out)
    except FAILURES:
        raise HeldError("the words of a scan cannot be written", reason="layer_failed") from None
    digest = Digest(hashlib.sha256(out.read_bytes()).hexdigest())
    return replace(draft, path=out, sha256=digest, layered=tuple(sorted(layers)))


def _add(pdf: pikepdf.Pdf, number: int, words: Sequence[_Word], font: LayerFont) -> None:
    page = pdf.pages[number].obj
    resources = pikepdf.Dictionary(dict(page.Resources.items()) if "/Resources" in page else {})
    fonts = pikepdf.Dictionary(dict(resources.Font.items()) if "/Font" in resources else {})
    fonts[font.name] = font.object
    resources["/Font"] = fonts
    page.Resources = resources
    shown = []
    for word, following in zip(words, [*words[1:], None], strict=True):
        shown.append(font.show(word.text, size=word.size, along=word.along, origin=word.start, span=word.span))
        if following is not None and word.before(following):
            gap = math.hypot(following.start[0] - word.end[0], following.start[1] - word.end[1])
            shown.append(font.show(" ", size=word.size, along=word.along, origin=word.end, span=gap))
    contents = page.get("/Contents")
    before = contents.as_list() if isinstance(contents, pikepdf.Array) else [] if contents is None else [contents]
    page.Contents = pikepdf.Array(
        [
            pdf.make_indirect(pikepdf.Stream(pdf, b"q\n")),
            *before,
            pdf.make_indirect(pikepdf.Stream(pdf, b"\nQ\n" + invisible(shown))),
        ]
    )


def _words(page: Page, marks: Sequence[Mark]) -> list[_Word]:
    """Return the words of a page that only its pictures show and that no mark touches, in reading order."""
    if not page.recognised.any():
        return []
    regions = [region(mark, page.height) for mark in marks]
    found = []
    for rows in _runs(page):
        word = _word(page, rows)
        quads = page.quads[rows].astype(np.float64)
        if word is None or np.hypot(*(quads[:, 2:4] - quads[:, 0:2]).T).max() > WIDEST * word.size:
            continue
        places = [point for quad in quads.tolist() for point in _places(quad, page.height, word.size)]
        slack = TOUCH * word.size
        reach = grown(box(places), slack)
        near = [one for one in regions if not apart(one.rect, reach)]
        if not any(one.holds(x, y, slack) for one in near for x, y in places):
            found += _parts(page, rows, word)
    return found


def _parts(page: Page, rows: Sequence[int], word: _Word | None) -> list[_Word]:
    """Return a word in few parts that set each character where it was read; nothing when no parts do."""
    if word is not None and _fits(page, rows, word):
        return [word]
    half = len(rows) // 2
    first, last = (_parts(page, some, _word(page, some)) if half else [] for some in (rows[:half], rows[half:]))
    return [*(replace(part, whole=False) for part in first), *last] if first and last else []


def _fits(page: Page, rows: Sequence[int], word: _Word) -> bool:
    quads = page.quads[rows].astype(np.float64)
    upper, lower = (quads[:, 0:2] + quads[:, 2:4]) / 2, (quads[:, 4:6] + quads[:, 6:8]) / 2
    read = upper + (lower - upper) * RISE / REACH
    at = np.array(middles(word.text))[:, None]
    put = np.array(word.start) * (1 - at) + np.array(word.end) * at
    put[:, 1] = page.height - put[:, 1]
    return bool((np.hypot(*(put - read).T) <= OFF * np.hypot(*(lower - upper).T)).all())


def _runs(page: Page) -> Iterator[list[int]]:
    """Yield the places in the text of the characters of each word."""
    rows: list[int] = []
    last = -2
    for row in np.flatnonzero(page.recognised).tolist():
        if rows and (row != last + 1 or not _follows(page.quads[last], page.quads[row])):
            yield rows
            rows = []
        rows.append(row)
        last = row
    if rows:
        yield rows


def _follows(before: QuadArray, after: QuadArray) -> bool:
    reach = GAP * math.hypot(float(before[4] - before[0]), float(before[5] - before[1])) / REACH
    return math.hypot(float(after[4] - before[6]), float(after[5] - before[7])) <= reach


def _word(page: Page, rows: Sequence[int]) -> _Word | None:
    """Return a word from the boxes of its characters; None for one without extent."""
    first, last = page.quads[rows[0]].astype(float), page.quads[rows[-1]].astype(float)
    heights = page.quads[rows][:, 4:6] - page.quads[rows][:, 0:2]
    size = float(np.median(np.hypot(heights[:, 0], heights[:, 1]))) / REACH
    base = RISE / REACH
    start = first[0:2] + (first[4:6] - first[0:2]) * base
    end = last[2:4] + (last[6:8] - last[2:4]) * base
    text = "".join(page.text[row] for row in rows)
    if size <= 0 or not np.hypot(*(end - start)) > 0 or not all(32 < ord(char) < 0xD800 for char in text):
        return None
    return _Word(text, (start[0], page.height - start[1]), (end[0], page.height - end[1]), size)


def _places(quad: Sequence[float], height: float, size: float) -> Iterator[tuple[float, float]]:
    """Yield places all over the ink of a character; y up."""
    ulx, uly, urx, ury, llx, lly = quad[:6]
    steps = max(2, math.ceil(math.hypot(urx - ulx, ury - uly) / (STEP * size)) + 1)
    for i in range(steps):
        for down in (INK[0], (INK[0] + INK[1]) / 2, INK[1]):
            x = ulx + (urx - ulx) * i / (steps - 1) + (llx - ulx) * down
            y = uly + (ury - uly) * i / (steps - 1) + (lly - uly) * down
            yield x, height - y
