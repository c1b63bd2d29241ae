"""Trims what a name took along from beside it, and drops labels and courts taken for names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.nouns import Finding, Kind, Part, Role

_LABEL = r"(?:born|age|sex|dob|d\.o\.b\.?|ssn|mrn|race|grade|school|address|phone|telephone|email|e-mail|relation|name|redacted)"  # noqa: E501
_ALONE = re.compile(rf"{_LABEL}(?:[ \n]{_LABEL})*|I[’']m|initials?", re.IGNORECASE)
_BEHIND = re.compile(
    rf"[ \t\n,]{{1,40}}(?:(?i:{_LABEL})|SAID|STATED|SAYS|TOLD|WROTE|TESTIFIED|REPORTED|REFUSED|ADVISED)$"
)
_STATE = (
    r"(?:Ala|Ariz|Ark|Cal|Colo|Conn|Del|Fla|Ga|Haw|Ill|Ind|Kan|Ky|La|Mass|Md|Me|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Or|Pa|"
    r"Tenn|Tex|Va|Vt|Wash|Wis|Wyo)"
)
_COURT = re.compile(rf"(?:[NSEWCMD]\.[ ]?){{1,2}}{_STATE}\.?")
"""A district court as it is cited (`E.D. Cal.`), or half of one."""
_INITIALS = re.compile(r"(?:[A-Z]\.){2,4}(?=\n)")

_PRINTED = re.compile(r"REDACTED(?:[ ]?[-–][ ]?[A-Z][\w.() ]{0,30}\))?[\s-]*")
"""What is printed on a box: `REDACTED`, with the rule where there is room."""

_WRITTEN = frozenset((Kind.ADDRESS, Kind.TERM, Kind.EXISTING))
"""Kinds that may hold any word."""

_LETTERS = re.compile(r"[^\W\d_]{3}|\bbox\b", re.IGNORECASE)

REMNANT = 5
"""Letters and digits that a policy leaves of an identifier, at most."""

_INVERTED = re.compile(r"(?:^|\n)(?P<surname>[^\W\d_][\w’'-]+,[ ])$")
"""The surname of `Castellaw, Dominic` at the start of a row, before a name that ran on into the next row."""


def trimmed(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with names cut to what is a name, and without those of which nothing is left."""
    return [kept for finding in findings for kept in _trim(text, finding)]


def _trim(text: str, finding: Finding) -> Iterator[Finding]:
    if finding.kind != Kind.PERSON:
        yield from _without_print(text, finding)
        return
    start, end = finding.start, finding.end
    behind = _BEHIND.search(text[start:end])
    while behind is not None:
        end = start + behind.start()
        behind = _BEHIND.search(text[start:end])
    inverted = _INVERTED.search(text[max(0, start - 40) : start])
    cut = text.find("\n", start, end)
    if inverted is not None and cut >= 0:
        first = start - len(inverted["surname"])
        yield replace(finding, start=first, end=cut, role=Role.PRIVATE, why="no_public_role", entity=-1, parts=())
        yield from _trim(text, replace(finding, start=cut + 1, parts=_after(finding.parts, cut + 1)))
        return
    initials = _INITIALS.match(text, start, end)
    if initials is not None:
        return
    if _ALONE.fullmatch(text, start, end) or _COURT.fullmatch(text, start, end):
        return
    if end == finding.end:
        yield finding
        return
    parts = tuple(Part(p.label, p.start, min(p.end, end)) for p in finding.parts if p.start < end)
    yield replace(finding, end=end, parts=parts)


def _without_print(text: str, finding: Finding) -> Iterator[Finding]:
    """Yield an identifier without what an earlier run printed on the box before it; a remnant of it is none."""
    if finding.kind == Kind.ADDRESS and "REDACTED" in text[finding.start : finding.end]:
        streets = [text[p.start : p.end] for p in finding.parts if p.label in ("street", "box")]
        if any(_LETTERS.search(words.replace("REDACTED", "")) for words in streets):
            yield finding
        return
    if finding.kind in _WRITTEN:
        yield finding
        return
    printed = _PRINTED.match(text, finding.start, finding.end)
    if printed is None:
        yield finding
    elif sum(map(str.isalnum, text[printed.end() : finding.end])) > REMNANT:
        yield replace(finding, start=printed.end(), parts=_after(finding.parts, printed.end()))


def _after(parts: tuple[Part, ...], start: int) -> tuple[Part, ...]:
    return tuple(Part(p.label, max(p.start, start), p.end) for p in parts if p.end > start)
