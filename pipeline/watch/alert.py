"""Tells people that something waits for them: log, hook command, mail, webhook.

An alert names the matter's folder, a document id (the first digits of the
source's digest), the outcome and reason codes: never a file name, never a word
of a filing. Mail and webhook use the network, so they exist only when asked
for; a failing alert is logged and never stops the daemon.
"""

from __future__ import annotations

import contextlib
import json
import logging
import queue
import shlex
import smtplib
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import urlsplit

from pipeline.errors import UsageError

log = logging.getLogger(__name__)

PATIENCE = 15.0
"""Seconds that a hook, a mail server or a webhook may take."""

BACKLOG = 1000
"""Alerts that may wait for a slow channel; the log has them all."""

Event = Mapping[str, object]
Channel = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Hook:
    """Runs a command with the event as JSON on standard input."""

    command: str

    def __call__(self, event: Event) -> None:
        """Run it; its output goes nowhere."""
        subprocess.run(  # noqa: S603 - the command is the user's own configuration
            shlex.split(self.command),
            input=json.dumps(event).encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
        )


@dataclass(frozen=True, slots=True)
class Mail:
    """Sends a short mail through a mail server that needs no password (a local relay)."""

    host: str
    port: int
    sender: str
    to: str

    def __call__(self, event: Event) -> None:
        """Send it."""
        message = EmailMessage()
        message["Subject"] = f"prefile: {event['event']} {event.get('source_id', '')}".strip()
        message["From"], message["To"] = self.sender, self.to
        message.set_content("\n".join(f"{name}: {value}" for name, value in event.items()))
        with smtplib.SMTP(self.host, self.port, timeout=PATIENCE) as server:
            server.send_message(message)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Posts the event as JSON."""

    url: str

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in ("http", "https"):
            raise UsageError("a webhook is an http or https address", reason="webhook")

    def __call__(self, event: Event) -> None:
        """Post it; the answer is not read."""
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked above
            self.url, data=json.dumps(event).encode(), headers={"Content-Type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=PATIENCE):  # noqa: S310 - the same
            pass


class Alerts:
    """Every channel, and the log; channels are told by a thread of their own, since a mail server may be slow."""

    def __init__(self, channels: Sequence[Channel] = ()) -> None:
        self._channels = tuple(channels)
        self._waiting: queue.Queue[Event | None] = queue.Queue(BACKLOG)
        self._thread: threading.Thread | None = None
        self.failed = 0
        """Alerts that a channel did not take, or that found too many waiting."""

    def tell(self, event: Event) -> None:
        """Log an event and hand it to the channels; this does not wait for them."""
        log.warning("alert", extra={"event": dict(event)})
        if not self._channels:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._deliver_all, name="prefile-alerts", daemon=True)
            self._thread.start()
        try:
            self._waiting.put_nowait(event)
        except queue.Full:
            self.failed += 1

    def close(self) -> None:
        """Give what waits a last moment to be delivered."""
        if self._thread is not None:
            with contextlib.suppress(queue.Full):
                self._waiting.put(None, timeout=PATIENCE)
            self._thread.join(timeout=PATIENCE)

    def _deliver_all(self) -> None:
        while (event := self._waiting.get()) is not None:
            self._deliver(event)

    def _deliver(self, event: Event) -> None:
        for channel in self._channels:
            try:
                channel(event)
            except (OSError, subprocess.SubprocessError, smtplib.SMTPException, ValueError) as error:
                self.failed += 1
                log.error(
                    "an alert could not be delivered",
                    extra={"event": {"channel": type(channel).__name__, "error": type(error).__name__}},
                )
