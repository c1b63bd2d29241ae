"""Finds the names in form fields: `Name: ...`, a label cell beside its value, a column under its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.detect.people.anchor import AtRow
from pipeline.detect.people.lexicon import entries, fold, phrases, sort, table
from pipeline.detect.people.mention import Mention, Reason
from pipeline.detect.people.name import Name, Trust
from pipeline.detect.people.read import read, read_surname_first
from pipeline.detect.people.row import is_company
from pipeline.detect.people.token import INITIAL, UPPER
from pipeline.nouns import Role

BY = "field.v1"

MOST_VALUES = 8
"""Names in one field; a longer list is prose."""


@cache
def _labels() -> dict[str, Role]:
    return {
        form: Role.NONE if role == "-" else Role(role) for role, forms in table("label") for form in forms.split("|")
    }


_LABEL = AtRow(
    r"[ \xa0]*(?:\d{1,2}[a-z]?[.)][ ]*)?(?P<label>[A-Za-z][A-Za-z/'’. -]{1,40}?(?:\(s\))?[ ]?[#\d]{0,3})[ ]?(?::|\t)"
)
_INLINE = re.compile(r"(?:[,(;.|]|[ ])[ ](?P<label>[A-Z][A-Za-z/'’]+(?: [A-Za-z/'’]+){0,3}):[ ]")
_EMPTY = re.compile(r"[ \t_.\xa0]*")
_BETWEEN = re.compile(r"[ ]*(?:;|,|/|&|\band\b|\n[ \t]{2,}+)[ ]*(?:and )?")
_PART = re.compile(r"(?i:^(?:last|first|middle|given|family|sur)[ ]?(?:name)?(?: initial)?$|^surname$|^mi$)")


@lru_cache(maxsize=8192)
def role_of(label: str) -> Role | None:
    """Return the role that a label tells, `NONE` when it only says that a name follows, None for no label of names."""
    text = " ".join(label.lower().replace("’", "'").split()).strip(" .#")
    labels = _labels()
    if text in labels:
        return labels[text]
    bare = text.rstrip("0123456789 #").removesuffix("(s)").strip(" .").removesuffix(" no").strip(" .")
    if bare in labels:
        return labels[bare]
    for tail in (" name", " full name", " printed name", "'s name", " names"):
        if bare.endswith(tail):
            return labels.get(
                bare.removesuffix(tail).strip().removesuffix("'s"),
                None if bare.split()[0] in entries("thing") else Role.NONE,
            )
    return None


def fields(text: str) -> Iterator[Mention]:
    """Yield the names after a label, in its cell or the next."""
    for pattern in (_LABEL, _INLINE):
        for match in pattern.finditer(text):
            role = role_of(match["label"])
            if match["label"].lower() == "subject" and _MAIL_HEAD.search(
                text, max(0, match.start("label") - 300), match.start("label")
            ):
                continue
            if role == Role.NONE and pattern is _LABEL:
                role = _section(text, match.start("label")) or role
            if role is not None:
                yield from _values(text, match.end(), role, inline=pattern is _INLINE)
            elif pattern is _LABEL and _PART.match(match["label"].strip()):
                yield from _part(text, match.end())


_PAID = re.compile(
    r"\b(?:(?i:venmo|zelle|paypal|cash app)|(?i:check)[ ](?:#|(?i:no\.?)[ ])?\d{1,8})(?:[ ](?i:payment))?(?:[ ](?i:to|from))?[ ](?=[A-Z])"
)
_SUM = re.compile(r"[ \t]{1,4}-?\$?[ ]?\d[\d,]*(?:\.\d\d)?(?![\w/-])")
_UNMARKED = re.compile(
    r"(?:^|(?<=\n)|(?<=[ \t]{2}))(?:(?i:remitter|payee|payor|beneficiary|applicant|co-applicant|joint owner|account holder))[ ]{1,3}"
    r"(?=[A-Z])"
)
_CELL_ENDS = re.compile(r"[ ]{2}|[ ]*(?:\t|\n|$)")


def paid(text: str) -> Iterator[Mention]:
    """Yield who is paid or pays in the rows of an account (`ZELLE TO NAME $50.00`) and in forms without colons."""
    for pattern, ends in ((_PAID, _SUM), (_UNMARKED, _CELL_ENDS)):
        for match in pattern.finditer(text):
            name = read(text, match.end(), Trust.FORM, breaks=" ")
            if name is None or len(name.words) < 2 or is_company(name) or not ends.match(text, name.end):
                continue
            if "  " in text[name.start : name.end]:
                continue
            kinds = [sort(t.text) for t in name.words]
            known = any(k.name for k in kinds) or not any(k.common for k in kinds)
            if known and not any(k.organisation or (k.court and not k.name) for k in kinds):
                yield Mention(name, BY, 0.85, [])


_MAIL_HEAD = re.compile(r"(?:^|\n)[> ]*(?:To|From|TO|FROM|Sent|Cc|CC|Date|DATE|Re)[ ]?:[^\n]*\n(?:[^\n]*\n){0,3}$")
"""The head of a letter or a mail, in which `Subject:` names no person."""


def _section(text: str, place: int) -> Role | None:
    """Return the role that the heading above a field tells (`VICTIM`, then `Name: ...`), or None."""
    end = text.rfind("\n", 0, place)
    start = text.rfind("\n", 0, max(end, 0)) + 1
    heading = text[start:end].strip(" :\t#0123456789") if end > 0 else ""
    return role_of(heading) if heading and heading.count(" ") < 3 else None


def _values(text: str, place: int, role: Role, *, inline: bool) -> Iterator[Mention]:
    place = _EMPTY.match(text, place).end()  # type: ignore[union-attr]  # it matches the empty string
    if text[place : place + 1] == "\n" and not inline and text[place - 1] != "\t":
        place = _EMPTY.match(text, place + 1).end()  # type: ignore[union-attr]
    if role_of(_cell(text, place)) is not None or _cell(text, place).lower().strip(" :.") in _headings():
        return
    for _ in range(MOST_VALUES):
        name = value(text, place)
        if name is None:
            return
        reasons = [Reason(role, f"{role}_field", 3)] if role != Role.NONE else []
        yield Mention(name, BY, 0.9, reasons)
        between = _BETWEEN.match(text, name.end)
        if between is None:
            return
        place = between.end()


def _cell(text: str, place: int) -> str:
    match = re.compile(r"[^\n\t:]*").match(text, place)
    return match.group() if match else ""


_SHAPE = re.compile(
    rf"[{UPPER}][a-z’'-]+[ ](?:[{UPPER}]\.[ ])?[{UPPER}][a-z’'-]+(?:-[{UPPER}][a-z]+)?(?=[ ]*(?:[\n\t;]|$))"
)
"""A cell of two words with capitals and nothing else: in a field for names it is one."""


_IN_CELLS = re.compile(r"(?i:\bfirst name[ \t]+middle (?:name|initial)[ \t]+last name)")
"""What stands under a name whose parts have cells of their own, as in the official forms of bankruptcy."""

_NOBODY = frozenset(
    (
        "unk",
        "unkn",
        "unknown",
        "none",
        "na",
        "same",
        "self",
        "tbd",
        "pending",
        "see",
        "my",
        "yes",
        "no",
        "good",
        "thank",
        "that",
        "okay",
    )
)


def value(text: str, place: int) -> Name | None:
    """Return the name that is the value of a field, or None."""
    if _IN_CELLS.search(text, place, place + 160):
        name = read(text, place, Trust.FORM, breaks=" \t")
        if name is not None and len(name.words) + len(name.given) > 1 and not is_company(name):
            return name
    name = read_surname_first(text, place) or read(text, place, Trust.CUE, breaks=" ")
    shape = _SHAPE.match(text, place)
    if shape is not None and (name is None or name.end < shape.end()):
        name = read(text, place, Trust.FORM, breaks=" ") or name
    if name is None or is_company(name) or fold(name.words[0].text) in _NOBODY:
        return None
    after = text[name.end : name.end + 1]
    if (after and after not in "\n\t,;.()/|:-–—[<'’\"& ") or re.match(
        r"[ ]?&|[ ][A-Z][\w’'-]*[ ]&[ ]|[ ][A-Z]{2,}\b(?![:.])|:", text[name.end : name.end + 8]
    ):
        return None
    kinds = [sort(t.text) for t in name.words]
    if len(kinds) == 1 and (kinds[0].court or (kinds[0].word and not kinds[0].name) or kinds[0].organisation):
        return None
    if re.match(
        r"[ ](?:Inc|LLC|Corp|Co\b|Ltd|Bank|Company|Hospital|Police|County|School|Department)",
        text[name.end : name.end + 14],
    ):
        return None
    filled = shape is not None and name.end >= shape.end() - 1 and any(k.name for k in kinds)
    return None if all(k.common and not k.name for k in kinds) and not filled else name


def _part(text: str, place: int) -> Iterator[Mention]:
    """Yield what a field such as `Last name:` holds, one word."""
    place = _EMPTY.match(text, place).end()  # type: ignore[union-attr]
    name = read(text, place, Trust.CUE, breaks=" ")
    if name is None or text[name.end : name.end + 1] not in "\n\t,;. " or sort(name.words[0].text).court:
        return
    if name.words and not all(t.kind == INITIAL for t in name.words):
        yield Mention(name, BY, 0.85, [])


@cache
def _headings() -> frozenset[str]:
    return frozenset(form for row in phrases("heading") for form in row.split("|"))


LONGEST_HEAD = 200
"""Characters of the head of a table."""


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """Yield the start and text of every row with a tab in it."""
    last = 0
    while (tab := text.find("\t", last)) >= 0:
        start = text.rfind("\n", 0, tab) + 1
        end = text.find("\n", tab)
        last = len(text) if end < 0 else end
        yield start, text[start:last]


def columns(text: str) -> Iterator[Mention]:
    """Yield the names in a column under a heading of names; the table ends with its last row of cells."""
    heads: dict[int, Role] = {}
    width = last = 0
    for start, row in _rows(text):
        cells = row.split("\t")
        if start > last + 1 or len(cells) != width:
            heads = {}
        last, width = start + len(row), len(cells)
        found = _head(cells) if len(row) <= LONGEST_HEAD else {}
        if found:
            heads = found
        elif heads:
            yield from _row(text, start, cells, heads)


def _head(cells: list[str]) -> dict[int, Role]:
    """Return which cells of a row are headings of names, when all of its cells are headings."""
    found = {i: role for i, cell in enumerate(cells) if (role := role_of(cell.strip(" :"))) is not None}
    return found if found and _all_labels(cells) else {}


def _row(text: str, at: int, cells: list[str], heads: dict[int, Role]) -> Iterator[Mention]:
    for i, cell in enumerate(cells):
        if i in heads:
            name = value(text, at + len(cell) - len(cell.lstrip()))
            if name is not None and name.end <= at + len(cell):
                reason = [Reason(heads[i], f"{heads[i]}_field", 3)] if heads[i] != Role.NONE else []
                yield Mention(name, BY, 0.9, reason)
        at += len(cell) + 1


_HEADS = re.compile(r"(?i:^[ ]*+(?:[a-z][a-z/.'# -]{1,30})?[ ]*$)")


def _all_labels(cells: list[str]) -> bool:
    words = [" ".join(c.lower().split()).strip(" :.#") for c in cells]
    known = sum(1 for w in words if w in _headings() or role_of(w) is not None)
    return known >= 2 and all(_HEADS.match(c) for c in cells) and known * 2 >= len(cells)
