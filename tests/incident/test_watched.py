"""The daemon has `inbound/` looked at when a file arrives there, and passes alerts on without the paper's name."""

from __future__ import annotations

import queue
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.watch.alert import Alerts, Event
from pipeline.watch.inbound import look, watched

ALERT = {
    "path": "/m/inbound/Whitlock.pdf",
    "document": "a" * 64,
    "pages": [2],
    "kinds": {"ADDRESS": 1},
    "designated": [],
    "unread": [],
}
SOON = 20.0
"""Seconds that a test waits for what happens at once."""


class Looks:
    """Stands for the command: says that it was called, and gives what it is told to give."""

    def __init__(self, *answers: list[Mapping[str, Any]] | Exception) -> None:
        self.called: queue.Queue[Path] = queue.Queue()
        self._answers = list(answers)

    def __call__(self, matter: Path) -> list[Mapping[str, Any]]:
        answer = self._answers.pop(0)
        self.called.put(matter)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    (tmp_path / "inbound").mkdir()
    return tmp_path


def test_a_file_that_arrives_is_looked_at_and_its_alert_names_no_file(matter: Path) -> None:
    told: queue.Queue[Event] = queue.Queue()
    looks = Looks([ALERT])
    with watched(matter, Alerts([told.put]), look=looks, every=0.01):
        (matter / "inbound" / "Whitlock.pdf").write_bytes(b"%PDF")
        event = told.get(timeout=SOON)

    assert looks.called.get(timeout=SOON) == matter
    assert event == {
        "event": "inbound",
        "matter": str(matter),
        "source_id": "a" * 12,
        "pages": [2],
        "kinds": {"ADDRESS": 1},
        "reasons": [],
    }


def test_a_look_that_fails_does_not_end_the_watching(matter: Path) -> None:
    told: queue.Queue[Event] = queue.Queue()
    looks = Looks(subprocess.CalledProcessError(3, "prefile"), [ALERT])
    with watched(matter, Alerts([told.put]), look=looks, every=0.01):
        (matter / "inbound" / "a.pdf").write_bytes(b"%PDF")
        looks.called.get(timeout=SOON)
        (matter / "inbound" / "b.pdf").write_bytes(b"%PDF")
        assert told.get(timeout=SOON)["event"] == "inbound"


def test_the_command_itself_is_run_in_a_process_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        look(tmp_path / "no matter")

    assert failed.value.returncode == 2
