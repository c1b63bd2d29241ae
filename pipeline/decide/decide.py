"""Applies one policy to the findings of one filing: exactly one decision for each.

Precedence, highest first:

    (0) what lies under an earlier redaction              burned whole, whatever anybody says
    (1) what an order or the matter protects by name      cannot be kept by anything below; where the
                                                          rule holds the paper, it waits all the same
    (2) what a reviewer ruled on this very finding
    (3) what the filer asked to keep                      recorded as `keep_term`
    (4) an exemption of the rule that a person claimed
    (5) the policy: local rule over national rule, the stricter of it and its overlays

Boxes that no rule, order or request grounds (ground `discretion`) are applied only
under a policy of the filer's own choice, or with leave; else they are listed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.decide.cut import Cut
from pipeline.decide.keep import KEEP, MASKS
from pipeline.decide.kept import Kept
from pipeline.decide.people import Key, People, numbered, piece_of
from pipeline.decide.policy import BURNS, NUMBERS, ORDERED, PARTIAL, Policy, Rule, Sort
from pipeline.decide.protection import Protection
from pipeline.decide.rulings import Exempt, Ruled, Rulings, folded
from pipeline.decide.shelf import PLAIN_LABEL, Shelf
from pipeline.decide.table import nearest
from pipeline.errors import ConfigError
from pipeline.nouns import Action, Decision, Finding, Ground, Kind, Reading, Role

NOTHING_RULED = Rulings()

FAMILY = frozenset({Role.PARTY, Role.GUARDIAN, Role.WITNESS, Role.PRIVATE, Role.NONE})
"""Roles in which a kept name can be that of a minor's parent, which gives the initials away."""


class PolicyDecider:
    """Decides by one policy and the rulings of one matter."""

    def __init__(
        self,
        policy: Policy,
        *,
        rulings: Rulings = NOTHING_RULED,
        allow_discretion: bool = False,
        document: str = "",
    ) -> None:
        """Take an effective policy; `document` is the source's SHA-256, without which no ruling on a document applies.

        Raises:
            ConfigError: a ruling names an exemption that the policy does not have, or the policy needs
                a protected person and there is none.
        """
        self.policy = policy
        self.rulings = rulings
        self.allow_discretion = allow_discretion
        self.document = document
        self.name = policy.id + ("+discretion" if allow_discretion else "")
        self.sha256: str = policy.sha256
        self.kinds: frozenset[Kind] = policy.kinds
        _check(policy, rulings)

    @classmethod
    def of(
        cls,
        policy: str = "private",
        overlays: Sequence[str] = (),
        *,
        home: Path | None = None,
        rulings: Rulings = NOTHING_RULED,
        allow_discretion: bool = False,
    ) -> PolicyDecider:
        """Return a decider by a policy's name or path; see `Shelf.load`."""
        loaded = Shelf(home).load(policy, overlays)
        return cls(loaded, rulings=rulings, allow_discretion=allow_discretion)

    def for_document(self, sha256: str) -> PolicyDecider:
        """Return a decider that also applies the rulings made on the source with this digest."""
        return PolicyDecider(self.policy, rulings=self.rulings, allow_discretion=self.allow_discretion, document=sha256)

    def decide(
        self, reading: Reading, findings: Sequence[Finding], *, keep_terms: Sequence[str] = ()
    ) -> tuple[Decision, ...]:
        """Return one decision per finding, in the same order."""
        case = _Case(self, reading.text, findings, keep_terms)
        return tuple(case.decisions())


def _check(policy: Policy, rulings: Rulings) -> None:
    for exempt in rulings.exempt:
        if policy.exemption(exempt.exemption) is None:
            known = [e.id for e in policy.exemptions]
            raise ConfigError(
                f"policy {policy.id} has no exemption {exempt.exemption!r}",
                reason="unknown_exemption",
                hint=nearest(exempt.exemption, known) or f"one of: {', '.join(known)}",
            )
    if "person" in policy.needs and not any(p.kind is Kind.PERSON for p in rulings.protected):
        raise ConfigError(
            f"policy {policy.id} has an overlay that needs a protected person by name",
            reason="overlay_needs_person",
            hint="enter the person with `prefile matter protect`",
        )


@dataclasses.dataclass(frozen=True, slots=True)
class _Settled:
    """The rule that governs a finding in the end, and by whose word."""

    rule: Rule
    by: str = "auto"
    note: str = ""


class _Case:
    """One filing's findings under one decider."""

    def __init__(self, decider: PolicyDecider, text: str, findings: Sequence[Finding], keep: Sequence[str]) -> None:
        self.decider = decider
        self.policy = decider.policy
        self.text = text
        self.findings = findings
        self.people = People(text, findings)
        self.kept = Kept(text, keep, self.people)
        self.protection = Protection(self.policy, decider.rulings.protected, text, self.people)
        self.ruled = {(r.start, r.end): r for r in decider.rulings.ruled if r.document == decider.document != ""}
        self.exempt = [e for e in decider.rulings.exempt if e.document in ("", decider.document)]
        self.settled = [self._existing(f) if f.kind is Kind.EXISTING else self._settle(f) for f in findings]
        self.shared = self.people.share_initials([f for f, s in self._boxed() if s.rule.action is Action.INITIALS])
        self.tokens = self._token_numbers()

    def decisions(self) -> Iterator[Decision]:
        surnames = self._minors_surnames()
        for finding, settled in zip(self.findings, self.settled, strict=True):
            decision = self._decision(finding, settled)
            if self._gives_a_minor_away(decision, surnames):
                decision = dataclasses.replace(
                    decision, action=Action.ADVISE, ground=Ground.DISCRETION, note="shares_minor_surname"
                )
            yield decision

    # --- which rule ---------------------------------------------------------

    def _existing(self, finding: Finding) -> _Settled:
        """Return the rule for what somebody redacted before; nobody's word keeps what nobody can read."""
        refused = self.kept.covers(finding) or (finding.start, finding.end) in self.ruled
        return _Settled(self.policy.rule(finding.kind), note="keep_term_refused" if refused else "")

    def _settle(self, finding: Finding) -> _Settled:
        """Return the rule that governs a finding: steps 1 to 5 of the module's list."""
        rule = self.policy.rule(finding.kind, finding.role)
        waits = rule.action is Action.HOLD and (finding.start, finding.end) not in self.ruled
        if not waits and (protected := self.protection.of(finding)):
            rule, by = protected
            return _Settled(rule, by, "keep_term_refused" if self.kept.covers(finding) else "")
        ruled = self.ruled.get((finding.start, finding.end))
        if rule.origin == ORDERED and (ruled is None or ruled.action not in BURNS):
            return _Settled(rule, note="keep_term_refused" if self.kept.covers(finding) or ruled else "")
        if ruled:
            return _Settled(self._leave(_as_ruled(rule, ruled)), ruled.by, "ruled")
        rule = self._leave(rule)
        acts = rule.action in BURNS or rule.action is Action.HOLD
        if acts and self.kept.covers(finding):
            kept = dataclasses.replace(rule, action=Action.KEEP)
            return _Settled(kept, "keep_term", "keep_term_over_rule" if rule.ground is Ground.RULE else "keep_term")
        if acts and rule.ground is Ground.RULE and (claimed := self._exemption(finding)):
            exempt, action, cite = claimed
            changed = dataclasses.replace(rule, action=action, cite=cite)
            return _Settled(changed, exempt.by, f"exempt_{exempt.exemption.replace('-', '_')}")
        return _Settled(rule, note="keep_term_partial" if acts and self.kept.touches(finding) else rule.note)

    def _leave(self, rule: Rule) -> Rule:
        """Return the rule as it stands with or without leave to go beyond the rules."""
        leave = self.decider.allow_discretion
        if leave and rule.action is Action.ADVISE and rule.with_leave:
            return dataclasses.replace(
                rule, action=rule.with_leave, token=rule.leave_token, ground=Ground.DISCRETION, label=PLAIN_LABEL
            )
        free = leave or self.policy.sort is Sort.CHOICE or rule.kind is Kind.TERM
        if rule.action in BURNS and rule.ground is Ground.DISCRETION and not free:
            return dataclasses.replace(rule, action=Action.ADVISE, note=rule.note or "needs_leave")
        return rule

    def _exemption(self, finding: Finding) -> tuple[Exempt, Action, str] | None:
        value = folded(self.text[finding.start : finding.end])
        for exempt in self.exempt:
            exemption = self.policy.exemption(exempt.exemption)
            if exemption is None or not exemption.reaches(finding.kind, finding.role):
                continue
            if not exempt.value or folded(exempt.value) == value:
                return exempt, exemption.action, exemption.cite
        return None

    # --- what is cut --------------------------------------------------------

    def _boxed(self) -> list[tuple[Finding, _Settled]]:
        return [(f, s) for f, s in zip(self.findings, self.settled, strict=True) if s.rule.action in BURNS]

    def _token_numbers(self) -> Mapping[str, Mapping[Key, int]]:
        templates: dict[str, list[Key]] = {}
        for finding, settled in self._boxed():
            if "{n}" in settled.rule.token and finding.kind is Kind.PERSON:
                templates.setdefault(settled.rule.token, []).append(self.people.key(finding))
        return {template: numbered(keys) for template, keys in templates.items()}

    def _decision(self, finding: Finding, settled: _Settled) -> Decision:
        rule = settled.rule
        decision = Decision(
            finding=finding,
            action=rule.action,
            label=rule.label,
            ground=rule.ground,
            cite=rule.cite,
            order=rule.order,
            by=settled.by,
            note=settled.note,
        )
        if rule.action is Action.KEEP:
            by_rule = settled.by == "auto"
            return dataclasses.replace(
                decision, label="", cite="" if by_rule else rule.cite, ground=Ground.RULE if by_rule else rule.ground
            )
        if rule.action is Action.ADVISE:
            return dataclasses.replace(decision, label="", ground=Ground.DISCRETION)
        if rule.action is Action.HOLD:
            return decision
        return self._burning(decision, self._cut(finding, rule))

    def _burning(self, decision: Decision, cut: Cut) -> Decision:
        if not cut.burn:
            return dataclasses.replace(
                decision, action=Action.KEEP, label="", remnant=cut.remnant, note=cut.note or "nothing_to_burn"
            )
        shift = decision.finding.start
        return dataclasses.replace(
            decision,
            burn=tuple((a + shift, b + shift) for a, b in cut.burn),
            overlay=cut.overlay,
            remnant=cut.remnant,
            note=decision.note or cut.note,
        )

    def _cut(self, finding: Finding, rule: Rule) -> Cut:
        piece = piece_of(self.text, finding)
        if rule.action in PARTIAL and finding.why.startswith("remnant"):
            return Cut(burn=(), remnant=str(rule.action), note="remnant")
        if finding.kind in NUMBERS and _is_mask(piece.value):
            return Cut(burn=(), note="already_reduced")
        key = self.people.key(finding) if finding.kind is Kind.PERSON else ""
        number = self.shared.get(key, "") if rule.action is Action.INITIALS else ""
        token = rule.token.replace("{n}", str(self.tokens.get(rule.token, {}).get(key, 1)))
        cut = KEEP[rule.action](dataclasses.replace(piece, token=token, style=rule.style, number=number))
        return dataclasses.replace(cut, note="same_initials") if number and cut.burn else cut

    # --- what the reader should know ------------------------------------------

    def _minors_surnames(self) -> frozenset[str]:
        names = (self.people.of(f).fullest for f, _ in self._boxed() if f.role is Role.MINOR and f.kind is Kind.PERSON)
        return frozenset(name[-1] for name in names if len(name) > 1)

    def _gives_a_minor_away(self, decision: Decision, surnames: frozenset[str]) -> bool:
        finding = decision.finding
        if decision.action is not Action.KEEP or decision.by != "auto" or not surnames:
            return False
        if finding.kind is not Kind.PERSON or finding.role not in FAMILY:
            return False
        name = self.people.of(finding).fullest
        return bool(name) and name[-1] in surnames


def _as_ruled(rule: Rule, ruled: Ruled) -> Rule:
    """Return the rule as a reviewer changed it."""
    if ruled.action is rule.action:
        return rule
    keeps = ruled.action in (Action.KEEP, Action.ADVISE)
    return dataclasses.replace(
        rule,
        action=ruled.action,
        ground=rule.ground if keeps else ruled.ground,
        cite=ruled.cite or (rule.cite if keeps else ""),
        order=ruled.order,
        label=rule.label if keeps or ruled.ground is Ground.RULE else PLAIN_LABEL,
        with_leave=None,
    )


def _is_mask(value: str) -> bool:
    """Tell whether nothing but X's, stars and the like is left of a number."""
    return any(c in MASKS for c in value) and all(c in MASKS for c in value if c.isalnum())
