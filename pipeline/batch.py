"""From a folder to jobs, and from receipts to a sum that adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import OutputError
from pipeline.nouns import Job, Outcome, Receipt


def jobs(in_dir: Path, out_dir: Path, **options: Any) -> list[Job]:
    """Return one job for each PDF below `in_dir`, its destination at the same place below `out_dir`.

    Raises:
        OutputError: the folders overlap, or the output folder cannot be made.
    """
    source, target = in_dir.resolve(), out_dir.resolve()
    if target == source or source in target.parents or target in source.parents:
        raise OutputError(
            f"{out_dir} and {in_dir} overlap", reason="folders_overlap", hint="choose an output folder beside the input"
        )
    found = sorted(p for p in in_dir.rglob("*") if p.suffix.lower() == ".pdf" and p.is_file())
    result = []
    for path in found:
        destination = out_dir / path.relative_to(in_dir)
        try:
            destination.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise OutputError(f"cannot make the folder {destination.parent}", reason="output_folder") from None
        result.append(Job(source=path, destination=destination, **options))
    return result


def summary(receipts: Sequence[Receipt]) -> dict[str, int]:
    """Return how many filings ended how; the counts add up to the number of receipts."""
    counts = Counter(r.outcome for r in receipts)
    return {str(outcome): counts[outcome] for outcome in (Outcome.RELEASED, Outcome.HELD, Outcome.REFUSED)}
