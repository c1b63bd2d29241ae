"""Reads which glyphs an embedded font program can still draw, and what they are called. It draws and changes nothing.

TrueType and OpenType, bare CFF and Type 1 are read by fontTools; a program that
cannot be read says so, because an inventory that was not seen proves nothing.
"""

from __future__ import annotations

import functools
import io
import re
import struct
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from fontTools.agl import UV2AGL, toUnicode
from fontTools.cffLib import CFFFontSet
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.misc import eexec
from fontTools.ttLib import TTFont, TTLibError
from pikepdf import Name

from pipeline.verify.book import Unread

FILES = (Name.FontFile, Name.FontFile2, Name.FontFile3)

SFNT = (b"\0\1\0\0", b"true", b"OTTO", b"ttcf")
"""How TrueType and OpenType programs begin."""

EEXEC = 55665
"""Key of a Type 1 program's private part (Adobe Type 1 Font Format, 7.2)."""

CHARSTRING = 4330
"""Key of its glyphs (7.3), whose first four bytes are random."""

EMPTY = 4
"""Bytes of a glyph's program that can only give a width and end."""

FAULTS = (
    TTLibError,
    struct.error,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    OverflowError,
    RecursionError,
)
"""What fontTools raises on a damaged program."""

_GLYPH = re.compile(rb"/([^\s/()<>\[\]{}%]+)\s+(\d+)\s+(?:RD|-\|)\s")
_PAIR = re.compile(rb"dup\s+(\d+)\s*/([^\s/()<>\[\]{}%]+)\s+put")

Parts = Callable[[str], Iterable[str]]


def _no_parts(_: str) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """The glyphs of one font program, by name; a program without names gives each a number for a name."""

    drawn: frozenset[str]
    """Glyphs with an outline."""
    order: tuple[str, ...] = ()
    """By glyph number; empty where glyphs have none."""
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What character a glyph is, by its name or by the program's own map."""
    maps: tuple[Mapping[int, str], ...] = ()
    """Glyphs by character code, as the program maps them."""
    builtin: Mapping[int, str] = field(default_factory=dict)
    """Glyphs by the codes of the program's own encoding."""
    cids: Mapping[int, str] | None = None
    """Glyphs by CID, of a CID-keyed program."""
    parts: Parts = field(default=_no_parts, repr=False)
    """Glyphs that a glyph is put together from."""

    @property
    def outlined(self) -> set[str]:
        """Return the characters that it can draw, as far as it tells."""
        return {self.texts[name] for name in self.drawn if name in self.texts}

    def whole(self, names: Iterable[str]) -> set[str]:
        """Return glyphs with the parts that they are put together from."""
        found: set[str] = set()
        stack = list(names)
        while stack:
            name = stack.pop()
            if name not in found:
                found.add(name)
                stack.extend(self.parts(name))
        return found


def stream_of(font: pikepdf.Dictionary) -> pikepdf.Stream | None:
    """Return the stream of the program that is embedded for a font, if any."""
    below = font.get(Name.DescendantFonts)
    holder = below[0] if isinstance(below, pikepdf.Array) and len(below) else font
    descriptor = holder.get(Name.FontDescriptor)
    if not isinstance(descriptor, pikepdf.Dictionary):
        return None
    return next((found for key in FILES if isinstance(found := descriptor.get(key), pikepdf.Stream)), None)


def read(data: bytes) -> Program:
    """Return what a font program can draw.

    Raises:
        Unread: it cannot be told.
    """
    try:
        if data[:4] in SFNT:
            return _sfnt(data)
        return _cff(data) if data[:1] == b"\x01" else _type1(data)
    except FAULTS:
        raise Unread("font_program") from None


def _sfnt(data: bytes) -> Program:
    with TTFont(io.BytesIO(data), lazy=True, fontNumber=0) as face:
        order = tuple(face.getGlyphOrder())
        tables = [t for t in face["cmap"].tables if hasattr(t, "cmap")] if "cmap" in face else []
        maps = tuple(table.cmap for table in tables)
        best = (face.getBestCmap() or {}) if tables else {}
        texts = {name: chr(code) for code, name in best.items()}
        if "CFF " in face:
            inner = _cff(face.reader["CFF "])
            drawn = frozenset(order[i] for i, name in enumerate(inner.order) if name in inner.drawn and i < len(order))
            return Program(drawn, order, texts, maps)
        outlines = face["loca"]
        some = min(len(order), len(outlines) - 1)
        drawn = frozenset(order[i] for i in range(some) if outlines[i + 1] > outlines[i])
    return Program(drawn, order, texts, maps, parts=_compound(data))


def _compound(data: bytes) -> Parts:
    """Return what looks up the components of a TrueType glyph; the program is opened anew when first asked."""

    @functools.cache
    def outlines() -> Any:
        return TTFont(io.BytesIO(data), lazy=True, fontNumber=0)["glyf"]

    def parts(name: str) -> Iterable[str]:
        try:
            return tuple(outlines()[name].getComponentNames(outlines()))
        except FAULTS:
            return ()

    return parts


def _cff(data: bytes) -> Program:
    program = CFFFontSet()
    program.decompile(io.BytesIO(data), None)
    top = program[0]
    order, strings = tuple(top.charset), top.CharStrings
    glyphs = {name: strings.getItemAndSelector(name)[0] for name in order}
    drawn = frozenset(name for name, glyph in glyphs.items() if len(glyph.bytecode or b"") > EMPTY)

    def parts(name: str) -> Iterable[str]:
        try:
            glyph = glyphs[name]
            glyph.decompile()
            return _accent(glyph.program)
        except FAULTS:
            return ()

    if hasattr(top, "ROS"):
        return Program(drawn, order, cids={int(name[3:]): name for name in order if name[:3] == "cid"}, parts=parts)
    listed: Any = getattr(top, "Encoding", "StandardEncoding")
    names = StandardEncoding if isinstance(listed, str) else listed
    builtin = {code: name for code, name in enumerate(names) if name != ".notdef"}
    return Program(drawn, order, _texts(order), builtin=builtin, parts=parts)


def _accent(program: list[Any]) -> Iterable[str]:
    """Return the two glyphs that an accented letter is put together from (`endchar` with four operands)."""
    if len(program) < 5 or program[-1] != "endchar" or any(isinstance(v, str) for v in program[:-1]):
        return ()
    return tuple(StandardEncoding[int(v)] for v in program[-3:-1] if 0 <= int(v) < 256)


def _type1(data: bytes) -> Program:
    data = _unwrapped(data)
    mark = re.search(rb"currentfile\s+eexec(?:\r\n|\s)", data)
    if mark is None:
        raise ValueError
    head, sealed = data[: mark.end()], data[mark.end() :]
    if re.match(rb"\s*[0-9A-Fa-f\s]{8}", sealed):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", sealed)
        sealed = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
    plain = eexec.decrypt(sealed, EEXEC)[0]
    at = plain.index(b"/CharStrings")
    glyphs: dict[str, bytes] = {}
    while (found := _GLYPH.search(plain, at)) is not None:
        at = found.end() + int(found.group(2))
        glyphs[found.group(1).decode("latin-1")] = plain[found.end() : at]
    if not glyphs:
        raise ValueError
    drawn = frozenset(name for name, body in glyphs.items() if len(body) > 4 + EMPTY)
    builtin = {int(code): name.decode("latin-1") for code, name in _PAIR.findall(head)}
    if not builtin:
        builtin = {code: name for code, name in enumerate(StandardEncoding) if name != ".notdef"}

    def parts(name: str) -> Iterable[str]:
        body = eexec.decrypt(glyphs[name], CHARSTRING)[0][4:] if name in glyphs else b""
        # `seac` names two codes of the standard encoding last; one byte holds a number up to 107, two up to 1131
        numbers = _last_numbers(body[:-2]) if body.endswith(b"\x0c\x06") else []
        return tuple(StandardEncoding[n] for n in numbers if 0 <= n < 256)

    return Program(drawn, tuple(glyphs), _texts(glyphs), builtin=builtin, parts=parts)


def _last_numbers(body: bytes) -> list[int]:
    """Return the last two numbers of a glyph's program."""
    numbers, at = [0, 0], 0
    while at < len(body):
        first = body[at]
        if 32 <= first <= 246:
            numbers.append(first - 139)
        elif 247 <= first <= 250 and at + 1 < len(body):
            at += 1
            numbers.append((first - 247) * 256 + body[at] + 108)
        elif first in range(251, 255):
            at += 1
            numbers.append(-1)
        elif first == 255:
            at += 4
            numbers.append(-1)
        at += 1
    return numbers[-2:]


def _unwrapped(data: bytes) -> bytes:
    """Return a Type 1 program without the heads of PFB segments."""
    out, at = b"", 0
    while data[at : at + 1] == b"\x80" and data[at + 1 : at + 2] in (b"\1", b"\2"):
        size = struct.unpack_from("<I", data, at + 2)[0]
        out += data[at + 6 : at + 6 + size]
        at += 6 + size
    return out or data


def _texts(names: Iterable[str]) -> dict[str, str]:
    return {name: text for name in names if len(text := toUnicode(name)) >= 1}


def simple(font: pikepdf.Dictionary, program: Program, texts: Mapping[int, str]) -> dict[int, set[str]]:
    """Return the glyphs that any viewer could take for each code of a simple font, those with an outline.

    Args:
        font: its dictionary.
        program: what is embedded for it.
        texts: characters by code, by the font's encoding.
    """
    different = differences(font)
    found: dict[int, set[str]] = {}
    for code in range(256):
        names = {name for table in program.maps for key in (code, 0xF000 + code) if (name := table.get(key))}
        text = texts.get(code, "")
        if len(text) == 1:
            names |= {name for table in program.maps if (name := table.get(ord(text)))}
            names |= {UV2AGL.get(ord(text), ""), f"uni{ord(text):04X}"} if code not in different else set()
        names.add(different.get(code) or program.builtin.get(code, ""))
        if drawn := names & program.drawn:
            found[code] = drawn
    return found


def composite(font: pikepdf.Dictionary, program: Program) -> dict[int, set[str]] | None:
    """Return the glyph of each code of a composite font, those with an outline; None where codes are no CIDs."""
    if font.get(Name.Encoding) not in (Name("/Identity-H"), Name("/Identity-V")):
        return None
    mapping = font[Name.DescendantFonts][0].get(Name.CIDToGIDMap)
    if program.cids is not None:
        glyphs: Mapping[int, str] = program.cids
    elif isinstance(mapping, pikepdf.Stream):
        table = mapping.read_bytes()
        numbers = struct.unpack(f">{len(table) // 2}H", table[: len(table) // 2 * 2])
        glyphs = {cid: program.order[n] for cid, n in enumerate(numbers) if 0 < n < len(program.order)}
    else:
        glyphs = dict(enumerate(program.order))
    return {code: {name} for code, name in glyphs.items() if name in program.drawn}


def differences(font: pikepdf.Dictionary) -> dict[int, str]:
    """Return the glyph names that a font's encoding gives by code."""
    encoding = font.get(Name.Encoding)
    listed = encoding.get(Name.Differences) if isinstance(encoding, pikepdf.Dictionary) else None
    found, code = {}, 0
    for item in listed if isinstance(listed, pikepdf.Array) else ():
        if isinstance(item, pikepdf.Name):
            found[code] = str(item)[1:]
            code += 1
        else:
            code = int(item)
    return found


def measured(font: pikepdf.Dictionary) -> set[int]:
    """Return the codes (CIDs of a composite font) that a font's dictionary gives a width of their own."""
    if Name.DescendantFonts in font:
        return set(_listed(font[Name.DescendantFonts][0].get(Name.W)))
    widths, first = font.get(Name.Widths), font.get(Name.FirstChar, 0)
    if not isinstance(widths, pikepdf.Array) or not isinstance(first, int):
        return set()
    return {first + i for i, width in enumerate(widths) if width}


def _listed(widths: object) -> Iterable[int]:
    items = list(widths) if isinstance(widths, pikepdf.Array) else []
    at = 0
    while at + 1 < len(items):
        first, after = int(items[at]), items[at + 1]
        if isinstance(after, pikepdf.Array):
            yield from range(first, first + len(after))
            at += 2
        else:
            yield from range(first, min(int(after), 65535) + 1)
            at += 3
