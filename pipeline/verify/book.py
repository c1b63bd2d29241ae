"""The second reader: one PDF opened by pdfium, page by page. It reads and renders; it never saves.

Everything that calls pdfium's raw interface to read text or paint stands here;
page objects are walked in `art`. pdfium is not safe for threads: one process,
one thread.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.verify.quad import Field, Matrix, apply

Picture = npt.NDArray[np.uint8]
"""Shape (rows, columns, 4): blue, green, red, and a byte that is always 255."""

Colours = npt.NDArray[np.uint32]
"""The pixels of a picture, each as one number."""

DPI = 100
"""Resolution of the renderings that are compared. A full stop of 8-point type is then still a pixel wide."""

MAX_PIXELS = 40_000_000
"""A page larger than this at `DPI` is rendered more coarsely (a poster of 200 inches would fill the memory)."""

HYPHENS = (0x02, 0xAD, 0xFFFE)
"""What pdfium reports for a hyphen at a line end, by version."""


class Unread(Exception):  # noqa: N818 - a state, not a fault: it becomes a failed check
    """Something could not be looked at; `code` says what, in a word."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, eq=False)
class Chars:
    """The characters of a page that leave ink or hold a place, blanks left out, in pdfium's order."""

    codes: npt.NDArray[np.int32]
    """Unicode values."""
    origins: npt.NDArray[np.float64]
    """Shape (n, 2): where the glyph stands on its base line, page space."""
    boxes: npt.NDArray[np.float64]
    """Shape (n, 4): x0, y0, x1, y1 of the glyph's outline, page space. Empty for a glyph without outline."""
    index: npt.NDArray[np.int32]
    """Place in pdfium's own numbering."""

    @cached_property
    def centres(self) -> npt.NDArray[np.float64]:
        """The middle of each outline; the origin of a glyph that has none."""
        middle = (self.boxes[:, :2] + self.boxes[:, 2:]) / 2
        flat = (self.boxes[:, 2] - self.boxes[:, 0] <= 0) & (self.boxes[:, 3] - self.boxes[:, 1] <= 0)
        return np.where(flat[:, None], self.origins, middle)

    @cached_property
    def field(self) -> Field:
        """The middles, to be found by what lies over them."""
        return Field(self.centres)

    @cached_property
    def lettered(self) -> npt.NDArray[np.bool_]:
        """Which characters are letters or digits, and no punctuation."""
        return np.array([chr(code).isalnum() for code in self.codes.tolist()], dtype=bool)

    def take(self, wanted: npt.NDArray[np.bool_]) -> Chars:
        """Return the characters for which `wanted` is true."""
        return Chars(self.codes[wanted], self.origins[wanted], self.boxes[wanted], self.index[wanted])

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation or a field."""

    kind: int
    """pdfium's number of its subtype."""
    painted: bool
    """Whether it has an appearance of its own; else every reader draws it as it likes, or not at all."""
    rect: tuple[float, float, float, float]
    """Page space, as the page is seen."""
    flags: int = 0
    """The bits of /F."""

    @property
    def passing(self) -> bool:
        """Tell whether it is no part of the filed page: an unapplied redaction, a popup, a link."""
        return self.kind in (raw.FPDF_ANNOT_REDACT, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_LINK)


class Leaf:
    """One page, open. Use it inside `Book.leaf`."""

    def __init__(self, book: Book, number: int) -> None:
        self.number = number
        self._book = book
        self.raw: Any = raw.FPDF_LoadPage(book.raw, number)
        if not self.raw:
            raise Unread("page_unreadable")
        self.width = float(raw.FPDF_GetPageWidthF(self.raw))
        self.height = float(raw.FPDF_GetPageHeightF(self.raw))
        self._words: Any = None

    def close(self) -> None:
        """Let go of the page."""
        if self._words:
            raw.FPDFText_ClosePage(self._words)
        if self.raw:
            raw.FPDF_ClosePage(self.raw)
        self._words = self.raw = None

    @property
    def words(self) -> Any:
        """Return pdfium's text page."""
        if self._words is None:
            self._words = raw.FPDFText_LoadPage(self.raw)
            if not self._words:
                raise Unread("text_unreadable")
        return self._words

    @cached_property
    def text(self) -> str:
        """The text as pdfium orders it, one character for each of its own numbering, line ends and all."""
        count = raw.FPDFText_CountChars(self.words)
        if count < 0:
            raise Unread("text_unreadable")
        if count == 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = raw.FPDFText_GetText(self.words, 0, count, buffer)
        if written == count + 1:
            units = np.frombuffer(buffer, dtype=np.uint16, count=count)
            if not np.any((units >= 0xD800) & (units <= 0xDFFF)):
                return _plain(bytes(buffer)[: 2 * count].decode("utf-16-le"))
        # NOTE: pdfium's bulk call leaves out what it cannot map and pairs surrogates; then the slow way keeps places
        return _plain("".join(_char(raw.FPDFText_GetUnicode(self.words, i)) for i in range(count)))

    @cached_property
    def chars(self) -> Chars:
        """The characters with their places."""
        text, words = self.text, self.words
        index = [i for i, char in enumerate(text) if not char.isspace()]
        values = np.zeros((len(index), 6), dtype=np.float64)
        at, page = values.ctypes.data, ctypes.cast(words, ctypes.c_void_p).value
        for i in index:
            # x, y of the origin, then left, top, right, bottom of the outline
            _origin(page, i, at, at + 8)
            _outline(page, i, at + 16, at + 32, at + 40, at + 24)
            at += 48
        a, b, c, d, e, f = self.to_seen
        xs, ys = values[:, 0::2], values[:, 1::2]
        values = np.stack((a * xs + c * ys + e, b * xs + d * ys + f), axis=2).reshape(-1, 6)
        first, second = values[:, 2:4], values[:, 4:6]
        return Chars(
            codes=np.array([ord(text[i]) for i in index], dtype=np.int32),
            origins=values[:, :2],
            boxes=np.concatenate((np.minimum(first, second), np.maximum(first, second)), axis=1),
            index=np.array(index, dtype=np.int32),
        )

    @cached_property
    def to_seen(self) -> Matrix:
        """The matrix from the page's own space to page space: rotation and crop box applied, y down."""
        box = raw.FS_RECTF()
        if not raw.FPDF_GetPageBoundingBox(self.raw, box):
            raise Unread("page_box")
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        return {
            0: (1.0, 0.0, 0.0, -1.0, -left, top),
            90: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            180: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            270: (0.0, -1.0, -1.0, 0.0, top, right),
        }[self.rotation]

    @property
    def rotation(self) -> int:
        """Return the page's own rotation in degrees."""
        return int(raw.FPDFPage_GetRotation(self.raw)) * 90

    def media_box(self) -> tuple[float, float, float, float] | None:
        """Return left, bottom, right, top of the media box, or None when there is none."""
        sides = [ctypes.c_float() for _ in range(4)]
        if not raw.FPDFPage_GetMediaBox(self.raw, *sides):
            return None
        left, bottom, right, top = (side.value for side in sides)
        return left, bottom, right, top

    def notes(self) -> list[Note]:
        """Return the annotations and fields of the page, with their places in page space."""
        found = []
        for index in range(max(0, raw.FPDFPage_GetAnnotCount(self.raw))):
            annot = raw.FPDFPage_GetAnnot(self.raw, index)
            if not annot:
                continue
            try:
                rect = raw.FS_RECTF()
                placed = raw.FPDFAnnot_GetRect(annot, rect)
                kind = int(raw.FPDFAnnot_GetSubtype(annot))
                flags = int(raw.FPDFAnnot_GetFlags(annot))
                painted = bool(raw.FPDFAnnot_HasKey(annot, b"AP"))
            finally:
                raw.FPDFPage_CloseAnnot(annot)
            if placed:
                (a, b), (c, d) = (
                    apply(self.to_seen, x, y) for x, y in ((rect.left, rect.bottom), (rect.right, rect.top))
                )
                found.append(Note(kind, painted, (min(a, c), min(b, d), max(a, c), max(b, d)), flags))
        return found

    def shape(self, dpi: float = DPI) -> tuple[int, int]:
        """Return rows and columns of a rendering at `dpi`, fewer when the page is too large."""
        return shape(self.width, self.height, dpi)

    def render(self, rows: int, columns: int, *, notes: bool = True) -> Picture:
        """Paint the visible page onto white, with its annotations and fields unless `notes` is false."""
        picture = np.empty((rows, columns, 4), dtype=np.uint8)
        bitmap = raw.FPDFBitmap_CreateEx(columns, rows, raw.FPDFBitmap_BGRx, picture.ctypes.data, columns * 4)
        if not bitmap:
            raise Unread("not_rendered")
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFFFFFFFF)
            where = (bitmap, self.raw, 0, 0, columns, rows, 0, raw.FPDF_ANNOT if notes else 0)
            raw.FPDF_RenderPageBitmap(*where)
            if self._book.forms and notes:
                raw.FPDF_FFLDraw(self._book.forms, *where)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)
        picture[:, :, 3] = 255
        return picture


def _by_address(function: Any, outputs: int) -> Callable[..., int]:
    """Return a function of a text page and a character that writes so many doubles where it is told to.

    For each character of each page: wrapping and unwrapping every number took half of the time.
    """
    kind = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *(ctypes.c_void_p for _ in range(outputs)))
    return kind(ctypes.cast(function, ctypes.c_void_p).value or 0)


_origin = _by_address(raw.FPDFText_GetCharOrigin, 2)
_outline = _by_address(raw.FPDFText_GetCharBox, 4)


def shape(width: float, height: float, dpi: float = DPI) -> tuple[int, int]:
    """Return rows and columns for a page of this size in points, within `MAX_PIXELS`."""
    scale = dpi / 72
    if width * height * scale * scale > MAX_PIXELS:
        scale = (MAX_PIXELS / (width * height)) ** 0.5
    return max(1, round(height * scale)), max(1, round(width * scale))


class Book:
    """A PDF opened by pdfium."""

    def __init__(self, path: Path | bytes, *, password: str = "", forms: bool = False) -> None:
        """Open a path, or the bytes of a file; with `forms`, fields are painted even where they have no appearance.

        Raises:
            Unread: pdfium cannot open it.
        """
        try:
            self._document = pdfium.PdfDocument(path, password=password or None)
            if forms:
                self._document.init_forms()
        except (pdfium.PdfiumError, OSError, ValueError):
            raise Unread("unreadable") from None
        self.raw: Any = self._document.raw
        self.forms: Any = self._document.formenv.raw if forms and self._document.formenv else None
        self.page_count = int(raw.FPDF_GetPageCount(self.raw))

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._document.close()

    @contextmanager
    def leaf(self, number: int) -> Iterator[Leaf]:
        """Open one page, counted from 0.

        Raises:
            Unread: there is no such page, or pdfium cannot load it.
        """
        if not 0 <= number < self.page_count:
            raise Unread("no_such_page")
        leaf = Leaf(self, number)
        try:
            yield leaf
        finally:
            leaf.close()


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def _plain(text: str) -> str:
    text = text.replace("\x00", "\ufffd")
    for code in HYPHENS:
        if chr(code) in text:
            text = text.replace(chr(code), "-")
    return text
