"""Reads docket entries, appearances and calendars: who filed, who appeared for whom, names in the order of an index."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.people.cue import apposed
from pipeline.detect.people.lexicon import entries as words
from pipeline.detect.people.lexicon import sort
from pipeline.detect.people.mention import Mention, Reason
from pipeline.detect.people.name import Name, Trust
from pipeline.detect.people.read import read, read_surname_first, two_of_list
from pipeline.detect.people.row import is_company, likely, plain
from pipeline.detect.people.token import INITIAL, UPPER, WORD
from pipeline.nouns import Role

BY = "entry.v1"

_PAPER = (
    "MOTION|Motion|COMPLAINT|Complaint|ANSWER|Answer|RESPONSE|Response|REPLY|Reply|BRIEF|Brief|MEMORANDUM|Memorandum"
    "|PETITION|Petition|OBJECTION|Objection"
    "|APPLICATION|Application|REQUEST|Request|STIPULATION|Stipulation|STATEMENT|Statement|LETTER|Letter|NOTICE|Notice"
    "|OPPOSITION|Opposition|DEMAND|Demand|SUMMONS|Summons"
)
_FILED = re.compile(
    rf"\bby[ \n]+(?:(?:Plaintiff|Defendant|Petitioner|Respondent|Debtor|Appellant|Appellee|Movant)s? )?(?=[{UPPER}])"
)
_PAPER_BEFORE = re.compile(rf"\b(?:{_PAPER})\b[^.\n]{{0,110}}$")
_ENTRY = re.compile(
    r"[Rr]eturned|RETURNED|terminated|TERMINATED|added for|ADDED FOR|ppearance|PPEARANCE|roceedings|ROCEEDINGS"
    r"|igned by|IGNED BY|served on|answer due"
    r"|jury found|jury convicted|jury acquitted|ubstituted|ithdrawn"
)
"""The words without which no other line below can match."""

_JUDGE = "(?i:chief |district |magistrate |bankruptcy )*"
_LINES = tuple(
    (re.compile(pattern), role, why)
    for pattern, role, why in (
        (rf"(?i:\bappearance)(?: of counsel)? by[ \n]+(?:Attorney )?(?=[{UPPER}])", Role.COUNSEL, "docket_appearance"),
        (
            rf"(?i:\bappearance)(?:[^.\n]|(?<= [A-Z])\.){{0,90}}? on behalf of[ \n]+(?=[{UPPER}])",
            Role.PARTY,
            "docket_client",
        ),
        (
            rf"\b(?i:attorney) (?=[{UPPER}][^;\n]{{3,40}} (?i:added|terminated|withdrawn|substituted))",
            Role.COUNSEL,
            "docket_attorney",
        ),
        (
            rf"\b(?i:added|substituted|appear(?:ed|ing)) (?i:for|as counsel for|on behalf of)\s+(?=[{UPPER}])",
            Role.PARTY,
            "docket_client",
        ),
        (
            rf"(?i:proceedings (?:held )?before)[ \n]+{_JUDGE}(?i:judge |hon\.? )*(?=[{UPPER}])",
            Role.JUDGE,
            "docket_judge",
        ),
        (rf"(?i:\bsigned by)[ \n]+{_JUDGE}(?i:judge|hon\.?)[ \n]+(?=[{UPPER}])", Role.JUDGE, "docket_judge"),
        (rf"(?i:\bjury (?:found|convicted|acquitted))[ \n]+(?=[{UPPER}])", Role.PARTY, "verdict"),
        (rf"(?i:\breturned (?:un)?executed)(?: by| as to)?[ \n]+(?=[{UPPER}])", Role.PARTY, "docket_summons"),
        (
            rf"(?:^|[.\t;])[ ]*(?=[{UPPER}](?:[^.;\n]|(?<= [A-Z])\.){{3,60}}? (?i:served on|answer due) \d)",
            Role.PARTY,
            "docket_served",
        ),
        (rf";[ ]*(?=[{UPPER}][^;\n]{{3,60}}? (?i:terminated|withdrawn)\b)", Role.COUNSEL, "docket_attorney"),
    )
)
"""How the lines of a docket name people: pattern before the name, role, reason code."""

WIDEST = 2000
"""Characters of a row that may be a docket entry."""


def entries(text: str) -> Iterator[Mention]:
    """Yield the people of docket entries, with what the entry makes of them."""
    for match in _FILED.finditer(text):
        if _PAPER_BEFORE.search(text, max(0, match.start() - 140), match.start()):
            yield from _named(text, match.end(), Reason(Role.PARTY, "docket_filer", 2))
    last = 0
    for match in _ENTRY.finditer(text):
        if match.start() < last:
            continue
        start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - WIDEST, last)
        last = text.find("\n", match.end())
        last = min(len(text) if last < 0 else last, match.end() + WIDEST)
        row = text[start:last]
        for pattern, role, why in _LINES:
            for found in pattern.finditer(row):
                yield from _named(text, start + found.end(), Reason(role, why, 2))


def _named(text: str, place: int, reason: Reason) -> Iterator[Mention]:
    name = read_surname_first(text, place)
    if name is None or not inverted(name):
        name = read(text, place, Trust.CUE)
    if name is None or not _person(name):
        name = apposed(text, place)
    if name is not None and not is_company(name):
        yield Mention(name, BY, 0.85, [reason])


def _person(name: Name) -> bool:
    return likely(name) or plain(name) or (len(name.words) == 1 and bool(sort(name.words[0].text).plain_surname))


_JOINT = re.compile(r"\b(?i:debtor)[ ]?[12][ ]*\((?i:spouse, if filing)\)[:]?[ \t\n]{1,6}(?=[A-Z])")


def joint(text: str) -> Iterator[Mention]:
    """Yield the second debtor of the official forms: `Debtor 2 (Spouse, if filing)  NAME`."""
    for match in _JOINT.finditer(text):
        name = read(text, match.end(), Trust.CUE, breaks=" ")
        if name is not None and len(name.words) > 1 and _person(name) and not is_company(name):
            yield Mention(name, BY, 0.9, [Reason(Role.PARTY, "joint_debtor", 2)])


_APPEARANCES = re.compile(
    r"\b(?:Appearances?|APPEARANCES?|Respectfully(?: submitted)?|RESPECTFULLY(?: SUBMITTED)?|Present"
    r"|PRESENT):?,?[ \n]+(?=[A-Z])"
)
_FOR = re.compile(r",?[ \n]+(?i:for|on behalf of)[ \n]+(?:(?:the|The) (?P<side>[a-z]+)|(?=[A-Z]))")
_SIDES = frozenset(
    [
        "plaintiff",
        "plaintiffs",
        "defendant",
        "defendants",
        "government",
        "people",
        "state",
        "petitioner",
        "respondent",
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
    ]
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


_CLOSING = re.compile(
    r"\n[ ]*(?:[Vv]ery truly yours|VERY TRULY YOURS|[Ss]incerely(?: yours)?|[Rr]espectfully(?: submitted| yours)?|[Yy]ours (?:very )?truly"
    r"|(?:[Bb]est|[Kk]ind)? ?[Rr]egards|[Cc]ordially),?[ ]*\n(?:[ _]*\n){0,4}(?:[ ]*/s/[^\n]*\n(?:[ _]*\n)?)?[ ]*(?=[A-Z])"
)
_REPRESENTS = re.compile(
    r"\b(?:(?:I|[Ww]e|[Tt]his (?:firm|office)|[Oo]ur (?:firm|office)|[Mm]y (?:firm|office))[ \n](?:represents?|am counsel|are counsel"
    r"|have been retained by)|(?:[Mm]y|[Oo]ur)[ \n]clients?)\b"
)
LETTER = 6000
"""Characters of a letter that may stand between its greeting and its close: two pages."""


def letters(text: str) -> Iterator[Mention]:
    """Yield who signs a letter that says `we represent` or `our client`."""
    for match in _CLOSING.finditer(text):
        start = text.rfind("\nDear ", max(0, match.start() - LETTER), match.start())
        start = 0 if start < 0 and text.startswith("Dear ") and match.start() < LETTER else start
        if start < 0 or not _REPRESENTS.search(text, start, match.start()):
            continue
        name = read(text, match.end(), Trust.CUE, breaks=" ")
        if name is not None and len(name.words) > 1 and _person(name) and not is_company(name):
            yield Mention(name, BY, 0.85, [Reason(Role.COUNSEL, "letter_counsel", 2)])


_CLIENT = re.compile(
    r"\b(?:[Cc]ounsel|[Aa]ttorneys?|[Ll]awyers?)[ \n]for[ \n](?:(?:[Mm]r|[Mm]s|[Mm]rs|[Dd]r)\.[ ])?(?=[A-Z][a-z])"
)
_HIS_COUNSEL = re.compile(r",[ \n](?=[A-Z][^,.;\n]{4,40}(?:\n[^,.;\n]{1,20})?[,.])")


def clients(text: str) -> Iterator[Mention]:
    """Yield a client, who may be anybody, and counsel named behind: `counsel for Haskell, Ida Vole, wrote`."""
    for match in _CLIENT.finditer(text):
        client = read(text, match.end(), Trust.CUE)
        if client is None or not _person(client) or is_company(client):
            continue
        yield Mention(client, BY, 0.85)
        following = _HIS_COUNSEL.match(text, client.end)
        lawyer = read(text, following.end(), Trust.CUE) if following is not None else None
        if (
            lawyer is not None
            and len(lawyer.words) > 1
            and _person(lawyer)
            and text[lawyer.end : lawyer.end + 1] in (",", ".")
        ):
            yield Mention(lawyer, BY, 0.85, [Reason(Role.COUNSEL, "counsel_word", 2)])


_FORMAL = re.compile(
    r"\b(?i:(?:respectfully )?(?:submitted|prepared|presented) by):?[ \n]+(?=[A-Z][^\n]{3,60}\n(?:[^\n]{0,80}\n){0,6}?[ ]*"
    r"(?i:approved(?: as to form)?|agreed(?: as to form)?|reviewed)\b[^\n]{0,30}:)"
)


def formal(text: str) -> Iterator[Mention]:
    """Yield who submits an order that another lawyer approves below: `Submitted by: NAME`, `Approved as to form: NAME`."""
    for match in _FORMAL.finditer(text):
        name = read(text, match.end(), Trust.CUE, breaks=" ")
        if name is not None and len(name.words) > 1 and (_person(name) or _may_sign(name)) and not is_company(name):
            yield Mention(name, BY, 0.85, [Reason(Role.COUNSEL, "submits_order", 2)])


_INDEX = re.compile(
    rf"(?:[\n\t;(:][ ]*(?:\(?\d{{1,4}}[.)][ ]+)?|\d[ ]|[ \n]v\.[ \n]"
    rf"|,[ ])(?=[{UPPER}][^\n\t,;:()]{{1,36}},[ \t]?[{UPPER}])"
)
_INDEX_END = re.compile(
    r"[ ]?(?:$|[;)\n\t\]<|]|[ ]{2}|,(?=[ \n][A-Z][\w’'-]+,?[ ])|[ ](?:v\.|vs\.|DOB|SSN|and\b|\()|\.(?=[ \n]))"
)


def index(text: str) -> Iterator[Mention]:
    """Yield names in the order of an index, `Haskell, Robert T.`, where an entry begins and ends with them."""
    for place in (0, *(m.end() for m in _INDEX.finditer(text))):
        name = read_surname_first(text, place)
        if name is None or not _INDEX_END.match(text, name.end) or (_things(name) and two_of_list(text, name)):
            continue
        opening, closing = text[place - 1 : place] if place else "", text[name.end : name.end + 1]
        lawyer = opening == "(" and closing == ")" and _in_entry(text, place, name.end)
        cell = opening in ("", "\n", "\t") and closing in ("", "\n", "\t")
        if (
            not inverted(name)
            and not (lawyer and _may_sign(name))
            and not (cell and not any(sort(t.text).common for t in name.words))
        ):
            continue
        yield Mention(name, BY, 0.8, [Reason(Role.COUNSEL, "docket_signer", 2)] if lawyer else [])


def _things(name: Name) -> bool:
    """Tell whether a word of a name is a place's or a month's too."""
    kinds = [sort(token.text) for token in name.words]
    return any(k.place or k.key in words("month") for k in kinds)


_HEARD = re.compile(rf"\([ ]?(?=[{UPPER}][^()\n/]{{1,30}}[ ]/[ ](?P<second>[{UPPER}][^()\n/]{{1,30}}?)[ ]?\))")
_HEARING = re.compile(r"(?i:\b(?:motion|hearing|trial|conference|argument|calendar|status|sentencing)\b)[^\n]{0,40}$")


def calendars(text: str) -> Iterator[Mention]:
    """Yield the lawyers of a calendar's entry, one for each side: `Motion hearing (Haskell / Bond)`."""
    for match in _HEARD.finditer(text):
        if not _HEARING.search(text, max(0, match.start() - 60), match.start()):
            continue
        for place in (match.end(), match.start("second")):
            name = read(text, place, Trust.FORM, breaks=" ")
            if name is not None and not is_company(name) and _may_sign(name):
                yield Mention(name, BY, 0.8, [Reason(Role.COUNSEL, "calendar", 2)])


def _may_sign(name: Name) -> bool:
    """Tell whether a name in the place of a docket's signer may be one: no word of courts or firms."""
    kinds = [sort(t.text) for t in name.words]
    return not any(k.court or k.organisation or k.place for k in kinds)


_PAPERS = re.compile(
    rf"\b(?:{_PAPER}|ORDER|AFFIDAVIT|DECLARATION|EXHIBIT|Exhibit|CERTIFICATE|Filed|Attorney|ATTORNEY)\b"
)


def _in_entry(text: str, start: int, end: int) -> bool:
    """Tell whether a name in brackets is a docket's mark of who filed: an entry about a paper, before its date."""
    row = text.rfind("\n", 0, start) + 1
    after = re.match(r"\)[ ]*(?:\((?i:entered|filed)|(?i:entered|filed|modified)\b|$|\n)", text[end : end + 16])
    return after is not None and _PAPERS.search(text, max(row, start - WIDEST), start) is not None


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
