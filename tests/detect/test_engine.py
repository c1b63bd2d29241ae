"""The detector as a whole: roles.Detector over Presidio, offline, in order, without overlap."""

import logging
import shutil
import socket
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from presidio_analyzer import EntityRecognizer, RecognizerResult

from pipeline.detect.engine import DEFAULT_KINDS, PresidioDetector, outermost, streets_are_no_people
from pipeline.errors import ConfigError, UsageError
from pipeline.nouns import Finding, Kind, Part, Role
from pipeline.roles import Detector
from tests.detect.marked import reading

HOME = Path(__file__).resolve().parents[2] / "models"

PAPER = """Marisol Quintanilla, SSN 000-12-3456, was born on March 4, 1987. She lives at 2107 Willow Creek Drive,
Apt. 4, Bakersfield, CA 93301. Her account number is 0012345678; call (213) 555-0142 or write to mq87@mail.example.
Application no. 28045/02 was lodged on 12 March 2002. The clerk listed 000123456.
"""


@pytest.fixture(scope="module")
def detector() -> PresidioDetector:
    return PresidioDetector(HOME)


def found(detector: Detector, text: str, *more: str, terms: tuple[str, ...] = ()) -> dict[str, Finding]:
    read = reading(text, *more)
    return {read.text[f.start : f.end]: f for f in detector.detect(read, terms=terms)}


def test_it_finds_people_identifiers_and_addresses_of_one_paper(detector: PresidioDetector) -> None:
    kinds = {words: f.kind for words, f in found(detector, PAPER).items()}

    assert kinds == {
        "Marisol Quintanilla": Kind.PERSON,
        "000-12-3456": Kind.SSN,
        "March 4, 1987": Kind.DOB,
        "2107 Willow Creek Drive,\nApt. 4, Bakersfield, CA 93301": Kind.ADDRESS,
        "0012345678": Kind.BANK_ACCT,
        "(213) 555-0142": Kind.PHONE,
        "mq87@mail.example": Kind.EMAIL,
        "000123456": Kind.LOOKALIKE,
    }


def test_findings_are_in_order_signed_and_do_not_overlap(detector: PresidioDetector) -> None:
    findings = detector.detect(reading(PAPER, PAPER.upper()), terms=["Bakersfield"])

    assert all(a.end <= b.start for a, b in pairwise(findings))
    assert all(f.by.rpartition(".")[2].startswith("v") and 0 < f.score <= 1 for f in findings)
    assert {f.kind for f in findings} >= {Kind.TERM, Kind.ADDRESS, Kind.PERSON}


def test_the_same_reading_gives_the_same_findings(detector: PresidioDetector) -> None:
    assert detector.detect(reading(PAPER)) == PresidioDetector(HOME).detect(reading(PAPER))


def test_an_address_and_a_number_go_on_over_a_page_end(detector: PresidioDetector) -> None:
    words = found(detector, "Send it to 2107 Willow Creek Drive,", "Bakersfield, CA 93301. SSN 000-12-", "3456.")

    assert words["2107 Willow Creek Drive,\nBakersfield, CA 93301"].kind is Kind.ADDRESS
    assert words["000-12-\n3456"].kind is Kind.SSN


def test_dates_and_codes_are_found_only_when_asked_for() -> None:
    everything = PresidioDetector(HOME, kinds=DEFAULT_KINDS | {Kind.DATE, Kind.CODE})

    kinds = {words: f.kind for words, f in found(everything, PAPER).items()}

    assert kinds["28045/02"] is Kind.CODE
    assert kinds["12 March 2002"] is Kind.DATE
    assert kinds["March 4, 1987"] is Kind.DOB


ASKED = """
Ms. Ana Roe, a Danish national aged 41, works as a night nurse for Bramblewood Holdings and earns 52,400 dollars.
She was in custody for eight days, between 3 March 2011 and 9 March 2011, in the county of Kent.
Bramblewood Holdings denied it.
"""


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.TRAIT, ["Danish national", "41", "night nurse"]),
        (Kind.AMOUNT, ["52,400 dollars"]),
        (Kind.DATE, ["eight days", "between 3 March 2011 and 9 March 2011"]),
        (Kind.ORG, ["Bramblewood Holdings", "Bramblewood Holdings"]),
        (Kind.PLACE, ["the county of Kent"]),
    ],
)
def test_what_is_no_secret_by_itself_is_found_whole_for_who_asks_and_changes_nothing_else(
    detector: PresidioDetector, kind: Kind, words: list[str]
) -> None:
    usual = detector.detect(reading(ASKED))

    asked = detector.detect(reading(ASKED), also={kind})

    assert [ASKED[f.start : f.end] for f in asked if f.kind is kind] == words
    assert tuple(f for f in asked if f.kind is not kind) == usual


def test_only_the_kinds_asked_for_are_found() -> None:
    assert {f.kind for f in PresidioDetector(HOME, kinds=[Kind.SSN]).detect(reading(PAPER))} == {Kind.SSN}


def test_a_term_is_found_where_nothing_else_would_be(detector: PresidioDetector) -> None:
    words = found(detector, "The project was called Bluebird,\nand BLUE-\nBIRD it was.", terms=("bluebird",))

    assert [f.kind for f in words.values()] == [Kind.TERM, Kind.TERM]
    assert detector.detect(reading("The project was called Bluebird.")) == ()


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x01", "\ud800", "💥" * 50])
def test_odd_text_does_no_harm(detector: PresidioDetector, text: str) -> None:
    assert detector.detect(reading(text)) == ()


def test_a_street_named_for_somebody_makes_nobody_a_person_of_the_case() -> None:
    street = Finding(10, 50, Kind.ADDRESS, 0.9, "a.v1", role=Role.UNKNOWN)
    inside = Finding(13, 25, Kind.PERSON, 0.85, "n.v1")
    outside = Finding(0, 8, Kind.PERSON, 0.85, "n.v1")

    assert streets_are_no_people([outside, street, inside]) == (outside, street)


def test_whom_an_address_is_in_care_of_stays_a_person() -> None:
    parts = (Part("care_of", 10, 22), Part("number", 24, 26))
    street = Finding(10, 50, Kind.ADDRESS, 0.9, "a.v1", role=Role.UNKNOWN, parts=parts)
    care = Finding(14, 22, Kind.PERSON, 0.85, "n.v1")
    inside = Finding(27, 35, Kind.PERSON, 0.85, "n.v1")

    assert streets_are_no_people([street, care, inside]) == (street, care)


def test_it_works_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("something called out")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    assert PresidioDetector(HOME).detect(reading(PAPER))


def test_nothing_that_is_logged_or_printed_holds_a_word_of_the_filing(
    detector: PresidioDetector, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        findings = detector.detect(reading(PAPER), terms=["Bakersfield"])

    said = caplog.text + "".join(capfd.readouterr()) + repr(findings) + repr(detector)
    secrets = ("Marisol", "Quintanilla", "3456", "Willow", "0012345678", "Bakersfield")
    assert not [word for word in secrets if word in said]


def test_importing_the_detector_loads_neither_presidio_nor_spacy() -> None:
    heavy = "{'spacy', 'presidio_analyzer', 'usaddress'}"
    code = f"import sys, pipeline.detect.engine as e; print(sorted({heavy} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_what_it_was_made_with_can_be_cited(detector: PresidioDetector) -> None:
    kit = detector.kit()

    assert kit["nlp_profile"] == "court"
    assert any(name.startswith("model:") and len(digest) == 64 for name, digest in kit.items())


def test_warming_tells_of_a_broken_configuration_before_any_filing_is_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        PresidioDetector(HOME, profile="no-such-profile").warm()
    with pytest.raises(UsageError):
        PresidioDetector(HOME, patterns=["no-such-file"]).warm()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "recognizers: 3",
        "recognizers: [{name: a.v1, supported_entity: NO_SUCH_KIND, patterns: [{name: a, regex: a, score: 1}]}]",
        "recognizers: [{name: a.v1, supported_entity: SSN, patterns: [{name: a, regex: '(', score: 1}]}]",
        "recognizers: [{name: a.v1, supported_entity: SSN}]",
    ],
)
def test_a_broken_pattern_file_is_a_configuration_error(tmp_path: Path, content: str) -> None:
    home = tmp_path / "models"
    for part in ("nlp", "ner"):
        shutil.copytree(HOME / part, home / part)
    shutil.copy(HOME / "manifest.toml", home)
    (home / "recognizers").mkdir()
    (home / "recognizers" / "own.yaml").write_text(content)

    with pytest.raises(ConfigError) as caught:
        PresidioDetector(home, patterns=["own"]).warm()

    assert caught.value.reason == "recognizers"


def test_a_pattern_file_adds_a_recognizer_without_code(tmp_path: Path) -> None:
    home = tmp_path / "models"
    for part in ("nlp", "ner"):
        shutil.copytree(HOME / part, home / part)
    shutil.copy(HOME / "manifest.toml", home)
    (home / "recognizers").mkdir()
    (home / "recognizers" / "own.yaml").write_text(
        "recognizers:\n- name: badge.v1\n  supported_language: en\n  supported_entity: CODE\n  global_regex_flags: 0\n"
        "  patterns:\n  - {name: badge, regex: 'Badge \\d{4}', score: 0.9}\n"
    )

    detector = PresidioDetector(home, patterns=["own"], kinds=[Kind.CODE])
    (finding,) = detector.detect(reading("It was Badge 4711."))

    assert (finding.kind, finding.by, finding.why, finding.score) == (Kind.CODE, "badge.v1", "badge", 0.9)


def test_results_inside_others_of_their_kind_are_dropped_as_presidio_drops_them() -> None:
    rng = Random(7)
    results = [
        RecognizerResult(
            rng.choice(["PERSON", "PHONE"]), start, start + rng.randrange(1, 700), rng.choice([0.0, 0.5, 0.9])
        )
        for start in (rng.randrange(3000) for _ in range(200))
    ]
    want = EntityRecognizer.remove_duplicates(results)
    assert {(r.entity_type, r.start, r.end, r.score) for r in outermost(results)} == {
        (r.entity_type, r.start, r.end, r.score) for r in want
    }
