"""The matter's file and its record: what is written, by whom, and that it holds together."""

from __future__ import annotations

import dataclasses
import stat
from pathlib import Path

import pytest

from pipeline.errors import ConfigError, InternalError, UsageError
from pipeline.matter import Address, Book, Designated, Matter, Order, Person
from pipeline.matter.gate import MatterGate
from pipeline.matter.sheet import from_yaml, to_yaml
from pipeline.nouns import Job
from pipeline.record import verify_chain

BOOK = Book(
    court="E.D. Cal.",
    case="1:10-cv-1203",
    policy="edcal-lr140",
    orders=(Order(docket="39", date="2011-02-23", categories=("home addresses",), withhold=("ADDRESS",)),),
    people=(Person(id="P1", name="Oriel Tamsin", addresses=(Address(value="12 Elm St."),), danger=True, order="39"),),
    designated=(Designated(id="D1", sha256="a" * 64, pages=("00ff0aaa", ""), bates=("COD000120-COD000131",)),),
)


def made(tmp_path: Path) -> Matter:
    return Matter.init(tmp_path / "delano", BOOK, by="A. Reyes")


def test_a_new_matter_has_its_folders_and_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    matter = made(tmp_path)
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in matter.folder.iterdir()}
    assert modes["matter.yaml"] == 0o600
    assert modes["sealed"] == modes["confidential"] == modes["audit"] == 0o700
    assert {"inbox", "outbox", "held", "refused", "done"} < modes.keys()


def test_a_book_comes_back_as_it_was_written() -> None:
    assert from_yaml(to_yaml(BOOK), where="x") == BOOK


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("court: [", "x:[12]"),
        ("court: here", "x is no matter file"),
        ("format: prefile-matter.v1\ncourts: here", "courts"),
        ("format: prefile-matter.v1\norders:\n- docket: 39", "x, orders 1, docket must be a text"),
        ("format: prefile-matter.v1\norders:\n- date: '2011'", "x, orders 1 lacks docket"),
        ("format: prefile-matter.v1\nstrict: maybe", "x, strict must be true or false"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused_by_its_place(text: str, names: str) -> None:
    with pytest.raises(ConfigError, match=names):
        from_yaml(text, where="x")


def test_a_change_is_on_record_before_it_is_in_the_file(tmp_path: Path) -> None:
    matter = made(tmp_path)
    matter.change(lambda b: dataclasses.replace(b, strict=True), "strict", by="A. Reyes")
    assert Matter.open(matter.folder).book.strict
    assert [e["event"] for e in matter.events()] == ["opened", "matter_opened", "strict"]
    assert verify_chain(matter.log.path, matter.key_path).passed


def test_a_change_that_cannot_be_recorded_is_not_written(tmp_path: Path) -> None:
    matter = made(tmp_path)
    with pytest.raises(InternalError):
        matter.change(lambda b: dataclasses.replace(b, strict=True), "strict", by="A. Reyes", text="Oriel Tamsin")
    assert not Matter.open(matter.folder).book.strict


def test_an_event_names_a_person(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="named"):
        made(tmp_path).record("held", by=" ")


def test_the_state_of_a_document_is_the_last_one_on_record(tmp_path: Path) -> None:
    matter = made(tmp_path)
    matter.record("held", by="prefile", document="b" * 64, state="held")
    matter.record("seal_requested", by="A. Reyes", document="b" * 64, state="seal_requested", docket="41")
    matter.record("held", by="prefile", document="c" * 64, state="held")
    assert (matter.state("b" * 64), matter.state("c" * 64), matter.state("d" * 64)) == ("seal_requested", "held", "")
    assert [e["docket"] for e in matter.events("seal_requested")] == ["41"]


def test_no_word_of_a_protected_person_is_in_a_repr(tmp_path: Path) -> None:
    assert "Oriel" not in repr(BOOK)
    assert "Elm" not in repr(BOOK)


def test_a_folder_without_its_file_is_no_matter_and_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        Matter.open(tmp_path)
    assert "matter init" in error.value.hint


@pytest.mark.parametrize(("second", "signed"), [("", False), ("a. reyes ", False), ("L. Oyelaran", True)])
def test_in_a_strict_matter_nobody_is_their_own_second_reviewer(tmp_path: Path, second: str, signed: bool) -> None:
    matter = made(tmp_path)
    matter.change(lambda b: dataclasses.replace(b, strict=True), "strict", by="A. Reyes")
    job = Job(source=tmp_path, destination=tmp_path, approved_by="A. Reyes ", bar_no="99417", second=second)
    assert (MatterGate(matter).signer(job) is not None) is signed
