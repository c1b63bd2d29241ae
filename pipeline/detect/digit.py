"""Digits as they come off a page: split by blanks, dashes and line ends, and with the slips of OCR."""

from __future__ import annotations

import re

DASHES = "-–—‐‑‒−"
SEP = rf"[{DASHES}.\s\xad]"
"""What may stand between the digits of one number."""

SLIP = "[0-9OoQIl|SsBZz]"
"""A digit, or a letter that OCR reads for one: O for 0, l and I for 1, Z for 2, S for 5, B for 8."""

_TRUE = re.compile(r"[0-9]")
_ANY = re.compile(SLIP)


def digits(text: str) -> str:
    """Return only the digits."""
    return "".join(_TRUE.findall(text))


def count(text: str) -> int:
    """Return how many digits there are."""
    return len(_TRUE.findall(text))


def slips(text: str) -> int:
    """Return how many digits there are when letters that OCR reads for digits count."""
    return len(_ANY.findall(text))


def luhn(number: str) -> bool:
    """Tell whether a number passes the check of ISO/IEC 7812-1, annex B."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def iban(code: str) -> bool:
    """Tell whether an account number passes the check of ISO 13616 (remainder 1 by 97)."""
    compact = "".join(code.split()).upper()
    moved = compact[4:] + compact[:4]
    return moved.isalnum() and int("".join(str(int(character, 36)) for character in moved)) % 97 == 1
