"""The commands' common frame: one application, one place that turns an error into text and an exit code."""

from __future__ import annotations

import json
import logging
import signal
import sys
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from pipeline import __version__
from pipeline.errors import EXIT_FAULT, EXIT_USAGE, Error

app = typer.Typer(
    name="prefile",
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


from pipeline.cli import audit, batch, evaluate, incident, matter, policies, redact, seal, verify, watch, worklist  # noqa: E402, F401 - each registers its command
