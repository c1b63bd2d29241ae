"""How a font turns the bytes of a string into glyphs, and how far each glyph moves the pen.

It draws nothing and knows no letters: codes and widths only, in parts of the
font size (ISO 32000-1, 9.2.4, 9.6 and 9.7).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from typing import Any

import pikepdf
from fontTools.agl import toUnicode
from fontTools.encodings.StandardEncoding import StandardEncoding

from pipeline.redact.matrix import Rect
from pipeline.redact.mupdf import pymupdf

COMMON_BOX: Rect = (-0.6, -0.7, 1.8, 1.3)
"""Room that a glyph takes around its origin at most, in ems, when the font does not say."""


MOST_KNOWN = 1024
"""Strings of a font that are kept cut into codes: those of a few pages."""


class Face:
    """A simple font (one byte a glyph), and the base of the others."""

    wide = False
    """Codes take more than one byte, so that word spacing does not count."""
    vertical = False

    def __init__(
        self, widths: list[float], *, room: Rect = COMMON_BOX, reliable: bool = True, type3: bool = False
    ) -> None:
        self.widths = widths
        self.room = room
        self.reliable = reliable
        """False when the widths are guessed, so that places computed from them are not to be trusted."""
        self.type3 = type3

    def codes(self, data: bytes) -> list[tuple[bytes, float]]:
        """Return (bytes of the code, advance) for each glyph of a string."""
        widths = self.widths
        return [(data[i : i + 1], widths[b]) for i, b in enumerate(data)]

    def measure(self, data: bytes) -> tuple[float, int, int]:
        """Return the sum of advances, the number of glyphs, and how many are word spaces."""
        return sum(map(self.widths.__getitem__, data)), len(data), data.count(32)


class WideFace(Face):
    """A composite font: a CMap cuts the string into codes and gives each a CID."""

    wide = True

    def __init__(
        self,
        cut: Callable[[bytes], Iterable[tuple[bytes, int]]],
        *,
        widths: dict[int, float],
        default: float,
        vertical: bool = False,
        reliable: bool = True,
    ) -> None:
        super().__init__([], reliable=reliable)
        self.cut = cut
        self._known: dict[bytes, list[tuple[bytes, float]]] = {}
        """Strings already cut: each is measured, placed and rewritten."""
        self.by_cid = widths
        self.default = default
        self.vertical = vertical
        self.room = (-1.2, -1.6, 1.8, 1.6) if vertical else COMMON_BOX

    def codes(self, data: bytes) -> list[tuple[bytes, float]]:
        """Return (bytes of the code, advance) for each glyph of a string."""
        if data not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            get, default = self.by_cid.get, self.default
            self._known[data] = [(code, get(cid, default)) for code, cid in self.cut(data)]
        return self._known[data]

    def measure(self, data: bytes) -> tuple[float, int, int]:
        """Return the sum of advances, the number of glyphs, and how many are word spaces (none that count)."""
        found = self.codes(data)
        spaces = sum(code == b" " for code, _ in found)
        return sum(width for _, width in found), len(found), spaces


class Faces:
    """The faces of one file's fonts, each made once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Face] = {}

    def of(self, font: pikepdf.Object) -> Face:
        """Return the face of a font."""
        key = font.objgen
        if key == (0, 0):
            return face(font)
        if key not in self._known:
            self._known[key] = face(font)
        return self._known[key]


def face(font: pikepdf.Object) -> Face:
    """Return the face of a font dictionary; a damaged one gives a face that is not `reliable`."""
    kind = font.get("/Subtype")
    if kind == "/Type0":
        return _composite(font)
    widths, reliable = _simple_widths(font)
    if kind == "/Type3":
        return _drawn(font, widths)
    return Face([w / 1000 for w in widths], reliable=reliable)


def floats(value: Any) -> list[float]:
    """Return the numbers of an array; an empty list for what is none."""
    if not isinstance(value, pikepdf.Array):
        return []
    try:
        return [float(v) for v in value.as_list()]
    except (TypeError, ValueError):
        return []


def whole(value: Any, default: int = 0) -> int:
    """Return an integer, or the default for what is none."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return default


def _drawn(font: pikepdf.Object, widths: list[float]) -> Face:
    matrix = floats(font.get("/FontMatrix"))
    if len(matrix) != 6:
        matrix = [0.001, 0, 0, 0.001, 0, 0]
    bounds = floats(font.get("/FontBBox"))
    room: Rect = (-1e6, -1e6, 1e6, 1e6)
    if len(bounds) == 4 and any(bounds):
        xs = [bounds[i] * matrix[0] + bounds[j] * matrix[2] for i in (0, 2) for j in (1, 3)]
        ys = [bounds[i] * matrix[1] + bounds[j] * matrix[3] for i in (0, 2) for j in (1, 3)]
        room = (min(xs) - 0.3, min(ys) - 0.3, max(xs) + 0.3, max(ys) + 0.3)
    return Face([w * matrix[0] for w in widths], room=room, type3=True)


def _simple_widths(font: pikepdf.Object) -> tuple[list[float], bool]:
    descriptor = font.get("/FontDescriptor")
    missing = 0.0
    if isinstance(descriptor, pikepdf.Dictionary):
        try:
            missing = float(descriptor.get("/MissingWidth", 0))
        except (TypeError, ValueError):
            missing = 0.0
    given = font.get("/Widths")
    listed = floats(given)
    if not listed:
        return _builtin_widths(font)
    widths = [missing] * 256
    first = whole(font.get("/FirstChar"), 0)
    for i, width in enumerate(listed):
        if 0 <= first + i < 256:
            widths[first + i] = width
    return widths, True


_BUILTIN = {
    "Helvetica": "helv",
    "Helvetica-Bold": "hebo",
    "Helvetica-Oblique": "heit",
    "Helvetica-BoldOblique": "hebi",
    "Times-Roman": "tiro",
    "Times-Bold": "tibo",
    "Times-Italic": "tiit",
    "Times-BoldItalic": "tibi",
    "Courier": "cour",
    "Courier-Bold": "cobo",
    "Courier-Oblique": "coit",
    "Courier-BoldOblique": "cobi",
    "Symbol": "symb",
    "ZapfDingbats": "zadb",
}


@functools.lru_cache(maxsize=32)
def _builtin(name: str) -> pymupdf.Font:
    return pymupdf.Font(name)


def _family(name: str) -> str:
    """Return which of the standard fourteen stands in for a font name."""
    bare = name.lstrip("/").split("+")[-1]
    if bare in _BUILTIN:
        return _BUILTIN[bare]
    low = bare.lower()
    bold, slant = "bold" in low, "italic" in low or "oblique" in low
    index = (1 if bold else 0) + (2 if slant else 0)
    if "cour" in low or "mono" in low:
        return ("cour", "cobo", "coit", "cobi")[index]
    if "times" in low or "roman" in low or "serif" in low.replace("sans", ""):
        return ("tiro", "tibo", "tiit", "tibi")[index]
    return ("helv", "hebo", "heit", "hebi")[index]


def _builtin_widths(font: pikepdf.Object) -> tuple[list[float], bool]:
    name = str(font.get("/BaseFont", "/Helvetica"))
    known = name.lstrip("/").split("+")[-1] in _BUILTIN
    return list(_advances(_family(name), tuple(glyph_names(font)))), known


@functools.lru_cache(maxsize=256)
def _advances(family: str, glyphs: tuple[str, ...]) -> tuple[float, ...]:
    stand_in = _builtin(family)
    texts = [toUnicode(glyph) if glyph else "" for glyph in glyphs]
    # A code without a glyph moves the pen by the width of `.notdef`, in MuPDF as in pdfium.
    return tuple(stand_in.glyph_advance(ord(text[0]) if text else 0xFFFE) * 1000 for text in texts)


def glyph_names(font: pikepdf.Object) -> list[str]:
    """Return the glyph name of each of the 256 codes of a simple font; empty where there is none."""
    encoding = font.get("/Encoding")
    base, differences = encoding, None
    if isinstance(encoding, pikepdf.Dictionary):
        base, differences = encoding.get("/BaseEncoding"), encoding.get("/Differences")
    names = list(_encoding(str(base) if isinstance(base, pikepdf.Name) else ""))
    if isinstance(differences, pikepdf.Array):
        at = 0
        for item in differences.as_list():
            if isinstance(item, pikepdf.Name):
                if 0 <= at < 256:
                    names[at] = str(item).lstrip("/")
                at += 1
            else:
                at = whole(item, at)
    return names


@functools.lru_cache(maxsize=8)
def _encoding(name: str) -> tuple[str, ...]:
    if name in ("/WinAnsiEncoding", "/MacRomanEncoding"):
        codec = "cp1252" if name == "/WinAnsiEncoding" else "mac_roman"
        letters = [bytes((i,)).decode(codec, "ignore") if i > 31 else "" for i in range(256)]
        return tuple(f"uni{ord(letter):04X}" if letter else "" for letter in letters)
    return tuple("" if glyph == ".notdef" else glyph for glyph in StandardEncoding)


# -- composite fonts -------------------------------------------------------------------------------------------------


def _composite(font: pikepdf.Object) -> Face:
    below = font.get("/DescendantFonts")
    child = below[0] if isinstance(below, pikepdf.Array) and len(below) else pikepdf.Dictionary()
    if not isinstance(child, pikepdf.Dictionary):
        child = pikepdf.Dictionary()
    cut, vertical, reliable = cutter(font.get("/Encoding"))
    if vertical:
        metrics = floats(child.get("/DW2")) or [880.0, -1000.0]
        widths = _listed(child.get("/W2"), step=3)
        return WideFace(cut, widths=widths, default=metrics[-1] / 1000, vertical=True, reliable=reliable)
    try:
        default = float(child.get("/DW", 1000))
    except (TypeError, ValueError):
        default = 1000.0
    return WideFace(cut, widths=_listed(child.get("/W"), step=1), default=default / 1000, reliable=reliable)


def _listed(value: Any, *, step: int) -> dict[int, float]:
    """Return CID -> advance of a /W (one number a glyph) or /W2 array (three)."""
    out: dict[int, float] = {}
    if not isinstance(value, pikepdf.Array):
        return out
    items = value.as_list()
    at = 0
    while at + 1 < len(items):
        first = whole(items[at])
        after = items[at + 1]
        if isinstance(after, pikepdf.Array):
            listed = floats(after)
            for i in range(0, len(listed), step):
                out[first + i // step] = listed[i] / 1000
            at += 2
        elif at + 2 < len(items):
            last = min(whole(after), 65535)
            try:
                width = float(items[at + 2]) / 1000
            except (TypeError, ValueError):
                width = 1.0
            out.update(dict.fromkeys(range(max(first, 0), last + 1), width))
            at += 2 + step
        else:
            break
    return out


def _pairs(data: bytes) -> list[tuple[bytes, int]]:
    return [(data[i : i + 2], int.from_bytes(data[i : i + 2], "big")) for i in range(0, len(data), 2)]


def cutter(encoding: Any) -> tuple[Callable[[bytes], Iterable[tuple[bytes, int]]], bool, bool]:
    """Return (function from bytes to codes with CIDs, vertical, reliable) for a composite font's /Encoding."""
    if isinstance(encoding, pikepdf.Name):
        name = str(encoding).lstrip("/")
        if name in ("Identity-H", "Identity-V"):
            return _pairs, name.endswith("V"), True
        return _system(name)
    if isinstance(encoding, pikepdf.Stream):
        try:
            return _embedded(encoding)
        except (pikepdf.PdfError, ValueError):
            return _pairs, False, False
    return _pairs, False, False


def _system(name: str) -> tuple[Callable[[bytes], Iterable[tuple[bytes, int]]], bool, bool]:
    """Return the cutter of one of the predefined CMaps (ISO 32000-1, table 118); MuPDF carries the tables."""
    try:
        table = pymupdf.mupdf.pdf_load_system_cmap(name)
    except (pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError):
        return _pairs, name.endswith("V"), False
    lead = _lead(name)

    def cut(data: bytes) -> Iterable[tuple[bytes, int]]:
        at = 0
        while at < len(data):
            size = lead(data[at : at + 2])
            code = data[at : at + size]
            yield code, max(pymupdf.mupdf.pdf_lookup_cmap(table, int.from_bytes(code, "big")), 0)
            at += size

    return cut, name.endswith("V"), True


def _lead(name: str) -> Callable[[bytes], int]:
    """Return a function from the next two bytes to the length of the code that begins there."""
    if "UTF16" in name:
        return lambda head: 4 if 0xD8 <= head[0] <= 0xDB else 2
    if "RKSJ" in name:
        return lambda head: 2 if 0x81 <= head[0] <= 0x9F or 0xE0 <= head[0] <= 0xFC else 1
    if "EUC" in name:
        return lambda head: 2 if head[0] == 0x8E or head[0] >= 0xA1 else 1
    if "GBK2K" in name:
        return lambda head: 1 if head[0] < 0x81 else 4 if head[1:] and 0x30 <= head[1] <= 0x39 else 2
    if any(part in name for part in ("GBK", "UHC", "B5pc", "ETen", "HKscs")):
        return lambda head: 2 if head[0] >= 0x81 else 1
    return lambda _: 2


def _by_range(data: bytes, ranges: list[tuple[int, int, int]]) -> Iterable[bytes]:
    at = 0
    while at < len(data):
        for size in (1, 2, 3, 4):
            value = int.from_bytes(data[at : at + size], "big")
            if any(n == size and low <= value <= high for n, low, high in ranges):
                break
        else:
            size = min((n for n, _, _ in ranges), default=1)
        yield data[at : at + size]
        at += size


_SPACES = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.DOTALL)
_CIDS = re.compile(rb"begin(cidrange|cidchar)(.*?)end\1", re.DOTALL)
_WMODE = re.compile(rb"/WMode\s+1\b")
_USE = re.compile(rb"/([^\s/]+)\s+usecmap")


def _embedded(stream: pikepdf.Stream) -> tuple[Callable[[bytes], Iterable[tuple[bytes, int]]], bool, bool]:
    text = stream.read_bytes()
    ranges: list[tuple[int, int, int]] = []
    for block in _SPACES.findall(text):
        found = re.findall(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>", block)
        ranges += [(len(bytes.fromhex(lo.decode())), int(lo, 16), int(hi, 16)) for lo, hi in found]
    cids: dict[int, int] = {}
    for kind, block in _CIDS.findall(text):
        if kind == b"cidchar":
            cids.update((int(a, 16), int(b)) for a, b in re.findall(rb"<([0-9A-Fa-f]+)>\s*(\d+)", block))
            continue
        for lo, hi, cid in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(\d+)", block):
            first, last = int(lo, 16), min(int(hi, 16), int(lo, 16) + 65535)
            cids.update((code, int(cid) + code - first) for code in range(first, last + 1))
    used = _USE.search(text)
    named = stream.get("/UseCMap")
    base = (
        used.group(1).decode("latin-1") if used else str(named).lstrip("/") if isinstance(named, pikepdf.Name) else ""
    )
    below, _, _ = cutter(pikepdf.Name("/" + base)) if base else (None, False, True)
    vertical = stream.get("/WMode") == 1 or bool(_WMODE.search(text))

    def cut(data: bytes) -> Iterable[tuple[bytes, int]]:
        if not ranges and below is not None:
            return below(data)
        return ((code, cids.get(int.from_bytes(code, "big"), _base(code))) for code in _by_range(data, ranges))

    def _base(code: bytes) -> int:
        return next((cid for _, cid in below(code)), 0) if below is not None else 0

    return cut, vertical, bool(ranges) or below is not None
