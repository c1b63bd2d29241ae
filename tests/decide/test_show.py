"""Lists, tables and differences of policies."""

from __future__ import annotations

from pipeline.decide import Shelf, cards, diff, rows


def test_list_has_a_card_for_each_policy_with_its_digest_and_how_sure_it_is() -> None:
    listed = cards()

    assert [card.name for card in listed] == list(Shelf().names())
    assert all(card.court and card.cite and card.confidence and card.checked == "2026-11" for card in listed)
    assert {card.name: card.sha256 for card in listed}["frcp-5.2"] == Shelf().load("frcp-5.2").sha256


def test_rows_tell_each_cell_with_cite_and_source() -> None:
    table = rows(Shelf().load("dc-crim49.1"))

    ssn = next(row for row in table if row.kind == "SSN")
    assert (ssn.action, ssn.cite, ssn.origin) == ("token:SS#", "D.C. Super. Ct. R. Crim. P. 49.1(a)", "dc-crim49.1.v1")
    assert ssn.sources
    assert next(row for row in table if row.kind == "PERSON").role == ""
    assert [row.role for row in table if row.kind == "PERSON" and row.action == "hold"] == ["juror"]


def test_row_of_what_stays_claims_no_rule() -> None:
    judge = next(row for row in rows(Shelf().load("frcp-5.2")) if row.role == "judge" and row.kind == "PERSON")

    assert (judge.action, judge.cite, judge.label, judge.ground) == ("keep", "", "", "")


def test_difference_names_the_cells() -> None:
    changes = diff(Shelf().load("frcp-5.2"), Shelf().load("cdcal-lr5.2-1"))

    assert {(c.kind, c.role, c.before, c.after) for c in changes} == {
        ("DL", "", "advise", "full"),
        ("PASSPORT", "", "advise", "full"),
        ("ADDRESS", "", "advise", "city_state"),
    }


def test_policy_does_not_differ_from_itself() -> None:
    assert diff(Shelf().load("private"), Shelf().load("private")) == ()
