"""Finds what somebody is said to be: nationality, age, occupation; off by default, for whoever must hide these too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.date import COUNT, LENGTH
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind

_AGE = re.compile(
    rf"\b(?:aged|age(?: of| is|:)?)\s(?P<value>(?:\d{{1,3}}|{COUNT})(?!\w)(?:\s(?:years|months)\b)?)"
    rf"|\b(?P<old>{LENGTH}[\s-]old)\b",
    re.IGNORECASE,
)
_NATIONAL = re.compile(
    r"\b(?P<value>[A-Z][a-z]+(?:[ -][A-Z][a-z]+)?\s(?:nationals?|citizens?|nationality|origin|descent|-born))\b"
)
_WORK = (
    r"(?:accountant|actor|actress|artist|baker|builder|carpenter|cashier|chef|clerk|cleaner|coach|contractor|cook|dentist|"
    r"director|doctor|driver|editor|electrician|engineer|executive|farmer|fire(?:fighter|man)|guard|hairdresser|"
    r"headmaster|imam|janitor|journalist|laborer|labourer|lecturer|manager|mechanic|merchant|midwife|miner|musician|"
    r"nurse|operator|painter|paramedic|pastor|pharmacist|photographer|physician|pilot|plumber|priest|professor|"
    r"programmer|psychologist|rabbi|sailor|salesman|saleswoman|scientist|secretary|servant|soldier|student|supervisor|"
    r"surgeon|tailor|teacher|technician|therapist|trader|waiter|waitress|welder|worker|writer)s?"
)
_TRADE = re.compile(
    rf"\b(?:(?:(?:as|is|was)\s)?(?:an?|the|his|her)|as|former|retired)\s(?P<value>(?:[a-z]+[ -]){{0,3}}?{_WORK})\b"
)


class TraitRecognizer:
    """Ages, nationalities said as such, and occupations."""

    name = "trait.v1"
    kinds = (Kind.TRAIT,)

    def find(self, sheet: Sheet) -> Iterator[Finding]:
        """Yield traits."""
        for match in _AGE.finditer(sheet.text):
            start, end = match.span("value") if match["value"] else match.span("old")
            yield Finding(start, end, Kind.TRAIT, 0.7, self.name, why="age")
        for pattern, why in ((_NATIONAL, "nationality"), (_TRADE, "occupation")):
            for match in pattern.finditer(sheet.text):
                yield Finding(*match.span("value"), Kind.TRAIT, 0.7, self.name, why=why)
