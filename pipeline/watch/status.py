"""What the daemon is doing, for people and for monitors: a file, and a loopback endpoint when asked for."""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FILE = "watch.json"


@dataclass(slots=True)
class Status:
    """Counts and states of one daemon; no names."""

    pid: int = field(default_factory=os.getpid)
    state: str = "starting"
    """`starting`, `watching`, `paused:<reason>`, `draining`, `stopped`."""
    waiting: int = 0
    running: int = 0
    released: int = 0
    held: int = 0
    refused: int = 0
    failed: int = 0
    ignored: int = 0
    """Entries of the inbox that are no PDF, or have the name of a file still being written."""
    alerts_failed: int = 0
    started: float = field(default_factory=time.time)
    """Seconds since the epoch, for people; nothing is computed from it."""
    updated: float = 0.0

    @property
    def healthy(self) -> bool:
        """Tell whether the daemon takes files."""
        return self.state in ("watching", "draining")

    def write(self, folder: Path) -> None:
        """Write the status file, whole or not at all; a full disk is no reason to stop."""
        self.updated = time.time()
        part = folder / f".{FILE}.part"
        try:
            part.write_text(json.dumps(asdict(self)) + "\n", encoding="utf-8")
            part.replace(folder / FILE)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    def metrics(self) -> str:
        """Return the counts in Prometheus' text format."""
        lines = []
        for name in ("released", "held", "refused", "failed"):
            lines += [
                f"# TYPE prefile_filings_{name}_total counter",
                f"prefile_filings_{name}_total {getattr(self, name)}",
            ]
        lines += [
            "# TYPE prefile_filings_waiting gauge",
            f"prefile_filings_waiting {self.waiting}",
            "# TYPE prefile_filings_running gauge",
            f"prefile_filings_running {self.running}",
            "# TYPE prefile_alerts_failed_total counter",
            f"prefile_alerts_failed_total {self.alerts_failed}",
            "# TYPE prefile_up gauge",
            f"prefile_up {int(self.healthy)}",
        ]
        return "\n".join(lines) + "\n"


def serve(status: Status, port: int) -> Callable[[], None]:
    """Answer /healthz and /metrics on the loopback address only; return a function that stops it.

    Port 0 lets the system choose; the chosen one is `stop.port`.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/metrics":
                self._answer(200, status.metrics())
            elif self.path == "/healthz":
                self._answer(200 if status.healthy else 503, status.state + "\n")
            else:
                self._answer(404, "not found\n")

        def _answer(self, code: int, text: str) -> None:
            body = text.encode()
            self.send_response(code)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Log nothing: a request holds nothing worth keeping."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, name="prefile-metrics", daemon=True)
    thread.start()

    def stop() -> None:
        server.shutdown()
        server.server_close()

    stop.port = server.server_address[1]  # type: ignore[attr-defined]
    return stop
