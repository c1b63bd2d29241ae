"""`prefile batch`: every PDF below a folder."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from pipeline import assemble, batch, core
from pipeline.cli import options, reasons, show
from pipeline.cli.app import app, stderr, stdout
from pipeline.engines import choose
from pipeline.errors import EXIT_HELD, EXIT_RELEASED, Error, InputError, UsageError
from pipeline.nouns import Job, Receipt
from pipeline.settings import Settings

Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Worker processes.")]
EngineName = Annotated[
    str,
    typer.Option("--engine", help="local (processes with limits), serial, dask (a cluster here), dask://HOST:PORT."),
]


@app.command("batch")
def run(
    in_dir: Annotated[Path, typer.Argument(help="Folder of PDFs; its tree is mirrored.", metavar="IN_DIR")],
    out_dir: Annotated[Path, typer.Argument(help="Where released copies go.", metavar="OUT_DIR")],
    policy: options.OwnPolicy = None,
    overlay: options.Overlay = None,
    matter: options.MatterDir = None,
    approved_by: options.ApprovedBy = "",
    bar: options.BarNo = "",
    second: options.Second = "",
    jobs: Jobs = 1,
    engine: EngineName = "local",
    include: Annotated[list[str] | None, typer.Option("--include", help="Take only paths like this.")] = None,
    exclude: Annotated[list[str] | None, typer.Option("--exclude", help="Leave out paths like this.")] = None,
    one_matter: Annotated[
        bool,
        typer.Option(
            "--one-matter",
            help="All are of one matter: whom one names is known in all. Each is read twice.",
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")] = False,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Stop at the first that is not released.")] = False,
    allow_discretion: options.Discretion = False,
    box: options.Box = "black",
    court: options.Court = "",
    max_mb: options.MaxMb = 0.0,
    split: options.Split = False,
    force: options.Force = False,
    summary: Annotated[
        Path | None, typer.Option("--summary", help="Also write the summary here, as .json or .csv.")
    ] = None,
    audit: options.Audit = None,
    as_json: options.Json = False,
) -> None:
    """Redact every PDF below a folder; skip what was released before and still stands; print a sum that adds up."""
    if not in_dir.is_dir():
        raise InputError(f"no such folder: {in_dir}", reason="missing_folder", hint="`prefile redact` takes one file")
    batch.check_folders(in_dir, out_dir)
    if summary is not None:
        options.can_write(summary)
    settings = options.settings(audit, matter)
    found = batch.find(in_dir, batch.Filter(tuple(include or ()), tuple(exclude or ())))
    if not found:
        raise UsageError(f"no PDF below {in_dir}", reason="empty_folder", hint="see --include and --exclude")
    if not dry_run:
        batch.recover(assemble.ledger(settings), assemble.receipts(settings), out_dir, settings.tmp, all_here=False)
    base = Job(
        source=in_dir,
        destination=out_dir,
        overlays=tuple(overlay or ()),
        allow_discretion=allow_discretion,
        box=options.box(box),
        force=force,
        operator=settings.operator,
        password=settings.password,
        approved_by=approved_by,
        bar_no=bar,
        second=second,
    )
    base = assemble.for_court(settings, base, court=court, max_mb=max_mb, split=split)
    base = assemble.in_matter(base, matter, policy)
    if one_matter:
        base = replace(base, knowledge=batch.together(found, assemble.versions(settings)))
    # Where there is no log nothing was released, and a recipe would only make a key.
    first = dry_run and not assemble.ledger(settings).path.exists()
    recipes = (lambda _job: "") if first else assemble.recipes(settings)
    every = [core.placed(base, path, batch.target(path, in_dir, out_dir, make=not dry_run)) for path in found]
    plan = batch.plan(
        every,
        batch.Done(() if force else assemble.receipts(settings).all()),
        recipes,
    )
    work = _Work(settings=settings, in_dir=in_dir, plan=plan, quiet=as_json)
    work.surveys = batch.surveys(every) if one_matter and plan.jobs else []
    work.total.found, work.total.skipped = len(found), len(plan.skipped)
    if dry_run:
        _say_plan(work)
        raise typer.Exit(EXIT_RELEASED)
    _do(work, choose.engine(settings, engine, workers=jobs), fail_fast=fail_fast)
    _summarise(work, out_dir, summary)
    raise typer.Exit(work.exit_code)


@dataclass(slots=True)
class _Work:
    settings: Settings
    in_dir: Path
    plan: batch.Plan
    quiet: bool
    surveys: list[Job] = field(default_factory=list)
    """What is asked of every filing before any is done, where they are of one matter."""
    total: batch.Sum = field(default_factory=batch.Sum)
    ended: list[tuple[str, Receipt | Error]] = field(default_factory=list)
    stopped: bool = False

    @property
    def exit_code(self) -> int:
        """Return the exit code of the run: the worst of its filings'."""
        receipts = [r for _, r in self.ended if isinstance(r, Receipt)]
        codes = [r.exit_code for _, r in self.ended if isinstance(r, Error)]
        codes.append(show.exit_code(receipts))
        if self.stopped:
            codes.append(EXIT_HELD)
        return max(codes)

    def end(self, job: Job, outcome: Receipt | Error) -> None:
        """Note one ended job and show its line."""
        name = job.source.relative_to(self.in_dir).as_posix()
        self.ended.append((name, outcome))
        self.total.add(outcome)
        if self.quiet:
            typer.echo(json.dumps(_as_json(job, outcome)))
        else:
            stdout.print(show.line(name, outcome), soft_wrap=True)


def _as_json(job: Job, outcome: Receipt | Error) -> dict[str, Any]:
    if isinstance(outcome, Error):
        return {"source": str(job.source), "outcome": "failed", "reasons": [outcome.reason], "message": outcome.message}
    return show.as_json(job, outcome)


def _do(work: _Work, engine: Any, *, fail_fast: bool) -> None:
    """Run the jobs; an interrupt stops cleanly and leaves the rest for the next run."""
    ledger, store = assemble.ledger(work.settings), assemble.receipts(work.settings).keep
    done = 0
    stop = threading.Event()
    run = _ended(work, engine, stop)
    try:
        with _stopped_by_signals(stop), _progress(work) as advance:
            for index, outcome, _proof in run:
                job = work.plan.jobs[index]
                work.end(job, outcome)
                done += 1
                advance()
                for same in work.plan.copies.get(index, ()):
                    try:
                        again = outcome if isinstance(outcome, Error) else batch.copy(same, job, outcome, ledger, store)
                    except Error as error:
                        again = error
                    work.end(same, again)
                    done += 1
                    advance()
                if fail_fast and work.exit_code:
                    work.stopped = True
                    break
    except KeyboardInterrupt:
        work.stopped = True
    finally:
        run.close()
    work.stopped = work.stopped or stop.is_set()
    everything = len(work.plan.jobs) + sum(len(same) for same in work.plan.copies.values())
    work.total.not_reached = everything - done


def _ended(work: _Work, engine: Any, stop: threading.Event) -> Generator[tuple[int, Receipt | Error, Any]]:
    """Yield the jobs as they end; where all are of one matter, each is first asked what it tells the others."""
    jobs = work.plan.jobs
    if work.surveys:
        if not work.quiet:
            stderr.print(f"reading {len(work.surveys)} filings for whom they name")
        with closing(engine.run(work.surveys, stop)) as asked:
            knowledge = batch.asked(jobs[0].knowledge, asked)
        jobs = tuple(replace(job, knowledge=knowledge) for job in jobs)
    yield from engine.run(jobs, stop)


@contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """Let the first SIGINT or SIGTERM stop between two filings, so that each is counted; the second stops at once."""

    def handle(_number: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _progress(work: _Work) -> Iterator[Any]:
    if work.quiet or not stderr.is_terminal:
        yield lambda: None
        return
    columns = (
        TextColumn("filings"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    todo = len(work.plan.jobs) + sum(len(same) for same in work.plan.copies.values())
    with Progress(*columns, console=stderr, transient=True) as progress:
        task = progress.add_task("filings", total=todo, rate="")

        def advance() -> None:
            progress.advance(task)
            speed = progress.tasks[0].speed
            progress.update(task, rate=f"{speed * 60:.0f}/min" if speed else "")

        yield advance


def _say_plan(work: _Work) -> None:
    copies = [job.source for same in work.plan.copies.values() for job in same]
    for would, paths in (("do", [job.source for job in work.plan.jobs]), ("copy", copies), ("skip", work.plan.skipped)):
        for path in paths:
            stale = path in work.plan.stale
            if work.quiet:
                typer.echo(json.dumps({"source": str(path), "would": would, "stale": stale}))
                continue
            again = " (stale: made with another policy, options or version)" if stale else ""
            line = f"would {would:<4}  {path.relative_to(work.in_dir)}{again}"
            stdout.print(line, markup=False, soft_wrap=True)


def _summarise(work: _Work, out_dir: Path, file: Path | None) -> None:
    if file is not None:
        if file.suffix == ".csv":
            file.write_text(batch.as_csv(work.ended), encoding="utf-8")
        else:
            data = {"sum": work.total.as_dict(), "filings": list(batch.rows(work.ended))}
            file.write_text(json.dumps(data, indent=1), encoding="utf-8")
    console = stderr if work.quiet else stdout
    if work.total.reasons:
        table = Table("why", "code", "filings", box=None, header_style="dim")
        for reason, count in work.total.reasons.most_common(20):
            table.add_row(reasons.explain(reason)[0], reason, str(count))
        console.print(table)
    counts = work.total.as_dict()
    text = " + ".join(f"{n} {name.replace('_', ' ')}" for name, n in counts.items() if name != "found" and n)
    console.print(f"{counts['found']} found = {text or '0'}; released copies are in {out_dir}", soft_wrap=True)
    if work.stopped:
        console.print("stopped; run the same command again to go on where it ended", soft_wrap=True)
