"""Entries for boxes, the redaction log and the certification: no word of the filing in any of them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.nouns import Action, Check, Decision, Finding, Ground, Kind, Mark, Outcome, Page, Reading, Receipt, Role
from pipeline.record import FileLedger, ReceiptStore, box_entries, entries, from_json, to_json, verify_chain
from pipeline.record.certificate import BLANK, certificate
from pipeline.record.csvlog import COLUMNS, rows, text, write

TEXT = "Kevin Loomis, SSN 123-45-6789, KEVIN LOOMIS and Rosa Imhof"


def reading(words: str = TEXT) -> Reading:
    page = Page(
        number=0,
        width=612,
        height=792,
        text=words,
        quads=np.full((len(words), 8), np.nan, dtype=np.float32),
        glyphs=np.full(len(words), -1, dtype=np.int32),
        body_end=len(words),
    )
    return Reading.of((page,))


def decided(start: int, end: int, kind: Kind, action: Action, **fields: object) -> Decision:
    finding = Finding(start=start, end=end, kind=kind, score=0.98765, by=f"{kind.lower()}.v1", role=Role.NONE)
    burn = ((start, end),) if action in (Action.INITIALS, Action.LAST4, Action.FULL) else ()
    return Decision(finding=finding, action=action, burn=burn, **fields)  # type: ignore[arg-type]


MINOR = {"overlay": "K.L.", "cite": "Rule 5.2(a)(3)", "remnant": "initials"}

DECISIONS = (
    decided(0, 12, Kind.PERSON, Action.INITIALS, label="REDACTED", **MINOR),
    decided(18, 29, Kind.SSN, Action.LAST4, cite="Rule 5.2(a)(1)", label="REDACTED", remnant="last4"),
    decided(31, 43, Kind.PERSON, Action.INITIALS, label="=1+1", **MINOR),
    decided(48, 58, Kind.PERSON, Action.ADVISE, ground=Ground.DISCRETION),
    decided(48, 58, Kind.PERSON, Action.KEEP),
    decided(48, 58, Kind.PERSON, Action.KEEP, by="r.keel", note="ruled"),
)

QUAD = (10.004, 20, 110.5, 20, 10.004, 32, 110.5, 32)
MARKS = (
    Mark(page=0, quad=QUAD, decision=0, number=1, overlay=("K.L.",)),
    Mark(page=0, quad=QUAD, decision=1, number=2),
    Mark(page=1, quad=QUAD, decision=2, number=3),
    Mark(page=1, quad=QUAD, decision=2, number=3),
)


def made(ledger: FileLedger, run_id: str = "r1") -> list[dict[str, object]]:
    return list(
        box_entries(run_id=run_id, reading=reading(), decisions=DECISIONS, marks=MARKS, value_hmac=ledger.value_hmac)
    )


@pytest.fixture
def ledger(tmp_path: Path) -> FileLedger:
    return FileLedger(tmp_path / "audit" / "audit.jsonl", tmp_path / "key")


def receipt(run_id: str = "r1", outcome: Outcome = Outcome.RELEASED) -> Receipt:
    return Receipt(
        run_id=run_id,
        outcome=outcome,
        reasons=(),
        source_sha256="a" * 64,
        output_sha256="b" * 64,
        pages=2,
        policy="frcp-5.2.v1",
        policy_sha256="c" * 64,
        kit={"pymupdf": "1.28.2"},
        found={"PERSON": 3},
        decided={"initials": 2},
        boxes=3,
        checks=(
            Check("text_under_marks.v1", passed=True, counts={"marks": 4}, pages=(0, 1)),
            Check("x.v1", passed=False),
        ),
        coverage={"pages_native": 2},
        started="2026-11-24T12:00:00.000+00:00",
        finished="2026-11-24T12:00:01.000+00:00",
        seconds={"read": 0.1},
        source_id="a" * 12,
        warnings=("signature_removed",),
    )


def released(run_id: str = "r1", event: str = "released") -> dict[str, object]:
    entry = json.loads(to_json(receipt(run_id)))
    del entry["outcome"], entry["format"]
    return {**entry, "event": event, "operator": "r.keel"}


def test_each_mark_has_an_entry_with_place_rule_and_detector(ledger: FileLedger) -> None:
    first, *_ = made(ledger)

    assert {k: first[k] for k in ("event", "run_id", "page", "bbox", "box_no")} == {
        "event": "box",
        "run_id": "r1",
        "page": 1,
        "bbox": [10.0, 20, 110.5, 32],
        "box_no": 1,
    }
    assert (first["kind"], first["action"], first["visible_remnant"]) == ("PERSON", "initials", "initials")
    assert (first["rule_cite"], first["ground"]) == ("Rule 5.2(a)(3)", "rule")
    assert (first["detector"], first["score"], first["decision"]) == ("person.v1", 0.9877, "auto")


def test_one_value_in_two_spellings_has_one_digest_and_two_values_have_two(ledger: FileLedger) -> None:
    first, ssn, again, *_ = made(ledger)

    assert first["value_hmac"] == again["value_hmac"] != ssn["value_hmac"]


def test_listed_findings_and_peoples_rulings_are_on_record_and_plain_keeps_are_not(ledger: FileLedger) -> None:
    listed = [e for e in made(ledger) if e["event"] == "listed"]

    assert [(e["action"], e["decision"], e["reviewer"]) for e in listed] == [
        ("advise", "auto", ""),
        ("keep", "manual", "r.keel"),
    ]
    assert all(e["page"] == 1 for e in listed)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=9, max_size=20))
def test_no_word_of_the_filing_is_in_the_ledger_or_the_log(tmp_path: Path, word: str) -> None:
    log = tmp_path / f"{abs(hash(word))}.jsonl"
    ledger = FileLedger(log, tmp_path / "key")
    decision = decided(0, len(word), Kind.PERSON, Action.FULL, cite="Rule", label="REDACTED", overlay=word[:3])
    mark = Mark(page=0, quad=QUAD, decision=0, number=1, overlay=(word,))

    ledger.extend(
        box_entries(run_id="r", reading=reading(word), decisions=[decision], marks=[mark], value_hmac=ledger.value_hmac)
    )

    written = log.read_text() + text(rows(entries(log)))
    assert word.casefold() not in written.casefold()
    assert json.dumps(word)[1:-1].casefold() not in written.casefold()
    log.unlink()


# --- the redaction log -------------------------------------------------------------


def test_redaction_log_has_a_row_for_each_box_of_a_released_filing(ledger: FileLedger, tmp_path: Path) -> None:
    ledger.extend([*made(ledger), released()])
    path = tmp_path / "log.csv"

    write(path, rows(entries(ledger.path), matter="M-1"))

    found = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert tuple(found[0]) == COLUMNS
    assert [r["BoxNo"] for r in found] == ["1", "2", "3", "3"]
    assert found[1] | {"TimeUTC": ""} == {
        "Matter": "M-1",
        "DocID": "a" * 12,
        "BegBates": "",
        "EndBates": "",
        "Page": "1",
        "BoxNo": "2",
        "Bbox": "10 20 110.5 32",
        "Entity": "SSN",
        "Ground": "rule",
        "RuleCite": "Rule 5.2(a)(1)",
        "OrderECF": "",
        "Action": "last4",
        "Remnant": "last4",
        "Label": "REDACTED",
        "Decision": "auto",
        "Reviewer": "",
        "TimeUTC": "",
        "InputSHA256": "a" * 64,
        "OutputSHA256": "b" * 64,
    }


def test_cell_that_a_spreadsheet_would_run_is_made_harmless(ledger: FileLedger) -> None:
    ledger.extend([*made(ledger), released()])

    assert ",'=1+1," in text(rows(entries(ledger.path)))


def test_redaction_log_leaves_out_what_was_not_released_and_other_runs(ledger: FileLedger) -> None:
    ledger.extend([*made(ledger, "r1"), released("r1", event="held")])
    ledger.extend([*made(ledger, "r2"), released("r2")])
    ledger.extend([*made(ledger, "r3"), released("r3")])

    assert len(list(rows(entries(ledger.path)))) == 8
    assert len(list(rows(entries(ledger.path), run_id="r3"))) == 4
    assert list(rows(entries(ledger.path), run_id="r1")) == []


# --- the certification -------------------------------------------------------------


def test_certification_is_filled_from_the_log_and_not_signed(ledger: FileLedger) -> None:
    ledger.extend([*made(ledger), released()])

    form = certificate(entries(ledger.path), "r1", chain=verify_chain(ledger.path))

    plain = re.sub(r"\s+", " ", form)
    assert "28 U.S.C. 1746" in plain
    assert f"SHA-256 digest {'a' * 64}" in plain
    assert f"SHA-256 digest {'b' * 64}" in plain
    assert "The log records 3 boxes" in plain
    assert "Rule 5.2(a)(1); Rule 5.2(a)(3)" in plain
    assert "passed: text_under_marks.v1." in plain
    assert "frcp-5.2.v1" in plain
    assert f"Signature: {BLANK}" in form
    assert max(len(line) for line in form.splitlines()) <= 78 + 12
    assert "{" not in form


def test_nothing_is_certified_of_a_run_that_was_not_released(ledger: FileLedger) -> None:
    ledger.extend([*made(ledger), released(event="held")])

    with pytest.raises(InputError) as caught:
        certificate(entries(ledger.path), "r1", chain=verify_chain(ledger.path))
    assert caught.value.reason == "run_not_released"


def test_nothing_is_certified_from_a_log_that_is_not_sound(ledger: FileLedger) -> None:
    ledger.extend([*made(ledger), released()])
    ledger.path.write_bytes(ledger.path.read_bytes().replace(b"Rule", b"Role", 1))

    with pytest.raises(InputError) as caught:
        certificate(entries(ledger.path), "r1", chain=verify_chain(ledger.path))
    assert caught.value.reason == "log_not_sound"


# --- receipts ------------------------------------------------------------------------


def test_receipt_comes_back_as_it_was() -> None:
    assert from_json(to_json(receipt())) == receipt()


def test_receipt_reads_the_same_each_time() -> None:
    assert to_json(receipt()) == to_json(from_json(to_json(receipt())))


def test_store_keeps_private_files_and_leaves_no_part(tmp_path: Path) -> None:
    store = ReceiptStore(tmp_path / "audit" / "receipts")

    store.keep(receipt("r1"))
    store.keep(receipt("r2", Outcome.HELD))

    assert sorted(p.name for p in store.folder.iterdir()) == ["r1.json", "r2.json"]
    assert {p.stat().st_mode & 0o777 for p in store.folder.iterdir()} == {0o600}
    assert store.folder.stat().st_mode & 0o777 == 0o700
    assert store.load("r2") == receipt("r2", Outcome.HELD)
    assert [r.run_id for r in store.all()] == ["r1", "r2"]


@pytest.mark.parametrize("run_id", ["../r1", "", "a/b", "r1\n"])
def test_run_id_cannot_lead_out_of_the_folder(tmp_path: Path, run_id: str) -> None:
    with pytest.raises(InputError):
        ReceiptStore(tmp_path).load(run_id)


@pytest.mark.parametrize(
    "bad", ["", "{}", "[]", '{"format": "prefile-receipt.v2"}', '{"format": "prefile-receipt.v1"}']
)
def test_what_is_no_receipt_is_refused(bad: str) -> None:
    with pytest.raises(InputError):
        from_json(bad)
