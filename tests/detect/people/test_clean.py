"""What a model takes for names: edges are mended, and what is no person goes."""

import pytest

from tests.detect.people.paper import found

NOISE = [
    "The Appellee argues.", "Dkt. 14 and Exh. B.", "In Mo. App the rule.", "iCloud data", "Section Eight", "on Monday",
    "the City of Delano", "Fox Harbor, IN 74402", "Hurwitz & Weinstein said", "John Doe 1 said", "a Babinski sign",
    "See U.S. Dep’t", "Sunrise Hospital staff", "J.P. was there", "S.K. was there", "StoredInformation NotSpecified",
    "lives at Corpus Christi,\nTexas",
]  # fmt: skip
WORDS = ["Appellee", "Dkt", "Exh", "Mo. App", "iCloud", "Section Eight", "Monday", "Delano", "Fox Harbor", "Hurwitz",
         "Weinstein", "John Doe", "Babinski", "U.S. Dep’t", "Sunrise Hospital", "J.P.", "S.K.",
         "StoredInformation NotSpecified", "Christi"]  # fmt: skip


@pytest.mark.parametrize("text", [*NOISE, "A TATTOO OF AN EAGLE"])
def test_what_is_no_person_is_dropped(text: str) -> None:
    assert found(text, *(w for w in (*WORDS, "AN EAGLE") if w in text)) == {}


@pytest.mark.parametrize(
    ("text", "proposed", "words"),
    [
        ("the patient Robert T. Haskell, Jr. fell", "Robert T. Haskell", "Robert T. Haskell, Jr"),
        ("then Robert Haskell fell", "Haskell", "Robert Haskell"),
        ("then Plaintiff Robert Haskell fell", "Plaintiff Robert Haskell", "Robert Haskell"),
        ("Exh. B. Haskell agrees", "B. Haskell", "Haskell"),
        ("Robert Haskell’s car", "Robert Haskell’s", "Robert Haskell"),
        ("MS. PRUITT LEFT. PRUITT HAS A TATTOO", "PRUITT HAS", "PRUITT"),
    ],
)
def test_the_edges_of_a_name_are_mended(text: str, proposed: str, words: str) -> None:
    assert words in {w.rstrip(".") for w in found(text, proposed)}


def test_names_on_two_rows_are_two_people() -> None:
    text = "DANIEL A. HORWOOD\nLINDSAY E. SMITH\n"
    assert set(found(text, "DANIEL A. HORWOOD\nLINDSAY E. SMITH")) == {"DANIEL A. HORWOOD", "LINDSAY E. SMITH"}


@pytest.mark.parametrize(
    ("text", "name"), [("Q. And Heather was there?", "Heather"), ("paternity of Clay is disputed", "Clay")]
)
def test_a_known_name_that_is_also_a_word_needs_no_second_sign_where_a_model_is_sure(text: str, name: str) -> None:
    assert name not in found(text, name)
    assert name in found(text, name, score=0.95)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("TAJS then sued.", "TAJS"),
        ("of the Dev-Yol group", "Dev-Yol"),
        ("In May the Court", "May"),
        ("a rule for Muslim, Christian and other guests", "Muslim, Christian"),
        ("she told the Muslim guests", "Muslim"),
        *((t, "") for t in NOISE),
    ],
)
def test_no_model_is_sure_enough_to_make_people_of_acronyms_months_and_offices(text: str, words: str) -> None:
    proposed = [words] if words else [w for w in WORDS if w in text]
    assert found(text, *proposed, score=0.95) == {}
