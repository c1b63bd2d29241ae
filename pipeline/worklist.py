"""Questions to the other side about an address, by document, page and box number; it never repeats the address.

An answer is kept with who gave it and when. It lifts no box: a home that is
said to be a former one is still somebody's home.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.errors import UsageError
from pipeline.roles import Record

ASKED = "question_asked"
ANSWERED = "question_answered"

DOCUMENT = re.compile(r"(?:[A-Z]{1,8}[ _-]?(?:No\. )?)?\d{1,9}(?:-\d{1,6})?")
"""How both sides call a document: a docket number, an exhibit's, a Bates number. No words, so that none can slip in."""


class Question(StrEnum):
    """What can be asked."""

    CURRENT = "current"
    """Is it anybody's current home?"""
    KIND = "kind"
    """Is it a home or a place of business?"""
    PROTECTED = "protected"
    """Does the order cover it?"""
    PUBLIC = "public"
    """Is there an objection to its being filed openly?"""


WORDING = {
    Question.CURRENT: "Is the address under this box, to your knowledge, anybody's current home?",
    Question.KIND: "Is the address under this box a home or a place of business?",
    Question.PROTECTED: "Do you say that the protective order covers what is under this box?",
    Question.PUBLIC: "Do you object to what is under this box being filed openly?",
}


class Answer(StrEnum):
    """What can be answered."""

    CURRENT = "current"
    FORMER = "former"
    BUSINESS = "business"
    NOT_A_PARTY = "not_a_party"
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NONE = "none"
    """The other side did not answer."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands, as both sides can find it."""

    document: str
    """Docket, exhibit or Bates number."""
    page: int
    """From 1."""
    box: int

    def __post_init__(self) -> None:
        if not DOCUMENT.fullmatch(self.document):
            raise UsageError(
                "a document is called by a number that both sides know",
                reason="worklist_document",
                hint="a docket, exhibit or Bates number, as in 45-2, ECF 45-2 or COD000123",
            )
        if self.page < 1 or self.box < 1:
            raise UsageError("pages and boxes count from 1", reason="worklist_place", hint="give --page and --box")


@dataclass(frozen=True, slots=True)
class Item:
    """One question and what became of it."""

    number: int
    document: str
    page: int
    """From 1."""
    box: int
    question: Question
    to: str
    """Who is asked."""
    by: str
    asked: str
    """UTC, ISO 8601."""
    answer: Answer | None = None
    answered_by: str = ""
    answered: str = ""
    """When it was put on record."""


def items(record: Record) -> tuple[Item, ...]:
    """Return every question in the order in which they were asked, each with its last answer."""
    found: dict[int, Item] = {}
    for event in record.events():
        if event.get("event") == ASKED:
            found[event["question"]] = Item(
                number=event["question"],
                document=event["paper"],
                page=event["page"],
                box=event["box_no"],
                question=Question(event["asks"]),
                to=event["to"],
                by=event["by"],
                asked=event["time_utc"],
            )
        elif event.get("event") == ANSWERED:
            found[event["question"]] = replace(
                found[event["question"]],
                answer=Answer(event["answer"]),
                answered_by=event["answered_by"],
                answered=event["time_utc"],
            )
    return tuple(found.values())


def add(record: Record, question: Question, place: Place, *, to: str, by: str) -> Item:
    """Put a question on the list.

    Raises:
        UsageError: nobody is named, or nobody is asked.
    """
    if not to.strip():
        raise UsageError("a question goes to somebody", reason="worklist_to", hint="give --to")
    number = max((item.number for item in items(record)), default=0) + 1
    where = {"paper": place.document, "page": place.page, "box_no": place.box}
    record.record(ASKED, by=by, question=number, asks=str(question), to=to.strip(), **where)
    return item(record, number)


def answer(record: Record, number: int, given: Answer, *, answered_by: str, by: str) -> Item:
    """Put an answer on record; an earlier one stays on record too.

    Raises:
        UsageError: there is no such question, or nobody is named who answered.
    """
    item(record, number)
    if not answered_by.strip() and given is not Answer.NONE:
        raise UsageError("an answer comes from somebody", reason="worklist_from", hint="give --from")
    record.record(ANSWERED, by=by, question=number, answer=str(given), answered_by=answered_by.strip())
    return item(record, number)


def item(record: Record, number: int) -> Item:
    """Return one question.

    Raises:
        UsageError: there is none with this number.
    """
    found = next((each for each in items(record) if each.number == number), None)
    if found is None:
        raise UsageError(
            f"no question {number} on the list", reason="worklist_missing", hint="`prefile worklist list` shows them"
        )
    return found


COLUMNS = ("No", "Document", "Page", "Box", "Question", "Answer")


def export(record: Record, *, to: str = "") -> str:
    """Return the open questions as CSV, to send to the other side; `to` takes those for one addressee."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in items(record):
        if each.answer in (None, Answer.NONE) and (not to or each.to == to):
            writer.writerow((each.number, each.document, each.page, each.box, WORDING[each.question], ""))
    return out.getvalue()
