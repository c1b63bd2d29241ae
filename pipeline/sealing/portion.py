"""Says of what kind each boxed part is and where it stands; it never repeats a word of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.core import Placed
from pipeline.nouns import Decision, Ground, Kind, Role

KINDS = MappingProxyType(
    {
        Kind.PERSON: "name of a person",
        Kind.ADDRESS: "address",
        Kind.SSN: "social security number",
        Kind.ITIN: "taxpayer number",
        Kind.EIN: "employer number",
        Kind.DOB: "birth date",
        Kind.BANK_ACCT: "account number",
        Kind.CARD: "payment card number",
        Kind.INS_POLICY: "insurance policy number",
        Kind.DL: "driver's licence number",
        Kind.PASSPORT: "passport number",
        Kind.PLATE: "number plate",
        Kind.PHONE: "telephone number",
        Kind.EMAIL: "mail address",
        Kind.DATE: "date",
        Kind.CODE: "file number",
        Kind.PLACE: "place",
        Kind.ORG: "organisation",
        Kind.TRAIT: "trait of a person",
        Kind.AMOUNT: "amount",
        Kind.TERM: "passage that the filer marked",
        Kind.LOOKALIKE: "number",
        Kind.EXISTING: "matter under an earlier redaction",
    }
)
PEOPLE = MappingProxyType(
    {
        Role.MINOR: "name of a minor",
        Role.JUROR: "name of a juror",
        Role.VICTIM: "name of a victim",
        Role.WITNESS: "name of a witness",
        Role.PARTY: "name of a party",
    }
)


@dataclass(frozen=True, slots=True)
class Portion:
    """One boxed part of one document."""

    document: int
    """Number of the document in its kit, from 1."""
    page: int
    """From 1."""
    box: int
    """Number printed beside the highlighted part; 0 for a document that is to be sealed whole."""
    kind: str
    ground: str
    cite: str
    """The rule that grounds the box; empty when none does."""
    order: str
    """Docket number of the order it rests on; empty for none."""
    asked: bool
    """Whether the court is asked to seal it; a rule itself grounds the others."""


def portions_of(document: int, placed: Iterable[Placed]) -> Iterator[Portion]:
    """Yield a portion for each box of a document."""
    for each in placed:
        d = each.decision
        if each.box:
            yield Portion(
                document=document,
                page=each.page + 1,
                box=each.box,
                kind=_kind(d),
                ground=str(d.ground),
                cite=d.cite if d.ground is Ground.RULE else "",
                order=d.order,
                asked=d.ground is not Ground.RULE,
            )


def whole(document: int, pages: int) -> Portion:
    """Return the portion that stands for a whole document."""
    return Portion(document, 1, 0, f"the whole document, {pages} pages", str(Ground.REQUEST), "", "", asked=True)


def _kind(decision: Decision) -> str:
    finding = decision.finding
    if finding.kind is Kind.PERSON:
        return PEOPLE.get(finding.role, KINDS[Kind.PERSON])
    if finding.kind is Kind.ADDRESS and finding.role is Role.HOME:
        return "home address"
    return KINDS[finding.kind]
