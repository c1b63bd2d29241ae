"""Tells that a person is under age: from an age, a birth date or a school grade that stands beside the name.

Fed. R. Civ. P. 5.2(a)(3) and Fed. R. Crim. P. 49.1(a)(3) protect the names of minors; 18 is the age of majority
that the federal rules and all states but Alabama and Nebraska (19) and Mississippi (21) use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from pipeline.detect.people.mention import Reason
from pipeline.nouns import Role

MAJORITY = 18
"""Age (years) from which a person is no minor."""

LOOK = 90
"""Characters after a name in which an age or a birth date belongs to it."""

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_WORDS = {word: number for number, word in enumerate(_NUMBERS.split(), 1)}
_AGE = rf"(?P<age>\d{{1,2}}|{'|'.join(_WORDS)})"
_AFTER = re.compile(
    rf"[,(\s–—-]{{1,3}}(?:(?i:(?:who|whose|then|now|currently|just|only|is|was|has|had|turns|an?|their|his|her|the)\s+){{0,4}})"
    rf"(?:(?P<aged>(?i:age[ds]?|age of|age is|age was|turned)[ :]\s*){_AGE}\b"
    rf"|(?i:{_AGE.replace('P<age>', 'P<old>')})[ -]?(?P<unit>(?i:years?|yrs?|months?|weeks?|y/?o"
    r"|y\.o\.))(?:[ -]*(?i:old|of age))?\b"
    rf"|(?:girl|boy|child|baby|infant) of {_AGE.replace('P<age>', 'P<of>')}\b"
    rf"|(?P<bare>\d{{1,2}})(?=\)|, (?:was|is|who|lives?|lived|resides?|attends?|and|of)\b))"
)
_KIN = (
    "step|grand|half|foster|twin|son|daughter|stepson|stepdaughter|grandson|granddaughter|child|boy|girl|student|nephew|niece|brother|sister"
    "|cousin|victim|patient|passenger|infant|minor|baby|toddler|plaintiff|boys|girls|twins|sons|daughters|children|named|identified|as|and|is"
)
"""Words that may stand between an age and the name of who has it."""

_BEFORE = re.compile(
    rf"(?i:{_AGE}[- ](?P<unit>years?|yrs?|months?|weeks?|days?)[- ]old)(?:[ \n]+(?:{_KIN})){{0,3}},?[ \n]+$",
    re.IGNORECASE,
)
_GRADE = re.compile(
    r"[,\s(]{1,3}(?i:(?:who|is|was|an?|in|the|then|currently|attends?|attended|her|his|enrolled|child|student)\s+){0,6}"
    r"(?i:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|[1-9](?:st|nd|rd|th)"
    r"|1[01]th)[ -]grade|kindergarten|preschool|middle[ -]school|elementary[ -]school|(?:freshman|sophomore) (?:in|at) "
    r"(?:[\w.’'-]+ ){0,3}?high school|(?:student|pupil) at (?:[\w.’'-]+ ){1,4}?(?:elementary|middle|grade) school)"
    r"(?![ -](?i:teachers?|aides?|principals?|staff|counsel|coach|nurse|librarian|faculty))"
)
_LABELLED = (
    r"\b(?:(?i:DOB|D\.O\.B\.?|dob|date of birth|born(?: on| in)?|birth ?date|YOB|year of birth)\b)[:.\s]{0,3}"
    r"[^\n\t]{0,14}?(?:\d{1,2}[/-]\d{1,2}[/-](?P<short>\d{2,4})|(?P<year>(?:19|20)\d\d))"
)
_BIRTH = re.compile(_LABELLED)
_BORN = re.compile(r"[^\n.]{0,40}?" + _LABELLED)
_ANOTHER = re.compile(r"\b(?i:name|patient|employee|mother|father|parent|guardian|spouse)\b|;|\band [A-Z]")
_DATED = re.compile(
    r"\b(?i:filed|dated?|entered|executed on|decided|signed|day of)\b[^\n]{0,24}?\b(?:\d{1,2}[/-]\d{1,2}[/-](?P<short"
    r">\d{2,4})|(?P<year>(?:19|20)\d\d))\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def filing_year(text: str, today: int = 0) -> int:
    """Return the latest year a filing says it was dated or filed in; without one the latest year in it.

    Years of birth date no filing, and none is dated later than `today` (a year; by default this one): where nothing
    else is told, it is of this year.
    """
    today = today or datetime.now(UTC).year
    births = {m.end() for m in _BIRTH.finditer(text)}
    years = [_year(m["year"], m["short"]) for m in _DATED.finditer(text)]
    years = [y for y in years if y] or [int(m.group()) for m in _YEAR.finditer(text) if m.end() not in births]
    return max((y for y in years if 1950 <= y <= today), default=today)


def _year(year: str | None, short: str | None) -> int:
    if year:
        return int(year)
    if not short or len(short) == 3:
        return 0
    value = int(short)
    return value if value > 99 else 2000 + value if value < 60 else 1900 + value


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS.get(word.lower(), 99)


def reasons(text: str, start: int, end: int, year: int) -> Iterator[Reason]:
    """Yield what tells that the person named at `start:end` is a minor; `year` is the filing's."""
    after = _AFTER.match(text, end, end + LOOK)
    if after is not None:
        number = _number(after["age"] or after["old"] or after["of"] or after["bare"])
        if after["unit"] and after["unit"][0].lower() in "mw":
            number = 0
        if number < MAJORITY:
            yield Reason(Role.MINOR, "minor_age", 3)
    before = _BEFORE.search(text, max(0, start - LOOK), start)
    if before is not None and (before["unit"][0].lower() in "mwd" or _number(before["age"]) < MAJORITY):
        yield Reason(Role.MINOR, "minor_age", 3)
    if _GRADE.match(text, end, end + LOOK):
        yield Reason(Role.MINOR, "minor_grade", 3)
    born = _BORN.match(text, end, end + LOOK)
    if born is not None and year and not _ANOTHER.search(text, end, born.start("year" if born["year"] else "short")):
        birth = _year(born["year"], born["short"])
        if birth and 0 <= year - birth < MAJORITY:
            yield Reason(Role.MINOR, "minor_birth_year", 3)
