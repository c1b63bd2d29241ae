"""Judges which words before a state and ZIP code are one address, and at which of them it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.detect.address_token import Token, halved
from pipeline.detect.address_word import MONTHS, NUMBERS, STOPS

MOST = 26
"""Words that an address has before its state, at most."""

WIDEST = 40
"""Blanks between two words of one address, at most; more part two columns."""

_SMALL = frozenset({"of", "the", "de", "la", "del", "los", "las", "du", "des", "el", "y", "at", "in", "on", "and", "&"})
"""Small words that may stand between two words of an address (Isle of Palms, Avenue of the Americas)."""

_LEADING = frozenset({"at", "in", "on", "and"})
"""Small words that lead to an address and are no part of it."""

_BOXES = frozenset({"rfd", "box", "pob", "drawer", "lockbox", "bin", "rr", "hc", "psc", "cmr", "star", "pmb"})
_CODED = re.compile(r"(?:hc|rr|rfd)-?\d{1,4}$")
_ROUTES = frozenset({"route", "rte", "rt"})
_NUMBERED = frozenset({"route", "rte", "rt", "highway", "hwy", "hgwy", "fm", "no", "nos", "code", "number", "mile"})
"""Words after which a number is not that of a house."""


def reach(line: Sequence[Token], *, small: bool) -> int:
    """Return the index from which on every token could be part of one address. `small`: it is all in small letters."""
    first = len(line)
    for index in range(len(line) - 1, max(-1, len(line) - 1 - MOST), -1):
        after = line[index + 1] if index + 1 < len(line) else None
        if after is not None and (after.lines > 1 or "\n \n" in after.gap or len(after.gap) > WIDEST):
            return first
        if not _belongs(line[index], line[index - 1] if index else None, after, small=small):
            return first
        first = index
    return first


def _belongs(token: Token, before: Token | None, after: Token | None, *, small: bool) -> bool:
    if not token.word and not token.text[0].isdigit():
        return token.text in ",#&½¼¾.-–/'’" or (before is not None and halved(before, token))
    if after is not None and token.sentence:
        return False
    if before is not None and after is not None and token.low in ("in", "to"):
        return _joins(token, before, after)
    if token.low in _SMALL and not _opens_name(token, before, after):
        return _inside_name(token, before, after, small=small)
    if token.direction or token.type or token.unit or token.low in NUMBERS:
        return True
    return not _foreign(token, after) and (token.text[0].isdigit() or token.capital != small)


def _foreign(token: Token, after: Token | None) -> bool:
    """Tell whether a token stands in no address: a word of court papers, a date, an e-mail address, a docket number."""
    if token.low in STOPS and not token.letter:
        return True
    if token.low in MONTHS and after is not None and after.text[0].isdigit():
        return True
    if token.text[0].isdigit():
        return len(token.low) > 10 or token.text.count("/") > 1 or token.text.count("-") > 1
    return "@" in token.text or "://" in token.text


def _joins(token: Token, before: Token, after: Token) -> bool:
    """Tell whether `in` leads from a street to its city, or `to` stands in `Farm to Market Road`."""
    if token.low == "to":
        return before.low in ("farm", "ranch") and after.low == "market"
    ends = before.type or before.direction or before.unit or before.text[0].isdigit() or before.letter
    return ends and after.capital


def _opens_name(token: Token, before: Token | None, after: Token | None) -> bool:
    """Tell whether a small word with a capital is part of a name: Las Vegas, The Square."""
    if not token.capital or after is None or not after.capital:
        return False
    return token.low not in (*_LEADING, "the", "of") or (before is not None and before.number)


def _inside_name(token: Token, before: Token | None, after: Token | None, *, small: bool) -> bool:
    if before is None or after is None or after.text[0].isdigit() or token.low in _LEADING:
        return False
    return small or (before.capital and (after.capital or after.low in _SMALL))


def begin(run: Sequence[Token], outside: Token | None, *, small: bool) -> int | None:
    """Return the index of the token at which the address begins, or None. `outside` stands before the run."""
    found: int | None = None
    for index in range(len(run) - 1):
        previous = run[index - 1] if index else outside
        if _begins(run, index, previous, small=small) and (found is None or _restarts(run, found, index)):
            found = index
    return found


def _begins(run: Sequence[Token], index: int, previous: Token | None, *, small: bool) -> bool:
    token = run[index]
    if _is_box(run, index):
        return True
    if token.unit and token.low not in ("no", "number") and token.text != "#" and not _within(previous):
        return _leads(run, index, small=small)
    if token.written and (token.capital or small):
        return any(further.strong for further in run[index + 1 : index + 7])
    return token.number and not _within(previous) and _heads_street(run, index, previous)


def _heads_street(run: Sequence[Token], index: int, previous: Token | None) -> bool:
    """Tell whether what stands around a number lets it be that of a house."""
    token, following = run[index], run[index + 1]
    if following.breaks and (previous is None or token.breaks):
        return False  # alone on its line: a line number
    if previous is not None and (previous.text == "$" or (previous.low in MONTHS and not previous.type)):
        return False
    if halved(token, following) and (following.fraction or _typed(run, index + 1)):
        return True
    if following.number:
        return _grid(run, index)
    return following.word or following.ordinal or following.text == "#"


def _within(previous: Token | None) -> bool:
    """Tell whether a number after this token is that of a unit, box or road."""
    if previous is None:
        return False
    return previous.unit or previous.low in _NUMBERED or previous.text in ("SR", "CR")


def _is_box(run: Sequence[Token], index: int) -> bool:
    token, previous = run[index], run[index - 1] if index else None
    after = [further.low for further in run[index + 1 : index + 5]]
    first = after[0] if after else ""
    if token.low in ("po", "p") or (token.low == "post" and first == "office"):
        return any(word.startswith(("box", "drawer", "bin", "lockbox")) for word in after)
    if _CODED.match(token.low):
        return "box" in after[:2]
    if token.low == "rd":
        return first == "#" and "box" in after and (token.breaks or previous is None or not previous.word)
    if token.low in _BOXES or (token.low in _ROUTES and not (previous and previous.number)):
        return any(word[:1].isdigit() or word in ("#", "no", "box") for word in after[:2])
    if _is_road(token, after) and not (previous and previous.number):
        return True
    words = {"rural": "route", "star": "route", "general": "delivery"}
    return token.low.startswith("pobox") or words.get(token.low, " ") == first


_CARRIED = ("#", "box", "lot", "apt", "unit", "km")
"""What a place on a numbered road has instead of a house number."""


def _is_road(token: Token, after: Sequence[str]) -> bool:
    """Tell whether a numbered road with a place on it begins: `County Road 2214 #30`, `FM 170 Box 77`."""
    if token.low in ("county", "cty") and after[:1] and after[0] in ("road", "rd", "route", "highway", "hwy"):
        after = after[1:]
    elif token.low not in ("fm", "cr", "rm", "carr", "carretera"):
        return False
    return len(after) > 1 and after[0].isdigit() and after[1] in _CARRIED


def _leads(run: Sequence[Token], index: int, *, small: bool) -> bool:
    """Tell whether a unit stands before its street (`Suite 200, 350 W. Hubbard St.`, `dept 0823 po box 12`)."""
    at = index + 1
    while at < len(run) and (run[at].text in "#.-" or run[at].low in ("code", "no")):
        at += 1
    if at >= len(run) or not (_named(run[at]) and not run[at].breaks):
        return False
    at += 2 if at + 1 < len(run) and run[at + 1].text == "," else 1
    return at < len(run) - 1 and (_is_box(run, at) or _begins(run, at, None, small=small))


def _named(token: Token) -> bool:
    """Tell whether a token can name a unit: it has a digit or is one letter or two."""
    return any(character.isdigit() for character in token.text) or (len(token.low) <= 2 and token.word)


def _grid(run: Sequence[Token], index: int) -> bool:
    """Tell whether two numbers are one place on a grid: `W148 N9748`, `92 1300 W`."""
    token, following = run[index], run[index + 1]
    if token.text[0].isalpha() and following.text[0].isalpha():
        return True
    after = run[index + 2] if index + 2 < len(run) else None
    return after is not None and after.direction and not _typed(run, index + 2)


def _restarts(run: Sequence[Token], first: int, second: int) -> bool:
    """Tell whether another address begins at `second`: it opens a line and has a street of its own."""
    token = run[second]
    opens = token.breaks or run[second - 1].text == ","
    if not opens or not (token.number or token.written) or not _typed(run, second):
        return False
    if token.breaks:
        return not (run[first].unit or _is_box(run, first)) or _typed(run[:second], first)
    return run[first].number and token.number and _typed(run[:second], first)


def _typed(run: Sequence[Token], index: int) -> bool:
    """Tell whether the line at `index` names a street with its type."""
    for token in run[index + 1 : index + 8]:
        if token.breaks or token.text == ",":
            return False
        if token.strong:
            return True
    return False
