"""Cut a content stream into instructions; judge nothing, change nothing.

An instruction is an operator with the bytes of its operands. Comments are never
part of one. What is no PDF syntax is skipped, so that the caller sees only what
a viewer could act on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SPACE = rb"\x00\t\n\x0c\r "
"""White-space of ISO 32000-1, 7.2.2."""

_NAME = rb"/[^" + SPACE + rb"()<>\[\]{}/%]*+"
_STRING = rb"\((?:[^()\\]++|\\[\s\S]|\((?:[^()\\]++|\\[\s\S])*+\))*+\)"
_HEX = rb"<[0-9A-Fa-f" + SPACE + rb"]*+>"
_NUMBERS = rb"[0-9+\-." + SPACE + rb"]++"
_ARRAY = rb"\[(?:" + rb"|".join((_NUMBERS, _STRING, _HEX, _NAME)) + rb")*+\]"
_OPERANDS = rb"((?:" + rb"|".join((_NUMBERS, _NAME, _STRING, _HEX, _ARRAY)) + rb")*+)"
_OPERATOR = rb"([A-Za-z'\"][A-Za-z0-9*'\"]*+)"

_INSTRUCTION = re.compile(_OPERANDS + _OPERATOR)
_TOKEN = re.compile(
    rb"(?P<space>[" + SPACE + rb"]++)|(?P<comment>%[^\r\n]*+)|(?P<open><<|\[)|(?P<close>>>|\])"
    rb"|(?P<operand>" + rb"|".join((rb"[0-9+\-.]++", _NAME, _HEX)) + rb")"
    rb"|(?P<string>\()|(?P<operator>" + _OPERATOR + rb")|(?P<junk>[\s\S])"
)
_CONSTANTS = frozenset((b"true", b"false", b"null"))
_EDGE = frozenset(SPACE + b"/[(<%")


@dataclass(frozen=True, slots=True)
class Inline:
    """An inline image: its dictionary and everything after `ID`, up to `EI`."""

    entries: dict[bytes, bytes]
    """Key (without slash) to the bytes of its value."""
    data: bytes


def instructions(data: bytes) -> Iterator[tuple[bytes, bytes, Inline | None]]:
    """Yield (operator, operand bytes, inline image or None), in order."""
    at, end = 0, len(data)
    match = _INSTRUCTION.match
    while at < end:
        found = match(data, at)
        if found is not None:
            operands, operator = found.groups()
            at = found.end()
            if operator in _CONSTANTS:
                at = found.start()
                operands, operator, at = _slowly(data, at)
        else:
            operands, operator, at = _slowly(data, at)
        if operator == b"BI":
            inline, at = _inline(data, at)
            if inline is not None:
                yield b"BI", b"", inline
        elif operator:
            yield operator, operands, None


def _slowly(data: bytes, at: int) -> tuple[bytes, bytes, int]:
    """Read one instruction token by token: dictionaries, deep strings, comments, junk."""
    operands: list[bytes] = []
    depth = 0
    while at < len(data):
        found = _TOKEN.match(data, at)
        if found is None:  # pragma: no cover - the last branch of the pattern takes any byte
            break
        kind, token, at = found.lastgroup, found.group(), found.end()
        if kind == "string":
            stop = string_end(data, found.start())
            if stop < 0:
                return b"", b"", len(data)
            operands.append(data[found.start() : stop])
            at = stop
        elif kind == "open":
            depth += 1
            operands.append(token)
        elif kind == "close":
            depth = max(depth - 1, 0)
            operands.append(token)
        elif kind == "operand":
            operands.append(token)
        elif kind == "operator" or found.group("operator"):
            if token in _CONSTANTS:
                operands.append(token)
            elif depth and token not in (b"BI", b"BT", b"ET", b"Q", b"EMC"):
                continue
            else:
                return b" ".join(operands), token, at
    return b"", b"", at


def string_end(data: bytes, at: int) -> int:
    """Return the offset after the literal string that begins at `at`; -1 when it is cut off."""
    depth = 0
    step = re.compile(rb"[()\\]")
    while True:
        found = step.search(data, at)
        if found is None:
            return -1
        at = found.end()
        sign = found.group()
        if sign == b"\\":
            at += 1
        elif sign == b"(":
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                return at


_INNER = rb"<<(?:[^<>]|<[^<>]*+>)*+>>"
for _ in range(3):
    _INNER = rb"<<(?:[^<>]|<[^<>]*+>|" + _INNER + rb")*>>"
_ENTRY = re.compile(
    rb"[" + SPACE + rb"]*+(?:%[^\r\n]*+[" + SPACE + rb"]*+)*+/([^" + SPACE + rb"()<>\[\]{}/%]*+)[" + SPACE + rb"]*+"
    rb"("
    + _NAME
    + rb"|"
    + _STRING
    + rb"|"
    + _INNER
    + rb"|"
    + _HEX
    + rb"|\[(?:"
    + _INNER
    + rb"|"
    + _HEX
    + rb"|"
    + _STRING
    + rb"|[^\[\]])*+\]|[^"
    + SPACE
    + rb"()<>\[\]{}/%]++)"
)
_ID = re.compile(rb"[" + SPACE + rb"]*+ID(?:\r\n|[" + SPACE + rb"])?")
_EI = re.compile(
    rb"(?<=[" + SPACE + rb"])EI(?=[" + SPACE + rb"]|\Z)|EI(?=[" + SPACE + rb"]+(?:Q|EMC|BI|q)[" + SPACE + rb"])"
)
_AFTER = re.compile(rb"[" + SPACE + rb"]*+(?:\Z|%|" + _OPERANDS[1:-1] + rb"[" + SPACE + rb"]*+(?:[A-Za-z'\"]|<<|\Z))")

LONG = {
    b"BPC": b"BitsPerComponent",
    b"CS": b"ColorSpace",
    b"D": b"Decode",
    b"DP": b"DecodeParms",
    b"F": b"Filter",
    b"H": b"Height",
    b"IM": b"ImageMask",
    b"I": b"Interpolate",
    b"W": b"Width",
}
"""Short key of an inline image to its long form (ISO 32000-1, table 93)."""


def _inline(data: bytes, at: int) -> tuple[Inline | None, int]:
    entries: dict[bytes, bytes] = {}
    while True:
        found = _ENTRY.match(data, at)
        if found is None:
            break
        key = found.group(1)
        entries[LONG.get(key, key)] = found.group(2)
        at = found.end()
    start = _ID.match(data, at)
    if start is None:
        return None, at
    begin = start.end()
    at = begin + _least(entries)
    for _ in range(64):
        stop = _EI.search(data, at)
        if stop is None:
            return None, len(data)
        at = stop.end()
        if _plausible(data[at : at + 64]):
            return Inline(entries, data[begin : stop.start()]), at
    return None, at


def _plausible(rest: bytes) -> bool:
    """Tell whether what follows `EI` looks like content and not like pixels."""
    head = rest[:24]
    return all(b in b"\t\n\r\x0c\0" or 32 <= b < 127 for b in head) or bool(
        _AFTER.match(rest) and sum(b > 126 for b in head) == 0
    )


def _least(entries: dict[bytes, bytes]) -> int:
    """Return how many bytes the pixels take at least: exact without a filter, 0 with one."""
    if b"Filter" in entries and entries[b"Filter"].strip(b"[] ") not in (b"", b"null"):
        return 0
    try:
        width, height = int(entries[b"Width"]), int(entries[b"Height"])
        bits = 1 if entries.get(b"ImageMask") == b"true" else int(entries.get(b"BitsPerComponent", b"8"))
    except (KeyError, ValueError):
        return 0
    space = entries.get(b"ColorSpace", b"/G").lstrip(b"/")
    parts = {b"RGB": 3, b"DeviceRGB": 3, b"CMYK": 4, b"DeviceCMYK": 4}.get(space, 1)
    if width <= 0 or height <= 0 or width * height > 1 << 28:
        return 0
    return (width * parts * bits + 7) // 8 * height


_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))|\r\n?")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\x0c"}


def _escaped(found: re.Match[bytes]) -> bytes:
    octal, letter = found.groups()
    if octal is not None:
        return bytes((int(octal, 8) & 255,))
    if letter is None:
        return b"\n"
    if letter in (b"\r\n", b"\r", b"\n"):
        return b""
    return _LETTERS.get(letter, letter)


def string(token: bytes) -> bytes:
    """Return the bytes that a string operand (literal or hexadecimal) stands for."""
    if token[:1] == b"(":
        inner = token[1:-1]
        return inner if b"\\" not in inner and b"\r" not in inner else _ESCAPE.sub(_escaped, inner)
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", token)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


_ESCAPES = re.compile(rb"[()\\\r\n]")


def literal(codes: bytes) -> bytes:
    """Write bytes as a string operand, the shorter of literal and hexadecimal."""
    signs = {b"(": rb"\(", b")": rb"\)", b"\\": rb"\\", b"\r": rb"\r", b"\n": rb"\n"}
    return b"(" + _ESCAPES.sub(lambda m: signs[m.group()], codes) + b")"


_PIECE = re.compile(rb"(" + _STRING + rb"|" + _HEX + rb")|([0-9+\-.]++)|(\()")


def pieces(array: bytes) -> list[bytes | float]:
    """Return the strings (as bytes) and numbers of a TJ array, in order."""
    out: list[bytes | float] = []
    for text, digits, deep in _PIECE.findall(array):
        if deep:
            return _deep_pieces(array)
        if text:
            out.append(string(text))
        else:
            try:
                out.append(float(digits))
            except ValueError:
                out.append(number(digits))
    return out


def _deep_pieces(array: bytes) -> list[bytes | float]:
    """Do the same where strings hold parentheses in parentheses."""
    out: list[bytes | float] = []
    at = 0
    while (found := _PIECE.search(array, at)) is not None:
        text, digits, deep = found.groups()
        at = found.end()
        if deep:
            at = string_end(array, found.start())
            if at < 0:
                break
            text = array[found.start() : at]
        out.append(string(text) if text else number(digits))
    return out


def number(token: bytes) -> float:
    """Return the value of a number as viewers take it; 0 for what is none."""
    try:
        return float(token)
    except ValueError:
        found = re.match(rb"[+-]*(\d*\.?\d*)", token)
        try:
            value = float(found.group(1)) if found else 0.0
        except ValueError:
            return 0.0
        return -value if token[:1] == b"-" else value


def numbers(operands: bytes) -> list[float]:
    """Return the numbers among bare operands."""
    try:
        return [float(part) for part in operands.split()]
    except ValueError:
        return [number(part) for part in re.findall(rb"(?<![^" + SPACE + rb"])[0-9+\-.]++", operands)]
