"""Proven copies that wait for a signature, and their release once somebody has signed.

A draft waits in `held/drafts/` under its run's id, beside what is needed to
release it: where to, its digest, the entries of its boxes. It is released as
the very bytes that were proven, or not at all.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.matter.matter import Matter
from pipeline.nouns import Outcome, Receipt
from pipeline.record import disk, receipt


@dataclass(frozen=True, slots=True)
class Waiting:
    """One proven copy that waits for a signature."""

    path: Path
    receipt: Receipt
    destination: Path
    source: Path
    entries: tuple[Mapping[str, Any], ...]
    mode: int
    boxing: str
    """What the matter said about boxes when the copy was proven: see `gate.boxing`."""


def folder(matter: Matter) -> Path:
    """Return where drafts wait."""
    return matter.path("held") / "drafts"


def keep(matter: Matter, waiting: Waiting, data: Path) -> None:
    """Keep a draft; one that waits for the same source and place gives way to it."""
    home = folder(matter)
    disk.private_folder(home)
    for old in list(drafts(matter)):
        if old.destination == waiting.destination and old.receipt.source_sha256 == waiting.receipt.source_sha256:
            drop(old)
    disk.write_private(waiting.path, data.read_bytes())
    about = {
        "receipt": receipt.to_dict(waiting.receipt),
        "destination": str(waiting.destination.absolute()),
        "source": str(waiting.source.absolute()),
        "entries": [dict(e) for e in waiting.entries],
        "mode": waiting.mode,
        "boxing": waiting.boxing,
    }
    disk.write_private(waiting.path.with_suffix(".json"), json.dumps(about).encode())


def drafts(matter: Matter) -> Iterator[Waiting]:
    """Yield the copies that wait, by run id."""
    for about in sorted(folder(matter).glob("*.json")):
        data = json.loads(about.read_text(encoding="utf-8"))
        yield Waiting(
            path=about.with_suffix(".pdf"),
            receipt=receipt.from_json(json.dumps(data["receipt"])),
            destination=Path(data["destination"]),
            source=Path(data["source"]),
            entries=tuple(data["entries"]),
            mode=int(data["mode"]),
            boxing=str(data["boxing"]),
        )


def find(matter: Matter, run: str) -> Waiting:
    """Return the draft of a run, by its id or the beginning of it.

    Raises:
        InputError: none waits under that id, or several do.
    """
    found = [w for w in drafts(matter) if w.receipt.run_id.startswith(run)]
    if len(found) != 1:
        waiting = ", ".join(w.receipt.run_id for w in drafts(matter)) or "nothing waits"
        raise InputError(f"no one draft waits as {run!r}", reason="draft_missing", hint=f"waiting: {waiting}")
    return found[0]


def drop(waiting: Waiting) -> None:
    """Remove a draft that was released or gave way."""
    waiting.path.unlink(missing_ok=True)
    waiting.path.with_suffix(".json").unlink(missing_ok=True)


def released(waiting: Waiting, signer: Sequence[str]) -> Receipt:
    """Return the draft's receipt as that of a release, with the names of those who stand behind it."""
    return dataclasses.replace(
        waiting.receipt,
        outcome=Outcome.RELEASED,
        reasons=(),
        approved_by=signer[0],
        bar_no=signer[1],
        reviewer=signer[2],
    )
