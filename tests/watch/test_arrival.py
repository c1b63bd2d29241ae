"""When a file has arrived, and which of those that have is taken first."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from pipeline.watch.arrival import AGING, Arrivals, Ready, in_order
from tests.fakes import digest


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        self.now += 0.001
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_file_is_ready_after_a_quiet_time_and_two_equal_digests(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    arrivals = Arrivals(tmp_path, quiet=2, now=clock)
    assert arrivals.scan() == []
    clock.now += 1
    assert arrivals.scan() == []
    clock.now += 1
    assert arrivals.scan() == []  # the first digest
    (ready,) = arrivals.scan()
    assert (ready.path, ready.sha256) == (file, digest(file))
    assert arrivals.still(ready)
    assert arrivals.scan(frozenset({file})) == []


def test_a_file_that_changes_begins_anew(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    arrivals = Arrivals(tmp_path, quiet=0, now=clock)
    arrivals.scan()
    arrivals.scan()
    (ready,) = arrivals.scan()
    file.write_bytes(b"%PDF and more")
    assert not arrivals.still(ready)
    assert arrivals.scan() == []


@pytest.mark.parametrize("name", ["a.pdf.part", ".a.pdf", "~a.pdf", "a.crdownload", "a.txt", "a.tmp"])
def test_names_of_files_still_being_written_and_of_other_kinds_are_left_alone(
    name: str, tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / name).write_bytes(b"%PDF")
    arrivals = Arrivals(tmp_path, quiet=0, now=clock)
    assert [arrivals.scan() for _ in range(4)] == [[]] * 4
    assert arrivals.ignored == 1


def test_links_are_never_followed(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "outside.pdf").write_bytes(b"%PDF")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.pdf").symlink_to(tmp_path / "outside.pdf")
    (inbox / "loop").symlink_to(inbox)
    arrivals = Arrivals(inbox, quiet=0, now=clock)
    assert [arrivals.scan() for _ in range(4)] == [[]] * 4


def test_small_files_go_first_until_a_large_one_has_waited_long() -> None:
    large, small, late = (
        Ready(Path(name), size, "", since) for name, size, since in (("l", 9000, 0), ("s", 1, 10), ("t", 2, 5))
    )
    assert in_order([large, small, late], now=20) == [small, late, large]
    assert in_order([large, small, late], now=AGING + 1) == [large, small, late]


@pytest.mark.parametrize("years", [-30, 30])
def test_a_jump_of_the_wall_clock_makes_a_file_neither_late_nor_early(
    years: int, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    arrivals = Arrivals(tmp_path, quiet=2, now=clock)
    arrivals.scan()
    there = time.time() + years * 31_536_000
    monkeypatch.setattr(time, "time", lambda: there)
    os.utime(file, ns=(int(there * 1e9), file.stat().st_mtime_ns))  # only its reading is dated by the new clock
    clock.now += 1
    assert arrivals.scan() == []
    clock.now += 1
    arrivals.scan()
    assert [ready.path for ready in arrivals.scan()] == [file]
