"""`prefile seal kit|request|grant|deny|status`: papers for a request to seal, and what became of it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from pipeline import assemble, core
from pipeline.cli import options, reasons, show
from pipeline.cli.app import app, stdout
from pipeline.errors import UsageError
from pipeline.matter import Matter
from pipeline.nouns import Job
from pipeline.sealing import Kit, Wishes, kits, load, move, state

seal = typer.Typer(no_args_is_help=True, help="Ask a court to seal: the papers, and what became of the request.")
app.add_typer(seal, name="seal")

Folder = Annotated[Path, typer.Argument(help="The matter's folder.", metavar="MATTER")]
Number = Annotated[int, typer.Argument(help="Number of the kit.", metavar="KIT")]
Docket = Annotated[str, typer.Option("--docket", help="Docket number of the paper that this step rests on, as in 57.")]
By = Annotated[str, typer.Option("--by", help="Who does this; goes on record.")]

BLANK = Wishes()


@seal.command("kit")
def kit(
    matter: Folder,
    sources: Annotated[list[Path], typer.Argument(help="The documents, in order.", metavar="IN.pdf...")],
    by: By = "",
    court: Annotated[str, typer.Option("--court", help="caed or cand; default: the matter's court.")] = "",
    policy: Annotated[str, typer.Option("--policy", "-p", help="Policy; default: the matter's.")] = "",
    overlay: options.Overlay = None,
    term: options.Term = None,
    keep_term: options.KeepTerm = None,
    whole: Annotated[bool, typer.Option("--whole", help="Ask to seal the documents whole.")] = False,
    party: Annotated[str, typer.Option("--party", help="Who asks, as in Plaintiff.")] = BLANK.party,
    authority: Annotated[str, typer.Option("--authority", help="What allows sealing.")] = BLANK.authority,
    duration: Annotated[str, typer.Option("--duration", help="How long.")] = BLANK.duration,
    access: Annotated[str, typer.Option("--access", help="Who may see it.")] = BLANK.access,
    allow_discretion: options.Discretion = False,
    password_file: options.PasswordFile = None,
    as_json: options.Json = False,
) -> None:
    """Build papers, a chart, and a highlighted and a redacted copy of each document, in the matter's sealed folder."""
    from pipeline.sealing.kit import build  # noqa: PLC0415 - see the room's second sentence

    case = Matter.open(matter)
    settings = options.settings(case.audit)
    papers = load(settings.models / "sealing", court or case.book.court)
    jobs = [
        Job(
            source=source,
            destination=source,
            policy=policy or case.book.policy,
            overlays=(*case.book.overlays, *(overlay or ())),
            terms=tuple(term or ()),
            keep_terms=tuple(keep_term or ()),
            password=options.password(password_file, settings),
            allow_discretion=allow_discretion,
            operator=settings.operator,
            matter=matter,
            lodging=True,
        )
        for source in sources
    ]
    for job in jobs:
        core.check_destination(dataclasses.replace(job, scan_only=True))
    with show.working(as_json):
        built = build(
            case,
            jobs,
            corridor=assemble.build(settings),
            papers=papers,
            wishes=Wishes(party, authority, duration, access),
            case=case.book.case,
            by=by,
            seal_whole=whole,
        )
    if as_json:
        data = {"kit": built.number, "folder": str(built.folder), "warnings": built.warnings}
        typer.echo(json.dumps(data | {"portions": [dataclasses.asdict(p) for p in built.portions]}))
        return
    asked = sum(p.asked for p in built.portions)
    stdout.print(f"kit {built.number}: {escape(str(built.folder))}", soft_wrap=True)
    stdout.print(f"  {asked} parts to be sealed, {len(built.portions) - asked} boxed by rule; the documents are held")
    for warning in built.warnings:
        stdout.print(f"  note       {escape(' '.join(reasons.explain(warning)))}", soft_wrap=True)
    stdout.print("  next       see STEPS.txt; nothing was filed", soft_wrap=True)


@seal.command("request")
def request(matter: Folder, number: Number, docket: Docket = "", by: By = "", as_json: options.Json = False) -> None:
    """Put on record that the request of a kit was filed; nothing is sealed by that."""
    _say(move(Matter.open(matter), number, state.REQUESTED, docket=docket, by=by), as_json=as_json)


@seal.command("grant")
def grant(matter: Folder, number: Number, docket: Docket = "", by: By = "", as_json: options.Json = False) -> None:
    """Put on record that the court granted the request of a kit, with the docket number of the order."""
    _say(move(Matter.open(matter), number, state.GRANTED, docket=docket, by=by), as_json=as_json)


@seal.command("deny")
def deny(matter: Folder, number: Number, docket: Docket = "", by: By = "", as_json: options.Json = False) -> None:
    """Put on record that the court denied the request of a kit; the documents stay held."""
    _say(move(Matter.open(matter), number, state.DENIED, docket=docket, by=by), as_json=as_json)


@seal.command("status")
def status(matter: Folder, as_json: options.Json = False) -> None:
    """Show every kit of a matter, its state, and what can be done next."""
    found = kits(Matter.open(matter))
    if as_json:
        for each in found:
            typer.echo(json.dumps(dataclasses.asdict(each)))
        return
    if not found:
        raise UsageError(
            "no sealing kit in this matter", reason="seal_kit_missing", hint="`prefile seal kit` makes one"
        )
    table = Table("kit", "court", "documents", "state", "docket", "by", "time (UTC)", box=None, header_style="dim")
    for k in found:
        table.add_row(str(k.number), k.court, str(len(k.documents)), k.state, k.docket, escape(k.by), k.time)
    stdout.print(table)
    for k in found:
        stdout.print(f"  kit {k.number}: {state.WAY_OUT[k.state]}", soft_wrap=True)


def _say(kit_: Kit, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(kit_)))
        return
    stdout.print(f"kit {kit_.number} is {kit_.state} (docket no. {kit_.docket}, by {escape(kit_.by)})", soft_wrap=True)
    stdout.print(f"  next       {state.WAY_OUT[kit_.state]}", soft_wrap=True)
