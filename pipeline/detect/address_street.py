"""Finds streets forwards from a house number, for addresses that no ZIP code ends.

    2107 Willow Creek Drive
    ^ number   ^ name  ^ type

Each number looks ahead over a bounded stretch, so the work is linear in the text.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.detect.address_road import OF, beyond, grid, numbered, pair, typed_first, untyped
from pipeline.detect.address_start import START, Before, judge
from pipeline.detect.address_token import Token, halved, tokens
from pipeline.detect.address_word import (
    ABBREVIATED,
    BARE,
    COURTS,
    DIRECTIONS,
    HIGHWAYS,
    STATES,
    STOPS,
    TITLES,
    TYPES,
    UNITS,
)

AHEAD = 110
"""Characters from a house number to the end of its street, at most."""

WORDS = 14
"""Words of number, street and directions, at most."""

NAME = 5
"""Words of a street's name, at most."""

_SMALL_TYPES = frozenset(["street", "avenue", "road", "lane", "boulevard", "ave", "blvd", "rd"])
"""Street types that are taken in small letters after a name with a capital (`Willow Creek road`)."""

_HOUSES = frozenset(
    [
        "mission",
        "villa",
        "hall",
        "cottage",
        "cabin",
        "tower",
        "bay",
        "barracks",
        "level",
        "front",
        "side",
        "upper",
        "lower",
    ]
)
"""Units that may also be part of a street's name."""

_HINTS = TYPES | HIGHWAYS | DIRECTIONS | BARE | UNITS
"""Words of which every street with a type has one."""

_STATES = frozenset({*STATES, *ABBREVIATED, *STATES.values()})


@dataclass(frozen=True, slots=True)
class Street:
    """Number and street by offsets, without unit and city."""

    start: int
    end: int
    lives: bool
    """Whether the words before say that somebody lives there."""
    typed: bool
    """Whether a street type or road number makes it an address; else only the words around it do."""


def streets(text: str) -> Iterator[Street]:
    """Yield numbers with a street, in order; they may overlap."""
    for match in START.finditer(text):
        following = text[match.end() : match.end() + 2].strip()
        if not following or not (following[0].isalnum() or following[0] == "%"):
            continue
        small = following[0].islower()
        if not small and not _hopeful(text[match.end() : match.end() + AHEAD]):
            continue
        before = judge(text, match.start(), match.group())
        if before is None or (small and not before.lives):
            continue
        line = list(itertools.islice(tokens(text, match.start(), match.start() + AHEAD), WORDS))
        found = _street(line, match.group(), before)
        if found is not None:
            yield Street(match.start(), line[found[0]].end, before.lives, typed=found[1])


def _hopeful(ahead: str) -> bool:
    """Tell by a cheap look whether a street may follow: a street word, or names up to a comma, a unit or a line end."""
    for count, word in enumerate(ahead.split(None, 8)[:8]):
        low = word.strip('.,;:()#"”').lower().replace(".", "")
        ended = word[-1] in ".;" and len(low) > 2
        if low in _HINTS or ended or (count and word[-1] == ",") or word[0] == "#":
            return True
        if word[0].islower() and low not in OF and low != "to":
            return False
    return "\n" in ahead or "\t" in ahead or len(ahead) < AHEAD


def _street(line: Sequence[Token], number: str, before: Before) -> tuple[int, bool] | None:
    """Return the index of the street's last word and whether a type makes it one."""
    at = _after_number(line, alone=before.alone)
    if at is None:
        return None
    end = grid(line, at) or numbered(line, at) or typed_first(line, at) or _named(line, at, before)
    if end is None and before.apart and _compass(line, at):
        end = at + 1
    if end is not None:
        return None if number.isalpha() and (not before.apart or line[at].low == "way") else (end, True)
    if not number.isalpha() and (before.lives or (len(number) > 1 and before.apart)):
        end = pair(line, at) or untyped(line, at)
        if end is not None:
            return end, False
    return None


def _compass(line: Sequence[Token], at: int) -> bool:
    """Tell whether a direction and a numbered street stand there and no court follows: `620 E. 9th`."""
    if at + 1 >= len(line) or not line[at].direction or not line[at].capital or not line[at + 1].ordinal:
        return False
    after = line[at + 2] if at + 2 < len(line) else None
    return after is None or after.breaks or not after.word or not after.capital


def _after_number(line: Sequence[Token], *, alone: bool) -> int | None:
    """Return the index of the first word of the street. A number alone on its line is the line's."""
    at = 1
    if at < len(line):
        two = line[0].text[0].isalpha() and line[at].text[0].isalpha() and line[at].number  # W148 N9748
        at += two or halved(line[0], line[at])
    if at >= len(line) or line[at].text in (",", ".") or (line[at].breaks and (alone or line[at].lines != 1)):
        return None
    return at


def _named(line: Sequence[Token], at: int, before: Before) -> int | None:
    """Return the index of the last word of `[direction] name type [direction]`, or None."""
    first = at
    while at < len(line) and line[at].direction and at - first < 2:
        at += 1
    names: list[Token] = []
    while at < len(line) and len(names) <= NAME:
        token = line[at]
        glued = at == first or not token.breaks or (token.type and token.lines == 1)
        if not glued or (at > first and len(token.gap) > 2):
            return None
        if token.bare and token.capital:
            return beyond(line, at)
        if _ends_street(token, names, at > first, lives=before.lives):
            return None if _is_court(line, at, names, lists=before.apart) else beyond(line, at)
        if before.apart and names and token.type and token.capital and _closes(line, at):
            return beyond(line, at)
        if not _in_name(token, names, lives=before.lives) or (names and names[-1].sentence):
            return None
        if token.low not in OF:
            names.append(token)
        at += 1
    return None


def _closes(line: Sequence[Token], at: int) -> bool:
    """Tell whether only the next part of an address can follow, so that a word such as Glen or Bend ends a name."""
    following = line[at + 1] if at + 1 < len(line) else None
    return following is None or following.breaks or following.unit or following.direction or following.text in ",.;)"


def _ends_street(token: Token, names: Sequence[Token], moved: bool, *, lives: bool) -> bool:
    if not token.strong or not (names or (moved and token.low not in ("st", "ct", "court", "pl"))):
        return False
    if token.low == "st" and names and all(name.low in OF for name in names):
        return False
    return token.capital or lives or bool(names and token.low in _SMALL_TYPES and names[-1].capital)


def _in_name(token: Token, names: Sequence[Token], *, lives: bool) -> bool:
    if token.number and names and names[-1].low == "mile":
        return True
    if token.ordinal or token.low in OF:
        return bool(names) or token.ordinal or token.capital
    if not token.word or token.sentence or token.low in TITLES:
        return False
    if (token.low in STOPS and not token.letter) or (token.unit and token.low not in _HOUSES):
        return False
    return token.capital or lives


def _is_court(line: Sequence[Token], at: int, names: Sequence[Token], *, lists: bool) -> bool:
    """Tell a court or a reporter from a street: `STATES DISTRICT COURT`, `Cal. App. Ct. 456`, `26 Ohio St. 3d`."""
    token = line[at]
    following = line[at + 1] if at + 1 < len(line) else None
    cited = following is not None and not following.breaks and (following.text[0].isdigit() or following.text == "(")
    if token.text in ("St.", "ST.") and names and names[-1].low in _STATES and (cited or (lists and len(names) == 1)):
        return True
    if token.low not in ("court", "ct", "cir", "circle"):
        return False
    if token.low in ("ct", "cir"):
        short = any(
            n.text.endswith(".") and len(n.low) <= 5 and n.low not in ("st", "mt", "ft") and not n.letter for n in names
        )
        if short or (cited and any(name.ordinal for name in names)):
            return True
    return any(name.low in COURTS for name in names)
