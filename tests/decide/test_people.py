"""Names and addresses that are the same however they are written."""

from __future__ import annotations

import pytest

from pipeline.decide.rulings import address_key, folded, name_words, same_address, same_name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lena M. Oduya", ("lena", "m", "oduya")),
        ("ODUYA, LENA", ("lena", "oduya")),
        ("Mr. Roy Haskell, Jr.", ("roy", "haskell")),
        ("Ana de la Cruz", ("ana", "cruz")),
        ("José Núñez", ("jose", "nunez")),
        ("O’Brien", ("obrien",)),
        ("", ()),
    ],
)
def test_words_of_a_name(text: str, words: tuple[str, ...]) -> None:
    assert name_words(text) == words


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Lena Oduya", "LENA M. ODUYA", True),
        ("L. Oduya", "Lena Oduya", True),
        ("Lena Oduya", "Nora Oduya", False),
        ("Lena Oduya", "Lena Ford", False),
        ("Oduya", "Lena Oduya", False),
        ("Lena O.", "Lena Oduya", False),
        ("Lena Ruiz Oduya", "Lena Oduya", True),
    ],
)
def test_names_that_can_be_one_persons(a: str, b: str, same: bool) -> None:
    assert same_name(name_words(a), name_words(b)) is same
    assert same_name(name_words(b), name_words(a)) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("1412 Elm Street, Fresno", "1412 ELM ST APT 4", True),
        ("1412 N. Elm Ave", "1412 Elm Avenue", True),
        ("1412 Elm", "1412 Oak", False),
        ("1412 Elm", "141 Elm", False),
        ("P.O. Box 12, Taft", "PO BOX 12", True),
        ("P.O. Box 12", "P.O. Box 13", False),
        ("15 Court Street", "15 Court St., Taft", True),
        ("Fresno", "Fresno", False),
    ],
)
def test_addresses_that_are_one_place(a: str, b: str, same: bool) -> None:
    assert same_address(a, b) is same


def test_address_without_a_number_has_no_key() -> None:
    assert address_key("Elm Street") == ("", "")


def test_folding_drops_accents_line_ends_and_punctuation() -> None:
    assert folded("José\n  O’Neil-Núñez, Jr.") == "jose o neil nunez jr"
