"""From a folder to jobs, skipping what is done, and from receipts to a sum that adds up."""

from __future__ import annotations

import csv
import fnmatch
import glob
import hashlib
import io
import json
import os
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline import core, release, workdir
from pipeline.core import Proof
from pipeline.digest import digest_of
from pipeline.errors import Error, OutputError
from pipeline.nouns import Digest, Draft, Job, Knowledge, Known, Outcome, Receipt
from pipeline.record import disk, released
from pipeline.record.ledger import FileLedger
from pipeline.record.receipt import ReceiptStore
from pipeline.roles import Ledger


@dataclass(frozen=True, slots=True)
class Filter:
    """Which files of a folder are taken, by patterns on their path below it."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def takes(self, path: str) -> bool:
        """Tell whether a path below the folder is taken."""
        wanted = not self.include or any(fnmatch.fnmatch(path, p) for p in self.include)
        return wanted and not any(fnmatch.fnmatch(path, p) for p in self.exclude)


@dataclass(slots=True)
class Sum:
    """How many files were found and what became of each; every file is in exactly one place."""

    found: int = 0
    released: int = 0
    skipped: int = 0
    """Released earlier with the same recipe, output in place and unchanged."""
    held: int = 0
    refused: int = 0
    failed: int = 0
    """The destination could not be used, or the machine failed."""
    not_reached: int = 0
    """Left when the run was stopped."""
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Receipt | Error) -> None:
        """Count one ended job."""
        if isinstance(outcome, Error):
            self.failed += 1
            self.reasons[outcome.reason] += 1
            return
        self.reasons.update(outcome.reasons)
        match outcome.outcome:
            case Outcome.RELEASED:
                self.released += 1
            case Outcome.HELD:
                self.held += 1
            case _:
                self.refused += 1

    @property
    def adds_up(self) -> bool:
        """Tell whether every file found is in exactly one place."""
        parts = (self.released, self.skipped, self.held, self.refused, self.failed, self.not_reached)
        return sum(parts) == self.found

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name, without the reasons."""
        names = ("found", "released", "skipped", "held", "refused", "failed", "not_reached")
        return {name: getattr(self, name) for name in names}


def check_folders(in_dir: Path, out_dir: Path) -> None:
    """Refuse folders that overlap, since a run would then take its own output for input.

    Raises:
        OutputError: one lies in the other.
    """
    source, target = in_dir.resolve(), out_dir.resolve()
    if target == source or source in target.parents or target in source.parents:
        raise OutputError(
            f"{out_dir} and {in_dir} overlap", reason="folders_overlap", hint="choose an output folder beside the input"
        )


def find(in_dir: Path, which: Filter | None = None) -> list[Path]:
    """Return the PDFs below a folder in order of name: regular files only, no links."""
    which = which or Filter()
    return sorted(
        path
        for path in in_dir.rglob("*")
        if path.suffix.lower() == ".pdf"
        and not path.is_symlink()
        and path.is_file()
        and which.takes(path.relative_to(in_dir).as_posix())
    )


def recover(ledger: FileLedger, store: ReceiptStore, out_dir: Path, tmp: Path, *, all_here: bool) -> None:
    """Bring an output folder in order after a kill: unreleased copies go, releases that happened are put on record.

    With `all_here` every output of this ledger lies below `out_dir`, so that one
    that is not there was never released, and that is put on record too.

    Raises:
        InternalError: the ledger is not sound or cannot be written.
    """
    workdir.sweep(tmp)
    for folder in (ledger.path.parent, store.folder):
        disk.sweep(folder)
    folders = [Path(top) for top, _, _ in os.walk(out_dir)]
    for folder in folders:
        release.sweep(folder)
    released.settle(ledger, folders, all_here=all_here)


def target(path: Path, in_dir: Path, out_dir: Path, *, make: bool = True) -> Path:
    """Return where a file's copy goes: the same place below the output folder, whose folder is made unless told not to.

    Raises:
        OutputError: the folder cannot be made.
    """
    place = out_dir / path.relative_to(in_dir)
    try:
        if make:
            place.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise OutputError(f"cannot make the folder {place.parent}", reason="output_folder") from None
    return place


def digest(path: Path) -> Digest | None:
    """Return the SHA-256 of a file, None when it cannot be read."""
    try:
        return digest_of(path)
    except OSError:
        return None


class Done:
    """What earlier runs released, by source and recipe, and whether it still stands."""

    def __init__(self, receipts: Iterable[Receipt]) -> None:
        self._outputs: dict[tuple[str, str], set[str]] = {}
        self._by_source: dict[str, set[str]] = {}
        for receipt in receipts:
            self.add(receipt)

    def add(self, receipt: Receipt) -> None:
        """Know one receipt more."""
        if receipt.outcome is Outcome.RELEASED and receipt.recipe:
            key = (receipt.source_sha256, receipt.recipe)
            self._outputs.setdefault(key, set()).add(receipt.output_sha256)
            self._by_source.setdefault(receipt.source_sha256, set()).add(receipt.output_sha256)

    def outputs(self, source: Digest, recipe: str) -> frozenset[str]:
        """Return the digests of what was released from a source with a recipe."""
        return frozenset(self._outputs.get((source, recipe), ()))

    def stands(self, source: Digest, recipe: str, target: Path) -> bool:
        """Tell whether `target` is an output that an earlier run released from this source with this recipe."""
        outputs = self.outputs(source, recipe)
        return bool(outputs) and digest(target) in outputs

    def stale(self, source: Digest, recipe: str) -> bool:
        """Tell whether the source was released before, but with another policy, other options or another kit."""
        return source in self._by_source and (source, recipe) not in self._outputs

    def ours(self, source: Digest, target: Path) -> bool:
        """Tell whether `target` is what some earlier run released from this source."""
        return target.exists() and digest(target) in self._by_source.get(source, ())


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run will do."""

    jobs: tuple[Job, ...]
    skipped: tuple[Path, ...]
    stale: tuple[Path, ...]
    """Released before with another recipe: among `jobs`, to be done again."""
    copies: Mapping[int, tuple[Job, ...]]
    """For the index of a job, the jobs whose sources are the same bytes: its output is copied."""


def plan(jobs: Sequence[Job], done: Done, recipe: Callable[[Job], str]) -> Plan:
    """Sort jobs into those to do, those that stand, and duplicates.

    A stale output is replaced, since it was made by an earlier run of this
    program and its recipe no longer holds; a stranger's file is not.
    """
    todo: list[Job] = []
    skipped: list[Path] = []
    stale: list[Path] = []
    copies: dict[int, list[Job]] = {}
    first: dict[str, int] = {}
    for job in jobs:
        source = digest(job.source)
        made_with = recipe(job)
        parts, whole = parts_in_place(job.destination) if job.split else ([], False)
        stands = done.stands(source, made_with, job.destination) if source is not None else False
        if source is not None and (stands or (whole and all(done.stands(source, made_with, p) for p in parts))):
            skipped.append(job.source)
            continue
        if source is not None and done.stale(source, made_with):
            stale.append(job.source)
        ours = source is not None and any(done.ours(source, path) for path in (job.destination, *parts))
        if source is not None and not job.force and ours and all(done.ours(source, path) for path in parts):
            job = replace(job, force=True)  # noqa: PLW2901 - our own output may be made again
        if source is not None and source in first and not job.split:
            copies.setdefault(first[source], []).append(job)
            continue
        if source is not None:
            first[source] = len(todo)
        todo.append(job)
    return Plan(
        jobs=tuple(todo),
        skipped=tuple(skipped),
        stale=tuple(stale),
        copies={index: tuple(same) for index, same in copies.items()},
    )


def together(sources: Iterable[Path], versions: Mapping[str, str]) -> Knowledge:
    """Return the knowledge of a set of filings before any was asked: its digest tells one set and kit from another."""
    digests = sorted({found for path in sources if (found := digest(path)) is not None})
    made = json.dumps({"kit": dict(versions), "filings": digests}, sort_keys=True)
    return Knowledge(digest=Digest(hashlib.sha256(made.encode()).hexdigest()))


def surveys(jobs: Iterable[Job]) -> list[Job]:
    """Return the jobs that ask what each filing of a set tells the others; the same bytes are asked once."""
    by_source = {digest(job.source): job for job in jobs}
    return [replace(job, survey=True, scan_only=True, split=False) for key, job in by_source.items() if key is not None]


MACHINE = ("limit:", "worker_died", "fault:", "system:")
"""How the reason begins why a filing could not be asked, where another run may have better luck."""


def asked(knowledge: Knowledge, ended: Iterable[tuple[int, Receipt | Error, Proof | None]]) -> Knowledge:
    """Return the knowledge with what every filing told whose survey ended.

    One that cannot be read tells nothing. Where the machine failed another run may know more, so that the digest is
    made another one and nothing of this run stands for it.
    """
    told: list[Known] = []
    files, lost = 0, False
    for _index, outcome, proof in ended:
        if isinstance(outcome, Receipt) and outcome.outcome is Outcome.SCANNED and proof is not None:
            told += proof.known
            files += 1
        else:
            lost = lost or isinstance(outcome, Error) or any(r.startswith(MACHINE) for r in outcome.reasons)
    made = hashlib.sha256(f"{knowledge.digest} {files}".encode()).hexdigest() if lost else knowledge.digest
    return Knowledge(digest=made, files=files, known=tuple(set(told)))


def parts_in_place(destination: Path) -> tuple[list[Path], bool]:
    """Return the parts of a split copy that lie where it would go, and whether one set of them is whole."""
    name = f"{glob.escape(destination.stem)}-part-*-of-*{glob.escape(destination.suffix)}"
    found = sorted(destination.parent.glob(name))
    counts = {path.stem.rpartition("-of-")[2] for path in found}
    if len(counts) != 1 or not (count := counts.pop()).isdigit():
        return found, False
    return found, found == sorted(core.part_path(destination, n, int(count)) for n in range(1, int(count) + 1))


def copy(job: Job, original: Job, receipt: Receipt, ledger: Ledger, store: Callable[[Receipt], None]) -> Receipt:
    """Give a duplicate the outcome of its original; a released output is copied and recorded like any release.

    Raises:
        OutputError: the destination cannot be used.
        InternalError: the machine failed.
    """
    core.check_destination(job)
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    own = replace(receipt, run_id=secrets.token_hex(8), copy_of=receipt.run_id, started=now, finished=now, seconds={})
    draft = None
    if receipt.outcome is Outcome.RELEASED:
        draft = Draft(path=original.destination, sha256=Digest(receipt.output_sha256), marks=())
    return core.release(job, Proof(receipt=own, draft=draft), ledger, store)


CSV_COLUMNS = ("file", "outcome", "reasons", "pages", "boxes", "source_sha256", "output_sha256", "run_id")


def rows(ended: Iterable[tuple[str, Receipt | Error]]) -> Iterator[dict[str, str]]:
    """Yield one row of the summary for each ended job; `file` is the path below the input folder."""
    for name, outcome in ended:
        if isinstance(outcome, Error):
            yield dict.fromkeys(CSV_COLUMNS, "") | {"file": name, "outcome": "failed", "reasons": outcome.reason}
            continue
        yield {
            "file": name,
            "outcome": str(outcome.outcome),
            "reasons": " ".join(outcome.reasons),
            "pages": str(outcome.pages),
            "boxes": str(outcome.boxes),
            "source_sha256": outcome.source_sha256,
            "output_sha256": outcome.output_sha256,
            "run_id": outcome.run_id,
        }


def as_csv(ended: Iterable[tuple[str, Receipt | Error]]) -> str:
    """Return the summary as CSV with a header."""
    text = io.StringIO()
    writer = csv.DictWriter(text, CSV_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(ended))
    return text.getvalue()
