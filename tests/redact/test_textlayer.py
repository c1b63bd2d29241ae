"""Scans stay searchable: what the saved picture still shows, and nothing else, stands in an invisible layer."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pypdfium2
import pytest

from pipeline.extract.read import PageReader
from pipeline.nouns import Draft, Mark, NormalForm, Reading
from pipeline.redact.burn import PdfBurner
from pipeline.redact.textlayer import lay
from tests.builders import filing
from tests.readers import raw, squeezed, texts
from tests.redact.paper import found, normalised, secrets
from tests.verify import layers

NAME = "Quillon Vexford"
WORDS = f"The minor {NAME} lives here. Counsel says that the affidavit was filed on time."


def burned(normal: NormalForm, reading: Reading, marks: tuple[Mark, ...], folder: Path) -> Draft:
    return lay(PdfBurner().burn(normal, marks, secrets(NAME), folder), reading)


def painted(path: Path) -> bytes:
    with pypdfium2.PdfDocument(path) as pdf:
        return pdf[0].render(scale=2).to_numpy().tobytes()


@pytest.mark.parametrize("options", [{}, {"rotated": 90}, {"turned": 90, "rotated": 90}, {"turned": 270}])
def test_the_words_around_a_box_can_be_found_where_they_stand(tmp_path: Path, options: dict[str, int]) -> None:
    normal, reading, marks = layers.scan(tmp_path, WORDS, NAME, **options)

    draft = burned(normal, reading, marks, tmp_path)

    assert draft.layered == (0,)
    for text in map(squeezed, texts(draft.path).values()):  # some set text that runs up a page letter by letter
        assert "affidavit" in text
        assert "Quillon" not in text
        assert "Vexford" not in text
    assert b"Vexford" not in raw(draft.path)
    place = layers.place(reading, "affidavit")
    with pymupdf.open(draft.path) as doc:
        assert tuple(doc[0].search_for("affidavit")[0]) == pytest.approx(place, abs=3)
    with pypdfium2.PdfDocument(draft.path) as pdf:
        page = pdf[0]
        words = page.get_textpage()
        first = words.get_text_range().index("affidavit")
        left, bottom, right, top = words.get_charbox(first)
        height = page.get_height()
    assert place[0] - 3 < (left + right) / 2 < place[2] + 3
    assert place[1] - 3 < height - (top + bottom) / 2 < place[3] + 3


def test_a_word_that_a_box_touches_is_left_out_whole(tmp_path: Path) -> None:
    normal, reading, _ = layers.scan(tmp_path, WORDS, NAME)
    x0, y0, x1, y1 = layers.place(reading, "affidavit")
    half = Mark(page=0, quad=(x0, y0, (x0 + x1) / 2, y0, x0, y1, (x0 + x1) / 2, y1), decision=0, number=1)

    for text in texts(burned(normal, reading, (half,), tmp_path).path).values():
        assert "davit" not in text
        assert "was filed" in " ".join(text.split())


def test_a_scan_without_a_box_can_be_searched_too(tmp_path: Path) -> None:
    normal, reading, _ = layers.scan(tmp_path, WORDS, NAME)

    draft = burned(normal, reading, (), tmp_path)

    assert all(NAME in " ".join(text.split()) for text in texts(draft.path).values())


@pytest.mark.parametrize("options", [{}, {"rotated": 90}])
def test_a_layer_that_lies_goes_and_the_page_looks_as_it_did(tmp_path: Path, options: dict[str, int]) -> None:
    normal, reading, _ = layers.scan(tmp_path, WORDS, NAME, lie="The quick brown fox at noon.", **options)

    draft = burned(normal, reading, (), tmp_path)

    assert all("quick" in squeezed(text) for text in texts(normal.path).values())
    for text in map(squeezed, texts(draft.path).values()):
        assert "affidavit" in text
        assert not any(word in text for word in ("quick", "brown", "noon"))
    assert painted(draft.path) == painted(normal.path)


def test_boxes_and_their_print_stay_where_a_layer_that_lies_goes(tmp_path: Path) -> None:
    normal, reading, marks = layers.scan(tmp_path, WORDS, NAME, lie="The quick brown fox at noon.")

    for text in map(squeezed, texts(burned(normal, reading, marks, tmp_path).path).values()):
        assert "[name]" in text
        assert "affidavit" in text
        assert "quick" not in text
        assert "Vexford" not in text


def test_a_layer_that_is_believed_is_left_as_it_is(tmp_path: Path) -> None:
    normal, reading, _ = layers.scan(tmp_path, WORDS, NAME, lie="The quick brown fox at noon.")
    page = dataclasses.replace(reading.pages[0], denied=False, recognised=np.zeros(0, dtype=np.bool_))
    draft = PdfBurner().burn(normal, (), (), tmp_path)

    assert lay(draft, Reading.of((page,))) is draft


def test_what_was_not_read_from_a_bare_scan_is_not_written(tmp_path: Path) -> None:
    normal, reading, marks = layers.scan(tmp_path, WORDS, NAME)
    page = reading.pages[0]
    unsure = page.recognised.copy()
    at = page.text.index("affidavit")
    unsure[at : at + len("affidavit")] = False
    bare = dataclasses.replace(page, recognised=np.zeros(0, dtype=np.bool_))

    draft = PdfBurner().burn(normal, marks, secrets(NAME), tmp_path)

    assert lay(draft, Reading.of((bare,))) is draft
    text = texts(lay(draft, Reading.of((dataclasses.replace(page, recognised=unsure),))).path)["pdfium"]
    assert "affidavit" not in text
    assert "Counsel" in text


def test_the_font_of_a_layer_names_only_what_it_shows(tmp_path: Path) -> None:
    normal, reading, marks = layers.scan(tmp_path, WORDS, NAME)

    data = raw(burned(normal, reading, marks, tmp_path).path)

    assert b"<0061>" in data  # a
    assert b"<0051>" not in data  # the Q of the name


def test_the_layer_leaves_no_ink(tmp_path: Path) -> None:
    normal, reading, marks = layers.scan(tmp_path, WORDS, NAME)
    before = PdfBurner().burn(normal, marks, secrets(NAME), tmp_path)

    with pymupdf.open(before.path) as one, pymupdf.open(lay(before, reading).path) as other:
        assert one[0].get_pixmap(dpi=100).samples == other[0].get_pixmap(dpi=100).samples


def test_a_real_reading_is_written_once_and_not_again(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(filing(WORDS, scanned=True, skew=2))) as pdf:
        normal = normalised(pdf, tmp_path)
    reading = PageReader().read(normal)
    draft = burned(normal, reading, (), tmp_path)

    again = PageReader().read(dataclasses.replace(normal, path=draft.path))

    assert texts(draft.path)["pdfium"].count("Counsel") == 1
    assert again.text == reading.text
    assert lay(draft, again) is draft
    assert found(dataclasses.replace(normal, path=draft.path), "affidavit")


def test_a_word_of_even_letters_is_set_where_each_was_read(tmp_path: Path) -> None:
    word = "mmmmmiiiii"
    normal, reading, _ = layers.scan(tmp_path, f"{WORDS} {word}", NAME)
    page = reading.pages[0]
    at = page.text.index(word)
    edges = np.linspace(page.quads[at, 0], page.quads[at + 9, 2], 11)
    page.quads[at : at + 10, 0::4], page.quads[at : at + 10, 2::4] = edges[:-1, None], edges[1:, None]

    draft = burned(normal, reading, (), tmp_path)

    with pypdfium2.PdfDocument(draft.path) as pdf:
        words = pdf[0].get_textpage()
        first = words.get_text_range().index(word)
        boxes = np.array([words.get_charbox(first + row) for row in range(10)])
    assert (boxes[:, 0] + boxes[:, 2]) / 2 == pytest.approx((edges[:-1] + edges[1:]) / 2, abs=6.5)


def test_a_word_with_a_letter_as_wide_as_a_rule_is_left_out(tmp_path: Path) -> None:
    normal, reading, _ = layers.scan(tmp_path, WORDS, NAME)
    page = reading.pages[0]
    last = page.text.index("filed") + len("filed") - 1
    page.quads[last, 2::4] += 60  # a rule behind it was read as its last letter

    for text in texts(burned(normal, reading, (), tmp_path).path).values():
        assert "filed" not in text
        assert "affidavit was" in " ".join(text.split())
