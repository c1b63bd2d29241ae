"""The values a policy is made of; it reads no file and looks at no finding.

A policy says, for each kind and where it matters for each role, what is done
and on what ground. An *effective* policy is one whose inheritance, options and
overlays are already worked in; its digest covers all of that.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from pipeline.nouns import Action, Digest, Ground, Kind, Role

NUMBERS = frozenset(
    {
        Kind.SSN,
        Kind.ITIN,
        Kind.EIN,
        Kind.BANK_ACCT,
        Kind.CARD,
        Kind.INS_POLICY,
        Kind.DL,
        Kind.PASSPORT,
        Kind.PLATE,
        Kind.PHONE,
        Kind.CODE,
    }
)
"""Kinds whose value is a run of digits and letters that can be cut anywhere."""

PEOPLE = frozenset(
    {
        Role.NONE,
        Role.PRIVATE,
        Role.MINOR,
        Role.JUROR,
        Role.VICTIM,
        Role.PARTY,
        Role.JUDGE,
        Role.COURT_STAFF,
        Role.COUNSEL,
        Role.OFFICIAL,
        Role.EXPERT,
        Role.WITNESS,
        Role.CITED,
        Role.AUTHOR,
        Role.GUARDIAN,
        Role.NOTARY,
        Role.PROCESS_SERVER,
        Role.ENTITY,
    }
)
"""Roles that a person can have."""

WITH_ROLE = frozenset({Kind.PERSON, Kind.ADDRESS, Kind.PHONE, Kind.EMAIL})
"""Kinds whose findings carry a role."""

EVERYWHERE = frozenset({Action.KEEP, Action.ADVISE, Action.FULL, Action.X_EACH, Action.TOKEN, Action.HOLD})
"""Actions that fit every kind."""

PARTIAL: Mapping[Action, frozenset[Kind]] = MappingProxyType(
    {
        Action.LAST4: NUMBERS,
        Action.YEAR: frozenset({Kind.DOB, Kind.DATE}),
        Action.INITIALS: frozenset({Kind.PERSON}),
        Action.CITY_STATE: frozenset({Kind.ADDRESS}),
        Action.TRUNC: frozenset({Kind.EMAIL}) | NUMBERS,
    }
)
"""Actions that leave a part, and the kinds they can be cut from."""

ORDERED = "matter"
"""`Rule.origin` of what an order of the matter withholds: no ruling and no term to keep lifts it."""

BURNS = frozenset(set(Action) - {Action.KEEP, Action.ADVISE, Action.HOLD})
"""Actions that burn something."""

STRICTNESS: Mapping[Action, int] = MappingProxyType(
    {
        Action.KEEP: 0,
        Action.ADVISE: 1,
        Action.TRUNC: 2,
        Action.LAST4: 2,
        Action.YEAR: 2,
        Action.INITIALS: 2,
        Action.CITY_STATE: 2,
        Action.FULL: 3,
        Action.X_EACH: 3,
        Action.TOKEN: 4,
        Action.HOLD: 5,
    }
)
"""Which of two rules is the stricter. A token leaves as little as a full box; it ranks above it because a
rule that prescribes the very words on the box is the more particular one."""


class Sort(StrEnum):
    """What a policy file is."""

    BASE = "base"
    """Only there to be inherited."""
    RULE = "rule"
    """A court's rule: what goes beyond it needs leave of court."""
    CHOICE = "choice"
    """The filer's own choice: what goes beyond the rules is applied."""
    OVERLAY = "overlay"
    """Laid on top of a policy; the stricter of the two wins."""


class MinorStyle(StrEnum):
    """How a minor's name is replaced where the policy replaces it."""

    RULE = "rule"
    """As the rule itself says."""
    INITIALS = "initials"
    PSEUDONYM = "pseudonym"
    FULL_BOX = "full_box"


class NameStyle(StrEnum):
    """What `initials` leaves of a name."""

    INITIALS = "initials"
    FIRST_NAME = "first_name"
    """First name and last initial; initials alone when the first name is unusual."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is done with one kind (and role), and why."""

    kind: Kind
    role: Role | None
    """None: every role without a rule of its own."""
    action: Action
    token: str = ""
    """The words on the box, for `token`; `{n}` is the number of the person."""
    with_leave: Action | None = None
    """What is done instead of `advise` when the filer has leave to go beyond the rule."""
    leave_token: str = ""
    style: NameStyle = NameStyle.INITIALS
    ground: Ground = Ground.RULE
    cite: str = ""
    label: str = ""
    sources: tuple[str, ...] = ()
    confidence: str = ""
    checked: str = ""
    """Year and month in which the source was last read, `2026-11`."""
    order: str = ""
    """Docket number of the order, for ground `order`."""
    note: str = ""
    """Reason code that travels with the decision."""
    origin: str = ""
    """Name and version of the file that set it."""

    @property
    def cell(self) -> str:
        """The action as a policy file writes it: `last4`, `token:SS#`."""
        return f"{self.action}:{self.token}" if self.action is Action.TOKEN else str(self.action)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A case in which the rule does not reach. It applies only when a person says so."""

    id: str
    cite: str
    what: str
    scope: str = "document"
    """`document` or `span`."""
    kinds: tuple[Kind, ...] = ()
    """Empty: every kind."""
    roles: tuple[Role, ...] = ()
    action: Action = Action.KEEP
    """What is done instead; `last4` where the rule allows a remnant in that case."""

    def reaches(self, kind: Kind, role: Role) -> bool:
        """Tell whether the exemption speaks of this kind and role."""
        return (not self.kinds or kind in self.kinds) and (not self.roles or role in self.roles)


@dataclass(frozen=True)
class Options:
    """What a filer may choose without leaving the rule, because the rule is a ceiling."""

    minor_style: MinorStyle = MinorStyle.RULE
    minor_token: str = "Minor {n}"  # noqa: S105 - words on a box, no password
    strict_ssn: bool = False
    """Burn social security and taxpayer numbers whole."""


@dataclass(frozen=True)
class Policy:
    """An effective policy. Frozen and picklable."""

    name: str
    version: str
    sort: Sort
    court: str
    cite: str
    label: str
    rules: tuple[Rule, ...]
    protected: tuple[Rule, ...]
    """What is done with people, addresses and terms that an order protects."""
    exemptions: tuple[Exemption, ...] = ()
    options: Options = field(default_factory=Options)
    overlays: tuple[str, ...] = ()
    """Names and versions of overlays that are worked in, with `=ORDER` where one was given."""
    notes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """What must be given before the policy may be used: `person` (a named protected person)."""

    @property
    def id(self) -> str:
        """Name and version, with those of the overlays: `frcp-5.2.v1+strict-ssn.v1`."""
        return "+".join((f"{self.name}.{self.version}", *self.overlays))

    @cached_property
    def _by_key(self) -> dict[tuple[Kind, Role | None], Rule]:
        return {(rule.kind, rule.role): rule for rule in self.rules}

    @cached_property
    def _by_kind(self) -> dict[Kind, Rule]:
        return {rule.kind: rule for rule in self.protected}

    def rule(self, kind: Kind, role: Role = Role.NONE) -> Rule:
        """Return the rule for a kind and role: the role's own, else the kind's."""
        return self._by_key.get((kind, role)) or self._by_key[kind, None]

    def protection(self, kind: Kind) -> Rule:
        """Return what is done with a protected value that was found as `kind`."""
        return self._by_kind.get(kind) or self._by_kind[Kind.TERM]

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of which it says more than that they stay: what must be looked for."""
        return frozenset(rule.kind for rule in self.rules if rule.action is not Action.KEEP)

    def exemption(self, name: str) -> Exemption | None:
        """Return the exemption with this id, if the policy has it."""
        return next((e for e in self.exemptions if e.id == name), None)

    @cached_property
    def sha256(self) -> Digest:
        """The digest of all that decides: rules, options, overlays, exemptions, sources."""
        fields = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        fields["rules"] = [dataclasses.asdict(r) for r in sorted(self.rules, key=_order)]
        fields["protected"] = [dataclasses.asdict(r) for r in sorted(self.protected, key=_order)]
        fields["exemptions"] = [dataclasses.asdict(e) for e in self.exemptions]
        fields["options"] = dataclasses.asdict(self.options)
        text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return Digest(hashlib.sha256(text.encode()).hexdigest())


def _order(rule: Rule) -> tuple[str, str]:
    return str(rule.kind), str(rule.role or "")


def fits(action: Action, kind: Kind) -> bool:
    """Tell whether an action can be done to a kind at all."""
    return action in EVERYWHERE or kind in PARTIAL.get(action, frozenset())


def stricter(a: Rule, b: Rule) -> Rule:
    """Return the stricter of two rules; the first when they are equally strict."""
    return b if STRICTNESS[b.action] > STRICTNESS[a.action] else a
