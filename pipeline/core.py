"""The order of steps, and the only place that knows it.

    (0) check the destination           nothing is overwritten, the input is never the output
    (1) accept the source               extract   or refuse, with a reason
    (2) make the normal form            redact    a plain copy in a private folder
    (3) read it                         extract   an unread page holds the filing
    (4) detect                          detect
    (5) decide                          decide    a decision to hold holds the filing
        look at the paper as a whole    matter    a legend, a designated document: held
    (6) place the marks                 space
    (7) burn                            redact    a draft; its scans get the words left in them as a text layer
    (8) verify the draft's saved bytes  verify    one failed check holds the filing
        look at it as its court's clerk verify    where a court was named; a copy too large is split by pages on request
        look who signed                 matter    in a matter a proven draft waits for a signature
    (9) copy the draft beside its destination, under a name that tells nothing; the bytes are the proven bytes
    (10) record                         record    flushed to disk before the output appears
    (11) rename                         the only way to a released file; then `placed` is recorded

A step that raises ends the filing as refused or held; no step can be left out.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import secrets as randomness
import stat
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline import space
from pipeline.digest import digest_of
from pipeline.errors import Error, HeldError, InputError, InternalError, OutputError, RefusedError
from pipeline.matter import desk
from pipeline.nouns import (
    Action,
    Check,
    Decision,
    Draft,
    Filing,
    Finding,
    Job,
    Kind,
    Known,
    Mark,
    NormalForm,
    Outcome,
    Reading,
    Receipt,
    Role,
    Secret,
    Volume,
)
from pipeline.record.putout import put_out
from pipeline.release import Part
from pipeline.roles import (
    Accepter,
    Burner,
    Clerk,
    Decider,
    Detector,
    Gate,
    Ledger,
    Normaliser,
    Reader,
    Splitter,
    Verifier,
)
from pipeline.words import WHOLE_WORD_BELOW, Counts, letters, tells
from pipeline.workdir import working_folder

log = logging.getLogger(__name__)


HARMLESS = frozenset({"remnant", "already_reduced", "hyphen_halves", "keep_term"})
"""Notes on a decision that explain it and call for nobody's attention."""


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything that a filing is processed with."""

    accepter: Accepter
    normaliser: Normaliser
    reader: Reader
    detector: Detector
    decider: Callable[[Job], Decider]
    gate: Callable[[Job], Gate]
    burner: Callable[[Job], Burner]
    verifier: Verifier
    clerk: Callable[[Job], Clerk | None]
    splitter: Splitter
    ledger: Ledger
    boxes: Callable[..., Sequence[Mapping[str, object]]]
    """Turns marks and decisions into ledger entries without words."""
    store: Callable[[Receipt], None]
    """Keeps a receipt."""
    layer: Callable[[Draft, Reading], Draft]
    """Gives the scanned pages of a draft a text layer."""
    tmp: Path
    versions: Mapping[str, str]
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


NOBODY = ("", "", "")
"""Nobody signs for a copy that is not released out of its matter."""


@dataclass(slots=True)
class _Run:
    """What is known of a filing so far, for the receipt."""

    job: Job
    run_id: str
    started: datetime
    seconds: dict[str, float] = field(default_factory=dict)
    filing: Filing | None = None
    normal: NormalForm | None = None
    reading: Reading | None = None
    findings: tuple[Finding, ...] = ()
    gate: Gate | None = None
    decider: Decider | None = None
    holds: tuple[str, ...] = ()
    """Why the paper as a whole must wait."""
    signer: tuple[str, str, str] | None = None
    decisions: tuple[Decision, ...] = ()
    marks: tuple[Mark, ...] = ()
    draft: Draft | None = None
    volumes: tuple[Volume, ...] = ()
    checks: tuple[Check, ...] = ()
    warnings: list[str] = field(default_factory=list)
    recipe: str = ""
    known: tuple[Known, ...] = ()

    @property
    def source_sha256(self) -> str:
        """Return the digest of the source, also of one that was not accepted; empty when it cannot be read."""
        return self.filing.sha256 if self.filing else _digest_or_none(self.job.source)


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """Steps 1 to 8 of one filing: what `release` needs. Picklable; holds no word of the filing but in `known`."""

    receipt: Receipt
    draft: Draft | None
    """The proven draft in the working folder; None unless it is to be released or waits for a signature only."""
    entries: tuple[Mapping[str, object], ...] = ()
    """Ledger entries of the boxes."""
    placed: tuple[Placed, ...] = ()
    name_tells: bool = False
    """The destination's name holds something that was burned."""
    volumes: tuple[Volume, ...] = ()
    """What is released in place of the draft, where that was split."""
    known: tuple[Known, ...] = field(default=(), repr=False)
    """Of a survey: what the filing tells the others of its matter. These words go to who asked, no further."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One decision and where it stands, for listings."""

    page: int
    """From 0."""
    box: int
    """Number of the box; 0 when nothing is burned."""
    decision: Decision


def process(job: Job, kit: Kit) -> Receipt:
    """Do one filing, from its source to a released copy, and return its receipt.

    Raises:
        InputError: the source path cannot be used; nothing was written but the ledger.
        OutputError: the destination cannot be used; nothing was done.
        InternalError: the machine failed (a full disk); nothing was released.
    """
    check_destination(job)
    with working_folder(kit.tmp) as work:
        return release(job, prove(job, kit, work), kit.ledger, kit.store)


def prove(job: Job, kit: Kit, work: Path) -> Proof:
    """Do steps 1 to 8 inside `work`; a worker can do this, since nothing outside of it is written."""
    return look(job, kit, work)[0]


def look(job: Job, kit: Kit, work: Path) -> tuple[Proof, Reading | None]:
    """Do steps 1 to 8 and return the proof with the reading, which must not leave this process."""
    state = _Run(job=job, run_id=randomness.token_hex(8), started=kit.now())
    reasons: tuple[str, ...] = ()
    outcome = Outcome.SCANNED if job.scan_only else Outcome.RELEASED
    proven = False
    with machine_faults():
        try:
            _prepare(state, kit, work)
            if job.scan_only:
                reasons = _waiting(state)
            else:
                _burn_and_prove(state, kit, work)
                proven = True
                state.signer = NOBODY if job.lodging or state.gate is None else state.gate.signer(job)
                if state.signer is None and state.volumes:
                    raise HeldError("a copy in parts is released at once or not at all", reason="split_unsigned")
                if state.signer is None:
                    outcome, reasons = Outcome.HELD, ("awaiting_approval",)
        except RefusedError as error:
            outcome, reasons = Outcome.REFUSED, (error.reason,)
        except HeldError as error:
            outcome, reasons = Outcome.HELD, tuple(error.reason.split(","))
        if state.filing and outcome in (Outcome.REFUSED, Outcome.HELD) and not _stands(state.filing):
            # What was found is not about the file that is there now, if one is there at all.
            outcome, reasons, proven = Outcome.HELD, ("source_changed",), False
        entries = _entries(state, kit) if proven else ()
    proof = Proof(
        receipt=_receipt(state, kit, outcome, reasons, proven=proven),
        draft=state.draft if proven else None,
        entries=tuple(entries),
        placed=tuple(_placed(state)),
        name_tells=_name_tells(state),
        volumes=state.volumes if proven else (),
        known=state.known,
    )
    return proof, state.reading


def read(job: Job, kit: Kit, work: Path) -> tuple[Filing, Reading]:
    """Do steps 1 to 3 only and return the reading, which must not leave this process.

    Raises:
        RefusedError: the source cannot be processed.
    """
    with machine_faults():
        filing = kit.accepter.accept(job.source, password=job.password)
        return filing, kit.reader.read(kit.normaliser.normalise(filing, work))


def release(job: Job, proof: Proof, ledger: Ledger, store: Callable[[Receipt], None]) -> Receipt:
    """Do steps 9 to 11 with a proof: only the process that owns the ledger does this.

    Raises:
        InternalError: the machine failed; nothing was released.
        OutputError: the destination appeared meanwhile.
    """
    receipt = proof.receipt
    if receipt.outcome is Outcome.SCANNED or job.survey:
        return receipt
    if proof.volumes and receipt.outcome is Outcome.RELEASED:
        parts = tuple(_parts(job, proof))
        for part_job, _ in parts:
            check_destination(part_job)
        ended = [release(part_job, part_proof, ledger, store) for part_job, part_proof in parts]
        bad = next((r for r in ended if r.outcome is not Outcome.RELEASED), None)
        return bad or replace(receipt, output_sha256=ended[0].output_sha256, parts=len(ended))
    destination = destination_of(job, proof)
    if job.lodging and not desk.is_lodged(job, destination):
        raise OutputError(
            "a copy of a sealing kit goes into the matter's sealed folder only",
            reason="lodging_place",
            hint="build it with `prefile seal kit`",
        )
    if destination != job.destination:
        check_destination(replace(job, destination=destination))
    part: Part | None = None
    with machine_faults():
        if proof.draft is not None and receipt.outcome is Outcome.HELD:
            desk.put_by(job, receipt, proof.draft, proof.entries, destination)
        try:
            if proof.draft is not None and receipt.outcome is Outcome.RELEASED:
                try:
                    mode = stat.S_IMODE(job.source.stat().st_mode)
                    part = Part.copy(proof.draft, destination, name=receipt.run_id, mode=mode)
                except HeldError as error:
                    receipt = replace(receipt, outcome=Outcome.HELD, reasons=(error.reason,), output_sha256="")
            desk.tell(job, receipt)
            boxes = proof.entries if part is not None else ()
            put_out(
                part,
                receipt,
                boxes,
                operator=job.operator,
                ledger=ledger,
                store=store,
                replace=job.force,
                durable=False,
            )
        finally:
            if part is not None:
                part.discard()
    return receipt


def _parts(job: Job, proof: Proof) -> Iterator[tuple[Job, Proof]]:
    """Yield what each volume is released with: a name, a receipt, and the boxes on its pages, which count from 1."""
    whole, count = proof.receipt, len(proof.volumes)
    destination = destination_of(job, proof)
    for number, volume in enumerate(proof.volumes, start=1):
        run_id = f"{whole.run_id}-{number}"
        receipt = replace(
            whole,
            run_id=run_id,
            output_sha256=volume.draft.sha256,
            pages=volume.pages,
            boxes=_boxes(volume.draft.marks),
            checks=(*whole.checks, *volume.checks),
            part=number,
            parts=count,
        )
        entries = tuple(
            {**entry, "run_id": run_id, "page": page}
            for entry in proof.entries
            if 1 <= (page := int(str(entry["page"])) - volume.first) <= volume.pages
        )
        yield (
            replace(job, destination=part_path(destination, number, count), rename=False),
            Proof(receipt=receipt, draft=volume.draft, entries=entries),
        )


def part_path(destination: Path, number: int, count: int) -> Path:
    """Return where a part of a split copy goes: beside where the whole would, under a matching name."""
    return destination.with_name(f"{destination.stem}-part-{number}-of-{count}{destination.suffix}")


def destination_of(job: Job, proof: Proof) -> Path:
    """Return where the released copy goes: the job's destination, or a neutral name in its folder if that tells."""
    if not (job.rename and proof.name_tells):
        return job.destination
    ending = ".redacted.pdf" if job.destination.name.endswith(".redacted.pdf") else ".pdf"
    return job.destination.with_name(f"filing-{proof.receipt.source_sha256[:12]}{ending}")


def _name_tells(state: _Run) -> bool:
    if state.reading is None:
        return False
    burned = [state.reading.text[d.finding.start : d.finding.end] for d in state.decisions if d.burn]
    return tells(state.job.destination.stem, burned)


def gone(job: Job, reason: str, *, now: datetime | None = None) -> Proof:
    """Return the proof of a filing whose worker is gone: refused, with the reason, and nothing else known."""
    time_ = (now or datetime.now(UTC)).isoformat(timespec="milliseconds")
    source = _digest_or_none(job.source)
    return Proof(
        receipt=Receipt(
            run_id=randomness.token_hex(8),
            outcome=Outcome.REFUSED,
            reasons=(reason,),
            source_sha256=source,
            output_sha256="",
            pages=0,
            policy=job.policy,
            policy_sha256="",
            kit={},
            found={},
            decided={},
            boxes=0,
            checks=(),
            coverage={},
            started=time_,
            finished=time_,
            source_id=source[:12],
        ),
        draft=None,
    )


@contextmanager
def machine_faults() -> Iterator[None]:
    """Turn an error of the system into one that says so.

    Raises:
        InternalError: the disk is full, or the system refused something else.
    """
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise InternalError(
                "the disk is full; nothing was released", reason="disk_full", hint="make room and run again"
            ) from None
        name = errno.errorcode.get(error.errno or 0, "unknown")
        raise InternalError(f"the system refused ({name}); nothing was released", reason=f"system:{name}") from None


def _prepare(state: _Run, kit: Kit, work: Path) -> None:
    """Steps 1 to 6."""
    job = state.job
    with _step(state, "accept"):
        state.decider = kit.decider(job)
        state.gate = kit.gate(job)
        state.recipe = recipe(job, kit)
        if not job.lodging:
            state.gate.admit(job.source)
        state.filing = kit.accepter.accept(job.source, password=job.password)
    with _step(state, "normalise"):
        state.normal = kit.normaliser.normalise(state.filing, work)
    if state.filing.signed:
        state.warnings.append("signature_removed")
    with _step(state, "read"):
        state.reading = kit.reader.read(state.normal)
    state.warnings.extend(_warned(state.reading))
    with _step(state, "detect"):
        terms = (*job.terms, *state.gate.terms)
        state.findings = kit.detector.detect(
            state.reading, terms=terms, also=state.decider.kinds, known=job.knowledge.known
        )
    if job.survey:
        with _step(state, "tell"):
            state.known = kit.detector.tell(state.reading, state.findings)
        return
    with _step(state, "decide"):
        state.decider = state.decider.for_document(state.filing.sha256)
        state.decisions = state.decider.decide(state.reading, state.findings, keep_terms=job.keep_terms)
        if len(state.decisions) != len(state.findings):
            raise HeldError("a finding has no decision", reason="undecided")
    with _step(state, "hold"):
        state.holds = () if job.lodging else state.gate.holds(state.filing, state.reading, state.findings)
    state.warnings.extend(sorted({d.note for d in state.decisions if d.note} - HARMLESS))
    if not job.scan_only and (reasons := _waiting(state)):
        raise HeldError("the filing waits for a person", reason=",".join(reasons))
    with _step(state, "place"):
        state.marks = space.place(state.reading, state.decisions)
        if not job.scan_only:
            _every_burn_is_marked(state)
            _no_hand_is_left(state)


def _warned(reading: Reading) -> Iterator[str]:
    """Yield a code for each page with what was not read and does not hold the filing."""
    for page in reading.pages:
        for note, code in (("signatures", "signature_kept"), ("stray_marks", "stray_mark")):
            if dict(page.notes).get(note):
                yield f"{code}:page_{page.number + 1}"


def _waiting(state: _Run) -> tuple[str, ...]:
    """Return why the filing must wait for a person before anything is burned."""
    assert state.reading is not None  # noqa: S101 - for the type checker
    unread = [f"{reason}:page_{page.number + 1}" for page in state.reading.pages for reason in page.unread]
    holds = sorted({f"decision_hold:{d.finding.role}" for d in state.decisions if d.action is Action.HOLD})
    # NOTE: a policy that leaves jurors to a person says the same as the gate, and more exactly.
    paper = [h for h in state.holds if not (h == "names_juror" and f"decision_hold:{Role.JUROR}" in holds)]
    return (*unread, *paper, *holds)


def _every_burn_is_marked(state: _Run) -> None:
    """Hold when a decision burns text that has no place on any page."""
    marked = {mark.decision for mark in state.marks}
    missing = [i for i, d in enumerate(state.decisions) if d.burn and i not in marked]
    if missing:
        raise HeldError("a decision has no mark", reason="unplaced_decision")


def _no_hand_is_left(state: _Run) -> None:
    """Hold when a signature or a stray mark that nobody read stands beside what is burned."""
    assert state.reading is not None  # noqa: S101 - for the type checker
    pages = space.beside_hands(state.reading.pages, state.marks)
    if pages:
        reason = ",".join(f"hand_beside_box:page_{number + 1}" for number in pages)
        raise HeldError("unread ink stands beside a box", reason=reason)


def _burn_and_prove(state: _Run, kit: Kit, work: Path) -> None:
    """Steps 7 and 8."""
    assert state.filing is not None  # noqa: S101 - for the type checker
    assert state.normal is not None  # noqa: S101
    assert state.reading is not None  # noqa: S101
    secrets = secrets_of(state.reading, state.decisions)
    with _step(state, "burn"):
        state.draft = kit.layer(kit.burner(state.job).burn(state.normal, state.marks, secrets, work), state.reading)
    with _step(state, "verify"):
        state.checks = kit.verifier.verify(state.filing, state.normal, state.reading, state.draft, secrets)
    _show_the_clerk(state, kit, work, secrets)
    with _step(state, "source_again"):
        if not _stands(state.filing):
            raise HeldError("the source changed while it was read", reason="source_changed")
    in_volumes = [check for volume in state.volumes for check in volume.checks]
    failed = [check for check in (*state.checks, *in_volumes) if not check.passed]
    if failed or not state.checks:
        reasons = [f"check_failed:{check.name}:{check.reason}" for check in failed] or ["not_checked"]
        raise HeldError("a check failed", reason=",".join(reasons))


def _show_the_clerk(state: _Run, kit: Kit, work: Path, secrets: tuple[Secret, ...]) -> None:
    """Look at the draft as the court's clerk would; split it where it is too large and that was asked for."""
    assert state.filing is not None  # noqa: S101 - for the type checker
    assert state.normal is not None  # noqa: S101
    assert state.reading is not None  # noqa: S101
    assert state.draft is not None  # noqa: S101
    clerk = kit.clerk(state.job)
    if clerk is None or not state.checks or not all(check.passed for check in state.checks):
        return
    with _step(state, "preflight"):
        if not (state.job.split and clerk.limit and clerk.aim and state.draft.path.stat().st_size > clerk.limit):
            looked = clerk.check(state.draft.path)
            state.checks += looked
        else:
            papers = (state.filing, state.normal, state.reading, state.draft)
            state.volumes = tuple(
                replace(
                    volume,
                    checks=(*kit.verifier.verify_volume(*papers, volume, secrets), *clerk.check(volume.draft.path)),
                )
                for volume in kit.splitter(state.draft, clerk.aim, work)
            )
            looked = tuple(check for volume in state.volumes for check in volume.checks)
    state.warnings.extend(clerk.advice(looked))


def _digest_or_none(path: Path) -> str:
    try:
        return digest_of(path)
    except OSError:
        return ""


def _stands(filing: Filing) -> bool:
    """Tell whether the source still holds the bytes that were accepted."""
    return _digest_or_none(filing.path) == filing.sha256


def secrets_of(reading: Reading, decisions: Sequence[Decision]) -> tuple[Secret, ...]:
    """Return what was burned, and how often each value may still stand because other decisions keep it.

    What lay under an earlier redaction can be any words. Where it is too short to tell it from chance, or an area
    without a character, there is nothing to hunt: its place alone is proven.
    """
    burned = [span for decision in decisions for span in decision.burn]
    hunted = [
        (index, d, value)
        for index, d in enumerate(decisions)
        if d.burn
        for value in [reading.text[d.finding.start : d.finding.end]]
        if d.finding.kind is not Kind.EXISTING or len(letters(value)) >= WHOLE_WORD_BELOW
    ]
    left = Counts(reading.text, burned).left(value for _, _, value in hunted)
    return tuple(
        Secret(
            value=value,
            burned=tuple(reading.text[a:b] for a, b in d.burn),
            decision=index,
            expected=left[value],
        )
        for index, d, value in hunted
    )


def check_destination(job: Job) -> None:
    """Step 0."""
    source, out = job.source, job.destination
    if not source.exists() and not source.is_symlink():
        raise InputError(f"no such file: {source}", reason="missing", hint="check the path")
    if source.is_dir():
        raise InputError(f"{source} is a folder", reason="folder", hint="use `prefile batch` for folders")
    if job.scan_only:
        return
    if out.is_dir():
        raise OutputError(f"{out} is a folder", reason="output_folder", hint="name a file")
    if out.exists() and source.exists() and out.samefile(source):
        raise OutputError("the output would overwrite the input", reason="output_is_input", hint="choose another -o")
    if out.exists() and not job.force:
        raise OutputError(f"{out} exists", reason="output_exists", hint="choose another -o, or --force")
    if not out.parent.is_dir():
        raise OutputError(f"no such folder: {out.parent}", reason="output_missing_folder", hint="make it first")
    if not os.access(out.parent, os.W_OK | os.X_OK):
        raise OutputError(f"{out.parent} is not writable", reason="output_read_only", hint="choose another folder")


def _entries(state: _Run, kit: Kit) -> Sequence[Mapping[str, object]]:
    return kit.boxes(
        run_id=state.run_id,
        reading=state.reading,
        decisions=state.decisions,
        marks=state.marks,
        value_hmac=kit.ledger.value_hmac,
    )


def _placed(state: _Run) -> Iterator[Placed]:
    numbers = {mark.decision: mark.number for mark in state.marks}
    for index, decision in enumerate(state.decisions):
        start, end = decision.finding.start, decision.finding.end
        first = next(state.reading.runs(start, end), None) if state.reading else None
        yield Placed(page=first[0] if first else 0, box=numbers.get(index, 0), decision=decision)


def _boxes(marks: Sequence[Mark]) -> int:
    """Return how many boxes are drawn for some marks; those of one decision are one."""
    return len({mark.number for mark in marks if not mark.bare})


def _receipt(state: _Run, kit: Kit, outcome: Outcome, reasons: tuple[str, ...], *, proven: bool) -> Receipt:
    name, bar_no, reviewer = state.signer or NOBODY
    source = state.source_sha256
    return Receipt(
        run_id=state.run_id,
        outcome=outcome,
        reasons=reasons,
        source_sha256=source,
        output_sha256=state.draft.sha256 if proven and state.draft else "",
        pages=state.filing.page_count if state.filing else 0,
        policy=state.decider.name if state.decider else state.job.policy,
        policy_sha256=state.decider.sha256 if state.decider else "",
        kit=dict(kit.versions),
        found=dict(Counter(str(f.kind) for f in state.findings)),
        decided=dict(Counter(str(d.action) for d in state.decisions)),
        boxes=_boxes(state.marks) if state.draft else 0,
        checks=state.checks,
        coverage=_coverage(state),
        started=state.started.isoformat(timespec="milliseconds"),
        finished=kit.now().isoformat(timespec="milliseconds"),
        seconds={name: round(value, 4) for name, value in state.seconds.items()},
        source_id=source[:12],
        warnings=tuple(dict.fromkeys([*state.warnings, *(["output_name_tells"] if _name_tells(state) else [])])),
        recipe=state.recipe,
        approved_by=name,
        bar_no=bar_no,
        reviewer=reviewer,
        knowledge_sha256=state.job.knowledge.digest,
        knowledge_files=state.job.knowledge.files,
        notice=desk.NOTICE if state.job.matter else "",
    )


def placed(base: Job, source: Path, destination: Path) -> Job:
    """Return `base` for another source and destination."""
    return replace(base, source=source, destination=destination)


def recipe(job: Job, kit: Kit) -> str:
    """Return the keyed digest of all that decides an output besides its source.

    It is keyed because the terms of a job are words that nobody may guess from a receipt.

    Raises:
        ConfigError: the policy does not hold together.
    """
    clerk = kit.clerk(job)
    court = clerk.digest if clerk else ""
    return recipe_of(job, kit.decider(job).sha256, kit.versions, kit.ledger, matter=kit.gate(job).digest, court=court)


def recipe_of(
    job: Job, policy_sha256: str, versions: Mapping[str, str], ledger: Ledger, *, matter: str = "", court: str = ""
) -> str:
    """Return the recipe from its parts, for a caller that has no kit: the digests of its gate and of its clerk."""
    parts = {
        "policy": policy_sha256,
        "terms": sorted(job.terms),
        "keep_terms": sorted(job.keep_terms),
        "box": job.box,
        "discretion": job.allow_discretion,
        "kit": dict(sorted(versions.items())),
        **({"matter": matter} if matter else {}),
        **({"court": court, "split": job.split} if court else {}),
        **({"knowledge": job.knowledge.digest} if job.knowledge.digest else {}),
    }
    return ledger.value_hmac(json.dumps(parts, sort_keys=True))


def _coverage(state: _Run) -> dict[str, int]:
    """Return what was read and how, what was not, and what was taken away unread, counted."""
    counts: Counter[str] = Counter()
    if state.normal is not None:
        counts.update({f"removed_{what}": count for what, count in state.normal.removed.items() if count})
        counts.update({f"baked_{what}": count for what, count in state.normal.baked.items() if count})
    for page in state.reading.pages if state.reading is not None else ():
        counts[f"pages_{page.how}"] += 1
        if page.denied and state.draft is not None:
            counts["removed_text_layer"] += 1
        for name, count in page.notes:
            counts[name] += count
    if state.draft is not None and state.draft.flattened:
        counts["pages_flattened"] = len(state.draft.flattened)
    if state.draft is not None and (bare := {mark.number for mark in state.marks if mark.bare}):
        counts["removed_white_text"] = len(bare)
    if state.draft is not None and state.draft.layered:
        counts["pages_layered"] = len(state.draft.layered)
    return dict(counts)


def _place(error: BaseException) -> str:
    """Return the innermost place of a fault, file and line: a traceback without the words it could hold."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"


@contextmanager
def _step(state: _Run, name: str) -> Iterator[None]:
    """Time a step, and turn a fault in it into a hold that names the step and never the words."""
    begun = time.perf_counter()
    try:
        yield
    except MemoryError:
        raise HeldError("out of memory", reason=f"fault:{name}:MemoryError") from None
    except (Error, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - a room's fault ends one filing, and its text could hold words
        log.debug("step %s failed with %s at %s", name, type(error).__name__, _place(error))
        raise HeldError("a step failed", reason=f"fault:{name}:{type(error).__name__}") from None
    finally:
        state.seconds[name] = state.seconds.get(name, 0.0) + time.perf_counter() - begun
