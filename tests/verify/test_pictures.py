"""Pictures that marks met are read again by OCR: what is left is found, and what was not seen is not called clean."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.nouns import Check, HowRead
from pipeline.verify import eye
from pipeline.verify.book import Unread
from tests.builders import filing
from tests.verify.burns import Paper, changed, failing, rebuilt, right

VALUE = "Quillon Vexford"
WORDS = f"The minor {VALUE} lives here. Counsel for the minor says that the affidavit was filed on time."


def scan(folder: Path, **options: object) -> Paper:
    paper = Paper(folder, filing(WORDS, scanned=True, ocr_layer=True, dpi=150, **options), burn=[VALUE])
    pages = tuple(dataclasses.replace(page, how=HowRead.OCR) for page in paper.reading.pages)
    paper.reading = dataclasses.replace(paper.reading, pages=pages)
    return paper


def judged(paper: Paper, data: bytes) -> Check:
    return paper.checks(lambda _: data)["secrets_in_pictures"]


def lettering(text: str, *, ground: int = 255) -> Image.Image:
    picture = Image.new("L", (900, 90), ground)
    ImageDraw.Draw(picture).text((20, 20), text, fill=0, font=ImageFont.load_default(44))
    return picture


def with_picture(data: bytes, picture: Image.Image, at: tuple[float, float], *, covered: bool) -> bytes:
    """Put a picture on the page, under another if `covered`."""
    with pymupdf.open("pdf", data) as doc:
        place = pymupdf.Rect(*at, at[0] + 300, at[1] + 30)
        size = picture.width, picture.height
        doc[0].insert_image(place, pixmap=pymupdf.Pixmap(pymupdf.csGRAY, *size, picture.tobytes(), False))
        if covered:
            blank = Image.new("L", size, 255)
            doc[0].insert_image(place, pixmap=pymupdf.Pixmap(pymupdf.csGRAY, *size, blank.tobytes(), False))
        return rebuilt(doc.tobytes(garbage=4))


@pytest.mark.parametrize("options", [{}, {"rotated": 90}, {"skew": 2.0}])
def test_a_scan_that_was_burned_rightly_is_read_and_clean(tmp_path: Path, options: dict[str, object]) -> None:
    checks = scan(tmp_path, **options).checks()

    found = checks["secrets_in_pictures"]
    assert failing({"it": found}) == {}
    assert found.counts["pages_read"] == 1
    assert found.counts["letters"] > 40


def test_a_value_that_still_shows_in_a_picture_is_found(tmp_path: Path) -> None:
    paper = scan(tmp_path)

    found = judged(paper, with_picture(right(paper), lettering(f"Signed by {VALUE} today"), (72, 500), covered=False))

    assert (found.reason, found.pages) == ("value_in_picture", (0,))


def test_a_value_in_a_picture_under_another_picture_is_found(tmp_path: Path) -> None:
    paper = scan(tmp_path)
    x0, _, _, y1 = paper.marks[0].rect

    found = judged(paper, with_picture(right(paper), lettering(f"Signed by {VALUE} today"), (x0, y1 - 2), covered=True))

    assert found.reason == "value_in_picture"
    assert found.counts["pictures_read"] >= 1


def test_a_picture_without_words_where_words_were_is_not_called_clean(tmp_path: Path) -> None:
    """A burner that leaves the page blank has nothing to find on it: that is no proof."""
    paper = scan(tmp_path)

    def blanks(pdf: pikepdf.Pdf) -> None:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
                thing.Width, thing.Height, thing.BitsPerComponent = 1, 1, 8
                thing.ColorSpace = pikepdf.Name.DeviceGray
                thing.write(b"\xff")

    assert judged(paper, changed(right(paper), blanks)).reason == "not_checked:ocr_saw_too_little"


def test_without_tesseract_nothing_is_proven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> str:
        raise Unread("ocr_unavailable")

    monkeypatch.setattr(eye, "words", missing)

    assert scan(tmp_path).checks()["secrets_in_pictures"].reason == "not_checked:ocr_unavailable:page_1"


def test_pages_whose_marks_met_no_picture_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eye, "words", lambda *_, **__: pytest.fail("nothing to read"))

    found = Paper(tmp_path, filing(WORDS), burn=[VALUE]).checks()["secrets_in_pictures"]

    assert found.passed
    assert found.counts == {"pages": 1}


@pytest.mark.parametrize("turned", [0, 90, 180, 270, 2])
def test_the_eye_reads_lines_in_their_direction(turned: int) -> None:
    page = Image.new("L", (1000, 400), 255)
    page.paste(lettering("The affidavit was filed on time"), (40, 150))
    seen = np.asarray(page.rotate(-turned, expand=True, fillcolor=255))

    assert "affidavit was filed" in eye.words(seen, dpi=200, turned=turned)
