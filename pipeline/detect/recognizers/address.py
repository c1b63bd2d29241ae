"""Finds addresses as a recognizer; the work is done in `detect.address`."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.detect.address import NAME, addresses
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind


class AddressRecognizer:
    """Whole addresses with their parts and a hint of their role."""

    name = NAME
    kinds = (Kind.ADDRESS,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield addresses."""
        yield from addresses(sheet)
