"""The policy files that come with the program: every cell of the rules, and a source for each."""

from __future__ import annotations

import pytest

from pipeline.decide import Policy, Shelf
from pipeline.decide.policy import BURNS
from pipeline.nouns import Action, Ground, Kind, Role

SHELF = Shelf()

COLUMNS = [
    *("frcp-5.2", "frcrimp-49.1", "frbp-9037", "edcal-lr140", "cdcal-lr5.2-1", "cal-crc1.201", "ny-202.5e"),
    *("tx-trcp21c", "fl-2.425", "il-138", "wa-gr31", "ustc-27", "nj-1.38-7", "mi-1.109", "dc-crim49.1"),
]

SHORT = {"4": "last4", "y": "year", "i": "initials", "c": "city_state", "f": "full", "x": "x_each", "a": "advise"} | {
    "k": "keep",
    "t": "trunc",
}

CELLS: list[tuple[Kind, Role, str]] = [
    (Kind.SSN, Role.NONE, "4 4 4 4 4 4 4 x f 4 4 f f f token:SS#"),
    (Kind.ITIN, Role.NONE, "4 4 4 4 4 a 4 x 4 4 a f a a token:TID#"),
    (Kind.EIN, Role.NONE, "a a a a a k 4 x 4 k k f k k a"),
    (Kind.DOB, Role.NONE, "y y y y y a y x y a a y a f token:DOB"),
    (Kind.PERSON, Role.MINOR, "i i i i i a i x i a a i a a i"),
    (Kind.BANK_ACCT, Role.NONE, "4 4 4 4 4 4 4 x f 4 4 4 f f 4"),
    (Kind.CARD, Role.NONE, "4 4 4 4 4 4 4 x f 4 4 4 f f 4"),
    (Kind.INS_POLICY, Role.NONE, "a a a a a a 4 a 4 a a a f a a"),
    (Kind.ADDRESS, Role.HOME, "a c k c c a a x a a a a a a c"),
    (Kind.ADDRESS, Role.UNKNOWN, "a c k c c a a x a a a a a a c"),
    (Kind.DL, Role.NONE, "a a a a f a a x 4 4 f a f f token:DL#"),
    (Kind.PASSPORT, Role.NONE, "a a a a f a a x 4 a a a a f a"),
    (Kind.PLATE, Role.NONE, "k k k k k k k k k k k k f k k"),
    (Kind.PHONE, Role.NONE, "a a a a a a a a 4 a a a a a a"),
    (Kind.EMAIL, Role.NONE, "a a a a a a a a t a a a a a a"),
]
"""Rows of the table of rules, a column for each policy of COLUMNS."""

EACH_CELL = [
    (kind, role, policy, SHORT.get(cell, cell))
    for kind, role, line in CELLS
    for policy, cell in zip(COLUMNS, line.split(), strict=True)
]

STAYS = (
    Role.JUDGE,
    Role.COURT_STAFF,
    Role.COUNSEL,
    Role.PARTY,
    Role.OFFICIAL,
    Role.EXPERT,
    Role.CITED,
    Role.AUTHOR,
    Role.GUARDIAN,
    Role.NOTARY,
    Role.PROCESS_SERVER,
    Role.ENTITY,
)

ALL_NAMES = SHELF.names()


@pytest.fixture(params=ALL_NAMES)
def policy(request: pytest.FixtureRequest) -> Policy:
    return SHELF.load(request.param)


@pytest.mark.parametrize(("kind", "role", "name", "cell"), EACH_CELL)
def test_cell_is_what_the_rule_says(kind: Kind, role: Role, name: str, cell: str) -> None:
    assert SHELF.load(name).rule(kind, role).cell == cell


def test_every_policy_of_the_table_is_there_and_private_comes_first() -> None:
    assert ALL_NAMES[0] == "private"
    assert set(ALL_NAMES[1:]) == set(COLUMNS)


def test_every_overlay_is_there() -> None:
    assert set(SHELF.overlay_names()) == {
        "protective-order",
        "cal-ccp367.3",
        "child-victim-3509",
        "jurors",
        "ca-appellate-8.90",
        "strict-ssn",
        "all-names",
    }


def test_every_rule_that_acts_cites_its_source_and_says_how_sure_it_is(policy: Policy) -> None:
    acting = [r for r in (*policy.rules, *policy.protected) if r.action in BURNS or r.action is Action.HOLD]

    assert acting
    for rule in acting:
        assert rule.cite, rule
        assert rule.label, rule
        assert rule.sources, rule
        assert all(rule.sources), rule
        assert rule.confidence, rule
        assert rule.checked == "2026-11", rule


def test_every_kind_and_role_has_a_rule(policy: Policy) -> None:
    for kind in Kind:
        for role in Role:
            assert policy.rule(kind, role).kind is kind


@pytest.mark.parametrize("role", STAYS)
def test_who_is_part_of_the_public_record_keeps_the_name(policy: Policy, role: Role) -> None:
    assert policy.rule(Kind.PERSON, role).action is Action.KEEP


def test_lay_witness_stays_under_a_rule_and_goes_by_choice(policy: Policy) -> None:
    expected = Action.FULL if policy.name == "private" else Action.KEEP

    assert policy.rule(Kind.PERSON, Role.WITNESS).action is expected


@pytest.mark.parametrize("role", [Role.COUNSEL, Role.COURT, Role.AGENCY, Role.BUSINESS, Role.ENTITY])
@pytest.mark.parametrize("kind", [Kind.ADDRESS, Kind.PHONE, Kind.EMAIL])
def test_block_of_counsel_court_and_business_stays(policy: Policy, kind: Kind, role: Role) -> None:
    assert policy.rule(kind, role).action is Action.KEEP


def test_caption_address_of_a_party_without_counsel_is_never_boxed(policy: Policy) -> None:
    rule = policy.rule(Kind.ADDRESS, Role.PRO_SE)

    assert rule.action in (Action.ADVISE, Action.KEEP)
    assert (rule.note == "conflict_rule_11a") is (policy.name != "frbp-9037")


def test_number_that_only_looks_like_one_is_listed_and_never_boxed(policy: Policy) -> None:
    rule = policy.rule(Kind.LOOKALIKE)

    assert rule.action is Action.ADVISE
    assert rule.with_leave is None


def test_asked_for_text_and_failed_redactions_are_burned_whole(policy: Policy) -> None:
    assert policy.rule(Kind.TERM).action is Action.FULL
    assert policy.rule(Kind.TERM).ground is (Ground.DISCRETION if policy.name == "private" else Ground.REQUEST)
    assert policy.rule(Kind.EXISTING).action is Action.FULL
    assert policy.rule(Kind.EXISTING).ground is Ground.EXISTING


def test_label_names_the_rule_only_where_the_rule_grounds_the_box(policy: Policy) -> None:
    for rule in policy.rules:
        if rule.action in BURNS and rule.ground is not Ground.RULE:
            assert rule.label == "REDACTED", rule


@pytest.mark.parametrize("name", ["frcrimp-49.1", "dc-crim49.1", "edcal-lr140"])
def test_jurors_hold_where_criminal_cases_are_filed(name: str) -> None:
    policy = SHELF.load(name)

    assert policy.rule(Kind.PERSON, Role.JUROR).action is Action.HOLD
    assert policy.rule(Kind.ADDRESS, Role.JUROR).action is Action.HOLD


def test_juror_is_listed_in_civil_cases_and_boxed_by_choice() -> None:
    assert SHELF.load("frcp-5.2").rule(Kind.PERSON, Role.JUROR).action is Action.ADVISE
    assert SHELF.load("private").rule(Kind.PERSON, Role.JUROR).action is Action.FULL


def test_file_is_called_what_the_policy_is_called() -> None:
    for name in ALL_NAMES:
        assert SHELF.load(name).name == name


def test_exemptions_cite_their_rule_and_are_told_in_words(policy: Policy) -> None:
    assert policy.exemptions
    for exemption in policy.exemptions:
        assert exemption.cite
        assert exemption.what


def test_criminal_rule_has_its_nine_exemptions() -> None:
    assert [e.id for e in SHELF.load("frcrimp-49.1").exemptions] == [
        "forfeiture-account",
        "agency-record",
        "state-record",
        "earlier-record",
        "sealed",
        "pro-se-habeas",
        "pre-charge",
        "warrant",
        "charging-document",
    ]


def test_digests_of_all_policies_differ_and_do_not_change_from_load_to_load() -> None:
    first = [SHELF.load(name).sha256 for name in ALL_NAMES]
    second = [SHELF.load(name).sha256 for name in ALL_NAMES]

    assert first == second
    assert len(set(first)) == len(ALL_NAMES)
    assert all(len(digest) == 64 for digest in first)
