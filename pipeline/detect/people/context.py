"""Reads the words directly before and after a name for what its owner is; one look a mention, no searching.

The phrases lie in `models/lexicons/before.txt` and `after.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.detect.people.lexicon import table
from pipeline.detect.people.mention import Reason
from pipeline.detect.people.token import TITLE, before
from pipeline.nouns import Role

LOOK = 80
"""Characters looked at on each side: the longest phrase has 44."""

MOST = 5
"""Words of the longest phrase."""

SHORT_ROW = 45
"""Characters: a shorter row before a name is a label of its own, not the end of a sentence."""

_WORDS = re.compile(r"[^\s,;:()\[\]“”\"—–]+")
_AFTER = re.compile(
    r"(?P<gap>(?:[’']s?)?[ \t\xa0]*+(?:[,(\[“”\"—–-]|\n)?[ \t\xa0\n]*+[(“\"]?)(?P<words>(?:[A-Za-z0-9#][\w.’'-]*+[ "
    r"\n]?,?[ ]?){1,5})"
)


@cache
def _phrases(name: str) -> dict[str, Reason]:
    found: dict[str, Reason] = {}
    for head, rest in table(name):
        why, weight, forms = rest.split("\t")
        for form in forms.split("|"):
            found.setdefault(form, Reason(Role(head), why, int(weight)))
    return found


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").strip(".*_")


def reasons(text: str, start: int, end: int) -> Iterator[Reason]:
    """Yield what the words around `start:end` tell, the longest phrase on each side first."""
    yield from _before(text, start)
    yield from _after(text, end)


def _before(text: str, start: int) -> Iterator[Reason]:
    title = before(text, start)
    if title is not None and title.kind == TITLE:
        start = title.start
    ahead = text[max(0, start - LOOK) : start]
    cut = ahead.rfind("\n\n")
    ahead = ahead[cut + 2 :] if cut >= 0 else ahead
    if ahead.rstrip()[-1:] in (".", ";", "!", "?") and not _abbreviated(ahead):
        return
    row = ahead.rstrip(" ")
    if row.endswith("\n"):
        row = row[:-1].rsplit("\n", 1)[-1]
        if len(row) < SHORT_ROW:
            reason = _phrases("before").get(" ".join(_plain(w) for w in _WORDS.findall(row)))
            if reason is not None:
                yield reason
            return
    words = [_plain(w) for w in _WORDS.findall(ahead)[-MOST:]]
    if text[max(0, start - LOOK - 1) : start - LOOK].isalnum() and len(words) == MOST:
        words = words[1:]
    while words and (words[-1].isdigit() or words[-1] in ("no", "number", "#") or words[-1].startswith("#")):
        words.pop()  # `Juror No. 5, NAME`
    phrases = _phrases("before")
    for size in range(min(MOST, len(words)), 0, -1):
        reason = phrases.get(" ".join(words[-size:]))
        if reason is not None:
            yield reason
            return


def _abbreviated(ahead: str) -> bool:
    last = ahead.rstrip().rsplit(None, 1)[-1].lower()
    return last in ("sgt.", "det.", "ofc.", "lt.", "cpl.", "hon.", "esq.", "no.", "dep.", "mag.")


def _after(text: str, end: int) -> Iterator[Reason]:
    if _OF_FIRM.match(text, end, end + LOOK):
        yield Reason(Role.COUNSEL, "of_firm", 2)
    if _CENTURY.match(text, end, end + LOOK):
        yield Reason(Role.AUTHOR, "historical", 1)
    match = _AFTER.match(text, end, end + LOOK)
    if match is None:
        return
    mark = match["gap"].strip(" \t\xa0")
    owned = mark[:1] in ("’", "'")
    words = [_plain(w.strip(" ,\n")) for w in re.split(r"[ \n]+", match["words"].strip())]
    phrases = _phrases("after")
    for size in range(min(MOST, len(words)), 0, -1):
        phrase = " ".join(words[:size])
        if owned:
            reason = phrases.get("'s " + phrase)
        else:
            reason = (phrases.get(phrase) if mark else None) or phrases.get("~" + phrase)
        if reason is not None and reason.role == Role.JUROR and words[size : size + 1] in (["no"], ["number"], ["#"]):
            continue  # the next juror's number, not this one's office
        if reason is not None and not _owns(match["words"], size) and words[size : size + 1] not in _NOT_NEXT:
            yield reason
            return


_OF_FIRM = re.compile(
    r"[ \n]\((?:of|with)[ \n][^()]{2,60}\),?[ \n]for[ \n]|(?:,?[ ]of|,)[ \n]+(?:the[ ])?(?:[Ll]aw [Ff]irm (?:of )?)?[A-Z][^.\n;()]{1,60}?(?:\bL\.?L\.?P\b"
    r"|\bP\.?L\.?L\.?C\b|\bP\.C\.|\bAPC\b|\bLaw (?:Group|Offices?|Firm)\b)"
)
_CENTURY = re.compile(
    r",?[ \n](?:writing[ \n])?in[ \n]the[ \n](?:early[ \n]|late[ \n]|mid-?)?(?i:1[0-8]th|thirteenth|fourteenth|fifteenth"
    r"|sixteenth|seventeenth|eighteenth)[ \n-][Cc]entur(?:y|ies)\b"
)
"""An author or jurist of a century long past."""
_NOT_NEXT = tuple(
    [word]
    for word in (
        "league",
        "injury",
        "injuries",
        "advocate",
        "advocates",
        "services",
        "impact",
        "compensation",
        "support",
    )
)


def _owns(words: str, size: int) -> bool:
    """Tell whether the last word of a phrase owns what follows (`Haskell, Plaintiff’s brother`)."""
    last = re.split(r"[ \n]+", words.strip())[size - 1]
    return (last.endswith(("'s", "’s")) and not last.lower().startswith(("plaintiff", "defendant"))) or False
