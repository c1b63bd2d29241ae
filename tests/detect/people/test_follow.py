"""Following: every later mention is found, and words, streets, cities and firms of the same name are nobody's."""

import pytest

from tests.detect.people.paper import found, people

MET = "The patient, Mr. Robert Haskell, fell. "
FOUND = [
    ("Later Haskell left.", "Haskell"),
    ("HASKELL SIGNED", "HASKELL"),
    ("robert haskell wrote it", "robert haskell"),
    ("R. Haskell signed.", "R. Haskell"),
    ("(Haskell, Robert)", "Haskell, Robert"),
    ("the Haskells came", "Haskells"),
    ("Haskell’s car", "Haskell"),
    ("see haskell_scan.pdf", "haskell"),
    ("write to rhaskell@mail.example", "rhaskell"),
    ("Robert said so.", "Robert"),
]
NOBODY = [
    "Haskell Street is long",
    "City of Haskell",
    "Haskell Trucking, Inc.",
    "Haskell County",
    "1 Haskell Rd",
    "haskelling",
]


@pytest.mark.parametrize(("text", "words"), FOUND)
def test_a_known_person_is_found_again(text: str, words: str) -> None:
    assert found(MET + text)[words] == "private"


@pytest.mark.parametrize("text", NOBODY)
def test_what_only_has_the_name_is_nobody(text: str) -> None:
    assert found(MET + text) == {"Robert Haskell": "private"}


def test_common_words_do_not_spread_a_name() -> None:
    words = "The bond was paid in May. A will was found in the church."
    text = f"Mr. Will Bond and Ms. May Church left. {words} Bond testified."
    got = [text[f.start : f.end] for f in people(text)]
    assert got == ["Will Bond", "May Church", "Bond"]


def test_a_judge_and_a_private_person_of_one_surname_are_two() -> None:
    text = "Judge Haskell denied it. The patient, Mr. Robert Haskell, fell. Mr. Haskell cried. Judge Haskell ruled."
    got = [(text[f.start : f.end], str(f.role)) for f in people(text)]
    assert got == [("Haskell", "judge"), ("Robert Haskell", "private"), ("Haskell", "private"), ("Haskell", "judge")]


def test_a_long_surname_is_followed_with_one_letter_wrong() -> None:
    text = "The patient, Mr. Jan Szczepanski, fell. Mr Szczepansk1 and Szczepanskl came."
    assert {"Szczepansk1", "Szczepanskl"} <= set(found(text))


def test_a_surname_broken_by_a_hyphen_is_followed() -> None:
    assert "Has-\nkell" in found(MET + "Then Has-\nkell left.")


def test_a_name_in_brackets_is_no_lawyers_but_in_a_docket() -> None:
    entry = "06/03/2021\t1\tCOMPLAINT against Acme LLC. (Crowe, Ignatius) (Entered: 06/03/2021)\n"
    assert found(MET + "(Haskell, Robert)\n" + entry) == {
        "Robert Haskell": "private", "Haskell, Robert": "private", "Crowe, Ignatius": "counsel"
    }  # fmt: skip
