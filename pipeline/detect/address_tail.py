"""Reads what follows a street: unit, post-office box, city, state, ZIP; it looks for no address."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.detect.address_word import ABBREVIATED, STATES, STOPS

_ID = r"(?:[A-Za-z]{0,2}-?\d{1,6}[A-Za-z]?(?:[-–/]\s?[A-Za-z\d]{1,4})?|[A-Z]{1,2}(?![A-Za-z]))"
_KEYWORD = (
    r"(?:ap(?:artmen)?t|suite|ste|stc|unit|room|rm|floor|flr?|bldg|building|space|spc|lot|trlr|trailer|dept|pmb|courtroom|"
    r"penthouse|ph|box|tower|twr|office|ofc|level|mail\s?stop|ms|mc|slip|dorm|cell|no|condo|villa|studio|department)"
)
_ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth)"
)
UNIT = re.compile(
    r"(?:[,;]?[ \t]{0,3}|[,;]?\s?\n(?:\d{1,2}\s{1,4})?\s{0,3})"
    rf"(?:{_KEYWORD}\b\.?\s{{0,2}}(?:\#\s?)?(?-i:{_ID})(?!\w)|\#\s?(?-i:{_ID})(?!\w)"
    rf"|{_ORDINAL}\s(?:floor|flr?)\b\.?|(?:penthouse|rear|basement|upstairs|downstairs)\b"
    r"|(?-i:Upper|Lower|Front|Side|UPPER|LOWER|FRONT|SIDE)(?=\s?[,\n\t]|\sin\s|$))",
    re.IGNORECASE,
)
"""A unit after a street, with what parts them."""

_BARE_UNIT = re.compile(r",\s?[A-Z]?\d{1,4}[A-Z]?(?=,\s)")
_QUADRANT = re.compile(r",\s?(?:[NS]\.?\s?[EW]\.?)(?![\w])")
_BOX_NO = r"\s?(?:nos?\.?\s?|\#\s?)?"
_RURAL = r"(?:r\.?r\.?|h\.?c\.?|r\.?d\.?|rural\s+(?:route|rt\.?)|star\s+(?:route|rt\.?)|route|rte\.?|rt\.)"
BOX = re.compile(
    rf"(?<!\w)(?:(?:p\.?\s?o\.?|post\s+office)\s?(?:box|drawer|bin|lock\s?box){_BOX_NO}[a-z]?\d{{1,8}}(?:-\d{{1,4}})?[a-z]?"
    rf"|p\.?o\.?b\.?\s\#?\d{{1,7}}|{_RURAL}\s?\#?\s?-?\d{{1,4}},?\s{{1,3}}box\s?\#?\s?\d{{1,5}}[a-z]?"
    r"|(?:rural\s+(?:route|rt\.?)|r\.?f\.?d\.?)\s?\#?\s?\d{1,3}|psc\s\d{1,5},?\s{1,2}box\s\d{1,5}"
    r"|unit\s\d{4,5},?\s{1,2}box\s\d{1,5})(?!\w)",
    re.IGNORECASE,
)
"""A post-office box, rural route, highway contract or military box."""

LOOSE_BOX = re.compile(
    rf"(?<![\w-])(?:Box|BOX|Drawer|DRAWER){_BOX_NO}\d{{1,7}}[A-Z]?(?!\w)|\b(?:General Delivery|GENERAL DELIVERY)\b"
)
"""What is a place for mail only where a city and state follow."""

_TITLED = {name.title().replace(" Of ", " of ") for name in STATES}
_CODES = {code.upper() for code in STATES.values()}
STATE = re.compile(
    r"(?<!\w)(?:"
    + "|".join(
        [name.replace(" ", r"\s") for name in sorted({*_TITLED, *map(str.upper, _TITLED)}, key=len, reverse=True)]
        + [rf"{code[0]}\.\s?{code[1]}\." for code in sorted(_CODES)]
        + sorted(_CODES)
        + [rf"{form}\." for word in sorted(ABBREVIATED) for form in (word.capitalize(), word.upper())]
    )
    + r")(?!\w)"
)
"""A state after a city: its name with capitals, its postal letters in capitals, or a lawyer's abbreviation."""

_GAP = re.compile(r"[,\s]{1,4}")
_NAME = r"[A-Z][\w’'.-]{0,24}"
_CITY = re.compile(
    r"(?P<gap>(?:,?\s{1,2}(?:in|IN)\s{1,2}|,\s{0,3}|,?\s?\n(?:\d{1,2}\s{1,4})?\s{0,3}|[ \t]{1,3}))"
    rf"(?P<city>{_NAME}(?:\s(?:of\s|the\s|de\s|la\s|del\s|los\s|du\s)?{_NAME}){{0,3}})"
)
_STATE_ZIP = re.compile(
    rf"(?:,\s{{0,3}}|[ \t]{{1,3}})(?P<state>{STATE.pattern})"
    r"(?:(?:,?\s{1,3}|\n[^\w\s]\n)(?P<zip>\d{5}(?:[-–]\d{4})?)(?!\w))?"
)


_NAMES = "|".join(name.replace(" ", r"\s") for name in sorted(STATES, key=len, reverse=True))
_LETTERS = "|".join(sorted(STATES.values()))
_SMALL = re.compile(
    r",?\s{1,2}(?:in\s)?(?P<city>[a-z][a-z’'.-]{1,20}(?:\s[a-z][a-z’'.-]{1,20}){0,2}),?\s{1,2}"
    rf"(?P<state>{_NAMES}|(?:{_LETTERS})(?=\.?\s?(?:[,;.)\n]|$|\d{{5}})))"
    r"(?:,?\s{1,3}(?P<zip>\d{5}(?:[-–]\d{4})?)(?!\w))?(?!\w)"
)
"""City and state in small letters."""

_NO_CITY = (STOPS | {"district", "court", "courts"}) - {"mobile"}


@dataclass(frozen=True, slots=True)
class Tail:
    """Where an address ends, and the places of its city, state and ZIP."""

    end: int
    city: tuple[int, int] | None = None
    state: tuple[int, int] | None = None
    zip: tuple[int, int] | None = None


def tail(text: str, at: int, is_city: Callable[[int, int], int]) -> Tail:
    """Read on from the end of a street, or return where it ends.

    `is_city` gives for a stretch of words the offset up to which they are known to be a city, 0 if they are not:
    a person's name after a street must never pass for a city, for a city stays readable.
    """
    end = at
    quadrant = _QUADRANT.match(text, end)
    if quadrant:
        end = quadrant.end()
    for _ in range(4):
        more = UNIT.match(text, end) or _BARE_UNIT.match(text, end) or _box(text, end)
        if more is None:
            break
        end = more.end()
    small = _SMALL.match(text, end) if text[at - 1].islower() else None
    if small is not None and not _starts_badly(small["city"]):
        return Tail(small.end(), small.span("city"), small.span("state"), small.span("zip") if small["zip"] else None)
    city = _CITY.match(text, end)
    if city is None:
        return Tail(end)
    return _with_state(text, city) or _city_alone(text, end, city, is_city)


def _box(text: str, end: int) -> re.Match[str] | None:
    gap = _GAP.match(text, end)
    return BOX.match(text, gap.end()) if gap else None


def _with_state(text: str, city: re.Match[str]) -> Tail | None:
    """Return the tail when a state follows one to four words of city."""
    # A name on one line must not become a city with the line below it, unless `in` leads to both.
    over = "\n" not in city["city"] or "in" in city["gap"].lower()
    for blank in (None, *reversed(list(re.finditer(r"\s", city["city"])))):
        stop = city.end() if blank is None else city.start("city") + blank.start()
        if not over and "\n" in text[city.start("city") : stop]:
            continue
        state = _STATE_ZIP.match(text, stop)
        if state is None or _starts_badly(text[city.start("city") : stop]):
            continue
        code = state.span("zip") if state["zip"] else None
        return Tail(state.end(), (city.start("city"), stop), state.span("state"), code)
    return None


def _city_alone(text: str, end: int, city: re.Match[str], is_city: Callable[[int, int], int]) -> Tail:
    if "in" in city["gap"].lower() or ("," not in city["gap"] and "\n" not in city["gap"]):
        return Tail(end)
    stop = is_city(city.start("city"), city.end("city"))
    if not stop:
        return Tail(end)
    if text[stop - 1] == ".":
        stop -= 1
    return Tail(stop, (city.start("city"), stop))


def _starts_badly(words: str) -> bool:
    return any(word.strip(".,").lower() in _NO_CITY for word in words.split())
