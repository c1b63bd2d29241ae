"""`prefile batch`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline import assemble, batch, core
from pipeline.cli import options, show
from pipeline.cli.app import app, stderr, stdout
from pipeline.errors import InputError, UsageError


@app.command("batch")
def run(
    in_dir: Annotated[Path, typer.Argument(help="Folder of PDFs; its tree is mirrored.", metavar="IN_DIR")],
    out_dir: Annotated[Path, typer.Argument(help="Where released copies go.", metavar="OUT_DIR")],
    policy: options.Policy = "private",
    overlay: options.Overlay = None,
    matter: options.Matter = None,
    allow_discretion: options.Discretion = False,
    box: options.Box = "black",
    force: options.Force = False,
    audit: options.Audit = None,
    as_json: options.Json = False,
) -> None:
    """Redact every PDF below a folder, one line each, and print a sum that adds up."""
    if not in_dir.is_dir():
        raise InputError(f"no such folder: {in_dir}", reason="missing_folder", hint="`prefile redact` takes one file")
    settings = options.settings(audit)
    jobs = batch.jobs(
        in_dir,
        out_dir,
        policy=policy,
        overlays=tuple(overlay or ()),
        matter=matter,
        allow_discretion=allow_discretion,
        box=options.box(box),
        force=force,
        operator=settings.operator,
        password=settings.password,
    )
    if not jobs:
        raise UsageError(f"no PDF below {in_dir}", reason="empty_folder")
    kit = assemble.build(settings)
    receipts = []
    for job in jobs:
        with show.working(as_json):
            result = core.run(job, kit)
        receipts.append(result.receipt)
        if as_json:
            typer.echo(json.dumps(show.as_json(job, result)))
        else:
            stdout.print(show.line(job, result.receipt), soft_wrap=True)
    summary = batch.summary(receipts)
    text = ", ".join(f"{count} {name}" for name, count in summary.items())
    (stderr if as_json else stdout).print(f"{len(receipts)} filings: {text}; released copies are in {out_dir}")
    raise typer.Exit(show.exit_code(receipts))
