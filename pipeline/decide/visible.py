"""Shows how a text reads once its decisions are carried out; it decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.decide.cut import Cut, Span
from pipeline.nouns import Decision

BOX = "█████"
"""A plain box. Always of one length, so that it does not tell that of the value."""


def visible(text: str, decisions: Sequence[Decision]) -> str:
    """Return `text` with what is burned replaced by what is printed: initials, a token, X's, or a plain box."""
    boxes = [(span, d.overlay if n == 0 else "") for d in decisions for n, span in enumerate(d.burn)]
    return _replaced(text, boxes)


def reads(value: str, cut: Cut) -> str:
    """Return how one value reads once it is cut."""
    return _replaced(value, [(span, cut.overlay if n == 0 else "") for n, span in enumerate(cut.burn)])


def _replaced(text: str, boxes: Sequence[tuple[Span, str]]) -> str:
    shown: list[str] = []
    at = 0
    for (start, end), overlay in sorted(boxes):
        shown += [text[at:start], overlay or BOX]
        at = max(at, end)
    return "".join([*shown, text[at:]])
