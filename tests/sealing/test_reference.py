"""The reference list: an identifier for each value on its boxes, and the values in `sealed/` alone."""

from __future__ import annotations

import csv
import io
import stat
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from pipeline import assemble
from pipeline.core import Kit
from pipeline.errors import OutputError, UsageError
from pipeline.nouns import Job, Outcome
from pipeline.record import entries, verify_chain
from pipeline.sealing import reference
from pipeline.settings import load
from tests.builders import filed

PASSWORD = "correct horse battery"  # noqa: S105 - opens nothing but this test's list
SSN = "000-12-3456"
TEXT = (
    f"Her Social Security number is {SSN}, she said. Project Nightjar began.",
    f"Again her Social Security number {SSN}. Nightjar ended. The minor child, Emma Orozco, age 9, left.",
)


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    return assemble.build(load(env={"PREFILE_HOME": str(tmp_path / "home"), "HOME": str(tmp_path)}))


def job(tmp_path: Path, **fields: object) -> Job:
    given = {"policy": "frcp-5.2", "terms": ("Nightjar",), "destination": tmp_path / "out.pdf"} | fields
    return Job(source=filed(tmp_path / "in.pdf", TEXT), **given)  # type: ignore[arg-type]


def shown(path: Path, password: str = "") -> str:
    with pymupdf.open(path) as doc:
        if password:
            assert doc.authenticate(password)
        return "\n".join(page.get_text() for page in doc)


def test_each_value_has_one_identifier_that_is_printed_on_all_of_its_boxes(kit: Kit, tmp_path: Path) -> None:
    receipt, _, listed = reference.redact(job(tmp_path), kit, tmp_path / "sealed", password=PASSWORD)

    assert receipt.outcome is Outcome.RELEASED
    assert listed is not None
    rows = list(csv.DictReader(io.StringIO(listed.csv.read_text())))
    ids = {row["Value"]: row["Identifier"] for row in rows}
    assert {SSN, "Nightjar", "Emma Orozco"} <= set(ids)
    assert len(set(ids.values())) == len(ids) == listed.items
    assert [row["BoxNo"] for row in rows] == [str(n) for n in range(1, receipt.boxes + 1)]
    out = shown(tmp_path / "out.pdf")
    for value, identifier in ids.items():
        assert out.count(identifier) == sum(row["Value"] == value for row in rows), identifier
        assert value not in out
    assert "E.O. " + ids["Emma Orozco"] in out
    assert listed.unprinted == ()


def test_the_list_is_encrypted_or_private_and_nowhere_but_in_sealed(kit: Kit, tmp_path: Path) -> None:
    _, _, listed = reference.redact(job(tmp_path), kit, tmp_path / "sealed", password=PASSWORD)

    assert listed is not None
    assert {p.parent for p in (listed.pdf, listed.csv)} == {tmp_path / "sealed"}
    assert stat.S_IMODE((tmp_path / "sealed").stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in (listed.pdf, listed.csv)} == {0o600}
    with pikepdf.open(listed.pdf, password=PASSWORD) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(listed.pdf)
    assert SSN in shown(listed.pdf, PASSWORD)
    assert SSN.encode() not in listed.pdf.read_bytes()
    others = [p for p in tmp_path.rglob("*") if p.is_file() and p.parent.name != "sealed" and p.name != "in.pdf"]
    assert others
    assert not [p for p in others if SSN.encode() in p.read_bytes() or b"Nightjar" in p.read_bytes()]


def test_the_log_knows_the_list_by_its_digests(kit: Kit, tmp_path: Path) -> None:
    receipt, _, listed = reference.redact(job(tmp_path), kit, tmp_path / "sealed", password=PASSWORD)

    log = tmp_path / "home" / "audit" / "audit.jsonl"
    assert listed is not None
    (entry,) = [e for e in entries(log) if e["event"] == "reference_list"]
    assert (entry["run_id"], entry["items"]) == (receipt.run_id, listed.items)
    assert verify_chain(log).passed


def test_with_a_list_the_outcome_has_another_recipe(kit: Kit, tmp_path: Path) -> None:
    with_list, _, _ = reference.redact(job(tmp_path), kit, tmp_path / "sealed", password=PASSWORD)
    decider = kit.decider(job(tmp_path))

    assert with_list.policy == f"{decider.name}+reference-list"
    assert with_list.policy_sha256 != decider.sha256


def test_a_held_filing_has_no_list(kit: Kit, tmp_path: Path) -> None:
    held = Job(
        source=filed(tmp_path / "j.pdf", "Juror No. 4, Pia Lund, was excused. Nightjar."),
        destination=tmp_path / "out.pdf",
        policy="edcal-lr140",
        terms=("Nightjar",),
    )

    receipt, _, listed = reference.redact(held, kit, tmp_path / "sealed", password=PASSWORD)

    assert (receipt.outcome, listed) == (Outcome.HELD, None)
    assert not (tmp_path / "sealed").exists()


def test_a_copy_that_cannot_be_released_leaves_no_list(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OutputError("appeared", reason="output_exists")

    monkeypatch.setattr("pipeline.core.release", fail)
    with pytest.raises(OutputError):
        reference.redact(job(tmp_path), kit, tmp_path / "sealed", password=PASSWORD)

    assert list((tmp_path / "sealed").iterdir()) == []


@pytest.mark.parametrize(
    ("folder", "password", "hint"),
    [
        ("outbox", PASSWORD, "sealed"),
        ("sealed", "short", "--list-password-file"),
        ("sealed", "", "PREFILE_LIST_PASSWORD"),
    ],
)
def test_another_folder_or_a_short_password_is_refused_before_anything_is_written(
    kit: Kit, tmp_path: Path, folder: str, password: str, hint: str
) -> None:
    with pytest.raises(UsageError) as refused:
        reference.redact(job(tmp_path), kit, tmp_path / folder, password=password)

    assert hint in refused.value.hint
    assert not (tmp_path / "out.pdf").exists()
    assert not (tmp_path / folder).exists()
