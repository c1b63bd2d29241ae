"""Tells page furniture from text: docket stamps, page numbers, Bates stamps, running heads and feet.

Only rows near the top and bottom edge come into question, and what is set aside is
still read: it stands after the text of the page. It never drops a character.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract.row import Line

TOP, BOTTOM = 0.125, 0.885
"""Parts of the page height within which heads and feet stand: 99 and 701 points of a letter page."""

NEAR = 6.0
"""Points by which a running head may move from page to page."""

REPEATED = 2
"""Neighbouring pages that must carry the same row for it to be a running head."""

STAMP = re.compile(
    r"""
    ^\W*(?:
      (?:USDC\ |USCA\d*\ |Appellate\ |Appeal:?\ |Case:?\ ?(?:No\.\ ?)?|Filed:?\ )?
        \d{1,2}:\d{2}-?(?:cv|cr|mc|md|mj|bk|ap|misc|sw|po)-?\d+.*(?:Doc|Filed|P(?:age|g)\b)
    | Case:?\ \d{2}-\d{3,6}\S*\ +(?:Doc|Claim|Filed|Page|\#)
    | (?:USCA\w*|Case|Appeal)[:\ ].*(?:Document|Doc|DktEntry|Entry)[:\ ]
    | .*\bDoc(?:ument|\.)?\ ?(?:\#|No\.?)?:?\ ?\d+\S*\ +(?:Filed|Entered|Page|Pg)\b
    | .*\bPage\ ?ID\ ?\#?:?\ ?\d+
    | .*\bDesc:?\ Main(?:\ Document)?\b
    | Document\ +Page\ +\d+\ of\ \d+$
    | (?:FILED|RECEIVED|INDEX\ NO\.|NYSCEF\ DOC\.\ NO\.|RECEIVED\ NYSCEF)\b.*\d
    | (?:Electronically\ )?(?:FILED|Filed|E-FILED|Received)\b.*\d{1,2}/\d{1,2}/\d{2,4}
    )
    """,
    re.VERBOSE,
)
"""What CM/ECF, NYSCEF and the appellate courts print across the top or the foot."""

PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|pg\.?)\s*)?(?:\d{1,4}|[ivxlc]{1,7}|[A-Z]-\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?"
    r"(?:\s*\|\s*p\s*a\s*g\s*e)?\W*$",
    re.IGNORECASE,
)

BATES = re.compile(r"(?:CONFIDENTIAL\W+)?[A-Z][A-Z&]+(?:[ ._-]+[A-Z]+){0,4}[ ._#-]*\d{4,}$")
"""A production number; the parts are kept from matching the same letters twice, which would take forever."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A row near the top or bottom edge of a page, reduced to what repeats."""

    key: str
    base: float


def rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Return lines grouped by row, from the top."""
    ordered = sorted(lines, key=lambda line: (line.row, line.x0))
    return [list(group) for _, group in itertools.groupby(ordered, key=lambda line: line.row)]


def edges(lines: Sequence[Line], height: float) -> frozenset[Edge]:
    """Return the rows of a page that could be running heads or feet."""
    return frozenset(Edge(_key(row), round(row[0].base)) for row in rows(lines) if _at_edge(row, height))


def furniture(lines: Sequence[Line], height: float, neighbours: Sequence[frozenset[Edge]]) -> set[int]:
    """Return the numbers of the rows that are furniture; `neighbours` are the edges of the pages around."""
    grouped = rows(lines)
    found: set[int] = set()
    for side in (grouped, grouped[::-1]):
        outermost = True
        for row in side:
            if not _at_edge(row, height):
                break
            text = _text(row)
            stands_out = bool(STAMP.match(text) or BATES.match(text)) or _repeats(row, neighbours)
            if stands_out or (outermost and PAGE_NUMBER.match(text)):
                found.add(row[0].row)
            else:
                outermost = False
    return found


def _text(row: Sequence[Line]) -> str:
    return " ".join(line.text for line in row)


def _key(row: Sequence[Line]) -> str:
    return re.sub(r"\d+", "#", _text(row)).casefold()


def _at_edge(row: Sequence[Line], height: float) -> bool:
    return not TOP * height <= row[0].base <= BOTTOM * height


def _repeats(row: Sequence[Line], neighbours: Sequence[frozenset[Edge]]) -> bool:
    key = _key(row)
    wanted = min(REPEATED, len(neighbours))
    seen = sum(any(e.key == key and abs(e.base - row[0].base) <= NEAR for e in page) for page in neighbours)
    return wanted > 0 and seen >= wanted
