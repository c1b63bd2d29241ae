"""What people are, by the words and rows around them; protected roles win."""

import pytest

from pipeline.detect.people.mention import Reason
from pipeline.detect.people.role import decide
from pipeline.nouns import Role
from tests.detect.people.paper import found, people

CASES = [
    ("/s/ Philippa Thorne\nUNITED STATES MAGISTRATE JUDGE\n", "judge"),
    ("Judge Thorne denied it.", "judge"),
    ("Before THORNE, ABERNATHY, and ST. CLAIR, Circuit Judges.", "judge"),
    ("(Thorne, J., dissenting)", "judge"),
    ("Amos Ferreira, Deputy Clerk\n", "court_staff"),
    ("Reported by: Amos Ferreira, CSR No. 4471\n", "court_staff"),
    ("Amos Ferreira (SBN 123456)\nFirm LLP\n", "counsel"),
    ("Amos Ferreira, Esq.", "counsel"),
    ("Appearances: Amos Ferreira for the plaintiff.", "counsel"),
    ("Plaintiff Amos Ferreira moved.", "party"),
    ("Amos Ferreira, appearing pro se, moved.", "party"),
    ("Officer Ferreira arrived.", "official"),
    ("Amos Ferreira, Secretary of the Treasury, said", "official"),
    ("The victim, Amos Ferreira, spoke.", "victim"),
    ("Juror No. 5, Amos Ferreira, was excused.", "juror"),
    ("Plaintiff's expert, Amos Ferreira, opined.", "expert"),
    ("Amos Ferreira is appointed guardian ad litem for X.", "guardian"),
    ("Amos Ferreira\nNotary Public\n", "notary"),
    ("Amos Ferreira, a registered process server, left.", "process_server"),
    ("I, Amos Ferreira, declare:", "witness"),
    ("A neighbor, Amos Ferreira, waited.", "private"),
    ("Real estate agent Amos Ferreira waited.", "private"),
]


@pytest.mark.parametrize(("text", "role"), CASES)
def test_the_place_of_a_name_tells_the_role(text: str, role: str) -> None:
    assert role in found(text, "Amos Ferreira", "Ferreira").values()


def test_every_mention_of_a_person_has_the_role_of_the_person() -> None:
    text = "Amos Ferreira waited. Plaintiff Amos Ferreira sued. Later Ferreira left. FERREIRA signed."
    got = people(text)
    assert len(got) == 4
    assert {(f.entity, f.role) for f in got} == {(got[0].entity, Role.PARTY)}


def test_every_person_has_a_reason_code() -> None:
    text = "Amos Ferreira waited. Judge Thorne ruled. Ms. Ochoa left."
    assert all(f.why and " " not in f.why for f in people(text))


def test_protected_roles_win_over_all_others() -> None:
    party, victim = Reason(Role.PARTY, "caption", 3), Reason(Role.VICTIM, "victim_word", 2)
    minor = Reason(Role.MINOR, "minor_age", 3)
    assert decide([party, victim]).role == Role.VICTIM
    assert decide([party, victim, minor]).role == Role.MINOR


def test_a_hint_alone_protects_nobody_and_a_bar_number_makes_no_child() -> None:
    party, hint = Reason(Role.PARTY, "caption", 3), Reason(Role.VICTIM, "hint", 1)
    assert decide([party, hint]).role == Role.PARTY
    assert decide([Reason(Role.COUNSEL, "bar_number", 3), Reason(Role.MINOR, "minor_word", 3)]).role == Role.COUNSEL


def test_nobody_knows_better_than_private() -> None:
    assert decide([]).role == Role.PRIVATE


def test_a_list_shares_what_its_plural_says() -> None:
    text = "Plaintiffs Amos Ferreira, Ilse Bergqvist and Sean Ochoa sued."
    assert found(text, "Ilse Bergqvist") == dict.fromkeys(("Amos Ferreira", "Ilse Bergqvist", "Sean Ochoa"), "party")


BLOCKS = [
    ("Amos Ferreira\nDeputy Assistant Secretary\nBureau of Harbor Affairs\nDepartment of State\n", "official"),
    ("Amos Ferreira\nSecretary\nQuay Homeowners Association\n", "private"),
    ("Amos Ferreira\nDirector\nDepartment of Surgery\nDrury Hospital\n", "private"),
    ("AMOS FERREIRA*\nQUAY LIBERTIES UNION\n125 Quay St.\n*Pro Hac Vice Forthcoming\n", "counsel"),
    ("AMOS FERREIRA*\nQUAY LIBERTIES UNION\n* a minor's friend\n", "private"),
    ("Court: You lose, correct?\nFerreira: Yes, your Honor.\nCourt: Thank you.\n", "counsel"),
    ("Amos Ferreira (of Quay Law Office PS), for respondent.\n", "counsel"),
    ("See, e.g., In re Appl. of Amos Ferreira to Unseal Certain\nRecords. 8 The note goes on.", "cited"),
    ("Both Amos Ferreira in the 17th century and others saw it.", "author"),
]


@pytest.mark.parametrize(("text", "role"), BLOCKS)
def test_blocks_and_citations_tell_the_role(text: str, role: str) -> None:
    assert set(found("\n" + text, "Amos Ferreira", "AMOS FERREIRA", "Ferreira").values()) == {role}


def test_who_answers_the_bench_as_a_juror_or_witness_is_no_counsel() -> None:
    for what in ("VOIR DIRE OF JURORS", "The witness was sworn."):
        text = f"\n{what}\nCourt: And you?\nFerreira: Yes, your Honor, my husband is an officer.\n"
        assert "counsel" not in found(text, "Ferreira").values()


def test_aides_of_an_official_are_officials_and_a_nurse_is_none() -> None:
    text = (
        "UNITED STATES DISTRICT COURT\nAMOS ROURKE,\nPlaintiff,\nv.\n"
        "MARCUS STOKES, in his official capacity as Governor,\nDefendant.\n"
        "Dana Whitlock, chief strategist and senior counselor to Defendant Stokes, spoke. One of Defendant Stokes’s "
        "senior advisors, Amos Ferreira, agreed. Ivy Crane, nurse to Defendant Stokes, left."
    )
    got = found(text, "Dana Whitlock", "Amos Ferreira", "Ivy Crane")
    assert (got["Dana Whitlock"], got["Amos Ferreira"], got["Ivy Crane"]) == ("official", "official", "private")
