"""What two libraries place or read differently holds the filing, and what they only name differently does not."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from pipeline.extract.accept import PdfAccepter
from pipeline.extract.read import PageReader
from pipeline.nouns import Check, Page, Reading
from pipeline.redact.burn import PdfBurner
from pipeline.redact.normalise import PlainNormaliser
from pipeline.verify.verifier import PdfVerifier
from tests.builders import filing as paper

WORDS = b"(Her number is 000-12-3456, she said)"
EVEN = [500] * 95
"""Widths of the codes 32 to 126."""

CODES = {"FirstChar": 32, "LastChar": 126, "Widths": Array(EVEN)}
FIGURES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def second_reading(folder: Path, font: Dictionary, *, read: Callable[[Page], Page] = lambda page: page) -> Check:
    """Return what the check says of a page with one line in a font."""
    source = folder / "in.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        pdf.pages[0].Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
        pdf.pages[0].Contents = Stream(pdf, b"BT /F1 12 Tf 72 600 Td " + WORDS + b" Tj ET")
        pdf.save(source)
    return checked(source, folder, read)


def checked(source: Path, folder: Path, read: Callable[[Page], Page] = lambda page: page) -> Check:
    """Return what the check says of a file, its pages changed by `read` after they were read."""
    filed = PdfAccepter().accept(source)
    normal = PlainNormaliser().normalise(filed, folder)
    reading = Reading.of(tuple(map(read, PageReader().read(normal).pages)))
    draft = PdfBurner().burn(normal, (), (), folder)
    found = PdfVerifier().verify(filed, normal, reading, draft, ())
    return next(check for check in found if check.name.startswith("second_reading."))


def simple(**entries: object) -> Dictionary:
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    for key, value in (CODES | entries).items():
        font[f"/{key}"] = value
    return font


def differences(*names: str) -> Dictionary:
    return Dictionary(Type=Name.Encoding, Differences=Array([48, *(Name(f"/{name}") for name in names)]))


@pytest.mark.parametrize(
    "font",
    [
        simple(),
        simple(Widths=Array([500.5, *EVEN[1:]])),
        simple(Encoding=differences(*FIGURES)),
        simple(Encoding=differences(*FIGURES[::-1])),
    ],
    ids=["plain", "half a unit", "named figures", "other figures"],
)
def test_a_font_that_both_take_alike_passes(font: Dictionary, tmp_path: Path) -> None:
    check = second_reading(tmp_path, font)

    assert (check.passed, check.reason) == (True, "")
    assert check.counts["characters"] == len(WORDS) - WORDS.count(b" ") - 2


@pytest.mark.parametrize(
    "font",
    [
        simple(Widths=Array([-3000, *EVEN[1:]])),
        simple(LastChar=300, Widths=Array([500] * 269)),
    ],
    ids=["negative width", "codes that a font cannot have"],
)
def test_a_simple_font_whose_words_stand_elsewhere_for_each_library_is_found(font: Dictionary, tmp_path: Path) -> None:
    check = second_reading(tmp_path, font)

    assert (check.reason, check.pages) == ("text_not_read", (0,))


def test_letters_that_were_read_otherwise_or_in_another_place_or_not_at_all_are_found(tmp_path: Path) -> None:
    def other(page: Page) -> Page:
        return dataclasses.replace(page, text=page.text.replace("000-12-3456", "abc-de-fghi"))

    def beside(page: Page) -> Page:
        return dataclasses.replace(page, quads=page.quads + np.float32(13.0))

    def nothing(page: Page) -> Page:
        return dataclasses.replace(page, text="", quads=page.quads[:0], glyphs=page.glyphs[:0], body_end=0)

    reasons = [second_reading(tmp_path, simple(), read=read).reason for read in (other, beside, nothing)]

    assert reasons == ["text_read_otherwise", "text_not_read", "text_not_read"]


def test_letters_that_the_second_library_only_guesses_are_no_other_reading(tmp_path: Path) -> None:
    source = tmp_path / "in.pdf"
    with pikepdf.open(io.BytesIO(paper("The witness above said this.", embedded=True))) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]
        pdf.save(source)

    check = checked(source, tmp_path)

    assert (check.passed, check.reason) == (True, "")
