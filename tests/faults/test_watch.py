"""The daemon outlives what a machine does to it; every file ends in exactly one place."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.settings import models_home
from tests.builders import filed
from tests.fakes import digest
from tests.faults.scene import PATIENCE, Scene, belongs, content, drop, files, names, until

SEED = int(os.environ.get("PREFILE_SEED", "20"))
KILLS = int(os.environ.get("PREFILE_KILLS", "5"))
FLOOD = int(os.environ.get("PREFILE_FLOOD", "300"))
GROWS = float(os.environ.get("PREFILE_GROWS", "2"))
STORM = float(os.environ.get("PREFILE_STORM", "2"))


@pytest.fixture
def matter(tmp_path: Path) -> Scene:
    root = tmp_path / "matter"
    root.mkdir()
    return Scene(root)


def sources(*dropped: Path) -> dict[str, str]:
    return {digest(path): belongs(path.stem) for path in dropped}


@pytest.mark.timeout(3600)
def test_kills_at_random_moments_lose_nothing_and_do_nothing_twice(matter: Scene) -> None:
    moments = random.Random(SEED)
    expected = {}
    for round_ in range(KILLS):
        for name in names(moments.randrange(1, 6), seed=SEED + round_):
            expected |= sources(drop(matter.inbox / f"round-{round_}", name, content(f"{name} {round_}")))
        running = matter.daemon("--jobs", 2)
        time.sleep(moments.uniform(0.5, 1.6))
        os.kill(running.pid, signal.SIGKILL)  # the daemon alone: its workers must end by themselves
        running.wait()
    with matter.watched():
        matter.emptied()
    matter.holds(expected)


def test_filings_that_kill_hang_or_eat_cost_themselves_only(matter: Scene) -> None:
    expected = sources(*(drop(matter.inbox, n) for n in ("dies-1", "ok-1", "hangs-1", "eats-1", "text-1", "ok-2")))
    with matter.watched("--jobs", 2):
        matter.emptied()
    matter.holds(expected | {digest(p): "held" for p in files(matter.root / "held")})
    why = json.loads((matter.root / "refused" / "dies-1.pdf.why.json").read_text())
    assert why["reasons"] == ["worker_died:SIGSEGV"]


def test_a_second_daemon_is_told_and_leaves(matter: Scene) -> None:
    with matter.watched():
        until(lambda: matter.state() == "watching", "the first watches")
        second = matter.daemon()
        assert second.wait(timeout=PATIENCE) == 2
        expected = sources(drop(matter.inbox, "ok-1"))
        matter.emptied()
    matter.holds(expected)
    assert "another daemon" in matter.messages.read_text()


def test_an_outbox_that_vanishes_pauses_and_is_gone_on_with(matter: Scene) -> None:
    with matter.watched():
        until(lambda: matter.state() == "watching", "it watches")
        shutil.rmtree(matter.outbox)
        expected = sources(drop(matter.inbox, "ok-1"))
        until(lambda: matter.state().startswith("paused:"), "it pauses")
        assert len(files(matter.inbox)) == 1
        matter.outbox.mkdir()
        matter.emptied()
    matter.holds(expected)


def test_a_file_that_cannot_be_written_out_stops_nobody_else(matter: Scene) -> None:
    expected = sources(drop(matter.inbox, "ok-big"), drop(matter.inbox, "ok-1"))
    expected = dict.fromkeys(expected, "done") | {digest(matter.inbox / "ok-big.pdf"): "refused"}
    with matter.watched(limit="-f 128"):  # 64 KiB
        matter.emptied()
    matter.holds(expected)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 96 MiB of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_pauses_with_an_alarm_and_is_gone_on_with(small_disk: Path, tmp_path: Path) -> None:
    root = small_disk / "matter"
    root.mkdir()
    matter = Scene(root, aside=tmp_path)
    with matter.watched():
        until(lambda: matter.state() == "watching", "it watches")
        ballast = small_disk / "ballast"
        ready = matter.inbox / ".ok-1.part"
        ready.write_bytes(content("ok-1"))
        with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(b"\0" * (1 << 16))
        ready.rename(matter.inbox / "ok-1.pdf")
        until(lambda: "disk_full" in matter.messages.read_text(), "it alarms")
        assert len(files(matter.inbox)) == 1
        ballast.unlink()
        expected = sources(matter.inbox / "ok-1.pdf")
        matter.emptied()
    matter.holds(expected)


def test_a_file_that_may_not_be_read_is_refused_with_that_reason(matter: Scene) -> None:
    locked, other = drop(matter.inbox, "locked-1"), drop(matter.inbox, "ok-1")
    locked.chmod(0)  # what the program's own refusal stands for
    expected = {digest(other): "done"}
    with matter.watched():
        matter.emptied()
    (refused,) = (matter.root / "refused").glob("*.pdf")
    assert refused.name == "locked-1.pdf"
    assert json.loads(refused.with_name(f"{refused.name}.why.json").read_text())["reasons"] == ["unreadable"]
    assert '"unreadable"' in matter.log.read_text()
    refused.chmod(0o600)
    matter.holds(expected | {digest(refused): "refused"})


def test_a_file_that_grows_is_taken_whole(matter: Scene) -> None:
    matter.inbox.mkdir()
    slow = matter.inbox / "ok-slow.pdf"
    with matter.watched("--quiet-time", "0.5"):
        end = time.monotonic() + GROWS
        with slow.open("wb") as file:
            file.write(content("ok-slow"))
            while time.monotonic() < end:
                file.write(b"more")
                file.flush()
                time.sleep(0.1)
                assert slow.exists()
        expected = sources(slow)
        matter.emptied()
    matter.holds(expected)


def test_a_file_that_was_away_for_a_moment_is_done_when_it_is_back(matter: Scene) -> None:
    expected = {digest(drop(matter.inbox, "flees-1")): "done"}
    with matter.watched("--jobs", 1):
        matter.emptied()
    matter.holds(expected)


@pytest.mark.timeout(600)
def test_a_storm_of_renames_loses_and_doubles_nothing(matter: Scene) -> None:
    expected = sources(*(drop(matter.inbox, n) for n in names(30, SEED)))
    moments = random.Random(SEED)
    over = time.monotonic() + STORM

    def storm() -> None:
        while time.monotonic() < over:
            for path in files(matter.inbox):
                head, _, tail = path.stem.partition("-")
                try:
                    path.rename(path.with_name(f"{head}-{tail.split('.')[0]}.{moments.randrange(10)}.pdf"))
                except OSError:
                    continue
            time.sleep(0.005)

    thread = threading.Thread(target=storm)
    with matter.watched("--jobs", 2):
        thread.start()
        thread.join()
        matter.emptied()
    matter.holds(expected)


@pytest.mark.timeout(3600)
def test_a_flood_of_files_is_worked_off_and_equal_bytes_are_released_once(matter: Scene) -> None:
    matter.inbox.mkdir()
    for number in range(FLOOD):
        name = f"{('text', 'text', 'ok')[number % 3]}-{number}"
        drop(matter.inbox / f"box-{number % 7}", name, b"%PDF the same" if number % 3 == 2 else content(name))
    begun = time.monotonic()
    with matter.watched("--jobs", 2):
        matter.emptied(seconds=3000)
    print(f"{FLOOD} files in {time.monotonic() - begun:.0f} s")
    assert len(files(matter.outbox)) == 1
    assert len(files(matter.root / "done")) == FLOOD // 3
    assert len(files(matter.root / "refused")) == FLOOD - FLOOD // 3
    matter.ledger_holds(matter.outbox, 1)


def test_a_new_reading_of_the_policies_that_fails_keeps_the_old_ones(matter: Scene, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text((models_home() / "policies" / "private.toml").read_text())
    with matter.watched("--policy", policy) as running:
        until(lambda: matter.state() == "watching", "it watches")
        policy.write_text("nonsense: [")
        running.send_signal(signal.SIGHUP)
        until(lambda: "reload_failed" in matter.messages.read_text(), "it tells")
        expected = sources(drop(matter.inbox, "ok-1"))
        matter.emptied()
    matter.holds(expected)


def test_a_stop_finishes_what_runs_and_takes_nothing_more(matter: Scene) -> None:
    for name in names(60, SEED):
        drop(matter.inbox, name)
    running = matter.daemon()
    until(lambda: len(files(matter.inbox)) < 55, "it works")
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=PATIENCE) == 0
    assert files(matter.inbox)
    assert not list(matter.tmp.iterdir())
    assert matter.state() == "stopped"
    assert all(len(places) == 1 for places in matter.places().values())


def test_its_own_copies_are_never_taken_for_new_filings(matter: Scene) -> None:
    expected = sources(drop(matter.inbox, "ok-1"), drop(matter.inbox / "box", "ok-2"))
    with matter.watched():
        matter.emptied()
        for copy in files(matter.outbox):
            os.utime(copy)  # something happens to them, as when a person opens and saves a folder's views
        expected |= sources(drop(matter.inbox, "ok-3"))
        matter.emptied()
    with matter.watched():  # nor by a daemon that did not write them
        expected |= sources(drop(matter.inbox, "ok-4"))
        matter.emptied()
    matter.holds(expected)


def test_no_more_files_are_given_out_than_workers_can_soon_take(matter: Scene) -> None:
    expected = sources(*(drop(matter.inbox, f"ok-{number}") for number in range(40)))
    most = 0
    with matter.watched("--jobs", 2):
        while files(matter.inbox):
            most = max(most, len(list(matter.tmp.iterdir())))  # each that was given out has its working folder
            time.sleep(0.005)
    matter.holds(expected)
    assert 1 < most <= 2 + 1


def test_the_real_program_watches_a_plain_folder(matter: Scene) -> None:
    matter.inbox.mkdir()
    filed(matter.inbox / "motion.pdf", "Her Social Security number is 000-12-3456, she said.")
    drop(matter.inbox, "text-1")
    hook = matter.root / "told.json"
    running = matter.start(
        "watch", matter.root, "--quiet-time", "0.2", "--hook", f"tee {hook}", module="pipeline"
    )  # fmt: skip
    try:
        matter.emptied()
        shown = matter.start("watch", matter.root, "--status", module="pipeline")
        assert shown.wait(timeout=PATIENCE) == 0
    finally:
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=PATIENCE) == 0
    assert [p.name for p in files(matter.outbox)] == ["motion.pdf"]
    assert json.loads(hook.read_text())["reasons"] == ["not_pdf"]
    for said in (matter.messages.read_text(), matter.log.read_text(), hook.read_text()):
        assert "12-3456" not in said  # four digits alone turn up in a digest
        assert "motion.pdf" not in said
