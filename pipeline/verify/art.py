"""What is painted on a page, object by object, forms opened: texts, paths, images and shadings with their bounds."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from pipeline.verify.book import Leaf, Unread
from pipeline.verify.quad import IDENTITY, Matrix, apply, multiply

MAX_DEPTH = 24
"""Forms inside forms deeper than this are refused; real ones seldom pass four."""

RECT_SEGMENTS = 6
"""A rectangle is a move, three or four lines and perhaps a close."""

CHANNELS = {raw.FPDFBitmap_Gray: 1, raw.FPDFBitmap_BGR: 3, raw.FPDFBitmap_BGRx: 4, raw.FPDFBitmap_BGRA: 4}
"""Bytes a pixel of pdfium's bitmaps, by format."""

Rect = tuple[float, float, float, float]


class Sort(IntEnum):
    """The kinds of page object, in pdfium's numbering."""

    UNKNOWN = 0
    TEXT = 1
    PATH = 2
    IMAGE = 3
    SHADING = 4
    FORM = 5


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One painted object."""

    raw: Any
    """pdfium's handle; good as long as the leaf is open."""
    sort: Sort
    order: int
    """Place in the order of painting."""
    rect: Rect
    """x0, y0, x1, y1 in page space."""
    to_page: Matrix
    """Takes the coordinates of the object's parent to page space."""
    nested: bool
    """Whether it stands in a form."""

    @property
    def centre(self) -> tuple[float, float]:
        """Return the middle of the bounds."""
        return (self.rect[0] + self.rect[2]) / 2, (self.rect[1] + self.rect[3]) / 2

    @property
    def matrix(self) -> Matrix:
        """Return the matrix that takes the object's own coordinates to page space."""
        return multiply(own_matrix(self.raw), self.to_page)

    def hide(self) -> None:
        """Leave the object out of later renderings of this open page; the file is not touched."""
        raw.FPDFPageObj_SetIsActive(self.raw, False)

    def show(self) -> None:
        """Paint the object again."""
        raw.FPDFPageObj_SetIsActive(self.raw, True)


def items(leaf: Leaf) -> list[Item]:
    """Return every painted object of a page, in the order of painting, forms opened.

    Raises:
        Unread: forms are nested too deeply.
    """
    page = leaf.raw
    found: list[Item] = []
    sides = tuple(ctypes.c_float() for _ in range(4))

    def walk(handles: Iterator[Any], to_page: Matrix, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise Unread("forms_too_deep")
        for handle in handles:
            sort = _sort(raw.FPDFPageObj_GetType(handle))
            if sort is Sort.FORM:
                count = raw.FPDFFormObj_CountObjects(handle)
                inner = (raw.FPDFFormObj_GetObject(handle, i) for i in range(max(0, count)))
                walk(inner, multiply(own_matrix(handle), to_page), depth + 1)
                continue
            known = raw.FPDFPageObj_GetBounds(handle, *sides)
            left, bottom, right, top = (side.value for side in sides) if known else (0.0, 0.0, 0.0, 0.0)
            rect = _turned(left, bottom, right, top, to_page)
            found.append(Item(handle, sort, len(found), rect, to_page, nested=depth > 0))

    count = raw.FPDFPage_CountObjects(page)
    walk((raw.FPDFPage_GetObject(page, i) for i in range(max(0, count))), leaf.to_seen, 0)
    return found


@contextmanager
def hidden(lifted: Sequence[Item]) -> Iterator[None]:
    """Leave objects out of the renderings made inside the block."""
    for item in lifted:
        item.hide()
    try:
        yield
    finally:
        for item in lifted:
            item.show()


def address(handle: Any) -> int:
    """Return a number that tells pdfium's objects apart as long as their page is open."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def own_matrix(handle: Any) -> Matrix:
    """Return an object's own matrix, the identity when it has none."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, matrix):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def text_of(item: Item, leaf: Leaf) -> str:
    """Return the text that a text object draws."""
    size = raw.FPDFTextObj_GetText(item.raw, leaf.words, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(item.raw, leaf.words, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def text_mode(item: Item) -> int:
    """Return the text rendering mode: 0 fill ... 3 invisible ... 7 clip."""
    return int(raw.FPDFTextObj_GetTextRenderMode(item.raw))


def fill_colour(item: Item) -> tuple[int, int, int, int] | None:
    """Return red, green, blue, alpha of the fill, or None when it has none that can be told (a pattern)."""
    return _colour(raw.FPDFPageObj_GetFillColor, item)


def stroke_colour(item: Item) -> tuple[int, int, int, int] | None:
    """Return red, green, blue, alpha of the stroke, or None."""
    return _colour(raw.FPDFPageObj_GetStrokeColor, item)


def _colour(call: Any, item: Item) -> tuple[int, int, int, int] | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not call(item.raw, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def draw_mode(item: Item) -> tuple[bool, bool]:
    """Return whether a path is filled and whether it is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item.raw, fill, stroke):
        return True, True
    return fill.value != 0, stroke.value != 0


def subpaths(item: Item) -> list[npt.NDArray[np.float64]]:
    """Return the corner points of each subpath, page space; control points of curves count as points."""
    matrix = item.matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[list[tuple[float, float]]] = []
    for index in range(raw.FPDFPath_CountSegments(item.raw)):
        segment = raw.FPDFPath_GetPathSegment(item.raw, index)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if not parts or raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            parts.append([])
        parts[-1].append(apply(matrix, x.value, y.value))
    return [np.array(part, dtype=np.float64) for part in parts]


def curved(item: Item) -> bool:
    """Tell whether a path has curves."""
    count = raw.FPDFPath_CountSegments(item.raw)
    kinds = (raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(item.raw, i)) for i in range(count))
    return any(kind == raw.FPDF_SEGMENT_BEZIERTO for kind in kinds)


def plainly_clipped(item: Item) -> bool:
    """Tell whether an object is clipped by rectangles only, or not at all."""
    clip = raw.FPDFPageObj_GetClipPath(item.raw)
    if not clip:
        return True
    count = max(0, raw.FPDFClipPath_CountPaths(clip))
    return all(raw.FPDFClipPath_CountPathSegments(clip, i) <= RECT_SEGMENTS for i in range(count))


def pixels(item: Item) -> npt.NDArray[np.uint8]:
    """Return the decoded pixels of an image, (rows, columns, channels), its masks left out.

    Raises:
        Unread: pdfium cannot decode it.
    """
    bitmap = raw.FPDFImageObj_GetBitmap(item.raw)
    if not bitmap:
        raise Unread("image_undecoded")
    try:
        width, height = raw.FPDFBitmap_GetWidth(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
        stride, form = raw.FPDFBitmap_GetStride(bitmap), raw.FPDFBitmap_GetFormat(bitmap)
        channels = {raw.FPDFBitmap_Gray: 1, raw.FPDFBitmap_BGR: 3, raw.FPDFBitmap_BGRx: 4, raw.FPDFBitmap_BGRA: 4}.get(
            form
        )
        if channels is None or not width or not height:
            raise Unread("image_undecoded")
        buffer = ctypes.cast(raw.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte * (stride * height)))
        rows = np.frombuffer(buffer.contents, dtype=np.uint8).reshape(height, stride)
        return rows[:, : width * channels].reshape(height, width, channels).copy()
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def filters(item: Item) -> tuple[str, ...]:
    """Return the names of an image's stream filters."""
    names = []
    for index in range(raw.FPDFImageObj_GetImageFilterCount(item.raw)):
        size = raw.FPDFImageObj_GetImageFilter(item.raw, index, None, 0)
        buffer = ctypes.create_string_buffer(max(1, size))
        raw.FPDFImageObj_GetImageFilter(item.raw, index, buffer, size)
        names.append(buffer.value.decode("ascii", "replace"))
    return tuple(names)


def _sort(value: int) -> Sort:
    return Sort(value) if 0 <= value <= 5 else Sort.UNKNOWN


def _turned(left: float, bottom: float, right: float, top: float, to_page: Matrix) -> Rect:
    corners = [apply(to_page, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return min(xs), min(ys), max(xs), max(ys)
