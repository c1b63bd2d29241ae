"""`prefile policies list|show|diff`."""

from __future__ import annotations

import dataclasses
import json
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from pipeline.cli import options
from pipeline.cli.app import app, stdout
from pipeline.decide import show as rows
from pipeline.decide.shelf import Shelf

policies = typer.Typer(no_args_is_help=True, help="The court rules as prefile applies them.")
app.add_typer(policies, name="policies")

Name = Annotated[str, typer.Argument(help="A policy by name, or a policy file's path.", metavar="NAME")]


def _shelf() -> Shelf:
    return Shelf(options.settings(None).models / "policies")


@policies.command("list")
def list_(as_json: options.Json = False) -> None:
    """List the policies and overlays: court, rule, how sure we are of its text, and when it was checked."""
    shelf = _shelf()
    cards = rows.cards(shelf.home)
    if as_json:
        for card in cards:
            typer.echo(json.dumps(dataclasses.asdict(card)))
        return
    table = Table("policy", "court", "rule", "confidence", "checked", box=None, header_style="dim")
    for card in cards:
        cells = (f"{card.name}.{card.version}", card.court, card.cite, card.confidence, card.checked)
        table.add_row(*(escape(cell) for cell in cells))
    stdout.print(table)
    stdout.print("overlays: " + ", ".join(shelf.overlay_names()), soft_wrap=True)
    stdout.print("Nothing here is legal advice: check the current rule before you rely on a policy.", soft_wrap=True)


@policies.command("show")
def show(name: Name, overlay: options.Overlay = None, as_json: options.Json = False) -> None:
    """Show what a policy does with each kind and role, by what rule, and where that was read."""
    policy = _shelf().load(name, overlay or ())
    cells = rows.rows(policy)
    if as_json:
        for row in cells:
            typer.echo(json.dumps(dataclasses.asdict(row)))
        return
    stdout.print(f"[bold]{escape(policy.id)}[/]  {escape(policy.court)}  {escape(policy.cite)}", soft_wrap=True)
    table = Table("kind", "role", "action", "with leave", "ground", "rule", "label", box=None, header_style="dim")
    for row in cells:
        values = (row.kind, row.role, row.action, row.with_leave, row.ground, row.cite, row.label)
        table.add_row(*(escape(value) for value in values))
    stdout.print(table)
    for exemption in policy.exemptions:
        stdout.print(f"  exempt by a person's ruling: {escape(exemption.id)}", soft_wrap=True)
    for source in dict.fromkeys(source for row in cells for source in row.sources):
        stdout.print(f"  source: {escape(source)}", soft_wrap=True)


@policies.command("diff")
def diff(before: Name, after: Name) -> None:
    """Show every kind and role that two policies treat differently."""
    shelf = _shelf()
    table = Table("kind", "role", before, after, box=None, header_style="dim")
    for change in rows.diff(shelf.load(before), shelf.load(after)):
        table.add_row(*(escape(c) for c in (change.kind, change.role, change.before, change.after)))
    stdout.print(table)
