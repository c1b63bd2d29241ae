"""What the lists say of words."""

import pytest

from pipeline.detect.people.lexicon import fold, home, sort


@pytest.mark.parametrize(
    ("written", "folded"),
    [("O’Brien", "obrien"), ("AL-HASANI", "alhasani"), ("Sánchez", "sanchez"), ("Jr.", "jr"), ("", "")],
)
def test_words_fold_to_plain_small_letters(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("word", ["Haskell", "Kowalczyk", "O’Brien", "Delgado"])
def test_a_surname_that_is_nothing_else_is_plain(word: str) -> None:
    assert sort(word).plain_surname


@pytest.mark.parametrize("word", ["Church", "Bond", "Will", "Long", "Banks", "Court", "Fresno", "Hospital"])
def test_a_surname_that_is_also_a_word_place_or_office_is_not_plain(word: str) -> None:
    assert not sort(word).plain_surname


@pytest.mark.parametrize("word", ["Appellee", "Dkt", "Exh", "Plaintiff", "Defendant-Appellee"])
def test_words_of_court_papers_are_known_as_such(word: str) -> None:
    assert sort(word).court


def test_every_lexicon_says_where_it_is_from() -> None:
    told = (home() / "README.md").read_text(encoding="utf-8")
    missing = [p.name for p in home().glob("*.txt") if f"`{p.name}`" not in told]
    assert missing == []


def test_given_names_are_known_that_the_census_lists_lack_and_no_surname_of_it_becomes_one() -> None:
    assert all(sort(name).plain_given for name in ("Grzegorz", "Szymon", "Mateusz", "Jayden"))
    assert not any(sort(name).given for name in ("Smith", "Hernandez", "North", "Boston"))
    assert sort("Grzegorz").given >= sort("Robert").given > 0
