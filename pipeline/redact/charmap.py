"""Write CMaps anew from their ranges alone: no comment, name or private word of the old one comes along."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pikepdf

_BLOCK = re.compile(rb"begin(codespacerange|bfrange|bfchar|cidrange|cidchar|notdefrange)(.*?)end\1", re.DOTALL)
_PART = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])|(-?\d+)")
_MOST = 100
"""Entries in one block (Adobe technical note 5014)."""
_USE = re.compile(rb"/([A-Za-z0-9-]{1,40})\s+usecmap")
_WMODE = re.compile(rb"/WMode\s+1\b")


Run = tuple[bytes, bytes, bytes]
"""A long range: first code, last code, UTF-16BE text of the first."""
LONG = 1024
"""Codes in a range that is kept as a range; shorter ones are taken apart."""


def unicode_map(data: bytes) -> tuple[dict[bytes, bytes], list[Run], list[tuple[bytes, bytes]]]:
    """Return (code -> UTF-16BE text, long ranges, code space ranges) of a ToUnicode CMap.

    Raises:
        ValueError: it holds no entry that can be read.
    """
    spaces: list[tuple[bytes, bytes]] = []
    out: dict[bytes, bytes] = {}
    runs: list[Run] = []
    for kind, block in _BLOCK.findall(data):
        parts = _PART.findall(block)
        if kind == b"codespacerange":
            words = [_bytes(p[0]) for p in parts]
            spaces += zip(words[0::2], words[1::2], strict=False)
        elif kind == b"bfchar":
            words = [_bytes(p[0]) for p in parts]
            out.update(zip(words[0::2], words[1::2], strict=False))
        elif kind == b"bfrange":
            _ranges(parts, out, runs)
    if not out and not runs:
        raise ValueError("no entry")
    return out, runs, spaces


def _in_runs(code: bytes, runs: list[Run]) -> bytes | None:
    for first, last, start in runs:
        if len(code) == len(first) and first <= code <= last:
            value = int.from_bytes(start, "big") + int.from_bytes(code, "big") - int.from_bytes(first, "big")
            return value.to_bytes(2, "big") if value <= 0xFFFF else None
    return None


def _bytes(digits: bytes) -> bytes:
    plain = re.sub(rb"\s", b"", digits)
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode())


def _ranges(parts: list[tuple[bytes, bytes, bytes, bytes]], out: dict[bytes, bytes], runs: list[Run]) -> None:
    at = 0
    while at + 2 < len(parts):
        low, high = _bytes(parts[at][0]), _bytes(parts[at + 1][0])
        first, last, size = int.from_bytes(low, "big"), int.from_bytes(high, "big"), len(low)
        last = min(last, first + 65535)
        at += 2
        if parts[at][1]:
            at += 1
            code = first
            while at < len(parts) and not parts[at][2]:
                if code <= last:
                    out[code.to_bytes(size, "big")] = _bytes(parts[at][0])
                code += 1
                at += 1
            at += 1
        else:
            start = _bytes(parts[at][0])
            at += 1
            if not start or not size:
                continue
            if last - first >= LONG and len(start) == 2:
                # no further than two bytes of text go, else a reader is sent through billions of codes
                last = min(last, first + 0xFFFF - int.from_bytes(start, "big"), (1 << 8 * size) - 1)
                runs.append((low, last.to_bytes(size, "big"), start))
                continue
            head, tail = start[:-2], int.from_bytes(start[-2:], "big")
            for code in range(first, last + 1):
                value = tail + code - first
                if value > 0xFFFF:
                    break
                out[code.to_bytes(size, "big")] = head + value.to_bytes(min(2, len(start)), "big")


def plain_tounicode(data: bytes, *, keep: frozenset[bytes] | None = None) -> bytes:
    """Return a ToUnicode CMap with the same entries (or those for the codes in `keep`) and nothing else.

    Raises:
        ValueError: it holds no entry that can be read.
    """
    entries, runs, spaces = unicode_map(data)
    if keep is not None:
        found = {code: entries.get(code) or _in_runs(code, runs) for code in keep}
        entries, runs = {code: text for code, text in found.items() if text}, []
    sizes = {len(code) for code in entries} | {len(first) for first, _, _ in runs} or {1}
    if not spaces or {len(low) for low, _ in spaces} != sizes:
        spaces = [(bytes(size), b"\xff" * size) for size in sorted(sizes)]
    return write_tounicode(entries, spaces, runs)


def write_tounicode(entries: dict[bytes, bytes], spaces: list[tuple[bytes, bytes]], runs: Iterable[Run] = ()) -> bytes:
    """Write a ToUnicode CMap; consecutive codes with consecutive letters become ranges."""
    lines = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CMapName /Plain def /CMapType 2 def",
        b"%d begincodespacerange" % len(spaces),
        *(b"<%s><%s>" % (low.hex().encode(), high.hex().encode()) for low, high in spaces),
        b"endcodespacerange",
    ]
    ranges = [*runs, *_joined(entries)]
    for i in range(0, len(ranges), _MOST):
        part = ranges[i : i + _MOST]
        lines.append(b"%d beginbfrange" % len(part))
        lines += (b"<%s><%s><%s>" % (a.hex().encode(), b.hex().encode(), t.hex().encode()) for a, b, t in part)
        lines.append(b"endbfrange")
    lines.append(b"endcmap CMapName currentdict /CMap defineresource pop end end")
    return b"\n".join(lines)


def _joined(entries: dict[bytes, bytes]) -> list[tuple[bytes, bytes, bytes]]:
    out: list[tuple[bytes, bytes, bytes]] = []
    for code, text in sorted(entries.items(), key=lambda item: (len(item[0]), item[0])):
        if out and len(text) == 2:
            first, last, start = out[-1]
            step = int.from_bytes(code, "big") - int.from_bytes(first, "big")
            follows = len(last) == len(code) and int.from_bytes(code, "big") == int.from_bytes(last, "big") + 1
            if (
                follows
                and len(start) == 2
                and code[:-1] == first[:-1]
                and int.from_bytes(start, "big") + step == int.from_bytes(text, "big")
                and start[0] == text[0]
            ):
                out[-1] = (first, code, start)
                continue
        out.append((code, code, text))
    return out


def plain_cmap(data: bytes, use: Any, wmode: Any) -> tuple[bytes, bool, str]:
    """Return (text, vertical, name of the CMap it builds on) of an embedded CMap, written anew.

    Raises:
        ValueError: it holds neither ranges nor a base.
    """
    found = _USE.search(data)
    base = found.group(1).decode() if found else ""
    if not base and isinstance(use, pikepdf.Name) and re.fullmatch(r"/[A-Za-z0-9-]{1,40}", str(use)):
        base = str(use)[1:]
    vertical = wmode == 1 or bool(_WMODE.search(data))
    lines = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        *([b"/" + base.encode() + b" usecmap"] if base else []),
        b"/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def end def",
        b"/CMapName /Plain def /CMapType 1 def /WMode %d def" % vertical,
    ]
    blocks = 0
    for kind, block in _BLOCK.findall(data):
        if kind.startswith(b"bf"):
            continue
        parts = _PART.findall(block)
        words = [b"<%s>" % re.sub(rb"\s", b"", p[0]) if not p[3] else p[3] for p in parts if not p[1] and not p[2]]
        step = {b"codespacerange": 2, b"cidchar": 2}.get(kind, 3)
        lines.append(b"%d begin%s" % (len(words) // step, kind))
        lines += [b" ".join(words[i : i + step]) for i in range(0, len(words) // step * step, step)]
        lines.append(b"end" + kind)
        blocks += 1
    if not blocks and not base:
        raise ValueError("empty CMap")
    lines.append(b"endcmap CMapName currentdict /CMap defineresource pop end end")
    return b"\n".join(lines), vertical, base
