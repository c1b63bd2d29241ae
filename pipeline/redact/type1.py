"""Empty the unused glyphs of a Type 1 program (Adobe Type 1 Font Format, 1990, chapter 7)."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from fontTools.encodings.StandardEncoding import StandardEncoding

_GLYPH = re.compile(rb"/([^\s/()<>\[\]{}%]+)\s+(\d+)\s+(RD|-\|)\s")
_PAIR = re.compile(rb"dup\s+(\d+)\s*/([^\s/()<>\[\]{}%]+)\s+put")


def decrypt(data: bytes, key: int) -> bytes:
    """Undo eexec (key 55665) or charstring (4330) encryption; the leading random bytes are still there."""
    out = bytearray(len(data))
    for i, byte in enumerate(data):
        out[i] = byte ^ (key >> 8)
        key = ((byte + key) * 52845 + 22719) & 0xFFFF
    return bytes(out)


def encrypt(data: bytes, key: int) -> bytes:
    """Encrypt as `decrypt` undoes."""
    out = bytearray(len(data))
    for i, byte in enumerate(data):
        out[i] = byte ^ (key >> 8)
        key = ((out[i] + key) * 52845 + 22719) & 0xFFFF
    return bytes(out)


def split(data: bytes, clear: int) -> tuple[bytes, bytes]:
    """Return (clear part, decrypted private part).

    Raises:
        ValueError: there is no private part.
    """
    head, rest = data[:clear], data[clear:]
    if re.match(rb"[\s]*[0-9A-Fa-f\s]{8}", rest):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", rest)
        rest = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
    plain = decrypt(rest, 55665)
    if b"/CharStrings" not in plain:
        raise ValueError("no glyphs")
    return head, plain


def encoding(head: bytes) -> dict[int, str]:
    """Return the built-in encoding of the clear part; empty for the standard one."""
    return {int(code): name.decode("latin-1") for code, name in _PAIR.findall(head)}


def keep(data: bytes, clear: int, names: AbstractSet[str]) -> tuple[bytes, tuple[int, int, int]]:
    """Return (program, its three lengths) with the glyphs of these names, .notdef, and the parts of accented letters.

    Raises:
        ValueError: it cannot be rewritten.
    """
    head, plain = split(data, clear)
    start = plain.index(b"/CharStrings")
    if b"/Subrs" in plain[start:]:
        raise ValueError("glyphs before subroutines")
    wanted = {name.encode("latin-1", "replace") for name in names} | {b".notdef"}
    glyphs = _glyphs(plain, start)
    wanted |= _accents(glyphs, wanted)
    out, at, count = [], start, 0
    for name, (begin, end, _) in glyphs.items():
        tail = re.match(rb"\s*(?:ND|\|-|noaccess\s+def|readonly\s+def|def)\s*", plain[end : end + 40])
        stop = end + (tail.end() if tail else 0)
        if name in wanted:
            out.append(plain[at:stop])
            count += 1
        else:
            out.append(plain[at:begin])
        at = stop
    body = plain[:start] + b"".join(out) + plain[at:]
    body = re.sub(rb"(/CharStrings\s+)\d+", lambda m: m.group(1) + b"%d" % count, body, count=1)
    head = _PAIR.sub(lambda m: m.group() if m.group(2) in wanted else b"", head)
    sealed = encrypt(body, 55665)
    return head + sealed, (len(head), len(sealed), 0)


def _glyphs(plain: bytes, start: int) -> dict[bytes, tuple[int, int, bytes]]:
    """Return name -> (begin of the entry, end of its bytes, its bytes)."""
    out: dict[bytes, tuple[int, int, bytes]] = {}
    at = start + len(b"/CharStrings")
    while (found := _GLYPH.search(plain, at)) is not None:
        size = int(found.group(2))
        at = found.end() + size
        out[found.group(1)] = (found.start(), at, plain[found.end() : at])
    if not out:
        raise ValueError("no glyphs")
    return out


def _accents(glyphs: dict[bytes, tuple[int, int, bytes]], wanted: AbstractSet[bytes]) -> set[bytes]:
    """Return the letters and accents that `seac` puts wanted glyphs together from."""
    out: set[bytes] = set()
    for name in wanted:
        if name not in glyphs:
            continue
        plain = decrypt(glyphs[name][2], 4330)[4:]
        if plain.endswith(b"\x0c\x06"):
            values = _numbers(plain[:-2])
            out |= {StandardEncoding[v].encode() for v in values[-2:] if 0 <= v < 256}
    return out


def _numbers(data: bytes) -> list[int]:
    out: list[int] = []
    at = 0
    while at < len(data):
        b = data[at]
        at += 1
        if 32 <= b <= 246:
            out.append(b - 139)
        elif 247 <= b <= 250 and at < len(data):
            out.append((b - 247) * 256 + data[at] + 108)
            at += 1
        elif 251 <= b <= 254 and at < len(data):
            out.append(-(b - 251) * 256 - data[at] - 108)
            at += 1
        elif b == 255:
            out.append(int.from_bytes(data[at : at + 4], "big", signed=True))
            at += 4
        elif b == 12:
            at += 1
    return out
