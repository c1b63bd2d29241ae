"""`prefile seal` from the kit to the order, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from pipeline.matter import Book, Matter
from tests.builders import filed
from tests.cli.run import Shell

TEXT = "The consultant joined Project Nightjar in 2009."


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    folder = tmp_path / "delano"
    Matter.init(folder, Book(court="caed", case="1:99-cv-00001", policy="edcal-lr140"), by="A. Reed")
    return folder


def test_a_kit_goes_from_held_to_granted_and_each_step_is_on_the_matters_record(
    prefile: Shell, matter: Path, tmp_path: Path
) -> None:
    source = filed(tmp_path / "a.pdf", TEXT)

    built = prefile("seal", "kit", matter, source, "--term", "Nightjar", "--by", "A. Reed", "--json").json
    asked = prefile("seal", "request", matter, 1, "--docket", "57", "--by", "A. Reed", "--json").json
    granted = prefile("seal", "grant", matter, 1, "--docket", "61", "--by", "B. Stone", "--json").json

    assert (built["kit"], asked["state"], granted["state"]) == (1, "seal_requested", "seal_granted")
    assert prefile("seal", "status", matter, "--json").json == granted
    document = granted["documents"][0]
    assert Matter.open(matter).state(document) == "seal_granted"
    assert (matter / "sealed" / "kit-1" / "to-file" / "notice.docx").is_file()
    assert not list((matter / "outbox").iterdir())


def test_what_is_printed_says_what_comes_next_and_no_word_of_the_document(
    prefile: Shell, matter: Path, tmp_path: Path
) -> None:
    source = filed(tmp_path / "a.pdf", TEXT)

    ran = prefile("seal", "kit", matter, source, "--term", "Nightjar", "--by", "A. Reed")
    steps = [
        prefile("seal", "request", matter, 1, "--docket", "57", "--by", "A. Reed"),
        prefile("seal", "status", matter),
    ]

    assert [ran.code, *(s.code for s in steps)] == [0, 0, 0]
    assert "STEPS.txt" in ran.out
    assert all("prefile seal grant" in s.out for s in steps)
    assert not [r for r in (ran, *steps) if "Nightjar" in r.out + r.err]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("grant", 1, "--docket", "61", "--by", "A. Reed"), "prefile seal request"),
        (("request", 1, "--by", "A. Reed"), "--docket"),
        (("request", 1, "--docket", "57"), "--by"),
        (("request", 4, "--docket", "57", "--by", "A. Reed"), "1"),
    ],
)
def test_a_refused_step_says_what_would_make_it_acceptable(
    prefile: Shell, matter: Path, tmp_path: Path, words: tuple[object, ...], hint: str
) -> None:
    prefile("seal", "kit", matter, filed(tmp_path / "a.pdf", TEXT), "--term", "Nightjar", "--by", "A. Reed")

    step, number, *rest = words
    ran = prefile("seal", step, matter, number, *rest)

    assert ran.code == 2
    assert hint in ran.err


def test_a_kit_needs_a_name_a_matter_and_a_court_with_papers(prefile: Shell, matter: Path, tmp_path: Path) -> None:
    source = filed(tmp_path / "a.pdf", TEXT)

    assert "--by" in prefile("seal", "kit", matter, source, "--term", "Nightjar").err
    assert "prefile matter init" in prefile("seal", "kit", tmp_path, source, "--by", "A. Reed").err
    assert "caed" in prefile("seal", "kit", matter, source, "--court", "xyz", "--by", "A. Reed").err
    assert prefile("seal", "status", matter).code == 2


def test_a_reference_list_takes_its_password_from_a_file_and_goes_to_sealed_only(
    prefile: Shell, matter: Path, tmp_path: Path
) -> None:
    source, secret = filed(tmp_path / "a.pdf", TEXT), tmp_path / "secret"
    secret.write_text("correct horse battery\n")
    words = ("redact", source, "--term", "Nightjar", "--list-password-file", secret)

    refused = prefile(*words, "--reference-list", matter / "outbox")
    made = prefile(*words, "--reference-list", matter / "sealed")

    assert (refused.code, "MATTER/sealed" in refused.err) == (2, True)
    assert (made.code, "1 items" in made.out, "Nightjar" in made.out) == (0, True, False)
    assert sorted(p.suffix for p in (matter / "sealed").iterdir()) == [".csv", ".pdf"]


def test_in_a_matter_the_copy_with_its_identifiers_waits_for_a_signature_and_is_what_was_listed(
    prefile: Shell, matter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFILE_LIST_PASSWORD", "correct horse battery")
    source, out = filed(matter / "inbox" / "a.pdf", TEXT), matter / "outbox" / "a.pdf"
    words = ("redact", source, "--matter", matter, "-o", out, "--term", "Nightjar")

    waits = prefile(*words, "--reference-list", matter / "sealed", "--json").json
    assert (waits["reasons"], out.exists()) == (["awaiting_approval"], False)
    assert prefile("matter", "approve", matter, waits["run_id"], "--by", "A. Reed", "--bar", "900001").code == 0

    with pymupdf.open(out) as doc:
        assert "R1" in doc[0].get_text()
    assert "R1,1,1,TERM,Nightjar" in Path(waits["reference_list"]["csv"]).read_text()
