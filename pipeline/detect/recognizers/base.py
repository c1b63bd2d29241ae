"""What every recognizer is: a name with a version, kinds, and a way to look at a sheet; it imports nothing heavy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from pipeline.detect.label import Form, values
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

LABELLED = 0.95
"""Score of a value that a label names."""

SHAPED = 0.6
"""Score of a value that only looks like one."""

REMNANT = "remnant_last4"
"""Reason code of a value of which only the last digits are left: rules differ on whether they may stay."""


class Recognizer(Protocol):
    """Finds one kind of identifier, or a few that share their labels."""

    @property
    def name(self) -> str:
        """Kind and version, `ssn.v1`: changed behaviour is a new version."""
        ...

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What it can find."""
        ...

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield findings; they may overlap, the most specific wins later. Time is linear in the text's length."""
        ...


def findings(
    matches: Iterable[re.Match[str]], kind: Kind, by: str, *, why: str, score: float = LABELLED
) -> Iterator[Finding]:
    """Turn matches into findings."""
    for match in matches:
        yield Finding(start=match.start(), end=match.end(), kind=kind, score=score, by=by, why=why)


def labelled(sheet: Sheet, form: Form, kind: Kind, by: str) -> Iterator[Finding]:
    """Find the values that a form's label names."""
    return findings(values(sheet, form), kind, by, why="label")


def before(text: str, offset: int, reach: int = 40) -> str:
    """Return the characters before an offset, for a look at what a number is called."""
    return text[max(0, offset - reach) : offset]


def always(match: re.Match[str]) -> bool:
    """Accept a match as it is."""
    return True
