"""From a matter's book to what the decider takes: rulings by name, and rules as an order stiffens them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from pipeline.decide.policy import ORDERED, Policy, Rule
from pipeline.decide.rulings import Exempt, Protected, Ruled, Rulings
from pipeline.errors import ConfigError
from pipeline.matter.book import Book, Order
from pipeline.nouns import Action, Ground, Kind, Role

WITHHELD: dict[Kind, tuple[Role, ...]] = {
    Kind.ADDRESS: (Role.HOME, Role.UNKNOWN, Role.PRO_SE),
    Kind.PERSON: (Role.PRIVATE, Role.VICTIM, Role.WITNESS, Role.MINOR, Role.GUARDIAN, Role.NONE),
}
"""Roles that an order reaches where it withholds a kind that has roles: nobody's office, court or counsel."""


def rulings(book: Book) -> Rulings:
    """Return what people ruled and whom the matter protects.

    Raises:
        ConfigError: an entry does not hold together.
    """
    try:
        ruled = tuple(
            Ruled(
                start=f.start,
                end=f.end,
                action=Action(f.action),
                by=f.by,
                document=f.document,
                ground=Ground(f.ground),
                order=f.order,
            )
            for f in book.findings
        )
    except ValueError:
        raise ConfigError(
            "a ruling on a finding names an action or ground that does not exist",
            reason="ruling_invalid",
            hint=f"actions: {', '.join(Action)}",
        ) from None
    return Rulings(
        protected=tuple(_protected(book)),
        exempt=tuple(Exempt(exemption=e.exemption, by=e.by, document=e.document, value=e.value) for e in book.exempt),
        ruled=ruled,
    )


def _protected(book: Book) -> Iterator[Protected]:
    for person in book.people:
        if person.lifted:
            continue
        yield Protected(
            kind=Kind.PERSON,
            value=person.name,
            aliases=person.aliases,
            order=person.order,
            token=person.pseudonym,
            by=person.by,
        )
        for address in person.addresses:
            yield Protected(kind=Kind.ADDRESS, value=address.value, order=person.order, by=person.by)
    for term in book.terms:
        if not term.lifted:
            yield Protected(kind=Kind.TERM, value=term.value, order=term.order, by=term.by)


def ordered(policy: Policy, orders: Iterable[Order]) -> Policy:
    """Return a policy in which what an order withholds is boxed whole on the ground of that order."""
    rules = {(rule.kind, rule.role): rule for rule in policy.rules}
    for order in orders:
        for name in order.withhold:
            for kind, role in _reached(policy, Kind(name)):
                base = policy.rule(kind, role or Role.NONE)
                if base.action is not Action.HOLD:
                    rules[kind, role] = _rule(kind, role, order)
    return dataclasses.replace(policy, rules=tuple(rules.values()))


def _reached(policy: Policy, kind: Kind) -> list[tuple[Kind, Role | None]]:
    if kind in WITHHELD:
        return [(kind, role) for role in WITHHELD[kind]]
    return [(rule.kind, rule.role) for rule in policy.rules if rule.kind is kind]


def _rule(kind: Kind, role: Role | None, order: Order) -> Rule:
    return Rule(
        kind=kind,
        role=role,
        action=Action.FULL,
        ground=Ground.ORDER,
        cite=f"protective order (ECF No. {order.docket})",
        label=f"REDACTED - Protective Order (ECF No. {order.docket})",
        order=order.docket,
        confidence="as the matter records it",
        origin=ORDERED,
    )
