"""Every painted character is read, whatever paints it, and has a place that can be burned."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from pikepdf import Dictionary, Name

from pipeline.extract.glyph import spelling
from tests.extract.paper import at, escaped, form, place, read_page

NAME = "Mabel Quill"


def font(**more: Any) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/Helvetica"), **more)


def widths(width: int) -> Dictionary:
    return font(FirstChar=32, LastChar=126, Widths=[width] * 95)


def things(pdf: pikepdf.Pdf) -> dict[str, dict[str, Any]]:
    """Fonts and forms that the pages below paint with."""
    ligatures = Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=[1, Name.fi, Name.ffi])
    mask = form(pdf, "1 g " + at(72, 200, NAME), Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))
    cell = pdf.make_stream(
        at(0, 792, NAME).encode(),
        Type=Name.Pattern,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=[0, 0, 100, 20],
        XStep=100,
        YStep=20,
        Resources=form(pdf, "").Resources,
    )
    inner = form(pdf, at(72, 200, NAME))
    outer = form(pdf, "q 0.5 0 0 0.5 100 100 cm /Inner Do Q")
    outer.Resources.XObject = Dictionary(Inner=inner)
    return {
        "Font": {"Lig": font(Encoding=ligatures), "Zero": widths(0), "Minus": widths(-500)},
        "XObject": {"Fm": inner, "Nested": outer},
        "ExtGState": {"Soft": Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))},
        "Pattern": {"P": cell},
    }


def test_each_character_has_the_box_of_its_glyph(tmp_path: Path) -> None:
    page = read_page(tmp_path, at(100, 200, "Ill", size=20))

    x0, y0, x1, y1 = place(page, "Ill")
    assert page.text == "Ill"
    assert x0 == pytest.approx(100, abs=0.1)
    assert x1 == pytest.approx(100 + 20 * (0.333 + 2 * 0.278), abs=0.1)
    assert y0 < 200 - 20 * 0.65
    assert 200 < y1 < 207
    assert page.quads[1][0] == pytest.approx(100 + 20 * 0.333, abs=0.1)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(at(72, 200, NAME, more="3 Tr"), id="invisible"),
        pytest.param(at(72, 200, NAME, more="1 Tr"), id="outlined"),
        pytest.param(at(72, 200, NAME, more="2 Tr"), id="filled and outlined"),
        pytest.param("q " + at(72, 200, NAME, more="7 Tr") + " 0 0 612 792 re f Q", id="a clip"),
        pytest.param("q " + at(72, 200, NAME, more="4 Tr") + " Q", id="filled and a clip"),
        pytest.param("1 g " + at(72, 200, NAME), id="white"),
        pytest.param("/G0 gs " + at(72, 200, NAME), id="transparent"),
        pytest.param("q 0 0 1 1 re W n " + at(72, 200, NAME) + " Q", id="clipped away"),
        pytest.param(at(72, 200, NAME) + "60 560 200 60 re f", id="under a rectangle"),
        pytest.param(at(72, 200, NAME, size=0.1), id="tiny"),
        pytest.param(at(72, -500, NAME), id="above the page"),
        pytest.param(at(5000, 200, NAME), id="right of the page"),
        pytest.param(f"BT /T 12 Tf 0.8 0.6 -0.6 0.8 100 500 Tm {escaped(NAME)} Tj ET", id="rising"),
        pytest.param(f"BT /T 12 Tf 0 -1 1 0 100 500 Tm {escaped(NAME)} Tj ET", id="downward"),
        pytest.param(f"BT /T 12 Tf 1 0 0 -1 100 500 Tm {escaped(NAME)} Tj ET", id="mirrored"),
        pytest.param(f"BT /T 12 Tf 1 0 0.3 1 100 500 Tm {escaped(NAME)} Tj ET", id="slanted"),
        pytest.param("BT /T 12 Tf 100 500 Td [(Ma) 40 (b) -30 (el) -250 (Q) 20 (uill)] TJ ET", id="kerned"),
        pytest.param('BT /T 12 Tf 14 TL 100 500 Td 2 1 (Mabel Quill) " ET', id="the double quote operator"),
        pytest.param("/Fm Do", id="in a form"),
        pytest.param("/Nested Do", id="in a form in a form"),
        pytest.param("q /Soft gs 0 0 612 792 re f Q", id="in a soft mask"),
        pytest.param("/Pattern cs /P scn 0 0 100 20 re f", id="in a pattern"),
        pytest.param("/Pattern cs /P scn " + at(72, 200, NAME), id="filled with a pattern"),
        pytest.param("/Span <</ActualText (nobody)>> BDC " + at(72, 200, NAME) + " EMC", id="replacement text"),
    ],
)
def test_text_is_read_however_it_is_painted(tmp_path: Path, content: str) -> None:
    page = read_page(tmp_path, content, more=things)

    assert NAME in page.text
    assert "nobody" not in page.text
    start = page.text.index(NAME)
    boxes = np.delete(page.quads[start : start + len(NAME)], NAME.index(" "), axis=0)
    assert (np.hypot(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) > 0).all()
    assert (np.hypot(boxes[:, 4] - boxes[:, 0], boxes[:, 5] - boxes[:, 1]) > 0.98).all()


def test_text_filled_and_outlined_is_read_once(tmp_path: Path) -> None:
    assert read_page(tmp_path, at(72, 200, "Otto Example", more="2 Tr")).text == "Otto Example"


def test_a_ligature_is_spelled_out_and_its_letters_share_a_glyph(tmp_path: Path) -> None:
    page = read_page(tmp_path, "BT /Lig 20 Tf 100 500 Td (o\\002ce a\\001t) Tj ET", more=things)

    assert page.text == "office afit"
    glyphs = page.glyphs.tolist()
    assert glyphs[1] == glyphs[2] == glyphs[3]
    assert len({glyphs[0], glyphs[1], glyphs[4], glyphs[5]}) == 4
    assert glyphs[6] == -1
    slices = page.quads[1:4]
    assert slices[0][2] == pytest.approx(slices[1][0])
    assert slices[1][2] == pytest.approx(slices[2][0])
    assert slices[2][2] == pytest.approx(page.quads[4][0], abs=0.1)


@pytest.mark.parametrize(("code", "text"), [(0xFB01, "fi"), (0xAD, "-"), (0x2011, "-"), (0xFF21, "A"), (0x41, "A")])
def test_codes_are_spelled_as_they_are_read(code: int, text: str) -> None:
    assert spelling(code) == text


def test_a_double_strike_is_read_once_and_its_box_covers_both(tmp_path: Path) -> None:
    page = read_page(tmp_path, at(100, 200, "Bold Otto") + at(100.6, 200.3, "Bold Otto"))
    once = read_page(tmp_path, at(100, 200, "Bold Otto"))

    assert page.text == "Bold Otto"
    x0, y0, x1, y1 = place(once, "Bold Otto")
    assert place(page, "Bold Otto") == pytest.approx((x0, y0, x1 + 0.6, y1 + 0.3), abs=0.05)


def test_letters_that_are_double_in_the_word_stay_double(tmp_path: Path) -> None:
    for size in (6, 12, 40):
        for face in ("T", "H", "C"):
            assert read_page(tmp_path, at(72, 200, "Billy Hannill", size=size, font=face)).text == "Billy Hannill"


@pytest.mark.parametrize("face", ["Zero", "Minus"])
def test_a_font_of_impossible_widths_keeps_its_letters_in_order_and_gives_them_boxes(tmp_path: Path, face: str) -> None:
    page = read_page(tmp_path, f"BT /{face} 12 Tf 200 500 Td (Haskell) Tj ET", more=things)

    assert page.text == "Haskell"
    assert (page.quads[:, 2] - page.quads[:, 0] > 1).all()


def test_text_without_width_keeps_its_order(tmp_path: Path) -> None:
    assert "Quill" in read_page(tmp_path, "BT /T 12 Tf 0 Tz 100 500 Td (Quill) Tj ET").text


def test_an_accent_painted_over_its_letter_is_one_character_with_it(tmp_path: Path) -> None:
    page = read_page(
        tmp_path,
        f"BT /T 12 Tf 100 500 Td [{escaped('Garc')}] TJ {escaped('´')} Tj -0.3 0 Td ET"
        + at(72, 300, "Jos")
        + at(87.9, 300, "e")
        + at(88.4, 299, "´"),
    )

    assert "José" in page.text


def test_a_pattern_is_read_once_for_each_repetition(tmp_path: Path) -> None:
    page = read_page(tmp_path, "/Pattern cs /P scn 0 0 300 40 re f", more=things)

    assert page.text.count(NAME) == 6


def test_text_that_a_pattern_repeats_without_end_holds_the_page(tmp_path: Path) -> None:
    def more(pdf: pikepdf.Pdf) -> dict[str, dict[str, Any]]:
        found = things(pdf)
        found["Pattern"]["P"].XStep = 1
        found["Pattern"]["P"].YStep = 1
        return found

    page = read_page(tmp_path, "/Pattern cs /P scn 0 0 300 300 re f", more=more)

    assert "pattern_text" in page.unread


def test_a_matrix_that_is_no_matrix_breaks_nothing(tmp_path: Path) -> None:
    page = read_page(
        tmp_path,
        f"BT /T 1e38 Tf 1e38 0 0 1e38 0 0 Tm {escaped('x')} Tj ET BT /T 0 Tf 72 72 Td {escaped('y')} Tj ET"
        + at(72, 200, "Otto"),
    )

    assert "Otto" in page.text
