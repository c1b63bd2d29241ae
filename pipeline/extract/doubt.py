"""Says what of a page's text layer cannot be trusted, and the reason codes for it.

It looks at characters and fonts; what the page shows is looked at by
`pipeline.extract.scan`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from pipeline.extract.glyph import Bools, Glyphs
from pipeline.extract.row import Line

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


def doubted(glyphs: Glyphs, lines: Iterable[Line]) -> Bools:
    """Return which glyphs belong to words that their font does not tell, or tells falsely.

    A single unknown glyph by itself, or before a word, is an ornament: bullets and tick
    boxes come from symbol fonts, whose characters have no names. A mistold one is none:
    it has the code of a letter.
    """
    found = np.zeros(len(glyphs), dtype=np.bool_)
    if not glyphs.sound.all():
        for line in lines:
            for word in _words(line):
                sound = glyphs.sound[word].tolist()
                unknown = sound.count(False)
                mistold = any(not known and chr(glyphs.code[i]).isalnum() for i, known in zip(word, sound, strict=True))
                if mistold or unknown > 1 or (unknown == 1 and len(word) > 1 and sound[0]):
                    found[word] = True
    return found


def _words(line: Line) -> Iterator[list[int]]:
    start = 0
    for i in range(1, len(line.at) + 1):
        if i == len(line.at) or line.spaces[i]:
            yield line.at[start:i]
            start = i
