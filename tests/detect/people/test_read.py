"""Names read from a place: what belongs to them, and what is given name, middle, surname and suffix."""

import pytest

from pipeline.detect.people.middle import middles
from pipeline.detect.people.name import Trust
from pipeline.detect.people.read import read, read_back, read_surname_first


def pieces(text: str) -> tuple[str, str, str, str]:
    name = read(text, 0, Trust.CUE)
    assert name is not None
    groups = (name.given, name.middle, name.surname, name.suffix)
    return tuple(" ".join(t.text for t in group) for group in groups)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "given", "middle", "surname", "suffix"),
    [
        ("Robert T. Haskell, Jr. was", "Robert", "T.", "Haskell", "Jr"),
        ("Robert S. Haskell\nIII", "Robert", "S.", "Haskell", "III"),
        ("ROBERT HASKELL TIT\n000", "ROBERT", "", "HASKELL", "TIT"),  # what a scan makes of III
        ("R.T. Haskell signed", "R.T.", "", "Haskell", ""),
        ("J.Q.P. Smith signed", "J.Q.P.", "", "Smith", ""),
        ("MARIA DE LA CRUZ,", "MARIA", "", "DE LA CRUZ", ""),
        ("Ludwig van Reuven", "Ludwig", "", "van Reuven", ""),
        ("John St. Pierre was", "John", "", "St Pierre", ""),
        ("Ana Luz Ortega-Ruiz, M.D.", "Ana", "Luz", "Ortega-Ruiz", ""),
        ("Manuela Cancino Contreras Morales, et al.", "Manuela", "Cancino", "Contreras Morales", ""),
        ("O’Brien’s car", "", "", "O’Brien", ""),
        ("KEVIN K. McALEENAN, in", "KEVIN", "K.", "McALEENAN", ""),
        ("NASLAH H A SAEED;", "NASLAH", "H A", "SAEED", ""),
        ("Will Bond drew", "Will", "", "Bond", ""),
        ("Mr. Haskell's car", "", "", "Haskell", ""),
    ],
)
def test_names_fall_into_their_parts(text: str, given: str, middle: str, surname: str, suffix: str) -> None:
    assert pieces(text) == (given, middle, surname, suffix)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("MR. HASKELL Objection", "HASKELL"),
        ("DEPUTY HASKELL ARRIVED ON", "HASKELL"),
        ("DANIEL A. HORWOOD\nLINDSAY E. SMITH", "DANIEL A. HORWOOD"),
        ("Hon. Ana Thorne United States", "Ana Thorne"),
        ("Judge Gibbons’ dissent", "Gibbons"),
    ],
)
def test_a_name_ends_where_another_thing_begins(text: str, words: str) -> None:
    name = read(text, 0, Trust.CUE)
    assert name is not None
    assert text[name.start : name.end] == words


@pytest.mark.parametrize("text", ["Officer Involved Shooting", "Appellee argues", "the man", "2024"])
def test_what_is_no_name_is_not_read(text: str) -> None:
    assert read(text, 0, Trust.CUE) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("HASKELL, ROBERT T.\n", "HASKELL, ROBERT T."),
        ("Haskell Jr., Robert;", "Haskell Jr., Robert"),
        ("DE LA CRUZ, MARIA\n", "DE LA CRUZ, MARIA"),
        ("St. Pierre, Jean-Luc", "St. Pierre, Jean-Luc"),
    ],
)
def test_surname_first_is_read_as_one_name(text: str, words: str) -> None:
    name = read_surname_first(text, 0)
    assert name is not None
    assert text[name.start : name.end] == words
    assert name.surname[0].start < name.given[0].start


@pytest.mark.parametrize("text", ["Keeva Haskell, Tomas Haskell", "Smith, Plaintiff", "Haskell and Bond, Ana"])
def test_a_list_is_not_taken_for_surname_first(text: str) -> None:
    assert read_surname_first(text, 0) is None


def test_a_name_can_be_read_from_its_end() -> None:
    text = "as told by Desmond K. Achebe, Esq."
    name = read_back(text, text.index(", Esq"), Trust.CUE)
    assert name is not None
    assert text[name.start : name.end] == "Desmond K. Achebe"


def test_parts_lie_inside_the_name_and_in_order() -> None:
    text = "HASKELL, ROBERT T., Jr."
    name = read_surname_first(text, 0)
    assert name is not None
    parts = name.parts()
    assert [p.label for p in parts] == ["surname", "given", "middle", "suffix"]
    assert all(name.start <= p.start < p.end <= name.end for p in parts)


@pytest.mark.parametrize(
    "text",
    [
        "Part I. Background is first.",
        "See Exhibit A. Lease terms follow.",
        "Vitamin D. Take one.",
        "Section B. Ripeness. Appendix C. Forms.",
        "the 3200 block of Robert E. Lee Boulevard",
        "Amos T. Hartwell Elementary School closed.",
    ],
)
def test_an_initial_between_capitals_is_no_name_in_a_heading_a_street_or_a_school(text: str) -> None:
    assert [text[m.start : m.end] for m in middles(text)] == []
