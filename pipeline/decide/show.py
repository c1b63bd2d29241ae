"""Lists, shows and compares policies as plain rows; how they are printed is the caller's business."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.decide.policy import BURNS, Policy, Rule
from pipeline.decide.shelf import Shelf
from pipeline.nouns import Action, Kind, Role


@dataclass(frozen=True, slots=True)
class Card:
    """One line of the list of policies."""

    name: str
    version: str
    sort: str
    court: str
    cite: str
    confidence: str
    checked: str
    sha256: str
    """Of the effective policy; empty for an overlay."""


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of a policy, in words."""

    kind: str
    role: str
    """Empty: every role without a row of its own."""
    action: str
    with_leave: str
    """What is boxed instead of `advise` when the filer has leave; empty for nothing."""
    ground: str
    cite: str
    label: str
    confidence: str
    checked: str
    sources: tuple[str, ...]
    origin: str
    """Name and version of the file that set it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell in which two policies differ."""

    kind: str
    role: str
    before: str
    after: str


def cards(home: Path | None = None) -> tuple[Card, ...]:
    """Return one card for each policy, the default first."""
    shelf = Shelf(home)
    return tuple(_card(shelf.load(name)) for name in shelf.names())


def _card(policy: Policy) -> Card:
    own = [rule for rule in policy.rules if rule.origin == f"{policy.name}.{policy.version}" and rule.confidence]
    return Card(
        name=policy.name,
        version=policy.version,
        sort=str(policy.sort),
        court=policy.court,
        cite=policy.cite,
        confidence=own[0].confidence if own else "",
        checked=own[0].checked if own else "",
        sha256=policy.sha256,
    )


def rows(policy: Policy) -> tuple[Row, ...]:
    """Return every cell of an effective policy, by kind and role."""
    order = list(Kind)
    roles = [None, *Role]
    ranked = sorted(policy.rules, key=lambda r: (order.index(r.kind), roles.index(r.role)))
    return tuple(_row(rule) for rule in ranked)


def _row(rule: Rule) -> Row:
    leave = f"{rule.with_leave}:{rule.leave_token}" if rule.with_leave is Action.TOKEN else str(rule.with_leave or "")
    acts = rule.action in BURNS or rule.action is Action.HOLD
    return Row(
        kind=str(rule.kind),
        role=str(rule.role or ""),
        action=rule.cell,
        with_leave=leave,
        ground=str(rule.ground) if acts else "",
        cite=rule.cite if acts else "",
        label=rule.label if acts else "",
        confidence=rule.confidence,
        checked=rule.checked,
        sources=rule.sources,
        origin=rule.origin,
    )


def diff(before: Policy, after: Policy) -> tuple[Change, ...]:
    """Return every kind and role for which two policies do different things."""
    return tuple(_changes(before, after))


def _changes(before: Policy, after: Policy) -> Iterator[Change]:
    keys: Sequence[tuple[Kind, Role | None]] = sorted(
        {(rule.kind, rule.role) for policy in (before, after) for rule in policy.rules},
        key=lambda key: (list(Kind).index(key[0]), [None, *Role].index(key[1])),
    )
    for kind, role in keys:
        old, new = _cell(before, kind, role), _cell(after, kind, role)
        if old != new:
            yield Change(kind=str(kind), role=str(role or ""), before=old, after=new)


def _cell(policy: Policy, kind: Kind, role: Role | None) -> str:
    found = next((rule for rule in policy.rules if (rule.kind, rule.role) == (kind, role)), None)
    return (found or policy.rule(kind)).cell
