"""A sealing kit on disk: papers that reveal nothing, two copies from one decision set, and all of it private."""

from __future__ import annotations

import csv
import errno
import io
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pymupdf
import pytest

from pipeline import assemble
from pipeline.core import Kit
from pipeline.errors import ConfigError, HeldError, InternalError, UsageError
from pipeline.nouns import Job
from pipeline.record import entries, verify_chain
from pipeline.sealing import Wishes, kits, load
from pipeline.sealing.kit import Built, build
from pipeline.settings import load as settings
from tests.builders import filed
from tests.matters import FakeRecord

SECRETS = ("Marisol", "Quintanar", "Nightjar", "000-12-3456", "12-3456")
TEXT = (
    "The consultant, Marisol Quintanar, joined Project Nightjar in 2009.",
    "Her Social Security number is 000-12-3456, she said. Later Quintanar left Nightjar.",
)


@pytest.fixture
def corridor(tmp_path: Path) -> Kit:
    return assemble.build(settings(env={"PREFILE_HOME": str(tmp_path / "home"), "HOME": str(tmp_path)}))


@pytest.fixture
def record(tmp_path: Path) -> FakeRecord:
    (tmp_path / "matter").mkdir()
    return FakeRecord(tmp_path / "matter")


def make(record: FakeRecord, corridor: Kit, sources: Sequence[Path], **fields: Any) -> Built:
    jobs = [
        Job(source=s, destination=s, policy="edcal-lr140", terms=("Marisol Quintanar", "Quintanar", "Nightjar"))
        for s in sources
    ]
    home = settings().models / "sealing"
    court = fields.pop("court", "caed")
    given = {"wishes": Wishes(party="Plaintiff"), "case": "1:99-cv-00001", "by": "A. Reed"} | fields
    return build(record, jobs, corridor=corridor, papers=load(home, court), **given)


def words(path: Path) -> str:
    if path.suffix == ".docx":
        made = docx.Document(str(path))
        cells = [c.text for t in made.tables for row in t.rows for c in row.cells]
        return "\n".join([*(p.text for p in made.paragraphs), *cells])
    if path.suffix == ".pdf":
        with pymupdf.open(path) as doc:
            return "\n".join(page.get_text() for page in doc)
    return path.read_text()


@pytest.mark.parametrize("court", ["caed", "cand"])
def test_papers_and_chart_name_places_kinds_and_rules_and_not_a_word_of_the_document(
    record: FakeRecord, corridor: Kit, tmp_path: Path, court: str
) -> None:
    built = make(record, corridor, [filed(tmp_path / "Quintanar memo.pdf", TEXT)], court=court)

    texts = {p.name: words(p) for p in built.folder.rglob("*") if p.suffix in (".docx", ".csv", ".txt")}
    assert set(texts) == {"notice.docx", "request.docx", "proposed-order.docx", "chart.csv", "STEPS.txt"}
    for name, text in texts.items():
        assert not [s for s in (*SECRETS, "memo") if s in text], name
    for name in ("notice.docx", "request.docx", "proposed-order.docx"):
        assert "1:99-cv-00001" in texts[name]
        assert "passage that the filer marked" in texts[name]
        assert "Plaintiff" in texts[name]
        assert "{" not in texts[name], name


def test_chart_has_a_line_for_each_box_and_asks_only_for_what_no_rule_grounds(
    record: FakeRecord, corridor: Kit, tmp_path: Path
) -> None:
    built = make(record, corridor, [filed(tmp_path / "a.pdf", TEXT)])

    rows = list(csv.DictReader(io.StringIO((built.folder / "to-file" / "chart.csv").read_text())))
    assert len(rows) == len(built.portions) == built.receipts[0].boxes
    asked = {(r["Description"], r["OrderAsked"], r["RuleCite"]) for r in rows}
    assert asked == {
        ("passage that the filer marked", "yes", ""),
        ("social security number", "no", "E.D. Cal. L.R. 140(a)"),
    }
    assert {r["Page"] for r in rows} == {"1", "2"}


def test_both_copies_come_from_one_decision_set(record: FakeRecord, corridor: Kit, tmp_path: Path) -> None:
    built = make(record, corridor, [filed(tmp_path / "a.pdf", TEXT)])

    full = words(built.folder / "to-lodge" / "document-1.unredacted.pdf")
    public = words(built.folder / "to-file" / "document-1.redacted.pdf")
    assert all(s in full for s in SECRETS)
    assert not [s for s in SECRETS if s in public]
    assert "3456" in public
    with pymupdf.open(built.folder / "to-lodge" / "document-1.unredacted.pdf") as doc:
        yellow = [sum(1 for d in page.get_drawings() if d["fill"] and d["fill"][2] < 0.5) for page in doc]
    assert sum(yellow) == len(built.portions)


def test_highlighted_words_can_still_be_read_in_the_picture(record: FakeRecord, corridor: Kit, tmp_path: Path) -> None:
    built = make(record, corridor, [filed(tmp_path / "a.pdf", TEXT)])

    with pymupdf.open(built.folder / "to-lodge" / "document-1.unredacted.pdf") as doc:
        page = doc[0]
        (at, *_) = page.search_for("Nightjar")
        pixels = page.get_pixmap(dpi=150, clip=at)
    colours = {pixels.pixel(x, y) for x in range(pixels.width) for y in range(pixels.height)}
    assert min(sum(c) for c in colours) < 250
    assert any(c[0] > 200 and c[2] < 190 for c in colours)


def test_everything_lies_in_sealed_for_the_owner_alone(record: FakeRecord, corridor: Kit, tmp_path: Path) -> None:
    make(record, corridor, [filed(tmp_path / "a.pdf", TEXT), filed(tmp_path / "b.pdf", TEXT[0])])

    made = list(record.folder.rglob("*"))
    assert {p.relative_to(record.folder).parts[0] for p in made} == {"sealed"}
    assert {stat.S_IMODE(p.stat().st_mode) for p in made if p.is_dir()} == {0o700}
    assert {stat.S_IMODE(p.stat().st_mode) for p in made if p.is_file()} == {0o600}
    assert len(list(record.folder.rglob("document-2.*.pdf"))) == 2


def test_the_kit_and_its_copies_are_on_record_and_the_documents_held(
    record: FakeRecord, corridor: Kit, tmp_path: Path
) -> None:
    built = make(record, corridor, [filed(tmp_path / "a.pdf", TEXT)])

    (kit,) = kits(record)
    log = tmp_path / "home" / "audit" / "audit.jsonl"
    released = [e for e in entries(log) if e["event"] == "released"]
    assert (kit.number, kit.state, kit.documents) == (1, "held", (built.receipts[0].source_sha256,))
    assert [e["output_sha256"] for e in released] == [built.receipts[0].output_sha256]
    assert verify_chain(log).passed
    assert not [s for s in SECRETS if s in log.read_text() or s in str(record.kept)]


def test_papers_say_nothing_of_their_author_or_their_program(record: FakeRecord, corridor: Kit, tmp_path: Path) -> None:
    built = make(record, corridor, [filed(tmp_path / "a.pdf", TEXT)])

    about = docx.Document(str(built.folder / "to-file" / "notice.docx")).core_properties
    assert (about.author, about.comments, about.last_modified_by) == ("", "", "")


def test_a_document_can_be_sealed_whole(record: FakeRecord, corridor: Kit, tmp_path: Path) -> None:
    source = filed(tmp_path / "a.pdf", TEXT)
    built = make(record, corridor, [source], seal_whole=True)

    assert (built.folder / "to-lodge" / "document-1.unredacted.pdf").read_bytes() == source.read_bytes()
    assert not list(built.folder.rglob("*.redacted.pdf"))
    assert "the whole document, 2 pages" in words(built.folder / "to-file" / "notice.docx")


def test_nothing_to_seal_is_refused_and_nothing_is_left(record: FakeRecord, corridor: Kit, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        make(record, corridor, [filed(tmp_path / "a.pdf", "Nothing is here.")])

    assert refused.value.reason == "seal_nothing"
    assert "--term" in refused.value.hint
    assert (record.kept, list((record.folder / "sealed").iterdir())) == ([], [])


def test_a_full_disk_leaves_no_file_and_no_kit_and_the_next_one_has_its_number(
    record: FakeRecord, corridor: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> str:
        raise OSError(errno.ENOSPC, "full")

    source = filed(tmp_path / "a.pdf", TEXT)
    with monkeypatch.context() as patched:
        patched.setattr("pipeline.sealing.chart.text", full)
        with pytest.raises(InternalError) as failed:
            make(record, corridor, [source])

    assert failed.value.reason == "disk_full"
    assert (kits(record), list((record.folder / "sealed").iterdir())) == ((), [])
    assert make(record, corridor, [source]).number == 1
    assert len(kits(record)[0].documents) == 1


def test_a_document_that_cannot_be_proven_makes_no_kit_and_says_what_would(
    record: FakeRecord, corridor: Kit, tmp_path: Path
) -> None:
    source = filed(tmp_path / "a.pdf", "Juror No. 4, Pia Lund, was excused. Nightjar.")

    with pytest.raises(HeldError) as refused:
        make(record, corridor, [source])

    assert refused.value.reason == "decision_hold:juror"
    assert "--whole" in refused.value.hint
    assert record.kept == []


def test_a_court_without_papers_is_refused_and_the_others_are_named() -> None:
    with pytest.raises(ConfigError) as refused:
        load(settings().models / "sealing", "nowhere")

    assert "caed or cand" in refused.value.hint


@pytest.mark.parametrize("court", ["caed", "CAED", "E.D. Cal.", "eastern district of california"])
def test_a_court_is_known_by_the_names_that_people_use(court: str) -> None:
    assert load(settings().models / "sealing", court).name == "caed"


def test_papers_that_ask_for_what_nobody_fills_in_are_refused(tmp_path: Path) -> None:
    text = (settings().models / "sealing" / "caed.toml").read_text()
    (tmp_path / "caed.toml").write_text(text.replace("{party}", "{client}"))

    with pytest.raises(ConfigError) as refused:
        load(tmp_path, "caed")

    assert refused.value.reason == "seal_form"


def test_the_unredacted_copy_of_a_large_document_is_told(
    record: FakeRecord, corridor: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.pdf"
    filed(source, TEXT)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj["/Big"] = pikepdf.Stream(pdf, bytes(range(256)) * 44_000)
        pdf.save(source, compress_streams=False)

    built = make(record, corridor, [source], seal_whole=True)

    assert built.warnings == ("seal_too_large:document_1",)
