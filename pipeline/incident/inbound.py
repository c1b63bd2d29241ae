"""Looks at what the other side filed for values that the matter protects. It alters nothing and releases nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import batch, core
from pipeline.core import Proof
from pipeline.decide.policy import BURNS
from pipeline.errors import Error
from pipeline.matter import Matter
from pipeline.matter.desk import PROGRAM
from pipeline.matter.terms import rulings
from pipeline.nouns import Ground, Job, Receipt

Run = Callable[[Sequence[Job]], Iterable[tuple[int, Receipt | Error, Proof | None]]]
"""An engine's `run`."""

LOOKED = "inbound_looked"
ALERT = "inbound_alert"

PROTECTING = frozenset({Ground.ORDER, Ground.REQUEST})
"""Grounds on which a matter protects, beyond any rule of the court."""

DESIGNATED = "designated"
OUR_HOLDS = ("decision_hold", "legend", "sealed_type", "names_juror", "package_held", "confidential", "second_reviewer")
"""What would hold a paper of ours, and is no matter of theirs."""


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


def look(matter: Matter, folder: Path, run: Run, *, again: bool = False) -> Iterator[Alert]:
    """Look at every PDF below a folder that was not looked at for what is protected now; yield the alerts.

    Each look and each alert is put on the matter's record. `run` is an engine's, so that a hostile paper harms
    nobody; `again` looks at every paper.
    """
    orders = [f"{order.docket}:{kind}" for order in matter.book.orders for kind in order.withhold]
    designated = [each.id for each in matter.book.designated if not each.lifted]
    digest = matter.key.mac("inbound", "\n".join([*rulings(matter.book).terms, *orders, *designated]))
    seen = set() if again else {e["document"] for e in matter.events(LOOKED) if e["protected"] == digest}
    found = [(path, sha256) for path in batch.find(folder) if (sha256 := batch.digest(path)) and sha256 not in seen]
    base = Job(source=folder, destination=folder, policy=matter.book.policy, matter=matter.folder, scan_only=True)
    for index, outcome, proof in run([core.placed(base, path, path) for path, _ in found]):
        path, document = found[index]
        alert = _alert(path, document, outcome, proof)
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


def _alert(path: Path, document: str, outcome: Receipt | Error, proof: Proof | None) -> Alert:
    placed = proof.placed if proof else ()
    shown = [p for p in placed if p.decision.ground in PROTECTING and p.decision.action in BURNS]
    reasons = (outcome.reason,) if isinstance(outcome, Error) else outcome.reasons
    return Alert(
        path=path,
        document=document,
        pages=tuple(sorted({p.page + 1 for p in shown})),
        kinds=Counter(str(p.decision.finding.kind) for p in shown),
        designated=tuple(r for r in reasons if r.startswith(DESIGNATED)),
        unread=tuple(r for r in reasons if not r.startswith((DESIGNATED, *OUR_HOLDS))),
    )
