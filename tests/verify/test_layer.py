"""A layer that says anything but what the saved picture shows outside the boxes is found."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from pipeline.nouns import Check, Draft, Reading, Secret
from pipeline.record.canon import WORDS as WORDS_KEYS
from pipeline.redact.burn import PdfBurner
from pipeline.redact.textlayer import lay
from pipeline.verify.verifier import PdfVerifier
from tests.verify import layers

NAME = "Quillon Vexford"
WORDS = f"The minor {NAME} lives here. Counsel says that the affidavit was filed on time, and not a day late."
LIE = "The quick brown fox jumps over the lazy dog at noon."
SECRETS = (Secret(value=NAME, burned=(NAME,), decision=0, expected=0),)


def checks(folder: Path, fault: Callable[[Draft, Reading], Draft], *, lie: str = "") -> dict[str, Check]:
    filed, normal, reading, marks = layers.filed_scan(folder, WORDS, NAME, lie=lie)
    draft = fault(PdfBurner().burn(normal, marks, SECRETS, folder), reading)
    found = PdfVerifier().verify(filed, normal, reading, draft, SECRETS)
    return {check.name.split(".")[0]: check for check in found}


def saying(reading: Reading, word: str, other: str) -> Reading:
    """Return a reading with another word of the same length."""
    page = reading.pages[0]
    return Reading.of((dataclasses.replace(page, text=page.text.replace(word, other)),))


def test_the_layer_of_a_right_burner_passes_every_check(tmp_path: Path) -> None:
    found = checks(tmp_path, lay)

    assert {name: check.reason for name, check in found.items() if not check.passed} == {}
    counts = found["text_layer"].counts
    assert not WORDS_KEYS & set(counts), "the receipt would not be written"
    assert counts["pages_layered"] == 1
    assert counts["characters"] > 60
    assert counts["words_read_again"] == counts["words_of_layer"] > 5


def test_a_draft_without_its_lying_layer_passes_every_check(tmp_path: Path) -> None:
    found = checks(tmp_path, lay, lie=LIE)

    assert {name: check.reason for name, check in found.items() if not check.passed} == {}


def test_a_lying_layer_that_was_left_is_found(tmp_path: Path) -> None:
    def fault(draft: Draft, reading: Reading) -> Draft:
        believed = dataclasses.replace(reading.pages[0], denied=False)
        return lay(draft, Reading.of((believed,)))

    assert checks(tmp_path, fault, lie=LIE)["text_layer"].reason == "layer_not_read"


def test_a_burned_word_in_the_layer_is_found(tmp_path: Path) -> None:
    def fault(draft: Draft, reading: Reading) -> Draft:
        return dataclasses.replace(lay(dataclasses.replace(draft, marks=()), reading), marks=draft.marks)

    found = checks(tmp_path, fault)

    assert found["text_layer"].reason == "layer_in_mark"
    assert not found["text_under_marks"].passed


def test_a_word_that_was_not_read_there_is_found(tmp_path: Path) -> None:
    found = checks(tmp_path, lambda draft, reading: lay(draft, saying(reading, "affidavit", "testimony")))

    assert (found["text_layer"].reason, found["text_layer"].pages) == ("layer_not_read", (0,))


def test_text_over_blank_paper_is_found(tmp_path: Path) -> None:
    def fault(draft: Draft, reading: Reading) -> Draft:
        page = reading.pages[0]
        at = page.text.index("Counsel")
        page.quads[at : at + 7, 1::2] += 300
        return lay(draft, reading)

    assert checks(tmp_path, fault)["text_layer"].reason == "layer_over_nothing"


def test_a_letter_left_a_sliver_of_white_beside_its_ink_is_over_something(tmp_path: Path) -> None:
    def fault(draft: Draft, reading: Reading) -> Draft:
        page = reading.pages[0]
        at = page.text.index(" a day") + 1
        left = float(page.quads[at, 0])
        page.quads[at, 0::2] = (left - 0.8, left - 0.4, left - 0.8, left - 0.4)
        return lay(draft, reading)

    assert checks(tmp_path, fault)["text_layer"].passed


def test_a_layer_that_a_second_reading_does_not_confirm_is_found(tmp_path: Path) -> None:
    def fault(draft: Draft, reading: Reading) -> Draft:
        page = reading.pages[0]
        shifted = page.text.translate(str.maketrans("aeinorst", "einorsta"))
        lying = dataclasses.replace(page, text=shifted)
        object.__setattr__(reading, "pages", (lying,))
        return lay(draft, reading)

    assert checks(tmp_path, fault)["text_layer"].reason == "layer_not_read_again"


def test_invisible_text_without_a_layer_told_of_is_added_text(tmp_path: Path) -> None:
    def fault(draft: Draft, reading: Reading) -> Draft:
        return dataclasses.replace(lay(draft, reading), layered=())

    assert checks(tmp_path, fault)["text_outside_marks"].reason == "characters_added"
