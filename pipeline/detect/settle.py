"""Settles roles that only the whole set of findings tells; it drops labels taken for names, nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.detect.birth import births
from pipeline.detect.echo import echoed
from pipeline.detect.edge import trimmed
from pipeline.detect.near import near
from pipeline.detect.owner import owned
from pipeline.detect.person import named
from pipeline.detect.recast import recast
from pipeline.detect.repeat import repeated
from pipeline.nouns import Finding


def settle(text: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with roles settled, and later mentions of homes and people added."""
    people = echoed(text, recast(text, named(text, trimmed(text, [*findings, *births(text)]))))
    return tuple(near(text, repeated(text, owned(text, people))))
