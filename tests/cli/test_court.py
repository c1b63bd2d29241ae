"""A copy is looked at as the court's clerk would, and split by pages where it is too large for the court."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from pipeline.record.chain import entries, verify_chain
from tests.builders import filed
from tests.cli.run import Shell, shell
from tests.fakes import digest
from tests.readers import pdfium_text, raw

PAGES = [
    f"Page {number} of the exhibit. Her Social Security number is 000-12-345{number}, the clerk noted. "
    + " ".join(f"Paragraph {n * number * 7919 % 10007} tells nothing of note." for n in range(20))
    for number in range(1, 5)
]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    return shell(monkeypatch, capsys, tmp_path / "home")


def paper(path: Path) -> Path:
    return filed(path, PAGES, embedded=False)


def limit(tmp_path: Path, run: Shell) -> float:
    """A size in megabytes that the whole copy goes over, and no half of it."""
    run("redact", paper(tmp_path / "measure.pdf"), "-o", tmp_path / "measured.pdf")
    return (tmp_path / "measured.pdf").stat().st_size * 0.8 / 1_000_000


def test_a_copy_that_the_court_would_take_is_released_with_the_clerks_checks(tmp_path: Path, run: Shell) -> None:
    ran = run("redact", paper(tmp_path / "a.pdf"), "--court", "cand", "--json")

    assert ran.code == 0
    checks = {check["name"]: check["passed"] for check in ran.json["checks"]}
    assert {"no_script.v1", "size.v1", "stamp_band.v1", "text_under_marks.v1"} <= set(checks)
    assert all(checks.values())


def test_advice_of_the_clerk_is_a_note(tmp_path: Path, run: Shell) -> None:
    ran = run("redact", paper(tmp_path / "a.pdf"), "--court", "edcal", "--json")

    assert ran.code == 0
    assert "warning:limit_unknown" in ran.json["warnings"]


def test_a_copy_that_is_too_large_is_held_and_told_how_to_go_on(tmp_path: Path, run: Shell) -> None:
    most = limit(tmp_path, run)
    ran = run("redact", paper(tmp_path / "a.pdf"), "--court", "cand", "--max-mb", most, "--json")

    assert ran.code == 1
    assert ran.json["reasons"] == ["check_failed:size.v1:over_limit"]
    assert "--split" in ran.json["explained"][0]["way_out"]
    assert not (tmp_path / "a.redacted.pdf").exists()


def test_a_court_that_asks_for_pdfa_holds_the_copy(tmp_path: Path, run: Shell) -> None:
    ran = run("redact", paper(tmp_path / "a.pdf"), "--court", "pawd", "--json")

    assert ran.code == 1
    assert "check_failed:pdfa.v1:not_pdfa" in ran.json["reasons"]


def test_a_copy_is_split_by_pages_and_each_part_is_proven_and_on_record(tmp_path: Path, run: Shell) -> None:
    most = limit(tmp_path, run)
    audit = tmp_path / "audit"
    words = ("--court", "cand", "--max-mb", most, "--split", "--audit", audit, "--json")
    ran = run("redact", paper(tmp_path / "a.pdf"), *words)

    assert ran.code == 0, ran.out
    parts = [Path(path) for path in ran.json["outputs"]]
    assert [path.name for path in parts] == ["a.redacted-part-1-of-2.pdf", "a.redacted-part-2-of-2.pdf"]
    assert all(path.stat().st_size <= most * 1_000_000 for path in parts)
    assert not (tmp_path / "a.redacted.pdf").exists()
    text = [pdfium_text(path.read_bytes()) for path in parts]
    whole = pdfium_text((tmp_path / "measured.pdf").read_bytes())
    assert "\f".join(text) == whole
    for path in parts:
        assert b"000-12-345" not in raw(path)
    log = list(entries(audit / "audit.jsonl"))
    released = [entry for entry in log if entry["event"] == "released"]
    assert [(entry["part"], entry["parts"]) for entry in released] == [(1, 2), (2, 2)]
    assert [entry["output_sha256"] for entry in released] == [digest(path) for path in parts]
    assert sum(entry["pages"] for entry in released) == len(PAGES)
    for entry in released:
        checks = {check["name"]: check["passed"] for check in entry["checks"]}
        assert checks["volume_pages.v1"]
        assert checks["size.v1"]
        boxes = [box["page"] for box in log if box["event"] == "box" and box["run_id"] == entry["run_id"]]
        assert boxes == list(range(1, entry["pages"] + 1))
    assert verify_chain(audit / "audit.jsonl").passed


def test_parts_that_stand_are_not_made_again(tmp_path: Path, run: Shell) -> None:
    most = limit(tmp_path, run)
    (tmp_path / "in").mkdir()
    paper(tmp_path / "in" / "a.pdf")
    words = ("batch", tmp_path / "in", tmp_path / "out", "--court", "cand", "--max-mb", most)
    summary = tmp_path / "sum.json"

    assert run(*words, "--split", "--summary", summary).code == 0
    assert json.loads(summary.read_text())["sum"]["released"] == 1
    made = {path.name: digest(path) for path in (tmp_path / "out").iterdir()}
    assert len(made) == 2
    assert run(*words, "--split", "--summary", summary).code == 0
    assert json.loads(summary.read_text())["sum"]["skipped"] == 1
    (tmp_path / "out" / "a-part-2-of-2.pdf").unlink()
    assert run(*words, "--split", "--summary", summary).code == 0
    assert {path.name: digest(path) for path in (tmp_path / "out").iterdir()} == made
    assert run(*words, "--summary", summary).code == 1


def test_one_page_that_is_too_large_alone_is_held(tmp_path: Path, run: Shell) -> None:
    ran = run("redact", paper(tmp_path / "a.pdf"), "--court", "cand", "--max-mb", 0.001, "--split", "--json")

    assert ran.code == 1
    assert ran.json["reasons"] == ["page_too_large:page_1"]
    assert list(tmp_path.glob("*part*")) == []


def test_a_part_that_is_in_the_way_is_not_replaced(tmp_path: Path, run: Shell) -> None:
    most = limit(tmp_path, run)
    other = tmp_path / "a.redacted-part-2-of-2.pdf"
    other.write_bytes(b"mine")
    ran = run("redact", paper(tmp_path / "a.pdf"), "--court", "cand", "--max-mb", most, "--split")

    assert ran.code == 2
    assert other.read_bytes() == b"mine"
    assert not (tmp_path / "a.redacted-part-1-of-2.pdf").exists()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--court", "nowhere"), "court"),
        (("--split",), "split_court"),
        (("--max-mb", "3"), "split_court"),
        (("--court", "edcal", "--split"), "split_limit"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_done(
    tmp_path: Path, run: Shell, words: tuple[str, ...], reason: str
) -> None:
    ran = run("redact", paper(tmp_path / "a.pdf"), *words, "--json")

    assert ran.code == 2
    assert reason in ran.out + ran.err
    assert not (tmp_path / "home").exists()


def test_a_volume_that_is_not_the_drafts_pages_does_not_pass(tmp_path: Path) -> None:
    from pipeline.nouns import Digest, Draft, Volume
    from pipeline.redact.split import split
    from pipeline.verify.volume import same_pages

    whole = paper(tmp_path / "whole.pdf")
    draft = Draft(path=whole, sha256=Digest(digest(whole)), marks=())
    (only,) = split(draft, 10_000_000, tmp_path)
    assert same_pages(draft, only).passed
    with pikepdf.open(only.draft.path, allow_overwriting_input=True) as pdf:
        pdf.pages.reverse()
        pdf.save(only.draft.path)
    assert same_pages(draft, only).reason == "volume_changed"
    turned = Volume(draft=Draft(only.draft.path, Digest(digest(only.draft.path)), ()), first=0, pages=only.pages)
    assert same_pages(draft, turned).reason == "text_differs"
    assert same_pages(draft, Volume(draft=turned.draft, first=1, pages=only.pages)).reason == "page_count"
