"""Finds the connected pieces of ink in a black and white picture, and its skew.

Leptonica does the work; it is built into MuPDF's library for Tesseract.
"""

from __future__ import annotations

import ctypes
import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_float, c_int, c_size_t, c_void_p
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.extract.mupdf import pymupdf

Binary = npt.NDArray[np.bool_]
"""Shape (height, width): true is ink."""

MOST = 60_000
"""Pieces that are told one by one; a page with more is a photograph or dust."""

CERTAIN = 3.0
"""Leptonica's measure of how sure a skew is; below 3 it advises not to turn."""


_CALLS: dict[str, tuple[Any, list[Any]]] = {
    "fz_new_context_imp": (c_void_p, [c_void_p, c_void_p, c_size_t, c_char_p]),
    "fz_set_leptonica_mem": (None, [c_void_p]),
    "fz_clear_leptonica_mem": (None, [c_void_p]),
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


def pieces(ink: Binary) -> npt.NDArray[np.int32]:
    """Return the boxes of connected pieces (8-connected): left, top, right, bottom, pixels, shape (n, 4)."""
    with leptonica() as lib:
        with _pix(ink) as pix:
            boxes = lib.pixConnCompBB(pix, 8)
        if not boxes:
            return np.zeros((0, 4), dtype=np.int32)
        try:
            count = min(lib.boxaGetCount(boxes), MOST)
            x, y, w, h = c_int(), c_int(), c_int(), c_int()
            places = (byref(x), byref(y), byref(w), byref(h))
            found = np.zeros((count, 4), dtype=np.int32)
            for i in range(count):
                lib.boxaGetBoxGeometry(boxes, i, *places)
                found[i] = x.value, y.value, x.value + w.value, y.value + h.value
            return found
        finally:
            lib.boxaDestroy(byref(c_void_p(boxes)))


def skew(ink: Binary) -> float:
    """Return by how many degrees the lines fall to the right (clockwise), 0.0 where that cannot be told."""
    angle, sure = c_float(), c_float()
    with leptonica() as lib, _pix(ink) as pix:
        failed = lib.pixFindSkew(pix, byref(angle), byref(sure))
    return 0.0 if failed or sure.value < CERTAIN else -float(angle.value)


@contextmanager
def _pix(ink: Binary) -> Iterator[int]:
    """Hold the picture in Leptonica's form: rows of 32-bit words, the leftmost pixel in the highest bit."""
    height, width = ink.shape
    with leptonica() as lib:
        pix = lib.pixCreate(width, height, 1)
        if not pix:
            raise MemoryError
        try:
            words = lib.pixGetWpl(pix)
            packed = np.zeros((height, words * 4), dtype=np.uint8)
            bits = np.packbits(ink, axis=1)
            packed[:, : bits.shape[1]] = bits
            native = packed.view(">u4").astype("=u4")
            ctypes.memmove(lib.pixGetData(pix), native.ctypes.data, native.nbytes)
            yield pix
        finally:
            lib.pixDestroy(byref(c_void_p(pix)))


_TURN = threading.RLock()
"""Leptonica takes its memory from one place for the whole process: one user at a time."""

_holders = 0


@contextmanager
def leptonica() -> Iterator[Any]:
    """Give MuPDF's library with Leptonica's memory set up, for as long as one call lasts.

    MuPDF refuses its own OCR to everybody in this process while that memory is ours, so it is
    given back after each page, whoever else reads pages here. May be nested.

    Raises:
        RuntimeError: the library does not export what is needed.
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
        raise RuntimeError("no context")
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
    raise RuntimeError("MuPDF's library does not export Leptonica")
