"""What stands behind `prefile evaluate FILE.jsonl`; it reads, measures and writes text, and decides nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.lab import corpus, table
from pipeline.lab.corpus import Document
from pipeline.lab.measure import Result, System, measure


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One corpus and what each system did with it."""

    documents: tuple[Document, ...]
    results: Mapping[str, Result]

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON. Holds offsets, no words."""
        return {"systems": {name: result.as_dict() for name, result in self.results.items()}}

    def table(self) -> str:
        """Return the table of figures."""
        return table.table(self.results)

    def misses(self) -> str:
        """Return every miss and false guess of the first system, with its words: for a terminal only."""
        return table.misses(self.documents, next(iter(self.results.values())))

    def gains_over(self, base: Path) -> str:
        """Return gains and losses of the first system over an earlier `--json` output, example by example.

        Raises:
            ConfigError: `base` is no such output, or does not hold this system.
        """
        name, result = next(iter(self.results.items()))
        try:
            earlier = json.loads(base.read_text(encoding="utf-8"))["systems"]
            earlier = earlier.get(name) or next(iter(earlier.values()))
            return table.changes(self.documents, result, earlier)
        except (OSError, ValueError, KeyError, StopIteration, TypeError, IndexError):
            raise ConfigError(f"{base} is no earlier result of evaluate", reason="evaluate_base") from None


def evaluate(path: Path, systems: Mapping[str, System], *, limit: int = 0) -> Evaluation:
    """Measure each system on the annotated text in `path`, one after the other, in this process.

    Raises:
        InputError: the file is missing or not annotated text.
    """
    documents = corpus.read(path, limit=limit)
    return Evaluation(documents, {name: measure(documents, system) for name, system in systems.items()})
