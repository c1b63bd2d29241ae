"""Alerts reach every channel beside the work, and say nothing of a filing."""

from __future__ import annotations

import email
import http.server
import json
import socket
import socketserver
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.watch.alert import Alerts, Event, Hook, Mail, Webhook
from pipeline.watch.status import Status, serve

EVENT = {"event": "held", "matter": "/m", "source_id": "abc", "reasons": ["check_failed:x"]}


def test_a_channel_that_fails_is_counted_and_the_others_are_told(tmp_path: Path) -> None:
    def broken(_event: Event) -> None:
        raise OSError("no")

    told = tmp_path / "told"
    alerts = Alerts([broken, Hook(f"tee {told}"), Hook("false")])
    alerts.tell(EVENT)
    alerts.close()
    assert json.loads(told.read_text()) == EVENT
    assert alerts.failed == 2


def test_a_slow_channel_keeps_nobody_waiting() -> None:
    go, seen = threading.Event(), []

    def slow(event: Event) -> None:
        go.wait(10)
        seen.append(event)

    alerts = Alerts([slow])
    for _ in range(3):
        alerts.tell(EVENT)
    assert seen == []
    go.set()
    alerts.close()
    assert len(seen) == 3


def test_a_webhook_gets_the_event_as_json() -> None:
    got = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.handle_request).start()
        Webhook(f"http://127.0.0.1:{server.server_port}/")(EVENT)
    assert got == [EVENT]
    with pytest.raises(UsageError):
        Webhook("file:///etc/passwd")


class Sink(socketserver.StreamRequestHandler):
    """A mail server that takes one mail."""

    def handle(self) -> None:
        self.wfile.write(b"220 sink.example\r\n")
        while line := self.rfile.readline():
            word = line.split()[0].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while (piece := self.rfile.readline()) != b".\r\n":
                    self.server.mail.append(piece)  # type: ignore[attr-defined]
            self.server.said.append(line.strip())  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return


def test_a_mail_is_sent_that_names_the_outcome_and_no_file() -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), Sink) as server:
        server.mail, server.said = [], []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        alerts = Alerts([Mail("127.0.0.1", server.server_address[1], "prefile@firm.example", "clerk@firm.example")])
        alerts.tell(EVENT)
        alerts.close()
        thread.join(timeout=10)
        letter = email.message_from_bytes(b"".join(server.mail))  # type: ignore[attr-defined]
        said = server.said  # type: ignore[attr-defined]
    assert alerts.failed == 0
    assert (letter["Subject"], letter["From"], letter["To"]) == (
        "prefile: held abc", "prefile@firm.example", "clerk@firm.example"
    )  # fmt: skip
    assert letter.get_payload().splitlines() == [
        "event: held", "matter: /m", "source_id: abc", "reasons: ['check_failed:x']"
    ]  # fmt: skip
    assert any(line.upper().startswith(b"RCPT TO:<CLERK@FIRM.EXAMPLE>") for line in said)


def test_a_mail_server_that_is_not_there_is_counted_and_stops_nobody() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: a connection is refused
        alerts = Alerts([Mail("127.0.0.1", taken.getsockname()[1], "a@firm.example", "b@firm.example")])
        alerts.tell(EVENT)
        alerts.close()
    assert alerts.failed == 1


def test_health_and_metrics_are_served_on_the_loopback_only() -> None:
    status = Status(state="watching", released=3)
    stop = serve(status, 0)
    place = f"http://127.0.0.1:{stop.port}"  # type: ignore[attr-defined]
    try:
        with urllib.request.urlopen(f"{place}/metrics") as answer:
            assert b"prefile_filings_released_total 3" in answer.read()
        with urllib.request.urlopen(f"{place}/healthz") as answer:
            assert answer.status == 200
        status.state = "paused:disk_full"
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(f"{place}/healthz")
        assert refusal.value.code == 503
        refusal.value.close()
    finally:
        stop()
