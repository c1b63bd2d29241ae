"""A killed program leaves no output and a log that can be proved, and the next run works."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.builders import filed
from tests.cli.run import Shell, finished, process

WORDS = "Her Social Security number is 000-12-3456, she said."


def waited(started: subprocess.Popen[str], seconds: float) -> bool:
    """Let a process run for a while; tell whether it still runs."""
    try:
        started.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return True
    return False


@pytest.mark.parametrize("seconds", [0.3, 1.5, 2.5])
def test_a_kill_at_any_moment_leaves_all_or_nothing(seconds: float, prefile: Shell, tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", WORDS)
    before = source.read_bytes()
    out = tmp_path / "out.pdf"

    started = process("redact", source, "-o", out, home=prefile.home)
    alive = waited(started, seconds)
    if alive:
        os.killpg(started.pid, signal.SIGKILL)
    started.communicate()

    assert source.read_bytes() == before
    entries = recorded(prefile)
    if alive and out.exists():
        assert [e["event"] for e in entries if e["event"] != "box"][:1] == ["released"]
    assert {p.name for p in tmp_path.iterdir()} - {"home", "out.pdf"} == {"in.pdf"}
    assert prefile("redact", source, "-o", out, "--force").code == 0
    assert out.exists()
    assert prefile("audit", "verify").code == 0


def recorded(prefile: Shell) -> list[dict[str, object]]:
    """What the log holds; it must verify if there is one."""
    log = prefile.home / "audit" / "audit.jsonl"
    if not log.exists() or not log.stat().st_size:
        return []
    assert prefile("audit", "verify").code == 0
    return [json.loads(line) for line in log.read_text().splitlines()]


def test_an_interrupt_stops_with_its_own_code_and_leaves_nothing(tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", WORDS)
    started = process("redact", source, home=tmp_path / "home")
    if not waited(started, 1.5):
        pytest.skip("it was done before it could be stopped")
    os.killpg(started.pid, signal.SIGTERM)
    ran = finished(started)
    assert "Traceback" not in ran.err
    assert ran.code != 0 or (tmp_path / "in.redacted.pdf").exists()
    assert {p.name for p in tmp_path.iterdir()} - {"home", "in.redacted.pdf"} == {"in.pdf"}
