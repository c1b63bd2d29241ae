"""Decisions: grounds, leave, precedence, and who is who."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decide import Exempt, PolicyDecider, Protected, Ruled, Rulings, Shelf, visible
from pipeline.decide.visible import BOX
from pipeline.errors import ConfigError
from pipeline.nouns import Action, Decision, Finding, Ground, Kind, Role
from pipeline.roles import Decider
from tests.decide.paper import paper, reading

DOCUMENT = "a" * 64


def decide(
    marked: str,
    policy: str = "private",
    *,
    overlays: Sequence[str] = (),
    keep: Sequence[str] = (),
    rulings: Rulings | None = None,
    leave: bool = False,
    document: str = "",
) -> tuple[Decision, ...]:
    page, findings = paper(marked)
    decider = PolicyDecider.of(policy, overlays, rulings=rulings or Rulings(), allow_discretion=leave)
    decider = decider.for_document(document) if document else decider
    return decider.decide(page, findings, keep_terms=keep)


def shown(marked: str, policy: str = "private", **options: object) -> str:
    return visible(paper(marked)[0].text, decide(marked, policy, **options)).rstrip("\n").replace(BOX, "█")  # type: ignore[arg-type]


def protect(value: str, kind: Kind = Kind.PERSON, **fields: object) -> Rulings:
    return Rulings(protected=(Protected(kind, value, **fields),))  # type: ignore[arg-type]


def test_it_fills_the_role_of_a_decider() -> None:
    decider: Decider = PolicyDecider.of("frcp-5.2", ["strict-ssn"])

    assert decider.name == "frcp-5.2.v1+strict-ssn.v1"
    assert decider.sha256 == Shelf().load("frcp-5.2", ["strict-ssn"]).sha256


def test_leave_shows_in_the_name() -> None:
    assert PolicyDecider.of("frcp-5.2", allow_discretion=True).name == "frcp-5.2.v1+discretion"


def test_box_carries_ground_cite_and_label_of_its_rule() -> None:
    (decision,) = decide("«SSN|123-45-6789»", "edcal-lr140")

    assert decision.action is Action.LAST4
    assert decision.burn == ((0, 7),)
    assert (decision.ground, decision.cite) == (Ground.RULE, "E.D. Cal. L.R. 140(a)")
    assert decision.label == "REDACTED - L.R. 140(a)"
    assert (decision.remnant, decision.by) == ("last4", "auto")


def test_what_goes_beyond_the_rule_is_listed_without_leave() -> None:
    (decision,) = decide("«PERSON/private|Rosa Imhof»", "frcp-5.2")

    assert (decision.action, decision.burn, decision.ground) == (Action.ADVISE, (), Ground.DISCRETION)


def test_what_goes_beyond_the_rule_is_boxed_with_leave_and_says_so() -> None:
    (decision,) = decide("«PERSON/private|Rosa Imhof»", "frcp-5.2", leave=True)

    assert (decision.action, decision.burn, decision.ground) == (Action.FULL, ((0, 10),), Ground.DISCRETION)
    assert decision.label == "REDACTED"


def test_leave_never_boxes_who_stays() -> None:
    assert shown(
        "«PERSON/judge|Ida Whitcombe» «PERSON/cited|Miranda» «LOOKALIKE|123456789»", "frcp-5.2", leave=True
    ) == ("Ida Whitcombe Miranda 123456789")


def test_own_rule_without_a_ground_needs_leave(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('name = "own"\ninherits = "frcp-5.2"\n[rules.DL]\naction = "full"\nground = "discretion"\n')

    assert decide("«DL|D1234567»", str(own))[0].action is Action.ADVISE
    assert decide("«DL|D1234567»", str(own))[0].note == "needs_leave"
    assert decide("«DL|D1234567»", str(own), leave=True)[0].action is Action.FULL


@pytest.mark.parametrize(("policy", "ground"), [("private", Ground.DISCRETION), ("frcp-5.2", Ground.REQUEST)])
def test_term_that_the_user_asked_for_is_always_burned(policy: str, ground: Ground) -> None:
    (decision,) = decide("the «TERM|Blue Heron» file", policy)

    assert (decision.action, decision.ground, decision.burn) == (Action.FULL, ground, ((4, 14),))


def test_juror_holds_the_filing_in_a_criminal_case() -> None:
    (decision,) = decide("Juror «PERSON/juror|Hal Dunmore»", "frcrimp-49.1")

    assert (decision.action, decision.burn) == (Action.HOLD, ())
    assert decision.label == "REDACTED - Juror"
    assert "Judicial Conference" in decision.cite


def test_caption_address_without_counsel_raises_the_conflict() -> None:
    (decision,) = decide("«ADDRESS/pro_se|5 Ash Ct.»", "edcal-lr140")

    assert (decision.action, decision.note) == (Action.ADVISE, "conflict_rule_11a")


def test_city_and_state_alone_leave_nothing_to_burn() -> None:
    (decision,) = decide("of «ADDRESS/home|<city:Fresno>, <state:California>»")

    assert (decision.action, decision.remnant, decision.note) == (Action.KEEP, "city_state", "already_reduced")


@pytest.mark.parametrize("policy", Shelf().names())
def test_running_on_our_own_output_burns_nothing_more(policy: str) -> None:
    marked = "«SSN|XXX-XX-XXXX» «SSN|***-**-****» «PERSON/minor|K.L.» «CARD|xxxx xxxx xxxx 1234»"

    burned = [d for d in decide(marked, policy) if d.burn]

    without_remnant = {"tx-trcp21c", "fl-2.425", "nj-1.38-7", "mi-1.109"}
    assert [d.finding.kind for d in burned if d.finding.kind is Kind.SSN] == []
    assert bool([d for d in burned if d.finding.kind is Kind.CARD]) is (policy in without_remnant)
    assert bool([d for d in burned if d.finding.kind is Kind.PERSON]) is (policy == "tx-trcp21c")


# --- terms to keep ------------------------------------------------------------


def test_term_to_keep_wins_over_a_choice() -> None:
    first, second = decide("«PERSON/private#1|Rosa Imhof» and «PERSON/private#2|Otto Brand»", keep=["rosa  imhof"])

    assert (first.action, first.by, first.note) == (Action.KEEP, "keep_term", "keep_term")
    assert second.action is Action.FULL


def test_term_to_keep_is_honoured_over_a_rule_and_recorded() -> None:
    (decision,) = decide("«SSN|123-45-6789»", "frcp-5.2", keep=["123 45 6789"])

    assert (decision.action, decision.by, decision.note) == (Action.KEEP, "keep_term", "keep_term_over_rule")
    assert decision.cite == "Fed. R. Civ. P. 5.2(a)(1)"


def test_person_who_is_kept_by_full_name_is_kept_by_surname_too() -> None:
    marked = (
        "«PERSON/private#1|Rosa Imhof»; «PERSON/private#1|IMHOF»'s; «PERSON/private#1|Imhof, Rosa»; "
        "«PERSON/private#2|Ida Imhof»"
    )

    assert shown(marked, keep=["Rosa Imhof"]) == "Rosa Imhof; IMHOF's; Imhof, Rosa; █"


def test_surname_to_keep_does_not_expose_the_full_name() -> None:
    marked = "«PERSON/private#1|Rosa Imhof», «PERSON/private#1|Imhof»"

    whole, bare = decide(marked, keep=["Imhof"])

    assert (whole.action, whole.note) == (Action.FULL, "keep_term_partial")
    assert bare.action is Action.KEEP


def test_term_to_keep_saves_what_lies_inside_it() -> None:
    assert (
        shown("the «TERM|Smith» Barney account, «TERM|Smith» said", keep=["Smith Barney"])
        == "the Smith Barney account, █ said"
    )


def test_same_text_asked_to_be_burned_and_kept_is_burned() -> None:
    assert shown("the «TERM|Smith» file", keep=["Smith"]) == "the █ file"


def test_term_to_keep_is_not_found_inside_a_word() -> None:
    assert shown("«PERSON/private|Ann Leeds»", keep=["Ann Lee"]) == "█"


@pytest.mark.parametrize("keep", ["", "  ", "!?"])
def test_empty_term_to_keep_keeps_nothing(keep: str) -> None:
    assert shown("«PERSON/private|Ann Leeds»", keep=[keep]) == "█"


# --- what an order protects ---------------------------------------------------


def test_protected_person_is_burned_whole_whatever_the_role_and_rule() -> None:
    marked = (
        "«PERSON/party#1|Lena Oduya», «PERSON/party#1|Oduya»'s, «PERSON/party#1|ODUYA, LENA M.»; "
        "«PERSON/judge|Ann Oduya»"
    )
    rulings = protect("Lena Oduya", order="39", by="r.keel")

    decisions = decide(marked, "frcp-5.2", rulings=rulings)

    assert visible(paper(marked)[0].text, decisions).replace(BOX, "█") == "█, █'s, █; Ann Oduya\n"
    assert {(d.ground, d.order, d.by, d.remnant) for d in decisions[:3]} == {(Ground.ORDER, "39", "r.keel", "none")}
    assert decisions[0].label == "REDACTED - Order (ECF No. 39)"
    assert decisions[0].cite == "order in this case (ECF No. 39)"


def test_protective_order_overlay_puts_its_label_on_the_box() -> None:
    (decision,) = decide(
        "«PERSON/party|Lena Oduya»",
        "frcp-5.2",
        overlays=["protective-order"],
        rulings=protect("Lena Oduya", order="39"),
    )

    assert decision.label == "REDACTED - Protective Order (ECF No. 39)"
    assert decision.cite == "protective order (ECF No. 39)"


def test_protected_without_an_order_is_a_request_and_claims_no_order() -> None:
    (decision,) = decide("«PERSON/party|Lena Oduya»", "frcp-5.2", rulings=protect("Lena Oduya"))

    assert (decision.action, decision.ground, decision.order) == (Action.FULL, Ground.REQUEST, "")
    assert (decision.label, "{" in decision.cite) == ("REDACTED", False)


def test_term_to_keep_cannot_expose_what_is_protected() -> None:
    (decision,) = decide("«PERSON/party|Lena Oduya»", rulings=protect("Lena Oduya", order="39"), keep=["Lena Oduya"])

    assert (decision.action, decision.note) == (Action.FULL, "keep_term_refused")


def test_bare_surname_of_somebody_else_is_not_protected() -> None:
    marked = "«PERSON/party#1|Lena Oduya» «PERSON/party#2|Max Oduya» «PERSON/party#2|Oduya»"

    assert shown(marked, "frcp-5.2", rulings=protect("Lena Oduya")) == "█ Max Oduya Oduya"


def test_bare_surname_of_nobody_known_is_protected() -> None:
    assert shown("«PERSON/party|Oduya»", "frcp-5.2", rulings=protect("Lena Oduya")) == "█"


def test_initial_stands_for_a_name_but_another_name_does_not() -> None:
    rulings = protect("Lena Maria Oduya")

    assert shown("«PERSON/party#1|L. Oduya»; «PERSON/party#2|Lena Oduya»", "frcp-5.2", rulings=rulings) == "█; █"
    assert shown("«PERSON/party#1|Nora Oduya»", "frcp-5.2", rulings=rulings) == "Nora Oduya"


def test_alias_is_protected() -> None:
    rulings = protect("Dolores Reyes", aliases=("Lola",))

    assert shown("«PERSON/party#1|Lola Reyes» «PERSON/party#2|Lola»", "frcp-5.2", rulings=rulings) == "█ █"


def test_protected_address_leaves_no_city() -> None:
    rulings = protect("1412 Elm Street, Fresno", Kind.ADDRESS, order="39")
    marked = (
        "«ADDRESS/business|<number:1412> <street:ELM ST>\n<city:Fresno>, <state:CA>»; «ADDRESS/business|1412 Oak St»"
    )

    assert shown(marked, "frcrimp-49.1", rulings=rulings) == "█; 1412 Oak St"


def test_protected_text_inside_a_larger_finding_is_not_left_by_a_partial_form() -> None:
    marked = "«ADDRESS/home|<number:12> <street:Elm>, <city:Fresno>, <state:CA>»"

    assert shown(marked, "frcrimp-49.1", rulings=protect("Fresno", Kind.TERM)) == "█"


def test_protected_person_gets_the_words_of_the_matter() -> None:
    rulings = protect("Lena Oduya", token="Jane Doe")  # noqa: S106 - words on a box

    assert shown("«PERSON/party|Lena Oduya» sued", "frcp-5.2", rulings=rulings) == "Jane Doe sued"


def test_safe_at_home_overlay_needs_a_person_and_prints_doe() -> None:
    with pytest.raises(ConfigError) as caught:
        PolicyDecider.of("cal-crc1.201", ["cal-ccp367.3"])
    assert caught.value.reason == "overlay_needs_person"

    marked = "«PERSON/party|Lena Oduya», «ADDRESS/home|<number:1> <street:Ash>, <city:Taft>», «PHONE|555-0100»"

    assert shown(marked, "cal-crc1.201", overlays=["cal-ccp367.3"], rulings=protect("Lena Oduya")) == "Doe, █, █"


def test_detector_is_told_what_to_look_for() -> None:
    rulings = Rulings(
        protected=(Protected(Kind.PERSON, "Lena Oduya", aliases=("Lola",)), Protected(Kind.TERM, "Blue Heron"))
    )

    assert rulings.terms == ("Lena Oduya", "Lola", "Blue Heron")


def test_rulings_hide_words() -> None:
    rulings = Rulings(
        protected=(Protected(Kind.PERSON, "Lena Oduya", aliases=("Lola",)),),
        exempt=(Exempt("forfeiture-account", by="r", value="00123"),),
    )

    assert not {"Oduya", "Lola", "00123"} & set(repr(rulings).replace("'", " ").split())
    assert "Oduya" not in repr(rulings)


@pytest.mark.parametrize("make", [lambda: Protected(Kind.SSN, "1"), lambda: Protected(Kind.PERSON, " , ")])
def test_protected_entry_without_meaning_is_refused(make: object) -> None:
    with pytest.raises(ConfigError):
        make()  # type: ignore[operator]


# --- exemptions and reviewers ---------------------------------------------------


def test_exempt_document_keeps_what_the_rule_boxes_but_not_the_filers_choice() -> None:
    rulings = Rulings(exempt=(Exempt("agency-record", by="r.keel", document=DOCUMENT),))
    marked = "«SSN|123-45-6789» «PERSON/private|Rosa Imhof»"

    decisions = decide(marked, "private", rulings=rulings, document=DOCUMENT)

    assert [d.action for d in decisions] == [Action.KEEP, Action.FULL]
    assert (decisions[0].by, decisions[0].note) == ("r.keel", "exempt_agency_record")
    assert decisions[0].cite == "Fed. R. Civ. P. 5.2(b)(2)"


@pytest.mark.parametrize("document", ["", "b" * 64])
def test_exemption_of_one_document_does_not_reach_another(document: str) -> None:
    rulings = Rulings(exempt=(Exempt("agency-record", by="r", document=DOCUMENT),))

    assert shown("«SSN|123-45-6789»", "frcp-5.2", rulings=rulings, document=document) == "█6789"


def test_exempt_value_is_kept_and_no_other() -> None:
    rulings = Rulings(exempt=(Exempt("forfeiture-account", by="r", value="00123 4567"),))

    assert shown("«BANK_ACCT|00123-4567» «BANK_ACCT|00999-4567»", "frcp-5.2", rulings=rulings) == "00123-4567 █4567"


def test_exemption_reaches_its_kinds_only() -> None:
    rulings = Rulings(exempt=(Exempt("forfeiture-account", by="r", document=DOCUMENT),))

    assert shown("«BANK_ACCT|00123» «SSN|123456789»", "frcp-5.2", rulings=rulings, document=DOCUMENT) == "00123 █6789"


def test_exemption_may_leave_a_remnant() -> None:
    rulings = Rulings(exempt=(Exempt("subject-account", by="r", value="0012345"),))

    assert shown("«BANK_ACCT|0012345» «BANK_ACCT|9912345»", "nj-1.38-7", rulings=rulings) == "█2345 █"


def test_minor_debtor_keeps_the_name() -> None:
    rulings = Rulings(exempt=(Exempt("minor-debtor", by="r", value="Kevin Loomis"),))

    assert (
        shown("«PERSON/minor#1|Kevin Loomis» «PERSON/minor#2|Ida Roe»", "frbp-9037", rulings=rulings)
        == "Kevin Loomis I.R."
    )


def test_unknown_exemption_is_refused_with_the_nearest() -> None:
    with pytest.raises(ConfigError) as caught:
        PolicyDecider.of("frcp-5.2", rulings=Rulings(exempt=(Exempt("agency-recrod", by="r", document=DOCUMENT),)))

    assert "agency-record" in caught.value.hint


@pytest.mark.parametrize("fields", [{"by": ""}, {"by": "r"}])
def test_exemption_names_who_ruled_and_what_about(fields: dict[str, str]) -> None:
    document = {} if fields["by"] else {"document": DOCUMENT}

    with pytest.raises(ConfigError):
        Exempt("agency-record", **fields, **document)


def test_reviewer_may_lift_a_box_and_is_named() -> None:
    rulings = Rulings(ruled=(Ruled(0, 10, Action.KEEP, by="r.keel", document=DOCUMENT),))

    lifted, other = decide(
        "«PERSON/private|Rosa Imhof» «PERSON/private|Otto Brand»", rulings=rulings, document=DOCUMENT
    )

    assert (lifted.action, lifted.by, lifted.note) == (Action.KEEP, "r.keel", "ruled")
    assert other.action is Action.FULL


def test_reviewer_may_not_lift_what_an_order_protects() -> None:
    rulings = Rulings(
        protected=(Protected(Kind.PERSON, "Rosa Imhof", order="9"),),
        ruled=(Ruled(0, 10, Action.KEEP, by="r.keel", document=DOCUMENT),),
    )

    assert decide("«PERSON/private|Rosa Imhof»", rulings=rulings, document=DOCUMENT)[0].action is Action.FULL


def test_reviewers_box_beyond_the_rule_needs_leave_or_an_order() -> None:
    def ruled(**fields: object) -> Rulings:
        return Rulings(ruled=(Ruled(0, 10, Action.FULL, by="r", document=DOCUMENT, **fields),))  # type: ignore[arg-type]

    marked = "«PERSON/private|Rosa Imhof»"
    without = decide(marked, "frcp-5.2", rulings=ruled(), document=DOCUMENT)[0]
    by_order = decide(
        marked, "frcp-5.2", rulings=ruled(ground=Ground.ORDER, order="12", cite="ECF No. 12"), document=DOCUMENT
    )[0]

    assert (without.action, without.by) == (Action.ADVISE, "r")
    assert (by_order.action, by_order.order, by_order.cite, by_order.by) == (Action.FULL, "12", "ECF No. 12", "r")


# --- who is who -----------------------------------------------------------------


def test_two_minors_with_the_same_initials_are_told_apart_everywhere() -> None:
    marked = (
        "«PERSON/minor#1|Kevin Loomis» and «PERSON/minor#2|Kara Lund»; «PERSON/minor#1|Loomis, Kevin»; "
        "«PERSON/minor#2|Kara»; «PERSON/minor#3|Ida Roe»"
    )

    assert shown(marked, "frcp-5.2") == "K.L.1 and K.L.2; L., K.1; K.2; I.R."


def test_one_minor_found_twice_is_not_made_into_two() -> None:
    marked = "«PERSON/minor#1|Kevin Loomis»; «PERSON/minor#2|KEVIN A. LOOMIS»; «PERSON/minor|Kevin Loomis»"

    assert shown(marked, "frcp-5.2") == "K.L.; K.A.L.; K.L."


def test_initials_of_a_minor_that_somebody_wrote_clash_too() -> None:
    marked = "«PERSON/minor#1|K.L.»; «PERSON/minor#2|Kara Lund»"

    assert shown(marked, "frcp-5.2") == "K.L.; K.L.2"


def test_pseudonyms_count_people_in_order_of_appearance() -> None:
    marked = "«PERSON/minor#7|Ida Roe», «PERSON/victim#3|Al Fox», «PERSON/minor#7|Roe»"

    assert (
        shown(marked, "frcrimp-49.1", overlays=["child-victim-3509"])
        == "Minor Victim 1, Minor Victim 2, Minor Victim 1"
    )


def test_kept_parent_who_gives_the_minors_initials_away_is_listed() -> None:
    marked = (
        "«PERSON/guardian#1|Mary Loomis» for «PERSON/minor#2|Kevin Loomis»; «PERSON/judge#3|Lou Loomis»; "
        "«PERSON/party#4|Al Fox»"
    )

    parent, _, judge, other = decide(marked, "frcp-5.2")

    assert (parent.action, parent.note, parent.burn) == (Action.ADVISE, "shares_minor_surname", ())
    assert (judge.action, other.action) == (Action.KEEP, Action.KEEP)


def test_overlay_and_value_are_not_in_the_repr_of_a_decision() -> None:
    (decision,) = decide("«PERSON/minor|Kevin Loomis»", "frcp-5.2")

    assert decision.overlay == "K.L."
    assert "K.L." not in repr(decision)
    assert "Kevin" not in repr(decision)


# --- for every paper --------------------------------------------------------------


@st.composite
def papers(draw: st.DrawFn) -> tuple[str, list[Finding]]:
    text = draw(st.text(alphabet="ab AB12-.,'\n", min_size=4, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=8)))
    findings = [
        Finding(
            start=a,
            end=b,
            kind=draw(st.sampled_from(Kind)),
            score=0.5,
            by="any.v1",
            role=draw(st.sampled_from(Role)),
            why=draw(st.sampled_from(["", "remnant_x", "caption"])),
            entity=draw(st.integers(-1, 2)),
        )
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return text, findings


DECIDERS = [PolicyDecider.of(name, allow_discretion=leave) for name in Shelf().names() for leave in (False, True)]


@settings(max_examples=400, deadline=None)
@given(papers(), st.sampled_from(DECIDERS), st.lists(st.text(alphabet="abAB ", max_size=4), max_size=2))
def test_every_finding_has_one_decision_and_every_burn_lies_in_it(
    given_paper: tuple[str, list[Finding]], decider: PolicyDecider, keep: list[str]
) -> None:
    text, findings = given_paper

    decisions = decider.decide(reading(text), findings, keep_terms=keep)

    assert [d.finding for d in decisions] == findings
    for decision in decisions:
        at = -1
        for start, end in decision.burn:
            assert max(at + 1, decision.finding.start) <= start < end <= decision.finding.end
            at = end
        burns = decision.action not in (Action.KEEP, Action.ADVISE, Action.HOLD)
        assert burns is bool(decision.burn)
        if burns:
            assert decision.cite
            assert decision.label
            assert decision.remnant
        if decision.ground is Ground.DISCRETION and burns:
            assert decider.allow_discretion or decider.policy.name == "private"


@settings(max_examples=200, deadline=None)
@given(papers(), st.sampled_from(DECIDERS))
def test_what_is_visible_is_the_text_without_what_is_burned(
    given_paper: tuple[str, list[Finding]], decider: PolicyDecider
) -> None:
    text, findings = given_paper
    page = reading(text)

    decisions = decider.decide(page, findings)

    spans = sorted((a, b) for d in decisions for a, b in d.burn)
    plain = [(d, d.overlay or BOX) for d in decisions if d.burn]
    length = len(page.text) - sum(b - a for a, b in spans)
    length += sum(len(overlay) + len(BOX) * (len(d.burn) - 1) for d, overlay in plain)
    assert len(visible(page.text, decisions)) == length


def test_protected_person_on_a_jury_holds_the_paper_until_a_person_ruled_and_is_boxed_then() -> None:
    marked = "Juror «PERSON/juror|<given:Dana> <surname:Whitlock>»"
    order = Protected(Kind.PERSON, "Dana Whitlock", order="41")
    word = Ruled(6, 19, Action.KEEP, by="A. Reed", document=DOCUMENT)

    (waits,) = decide(marked, "frcrimp-49.1", rulings=Rulings(protected=(order,)), document=DOCUMENT)
    (ruled,) = decide(marked, "frcrimp-49.1", rulings=Rulings(protected=(order,), ruled=(word,)), document=DOCUMENT)

    assert (waits.action, ruled.action) == (Action.HOLD, Action.FULL)
