"""A designated document is known again whatever was done to its file, and a stranger is not."""

from __future__ import annotations

import random

import pytest

from pipeline.matter.fingerprint import Bates, bates_range, runs, sample, stands
from pipeline.nouns import Reading
from tests.fakes import page

KEY = b"k" * 32
VOCABULARY = [a + b + c for a in "bdfgklmnprst" for b in "aeou" for c in ("nd", "rt", "ll", "ck", "ss", "mp")]


def prose(seed: int, words: int = 300) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(VOCABULARY) for _ in range(words))


def noisy(text: str, seed: int, share: float) -> str:
    """One word in `1 / share` with a letter misread, and lines broken elsewhere."""
    chosen = random.Random(seed)
    words = [("~" + w[1:] if chosen.random() < share else w) for w in text.split()]
    return "\n".join(" ".join(words[i : i + 7]) for i in range(0, len(words), 7))


def sampled(text: str) -> str:
    return sample(Reading.of((page(text),)), KEY)[0]


@pytest.mark.parametrize("share", [0.0, 0.05, 0.1, 0.15])
def test_a_page_is_known_again_with_ocr_noise(share: float) -> None:
    text = prose(1)
    assert stands(sampled(text), runs(noisy(text, 2, share), KEY))


def test_a_page_is_known_again_inside_a_longer_paper() -> None:
    assert stands(sampled(prose(1)), runs("\n".join((prose(3, 2000), noisy(prose(1), 2, 0.05), prose(4, 2000))), KEY))


def test_letters_that_ocr_confuses_and_case_and_points_make_no_difference() -> None:
    text = prose(1)
    assert runs(text.upper().replace("LL", "1I").replace("O", "0"), KEY) == runs(text, KEY)


def test_another_page_of_the_same_printed_form_is_a_stranger() -> None:
    form = prose(9, 60).split()
    mine = " ".join(f"{label} {entry}" for label, entry in zip(form, prose(1, 60).split(), strict=True))
    other = " ".join(f"{label} {entry}" for label, entry in zip(form, prose(2, 60).split(), strict=True))
    assert not stands(sampled(mine), runs(other, KEY))


def test_a_page_of_a_few_words_is_not_known_by_them() -> None:
    assert not stands(sampled("Exhibit A page"), runs("Exhibit A page", KEY))


def test_the_sample_holds_no_word_and_is_useless_without_the_key() -> None:
    text = prose(1)
    assert not stands(sampled(text), runs(text, b"x" * 32))
    assert not any(word in sampled(text) for word in text.split())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("COD000120-COD000131", ("COD", 120, 131, 6)),
        ("COD000120-131", ("COD", 120, 131, 6)),
        ("COD_000120", ("COD", 120, 120, 6)),
        ("COD000131-COD000120", None),
        ("nothing", None),
    ],
)
def test_a_range_of_production_numbers_is_read(text: str, found: object) -> None:
    assert bates_range(text) == found


@pytest.mark.parametrize(
    ("text", "is_in"),
    [
        ("see COD000125 there", True),
        ("COD 00O131", True),
        ("cod-000120", True),
        ("COD000132", False),
        ("XCOD000125", False),
        ("COD0001251", False),
    ],
)
def test_a_stamp_in_the_range_is_found(text: str, is_in: bool) -> None:
    assert Bates(["COD000120-COD000131"]).stands(text) is is_in
