"""Invents addresses in every form that court papers print, and the courts, towns and companies around them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from pipeline.lab.court import pool

DIRECTIONS = [
    "N.",
    "S.",
    "E.",
    "W.",
    "N",
    "S",
    "E",
    "W",
    "North",
    "South",
    "East",
    "West",
    "NE",
    "NW",
    "SE",
    "SW",
    "N.W.",
    "S.E.",
]

ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")

NUMBERS = ("One", "Two", "Three", "Four", "Five", "Ten", "Twelve", "Fifteen", "Twenty", "One Hundred")


def _form(rng: Random, side: str, name: str) -> str:
    """Return one of the forms of a list, with its fields filled."""
    form = rng.choice(pool.table("places")[f"form {name}"])
    a, b, c = (surname(rng, side) for _ in range(3))
    return form.format(
        n=rng.randrange(1, 99 if name == "rural" else rng.choice([20, 400, 2500, 99999])),
        m=rng.randrange(1, 999),
        d=rng.randrange(2, 20),
        l=rng.choice("ABCDEFGH"),
        way=rng.choice(DIRECTIONS),
        a=a,
        b=b,
        c=c,
        A=a.upper(),
        B=b.upper(),
        C=c.upper(),
        place=town(rng, side),
        state=state(rng)[0],
        road=rng.choice(pool.words("places", "street", side)),
        given=rng.choice(pool.words("names", "hispanic given", side)),
        surname=rng.choice(pool.words("names", "hispanic surname", side)),
        district=rng.choice(("Northern", "Southern", "Eastern", "Western", "Middle", "Central")),
        ordinal=rng.choice(ORDINALS),
    )


def number(rng: Random) -> str:
    """Return a house number."""
    roll = rng.random()
    if roll < 0.05:
        return f"{rng.randrange(10, 999)} 1/2"
    if roll < 0.07:
        return f"{rng.randrange(10, 260)}-{rng.randrange(10, 99)}"
    if roll < 0.09:
        return f"{rng.randrange(100, 9999)}{rng.choice('ABCD')}"
    if roll < 0.11:
        return rng.choice(NUMBERS)
    return str(rng.randrange(1, rng.choice([99, 999, 9999, 9999, 29999])))


def street(rng: Random, side: str) -> str:
    """Return house number and street."""
    roll = rng.random()
    base = rng.choice(pool.words("places", "street", side))
    if roll < 0.09:
        base = _ordinal(rng)
    elif roll < 0.13:
        base = rng.choice(pool.words("places", "town head", side)) + rng.choice(pool.words("places", "town tail", side))
    elif roll < 0.19:
        base = surname(rng, side)
    if roll > 0.93:
        return f"{number(rng)} {_road(rng, side)}"
    suffix = rng.choice(pool.table("places")["suffix" if rng.random() < 0.5 else "suffix short"])
    before = f"{rng.choice(DIRECTIONS)} " if rng.random() < 0.24 else ""
    after = f" {rng.choice(DIRECTIONS)}" if rng.random() < 0.06 else ""
    if rng.random() < 0.03:
        suffix = ""
    return f"{number(rng)} {before}{base} {suffix}{after}".strip()


def _ordinal(rng: Random) -> str:
    n = rng.randrange(1, 180)
    tail = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return rng.choice([f"{n}{tail}", rng.choice(ORDINALS)])


def surname(rng: Random, side: str) -> str:
    """Return one of the more frequent surnames, as streets, counties and firms are called."""
    names, _ = pool.census("all.last", side)
    return names[rng.randrange(min(3000, len(names)))].capitalize()


def _road(rng: Random, side: str) -> str:
    return _form(rng, side, "road")


def box(rng: Random, side: str) -> str:
    """Return a post office box."""
    return _form(rng, side, "box")


def rural(rng: Random, side: str) -> str:
    """Return a rural route, a highway contract, a grid address or the like."""
    return _form(rng, side, "rural")


def town(rng: Random, side: str) -> str:
    """Return a town: a real city now and then, else one that is put together."""
    roll = rng.random()
    if roll < 0.35:
        return rng.choice(pool.words("places", "city", side))
    head = rng.choice(pool.words("places", "town head", side))
    if roll < 0.7:
        return head + rng.choice(pool.words("places", "town tail", side))
    if roll < 0.94:
        return f"{head} {rng.choice(pool.words('places', 'town word', side))}"
    return rng.choice(["Mount ", "Fort ", "Lake ", "North ", "New ", "San ", "Santa ", "El ", "St. "]) + surname(
        rng, side
    )


def state(rng: Random) -> tuple[str, str]:
    """Return a state: (name, two letters)."""
    name, short = rng.choice(pool.table("places")["state"]).split(":")
    return name, short


def zip_code(rng: Random) -> str:
    """Return a ZIP code."""
    code = f"{rng.randrange(1000, 99999):05d}"
    return f"{code}-{rng.randrange(1, 9999):04d}" if rng.random() < 0.12 else code


def tail(rng: Random, side: str, *, zipped: bool = True) -> str:
    """Return town, state and ZIP code."""
    name, short = state(rng)
    roll = rng.random()
    written = short if roll < 0.72 else name if roll < 0.93 else rng.choice(pool.table("places")["state old"])
    comma = "," if rng.random() < 0.9 else ""
    end = ""
    if zipped:
        end = rng.choice([" ", " ", " ", " ", "  ", ", "]) + zip_code(rng)
    return f"{town(rng, side)}{comma} {written}{end}"


def unit(rng: Random, side: str, *, office: bool) -> str:
    """Return an apartment or suite."""
    return _form(rng, side, "suite" if office else "unit")


def address(rng: Random, side: str, *, form: str = "", office: bool = False) -> tuple[str, str]:
    """Return an address and its class.

    `form` is `line` (one line), `block` (lines), `street` (no town), `nozip` or empty for a mix of them.
    """
    form = form or rng.choice(["line", "line", "line", "nozip", "block"])
    first, kind = _first(rng, side, office)
    if kind == "street" and rng.random() < (0.4 if office else 0.3):
        sep = "\n" if form == "block" and rng.random() < 0.3 else rng.choice([", ", ", ", " "])
        first, kind = f"{first}{sep}{unit(rng, side, office=office)}", "unit"
    if form == "street":
        return first, f"{kind}_alone"
    end = tail(rng, side, zipped=form != "nozip")
    joint = "\n" if form == "block" else rng.choice([", ", ", ", ", ", " ", " in " if form == "nozip" else ", "])
    whole = f"{first}{joint}{end}"
    roll = rng.random()
    if roll < 0.1:
        whole, kind = whole.upper(), "capitals" if kind == "street" else kind
    elif roll < 0.15:
        whole, kind = whole.lower(), "small" if kind == "street" else kind
    if roll < 0.15 and rng.random() < 0.3:
        whole = whole.replace(",", "").replace(".", "")
    if form == "nozip" and kind == "street":
        kind = "no_zip"
    if form == "block" and kind == "street":
        kind = "lines"
    return whole, kind


def _first(rng: Random, side: str, office: bool) -> tuple[str, str]:
    roll = rng.random()
    makers: tuple[tuple[float, Callable[[Random, str], str], str], ...] = (
        (0.1, box, "po_box"),
        (0.0 if office else 0.1, rural, "rural"),
        (1.0, street, "street"),
    )
    for share, make, kind in makers:
        roll -= share
        if roll < 0:
            first = make(rng, side)
            return first, "fraction" if "1/2" in first else kind
    return street(rng, side), "street"


def company(rng: Random, side: str) -> str:
    """Return a company."""
    roll = rng.random()
    head = rng.choice(pool.words("places", "company head", side)) if roll < 0.6 else surname(rng, side)
    if 0.6 < roll < 0.72:
        head = f"{head} & {rng.choice(['Sons', 'Associates', 'Co.', surname(rng, side)])}"
    elif roll < 0.25:
        head = town(rng, side)
    middle = rng.choice(pool.words("places", "company middle", side))
    end = rng.choice(pool.table("places")["company tail"]) if rng.random() < 0.6 else ""
    comma = "," if end and end[0] in "IL" and rng.random() < 0.6 else ""
    return f"{head} {middle}{comma} {end}".strip()


def firm(rng: Random, side: str) -> str:
    """Return a law firm; it is made of surnames and is no person."""
    return _form(rng, side, "firm")


def agency(rng: Random, side: str) -> str:
    """Return a public body."""
    return _form(rng, side, "agency")


def court(rng: Random, side: str) -> str:
    """Return a court."""
    return _form(rng, side, "court")
