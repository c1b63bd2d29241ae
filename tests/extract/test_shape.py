"""A font whose map lies is read from its picture, what it says is kept behind that, and honest fonts are believed."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from pipeline.extract.read import PageReader
from pipeline.extract.shape import FACES, SYMBOLS, lies
from pipeline.nouns import HowRead, Page
from tests.extract.paper import normal
from tests.leaks.fonts import told

SHOWN = "The account of Ruth Bannister is number 4471 9920 and was closed in March"


def read(folder: Path, says: dict[str, str]) -> Page:
    return PageReader().read(normal(folder, told(SHOWN, says))).pages[0]


def test_an_honest_map_is_believed(tmp_path: Path) -> None:
    page = read(tmp_path, {})

    assert page.how is HowRead.NATIVE
    assert SHOWN in page.text


@pytest.mark.parametrize(
    "says",
    [dict(zip("RuthBanise", "xxxxxxxxxx", strict=True)), {"4": "8", "7": "2", "9": "4"}, {"B": "M"}],
    ids=["the same letter for all", "other figures", "one letter"],
)
def test_what_a_lying_map_hides_is_read_from_the_page(says: dict[str, str], tmp_path: Path) -> None:
    page = read(tmp_path, says)

    assert page.unread == ()
    assert "Ruth Bannister is number 4471 9920" in page.text
    assert "".join(says.get(c, c) for c in "4471") in page.text.replace(" ", "")


def mistold(face: str, names: str) -> list[str]:
    font = pymupdf.Font(face)
    found = lies([(font.this, font.has_glyph(ord(c))) for c in SYMBOLS], names)
    return [c for c, lie in zip(SYMBOLS, found, strict=True) if lie]


@pytest.mark.parametrize("face", [*FACES, "cobi", "tibi", "hebi"])
def test_no_glyph_of_a_plain_face_is_mistold(face: str) -> None:
    assert mistold(face, SYMBOLS) == []


@pytest.mark.parametrize(("face", "least"), [("cobi", 0.5), ("tibi", 0.8), ("hebi", 0.8)])
def test_most_false_names_are_told_in_faces_that_are_no_references(face: str, least: float) -> None:
    assert len(mistold(face, SYMBOLS[7:] + SYMBOLS[:7])) > least * len(SYMBOLS)
