"""Cut everything from compressed pixels that is no pixel: comments, profiles, thumbnails, trailing bytes.

Nothing is recompressed here unless the stream holds more than the image takes.
"""

from __future__ import annotations

import re
import struct
import zlib

_JPEG_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_JPEG_KEPT = frozenset((0xC4, 0xDB, 0xDD, *range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xD0), 0xDA, 0xEE, 0xE0))


def plain_jpeg(data: bytes) -> bytes:
    """Return a JPEG without comments, application data (but Adobe's and JFIF's plain words) and what follows its end.

    Source: ITU-T T.81, annex B. Entropy-coded data are copied as they stand.
    """
    start = data.find(b"\xff\xd8")
    if start < 0:
        return data
    out = [b"\xff\xd8"]
    at = start + 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            at = data.find(b"\xff", at)
            if at < 0:
                break
            continue
        mark = data[at + 1]
        if mark in (0xFF, 0x00, 0x01) or 0xD0 <= mark <= 0xD8:
            at += 1 if mark == 0xFF else 2
            continue
        if mark == 0xD9:
            break
        size = struct.unpack_from(">H", data, at + 2)[0]
        segment = data[at : at + 2 + size]
        at += 2 + size
        segment = _jpeg_segment(mark, segment)
        if segment:
            out.append(segment)
        if mark == 0xDA:
            stop = _JPEG_MARK.search(data, at)
            end = stop.start() if stop else len(data)
            out.append(data[at:end])
            at = end
    out.append(b"\xff\xd9")
    return b"".join(out)


def _jpeg_segment(mark: int, segment: bytes) -> bytes:
    if mark not in _JPEG_KEPT:
        return b""
    if mark == 0xEE:
        return b"\xff\xee\x00\x0e" + segment[4:16] if segment[4:9] == b"Adobe" and len(segment) >= 16 else b""
    if mark == 0xE0:
        return (
            b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0" if segment[4:9] == b"JFIF\0" and len(segment) >= 16 else b""
        )
    return segment


def jpeg_size(data: bytes) -> tuple[int, int, int]:
    """Return (width, height, components) from the frame header; zeros when there is none."""
    for found in re.finditer(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]", data):
        at = found.start()
        if at + 10 <= len(data):
            height, width, parts = struct.unpack_from(">HHB", data, at + 5)
            return width, height, parts
    return 0, 0, 0


_BOXES = frozenset((b"jP  ", b"ftyp", b"jp2h", b"jp2c"))
_HEADER_BOXES = frozenset((b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef"))


def plain_jpx(data: bytes) -> bytes:
    """Return a JPEG 2000 file with the boxes that decoding needs, its codestream without comments.

    Source: ISO 15444-1, annexes A and I.
    """
    if data[:4] == b"\xff\x4f\xff\x51":
        return _codestream(data)
    out = b""
    for kind, content in _boxes(data, _BOXES):
        body = content
        if kind == b"jp2h":
            body = b"".join(struct.pack(">I4s", len(b) + 8, k) + b for k, b in _boxes(content, _HEADER_BOXES))
        elif kind == b"jp2c":
            body = _codestream(content)
        out += struct.pack(">I4s", len(body) + 8, kind) + body
        if kind == b"jp2c":
            return out
    return data


def _boxes(data: bytes, wanted: frozenset[bytes]) -> list[tuple[bytes, bytes]]:
    out = []
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= len(data):
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        end = len(data) if size == 0 else at + size
        if kind in wanted:
            out.append((kind, data[at + head : end]))
        if end <= at:
            break
        at = end
    return out


def _codestream(data: bytes) -> bytes:
    """Drop the comment segments of the main header, and what follows the end mark."""
    out = [data[:2]]
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0x90:
        size = struct.unpack_from(">H", data, at + 2)[0] + 2
        if data[at + 1] != 0x64:
            out.append(data[at : at + size])
        at += size
    rest = data[at:]
    end = _last_tile(rest)
    return b"".join(out) + rest[:end] + (b"\xff\xd9" if rest[end - 2 : end] != b"\xff\xd9" else b"")


def _last_tile(data: bytes) -> int:
    """Return the offset after the last tile part."""
    at = 0
    while data[at : at + 2] == b"\xff\x90" and at + 12 <= len(data):
        size = struct.unpack_from(">I", data, at + 6)[0]
        if size == 0:
            return len(data)
        at += size
    return min(at, len(data)) or len(data)


_BACK = {0: 1, 1: 2, 2: 4}


def plain_jbig2(data: bytes) -> bytes:
    """Return embedded JBIG2 segments without extensions (comments); as they are when they cannot be parsed.

    Source: ITU-T T.88, 7.2.
    """
    out = b""
    at = 0
    while at + 11 <= len(data):
        start = at
        number, flags, referred = struct.unpack_from(">IBB", data, at)
        at += 5
        count = referred >> 5
        if count == 7:
            count = struct.unpack_from(">I", data, at)[0] & 0x1FFFFFFF
            at += 4 + (count + 8) // 8
        else:
            at += 1
        at += count * (1 if number <= 256 else 2 if number <= 65536 else 4)
        at += 4 if flags & 0x40 else 1
        if at + 4 > len(data):
            return data
        size = struct.unpack_from(">I", data, at)[0]
        at += 4
        if size == 0xFFFFFFFF:
            return data
        if flags & 0x3F not in (62, 51, 49, 52):
            out += data[start : at + size]
        at += size
    return out or data


_EOFB = "000000000001000000000001"


def plain_fax(data: bytes) -> bytes:
    """Return group 4 data up to the end-of-facsimile-block code (ITU-T T.6, 2.4.1.1)."""
    bits = bin(int.from_bytes(b"\x01" + data, "big"))[3:]
    end = bits.find(_EOFB)
    return data if end < 0 else data[: (end + len(_EOFB) + 7) // 8]


def plain_deflate(data: bytes, size: int) -> bytes | None:
    """Return zlib data that hold `size` bytes, cut behind their end; None when they hold more or are damaged."""
    decoder = zlib.decompressobj()
    total = 0
    chunk = data
    try:
        while chunk and not decoder.eof:
            total += len(decoder.decompress(chunk, 1 << 20))
            chunk = decoder.unconsumed_tail
            if total > size:
                return None
    except zlib.error:
        return None
    if not decoder.eof:
        return None
    return data[: len(data) - len(decoder.unused_data)]
