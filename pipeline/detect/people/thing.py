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
    r",?[ ]*&[ ]*(?:[A-Z][\w’'-]*,?[ ]){1,4}(?:Inc|LLC|LLP|Ltd|Corp|PLLC|P\.C|Co|Company|Partners)\b"
    r"|,?[ ]+(?:&|and)[ ]+(?:Associates|Sons?|Partners|Co\b|Company|Brothers|Bros)|,?[ ]+(?:Inc"
    r"|LLC|L\.L\.C|LLP|Ltd|Corp|PLLC|P\.C|P\.L|PC|LP|N\.A|Bros|Co)\b\.?"
)


_ORG_AHEAD = re.compile(
    r"(?:[ ](?:[A-Z][\w’'-]*|&)){0,3}(?:[ ,]+(?:LLP|PLLC|PLL|L\.?P\.?A|LLC|L\.L\.C|L\.L\.P|Inc|Ltd|Corp|APC|P\.C|P\.A|Corporation)"
    r"|[ ]+(?:Trust|Department|Dept|Company|Bank|Foundation|Insurance"
    r"|University|College|Hospital|Center|Association|Authority|Agency|Group|Industries|Enterprises|Partners"
    r"|Partnership|Advocates|Associates|School|Institute|Laboratories"
    r"|Motors|Services|Systems|Holdings|Properties|Estates|Apartments|County|Township|Parish))\b"
)
"""An organisation whose name begins with a surname."""


_HOUSES = (
    r"(?:Institut(?:e|ion)|Foundation|Clinic|Cent(?:er|re)|Courthouse|Federal Building|Library|Museum|Memorial"
    r"|Auditorium|Pavilion|Stadium|Arena|Airport|Bridge|Prize|Award|Medal|Fellowship|Scholarship|Lectureship|Endowment"
    r"|Law School|Elementary School|Middle School|High School|Act(?= of \d{4})|Professorship)"
)
_NAMED_FOR = re.compile(
    rf"[ ](?:(?:[A-Z][\w’'.-]*|&|and|of|for|the)(?:,?[ ]|\n)){{0,7}}?{_HOUSES}\b(?![:’']|[ ][A-Z][a-z])"
    r"|\n(?:United States|U\.S\.|Federal)[ ](?:[A-Z][a-z]+[ ]){0,2}(?:Courthouse|Building)\b"
)
"""What a house, a prize or a statute has after the name of whom it is named for."""
_CHAIR = re.compile(
    r"[ \n](?:(?:Distinguished|Endowed|Chaired|Family|Memorial|University|Research|Visiting)[ \n]){0,2}"
    r"(?:Professor|Chair|Fellow|Scholar|Lecturer)[ \n](?:of|in|for|Emerit)\b"
)
_THE = re.compile(r"\b(?:[Tt]he|[Aa]n?)[ \n]$")
_CUT = re.compile(r"(?:[ ][A-Z]\.)?\n")
_PAGE_TURNS = re.compile(rf"\n\d{{1,4}}\n[{UPPER}][\w’'.-]*[ ](?:[A-Z][\w’'-]*[ ]){{0,3}}?{_HOUSES}\b")
"""The number of a page and its first row, which begins with the rest of a house's name."""
PAGE_END = 1200
"""Characters of footnotes that may stand between a name and the page on which it goes on."""


def _named_for(text: str, name: Name) -> bool:
    """Tell whether a house, a statute or a professor's chair is named for this person."""
    if name.title:
        return False
    if _NAMED_FOR.match(text, name.end, name.end + 120):
        return True
    cut = _CUT.match(text, name.end) if len(name.words) == 1 else None
    if cut is not None and _PAGE_TURNS.search(text, cut.end() - 1, cut.end() + PAGE_END):
        return True
    return _CHAIR.match(text, name.end, name.end + 60) is not None and bool(
        _THE.search(text, max(0, name.start - 5), name.start)
    )


_FOUNDED = re.compile(
    rf"\b[Tt]he[ \n](?P<first>[{UPPER}][^\W\d_]{{3,}})[ \n](?:[A-Z][\w’'-]*[ \n]){{0,2}}(?:Institute|Foundation|Society|Museum)\b"
)


_STORMS = re.compile(
    r"\bHurricanes?[ \n](?P<names>[A-Z][a-z]{2,}(?:(?:,[ \n](?:and[ \n])?|[ \n]and[ \n])[A-Z][a-z]{2,}){0,8})\b(?![ ][A-Z])"
)


_FIRMS = re.compile(
    rf"(?<![\w’'.&-])(?<![A-Z][\w’'.&-] )(?P<first>[{UPPER}][^\W\d_]{{3,}})[ ](?:(?:[A-Z][\w’'-]*|&)[ ]){{0,3}}?"
    r"(?:[A-Z][\w’'-]*,?[ ](?:Inc|INC|LLC|L\.L\.C|LLP|Ltd|LTD|Corp|CORP|Corporation|CORPORATION)\b|Cooperative\b|COOPERATIVE\b)"
)
"""A company of several words: its first word is what a paper calls it by."""


def founded(text: str) -> dict[str, int]:
    """Return the first words of firms', institutions' and storms' names, folded, and where each stands first."""
    found: dict[str, int] = {}
    for match in _STORMS.finditer(text):
        for word in re.findall(r"[A-Z][a-z]{2,}", match["names"]):
            found.setdefault(fold(word), match.start())
    for match in _FIRMS.finditer(text):
        if not sort(match["first"]).plain_given:
            found.setdefault(fold(match["first"]), match.start())
    for match in _FOUNDED.finditer(text):
        found.setdefault(fold(match["first"]), match.start())
    return found


_POST = re.compile(
    r"[ ][A-Z][\w’'-]*[ ](?:Director|Manager|Nurse|Teacher|Counsel(?:l)?or|Principal|Adjuster|Agent|Administrator|Worker|Coordinator"
    r"|Supervisor|Employee|Clerk|Teller|Driver|Patient|Student|Visit|Note|Intake|Tenant|Receptionist)\b|[ ][A-Z][\w’'-]*[ ]?:[ \t]"
)
"""A post or a label directly behind a name, which makes no organisation of it: `Clinic Director`, `Clinic: `."""

_JOINED = re.compile(rf",?[ ]*&[ ]*[{UPPER}]")
_JOINED_BEFORE = re.compile(rf"[{UPPER}][\w’'-]{{1,40}},?[ ]*&[ ]*$")
"""What joins the surnames of a firm; whole names and given names are those of a couple."""


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

_LAW = re.compile(r"[’']s[ ]Law\b(?![ ](?:Firm|Office|Group|School|License|Practice|Partner))")
"""A statute that is called for its victim: `Quarry’s Law`."""

_CALLED = re.compile(
    r"\b(?:Hurricanes?|Tropical Storm|Operation|Project|Task Force|USS|U\.S\.S\.|S\.S\.|[MFR]/V|(?:Treaty|Battle|Accords?) of)[ ]$"
)
_SHIP = re.compile(r"\b(?:[MFR]/|[Tt]he[ ])$")
_SHIP_BEGINS = re.compile(r"(?:V|S\.[ ]?S\.)[ ]")
"""Storms, undertakings, treaties and ships: what stands before their names, or was read into them as an initial."""

_ROAD_NEXT = re.compile(
    r"[ ](?:Boulevard|Avenue|Parkway|Highway|Expressway|Freeway|Turnpike|Bridge|Tunnel|Street|Drive)\b(?![ ]?(?::|Address|Number|No\b|Name))"
)
"""A road that is called for somebody."""

_BOX = r"[\[\](){}|\u2610-\u2612\u25a1LIUODCJ]"
_HALF_DAY = re.compile(rf"{_BOX}{{0,3}}A\.?M\b\.?[ \t]*(?:{_BOX}[ ]?){{0,3}}P\.?M\b")
"""The two halves of the day on a form, with what OCR makes of the check boxes before them: `LIAM. L] PM.`"""


def half_day(text: str, name: Name) -> bool:
    """Tell whether this is what OCR made of the two halves of the day on a form."""
    return _HALF_DAY.match(text, name.start) is not None


_DAYS = frozenset(["sun", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat"])
_SHORT_MONTHS = frozenset(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"])


def _day(name: Name) -> bool:
    """Tell whether this is a day of the week and a month, as a message has them: `Tue, Jan 9`."""
    keys = {fold(token.text) for token in name.words}
    return len(name.words) == 2 and bool(keys & _DAYS) and bool(keys & (_SHORT_MONTHS | entries("month")))


_POINTS = frozenset(("point", "port", "fort", "mount", "cape"))

_DASHED = re.compile(r"[-–/][A-Za-z0-9]")


_TREATISE = re.compile(
    r"(?: & [A-Z][\w’'-]+(?: [A-Z]\.?)?(?: [A-Z][\w’'-]+){0,2})?(?: et al\.)?, [A-Z][A-Za-z &]{4,50}[ \n]§"
)
"""What stands behind the authors of a treatise: `Quill & Vole, Federal Practice and Procedure § 12`."""


def not_person(text: str, name: Name) -> bool:
    """Tell whether what stands around a name makes it a place, a street, a firm or an agency."""
    ahead = text[max(0, name.start - 40) : name.start]
    if _COUNTRY.match(text, name.start) or (not name.title and _SOLICITORS.match(text, name.end) and _BY.search(ahead)):
        return True
    if ahead.endswith("(") and _PUBLISHED.match(text, name.end):
        return True
    if half_day(text, name) or _day(name):
        return True
    if _PLACE_BEFORE.search(ahead) or _CALLED.search(ahead) or _ship(text, name, ahead):
        return True
    if len(name.words) == 1 and _LAW.match(text, name.end):
        return True
    if len(name.words) > 1 and (_ROAD_NEXT.match(text, name.end) or fold(name.words[0].text) in _POINTS):
        return True
    if _lone(name) and (_JOINED.match(text, name.end) or _JOINED_BEFORE.search(ahead)):
        return True
    if len(name.words) > 1 and _POST.match(text, name.end, name.end + 60):
        return False
    if any(
        pattern.match(text, name.end, name.end + 90) for pattern in (_FIRM_NEXT, _ORG_AHEAD, _DASHED, _ACT, _TREATISE)
    ):
        return True
    if any(
        tell(text, name)
        for tell in (_dated, _in_state, _org_ahead, _named_for, fictitious, _eponym, _county, _in_company)
    ):
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


def _ship(text: str, name: Name, ahead: str) -> bool:
    """Tell whether an initial of a name is the front of a ship's: `M/V Margaret Ann`, `the S.S. Robert Vole`."""
    return _SHIP.search(ahead) is not None and _SHIP_BEGINS.match(text, name.start) is not None


_ITEM = r"[A-Z][\w’'.&-]*(?:[ ](?:&[ ])?[A-Z][\w’'.-]*){0,2}"
_ITEMS_BEFORE = re.compile(rf"(?:{_ITEM}(?:,[ \n](?:and[ \n])?|[ \n]and[ \n])){{1,8}}$")
_ITEMS_AFTER = re.compile(rf"(?:(?:,[ \n](?:and[ \n])?|[ \n]and[ \n]){_ITEM}){{1,8}}")
_WORDS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_BETWEEN_ITEMS = re.compile(r",?[ \n]and[ \n]|,[ \n]")


def _in_company(text: str, name: Name) -> bool:
    """Tell by the other items of its list what a name is: a city among two cities, a month, a firm among three firms."""
    if name.title or len(name.words) > 2:
        return False
    ahead = _ITEMS_BEFORE.search(text, max(0, name.start - 160), name.start)
    after = _ITEMS_AFTER.match(text, name.end, name.end + 160)
    if ahead is None and after is None:
        return False
    around = (ahead.group() if ahead else "") + (after.group() if after else "")
    items = [item.strip(" ,.\n") for item in _BETWEEN_ITEMS.split(around)]
    words = [_WORDS.findall(item) for item in items if item]
    firms = sum(1 for w in words if fold("".join(w)) in entries("company"))
    if firms > 2:
        return True
    pair = "," in text[name.start : name.end]
    if not pair and (len(name.words) > 1 or (name.given and name.surname)):
        return False
    places = sum(1 for w in words if len(w) == 1 and sort(w[0]).place)
    month = fold(name.words[0].text) in entries("month") and any(
        len(w) == 1 and fold(w[0]) in entries("month") for w in words
    )
    return places > 1 + pair or (month and not pair)


def _lone(name: Name) -> bool:
    return len(name.words) == 1 and not name.given


def _dated(text: str, name: Name) -> bool:
    """Tell whether this is a month with a day or year after it, not somebody called April."""
    if len(name.words) > 1 or fold(name.words[0].text) not in entries("month"):
        return False
    return (
        _DATE.match(text, name.end) is not None or _WHEN.search(text, max(0, name.start - 10), name.start) is not None
    )


_WHEN = re.compile(r"\b(?:in|until|last|next|this|early|late|during|mid)[ \n-]$")


@cache
def _states() -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes that are a state's wherever they stand, and the names of states in small letters."""
    rows = table("state")
    return frozenset(code for code, _ in rows if not code.endswith("-")), frozenset(name.lower() for _, name in rows)


_STATE_NEXT = re.compile(
    r"(?:[ ]+[A-Z][a-z]+)?,[ \n]+(?:(?P<code>[A-Z]{2}|[A-Z]\.[A-Z]\.)(?![\w.])"
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


def fictitious(text: str, name: Name) -> bool:
    """Tell whether this is `John Doe 1`, a name that hides its owner already."""
    last = fold(name.words[-1].text)
    if last in ("doe", "roe") and len(name.words) < 3:
        return True
    if last in ("moe", "poe") and _HIDDEN_NEAR.search(text, max(0, name.start - 60), name.start):
        return True
    match = re.match(r"[ ](?:Doe|DOE|Roe|ROE)s?\b", text[name.end : name.end + 6])
    return match is not None and len(name.words) == 1


_HIDDEN_NEAR = re.compile(r"\b(?:Doe|Roe)s?\b")


_COUNTY_NEXT = re.compile(
    r"(?:,[ \n](?:[A-Z][a-z]+[ ]?){1,3}){0,6},?[ \n](?:and|or)[ \n](?:[A-Z][a-z]+[ \n]){1,3}"
    r"(?:(?P<many>Counties|Parishes|Townships)|County)\b(?P<folk>[ \n](?:residents?|voters?|communities)\b)?"
)
_WHERE = re.compile(r"\b(?:[Ii]n|[Aa]cross|[Tt]hroughout|[Ww]ithin|serv(?:es|ing)|between|near)[ \n]$")


def _county(text: str, name: Name) -> bool:
    """Tell whether this is a county of several: `in Quarry, Vole and Ossory Counties`."""
    match = _COUNTY_NEXT.match(text, name.end, name.end + 120) if _lone(name) else None
    if match is None:
        return False
    told = match["many"] or match["folk"] or _WHERE.search(text, max(0, name.start - 12), name.start)
    return bool(told)


_DATE = re.compile(r"[.,]?[ \n]*\d|[ ]of\b")


_EPONYM_NEXT = re.compile(
    r"(?:[’']s)?(?:[ ]and[ ]\w+[’']s)?[ \n-]+(?:\w+[ ])?(?i:signs?|scales?|scores?|diseases?|syndromes?|catheters?|tests?|coma|negative"
    r"|positive|absent|present|removed|inserted|placed|palsy|monitor|contracture|maneuver|index|inventory|phenomenon|lymphoma"
    r"|esophagus|thyroiditis|cyst|ulcer|smear|lumps?)\b"
)


def _eponym(text: str, name: Name) -> bool:
    """Tell whether a lone surname is that of a sign, a scale or a disease."""
    return (
        all(fold(token.text) in entries("eponym") for token in name.words)
        and _EPONYM_NEXT.match(text, name.end) is not None
    )
