"""Tells papers that are not public at all by their headings: juror lists, presentence reports, unexecuted warrants.

The list is that of the Judicial Conference's policy for criminal case files
(March 2008). A motion about such a paper is not one: the heading stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.nouns import Reading

HEAD = 40
"""Lines of a page's beginning in which its title can stand."""

TYPES: dict[str, re.Pattern[str]] = {
    "juror_list": re.compile(
        r"(?:list of )?(?:prospective |petit |grand |trial )?(?:juror|jury)s? (?:list|panel|roll|roster|"
        r"questionnaires?|information(?: sheet| form)?|seating chart)|venire(?: list| panel)?|"
        r"list of (?:prospective )?jurors"
    ),
    "presentence_report": re.compile(
        r"(?:final |draft |modified )?pre ?sentence (?:investigation )?report(?: addendum)?|addendum to (?:the )?"
        r"presentence (?:investigation )?report"
    ),
    "pretrial_report": re.compile(r"(?:pretrial services|bail|detention|pretrial bail) report(?: addendum)?"),
    "statement_of_reasons": re.compile(r"statement of reasons(?: not for public disclosure)?"),
    "warrant": re.compile(
        r"(?:arrest|bench|search(?: and seizure)?|sealed) warrant(?: by telephone.*)?|warrant for arrest|summons in a "
        r"criminal case"
    ),
    "juvenile_record": re.compile(
        r"juvenile (?:court )?(?:record|records|petition|information|delinquency (?:petition|information))"
    ),
    "cja_affidavit": re.compile(r"(?:cja 23 )?financial affidavit(?: in support of request for attorney.*)?|cja 23"),
    "ex_parte_expert": re.compile(
        r"(?:sealed )?ex parte (?:application|request|motion) for (?:authorization of )?(?:investigative|expert|"
        r"investigative expert or other).*services?.*"
    ),
    "cooperation": re.compile(
        r"(?:sealed )?(?:cooperation agreement|plea agreement supplement|supplement to plea agreement|sealed plea "
        r"supplement)"
    ),
}
"""What each type's heading looks like, in lower case without punctuation."""

_EXECUTED = re.compile(
    r"(?i:\b(?:executed|served|arrested|received)\b[^\n]{0,40}?\b(?:on|at|date)\b)[^\n]{0,20}?(?:\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|"
    r"[A-Z][a-z]+ \d{1,2}, \d{4})"
)
"""A warrant or summons with its return filled in is executed, and public unless sealed."""


def types(reading: Reading) -> tuple[tuple[str, int], ...]:
    """Return (type, page from 0) for each heading of a sealed type."""
    found: list[tuple[str, int]] = []
    for page in reading.pages:
        for line in _headings(page.text):
            kind = next((name for name, pattern in TYPES.items() if pattern.fullmatch(line)), "")
            if kind and not (kind == "warrant" and _EXECUTED.search(reading.text)):
                found.append((kind, page.number))
    return tuple(dict.fromkeys(found))


def _headings(text: str) -> Iterator[str]:
    for raw in re.split(r"[\n\t]", text)[:HEAD]:
        letters = [c for c in raw if c.isalpha()]
        # NOTE: a heading is in capitals or in title case; a cell of a table in lower case is none.
        if letters and letters[0].isupper() and not raw.rstrip().endswith((".", ",", ";")):
            yield " ".join(re.findall(r"[^\W_]+", raw.casefold()))
