"""What becomes of a paper in its matter: drafts put by until somebody signs, states on record, the notice printed.

Only the process that owns the ledger calls this room.
"""

from __future__ import annotations

import contextlib
import shutil
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.digest import digest_of
from pipeline.errors import HeldError
from pipeline.matter import acts, gate
from pipeline.matter import draft as drafts
from pipeline.matter.draft import Waiting
from pipeline.matter.matter import Matter
from pipeline.nouns import Digest, Draft, Job, Outcome, Receipt
from pipeline.record.putout import put_out
from pipeline.release import Part, free

NOTICE = (
    "The clerk does not review this paper. The duty to redact, and to keep every order of the court, rests with "
    "counsel and the parties alone (Fed. R. Civ. P. 5.2, committee note); it lasts until the court lifts the order. "
    "This program's checks do not take it over. Read the copy before it is filed."
)
"""Whose duty it is, printed where a copy of a matter is released."""

PROGRAM = "prefile"
"""By whom the program's own events are."""

STATES = {Outcome.RELEASED: "released", Outcome.HELD: "held", Outcome.REFUSED: "refused"}

AWAITING = "awaiting_approval"


def put_by(job: Job, receipt: Receipt, draft: Draft, entries: Sequence[Mapping[str, Any]], destination: Path) -> None:
    """Keep a proven copy until somebody signs for it."""
    if job.matter is None:
        return
    matter = Matter.open(job.matter)
    waiting = Waiting(
        path=drafts.folder(matter) / f"{receipt.run_id}.pdf",
        receipt=receipt,
        destination=destination,
        source=job.source,
        entries=tuple(entries),
        mode=stat.S_IMODE(job.source.stat().st_mode),
        boxing=gate.boxing(matter),
    )
    drafts.keep(matter, waiting, draft.path)


def is_lodged(job: Job, destination: Path) -> bool:
    """Tell whether a destination lies below the matter's `sealed/`."""
    return job.matter is not None and (job.matter / "sealed").resolve() in destination.resolve().parents


def tell(job: Job, receipt: Receipt) -> None:
    """Put on the matter's record what became of a paper. Nothing outside a matter."""
    if job.matter is None or job.lodging or receipt.outcome not in STATES:
        return
    matter = Matter.open(job.matter)
    state = AWAITING if receipt.reasons == (AWAITING,) else STATES[receipt.outcome]
    matter.record(
        state,
        by=PROGRAM,
        document=receipt.source_sha256,
        state=state,
        run_id=receipt.run_id,
        reasons=list(receipt.reasons),
        output_sha256=receipt.output_sha256,
        package=gate.package_of(matter, job),
        approved_by=receipt.approved_by,
        bar_no=receipt.bar_no,
    )


def may_be_approved(matter: Matter, waiting: Waiting, signer: Sequence[str]) -> None:
    """Refuse a signature that is not enough, or a paper that must not go out although it is proven.

    Raises:
        UsageError: no name or bar number, or a strict matter without a second reviewer.
        HeldError: another paper of its package is held, or what the matter protects has changed since the proof.
    """
    name, bar_no, second = (part.strip() for part in signer)
    acts.signs(name, bar_no)
    acts.two_names(matter, name, second)
    package = gate.package_of_path(matter, waiting.source)
    if gate.waits_for(matter, package, waiting.receipt.source_sha256):
        raise HeldError(
            "another paper of this package is held",
            reason="package_held",
            hint="rule on that paper, or leave it out: `prefile matter rule --leave-out`",
        )
    if waiting.boxing != gate.boxing(matter):
        raise HeldError(
            "since this copy was proven, the matter protects or rules otherwise",
            reason="draft_stale",
            hint="prepare it again: `prefile redact` with --matter",
        )


def approve(matter: Matter, waiting: Waiting, signer: Sequence[str], ledger: Any, store: Any) -> tuple[Receipt, Path]:
    """Release a proven copy that somebody signs for, and return its receipt and place.

    The copy is the very bytes that were proven.

    Raises:
        UsageError, HeldError: see `may_be_approved`.
        OutputError: the destination exists.
    """
    may_be_approved(matter, waiting, signer)
    receipt = drafts.released(waiting, [part.strip() for part in signer])
    proven = Draft(path=waiting.path, sha256=Digest(waiting.receipt.output_sha256), marks=())
    waiting.destination.parent.mkdir(parents=True, exist_ok=True)
    destination = _place(matter, waiting.destination)
    part = Part.copy(proven, destination, name=receipt.run_id, mode=waiting.mode)
    try:
        matter.record(
            "approved",
            by=receipt.approved_by,
            bar_no=receipt.bar_no,
            reviewer=receipt.reviewer,
            run_id=receipt.run_id,
            document=receipt.source_sha256,
            output_sha256=receipt.output_sha256,
            package=gate.package_of_path(matter, waiting.source),
            state="released",
        )
        put_out(part, receipt, waiting.entries, operator=receipt.approved_by, ledger=ledger, store=store)
    finally:
        part.discard()
    drafts.drop(waiting)
    _clear(matter, waiting)
    return receipt, destination


def _place(matter: Matter, wanted: Path) -> Path:
    """Return where a copy goes: in the outbox beside one of the same name, elsewhere where it was asked for."""
    return free(wanted) if matter.path("outbox").resolve() in wanted.resolve().parents else wanted


def _clear(matter: Matter, waiting: Waiting) -> None:
    """Move the source of a released copy from `inbox/` or `held/` to `done/`, with its why taken away."""
    for name in ("held", "inbox"):
        top = matter.path(name)
        for path in top.rglob("*.pdf"):
            if drafts.folder(matter) in path.parents or digest_of(path) != waiting.receipt.source_sha256:
                continue
            target = free(matter.path("done") / path.relative_to(top))
            target.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(OSError):
                shutil.move(path, target)
                path.with_name(path.name + ".why.json").unlink(missing_ok=True)
