"""The words of a template that are neither people nor addresses: dates, numbers, cases, companies, headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

import reporters_db  # type: ignore[import-untyped] # ships no types; comes with eyecite

from pipeline.lab.court import person, place, pool

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

RULES = ("Cal. Rules of Court, rule", "Fed. R. App. P.", "Fed. R. Crim. P.", "L.R.", "Civ. L.R.")

RANKS = (
    *("TFO", "SA", "SSA", "DUSM", "Det.", "Det. Sgt.", "Sgt.", "Ofc.", "Cpl.", "Dep.", "Tpr.", "Inv.", "PO", "Lt."),
    *("Detective", "Officer", "Deputy", "Special Agent", "Task Force Officer", "Trooper", "Constable", "Ranger"),
    *("Caseworker", "Investigator", "Paralegal", "Nurse", "Principal", "Pastor", "Coach", "Counselor", "AUSA", "ADA"),
)
"""What stands before a name and is no part of it."""

LABELS = (
    *("REDACTED", "[REDACTED]", "XXX-XX-XXXX", "XXXXXX", "[SEALED]", "[ADDRESS]", "[NAME]", "***-**-****", "_____"),
    *("REDACTED - L.R. 140(a)", "REDACTED - Rule 5.2", "REDACTED - CRC 1.201", "[Minor]", "[Victim 1]", "Doe 1"),
)
"""What sanitized copies show in place of words."""

Maker = Callable[[Random, str], str]


def _n(rng: Random, side: str) -> str:
    return str(rng.randrange(1, rng.choice([20, 100, 1000, 5000])))


def _date(rng: Random, side: str) -> str:
    day, month, year = rng.randrange(1, 29), rng.choice(MONTHS), rng.randrange(1988, 2026)
    return rng.choice(
        [f"{month} {day}, {year}", f"{month} {day}, {year}", f"{month[:3]}. {day}, {year}", _slash(rng, side)]
    )


def _slash(rng: Random, side: str) -> str:
    month, day, year = rng.randrange(1, 13), rng.randrange(1, 29), rng.randrange(1988, 2026)
    return rng.choice(
        [f"{month:02d}/{day:02d}/{year}", f"{month}/{day}/{year % 100:02d}", f"{month:02d}-{day:02d}-{year}"]
    )


def _time(rng: Random, side: str) -> str:
    hour, minute = rng.randrange(1, 13), rng.randrange(0, 60)
    return rng.choice(
        [f"{hour}:{minute:02d} {rng.choice(['a.m.', 'p.m.', 'AM', 'PM'])}", f"{hour + 11:02d}{minute:02d}"]
    )


def _phone(rng: Random, side: str) -> str:
    area, last = rng.randrange(201, 989), rng.randrange(100, 200)
    return rng.choice([f"({area}) 555-0{last}", f"{area}-555-0{last}", f"{area}.555.0{last}", f"({area})555-0{last}"])


def _email(rng: Random, side: str) -> str:
    who = person.person(rng, side, people=person.ANGLO)
    given, surname = pool.fold(who.given).replace(" ", ""), pool.fold(who.surname).replace(" ", "").replace("'", "")
    local = rng.choice([f"{given[0]}{surname}", f"{given}.{surname}", f"{surname}{rng.randrange(10, 99)}", given])
    return f"{local}@{rng.choice(['mail', 'lawoffice', 'post', 'courthouse', 'web'])}.example"


def _case(rng: Random, side: str) -> str:
    n, year = rng.randrange(1, 9999), rng.randrange(8, 26)
    letters = "".join(rng.choice(person.LETTERS) for _ in range(3))
    return rng.choice(
        [
            f"{rng.randrange(1, 9)}:{year:02d}-cv-{n:05d}-{letters}",
            f"{year:02d}-cv-{n:04d} ({letters})",
            f"CV {year:02d}-{n:05d} {letters[:2]} ({letters}x)",
            f"20{year:02d}-CA-{n:06d}",
            f"{rng.choice('ABCDEFG')}{n:06d}",
            f"{year:02d}-cr-{n:05d}-{letters}",
            f"Civ. No. {year:02d}-cv-{n}-{letters[:2]}",
            f"BC{n:06d}",
            f"RG{year}{n:05d}",
        ]
    )


def _statute(rng: Random, side: str) -> str:
    n, m = rng.randrange(2, 50), rng.randrange(100, 9999)
    return rng.choice(
        [
            f"{n} U.S.C. § {m}",
            f"{n} U.S.C. §§ {m}-{m + 3}",
            f"{n} C.F.R. § {m}.{n}",
            f"Cal. Penal Code § {m}",
            f"N.Y. Penal Law § {m}.{n}",
            f"section {m} of the Family Code",
            f"Fla. Stat. § {m}.{n:02d}",
            f"Mich. Comp. Laws § {m}.{n}",
            f"Title {n} of the United States Code",
            f"Tex. Fam. Code § {m}",
        ]
    )


def _ssn(rng: Random, side: str) -> str:
    area = rng.choice(["000", "666", str(rng.randrange(900, 999))])
    joint = rng.choice(["-", "-", "-", " "])
    return f"{area}{joint}{rng.randrange(1, 50):02d}{joint}{rng.randrange(1, 9999):04d}"


def _docno(rng: Random, side: str) -> str:
    return rng.choice(
        ["Doc. {n}", "Dkt. {n}", "ECF No. {n}", "Dkt. No. {n}", "R. {n}", "AR {n}", "D.E. {n}", "Docket No. {n}"]
    ).format(n=_n(rng, side))


def _heading(rng: Random, side: str) -> str:
    a, b, c = (rng.choice(pool.words("places", "legal", side)) for _ in range(3))
    form = rng.choice(
        [
            "{a}",
            "{a} and {b}",
            "{a} of {b}",
            "{a} for {b} and {c}",
            "{a} to {b}",
            "{a} re: {b}",
            "{a}, {b} and {c}",
            "{a} {b}",
        ]
    )
    text = form.format(a=a, b=b, c=c)
    return text.upper() if rng.random() < 0.6 else text


def _abbreviated(rng: Random, side: str) -> str:
    """Return a company as citations abbreviate it."""
    first = rng.choice(pool.words("places", "company head", side)) if rng.random() < 0.6 else place.surname(rng, side)
    middle = [w for w in reporters_db.CASE_NAME_ABBREVIATIONS if w.endswith(".") or "'" in w]
    a, b = rng.choice(middle), rng.choice(middle)
    form = rng.choice(
        ["{f} {a} {b}", "{a} {b} of {s}", "{f} {a} Co.", "{f} {a} {b}, Inc.", "{a} of {f}", "{a} {b}", "{s} {a} {b}"]
    )
    return form.format(f=first, a=a, b=b, s=place.state(rng)[0])


def _acronym(rng: Random, side: str) -> str:
    return "".join(rng.choice("ABCDEFGHIJKLMNOPRSTUVW") for _ in range(rng.randrange(3, 6)))


def _bar(rng: Random, side: str) -> str:
    n = rng.randrange(1000, 399999)
    return rng.choice(
        [
            f"SBN {n}",
            f"(SBN {n})",
            f"Bar No. {n}",
            f"(P{n})",
            f"State Bar No. {n}",
            f"#{n}",
            f"(ARDC #{n})",
            f"ND #{n:05d}",
            "(admitted pro hac vice)",
            f"Atty. No. {n}",
            f"SBN: {n}",
            f"I.D. No. {n}",
            f"(Bar # {n})",
            f"CA Bar {n}",
            f"WSBA #{n}",
            f"OSB No. {n}",
            f"TX {n}",
            f"Reg. No. {n}",
            "*",
            "Esq.",
        ]
    )


def _url(rng: Random, side: str) -> str:
    shelf = rng.choice(["cases", "docs", "blog", "order"])
    name = _heading(rng, side).replace(" ", "-").lower()
    host = rng.choice(pool.words("places", "company head", side)).replace(" ", "").lower()
    return f"https://www.{host}.example/{shelf}/{name}/{rng.randrange(1, 9999)}"


FIXED: Mapping[str, Maker] = {
    "acro": _acronym,
    "abbr": _abbreviated,
    "co": place.company,
    "co2": place.company,
    "firm": place.firm,
    "agency": place.agency,
    "court": place.court,
    "case": _case,
    "county": place.surname,
    "bk": lambda r, s: f"{r.randrange(10, 26)}-{r.randrange(10000, 49999)}{r.choice(['', '-ABC', ' K', ''])}",
}
"""Slots that stay the same through a case."""

FRESH: Mapping[str, Maker] = {
    "newco": place.company,
    "newabbr": _abbreviated,
    "newacro": _acronym,
    "heading": _heading,
    "eponym": place.surname,
    "rank": lambda r, s: r.choice(RANKS),
    "label": lambda r, s: r.choice(LABELS),
    "inits": lambda r, s: ".".join(r.choice(person.LETTERS) for _ in range(r.choice([2, 2, 2, 3]))) + ".",
    "legal": lambda r, s: r.choice(pool.words("places", "legal", s)),
    "folk": lambda r, s: r.choice(pool.words("places", "folk", s)),
    "thing": lambda r, s: r.choice(pool.words("places", "thing", s)),
    "barno": _bar,
    "url": _url,
    "rep": lambda r, s: r.choice(tuple(reporters_db.EDITIONS)),
    "city": place.town,
    "state": lambda r, s: place.state(r)[0],
    "st": lambda r, s: place.state(r)[1],
    "zip": lambda r, s: place.zip_code(r),
    "date": _date,
    "slash": _slash,
    "month": lambda r, s: r.choice(MONTHS),
    "year": lambda r, s: str(r.randrange(1950, 2026)),
    "time": _time,
    "phone": _phone,
    "email": _email,
    "ssn": _ssn,
    "dob": _slash,
    "acct": lambda r, s: r.choice(["{:010d}", "{:08d}", "{:012d}"]).format(r.randrange(10**7, 10**8)),
    "stat": _statute,
    "rule": lambda r, s: f"{r.choice(RULES)} {r.randrange(1, 80)}",
    "docno": _docno,
    "n": _n,
    "n1": lambda r, s: str(r.randrange(2, 17)),
    "n2": lambda r, s: str(r.randrange(10, 90)),
    "money": lambda r, s: (
        f"${r.randrange(1, 999)},{r.randrange(0, 999):03d}.{r.randrange(0, 99):02d}"
        if r.random() < 0.6
        else f"${r.randrange(5, 999)}"
    ),
    "bar": lambda r, s: str(r.randrange(10000, 399999)),
    "plate": lambda r, s: (
        f"{r.randrange(1, 9)}{''.join(r.choice(person.LETTERS) for _ in range(3))}{r.randrange(100, 999)}"
    ),
    "dl": lambda r, s: f"{r.choice(person.LETTERS)}{r.randrange(1000000, 9999999)}",
    "L": lambda r, s: r.choice(person.LETTERS),
    "wtitle": lambda r, s: r.choice(["Mr.", "Ms.", "Mrs.", "Miss", "Dr.", "sir. Mr."]),
}
"""Slots that are new each time."""

MARKED = {
    "phone": "PHONE",
    "email": "EMAIL",
    "ssn": "SSN",
    "dob": "DOB",
    "acct": "BANK_ACCT",
    "plate": "PLATE",
    "dl": "DL",
}
"""Kinds of slots that are identifiers, and of those that teach what is no name."""
