"""Says what of a page's text layer cannot be trusted, by reason codes that hold the filing.

It looks at characters and fonts; what the page shows is looked at by
`pipeline.extract.scan`.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.extract.glyph import Glyphs
from pipeline.extract.row import Line
from pipeline.extract.trace import Picture, Trace

UNDECODABLE = "undecodable_font"
"""A word has glyphs for which its font gives no character."""

PATTERN = "pattern_text"
"""A pattern repeats text more often than can be followed."""

PICTURE = "image_not_read"
"""A picture that could hold words was not read."""

READABLE = 97.0
"""Square points of the smallest picture that could hold words: 0.02 % of a letter page (a small stamp held a name)."""

LETTER = 5.0
"""Points; a picture that is narrower or lower than this is a rule or a speck."""


def doubts(trace: Trace, glyphs: Glyphs, lines: Iterable[Line]) -> tuple[str, ...]:
    """Return the reasons why the text layer of a page cannot be trusted."""
    found = []
    if any(_could_hold_words(picture) for picture in trace.pictures):
        found.append(PICTURE)
    if trace.endless:
        found.append(PATTERN)
    if not glyphs.sound.all() and any(_undecodable(line, glyphs) for line in lines):
        found.append(UNDECODABLE)
    return tuple(found)


def _could_hold_words(picture: Picture) -> bool:
    x0, y0, x1, y1 = picture.box
    width, height = x1 - x0, y1 - y0
    return min(width, height) >= LETTER and width * height >= READABLE and min(picture.width, picture.height) > 1


def _undecodable(line: Line, glyphs: Glyphs) -> bool:
    """Tell whether a word of a line cannot be decoded.

    A single unknown glyph by itself, or before a word, is an ornament: bullets and tick
    boxes come from symbol fonts, whose characters have no names.
    """
    sound = glyphs.sound[line.at].tolist()
    if all(sound):
        return False
    start = 0
    for i in range(1, len(sound) + 1):
        if i < len(sound) and not line.spaces[i]:
            continue
        word = sound[start:i]
        unknown = word.count(False)
        if unknown > 1 or (unknown == 1 and len(word) > 1 and word[0]):
            return True
        start = i
    return False
