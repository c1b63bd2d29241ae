"""What an earlier redaction covers is found, whoever covered it and however; what can be read stays text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Dictionary, Name

from pipeline.extract.read import PageReader
from pipeline.extract.veil import OVERPRINTED
from pipeline.nouns import STAND_IN, Page, Reading
from tests.extract.paper import at, lines, normal, paper, width
from tests.extract.picture import pictured, print_of, shown

LINE = ["The informant was", "known to both of them.", "A second line of text."]
PLANT = "Wexley Tharn"
PLACE = (200.0, 100.0)
"""Where the plant's base line begins, points from the top left."""


def box(x0: float, y0: float, x1: float, y1: float, *, colour: str = "0 g") -> str:
    """Fill an upright rectangle, y down."""
    return f"q {colour} {x0} {792 - y1} {x1 - x0} {y1 - y0} re f Q\n"


def over(*, up: float = 10, down: float = 3, left: float = 1, right: float = 1, colour: str = "0 g") -> str:
    """Fill a rectangle around the plant."""
    x, y = PLACE
    return box(x - left, y - up, x + width(PLANT) + right, y + down, colour=colour)


PLANTED = at(*PLACE, PLANT)
AROUND = lines(72, 60, LINE)


def read(folder: Path, data: bytes, asked: Sequence[tuple[float, ...]] = ()) -> Page:
    form = normal(folder, data)
    if asked:
        object.__setattr__(form, "asked", tuple((0, quad) for quad in asked))
    return PageReader().read(form).pages[0]


def under(page: Page) -> list[tuple[str, str]]:
    """Return why and what, without the stand-in behind letters."""
    texts = [(veil.why, page.text[veil.start : veil.end]) for veil in page.veils]
    return [(why, text.rstrip(STAND_IN) or text) for why, text in texts]


def group(blend: str, alpha: float = 1.0) -> Callable[[pikepdf.Pdf], dict[str, dict[str, object]]]:
    return lambda pdf: {"ExtGState": {"B": Dictionary(BM=Name("/" + blend), ca=alpha)}}


def formed(content: str) -> Callable[[pikepdf.Pdf], dict[str, dict[str, object]]]:
    def build(pdf: pikepdf.Pdf) -> dict[str, dict[str, object]]:
        stream = pdf.make_stream(content.encode())
        stream.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": [0, 0, 612, 792]})
        return {"XObject": {"Bar": stream}}

    return build


COVERS = {
    "black": over(),
    "white": over(colour="1 g"),
    "grey": over(colour="0.6 g"),
    "red": over(colour="0.8 0 0 rg"),
    "no taller than small letters": over(up=6.5, down=0.5),
    "much taller than the line": over(up=14, down=9),
    "clipped out of a larger one": f"q 195 687 110 18 re W n {box(0, 0, 612, 792)} Q\n",
    "two halves": box(199, 90, 235, 103) + box(233, 90, 300, 103),
}


@pytest.mark.parametrize("name", COVERS)
def test_text_under_a_later_fill_is_taken_out_of_the_text(name: str, tmp_path: Path) -> None:
    page = read(tmp_path, paper(AROUND + PLANTED + COVERS[name]))

    assert " ".join(text for _, text in under(page)).replace(" ", "") == PLANT.replace(" ", "")
    assert {why for why, _ in under(page)} == {"text_under_box"}
    assert "Tharn" not in page.text[: page.veils[0].start]
    assert page.text[: page.body_end].split() == " ".join(LINE).split()
    assert page.unread == ()


def test_a_bar_in_a_form_counts_as_on_the_page(tmp_path: Path) -> None:
    page = read(tmp_path, paper(AROUND + PLANTED + "/Bar Do\n", more=formed(over())))

    assert under(page) == [("text_under_box", PLANT)]


def test_a_multiplied_black_hides_and_a_multiplied_yellow_does_not(tmp_path: Path) -> None:
    black = read(tmp_path, paper(AROUND + PLANTED + "q /B gs " + over() + "Q", more=group("Multiply")))
    yellow = over(colour="1 1 0 rg")
    marker = read(tmp_path, paper(AROUND + PLANTED + "q /B gs " + yellow + "Q", more=group("Multiply")))

    assert under(black) == [("text_under_box", PLANT)]
    assert under(marker) == []
    assert PLANT in marker.text


def test_a_letter_that_is_covered_by_half_goes_with_the_rest(tmp_path: Path) -> None:
    x, y = PLACE
    end = x + width("Wexley Tha") + 0.6 * width("r")
    page = read(tmp_path, paper(AROUND + PLANTED + box(x - 1, y - 10, end, y + 3)))

    assert under(page) == [("text_under_box", "Wexley Thar")]
    assert "n" in page.text[: page.veils[0].start].split()


HONEST = {
    "shade painted first": over(colour="0.85 g") + PLANTED,
    "black band with white print": over() + at(*PLACE, PLANT, more="1 g"),
    "white ground of the page": box(0, 0, 612, 792, colour="1 g") + PLANTED,
    "glass": PLANTED + "q /G gs " + over(colour="1 0.9 0 rg") + "Q",
    "struck out": PLANTED + box(199, 95.5, 300, 96.7),
    "underlined": PLANTED + box(199, 101, 300, 102.5),
    "fill that touches the descenders": PLANTED + box(72, 101, 500, 115, colour="1 g"),
    "frame": PLANTED + "q 0.7 w 198 688 110 14 re S Q\n",
    "thick frame": PLANTED + "q 2.5 w 192 684 130 24 re S Q\n",
    "printed again on top": PLANTED + over(colour="1 g") + PLANTED,
}


@pytest.mark.parametrize("name", HONEST)
def test_text_that_can_be_read_is_left_alone(name: str, tmp_path: Path) -> None:
    def glass(pdf: pikepdf.Pdf) -> dict[str, dict[str, object]]:
        return {"ExtGState": {"G": Dictionary(ca=0.4)}}

    page = read(tmp_path, paper(HONEST[name], more=glass))

    assert under(page) == []
    assert PLANT in page.text
    assert page.unread == ()


def test_text_in_the_colour_of_its_ground_is_found(tmp_path: Path) -> None:
    white = read(tmp_path, paper(AROUND + at(*PLACE, PLANT, more="1 g")))
    black = read(tmp_path, paper(AROUND + over() + at(*PLACE, PLANT, more="0.03 g")))

    assert under(white) == [("white_text", PLANT)]
    assert under(black) == [("text_in_box_colour", PLANT)]


def test_a_place_that_was_marked_and_never_burned_is_taken_whole(tmp_path: Path) -> None:
    x, y = PLACE
    quad = (x - 1, y - 10, x + 90, y - 10, x - 1, y + 3, x + 90, y + 3)
    page = read(tmp_path, paper(AROUND + PLANTED), asked=[quad])

    assert under(page) == [("redaction_not_applied", PLANT)]
    assert page.text[page.veils[0].end - 1] == STAND_IN
    assert page.quads[page.veils[0].end - 1].tolist() == pytest.approx(quad)


def test_a_label_on_a_box_is_no_reason_to_wait_and_other_text_is(tmp_path: Path) -> None:
    label = at(204, 99, "REDACTED", size=7, more="1 g")
    typed = at(200, 100, "Orla Pemb", more="0 g")
    labelled = read(tmp_path, paper(AROUND + PLANTED + over() + label))
    white = read(tmp_path, paper(AROUND + PLANTED + over(colour="1 g") + typed))

    assert labelled.unread == ()
    assert under(labelled) == [("text_under_box", PLANT)]
    assert white.unread == (OVERPRINTED,)


SCAN = ["Otto Example owes Wexley", "Tharn forty dollars today."]


def scanned(more: str) -> bytes:
    return pictured(shown("Im", 72, 100, 468, 36) + more, {"Im": print_of(SCAN)})


@pytest.mark.parametrize("colour", ["0 g", "1 g"])
def test_pixels_under_a_bar_go_as_an_area(colour: str, tmp_path: Path) -> None:
    left, right = 76 + width("Otto ") - 1, 76 + width("Otto Example owes") + 1
    page = read(tmp_path, scanned(box(left, 102, right, 118, colour=colour)))

    assert under(page) == [("image_under_box", STAND_IN)]
    assert page.quads[page.veils[0].start].tolist() == pytest.approx(
        [left, 102, right, 102, left, 118, right, 118], abs=0.01
    )
    assert page.unread == ()


def test_a_bar_that_is_part_of_the_picture_needs_nothing(tmp_path: Path) -> None:
    picture = print_of(SCAN).copy()
    picture[: picture.shape[0] // 2, 200:400] = 0
    page = read(tmp_path, pictured(shown("Im", 72, 100, 468, 36), {"Im": picture}))

    assert under(page) == []


def test_a_bar_over_a_blank_part_of_a_picture_needs_nothing(tmp_path: Path) -> None:
    picture = np.full((200, 900), 255, dtype=np.uint8)
    page = read(tmp_path, pictured(shown("Im", 72, 100, 468, 36) + box(200, 110, 300, 125), {"Im": picture}))

    assert under(page) == []


def test_a_band_with_print_on_it_over_a_picture_is_a_letterhead(tmp_path: Path) -> None:
    band = box(72, 102, 540, 118, colour="1 g") + at(100, 114, "Office of the Clerk of Example County")
    page = read(tmp_path, scanned(band))

    assert under(page) == []


def test_what_lies_under_a_bar_is_no_part_of_a_sentence(tmp_path: Path) -> None:
    covered = at(72, 100, "He met ") + PLANTED + at(290, 100, " there.") + over()
    reading = Reading.of((read(tmp_path, paper(covered)),))

    (veil,) = reading.veils()
    assert reading.text[veil.start : veil.end].rstrip(STAND_IN) == PLANT
    assert veil.start >= reading.body_end
