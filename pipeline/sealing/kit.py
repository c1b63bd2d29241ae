"""Builds a sealing kit: papers, a chart, and from one set of decisions a highlighted and a redacted copy.

    sealed/kit-N/to-file/    for the public docket: notice, redacted copies
    sealed/kit-N/to-lodge/   for the judge alone: highlighted unredacted copies
    sealed/kit-N/STEPS.txt   what a person does next

The redacted copies are proven and recorded like any release, but lie in the kit:
building it files nothing, and the documents stay held.
"""

from __future__ import annotations

import functools
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import core
from pipeline.core import Kit as Corridor
from pipeline.core import Proof
from pipeline.engines.offline import apart
from pipeline.errors import HeldError, InternalError, RefusedError, UsageError
from pipeline.nouns import Job, Outcome, Receipt
from pipeline.record import disk
from pipeline.redact.highlight import highlight
from pipeline.roles import Record
from pipeline.sealing import chart, form, paper, state
from pipeline.sealing.portion import Portion, portions_of, whole
from pipeline.workdir import working_folder

FILE, LODGE = "to-file", "to-lodge"


@dataclass(frozen=True, slots=True)
class Built:
    """A kit on disk."""

    number: int
    folder: Path
    portions: tuple[Portion, ...]
    receipts: tuple[Receipt, ...]
    """One for each redacted copy."""
    warnings: tuple[str, ...] = ()
    """`seal_too_large:document_2`: a copy for the judge has more megabytes than the court takes."""


def build(  # noqa: PLR0913 - all keyword-only behind the two
    record: Record,
    jobs: Sequence[Job],
    *,
    corridor: Corridor,
    papers: form.Form,
    wishes: form.Wishes,
    case: str,
    by: str,
    seal_whole: bool = False,
) -> Built:
    """Build a kit for the sources of `jobs`, put it on record, and return it. When it fails no file is left.

    With `seal_whole` the documents are to be sealed whole: there is no redacted copy and nothing is highlighted.

    Raises:
        UsageError: there is nothing to seal in a document, or nobody is named.
        HeldError: a document cannot be proven, so there is no redacted copy of it.
        RefusedError: a document cannot be read at all.
    """
    if not by.strip():
        raise UsageError("a person must be named", reason="seal_by", hint="name who builds the kit with --by")
    sealed = record.folder / "sealed"
    disk.private_folder(sealed)
    sealed.chmod(disk.PRIVATE_FOLDER)
    with working_folder(corridor.tmp) as work:
        made = _Making(corridor, work, seal_whole)
        for number, job in enumerate(jobs, start=1):
            made.document(number, job)
        kit = state.begin(record, tuple(made.sources), court=papers.name, by=by)
        folder = sealed / f"kit-{kit}"
        try:
            with core.machine_faults():
                for name in ("", FILE, LODGE):
                    (folder / name).mkdir(mode=disk.PRIVATE_FOLDER)
                receipts = made.copies(folder)
                _papers(folder, papers, made.portions, fill=form.fields(papers, wishes, len(jobs)), case=case)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            state.fail(record, kit, by=by)
            raise
    limit = papers.max_mb * 1_000_000
    large = [p.stem.partition(".")[0] for p in sorted((folder / LODGE).glob("*.pdf")) if p.stat().st_size > limit]
    return Built(
        number=kit,
        folder=folder,
        portions=tuple(made.portions),
        receipts=receipts,
        warnings=tuple(f"seal_too_large:{name.replace('-', '_')}" for name in large),
    )


class _Making:
    """The documents of a kit while it is being made."""

    def __init__(self, corridor: Corridor, work: Path, seal_whole: bool) -> None:
        self.corridor = corridor
        self.work = work
        self.seal_whole = seal_whole
        self.sources: list[str] = []
        self.portions: list[Portion] = []
        self._proofs: list[tuple[int, Job, Proof]] = []
        self._unredacted: list[Path] = []

    def document(self, number: int, job: Job) -> None:
        """Read one document and make its copies in the working folder."""
        here = self.work / f"document-{number}"
        here.mkdir(mode=disk.PRIVATE_FOLDER)
        filing = self.corridor.accepter.accept(job.source, password=job.password)
        self.sources.append(filing.sha256)
        highlighted = here / "unredacted.pdf"
        if self.seal_whole:
            shutil.copyfile(job.source, highlighted)
            self.portions.append(whole(number, filing.page_count))
        else:
            proof = apart(functools.partial(core.prove, job, self.corridor, here))
            _must_be_proven(number, proof)
            assert proof.draft is not None  # noqa: S101 - there is one when it is proven
            plain = self.corridor.normaliser.normalise(filing, _sub(here, "plain"))
            highlight(plain.path, proof.draft.marks, highlighted)
            self.portions += portions_of(number, proof.placed)
            self._proofs.append((number, job, proof))
        self._unredacted.append(highlighted)

    def copies(self, folder: Path) -> tuple[Receipt, ...]:
        """Move the copies into the kit's folder, the redacted ones through the ledger."""
        for number, path in enumerate(self._unredacted, start=1):
            disk.write_private(folder / LODGE / f"document-{number}.unredacted.pdf", path.read_bytes())
        receipts = []
        for number, job, proof in self._proofs:
            target = folder / FILE / f"document-{number}.redacted.pdf"
            placed = core.placed(job, job.source, target)
            receipt = core.release(placed, proof, self.corridor.ledger, self.corridor.store)
            if receipt.outcome is not Outcome.RELEASED:
                raise InternalError("the copy could not be released", reason=receipt.reasons[0])
            target.chmod(disk.PRIVATE_FILE)
            receipts.append(receipt)
        return tuple(receipts)


def _sub(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir(mode=disk.PRIVATE_FOLDER)
    return made


def _must_be_proven(number: int, proof: Proof) -> None:
    receipt = proof.receipt
    if receipt.outcome is Outcome.REFUSED:
        raise RefusedError(f"document {number} cannot be read", reason=",".join(receipt.reasons))
    if receipt.outcome is not Outcome.RELEASED:
        raise HeldError(
            f"document {number} is held, so there is no redacted copy of it",
            reason=",".join(receipt.reasons),
            hint="clear what holds it, or ask to seal the whole document with --whole",
        )
    if not receipt.boxes:
        raise UsageError(
            f"document {number} has nothing that would be sealed",
            reason="seal_nothing",
            hint="name what to seal with --term or `prefile matter protect`, or ask for all of it with --whole",
        )


def _papers(
    folder: Path, papers: form.Form, portions: Sequence[Portion], *, fill: Mapping[str, str], case: str
) -> None:
    for each in papers.papers:
        made = paper.docx_of(each, papers, case=case, fill=fill, portions=portions)
        disk.write_private(folder / (FILE if each.public else LODGE) / f"{each.file}.docx", made)
    disk.write_private(folder / FILE / "chart.csv", chart.text(portions).encode("utf-8"))
    steps = [f"{n}. {step}" for n, step in enumerate(papers.steps, start=1)]
    about = f"Read from {papers.source}, {papers.checked}: {papers.confidence}. Not legal advice."
    text = "\n".join([f"Request to seal under {papers.rule}", "", *steps, "", about, ""])
    disk.write_private(folder / "STEPS.txt", text.encode("utf-8"))
