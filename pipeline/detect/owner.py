"""Reads the rows above an address: whose office it is, or whose home; what blocks settled it leaves closed.

A person's name in the row above makes it that person's address, whatever firm is named higher up. The
name of an organisation in the rows above, with nobody between, makes it an office.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.detect.people.lexicon import sort
from pipeline.nouns import Finding, Kind, Part, Role

_BY_WORDS = frozenset(("court_line", "law_line", "agency_line", "business_line"))
"""Reasons that come from words somewhere above the address, not from a block."""

_HOMES = frozenset((Role.PRIVATE, Role.MINOR, Role.VICTIM, Role.JUROR, Role.WITNESS, Role.PARTY))
"""People whose name above an address makes it theirs."""

_AGENCY = re.compile(
    r"\b(?:internal revenue service|social security administration|department of|bureau of|office of the|board of|"
    r"division of|united states trustee|united states of america|united states postal"
    r"|u\.?s\.? (?:customs|citizenship|postal|small business|marshals?)|"
    r"(?:fire|water|school|irrigation|utility|sanitation|transit) district"
    r"|environmental protection agency|probation (?:office|department)|"
    r"(?:secretary of state|attorney general|county (?:clerk|recorder|assessor|treasurer))[’']?s?|child support|(?:city|county|town|village) of|(?:tax|revenue|treasury) (?:board|department|service|collector))\b",  # noqa: E501
    re.IGNORECASE,
)
_BUSINESS = re.compile(
    r"\b(?:credit union|savings bank|bank|utilities|utility|insurance|mutual|mortgage|finance|financial|lending|loans?|collections?|"  # noqa: E501
    r"recovery|energy|electric|wireless|telecom|incorporated|inc|l\.?l\.?c|l\.?l\.?p|l\.?p|corp"
    r"|corporation|company|co|ltd|n\.a|p\.c|"
    r"hospital|clinic|(?:medical|dental|health) (?:center|group|associates)|dental|pharmacy|university|college|legal process)\b",  # noqa: E501
    re.IGNORECASE,
)
_ATTENTION = re.compile(r"\s*(?:attn|attention)\b", re.IGNORECASE)
_TRADE = re.compile(
    r"[A-Z][^\n,;:]{2,50}[ ](?:construction|supply|staffing|logistics|trucking|freight|industries"
    r"|enterprises|holdings|partners|systems|solutions|"
    r"laboratories|labs|technologies|motors|airlines|foods|capital|investments|manufacturing|plumbing"
    r"|roofing|security|rentals|wholesale|"
    r"communications|marketing|publishing|transportation|warehouse|steel|pipeline|transport|works|development|outfitters"
    r"|supermarkets?|public schools|school district|hotel group|systems group|asset management|distributors)\.?",
    re.IGNORECASE,
)
"""A row that ends in what a company does."""
_FIRM = re.compile(
    r"(?:[A-Z][\w’'-]+,[ ]){1,4}[A-Z][\w’'-]+,?[ ](?:&|and|AND)[ ][A-Z][\w’'-]+"
    r"|[A-Z][\w’', -]{2,40}[ ]&[ ](?:Associates|ASSOCIATES|Sons|SONS|Co\.|CO\.)"
)
"""A row of at least three surnames, or of some and their associates: a firm."""
_DWELLING = re.compile(
    r"\b(?:apartments?|manor|estates|homes?|villas?|village|towers?|mobile|trailer|condominiums?"
    r"|housing|residences?|shelter|terrace)\b",
    re.IGNORECASE,
)
"""A row that names where people live, between a name and its address."""
_CARE = re.compile(r"[ \t]*(?:c/o|in care of)\b", re.IGNORECASE)
"""In whose care an address is, which says nothing of whose it is."""
_OFFICE_BELOW = re.compile(
    r"[ \t]*\n[ \t]*(?:server|attorney|counsel|clerk|employer|firm)['’]?s?['’]? address\b", re.IGNORECASE
)
_DONE = re.compile(r"\b\d{5}(?:-\d{4})?[ \t]*$")
"""The end of a row that closes an address."""

ROWS = 3
"""Rows above an address in which an organisation names itself."""

LONGEST = 60
"""Characters of a row that is nothing but a name."""


def owned(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with the roles of addresses settled by the rows above them; the others are as they were."""
    found = list(findings)
    people = _People([f for f in found if f.kind == Kind.PERSON and f.role in _HOMES])
    return [_settled(text, f, people) if f.kind == Kind.ADDRESS else f for f in found]


class _People:
    """People by place: a filing of a thousand pages has thousands, and each row is asked for its own."""

    def __init__(self, people: Iterable[Finding]) -> None:
        self._sorted = sorted(people, key=lambda f: f.start)
        self._starts = [f.start for f in self._sorted]
        self._longest = max((f.end - f.start for f in self._sorted), default=0)

    def touching(self, start: int, end: int) -> list[Finding]:
        """Return those of whom some of `start:end` is a name."""
        first = bisect.bisect_left(self._starts, start - self._longest)
        return [p for p in self._sorted[first : bisect.bisect_left(self._starts, end)] if p.end > start]


def _settled(text: str, finding: Finding, people: _People) -> Finding:
    finding = _without_firm(text, finding)
    above = _above(text, finding.start)
    if len(above) > 1 and _DWELLING.search(text, *above[0]) and _is_name(text, above[1], people):
        return replace(finding, role=Role.UNKNOWN, why="name_above")
    if len(above) > 1 and _CARE.match(text, above[0][0]) and not _is_name(text, above[1], people):
        above = above[1:]
    if above and _is_name(text, above[0], people):
        return replace(finding, role=Role.UNKNOWN, why="name_above") if finding.why in _BY_WORDS else finding
    if finding.role != Role.UNKNOWN:
        return finding
    office = "office_below" if _OFFICE_BELOW.match(text, finding.end) else ""
    office = office or ("business_beside" if _beside(text, finding.start) else "")
    if office:
        return replace(finding, role=Role.BUSINESS, why=office)
    for row in above:
        if _is_name(text, row, people) or row[1] - row[0] > LONGEST:
            break
        words = text[row[0] : row[1]]
        for role, pattern, why in (
            (Role.AGENCY, _AGENCY, "agency_above"),
            (Role.BUSINESS, _BUSINESS, "business_above"),
        ):
            if pattern.search(words) or (role is Role.BUSINESS and _company(words.strip())):
                return replace(finding, role=role, why=why)
    return finding


_CELL = re.compile(r"(?:^|[\n\t:;]|[ ]{3})[ ]*(?P<name>[A-Z][^\n\t:;]{3,60}?),[ ]$")


def _beside(text: str, start: int) -> bool:
    """Tell whether nothing but an organisation's name stands before an address: `Quarry Trucking, 12 Elm St.`"""
    cell = _CELL.search(text, max(0, start - LONGEST - 8), start)
    if cell is None or re.search(r"[.!?][ ]|\b(?:of|to|at|from|in|and)\b", cell["name"]):
        return False
    words = cell["name"].strip()
    return bool(_BUSINESS.search(words)) or _company(words)


def _company(row: str) -> bool:
    """Tell whether a whole row names a firm or what a company does."""
    if _TRADE.fullmatch(row):
        return True
    return _FIRM.fullmatch(row) is not None and not any(
        sort(word).plain_given for word in re.findall(r"[^\W\d_]+", row)
    )


def _above(text: str, start: int) -> list[tuple[int, int]]:
    """Return the rows above a place, the nearest first, up to the end of another address; none inside a row of words."""  # noqa: E501
    first = text.rfind("\n", 0, start) + 1
    if text[first:start].strip():
        return []
    rows: list[tuple[int, int]] = []
    end = first - 1
    while end > 0 and len(rows) < ROWS:
        begin = text.rfind("\n", 0, end) + 1
        if not text[begin:end].strip() or _DONE.search(text[begin:end]):
            break
        rows.append((begin, end))
        end = begin - 1
    return rows


def _is_name(text: str, row: tuple[int, int], people: _People) -> bool:
    """Tell whether a row is little more than people's names."""
    start, end = row
    if _ATTENTION.match(text, start, end):
        return False
    letters = sum(map(str.isalpha, text[start:end]))
    named = sum(sum(map(str.isalpha, text[max(start, p.start) : min(end, p.end)])) for p in people.touching(start, end))
    return letters > 0 and named * 10 >= letters * 7


def _without_firm(text: str, finding: Finding) -> Finding:
    """Cut a first row off that is the end of an organisation's name and no part of the address."""
    end = text.find("\n", finding.start, finding.end)
    head = text[finding.start : end] if end >= 0 else ""
    if not head or any(map(str.isdigit, head)) or not _BUSINESS.search(head):
        return finding
    start = end + 1
    parts = tuple(Part(p.label, max(p.start, start), p.end) for p in finding.parts if p.end > start)
    return replace(finding, start=start, parts=parts)
