"""The Dask engine on a real scheduler with two worker processes, one of them killed in mid-run."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pipeline.engines.cluster import ClusterEngine
from pipeline.engines.share import Limits
from pipeline.nouns import Job, Receipt
from pipeline.settings import load
from tests.builders import filed
from tests.fakes import digest
from tests.faults.scene import Scene, drop, files, until
from tests.matter import test_together as together

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(600)]
if importlib.util.find_spec("distributed") is None:
    pytest.skip("Dask distributed is not installed", allow_module_level=True)


@pytest.fixture
def folder(tmp_path: Path) -> Scene:
    (tmp_path / "work" / "in").mkdir(parents=True)
    return Scene(tmp_path / "work")


@contextlib.contextmanager
def process(*words: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a part of the cluster; all that it started ends with it."""
    with log.open("ab") as out:
        command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
        running = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
    try:
        yield running
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler's address and its two workers."""
    told = tmp_path / "scheduler.json"
    log = tmp_path / "cluster.log"
    bare = ("--no-dashboard", "--scheduler-file", str(told))
    with contextlib.ExitStack() as parts:
        parts.enter_context(
            process(
                "scheduler",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--no-dashboard",
                "--scheduler-file",
                str(told),
                log=log,
            )
        )
        until(lambda: told.exists() and told.read_text().endswith("}"), "the scheduler is there")
        words = ("worker", *bare, "--nthreads", "1", "--no-nanny")
        workers = [
            parts.enter_context(process(*words, "--local-directory", str(tmp_path / f"w{n}"), log=log)) for n in (1, 2)
        ]
        yield json.loads(told.read_text())["address"].replace("tcp", "dask"), workers


def batch(folder: Scene, *words: object) -> subprocess.Popen[bytes]:
    audit = ("--audit", folder.root / "audit", "--summary", folder.root / "sum.json")
    return folder.start("batch", folder.root / "in", folder.root / "out", *audit, *words, module="pipeline")


def test_a_worker_that_is_killed_costs_no_filing(
    folder: Scene, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    for number in range(10):
        filed(folder.root / "in" / f"{number}.pdf", f"Paper {number}. Her SSN is 000-12-34{number:02}, she said.")
    drop(folder.root / "in", "text-1")

    running = batch(folder, "--engine", address)
    until(lambda: len(files(folder.root / "out")) >= 2, "it works", seconds=120)
    os.killpg(workers[0].pid, signal.SIGKILL)

    assert running.wait(timeout=300) == 1, folder.messages.read_text()
    total = json.loads((folder.root / "sum.json").read_text())["sum"]
    assert (total["released"], total["refused"], total["found"]) == (10, 1, 11)
    folder.ledger_holds(folder.root / "out", 10)
    before = {digest(path) for path in files(folder.root / "out")}
    assert batch(folder, "--engine", "serial").wait(timeout=120) == 1  # the recipe is the same on every engine
    assert json.loads((folder.root / "sum.json").read_text())["sum"]["skipped"] == 10
    assert {digest(path) for path in files(folder.root / "out")} == before


@contextlib.contextmanager
def local_cluster() -> Iterator[str]:
    """The address of a scheduler that gives up a filing with its first worker, and one worker that behaves by name."""
    import dask
    import distributed

    with (
        dask.config.set(
            {"distributed.scheduler.allowed-failures": 0, "distributed.worker.preload": ["tests.engines.preload"]}
        ),
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster,
    ):
        yield cluster.scheduler_address


def ends(folder: Scene, address: str, names: Sequence[str], limits: Limits | None = None) -> dict[str, tuple[str, ...]]:
    """Run filings of these names on a cluster; return the reasons of each."""
    settings = load(audit=folder.root / "audit", env={"PREFILE_TMP": str(folder.tmp)})
    (folder.root / "out").mkdir()
    jobs = [
        Job(
            source=filed(folder.root / "in" / f"{name}.pdf", f"Paper {name}."),
            destination=folder.root / "out" / f"{name}.pdf",
        )
        for name in names
    ]
    ended = ClusterEngine(settings, address, limits=limits).run(jobs)
    reasons = {}
    for index, outcome, _ in ended:
        assert isinstance(outcome, Receipt), outcome
        reasons[names[index]] = outcome.reasons
    folder.ledger_holds(folder.root / "out", sum(not why for why in reasons.values()))
    return reasons


def test_a_filing_that_kills_its_worker_or_eats_its_memory_costs_itself_only(folder: Scene) -> None:
    with local_cluster() as address:
        reasons = ends(folder, address, ["eats-1", "dies-1", "ok-1"])

    assert reasons == {"eats-1": ("limit:memory",), "dies-1": ("worker_died",), "ok-1": ()}


def test_a_filing_has_no_network_although_its_worker_talks_to_the_scheduler(folder: Scene) -> None:
    with local_cluster() as address:
        assert ends(folder, address, ["calls-1", "ok-1"]) == {"calls-1": ("no_network",), "ok-1": ()}


def test_a_filing_that_takes_too_long_is_given_up_and_its_worker_restarted(folder: Scene) -> None:
    limits = Limits(seconds=15.0, seconds_per_mib=0.0, patience=1.0)
    with local_cluster() as address:
        reasons = ends(folder, address, ["hangs-1"], limits)
        assert reasons == {"hangs-1": ("limit:time",)}
        shutil.rmtree(folder.root / "out")
        assert ends(folder, address, ["ok-1"]) == {"ok-1": ()}


def test_a_cluster_on_this_machine_needs_no_scheduler(folder: Scene) -> None:
    filed(folder.root / "in" / "a.pdf", "Her number is SSN 000-12-3456, she said.")
    assert batch(folder, "--engine", "dask").wait(timeout=200) == 0, folder.messages.read_text()
    folder.ledger_holds(folder.root / "out", 1)


def test_the_filings_of_one_matter_tell_each_other_across_workers(folder: Scene) -> None:
    for name, text in (("a", together.COMPLAINT), ("b", together.NOTES), ("c", together.LETTER)):
        filed(folder.root / "in" / f"{name}.pdf", text)

    ended = batch(folder, "--engine", "dask", "--jobs", 2, "--one-matter", "--policy", "private").wait(timeout=300)

    assert ended == 0, folder.messages.read_text()
    notes = together.shows(folder.root / "out" / "b.pdf")
    assert "Quarrelsome" in notes
    assert not [word for word in ("BRACKENRIDGE", "Keeva", "Larkspur") if word in notes]
    assert "Vandermolen" in together.shows(folder.root / "out" / "c.pdf")
    folder.ledger_holds(folder.root / "out", 3)
    assert together.told_anywhere(folder.root / "audit", folder.tmp, folder.root / "home") == []
    assert not any(word in folder.messages.read_text() for word in together.WORDS)


def test_a_scheduler_that_is_not_there_is_a_usage_error(folder: Scene) -> None:
    filed(folder.root / "in" / "a.pdf", "Words.")
    begun = time.monotonic()
    assert batch(folder, "--engine", "dask://127.0.0.1:9").wait(timeout=200) == 2, folder.messages.read_text()
    assert time.monotonic() - begun < 120
    assert files(folder.root / "out") == []
