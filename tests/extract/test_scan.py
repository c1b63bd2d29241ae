"""What a page shows is read, or the page is held; what its text layer claims is checked against what it shows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline import assemble, settings
from pipeline.extract.letter import letters
from pipeline.extract.read import PageReader
from pipeline.extract.recognise import Seen, View, split_at_bars
from pipeline.extract.tesseract import Symbol, Word
from pipeline.nouns import HowRead, Page
from tests.extract.paper import at, lines, normal, paper, place, read, read_page, rule, width
from tests.extract.picture import cloud, disc, outlined, pictured, print_of, scanned, scribble, shown
from tests.readers import ocr_text

LETTER = [
    "The witness Mabel Quill lives at 1200 Larkspur",
    "Street, Bakersfield, California 93301. She was born",
    "on January 2, 1970, and her telephone number is",
    "661-555-0142. The clerk shall keep this from view.",
]
SAID = " ".join(LETTER)
PRINTED = paper(lines(90, 120, LETTER, size=14, step=20))


def only(folder: Path, data: bytes) -> Page:
    return read(folder, data).pages[0]


def test_a_scan_is_read_and_its_words_have_places(tmp_path: Path) -> None:
    page = only(tmp_path, scanned(PRINTED))

    assert page.text == SAID
    assert page.how is HowRead.OCR
    assert page.unread == ()
    assert dict(page.notes) == {"images": 1, "images_read": 1, "images_unread": 0}
    native = read_page(tmp_path, lines(90, 120, LETTER, size=14, step=20))
    for words in ("Mabel Quill", "93301", "661-555-0142"):
        assert place(page, words) == pytest.approx(place(native, words), abs=4)


def test_each_character_of_a_scan_is_its_own_glyph_with_its_own_box(tmp_path: Path) -> None:
    page = only(tmp_path, scanned(PRINTED))

    drawn = page.glyphs[page.glyphs >= 0]
    assert len(set(drawn.tolist())) == len(drawn)
    start = page.text.index("661-555-0142")
    lefts = page.quads[start : start + 12, 0]
    assert (np.diff(lefts) > 2).all()
    native = read_page(tmp_path, lines(90, 120, LETTER, size=14, step=20))
    there = native.text.index("661-555-0142")
    assert np.abs(lefts - native.quads[there : there + 12, 0]).max() < 2.5


def test_other_users_of_the_same_library_can_read_pictures_before_and_after(tmp_path: Path) -> None:
    data = scanned(PRINTED)
    before = ocr_text(data)
    page = only(tmp_path, data)

    assert page.text == SAID
    assert ocr_text(data) == before
    assert only(tmp_path, data).text == SAID


@pytest.mark.parametrize("angle", [2, -3, 90, 180, 270])
def test_a_scan_that_lies_askew_or_turned_is_read(tmp_path: Path, angle: float) -> None:
    page = only(tmp_path, scanned(PRINTED, angle=angle))

    assert "Mabel Quill lives at 1200 Larkspur Street" in page.text
    assert page.unread == ()


def test_a_letter_without_width_on_a_turned_scan_stands_in_its_own_line() -> None:
    symbols = (Symbol("m", 99, (10, 10, 40, 30)), Symbol("i", 99, (40, 10, 40, 30)), Symbol("n", 99, (40, 10, 60, 30)))
    word = Word("min", 99, (10, 10, 60, 30), 0, (10, 30, 60, 30), symbols)
    turned = View(np.full((60, 80), 255, dtype=np.uint8), 72, 90, (0, 1, -1, 0, 80, 0))

    assert letters([Seen(word, turned)]).angle.tolist() == pytest.approx([90, 90, 90])


def test_letters_whose_boxes_overlap_do_not_end_in_the_same_place() -> None:
    boxes = [("P", 0, 20), ("A", 20, 43), ("R", 36, 56), ("T", 45, 68)]
    symbols = tuple(Symbol(text, 99, (x0, 0, x1, 23)) for text, x0, x1 in boxes)
    image = np.zeros((30, 80), dtype=np.uint8)
    image[:, [21, 44, 70]] = 255
    word = Word("PART", 99, (0, 0, 72, 23), 0, (0, 23, 72, 23), symbols)

    quads = letters([Seen(word, View(image, 72, 0, (1, 0, 0, 1, 0, 0)))]).quad

    assert (quads[:, 2] - quads[:, 0]).min() > 2


def test_a_frame_that_somebody_drew_around_a_name_is_no_part_of_it(tmp_path: Path) -> None:
    said = ["Neighbor Leopold Larkspur heard glass break.", "The call was closed."]
    content = lines(72, 100, said, font="H", size=10)
    x = 72 + width("Neighbor ", font="H", size=10)
    end = x + width("Leopold Larkspur", font="H", size=10)
    sides = ((x - 1, 91, end + 1, 91), (x - 1, 103, end + 1, 103), (x - 1, 91, x - 1, 103), (end + 1, 91, end + 1, 103))
    content += "".join(rule(*side, width=0.6) for side in sides)

    page = only(tmp_path, scanned(paper(content)))

    assert "Neighbor Leopold Larkspur heard" in page.text.replace("\t", " ")
    assert page.unread == ()


def test_the_white_behind_an_apostrophe_does_not_part_a_name(tmp_path: Path) -> None:
    first = "Nobody but Lieutenant O’"
    content = at(72, 100, first) + at(72 + width(first) + 1.3, 100, "Larkspur does say otherwise.")

    assert "Lieutenant O’Larkspur does" in only(tmp_path, scanned(paper(content))).text


def test_a_faint_scan_is_read(tmp_path: Path) -> None:
    page = only(tmp_path, scanned(PRINTED, grey=40))

    assert "Mabel Quill" in page.text


def test_a_word_that_one_look_does_not_make_out_is_read_in_its_line(tmp_path: Path) -> None:
    print_ = ["“Saltgrass Court residence”).  I'll object to that; aff’d, 93306.' The report", "says so at page 4."]
    page = only(tmp_path, scanned(paper(lines(72, 116, print_, size=12, step=16))))

    assert "object to that; aff'd, 93306" in page.text
    assert page.unread == ()


TABLE = [
    ("Unit", "Tenant", "Date of/birth", "Deposit/owed"),
    ("101", "Mabel Quill", "12/04/1968", "$640.00"),
    ("104", "Quill, Otto &/Eamon", "08/30/1990", "$0.00"),
    ("207", "Pia Example", "10/10/1977", "$815.25"),
]


@pytest.mark.parametrize("as_scan", [False, True], ids=["text", "scan"])
def test_a_ruled_table_is_read_cell_by_cell_however_close_its_columns(tmp_path: Path, as_scan: bool) -> None:
    content, top = "", 90.0
    for row in TABLE:
        high = 12.0 * max(cell.count("/") + 1 for cell in row if "/19" not in cell) + 4
        for x, cell in zip((75, 104, 184, 243), row, strict=True):
            content += lines(x, top + 11, cell.split("/") if "/19" not in cell else [cell], font="H", size=9, step=12)
        content += rule(72, top, 300, top, width=0.5)
        content += "".join(rule(x, top, x, top + high, width=0.5) for x in (72, 100, 180, 239, 300))
        top += high
    data = paper(content + rule(72, top, 300, top, width=0.5))

    page = only(tmp_path, scanned(data) if as_scan else data)

    rows = ["\t".join(cell.replace("/", " ") if "/19" not in cell else cell for cell in row) for row in TABLE]
    assert page.text.split("\n") == rows


def test_a_caption_is_parted_by_its_column_of_marks_though_few_are_read(tmp_path: Path) -> None:
    party = ["MABEL QUILL, individually and as", "successor to OTTO QUILL, deceased,", "Plaintiff,", "v."]
    party += ["COUNTY OF LARKSPUR; and DOES 1", "through 20, inclusive,", "Defendants."]
    title = ["Case No. 1:24-cv-00917-ABC", "NOTICE OF MOTION", "AND MOTION TO", "CONTINUE TRIAL", "Date: May 12, 2025"]
    marks = lines(310, 100, [")"] * len(party), step=20)
    content = lines(72, 100, party, step=20) + marks + lines(325, 100, title, step=20)

    text = only(tmp_path, scanned(paper(content))).text

    assert text.index("Defendants.") < text.index("Case No.")
    assert "successor to OTTO QUILL, deceased" in text


def test_a_number_that_the_white_beside_a_1_parts_is_one_word(tmp_path: Path) -> None:
    said = ["09/11   Transfer to savings account 000417-33-9902", "09/12   Room 1 701 and 5 more"]
    page = only(tmp_path, scanned(paper(lines(72, 100, said, font="H", size=9, step=20))))

    assert "000417-33-9902" in page.text
    assert "Room 1 701 and 5 more" in page.text


@pytest.mark.parametrize("name", ["Zsófia", "Tomás", "Ibáñez", "Söderqvist"])
def test_a_name_with_one_letter_that_the_language_lacks_is_read_but_for_it(tmp_path: Path, name: str) -> None:
    said = ["Payment from the account of", f"{name} Halmos for the concert", "on the second of May."]
    page = only(tmp_path, scanned(paper(lines(72, 100, said, font="H", size=9, step=14))))

    assert page.unread == ()
    assert "Halmos" in page.text


def test_a_word_with_a_raised_mark_stays_in_its_line(tmp_path: Path) -> None:
    first = "She then lived at 12 Larkspur Lane, Bakersfield, California 93306."
    content = at(72, 100, first) + at(72 + width(first), 96, "1", size=7)
    content += at(72 + width(first) + 8, 100, "The incident") + at(72, 124, "report names her only once.")

    text = only(tmp_path, scanned(paper(content))).text

    assert "Lane, Bakersfield, California 93306." in text
    assert "The incident report names her" in text


def test_an_empty_page_is_blank(tmp_path: Path) -> None:
    assert only(tmp_path, paper("")).how is HowRead.BLANK


def test_an_empty_scan_is_blank_and_not_held(tmp_path: Path) -> None:
    page = only(tmp_path, scanned(paper("")))

    assert (page.how, page.unread, page.text) == (HowRead.BLANK, (), "")


def test_print_in_a_picture_on_a_page_of_text_is_read_where_it_stands(tmp_path: Path) -> None:
    content = lines(72, 100, ["Exhibit A shows the following statement:"]) + shown("Im", 72, 120, 468, 20)
    content += lines(72, 170, ["It was filed under seal."])
    page = only(tmp_path, pictured(content, {"Im": print_of(["Otto Example owes Mabel Quill 40 dollars."])}))

    assert page.text.split("\n") == [
        "Exhibit A shows the following statement:",
        "Otto Example owes Mabel Quill 40 dollars.",
        "It was filed under seal.",
    ]
    assert page.how is HowRead.MIXED
    assert page.unread == ()


def test_text_over_a_picture_is_not_read_twice(tmp_path: Path) -> None:
    content = shown("Im", 0, 0, 612, 792) + lines(72, 100, LETTER)
    page = only(tmp_path, pictured(content, {"Im": np.full((40, 40), 235, dtype=np.uint8)}))

    assert page.text.count("Mabel Quill") == 1
    assert page.unread == ()


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(disc(), id="a logo"),
        pytest.param(cloud(), id="a photograph"),
        pytest.param(np.full((50, 300), 180, dtype=np.uint8), id="a grey field"),
    ],
)
def test_a_picture_without_writing_does_not_hold_the_page(tmp_path: Path, what: np.ndarray) -> None:
    page = only(tmp_path, pictured(lines(72, 100, LETTER) + shown("Im", 72, 300, 144, 108), {"Im": what}))

    assert page.unread == ()
    assert page.text == SAID
    assert dict(page.notes)["images_unread"] == 0


@pytest.mark.parametrize("size", [(200, 37), (330, 60)])
def test_a_hand_holds_the_page(tmp_path: Path, size: tuple[float, float]) -> None:
    page = only(tmp_path, pictured(lines(72, 100, LETTER) + shown("Im", 72, 300, *size), {"Im": scribble()}))

    assert page.unread == ("ocr_low_confidence",)
    assert dict(page.notes)["images_unread"] == 1
    assert SAID in page.text


def test_a_hand_over_typed_underscores_holds_the_page(tmp_path: Path) -> None:
    content = lines(72, 100, LETTER) + at(72, 330, "_" * 36) + shown("Im", 72, 300, 200, 37)
    page = only(tmp_path, pictured(content, {"Im": scribble()}))

    assert page.unread == ("ocr_low_confidence",)


def signed(*below: str) -> bytes:
    content = lines(72, 100, LETTER) + shown("Im", 300, 300, 200, 37) + lines(310, 352, list(below))
    return pictured(content, {"Im": scribble()})


@pytest.mark.parametrize(
    "title", ["United States Magistrate Judge", "Attorney for Plaintiff Quill", "Deputy Assistant Secretary"]
)
def test_a_hand_over_a_name_with_a_title_of_office_is_counted_and_holds_nothing(tmp_path: Path, title: str) -> None:
    page = only(tmp_path, signed("Orla M. Fenwick", title))

    assert page.unread == ()
    assert dict(page.notes) == {"images": 1, "images_read": 1, "images_unread": 0, "signatures": 1}
    ((left, top, right, bottom),) = page.hands
    assert (left, right) == pytest.approx((304, 496), abs=6)
    assert 300 < top < bottom < 337


@pytest.mark.parametrize("below", [["> = Ye"], ["~ a~a:=------"]])
def test_what_ocr_makes_of_the_hand_itself_does_not_stand_between_it_and_the_name(
    tmp_path: Path, below: list[str]
) -> None:
    """The last row is 12 points under the foot of the hand, the name 16 points lower."""
    content = lines(72, 100, LETTER) + shown("Im", 300, 300, 200, 37) + lines(310, 346, below)
    content += lines(310, 362, ["Orla M. Fenwick", "Deputy Assistant Secretary"])
    page = only(tmp_path, pictured(content, {"Im": scribble()}))

    assert page.unread == ()
    assert dict(page.notes)["signatures"] == 1


@pytest.mark.parametrize(
    "below",
    [
        pytest.param(["Mabel Quill", "Plaintiff"], id="a private person signed"),
        pytest.param(["Mabel Quill", "Attorney-in-fact"], id="a title that is no office"),
        pytest.param(["Name of attorney for plaintiff"], id="a form is filled in"),
        pytest.param(["Home Address", "Attorney for Plaintiff"], id="a form asks for an address"),
        pytest.param(["United States District Judge"], id="a title alone"),
    ],
)
def test_any_other_hand_holds_the_page(tmp_path: Path, below: list[str]) -> None:
    assert only(tmp_path, signed(*below)).unread == ("ocr_low_confidence",)


def test_two_hands_over_a_judge_are_not_both_the_signature(tmp_path: Path) -> None:
    content = lines(72, 100, LETTER) + lines(310, 352, ["Orla M. Fenwick", "United States Magistrate Judge"])
    content += shown("Im", 300, 300, 200, 37) + shown("Im", 72, 500, 200, 37)

    assert only(tmp_path, pictured(content, {"Im": scribble()})).unread == ("ocr_low_confidence",)


def test_the_corner_where_rules_meet_is_not_taken_for_letters(tmp_path: Path) -> None:
    text = at(114, 103, "The address of each child named above is in section ten") + at(40, 122, "ADDRESS TO BE KEPT")
    page = only(tmp_path, paper(text + "0.75 w 60 400 490 292 re S\n"))

    assert page.unread == ()


@pytest.mark.parametrize(("dpi", "wide", "high"), [(60, 120, 17), (100, 120, 17), (75, 468, 68), (60, 468, 68)])
def test_print_too_small_or_too_coarse_to_read_holds_the_page(
    tmp_path: Path, dpi: int, wide: float, high: float
) -> None:
    tiny = print_of(LETTER, dpi=dpi)
    page = only(tmp_path, pictured(shown("Im", 72, 300, wide, high), {"Im": tiny}))

    assert page.unread == ("ocr_low_confidence",)


def test_a_picture_below_the_floor_is_not_looked_at(tmp_path: Path) -> None:
    page = only(tmp_path, pictured(shown("Im", 72, 300, 8, 8), {"Im": scribble()}))

    assert page.unread == ()


def hidden(texts: list[str]) -> str:
    return lines(90, 120, texts, size=14, step=20, more="3 Tr")


def test_a_text_layer_that_says_what_the_scan_shows_is_the_text(tmp_path: Path) -> None:
    page = only(tmp_path, scanned(PRINTED, layer=hidden(LETTER)))

    assert page.text == SAID
    assert page.unread == ()
    assert not page.denied
    assert not page.recognised.any()
    assert place(page, "93301") == pytest.approx(
        place(read_page(tmp_path, lines(90, 120, LETTER, size=14, step=20)), "93301"), abs=0.1
    )


def test_a_text_layer_that_says_something_else_is_set_behind_what_the_scan_shows(tmp_path: Path) -> None:
    page = only(tmp_path, scanned(PRINTED, layer=hidden(["The quick brown fox jumps over the lazy dog at noon"] * 4)))

    assert page.text[: page.body_end] == SAID
    assert "quick brown fox" in page.text[page.body_end :]
    assert page.how is HowRead.MIXED
    assert page.denied
    assert "".join(np.array(list(page.text))[page.recognised]) == "".join(SAID.split())


def test_a_word_that_the_text_layer_lacks_is_added(tmp_path: Path) -> None:
    before, after = LETTER[0].split("Mabel Quill")
    layer = at(90, 120, before, size=14, more="3 Tr") + lines(90, 140, LETTER[1:], size=14, step=20, more="3 Tr")
    layer += at(90 + width(LETTER[0], size=14) - width(after, size=14), 120, after, size=14, more="3 Tr")
    page = only(tmp_path, scanned(PRINTED, layer=layer))

    assert page.text == SAID


def test_print_of_a_picture_under_a_black_box_is_left_to_the_box(tmp_path: Path) -> None:
    covered = scanned(PRINTED, layer="0 g 180 650 200 30 re f\n")
    page = only(tmp_path, covered)

    assert [veil.why for veil in page.veils] == ["image_under_box"]
    assert "Mabel" not in page.text


def test_print_under_a_blank_picture_is_left_to_the_box(tmp_path: Path) -> None:
    content = shown("Im", 72, 100, 468, 20) + shown("White", 60, 90, 500, 60) + lines(72, 200, LETTER)
    under = {
        "Im": print_of(["Otto Example owes Mabel Quill 40 dollars."]),
        "White": np.full((4, 4), 255, dtype=np.uint8),
    }
    page = only(tmp_path, pictured(content, under))

    assert [veil.why for veil in page.veils] == ["image_under_box"]
    assert "Otto Example" not in page.text


def test_letters_of_a_layered_scan_are_read(tmp_path: Path) -> None:
    ground = np.full((60, 80), 240, dtype=np.uint8)
    letters = print_of(["Otto Example owes Mabel Quill 40 dollars."])
    content = shown("Ground", 72, 100, 468, 20) + "0 g " + shown("Mask", 72, 100, 468, 20)
    page = only(tmp_path, pictured(content, {"Ground": ground}, stencils={"Mask": letters}))

    assert page.text == "Otto Example owes Mabel Quill 40 dollars."
    assert page.unread == ()


def test_a_scan_cut_into_strips_is_read_whole(tmp_path: Path) -> None:
    whole = print_of(["Otto Example owes Mabel Quill 40 dollars."], dpi=216)
    cut = whole.shape[0] // 2
    content = shown("Upper", 72, 100, 468, cut / 3) + shown("Lower", 72, 100 + cut / 3, 468, (whole.shape[0] - cut) / 3)
    page = only(tmp_path, pictured(content, {"Upper": whole[:cut], "Lower": whole[cut:]}))

    assert page.text == "Otto Example owes Mabel Quill 40 dollars."


@pytest.mark.parametrize("angle", [0, 2])
def test_the_ruled_lines_of_a_scan_part_its_cells(tmp_path: Path, angle: float) -> None:
    cells = lines(76, 112, ["Mabel Quill"]) + lines(196, 112, ["987-65-", "4329"]) + lines(276, 112, ["Acct", "80044-"])
    cells += lines(76, 152, ["Otto Example"]) + lines(196, 152, ["987-65-", "4328"]) + lines(276, 152, ["Check"])
    grid = "".join(rule(72, y, 400, y, width=0.5) for y in (98, 138, 178))
    grid += "".join(rule(x, 98, x, 178, width=0.5) for x in (72, 192, 272, 400))
    page = only(tmp_path, scanned(paper(cells + grid + lines(72, 300, LETTER)), angle=angle))

    assert "987-65-4329" in page.text
    assert "987-65-4328" in page.text
    assert "|" not in page.text
    assert page.unread == ()


def test_letters_drawn_as_paths_are_read(tmp_path: Path) -> None:
    page = only(tmp_path, outlined(LETTER))

    assert page.text == SAID
    assert page.how is HowRead.OCR


def test_rules_and_boxes_are_not_taken_for_letters(tmp_path: Path) -> None:
    boxes = "".join(f"{72 + 30 * i} 500 12 12 re S\n" for i in range(12))
    page = only(tmp_path, paper(lines(72, 100, LETTER) + boxes + "72 300 400 100 re S\n0.9 g 72 200 400 50 re f\n"))

    assert page.how is HowRead.NATIVE
    assert page.text == SAID


def _bevelled(x: float, y: float, wide: float, high: float) -> str:
    """Return the frame of a field as form programs draw it: a line around it, and two shades within."""
    inner = f"{x + 1} {792 - y - 1} m {x + wide - 1} {792 - y - 1} l {x + wide - 2} {792 - y - 2} l "
    inner += f"{x + 2} {792 - y - 2} l {x + 2} {792 - y - high + 2} l {x + 1} {792 - y - high + 1} l f\n"
    return f"0.5 G 0.5 g {inner} 0 G 0 g 1 w {x + 0.5} {792 - y - high + 0.5} {wide - 1} {high - 1} re S\n"


def test_frames_of_empty_fields_beside_print_are_not_taken_for_letters(tmp_path: Path) -> None:
    form = lines(62, 188, ["I am under the age of 18 and"], size=9) + _bevelled(52, 190, 178, 14)
    form += lines(53, 214, ["my"], size=9) + _bevelled(65, 203, 134, 14) + lines(202, 214, ["(name)"], size=9)
    form += "".join(_bevelled(300, 190 + 12 * i, 8, 8) for i in range(3))

    page = read_page(tmp_path, form)

    assert page.unread == ()
    assert page.how is HowRead.NATIVE


def test_a_hand_drawn_into_the_frame_of_a_field_holds_the_page(tmp_path: Path) -> None:
    pen = " ".join(f"{80 + 2 * i} {792 - 208 + (5 if i % 2 else -3) + i % 3} l" for i in range(40))

    page = read_page(tmp_path, lines(72, 100, LETTER) + _bevelled(65, 195, 134, 24) + f"1 w 80 {792 - 208} m {pen} S\n")

    assert page.unread == ("ocr_low_confidence",)


def test_underlines_of_a_heading_are_not_taken_for_letters(tmp_path: Path) -> None:
    heading = at(72, 80, "FIFTH AMENDMENT – PROCEDURE", font="TB", size=16)
    drawn = "".join(rule(72 + 15 * i, 85.5, 86 + 15 * i, 85.5, width=1.6) for i in range(18))
    page = only(tmp_path, paper(heading + drawn + lines(72, 110, LETTER) + "0.9 g 72 200 400 50 re f\n"))

    assert page.how is HowRead.NATIVE
    assert page.unread == ()


def test_without_the_language_a_page_that_needs_it_is_held(tmp_path: Path) -> None:
    form = normal(tmp_path, scanned(PRINTED))

    page = PageReader(language="tlh").read(form).pages[0]

    assert page.unread == ("ocr_unavailable",)
    assert page.how is HowRead.UNREAD


def test_the_language_of_the_settings_is_the_one_that_is_read(tmp_path: Path) -> None:
    form = normal(tmp_path, scanned(PRINTED))

    kit = assemble.build(settings.load(audit=tmp_path / "audit", env={"PREFILE_OCR_LANG": "tlh"}))

    assert kit.reader.read(form).pages[0].unread == ("ocr_unavailable",)


def test_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    only(tmp_path, scanned(PRINTED, dpi=100))

    printed = capfd.readouterr()
    assert (printed.out, printed.err) == ("", "")


@pytest.mark.parametrize("label", ["", "REDACTED - L.R. 140(a)", "M.Q."])
@pytest.mark.parametrize("high", [5.6, 8.0, 11.2])
def test_bars_between_tight_lines_with_print_on_them_are_no_lettering(tmp_path: Path, label: str, high: float) -> None:
    bars = "".join(f"q 0 g {x} {792 - 126.5 - high} {w} {high} re f Q\n" for x, w in ((54, 130), (194, 25)))
    print_ = "1 g " + at(60, 126.5 + 0.85 * high, label, size=0.9 * high) + " 0 g " if label else ""
    tight = at(54, 124, "KINGSLEY P. JUDGE") + at(54, 148, "KIRKLAND WA")

    page = read_page(tmp_path, bars + print_ + tight)

    assert page.unread == ()
    assert page.how is HowRead.NATIVE


@pytest.mark.parametrize(
    ("read_as", "words"),
    [
        ("Neighbor|Quillon", ["Neighbor", "Quillon"]),
        ("|Quillon|", ["Quillon"]),
        ("4417|203", ["4417|203"]),
        ("|203", ["|203"]),
        ("Mi|ler", ["Mi|ler"]),
        ("|", ["|"]),
    ],
)
def test_the_sides_of_a_frame_that_were_read_as_bars_part_words_and_bars_in_numbers_stay(
    read_as: str, words: list[str]
) -> None:
    symbols = [Symbol(letter, 99, (10 * at, 0, 10 * at + 9, 20)) for at, letter in enumerate(read_as)]

    assert ["".join(symbol.text for symbol in piece) for piece in split_at_bars(symbols)] == words
