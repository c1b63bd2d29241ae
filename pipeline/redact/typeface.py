"""Copy font dictionaries by a whitelist; names that could say something become anonymous.

Glyph procedures of Type 3 fonts are content streams: the caller says how they are rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import pikepdf
from fontTools.agl import AGL2UV

from pipeline.errors import RefusedError
from pipeline.redact import fontfile
from pipeline.redact.charmap import plain_cmap, plain_tounicode
from pipeline.redact.entry import copy_names, copy_numbers, copy_rows, glyph_name_is_plain, is_number

ENCODINGS = frozenset(
    ("/StandardEncoding", "/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding", "/PDFDocEncoding")
)
_KINDS = frozenset(("/Type1", "/MMType1", "/TrueType", "/Type3", "/Type0"))
_ORDERINGS = frozenset((b"Identity", b"Japan1", b"Japan2", b"GB1", b"CNS1", b"Korea1", b"KR", b"UCS"))

Program = Callable[[pikepdf.Object, Any], tuple[pikepdf.Object, pikepdf.Dictionary] | None]
"""From (glyph procedure, resources) to (new procedure, its resources)."""

_WORDS = (
    "Times New Roman Arial Helvetica Neue Courier Symbol Zapf Dingbats Bold Italic Oblique Regular Normal Medium "
    "Light Thin Black Heavy Semi Demi Extra Ultra Narrow Condensed Cond Extended MT PS Std Pro Unicode MS Sans "
    "Serif Mono Book Calibri Cambria Candara Consolas Constantia Corbel Georgia Verdana Tahoma Trebuchet Garamond "
    "Adobe Century Schoolbook Bookman Palatino Linotype Antiqua Gothic Franklin Lucida Console Handwriting Comic "
    "Impact Wingdings Webdings Math Segoe UI Old Style Goudy Baskerville Bodoni Didot Futura Gill Univers Optima "
    "Rockwell Minion Myriad Avenir Frutiger Nimbus Liberation DejaVu Bitstream Vera Free Noto Open Source Code "
    "Roboto Lato Droid Ubuntu Carlito Caladea Tinos Arimo Cousine Equity Concourse Chancery Computer Modern Latin "
    "HeiseiMin HeiseiKakuGo KozMin KozGo Mincho MSung MHei STSong STFangsong STHeiti SimSun SimHei MingLiU "
    "PMingLiU Batang Dotum Gulim HYSMyeongJo HYGoThic HYGothic Acro Typewriter American Charter Utopia Letter "
    "Prestige Elite OCRA OCRB Free3of9 Barcode Arabic Hebrew Cyrillic Greek Tms Rmn Hel"
)
_FONT_NAME = re.compile(
    r"(?:CM[A-Z]{1,6}\d{1,2}|LM[A-Z][A-Za-z]{2,8}\d{1,2}-[A-Z][a-z]+|"
    r"(?:"
    + "|".join(sorted(set(_WORDS.split()), key=len, reverse=True))
    + r"|[-,_ ]|(?<=[A-Za-z-])[A-Z0-9]{1,2}(?=[-,]|\Z))+)\Z"
)
"""Family and style words; a name made of them says nothing but the font."""


def plain_font_name(name: str, *, embedded: bool) -> str:
    """Return a font's name when it is made of words that font families are made of, else one that says its style."""
    bare = name.lstrip("/")
    prefix, plus, rest = bare.partition("+")
    if not plus or not re.fullmatch(r"[A-Z]{6}", prefix):
        prefix, plus, rest = "", "", bare
    if _FONT_NAME.match(rest):
        return rest if not plus else f"{prefix}+{rest}" if not embedded else f"AAAAAA+{rest}"
    low = rest.lower()
    style = ("Bold" if "bold" in low or "black" in low else "") + (
        "Italic" if "italic" in low or "oblique" in low else ""
    )
    return ("AAAAAA+" if embedded else "") + "Plain" + ("-" + style if style else "")


class Typefaces:
    """Copies the fonts of one source file into one target file, each once."""

    def __init__(self, target: pikepdf.Pdf, program: Program) -> None:
        self.target = target
        self.program = program
        self.done: dict[tuple[int, int], pikepdf.Object | None] = {}
        self.files: dict[tuple[int, int], pikepdf.Object | None] = {}

    def font(self, source: pikepdf.Object) -> pikepdf.Object | None:
        """Return the clean copy of a font; None for what is none."""
        key = source.objgen
        if key in self.done and key != (0, 0):
            return self.done[key]
        if key != (0, 0):
            self.done[key] = None
        made = self._font(source)
        if key != (0, 0):
            self.done[key] = made
        return made

    def _font(self, source: pikepdf.Object) -> pikepdf.Object | None:
        kind = str(source.get("/Subtype", "/Type1"))
        if kind not in _KINDS:
            return None
        out = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name(kind))
        if kind == "/Type0":
            made = self._composite(source, out)
        elif kind == "/Type3":
            made = self._drawn(source, out)
        else:
            made = self._simple(source, out)
        if not made:
            return None
        self._unicode(source, out)
        return self.target.make_indirect(out)

    def _unicode(self, source: pikepdf.Object, out: pikepdf.Dictionary) -> None:
        stream = source.get("/ToUnicode")
        if isinstance(stream, pikepdf.Stream):
            try:
                out["/ToUnicode"] = pikepdf.Stream(self.target, plain_tounicode(stream.read_bytes()))
            except (pikepdf.PdfError, ValueError):
                return
        elif isinstance(stream, pikepdf.Name) and str(stream) in ("/Identity-H", "/Identity-V"):
            out["/ToUnicode"] = pikepdf.Name(str(stream))

    def _name(self, source: pikepdf.Object, out: pikepdf.Dictionary, descriptor: pikepdf.Dictionary | None) -> None:
        name = source.get("/BaseFont")
        embedded = descriptor is not None and any(f"/FontFile{n}" in descriptor for n in ("", "2", "3"))
        text = "Plain"
        if isinstance(name, pikepdf.Name):
            try:
                text = plain_font_name(str(name), embedded=embedded)
            except UnicodeError:
                text = "Plain"
        out["/BaseFont"] = pikepdf.Name("/" + text)
        if descriptor is not None:
            descriptor["/FontName"] = out["/BaseFont"]
            out["/FontDescriptor"] = self.target.make_indirect(descriptor)

    def _simple(self, source: pikepdf.Object, out: pikepdf.Dictionary) -> bool:
        copy_numbers(source, out, ("/FirstChar", "/LastChar"))
        copy_rows(source, out, ("/Widths",))
        encoding = self._encoding(source.get("/Encoding"))
        if encoding is not None:
            out["/Encoding"] = encoding
        self._name(source, out, self._descriptor(source.get("/FontDescriptor")))
        return True

    def _encoding(self, source: Any, renamed: dict[str, str] | None = None) -> pikepdf.Object | None:
        if isinstance(source, pikepdf.Name):
            return pikepdf.Name(str(source)) if str(source) in ENCODINGS else None
        if not isinstance(source, pikepdf.Dictionary):
            return None
        out = pikepdf.Dictionary(Type=pikepdf.Name.Encoding)
        copy_names(source, out, {"/BaseEncoding": ENCODINGS})
        listed = source.get("/Differences")
        if isinstance(listed, pikepdf.Array):
            kept = []
            for item in listed.as_list():
                if is_number(item):
                    kept.append(item)
                elif isinstance(item, pikepdf.Name):
                    kept.append(pikepdf.Name("/" + _glyph(item, renamed)))
            out["/Differences"] = pikepdf.Array(kept)
        return out

    def _descriptor(self, source: Any) -> pikepdf.Dictionary | None:
        if not isinstance(source, pikepdf.Dictionary):
            return None
        out = pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor)
        numbers = (
            "Flags ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth"
        )
        copy_numbers(source, out, ["/" + key for key in numbers.split()])
        copy_rows(source, out, ("/FontBBox",))
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            stream = source.get(key)
            if isinstance(stream, pikepdf.Stream):
                made = self._file(key, stream)
                if made is not None:
                    out[key] = made
                    break
        return out

    def _file(self, key: str, stream: pikepdf.Object) -> pikepdf.Object | None:
        known = stream.objgen
        if known in self.files and known != (0, 0):
            return self.files[known]
        try:
            data, lengths = fontfile.plain(key, stream.read_bytes(), stream.get("/Length1"))
        except pikepdf.PdfError:
            return None
        out = pikepdf.Stream(self.target, data)
        for i, length in enumerate(lengths, 1):
            out[f"/Length{i}"] = length
        copy_names(stream, out, {"/Subtype": frozenset(("/Type1C", "/CIDFontType0C", "/OpenType"))})
        self.files[known] = out
        return out

    # -- Type 0 ------------------------------------------------------------------------------------------------------

    def _composite(self, source: pikepdf.Object, out: pikepdf.Dictionary) -> bool:
        below = source.get("/DescendantFonts")
        child = below[0] if isinstance(below, pikepdf.Array) and len(below) else None
        if not isinstance(child, pikepdf.Dictionary):
            return False
        made = pikepdf.Dictionary(Type=pikepdf.Name.Font)
        copy_names(child, made, {"/Subtype": frozenset(("/CIDFontType0", "/CIDFontType2"))})
        made["/CIDSystemInfo"] = _system(child.get("/CIDSystemInfo"))
        copy_numbers(child, made, ("/DW",))
        copy_rows(child, made, ("/DW2",))
        for key in ("/W", "/W2"):
            widths = _nested_rows(child.get(key))
            if widths is not None:
                made[key] = widths
        self._name(child, made, self._descriptor(child.get("/FontDescriptor")))
        mapping = child.get("/CIDToGIDMap")
        if isinstance(mapping, pikepdf.Stream):
            try:
                made["/CIDToGIDMap"] = pikepdf.Stream(self.target, mapping.read_bytes()[:131072])
            except pikepdf.PdfError:
                made["/CIDToGIDMap"] = pikepdf.Name.Identity
        elif isinstance(mapping, pikepdf.Name):
            made["/CIDToGIDMap"] = pikepdf.Name.Identity
        out["/BaseFont"] = made["/BaseFont"]
        out["/DescendantFonts"] = pikepdf.Array([self.target.make_indirect(made)])
        return self._map(source.get("/Encoding"), out)

    def _map(self, encoding: Any, out: pikepdf.Dictionary) -> bool:
        if isinstance(encoding, pikepdf.Name):
            if not re.fullmatch(r"/[A-Za-z0-9]{1,12}(?:-[A-Za-z0-9]{1,8}){0,4}", str(encoding)):
                return False
            out["/Encoding"] = pikepdf.Name(str(encoding))
            return True
        if not isinstance(encoding, pikepdf.Stream):
            return False
        try:
            text, vertical, base = plain_cmap(encoding.read_bytes(), encoding.get("/UseCMap"), encoding.get("/WMode"))
        except (pikepdf.PdfError, ValueError):
            return False
        made = pikepdf.Stream(self.target, text, Type=pikepdf.Name.CMap, CMapName=pikepdf.Name.Plain)
        made["/CIDSystemInfo"] = _system(encoding.get("/CIDSystemInfo"))
        if vertical:
            made["/WMode"] = 1
        if base:
            made["/UseCMap"] = pikepdf.Name("/" + base)
        out["/Encoding"] = made
        return True

    # -- Type 3 ------------------------------------------------------------------------------------------------------

    def _drawn(self, source: pikepdf.Object, out: pikepdf.Dictionary) -> bool:
        procedures = source.get("/CharProcs")
        if not isinstance(procedures, pikepdf.Dictionary):
            return False
        copy_rows(source, out, ("/FontBBox", "/FontMatrix", "/Widths"))
        copy_numbers(source, out, ("/FirstChar", "/LastChar"))
        named: dict[str, str] = {}
        encoding = self._encoding(source.get("/Encoding"), named)
        out["/Encoding"] = encoding if encoding is not None else pikepdf.Dictionary(Type=pikepdf.Name.Encoding)
        made, resources = pikepdf.Dictionary(), pikepdf.Dictionary()
        for name, stream in procedures.items():
            old = name.lstrip("/")
            if old not in named or not isinstance(stream, pikepdf.Stream):
                continue
            done = self.program(stream, source.get("/Resources"))
            if done is not None:
                made["/" + named[old]] = self.target.make_indirect(done[0])
                _merge(resources, done[1], done[0])
        out["/CharProcs"] = made
        out["/Resources"] = resources
        return True


def _merge(into: pikepdf.Dictionary, more: pikepdf.Dictionary, stream: pikepdf.Object) -> None:
    """Give a glyph procedure resources of its own, where it uses any."""
    if len(more):
        stream["/Resources"] = more
        for kind, group in more.items():
            if kind not in into:
                into[kind] = pikepdf.Dictionary()
            for name, value in group.items():
                into[kind][name] = value


def _glyph(item: pikepdf.Object, renamed: dict[str, str] | None) -> str:
    try:
        name = str(item).lstrip("/")
    except UnicodeError:
        name = ""
    new = name if glyph_name_is_plain(name, AGL2UV) else None
    if renamed is None:
        return new if new is not None else name
    return renamed.setdefault(name, new if new is not None else f"g{len(renamed)}")


def _system(source: Any) -> pikepdf.Dictionary:
    ordering, supplement = b"Identity", 0
    if isinstance(source, pikepdf.Dictionary):
        given = source.get("/Ordering")
        if isinstance(given, pikepdf.String) and bytes(given) in _ORDERINGS:
            ordering = bytes(given)
        number = source.get("/Supplement")
        supplement = number if isinstance(number, int) and 0 <= number < 20 else 0
    return pikepdf.Dictionary(
        Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String(ordering), Supplement=supplement
    )


WIDEST = 32_767
"""Thousandths of an em; libraries hold the width of a glyph in 16 bits, and each does otherwise with a wider one."""
LAST_CODE = 65_535
"""The last number a glyph of a composite font can have."""


def _nested_rows(value: Any) -> pikepdf.Array | None:
    """Return the widths of a composite font.

    Raises:
        RefusedError: `content_unreadable`, for what readers take differently, so that each draws another page.
    """
    if not isinstance(value, pikepdf.Array):
        return None
    out: list[pikepdf.Object] = []
    for item in value.as_list():
        if isinstance(item, pikepdf.Array):
            inner = item.as_list()
            _check_numbers(inner, WIDEST)
            out.append(pikepdf.Array(inner))
        else:
            _check_numbers([item], LAST_CODE)
            out.append(item)
    return pikepdf.Array(out)


def _check_numbers(values: Iterable[Any], most: int) -> None:
    if not all(is_number(value) and abs(value) <= most for value in values):
        raise RefusedError("the widths of a font are no numbers that a font has", reason="content_unreadable")
