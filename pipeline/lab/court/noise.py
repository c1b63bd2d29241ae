"""Does to clean text what printing, scanning and extraction do to it; marks stay with their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from pipeline.lab.court.sheet import Edit, Sheet

SLIPS = {
    "l": "1I",
    "I": "l1",
    "1": "lI",
    "O": "0Q",
    "0": "O",
    "e": "c",
    "c": "e",
    "h": "b",
    "b": "h",
    "n": "ii",
    "S": "5",
    "5": "S",
    "B": "8",
    "a": "o",
    "o": "a",
    "t": "f",
    "g": "q",
    "u": "n",
    "i": "l",
    ".": ",",
    ",": ".",
    "v": "y",
    "E": "F",
}
"""What a character is misread as by OCR."""

PAIRS = (("rn", "m"), ("m", "rn"), ("cl", "d"), ("li", "h"), ("vv", "w"), ("w", "vv"), ("ri", "n"), ("tt", "n"))
"""What a pair of characters is misread as."""

NAMED = 3
"""A name is hyphenated so many times as often as another word: it is what is to be measured."""

PAGE = 28
"""Lines of a pleading page."""


def wrap(sheet: Sheet, rng: Random, *, width: int, hyphens: float) -> Sheet:
    """Break each line longer than `width` into printed lines; a long word is hyphenated with chance `hyphens`."""
    named = {i for m in sheet.marks if m.kind == "PERSON" for i in range(m.start, m.end)}
    return sheet.edited(_breaks(sheet.text, rng, width, lambda at: hyphens * NAMED if at in named else hyphens))


def _breaks(text: str, rng: Random, width: int, chance: Callable[[int], float]) -> Iterator[Edit]:
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        while line.end() - start > width:
            blank = text.rfind(" ", start + width // 2, start + width + 1)
            if blank < 0:
                break
            following = re.match(r"[^\W\d_]{6,}", text[blank + 1 :])
            if following and rng.random() < chance(blank + 1):
                cut = blank + 1 + rng.randrange(2, following.end() - 2)
                yield Edit(cut, 0, "-\n")
                start = cut
            else:
                yield Edit(blank, 1, "\n")
                start = blank + 1


def gutter(sheet: Sheet, rng: Random, *, style: str, first: int = 1) -> Sheet:
    """Number lines as a pleading or a transcript does.

    `style`: `prefix` (`12  the Court`), `alternate` (numbers on lines of their own), `block` (all numbers of a
    page before its text), `dots` (`.3. .Q.`).
    """
    edits: list[Edit] = []
    starts = [0, *(m.end() for m in re.finditer(r"\n", sheet.text))]
    pad = rng.choice([" ", "  ", "   ", "\t"])
    numbered = style != "alternate" and rng.random() < 0.7  # whether empty lines have their numbers too
    for i, at in enumerate(starts):
        number = (i + first - 1) % PAGE + 1
        end = sheet.text.find("\n", at)
        if style == "block":
            if number == 1 or i == 0:
                edits.append(Edit(at, 0, "\n".join(str(n) for n in range(1, PAGE + 1)) + "\n"))
        elif sheet.text[at : end if end >= 0 else None].strip() or (numbered and end >= 0):
            mark = {"prefix": f"{number}{pad}", "alternate": f"{number}\n", "dots": f".{number}. ."}[style]
            edits.append(Edit(at, 0, mark))
    return sheet.edited(edits)


def stamps(sheet: Sheet, rng: Random, *, case: str) -> Sheet:
    """Put docket stamps and page ends into the text every page of lines."""
    page = rng.randrange(1, 20)
    edits = []
    for i, match in enumerate(re.finditer(r"\n", sheet.text), 1):
        if i % PAGE == 0 and not any(m.start <= match.start() < m.end for m in sheet.marks):
            filed = f"0{page % 9 + 1}/1{page % 9}/2{page % 6}"
            stamp = f"\nCase {case}   Document {page * 3}   Filed {filed}   Page {page} of {page + 9}"
            edits.append(
                Edit(match.start(), 0, stamp + rng.choice(["", "\f", f"   Page ID #:{page * 77}", f"\n{page}"]))
            )
            page += 1
    return sheet.edited(edits)


def ocr(sheet: Sheet, rng: Random, *, rate: float) -> Sheet:
    """Misread a share `rate` of the characters."""
    edits: list[Edit] = []
    at = 0
    text = sheet.text
    while at < len(text):
        if rng.random() < rate:
            pair = next((new for old, new in PAIRS if text.startswith(old, at)), "")
            size = 2 if pair and len(pair) < 2 else 1
            if pair and rng.random() < 0.4:
                edits.append(Edit(at, size, pair))
            elif text[at] in SLIPS:
                size = 1
                edits.append(Edit(at, 1, rng.choice(SLIPS[text[at]])))
            elif text[at] == " " and rng.random() < 0.5:
                size = 1
                edits.append(Edit(at, 1, ""))
            at += size
        else:
            at += 1
    return sheet.edited(edits)


def joined(sheet: Sheet, rng: Random, *, rate: float) -> Sheet:
    """Lose a share `rate` of the blanks between words, as a text layer made by poor OCR does."""
    blanks = (m.start() for m in re.finditer(r"(?<=[a-z,.]) (?=\w)", sheet.text))
    return sheet.edited(Edit(at, 1, "") for at in blanks if rng.random() < rate and not _inside(sheet, at))


def _inside(sheet: Sheet, at: int) -> bool:
    """Tell whether a blank touches a mark: two names that run together are two marks no longer."""
    return any(m.start - 1 <= at <= m.end for m in sheet.marks)


def blanks(sheet: Sheet, rng: Random) -> Sheet:
    """Indent lines and double the blank after a sentence."""
    edits = []
    for match in re.finditer(r"\n(?=[A-Z])|(?<=[a-z]\.) (?=[A-Z])", sheet.text):
        if match[0] == "\n" and rng.random() < 0.3:
            edits.append(Edit(match.end(), 0, " " * rng.randrange(2, 12)))
        elif match[0] == " ":
            edits.append(Edit(match.start(), 0, " "))
    return sheet.edited(edits)
