"""Take the words out of font programs: names, copyright, private tables. Outlines and metrics stay as they are."""

from __future__ import annotations

import itertools
import re
import struct
from typing import Any

_TABLES = frozenset(
    (
        b"glyf", b"loca", b"head", b"hhea", b"hmtx", b"maxp", b"cvt ", b"fpgm", b"prep", b"cmap", b"OS/2", b"post",
        b"vhea", b"vmtx", b"CFF ", b"gasp", b"VORG", b"CFF2",
    )
)  # fmt: skip
"""Tables that drawing and character lookup use (OpenType 1.9); all others are dropped."""


def plain(key: str, data: bytes, length1: Any) -> tuple[bytes, tuple[int, ...]]:
    """Return (program, its /Length1 ...) for a font file stored under `key` in the font descriptor."""
    if data[:4] in (b"\0\1\0\0", b"true", b"OTTO", b"ttcf"):
        out = plain_sfnt(data)
        return out, (len(out),) if key == "/FontFile2" else ()
    if key == "/FontFile3" or data[:1] == b"\x01":
        return plain_cff(data), ()
    if key == "/FontFile":
        return plain_type1(data, length1 if isinstance(length1, int) else 0)
    return data, (len(data),) if key == "/FontFile2" else ()


def tables(data: bytes) -> list[tuple[bytes, bytes]]:
    """Return (tag, bytes) of each table of an sfnt; of the first font of a collection."""
    base = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" and len(data) > 16 else 0
    count = struct.unpack_from(">H", data, base + 4)[0] if len(data) >= base + 12 else 0
    out = []
    for i in range(count):
        at = base + 12 + 16 * i
        if at + 16 > len(data):
            break
        tag, _, offset, size = struct.unpack_from(">4sIII", data, at)
        if offset < len(data):
            out.append((tag, data[offset : offset + size]))
    return out


def plain_sfnt(data: bytes) -> bytes:
    """Return an sfnt with the tables that drawing uses."""
    kept = [(tag, body) for tag, body in tables(data) if tag in _TABLES]
    if not kept:
        return data
    kept = [(tag, plain_cff(body) if tag == b"CFF " else body) for tag, body in kept]
    return write_sfnt(data[:4] if data[:4] != b"ttcf" else b"\0\1\0\0", kept)


def write_sfnt(flavour: bytes, kept: list[tuple[bytes, bytes]]) -> bytes:
    """Write an sfnt; check sums are computed anew, the one of the whole file is set to 0."""
    kept = sorted(dict(kept).items())
    count = len(kept)
    power = max(count.bit_length() - 1, 0)
    head = flavour + struct.pack(">HHHH", count, 16 << power, power, (count << 4) - (16 << power))
    at = 12 + 16 * count
    directory, body = b"", []
    for tag, table in kept:
        data = table[:8] + bytes(4) + table[12:] if tag == b"head" and len(table) >= 12 else table
        padded = data + bytes(-len(data) % 4)
        directory += struct.pack(">4sIII", tag, checksum(padded), at, len(data))
        body.append(padded)
        at += len(padded)
    return head + directory + b"".join(body)


def checksum(padded: bytes) -> int:
    """Return the sum of the big-endian words of a padded table."""
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


# -- CFF (Adobe technical note 5176) ---------------------------------------------------------------------------------


def index(data: bytes, at: int) -> tuple[list[tuple[int, int]], int]:
    """Return ([(start, end) of each item], offset after the INDEX).

    Raises:
        ValueError: it is cut off.
    """
    if at + 2 > len(data):
        raise ValueError("cut off")
    count = struct.unpack_from(">H", data, at)[0]
    if count == 0:
        return [], at + 2
    size = data[at + 2]
    if not 1 <= size <= 4 or at + 3 + (count + 1) * size > len(data):
        raise ValueError("no index")
    base = at + 3 + (count + 1) * size - 1
    marks = [int.from_bytes(data[at + 3 + i * size : at + 3 + (i + 1) * size], "big") for i in range(count + 1)]
    if any(a > b for a, b in itertools.pairwise(marks)) or base + marks[-1] > len(data):
        raise ValueError("no index")
    return [(base + a, base + b) for a, b in itertools.pairwise(marks)], base + marks[-1]


_WORDS = frozenset(((0,), (1,), (2,), (3,), (4,), (12, 0), (12, 21), (12, 22), (12, 38)))
"""Top DICT operators whose operand is a string: version, Notice, FullName, FamilyName, Weight, Copyright, PostScript,
BaseFontName, FontName."""


def plain_cff(data: bytes) -> bytes:
    """Return a CFF program with its name and its words overwritten, all offsets unchanged."""
    out = bytearray(data)
    try:
        names, at = index(data, data[2])
        tops, at = index(data, at)
        strings, _ = index(data, at)
        for start, end in names:
            out[start:end] = b"F" * (end - start)
        used: set[int] = set()
        for start, end in tops:
            for operator, operands in dictionary(data[start:end]):
                if operator in _WORDS:
                    used.update(int(v) - 391 for v in operands[:1])
        for i in used:
            if 0 <= i < len(strings):
                start, end = strings[i]
                out[start:end] = b"x" * (end - start)
    except (ValueError, IndexError, struct.error):
        return data
    return bytes(out)


def dictionary(data: bytes) -> list[tuple[tuple[int, ...], list[float]]]:
    """Return (operator, operands) of each entry of a DICT."""
    out: list[tuple[tuple[int, ...], list[float]]] = []
    operands: list[float] = []
    at = 0
    while at < len(data):
        b = data[at]
        at += 1
        if b <= 21:
            operator: tuple[int, ...] = (b,)
            if b == 12:
                operator = (12, data[at])
                at += 1
            out.append((operator, operands))
            operands = []
        elif b == 28:
            operands.append(struct.unpack_from(">h", data, at)[0])
            at += 2
        elif b == 29:
            operands.append(struct.unpack_from(">i", data, at)[0])
            at += 4
        elif b == 30:
            while at < len(data) and data[at] & 15 != 15 and data[at] >> 4 != 15:
                at += 1
            at += 1
            operands.append(0.0)
        elif b <= 246:
            operands.append(b - 139)
        elif b <= 250:
            operands.append((b - 247) * 256 + data[at] + 108)
            at += 1
        elif b <= 254:
            operands.append(-(b - 251) * 256 - data[at] - 108)
            at += 1
    return out


# -- Type 1 (Adobe Type 1 Font Format, 1990) -------------------------------------------------------------------------

_COMMENT = re.compile(rb"%[^\r\n]*")
_WORDY = re.compile(
    rb"/(?:version|Notice|Copyright|FullName|FamilyName|Weight)\s*\((?:[^()\\]|\\.|\([^()]*\))*\)\s*(?:readonly\s+)?(?:def|ND|\|-)"
)
_FONT_NAME = re.compile(rb"/FontName\s*/[^\s/()<>\[\]{}%]+")


def plain_type1(data: bytes, clear: int) -> tuple[bytes, tuple[int, int, int]]:
    """Return (program, its three lengths): no comments or words in the clear part, no zeros at the end."""
    data, clear = unwrapped(data, clear)
    head, rest = data[:clear], data[clear:]
    head = _FONT_NAME.sub(b"/FontName /F", _WORDY.sub(b"", b"%!PS-AdobeFont-1.0: F\n" + _COMMENT.sub(b"", head)))
    end = rest.rfind(b"cleartomark")
    if end >= 0:
        rest = re.sub(rb"[0\s]*$", b"", rest[:end])
    return head + rest, (len(head), len(rest), 0)


def unwrapped(data: bytes, clear: int) -> tuple[bytes, int]:
    """Return a Type 1 program without PFB segment heads, and the length of its clear part."""
    if data[:1] == b"\x80":
        out, at = b"", 0
        while at + 6 <= len(data) and data[at] == 0x80 and data[at + 1] in (1, 2):
            size = struct.unpack_from("<I", data, at + 2)[0]
            out += data[at + 6 : at + 6 + size]
            at += 6 + size
        data = out
        clear = 0
    found = re.search(rb"currentfile\s+eexec(?:\r\n|[\s])", data)
    return data, found.end() if found else clear
