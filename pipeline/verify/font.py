"""Turns the codes of a content stream's strings into text, by a font's own maps; it draws nothing."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from fontTools.agl import toUnicode
from pikepdf import Name

from pipeline.verify.stream import unhex

_BASES = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_BLOCK = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_ITEM = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")

MAX_RANGE = 65_536
"""A range in a map that spans more codes than this is cut off: there are no more codes of two bytes."""


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """What is known of one font."""

    width: int
    """Bytes a code."""
    to_unicode: Mapping[int, str]
    """The entries of the ToUnicode map; empty when there is none."""
    encoding: Mapping[int, str]
    """Text by the font's encoding, for simple fonts."""

    def codes(self, text: bytes) -> list[int]:
        """Return the codes of a shown string."""
        if self.width == 1:
            return list(text)
        size = self.width
        if size == 2 and len(text) % 2 == 0:
            return list(struct.unpack(f">{len(text) // 2}H", text))
        return [int.from_bytes(text[i : i + size], "big") for i in range(0, len(text), size)]

    def read(self, codes: Sequence[int]) -> str:
        """Return the text of codes; one that no map knows becomes a replacement character."""
        known, base = self.to_unicode, self.encoding
        return "".join([known.get(code) or base.get(code, "\ufffd") for code in codes])

    @property
    def readable(self) -> bool:
        """Tell whether the font has any map from codes to text."""
        return bool(self.to_unicode or self.encoding)


PLAIN = Font(width=1, to_unicode={}, encoding={code: chr(code) for code in range(256)})
"""Stands in for a font that is not there: codes are Latin-1."""


def read(font: pikepdf.Object) -> Font:
    """Return what a font dictionary tells; never raises for what is wrong with it."""
    if not isinstance(font, pikepdf.Dictionary):
        return PLAIN
    stream = font.get(Name.ToUnicode)
    width, known = cmap(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else (0, {})
    if font.get(Name.Subtype) == Name.Type0:
        return Font(width=width or 2, to_unicode=known, encoding={})
    return Font(width=1, to_unicode=known, encoding=_encoding(font))


def _encoding(font: pikepdf.Dictionary) -> dict[int, str]:
    entry = font.get(Name.Encoding)
    base = entry.get(Name.BaseEncoding) if isinstance(entry, pikepdf.Dictionary) else entry
    codec = _BASES.get(str(base) if isinstance(base, pikepdf.Name) else "", "latin-1")
    table = {code: bytes([code]).decode(codec, "replace") for code in range(256)}
    differences = entry.get(Name.Differences) if isinstance(entry, pikepdf.Dictionary) else None
    if isinstance(differences, pikepdf.Array):
        code = 0
        for item in differences:
            if isinstance(item, pikepdf.Name):
                table[code] = toUnicode(str(item)[1:]) or "\ufffd"
                code += 1
            else:
                code = int(item)
    return table


def cmap(data: bytes) -> tuple[int, dict[int, str]]:
    """Return the bytes a code has and the entries of a ToUnicode map."""
    width, known = 0, {}
    for block in _BLOCK.finditer(data):
        items: list[tuple[bytes | None, ...]] = [m.groups() for m in _ITEM.finditer(block.group(2))]
        if block.group(1) == b"codespacerange":
            sizes = [len(unhex(digits)) for digits, _, _ in items if digits]
            width = max([width, *sizes])
        elif block.group(1) == b"bfchar":
            digits = [digits for digits, _, _ in items if digits is not None]
            known.update({_number(a): _text(b) for a, b in zip(digits[::2], digits[1::2], strict=False)})
        else:
            known.update(_ranges(items))
    return width, known


def _ranges(items: list[tuple[bytes | None, ...]]) -> dict[int, str]:
    found: dict[int, str] = {}
    at = 0
    while at + 2 < len(items):
        first, last = _number(items[at][0]), _number(items[at + 1][0])
        at += 2
        if items[at][1]:
            at += 1
            code = first
            while at < len(items) and not items[at][2]:
                found[code] = _text(items[at][0])
                code, at = code + 1, at + 1
            at += 1
            continue
        start = _text(items[at][0])
        at += 1
        if start:
            count = min(last - first + 1, MAX_RANGE, 0x110000 - ord(start[-1]))
            texts = map(chr, range(ord(start[-1]), ord(start[-1]) + count))
            found.update(zip(range(first, first + count), (start[:-1] + t for t in texts), strict=True))
    return found


def _number(digits: bytes | None) -> int:
    return int.from_bytes(unhex(digits or b""), "big")


def _text(digits: bytes | None) -> str:
    return unhex(digits or b"").decode("utf-16-be", "replace")
