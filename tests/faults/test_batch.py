"""A batch that is killed, starved or stopped goes on when it is run again, and its sum adds up."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.faults.scene import PATIENCE, Scene, content, drop, files, names, until

SEED = int(os.environ.get("PREFILE_SEED", "20"))
KILLS = int(os.environ.get("PREFILE_KILLS", "5"))


@pytest.fixture
def folder(tmp_path: Path) -> Scene:
    (tmp_path / "work").mkdir()
    return Scene(tmp_path / "work")


def batch(folder: Scene, *more: object, **how: object) -> object:
    audit = ("--audit", folder.root / "audit", "--summary", folder.root / "sum.json")
    return folder.start("batch", folder.root / "in", folder.root / "out", *audit, *more, **how)


def summary(folder: Scene) -> dict[str, int]:
    return dict(json.loads((folder.root / "sum.json").read_text())["sum"])


@pytest.mark.timeout(3600)
def test_kills_at_random_moments_lose_nothing_and_release_nothing_twice(folder: Scene) -> None:
    moments = random.Random(SEED)
    released = set()
    for round_ in range(KILLS):
        for name in names(4, seed=SEED + round_):
            drop(folder.root / "in" / f"round-{round_}", name, content(f"{name} {round_}"))
            released |= {f"round-{round_}/{name}.pdf"} if name.startswith("ok") else set()
        running = batch(folder, "--jobs", 2)
        time.sleep(moments.uniform(0.5, 1.6))
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
    assert batch(folder).wait(timeout=600) == 3  # `raises` is a fault of the program
    out = folder.root / "out"
    assert {p.relative_to(out).as_posix() for p in files(out)} == released
    total = summary(folder)
    assert total.pop("found") == 4 * KILLS == sum(total.values())
    assert total["failed"] == total["not_reached"] == 0
    folder.ledger_holds(out, len(released))


def test_a_limit_on_the_size_of_files_fails_that_filing_only(folder: Scene) -> None:
    drop(folder.root / "in", "ok-big")
    drop(folder.root / "in", "ok-1")
    assert batch(folder, limit="-f 128").wait(timeout=PATIENCE) == 3
    assert [p.name for p in files(folder.root / "out")] == ["ok-1.pdf"]
    assert batch(folder).wait(timeout=PATIENCE) == 0
    assert summary(folder)["skipped"] == 1
    folder.ledger_holds(folder.root / "out", 2)


def test_an_interrupt_stops_cleanly_and_the_next_run_goes_on(folder: Scene) -> None:
    for number in range(80):
        drop(folder.root / "in", f"ok-{number}")
    running = batch(folder)
    until(lambda: len(files(folder.root / "out")) > 3, "it works")
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=PATIENCE) == 1
    first = summary(folder)
    assert first["not_reached"] > 0
    assert sum(first.values()) == 2 * first["found"]
    assert batch(folder, "--jobs", 2).wait(timeout=PATIENCE) == 0
    second = summary(folder)
    assert (second["skipped"], second["released"]) == (first["released"], 80 - first["released"])
    folder.ledger_holds(folder.root / "out", 80)
