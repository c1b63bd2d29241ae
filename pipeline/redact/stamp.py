"""Draw the boxes and print on them; text is real text in an embedded font, so that initials can be searched."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf
from fontTools.agl import UV2AGL

from pipeline.nouns import Mark
from pipeline.redact import compact
from pipeline.redact.matrix import Point, Rect, box, empty, meet, write
from pipeline.redact.mupdf import pymupdf

SMALLEST_PRINT = 4.5
"""Points; smaller print on a box is not legible."""
LARGEST_PRINT = 12.0
"""Points; larger print says no more."""
CAP_HEIGHT = 0.72
"""Ems; the height of capitals and figures in the print."""
DESCENT = 0.21
"""Ems below the base line that letters take."""
PAD = 0.08
"""Part of the box's height that stays free at each end of the print."""
BORDER = 0.6
"""Points; width of the black border of a white box."""


@functools.lru_cache(maxsize=1)
def _print() -> pymupdf.Font:
    return pymupdf.Font("helv")


def _codes(text: str) -> bytes | None:
    """Return the text in the print's encoding (WinAnsi); None when it has a letter that is not in it."""
    try:
        codes = text.encode("cp1252")
    except UnicodeError:
        return None
    return codes if all(b >= 32 for b in codes) else None


@functools.lru_cache(maxsize=256)
def width(text: str) -> float:
    """Return the width of a text, in ems."""
    return float(_print().text_length(text, fontsize=1))


def fitting(texts: Sequence[str], length: float, height: float) -> tuple[str, float] | None:
    """Return (text, size in points) of the first text that fits legibly into a box, or None."""
    for text in texts:
        if not text.strip() or _codes(text) is None:
            continue
        room = length - 2 * PAD * height
        low = _descent(text)
        size = min(LARGEST_PRINT, height * (1 - 2 * PAD) / (CAP_HEIGHT + low), room / max(width(text), 0.01))
        if size >= SMALLEST_PRINT:
            return text, size
    return None


def print_on(mark: Mark) -> str:
    """Return what is printed on a mark by itself; empty when nothing fits."""
    ulx, uly, urx, ury, llx, lly = mark.quad[:6]
    found = fitting(mark.overlay, math.hypot(urx - ulx, ury - uly), math.hypot(ulx - llx, uly - lly))
    return found[0] if found else ""


def _descent(text: str) -> float:
    """Return how far a text reaches below its base line, in ems."""
    return DESCENT if any(letter in "gjpqy,;()[]{}|_/@Q$" for letter in text) else 0.03


def _much(rect: Rect, other: Rect) -> bool:
    """Tell whether a third of one rectangle lies in the other."""
    shared = meet(rect, other)
    if empty(shared):
        return False
    areas = [max((r[2] - r[0]) * (r[3] - r[1]), 1e-6) for r in (rect, other)]
    return (shared[2] - shared[0]) * (shared[3] - shared[1]) > min(areas) / 3


@dataclass(slots=True)
class Stamper:
    """Draws the boxes of one file and keeps account of the letters that it prints."""

    white: bool
    letters: set[str] = field(default_factory=set)

    def boxes(self, boxes: Sequence[tuple[Sequence[Point], Sequence[str]]]) -> bytes:
        """Return the instructions for the boxes of a page (corners upper left, upper right, lower right, lower left; y
        up) and what is printed on them. Where boxes lie on one another only the first is printed on.
        """
        out = [b"q " + self._outline(corners) + b" Q" for corners, _ in boxes]
        printed: list[Rect] = []
        for corners, texts in boxes:
            rect = box(corners)
            if not any(_much(rect, other) for other in printed):
                words = self._words(corners, texts)
                if words:
                    printed.append(rect)
                    out.append(words)
        return b"\n".join(out)

    def _words(self, corners: Sequence[Point], texts: Sequence[str]) -> bytes:
        (ulx, uly), (urx, ury), _, (llx, lly) = corners
        length, height = math.hypot(urx - ulx, ury - uly), math.hypot(ulx - llx, uly - lly)
        found = fitting(texts, length, height)
        if found is None:
            return b""
        text, size = found
        self.letters.update(text)
        cos, sin = (urx - ulx) / length, (ury - uly) / length
        low = _descent(text)
        x = (length - size * width(text)) / 2
        y = (height - size * (CAP_HEIGHT + low)) / 2 + size * low
        at = (llx + x * cos - y * sin, lly + x * sin + y * cos)
        codes = _codes(text) or b""
        state = b"q BT 0 Tr 0 Tc 0 Tw 100 Tz 0 Ts " + (b"0 g" if self.white else b"1 g")
        font = b"/Print " + write((size,)) + b" Tf"
        shown = write((cos, sin, -sin, cos, *at)) + b" Tm <" + codes.hex().encode() + b"> Tj ET Q"
        return b"\n".join((state, font, shown))

    def _outline(self, corners: Sequence[Point]) -> bytes:
        points = [write(point) for point in corners]
        shape = points[0] + b" m " + b" ".join(point + b" l" for point in points[1:]) + b" h "
        if self.white:
            # The border lies inside the box, so that it covers no neighbour.
            return b"1 g " + shape + b"f\n" + shape + b"W n 0 G " + write((2 * BORDER,)) + b" w 0 j " + shape + b"S"
        return b"0 g " + shape + b"f"

    def font(self, pdf: pikepdf.Pdf) -> pikepdf.Object | None:
        """Return the embedded font of the print; None when nothing was printed."""
        if not self.letters:
            return None
        data, widths, first = _subset("".join(sorted(self.letters)))
        descriptor = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=pikepdf.Name("/AAAAAA+Print"),
            Flags=32,
            FontBBox=pikepdf.Array([-210, -299, 1032, 1075]),
            ItalicAngle=0,
            Ascent=718,
            Descent=-207,
            CapHeight=718,
            StemV=88,
            FontFile3=pikepdf.Stream(pdf, data, Subtype=pikepdf.Name.Type1C),
        )
        return pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name("/AAAAAA+Print"),
                FirstChar=first,
                LastChar=first + len(widths) - 1,
                Widths=pikepdf.Array(list(widths)),
                Encoding=pikepdf.Name.WinAnsiEncoding,
                FontDescriptor=pdf.make_indirect(descriptor),
            )
        )


@functools.lru_cache(maxsize=64)
def _subset(letters: str) -> tuple[bytes, tuple[int, ...], int]:
    """Return (CFF program, widths, first code) for the letters printed."""
    font = _print()
    names = {UV2AGL.get(ord(letter), "") for letter in letters}
    data = compact.keep_names(bytes(font.buffer), names | {"quotesingle"} if "'" in letters else names)
    codes = sorted(code[0] for letter in letters if (code := _codes(letter)))
    used = {
        codes_of[0]: round(font.glyph_advance(ord(letter)) * 1000) for letter in letters if (codes_of := _codes(letter))
    }
    return data, tuple(used.get(code, 0) for code in range(codes[0], codes[-1] + 1)), codes[0]
