"""Reads docket entries, appearances and calendars: who filed, who appeared for whom, names in the order of an index."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.people.cue import apposed
from pipeline.detect.people.lexicon import sort
from pipeline.detect.people.mention import Mention, Reason
from pipeline.detect.people.name import Name, Trust, read, read_surname_first
from pipeline.detect.people.row import is_company, likely, plain
from pipeline.detect.people.token import INITIAL, UPPER, WORD
from pipeline.nouns import Role

BY = "entry.v1"

_PAPER = (
    "MOTION|Motion|COMPLAINT|Complaint|ANSWER|Answer|RESPONSE|Response|REPLY|Reply|BRIEF|Brief|MEMORANDUM|Memorandum|PETITION|Petition|OBJECTION|Objection"
    "|APPLICATION|Application|REQUEST|Request|STIPULATION|Stipulation|STATEMENT|Statement|LETTER|Letter|NOTICE|Notice|OPPOSITION|Opposition|DEMAND|Demand|SUMMONS|Summons"
)
_LINES = (
    (re.compile(rf"\b(?:{_PAPER})\b[^.\n]{{0,120}}?\b(?:filed )?by[ \n]+(?:Plaintiffs? |Defendants? |Petitioner |Respondent |Debtor )?(?=[{UPPER}])"), Role.PARTY, "docket_filer"),
    (re.compile(rf"(?i:\bappearance)(?: of counsel)? by[ \n]+(?:Attorney )?(?=[{UPPER}])"), Role.COUNSEL, "docket_appearance"),
    (re.compile(rf"(?i:\bappearance)[^.\n]{{0,90}}? on behalf of[ \n]+(?=[{UPPER}])"), Role.PARTY, "docket_client"),
    (re.compile(rf"\b(?i:attorney) (?=[{UPPER}][^;\n]{{3,40}} (?i:added|terminated|withdrawn|substituted))"), Role.COUNSEL, "docket_attorney"),
    (re.compile(rf"\b(?i:added|terminated|substituted|appeared|appearing) (?i:for|on behalf of|as counsel for)[ \n]+(?=[{UPPER}])"), Role.PARTY, "docket_client"),
    (re.compile(rf"(?i:proceedings (?:held )?before)[ \n]+(?i:judge |hon\.? |magistrate judge |chief judge )*(?=[{UPPER}])"), Role.JUDGE, "docket_judge"),
    (re.compile(rf"(?i:\bsigned by)[ \n]+(?i:chief |district |magistrate |bankruptcy )*(?i:judge|hon\.?)[ \n]+(?=[{UPPER}])"), Role.JUDGE, "docket_judge"),
    (re.compile(rf"(?i:\bjury (?:found|convicted|acquitted))[ \n]+(?=[{UPPER}])"), Role.PARTY, "verdict"),
    (re.compile(rf"(?i:\breturned (?:un)?executed)(?: by| as to)?[ \n]+(?=[{UPPER}])"), Role.PARTY, "docket_summons"),
)  # fmt: skip
_SERVED = re.compile(rf"(?:^|(?<=[.\n\t;]))[ ]*(?=[{UPPER}][^.;\n]{{3,60}}? (?i:served on|answer due) \d)")
_ENDED = re.compile(rf";[ ]*(?=[{UPPER}][^;\n]{{3,60}}? (?i:terminated|withdrawn)\b)")


def entries(text: str) -> Iterator[Mention]:
    """Yield the people of docket entries, with what the entry makes of them."""
    for pattern, role, why in (
        *_LINES,
        (_SERVED, Role.PARTY, "docket_served"),
        (_ENDED, Role.COUNSEL, "docket_attorney"),
    ):
        for match in pattern.finditer(text):
            name = read(text, match.end(), Trust.CUE)
            if name is None or not _person(name):
                name = apposed(text, match.end())
            if name is not None and not is_company(name):
                yield Mention(name, BY, 0.85, [Reason(role, why, 2)])


def _person(name: Name) -> bool:
    return likely(name) or plain(name) or (len(name.words) == 1 and bool(sort(name.words[0].text).plain_surname))


_APPEARANCES = re.compile(
    r"(?:\bAppearances?|APPEARANCES?|Respectfully(?: submitted)?|(?i:present)):?,?[ \n]+(?=[A-Z])"
)
_FOR = re.compile(r",?[ \n]+(?i:for|on behalf of)[ \n]+(?:(?:the|The) (?P<side>[a-z]+)|(?=[A-Z]))")
_SIDES = frozenset(
    ("plaintiff", "plaintiffs", "defendant", "defendants", "government", "people", "state", "petitioner", "respondent")
    + (
        "appellant",
        "appellee",
        "debtor",
        "debtors",
        "trustee",
        "creditor",
        "defense",
        "prosecution",
        "united",
        "county",
        "city",
    )
)


def appearances(text: str) -> Iterator[Mention]:
    """Yield who appears for whom: `Appearances: NAME for the plaintiff; NAME for NAME.`"""
    for match in _APPEARANCES.finditer(text):
        place = match.end()
        for _ in range(12):
            name = read(text, place, Trust.CUE)
            role = _FOR.match(text, name.end) if name is not None and _person(name) else None
            if name is None or role is None or (role["side"] and role["side"] not in _SIDES):
                break
            yield Mention(name, BY, 0.9, [Reason(Role.COUNSEL, "appearance", 2)])
            client = read(text, role.end(), Trust.CUE) if not role["side"] else None
            if client is not None and _person(client):
                yield Mention(client, BY, 0.85, [Reason(Role.PARTY, "appearance_client", 2)])
            following = re.compile(r"[^;.\n]{0,60};[ \n]+").match(text, client.end if client else role.end())
            if following is None:
                break
            place = following.end()


_INDEX = re.compile(
    rf"(?:^|(?<=[\n\t;(:])|(?<=\d ))[ ]*(?:\(?\d{{1,4}}[.)][ ]+)?(?=[{UPPER}])|(?<=[ \n]v\.)[ \n](?=[{UPPER}])|(?<=,)[ ](?=[{UPPER}][\w’'-]+(?: Jr\.?| Sr\.?| I{{2,3}})?,[ ][{UPPER}])"
)
_INDEX_END = re.compile(
    r"[ ]?(?:$|[;)\n\t\]<|]|[ ]{2}|,(?=[ \n][A-Z][\w’'-]+,?[ ])|[ ](?:v\.|vs\.|DOB|SSN|and\b|\()|\.(?=[ \n]))"
)


def index(text: str) -> Iterator[Mention]:
    """Yield names in the order of an index, `Haskell, Robert T.`, where an entry begins and ends with them."""
    for match in _INDEX.finditer(text):
        comma = text.find(",", match.end(), match.end() + 40)
        if comma < 0:
            continue
        name = read_surname_first(text, match.end())
        if name is None or not _INDEX_END.match(text, name.end):
            continue
        cell = text[match.end() - 1 : match.end()] in ("", "\n", "\t") and text[name.end : name.end + 1] in (
            "",
            "\n",
            "\t",
        )
        if not inverted(name) and not (cell and not any(sort(t.text).common for t in name.words)):
            continue
        lawyer = text[match.end() - 1] == "(" and text[name.end : name.end + 1] == ")"
        yield Mention(name, BY, 0.8, [Reason(Role.COUNSEL, "docket_signer", 2)] if lawyer else [])


def inverted(name: Name) -> bool:
    """Tell whether words around a comma are a surname and a given name, not a city and a state, nor two people."""
    first = sort(name.given[0].text)
    family = [sort(t.text) for t in name.surname if t.kind == WORD]
    if first.place or first.court or (len(family) > 1 and any(k.common for k in family)):
        return False
    if name.given[0].kind == INITIAL:
        return all(k.plain_surname for k in family)
    if first.given and not (first.word and not first.mixed):
        return not any(k.court and not k.surname for k in family)
    known = any(k.surname and not k.common for k in family)
    return (
        known
        and not first.common
        and (not first.surname or bool(first.given) or any(t.kind == INITIAL for t in name.middle))
    )
