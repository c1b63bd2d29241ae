"""Finds later mentions of a home by a piece of its address: number and street, or the street's full name.

`4417 Larkspur Lane, Fresno` makes `4417 Larkspur` and `Larkspur Lane` the same home. A street on
which a court, a firm or a business of the filing has its office is left alone without the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.detect.people.mention import OTHER
from pipeline.nouns import Finding, Kind, Part, Role

BY = "repeat.v1"
SCORE = 0.8

_HOMES = frozenset((Role.HOME, Role.UNKNOWN, Role.NONE))
_TYPE = re.compile(
    r"(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|court|ct|circle|cir|place|pl|boulevard|blvd|way|terrace|ter|trail|"
    r"trl|parkway|pkwy|loop|bend|cove|row|square|sq|hollow|ridge|run|path|pike|highway|hwy)\.?",
    re.IGNORECASE,
)
_POINT = re.compile(
    r"(?:[NSEW]|[NS][EW]|north|south|east|west|northeast|northwest|southeast|southwest)\.?", re.IGNORECASE
)

SHORTEST = 4
"""Letters of a street's name that may stand for a home."""


def repeated(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Return findings and the later mentions of homes among them."""
    found = list(findings)
    addresses = [f for f in found if f.kind == Kind.ADDRESS]
    public = {_street(text, f).casefold() for f in addresses if f.role not in _HOMES}
    taken = bytearray(len(text))
    for finding in found:
        taken[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
    homes = {
        form: (head, address)
        for address in reversed(addresses)
        if address.role in _HOMES
        for form, head in reversed(list(_forms(text, address, public)))
    }
    at = _words(text, {head for head, _ in homes.values()})
    for form, (head, address) in reversed(homes.items()):
        found += _places(text, form, at.get(head, ()), address, taken)
    return sorted(found, key=lambda f: (f.start, f.end))


def _piece(text: str, finding: Finding, label: str) -> str:
    return next((text[p.start : p.end] for p in finding.parts if p.label == label), "")


def _street(text: str, finding: Finding) -> str:
    return " ".join(_piece(text, finding, "street").split()).strip(" ,.")


def _words(text: str, wanted: set[str]) -> dict[str, list[int]]:
    """Return where each wanted word begins: one pass over the text, however many homes there are."""
    at: dict[str, list[int]] = {}
    for match in _WORD.finditer(text) if wanted else ():
        word = match.group().casefold()
        if word in wanted:
            at.setdefault(word, []).append(match.start())
    return at


_WORD = re.compile(r"\w+")


def _head(words: str) -> str:
    match = _WORD.match(words)
    return match.group().casefold() if match else ""


def _forms(text: str, finding: Finding, public: set[str]) -> Iterator[tuple[str, str]]:
    """Yield patterns of what may stand for an address, the longest first, each with the word it begins with."""
    number, street = _piece(text, finding, "number"), _street(text, finding)
    words = street.split()
    typed = len(words) > 1 and _TYPE.fullmatch(words[-1]) is not None
    core = [w for w in (words[:-1] if typed else words) if not _POINT.fullmatch(w)]
    if not core or max(map(len, core)) < SHORTEST or not any(map(str.isalpha, core[0])):
        return
    name = r"\s+".join(map(re.escape, core))
    ending = rf"(?:\s+{re.escape(words[-1].strip('.'))}\b\.?)?" if typed else ""
    if number:
        yield rf"\b{re.escape(number)}\s+(?:{_POINT.pattern}\s+)?{name}\b{ending}", _head(number)
    if typed and street.casefold() not in public:
        yield rf"\b{name}\s+{re.escape(words[-1].strip('.'))}\b", _head(core[0])


def _places(text: str, form: str, places: Iterable[int], address: Finding, taken: bytearray) -> Iterator[Finding]:
    pattern = re.compile(form, re.IGNORECASE)
    why = f"{OTHER}:same_street" if address.why.startswith(OTHER) else "same_street"
    for place in places:
        match = pattern.match(text, place)
        if match is None:
            continue
        start, end = match.span()
        if any(taken[start:end]) or (not match.group()[:1].isdigit() and match.group().islower()):
            continue
        taken[start:end] = b"\1" * (end - start)
        yield Finding(
            start=start, end=end, kind=Kind.ADDRESS, score=SCORE, by=BY, role=address.role,
            why=why, entity=address.entity, parts=(Part("street", start, end),),
        )  # fmt: skip
