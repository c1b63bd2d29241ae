"""The partial forms: what is burned of a value, what stays, what is printed on the box.

Each form takes a `Piece` and returns a `Cut`. Burned and kept together are the
whole value; what stays is never more than the form's name says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pipeline.decide.city import city_state
from pipeline.decide.cut import Cut, Piece, rest, whole
from pipeline.decide.initials import initials
from pipeline.decide.year import year
from pipeline.nouns import Action, Kind

Form = Callable[[Piece], Cut]

LAST = 4
"""How many characters of a number the rules let stand."""

MASKS = frozenset("xX*#•●█■")
"""Characters that somebody put in place of digits."""

ONE_BOX = frozenset({Kind.PERSON, Kind.ADDRESS, Kind.DOB, Kind.DATE})
"""Kinds that get one box instead of an X for each character, whose count would tell too much."""


def last4(piece: Piece) -> Cut:
    """Burn all but the last four letters and digits; a value of fewer than five is burned whole."""
    counted = [i for i, c in enumerate(piece.value) if c.isalnum()]
    masked = any(c in MASKS for c in piece.value[: counted[-LAST]]) if len(counted) >= LAST else False
    if masked and all(piece.value[i] in MASKS for i in counted[:-LAST]):
        return Cut(burn=(), remnant="last4", note="already_reduced")
    if len(counted) <= LAST:
        return whole(piece)
    kept = (counted[-LAST], counted[-1] + 1)
    return Cut(burn=rest(piece, (kept,)), remnant="last4")


def full(piece: Piece) -> Cut:
    """Burn the whole value under one box."""
    return whole(piece)


def x_each(piece: Piece) -> Cut:
    """Burn the whole value and print an X for each letter and digit; one plain box for a name, address or date."""
    if piece.kind in ONE_BOX:
        return whole(piece)
    return whole(piece, overlay="".join("X" if c.isalnum() else " " if c.isspace() else c for c in piece.value).strip())


def token(piece: Piece) -> Cut:
    """Burn the whole value and print the token."""
    return whole(piece, overlay=piece.token)


def trunc(piece: Piece) -> Cut:
    """Burn all but the first character; the domain of an e-mail address goes too, as it may name a person."""
    first = next((i for i, c in enumerate(piece.value) if c.isalnum()), None)
    if first is None or sum(c.isalnum() for c in piece.value) < 2:
        return whole(piece)
    return Cut(burn=rest(piece, ((0, first + 1),)), remnant="trunc")


KEEP: Mapping[Action, Form] = MappingProxyType(
    {
        Action.LAST4: last4,
        Action.YEAR: year,
        Action.INITIALS: initials,
        Action.CITY_STATE: city_state,
        Action.FULL: full,
        Action.X_EACH: x_each,
        Action.TOKEN: token,
        Action.TRUNC: trunc,
    }
)
"""Every action that burns, and its form."""
