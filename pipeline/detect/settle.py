"""Settles roles that only the whole set of findings tells; it drops labels taken for names, nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.detect.birth import births
from pipeline.detect.echo import echoed
from pipeline.detect.edge import trimmed
from pipeline.detect.near import near
from pipeline.detect.owner import owned
from pipeline.detect.people.sheet import Sheet
from pipeline.detect.person import named
from pipeline.detect.recast import recast
from pipeline.detect.repeat import repeated
from pipeline.nouns import Finding


def settle(text: str, findings: Iterable[Finding], known: Sheet | None = None) -> tuple[Finding, ...]:
    """Return findings with roles settled, and later mentions of homes and people added; `known` has more homes."""
    people = echoed(text, recast(text, named(text, trimmed(text, [*findings, *births(text)]))))
    found = owned(text, people)
    if known is not None:
        found = [f for f in repeated(text + known.text, [*found, *known.homes]) if f.end <= len(text)]
    else:
        found = repeated(text, found)
    return tuple(near(text, found))
