"""What people do in a matter, each act on record with its names; what it refuses, it says how to do rightly.

Protection is easy to enter and hard to lift: a designation ends only with an
order's docket number, a danger only with two names, and what somebody says of
an address is recorded and changes nothing else.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pipeline.digest import digest_of
from pipeline.errors import UsageError
from pipeline.matter import fingerprint, gate
from pipeline.matter.book import (
    STATUSES,
    Address,
    Book,
    Designated,
    Exemption,
    FindingRuling,
    Order,
    Person,
    Release,
    Standing,
    Term,
    is_second,
)
from pipeline.matter.matter import Matter
from pipeline.nouns import Action, Kind, Reading


def enter_order(matter: Matter, order: Order) -> None:
    """Record a protective order, or add categories and kinds to one that is recorded.

    Raises:
        UsageError: no docket number or date, or a kind that does not exist.
    """
    known = matter.book.order(order.docket)
    if not order.docket or not (order.date or known):
        raise UsageError(
            "an order is recorded with its docket number and date",
            reason="order",
            hint="give --order 39 --date 2011-02-23",
        )
    if bad := [name for name in order.withhold if name not in set(Kind)]:
        raise UsageError(f"no such kind: {bad[0]}", reason="kind", hint=f"one of: {', '.join(Kind)}")
    if known:
        order = replace(
            known,
            date=order.date or known.date,
            categories=tuple(dict.fromkeys((*known.categories, *order.categories))),
            withhold=tuple(dict.fromkeys((*known.withhold, *order.withhold))),
        )

    def change(book: Book) -> Book:
        return replace(book, orders=(*(o for o in book.orders if o.docket != order.docket), order))

    matter.change(
        change, "order_entered", by=order.by, order=order.docket, dated=order.date, withhold=list(order.withhold)
    )


def protect_person(matter: Matter, person: Person) -> str:
    """Enter a person to protect and return the id.

    Raises:
        UsageError: it rests on an order that is not recorded.
    """
    _order_known(matter, person.order)
    made = replace(person, id=f"P{len(matter.book.people) + 1}")
    fields = {"minor": made.minor, "danger": made.danger, "order": made.order, "addresses": len(made.addresses)}
    matter.change(
        lambda b: replace(b, people=(*b.people, made)), "person_protected", by=made.by, entry=made.id, **fields
    )
    return made.id


def protect_term(matter: Matter, term: Term) -> str:
    """Enter a text to burn and return its id.

    Raises:
        UsageError: it rests on an order that is not recorded.
    """
    _order_known(matter, term.order)
    made = replace(term, id=f"T{len(matter.book.terms) + 1}")
    matter.change(
        lambda b: replace(b, terms=(*b.terms, made)), "term_protected", by=made.by, entry=made.id, order=made.order
    )
    return made.id


def lift(matter: Matter, entry: str, *, by: str, second: str = "", order: str = "") -> None:
    """End the protection of a person or a text.

    Raises:
        UsageError: there is no such entry; it rests on an order and none lifts it; it is a danger, or the matter is
            strict, and a second name is missing.
    """
    entered: list[Person | Term] = [*matter.book.people, *matter.book.terms]
    found = next((e for e in entered if e.id == entry), None)
    if found is None or found.lifted:
        raise _no_entry(f"nobody is protected as {entry!r}")
    if found.order and not order:
        raise UsageError(
            f"{entry} is protected by an order (ECF No. {found.order})",
            reason="needs_order",
            hint="give the docket number of the order that lifts it with --order",
        )
    two_names(matter, by, second, always=found.danger, why=f"{entry} is marked as a danger")
    ended = f"ECF No. {order}" if order else " and ".join(name for name in (by, second) if name)

    def change(book: Book) -> Book:
        return replace(
            book,
            people=_altered(book.people, entry, lifted=ended),
            terms=_altered(book.terms, entry, lifted=ended),
        )

    matter.change(change, "protection_lifted", by=by, second=second, entry=entry, order=order)


def say_of_address(matter: Matter, entry: str, number: int, status: str, *, by: str) -> None:
    """Record what a person says of an address. It lifts nothing.

    Raises:
        UsageError: there is no such address or status.
    """
    person = next((p for p in matter.book.people if p.id == entry), None)
    if person is None or not 1 <= number <= len(person.addresses):
        raise _no_entry(f"no address {entry}:{number}")
    if status not in STATUSES:
        raise UsageError(f"no such status: {status}", reason="status", hint=f"one of: {', '.join(STATUSES)}")
    since = matter.now()
    addresses = tuple(
        replace(a, status=status, by=by, since=since) if n == number else a
        for n, a in enumerate(person.addresses, start=1)
    )

    def change(book: Book) -> Book:
        return replace(book, people=_altered(book.people, entry, addresses=addresses))

    matter.change(change, "address_status", by=by, entry=f"{entry}:{number}", status=status)


def add_address(matter: Matter, entry: str, value: str, *, by: str) -> None:
    """Add an address to a protected person.

    Raises:
        UsageError: there is no such person.
    """
    if not any(p.id == entry for p in matter.book.people):
        raise _no_entry(f"nobody is protected as {entry!r}")

    def change(book: Book) -> Book:
        person = next(p for p in book.people if p.id == entry)
        return replace(book, people=_altered(book.people, entry, addresses=(*person.addresses, Address(value=value))))

    matter.change(change, "address_added", by=by, entry=entry)


def designate(
    matter: Matter, source: Path, reading: Reading, *, by: str, order: str = "", bates: Sequence[str] = ()
) -> Designated:
    """Designate a document by its digest, a sample of its words and its production numbers; keep a copy apart.

    Raises:
        UsageError: the order is not recorded, or a range of numbers cannot be read.
    """
    _order_known(matter, order)
    if bad := [text for text in bates if fingerprint.bates_range(text) is None]:
        raise UsageError(f"not a range of numbers: {bad[0]}", reason="bates", hint="as in COD000120-COD000131")
    sha256 = digest_of(source)
    made = Designated(
        id=f"D{len(matter.book.designated) + 1}",
        sha256=sha256,
        pages=fingerprint.sample(reading, gate.fingerprint_key(matter)),
        bates=tuple(bates),
        order=order,
        by=by,
        since=matter.now(),
    )
    home = matter.path(gate.CONFIDENTIAL)
    if home.resolve() not in source.resolve().parents:
        kept = home / f"{made.id}.pdf"
        shutil.copyfile(source, kept)
        kept.chmod(0o600)
    matter.change(
        lambda b: replace(b, designated=(*b.designated, made)),
        "designated",
        by=by,
        entry=made.id,
        document=sha256,
        order=order,
        bates=list(bates),
    )
    return made


def undesignate(matter: Matter, entry: str, *, by: str, order: str, second: str = "") -> None:
    """End a designation by the order that ends it.

    Raises:
        UsageError: there is no such designation, no docket number, or no second reviewer in a strict matter.
    """
    found = next((d for d in matter.book.designated if d.id == entry and not d.lifted), None)
    if found is None:
        raise _no_entry(f"nothing is designated as {entry!r}")
    if not order.strip():
        raise UsageError(
            "a designation ends only with an order of the court",
            reason="needs_order",
            hint="give the docket number of the order that ends it with --order",
        )
    two_names(matter, by, second)

    def change(book: Book) -> Book:
        return replace(book, designated=_altered(book.designated, entry, lifted=order))

    matter.change(change, "undesignated", by=by, second=second, entry=entry, document=found.sha256, order=order)


def release_redacted(matter: Matter, release: Release) -> None:
    """Rule that a redacted copy of a held document may be filed; what the order withholds is burned in it all the same.

    Raises:
        UsageError: no reason, or no second reviewer in a strict matter.
    """
    if not release.because.strip():
        raise UsageError(
            "a ruling says why a redacted copy may be filed", reason="because", hint="give the reason with --because"
        )
    two_names(matter, release.by, release.second)
    made = replace(release, since=matter.now())
    matter.change(
        lambda b: replace(b, releases=(*b.releases, made)),
        "ruled_release_redacted",
        by=made.by,
        second=made.second,
        because=made.because,
        document=made.document,
        order=made.order,
    )


def leave_out(matter: Matter, document: str, *, by: str) -> None:
    """Record that a held document is not filed, so that the rest of its package no longer waits for it."""
    packages = [e.get("package", "") for e in matter.events() if e.get("document") == document]
    matter.record("left_out", by=by, document=document, state="left_out", package=packages[-1] if packages else "")


def exempt(matter: Matter, exemption: Exemption) -> None:
    """Record a person's word that an exemption of the rule applies to a document or a value."""
    made = replace(exemption, since=matter.now())
    matter.change(
        lambda b: replace(b, exempt=(*b.exempt, made)),
        "exempted",
        by=made.by,
        exemption=made.exemption,
        document=made.document,
        one_value=bool(made.value),
    )


def rule_on_finding(matter: Matter, ruling: FindingRuling, *, second: str = "") -> None:
    """Record a reviewer's word on one finding.

    Raises:
        UsageError: there is no such action, or no second reviewer in a strict matter.
    """
    if ruling.action not in set(Action):
        raise UsageError(f"no such action: {ruling.action}", reason="action", hint=f"one of: {', '.join(Action)}")
    two_names(matter, ruling.by, second)
    made = replace(ruling, since=matter.now())
    place = {"start": made.start, "end": made.end, "action": made.action}
    matter.change(
        lambda b: replace(b, findings=(*b.findings, made)),
        "ruled_finding",
        by=made.by,
        second=second,
        document=made.document,
        **place,
    )


def make_strict(matter: Matter, *, by: str, **why: str | int) -> None:
    """Turn the matter strict: from now on every ruling and approval takes two people. `why` goes on record."""
    matter.change(lambda b: replace(b, strict=True), "strict", by=by, **why)


def approve_standing(matter: Matter, standing: Standing) -> None:
    """Record a standing approval.

    Raises:
        UsageError: no bar number, or the matter is strict.
    """
    signs(standing.name, standing.bar)
    if matter.book.strict:
        raise UsageError(
            "a strict matter takes no standing approval",
            reason="strict",
            hint="approve each output: `prefile matter approve DIR RUN --by --bar --second`",
        )
    made = replace(standing, since=matter.now())
    matter.change(
        lambda b: replace(b, standing=(*b.standing, made)), "standing_approval", by=made.name, bar_no=made.bar
    )


def revoke_standing(matter: Matter, *, by: str) -> None:
    """Take every standing approval back."""
    ended = f"{matter.now()} by {by}"

    def change(book: Book) -> Book:
        return replace(book, standing=tuple(s if s.revoked else replace(s, revoked=ended) for s in book.standing))

    matter.change(change, "standing_approval_revoked", by=by)


def signs(name: str, bar_no: str) -> None:
    """Refuse an approval by nobody.

    Raises:
        UsageError: the name or the bar number is missing.
    """
    if not name.strip() or not bar_no.strip():
        raise UsageError(
            "an approval names who signs and the bar number", reason="approval", hint="give --by and --bar"
        )


def two_names(
    matter: Matter, by: str, second: str, *, always: bool = False, why: str = "this matter is strict"
) -> None:
    """Refuse an act that one person may not do alone.

    Raises:
        UsageError: the second name is missing or the same.
    """
    if not (always or matter.book.strict):
        return
    if not is_second(by, second):
        raise UsageError(
            f"{why}: two people must stand behind this",
            reason="second_reviewer",
            hint="give another person's name with --second",
        )


Entry = TypeVar("Entry", Person, Term, Designated)


def _altered(entries: Sequence[Entry], entry: str, **changes: Any) -> tuple[Entry, ...]:
    """Return entries with the changes made in the one with this id."""
    return tuple(replace(e, **changes) if e.id == entry else e for e in entries)


def _order_known(matter: Matter, docket: str) -> None:
    if docket and matter.book.order(docket) is None:
        raise UsageError(
            f"no order with docket number {docket} is recorded in this matter",
            reason="order",
            hint=f"record it first: `prefile matter protect DIR --order {docket} --date YYYY-MM-DD --by NAME`",
        )


def _no_entry(what: str) -> UsageError:
    return UsageError(what, reason="entry", hint="`prefile matter show` lists the ids")
