"""Writes `commands.md` and `reasons.md` from the program itself: `python docs/reference/build.py`."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from pipeline.cli import meaning
from pipeline.cli.app import MODULES, app

HERE = Path(__file__).parent

INTRODUCTION = """\
# Reason codes

Written by `docs/reference/build.py` from `pipeline/cli/meaning.py`. What follows a colon are details: a page (from
1), a step, a role. A code never holds a word of a filing.
"""

GROUPS = {
    "The source": meaning.SOURCE,
    "Paths, folders and options": meaning.PLACE,
    "Pages that were not read": meaning.READING,
    "Policies and decisions": meaning.DECIDING,
    "Matters: papers held, rulings and sign-off": meaning.MATTER,
    "Notes: the filing is released all the same": meaning.NOTES,
    "Burning and checking": meaning.PROOF,
    "The audit log": meaning.RECORD,
    "Sealing": meaning.SEALING,
    "Incidents and questions": meaning.INCIDENT,
    "Models and measuring": meaning.MODEL,
    "The machine, and faults": meaning.MACHINE,
}


def each(group: Any, before: str = "prefile") -> Iterator[tuple[str, Any]]:
    """Yield the words that call each command, and the command."""
    for name, command in group.commands.items():
        words = f"{before} {name}"
        if hasattr(command, "commands"):
            yield from each(command, words)
        else:
            yield words, command


def commands() -> str:
    """Return the page of commands."""
    parts = ["# Commands\n\nWritten by `docs/reference/build.py` from the program's own help.\n"]
    for module in MODULES.values():
        importlib.import_module(f"pipeline.cli.{module}")
    for words, command in each(typer.main.get_command(app)):
        arguments = [p for p in command.params if p.param_type_name == "argument"]
        called = " ".join([words, *(a.metavar or a.name.upper() for a in arguments)])
        parts.append(f"## `{called}`\n\n{command.help.strip()}\n")
        rows = [(a.metavar or a.name.upper(), a.help) for a in arguments]
        rows += [(", ".join(p.opts), p.help) for p in command.params if p.param_type_name == "option"]
        parts.append("| | |\n|---|---|\n" + "".join(f"| `{name}` | {text} |\n" for name, text in rows if text))
    return "\n".join(parts)


def reasons() -> str:
    """Return the page of reason codes."""
    parts = [INTRODUCTION]
    for title, table in GROUPS.items():
        rows = "".join(f"| `{code}` | {what} | {way_out} |\n" for code, (what, way_out) in table.items())
        parts.append(f"## {title}\n\n| code | meaning | way out |\n|---|---|---|\n{rows}")
    rows = "".join(f"| `{name}` | {what} |\n" for name, what in meaning.CHECKS.items())
    parts.append(f"## Checks, as in `check_failed:NAME.v1:REASON`\n\n| check | looks at |\n|---|---|\n{rows}")
    return "\n".join(parts)


PAGES = {"commands.md": commands, "reasons.md": reasons}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
