"""A run over a folder: what is taken, what is skipped, what is stale, and a sum that adds up."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import batch, core
from pipeline.core import Kit
from pipeline.errors import Error, OutputError
from pipeline.nouns import Job, Outcome, Receipt
from tests import fakes


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "tmp").mkdir()
    for name in ("b.pdf", "sub/a.PDF", "notes.txt", "sub/draft-c.pdf"):
        (tmp_path / "in" / name).write_bytes(b"%PDF " + name.encode())
    (tmp_path / "in" / "link.pdf").symlink_to(tmp_path / "in" / "b.pdf")
    return tmp_path


def kit(tree: Path, receipts: list[Receipt], version: str = "1") -> Kit:
    return fakes.kit(tree / "tmp", store=receipts.append, versions={"prefile": version})


def run(tree: Path, receipts: list[Receipt], version: str = "1") -> batch.Plan:
    """Plan and do one batch over the tree, serially."""
    made = kit(tree, receipts, version)
    jobs = [Job(source=p, destination=batch.target(p, tree / "in", tree / "out")) for p in batch.find(tree / "in")]
    plan = batch.plan(jobs, batch.Done(list(receipts)), lambda job: core.recipe(job, made))
    for index, job in enumerate(plan.jobs):
        receipt = core.process(job, made)
        for same in plan.copies.get(index, ()):
            batch.copy(same, job, receipt, made.ledger, made.store)
    return plan


def outputs(tree: Path) -> list[str]:
    return sorted(p.relative_to(tree / "out").as_posix() for p in (tree / "out").rglob("*") if p.is_file())


def test_the_tree_is_mirrored_and_only_regular_pdfs_are_taken(tree: Path) -> None:
    run(tree, [])

    assert outputs(tree) == ["b.pdf", "sub/a.PDF", "sub/draft-c.pdf"]


def test_patterns_choose_files() -> None:
    which = batch.Filter(include=("sub/*",), exclude=("*draft*",))

    assert [name for name in ("b.pdf", "sub/a.pdf", "sub/draft-c.pdf") if which.takes(name)] == ["sub/a.pdf"]


@pytest.mark.parametrize("out", ["in", "in/out", "."])
def test_folders_that_overlap_are_refused(tree: Path, out: str) -> None:
    with pytest.raises(OutputError):
        batch.check_folders(tree / "in", tree / out)


def test_a_second_run_skips_what_stands_and_redoes_what_does_not(tree: Path) -> None:
    receipts: list[Receipt] = []
    run(tree, receipts)
    (tree / "out" / "b.pdf").unlink()

    plan = run(tree, receipts)

    assert [p.name for p in plan.skipped] == ["a.PDF", "draft-c.pdf"]
    assert [j.source.name for j in plan.jobs] == ["b.pdf"]
    assert outputs(tree) == ["b.pdf", "sub/a.PDF", "sub/draft-c.pdf"]


def test_a_changed_kit_makes_outputs_stale_and_replaces_our_own(tree: Path) -> None:
    receipts: list[Receipt] = []
    run(tree, receipts, version="1")

    plan = run(tree, receipts, version="2")

    assert len(plan.stale) == 3
    assert plan.skipped == ()
    assert all(r.outcome is Outcome.RELEASED for r in receipts)


def test_an_output_that_somebody_changed_is_neither_skipped_nor_overwritten(tree: Path) -> None:
    receipts: list[Receipt] = []
    run(tree, receipts)
    (tree / "out" / "b.pdf").write_bytes(b"somebody's")

    with pytest.raises(OutputError):
        run(tree, receipts)

    assert (tree / "out" / "b.pdf").read_bytes() == b"somebody's"


def test_duplicates_are_done_once_and_copied(tree: Path) -> None:
    (tree / "in" / "again.pdf").write_bytes((tree / "in" / "b.pdf").read_bytes())
    receipts: list[Receipt] = []

    plan = run(tree, receipts)

    assert sum(len(same) for same in plan.copies.values()) == 1
    assert outputs(tree) == ["again.pdf", "b.pdf", "sub/a.PDF", "sub/draft-c.pdf"]
    (copied,) = [r for r in receipts if r.copy_of]
    assert copied.output_sha256 == fakes.digest(tree / "out" / "b.pdf")
    assert run(tree, receipts).jobs == ()


def test_the_sum_adds_up_and_the_csv_names_each_file(tree: Path) -> None:
    total = batch.Sum(found=4)
    ended: list[tuple[str, Receipt | Error]] = []
    for name, changes in (("a", {}), ("b", {"verifier": fakes.NoChecks()})):
        source = tree / "in" / "b.pdf"
        job = Job(source=source, destination=tree / f"{name}.pdf")
        ended.append((name, core.process(job, fakes.kit(tree / "tmp", **changes))))
    ended.append(("c", OutputError("exists", reason="output_exists")))
    for _, outcome in ended:
        total.add(outcome)

    assert not total.adds_up
    total.skipped += 1

    assert total.adds_up
    assert total.as_dict() | {"found": 4} == total.as_dict()
    assert total.reasons == {"not_checked": 1, "output_exists": 1}
    text = batch.as_csv(ended).splitlines()
    assert text[0].startswith("file,outcome,reasons")
    assert [line.split(",")[:3] for line in text[1:]] == [
        ["a", "released", ""],
        ["b", "held", "not_checked"],
        ["c", "failed", "output_exists"],
    ]
