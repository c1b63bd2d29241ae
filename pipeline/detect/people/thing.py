"""Tells that a name is no person's: a street, a city, a firm, an agency, a sign or scale, a fictitious party."""

from __future__ import annotations

import re
from functools import cache

from pipeline.detect.people.lexicon import entries, fold, sort, table
from pipeline.detect.people.name import Name
from pipeline.detect.people.token import INITIAL, UPPER

_PLACE_BEFORE = re.compile(
    r"(?i:\b(?:city|county|town|township|village|borough|state|commonwealth|university|college|port|bank|church"
    r"|school|department|board|bay|lake|mount|mt\."
    r"|fort|cape|isle|district|bureau|institute|museum|order|league|parish|republic|kingdom) (?:of|at)(?: the)? "
    r"|\b(?:lake|mount|mt\.|fort|port|cape|point|camp|north|south|east|west) )$"
)


NUMBER_BEFORE = re.compile(r"\d[ ](?:[NSEW]\.?[ ]|(?:North|South|East|West)[ ])?$")


_NEXT = re.compile(rf"[ \xa0]+(?P<and>(?:&|and)[ ]+)?(?P<word>[{UPPER}][\w’'.-]*)")


_FIRM_NEXT = re.compile(
    rf",?[ ]+(?:&|and)[ ]+(?:Associates|Sons?|Partners|Co\b|Company|Brothers|Bros)|,?[ ]*&[ ]*[{UPPER}]|,?[ ]+(?:Inc"
    r"|LLC|L\.L\.C|LLP|Ltd|Corp|PLLC|P\.C|P\.L|PC|LP|N\.A|Bros|Co)\b\.?"
)


_ORG_AHEAD = re.compile(
    r"(?:[ ](?:[A-Z][\w’'-]*|&)){0,3}[ ,]+(?:LLP|PLLC|LLC|L\.L\.C|L\.L\.P|Inc|Ltd|Corp|APC|P\.C|P\.A|Trust|Department"
    r"|Dept|Corporation|Company|Bank|Foundation|Insurance"
    r"|University|College|Hospital|Center|Association|Authority|Agency|Group|Industries|Enterprises|Partners"
    r"|Partnership|Advocates|Associates|School|Institute|Laboratories"
    r"|Motors|Services|Systems|Holdings|Properties|Estates|Apartments|County|Township|Parish)\b"
)
"""An organisation whose name begins with a surname."""


_FIRM_BEFORE = re.compile(rf"[{UPPER}][\w’'-]+,?[ ]*&[ ]*$")


_COUNTRY = re.compile(
    r"(?i:sierra leone|sierra nevada|costa rica|san marin|san salvador|el salvador|puerto ric|sri lanka|saudi arab|papua new"
    r"|hong kong|virgin island|new south wales)"
)
"""Countries of two words, the first of which is a name."""

_PUBLISHED = re.compile(r" (?:Supp\. )?\d{4}\)")
"""What stands behind the publisher of a code: `(McKinney 2016)`."""

_SOLICITORS = re.compile(r",? (?:Solicitors\b|a (?:law )?firm\b)")
_BY = re.compile(r"\bby $")
"""What stands around a firm of lawyers: `represented by Vole Quill, a firm of`."""


_ACT = re.compile(r"(?:[ ]|-[A-Z][\w’'-]*[ ])(?:Tort[ ]|Trade[ ]|Antitrust[ ])?Act\b(?![ ](?:like|as|on|out)\b)")
"""A statute that is called by the name of who moved it."""

_DASHED = re.compile(r"[-–/][A-Za-z0-9]")


def not_person(text: str, name: Name) -> bool:
    """Tell whether what stands around a name makes it a place, a street, a firm or an agency."""
    ahead = text[max(0, name.start - 40) : name.start]
    if _COUNTRY.match(text, name.start) or (not name.title and _SOLICITORS.match(text, name.end) and _BY.search(ahead)):
        return True
    if ahead.endswith("(") and _PUBLISHED.match(text, name.end):
        return True
    if _PLACE_BEFORE.search(ahead) or _FIRM_BEFORE.search(ahead):
        return True
    if any(pattern.match(text, name.end, name.end + 60) for pattern in (_FIRM_NEXT, _ORG_AHEAD, _DASHED, _ACT)):
        return True
    if any(tell(text, name) for tell in (_dated, _in_state, _org_ahead, _fictitious, _eponym)):
        return True
    following = _NEXT.match(text, name.end)
    if following is None or following["and"]:
        return False
    kind = sort(following["word"])
    if kind.key in entries("street"):
        return bool(NUMBER_BEFORE.search(ahead)) or (_lone(name) and kind.key not in _WORDY_STREETS)
    return (kind.organisation or kind.key in ("county", "police", "city")) and not kind.name


_WORDY_STREETS = frozenset(("will", "way", "court", "run", "pass", "view", "row", "st"))
"""Streets that are also what follows a name in a sentence."""


def _lone(name: Name) -> bool:
    return len(name.words) == 1 and not name.given


def _dated(text: str, name: Name) -> bool:
    """Tell whether this is a month with a day or year after it, not somebody called April."""
    return (
        len(name.words) == 1
        and fold(name.words[0].text) in entries("month")
        and _DATE.match(text, name.end) is not None
    )


@cache
def _states() -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes that are a state's wherever they stand, and the names of states in small letters."""
    rows = table("state")
    return frozenset(code for code, _ in rows if not code.endswith("-")), frozenset(name.lower() for _, name in rows)


_STATE_NEXT = re.compile(
    r"(?:[ ]+[A-Z][a-z]+)?,[ ]+(?:(?P<code>[A-Z]{2}|[A-Z]\.[A-Z]\.)(?![\w.])"
    r"|(?P<full>[A-Z][A-Za-z]+(?:[ ][A-Z][A-Za-z]+)?))"
    r"|[ ]+(?P<bare>[A-Z]{2}),?[ ]+\d{5}\b"
)


def _in_state(text: str, name: Name) -> bool:
    """Tell whether a name is a city's: a state follows, as in `Fox Harbor, IN 74402`."""
    match = _STATE_NEXT.match(text, name.end)
    if match is None or any(t.kind == INITIAL for t in (*name.given, *name.middle)):
        return False
    codes, names = _states()
    full = (match["full"] or "").lower()
    zip_code = bool(match["bare"]) or re.match(r",?[ ]+\d{5}\b", text[match.end() : match.end() + 8]) is not None
    state = (match["code"] or match["bare"] or "").replace(".", "") in codes or (
        full in names or full.split(" ")[0] in names
    )
    if zip_code and len(name.words) < 3 and (state or not full):
        return True
    return state and (len(name.words) == 1 or not sort(name.words[0].text).plain_given)


_AHEAD = re.compile(r"[ ]+(?:&[ ]+)?(?P<word>[A-Z][\w’'-]*\.?)")


def _org_ahead(text: str, name: Name) -> bool:
    """Tell whether the capitalised words that follow directly end in a word of a firm or an agency."""
    place = name.end
    for _ in range(4):
        match = _AHEAD.match(text, place, place + 30)
        if match is None:
            return False
        word = match["word"]
        kind = sort(word.rstrip("."))
        if kind.organisation and not kind.name and word.isupper() == text[name.start : name.end].isupper():
            return True
        if kind.court and not kind.name:
            return False
        if word.endswith(".") and kind.key not in entries("abbreviation"):
            return False
        place = match.end()
    return False


def _fictitious(text: str, name: Name) -> bool:
    """Tell whether this is `John Doe 1`, a name that hides its owner already."""
    last = fold(name.words[-1].text)
    if last in ("doe", "roe") and len(name.words) < 3:
        return True
    match = re.match(r"[ ](?:Doe|DOE|Roe|ROE)s?\b", text[name.end : name.end + 6])
    return match is not None and len(name.words) == 1


_DATE = re.compile(r"[.,]?[ \n]*\d|[ ]of\b")


_EPONYM_NEXT = re.compile(
    r"(?:[’']s)?[ \n-]+(?:\w+[ ])?(?i:signs?|scales?|scores?|diseases?|syndromes?|catheters?|tests?|coma|negative"
    r"|positive|removed|inserted|placed|palsy|monitor|contracture|maneuver|index|inventory|phenomenon|lymphoma"
    r"|esophagus|thyroiditis|cyst|ulcer|smear|lumps?)\b"
)


def _eponym(text: str, name: Name) -> bool:
    """Tell whether a lone surname is that of a sign, a scale or a disease."""
    return (
        len(name.words) == 1
        and fold(name.words[0].text) in entries("eponym")
        and _EPONYM_NEXT.match(text, name.end) is not None
    )
