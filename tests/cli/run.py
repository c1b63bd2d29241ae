"""Runs commands as a person does, in this process where that is enough."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.app import main
from pipeline.engines import choose


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object on standard output."""
        (line,) = self.out.splitlines()
        return json.loads(line)


@dataclass
class Shell:
    """Runs commands in this process, with an audit folder of its own and the serial engine."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    home: Path

    def __call__(self, *words: object) -> Ran:
        args = [str(word) for word in words]
        self.monkeypatch.setattr(sys, "argv", ["prefile", *args])
        before = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGXFSZ)}
        try:
            with pytest.raises(SystemExit) as ended:
                main()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        shown = self.capsys.readouterr()
        return Ran(int(ended.value.code or 0), shown.out, shown.err)


def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path) -> Shell:
    real = choose.engine
    monkeypatch.setattr(choose, "engine", lambda settings, _name="", **kw: real(settings, "serial", **kw))
    monkeypatch.setenv("PREFILE_HOME", str(home))
    return Shell(monkeypatch, capsys, home)


def process(*words: object, home: Path, limit: str = "") -> subprocess.Popen[str]:
    """Start the real program in a process of its own; `limit` is a `ulimit` option."""
    command = [sys.executable, "-m", "pipeline", *map(str, words)]
    if limit:
        command = ["/bin/sh", "-c", f'ulimit {limit}; exec "$@"', "sh", *command]
    env = {**os.environ, "PREFILE_HOME": str(home)}
    return subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def finished(started: subprocess.Popen[str]) -> Ran:
    """Wait for a process."""
    out, err = started.communicate(timeout=120)
    return Ran(started.returncode, out, err)
