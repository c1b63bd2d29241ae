"""Writes invisible words: a font whose glyphs leave no ink, as wide as print and each with its character.

It names only the characters that it shows, so that it tells nothing of others.
"""

from __future__ import annotations

import functools
import io
import itertools
from collections.abc import Sequence

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from pipeline.redact.charmap import write_tounicode
from pipeline.redact.matrix import Point, write
from pipeline.redact.mupdf import pymupdf

ASCENT, DESCENT = 800, -200
"""Thousandths of an em above and below the base line that a word's box reaches."""

HALF = 500
"""Width of a character that print does not have, thousandths of an em."""

STRETCH = (1.0, 1000.0)
"""Percent within which a word is made as wide as what it stands over."""


class LayerFont:
    """The font of the invisible words of one file; call `finish` when all are shown."""

    def __init__(self, pdf: pikepdf.Pdf, name: str) -> None:
        """Make the font of a file; `name` is what the resources of its pages call it, with a slash."""
        self._pdf = pdf
        self.name = name
        self._codes: set[int] = set()
        self._font: pikepdf.Object | None = None

    @property
    def object(self) -> pikepdf.Object:
        """The font, for a page's resources."""
        if self._font is None:
            self._font = self._pdf.make_indirect(pikepdf.Dictionary())
        return self._font

    def show(self, text: str, *, size: float, along: Point, origin: Point, span: float) -> bytes:
        """Return the instructions that show a text (of the basic plane) from a place on its base line.

        Args:
            text: its characters.
            size: height of the type, points.
            along: unit vector in which the line runs; y up.
            origin: where it begins, points; y up.
            span: how far it reaches, points.
        """
        codes = [ord(char) for char in text]
        self._codes.update(codes)
        stretch = span / (sum(map(_width, codes)) / 1000 * size) * 100
        if not STRETCH[0] <= stretch <= STRETCH[1]:
            stretch = 100
        dx, dy = along
        matrix = write((dx, dy, -dy, dx, *origin))
        shown = b"".join(code.to_bytes(2, "big") for code in codes).hex().encode()
        head = self.name.encode() + b" " + write((size,)) + b" Tf " + write((stretch,)) + b" Tz "
        return head + matrix + b" Tm <" + shown + b"> Tj"

    def finish(self) -> None:
        """Write the font with the characters that were shown."""
        if self._font is None:
            return
        name = pikepdf.Name("/AAAAAA+Layer")
        descriptor = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=name,
            Flags=5,
            FontBBox=pikepdf.Array([0, DESCENT, HALF, ASCENT]),
            ItalicAngle=0,
            Ascent=ASCENT,
            Descent=DESCENT,
            CapHeight=ASCENT,
            StemV=80,
            FontFile2=pikepdf.Stream(self._pdf, _blank_font()),
        )
        codes = sorted(self._codes)
        below = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=pikepdf.Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            ),
            DW=HALF,
            W=pikepdf.Array([part for code in codes for part in (code, pikepdf.Array([_width(code)]))]),
            CIDToGIDMap=pikepdf.Stream(self._pdf, bytes(65) + b"\1" + bytes(131006)),
            FontDescriptor=self._pdf.make_indirect(descriptor),
        )
        entries = {code.to_bytes(2, "big"): code.to_bytes(2, "big") for code in codes}
        font = self._font
        font["/Type"], font["/Subtype"], font["/BaseFont"] = pikepdf.Name.Font, pikepdf.Name.Type0, name
        font["/Encoding"] = pikepdf.Name("/Identity-H")
        font["/DescendantFonts"] = pikepdf.Array([self._pdf.make_indirect(below)])
        font["/ToUnicode"] = pikepdf.Stream(self._pdf, write_tounicode(entries, [(b"\0\0", b"\xff\xff")]))


def invisible(shown: Sequence[bytes]) -> bytes:
    """Return one text object that shows words invisibly; nothing when there are none."""
    return b"q BT 3 Tr\n" + b"\n".join(shown) + b"\nET Q" if shown else b""


def middles(text: str) -> list[float]:
    """Return where along a text that is shown the middle of each glyph lies, parts of its length; all are as wide."""
    widths = [_width(ord(char)) for char in text]
    return [(start + HALF / 2) / sum(widths) for start in itertools.accumulate(widths[:-1], initial=0)]


@functools.lru_cache(maxsize=1024)
def _width(code: int) -> int:
    """Return the width of a character in Times, thousandths of an em."""
    face = _print()
    return round(face.glyph_advance(code) * 1000) or HALF if face.has_glyph(code) else HALF


@functools.lru_cache(maxsize=1)
def _print() -> pymupdf.Font:
    return pymupdf.Font("tiro")


@functools.lru_cache(maxsize=1)
def _blank_font() -> bytes:
    """Return a TrueType font with a glyph that is a line there and back, and one for the blank that is empty.

    The line leaves no ink and has the box of a letter: without one pdfium leaves out text that runs up or down.
    """
    pen = TTGlyphPen(None)
    pen.moveTo((0, DESCENT))
    pen.lineTo((HALF, ASCENT))
    pen.closePath()
    builder = FontBuilder(unitsPerEm=1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "space"])
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": pen.glyph(), "space": TTGlyphPen(None).glyph()})
    builder.setupHorizontalMetrics({".notdef": (HALF, 0), "space": (HALF, 0)})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 3_000_000_000
    builder.font.recalcTimestamp = False
    held = io.BytesIO()
    builder.save(held)
    return held.getvalue()
