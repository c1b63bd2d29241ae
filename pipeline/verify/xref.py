"""Where the bytes of a file belong: one header, objects end to end, one cross-reference, one trailer."""

from __future__ import annotations

import itertools
import re
import zlib
from dataclasses import dataclass

_HEADER = re.compile(rb"%PDF-\d\.\d[\r\n ]+(?:%[\x80-\xff]{4,8}[\r\n]+)?")
_OBJECT = re.compile(rb"(\d+)\s+(\d+)\s+obj\b")
_STARTXREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_SECTION = re.compile(rb"(\d+)\s+(\d+)\s*[\r\n]")


@dataclass(frozen=True, slots=True)
class Layout:
    """What a look at the bare bytes tells."""

    revisions: int
    """Number of `startxref` and of end marks, whichever is larger; 1 in a file written once."""
    offsets: tuple[int, ...] = ()
    """Where objects begin, by the cross-reference; ascending."""
    gaps: tuple[tuple[int, int], ...] = ()
    """Stretches of bytes that belong to nothing, as (start, end)."""
    free: int = 0
    """Objects marked as free, the head of the list apart."""
    read: bool = True
    """Whether the cross-reference could be read."""


def layout(data: bytes) -> Layout:
    """Look at the bytes of a file written in one go; anything it cannot follow makes `read` false."""
    revisions = max(data.count(b"startxref"), data.count(b"%%EOF"))
    header = _HEADER.match(data)
    end = list(_STARTXREF.finditer(data))
    if not header or not end:
        return Layout(revisions=revisions, read=False)
    last = end[-1]
    table = _table(data, int(last.group(1)))
    if table is None:
        return Layout(revisions=revisions, read=False)
    offsets, free, table_end = table
    gaps = _gaps(data, header.end(), offsets, (int(last.group(1)), table_end))
    if data[last.end() :].strip(b"\r\n"):
        gaps.append((last.end(), len(data)))
    return Layout(revisions=revisions, offsets=tuple(offsets), gaps=tuple(gaps), free=free)


def _table(data: bytes, at: int) -> tuple[list[int], int, int] | None:
    """Return object offsets, free objects and the table's end; None when it cannot be read."""
    if data[at : at + 4] == b"xref":
        return _classic(data, at)
    if _OBJECT.match(data, at):
        return _stream(data, at)
    return None


def _classic(data: bytes, at: int) -> tuple[list[int], int, int] | None:
    offsets, free = [], 0
    place = at + 4
    trailer = data.find(b"trailer", at)
    if trailer < 0 or b"/Prev" in data[trailer:] or b"/XRefStm" in data[trailer:]:
        return None
    while True:
        place += len(data[place:trailer]) - len(data[place:trailer].lstrip())
        section = _SECTION.match(data, place)
        if section is None or place >= trailer:
            break
        first, count = int(section.group(1)), int(section.group(2))
        place = section.end()
        for number in range(first, first + count):
            entry = _ENTRY.match(data, place)
            if entry is None:
                return None
            place += 20
            if entry.group(3) == b"n":
                offsets.append(int(entry.group(1)))
            elif number:
                free += 1
    end = data.find(b"startxref", trailer)
    if b"%" in data[trailer:end] or not data[trailer:end].rstrip().endswith(b">>"):
        return None
    return sorted(offsets), free, end


def _stream(data: bytes, at: int) -> tuple[list[int], int, int] | None:
    """Read a cross-reference stream by hand: qpdf does not tell where objects stood."""
    start = data.find(b"stream", at)
    head = data[at:start]
    length = re.search(rb"/Length (\d+)(?! \d+ R)", head)
    widths = re.search(rb"/W\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s*\]", head)
    size = re.search(rb"/Size (\d+)", head)
    if start < 0 or not length or not widths or not size or b"/Prev" in head:
        return None
    body = start + 6 + (2 if data[start + 6 : start + 8] == b"\r\n" else 1)
    packed = data[body : body + int(length.group(1))]
    rows = _rows(packed, head, sum(int(w) for w in widths.groups()))
    if rows is None:
        return None
    one, two, _ = (int(w) for w in widths.groups())
    offsets, free = [at], 0
    index = re.search(rb"/Index\s*\[\s*(\d+)", head)
    for number, row in enumerate(rows, start=int(index.group(1)) if index else 0):
        kind = int.from_bytes(row[:one], "big") if one else 1
        value = int.from_bytes(row[one : one + two], "big")
        if kind == 1:
            offsets.append(value)
        elif kind == 0 and number:
            free += 1
    end = data.find(b"endobj", body + int(length.group(1)))
    return sorted(set(offsets)), free, end + 6 if end >= 0 else len(data)


def _rows(packed: bytes, head: bytes, width: int) -> list[bytes] | None:
    try:
        plain = zlib.decompress(packed) if b"/FlateDecode" in head else packed
    except zlib.error:
        return None
    if not re.search(rb"/Predictor 1[0-5]", head):
        return [plain[i : i + width] for i in range(0, len(plain), width)]
    rows, before = [], bytes(width)
    for i in range(0, len(plain), width + 1):
        if plain[i] not in (0, 2):
            return None
        line = plain[i + 1 : i + 1 + width]
        before = bytes((a + b) & 255 for a, b in zip(line, before, strict=False)) if plain[i] == 2 else line
        rows.append(before)
    return rows


def _gaps(data: bytes, begin: int, offsets: list[int], table: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the bytes between header, objects, cross-reference and trailer that are neither object nor blank."""
    gaps = []
    starts = [*[o for o in offsets if o < table[0]], table[0]]
    if data[begin : starts[0]].strip():
        gaps.append((begin, starts[0]))
    for start, end in itertools.pairwise(starts):
        if not _one_object(data, start, end):
            gaps.append((start, end))
    tail = data.find(b"startxref", table[1])
    if tail < 0 or data[table[1] : tail].strip():
        gaps.append((table[1], max(tail, table[1])))
    return gaps


def _one_object(data: bytes, start: int, end: int) -> bool:
    """Tell whether the bytes hold exactly one object, from `n g obj` to `endobj`."""
    if not _OBJECT.match(data, start):
        return False
    piece = data[start:end].rstrip()
    if not piece.endswith(b"endobj"):
        return False
    stream = re.search(rb"stream\r?\n", piece)
    if stream is None:
        return piece.count(b"endobj") == 1
    length = re.search(rb"/Length (\d+)(?! \d+ R)", piece[: stream.start()])
    if length is None:
        return False
    after = piece[stream.end() + int(length.group(1)) :]
    return re.fullmatch(rb"\s*endstream\s*endobj", after) is not None
