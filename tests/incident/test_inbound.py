"""What the other side filed is looked at for what the matter protects, once, and nothing is altered."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest

from pipeline import core
from pipeline.assemble import build
from pipeline.core import Kit
from pipeline.engines.serial import SerialEngine
from pipeline.incident import look
from pipeline.matter import Book, Matter, acts
from pipeline.matter.book import Address, Person, Term
from pipeline.nouns import Job
from pipeline.settings import load
from pipeline.workdir import working_folder
from tests.builders import filed

BOOK = Book(
    policy="edcal-lr140",
    people=(
        Person(
            "P1", "Dana Whitlock", aliases=("Sgt. Whitlock",), addresses=(Address("902 Cottonwood Court"),), order="41"
        ),
        Person("P2", "Hal Brandt", lifted="77"),
    ),
    terms=(Term("T1", "Nightjar"),),
)


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    return Matter.init(tmp_path / "delano", BOOK, by="A. Reed")


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    return build(load(env={"PREFILE_HOME": str(tmp_path / "home"), "HOME": str(tmp_path)}))


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    folder = tmp_path / "theirs"
    folder.mkdir()
    filed(folder / "clean.pdf", "They moved to compel. Hal Brandt answered.")
    filed(folder / "shows.pdf", ("Nothing here.", "Whitlock lives at 902 Cottonwood Court in Delano."))
    return folder


def test_a_paper_that_shows_a_protected_value_alerts_with_its_page_and_no_word(
    matter: Matter, kit: Kit, theirs: Path
) -> None:
    (alert,) = list(look(matter, theirs, SerialEngine(kit).run))

    assert (alert.path.name, alert.pages) == ("shows.pdf", (2,))
    assert sum(alert.kinds.values()) >= 1
    (event,) = matter.events("inbound_alert")
    assert (event["document"], event["pages"]) == (alert.document, [2])
    assert "Cottonwood" not in (matter.audit / "matter.jsonl").read_text()


def test_a_designated_document_in_their_paper_alerts(matter: Matter, kit: Kit, tmp_path: Path) -> None:
    words = (
        "The watch commander wrote that the shift began late and that nobody had signed the log of the morning. "
        "Two units were sent to the north side, where a fence had fallen over the walk and a lamp was out. "
        "The report was typed the next day, copied twice, and put into the binder behind the front desk."
    )
    ours, theirs = filed(tmp_path / "COD000120.pdf", words), tmp_path / "theirs"
    theirs.mkdir()
    filed(theirs / "exhibit.pdf", words, font="helv")
    job = Job(source=ours, destination=ours, policy="edcal-lr140", matter=matter.folder, scan_only=True)
    with working_folder(kit.tmp) as work:
        _, reading = core.read(job, kit, work)
    acts.designate(matter, ours, reading, by="A. Reed")

    (alert,) = look(Matter.open(matter.folder), theirs, SerialEngine(kit).run)

    assert (alert.path.name, alert.designated, alert.unread) == ("exhibit.pdf", ("designated:D1:words",), ())


def test_what_was_looked_at_is_looked_at_again_only_when_more_is_protected(
    matter: Matter, kit: Kit, theirs: Path
) -> None:
    list(look(matter, theirs, SerialEngine(kit).run))

    assert list(look(matter, theirs, SerialEngine(kit).run)) == []
    assert len(matter.events("inbound_looked")) == 2
    assert [a.path.name for a in look(matter, theirs, SerialEngine(kit).run, again=True)] == ["shows.pdf"]
    matter.change(
        lambda book: dataclasses.replace(book, terms=(*book.terms, Term("T2", "compel"))), "protected", by="A. Reed"
    )
    assert [a.path.name for a in list(look(matter, theirs, SerialEngine(kit).run))] == ["clean.pdf", "shows.pdf"]


def test_nothing_of_theirs_is_altered(matter: Matter, kit: Kit, theirs: Path) -> None:
    before = {p: (hashlib.sha256(p.read_bytes()).digest(), p.stat().st_mtime_ns) for p in theirs.iterdir()}

    list(look(matter, theirs, SerialEngine(kit).run))

    assert {p: (hashlib.sha256(p.read_bytes()).digest(), p.stat().st_mtime_ns) for p in theirs.iterdir()} == before
    assert not list((matter.folder / "outbox").iterdir())


def test_a_paper_that_cannot_be_read_alerts_too(matter: Matter, kit: Kit, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")

    (alert,) = look(matter, tmp_path / "theirs", SerialEngine(kit).run)

    assert alert.unread
    assert not alert.kinds
