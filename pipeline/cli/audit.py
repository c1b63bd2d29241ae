"""`prefile audit verify|show|export|certificate|restart`: the ledger read back, and begun anew when it is broken."""

from __future__ import annotations

import dataclasses
import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from pipeline.cli import options
from pipeline.cli.app import app, stdout
from pipeline.errors import EXIT_HELD, EXIT_RELEASED, InputError, UsageError
from pipeline.record import certificate as certificates
from pipeline.record import chain, csvlog, released
from pipeline.record.ledger import FileLedger

audit = typer.Typer(no_args_is_help=True, help="Read the audit log back: prove it, show it, export it.")
app.add_typer(audit, name="audit")

Log = Annotated[
    Path | None,
    typer.Argument(help="An audit.jsonl, or the folder it is in; default: your own.", metavar="LOG"),
]
Key = Annotated[Path | None, typer.Option("--key", help="File of the HMAC key, to check the seal of the log's end.")]

MENDED = frozenset({"empty", "torn_last_line", "no_head", "other_key"})
"""What the next entry mends by itself, or another key does: no ground to set a log aside."""


class Form(StrEnum):
    """What an export looks like."""

    CSV = "csv"
    JSON = "json"


def _log(given: Path | None) -> Path:
    path = given or options.settings(None).audit
    path = path / "audit.jsonl" if path.is_dir() else path
    if not path.is_file():
        raise InputError(f"no audit log at {path}", reason="log_missing", hint="name it, or set PREFILE_HOME")
    return path


def _key(given: Path | None, log: Path) -> Path | None:
    if given is not None:
        return given
    near = dataclasses.replace(options.settings(None), audit=log.parent).key_path
    return near if near.is_file() else None


@audit.command("verify")
def verify(
    log: Log = None,
    key: Key = None,
    outputs: Annotated[
        list[Path] | None, typer.Option("--outputs", help="Folder of released copies: also look for missing ones.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Prove that nothing in the log was changed, removed or put in; exit 1 when that cannot be shown."""
    path = _log(log)
    evidence = chain.verify_chain(path, _key(key, path))
    unfinished = released.unfinished(path, outputs) if outputs else ()
    bad = [each for each in unfinished if each.state == "missing_output"]
    if as_json:
        data = dataclasses.asdict(evidence) | {"unfinished": [dataclasses.asdict(u) for u in unfinished]}
        typer.echo(json.dumps(data))
    else:
        word = "[green]sound[/]" if evidence.passed else f"[red]not sound[/]: {evidence.reason}"
        where = f", first broken line {evidence.broken_line}" if evidence.broken_line else ""
        stdout.print(f"{word}{where}  {evidence.entries} entries, seal checked: {evidence.sealed}", soft_wrap=True)
        for name, count in sorted(evidence.events.items()):
            stdout.print(f"  {name:<20} {count}")
        for each in unfinished:
            stdout.print(f"  {each.state}: run {each.run_id}", soft_wrap=True)
    raise typer.Exit(EXIT_RELEASED if evidence.passed and not bad else EXIT_HELD)


@audit.command("show")
def show(
    log: Log = None,
    run: Annotated[str, typer.Option("--run", help="Only the entries of this run.")] = "",
    last: Annotated[int, typer.Option("--last", min=1, help="How many filings to show.")] = 20,
    as_json: options.Json = False,
) -> None:
    """Show the filings on record, or with --run every entry of one."""
    found = [e for e in chain.entries(_log(log)) if not run or e.get("run_id") == run]
    if run and not found:
        raise InputError(f"no run {run} in this log", reason="run_missing", hint="`prefile audit show` lists them")
    if as_json:
        for entry in found:
            typer.echo(json.dumps(entry))
        return
    if run:
        for entry in found:
            stdout.print(escape(json.dumps(entry)), soft_wrap=True)
        return
    table = Table("time (UTC)", "run", "outcome", "policy", "pages", "boxes", "source", "why", box=None)
    ended = [e for e in found if e.get("event") in ("released", "held", "refused")]
    for e in ended[-last:]:
        cells = (e["time_utc"], e["run_id"], e["event"], e["policy"], e["pages"], e["boxes"])
        why = ", ".join(e.get("reasons", ()))
        table.add_row(*(escape(str(cell)) for cell in (*cells, e["source_sha256"][:12], why)))
    stdout.print(table)


@audit.command("export")
def export(
    log: Log = None,
    run: Annotated[str, typer.Option("--run", help="Only this run.")] = "",
    form: Annotated[
        Form, typer.Option("--form", help="csv: the redaction log, a row a box; json: every entry.")
    ] = Form.CSV,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here instead of standard output.")
    ] = None,
    matter: Annotated[str, typer.Option("--matter-name", help="What to put into the Matter column.")] = "",
) -> None:
    """Export the redaction log for opposing counsel or the file: places, kinds and rules, no words."""
    if output is not None:
        options.can_write(output)
    entries = chain.entries(_log(log))
    if form is Form.CSV:
        text = csvlog.text(csvlog.rows(entries, run_id=run, matter=matter))
    else:
        text = "".join(json.dumps(e) + "\n" for e in entries if not run or e.get("run_id") == run)
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")


@audit.command("certificate")
def certificate(
    run: Annotated[str, typer.Argument(help="The run to certify (see `prefile audit show`).", metavar="RUN")],
    log: Annotated[Path | None, typer.Option("--log", help="The audit log or its folder; default: your own.")] = None,
    key: Key = None,
) -> None:
    """Print an unsigned certification of one released filing, filled from the log."""
    path = _log(log)
    typer.echo(
        certificates.certificate(chain.entries(path), run, chain=chain.verify_chain(path, _key(key, path))), nl=False
    )


@audit.command("restart")
def restart(
    log: Log = None,
    by: Annotated[str, typer.Option("--by", help="Who does this; goes on record.")] = "",
    why: Annotated[str, typer.Option("--why", help="The reason; goes on record. Name no one and quote nothing.")] = "",
    key: Key = None,
) -> None:
    """Set a broken log aside as it is, and begin a new one that names it, its digest, who did so and why."""
    path = _log(log)
    if not by.strip() or not why.strip():
        raise UsageError(
            "a log is restarted by a named person for a reason", reason="restart_unnamed", hint="give --by and --why"
        )
    found = _key(key, path)
    evidence = chain.verify_chain(path, found)
    if evidence.passed or evidence.reason in MENDED:
        raise UsageError(
            "the log is sound and takes entries",
            reason="restart_sound",
            hint="only a broken log is restarted; `prefile audit verify` shows what is wrong with one",
        )
    home = found or dataclasses.replace(options.settings(None), audit=path.parent).key_path
    aside = FileLedger(path, home).start_over(by=by.strip(), why=why.strip(), broken=evidence.reason)
    stdout.print(f"kept as it was: {escape(str(aside))}; a new log begins at {escape(str(path))}", soft_wrap=True)
