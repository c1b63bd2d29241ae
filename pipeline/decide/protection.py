"""Tells which findings an order or the matter protects by name, and what is done with them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from pipeline.decide.people import People
from pipeline.decide.policy import Policy, Rule
from pipeline.decide.rulings import Protected, folded, name_words, same_address, same_name
from pipeline.decide.shelf import PLAIN_LABEL
from pipeline.nouns import Action, Finding, Ground, Kind, Role

APART = frozenset({Role.JUDGE, Role.COURT_STAFF, Role.CITED, Role.AUTHOR})
"""Roles whose bearer is not the protected person only because the surname is the same."""


class Protection:
    """The protected people, addresses and texts of one matter against the findings of one filing."""

    def __init__(self, policy: Policy, protected: Sequence[Protected], text: str, people: People) -> None:
        self._policy = policy
        self._protected = protected
        self._text = text
        self._people = people
        self._names = [[name_words(v) for v in p.values] if p.kind is Kind.PERSON else [] for p in protected]

    def of(self, finding: Finding) -> tuple[Rule, str] | None:
        """Return what is done with a protected finding, and by whose word; None when it is not protected."""
        for protected, names in zip(self._protected, self._names, strict=True):
            if self._is(finding, protected, names):
                return self._rule(finding, protected), protected.by or "auto"
        return None

    def _is(self, finding: Finding, protected: Protected, names: Sequence[tuple[str, ...]]) -> bool:
        value = self._text[finding.start : finding.end]
        padded = f" {folded(value)} "
        if finding.role not in APART and any(f" {folded(v)} " in padded for v in protected.values):
            return True
        if protected.kind is Kind.ADDRESS and finding.kind is Kind.ADDRESS:
            return any(same_address(value, v) for v in protected.values)
        return finding.kind is Kind.PERSON and any(self._is_person(finding, name) for name in names)

    def _is_person(self, finding: Finding, name: tuple[str, ...]) -> bool:
        """Tell whether a mention is of the person called `name`: by any full mention, or by one bare name.

        A bare name counts when nothing says that it belongs to somebody else.
        """
        if self._people.any_name(finding, lambda mention: same_name(mention, name)):
            return True
        words = self._people.words(finding)
        bare = len(words) == 1 and words[0] in name and len(words[0]) > 1
        return bare and finding.role not in APART and not self._people.any_name(finding, lambda _: True)

    def _rule(self, finding: Finding, protected: Protected) -> Rule:
        rule = self._policy.protection(finding.kind)
        order = protected.order or rule.order
        ground = rule.ground
        if protected.order:
            ground = Ground.ORDER
        elif ground is Ground.ORDER and not order:
            ground = Ground.REQUEST
        return dataclasses.replace(
            rule,
            kind=finding.kind,
            action=Action.TOKEN if protected.token else rule.action,
            token=protected.token or rule.token,
            ground=ground,
            order=order,
            cite=protected.cite or _filled(rule.cite, order, otherwise="the matter's own list of protected people"),
            label=_filled(rule.label, order, otherwise=PLAIN_LABEL),
        )


def _filled(text: str, order: str, *, otherwise: str) -> str:
    if "{order}" not in text:
        return text
    return text.replace("{order}", order) if order else otherwise
