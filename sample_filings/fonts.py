"""The faces that the sample filings are set in, and how they are embedded in a PDF.

The outlines are the Nimbus fonts that ship inside PyMuPDF. A face is embedded as a subset,
either with one-byte codes (as most court software does) or as a CID font (as word
processors do). Nothing here knows what is being set.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from functools import cache

import pikepdf
import pymupdf
from fontTools.agl import toUnicode
from fontTools.fontBuilder import FontBuilder
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from pikepdf import Array, Dictionary, Name

LIGATURES = ("ffi", "ffl", "ff", "fi", "fl")
"""Longest first, so that `ffi` is not taken for `ff` + `i`."""

LIGATURE_CHARACTERS = {"ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ", "ffi": "ﬃ", "ffl": "ﬄ"}

FAMILIES = {
    "times": ("tiro", "tibo", "tiit", "tibi"),
    "sans": ("helv", "hebo", "heit", "hebi"),
    "mono": ("cour", "cobo", "coit", "cobi"),
}
"""Regular, bold, italic, bold italic, by PyMuPDF's short names."""


@dataclass(frozen=True)
class Outlines:
    """The glyphs of one built-in font."""

    name: str
    data: bytes = field(repr=False)
    order: tuple[str, ...] = field(repr=False)
    glyph_of: dict[str, str] = field(repr=False)
    """Character to glyph name."""
    widths: dict[str, int] = field(repr=False)
    """Glyph name to width, thousandths of the type size."""


@cache
def outlines(code: str) -> Outlines:
    """Load a built-in font by PyMuPDF's short name."""
    face = pymupdf.Font(code)
    font = _wrapped(face.buffer)
    charset = font.getGlyphOrder()
    glyph_of = {}
    for name in charset:
        character = toUnicode(name)
        if len(character) == 1:
            glyph_of.setdefault(character, name)
    glyph_of |= {one: letters for letters, one in LIGATURE_CHARACTERS.items() if letters in charset}
    strings = font["CFF "].cff[0].CharStrings
    widths = {}
    for name in charset:
        string = strings[name]
        string.draw(_Nowhere())
        widths[name] = round(string.width)
    return Outlines(font["CFF "].cff.fontNames[0], face.buffer, tuple(charset), glyph_of, widths)


class _Nowhere:
    """A pen that draws nothing; drawing is how fontTools learns a width."""

    def __getattr__(self, name: str) -> object:
        return lambda *args, **kwargs: None


def _wrapped(data: bytes) -> TTFont:
    """Return bare CFF data inside the least OpenType font that fontTools can subset."""
    font = TTFont(sfntVersion="OTTO")
    table = newTable("CFF ")
    table.decompile(data, font)
    font["CFF "] = table
    order = table.cff[0].charset
    font.setGlyphOrder(order)
    builder = FontBuilder(font=font)
    builder.setupHead(unitsPerEm=1000, created=0, modified=0)
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 0)))
    builder.setupHorizontalHeader()
    builder.setupMaxp()
    builder.setupCharacterMap({})
    return font


class Face:
    """One face in one PDF; it gathers what it has set, so that only that is embedded."""

    def __init__(self, code: str, *, cid: bool = False, plain_ligatures: bool = True) -> None:
        self.shapes = outlines(code)
        self.cid = cid
        self.plain_ligatures = plain_ligatures
        """Tell readers that a ligature stands for its letters (ToUnicode), rather than for U+FB0x."""
        self.used: dict[str, str] = {}
        """Glyph name to the character it was used for."""

    def width(self, text: str) -> float:
        """Return the width of a text, in parts of the type size."""
        return sum(self.shapes.widths[self._glyph(c)] for c in text) / 1000

    def take(self, text: str) -> str:
        """Note that a text is set in this face, and return it."""
        for character in text:
            self.used[self._glyph(character)] = character
        return text

    def _glyph(self, character: str) -> str:
        try:
            return self.shapes.glyph_of[character]
        except KeyError:
            raise ValueError(f"no glyph for U+{ord(character):04X} in {self.shapes.name}") from None

    def encode(self, text: str) -> bytes:
        """Return the text as a PDF string operand; only when everything has been set."""
        codes = self._codes
        if self.cid:
            return b"<" + b"".join(b"%04X" % codes[self._glyph(c)] for c in text) + b">"
        raw = bytes(codes[self._glyph(c)] for c in text)
        for mark in (b"\\", b"(", b")"):
            raw = raw.replace(mark, b"\\" + mark)
        return b"(" + raw.replace(b"\r", b"\\r").replace(b"\n", b"\\n") + b")"

    @property
    def _codes(self) -> dict[str, int]:
        kept = self._kept
        if self.cid:
            return {name: number for number, name in enumerate(kept)}
        codes, spare = {}, iter([*range(1, 10), *range(11, 13), *range(14, 32)])
        for name in kept[1:]:
            try:
                (codes[name],) = self.used[name].encode("cp1252")
            except UnicodeEncodeError:
                codes[name] = next(spare)
        return codes

    @property
    def _kept(self) -> list[str]:
        return [".notdef", *(name for name in self.shapes.order if name in self.used)]

    def embed(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """Add the font to a PDF and return its dictionary."""
        data, box = self._subset()
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(" ".join(self._kept).encode()).digest()[:6])
        name = Name(f"/{tag}+{self.shapes.name}")
        flags = (1 if "Mono" in self.shapes.name else 0) | (2 if "Roman" in self.shapes.name else 0) | 32
        program = pdf.make_stream(data, Subtype=Name.CIDFontType0C if self.cid else Name.Type1C)
        descriptor = pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor, FontName=name, Flags=flags, FontBBox=Array(box), ItalicAngle=0,
                Ascent=box[3], Descent=box[1], CapHeight=660, StemV=80, FontFile3=program,
            )
        )  # fmt: skip
        unicode = pdf.make_stream(self._to_unicode())
        widths = self.shapes.widths
        if self.cid:
            inner = Dictionary(
                Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=name, FontDescriptor=descriptor, DW=0,
                CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
                W=Array([0, Array([widths[g] for g in self._kept])]),
            )  # fmt: skip
            return pdf.make_indirect(
                Dictionary(
                    Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
                    DescendantFonts=Array([pdf.make_indirect(inner)]), ToUnicode=unicode,
                )
            )  # fmt: skip
        by_code = {code: glyph for glyph, code in self._codes.items()}
        first, last = min(by_code), max(by_code)
        differences = Array()
        for code in sorted(by_code):
            differences.append(code)
            differences.append(Name("/" + by_code[code]))
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=name, FirstChar=first, LastChar=last,
                Widths=Array([widths[by_code[c]] if c in by_code else 0 for c in range(first, last + 1)]),
                FontDescriptor=descriptor, ToUnicode=unicode,
                Encoding=Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=differences),
            )
        )  # fmt: skip

    def _subset(self) -> tuple[bytes, list[int]]:
        font = _wrapped(self.shapes.data)
        options = Options(notdef_outline=True, hinting=False, desubroutinize=True, name_IDs=[], legacy_kern=False)
        subsetter = Subsetter(options)
        subsetter.populate(glyphs=self._kept)
        subsetter.subset(font)
        if font["CFF "].cff[0].charset != self._kept:
            raise RuntimeError("the subset has another glyph order")
        box = [round(v) for v in font["CFF "].cff[0].FontBBox]
        return font["CFF "].compile(font), box

    def _to_unicode(self) -> bytes:
        wide = 4 if self.cid else 2
        rows = []
        for glyph, code in sorted(self._codes.items(), key=lambda item: item[1]):
            character = self.used.get(glyph)
            if character is None:
                continue
            meaning = character
            if self.plain_ligatures:
                meaning = next((k for k, v in LIGATURE_CHARACTERS.items() if v == character), character)
            rows.append(f"<{code:0{wide}X}> <{meaning.encode('utf-16-be').hex().upper()}>")
        blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
        out = io.StringIO()
        out.write("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n")
        out.write("/CMapName /Adobe-Identity-UCS def\n")
        out.write(f"1 begincodespacerange\n<{'0' * wide}> <{'F' * wide}>\nendcodespacerange\n")
        for block in blocks:
            out.write(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n")
        out.write("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
        return out.getvalue().encode()


def ligated(text: str) -> str:
    """Return the text with its f-ligatures as single characters."""
    for letters in LIGATURES:
        text = text.replace(letters, LIGATURE_CHARACTERS[letters])
    return text
