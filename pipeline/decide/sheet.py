"""One policy file as it stands; it knows nothing of the files it inherits from.

A file that does not hold together is refused with its name and the line.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.decide import table
from pipeline.decide.policy import PEOPLE, WITH_ROLE, Exemption, MinorStyle, NameStyle, Rule, Sort, fits
from pipeline.decide.table import Table
from pipeline.nouns import Action, Ground, Kind, Role

ABOUT = frozenset({"cite", "label", "ground", "source", "confidence", "checked"})
"""What a file may say once for all its rules, and each rule for itself."""

TOP = ABOUT | {
    "name",
    "version",
    "sort",
    "inherits",
    "court",
    "notes",
    "needs",
    "overlays",
    "options",
    "rules",
    "protected",
    "exemptions",
}
IN_RULE = ABOUT | {"action", "with_leave", "style", "note"}
IN_EXEMPTION = frozenset({"id", "cite", "what", "scope", "kinds", "roles", "action"})
IN_OPTIONS = frozenset({"minor_style", "minor_token", "strict_ssn"})

NAME = r"[a-z0-9][a-z0-9._-]*"
"""Names of policies and exemptions."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One policy file, checked by itself."""

    path: Path
    name: str
    version: str
    sort: Sort
    inherits: str
    court: str
    cite: str
    label: str
    rules: tuple[Rule, ...]
    """Complete but for the label: an empty one is that of the policy in the end."""
    protected: tuple[Rule, ...]
    exemptions: tuple[Exemption, ...]
    options: Mapping[str, Any]
    """Only those the file sets."""
    overlays: tuple[str, ...]
    needs: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def id(self) -> str:
        """Name and version."""
        return f"{self.name}.{self.version}"


def read(path: Path) -> Sheet:
    """Read one policy file.

    Raises:
        ConfigError: the file cannot be read, or says something that has no meaning; the message
            names file and line.
    """
    top = table.read(path)
    top.known(TOP)
    for need in top.texts("needs"):
        if need not in ("order", "person"):
            top.fail(f"unknown need {need!r}", "needs", hint="one of: order, person")
    name = top.matching("name", NAME, "lower-case letters, digits, dots and dashes")
    version = top.matching("version", r"v[1-9][0-9]*", "v1, v2, ...", default="v1")
    return Sheet(
        path=path,
        name=name,
        version=version,
        sort=top.choice(Sort, "sort", "rule"),
        inherits=top.text("inherits"),
        court=top.text("court"),
        cite=top.text("cite"),
        label=top.text("label"),
        rules=_rules(top, "rules", f"{name}.{version}"),
        protected=_rules(top, "protected", f"{name}.{version}"),
        exemptions=tuple(_exemption(t) for t in top.children("exemptions")),
        options=_options(top.child("options")),
        overlays=top.texts("overlays"),
        needs=top.texts("needs"),
        notes=top.texts("notes"),
    )


def _rules(top: Table, section: str, origin: str) -> tuple[Rule, ...]:
    found: dict[tuple[Kind, Role | None], Rule] = {}
    holder = top.child(section)
    for rule, where in _each_rule(top, holder, with_roles=section == "rules"):
        if (rule.kind, rule.role) in found:
            where.fail(f"a second rule for {rule.kind} {rule.role or ''}".rstrip())
        found[rule.kind, rule.role] = dataclasses.replace(rule, origin=origin)
    return tuple(found.values())


def _each_rule(top: Table, holder: Table, *, with_roles: bool) -> Iterator[tuple[Rule, Table]]:
    """Yield the rules of `[rules.KINDS]` and `[rules.KINDS.roles]`, where both may be lists with commas."""
    for kinds in holder.data:
        outer = holder.child(kinds)
        inner = [outer.child(key) for key, value in outer.data.items() if isinstance(value, dict)]
        own = {key: value for key, value in outer.data.items() if not isinstance(value, dict)}
        for kind_name in _split(kinds):
            kind = outer.member(Kind, kind_name, what="kind")
            if own or not inner:
                plain = dataclasses.replace(outer, data=own)
                yield _rule(top, plain, kind, None), plain
            for fields in inner:
                for role_name in _split(str(fields.path[-1])):
                    role = fields.member(Role, role_name, what="role")
                    if not with_roles or kind not in WITH_ROLE or (kind is Kind.PERSON and role not in PEOPLE):
                        fields.fail(f"{kind} has no role {role}", reason="policy_role_misplaced")
                    yield _rule(top, fields, kind, role), fields


def _rule(top: Table, fields: Table, kind: Kind, role: Role | None) -> Rule:
    fields.known(IN_RULE)
    if "action" not in fields.data:
        fields.fail("a rule needs an action")
    action, token = _cell(fields, kind, "action")
    leave, leave_token = _cell(fields, kind, "with_leave") if "with_leave" in fields.data else (None, "")
    if leave and action is not Action.ADVISE:
        fields.fail("with_leave only goes with the action advise", "with_leave")
    return Rule(
        kind=kind,
        role=role,
        action=action,
        token=token,
        with_leave=leave,
        leave_token=leave_token,
        style=fields.choice(NameStyle, "style", "initials"),
        ground=fields.choice(Ground, "ground", top.text("ground", "rule")),
        cite=fields.text("cite", top.text("cite")),
        label=fields.text("label"),
        sources=fields.texts("source") or top.texts("source"),
        confidence=fields.text("confidence", top.text("confidence")),
        checked=fields.matching(
            "checked", r"(20\d\d-(0[1-9]|1[0-2]))?", "a year and month like 2026-11", default=top.text("checked")
        ),
        note=fields.matching("note", r"[a-z0-9_]*", "a code of lower-case letters, digits and _"),
    )


def _cell(fields: Table, kind: Kind, key: str) -> tuple[Action, str]:
    name, _, token = fields.text(key).partition(":")
    action = fields.member(Action, name, key, what="action")
    if not fits(action, kind):
        fields.fail(f"{action} cannot be done to {kind}", key, reason="policy_action_misplaced")
    if (action is Action.TOKEN) != bool(token):
        fields.fail("a token is written token:WORDS, and no other action has words", key)
    return action, token


def _exemption(fields: Table) -> Exemption:
    fields.known(IN_EXEMPTION)
    return Exemption(
        id=fields.matching("id", NAME, "lower-case letters, digits, dots and dashes"),
        cite=fields.text("cite"),
        what=fields.text("what"),
        scope=fields.matching("scope", "document|span", "document or span", default="document"),
        kinds=fields.choices(Kind, "kinds", what="kind"),
        roles=fields.choices(Role, "roles", what="role"),
        action=fields.choice(Action, "action", "keep"),
    )


def _options(fields: Table) -> Mapping[str, Any]:
    fields.known(IN_OPTIONS)
    found: dict[str, Any] = {}
    if "minor_style" in fields.data:
        found["minor_style"] = fields.choice(MinorStyle, "minor_style", "rule")
    if "minor_token" in fields.data:
        found["minor_token"] = fields.text("minor_token")
    if "strict_ssn" in fields.data:
        found["strict_ssn"] = fields.flag("strict_ssn")
    return found


def _split(key: str) -> list[str]:
    return [part.strip() for part in key.split(",")]
