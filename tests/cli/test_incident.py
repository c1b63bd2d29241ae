"""`prefile incident` and `prefile worklist` as a person calls them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.matter import Book, Matter
from pipeline.matter.book import Term
from tests.builders import filed
from tests.cli.run import Shell


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    book = Book(court="caed", policy="edcal-lr140", terms=(Term("T1", "Nightjar"),))
    return Matter.init(tmp_path / "delano", book, by="A. Reed").folder


def test_an_incident_from_discovery_to_close(prefile: Shell, matter: Path, tmp_path: Path) -> None:
    sent = filed(tmp_path / "sent.pdf", "The officer lives near Nightjar House.")
    new = tmp_path / "new.pdf"
    by = ("--by", "A. Reed")

    assert prefile("incident", "open", matter, "--docket", "45", "--filed", sent, *by).code == 0
    assert prefile("incident", "status", matter).code == 1
    for step in ("clerk_called", "court_notified", "opponent_notified"):
        assert prefile("incident", "log", matter, 1, step, *by).code == 0
    refused = prefile("incident", "close", matter, 1, *by)
    assert (refused.code, "replaced" in refused.err) == (2, True)
    assert prefile("redact", sent, "-o", new, "--term", "Nightjar").code == 0
    proven = prefile("incident", "replace", matter, 1, new, "--filed", sent, *by)
    assert (proven.code, "same paper, 1 pages, 1 new boxes" in proven.out) == (0, True)
    closed = prefile("incident", "close", matter, 1, *by, "--json").json
    assert (closed["missing"], bool(closed["closed"]), closed["late"]) == ([], True, False)
    assert prefile("incident", "status", matter).code == 0


def test_the_status_of_an_open_incident_tells_what_is_missing_and_the_seven_days(prefile: Shell, matter: Path) -> None:
    prefile("incident", "open", matter, "--docket", "45", "--by", "A. Reed", "--at", "2020-01-01T09:00")

    ran = prefile("incident", "status", matter)

    assert "2020-01-08 09:00 UTC" in ran.out
    assert "late" in ran.out
    assert "clerk_called" in ran.out


def test_inbound_alerts_with_exit_one_and_names_no_word(prefile: Shell, matter: Path) -> None:
    (matter / "inbound").mkdir()
    filed(matter / "inbound" / "a.pdf", "He met them at Nightjar House.")

    ran = prefile("incident", "inbound", matter)
    again = prefile("incident", "inbound", matter)

    assert (ran.code, again.code) == (1, 0)
    assert "alert" in ran.out
    assert "Nightjar" not in ran.out + ran.err
    missing = prefile("incident", "inbound", matter, matter / "nowhere")
    assert (missing.code, "name the folder" in missing.err) == (2, True)


def test_a_question_is_asked_exported_and_answered(prefile: Shell, matter: Path, tmp_path: Path) -> None:
    where = ("--document", "ECF 45-2", "--page", 3, "--box", 2)
    by = ("--by", "A. Reed")

    assert prefile("worklist", "add", matter, "current", *where, "--to", "the City", *by).code == 0
    assert prefile("worklist", "export", matter, "-o", tmp_path / "q.csv").code == 0
    assert "ECF 45-2,3,2" in (tmp_path / "q.csv").read_text()
    assert prefile("worklist", "export", matter, "-o", tmp_path / "nowhere" / "q.csv").code == 2
    answered = prefile("worklist", "answer", matter, 1, "former", "--from", "C. Doyle", *by, "--json").json
    assert (answered["answer"], answered["answered_by"]) == ("former", "C. Doyle")
    assert prefile("worklist", "list", matter, "--json").json == answered
    assert "former" in prefile("worklist", "list", matter).out
    wrong = prefile("worklist", "add", matter, "current", "--document", "12 Alder Way", "--page", 1, "--box", 1, *by)
    assert (wrong.code, "COD000123" in wrong.err) == (2, True)
