"""Cuts text into the tokens a name is made of: words with a capital, initials, particles, suffixes, titles.

It reads forward from one place or back from one, never a whole filing, and knows no lexicon but titles,
particles and suffixes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.detect.people.lexicon import entries, fold, table

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĻŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽ"
APOSTROPHE = "'’ʼ`´"
HYPHEN = r"\-‐‑"

WORD, INITIAL, PARTICLE, SUFFIX, TITLE = "WIPST"

_TOKEN = re.compile(
    rf"(?P<I>(?:[{UPPER}]\.){{1,4}}(?![a-z])|[{UPPER}](?![\w{APOSTROPHE}.&]))"
    rf"|(?P<W>[{UPPER}](?:[^\W\d_]|[{APOSTROPHE}{HYPHEN}](?=[^\W\d_]))*)"
    rf"|(?P<N>[2-4](?:nd|rd|th|ND|RD|TH)\b)"
    rf"|(?P<P>[a-z]{{1,4}}\b(?:['’](?=[{UPPER}]))?)"
)
"""A token at a place. A word may hold apostrophes and hyphens between letters."""

_JOINING = frozenset(("AND", "FOR", "VERSUS", "AGAINST", "FROM", "WITH"))
"""Words that in a text of capitals stand between two names, and are none."""

_POSSESSIVE = re.compile(rf"[{APOSTROPHE}][sS]$")
GAP = re.compile(r"[ \xa0]*(?:\n[ \xa0]*|\t[ \xa0]*)?")
_CAPITAL_PARTICLES = frozenset(("de", "la", "las", "los", "del", "der", "den", "dos", "das", "di", "von", "y"))
_ABBREVIATED = frozenset(("wm", "chas", "jos", "robt", "geo", "thos", "jas", "benj", "saml", "edw", "alex"))


class Token(NamedTuple):
    """One token: where it stands, what it is (`W` `I` `P` `S` `T`), and its text."""

    start: int
    end: int
    kind: str
    text: str

    @property
    def caps(self) -> bool:
        """Whether a word is written in capitals only (a small c as in McALEENAN apart)."""
        letters = self.text.replace("Mc", "MC", 1).replace("Mac", "MAC", 1) if self.text[:1] == "M" else self.text
        return len(self.text) > 1 and letters.isupper()


@cache
def titles() -> dict[str, str]:
    """Return every title, folded, with the role it tells (`-` for none)."""
    return {fold(word): role for role, words in table("title") for word in words.split()}


def at(text: str, place: int, limit: int | None = None) -> Token | None:
    """Return the token that begins at a place, or None."""
    end = len(text) if limit is None else limit
    match = _TOKEN.match(text, place, end)
    if match is None:
        return None
    kind = match.lastgroup or WORD
    word = match.group()
    if kind == INITIAL:
        return Token(place, match.end(), INITIAL, word)
    if kind == "N":
        return Token(place, match.end(), SUFFIX, word)
    if kind == PARTICLE:
        return Token(place, match.end(), PARTICLE, word) if word.strip("'’") in entries("particle") else None
    return _word(text, place, word, end) if word not in _JOINING else None


def _word(text: str, place: int, word: str, limit: int) -> Token:
    end = place + len(word)
    kind, size, taken = _kind(word, text[end : end + 1] == "." and end < limit)
    return Token(place, place + size + taken, kind, word[:size])


@lru_cache(maxsize=65536)
def _kind(word: str, dot: bool) -> tuple[str, int, int]:
    """Return what a word with a capital is, its length without a possessive, and whether a full stop belongs to it."""
    owned = _POSSESSIVE.search(word)
    if owned and len(word) > 3:
        return (*_kind(word[: owned.start()], dot=False)[:2], 0)
    key, size = fold(word), len(word)
    if key in titles() and (dot or len(key) > 3 or key in _SHORT_TITLES):
        return TITLE, size, int(dot)
    if word in _SPOILT:
        return SUFFIX, size, 0
    if (key in entries("suffix") or key in entries("degree")) and (dot or key not in _WORDY_SUFFIXES):
        return SUFFIX, size, int(dot)
    if key in _CAPITAL_PARTICLES or (dot and key in ("st", "ste")):
        return PARTICLE, size, int(dot and key in ("st", "ste"))
    return WORD, size, int(dot and key in _ABBREVIATED)


_SHORT_TITLES = frozenset(("mr", "mrs", "ms", "dr", "hon", "sgt", "det", "lt", "ofc"))
_SPOILT = frozenset(("TIT", "TII", "IIT", "ITI", "TTT", "ITT", "IIl", "lII", "IlI"))
"""What a scan makes of `III`, and no word."""
_WORDY_SUFFIXES = frozenset(("do", "ma", "pe", "v", "vi", "ms", "pa"))


def gap(text: str, place: int, breaks: str = " \n") -> int:
    """Return where the next token may begin after the white space at a place, or -1 when none may.

    `breaks` tells which separators a name may run over.
    """
    end = GAP.match(text, place).end()  # type: ignore[union-attr]  # it matches the empty string
    if end == place:
        return -1
    between = text[place:end]
    if ("\n" in between and "\n" not in breaks) or ("\t" in between and "\t" not in breaks):
        return -1
    return end


def forward(text: str, place: int, *, breaks: str = " \n", most: int = 10) -> Iterator[Token]:
    """Yield the tokens from a place on, each parted by white space only (a comma may stand before a suffix)."""
    for _ in range(most):
        token = at(text, place)
        if token is None:
            return
        yield token
        follows = _suffix_after(text, token.end)
        place = follows if follows >= 0 else gap(text, token.end, breaks)
        if place < 0:
            place = token.end if token.kind == INITIAL or token.text[-1:] in "'’" else -1
        if place < 0:
            return


def _suffix_after(text: str, place: int) -> int:
    if text[place : place + 1] != ",":
        return -1
    begin = gap(text, place + 1)
    begin = place + 1 if begin < 0 else begin
    token = at(text, begin)
    return begin if token is not None and token.kind == SUFFIX else -1


_BACK = re.compile(r"[^\s,;:()\[\]{}<>\"“”|/\d]+$")


def before(text: str, place: int, breaks: str = " \n") -> Token | None:
    """Return the token that ends where the white space before a place begins, or None."""
    end = place
    while end > 0 and text[end - 1] in breaks + "\xa0":
        end -= 1
    if end == place or place - end > 12 or text.count("\n", end, place) > 1:
        return None
    match = _BACK.search(text, max(0, end - 40), end)
    if match is None:
        return None
    token = at(text, match.start(), end)
    return token if token is not None and token.end == end else None
