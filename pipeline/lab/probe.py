"""Texts in which nobody may be found: citations, statutes, headings, exhibits, Bates numbers, words that are names too.

People of cited cases, their judges, and authors may be found as such; anything else that is found as a name is false.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.lab.court import pool
from pipeline.lab.measure import System

HARMLESS = frozenset(("cited", "author", "judge"))
"""Roles in which a name of a probe is rightly found (`Halloran, J., dissenting`): it stays under every policy."""


@cache
def probes() -> tuple[str, ...]:
    """Return the texts."""
    lines = (pool.DATA / "probes.txt").read_text(encoding="utf-8").splitlines()
    return tuple(t.strip() for t in "\n".join(x for x in lines if not x.startswith("#")).split("\n--\n"))


@dataclass(frozen=True, slots=True)
class Probed:
    """What one system found in the probes."""

    probes: int
    names: tuple[tuple[int, str], ...] = field(repr=False)
    """Number of the probe and words of each false name."""
    boxes: tuple[tuple[int, str], ...] = field(repr=False)
    """The same of whatever a policy boxes; of a system without a policy, whatever it finds."""


def probed(system: System, texts: Sequence[str] = ()) -> Probed:
    """Run a system over the probes, each a text of its own."""
    names: list[tuple[int, str]] = []
    boxes: list[tuple[int, str]] = []
    texts = texts or probes()
    for number, text in enumerate(texts):
        guesses = system(text)
        names += [(number, text[g.start : g.end]) for g in guesses if g.kind == "PERSON" and g.role not in HARMLESS]
        boxes += [(number, text[g.start : g.end]) for g in guesses if g.burn is None or g.burn]
    return Probed(len(texts), tuple(names), tuple(boxes))
