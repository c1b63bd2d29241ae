"""Policy files of lawyers' own: inheritance, options, overlays, and what is refused."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from pipeline.decide import Shelf
from pipeline.errors import ConfigError
from pipeline.nouns import Action, Ground, Kind, Role


def write(folder: Path, text: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str, overlays: tuple[str, ...] = ()) -> ConfigError:
    path = write(folder, text)
    with pytest.raises(ConfigError) as caught:
        Shelf().load(str(path), overlays)
    assert caught.value.exit_code == 2
    return caught.value


HEAD = 'name = "own"\nversion = "v3"\ninherits = "frcp-5.2"\n'


def test_own_file_inherits_a_rule_and_changes_one_cell(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + '[rules.DL]\naction = "full"\ncite = "order of the court"\n')

    policy = Shelf().load(str(path))

    assert policy.id == "own.v3"
    assert policy.rule(Kind.DL).action is Action.FULL
    assert policy.rule(Kind.DL).cite == "order of the court"
    assert policy.rule(Kind.SSN).action is Action.LAST4
    assert policy.rule(Kind.SSN).cite == "Fed. R. Civ. P. 5.2(a)(1)"
    assert policy.rule(Kind.SSN).origin == "frcp-5.2.v1"


def test_own_label_goes_on_inherited_rules(tmp_path: Path) -> None:
    policy = Shelf().load(str(write(tmp_path, HEAD + 'label = "REDACTED - firm"\n')))

    assert policy.rule(Kind.SSN).label == "REDACTED - firm"


def test_file_inherits_from_a_file_beside_it(tmp_path: Path) -> None:
    write(tmp_path, HEAD + '[rules.PLATE]\naction = "full"\n', "firm.toml")
    path = write(tmp_path, 'name = "case"\ninherits = "./firm.toml"\n[rules.EIN]\naction = "keep"\n', "case.toml")

    policy = Shelf().load(str(path))

    assert policy.rule(Kind.PLATE).action is Action.FULL
    assert policy.rule(Kind.EIN).action is Action.KEEP


def test_rule_for_a_role_leaves_the_other_roles_alone(tmp_path: Path) -> None:
    policy = Shelf().load(str(write(tmp_path, HEAD + '[rules.PERSON."victim, witness"]\naction = "full"\n')))

    assert policy.rule(Kind.PERSON, Role.VICTIM).action is Action.FULL
    assert policy.rule(Kind.PERSON, Role.WITNESS).action is Action.FULL
    assert policy.rule(Kind.PERSON, Role.PRIVATE).action is Action.ADVISE
    assert policy.rule(Kind.PERSON, Role.JUDGE).action is Action.KEEP


@pytest.mark.parametrize(
    ("style", "cell"),
    [("initials", "initials"), ("pseudonym", "token:Minor {n}"), ("full_box", "full"), ("rule", "initials")],
)
def test_minor_style_is_an_option(tmp_path: Path, style: str, cell: str) -> None:
    policy = Shelf().load(str(write(tmp_path, HEAD + f'[options]\nminor_style = "{style}"\n')))

    assert policy.rule(Kind.PERSON, Role.MINOR).cell == cell


def test_minor_style_does_not_box_where_the_rule_does_not(tmp_path: Path) -> None:
    text = 'name = "own"\ninherits = "il-138"\n[options]\nminor_style = "full_box"\n'

    rule = Shelf().load(str(write(tmp_path, text))).rule(Kind.PERSON, Role.MINOR)

    assert rule.action is Action.ADVISE
    assert rule.with_leave is Action.FULL


def test_texas_alias_is_an_option(tmp_path: Path) -> None:
    text = 'name = "own"\ninherits = "tx-trcp21c"\n[options]\nminor_style = "initials"\n'

    assert Shelf().load(str(write(tmp_path, text))).rule(Kind.PERSON, Role.MINOR).action is Action.INITIALS


@pytest.mark.parametrize("name", ["frcp-5.2", "private", "edcal-lr140"])
def test_strict_ssn_leaves_no_digit_where_four_were_left(name: str) -> None:
    policy = Shelf().load(name, ["strict-ssn"])

    assert policy.rule(Kind.SSN).action is Action.FULL
    assert policy.rule(Kind.ITIN).action is Action.FULL
    assert policy.rule(Kind.BANK_ACCT).action is Action.LAST4


def test_strict_ssn_boxes_nothing_that_the_rule_only_lists_and_keeps_a_prescribed_token() -> None:
    assert Shelf().load("wa-gr31", ["strict-ssn"]).rule(Kind.ITIN).action is Action.ADVISE
    assert Shelf().load("dc-crim49.1", ["strict-ssn"]).rule(Kind.SSN).cell == "token:SS#"
    assert Shelf().load("tx-trcp21c", ["strict-ssn"]).rule(Kind.SSN).action is Action.X_EACH


def test_overlay_changes_the_digest_and_the_id() -> None:
    plain, strict = Shelf().load("frcp-5.2"), Shelf().load("frcp-5.2", ["strict-ssn"])

    assert strict.id == "frcp-5.2.v1+strict-ssn.v1"
    assert plain.sha256 != strict.sha256


def test_comments_and_order_do_not_change_the_digest(tmp_path: Path) -> None:
    one = HEAD + '[rules.DL]\naction = "full"\n[rules.EIN]\naction = "keep"\n'
    two = HEAD + '# why\n[rules.EIN]\naction = "keep"\n\n[rules.DL]\naction = "full"\n'

    first = Shelf().load(str(write(tmp_path, one, "a/own.toml")))
    second = Shelf().load(str(write(tmp_path, two, "b/own.toml")))

    assert first.sha256 == second.sha256


def test_one_changed_word_changes_the_digest(tmp_path: Path) -> None:
    one = write(tmp_path, HEAD + '[rules.DL]\naction = "full"\ncite = "a"\n', "a/own.toml")
    two = write(tmp_path, HEAD + '[rules.DL]\naction = "full"\ncite = "b"\n', "b/own.toml")

    assert Shelf().load(str(one)).sha256 != Shelf().load(str(two)).sha256


def test_all_names_needs_an_order_and_carries_its_number() -> None:
    with pytest.raises(ConfigError) as caught:
        Shelf().load("frcp-5.2", ["all-names"])
    assert caught.value.reason == "overlay_needs_order"
    assert "all-names=NUMBER" in caught.value.hint

    rule = Shelf().load("frcp-5.2", ["all-names=112"]).rule(Kind.PERSON, Role.PRIVATE)

    assert (rule.action, rule.ground, rule.order) == (Action.FULL, Ground.ORDER, "112")
    assert rule.label == "REDACTED - Order (ECF No. 112)"


def test_all_names_leaves_the_exempt_roles_and_jurors_held() -> None:
    policy = Shelf().load("frcrimp-49.1", ["all-names=112"])

    assert policy.rule(Kind.PERSON, Role.JUDGE).action is Action.KEEP
    assert policy.rule(Kind.PERSON, Role.PARTY).action is Action.KEEP


def test_the_stricter_of_policy_and_overlay_wins() -> None:
    assert Shelf().load("private", ["jurors"]).rule(Kind.PERSON, Role.JUROR).action is Action.HOLD
    assert Shelf().load("private", ["ca-appellate-8.90"]).rule(Kind.PERSON, Role.VICTIM).action is Action.FULL
    assert Shelf().load("cal-crc1.201", ["ca-appellate-8.90"]).rule(Kind.PERSON, Role.VICTIM).action is Action.INITIALS
    assert Shelf().load("frcrimp-49.1", ["child-victim-3509"]).rule(Kind.DOB).action is Action.FULL


def test_overlay_grounded_in_an_order_may_also_loosen(tmp_path: Path) -> None:
    text = (
        'name = "loosen"\nsort = "overlay"\nneeds = ["order"]\nground = "order"\ncite = "ECF No. {order}"\n'
        '[rules.DOB]\naction = "keep"\n'
    )

    policy = Shelf().load("frcp-5.2", [f"{write(tmp_path, text, 'loosen.toml')}=9"])

    assert policy.rule(Kind.DOB).action is Action.KEEP
    assert policy.rule(Kind.DOB).cite == "ECF No. 9"


def test_name_with_its_version_is_the_same_policy_and_another_version_is_refused() -> None:
    assert Shelf().load("frcp-5.2.v1").sha256 == Shelf().load("frcp-5.2").sha256
    with pytest.raises(ConfigError, match="no version v9"):
        Shelf().load("frcp-5.2.v9")


@pytest.mark.parametrize(
    ("wrong", "near"),
    [("frcp-5.3", "frcp-5.2"), ("edcal-lr14", "edcal-lr140"), ("privat", "private"), ("fl2.425", "fl-2.425")],
)
def test_unknown_policy_names_the_nearest(wrong: str, near: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Shelf().load(wrong)

    assert caught.value.reason == "unknown_policy"
    assert near in caught.value.hint


def test_unknown_overlay_names_the_nearest() -> None:
    with pytest.raises(ConfigError) as caught:
        Shelf().load("private", ["strict-sn"])

    assert (caught.value.reason, "strict-ssn" in caught.value.hint) == ("unknown_overlay", True)


def test_overlay_is_no_policy() -> None:
    path = Shelf().home / "overlays" / "strict-ssn.toml"

    with pytest.raises(ConfigError, match="not a policy by itself"):
        Shelf().load(str(path))


def test_policy_is_no_overlay() -> None:
    path = Shelf().home / "frcp-5.2.toml"

    with pytest.raises(ConfigError, match="not an overlay"):
        Shelf().load("private", [str(path)])


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.toml"):
        Shelf().load(str(tmp_path / "gone.toml"))


def test_file_that_inherits_from_itself_is_refused(tmp_path: Path) -> None:
    write(tmp_path, 'name = "a"\ninherits = "./b.toml"\n', "a.toml")
    write(tmp_path, 'name = "b"\ninherits = "./a.toml"\n', "b.toml")

    with pytest.raises(ConfigError) as caught:
        Shelf().load(str(tmp_path / "a.toml"))

    assert caught.value.reason == "policy_cycle"


WRONG = [
    ('[rules.SSM]\naction = "full"', 4, "unknown kind 'SSM'", "SSN"),
    ('[rules.SSN]\naction = "last5"', 5, "unknown action 'last5'", "last4"),
    ('[rules.PERSON.minr]\naction = "full"', 4, "unknown role 'minr'", "minor"),
    ('[rules.SSN]\naction = "full"\nlable = "x"', 6, "unknown key 'lable'", "label"),
    ('[rules.SSN]\naction = "full"\nground = "rul"', 6, "unknown ground 'rul'", "rule"),
    ('[rules.SSN]\naction = "year"', 5, "year cannot be done to SSN", ""),
    ('[rules.SSN]\naction = "token"', 5, "a token is written token:WORDS", ""),
    ('[rules.SSN]\nlabel = "x"', 4, "a rule needs an action", ""),
    ('[rules.SSN.minor]\naction = "full"', 4, "SSN has no role minor", ""),
    ('[rules.PERSON.home]\naction = "full"', 4, "PERSON has no role home", ""),
    ('[rules.SSN]\naction = "full"\n[rules."ITIN, SSN"]\naction = "full"', 6, "a second rule for SSN", ""),
    ('[rules.SSN]\naction = "full"\nwith_leave = "full"', 6, "with_leave only goes with", ""),
    ('[rules.SSN]\naction = "full"\nchecked = "last year"', 6, "a year and month", ""),
    ('[rules.SSN]\naction = "full"\nnote = "See Rule 9"', 6, "note must be a code", ""),
    ('[rules.SSN]\naction = 4', 5, "action must be text", ""),
    ('[options]\nminor_stile = "initials"', 5, "unknown key 'minor_stile'", "minor_style"),
    ('[options]\nminor_style = "nickname"', 5, "unknown minor_style 'nickname'", ""),
    ('[options]\nstrict_ssn = "yes"', 5, "strict_ssn is true or false", ""),
    ('[[exemptions]]\nid = "a"\nscope = "page"', 6, "scope must be document or span", ""),
    ('[[exemptions]]\nid = "a"\n[[exemptions]]\nid = "b"\nkinds = ["SNN"]', 8, "unknown kind 'SNN'", "SSN"),
    ('exemptions = 3', 4, "exemptions must be written as", ""),
    ('needs = ["luck"]', 4, "unknown need 'luck'", ""),
    ('sort = "law"', 4, "unknown sort 'law'", ""),
    ('colour = "red"', 4, "unknown key 'colour'", "court"),
    ('[rules.TERM]\naction = "keep"', 1, "must be burned or held", ""),
    ('[protected.PERSON]\naction = "advise"', 1, "must be burned or held", ""),
    ('inherits = "two"', 4, "not valid TOML", ""),
    ('[rules', 4, "not valid TOML", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "message", "hint"), WRONG)
def test_file_that_does_not_hold_together_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, message: str, hint: str
) -> None:
    error = refused(tmp_path, HEAD + text + "\n")

    assert error.message.startswith(f"{tmp_path / 'own.toml'}:{line}: ")
    assert message in error.message
    assert hint in error.hint


def test_file_without_rules_for_everything_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, 'name = "own"\n[rules.SSN]\naction = "full"\n')

    assert error.reason == "policy_incomplete"
    assert "PERSON" in error.message


def test_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"name = '\xff\xfe'")

    with pytest.raises(ConfigError, match="not UTF-8"):
        Shelf().load(str(path))


def test_huge_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, HEAD + "#" * (1 << 20)).reason == "policy_too_large"


def test_policy_can_travel_to_a_worker() -> None:
    policy = Shelf().load("edcal-lr140", ["strict-ssn"])

    copy = pickle.loads(pickle.dumps(policy))  # noqa: S301 - our own bytes

    assert copy == policy
    assert copy.sha256 == policy.sha256
