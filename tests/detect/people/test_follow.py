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
    ("see Haskell_Robert_chart.pdf", "Haskell_Robert"),
    ("see chart-RobertHaskell.docx", "RobertHaskell"),
    ("write to rhaskell@mail.example", "rhaskell"),
    ("Robert said so.", "Robert"),
    ("see https://photos.example/robert-haskell/2021?id=4", "robert-haskell"),
    ("see www.haskell.example.", "haskell"),
    ("see www.roberthaskell1987.example/x", "roberthaskell"),
    ("at site.example/Robert%20Haskell", "Robert%20Haskell"),
    ("posted as @rhaskell, then", "rhaskell"),
    ("the tag #JusticeFor_RobertHaskell", "RobertHaskell"),
    ("the account roberthaskell.", "roberthaskell"),
]
NOBODY = [
    "Haskell Street is long",
    "City of Haskell",
    "Haskell Trucking, Inc.",
    "Haskell County",
    "1 Haskell Rd",
    "haskelling",
    "www.haskelltrucking.example",
    "an example/rhaskelling",
    "rhaskell is no word",
]


@pytest.mark.parametrize(("text", "words"), FOUND)
def test_a_known_person_is_found_again(text: str, words: str) -> None:
    assert found(MET + text)[words] == "private"


@pytest.mark.parametrize("text", NOBODY)
def test_what_only_has_the_name_is_nobody(text: str) -> None:
    assert found(MET + text) == {"Robert Haskell": "private"}


def test_a_name_in_a_web_address_has_the_role_of_its_owner() -> None:
    text = "Judge Ana Thornbury ruled; see https://news.example/ana-thornbury/ruling."
    assert found(text)["ana-thornbury"] == "judge"


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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mr Haske1l left.", "Haske1l"),
        ("Robert Haske11 left.", "Robert Haske11"),
        ("Haskeil left.", "Haskeil"),
        ("Then R0bert came.", "R0bert"),
        ("Haskcll’s car", "Haskcll"),
    ],
)
def test_a_shorter_name_is_followed_where_letters_look_alike(text: str, words: str) -> None:
    assert found(MET + text)[words] == "private"


@pytest.mark.parametrize(
    "text", ["Haskins left.", "Haskels are fish.", "Unit H45KE11 failed.", "Roberto left.", "The Haskal Group met."]
)
def test_another_name_and_a_code_are_no_slip(text: str) -> None:
    assert not any(m.startswith(("Hask", "H45", "Roberto")) for m in found(MET + text))


def test_a_name_that_is_a_word_is_not_followed_by_its_look_alikes() -> None:
    assert set(found("The patient, Mr. Robert Fields, fell. The Fie1ds were wet.")) == {"Robert Fields"}


FAMILY = "The patient, Mr. Robert Haskell, and his daughter, Keeva Haskell, age 9, fell. "
FORMS = [
    ("Keeva cried.", "Keeva"),
    ("the Haskells left", "Haskells"),
    ("HASKELL, ROBERT", "HASKELL, ROBERT"),
    ("R.T. Haskell signed", "R.T. Haskell"),
    ("Then Robert\nHaskell left", "Robert\nHaskell"),
    ("mail robert.haskell@mail.example", "robert.haskell"),
    ("He goes by Bobby. Bobby fell.", "Bobby"),
    ("Bob Haskell left", "Bob Haskell"),
    ("\fHaskell left", "Haskell"),
    ("Keeva’s school", "Keeva"),
    ("KEEVA SAID", "KEEVA"),
]


@pytest.mark.parametrize(("text", "words"), FORMS)
def test_every_form_of_a_family_is_found_again(text: str, words: str) -> None:
    assert words in found(FAMILY + text)


WORDS = [
    ("Ms. Grace Young fell. ", "A young man. GRACE PERIOD ENDS. The Young Report. Young people."),
    ("Mr. Mark Price fell. ", "Mark the exhibit. The Price is right. PRICE: $5. Fair Market Price."),
    ("Ms. April Banks fell. ", "April 5. The Banks failed. Banks lend. BANKS AND LENDERS."),
    ("Mr. Rich Fields fell. ", "The Fields were empty. FIELDS: name, date."),
]


@pytest.mark.parametrize(("person", "words"), WORDS)
def test_common_words_never_spread(person: str, words: str) -> None:
    assert [text[f.start : f.end] for text in [person + words] for f in people(text)] == [" ".join(person.split()[1:3])]


def test_a_surname_broken_by_a_hyphen_is_followed() -> None:
    assert "Has-\nkell" in found(MET + "Then Has-\nkell left.")


def test_a_name_in_brackets_is_no_lawyers_but_in_a_docket() -> None:
    entry = "06/03/2021\t1\tCOMPLAINT against Acme LLC. (Crowe, Ignatius) (Entered: 06/03/2021)\n"
    assert found(MET + "(Haskell, Robert)\n" + entry) == {
        "Robert Haskell": "private", "Haskell, Robert": "private", "Crowe, Ignatius": "counsel"
    }  # fmt: skip
