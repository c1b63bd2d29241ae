"""Finds addresses forwards from a house number, for those that no ZIP code ends.

    2107 Willow Creek Drive, Apt. 4, Bakersfield, California
    ^ number   ^ name  ^ type  ^ unit  ^ city only where something says that it is one

Each number looks ahead over a bounded stretch, so the work is linear in the text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.detect.address_token import Token, tokens
from pipeline.detect.address_word import ABBREVIATED, COURTS, MONTHS, STATES, STOPS, TITLES

START = re.compile(
    r"(?<![\w$§#/.:–—-])(?:\d{1,6}(?:[-–]\d{1,5})?[A-Za-z]?(?=\s{1,3}[\w½])|[NSEW]\d{2,5}(?:\s?[NSEW]\d{2,5})?(?=\s)"
    r"|(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Twenty|ONE|TWO|THREE|FOUR|FIVE)(?=\s[A-Z]))"
)
"""A house number, a grid number, or a number written out before a capital."""

AHEAD = 150
"""Characters from a house number to the end of its address, at most."""

WORDS = 16
"""Words of number, street and directions, at most."""

NAME = 5
"""Words of a street's name, at most."""

_LIVES = re.compile(
    r"(?:\b(?:resid(?:es?|ed|ing)|liv(?:es?|ed|ing)|dwell(?:s|ing)?|stay(?:s|ed|ing)?|home|house|apartment|residence)\s(?:was\s|is\s)?"
    r"(?:located\s)?(?:at|on)|\b(?:home|residence|residential|mailing|street|current|last\s(?:known\s)?)\s?address(?:es)?"
    r"(?:\s(?:is|was|of|at)\b)?|\baddress(?:es)?(?:\s(?:is|was|of|at)\b|:)|\bmoved\s(?:in)?to|\bdomiciled\sat)[\s:,]{0,3}$",
    re.IGNORECASE,
)
"""What says that a number and a name are where somebody lives."""

_NOT_BEFORE = frozenset(
    """no nos section sec sections exhibit exhibits exh ex doc docs document page pages p pp para paragraph count counts
    article title chapter rule rules vol volume suite ste apt apartment room rm unit box floor bldg building route rt
    rte highway hwy interstate lot item line lines step grade age aged part schedule table figure note fn ch cl art
    docket dkt ecf case cause amendment interrogatory request form version number channel bates at_least see id""".split()  # noqa: SIM905 - a list of words reads better as text
)
"""What stands before a number that is no house number."""

_YEAR_AFTER = frozenset(["in", "since", "of", "until", "from", "during", "by", "before", "after", "and", "through"])

_SMALL_TYPES = frozenset(["street", "avenue", "road", "lane", "boulevard", "ave", "blvd", "rd"])
"""Street types that are taken in small letters after a name with a capital (`Willow Creek road`)."""

_NUMBERED = frozenset(["highway", "hwy", "hgwy", "route", "rte", "rt", "fm", "rm", "cr", "sr", "interstate"])
_FIRST = frozenset(["avenue", "ave", "avenida", "calle", "camino", "via", "paseo", "rue", "rua", "plaza", "caminito"])
"""Street types that may come before the name."""

_MAILED = frozenset(
    ["certified", "first", "us", "email", "e-mail", "facsimile", "fax", "overnight", "hand", "federal", "ecf", "cm/ecf"]
    + ["ups", "fedex", "mail", "electronic", "registered", "regular", "personal", "priority", "express", "messenger"]
)
"""What follows `Via` where it is no street."""

_OF = frozenset(["of", "the", "de", "la", "del", "los", "las", "du"])


@dataclass(frozen=True, slots=True)
class Street:
    """Number and street by offsets, without unit and city."""

    start: int
    end: int
    lives: bool
    """Whether the words before say that somebody lives there."""
    typed: bool
    """Whether a street type or road number makes it an address; else only the words before do."""


def streets(text: str) -> Iterator[Street]:
    """Yield numbers with a street, in order; they may overlap."""
    for match in START.finditer(text):
        found = _street(text, match)
        if found is not None:
            yield found


def _street(text: str, match: re.Match[str]) -> Street | None:
    start = match.start()
    following = text[match.end() : match.end() + 2].strip()
    if not following or not (following[0].isalnum() or following[0] in "½#"):
        return None
    before = text[max(0, start - 40) : start]
    if not _may_begin(before, match.group()):
        return None
    lives = _LIVES.search(before) is not None
    if not lives and following[0].islower():
        return None
    line = list(itertools.islice(tokens(text, start, min(len(text), start + AHEAD)), WORDS))
    at = _after_number(line)
    if at is None:
        return None
    end = _grid(line, at) or _numbered(line, at) or _typed_first(line, at) or _named(line, at, lives=lives)
    if end is not None:
        if match.group().isalpha() and (not _apart(before) or line[at].low == "way"):
            return None
        return Street(start, line[end].end, lives, typed=True)
    if lives and not match.group().isalpha():
        end = _untyped(line, at)
        if end is not None:
            return Street(start, line[end].end, lives, typed=False)
    return None


def _may_begin(before: str, number: str) -> bool:
    words = before.split()
    if not words:
        return True
    last = words[-1].lower().strip("()[]“\"'")
    plain = last.rstrip(".,:;")
    if plain in _NOT_BEFORE or last.endswith(("§", "$")):
        return False
    if plain in MONTHS and not last.endswith((",", ":", ";")) and int(re.sub(r"\D", "", number) or 99) <= 31:
        return False
    if number.isdigit() and len(number) == 4 and 1850 <= int(number) <= 2050:
        dated = last.endswith(",") and len(words) > 1 and words[-2].lower().rstrip(".") in MONTHS
        return plain not in _YEAR_AFTER and plain not in MONTHS and not dated
    return True


def _apart(before: str) -> bool:
    """Tell whether a written number opens a line, follows a comma, or a word that leads to a place."""
    return bool(re.search(r"(?:^|[\n\t,;:(]|\b(?:at|to|of|from|near|outside|located))\s*$", before, re.IGNORECASE))


def _after_number(line: Sequence[Token]) -> int | None:
    """Return the index of the first word of the street."""
    at = 1
    if at < len(line) and line[at].fraction:
        at += 1
    elif at < len(line) and line[0].text[0].isalpha() and line[at].number and line[at].text[0].isalpha():
        at += 1
    if at >= len(line) or line[at].breaks or line[at].text in (",", "."):
        return None
    return at


def _named(line: Sequence[Token], at: int, *, lives: bool) -> int | None:
    """Return the index of the last word of `[direction] name type [direction]`, or None."""
    first = at
    while at < len(line) and line[at].direction and at - first < 2:
        at += 1
    names: list[Token] = []
    while at < len(line) and len(names) <= NAME:
        token = line[at]
        glued = at == first or (not token.breaks or (token.type and token.gap.count("\n") == 1))
        if not glued or (at > first and len(token.gap) > 2):
            return None
        if token.bare and token.capital:
            return _beyond(line, at)
        if _ends_street(token, names, at > first, lives=lives):
            return None if _is_court(line, at, names) else _beyond(line, at)
        if not _in_name(token, names, lives=lives) or (names and names[-1].sentence):
            return None
        if token.low not in _OF:
            names.append(token)
        at += 1
    return None


def _ends_street(token: Token, names: Sequence[Token], moved: bool, *, lives: bool) -> bool:
    if not token.strong or not (names or (moved and token.low not in ("st", "ct", "court", "pl"))):
        return False
    if token.low == "st" and names and all(name.low in _OF for name in names):
        return False
    return token.capital or lives or (token.low in _SMALL_TYPES and names[-1].capital if names else False)


def _in_name(token: Token, names: Sequence[Token], *, lives: bool) -> bool:
    if token.ordinal or token.low in _OF:
        return bool(names) or token.ordinal or token.capital
    if not token.word:
        return False
    if (
        (token.low in STOPS and not token.letter)
        or token.low in TITLES
        or token.sentence
        or (token.unit and token.low != "mission")
    ):
        return False
    return token.capital or lives


def _is_court(line: Sequence[Token], at: int, names: Sequence[Token]) -> bool:
    """Tell a court or a reporter from a street: `UNITED STATES DISTRICT COURT`, `Cal. App. Ct. 456`, `Fed. Cir.`."""
    token = line[at]
    if token.low not in ("court", "ct", "cir", "circle"):
        return False
    abbreviated = [name for name in names if name.text.endswith(".") and len(name.low) <= 5]
    if token.low in ("ct", "cir") and (abbreviated or any(name.ordinal for name in names)):
        following = line[at + 1] if at + 1 < len(line) else None
        if any(
            name.low in ("app", "fed", "super", "sup", "dist", "cl", "mass", "cal", "us", "s", "dc") for name in names
        ):
            return True
        return following is not None and following.text[0].isdigit() and not following.breaks
    return any(name.low in COURTS for name in names)


def _grid(line: Sequence[Token], at: int) -> int | None:
    """Return the index of the last word of a grid street (`3765 West 5400 South`), or None."""
    if at + 2 >= len(line) or any(token.breaks for token in line[at : at + 3]):
        return None
    first, number, second = line[at : at + 3]
    fits = first.direction and number.text.isdigit() and 2 <= len(number.text) <= 5 and second.direction
    return at + 2 if fits and first.capital and second.capital else None


def _numbered(line: Sequence[Token], at: int) -> int | None:
    """Return the index of the last word of a numbered road (`State Highway 16`, `County Road GV`, `FM 998`), or None."""
    for further in range(at, min(at + 4, len(line) - 1)):
        token, following = line[further], line[further + 1]
        if token.breaks or not (token.capital or token.direction) or (token.low in STOPS and token.low != "us"):
            return None
        county = token.low in ("road", "rd") and line[further - 1].low in (
            "county",
            "co",
            "country",
            "state",
            "township",
        )
        if (county or token.low in _NUMBERED) and not following.breaks:
            name = following.low
            if name[:1].isdigit() or (len(name) <= 2 and following.text.isupper() and following.text.isalpha()):
                return _beyond(line, further + 1)
    return None


def _typed_first(line: Sequence[Token], at: int) -> int | None:
    """Return the index of the last word of a street whose type comes first (`Avenue of the Americas`), or None."""
    while at < len(line) and line[at].direction:
        at += 1
    if at >= len(line) - 1 or line[at].low not in _FIRST or not line[at].capital or line[at + 1].low in _MAILED:
        return None
    last = None
    for further in range(at + 1, min(at + 6, len(line))):
        token = line[further]
        if token.breaks or not token.word or token.unit:
            break
        if token.capital and (token.low not in STOPS or token.low in _OF or token.letter):
            last = further
            if token.sentence:
                break
        elif token.low not in _OF:
            break
    if last is None or (line[at].low in ("avenue", "ave") and line[at + 1].low != "of"):
        return None
    return last


def _untyped(line: Sequence[Token], at: int) -> int | None:
    """Return the index of the last word of a street that only the words before make one (`resides at 304 North Llano`)."""
    last: int | None = None
    for further in range(at, min(at + 4, len(line))):
        token = line[further]
        if (further > at and token.breaks) or not token.word or not token.capital or token.low in STOPS:
            break
        last = further
        if token.sentence:
            break
    return last


def _beyond(line: Sequence[Token], at: int) -> int:
    """Return the index of the last word when a second type or a direction follows (`Grant Avenue Cir`, `30th Ave. SW`)."""
    while at + 1 < len(line) and len(line[at + 1].gap) == 1 and not line[at + 1].breaks:
        token = line[at + 1]
        further = line[at + 2] if at + 2 < len(line) else None
        ends = further is None or not further.word or further.breaks or further.unit or further.direction
        if (
            token.direction
            and (token.capital or line[at].text.islower())
            and (ends or not further.capital or len(token.low) == 2)
        ):
            at += 1
        elif (
            token.strong
            and token.capital
            and not line[at].text.endswith(",")
            and ends
            and token.low not in ("st", "court")
        ):
            at += 1
        elif token.low in ("business", "extension", "ext", "bypass") and token.capital:
            at += 1
        else:
            break
    return at


_STATES = {name.title().replace(" Of ", " of ") for name in STATES}
_CODES = {code.upper() for code in STATES.values()}
STATE = re.compile(
    r"(?<!\w)(?:"
    + "|".join(
        [name.replace(" ", r"\s") for name in sorted({*_STATES, *map(str.upper, _STATES)}, key=len, reverse=True)]
        + [rf"{code[0]}\.\s?{code[1]}\." for code in sorted(_CODES)]
        + sorted(_CODES)
        + [rf"{word.capitalize()}\." for word in sorted(ABBREVIATED)]
    )
    + r")(?!\w)"
)
"""A state after a city: its name with capitals, its postal letters in capitals, or a lawyer's abbreviation."""
