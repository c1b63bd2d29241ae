"""Invents people: a name in all the forms that a court paper prints it; no person is real."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from pipeline.lab.court import pool

ANGLO = "anglo"
WORDS = "word"

MIX = ((ANGLO, 46), (WORDS, 7), ("hispanic", 15))
"""Shares of peoples, per cent; the rest is spread over all other peoples alike."""

SUFFIXES = ("Jr.", "Jr.", "Sr.", "II", "III", "III", "IV", "Jr")

LETTERS = "ABCDEFGHIJKLMNOPRSTVWY"

SURNAME_FIRST = frozenset({"vietnamese", "chinese", "korean"})
"""Peoples of which some are printed surname first without a comma."""

JOINED = re.compile(
    r"^(MC|MAC(?=[DKLN][AEO])|O(?=BRIEN|CONN|NEIL|NEAL|HARA|DONN|KEEFE|MALLEY|REILLY|LEARY|SULL))(\w{3,})$"
)

PARTED = {"DE LA": "De La ", "DEL": "Del ", "VAN DER": "Van Der ", "ST": "St. "}


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person."""

    given: str
    middle: str
    surname: str
    suffix: str
    people: str
    male: bool

    def form(self, name: str, rng: Random) -> str:
        """Return the name in one of its forms; see `FORMS`."""
        return FORMS[name](self, rng)

    @property
    def initial(self) -> str:
        """The middle name as one letter with a point, or nothing."""
        return f"{self.middle[0]}." if self.middle else ""

    def full(self, rng: Random) -> str:
        """Return the name as papers print it in full, with what this printing happens to show of the middle."""
        middle = self.middle if self.middle and (len(self.middle) > 2 and rng.random() < 0.35) else self.initial
        if self.people in ("hispanic", "filipino", "arabic") and len(self.middle) > 2:
            middle = self.middle
        if not self.middle or (rng.random() < 0.25 and self.people not in ("vietnamese", "arabic")):
            middle = ""
        if self.people in SURNAME_FIRST and rng.random() < 0.25:
            name = " ".join(p for p in (self.surname, self.middle, self.given) if p)
        else:
            name = " ".join(p for p in (self.given, middle, self.surname) if p)
        comma = "," if self.suffix[:1] in "JS" and rng.random() < 0.6 else ""
        return f"{name}{comma} {self.suffix}" if self.suffix else name

    def whole(self, rng: Random) -> str:
        """Return given name, middle initial and surname, nothing else."""
        return " ".join(p for p in (self.given, self.initial, self.surname) if p)

    def reversed(self, rng: Random) -> str:
        """Return the name surname first, as dockets and lists print it."""
        middle = rng.choice([self.middle, self.initial, ""]) if self.middle else ""
        given = f"{self.given} {middle}".strip()
        suffix = f" {self.suffix}" if self.suffix else ""
        return rng.choice([f"{self.surname}{suffix}, {given}", f"{self.surname}, {given}{suffix}"])

    def letters(self, rng: Random) -> str:
        """Return given names as initials and the surname whole."""
        second = self.middle[:1] or rng.choice(LETTERS)
        shape = rng.choice(["{a}.{b}. {s}", "{a}. {b}. {s}", "{a}. {s}", "{a}.{b}. {s}"])
        return shape.format(a=self.given[0], b=second, s=self.surname)


FORMS: Mapping[str, Callable[[Person, Random], str]] = {
    "full": lambda p, r: p.full(r),
    "whole": lambda p, r: p.whole(r),
    "last": lambda p, r: p.surname,
    "first": lambda p, r: p.given,
    "lf": lambda p, r: p.reversed(r),
    "ini": lambda p, r: p.letters(r),
    "caps": lambda p, r: p.full(r).upper(),
    "lastcaps": lambda p, r: p.surname.upper(),
    "firstcaps": lambda p, r: p.given.upper(),
    "lfcaps": lambda p, r: p.reversed(r).upper(),
    "fl": lambda p, r: f"{p.given} {p.surname}",
}
"""Forms that templates may ask for."""


def person(rng: Random, side: str, *, people: str = "", male: bool | None = None) -> Person:
    """Draw a person."""
    people = people or _people(rng)
    male = rng.random() < 0.5 if male is None else male
    if people in (ANGLO, WORDS):
        given, middle, surname = _anglo(rng, side, male, words=people == WORDS)
    else:
        given, middle, surname = _other(rng, side, people)
    suffix = rng.choice(SUFFIXES) if male and rng.random() < 0.11 else ""
    return Person(given, middle, surname, suffix, people, male)


def _people(rng: Random) -> str:
    roll = rng.random() * 100
    for name, share in MIX:
        roll -= share
        if roll < 0:
            return name
    return rng.choice([p for p in pool.peoples() if p != "hispanic"])


def _anglo(rng: Random, side: str, male: bool, *, words: bool) -> tuple[str, str, str]:
    first = "male.first" if male else "female.first"
    given, surname = _census(rng, first, side), cased(_census(rng, "all.last", side), rng)
    if words:
        if rng.random() < 0.8:
            surname = rng.choice(pool.words("places", "word surname", side))
        if rng.random() < 0.45:
            given = rng.choice(pool.words("places", "word given", side))
    elif rng.random() < 0.04:
        surname = f"{surname}-{cased(_census(rng, 'all.last', side), rng)}"
    given = given if given[1:].islower() else cased(given, rng)
    roll = rng.random()
    middle = "" if roll < 0.4 else rng.choice(LETTERS) + "." if roll < 0.8 else cased(_census(rng, first, side), rng)
    return given, middle, surname


def _census(rng: Random, which: str, side: str) -> str:
    names, sums = pool.census(which, side)
    if rng.random() < 0.45:
        return names[rng.randrange(len(names))]
    return names[min(len(names) - 1, bisect.bisect(sums, rng.random() * sums[-1]))]


def cased(name: str, rng: Random) -> str:
    """Return a census name, which is printed in capitals without blanks, as people write it."""
    if (joined := JOINED.match(name)) and len(name) > 5:
        head = {"MC": "Mc", "MAC": "Mac", "O": "O'"}[joined[1]]
        return head + joined[2].capitalize()
    for head, written in (
        ("DELA", "De La "),
        ("VANDER", "Van Der "),
        ("SAINT", "Saint "),
        ("STP", "St. P"),
        ("STJ", "St. J"),
    ):
        if name.startswith(head) and len(name) > len(head) + 3 and rng.random() < 0.6:
            rest = name[len(head) :]
            return written + (rest.capitalize() if written.endswith(" ") else rest.lower())
    return name.capitalize()


def _other(rng: Random, side: str, people: str) -> tuple[str, str, str]:
    givens, surnames = pool.words("names", f"{people} given", side), pool.words("names", f"{people} surname", side)
    given, surname = rng.choice(givens), rng.choice(surnames)
    middle = ""
    if people == "hispanic":
        middle = rng.choice(["", "", rng.choice(LETTERS) + ".", rng.choice(givens)])
        if rng.random() < 0.55:
            joint = rng.choice([" ", " ", " ", "-", " de ", " y "])
            surname = f"{surname}{joint}{rng.choice(surnames)}"
    elif people == "vietnamese":
        middle = rng.choice(["Thi", "Van", "Minh", "Ngoc", rng.choice(givens)])
    elif people == "filipino":
        middle = rng.choice(["", rng.choice(surnames), rng.choice(surnames)[0] + "."])
    elif people == "arabic":
        middle = rng.choice(["", rng.choice(givens), f"{rng.choice(givens)} {rng.choice(givens)}"])
    elif people == "southasian":
        middle = rng.choice(["", "", "Singh", "Kumar", "Kaur", rng.choice(LETTERS) + "."])
    elif people in ("slavic", "haitian", "european", "native", "african", "jewish"):
        middle = rng.choice(["", "", rng.choice(LETTERS) + ".", rng.choice(givens)])
    if rng.random() < 0.06 and people not in SURNAME_FIRST:
        surname = f"{surname}-{rng.choice(surnames)}" if "-" not in surname else surname
    if rng.random() < 0.75:
        given, middle, surname = pool.plain(given), pool.plain(middle), pool.plain(surname)
    return given, middle, surname
