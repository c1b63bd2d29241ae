"""`prefile worklist add|answer|list|export`: questions to the other side by document, page and box number."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from pipeline import worklist as work
from pipeline.cli import options
from pipeline.cli.app import app, stdout
from pipeline.matter import Matter
from pipeline.worklist import Answer, Item, Place, Question

worklist = typer.Typer(
    no_args_is_help=True, help="Questions to the other side about an address, which never repeat it."
)
app.add_typer(worklist, name="worklist")

Folder = Annotated[Path, typer.Argument(help="The matter's folder.", metavar="MATTER")]
By = Annotated[str, typer.Option("--by", help="Who puts this on record.")]


@worklist.command("add")
def add(
    matter: Folder,
    question: Annotated[Question, typer.Argument(help="What is asked.", metavar="QUESTION")],
    document: Annotated[str, typer.Option("--document", help="Docket, exhibit or Bates number that both know.")],
    page: Annotated[int, typer.Option("--page", help="Page, from 1.")],
    box: Annotated[int, typer.Option("--box", help="Number of the box.")],
    to: Annotated[str, typer.Option("--to", help="Who is asked.")] = "",
    by: By = "",
    as_json: options.Json = False,
) -> None:
    """Put a question on the list: current, kind, protected or public."""
    _say(work.add(Matter.open(matter), question, Place(document, page, box), to=to, by=by), as_json=as_json)


@worklist.command("answer")
def answer(
    matter: Folder,
    number: Annotated[int, typer.Argument(help="Number of the question.", metavar="N")],
    given: Annotated[Answer, typer.Argument(help="What was answered.", metavar="ANSWER")],
    answered_by: Annotated[str, typer.Option("--from", help="Who answered.")] = "",
    by: By = "",
    as_json: options.Json = False,
) -> None:
    """Put an answer on record with who gave it and when; it lifts no box by itself."""
    _say(work.answer(Matter.open(matter), number, given, answered_by=answered_by, by=by), as_json=as_json)


@worklist.command("list")
def list_(matter: Folder, as_json: options.Json = False) -> None:
    """Show every question, who was asked, and what became of it."""
    found = work.items(Matter.open(matter))
    if as_json:
        for each in found:
            typer.echo(json.dumps(dataclasses.asdict(each)))
        return
    columns = ("no", "document", "page", "box", "question", "to", "asked (UTC)", "answer", "from", "on record (UTC)")
    table = Table(*columns, box=None, header_style="dim")
    for i in found:
        cells = (i.number, i.document, i.page, i.box, i.question, i.to, i.asked)
        table.add_row(*(escape(str(c)) for c in (*cells, i.answer or "", i.answered_by, i.answered)))
    stdout.print(table)


@worklist.command("export")
def export(
    matter: Folder,
    to: Annotated[str, typer.Option("--to", help="Only the questions to this addressee.")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here instead of standard output.")
    ] = None,
) -> None:
    """Export the open questions as CSV to send: places and questions, no words of a document."""
    if output is not None:
        options.can_write(output)
    text = work.export(Matter.open(matter), to=to)
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="")


def _say(item: Item, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(item)))
        return
    what = f"answered {item.answer}" if item.answer else f"asked {escape(item.to)}"
    text = f"question {item.number}: {escape(item.document)} page {item.page} box {item.box}, {item.question}: {what}"
    stdout.print(text, soft_wrap=True)
