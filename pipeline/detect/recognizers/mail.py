"""Finds e-mail addresses, also where OCR has put a blank or a line end into one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_AT = re.compile(r"@|\s?[(\[]\s?at\s?[)\]]\s?", re.IGNORECASE)
_LOCAL = re.compile(r"(?:[\w!#$%&'*+=?^`{|}~-]\.?){1,64}$")
_DOMAIN = re.compile(r"[^\W_](?:[\w-]{0,62})(?:\.[^\W_][\w-]{0,62}){1,6}")
_LOOSE_LOCAL = re.compile(r"(?:[\w+-]{1,32} ?\. ?){0,3}[\w+-]{1,32} ?$")
_LOOSE_DOMAIN = re.compile(
    r"\s?[^\W_][\w-]{0,62}(?:\s?\.\s?[^\W_][\w-]{0,62}){0,4}?\s?[.,]\s?(?:com|net|org|edu|gov|us|mil|info|biz|law|io|example)\b",
    re.IGNORECASE,
)

LONGEST = 64
"""Characters before the sign, by RFC 5321, 4.5.3.1.1."""


class EmailRecognizer:
    """The strict form first; the loose one only where a well-known ending follows."""

    name = "email.v1"
    kinds = (Kind.EMAIL,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield e-mail addresses."""
        text = sheet.text
        for sign in _AT.finditer(text):
            head = text[max(0, sign.start() - LONGEST) : sign.start()]
            local, domain = _LOCAL.search(head), _DOMAIN.match(text, sign.end())
            score = 0.95
            if local is None or domain is None:
                local, domain = local or _LOOSE_LOCAL.search(head), _LOOSE_DOMAIN.match(text, sign.end())
                score = 0.8
            if local is None or domain is None:
                continue
            start = sign.start() - len(head) + local.start()
            while text[start] in ".'-":
                start += 1
            if text.startswith("//", max(0, start - 2)):
                continue  # the user of a web address
            yield Finding(start, domain.end(), Kind.EMAIL, score, self.name, why="shape")
