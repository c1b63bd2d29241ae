"""Empty the unused glyphs of a TrueType program; glyph numbers stay, character maps and names of the others go."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

from fontTools.ttLib import TTFont, TTLibError

from pipeline.redact.fontfile import tables, write_sfnt

FAILURES = (
    TTLibError,
    struct.error,
    ValueError,
    KeyError,
    IndexError,
    AssertionError,
    TypeError,
    AttributeError,
    OverflowError,
)


def character_maps(data: bytes) -> list[tuple[int, int, dict[int, int]]]:
    """Return (platform, encoding, code -> glyph number) of each character map; none when they cannot be read."""
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            order = {name: i for i, name in enumerate(font.getGlyphOrder())}
            return [
                (t.platformID, t.platEncID, {code: order[name] for code, name in t.cmap.items() if name in order})
                for t in font["cmap"].tables
                if hasattr(t, "cmap")
            ]
    except FAILURES:
        return []


def glyph_numbers(data: bytes) -> dict[str, int]:
    """Return glyph number by name, as the `post` table has them; empty when it has none."""
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            if font["post"].formatType != 2.0:
                return {}
            return {name: i for i, name in enumerate(font.getGlyphOrder())}
    except FAILURES:
        return {}


def keep(
    data: bytes, numbers: AbstractSet[int], *, maps: bool, shrink_cff: Callable[[bytes, AbstractSet[int]], bytes]
) -> bytes:
    """Return the program with the glyphs of these numbers and their parts; with character maps when `maps`.

    Raises:
        ValueError: it cannot be rewritten.
    """
    try:
        parts = dict(tables(data))
        if b"CFF " in parts:
            parts[b"CFF "] = shrink_cff(parts[b"CFF "], numbers)
        else:
            _empty(parts, numbers)
        if b"post" in parts:
            parts[b"post"] = struct.pack(">I", 0x00030000) + parts[b"post"][4:16].ljust(12, b"\0") + bytes(16)
        if maps:
            parts[b"cmap"] = _maps(data, numbers)
        else:
            parts.pop(b"cmap", None)
        parts.pop(b"VORG", None)
        return write_sfnt(data[:4], list(parts.items()))
    except FAILURES:
        raise ValueError("the TrueType program cannot be rewritten") from None


def _empty(parts: dict[bytes, bytes], numbers: AbstractSet[int]) -> None:
    long = struct.unpack_from(">h", parts[b"head"], 50)[0] == 1
    loca, glyf = parts[b"loca"], parts[b"glyf"]
    listed = len(loca) // (4 if long else 2)
    marks: tuple[int, ...] = struct.unpack(f">{listed}{'I' if long else 'H'}", loca[: listed * (4 if long else 2)])
    marks = marks if long else tuple(m * 2 for m in marks)
    count = struct.unpack_from(">H", parts[b"maxp"], 4)[0]
    # Some writers leave out the end of the last glyph, or give it as 0.
    marks = (*marks, *([len(glyf)] * (count + 1 - listed)))[: count + 1]

    def body(i: int) -> bytes:
        end = marks[i + 1]
        return glyf[marks[i] : end if end >= marks[i] else len(glyf)]

    wanted = _with_parts({n for n in numbers if 0 <= n < count} | {0}, body, count)
    out, places = [], [0]
    for i in range(count):
        data = body(i) if i in wanted else b""
        data += bytes(-len(data) % 4)
        out.append(data)
        places.append(places[-1] + len(data))
    parts[b"glyf"] = b"".join(out) or b"\0"
    parts[b"loca"] = struct.pack(f">{count + 1}I", *places)
    head = bytearray(parts[b"head"])
    head[50:52] = b"\0\1"
    parts[b"head"] = bytes(head)
    for metrics, header in ((b"hmtx", b"hhea"), (b"vmtx", b"vhea")):
        if metrics in parts and header in parts:
            parts[metrics] = _metrics(parts[metrics], struct.unpack_from(">H", parts[header], 34)[0], wanted, count)


def _with_parts(wanted: set[int], body: Callable[[int], bytes], count: int) -> set[int]:
    """Add the glyphs that compound glyphs are made of."""
    open_ = list(wanted)
    while open_:
        for part in _components(body(open_.pop())):
            if part not in wanted and part < count:
                wanted.add(part)
                open_.append(part)
    return wanted


def _components(data: bytes) -> Iterable[int]:
    if len(data) < 10 or struct.unpack_from(">h", data, 0)[0] >= 0:
        return
    at = 10
    while at + 4 <= len(data):
        flags, number = struct.unpack_from(">HH", data, at)
        yield number
        at += 4 + (4 if flags & 1 else 2)
        at += 2 if flags & 8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0
        if not flags & 0x20:
            return


def _metrics(data: bytes, long: int, wanted: AbstractSet[int], count: int) -> bytes:
    """Set the metrics of the other glyphs to nothing, where each glyph has its own."""
    out = bytearray(data)
    for i in range(count):
        if i in wanted:
            continue
        if i < long - 1:
            out[4 * i : 4 * i + 4] = bytes(4)
        elif i >= long:
            at = 4 * long + 2 * (i - long)
            out[at : at + 2] = bytes(2)
    return bytes(out[: len(data)])


def _maps(data: bytes, numbers: AbstractSet[int]) -> bytes:
    """Return the character maps with the entries that lead to kept glyphs."""
    with TTFont(io.BytesIO(data), lazy=True) as font:
        order = font.getGlyphOrder()
        kept = {order[n] for n in numbers if n < len(order)}
        table = font["cmap"]
        for part in table.tables:
            if hasattr(part, "cmap"):
                part.cmap = {code: name for code, name in part.cmap.items() if name in kept}
        table.tables = [part for part in table.tables if hasattr(part, "cmap") and part.cmap]
        return bytes(table.compile(font))
