"""What a form is given and what it returns; offsets are those of the value alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.decide.policy import NameStyle
from pipeline.nouns import Kind, Part

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """One finding's value, ready to be cut."""

    value: str = field(repr=False)
    kind: Kind
    parts: tuple[Part, ...] = ()
    """Named parts, offsets into `value`."""
    token: str = ""
    style: NameStyle = NameStyle.INITIALS
    number: str = ""
    """Printed behind initials that two people share."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What is burned of a value, and what is printed on the box."""

    burn: tuple[Span, ...]
    """In order, not touching. Empty: there is nothing to burn, the value is already in the permitted form."""
    overlay: str = field(default="", repr=False)
    remnant: str = "none"
    """What form may still be read: `last4`, `year`, `initials`, `city_state`, `trunc`, `none`."""
    note: str = ""


def whole(piece: Piece, *, overlay: str = "", note: str = "") -> Cut:
    """Burn the whole value; of a name all but a possessive ending, which is grammar and not name."""
    value = piece.value
    start = len(value) - len(value.lstrip())
    end = name_end(value) if piece.kind is Kind.PERSON else len(value.rstrip())
    return Cut(burn=((start, end),) if start < end else (), overlay=overlay, note=note)


def rest(piece: Piece, kept: Iterable[Span]) -> tuple[Span, ...]:
    """Return all of a value but the spans to keep, without white space at the ends of each span."""
    spans: list[Span] = []
    at = 0
    for start, end in sorted(kept):
        spans.append((at, start))
        at = end
    spans.append((at, len(piece.value)))
    return trimmed(piece.value, spans)


def trimmed(value: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans without white space at their ends; those without a letter or digit are dropped."""
    found: list[Span] = []
    for start, end in spans:
        text = value[start:end]
        if any(c.isalnum() for c in text):
            found.append((start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())))
    return tuple(found)


APOSTROPHES = "'’‘ʼ`´"


def name_end(value: str) -> int:
    """Return where a name ends before a possessive ending (`Haskell's`, `Jones'`)."""
    text = value.rstrip()
    if len(text) > 2 and text[-1] in "sS" and text[-2] in APOSTROPHES:
        return len(text) - 2
    if len(text) > 1 and text[-1] in APOSTROPHES:
        return len(text) - 1
    return len(text)
