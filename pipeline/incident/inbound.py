"""Looks at what the other side filed for values that the matter protects. It alters nothing and releases nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import batch, core
from pipeline.core import Kit
from pipeline.matter import Matter
from pipeline.matter.book import Book
from pipeline.nouns import Ground, Job, Kind
from pipeline.workdir import working_folder

LOOKED = "inbound_looked"
ALERT = "inbound_alert"

PROGRAM = "prefile"
"""By whom the program's own events are."""


@dataclass(frozen=True, slots=True)
class Alert:
    """What one paper of the other side shows. Holds no word of it."""

    path: Path
    document: str
    """SHA-256."""
    pages: tuple[int, ...]
    """Pages that show protected values, from 1."""
    kinds: Mapping[str, int]
    """How many values of each kind."""
    unread: tuple[str, ...] = ()
    """Why the paper, or a part of it, could not be looked at; then a person has to."""


def protected(book: Book) -> tuple[str, ...]:
    """Return every value that the matter protects now."""
    people = [p for p in book.people if not p.lifted]
    names = [name for p in people for name in (p.name, *p.aliases)]
    places = [a.value for p in people for a in p.addresses]
    return tuple(dict.fromkeys([*names, *places, *(t.value for t in book.terms if not t.lifted)]))


def look(matter: Matter, folder: Path, kit: Kit, *, again: bool = False) -> tuple[Alert, ...]:
    """Look at every PDF below a folder that was not looked at for what is protected now; return the alerts.

    Each look and each alert is put on the matter's record. `again` looks at every paper.
    """
    values = protected(matter.book)
    digest = matter.key.mac("inbound", "\n".join(values))
    seen = set() if again else {(e["document"], e["protected"]) for e in matter.events(LOOKED)}
    return tuple(_looked(matter, folder, kit, values=values, digest=digest, seen=seen))


def _looked(
    matter: Matter, folder: Path, kit: Kit, *, values: tuple[str, ...], digest: str, seen: set[tuple[str, str]]
) -> Iterator[Alert]:
    for path in batch.find(folder):
        document = batch.digest(path)
        if document is None or (document, digest) in seen:
            continue
        alert = _at(path, document, matter, kit, values)
        if alert.kinds or alert.unread:
            matter.record(
                ALERT,
                by=PROGRAM,
                document=document,
                pages=list(alert.pages),
                kinds=dict(alert.kinds),
                reasons=list(alert.unread),
            )
            yield alert
        matter.record(LOOKED, by=PROGRAM, document=document, protected=digest)


def _at(path: Path, document: str, matter: Matter, kit: Kit, values: tuple[str, ...]) -> Alert:
    job = Job(source=path, destination=path, policy=matter.book.policy, terms=values, scan_only=True)
    with working_folder(kit.tmp) as work:
        proof = core.prove(job, kit, work)
    shown = [p for p in proof.placed if p.decision.finding.kind is Kind.TERM or p.decision.ground is Ground.ORDER]
    return Alert(
        path=path,
        document=document,
        pages=tuple(sorted({p.page + 1 for p in shown})),
        kinds=Counter(str(p.decision.finding.kind) for p in shown),
        unread=tuple(r for r in proof.receipt.reasons if not r.startswith("decision_hold")),
    )
