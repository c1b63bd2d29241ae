"""The commands' common frame: one application, one place that turns an error into text and an exit code.

A command's module, and what it imports, is loaded when that command is named.
"""

from __future__ import annotations

import importlib
import json
import logging
import signal
import sys
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from typer.core import TyperCommand, TyperGroup

from pipeline import __version__
from pipeline.errors import EXIT_FAULT, EXIT_USAGE, Error

COMMANDS = {
    "batch": (
        "Redact every PDF below a folder; skip what was released before and still stands; print a sum that adds up."
    ),
    "evaluate": (
        "Measure detection and decisions: recall, precision, what must stay and what must go, words per second."
    ),
    "redact": "Write a sanitized copy of one filing, proven from its saved bytes, or hold it and say why.",
    "scan": "Show what would be found and decided; writes nothing.",
    "verify": "Look for failed redactions, hidden data and protected values in any PDF; exit 1 when it is not clean.",
    "watch": "Redact what arrives in MATTER_DIR/inbox until told to stop.",
    "audit": "Read the audit log back: prove it, show it, export it.",
    "incident": "Something protected was filed: the steps, their times, the cure.",
    "matter": "The case file: orders, protected people, designations, sign-off.",
    "policies": "The court rules as prefile applies them.",
    "seal": "Ask a court to seal: the papers, and what became of the request.",
    "worklist": "Questions to the other side about an address, which never repeat it.",
}
"""Every command with its help, so that `prefile --help` need not load them all."""

MODULES = {name: name for name in COMMANDS} | {"scan": "redact"}
"""The module of this package that registers a command."""


class _Commands(TyperGroup):
    """Knows every command by name and help, and loads the module of the one that is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        loaded = self.commands
        self.commands = {name: loaded.get(name) or TyperCommand(name, help=COMMANDS[name]) for name in COMMANDS}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Load the command that is called, then do as its base does."""
        if args and args[0] in MODULES:
            importlib.import_module(f"pipeline.cli.{MODULES[args[0]]}")
            self.commands = typer.main.get_group(app).commands
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="prefile",
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Find, burn and prove redactions in court filings before they are filed.",
    epilog="Exit codes: 0 all released or clean; 1 held, refused or not clean; 2 usage; 3 internal fault.",
)

stderr = Console(stderr=True, highlight=False, emoji=False)
stdout = Console(highlight=False, emoji=False)  # `:accept:` in a code is no emoji


@app.callback(invoke_without_command=True)
def _frame(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Log steps, counts and codes to standard error.")] = False,
) -> None:
    """Set up logging; never a word of a filing is logged, at any level."""
    if version:
        typer.echo(f"prefile {__version__}")
        raise typer.Exit
    logging.basicConfig(
        level=logging.DEBUG if debug else logging.WARNING,
        stream=sys.stderr,
        format="%(levelname)s %(name)s %(message)s",
    )
    for noisy in ("presidio-analyzer", "presidio-anonymizer", "presidio_analyzer", "spacy", "fontTools", "tldextract"):
        # NOTE: these log texts of what they analyze at DEBUG, so their level is not ours to lower.
        logging.getLogger(noisy).setLevel(logging.ERROR)
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(EXIT_USAGE)


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    signal.signal(signal.SIGTERM, _terminate)
    if hasattr(signal, "SIGXFSZ"):
        # A file size limit then shows as an error of the write, which we report, rather than as our death.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        app(standalone_mode=True)
    except Error as error:
        sys.exit(report(error))
    except KeyboardInterrupt:
        stderr.print("stopped; nothing half-written was left")
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - the one guarded place: a traceback could hold words of a filing
        stderr.print(f"internal fault: {type(error).__name__}; please report it with the steps that led here")
        if "--debug" in sys.argv:
            _where(error)
        sys.exit(EXIT_FAULT)
    sys.exit(0)


def report(error: Error) -> int:
    """Print an error for people, or as JSON when that was asked for, and return its exit code."""
    if "--json" in sys.argv:
        typer.echo(json.dumps({"error": error.reason, "message": error.message, "hint": error.hint}))
    stderr.print(f"[bold]error:[/bold] {error.message}", soft_wrap=True)
    if error.hint:
        stderr.print(f"  {error.hint}", soft_wrap=True)
    return error.exit_code


def _where(error: BaseException) -> None:
    """Print files and line numbers of a fault: no values, no message."""
    trace = error.__traceback__
    while trace is not None:
        stderr.print(f"  {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno} in {trace.tb_frame.f_code.co_name}")
        trace = trace.tb_next


def _terminate(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt
