"""`prefile incident open|log|replace|close|status|declaration|inbound`: after something protected was filed."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from pipeline.cli import options, reasons, show
from pipeline.cli.app import app, stdout
from pipeline.engines import choose
from pipeline.errors import EXIT_HELD, EXIT_RELEASED, InputError
from pipeline.incident import Incident, Step, close, declaration, incidents, log, look, open_, replace_filed
from pipeline.incident.case import incident_of
from pipeline.matter import Matter
from pipeline.record import verify_chain

incident = typer.Typer(no_args_is_help=True, help="Something protected was filed: the steps, their times, the cure.")
app.add_typer(incident, name="incident")

Folder = Annotated[Path, typer.Argument(help="The matter's folder.", metavar="MATTER")]
Number = Annotated[int, typer.Argument(help="Number of the incident.", metavar="N")]
By = Annotated[str, typer.Option("--by", help="Who does this; goes on record.")]
At = Annotated[datetime | None, typer.Option("--at", help="When, in UTC, as in 2026-11-24T09:30; default: now.")]


@incident.command("open")
def begin(
    matter: Folder,
    docket: Annotated[str, typer.Option("--docket", help="Docket number of the paper on file.")] = "",
    by: By = "",
    discovered: At = None,
    filed: Annotated[Path | None, typer.Option("--filed", help="The paper as it was sent, if at hand.")] = None,
    as_json: options.Json = False,
) -> None:
    """Open an incident: who discovered it and when; the matter turns strict."""
    _say(open_(Matter.open(matter), docket=docket, by=by, discovered=discovered, filed=filed), as_json=as_json)


@incident.command("log")
def step(
    matter: Folder,
    number: Number,
    what: Annotated[Step, typer.Argument(help="What was done.", metavar="STEP")],
    by: By = "",
    docket: Annotated[str, typer.Option("--docket", help="Docket number of a notice, motion or order.")] = "",
    at: At = None,
    as_json: options.Json = False,
) -> None:
    """Put on record what was done: clerk_called, court_notified, opponent_notified, person_notified and so on."""
    _say(log(Matter.open(matter), number, what, by=by, docket=docket, at=at), as_json=as_json)


@incident.command("replace")
def replacement(
    matter: Folder,
    number: Number,
    new: Annotated[Path, typer.Argument(help="The file that is to take the paper's place.", metavar="NEW.pdf")],
    filed: Annotated[Path, typer.Option("--filed", help="The paper as it was sent.")],
    by: By = "",
    as_json: options.Json = False,
) -> None:
    """Prove that a replacement is the filed paper and only the boxes differ, and put it on record."""
    for path in (new, filed):
        if not path.is_file():
            raise InputError(f"no such file: {path}", reason="missing", hint="check the path")
    found, check = replace_filed(Matter.open(matter), number, new, filed=filed, by=by)
    if not as_json:
        stdout.print(f"same paper, {check.counts['pages']} pages, {check.counts['boxes']} new boxes", soft_wrap=True)
    _say(found, as_json=as_json)


@incident.command("close")
def end(
    matter: Folder,
    number: Number,
    by: By = "",
    without: Annotated[list[Step] | None, typer.Option("--without", help="A needed step that does not apply.")] = None,
    why: Annotated[str, typer.Option("--why", help="Why it does not apply. Name no one and quote nothing.")] = "",
    as_json: options.Json = False,
) -> None:
    """Close an incident once the clerk, the court and the other side know and a replacement is proven."""
    _say(close(Matter.open(matter), number, by=by, without=tuple(without or ()), why=why), as_json=as_json)


@incident.command("status")
def status(matter: Folder, as_json: options.Json = False) -> None:
    """Show the timeline of every incident, what is missing, and the seven days; exit 1 while one is open."""
    found = incidents(Matter.open(matter))
    for each in found:
        _say(each, as_json=as_json)
    if not found and not as_json:
        stdout.print("no incident in this matter")
    raise typer.Exit(EXIT_HELD if any(not each.closed for each in found) else EXIT_RELEASED)


@incident.command("declaration")
def declare(matter: Folder, number: Number) -> None:
    """Print an unsigned declaration on an incident, filled from the matter's record."""
    case = Matter.open(matter)
    evidence = verify_chain(case.log.path, case.key_path)
    typer.echo(declaration(incident_of(case, number), evidence), nl=False)


@incident.command("inbound")
def inbound(
    matter: Folder,
    folder: Annotated[
        Path | None, typer.Argument(help="What the other side filed; default: the matter's inbound.", metavar="DIR")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Also look at papers that were looked at before.")] = False,
    as_json: options.Json = False,
) -> None:
    """Look for protected values in what the other side filed; alters nothing; exit 1 when there are any."""
    case = Matter.open(matter)
    place = folder or matter / "inbound"
    if not place.is_dir():
        raise InputError(f"no such folder: {place}", reason="missing_folder", hint="name the folder of their filings")
    with show.working(as_json):
        alerts = list(look(case, place, choose.engine(options.settings(case.audit)).run, again=again))
    for alert in alerts:
        if as_json:
            typer.echo(json.dumps({**dataclasses.asdict(alert), "path": str(alert.path)}))
            continue
        kinds = ", ".join(f"{count} {kind}" for kind, count in alert.kinds.items())
        pages = ", ".join(map(str, alert.pages))
        if alert.kinds:
            stdout.print(f"[bold red]alert[/]  {escape(str(alert.path))}: {kinds} on page {pages}", soft_wrap=True)
        for reason in alert.designated:
            text = f"[bold red]alert[/]  {escape(str(alert.path))}: {escape(reasons.explain(reason)[0])}"
            stdout.print(text, soft_wrap=True)
        for reason in alert.unread:
            text = f"[bold yellow]unread[/] {escape(str(alert.path))}: {escape(reasons.explain(reason)[0])}"
            stdout.print(text, soft_wrap=True)
    if alerts and not as_json:
        stdout.print("  next       tell the other side and the clerk; nothing was altered", soft_wrap=True)
    raise typer.Exit(EXIT_HELD if alerts else EXIT_RELEASED)


def _say(found: Incident, *, as_json: bool) -> None:
    now = datetime.now(UTC)
    if as_json:
        typer.echo(json.dumps(_as_json(found, now)))
        return
    state = f"closed {_ago(found.closed - found.discovered)} after" if found.closed else "open"
    stdout.print(
        f"incident {found.number}: docket no. {escape(found.docket)}, discovered {found.discovered:%Y-%m-%d %H:%M} UTC"
        f" by {escape(found.by)}, {state}",
        soft_wrap=True,
    )
    table = Table("after", "step", "docket", "by", box=None, header_style="dim")
    for done in found.steps:
        table.add_row(_ago(done.after), str(done.step), escape(done.docket), escape(done.by))
    if found.steps:
        stdout.print(table)
    if not found.closed:
        left = found.due - now
        when = f"{_ago(left)} left" if left > timedelta() else f"[bold red]{_ago(-left)} late[/]"
        stdout.print(f"  seven days end {found.due:%Y-%m-%d %H:%M} UTC: {when}", soft_wrap=True)
        stdout.print(f"  missing    {', '.join(found.missing) or 'nothing: `prefile incident close`'}", soft_wrap=True)


def _as_json(found: Incident, now: datetime) -> dict[str, Any]:
    return {
        "incident": found.number,
        "docket": found.docket,
        "discovered": found.discovered.isoformat(),
        "by": found.by,
        "due": found.due.isoformat(),
        "late": found.late(now),
        "closed": found.closed.isoformat() if found.closed else None,
        "missing": [str(step) for step in found.missing],
        "steps": [
            {
                "step": str(done.step),
                "time": done.time.isoformat(),
                "by": done.by,
                "docket": done.docket,
                "after_seconds": int(done.after.total_seconds()),
            }
            for done in found.steps
        ],
    }


def _ago(span: timedelta) -> str:
    hours, rest = divmod(int(span.total_seconds()), 3600)
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if days else f"{hours} h {rest // 60} min"
