"""Reads captions: who sues whom, in whose matter, before which judge; it leaves citations alone.

A caption is known by a `v.` that stands alone in its row or next to a party label, or by `In re` at the
start of a row near a court's name. Parties are read from the court's name down to the last party label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.detect.people.anchor import AtRow
from pipeline.detect.people.mention import Mention
from pipeline.detect.people.party import LABEL, REACH, parties
from pipeline.detect.people.spans import Spans

NEAR_LABEL = 300
"""Characters in which a party label must follow `In re` where no court is named above it."""

_VS = AtRow(
    r"[ )\]|:§]*(?:[vV][sS]?|versus|VERSUS|-v-|-vs-|-against-|against|AGAINST)\.?[ ,)\]|:§]*(?=$|[\n\t]|(?<=[ ]{3})\S)"
)
_INLINE = re.compile(r"[ \n](?:vy?|vs|V|VS)\.?[ \n]")
_LABEL_BEFORE = re.compile(rf"\b{LABEL}[^\n\w]{{0,3}}$")
_LABEL_ROW = re.compile(rf"[ \xa0_(]*(?:{LABEL}[-/,; \xa0]{{0,40}}(?:and|AND)?[ ]?){{1,3}}[)\].,;: \xa0_]*")
_INLINE_LABEL = re.compile(rf"[,;][ \n]+(?:the[ ])?{LABEL}\b")
_HEADING = re.compile(
    r"(?i:\bcourts?\b|\bdivision\b|\bcircuit\b|\bdistrict of\b|\bcounty of\b|\bstate of\b|\bcommonwealth of\b"
    r"|\bin and for\b)"
)
_IN_RE = AtRow(
    r"[ )\]|:§]*(?:[Ii]n [Rr]e|IN RE|(?:[Ii]n the|IN THE) (?:[Mm]atter|MATTER|[Ii]nterest|INTEREST) (?:[Oo]f|OF)"
    r"|(?i:(?:estate|conservatorship|guardianship|marriage|adoption|person) of))(?i:[ ]the)?(?i:[ ](?:application|petition|claim|appeal|arbitration)[ ](?:of|between|by))?[: ]*(?=\n|[A-Z(])"
)
_SOVEREIGN = re.compile(
    r"(?i:united states of america|(?:the )?people of the|(?:the )?state of [a-z ]+|commonwealth of [a-z ]+),?[\s)"
    r"|:§]*+(?:plaintiff)?[,\s)|:§]*+$"
)


@dataclass(frozen=True, slots=True)
class Caption:
    """Where one caption stands."""

    start: int
    end: int


def captions(text: str) -> tuple[list[Caption], list[Mention]]:
    """Return every caption and the people named as parties in it."""
    zones: list[Caption] = []
    found: list[Mention] = []
    last = 0
    alone = [(m.start("row"), m.end()) for m in _VS.finditer(text)]
    rows = Spans(alone)
    inline = [(m.start(), m.end()) for m in _INLINE.finditer(text) if _labelled(text, m.start())]
    anchors = sorted([*alone, *((a, b) for a, b in inline if not rows.touch(a, b))])
    befores = [0, *(end for _, end in anchors)]
    afters = [*(begin for begin, _ in anchors[1:]), len(text)]
    for (begin, end), before, after in zip(anchors, befores, afters, strict=False):
        if begin < last or _labelled_first(text, end):
            continue
        # a caption has one `v.`: its parties end before the next, so that each row is read twice at most
        start = _first(text, max(last, before, begin - REACH), begin)
        stop, labelled = _last(text, end, min(after, end + REACH))
        crime = _SOVEREIGN.search(text, start, begin) is not None
        # in a sentence, a label before the versus may be a citation's
        above = (begin, end) in alone and (_labelled(text, begin) or _labelled(text, begin - 1))
        told = labelled or crime or above
        if not told and not _known_court(text, start):
            continue
        found.extend(parties(text, start, begin))
        found.extend(parties(text, end, stop))
        zones.append(Caption(start, stop))
        last = stop
    for zone, people in _matters(text, zones):
        zones.append(zone)
        found.extend(people)
    return sorted(zones, key=lambda z: z.start), found


def _labelled_first(text: str, place: int) -> bool:
    """Tell whether labels stand above names, as in a docket sheet: its parties are read block by block."""
    rows = [row for row in text[place : place + 200].split("\n") if row.strip()]
    return bool(rows) and _LABEL_ROW.fullmatch(rows[0]) is not None


def _labelled(text: str, place: int) -> bool:
    """Tell whether a party label stands directly before a `v.`"""
    return _LABEL_BEFORE.search(text, max(0, place - 40), place) is not None


def _known_court(text: str, start: int) -> bool:
    return start > 0 and _HEADING.search(text, max(0, start - 200), start) is not None


def _first(text: str, floor: int, place: int) -> int:
    """Return where the parties begin above a `v.`: after the last row that names a court."""
    region = text[floor:place]
    begin = 0
    at = 0
    for row in region.split("\n"):
        end = at + len(row) + 1
        head = _HEADING.search(row.split("\t", 1)[0])
        if head and not re.search(LABEL, row):
            begin = min(end, len(region))
        elif head:
            inline = max(
                (m.end() for m in re.finditer(r"(?:COURT|DIVISION|[A-Z]{4,}(?= [A-Z][a-z]))\b", row)), default=0
            )
            begin = at + inline
        elif len(row) > 200 and not re.search(LABEL, row):
            begin = min(end, len(region))
        at = end
    return floor + begin


def _last(text: str, place: int, limit: int) -> tuple[int, bool]:
    """Return where the parties end below a `v.`, and whether a party label says so."""
    at = place
    prose = 0
    while at < limit:
        end = text.find("\n", at, limit)
        end = limit if end < 0 else end
        row = text[at:end]
        cell = row.split("\t", 1)[0]
        if cell.strip() and _LABEL_ROW.fullmatch(cell):
            return end, True
        label = _INLINE_LABEL.search(row)
        if label:
            return at + label.end(), True
        prose += len(row) > 160
        if prose:
            break
        at = end + 1
    rows = text[place:limit].split("\n", 4)[:4]
    return min(limit, place + sum(len(r) + 1 for r in rows[:4])), False


def _matters(text: str, zones: list[Caption]) -> Iterator[tuple[Caption, list[Mention]]]:
    found = list(_IN_RE.finditer(text))
    taken = Spans((z.start, z.end) for z in zones)
    for match, following in zip(found, [*found[1:], None], strict=False):
        if taken.touch(match.start("row"), match.start("row") + 1):
            continue
        after = following.start("row") if following else len(text)
        stop, labelled = _last(text, match.end(), min(after, match.end() + REACH))
        if not _known_court(text, match.start("row")) and (not labelled or stop - match.end() > NEAR_LABEL):
            continue
        if not labelled:
            stop = _row_end(text, match.end())
        people = parties(text, match.end(), stop)
        if people:
            yield Caption(match.start("row"), stop), people[: None if labelled else 2]


def _row_end(text: str, place: int) -> int:
    """Return where the row ends that a matter names somebody in: the next row that is not empty."""
    end = place
    while text[end : end + 1].isspace():
        end += 1
    end = text.find("\n", end)
    return len(text) if end < 0 else end
