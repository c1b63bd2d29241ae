"""Who is under age, and that every later mention of a child is followed."""

import pytest

from pipeline.detect.people.minor import filing_year, reasons
from tests.detect.people.paper import found, people

NAME = "Keeva Haskell"
YES = [
    "Keeva Haskell, a minor, was",
    "Keeva Haskell, age 9, was",
    "Keeva Haskell (9) was",
    "Keeva Haskell, 9, was",
    "Keeva Haskell, who was then nine years old, was",
    "Keeva Haskell DOB: 3/4/2015",
    "Keeva Haskell, born March 4, 2015, was",
    "her 9-year-old daughter, Keeva Haskell, ran",
    "Keeva Haskell, a third-grade student, ran",
    "minor child Keeva Haskell ran",
    "guardian ad litem for Keeva Haskell said",
    "Child: Keeva Haskell\n",
    "Keeva Haskell, whose age is nine, was",
    "Keeva Haskell, who turned 13 in May, was",
    "Keeva Haskell, a student at Quay Elementary School, ran",
    "Keeva Haskell, a freshman in high school, ran",
    "Keeva Haskell, through her next friend, sued",
    "Keeva Haskell, who was born in March 2015, ran",
    "Keeva Haskell, a six-month-old, slept",
]
NO = [
    "Keeva Haskell, 45, was",
    "Keeva Haskell, age 18, was",
    "Keeva Haskell DOB: 3/4/1985",
    "Keeva Haskell, a minor league player, ran",
    "Keeva Haskell met a minor",
    "her 9-year-old dog bit Keeva Haskell",
    "Keeva Haskell has 9 cats",
    "Keeva Haskell, a third-grade teacher, ran",
    "Keeva Haskell, principal of Quay Elementary School, ran",
    "Keeva Haskell, a college freshman, ran",
    "Keeva Haskell, who has been teaching third grade for nine years, ran",
    "Ms. Keeva Haskell teaches children",
]


@pytest.mark.parametrize("text", YES)
def test_a_child_is_known(text: str) -> None:
    assert found(f"{text} Filed 05/02/2024.", NAME)[NAME] == "minor"


@pytest.mark.parametrize("text", NO)
def test_an_adult_is_no_child(text: str) -> None:
    assert found(f"{text} Filed 05/02/2024.", NAME)[NAME] != "minor"


def test_an_age_is_that_of_the_nearest_name() -> None:
    text = "Ilse Haskell and Keeva Haskell, age 9, came."
    assert found(text, "Ilse Haskell") == {"Ilse Haskell": "private", "Keeva Haskell": "minor"}


def test_a_child_is_followed_by_given_name_capitals_and_possessive() -> None:
    text = "Keeva Haskell, a minor, fell. KEEVA was hurt. Keeva’s arm broke. The Haskells sued. Keeva\nHaskell cried."
    got = people(text)
    words = [text[f.start : f.end] for f in got]
    assert words == ["Keeva Haskell", "KEEVA", "Keeva", "Haskells", "Keeva\nHaskell"]
    assert {str(f.role) for f in got} == {"minor"}


def test_a_mother_with_the_childs_surname_keeps_her_own_role() -> None:
    text = "Plaintiff Ana Haskell is the mother of Keeva Haskell, age 9. Ms. Haskell sued. Haskell seeks damages. Keeva cried."  # noqa: E501 - one paper's line
    assert found(text) == {
        "Ana Haskell": "party", "Keeva Haskell": "minor", "Haskell": "party", "Keeva": "minor"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "year"),
    [("Filed 02/02/17", 2017), ("Dated: May 3, 2024. In 2031 x", 2024), ("nothing", 2026), ("in 1999 and 2003", 2003)],
)
def test_the_year_of_a_filing_is_its_latest_date_of_filing(text: str, year: int) -> None:
    assert filing_year(text, today=2026) == year


def test_without_a_year_of_filing_no_birth_date_makes_a_child() -> None:
    text = "Keeva Haskell DOB: 3/4/2015"
    assert list(reasons(text, 0, 13, 0)) == []


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Roe, John (DOB: 3/4/1987) lives here.", 2026),
        ("John Roe was born in 1987.", 2026),
        ("Born 1987. He moved in 2003.", 2003),
        ("Filed: 01/02/2199", 2026),
        ("The lease ends in 2040.", 2026),
    ],
)
def test_a_birth_year_dates_no_filing_and_no_filing_is_of_the_future(text: str, year: int) -> None:
    assert filing_year(text, today=2026) == year


def test_a_grown_person_with_a_birth_date_and_no_other_date_is_no_child() -> None:
    text = "John Roe (DOB 3/4/1987) lives here."
    assert list(reasons(text, 0, 8, filing_year(text))) == []
    child = "Keeva Roe (DOB 3/4/2015) lives here."
    assert [reason.why for reason in reasons(child, 0, 9, filing_year(child, today=2026))] == ["minor_birth_year"]
