"""What an inspection finds in a PDF that anybody made: a place, a code and how bad it is, never a word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.verify.art import Rect


class Severity(StrEnum):
    """How bad a problem is."""

    LEAK = "leak"
    """Content under a redaction can be read."""
    HIDDEN = "hidden"
    """Something stands in the file that its reader does not see."""
    NOTE = "note"
    """Usual in files from an office program, and best removed before filing."""
    UNREAD = "unread"
    """A part could not be looked at; the file must not be called clean."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was found."""

    code: str
    """A word for it, such as `text_under_box`."""
    severity: Severity
    page: int | None = None
    """From 0; None for the file as a whole."""
    rect: Rect | None = None
    """Where on the page: x0, y0, x1, y1 in page space, as the page is seen."""
    count: int = 1
    """Characters, objects or entries."""


def clean(problems: tuple[Problem, ...]) -> bool:
    """Tell whether nothing worse than a note was found."""
    return all(problem.severity is Severity.NOTE for problem in problems)
