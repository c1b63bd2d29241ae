"""Reads streets that are not a name and a type: numbered roads, grids, types in front, names alone.

Each function takes tokens and the index after the house number, and returns the index of the street's
last word, or None.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.detect.address_token import Token
from pipeline.detect.address_word import MAILED, ROADS, STOPS

_NUMBERED = frozenset(["highway", "hwy", "hgwy", "route", "rte", "rt", "fm", "rm", "interstate"])
_FIRST = frozenset(["avenue", "ave", "avenida", "calle", "camino", "via", "paseo", "rue", "rua", "plaza", "caminito"])
"""Street types that may come before the name."""

_MORE = frozenset(["business", "extension", "ext", "bypass"])


OF = frozenset(["of", "the", "de", "la", "del", "los", "las", "du"])
"""Small words inside a street's name."""


def grid(line: Sequence[Token], at: int) -> int | None:
    """Read `3765 West 5400 South`."""
    if at + 2 >= len(line) or any(token.breaks for token in line[at : at + 3]):
        return None
    first, number, second = line[at : at + 3]
    fits = first.direction and number.text.isdigit() and 2 <= len(number.text) <= 5 and second.direction
    return at + 2 if fits and first.capital and second.capital else None


def pair(line: Sequence[Token], at: int) -> int | None:
    """Read `244 8190 NW`, a place on a grid without a name."""
    if at + 1 >= len(line) or line[at].breaks or line[at + 1].breaks:
        return None
    fits = line[at].text.isdigit() and len(line[at].text) > 2 and line[at + 1].direction and line[at + 1].capital
    return at + 1 if fits else None


def numbered(line: Sequence[Token], at: int) -> int | None:
    """Read `State Highway 16`, `County Road GV`, `FM 998`, `Farm to Market Road 12`."""
    for further in range(at, min(at + 5, len(line) - 1)):
        token, following, before = line[further], line[further + 1], line[further - 1]
        if token.low == "to" and before.low in ("farm", "ranch"):
            continue
        if token.breaks or not (token.capital or token.direction) or (token.low in STOPS and token.low != "us"):
            return None
        road = token.low in ("road", "rd") and before.low in (*ROADS, "market")
        if (token.low in _NUMBERED or road or (token.low in ("cr", "sr") and further == at)) and _number(following):
            return beyond(line, further + 1)
    return None


def _number(token: Token) -> bool:
    if token.breaks and not (token.lines == 1 and token.number):
        return False
    return token.low[:1].isdigit() or (len(token.low) <= 2 and token.text.isupper() and token.text.isalpha())


def typed_first(line: Sequence[Token], at: int) -> int | None:
    """Read `Avenue of the Americas`, `Calle Luna`, `Avenue H`."""
    while at < len(line) and line[at].direction:
        at += 1
    if at >= len(line) - 1 or line[at].low not in _FIRST or not line[at].capital or line[at + 1].low in MAILED:
        return None
    if line[at].low in ("avenue", "ave") and line[at + 1].low != "of" and not line[at + 1].letter:
        return None
    last = None
    for further in range(at + 1, min(at + 6, len(line))):
        token = line[further]
        if token.breaks or not token.word or token.unit:
            break
        if token.capital and (token.low not in STOPS or token.low in OF or token.letter):
            last = further
            if token.sentence:
                break
        elif token.low not in OF:
            break
    return last


def untyped(line: Sequence[Token], at: int) -> int | None:
    """Read a name alone, which only the words around make a street (`resides at 304 North Llano`)."""
    last: int | None = None
    for further in range(at, min(at + 4, len(line))):
        token = line[further]
        if (further > at and token.breaks) or not token.word or not token.capital or token.unit or token.low in STOPS:
            break
        last = further
        if token.sentence:
            break
    return last


def beyond(line: Sequence[Token], at: int) -> int:
    """Go on to a second type or a direction (`Grant Avenue Cir`, `30th Ave. SW`); never None."""
    while at + 1 < len(line) and len(line[at + 1].gap) == 1 and not line[at + 1].breaks:
        token = line[at + 1]
        further = line[at + 2] if at + 2 < len(line) else None
        ends = further is None or not further.word or further.breaks or further.unit or further.direction
        apart = ends or (further is not None and len(further.gap) > 1)
        if token.direction and (token.capital or line[at].text.islower()):
            # Else it begins the name of a city: Elm Street South Bend.
            more = ends or (further is not None and not further.capital) or len(token.low) == 2
        else:
            more = token.capital and ((token.strong and apart) or token.low in _MORE)
        if not more:
            break
        at += 1
    return at
