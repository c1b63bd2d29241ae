"""Finds the rows and cells that hold a name and nothing else: captions, signatures, address blocks, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.detect.people.lexicon import Sort, entries, fold, sort
from pipeline.detect.people.name import Name, Trust, build
from pipeline.detect.people.read import read, read_surname_first
from pipeline.detect.people.token import INITIAL, UPPER, WORD, forward

LONGEST = 90
"""Characters of a row that may be a name with what belongs to it; a longer one is a sentence."""

_CELL = re.compile(r"[^\n\t]+")
_LEAD = re.compile(
    rf"[ \xa0*•>_.\-]*(?:(?:\d{{1,2}}[.)]|\([a-z0-9]\)|[Bb][Yy]:?|/[sS]/|[sS]/|\(s\)|Name:?|TO:?|To:?|cc:?|CC:?"
    r"|[Cc]/[Oo]"
    rf"|Attn:?|ATTN:?|Dated?:[^\n\t]{{0,25}}?)[ \xa0_]*)*(?=[{UPPER}])"
)
_BAR = (
    r"\(P\d{4,6}\)|\([A-Z]{2}-?\d{4}\)|\(\d{6,8}\)|SBN|\b[A-Z]SB[AN]?\b|\b[A-Z]{2} #\d{4,7}"
    r"|\bI\.?D\.? (?:No\.?|#) ?\d{4,}"
    r"|(?i:state bar|\bbar (?:no\b|id\b|#|num)|\batty\.? no\b|\breg\. no\b)|Cal\. Bar|ARDC|[A-Z]{2} (?:Bar|BAR)\b"
)
BAR = re.compile(_BAR)
"""A bar number: its owner is a lawyer."""
_STATION = (
    "Esq|ESQ|Deceased|deceased|DECEASED|Attorney|Counsel|Clerk|Judge|Plaintiff|Defendant|Debtor|Petitioner|Respondent"
    "|U[.]S[.]|United States|Assistant|Deputy|Chief|Trustee|Director|President|Secretary|Notary|an individual"
    "|AN INDIVIDUAL"
    "|pro se|Pro Se|PRO SE|in pro per|In Pro Per|Partner|Associate|Paralegal|MD|PhD|CPA|RN|et al|ET AL|CEO|CFO|Manager"
    "|Vice|Senior|General|Special|Commissioner|Warden|a minor|A MINOR|Ph[.]D|M[.]D|MBA|DDS|PsyD"
)
_FIRM = (
    r"[A-Z][^\n\t]{1,60}?\b(?:L\.?L\.?P|P\.?L\.?L\.?C|P\.?C|P\.?A|Law (?:Firm|Group|Offices?)|LAW (?:FIRM|GROUP|OFFICES?)"
    r"|Associates|ASSOCIATES)\b\.?[ ]*"
)
_TAIL = re.compile(
    r"[ \xa0]*+(?:[,.;:*_)\]|\xa0 -]*$|,?[ ]*\([^)\n]{1,60}\)[ .,*_;]*$|,?[ ]*(?:[A-Z]\.){2,4}[ ]*$|[ ]*[#№]\s?\d.*$"
    rf"|,?[ ]*(?:{_BAR}|No\.|Reg\. No|Badge|CSR|DOB|D\.O\.B).*$|,[ ]*(?:{_STATION}).*$|,[ ]*{_FIRM}$|[ ]*[–—-][ ]*[A-Z].*$|/s/.*$)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One cell that is a name: its own span, the name, and what follows the name in it."""

    start: int
    end: int
    name: Name
    tail: str


def cells(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of every cell: what lies between line ends and tabs."""
    for match in _CELL.finditer(text):
        yield match.start(), match.end()


def rows(text: str, hints: Mapping[int, int]) -> Iterator[Row]:
    """Yield every cell that is a name; `hints` tells where a model saw one, by start and end."""
    for start, end in cells(text):
        if end - start <= LONGEST:
            row = row_of(text, start, end, hints)
            if row is not None:
                yield row


def row_of(text: str, start: int, end: int, hints: Mapping[int, int]) -> Row | None:
    """Return the row that a cell is, or None when it is no name alone."""
    lead = _LEAD.match(text, start, end)
    if lead is None:
        return None
    name = read_surname_first(text, lead.end()) or read(text, lead.end(), Trust.CUE, breaks=" ")
    if name is None or name.end > end:
        name = read(text, lead.end(), Trust.CUE, breaks=" ")
    if name is None or name.end > end or _TAIL.fullmatch(text[name.end : end]) is None:
        line = _signed(text, start, lead.end(), end)
        if line is not None:
            return Row(start, end, line, text[line.end : end].strip())
    if name is None or name.end > end:
        return None
    tail = text[name.end : end]
    if _TAIL.fullmatch(tail) is None and not (_APPOSITION.fullmatch(tail) and _certain(name)):
        return None
    signed = bool(BAR.search(tail)) or "s/" in text[start : name.start] or _BELOW.match(text, end) is not None
    signed = signed or hints.get(name.start, -1) >= name.end
    if not likely(name, signed=signed):
        line = _signed(text, start, lead.end(), end)
        return Row(start, end, line, text[line.end : end].strip()) if line is not None else None
    return Row(start, end, name, tail.strip())


_LINE_ABOVE = re.compile(r"_{4,}[ ]*\n[ ]*$")
_OFFICE_BELOW = re.compile(
    r"[ ]*\n[ ]*(?i:notary public|(?:united states|u\.s\.|chief|senior|superior|circuit|county)?[ ]?(?:\w+[ ])?judge\b|(?:deputy )?clerk\b"
    r"|attorneys? (?:for|at)|counsel for|assistant (?:united|u\.s\.|attorney)|commissioner\b|magistrate\b)"
)
_SHAPED = re.compile(
    rf"[{UPPER}][^\W\d_]*(?:[’'-][^\W\d_]+)*\.?(?:[ ](?:[{UPPER}][^\W\d_]*(?:[’'-][^\W\d_]+)*|[{UPPER}]\.)){{1,3}}"
)


def _signed(text: str, start: int, place: int, end: int) -> Name | None:
    """Return the name on the line of a signature, words that no list knows as names with it: `/s/ Lei Zhong`."""
    shape = _SHAPED.match(text, place, end)
    rest = text[shape.end() : end].strip(" ,.*_") if shape is not None else ""
    numbered = BAR.match(rest.lstrip("(")) is not None or BAR.match(rest) is not None
    if shape is None or (rest and not numbered):
        return None
    signed = (
        numbered or "s/" in text[start:place].lower() or _LINE_ABOVE.search(text, max(0, start - 60), start) is not None
    )
    if not signed and _OFFICE_BELOW.match(text, end, end + 60) is None:
        return None
    if numbered:
        name = build([t for t in forward(text, place, breaks=" ") if t.end <= shape.end()])
    else:
        name = read(text, place, Trust.FORM, breaks=" ")
    if name is None or name.end > end or name.end < shape.end() - 1 or len(name.words) < 2 or is_company(name):
        return None
    kinds = [sort(t.text) for t in name.words]
    if any((k.court or k.organisation) and not (k.surname and (numbered or not k.organisation)) for k in kinds):
        return None
    if all(k.common and not k.name for k in kinds):
        return None
    return None if kinds[0].place and not kinds[0].given else name


_BELOW = re.compile(
    r"[ ]*\n[ ]*(?:\d{1,6}(?:[ ](?:1/2|[½%]))?[ ][NSEW]?[A-Za-z\d]|P\.?[ ]?O\.?[ ]?Box|P\.?O\.? BOX|c/o |C/O "
    r"|[^\n]{0,60}\b(?:LLP|PLLC|P\.C\.|LAW|Law|SBN|Bar No|Attorney|ATTORNEY)\b)"
)
"""What in the next row says that this one is a person or firm: an address, a law firm."""


def solid(name: Name) -> list[Sort]:
    """Return what the lists say of the words of a name that are no particles; of all when all are."""
    kinds = [sort(t.text) for t in name.words]
    return [k for k in kinds if k.key not in entries("particle")] or kinds


_APPOSITION = re.compile(r"[ ]?[,–—-][ ]*(?:the )?[A-Z][\w.’'&-]*(?:[ ][\w.’'&-]+){0,6}[.,;]?")
"""What a person is, after the name: `, Chapter 7 Trustee`, `, Sunrise Trucking`."""


def _certain(name: Name) -> bool:
    return len(name.words) > 1 and sort(name.words[0].text).plain_given


def likely(name: Name, *, signed: bool = False) -> bool:
    """Tell whether the words themselves make a person: a heading or a firm does not.

    `signed` tells that a signature or a bar number stands with it, so that words no list knows are enough.
    """
    words = name.words
    kinds = solid(name)
    if any(k.court and not k.name for k in kinds) or is_company(name):
        return False
    first = name.given[0] if name.given else None
    if len(words) == 1:
        return (kinds[0].plain_surname or signed) and first is not None and first.kind == INITIAL
    known = sum(1 for k in kinds if k.name and not k.common)
    initial = any(t.kind == INITIAL for t in name.middle)
    if first is not None and first.kind == WORD and sort(first.text).given and not kinds[0].court:
        return known > 0 or (len(kinds) == 2 and not kinds[0].place) or initial
    return (known > 0 or signed or initial) and not any(k.common for k in kinds)


def is_company(name: Name) -> bool:
    """Tell whether the whole name is a known company of two words."""
    return fold("".join(t.text for t in name.words)) in entries("company") and any(t.kind == WORD for t in name.words)


def plain(name: Name) -> bool:
    """Tell whether words no list knows may be a name: none is a common word, and there are two, or one known name."""
    kinds = solid(name)
    if any(k.common for k in kinds):
        return False
    if len(kinds) == 1 and not (name.given and name.surname):
        return kinds[0].name
    return not all(t.caps for t in name.words) or any(k.name for k in kinds)


def initials_only(name: Name) -> bool:
    """Tell whether nothing but initials stands there, which court rules permit."""
    return all(t.kind == INITIAL or len(fold(t.text)) < 2 for t in (*name.given, *name.middle, *name.surname))
