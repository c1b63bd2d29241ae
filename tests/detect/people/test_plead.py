"""Who acts in a suit is a party, in whatever words; who files a paper elsewhere, or is protected, is none."""

import pytest

from tests.detect.people.paper import found

NAME = "Amos Ferreira"

PARTIES = [
    "On May 3, 2023, Amos Ferreira filed a Motion to Authorize the Sale of a Boat.",
    "After Amos Ferreira filed a motion to revise the order, the judge left it as it was.",
    "In 2014, Amos Ferreira filed a petition to modify a 2009 support order.",
    "Amos Ferreira timely filed a notice of appeal.",
    "Amos Ferreira, through counsel, filed an emergency motion for a stay.",
    "Amos Ferreira brought this action under 42 U.S.C. § 1983.",
    "Amos Ferreira then filed a second amended complaint.",
    "Amos Ferreira moved to dismiss the third count.",
    "Amos Ferreira moves for summary judgment.",
    "Amos Ferreira sought authority to destroy the old records.",
    "Amos Ferreira appeals from the order of May 3.",
    "The hearing was passed on motion by Amos Ferreira to the fall.",
    "The appeal taken by Amos Ferreira was late.",
    "The Court entered its order granting Amos Ferreira’s motion and closing the estate.",
    "The Court denies Amos Ferreira’s renewed motion to compel.",
    "Plaintiff asserted various claims against the Quarry Defendants and Amos Ferreira in the second count.",
    "Plaintiff sued Amos Ferreira for fraud.",
    'The harbor hired Amos Ferreira ("Plaintiff") in 2019.',
    "The lease was signed by Amos Ferreira (hereinafter, the “Petitioner”).",
    "It names Amos Ferreira (collectively with the firm, the “Sale Defendants”).",
]


@pytest.mark.parametrize("text", PARTIES)
def test_who_acts_in_the_suit_is_a_party(text: str) -> None:
    assert found(text, NAME) == {NAME: "party"}


def test_a_title_does_not_hide_what_somebody_does() -> None:
    assert found("Later Ms. Ferreira filed a motion to destroy records.") == {"Ferreira": "party"}
    assert found("It was passed on motion by Ms. Ferreira.") == {"Ferreira": "party"}
    assert found("It decided to grant Ms. Ferreira’s\nmotion.") == {"Ferreira": "party"}


def test_a_defined_term_and_a_joint_act_are_those_of_every_name_of_the_list() -> None:
    text = "It leased the pier to Amos Ferreira and Dana Whitlock (collectively, the “Pier Defendants”)."
    assert found(text, NAME, "Dana Whitlock") == {NAME: "party", "Dana Whitlock": "party"}
    text = "Amos Ferreira and Dana Whitlock moved to dismiss."
    assert found(text, NAME, "Dana Whitlock") == {NAME: "party", "Dana Whitlock": "party"}


PRIVATE = [
    "Amos Ferreira filed a police report the next day.",
    "Amos Ferreira filed a complaint with the harbor police.",
    "Amos Ferreira filed a complaint.",
    "Amos Ferreira filed a complaint about the noise.",
    "Amos Ferreira filed an appeal with his insurance company.",
    "Amos Ferreira filed a grievance with the union.",
    "Amos Ferreira filed his taxes late.",
    "Amos Ferreira filed a petition for a protective order against his uncle.",
    "Amos Ferreira filed a petition with the school board.",
    "Amos Ferreira moved to Drury in 2019.",
    "Amos Ferreira moved for a time to the coast.",
    "Amos Ferreira sought relief from the heat.",
    "Amos Ferreira’s motion of the arm was limited.",
    "The passive range of motion by Amos Ferreira was measured.",
    "Amos Ferreira appealed to her better nature.",
    "Amos Ferreira spoke against the plan.",
    "Rumors were spread against Amos Ferreira.",
    'Amos Ferreira (the "Owner") kept the boat.',
    "Amos Ferreira, a neighbor, filed a motion that the club adjourn.",
    "The wife’s sister, Amos Ferreira, moved to dismiss the idea.",
]


@pytest.mark.parametrize("text", PRIVATE)
def test_who_files_elsewhere_or_is_somebodys_neighbor_stays_private(text: str) -> None:
    assert found(text, NAME) == {NAME: "private"}


PROTECTED = [
    ("The victim, Amos Ferreira, filed a motion to quash.", "victim"),
    ("Amos Ferreira, a minor, filed a motion to proceed by initials.", "minor"),
    ("Juror No. 5, Amos Ferreira, filed an objection.", "juror"),
    ("Amos Ferreira (“Minor Plaintiff”) filed a motion.", "minor"),
    ("It concerns Amos Ferreira (“Victim 2”), who moved to seal it.", "victim"),
    ("Amos Ferreira (the “Minor Child”) was at school.", "minor"),
]


@pytest.mark.parametrize(("text", "role"), PROTECTED)
def test_no_act_and_no_term_of_a_suit_takes_protection_away(text: str, role: str) -> None:
    assert found(text, NAME) == {NAME: role}
