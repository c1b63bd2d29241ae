"""A house, a prize, a chair or a statute named for somebody is nobody's mention; a person with a post beside it is."""

import pytest

from tests.detect.people.paper import found

NOBODY = [
    ("Ferreira Law, Harbor & Public Policy Clinic\n", "Ferreira"),
    ("Amos Patrick Ferreira United States Courthouse\n500 Quay St.", "Amos Patrick Ferreira"),
    ("She is the Amos T. Ferreira Professor of Law at Drury.", "Amos T. Ferreira"),
    ("under the Amos Ferreira Child Safety Act of 2006", "Amos Ferreira"),
    ("The Amos Ferreira Prize was given.", "Amos Ferreira"),
    ("The Quarrel Institute is a school. Later Quarrel publishes books. Quarrel scholars write.", "Quarrel"),
    ("V. ADMINSTRATIVE PROCEDURE ACT\n48. Plaintiffs adopt", "ADMINSTRATIVE"),
    ("Ferreira & Whitlock LLP wrote.", "Ferreira"),
    ("Dana Ferreira Seed & Grain Co. paid.", "Dana Ferreira Seed"),
    ("See 8 Amos Ferreira & Dana Whitlock, Harbor Practice and Procedure § 2023 (3d ed. 2017).", "Dana Whitlock"),
    ("The firm of Ferreira & Whitlock wrote.", "Ferreira"),
]


@pytest.mark.parametrize(("text", "name"), NOBODY)
def test_what_is_named_for_somebody_is_nobody(text: str, name: str) -> None:
    assert found(text, name) == {}


PEOPLE = [
    ("The Ferreira Institute is a school. Ms. Ferreira saw it.", {"Ferreira"}),
    ("The Ferreira Institute is a school. Amos Ferreira saw it. Later Ferreira left.", {"Amos Ferreira", "Ferreira"}),
    ("Amos Ferreira went to the Center.", {"Amos Ferreira"}),
    ("Amos Ferreira\nExecutive Director\nHarbor Clinic\n", {"Amos Ferreira"}),
    ("Amos Ferreira, Center Manager, wrote.", {"Amos Ferreira"}),
    ("Amos Ferreira, Insurance Adjuster, wrote.", {"Amos Ferreira"}),
    ("Amos Ferreira School Nurse wrote.", {"Amos Ferreira"}),
    ("Patient: Amos Ferreira Clinic: Drury\n", {"Amos Ferreira"}),
    ("V. FERREIRA\n12 Quay St., Drury, CA 90001\n", {"V. FERREIRA"}),
    ("Amos Ferreira & Dana Whitlock live here.", {"Amos Ferreira", "Dana Whitlock"}),
    ("They saw John & Mary Ferreira there.", {"John", "Mary Ferreira"}),
    ("Robert J. and Mary Ferreira left.", {"Robert J.", "Mary Ferreira"}),
    ("GRANTOR: HANK & DOROTHEA FERREIRA\n", {"HANK", "DOROTHEA FERREIRA"}),
    ("Grace and the Mary Ferreira Center opened.", set()),
]


@pytest.mark.parametrize(("text", "names"), PEOPLE)
def test_people_beside_houses_and_in_couples_are_found(text: str, names: set[str]) -> None:
    got = found(text, "Amos Ferreira", "Dana Whitlock", "Ferreira", "Mary Ferreira")
    assert set(got) == names
    assert set(got.values()) <= {"private"}
