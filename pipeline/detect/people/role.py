"""Decides what each person is, from every reason that was found for them; protected roles come first."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.detect.people.mention import OTHER, Reason
from pipeline.nouns import Role

PROTECTED = (Role.MINOR, Role.JUROR, Role.VICTIM)
"""Roles that win over every other, the strongest first: a box can be lifted, a child's name cannot be taken back."""

RANK = (
    Role.JUDGE,
    Role.COURT_STAFF,
    Role.COUNSEL,
    Role.PARTY,
    Role.OFFICIAL,
    Role.EXPERT,
    Role.GUARDIAN,
    Role.NOTARY,
    Role.PROCESS_SERVER,
    Role.WITNESS,
    Role.AUTHOR,
    Role.CITED,
)
"""Roles in the order in which they win at equal weight."""

CERTAIN = frozenset(("bar_number", "signature_judge", "judge_after"))
"""Reasons that only an adult can have: no child has a bar number."""


_HINTS = frozenset(("party_verb", "files_paper", "answers_bench", "aide"))
"""Reasons that make a party, counsel or an official only of somebody whom no word calls a private person."""


def decide(reasons: Iterable[Reason]) -> Reason:
    """Return the reason that wins; a person without any is private."""
    found = list(reasons)
    adult = any(r.why.removeprefix(f"{OTHER}:") in CERTAIN and r.weight >= 3 for r in found)
    for role in PROTECTED:
        if role == Role.MINOR and adult:
            continue
        strong = [r for r in found if r.role == role and r.weight >= 2]
        if strong:
            return max(strong, key=lambda r: r.weight)
    private = any(r.role == Role.PRIVATE for r in found)
    others = [r for r in found if r.role in RANK and not (private and r.why in _HINTS)]
    if not others:
        return Reason(Role.PRIVATE, "no_public_role", 1)
    return max(others, key=lambda r: (r.weight, -RANK.index(r.role)))
