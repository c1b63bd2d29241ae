"""Finds passport numbers that a label names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.label import LOOSE, NO, Form
from pipeline.detect.recognizers.base import always, labelled
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_LABEL = re.compile(
    rf"(?<![^\W_])(?:passports?(?:\s+(?:card|book))?|pasaporte)(?:\s*(?:{NO}|n[úu]m(?:ero)?\b\.?))?",
    re.IGNORECASE,
)
_VALUE = re.compile(r"(?<![^\W_])(?<![$])[A-Z]{0,2}\s?\d(?:[ -]?\d){5,8}[A-Z]?(?![^\W_]|[%/]|[,.-]\d)")

FORM = Form(label=_LABEL, value=_VALUE, accept=always, glue=LOOSE)


class PassportRecognizer:
    """Six to nine digits, with up to two letters before them."""

    name = "passport.v1"
    kinds = (Kind.PASSPORT,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield passport numbers."""
        yield from labelled(sheet, FORM, Kind.PASSPORT, self.name)
