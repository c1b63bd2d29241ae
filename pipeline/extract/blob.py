"""Finds the connected pieces of ink in a black and white picture, and its skew.

Leptonica does the work; it is built into MuPDF's library for Tesseract.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_float, c_int, c_void_p

import numpy as np
import numpy.typing as npt

from pipeline.extract.tesseract import leptonica

Binary = npt.NDArray[np.bool_]
"""Shape (height, width): true is ink."""

MOST = 60_000
"""Pieces that are told one by one; a page with more is a photograph or dust."""

CERTAIN = 3.0
"""Leptonica's measure of how sure a skew is; below 3 it advises not to turn."""


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
