"""The case that the program grew from: a protected document that must not reach the docket by a careless hand."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pymupdf
import pytest

from pipeline import assemble, core
from pipeline.errors import HeldError, OutputError, UsageError
from pipeline.matter import Address, Book, Matter, Order, Person, Standing, acts, desk, draft
from pipeline.matter.book import Release
from pipeline.nouns import Job, Outcome, Receipt
from pipeline.settings import Settings, load
from pipeline.workdir import working_folder
from tests.builders import filed

REPORT = (
    "DELANO POLICE DEPARTMENT\nOFFICER PROFILE\n"
    "Officer Tamsin Orloveck was assigned to the patrol division on March 3, 2009 and completed the field training "
    "program under the supervision of a senior officer of the same division.\n"
    "Officer Orloveck resides at 4127 Quailwood Lane, Delano, California 93215. The residence was confirmed by the "
    "personnel office during the yearly review of emergency contacts.\n"
    "The officer responded to the disturbance on the evening of the incident and wrote the supplemental report that is "
    "attached to the chronological log of the watch commander."
)
HOME = ("4127", "Quailwood")


@dataclasses.dataclass
class Desk:
    matter: Matter
    settings: Settings

    def job(self, source: Path, **options: object) -> Job:
        job = Job(source=source, destination=self.matter.path("outbox") / source.name, rename=True)
        return assemble.in_matter(dataclasses.replace(job, **options), self.matter.folder)  # type: ignore[arg-type]

    def redact(self, source: Path, **options: object) -> Receipt:
        self.matter = Matter.open(self.matter.folder)
        return core.process(self.job(source, **options), assemble.build(self.settings))

    def designate(self, source: Path, **options: object) -> None:
        kit = assemble.build(self.settings)
        with working_folder(kit.tmp) as work:
            _, reading = core.read(self.job(source), kit, work)
        acts.designate(self.matter, source, reading, by="A. Reyes", **options)  # type: ignore[arg-type]

    def approve(self, run: str, name: str = "A. Reyes", bar: str = "900001", second: str = "") -> Receipt:
        ledger, store = assemble.ledger(self.settings), assemble.receipts(self.settings).keep
        return desk.approve(self.matter, draft.find(self.matter, run), (name, bar, second), ledger, store)[0]


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    folder = tmp_path / "delano"
    matter = Matter.init(folder, Book(court="E.D. Cal.", case="1:10-cv-1203", policy="edcal-lr140"), by="A. Reyes")
    order = Order(docket="39", date="2011-02-23", categories=("home addresses",), withhold=("ADDRESS",), by="A. Reyes")
    acts.enter_order(matter, order)
    return Desk(matter, load(audit=folder / "audit"))


def words(path: Path) -> str:
    with pymupdf.open(path) as doc:
        return " ".join(" ".join(page.get_text() for page in doc).split())


def test_a_designated_document_is_held_however_it_comes_back(at: Desk, tmp_path: Path) -> None:
    at.designate(filed(tmp_path / "COD000120.pdf", REPORT), order="39")
    inbox = at.matter.path("inbox")
    again = {
        "same_file": filed(inbox / "exhibit 4.pdf", REPORT),
        "resaved": filed(inbox / "motion.pdf", REPORT, font="helv", size=10),
        "scanned": filed(inbox / "scan.pdf", REPORT, scanned=True, dpi=200),
        "exhibit": filed(inbox / "memo.pdf", ("Memorandum of points. " * 40, REPORT)),
    }
    ends = {name: at.redact(path).reasons for name, path in again.items()}
    assert ends == {
        "same_file": ("designated:D1:same_file", "confidential_copy"),
        "resaved": ("designated:D1:words",),
        "scanned": ("designated:D1:words",),
        "exhibit": ("designated:D1:words",),
    }
    assert list(at.matter.path("outbox").iterdir()) == []


def test_the_story_from_the_order_to_the_signed_copy(at: Desk, tmp_path: Path) -> None:
    at.designate(filed(tmp_path / "COD000120.pdf", REPORT), order="39")
    dropped = filed(at.matter.path("inbox") / "exhibit.pdf", REPORT, size=11)
    held = at.redact(dropped)
    assert held.outcome is Outcome.HELD
    assert at.matter.state(held.source_sha256) == "held"

    ruling = Release(document=held.source_sha256, by="A. Reyes", because="order 39, par. 6, allows a redacted copy")
    acts.release_redacted(at.matter, ruling)
    waits = at.redact(dropped)
    assert waits.reasons == ("awaiting_approval",)
    assert at.matter.state(held.source_sha256) == "awaiting_approval"
    assert list(at.matter.path("outbox").iterdir()) == []

    released = at.approve(waits.run_id)
    copy = at.matter.path("outbox") / "exhibit.pdf"
    text = words(copy)
    assert not any(word in text for word in (*HOME, "93215", "Delano, California"))
    assert "Tamsin Orloveck" in text
    assert (released.approved_by, released.bar_no) == ("A. Reyes", "900001")
    assert released.notice == desk.NOTICE
    assert at.matter.state(held.source_sha256) == "released"
    assert (at.matter.path("done") / "exhibit.pdf").exists()
    assert list(draft.drafts(at.matter)) == []
    lines = [json.loads(line) for line in (at.matter.audit / "audit.jsonl").read_text().splitlines()]
    boxes = [line for line in lines if line["event"] == "box"]
    assert {(b["kind"], b["ground"], b["order_ecf"], b["visible_remnant"]) for b in boxes} == {
        ("ADDRESS", "order", "39", "none")
    }
    assert [line["event"] for line in lines if line.get("run_id") == waits.run_id][-2:] == ["released", "placed"]


def test_no_word_of_the_document_is_in_any_record(at: Desk, tmp_path: Path) -> None:
    at.designate(filed(tmp_path / "COD000120.pdf", REPORT), order="39")
    at.redact(filed(at.matter.path("inbox") / "a.pdf", REPORT, size=11))
    records = [p for p in at.matter.audit.rglob("*") if p.is_file()] + [at.matter.file]
    assert [p.name for p in records if any(w in p.read_text().casefold() for w in ("quailwood", "orloveck"))] == []


def test_nothing_leaves_the_confidential_folder(at: Desk) -> None:
    inside = filed(at.matter.path("confidential") / "plain.pdf", "An ordinary letter about nothing.")
    link = at.matter.path("inbox") / "link.pdf"
    link.symlink_to(inside)
    for source in (inside, link):
        receipt = at.redact(source, approved_by="A. Reyes", bar_no="900001")
        assert (receipt.outcome, receipt.reasons) == (Outcome.REFUSED, ("confidential_folder",))
    copied = at.matter.path("inbox") / "copy.pdf"
    copied.write_bytes(inside.read_bytes())
    assert at.redact(copied, approved_by="A. Reyes", bar_no="900001").reasons == ("confidential_copy",)


def test_protected_people_are_burned_on_the_order_and_their_pseudonym_is_printed(at: Desk) -> None:
    person = Person(
        id="", name="Tamsin Orloveck", aliases=("Tammy Orloveck",), pseudonym="Officer A", order="39", by="A. Reyes"
    )
    acts.protect_person(at.matter, person)
    source = filed(at.matter.path("inbox") / "a.pdf", "Sergeant Tammy Orloveck spoke. Later Orloveck left.")
    receipt = at.redact(source, approved_by="A. Reyes", bar_no="900001", keep_terms=("Orloveck",))
    assert receipt.outcome is Outcome.RELEASED
    text = words(at.matter.path("outbox") / "a.pdf")
    assert "Orloveck" not in text
    assert "Officer A" in text


def test_an_address_said_to_be_former_is_burned_all_the_same(at: Desk) -> None:
    entry = acts.protect_person(
        at.matter,
        Person(
            id="", name="Tamsin Orloveck", addresses=(Address("4127 Quailwood Lane, Delano, CA 93215"),), by="A. Reyes"
        ),
    )
    acts.say_of_address(at.matter, entry, 1, "former", by="B. Lund")
    source = filed(at.matter.path("inbox") / "a.pdf", "The gate at 4127 Quailwood Lane, Delano, CA 93215 was open.")
    at.redact(source, approved_by="A. Reyes", bar_no="900001")
    assert "Quailwood" not in words(at.matter.path("outbox") / "a.pdf")
    assert [e["status"] for e in at.matter.events("address_status")] == ["former"]


def test_a_designation_ends_only_with_an_order(at: Desk, tmp_path: Path) -> None:
    at.designate(filed(tmp_path / "x.pdf", REPORT), order="39")
    with pytest.raises(UsageError) as refused:
        acts.undesignate(at.matter, "D1", by="A. Reyes", order=" ")
    assert "--order" in refused.value.hint
    acts.undesignate(at.matter, "D1", by="A. Reyes", order="112")
    dropped = filed(at.matter.path("inbox") / "a.pdf", REPORT, size=11)
    assert at.redact(dropped).reasons == ("awaiting_approval",)


def test_a_danger_is_lifted_by_two_names_only(at: Desk) -> None:
    entry = acts.protect_person(at.matter, Person(id="", name="Tamsin Orloveck", danger=True, by="A. Reyes"))
    for second in ("", "a. reyes"):
        with pytest.raises(UsageError, match="danger"):
            acts.lift(at.matter, entry, by="A. Reyes", second=second)
    acts.lift(at.matter, entry, by="A. Reyes", second="B. Lund")
    assert at.matter.book.people[0].lifted == "A. Reyes and B. Lund"


def test_a_strict_matter_takes_a_second_reviewer_and_no_standing_approval(at: Desk) -> None:
    acts.approve_standing(at.matter, Standing(name="A. Reyes", bar="900001"))
    source = filed(at.matter.path("inbox") / "a.pdf", "An ordinary letter about nothing.")
    assert at.redact(source).outcome is Outcome.RELEASED
    acts.make_strict(at.matter, by="A. Reyes")
    source = filed(at.matter.path("inbox") / "b.pdf", "Another ordinary letter about nothing.")
    waits = at.redact(source, approved_by="A. Reyes", bar_no="900001")
    assert waits.reasons == ("awaiting_approval",)
    with pytest.raises(UsageError, match="strict"):
        at.approve(waits.run_id)
    assert at.approve(waits.run_id, second="B. Lund").reviewer == "B. Lund"


def test_a_draft_that_was_changed_is_not_released(at: Desk) -> None:
    waits = at.redact(filed(at.matter.path("inbox") / "a.pdf", "An ordinary letter about nothing."))
    waiting = draft.find(at.matter, waits.run_id)
    waiting.path.write_bytes(waiting.path.read_bytes() + b"%")
    with pytest.raises(HeldError, match="changed"):
        at.approve(waits.run_id)
    assert list(at.matter.path("outbox").iterdir()) == []


def test_a_draft_is_not_released_when_somebody_was_protected_since(at: Desk) -> None:
    source = filed(at.matter.path("inbox") / "a.pdf", "Sergeant Tamsin Orloveck spoke.")
    waits = at.redact(source)
    acts.protect_person(at.matter, Person(id="", name="Tamsin Orloveck", by="A. Reyes"))
    with pytest.raises(HeldError) as refused:
        at.approve(waits.run_id)
    assert refused.value.reason == "draft_stale"
    at.approve(at.redact(source).run_id)
    assert "Orloveck" not in words(at.matter.path("outbox") / "a.pdf")
    assert list(draft.drafts(at.matter)) == [], "the stale draft gave way to the new one"


def test_the_source_of_a_signed_copy_leaves_the_held_folder_with_its_why(at: Desk) -> None:
    source = filed(at.matter.path("held") / "a.pdf", "An ordinary letter about nothing.")
    why = source.with_name("a.pdf.why.json")
    why.write_text("{}")
    at.approve(at.redact(source).run_id)
    assert (source.exists(), why.exists()) == (False, False)
    assert (at.matter.path("done") / "a.pdf").exists()


def test_two_papers_of_one_name_are_both_released(at: Desk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    first = at.redact(filed(at.matter.path("inbox") / "a.pdf", "An ordinary letter."))
    second = at.redact(filed(tmp_path / "other" / "a.pdf", "Another letter."))
    at.approve(first.run_id)
    at.approve(second.run_id)
    assert sorted(p.name for p in at.matter.path("outbox").iterdir()) == ["a-2.pdf", "a.pdf"]


def test_a_copy_for_a_sealing_kit_goes_nowhere_else(at: Desk, tmp_path: Path) -> None:
    source = filed(tmp_path / "a.pdf", "Her SSN is 000-12-3456.")
    with pytest.raises(OutputError, match="sealed"):
        at.redact(source, lodging=True)
    assert list(at.matter.path("outbox").iterdir()) == []


def test_a_package_with_a_held_exhibit_waits(at: Desk, tmp_path: Path) -> None:
    at.designate(filed(tmp_path / "x.pdf", REPORT), order="39")
    acts.approve_standing(at.matter, Standing(name="A. Reyes", bar="900001"))
    package = at.matter.path("inbox") / "motion"
    package.mkdir()
    (at.matter.path("outbox") / "motion").mkdir()
    brief = filed(package / "brief.pdf", "A brief about nothing.")
    first = at.redact(brief)
    assert first.reasons == ("awaiting_approval",), "a standing approval does not reach a paper of a package"
    exhibit = at.redact(filed(package / "exhibit.pdf", REPORT, size=11))
    with pytest.raises(HeldError, match="package"):
        at.approve(first.run_id)
    assert at.redact(brief).reasons == ("package_held",)
    acts.leave_out(at.matter, exhibit.source_sha256, by="A. Reyes")
    assert at.redact(brief).reasons == ("awaiting_approval",)


@pytest.mark.parametrize("allowed", [False, True])
def test_boxes_beyond_the_rule_need_leave_and_rule_and_order_boxes_do_not(at: Desk, allowed: bool) -> None:
    text = "Her SSN is 000-12-3456; she lives at 4127 Quailwood Lane, Delano, California 93215. Call (559) 555-0142."
    source = filed(at.matter.path("inbox") / "a.pdf", text)
    at.redact(source, approved_by="A. Reyes", bar_no="900001", allow_discretion=allowed)
    read = words(at.matter.path("outbox") / "a.pdf")
    assert "000-12" not in read
    assert "Quailwood" not in read
    assert ("555-0142" in read) is not allowed
