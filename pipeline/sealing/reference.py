"""The reference list of Fed. R. Civ. P. 5.2(g): what stands under each box, for the judge alone.

Each value gets an identifier that stands for it alone (`R1`, `R2`...) and is
printed on its boxes. The list is an encrypted PDF and a CSV with the values in
clear, both for the owner's eyes, and lies nowhere but in a folder called `sealed`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline import core
from pipeline.core import Kit, Proof
from pipeline.digest import digest_of
from pipeline.errors import UsageError
from pipeline.nouns import Action, Decision, Finding, Job, Kind, Mark, Reading, Receipt
from pipeline.record import csvlog, disk
from pipeline.record.entry import folded
from pipeline.redact.listing import table_pdf
from pipeline.redact.stamp import print_on
from pipeline.roles import Decider
from pipeline.workdir import working_folder

FOLDER = "sealed"
SHORTEST = 10
"""Characters of a password; a shorter one is guessed from the encrypted file alone."""

COLUMNS = ("Identifier", "Page", "BoxNo", "Kind", "Value", "RuleCite", "Printed")
TITLE = "Reference list (Fed. R. Civ. P. 5.2(g)) - FILED UNDER SEAL"
NOTE = (
    "Each identifier stands for the one item beside it, wherever it is printed in the redacted paper. "
    "The paper has the SHA-256 digest {digest}."
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list on disk."""

    pdf: Path
    csv: Path
    items: int
    """Different values."""
    unprinted: tuple[int, ...]
    """Numbers of boxes that are too small for their identifier; the list has them by page and number."""


@dataclass(slots=True)
class Referencing:
    """A decider that prints an identifier for its value on every box of another decider's."""

    inner: Decider
    ids: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    """From (kind, letters and digits of the value) to its identifier."""

    name: str = field(init=False)
    """The inner decider's name, and that there is a list."""
    sha256: str = field(init=False)
    """A digest that differs from the inner decider's, since the boxes differ."""
    kinds: frozenset[Kind] = field(init=False)

    def __post_init__(self) -> None:
        self.name = f"{self.inner.name}+reference-list"
        self.sha256 = hashlib.sha256(f"{self.inner.sha256}+reference-list".encode()).hexdigest()
        self.kinds = self.inner.kinds

    def decide(
        self, reading: Reading, findings: Sequence[Finding], *, keep_terms: Sequence[str] = ()
    ) -> tuple[Decision, ...]:
        """Return the inner decisions, each that burns with its identifier on the box."""
        decided = self.inner.decide(reading, findings, keep_terms=keep_terms)
        return tuple(self._printed(reading, d) if d.burn else d for d in decided)

    def for_document(self, sha256: str) -> Referencing:
        """Return the same for a decider that also applies the rulings made on the source with this digest."""
        return Referencing(self.inner.for_document(sha256), self.ids)

    def of(self, reading: Reading, decision: Decision) -> str:
        """Return the identifier of a decision's value."""
        finding = decision.finding
        key = (str(finding.kind), folded(reading.text[finding.start : finding.end]))
        return self.ids.setdefault(key, f"R{len(self.ids) + 1}")

    def _printed(self, reading: Reading, decision: Decision) -> Decision:
        own = "" if decision.action is Action.X_EACH else decision.overlay
        return replace(decision, overlay=f"{own} {self.of(reading, decision)}".strip())


def redact(job: Job, kit: Kit, folder: Path, *, password: str) -> tuple[Receipt, Proof, Listed | None]:
    """Do one filing as `core.process` does, and write its reference list before the copy is released.

    Without a proven copy there is no list.

    Raises:
        UsageError: the folder is not called `sealed`, holds a list of this source, or the password is too short.
        See `core.process` for the others.
    """
    check(folder, password)
    core.check_destination(job)
    made: list[Referencing] = []
    with working_folder(kit.tmp) as work:
        proof, reading = core.look(job, replace(kit, decider=_referencing(kit, made)), work)
        if proof.draft is None or reading is None:
            return core.release(job, proof, kit.ledger, kit.store), proof, None
        with core.machine_faults():
            listed = _write(folder, proof, proof.draft.marks, _rows(proof, reading, made[0]), password)
        try:
            receipt = core.release(job, proof, kit.ledger, kit.store)
        except BaseException:
            listed.pdf.unlink(missing_ok=True)
            listed.csv.unlink(missing_ok=True)
            raise
    digests = {"pdf_sha256": digest_of(listed.pdf), "csv_sha256": digest_of(listed.csv)}
    kit.ledger.append({"event": "reference_list", "run_id": receipt.run_id, "items": listed.items, **digests})
    return receipt, proof, listed


def check(folder: Path, password: str) -> None:
    """Refuse a place or a password that would not keep the list.

    Raises:
        UsageError: either does not do.
    """
    if folder.absolute().name != FOLDER or folder.is_symlink():
        raise UsageError(
            "a reference list is kept in a folder called sealed and nowhere else",
            reason="reference_folder",
            hint="as in --reference-list MATTER/sealed",
        )
    if len(password) < SHORTEST:
        raise UsageError(
            f"the reference list needs a password of {SHORTEST} characters or more",
            reason="reference_password",
            hint="put it into a file for --list-password-file, or into PREFILE_LIST_PASSWORD",
        )


def _referencing(kit: Kit, made: list[Referencing]) -> Callable[[Job], Decider]:
    """Return a maker of deciders that share one set of identifiers."""

    def decider(job: Job) -> Decider:
        made.append(Referencing(kit.decider(job), made[0].ids if made else {}))
        return made[-1]

    return decider


def _rows(proof: Proof, reading: Reading, references: Referencing) -> list[dict[str, str]]:
    return [
        {
            "Identifier": references.of(reading, p.decision),
            "Page": str(p.page + 1),
            "BoxNo": str(p.box),
            "Kind": str(p.decision.finding.kind),
            "Value": " ".join(reading.text[p.decision.finding.start : p.decision.finding.end].split()),
            "RuleCite": p.decision.cite,
        }
        for p in proof.placed
        if p.box
    ]


def _write(folder: Path, proof: Proof, marks: Sequence[Mark], rows: Sequence[dict[str, str]], password: str) -> Listed:
    printed = {mark.number for mark in marks if print_on(mark)}
    done = [row | {"Printed": "yes" if int(row["BoxNo"]) in printed else "no"} for row in rows]
    disk.private_folder(folder)
    folder.chmod(disk.PRIVATE_FOLDER)
    stem = f"reference-list-{proof.receipt.run_id}"
    note = NOTE.format(digest=proof.draft.sha256 if proof.draft else "")
    pdf, table = folder / f"{stem}.pdf", folder / f"{stem}.csv"
    cells = [[row[column] for column in COLUMNS] for row in done]
    disk.write_private(pdf, table_pdf(TITLE, note, COLUMNS, cells, password))
    disk.write_private(table, csvlog.text(done, columns=COLUMNS).encode("utf-8"))
    return Listed(
        pdf=pdf,
        csv=table,
        items=len({row["Identifier"] for row in rows}),
        unprinted=tuple(sorted({int(row["BoxNo"]) for row in rows} - printed)),
    )
