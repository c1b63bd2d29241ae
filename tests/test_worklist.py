"""Questions to the other side name a place and never repeat what stands there; answers have a name and a time."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from pipeline import worklist
from pipeline.errors import UsageError
from pipeline.worklist import Answer, Place, Question
from tests.matters import FakeRecord

PLACE = Place("ECF 45-2", 3, 2)


@pytest.fixture
def record() -> FakeRecord:
    return FakeRecord(Path("m"))


def ask(record: FakeRecord, question: Question = Question.CURRENT, to: str = "counsel for defendants") -> None:
    worklist.add(record, question, PLACE, to=to, by="A. Reed")


def test_a_question_keeps_its_place_who_asks_whom_and_when(record: FakeRecord) -> None:
    ask(record)

    (item,) = worklist.items(record)
    assert (item.number, item.document, item.page, item.box) == (1, "ECF 45-2", 3, 2)
    assert (item.question, item.to, item.by, item.asked) == (
        "current",
        "counsel for defendants",
        "A. Reed",
        record.time,
    )
    assert item.answer is None


def test_an_answer_keeps_who_gave_it_and_when_and_the_last_one_counts(record: FakeRecord) -> None:
    ask(record)
    worklist.answer(record, 1, Answer.NONE, answered_by="", by="A. Reed")
    record.time = "2026-11-25T09:00:00.000Z"
    item = worklist.answer(record, 1, Answer.FORMER, answered_by="C. Doyle", by="A. Reed")

    assert (item.answer, item.answered_by, item.answered) == ("former", "C. Doyle", "2026-11-25T09:00:00.000Z")
    assert len(record.events("question_answered")) == 2


def test_the_export_has_the_open_questions_in_words_and_no_answered_one(record: FakeRecord) -> None:
    for question in Question:
        ask(record, question)
    worklist.answer(record, 2, Answer.BUSINESS, answered_by="C. Doyle", by="A. Reed")
    worklist.answer(record, 3, Answer.NONE, answered_by="", by="A. Reed")

    rows = list(csv.DictReader(io.StringIO(worklist.export(record))))
    assert [r["No"] for r in rows] == ["1", "3", "4"]
    assert {(r["Document"], r["Page"], r["Box"]) for r in rows} == {("ECF 45-2", "3", "2")}
    assert "current home" in rows[0]["Question"]


def test_the_export_for_one_addressee_has_no_other_questions(record: FakeRecord) -> None:
    ask(record)
    ask(record, to="the City")

    assert [r["No"] for r in csv.DictReader(io.StringIO(worklist.export(record, to="the City")))] == ["2"]


@pytest.mark.parametrize("document", ["12 Alder Way", "Whitlock", "the officer's home 3", "", "93215 Delano"])
def test_a_document_is_called_by_a_number_so_that_no_word_slips_in(document: str) -> None:
    with pytest.raises(UsageError) as refused:
        Place(document, 1, 1)

    assert "COD000123" in refused.value.hint


@pytest.mark.parametrize("document", ["45", "45-2", "ECF 45-2", "ECF No. 45-2", "COD000123", "EX 12"])
def test_numbers_that_courts_and_parties_use_are_taken(document: str) -> None:
    assert Place(document, 1, 1).document == document


@pytest.mark.parametrize("place", [(0, 1), (1, 0)])
def test_pages_and_boxes_count_from_one(place: tuple[int, int]) -> None:
    with pytest.raises(UsageError):
        Place("45", *place)


def test_a_question_goes_to_somebody_and_an_answer_comes_from_somebody(record: FakeRecord) -> None:
    with pytest.raises(UsageError):
        ask(record, to=" ")
    ask(record)
    with pytest.raises(UsageError):
        worklist.answer(record, 1, Answer.FORMER, answered_by=" ", by="A. Reed")
    with pytest.raises(UsageError) as refused:
        worklist.answer(record, 2, Answer.FORMER, answered_by="C. Doyle", by="A. Reed")

    assert "prefile worklist list" in refused.value.hint
