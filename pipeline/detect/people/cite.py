"""Finds the names of cases and authors in citations, so that nobody takes them for people of this filing.

It reads ` v. ` outwards to both sides, short forms back from the reporter, and asks eyecite only where a
reporter stands that neither explains. Each part is linear: windows are of bounded length.
"""

from __future__ import annotations

import bisect
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from pipeline.detect.people.lexicon import entries, fold, sort

logging.getLogger("eyecite").setLevel(logging.CRITICAL)
# eyecite warns of citations that overlap, in their own words.

REACH = 220
"""Characters that one side of a case name may take; longer names are abbreviated in citations."""

VERSUS = re.compile(r"[ \n\xa0](?:vy?|vs|V|VS)\.?[ \n\xa0]{1,2}(?=[A-Z“\"(])")
REPORTER = re.compile(
    r"\b\d{1,4}[ \n](?:U\.[ ]?S\.|S\.[ \n]?Ct\.|F\.(?:[ \n]?(?:2d|3d|4th)|[ \n]?Supp\.(?:[ \n]?[23]d)?|R\.D\.)?|WL|LEXIS"
    r"|(?:[A-Z][A-Za-z’']{0,8}(?:\.[ \n]?|[ ])?){1,4}(?:[234](?:d|th)|5th)?)[ \n](?:LEXIS[ ])?(?:at[ ])?[*_¶]?(?:\d{1,6}|_{2,})"
)
"""A volume, a reporter and a page: the cheap sign that a citation stands here."""

_AFTER_COMMA = frozenset(
    (
        "inc",
        "llc",
        "llp",
        "ltd",
        "lp",
        "corp",
        "co",
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "na",
        "pc",
        "pllc",
        "sa",
        "ag",
        "et",
    )
)
_CHUNK = re.compile(r"[^\s]+")
_CHUNK_BACK = re.compile(r"[^\s]+$")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a case name, as offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """One case name: its whole span and its sides. `cited` tells that a reporter or docket number follows."""

    start: int
    end: int
    sides: tuple[Side, ...]
    cited: bool
    versus: int = -1
    """Where the ` v. ` begins; -1 for `In re` and short forms."""


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(fold(word) for word in entries("abbreviation")) | frozenset(("st", "mr", "ms", "dr", "no", "jr"))


def _ends_sentence(chunk: str) -> bool:
    if chunk[-1] in "?!”\"’')];:":
        return chunk[-1] not in "’'" or len(chunk) < 3
    if chunk[-1] != ".":
        return False
    body = chunk[:-1]
    return not ("." in body or len(body) == 1 or fold(body) in _abbreviations())


def left(text: str, place: int, floor: int = 0) -> int:
    """Return where the case name begins that ends at a place; the place itself when none does."""
    begin, right = place, ""
    floor = max(floor, place - REACH)
    here = place
    while here > floor:
        while here > floor and text[here - 1].isspace():
            if text[here - 1] == "\t" or text[max(0, here - 2) : here] == "\n\n":
                return begin
            here -= 1
        match = _CHUNK_BACK.search(text, floor, here)
        if match is None:
            break
        chunk = match.group()
        key = fold(chunk)
        if key in entries("signal") or (key == "in" and right) or not _may_stand(chunk):
            break
        if (right and _ends_sentence(chunk)) or (chunk.endswith(",") and fold(right) not in _AFTER_COMMA):
            break
        here = match.start()
        if chunk[0].isupper() or chunk[0].isdigit():
            begin, right = here, chunk
        else:
            right = chunk
        if chunk[0] in '(“"[':
            begin = here + 1
            break
    while text[begin : begin + 1] in ("“", '"', "(", "[", "*", "_"):
        begin += 1
    return begin


def _may_stand(chunk: str) -> bool:
    key = chunk.strip('“"([*_').lower().strip(".,")
    first = chunk.lstrip('“"([*_')[:1]
    return first.isupper() or key in entries("connector") or key.isdigit() or key.startswith("'") or not key


_NUMBER = re.compile(r"[A-Z]{1,4}-?\d[\dA-Z-]{3,}")
"""A docket number, which on calendars follows the name of the case."""


def right(text: str, place: int) -> int:
    """Return where the case name ends that begins at a place."""
    start = end = place
    limit = min(len(text), place + REACH)
    while place < limit:
        match = _CHUNK.search(text, place, limit)
        if match is None or "\t" in text[end : match.start()] or "\n\n" in text[end : match.start()]:
            break
        chunk = match.group()
        bare = chunk.rstrip(',.;:)]”"’?!')
        if end > start and _NUMBER.fullmatch(bare):
            break
        if not _may_stand(chunk) or (chunk[0] in "([" and end > 0) or REPORTER.match(text, match.start()):
            break
        connector = fold(bare) in entries("connector") and not bare[:1].isupper()
        place = match.end()
        if chunk[-1] in ',;:)]”"’?!':
            if not connector:
                end = match.start() + len(bare)
            follows = _CHUNK.search(text, place, limit)
            if chunk[-1] == "," and follows and fold(follows.group()) in _AFTER_COMMA:
                continue
            break
        if not connector:
            end = match.end() if not _ends_sentence(chunk) else match.start() + len(bare)
        if _ends_sentence(chunk):
            break
    return end


_FOLLOWS = re.compile(
    r"\.?,?[ \n](?:\d{1,4}[ \n][A-Z]|No\.|Nos\.|Case[ \n]No|Civ\.|\d{4}[ \n]WL|\([^)]{0,40}\d{4}\)|supra|at[ \n]\d)"
)
_RE = re.compile(
    r"\b(?:In[ \n][Rr]e|IN RE|Ex [Pp]arte|(?:In the )?Matter of|Estate of|Marriage of)(?: the)?[: ]+(?=[A-Z])"
)
_SIGNAL = re.compile(r"\b(?:[Ss]ee(?:,? also)?|[Cc]f\.|e\.g\.|[Cc]iting|[Qq]uoting|[Aa]ccord|[Cc]ompare),?[ \n]$")
"""What introduces a citation whose reporter another page or a footnote may keep away."""
_BEFORE_VOLUME = re.compile(r",[ \n]$")


def versus(text: str) -> Iterator[Case]:
    """Yield every `X v. Y`, cited or not."""
    last = 0
    matches = [m for m in VERSUS.finditer(text) if m.group().strip() not in ("V.", "V") or not _initial(text, m)]
    for match, following in zip_longest(matches, matches[1:]):
        begin = left(text, match.start(), last)
        end = right(text, match.end())
        row = -1
        if (
            following is not None
            and following.start() - match.end() < REACH
            and _ROW_BEGINS.search(text, max(0, begin - 24), begin)
        ):
            row = text.rfind("\n", match.end(), following.start() - 1)
            end = min(end, row) if row >= 0 else end  # one case a row, as on a calendar
        if begin >= match.start() or end <= match.end():
            continue
        sides = (Side(begin, match.start()), Side(match.end(), end))
        yield Case(begin, end, sides, _FOLLOWS.match(text, end) is not None, match.start())
        last = max(end, row + 1)


_ROW_BEGINS = re.compile(r"(?:^|\n)[ ]*(?:\d{1,3}[.)]?[ ]+|\d{1,2}:\d\d(?:[ ]?[ap]\.?m\.?)?[ ]+)?$", re.IGNORECASE)
"""The front of a row, perhaps with its number or time."""

_WORDS_BEFORE = re.compile(r"(?P<ahead>[^\s,;()]*)(?P<gap>[\s,;()]*)(?P<word>[^\s,;()]+)$")
_WORD = re.compile(r"[^\s,;()]+")


def _initial(text: str, match: re.Match[str]) -> bool:
    """Tell whether ` V. ` is somebody's middle initial: between words in small letters, or after one given name."""
    found = _WORDS_BEFORE.search(text, max(0, match.start() - 60), match.start())
    following = _WORD.match(text, match.end())
    if found is None or following is None or not found["word"].isupper():
        return True
    alone = not found["ahead"].isupper() or found["gap"].strip() != ""
    caps = following.group().strip(".'’").isupper()
    kind = sort(found["word"])
    given = bool(kind.given) and not kind.word and not kind.court
    return caps and given and (alone or not sort(following.group()).common)


def matters(text: str) -> Iterator[Case]:
    """Yield every `In re X`, cited or not."""
    for match in _RE.finditer(text):
        end = right(text, match.end())
        if end > match.end():
            cited = _FOLLOWS.match(text, end) or _SIGNAL.search(text, max(0, match.start() - 20), match.start())
            yield Case(match.start(), end, (Side(match.end(), end),), cited is not None)


def short(text: str, taken: Iterable[Case]) -> Iterator[Case]:
    """Yield the short forms before a reporter (`Kelly, 47 F.4th at 214`) that no full name explains."""
    ends = sorted(case.end for case in taken)
    unexplained = []
    for match in REPORTER.finditer(text):
        if _is_street(match.group()):
            continue
        index = bisect.bisect_right(ends, match.start())
        last = ends[index - 1] if index else 0
        if match.start() - last <= 3 or _PARALLEL.search(text, max(last, match.start() - 60), match.start()):
            continue
        end = match.start() - 2
        if _BEFORE_VOLUME.search(text, max(0, end), match.start()):
            begin = left(text, end, last)
            if begin < end and text[begin].isupper():
                yield Case(begin, end, (Side(begin, end),), True)
                continue
        unexplained.append(match.start())
    yield from _second_opinion(text, unexplained)
    for match in _SUPRA.finditer(text):
        index = bisect.bisect_right(ends, match.start())
        begin = match.start("name")
        if not (index and ends[index - 1] > begin):
            yield Case(begin, match.end("name"), (Side(begin, match.end("name")),), True)


def _is_street(reporter: str) -> bool:
    """Tell whether what looks like a reporter is a house and its unit: `, 858 Sixth Pike Ste 12`."""
    words = [fold(word) for word in _LETTERS.findall(reporter)]
    return any(word in _UNITS for word in words[1:]) or (len(words) > 1 and words[-1] in entries("street"))


_LETTERS = re.compile(r"[^\W\d_]{2,}")
_UNITS = frozenset(
    ("apt", "apartment", "unit", "ste", "suite", "floor", "rm", "room", "bldg", "building", "lot", "box")
)

_SUPRA = re.compile(
    r"(?:(?<=[;(][ ])|(?<=[;(])|(?<=\b[Ss]ee[ ])|(?<=\bCf\.[ ])|(?<=\bcf\.[ ]))(?P<name>[A-Z][\w’'-]+),[ \n]supra\b"
)
"""A work or case of one name that stands in full above: `see Haskell, supra, at 14`."""


_PARALLEL = re.compile(r"(?:\d[,;]|\d{4}\)[,;.]?|[Ii]d\.,?|\bat|§|\d\.|See|see|;|cf\.|Cf\.|also|in|under)[ \n]*$")
"""What stands before a reporter that brings no name of its own: another page, a year, a signal."""


_NAME_NEAR = re.compile(r"(?:[ \n]vs?\.?[ \n]|\b(?:In re|Ex parte|Matter of|rel\.)[ \n])[^;\n]{3,110}$")


def _second_opinion(text: str, places: Iterable[int]) -> Iterator[Case]:
    """Ask eyecite about the reporters before which a name may stand that the rules above did not see."""
    wanted = [place for place in places if _NAME_NEAR.search(text, max(0, place - 130), place)]
    if not wanted:
        return
    from eyecite import get_citations  # noqa: PLC0415 - its import takes a quarter of a second
    from eyecite.models import FullCaseCitation, ShortCaseCitation  # noqa: PLC0415

    for place in wanted:
        first = max(0, place - REACH)
        for found in get_citations(text[first : place + 60]):
            if not isinstance(found, FullCaseCitation | ShortCaseCitation):
                continue
            start, end = found.full_span()
            cite = int(found.span()[0])  # type: ignore[no-untyped-call]  # eyecite types all but this
            if start < cite and first + start < place < first + end:
                stop = first + cite
                while stop > first + start and text[stop - 1] in " ,\n":
                    stop -= 1
                yield Case(first + start, stop, (Side(first + start, stop),), True)
