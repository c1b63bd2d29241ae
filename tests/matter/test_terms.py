"""How an order's terms and people's rulings change what is decided."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.decide.decide import PolicyDecider
from pipeline.decide.shelf import Shelf
from pipeline.errors import ConfigError
from pipeline.matter.book import Book, FindingRuling, Order, Person
from pipeline.matter.terms import WITHHELD, ordered, rulings
from pipeline.nouns import Action, Decision, Finding, Ground, Kind, Part, Reading, Role
from tests.fakes import page

TEXT = "She lives at 4127 Quailwood Lane, Delano, California 93215 now."
PARTS = (
    Part("number", 13, 17),
    Part("street", 18, 32),
    Part("city", 34, 40),
    Part("state", 42, 52),
    Part("zip", 53, 58),
)
HOME = Finding(start=13, end=58, kind=Kind.ADDRESS, score=1.0, by="test.v1", role=Role.HOME, parts=PARTS)
POLICY = Shelf().load("edcal-lr140")
ORDER = Order(docket="39", date="2011-02-23", withhold=("ADDRESS",))
SHA = "a" * 64


def decided(book: Book, finding: Finding = HOME, keep: tuple[str, ...] = ()) -> Decision:
    decider = PolicyDecider(ordered(POLICY, book.orders), rulings=rulings(book)).for_document(SHA)
    (decision,) = decider.decide(Reading.of((page(TEXT),)), (finding,), keep_terms=keep)
    return decision


def ruling(action: str) -> FindingRuling:
    return FindingRuling(document=SHA, start=HOME.start, end=HOME.end, action=action, by="B. Lund")


@pytest.mark.parametrize("kind", Kind)
def test_whatever_an_order_withholds_is_boxed_whole_on_its_ground(kind: Kind) -> None:
    policy = ordered(POLICY, [Order(docket="39", withhold=(str(kind),))])
    for role in WITHHELD.get(kind, (Role.NONE,)):
        rule = policy.rule(kind, role)
        assert (rule.action, rule.ground, rule.order) == (Action.FULL, Ground.ORDER, "39") or (
            POLICY.rule(kind, role).action is Action.HOLD and rule.action is Action.HOLD
        )


def test_the_rule_leaves_city_and_state_and_the_order_leaves_nothing() -> None:
    assert decided(Book()).remnant == "city_state"
    decision = decided(Book(orders=(ORDER,)))
    assert decision.burn == ((HOME.start, HOME.end),)
    assert decision.label == "REDACTED - Protective Order (ECF No. 39)"


@pytest.mark.parametrize("role", [Role.COURT, Role.COUNSEL, Role.AGENCY, Role.BUSINESS])
def test_an_order_on_homes_leaves_courts_and_offices(role: Role) -> None:
    assert not decided(Book(orders=(ORDER,)), dataclasses.replace(HOME, role=role)).burn


def test_neither_a_text_to_keep_nor_a_ruling_lifts_what_an_order_withholds() -> None:
    kept = decided(Book(orders=(ORDER,)), keep=("4127 Quailwood Lane, Delano, California 93215",))
    ruled = decided(Book(orders=(ORDER,), findings=(ruling("keep"),)))
    assert [(d.action, d.note) for d in (kept, ruled)] == [(Action.FULL, "keep_term_refused")] * 2


def test_a_ruling_on_a_finding_is_followed_and_names_its_person() -> None:
    decision = decided(Book(findings=(ruling("keep"),)))
    assert (decision.action, decision.by) == (Action.KEEP, "B. Lund")


def test_a_ruling_on_another_document_is_not_followed() -> None:
    other = dataclasses.replace(ruling("keep"), document="b" * 64)
    assert decided(Book(findings=(other,))).remnant == "city_state"


def test_a_ruling_with_an_action_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigError) as refused:
        rulings(Book(findings=(ruling("burn"),)))
    assert "full" in refused.value.hint


def test_somebody_whose_protection_was_lifted_is_not_protected() -> None:
    people = (Person(id="P1", name="N. N."), Person(id="P2", name="Tamsin Orloveck", lifted="ECF No. 88"))
    assert rulings(Book(people=people)).terms == ("N. N.",)
