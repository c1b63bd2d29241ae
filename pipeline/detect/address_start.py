"""Judges whether a number can begin an address, by what stands before it; it does not look at what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.detect.address_word import COUNTED, MONTHS

_TEENS = "Eleven|Twelve|Thirteen|Fourteen|Fifteen|Sixteen|Seventeen|Eighteen|Nineteen|Twenty"
_WRITTEN = f"One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|{_TEENS}"
START = re.compile(
    r"(?<![\w$§#/.:–—-])(?:\d{1,6}(?:[-–]\d{1,5})?[A-Za-z]?(?=\s{1,3}[\w%])"
    r"|\d{0,4}[NSEW]\d{2,5}(?:\s?[NSEW]\d{2,5})?(?=\s)|[NSEW]\d[NSEW]\d{2,5}(?=\s)"
    rf"|(?:{_WRITTEN}|{_WRITTEN.upper()})(?=\s[A-Z]))"
)
"""A house number, a grid number, or a number written out before a capital."""

REACH = 48
"""Characters before a number that tell what it is."""

_LIVES = re.compile(
    r"(?:\b(?:resid(?:es?|ed|ing)|liv(?:es?|ed|ing)|dwell(?:s|ing)?|stay(?:s|ed|ing)?|home|house|apartment|residence)\s"
    r"(?:was\s|is\s)?(?:located\s|over\s|next\sdoor\s)?(?:at|on)|\b(?:home|residence|residential|mailing|street|current|"
    r"last\s(?:known\s)?)\s?address(?:es)?(?:\s(?:is|was|of|at)\b)?|\baddress(?:es)?(?:\s(?:is|was|of|at)\b|:)|"
    r"\b(?:residence|premises):|\bmoved\s(?:in)?to|\bdomiciled\sat)[\s:,]{0,3}$",
    re.IGNORECASE,
)
"""What says that a number and a name are where somebody lives."""

_LEADS = ("at", "on", "address", "addresses", "is", "was", "of", "to", "into", "premises", "residence")
"""How every text ends that `_LIVES` finds: a cheap look before the dear one."""

_APART = re.compile(
    r"(?:^|[\n\t,;:(]|\b(?:at|to|of|from|near|outside|located|about|leaving|left|for|visit(?:ed|ing)|entered|via|into|"
    r"towards?|known\sas|is|was|behind|inside|opposite|by|and|or|on))\s{0,40}$",
    re.IGNORECASE,
)

_YEAR_AFTER = frozenset(["in", "since", "of", "until", "from", "during", "by", "before", "after", "and", "through"])


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a number."""

    lives: bool
    """The words say that somebody lives there."""
    apart: bool
    """The number opens a line or follows a sign or word that leads to a place."""
    alone: bool
    """Nothing stands before it on its line."""


def judge(text: str, start: int, number: str) -> Before | None:
    """Return what stands before the number at `start`, or None when it is no house number."""
    before = text[max(0, start - REACH) : start]
    words = re.split(r"[\n\t]", before)[-1].split()
    if words and not _may_follow(words, number):
        return None
    return Before(
        lives=before.rstrip(" \n\t:,").lower().endswith(_LEADS) and _LIVES.search(before) is not None,
        apart=_APART.search(before) is not None,
        alone=not before.rpartition("\n")[2].strip(),
    )


def _may_follow(words: list[str], number: str) -> bool:
    last = words[-1].lower().strip("()[]“\"'")
    plain = last.rstrip(".,:;")
    if plain in COUNTED or last.endswith(("§", "$")):
        return False
    if plain in MONTHS and not last.endswith((",", ":", ";")) and int(re.sub(r"\D", "", number) or 99) <= 31:
        return False
    if number.isdigit() and len(number) == 4 and 1850 <= int(number) <= 2050:
        dated = last.endswith(",") and len(words) > 1 and words[-2].lower().rstrip(".") in MONTHS
        return plain not in _YEAR_AFTER and plain not in MONTHS and not dated
    return True
