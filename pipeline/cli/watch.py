"""`prefile watch`: the daemon on one matter."""

from __future__ import annotations

import contextlib
import functools
import json
import logging
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import assemble, batch, core
from pipeline.cli import options, unit
from pipeline.cli.app import app, stdout
from pipeline.engines import choose
from pipeline.errors import EXIT_HELD, EXIT_RELEASED, UsageError
from pipeline.matter import FILE
from pipeline.nouns import Job
from pipeline.settings import Settings
from pipeline.watch import inbound
from pipeline.watch.alert import Alerts, Channel, Hook, Mail, Webhook
from pipeline.watch.arrival import Arrivals
from pipeline.watch.daemon import Daemon, Setup, Switch
from pipeline.watch.folders import Folders
from pipeline.watch.status import FILE as STATUS
from pipeline.watch.status import serve


@app.command()
def watch(
    matter: Annotated[Path, typer.Argument(help="The matter's folder.", metavar="MATTER_DIR")],
    policy: options.OwnPolicy = None,
    overlay: options.Overlay = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Worker processes.")] = 1,
    poll: Annotated[
        bool, typer.Option("--poll", help="Look again and again: for network shares, which send no events.")
    ] = False,
    quiet_time: Annotated[
        float, typer.Option("--quiet-time", min=0.0, help="Seconds a file must not change before it is taken.")
    ] = 2.0,
    hook: Annotated[str | None, typer.Option("--hook", help="Command run on alerts, event as JSON on stdin.")] = None,
    mail_to: Annotated[str | None, typer.Option("--mail-to", help="Mail alerts to this address.")] = None,
    mail_from: Annotated[str, typer.Option("--mail-from", help="Sender of alert mails.")] = "prefile@localhost",
    smtp: Annotated[str, typer.Option("--smtp", help="Mail server, HOST:PORT.")] = "localhost:25",
    webhook: Annotated[str | None, typer.Option("--webhook", help="Post alerts as JSON here.")] = None,
    metrics_port: Annotated[
        int | None, typer.Option("--metrics-port", help="Serve /healthz and /metrics on 127.0.0.1.")
    ] = None,
    allow_discretion: options.Discretion = False,
    box: options.Box = "black",
    show_status: Annotated[bool, typer.Option("--status", help="Show the running daemon's state and stop.")] = False,
    print_unit: Annotated[
        bool, typer.Option("--print-unit", help="Print a systemd unit and logrotate rules and stop.")
    ] = False,
) -> None:
    """Redact what arrives in MATTER_DIR/inbox until told to stop.

    SIGTERM finishes what runs and stops; a second one, or SIGINT, stops at once; SIGHUP reads policies anew.
    """
    folders = Folders(matter.resolve())
    if print_unit:
        typer.echo(unit.text(folders.root, policy))
        raise typer.Exit(EXIT_RELEASED)
    if show_status:
        raise typer.Exit(_status(folders))
    folders.prepare()
    settings = options.settings(folders.audit)
    base = Job(
        source=folders.inbox,
        destination=folders.outbox,
        overlays=tuple(overlay or ()),
        allow_discretion=allow_discretion,
        box=options.box(box),
        operator=settings.operator,
        password=settings.password,
    )
    case = folders.root if (folders.root / FILE).is_file() else None
    base = assemble.in_matter(base, case, policy)
    alerts = Alerts(_channels(hook, mail_to, mail_from, smtp, webhook))
    switch = Switch()
    _structured_log()
    theirs = inbound.watched(case, alerts) if case else contextlib.nullcontext()
    with folders.lock(), _signals(switch), _events(folders.inbox, switch, poll=poll), theirs:
        arrivals = Arrivals(folders.inbox, quiet=quiet_time)
        daemon = Daemon(folders, functools.partial(_setup, settings, base, jobs), arrivals, alerts, switch)
        stop = serve(daemon.status, metrics_port) if metrics_port is not None else None
        try:
            daemon.run()
        finally:
            if stop is not None:
                stop()


def _setup(settings: Settings, base: Job, workers: int) -> Setup:
    """Read the policy from its files and return what the daemon works with.

    Raises:
        ConfigError: the policy does not hold together.
    """
    assemble.reread(settings, base)
    recipe = assemble.recipes(settings)
    recipe(base)
    ledger, store = assemble.ledger(settings), assemble.receipts(settings)
    return Setup(
        pool=functools.partial(choose.pool, settings, workers=workers),
        base=base,
        recipe=recipe,
        receipts=lambda: list(store.all()),
        recover=lambda: batch.recover(ledger, store, base.destination, settings.tmp, all_here=True),
        tmp=settings.tmp,
        record=lambda job, proof: core.release(job, proof, ledger, store.keep),
    )


def _channels(hook: str | None, mail_to: str | None, mail_from: str, smtp: str, webhook: str | None) -> list[Channel]:
    channels: list[Channel] = []
    if hook:
        channels.append(Hook(hook))
    if mail_to:
        host, _, port = smtp.partition(":")
        if not port.isdigit():
            raise UsageError("--smtp takes HOST:PORT", reason="smtp")
        channels.append(Mail(host=host, port=int(port), sender=mail_from, to=mail_to))
    if webhook:
        channels.append(Webhook(webhook))
    return channels


@contextlib.contextmanager
def _signals(switch: Switch) -> Iterator[None]:
    """Let signals steer the daemon: handlers only set events."""

    def terminate(_number: int, _frame: object) -> None:
        (switch.now if switch.stop.is_set() else switch.stop).set()
        switch.wake.set()

    def interrupt(_number: int, _frame: object) -> None:
        switch.now.set()
        switch.wake.set()

    def hang_up(_number: int, _frame: object) -> None:
        switch.reload.set()
        switch.wake.set()

    handlers: dict[int, Callable[[int, Any], None]] = {
        signal.SIGTERM: terminate,
        signal.SIGINT: interrupt,
        signal.SIGHUP: hang_up,
    }
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _events(inbox: Path, switch: Switch, *, poll: bool) -> Iterator[None]:
    """Wake the daemon when the inbox changes; it looks by itself too, so a lost event costs a moment.

    With `poll` no events are asked for: the daemon then looks twice a second.
    """
    if poll:
        yield
        return
    from watchfiles import watch as changes  # noqa: PLC0415 - starts a native thread pool

    over = threading.Event()

    def listen() -> None:
        with contextlib.suppress(OSError, RuntimeError):
            switch.heard.set()
            for _ in changes(inbox, stop_event=over, rust_timeout=1000, yield_on_timeout=False):
                switch.wake.set()
        switch.heard.clear()

    thread = threading.Thread(target=listen, name="prefile-events", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=5)


class _Lines(logging.Formatter):
    """One JSON object a line; only what the program itself says, never an exception's text."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON."""
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        return json.dumps(line | getattr(record, "event", {}))


def _structured_log() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    logging.raiseExceptions = False  # a log that cannot be written (a full disk) is no reason to print where we were
    logging.getLogger("pipeline").setLevel(logging.INFO)


def _status(folders: Folders) -> int:
    """Print the status file; 0 when a daemon is alive and well."""
    try:
        status = json.loads((folders.audit / STATUS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        stdout.print("no daemon has run here")
        return EXIT_HELD
    alive = folders.locked()
    state = status["state"] if alive else "not running"
    stdout.print(f"{state}  pid {status['pid']}" if alive else state, soft_wrap=True)
    for name in ("waiting", "running", "released", "held", "refused", "failed", "ignored"):
        stdout.print(f"  {name:<10} {status[name]}")
    return EXIT_RELEASED if alive and status["state"] in ("watching", "draining") else EXIT_HELD
