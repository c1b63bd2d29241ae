"""`prefile evaluate`: detection measured on annotated text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline import assemble
from pipeline.cli import options
from pipeline.cli.app import app
from pipeline.nouns import Job, Kind
from pipeline.settings import load


@app.command()
def evaluate(
    file: Annotated[Path, typer.Argument(help="Annotated text, one JSON document a line.", metavar="FILE.jsonl")],
    policy: options.Policy = "private",
    limit: Annotated[int, typer.Option("--limit", min=0, help="Only the first so many documents; 0 for all.")] = 0,
    misses: Annotated[bool, typer.Option("--misses", help="List what was missed and what was false.")] = False,
    gains_over: Annotated[
        Path | None, typer.Option("--gains-over", help="An earlier --json result: list gains and losses over it.")
    ] = None,
    also: Annotated[
        list[Kind] | None, typer.Option("--also", help="A kind that is found only when asked; may be given again.")
    ] = None,
    stock: Annotated[bool, typer.Option("--stock", help="Also measure stock Presidio, in the same run.")] = False,
    as_json: options.Json = False,
) -> None:
    """Measure detection and decisions: recall, precision, what must stay and what must go, words per second."""
    from pipeline.lab import evaluate as lab  # noqa: PLC0415 - only this command needs the laboratory
    from pipeline.lab import stock as stock_system  # noqa: PLC0415
    from pipeline.lab import system  # noqa: PLC0415

    settings = load()
    decider = assemble.decider(settings, Job(source=file, destination=file, policy=policy))
    systems = {"prefile": system.ours(assemble.detector(settings), decider, also=also or ())}
    if stock:
        systems["stock"] = stock_system.stock()
    result = lab.evaluate(file, systems, limit=limit)
    if as_json:
        typer.echo(json.dumps(result.as_dict()))
        return
    typer.echo(result.table())
    if misses:
        typer.echo(result.misses())
    if gains_over is not None:
        typer.echo(result.gains_over(gains_over))
