"""Finds policies by name or path and works in inheritance, options and overlays.

It returns effective policies only: complete, frozen, with a digest.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.decide import sheet as sheets
from pipeline.decide.policy import (
    BURNS,
    STRICTNESS,
    Exemption,
    MinorStyle,
    Options,
    Policy,
    Rule,
    Sort,
    stricter,
)
from pipeline.decide.sheet import Sheet
from pipeline.decide.table import nearest
from pipeline.errors import ConfigError
from pipeline.nouns import Action, Ground, Kind, Role

PACKAGE = Path(__file__).resolve().parent.parent

SUFFIX = ".toml"

PLAIN_LABEL = "REDACTED"

ORDER_GIVEN = "="
"""In `all-names=112`: the overlay by name, and the docket number of the order it rests on."""


def policies_home() -> Path:
    """Return the folder of the policies that come with the program, in a wheel or in a checkout."""
    for candidate in (PACKAGE / "_models", PACKAGE.parent / "models"):
        if (candidate / "policies").is_dir():
            return candidate / "policies"
    raise ConfigError("the folder of policies is missing", reason="models_missing", hint="install prefile again")


class Shelf:
    """The policies of one folder: rules and choices in it, `overlays/` and `base/` below it."""

    def __init__(self, home: Path | None = None) -> None:
        self.home = home or policies_home()

    def names(self) -> tuple[str, ...]:
        """Return the names of all policies, the default first."""
        found = sorted(p.stem for p in self.home.glob(f"*{SUFFIX}"))
        return tuple(sorted(found, key=lambda name: name != "private"))

    def overlay_names(self) -> tuple[str, ...]:
        """Return the names of all overlays."""
        return tuple(sorted(p.stem for p in (self.home / "overlays").glob(f"*{SUFFIX}")))

    def load(self, policy: str, overlays: Sequence[str] = ()) -> Policy:
        """Return the effective policy.

        `policy` is a name (with or without its version) or the path of a file; an overlay likewise,
        and `NAME=ORDER` gives the docket number of the order it rests on.

        Raises:
            ConfigError: no such policy or overlay, or a file that does not hold together.
        """
        sheet = sheets.read(self._find(policy, self.home, "policy"))
        if sheet.sort in (Sort.OVERLAY, Sort.BASE):
            raise ConfigError(
                f"{sheet.name} is not a policy by itself ({sheet.sort})",
                reason="policy_sort",
                hint=f"use it with --overlay {sheet.name}" if sheet.sort is Sort.OVERLAY else "inherit from it",
            )
        effective = _options_worked_in(self._inherited(sheet, ()))
        _check_kinds(effective, sheet.path)
        for spec in dict.fromkeys((*effective.overlays, *overlays)):
            effective = self._laid_over(effective, spec)
        return _complete(effective, sheet.path)

    def _find(self, name: str, folder: Path, what: str, *, beside: Path | None = None) -> Path:
        if name.endswith(SUFFIX) or "/" in name:
            return (beside or Path()) / Path(name).expanduser()
        known = {p.stem: p for p in folder.glob(f"*{SUFFIX}")}
        stem, _, version = name.rpartition(".")
        for candidate in (name, stem if version[:1] == "v" and version[1:].isdigit() else ""):
            if candidate in known:
                if candidate != name and sheets.read(known[candidate]).version != version:
                    raise ConfigError(f"{what} {stem} has no version {version}", reason=f"unknown_{what}")
                return known[candidate]
        hint = nearest(name, known) or f"one of: {', '.join(sorted(known))}"
        raise ConfigError(f"unknown {what} {name!r}", reason=f"unknown_{what}", hint=hint)

    def _inherited(self, sheet: Sheet, above: tuple[Path, ...]) -> Policy:
        """Return a policy with all that it inherits; a child's rule replaces the parent's for that kind and role."""
        here = sheet.path.resolve()
        if here in above:
            raise ConfigError(f"{sheet.path}:1: inherits from itself", reason="policy_cycle")
        own = _plain(sheet)
        if not sheet.inherits:
            return own
        if "/" in sheet.inherits or sheet.inherits.endswith(SUFFIX):
            path = self._find(sheet.inherits, self.home, "policy", beside=sheet.path.parent)
        else:
            base = self.home / "base" / f"{sheet.inherits}{SUFFIX}"
            path = base if base.is_file() else self._find(sheet.inherits, self.home, "policy")
        parent = self._inherited(sheets.read(path), (*above, here))
        return dataclasses.replace(
            own,
            court=own.court or parent.court,
            cite=own.cite or parent.cite,
            label=own.label or parent.label,
            rules=_merged(parent.rules, own.rules),
            protected=_merged(parent.protected, own.protected),
            exemptions=_exempted(parent.exemptions, own.exemptions),
            options=dataclasses.replace(parent.options, **sheet.options),
            overlays=tuple(dict.fromkeys((*parent.overlays, *own.overlays))),
        )

    def _laid_over(self, policy: Policy, spec: str) -> Policy:
        name, _, order = spec.partition(ORDER_GIVEN)
        sheet = sheets.read(self._find(name, self.home / "overlays", "overlay"))
        if sheet.sort is not Sort.OVERLAY or sheet.inherits:
            raise ConfigError(f"{sheet.path}:1: not an overlay", reason="policy_sort", hint='write sort = "overlay"')
        if "order" in sheet.needs and not order:
            raise ConfigError(
                f"overlay {sheet.name} goes beyond the rules and needs an order",
                reason="overlay_needs_order",
                hint=f"give the docket number of the order: {sheet.name}{ORDER_GIVEN}NUMBER",
            )
        policy = _options_worked_in(
            dataclasses.replace(policy, options=dataclasses.replace(policy.options, **sheet.options))
        )
        rules = {(rule.kind, rule.role): rule for rule in policy.rules}
        for rule in (_ordered(rule, sheet, order) for rule in sheet.rules):
            base = policy.rule(rule.kind, rule.role or Role.NONE)
            # An order outranks a rule, but leave to box a name does not make public a paper that has to wait.
            wins = rule if rule.ground is Ground.ORDER and base.action is not Action.HOLD else stricter(base, rule)
            if wins is rule:
                rules[rule.kind, rule.role] = rule
        protected = {rule.kind: rule for rule in policy.protected}
        for rule in (_ordered(rule, sheet, order) for rule in sheet.protected):
            base_action = protected[rule.kind].action if rule.kind in protected else Action.KEEP
            if STRICTNESS[rule.action] >= STRICTNESS[base_action]:
                protected[rule.kind] = rule
        mark = f"{sheet.id}{ORDER_GIVEN}{order}" if order else sheet.id
        return dataclasses.replace(
            policy,
            rules=tuple(rules.values()),
            protected=tuple(protected.values()),
            exemptions=_exempted(policy.exemptions, sheet.exemptions),
            overlays=tuple(mark if o == spec else o for o in dict.fromkeys((*policy.overlays, spec))),
            needs=tuple(dict.fromkeys((*policy.needs, *(n for n in sheet.needs if n != "order")))),
            notes=(*policy.notes, *sheet.notes),
        )


def _plain(sheet: Sheet) -> Policy:
    return Policy(
        name=sheet.name,
        version=sheet.version,
        sort=sheet.sort,
        court=sheet.court,
        cite=sheet.cite,
        label=sheet.label,
        rules=sheet.rules,
        protected=sheet.protected,
        exemptions=sheet.exemptions,
        options=Options(**sheet.options),
        overlays=sheet.overlays,
        notes=sheet.notes,
        needs=tuple(need for need in sheet.needs if need != "order"),
    )


def _merged(parent: Iterable[Rule], own: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple({(rule.kind, rule.role): rule for rule in (*parent, *own)}.values())


def _exempted(parent: Iterable[Exemption], own: Iterable[Exemption]) -> tuple[Exemption, ...]:
    return tuple({exemption.id: exemption for exemption in (*parent, *own)}.values())


def _ordered(rule: Rule, sheet: Sheet, order: str) -> Rule:
    label = rule.label or sheet.label
    if not order:
        return dataclasses.replace(rule, label=label)
    return dataclasses.replace(
        rule, label=label.replace("{order}", order), cite=rule.cite.replace("{order}", order), order=order
    )


def _options_worked_in(policy: Policy) -> Policy:
    return dataclasses.replace(policy, rules=tuple(_with_options(rule, policy.options) for rule in policy.rules))


def _with_options(rule: Rule, options: Options) -> Rule:
    """Return the rule as the filer's options make it; they only change how a box is cut, never whether."""
    if options.strict_ssn and rule.kind in (Kind.SSN, Kind.ITIN) and rule.action is Action.LAST4:
        return dataclasses.replace(rule, action=Action.FULL)
    if rule.kind is not Kind.PERSON or rule.role is not Role.MINOR or options.minor_style is MinorStyle.RULE:
        return rule
    action, token = {
        MinorStyle.INITIALS: (Action.INITIALS, ""),
        MinorStyle.PSEUDONYM: (Action.TOKEN, options.minor_token),
        MinorStyle.FULL_BOX: (Action.FULL, ""),
    }[options.minor_style]
    if rule.action in BURNS:
        return dataclasses.replace(rule, action=action, token=token)
    if rule.with_leave in BURNS:
        return dataclasses.replace(rule, with_leave=action, leave_token=token)
    return rule


def _check_kinds(policy: Policy, path: Path) -> None:
    missing = [str(kind) for kind in Kind if (kind, None) not in {(r.kind, r.role) for r in policy.rules}]
    if missing:
        raise ConfigError(
            f"{path}:1: no rule for {', '.join(missing)}",
            reason="policy_incomplete",
            hint='write inherits = "common", or a rule for each kind',
        )


def _complete(policy: Policy, path: Path) -> Policy:
    """Return the policy with its label on every rule, or refuse one that would let through what was asked for."""
    unsaid = {Kind.PERSON, Kind.ADDRESS, Kind.TERM} - {rule.kind for rule in policy.protected}
    if unsaid or not all(rule.action in BURNS or rule.action is Action.HOLD for rule in policy.protected):
        raise ConfigError(f"{path}:1: what an order protects must be burned or held", reason="policy_protected")
    if policy.rule(Kind.EXISTING).action not in (Action.FULL, Action.HOLD):
        raise ConfigError(
            f"{path}:1: what somebody redacted before must be burned whole or held", reason="policy_existing"
        )
    if policy.rule(Kind.TERM).action not in BURNS | {Action.HOLD}:
        raise ConfigError(f"{path}:1: a TERM was asked for by name; it must be burned or held", reason="policy_term")

    def labelled(rules: Iterable[Rule]) -> tuple[Rule, ...]:
        return tuple(dataclasses.replace(r, label=r.label or _label(policy, r)) for r in rules)

    return dataclasses.replace(policy, rules=labelled(policy.rules), protected=labelled(policy.protected))


def _label(policy: Policy, rule: Rule) -> str:
    """Return the policy's label, but never the name of a rule on a box that no rule grounds."""
    return policy.label if policy.sort is Sort.CHOICE or rule.ground is Ground.RULE else PLAIN_LABEL
