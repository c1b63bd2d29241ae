"""What every engine must do, and what only worker processes can: outlive a filing that kills its worker."""

from __future__ import annotations

import functools
import socket
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.core import Kit
from pipeline.engines.local import Limits, LocalEngine, Pool
from pipeline.engines.offline import apart
from pipeline.engines.serial import SerialEngine
from pipeline.errors import ConfigError, Error, OutputError
from pipeline.nouns import Job, Outcome, Receipt
from tests import fakes


@pytest.fixture
def tmp(tmp_path: Path) -> Path:
    (tmp_path / "tmp").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    return tmp_path


def jobs(tmp: Path, *names: str) -> list[Job]:
    found = []
    for name in names:
        source = tmp / "in" / f"{name}.pdf"
        source.write_bytes(b"%PDF pretend" if name != "text" else b"no pdf")
        found.append(Job(source=source, destination=tmp / "out" / f"{name}.pdf"))
    return found


def released(tmp: Path) -> list[str]:
    return sorted(p.name for p in (tmp / "out").iterdir())


class EngineContract:
    """Inherited by the tests of each engine."""

    def run(self, tmp: Path, todo: Sequence[Job]) -> dict[int, Receipt | Error]:
        raise NotImplementedError

    def test_every_job_ends_once(self, tmp: Path) -> None:
        todo = jobs(tmp, "a", "text", "b", "raises")

        ended = self.run(tmp, todo)

        outcomes = [getattr(ended[i], "outcome", None) for i in range(4)]
        assert outcomes == [Outcome.RELEASED, Outcome.REFUSED, Outcome.RELEASED, Outcome.HELD]
        assert released(tmp) == ["a.pdf", "b.pdf"]
        assert list((tmp / "tmp").iterdir()) == []

    def test_a_bad_destination_is_that_jobs_error_only(self, tmp: Path) -> None:
        todo = jobs(tmp, "a", "b")
        todo[0].destination.write_bytes(b"mine")

        ended = self.run(tmp, todo)

        assert isinstance(ended[0], OutputError)
        assert isinstance(ended[1], Receipt)
        assert todo[0].destination.read_bytes() == b"mine"

    def test_a_filing_has_no_network_in_python_nor_in_c(self, tmp: Path) -> None:
        ended = self.run(tmp, jobs(tmp, "calls", "a"))

        receipts = [receipt for receipt in ended.values() if isinstance(receipt, Receipt)]
        assert {receipt.outcome: receipt.reasons for receipt in receipts} == {
            Outcome.HELD: ("held_on_purpose",),
            Outcome.RELEASED: (),
        }

    def test_nothing_to_do_is_done_at_once(self, tmp: Path) -> None:
        assert self.run(tmp, []) == {}


class TestSerial(EngineContract):
    def run(self, tmp: Path, todo: Sequence[Job]) -> dict[int, Receipt | Error]:
        return {i: r for i, r, _ in SerialEngine(fakes.kit_by_name(tmp / "tmp")).run(todo)}

    def test_the_process_keeps_its_network_and_an_error_comes_back_as_it_was(self) -> None:
        families = (socket.AF_INET, socket.AF_INET6)

        def refused() -> list[bool]:
            return [fakes.is_refused(family) for family in families]

        assert apart(refused) == [True, True]
        with pytest.raises(fakes.HELD.__class__):
            apart(functools.partial(raise_, fakes.HELD))
        assert refused() == [False, False]


def raise_(error: Exception) -> None:
    raise error


LIMITS = Limits(seconds=8.0, seconds_per_mib=0.0, patience=1.0, memory=512 << 20)
HASTY = Limits(seconds=1.0, seconds_per_mib=0.0, seconds_per_page=0.0, patience=60.0, memory=512 << 20)
"""A second of processor time, and a minute by the clock."""


def local(
    tmp: Path,
    *,
    build: Callable[[], Kit] | None = None,
    ledger: Any = None,
    workers: int = 2,
    limits: Limits = LIMITS,
) -> LocalEngine:
    pool = functools.partial(
        Pool,
        build or functools.partial(fakes.kit_by_name, tmp / "tmp"),
        ledger or fakes.MemoryLedger(),
        lambda _receipt: None,
        tmp=tmp / "tmp",
        workers=workers,
        limits=limits,
    )
    return LocalEngine(pool)


class TestLocal(EngineContract):
    def run(self, tmp: Path, todo: Sequence[Job]) -> dict[int, Receipt | Error]:
        return {i: r for i, r, _ in local(tmp).run(todo)}

    def test_a_filing_that_takes_its_worker_along_costs_itself_only(self, tmp: Path) -> None:
        ledger = fakes.MemoryLedger()
        todo = jobs(tmp, "a", "dies", "b", "hangs", "c", "eats", "d")

        ended = {i: r for i, r, _ in local(tmp, ledger=ledger).run(todo)}

        reasons = {todo[i].source.stem: getattr(r, "reasons", None) for i, r in ended.items()}
        assert reasons["dies"] == ("worker_died:SIGSEGV",)
        assert reasons["hangs"] == ("limit:time",)
        assert reasons["eats"] in (("limit:memory",), ("fault:accept:MemoryError",))
        assert released(tmp) == ["a.pdf", "b.pdf", "c.pdf", "d.pdf"]
        assert sum(entry["event"] != "placed" for entry in ledger.entries) == len(todo)
        assert list((tmp / "tmp").iterdir()) == []

    def test_a_filing_is_given_processor_time_and_none_that_others_used_or_that_it_waited(self, tmp: Path) -> None:
        todo = jobs(tmp, "toils-1", "toils-2", "toils-3", "waits", "spins", "a")

        ended = {i: r for i, r, _ in local(tmp, workers=1, limits=HASTY).run(todo)}

        reasons = {todo[i].source.stem: getattr(r, "reasons", None) for i, r in ended.items()}
        assert reasons.pop("spins") == ("limit:time",)
        assert set(reasons.values()) == {()}
        assert released(tmp) == ["a.pdf", "toils-1.pdf", "toils-2.pdf", "toils-3.pdf", "waits.pdf"]

    def test_pages_are_given_more_processor_time_than_the_size_of_a_file_tells(self, tmp: Path) -> None:
        build = functools.partial(fakes.kit, tmp / "tmp", reader=fakes.ToilingReader())

        (enough,) = local(tmp, build=build, limits=replace(HASTY, seconds_per_page=5.0)).run(jobs(tmp, "a"))
        (too_little,) = local(tmp, build=build, limits=HASTY).run(jobs(tmp, "b"))

        assert isinstance(enough[1], Receipt)
        assert isinstance(too_little[1], Receipt)
        assert (enough[1].reasons, too_little[1].reasons) == ((), ("limit:time",))

    def test_a_kit_that_cannot_be_built_is_told_with_the_first_job(self, tmp: Path) -> None:
        (ended,) = local(tmp, build=fakes.kit_that_cannot_be_built).run(jobs(tmp, "a"))

        assert isinstance(ended[1], ConfigError)
        assert released(tmp) == []

    def test_stopping_early_leaves_nothing_half_done(self, tmp: Path) -> None:
        run = local(tmp, workers=1).run(jobs(tmp, "a", "hangs", "b"))

        next(run)
        run.close()

        assert list((tmp / "tmp").iterdir()) == []
        assert released(tmp) in (["a.pdf"], ["a.pdf", "b.pdf"])
