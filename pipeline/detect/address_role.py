"""Reads from the words around an address what kind of address it may be; the last word is with `people`."""

from __future__ import annotations

import re

from pipeline.nouns import Part, Role

_HOME = re.compile(
    r"\b(?:resid(?:es?|ed|ing|ents?|ence|ences)|liv(?:es?|ed|ing)\s(?:at|in|on|with)|dwell(?:s|ing)|domicil\w{0,3}|home\s(?:address|at|is|of)\b|home[:,]|"
    r"(?:current|last\s?-?known|mailing|physical|street|present)\saddress|moved\s(?:in)?to|evict\w{0,4}|followed\s(?:her|him|them|me)\s(?:home\s)?to|stay(?:s|ed|ing)\s(?:at|with)|household)\b",
    re.IGNORECASE,
)
_SEAT = re.compile(
    r"\b(?:place\sof\sbusiness|headquarter(?:s|ed)|business\saddress|offices?\s(?:is\s|are\s)?(?:located\s)?at|does\sbusiness|doing\sbusiness|"
    r"registered\s(?:agent|office)|store\s(?:located\s)?at|plant\s(?:located\s)?at|warehouse\s(?:located\s)?at)\b",
    re.IGNORECASE,
)
"""What says that a company sits there."""
_CLINIC = re.compile(
    r"\b(?:Dr|DR)\.[ ](?:[A-Z][\w.,’'-]*[ ]){1,5}(?i:evaluated|examined|interviewed|tested|saw)[ ]"
    r"(?:[A-Z][\w.’'-]*[ ]){1,4}(?i:at)[ ]$"
)
"""Who is seen by a doctor at an address is seen in an office."""
_SCENE = re.compile(
    r"\b(?:respond(?:ed|ing)?\s(?:to|at)|dispatch(?:ed)?\s(?:to|at)|arriv(?:ed|ing)\s(?:at|on)|occurr(?:ed|ing)\s(?:at|near|in|on)|"
    r"incident\s?(?:location|at|occurred)?|crime\sscene|scene\s(?:at|of)|in\sfront\sof|call(?:ed)?\s(?:for\sservice\s)?(?:to|at)|"
    r"shooting\s(?:at|in|near)|robbery\s(?:at|of)|burglary\s(?:at|of)|collision\s(?:at|near)|accident\s(?:at|near)|parked\s(?:at|near|on|in)|"
    r"search(?:ed)?\s(?:of|at)|search\swarrant\s(?:at|for)|traffic\sstop\s(?:at|near|on)|happened\s(?:at|near|on)|location\sof\s(?:the\s)?(?:incident|offense))\b",
    re.IGNORECASE,
)
_COURT = re.compile(
    r"\b(?:court\s?house|clerk\sof\s(?:the\s)?(?:superior\s|circuit\s|district\s)?court|(?:district|bankruptcy|superior|circuit|county|supreme|"
    r"municipal|family|appellate)\scourt|court\sof\s(?:appeals?|claims)|chambers|courtroom|judge)\b",
    re.IGNORECASE,
)
_COUNSEL = re.compile(
    r"\b(?:law\s(?:offices?|firm|group|corporation|center|building|school)|l\.?l\.?p\b|p\.?l\.?l\.?c\b|a\.?p\.?c\b|p\.c\.|"
    r"attorneys?\s(?:at\slaw|for)|esq(?:uire)?\b|counsel\sfor|public\sdefender|legal\s(?:aid|services)|bar\sno|sbn|"
    r"professional\s(?:law\s)?corporation|& associates|represented\sby\s[^.;]{0,80}\s&\s)",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\b(?:department|bureau|division|county\sof|city\sof|state\sof|police|internal\srevenue|sheriff(?:[’']s)?|u\.?s\.?\sattorney|attorney\sgeneral|district\sattorney|"
    r"commission|agency|administration|prison|jail|correction(?:s|al)|penitentiary|detention|trustee(?![’']s\s(?:deed|sale))(?!\sof\sthe\s\w+\s(?:family\s)?trust\b)(?!\sof\sthe\sfamily)|city\shall|office\sof|board\sof|authority)\b",
    re.IGNORECASE,
)
_BUSINESS = re.compile(
    r"\b(?:inc|llc|l\.l\.c|corp|corporation|company|co|ltd|bank|n\.a|hospital|clinic|medical\s(?:center|group)|school|university|college|church|"
    r"hotel|motel|inn|restaurant|store|market|supermarket|pharmacy|insurance|association|foundation|apartments|realty|properties|services)\b\.?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"[.;?!]\s+(?=[A-Z])(?<!\b[A-Z][.]\s)(?<!No\.\s)(?<!St\.\s)(?<!Mr\.\s)(?<!Ms\.\s)(?<!Dr\.\s)(?<!Jr\.\s)(?<!Ave\.\s)"
)

_APART = re.compile(
    r"\b(?:to|from|after|lists?|whose|who|her|him|them|his|had|moved|mail|lives?|lived|resid\w+|stay(?:s|ed))\b[^\n]*$"
)
"""What parts a word for an office from an address behind it: `a nurse at the clinic, followed her to`."""

REACH = 140
"""Characters before an address that are read for what they say of it."""


PROSE = 3
"""Words between the end of a sentence and an address in the same row that make the row prose."""


def role(text: str, start: int, parts: tuple[Part, ...], *, floor: int = 0) -> tuple[Role, str]:
    """Return the role that the words before suggest, and the reason code; UNKNOWN when they suggest none.

    What stands before `floor` belongs to another address.
    """
    before = text[max(floor, start - REACH) : start]
    said = _SENTENCE.split(before)[-1]
    for found, pattern, why in (
        (Role.BUSINESS, _SEAT, "seat"),
        (Role.BUSINESS, _CLINIC, "seen_there"),
        (Role.HOME, _HOME, "resides"),
        (Role.SCENE, _SCENE, "scene"),
    ):
        if "\n" not in said and pattern.search(said):
            return found, why
        if pattern.search(said[-60:].replace("\n", " ")):
            return found, why
    lines = (before.rsplit("\n\n", 1)[-1]).split("\n")[-4:]
    # Within a row of prose the rows above are other matter: of a form, another field.
    prose = "\n" not in said and len(said) < len(before) and len(said.split()) >= PROSE
    near = "\n".join(lines) if len(lines) > 1 and not prose else said
    for found, pattern, why in (
        (Role.COURT, _COURT, "court_line"),
        (Role.COUNSEL, _COUNSEL, "law_line"),
        (Role.AGENCY, _AGENCY, "agency_line"),
        (Role.BUSINESS, _BUSINESS, "business_line"),
    ):
        said_last = next(reversed(list(pattern.finditer(near))), None)
        if said_last is not None and not _APART.search(near, said_last.end()):
            return found, why
    return Role.UNKNOWN, _content(text, parts)


def _content(text: str, parts: tuple[Part, ...]) -> str:
    """Return what the address itself tells: `apt`, `suite`, `po_box`, `zip_only` or `street`."""
    labels = {part.label for part in parts}
    for part in parts:
        if part.label == "unit":
            words = text[part.start : part.end].lower()
            if words.startswith(("apt", "apartment", "trailer", "trlr", "space", "lot")):
                return "apt"
            if words.startswith(("suite", "ste", "stc", "floor", "fl", "room", "rm")) or words.endswith(
                ("floor", "fl")
            ):
                return "suite"
            return "unit"
    if "box" in labels and "number" not in labels:
        return "po_box"
    return "street" if labels & {"number", "street"} else "zip_only"
