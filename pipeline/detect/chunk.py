"""Cuts a long text into pieces that a language model reads at once; no word is cut."""

from __future__ import annotations

from collections.abc import Iterator

AIM = 1500
"""Characters of a piece, some 250 words: a model looks only a few words around each word, and small
batches stay in the processor's cache."""

LONGEST = 6000
"""No piece is longer than this many characters, even where no line ends."""


def chunks(text: str, *, cuts: tuple[int, ...] = ()) -> Iterator[tuple[int, str]]:
    """Yield (offset, piece); together the pieces are the whole text. Pieces never run over a cut."""
    start = 0
    for stop in (*sorted(cut for cut in cuts if 0 < cut < len(text)), len(text)):
        while start < stop:
            end = _end(text, start, stop)
            yield start, text[start:end]
            start = end


def _end(text: str, start: int, stop: int) -> int:
    if stop - start <= AIM:
        return stop
    newline = text.find("\n", start + AIM, min(stop, start + LONGEST))
    if newline >= 0:
        return newline + 1
    if stop - start <= LONGEST:
        return stop
    for mark in (". ", " ", "\t"):
        at = text.rfind(mark, start + AIM, start + LONGEST)
        if at >= 0:
            return at + len(mark)
    return start + LONGEST
