"""The options of `prefile batch`, on files that are refused at once, so that no model loads."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from pipeline import batch
from pipeline.errors import InternalError
from tests.cli.run import Shell


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder of four files that are no PDFs, two of them the same."""
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    for name, words in (("a.pdf", "one"), ("b.pdf", "two"), ("deep/c.pdf", "three"), ("deep/same.pdf", "one")):
        (folder / name).write_text(words)
    return folder


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(prefile: Shell, inbox: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    ran = prefile("batch", inbox, tmp_path / "out", "--dry-run")

    assert ran.code == 0
    assert ran.out.count("would do ") == 3
    assert ran.out.count("would copy ") == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_a_dry_run_in_json_prints_objects_and_nothing_else(prefile: Shell, inbox: Path, tmp_path: Path) -> None:
    ran = prefile("batch", inbox, tmp_path / "out", "--dry-run", "--json")

    assert sorted(json.loads(line)["would"] for line in ran.out.splitlines()) == ["copy", "do", "do", "do"]


def test_a_run_that_is_to_fail_fast_stops_at_the_first_that_is_not_released(
    prefile: Shell, inbox: Path, tmp_path: Path
) -> None:
    ran = prefile("batch", inbox, tmp_path / "out", "--fail-fast", "--exclude", "*same*")

    assert ran.code == 1
    assert "3 found = 1 refused + 2 not reached" in ran.out


def test_a_file_that_failed_stops_a_run_too(
    prefile: Shell, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise InternalError("the disk is full", reason="disk_full")

    monkeypatch.setattr("pipeline.core.release", failing)
    ran = prefile("batch", inbox, tmp_path / "out", "--fail-fast", "--exclude", "*same*")

    assert ran.code == InternalError("", reason="").exit_code
    assert "3 found = 1 failed + 2 not reached" in ran.out


def test_only_what_is_included_and_not_excluded_is_taken(prefile: Shell, inbox: Path, tmp_path: Path) -> None:
    ran = prefile("batch", inbox, tmp_path / "out", "--dry-run", "--include", "deep/*", "--exclude", "*same*")

    assert ran.out.split() == ["would", "do", "deep/c.pdf"]


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_the_summary_names_every_file_once_and_adds_up(
    prefile: Shell, inbox: Path, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"sum.{ending}"
    prefile("batch", inbox, tmp_path / "out", "--summary", file)

    data = (
        json.loads(file.read_text())
        if ending == "json"
        else {"filings": [*csv.DictReader(file.read_text().splitlines())]}
    )
    assert sorted(row["file"] for row in data["filings"]) == ["a.pdf", "b.pdf", "deep/c.pdf", "deep/same.pdf"]
    assert {row["outcome"] for row in data["filings"]} == {"refused"}
    if ending == "csv":
        assert tuple(data["filings"][0]) == batch.CSV_COLUMNS
    else:
        assert data["sum"]["found"] == data["sum"]["refused"] == 4


def test_on_a_terminal_a_run_shows_how_far_it_is_how_fast_and_how_long_it_will_take(
    prefile: Shell, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr("pipeline.cli.batch.stderr", Console(file=terminal, force_terminal=True, width=120))
    ran = prefile("batch", inbox, tmp_path / "out")

    assert ran.code == 1
    shown = Text.from_ansi(terminal.getvalue()).plain
    assert "4/4" in shown
    assert re.search(r"\d/min", shown)
    assert re.search(r"left \d+:\d\d:\d\d", shown)
    assert "a.pdf" not in shown
