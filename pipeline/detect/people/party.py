"""Reads lists of parties: who is a person, a minor or an official, who sues for whom; rows may break names."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from pipeline.detect.people.lexicon import Sort
from pipeline.detect.people.mention import Mention, Reason
from pipeline.detect.people.name import Name, Trust
from pipeline.detect.people.read import read
from pipeline.detect.people.row import is_company, likely, solid
from pipeline.detect.people.token import INITIAL, titles
from pipeline.nouns import Role

BY = "caption.v1"


REACH = 6000
"""Characters that the parties of one side may take: some three hundred names."""


LABEL = (
    r"(?:(?:[Tt]hird|THIRD)[- ](?:[Pp]arty|PARTY)[ -])?(?:(?:[Cc]ounter|COUNTER|[Cc]ross|CROSS|[Cc]o|CO)-?[ ]?)?"
    r"(?i:plaintiff|defendant|petitioner|respondent|appell(?:ant|ee)|claimant|complainant|intervenor|relator|movant"
    r"|debtor"
    r"|garnishee|obligor|obligee|accused|objector|trustee|decedent|conservatee|proposed conservatee|real part(?:y"
    r"|ies) in"
    r" interest)(?i:s|\(s\))?"
)


_ASIDE = re.compile(
    r"[ \xa0(]*(?:Case|CASE|Criminal|CRIMINAL|Cr\\.|Cause|CAUSE|Indictment|INDICTMENT|Civil|CIVIL|Civ\.|No\.|NO\."
    r"|Docket|DOCKET|Hon\b|HON\b|Mag\b|Judge|JUDGE|Dept|DEPT|Date|DATE|Time|TIME|Chapter|CHAPTER"
    r"|Adv|ORDER|COMPLAINT|MOTION|NOTICE|JURY|DEMAND|DECLARATION|MEMORANDUM|STIPULATION|ANSWER|PETITION|Assigned"
    r"|ASSIGNED|Hearing|HEARING"
    r"|Trial|TRIAL|Complaint|Ctrm|Courtroom|Magistrate|Related|Action|ACTION|Index|INDEX|Doc\b|DOC\b|Filed|FILED"
    r"|Before)\b"
)
"""How a row begins that belongs to the right column of a caption."""


_SPLIT = re.compile(r";|,|\b(?:and|AND|And)\b|\n(?=[^\n]*;)|[ ]&[ ]|\t|\n\n")


_LEAD = re.compile(
    r"(?i:[\s)\]|:§*_•]*(?:\(?\d{1,2}[.)]\s*)?(?:and |the |plaintiffs? |defendants? |estate of |marriage of "
    r"|in re:? |in the matter of(?: the)?\s+|(?:application|petition|claim|appeal) of(?: the)?\s+)*)"
)


_TAIL_OK = re.compile(
    r"[\s)\]|:§*_]*(?:$|[;,.(\[“\"]|\n|\t|(?i:and|individually|as|by|aka|a/k/a|dba|d/b/a|fka|nka|et al|on behalf|an?"
    r"|in|&|through|deceased|also|v)\b)"
)


_COMPANY_NEXT = re.compile(
    r"[\s)\]|:§]*+,?[\s)\]|:§]*+(?i:inc|llc|l\.l\.c|llp|ltd|l\.?p|corp|co|company|corporation|p\.?c|pllc|n\.?a|plc|gmbh"
    r"|s\.a|bank|trust|& )\b"
)


_OFFICIAL = re.compile(
    r"(?i:in\s(?:his|her|their|its)\s(?:individual\sand\s)?official|official\scapacit|,\s+(?:acting\s|deputy\s"
    r"|former\s|interim\s)?"
    r"(?:\w+\s){0,2}?(?:secretary|commissioner|warden|sheriff|attorney\sgeneral|superintendent|governor|director\sof"
    r"|president\sof\sthe\sunited|chief\sof\spolice|administrator\sof|mayor)\b)"
)


_MINOR = re.compile(r"(?i:\b(?:an? )?minors?\b|\bminor child|\bjuvenile\b|\ban? infant\b|\bincompetent minor\b)")


_FOR_ANOTHER = re.compile(r"(?i:\bas (?:parent|mother|father|next friend|guardian|natural|legal)|\bon behalf of)")


_THROUGH = re.compile(
    r"(?i:by (?:and|&) through|through|by|c/o)\s+(?:(?i:his|her|their|its|the)\s*)?(?i:mother|father|parents?"
    r"|next friends?|natural guardians?"
    r"|legal guardians?|guardians?(?: ad litem)?|grandmother|grandfather|aunt|uncle|(?:mother|father"
    r"|parent) and (?:\w+ ){0,3}\w+)"
    r"(?:\s+and (?i:next friend|natural guardian|guardian ad litem))?[,:]?\s+"
)


_ARE = re.compile(
    rf"(?:^|(?<=\n)|(?<=[.”][ ]))[ ]*(?:The |Additional |Other |Named |Individual ){{0,2}}(?:{LABEL}|[Pp]arties"
    r"|PARTIES)(?: below| herein| here)?,?"
    rf" (?:are|is|include|were|was)(?: individual)?:?[ \n]+(?=[A-Z])"
)


def listed(text: str) -> list[Mention]:
    """Return the people of a sentence that lists parties: `Respondents are A; B; and C.`"""
    found: list[Mention] = []
    for match in _ARE.finditer(text):
        end = re.compile(r"\.(?=\s+[A-Z][a-z]+ [a-z])|\.?\n\n|\.$|\.(?=\n)").search(
            text, match.end(), match.end() + REACH
        )
        stop = end.start() if end else min(len(text), match.end() + 400)
        found.extend(parties(text, match.end(), stop))
    return found


class _Column:
    """The left column of a stretch of rows as one text, with the way back."""

    def __init__(self, text: str, start: int, end: int) -> None:
        pieces: list[str] = []
        self._starts: list[int] = []
        self._offsets: list[int] = []
        size = 0
        place = start
        for row in text[start:end].split("\n"):
            cell = row.split("\t", 1)[0].rstrip(" )]|:§*_\xa0")
            cell = "" if _ASIDE.match(cell) else cell
            self._starts.append(size)
            self._offsets.append(place)
            pieces.append(cell)
            size += len(cell) + 1
            place += len(row) + 1
        self.text = "\n".join(pieces)

    def forth(self, place: int) -> int:
        """Return where an offset of the whole text lies in the column."""
        index = bisect.bisect_right(self._offsets, place) - 1
        return self._starts[index] + place - self._offsets[index]

    def back(self, at: int) -> int:
        """Return the offset in the whole text."""
        index = bisect.bisect_right(self._starts, at) - 1
        return self._offsets[index] + at - self._starts[index]


def parties(text: str, start: int, end: int) -> list[Mention]:
    """Return the people in a list of parties."""
    column = _Column(text, start, end)
    rows = column.text
    listed = ";" in rows or rows.count(",\n") > 1
    found: list[Mention] = []
    at = 0
    while at <= len(rows):
        lead = _LEAD.match(rows, at)
        place = lead.end() if lead else at
        name = _party(rows, place, listed=listed)
        split = _SPLIT.search(rows, name.end if name else place)
        after = split.end() if split else len(rows) + 1
        if name is not None:
            named = list(_with_roles(rows, name, column))
            found.extend(named)
            after = max(after, column.forth(named[-1].end) if len(named) > 1 else 0)
        elif not listed:
            newline = rows.find("\n", place, after)
            after = newline + 1 if newline >= 0 else after
        at = max(after, place + 1)
    return found


def _party(rows: str, place: int, *, listed: bool) -> Name | None:
    wraps = listed or _runs_on(rows, place)
    name = read(rows, place, Trust.CUE, breaks=" \n" if wraps else " ", wraps=wraps)
    if name is None or not _TAIL_OK.match(rows, name.end) or _COMPANY_NEXT.match(rows, name.end):
        return None
    words = name.words
    kinds = solid(name)
    if is_company(name) or any(k.court and not k.name for k in kinds):
        return None
    if len(words) == 1 and not (name.given and name.given[0].kind == INITIAL):
        kind = kinds[0]
        return name if len(kind.key) > 3 and not kind.common else None
    if likely(name) or name.title:
        return name
    if len(kinds) == 2 and not kinds[0].common and kinds[1].surname and not (kinds[1].court or kinds[1].organisation):
        return name  # `XEE HANG`: a given name that no list knows, and a surname that is also a word
    doubtful = [k for k in kinds if k.common and not _inside(k, len(kinds))]
    return None if doubtful else name


def _inside(kind: Sort, words: int) -> bool:
    """Tell whether a common word may stand inside a longer name: a city that is a surname."""
    return kind.place and bool(kind.surname) and words > 2


_WHOLE_ROW = re.compile(r"[^\n,;]*[^\n,;.: ]\n(?=[^\n,;]+[,;])")


def _runs_on(rows: str, place: int) -> bool:
    """Tell whether the row at a place ends in the middle of a name: no comma, and the next row has one."""
    return _WHOLE_ROW.match(rows, place) is not None


def _with_roles(rows: str, name: Name, column: _Column) -> Iterator[Mention]:
    stop = min((i for i in (rows.find(";", name.end), name.end + 220) if i >= 0), default=len(rows))
    tail = rows[name.end : stop]
    through = _THROUGH.search(tail)
    own = tail[: through.start()] if through else tail
    cut = _FOR_ANOTHER.search(own)
    own = own[: cut.start()] if cut else own
    other = _next_party(own)
    own = own[:other]
    role, why = Role.PARTY, "caption"
    if _MINOR.search(own[:60]):
        role, why = Role.MINOR, "minor_caption"
    elif _OFFICIAL.search(own):
        role, why = Role.OFFICIAL, "official_capacity"
    elif titles().get(name.title) == "judge":
        role, why = Role.JUDGE, "after_title"
    yield from _placed(rows, name, column, Reason(role, why, 3))
    if through and other >= len(own):
        guardian = read(rows, name.end + through.end(), Trust.CUE)
        if guardian is not None:
            gal = "litem" in through.group().lower() or "friend" in through.group().lower()
            reason = Reason(Role.GUARDIAN if gal else Role.PARTY, "guardian_caption", 3)
            yield from _placed(rows, guardian, column, reason)


def _next_party(tail: str) -> int:
    """Return where the next name of a list begins in what follows a name."""
    match = re.search(r"[,\n]\s*(?:and\s+)?[A-Z][A-Z’'-]{2,}\s+(?:[A-Z]\.?\s+)?[A-Z][A-Z’'-]{2,}", tail)
    return match.start() if match else len(tail)


def _placed(rows: str, name: Name, column: _Column, reason: Reason) -> Iterator[Mention]:
    """Yield the name at its place; in pieces where another column stands between its rows."""
    tokens = (*name.given, *name.middle, *name.surname, *name.suffix)
    moved = [t._replace(start=column.back(t.start), end=column.back(t.end - 1) + 1) for t in tokens]
    shift = dict(zip(tokens, moved, strict=True))
    whole = Name(
        column.back(name.start),
        column.back(name.end - 1) + 1,
        tuple(shift[t] for t in name.given),
        tuple(shift[t] for t in name.middle),
        tuple(shift[t] for t in name.surname),
        tuple(shift[t] for t in name.suffix),
    )
    mention = Mention(whole, BY, 0.95, [reason])
    if rows.count("\n", name.start, name.end) and whole.end - whole.start != name.end - name.start:
        mention.pieces = _pieces(rows, name, column)
    yield mention


def _pieces(rows: str, name: Name, column: _Column) -> tuple[tuple[int, int], ...]:
    pieces = []
    for match in re.finditer(r"[^\n]+", rows[name.start : name.end]):
        first, last = name.start + match.start(), name.start + match.end()
        pieces.append((column.back(first), column.back(last - 1) + 1))
    return tuple(pieces)
