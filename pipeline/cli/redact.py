"""`prefile redact` and `prefile scan`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.markup import escape

from pipeline import assemble, core
from pipeline.cli import options, show
from pipeline.cli.app import app, stderr, stdout
from pipeline.engines import choose
from pipeline.errors import Error
from pipeline.nouns import Job
from pipeline.settings import Settings
from pipeline.workdir import working_folder

Source = Annotated[Path, typer.Argument(help="The PDF to redact; it is only read.", metavar="IN.pdf")]
Out = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Where the copy goes; default IN.redacted.pdf, in a matter its outbox."),
]


@app.command()
def redact(
    source: Source,
    output: Out = None,
    policy: options.OwnPolicy = None,
    overlay: options.Overlay = None,
    matter: options.MatterDir = None,
    approved_by: options.ApprovedBy = "",
    bar: options.BarNo = "",
    second: options.Second = "",
    term: options.Term = None,
    keep_term: options.KeepTerm = None,
    password_file: options.PasswordFile = None,
    allow_discretion: options.Discretion = False,
    box: options.Box = "black",
    court: options.Court = "",
    max_mb: options.MaxMb = 0.0,
    split: options.Split = False,
    force: options.Force = False,
    reference_list: Annotated[
        Path | None,
        typer.Option("--reference-list", help="Also list what stands under each box, in this folder called sealed."),
    ] = None,
    list_password_file: Annotated[
        Path | None,
        typer.Option(
            "--list-password-file", help="File whose first line encrypts that list (or PREFILE_LIST_PASSWORD)."
        ),
    ] = None,
    audit: options.Audit = None,
    as_json: options.Json = False,
) -> None:
    """Write a sanitized copy of one filing, proven from its saved bytes, or hold it and say why."""
    settings = options.settings(audit, matter)
    job = Job(
        source=source,
        destination=output or _beside(source, matter),
        rename=output is None and matter is not None,
        overlays=tuple(overlay or ()),
        terms=tuple(term or ()),
        keep_terms=tuple(keep_term or ()),
        password=options.password(password_file, settings),
        allow_discretion=allow_discretion,
        box=options.box(box),
        force=force,
        operator=settings.operator,
        approved_by=approved_by,
        bar_no=bar,
        second=second,
    )
    job = assemble.for_court(settings, job, court=court, max_mb=max_mb, split=split)
    job = assemble.in_matter(job, matter, policy)
    core.check_destination(job)
    if reference_list is not None:
        secret = options.password(list_password_file, replace(settings, password=settings.list_password))
        _with_list(job, settings, reference_list, password=secret, as_json=as_json)
    with show.working(as_json):
        ((_, outcome, proof),) = choose.engine(settings).run([job])
    if isinstance(outcome, Error):
        raise outcome
    assert proof is not None  # noqa: S101 - there is one unless there is an error
    if as_json:
        typer.echo(json.dumps(show.as_json(job, outcome)))
    else:
        show.receipt(job, proof, outcome)
    raise typer.Exit(show.exit_code([outcome]))


def _with_list(job: Job, settings: Settings, folder: Path, *, password: str, as_json: bool) -> NoReturn:
    """Redact with a reference list, say what came of it, and exit."""
    from pipeline.sealing import reference  # noqa: PLC0415 - it loads the libraries that write documents

    reference.check(folder, password)
    with show.working(as_json):
        outcome, proof, listed = reference.redact(job, assemble.build(settings), folder, password=password)
    if as_json:
        data = {"pdf": str(listed.pdf), "csv": str(listed.csv), "unprinted": listed.unprinted} if listed else None
        typer.echo(json.dumps(show.as_json(job, outcome) | {"reference_list": data}))
    else:
        show.receipt(job, proof, outcome)
        if listed:
            stdout.print(f"  list       {escape(str(listed.pdf))}, {listed.items} items, and .csv", soft_wrap=True)
            for number in listed.unprinted:
                stdout.print(f"  note       box {number} is too small for its identifier", soft_wrap=True)
    raise typer.Exit(show.exit_code([outcome]))


def _beside(source: Path, matter: Path | None) -> Path:
    """Return where a copy goes when nothing was said: into the matter's outbox, else beside its source."""
    if matter is not None:
        return matter / "outbox" / source.name
    return source.with_name(f"{source.stem}.redacted.pdf")


@app.command()
def scan(
    paths: Annotated[list[Path], typer.Argument(help="PDFs or folders of PDFs.", metavar="PATH...")],
    policy: options.OwnPolicy = None,
    overlay: options.Overlay = None,
    matter: options.MatterDir = None,
    term: options.Term = None,
    keep_term: options.KeepTerm = None,
    password_file: options.PasswordFile = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="Also print the words, on this terminal only.")] = False,
    as_json: options.Json = False,
) -> None:
    """Show what would be found and decided; writes nothing."""
    settings = options.settings(None, matter)
    kit = assemble.build(settings)
    receipts = []
    for source in show.pdfs(paths):
        job = Job(
            source=source,
            destination=source,
            overlays=tuple(overlay or ()),
            terms=tuple(term or ()),
            keep_terms=tuple(keep_term or ()),
            password=options.password(password_file, settings),
            scan_only=True,
        )
        job = assemble.in_matter(job, matter, policy)
        core.check_destination(job)
        with show.working(as_json), working_folder(kit.tmp) as work:
            proof, reading = core.look(job, kit, work)
        receipts.append(proof.receipt)
        if as_json:
            typer.echo(json.dumps(show.scan_json(job, proof)))
        else:
            show.findings(job, proof, words=reading if reveal else None)
    if not receipts:
        stderr.print("no PDF found")
    raise typer.Exit(show.exit_code(receipts, scanning=True))
