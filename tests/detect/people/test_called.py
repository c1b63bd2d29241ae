"""Lists and phrases that a sentence calls things are closed to names; lists of people are not."""

import pytest

from pipeline.detect.people.called import things


def closed(text: str) -> list[str]:
    return [text[a:b] for a, b in sorted(set(things(text)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Alder, Rowan and Hazel are products of the plant.", "Alder, Rowan and Hazel"),
        ("Hazel and Rowan are ships; so are Alder and Ivy, too.", "Alder and Ivy"),
        ("In cities such as Marion and Tyler rents rose.", "Marion and Tyler"),
        ("Hurricanes Hazel, Sandy and Ivy came ashore.", "Hurricanes Hazel, Sandy and Ivy"),
        ("The tug Hazel Vole sank. Then the Hazel Vole was raised.", "the Hazel Vole"),
        ("He went to Hazel's Diner.", "Hazel's Diner"),
        ("Lincoln High School closed; Rowan High did not.", "Rowan High"),
        ("He stood at the corner of Hazel and Rowan Streets.", "corner of Hazel and Rowan Streets"),
        ("Turn left on Rowan, then stop.", "Turn left on Rowan"),
        ("From April, May and July on.", "April, May and July"),
        ("The Robert Rowan Court is in town.", "The Robert Rowan Court is"),
        ("Charles Schwab, Morgan Stanley and Maria Vole sent statements.", "Morgan Stanley"),
    ],
)  # fmt: skip
def test_what_a_sentence_calls_a_thing_is_closed_to_names(text: str, found: str) -> None:
    assert found in closed(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hazel, Rowan and Ivy are sisters.",
        "Hazel and Rowan are owners of vessels.",
        "Charles Schwab testified. Paul Weiss and Maria Vole did not.",
        "Watson and Claude testified; so did Ada.",
        "April, May and June are sisters.",
        "The ferry was late. Maria Vole and Hazel High were aboard.",
        "He was with Hazel at the corner of the yard.",
    ],
)
def test_people_of_a_list_stay_open(text: str) -> None:
    assert closed(text) == []


def test_a_person_beside_brands_is_left_open() -> None:
    assert "Maria Vole" not in " ".join(closed("Charles Schwab, Morgan Stanley and Maria Vole sent statements."))
