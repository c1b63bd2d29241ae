"""Finds whole addresses backwards from state and ZIP code, over as many lines as they have.

    Law Building, Suite 4     <- the leftmost number, box, route or unit from which
    353 Shattuck Ave.            everything up to the state could be an address
    Berkeley, CA 94720        <- anchor

Each anchor looks back over a bounded stretch, so the work is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.detect.address_token import Token, tokens
from pipeline.detect.address_word import ABBREVIATED, DIRECTIONS, MILITARY, MONTHS, NUMBERS, STATES, STOPS, UNITS

_NAMES = "|".join(sorted((name.replace(" ", r"\s{1,3}") for name in STATES), key=len, reverse=True))
_LETTERS = "|".join(rf"{code[0]}\.?\s?{code[1]}" for code in sorted({*STATES.values(), *MILITARY}))
_SHORT = "|".join(sorted(ABBREVIATED, key=len, reverse=True))
ANCHORS = (
    re.compile(
        rf"(?<![\w.@-])(?P<state>(?:{_NAMES}|{_LETTERS}|{_SHORT})\.?)[,.]?\s{{1,4}}"
        r"(?P<zip>\d(?-i:[\dO]){4}(?:\s?[-–—]\s?\d{4})?|\d{9}|\d{4})(?![\w%]|[-–/:.]\d|,\d{3})",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\w)(?P<state>AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT|Ontario|Qu[ée]bec|Alberta|British Columbia|Manitoba|"
        r"Nova Scotia|New Brunswick|Saskatchewan)[\s,]{1,3}(?P<zip>[A-Z]\d[A-Z]\s?\d[A-Z]\d)(?!\w)"
    ),
    re.compile(r"(?<!\w)(?P<state>)(?P<zip>[A-Z]{1,2}\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2})(?!\w)"),
)
"""A state and a ZIP code, a Canadian province and code, a British code. Four digits are a ZIP that lost its zero
(NJ 7631)."""

BACK = 200
"""Characters that an address has before its state, at most: three long lines."""

MOST = 26
"""Words that an address has before its state, at most."""

CITY = 4
"""Words that the name of a city has, at most."""

_SMALL = frozenset({"of", "the", "de", "la", "del", "los", "las", "du", "des", "el", "y", "at", "in", "on", "and", "&"})
"""Small words that may stand between two words of an address (Isle of Palms, Avenue of the Americas)."""

_BOXES = frozenset({"rfd", "box", "pob", "drawer", "lockbox", "bin", "rr", "hc", "psc", "cmr", "rural", "star", "pmb"})
_ROUTE = re.compile(r"(?:hc|rr|rfd)-?\d{1,4}$")
_NUMBERED = frozenset({"route", "rte", "rt", "highway", "hwy", "hgwy", "fm", "no", "nos", "code", "number", "mile"})
_ROUTES = frozenset({"route", "rte", "rt"})


_SHIP = re.compile(r"(?<!\w)US(?:S|NS|NV|CGC|V)\s[A-Z][\w.]{0,20}(?:\s[A-Z][\w.]{0,20}){0,2}[\s,]{1,3}$")
"""A ship's address (`USS Example, FPO AP 96691`)."""


@dataclass(frozen=True, slots=True)
class Span:
    """An address by offsets, with the places of its state and ZIP."""

    start: int
    end: int
    state: tuple[int, int] | None = None
    zip: tuple[int, int] | None = None
    street: bool = True
    """Whether a street, box or route was found, not only a city."""


def spans(text: str) -> Iterator[Span]:
    """Yield addresses that end in state and ZIP, in order, not overlapping."""
    floor = 0
    for anchor in sorted((m for pattern in ANCHORS for m in pattern.finditer(text)), key=lambda m: m.start()):
        if anchor.start() < floor:
            continue
        found = _back(text, anchor, max(floor, anchor.start() - BACK))
        if found is not None:
            floor = found.end
            yield found


def _back(text: str, anchor: re.Match[str], floor: int) -> Span | None:
    line = list(tokens(text, floor, anchor.start()))
    if line and floor and line[0].start == floor and text[floor - 1].isalnum():
        line = line[1:]  # cut in two by the limit
    small = anchor["state"].islower()
    run = line[_reach(line, small=small) :]
    state, code = anchor.span("state") if anchor["state"] else None, anchor.span("zip")
    before = line[len(line) - len(run) - 1] if len(run) < len(line) else None
    if len(anchor["zip"]) == 4 and not (anchor["state"].isupper() and len(anchor["state"]) == 2):
        return None
    start = _start(run, before, small=small)
    if start is not None and not (small and any(token.capital for token in run[start:])):
        return Span(run[start].start, anchor.end("zip"), state, code)
    if len(anchor["zip"]) == 4 or small or state is None:
        return None
    city = _city(run)
    if city is None:
        return None
    ship = _SHIP.search(text, max(floor, city.start - 40), city.start)
    return Span(ship.start() if ship else city.start, anchor.end("zip"), state, code, street=ship is not None)


def _reach(line: Sequence[Token], *, small: bool) -> int:
    """Return the index from which on every token could be part of one address. `small`: it is all in small letters."""
    first = len(line)
    for index in range(len(line) - 1, max(-1, len(line) - 1 - MOST), -1):
        token = line[index]
        after = line[index + 1] if index + 1 < len(line) else None
        if after is not None and (after.lines > 1 or "\n \n" in after.gap or len(after.gap) > 40):
            return first
        if not _belongs(token, after, line[index - 1] if index else None, small=small):
            return first
        first = index
    return first


def _belongs(token: Token, after: Token | None, before: Token | None, *, small: bool) -> bool:
    if not token.word and not token.text[0].isdigit():
        return token.text in ",#&½.-–/'’"
    if after is not None and token.sentence:
        return False
    if token.low == "in" and before is not None and after is not None:
        ends = before.type or before.direction or before.unit or before.text[0].isdigit() or before.low in ("rear", "h")
        return ends and after.capital
    if token.low == "to" and before is not None and after is not None:
        return before.low in ("farm", "ranch") and after.low == "market"
    if token.low in _SMALL and not _opens_name(token, before, after):
        # A small word joins two names; at the edge of an address it leads to it.
        joined = before is not None and after is not None and not after.text[0].isdigit()
        return (
            joined
            and token.low not in ("at", "in", "on", "and")
            and (small or (before.capital and (after.capital or after.low in _SMALL)))
        )
    if token.direction or token.type or token.unit or token.low in NUMBERS:
        return True
    if (token.low in STOPS and not token.letter) or (
        token.low in MONTHS and after is not None and after.text[0].isdigit()
    ):
        return False
    if "@" in token.text or "://" in token.text:
        return False
    if small and token.word and token.capital:
        return False
    if token.text[0].isdigit():
        return len(token.low) <= 10 and token.text.count("/") <= 1 and token.text.count("-") <= 1
    return token.capital or small


def _opens_name(token: Token, before: Token | None, after: Token | None) -> bool:
    """Tell whether a small word with a capital is part of a name: Las Vegas, The Square."""
    if not token.capital or after is None or not after.capital:
        return False
    return token.low not in ("the", "of", "at", "in", "on", "and") or (before is not None and before.number)


def _start(run: Sequence[Token], before: Token | None, *, small: bool) -> int | None:
    """Return the index of the token at which the address begins, or None."""
    found: int | None = None
    for index in range(len(run)):
        if not _begins(run, index, before, small=small):
            continue
        if found is None or _restarts(run, found, index):
            found = index
    return found


def _begins(run: Sequence[Token], index: int, outside: Token | None, *, small: bool) -> bool:
    token = run[index]
    previous = run[index - 1] if index else outside
    following = run[index + 1] if index + 1 < len(run) else None
    if following is None:
        return False
    if _is_box(run, index):
        return True
    if token.unit and token.low not in ("no", "number") and token.text != "#" and not _within(previous):
        return _leads(run, index, small=small)
    if token.written and (token.capital or small):
        return _street_follows(run, index)
    if not token.number or _within(previous) or following.text in (",", "."):
        return False
    if following.breaks and (previous is None or token.breaks):
        return False  # alone on its line: a line number
    if previous is not None and (previous.text == "$" or (previous.low in MONTHS and not previous.type)):
        return False
    if following.number and not following.fraction:
        return _grid(run, index)
    return following.word or following.fraction or following.ordinal or following.text == "#"


def _within(previous: Token | None) -> bool:
    """Tell whether a number after this token is that of a unit, box or road."""
    if previous is None:
        return False
    return previous.unit or previous.low in _NUMBERED or previous.text in ("SR", "CR")


def _is_box(run: Sequence[Token], index: int) -> bool:
    token = run[index]
    after = [t.low for t in run[index + 1 : index + 4]]
    if token.low in ("po", "p") or (token.low == "post" and after[:1] == ["office"]):
        return any(word in ("box", "drawer", "bin", "lockbox") or word.startswith("box") for word in after[:3])
    if token.low.startswith("pobox") or (token.low == "general" and after[:1] == ["delivery"]):
        return True
    if _ROUTE.match(token.low):
        return after[:1] == ["box"] or after[:2] == [",", "box"]
    if token.low in ("rural", "star"):
        return after[:1] == ["route"]
    previous = run[index - 1] if index else None
    if token.low == "rd" and (token.breaks or previous is None or not (previous.word or previous.number)):
        return after[:1] == ["#"] and "box" in after
    if token.low in _BOXES or (token.low in _ROUTES and not (previous and previous.number)):
        return bool(after) and any(word[:1].isdigit() or word in ("#", "no", "box") for word in after[:2])
    return False


def _leads(run: Sequence[Token], index: int, *, small: bool) -> bool:
    """Tell whether a unit stands before its street (`Suite 200, 350 W. Hubbard St.`, `dept 0823 po box 12`)."""
    for further in range(index + 1, min(index + 6, len(run) - 1)):
        if (
            run[further].unit
            and run[further].low not in _BOXES
            and run[further].text != "#"
            and run[further].low != "code"
        ):
            return False
        if _is_box(run, further):
            return True
        if run[further].number and not _within(run[further - 1]) and run[further - 1].low != "code":
            return further >= index + 2 and _begins(run, further, None, small=small)
    return False


def _grid(run: Sequence[Token], index: int) -> bool:
    """Tell whether two numbers are one place on a grid: `W148 N9748`, `92 1300 W`."""
    token, following = run[index], run[index + 1]
    if token.text[0].isalpha() and following.text[0].isalpha():
        return True
    after = run[index + 2] if index + 2 < len(run) else None
    return after is not None and after.direction and not _typed(run, index + 2)


def _street_follows(run: Sequence[Token], index: int) -> bool:
    return any(token.strong for token in run[index + 1 : index + 7])


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


def _city(run: Sequence[Token]) -> Token | None:
    """Return the first word of the city before the state, or None."""
    first: Token | None = None
    for count, token in enumerate(reversed(run)):
        if token.text == "," and count == 0:
            continue
        if not token.word or not token.capital or count > CITY or token.low in UNITS - {"bay", "hall", "side"}:
            break
        first = token
        if token.breaks:
            break
    if first is None or first.low in DIRECTIONS and first is run[-1]:
        return None
    return first
