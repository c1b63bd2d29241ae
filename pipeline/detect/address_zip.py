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

from pipeline.detect.address_run import begin, reach
from pipeline.detect.address_token import Token, tokens
from pipeline.detect.address_word import ABBREVIATED, DIRECTIONS, MILITARY, STATES, UNITS

_NAMES = "|".join(sorted((name.replace(" ", r"\s{1,3}") for name in STATES), key=len, reverse=True))
_SLIPS = {"i": "[i1|]", "l": "[l1|]", "o": "[o0]"}
"""Letters of a state that OCR reads for others: 1L, 0H."""

_LETTERS = "|".join(
    rf"{_SLIPS.get(code[0], code[0])}\.?\s?{_SLIPS.get(code[1], code[1])}"
    for code in sorted({*STATES.values(), *MILITARY})
)
_SHORT = "|".join(sorted(ABBREVIATED, key=len, reverse=True))
_STATE = re.compile(rf"(?<![\w.@-])(?:{_NAMES}|{_LETTERS}|{_SHORT})\.?(?=[,.]?\s{{1,4}}$)", re.IGNORECASE)
_ZIP = re.compile(r"(?<=\s)(?:\d[\dO]{4}(?:\s?[-–—]\s?\d{4})?|\d{9}|\d{4})(?![\w%]|[-–/:.]\d|,\d{3})")
_CANADA = re.compile(
    r"(?<!\w)(?P<state>AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT|Ontario|Qu[ée]bec|Alberta|British Columbia|Manitoba|"
    r"Nova Scotia|New Brunswick|Saskatchewan)[\s,]{1,3}(?P<zip>[A-Z]\d[A-Z]\s?\d[A-Z]\d)(?!\w)"
)
_BRITAIN = re.compile(r"(?<!\w)(?P<state>)(?P<zip>[A-Z]{1,2}\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2})(?!\w)")

LONGEST_STATE = 28
"""Characters of a state's name and the blanks after it, at most."""

BACK = 200
"""Characters that an address has before its state, at most: three long lines."""

CITY = 4
"""Words that the name of a city has, at most."""

_SHIP = re.compile(r"(?<!\w)US(?:S|NS|NV|CGC|V)\s[A-Z][\w.]{0,20}(?:\s[A-Z][\w.]{0,20}){0,2}[\s,]{1,3}$")
"""A ship's address (`USS Example, FPO AP 96691`)."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A state (or province) and a postal code; British codes have no state."""

    state: str
    place: tuple[int, int]
    code: tuple[int, int]

    @property
    def military(self) -> bool:
        """Whether it is mail for the armed forces, which has no commas."""
        return self.state.lower() in MILITARY

    @property
    def short(self) -> bool:
        """Whether it is a ZIP that lost its zero (NJ 7631)."""
        return self.code[1] - self.code[0] == 4


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
    for anchor in sorted(_anchors(text), key=lambda a: a.code):
        if anchor.place[0] < floor:
            continue
        found = _back(text, anchor, max(floor, anchor.place[0] - BACK))
        if found is not None:
            floor = found.end
            yield found


def _anchors(text: str) -> Iterator[_Anchor]:
    # Digits are rare, states are words: so the code is looked for first, and the state before it.
    for code in _ZIP.finditer(text):
        state = _STATE.search(text, max(0, code.start() - LONGEST_STATE), code.start())
        if state is not None:
            anchor = _Anchor(state.group(), state.span(), code.span())
            if not anchor.short or (len(anchor.state) == 2 and anchor.state.isupper()):
                yield anchor
    for pattern in (_CANADA, _BRITAIN):
        for match in pattern.finditer(text):
            yield _Anchor(match["state"], match.span("state"), match.span("zip"))


def _back(text: str, anchor: _Anchor, floor: int) -> Span | None:
    line = list(tokens(text, floor, anchor.place[0]))
    if line and floor and line[0].start == floor and text[floor - 1].isalnum():
        line = line[1:]  # cut in two by the limit
    small, end = anchor.state.islower(), anchor.code[1]
    run = line[reach(line, small=small) :]
    state = anchor.place if anchor.state else None
    start = begin(run, line[-len(run) - 1] if len(run) < len(line) else None, small=small)
    if start is not None:
        return Span(run[start].start, end, state, anchor.code)
    # A city without a street must be sure: Student ID 90012 is none.
    sure = state is not None and bool(run) and (run[-1].text == "," or len(anchor.state) > 4 or anchor.military)
    city = None if anchor.short or small or not sure else _city(run)
    if city is None:
        return None
    ship = _SHIP.search(text, max(floor, city.start - 40), city.start)
    return Span(ship.start() if ship else city.start, end, state, anchor.code, street=ship is not None)


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
    return None if first is None or (first.low in DIRECTIONS and first is run[-1]) else first
