"""The calls for Python programs: `redact` one PDF, `redact_together` those of a matter, `find` in plain text.

They are the calls that the commands use, and take the same defaults.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pipeline import assemble, batch, core, settings
from pipeline.detect.plain import flow
from pipeline.engines.offline import apart
from pipeline.engines.serial import SerialEngine
from pipeline.errors import Error
from pipeline.nouns import HowRead, Job, Page, Reading, Receipt
from pipeline.roles import Decider, Detector


@dataclass(frozen=True, slots=True)
class Found:
    """One finding in plain text and what the policy does with it. Holds offsets, never words."""

    start: int
    """Offset of the first character in the text that was given."""
    end: int
    """Offset behind the last character."""
    kind: str
    """`PERSON`, `ADDRESS`, `SSN`..., as in the policy files."""
    role: str
    """What a person or address is here: `judge`, `minor`, `home`...; `none` for other kinds."""
    score: float
    """0 to 1, as the recognizer reports it."""
    action: str
    """`keep`, `advise`, `last4`, `initials`, `full`..."""
    burn: tuple[tuple[int, int], ...] = ()
    """The spans of the text that would be burned."""
    by: str = ""
    """Name and version of what found it."""
    why: str = ""
    """Reason code for the role or kind."""


def redact(  # noqa: PLR0913 - all keyword-only behind the two paths
    source: str | Path,
    out: str | Path,
    *,
    policy: str | None = None,
    matter: str | Path | None = None,
    approved_by: str = "",
    bar_no: str = "",
    second: str = "",
    terms: Sequence[str] = (),
    keep_terms: Sequence[str] = (),
    password: str = "",
    court: str = "",
    max_mb: float = 0.0,
    split: bool = False,
    force: bool = False,
    audit: str | Path | None = None,
) -> Receipt:
    """Write a proven sanitized copy of one PDF and return the receipt.

    The source is never written. `out` appears only when every check of its
    saved bytes passed and the ledger line is on disk; look at
    `receipt.outcome` (`released`, `held`, `refused`) and `receipt.reasons`.

    Args:
        source: the PDF to read.
        out: where the copy goes; must not exist unless `force`.
        policy: name of a policy in `models/policies/`, or the path of a policy file; default: the matter's, else
            `private`.
        matter: folder of the matter: its protection, rulings, sign-off and audit log.
        approved_by: who signs for the release; in a matter the copy waits without (`awaiting_approval`).
        bar_no: bar number of who signs.
        second: the second reviewer, in a strict matter.
        terms: texts to burn wherever they stand, in any case, across line ends.
        keep_terms: texts to keep wherever they stand.
        password: opens an encrypted source.
        court: court whose e-filing the copy must pass, by a key of `models/courts.yaml` or another word for it
            (`edcal`); a copy that it would refuse is held.
        max_mb: the court's limit in megabytes of 1,000,000 bytes, where the table does not know it; 0: the table's.
        split: split a copy that is too large by pages into `out-part-1-of-3.pdf` and so on, each released and
            recorded by itself; `receipt.parts` tells how many.
        force: replace `out` when it exists.
        audit: folder of the audit log; the default is the user's own (see `pipeline.settings`).

    Raises:
        InputError: the source cannot be used.
        OutputError: the destination cannot be used.
        UsageError: `matter` is none, or `audit` was named beside it; `split` without a court or without a limit.
        ConfigError: there is no such court; the policy or the matter does not hold together.
        InternalError: the machine failed (a full disk).
    """
    folder = Path(matter) if matter else None
    options = settings.load(audit=Path(audit) if audit else None, matter=folder)
    job = Job(
        source=Path(source),
        destination=Path(out),
        terms=tuple(terms),
        keep_terms=tuple(keep_terms),
        password=password or options.password,
        force=force,
        operator=options.operator,
        approved_by=approved_by,
        bar_no=bar_no,
        second=second,
    )
    job = assemble.for_court(options, job, court=court, max_mb=max_mb, split=split)
    job = assemble.in_matter(job, folder, policy)
    return apart(functools.partial(core.process, job, assemble.build(options)))


def redact_together(  # noqa: PLR0913 - all keyword-only behind the papers
    papers: Sequence[tuple[str | Path, str | Path]],
    *,
    policy: str | None = None,
    matter: str | Path | None = None,
    approved_by: str = "",
    bar_no: str = "",
    second: str = "",
    terms: Sequence[str] = (),
    keep_terms: Sequence[str] = (),
    force: bool = False,
    audit: str | Path | None = None,
) -> list[Receipt | Error]:
    """Redact the PDFs of one matter, each as `redact` does, with what the others tell of people and homes.

    Every PDF is read twice, the first time for whom it names. What is learned stays in this process.

    Args:
        papers: the PDF to read and where its copy goes, for each.
        policy: as for `redact`, and so are the others.

    Returns:
        For each paper, in the same order, its receipt, or the error that ended it (`InputError`, `OutputError`,
        `InternalError`) without harm to the others.

    Raises:
        UsageError: `matter` is none, or `audit` was named beside it.
        ConfigError: the policy or the matter does not hold together.
    """
    folder = Path(matter) if matter else None
    options = settings.load(audit=Path(audit) if audit else None, matter=folder)
    base = Job(
        source=Path(),
        destination=Path(),
        terms=tuple(terms),
        keep_terms=tuple(keep_terms),
        password=options.password,
        force=force,
        operator=options.operator,
        approved_by=approved_by,
        bar_no=bar_no,
        second=second,
    )
    base = assemble.in_matter(base, folder, policy)
    jobs = [core.placed(base, Path(source), Path(out)) for source, out in papers]
    engine = SerialEngine(assemble.build(options))
    knowledge = batch.together([job.source for job in jobs], assemble.versions(options))
    knowledge = batch.asked(knowledge, engine.run(batch.surveys(jobs)))
    return [outcome for _, outcome, _ in engine.run([replace(job, knowledge=knowledge) for job in jobs])]


def find(
    text: str, *, policy: str = "private", terms: Sequence[str] = (), keep_terms: Sequence[str] = ()
) -> list[Found]:
    """Return every name, address and identifier in plain text, those that are kept too, in order of place.

    The text is read as a person reads it (gutter numbers dropped, broken
    lines joined); offsets are those of `text` as given. Nothing is written.

    Args:
        text: what a tool has extracted, or any prose.
        policy: name of a policy in `models/policies/`, or the path of a policy file.
        terms: texts to burn wherever they stand.
        keep_terms: texts to keep wherever they stand.

    Raises:
        ConfigError: the policy does not hold together.
    """
    kit = assemble.build(settings.load())
    nowhere = Path()
    decider = kit.decider(Job(source=nowhere, destination=nowhere, policy=policy))
    return found_in(text, kit.detector, decider, terms=terms, keep_terms=keep_terms)


def found_in(
    text: str, detector: Detector, decider: Decider, *, terms: Sequence[str] = (), keep_terms: Sequence[str] = ()
) -> list[Found]:
    """Return what a detector finds in plain text and a decider does with it: see `find`.

    A finding with other text between its pieces (two cells of a caption column) is one `Found` for each piece.
    """
    flowed = flow(text)
    reading = reading_of(flowed.text)
    findings = detector.detect(reading, terms=tuple(terms), also=decider.kinds)
    found: list[Found] = []
    for decision in decider.decide(reading, findings, keep_terms=tuple(keep_terms)):
        finding = decision.finding
        burned = [span for a, b in decision.burn for span in flowed.back(a, b)]
        found.extend(
            Found(
                start=start,
                end=end,
                kind=str(finding.kind),
                role=str(finding.role),
                score=finding.score,
                action=str(decision.action),
                burn=tuple((a, b) for a, b in burned if start <= a and b <= end),
                by=finding.by,
                why=finding.why,
            )
            for start, end in flowed.back(finding.start, finding.end)
        )
    return sorted(found, key=lambda f: (f.start, f.end))


def reading_of(text: str) -> Reading:
    """Return plain text as a reading of one page without places."""
    page = Page(
        number=0,
        width=0.0,
        height=0.0,
        text=text,
        quads=np.full((len(text), 8), np.nan, dtype=np.float32),
        glyphs=np.full(len(text), -1, dtype=np.int32),
        body_end=len(text),
        how=HowRead.NATIVE,
    )
    return Reading.of((page,))
