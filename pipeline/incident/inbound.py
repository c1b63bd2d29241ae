"""Looks at what the other side filed for values that the matter protects. It alters nothing and releases nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import batch, core
from pipeline.core import Kit
from pipeline.decide.policy import BURNS
from pipeline.matter import Matter
from pipeline.matter.terms import rulings
from pipeline.nouns import Ground, Job
from pipeline.workdir import working_folder

LOOKED = "inbound_looked"
ALERT = "inbound_alert"

PROTECTING = frozenset({Ground.ORDER, Ground.REQUEST})
"""Grounds on which a matter protects, beyond any rule of the court."""

DESIGNATED = "designated"
OUR_HOLDS = ("decision_hold", "legend", "sealed_type", "names_juror", "package_held", "confidential", "second_reviewer")
"""What would hold a paper of ours, and is no matter of theirs."""

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
    designated: tuple[str, ...] = ()
    """Which designated documents of the matter it shows: `designated:D1:words`."""
    unread: tuple[str, ...] = ()
    """Why the paper, or a part of it, could not be looked at; then a person has to."""


def look(matter: Matter, folder: Path, kit: Kit, *, again: bool = False) -> tuple[Alert, ...]:
    """Look at every PDF below a folder that was not looked at for what is protected now; return the alerts.

    Each look and each alert is put on the matter's record. `again` looks at every paper.
    """
    orders = [f"{order.docket}:{kind}" for order in matter.book.orders for kind in order.withhold]
    designated = [each.id for each in matter.book.designated if not each.lifted]
    digest = matter.key.mac("inbound", "\n".join([*rulings(matter.book).terms, *orders, *designated]))
    seen = set() if again else {(e["document"], e["protected"]) for e in matter.events(LOOKED)}
    return tuple(_looked(matter, folder, kit, digest=digest, seen=seen))


def _looked(matter: Matter, folder: Path, kit: Kit, *, digest: str, seen: set[tuple[str, str]]) -> Iterator[Alert]:
    for path in batch.find(folder):
        document = batch.digest(path)
        if document is None or (document, digest) in seen:
            continue
        alert = _at(path, document, matter, kit)
        if alert.kinds or alert.designated or alert.unread:
            matter.record(
                ALERT,
                by=PROGRAM,
                document=document,
                pages=list(alert.pages),
                kinds=dict(alert.kinds),
                reasons=[*alert.designated, *alert.unread],
            )
            yield alert
        matter.record(LOOKED, by=PROGRAM, document=document, protected=digest)


def _at(path: Path, document: str, matter: Matter, kit: Kit) -> Alert:
    job = Job(source=path, destination=path, policy=matter.book.policy, matter=matter.folder, scan_only=True)
    with working_folder(kit.tmp) as work:
        proof = core.prove(job, kit, work)
    shown = [p for p in proof.placed if p.decision.ground in PROTECTING and p.decision.action in BURNS]
    reasons = proof.receipt.reasons
    return Alert(
        path=path,
        document=document,
        pages=tuple(sorted({p.page + 1 for p in shown})),
        kinds=Counter(str(p.decision.finding.kind) for p in shown),
        designated=tuple(r for r in reasons if r.startswith(DESIGNATED)),
        unread=tuple(r for r in reasons if not r.startswith((DESIGNATED, *OUR_HOLDS))),
    )
