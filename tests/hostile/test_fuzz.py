"""A brief round of `make fuzz`: damaged papers are released without what was burned, or not released for a reason."""

from __future__ import annotations

from pathlib import Path

from bench.fuzz import pool, round_of

SEED = 20
EXAMPLES = 25


def test_damaged_papers_are_proven_or_not_released(tmp_path: Path) -> None:
    ends: list[str] = []
    worker = pool(tmp_path)
    try:
        round_of(tmp_path, worker, SEED, EXAMPLES, ends.append)
    finally:
        worker.close()

    assert len(ends) >= EXAMPLES
    assert {"released", "refused"} <= set(ends)
