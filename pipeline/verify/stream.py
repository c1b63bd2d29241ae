"""Reads a content stream into operators and strings with one pass of one expression; it paints nothing.

This is the third reader of a file: it sees what stands in a stream whether or not
anything paints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

TOKEN = re.compile(
    rb"""
    [\x00\t\n\f\r ]*+(?:
      (?P<comment>%[^\r\n]*)
    | (?P<string>\((?:[^()\\]|\\.)*\))              # a string without inner parentheses, the usual case
    | (?P<deep>\()
    | (?P<dict><<|>>)
    | (?P<hex><[0-9A-Fa-f\x00\t\n\f\r ]*>)
    | (?P<array>[\[\]])
    | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$))
    | /(?P<name>[^\x00\t\n\f\r ()<>\[\]{}/%]*)
    | (?P<word>[^\x00\t\n\f\r ()<>\[\]{}/%]+)
    | (?P<junk>.))
    """,
    re.VERBOSE | re.DOTALL,
)

SHOW = frozenset({b"Tj", b"TJ", b"'", b'"'})
"""Operators that show text."""

OPERATORS = frozenset(
    b"b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re "
    b"RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"".split()
)
"""All operators of ISO 32000-2, annex A."""

WORD_GAP = 180
"""A displacement of this many thousandths of the type size inside a TJ array reads as a blank."""

_STRINGS = frozenset({"string", "hex", "deep"})
_CONSTANTS = frozenset({b"true", b"false", b"null"})
_ODD = {"comment": "comments", "junk": "junk"}
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_EI = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ]|$)")


class Step(NamedTuple):
    """One operator with its operands."""

    operator: bytes
    operands: tuple[bytes | float, ...]
    """Strings decoded to bytes, names with a leading slash, numbers as floats; brackets left out."""
    strings: tuple[bytes, ...]
    """The string operands alone, in order."""
    names: tuple[bytes, ...]
    """The name operands alone, in order, each with its slash."""


@dataclass(slots=True)
class Oddities:
    """What has no place in a rebuilt stream, counted."""

    comments: int = 0
    junk: int = 0
    leftovers: int = 0
    """Operands that no operator took."""


def steps(content: bytes, odd: Oddities | None = None) -> Iterator[Step]:
    """Yield the operators of a content stream in order.

    A broken stream yields what can be told; what cannot is counted in `odd`. An inline image is the operator `BI`
    with its data as a string.
    """
    odd = odd if odd is not None else Oddities()
    operands: list[bytes | float] = []
    strings: list[bytes] = []
    names: list[bytes] = []
    at, match = 0, TOKEN.match
    while token := match(content, at):  # one loop for the kinds of tokens: pages hold thousands
        kind, at = token.lastgroup, token.end()
        if kind == "number":
            operands.append(float(token["number"]))
        elif kind in _STRINGS:
            if kind == "deep":
                text, at = _deep(content, at)
                text = unescape(text)
            else:
                text = unescape(token["string"][1:-1]) if kind == "string" else unhex(token["hex"])
            operands.append(text)
            strings.append(text)
        elif kind == "name" or (kind == "word" and token["word"] in _CONSTANTS):
            name = b"/" + token["name"] if kind == "name" else token["word"]
            operands.append(name)
            names.append(name)
        elif kind == "word":
            word = token["word"]
            if word == b"BI":
                continue
            if word == b"ID":
                picture, at = _picture(content, at)
                operands.append(picture)
                strings.append(picture)
                word = b"BI"
            yield Step(word, tuple(operands), tuple(strings), tuple(names))
            operands, strings, names = [], [], []
        elif kind in _ODD:
            setattr(odd, _ODD[kind], getattr(odd, _ODD[kind]) + 1)
    if operands:
        odd.leftovers += len(operands)
        yield Step(b"", tuple(operands), tuple(strings), tuple(names))


def _picture(content: bytes, at: int) -> tuple[bytes, int]:
    """Return the data of an inline image, and where to go on behind it."""
    found = _EI.search(content, at)
    return (content[at : found.start()], found.end()) if found else (content[at:], len(content))


def unescape(text: bytes) -> bytes:
    """Return the bytes of a literal string, its backslashes resolved."""
    return _ESCAPE.sub(_resolve, text) if b"\\" in text else text


def _resolve(found: re.Match[bytes]) -> bytes:
    body = found.group(1)
    if body[:1].isdigit() and body[0] < 0x38:
        return bytes([int(body, 8) & 255])
    if body in (b"\n", b"\r", b"\r\n"):
        return b""
    return _ESCAPES.get(body, body)


def unhex(text: bytes) -> bytes:
    """Return the bytes of a hexadecimal string, with or without its angle brackets."""
    digits = text.strip(b"<>")
    if not digits.isalnum():
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", digits)
    return bytes.fromhex((digits + b"0" if len(digits) % 2 else digits).decode("ascii"))


def _deep(content: bytes, at: int) -> tuple[bytes, int]:
    """Return a string with balanced parentheses inside, and where it ends; `at` is behind its first parenthesis."""
    start, depth = at, 1
    for found in re.compile(rb"\\.|[()]", re.DOTALL).finditer(content, at):
        if found.group() == b"(":
            depth += 1
        elif found.group() == b")":
            depth -= 1
            if depth == 0:
                return content[start : found.start()], found.end()
    return content[start:], len(content)
