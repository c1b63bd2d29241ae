"""Names directly before an address, and those in one list with a name."""

import pytest

from pipeline.nouns import Finding, Kind, Part
from tests.detect.people.paper import people


def _address(text: str, street: str) -> Finding:
    start = text.index(street)
    return Finding(start, start + len(street), Kind.ADDRESS, 0.9, "x", parts=(Part("number", start, start + 1),))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Xai Song, 17 Elm Street, Avalon", "Xai Song"),
        ("notice to; Xai Song, 17 Elm Street, Avalon", "Xai Song"),
        ("Sivan Vennes\n17 Elm Street, Avalon", "Sivan Vennes"),
        ("VENNES, SIVAN\n17 Elm Street, Avalon", "VENNES, SIVAN"),
    ],
)
def test_a_name_alone_before_an_address_is_found(text: str, name: str) -> None:
    found = people(text, others=[_address(text, "17 Elm Street, Avalon")])
    assert [text[f.start : f.end] for f in found] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Fennimore Solar Co.\n17 Elm Street, Avalon",
        "Accounts Payable\n17 Elm Street, Avalon",
        "he went on to live in Quarter Lodge, 17 Elm Street, Avalon",
        "The Vole Group, 17 Elm Street, Avalon",
    ],
)
def test_a_firm_or_a_sentence_before_an_address_is_no_name(text: str) -> None:
    assert people(text, others=[_address(text, "17 Elm Street, Avalon")]) == []


def test_lone_names_behind_a_lone_name_are_found() -> None:
    text = "I saw Danielle, Toshio, and Nakaoka. And me."
    found = people(text, [(6, 14)])
    assert [text[f.start : f.end] for f in found] == ["Danielle", "Toshio", "Nakaoka"]


def test_a_common_word_ends_a_list_of_names() -> None:
    text = "I saw Danielle, Spring, and Summer."
    assert [text[f.start : f.end] for f in people(text, [(6, 14)])] == ["Danielle"]


def test_a_cited_case_at_the_front_of_a_filing_is_not_its_own() -> None:
    text = "People v. Vole (1957) 366 Cal.4th 54. The rule stands."
    assert {str(f.role) for f in people(text)} <= {"cited"}
