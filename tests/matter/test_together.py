"""A set of filings of one matter: whom one names is known in all, and nothing of it is written anywhere."""

from __future__ import annotations

import base64
from pathlib import Path

import pymupdf
import pytest

from pipeline import api, assemble, batch, settings
from pipeline.detect.engine import PresidioDetector
from pipeline.engines.serial import SerialEngine
from pipeline.errors import Error
from pipeline.nouns import Job, Kind, Known, Outcome, Receipt, Role
from tests import fakes
from tests.builders import filed
from tests.cli.run import finished, process, shell

COMPLAINT = """UNITED STATES DISTRICT COURT
NORTHERN DISTRICT OF CALIFORNIA

ZEBULON QUARRELSOME, Plaintiff,
v.
Larkin Freight, Inc., Defendant.

Case No. 3:21-cv-00417-XYZ

COMPLAINT

Before the Honorable Prudence Oakhollow, United States District Judge.

Plaintiff Zebulon Quarrelsome fell at the depot. Thaddeus Brackenridge, a dispatcher, saw it. He lives at 4417 Larkspur
Lane, Fresno, California 93701. His daughter, Keeva Brackenridge, a minor, aged nine, was in the car.

/s/ Hortensia Vandermolen
Hortensia Vandermolen (SBN 123456)
VANDERMOLEN LAW GROUP
100 Market Street, Suite 4
San Francisco, California 94105
Attorneys for Plaintiff
"""
NOTES = """INCIDENT NOTES

Notes of the shift. BRACKENRIDGE left the dock. Quarrelsome was taken to the clinic by van.

Somebody drove along Larkspur Lane at noon. Oakhollow called. Keeva cried.
"""
LETTER = """March 3, 2021

Dear Sir,

Hortensia Vandermolen wants the records. Keeva Brackenridge came along.
"""


@pytest.fixture(scope="module")
def detector() -> PresidioDetector:
    return PresidioDetector(settings.models_home())


def told(detector: PresidioDetector, *texts: str) -> list[Known]:
    readings = [api.reading_of(text) for text in texts]
    return [one for reading in readings for one in detector.tell(reading, detector.detect(reading))]


def roles(detector: PresidioDetector, text: str, known: list[Known]) -> dict[str, tuple[str, str]]:
    reading = api.reading_of(text)
    found = detector.detect(reading, known=known)
    return {text[f.start : f.end]: (f.role, f.why) for f in found if f.kind in (Kind.PERSON, Kind.ADDRESS)}


def test_party_judge_counsel_and_minor_are_what_another_filing_shows_them_to_be(detector: PresidioDetector) -> None:
    known = told(detector, COMPLAINT)

    notes, letter = roles(detector, NOTES, known), roles(detector, LETTER, known)

    assert notes["Quarrelsome"] == (Role.PARTY, "other_file:caption")
    assert notes["Oakhollow"] == (Role.JUDGE, "other_file:after_title")
    assert notes["Keeva"][0] == Role.MINOR
    assert notes["BRACKENRIDGE"][0] == Role.PRIVATE
    assert notes["Larkspur Lane"] == (Role.HOME, "other_file:same_street")
    assert letter["Hortensia Vandermolen"][0] == Role.COUNSEL
    assert letter["Keeva Brackenridge"] == (Role.MINOR, "other_file:minor_after")


def test_alone_the_same_filings_know_none_of_it(detector: PresidioDetector) -> None:
    notes, letter = roles(detector, NOTES, []), roles(detector, LETTER, [])

    assert not any(role in (Role.PARTY, Role.JUDGE, Role.COUNSEL, Role.MINOR) for role, _ in notes.values())
    assert "Larkspur Lane" not in notes
    assert letter["Hortensia Vandermolen"][0] == Role.PRIVATE


def test_a_surname_that_a_judge_and_a_private_person_share_is_the_private_persons(detector: PresidioDetector) -> None:
    known = told(detector, COMPLAINT, "My neighbor, Ottoline Oakhollow, resides at 12 Thistle Lane, Fresno, CA 93702.")

    found = roles(detector, "It was a long day. Then Oakhollow left. Judge Oakhollow signed the order.", known)
    full = roles(detector, "The order was signed by Prudence Oakhollow at noon.", known)

    assert found["Oakhollow"][0] == Role.JUDGE, "in this filing the title tells whose it is"
    assert full["Prudence Oakhollow"][0] == Role.JUDGE
    alone = roles(detector, "It was a long day. Then Oakhollow left the house.", known)
    assert alone["Oakhollow"][0] == Role.PRIVATE


def test_the_given_name_of_somebody_public_elsewhere_makes_nobody_public(detector: PresidioDetector) -> None:
    known = [Known(Kind.PERSON, Role.PARTY, "caption", ((("given", "Mary"), ("surname", "Quarrelsome")),))]

    found = roles(detector, "My sister Mary said that she was sick all week.", known)

    assert found["Mary"][0] == Role.PRIVATE


def test_what_is_protected_in_one_filing_is_in_all(detector: PresidioDetector) -> None:
    name = (("given", "Zebulon"), ("surname", "Quarrelsome"))
    known = [Known(Kind.PERSON, Role.VICTIM, "victim_word", (name,))]

    assert roles(detector, COMPLAINT, known)["ZEBULON QUARRELSOME"][0] == Role.VICTIM


def test_the_order_in_which_filings_ended_changes_nothing(detector: PresidioDetector) -> None:
    known = told(detector, COMPLAINT, LETTER)

    assert roles(detector, NOTES, known) == roles(detector, NOTES, known[::-1])


WORDS = ("Quarrelsome", "Brackenridge", "Oakhollow", "Vandermolen", "Thaddeus")


def shows(path: Path) -> str:
    with pymupdf.open(path) as doc:
        return "".join(page.get_text() for page in doc)


def told_anywhere(*folders: Path) -> list[str]:
    """Return the files below folders that hold one of the words, plain or in a common encoding."""
    needles = set()
    for word in WORDS:
        for form in (word, word.lower(), word.upper()):
            needles |= {form.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")}
            needles |= {base64.b64encode(form.encode())[:-2], form.encode().hex().encode()}
    files = [p for folder in folders for p in folder.rglob("*") if p.is_file()]
    return [p.name for p in files if any(n in p.read_bytes() for n in needles)]


@pytest.mark.parametrize("engine", ["serial", "local"])
def test_a_folder_of_one_matter_is_redacted_with_what_its_filings_tell_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    home = tmp_path / "home"
    inside = shell(monkeypatch, capsys, home)

    def prefile(*words: object) -> str:
        done = inside(*words) if engine == "serial" else finished(process(*words, home=home))
        return done.out + done.err

    papers, out, tmp = tmp_path / "papers", tmp_path / "out", tmp_path / "tmp"
    papers.mkdir()
    tmp.mkdir()
    monkeypatch.setenv("PREFILE_TMP", str(tmp))
    for name, text in (("a", COMPLAINT), ("b", NOTES), ("c", LETTER)):
        filed(papers / f"{name}.pdf", text)
    (papers / "bad.pdf").write_bytes(b"%PDF-1.7 Quarrelsome")
    command = ("batch", papers, out, "--one-matter", "--policy", "private")

    ran = prefile(*command)

    assert "3 released" in ran
    assert "1 refused" in ran
    assert "Vandermolen" in shows(out / "c.pdf")
    assert "Keeva" not in shows(out / "c.pdf")
    assert "Quarrelsome" in shows(out / "b.pdf")
    for word in ("BRACKENRIDGE", "Keeva", "Larkspur"):
        assert word not in shows(out / "b.pdf")
    made = list(assemble.receipts(settings.load()).all())
    assert len(made) == 4
    released = [r for r in made if r.outcome is Outcome.RELEASED]
    assert {r.knowledge_files for r in released} == {3}
    assert len({r.knowledge_sha256 for r in released}) == 1
    assert told_anywhere(home, tmp) == []
    assert not any(word.lower() in ran.lower() for word in WORDS)

    again = prefile(*command)
    filed(papers / "d.pdf", "One more paper.")
    after = prefile(*command, "--dry-run")

    assert "3 skipped" in again
    assert after.count("(stale") == 3


def test_a_program_gets_a_receipt_or_an_error_for_each_paper_of_a_matter(tmp_path: Path) -> None:
    filed(tmp_path / "a.pdf", "The Honorable Prudence Oakhollow, United States District Judge, presides.")
    filed(tmp_path / "b.pdf", "It was noon. Then Oakhollow called.")
    names = ("a", "missing", "b")

    one, two, three = api.redact_together(
        [(tmp_path / f"{n}.pdf", tmp_path / f"{n}-out.pdf") for n in names], audit=tmp_path / "audit"
    )

    assert isinstance(two, Error)
    assert isinstance(one, Receipt)
    assert isinstance(three, Receipt)
    assert three.knowledge_files == 2
    assert "Oakhollow" in shows(tmp_path / "b-out.pdf")


def test_a_survey_writes_and_records_nothing_and_one_that_fails_costs_itself_only(tmp_path: Path) -> None:
    receipts: list[Receipt] = []
    kit = fakes.kit(tmp_path, store=receipts.append)
    jobs = []
    for name in ("good", "bad"):
        source = tmp_path / f"{name}.pdf"
        source.write_bytes(b"%PDF pretend" if name == "good" else b"no pdf")
        jobs.append(Job(source=source, destination=tmp_path / "out.pdf"))
    knowledge = batch.together([job.source for job in jobs], {})

    asked = batch.asked(knowledge, SerialEngine(kit).run(batch.surveys(jobs)))

    assert asked.files == 1
    assert asked.digest == knowledge.digest
    assert receipts == []
    assert not (tmp_path / "out.pdf").exists()
