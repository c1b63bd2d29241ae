"""Finds what lies under earlier redactions, and keeps it from all other finders.

A name that stands under a bar is burned with the bar; it is not learned, so that
it does not make the same name elsewhere private.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.nouns import Finding, Kind, Reading

NAME = "veil.v1"


def find(reading: Reading) -> Iterator[Finding]:
    """Yield one finding for each earlier redaction under which something is left."""
    for veil in reading.veils():
        yield Finding(veil.start, veil.end, Kind.EXISTING, 1.0, NAME, why=veil.why)


def without(reading: Reading) -> Reading:
    """Return the reading with blanks in place of what lies under earlier redactions; offsets stay."""
    text = reading.text
    for veil in reading.veils():
        text = text[: veil.start] + " " * (veil.end - veil.start) + text[veil.end :]
    return reading if text is reading.text else replace(reading, text=text)
