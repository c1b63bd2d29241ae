"""The values of a matter's file, frozen; they hold names and addresses and hide them from `repr`.

Nothing is ever taken out of a book: what no longer holds is marked with the
order or the person that ended it, so that the file tells the whole story.
"""

from __future__ import annotations

from dataclasses import dataclass, field

STATUSES = ("unknown", "current", "former", "business", "not_a_party")
"""What a person may have said about an address. None of them lifts a box."""


def is_second(name: str, second: str) -> bool:
    """Tell whether `second` names a person, and another one than `name`."""
    return bool(second.strip()) and second.strip().casefold() != name.strip().casefold()


@dataclass(frozen=True, slots=True)
class Address:
    """An address of a protected person."""

    value: str = field(repr=False)
    status: str = "unknown"
    """One of `STATUSES`, as a named person recorded it."""
    by: str = ""
    since: str = ""
    """UTC, ISO 8601: when the status was recorded."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose name and addresses are burned whole wherever they stand."""

    id: str
    """`P1`, `P2`...: what logs and commands call this person."""
    name: str = field(repr=False)
    aliases: tuple[str, ...] = field(default=(), repr=False)
    addresses: tuple[Address, ...] = ()
    minor: bool = False
    pseudonym: str = ""
    """Words on the box instead of the policy's: `Jane Doe`."""
    danger: bool = False
    """Exposure could lead to harm: lifting the protection takes two names."""
    order: str = ""
    """Docket number of the order that protects; empty when it is the party's own request."""
    by: str = ""
    lifted: str = ""
    """Docket number of the order, or the names, that ended the protection; empty while it lasts."""


@dataclass(frozen=True, slots=True)
class Term:
    """A text that is burned wherever it stands."""

    id: str
    """`T1`, `T2`..."""
    value: str = field(repr=False)
    order: str = ""
    by: str = ""
    danger: bool = False
    lifted: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A protective order."""

    docket: str
    """Docket number: `39`."""
    date: str = ""
    """ISO 8601."""
    categories: tuple[str, ...] = ()
    """The kinds of information that it covers, in its own words."""
    withhold: tuple[str, ...] = ()
    """Kinds of finding (`ADDRESS`, `DOB`...) that it withholds whole in every paper of the matter."""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Designated:
    """A document that an order or a party designated. Holds digests, never words."""

    id: str
    """`D1`, `D2`..."""
    sha256: str
    pages: tuple[str, ...] = field(default=(), repr=False)
    """For each page the sample of keyed digests of its word runs, one behind the other: see `fingerprint`."""
    bates: tuple[str, ...] = ()
    """Ranges: `COD000120-COD000131`, or single numbers."""
    order: str = ""
    by: str = ""
    since: str = ""
    lifted: str = ""
    """Docket number of the order that ended the designation; empty while it lasts."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """A person's word that an exemption of the rule applies to a document or to one value."""

    exemption: str
    by: str
    document: str = ""
    """SHA-256 of the source."""
    value: str = field(default="", repr=False)
    since: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A person's word that a document's holds are met by redaction: a redacted copy may be filed."""

    document: str
    """SHA-256 of the source."""
    by: str
    because: str
    """The person's reason, in the person's words; not a word of the document."""
    order: str = ""
    """Docket number of the order that allows it, where one is needed."""
    second: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class FindingRuling:
    """A reviewer's word on one finding, by its place in the reading of one source."""

    document: str
    start: int
    end: int
    action: str
    by: str
    ground: str = "discretion"
    order: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing approval: whoever gave it stands behind every output, until it is revoked or the matter is strict."""

    name: str
    bar: str
    since: str = ""
    revoked: str = ""
    """When and by whom it was taken back; empty while it lasts."""


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that is known of one matter."""

    court: str = ""
    case: str = ""
    """The case number: `1:10-cv-1203`."""
    policy: str = "private"
    overlays: tuple[str, ...] = ()
    deadline: str = ""
    """ISO 8601."""
    strict: bool = False
    """Every ruling and every approval takes a second reviewer, and a standing approval is not enough."""
    orders: tuple[Order, ...] = ()
    people: tuple[Person, ...] = ()
    terms: tuple[Term, ...] = ()
    designated: tuple[Designated, ...] = ()
    exempt: tuple[Exemption, ...] = ()
    releases: tuple[Release, ...] = ()
    findings: tuple[FindingRuling, ...] = ()
    standing: tuple[Standing, ...] = ()

    def order(self, docket: str) -> Order | None:
        """Return the order with this docket number."""
        return next((o for o in self.orders if o.docket == docket), None)

    def release_of(self, document: str) -> Release | None:
        """Return the last ruling that a redacted copy of this source may be filed."""
        return next((r for r in reversed(self.releases) if r.document == document), None)
