"""A file is looked at as a court's filing system would; what would be refused fails, what is only unwise warns."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pikepdf
import pytest

from pipeline.errors import ConfigError
from pipeline.nouns import Check
from pipeline.verify.court import CHOICES, Court, courts, named
from pipeline.verify.preflight import CHECKS, is_warning, preflight
from tests.builders import filed

TABLE = courts(Path(__file__).parents[2] / "models" / "courts.yaml")

LENIENT = dataclasses.replace(TABLE["default"], links="accepted", forms="accepted", max_mb=1)


def looked(path: Path, court: Court = LENIENT, **changes: object) -> dict[str, Check]:
    found = preflight(path, dataclasses.replace(court, **changes))  # type: ignore[arg-type]
    assert tuple(check.name for check in found) == CHECKS
    return {check.name.partition(".")[0]: check for check in found}


def failing(checks: dict[str, Check]) -> dict[str, str]:
    return {name: check.reason for name, check in checks.items() if not check.passed}


def warnings(checks: dict[str, Check]) -> set[str]:
    return {name for name, check in checks.items() if is_warning(check)}


def test_an_ordinary_filing_would_be_taken(tmp_path: Path) -> None:
    checks = looked(filed(tmp_path / "a.pdf", "The court has it now."))

    assert failing(checks) == {}
    assert warnings(checks) == set()


REFUSED = {
    "script": ({"javascript": "app.alert(1)"}, {}, "no_script"),
    "attachment": ({"attachments": {"a.txt": b"x"}}, {}, "no_attachment"),
    "field": ({"fields": {"name": "x"}}, {"forms": "rejected"}, "forms"),
    "link": ({"links": {"court": "https://court.example/"}}, {"links": "rejected"}, "links"),
    "size": ({}, {"max_mb": 0.001}, "size"),
    "scan": ({"scanned": True}, {"searchable": "required"}, "searchable"),
    "sideways": ({"rotated": 90}, {"letter": "required"}, "page_size"),
    "legal": ({"height": 1008}, {"letter": "required"}, "page_size"),
    "no_pdfa": ({}, {"pdfa": "required"}, "pdfa"),
    "bare_font": ({"embedded": False}, {"pdfa": "required"}, "fonts_embedded"),
}


@pytest.mark.parametrize(("options", "rules", "check"), REFUSED.values(), ids=REFUSED)
def test_what_a_court_refuses_fails(
    tmp_path: Path, options: dict[str, object], rules: dict[str, object], check: str
) -> None:
    path = filed(tmp_path / "a.pdf", "The court has it now.", **options)

    assert check in failing(looked(path, **rules))
    assert check not in failing(looked(filed(tmp_path / "b.pdf", "The court has it now."), max_mb=1))


ADVISED = {
    "field": ({"fields": {"name": "x"}}, {"forms": "unknown"}, "forms"),
    "link": ({"links": {"court": "https://court.example/"}}, {"links": "unknown"}, "links"),
    "scan": ({"scanned": True}, {}, "searchable"),
    "sideways": ({"rotated": 90}, {}, "page_size"),
    "limit": ({}, {"max_mb": None}, "size"),
    "stamp": ({"header": "Case 1:10-cv-00001 Document 1", "margin": 20}, {}, "stamp_band"),
    "pdfa": ({}, {"pdfa": "advised"}, "pdfa"),
}


@pytest.mark.parametrize(("options", "rules", "check"), ADVISED.values(), ids=ADVISED)
def test_what_is_only_unwise_warns(
    tmp_path: Path, options: dict[str, object], rules: dict[str, object], check: str
) -> None:
    checks = looked(filed(tmp_path / "a.pdf", "The court has it now.", **options), **rules)

    assert failing(checks) == {}
    assert check in warnings(checks)


def test_a_file_near_the_limit_warns(tmp_path: Path) -> None:
    path = filed(tmp_path / "a.pdf", "The court has it now.")

    checks = looked(path, max_mb=path.stat().st_size * 1.05 / 1_000_000)

    assert checks["size"].passed
    assert checks["size"].reason == "warning:near_limit"


def test_a_scan_with_recognised_text_is_searchable(tmp_path: Path) -> None:
    path = filed(tmp_path / "a.pdf", "The court has it now.", scanned=True, ocr_layer=True)

    assert looked(path, searchable="required")["searchable"].passed


def test_an_encrypted_file_would_be_refused(tmp_path: Path) -> None:
    path = filed(tmp_path / "a.pdf", "The court has it now.", user_password="")

    assert failing(looked(path)) == {"no_encryption": "encrypted"}


def test_a_font_that_is_neither_embedded_nor_standard_would_be_refused(tmp_path: Path) -> None:
    path = filed(tmp_path / "a.pdf", "The court has it now.", embedded=False)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for font in pdf.pages[0].obj.Resources.Font.values():
            font.BaseFont = pikepdf.Name.Garamond
        pdf.save(path)

    assert failing(looked(path)) == {"fonts_embedded": "not_embedded"}


def test_a_file_that_does_not_open_passes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"no PDF")

    checks = looked(path)

    assert not any(check.passed for check in checks.values())
    assert {check.reason for check in checks.values()} == {"not_checked:unreadable"}


def test_every_court_cites_where_its_facts_were_seen() -> None:
    assert len(TABLE) > 15
    for court in TABLE.values():
        assert len(court.source) > 10
        assert court.confidence in CHOICES["confidence"]


def test_a_court_is_named_by_its_key_or_another_word_and_no_other() -> None:
    assert named(TABLE, "CAND").max_mb == 50
    assert named(TABLE, "edcal") is TABLE["caed"]
    words = [word for court in TABLE.values() for word in (court.key, *court.also)]
    assert len(words) == len(set(words))
    with pytest.raises(ConfigError) as caught:
        named(TABLE, "nowhere")
    assert caught.value.reason == "court"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "courts_without_default"),
        ("a: {", "courts_unreadable"),
        ("default: {name: x}", "court_fields"),
    ],
)
def test_a_table_that_does_not_hold_together_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "courts.yaml"
    path.write_text(text)

    with pytest.raises(ConfigError) as caught:
        courts(path)

    assert caught.value.reason == reason


@pytest.mark.parametrize(("old", "new"), [("links: unknown", "links: perhaps"), ("max_mb: 35", "max_mb: -1")])
def test_a_value_that_is_not_known_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (Path(__file__).parents[2] / "models" / "courts.yaml").read_text()
    path = tmp_path / "courts.yaml"
    path.write_text(text.replace(old, new, 1))

    with pytest.raises(ConfigError) as caught:
        courts(path)

    assert caught.value.reason == "court_value"
