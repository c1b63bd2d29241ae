"""Terms: every occurrence, in any case, across lines, in the possessive and with the parts of a name turned."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.detect.merge import merge
from pipeline.detect.term import find
from pipeline.nouns import Kind


def found(text: str, *terms: str) -> list[str]:
    return [text[f.start : f.end] for f in merge(find(text, terms), text)]


EVERY = [
    ("Haskell", "Haskell", "Haskell"),
    ("haskell", "HASKELL", "HASKELL"),
    ("Haskell", "Has-\nkell", "Has-\nkell"),
    ("Haskell", "Haskell's", "Haskell's"),
    ("Haskell", "the Haskells", "Haskells"),
    ("Haskell", "H a s k e l l", "H a s k e l l"),
    ("Robert Haskell", "Robert\n   Haskell", "Robert\n   Haskell"),
    ("Robert Haskell", "ROBERT HASKELL", "ROBERT HASKELL"),
    ("Robert Haskell", "Haskell, Robert", "Haskell, Robert"),
    ("Robert T. Haskell", "R. T. Haskell", "R. T. Haskell"),
    ("Robert T. Haskell", "Robert Haskell", "Robert Haskell"),
    ("Robert T. Haskell", "HASKELL, R.T.", "HASKELL, R.T"),
    ("Robert T. Haskell, Jr.", "Robert Haskell", "Robert Haskell"),
    ("Robert Haskell", "R. Haskell", "R. Haskell"),
    ("O'Brien", "O’BRIEN", "O’BRIEN"),
    ("O'Brien", "OBrien", "OBrien"),
    ("Núñez", "NUNEZ", "NUNEZ"),
    ("Nunez", "Nu\u0301n\u0303ez", "Nu\u0301n\u0303ez"),
    ("000-12-3456", "000 12 3456", "000 12 3456"),
    ("000123456", "000-12-3456", "000-12-3456"),
    ("12 Elm Street", "12 ELM\nSTREET", "12 ELM\nSTREET"),
    ("Project Bluebird", "project  bluebird", "project  bluebird"),
]


@pytest.mark.parametrize(("term", "stands", "burned"), EVERY)
def test_a_term_is_found_however_it_stands(term: str, stands: str, burned: str) -> None:
    assert found(f"So {stands}, and then {stands}.", term) == [burned, burned]


NEVER = [
    ("Haskell", "Haskellian"),
    ("Mason", "Ma son"),
    ("Roe", "heroes throe Roeder"),
    ("Robert Haskell", "Rhaskell"),
    ("Robert Haskell", "Robert"),
    ("Robert Haskell", "Robert went, and later on a Haskell came"),
    ("000123456", "0001234567"),
    ("12 Elm", "112 Elm"),
    ("", "anything"),
    ("...", "anything ..."),
]


@pytest.mark.parametrize(("term", "text"), NEVER)
def test_a_term_is_not_found_in_what_only_resembles_it(term: str, text: str) -> None:
    assert found(text, term) == []


def test_findings_tell_the_term_from_a_variant_of_it() -> None:
    text = "Robert Haskell; Haskell, Robert"

    kinds = {(f.kind, f.why, f.score) for f in find(text, ["Robert Haskell"]) if f.end - f.start > 13}

    assert kinds == {(Kind.TERM, "term", 1.0), (Kind.TERM, "variant", 1.0)}


@given(st.text("aAé '-.\n5", min_size=1, max_size=12), st.text("bB ,\n", max_size=8), st.text("bB ,\n", max_size=8))
@settings(max_examples=200, deadline=None)
def test_a_term_with_a_word_in_it_is_found_between_any_two_other_texts(term: str, before: str, after: str) -> None:
    if not any(character.isalnum() for character in term):
        return
    text = f"{before} {term} {after}"

    covered = {i for f in find(text, [term]) for i in range(f.start, f.end)}

    start = len(before) + 1
    assert all(i in covered for i in range(start, start + len(term)) if text[i].isalnum())


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", ["haskell robert " * 8000, "a" * 120_000, "robert " * 17_000, "r. " * 40_000])
def test_no_text_makes_the_search_slow(text: str) -> None:
    list(find(text, ["Robert Haskell", "Robert T. Haskell", "a", "aa", "aaaa"]))
