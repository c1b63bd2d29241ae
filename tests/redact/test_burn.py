"""Marks are burned, neighbours are not, and what is printed on the boxes can be read."""

from __future__ import annotations

import math
from pathlib import Path

import pikepdf
import pymupdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary

from pipeline.errors import HeldError
from pipeline.nouns import Mark
from pipeline.redact.burn import PdfBurner
from tests.leaks.bench import IMAGE_AT, IMAGE_MARK, NEIGHBOURS, form, grey_image, new, page, placed, shown, simple
from tests.redact.paper import burned, found, normalised, opened, quad, read, secrets

WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "theta", "lambda", "omega", "sigma"]


def lines(texts: list[str], *, leading: float, size: float = 11) -> pikepdf.Pdf:
    pdf = new()
    shows = b" ".join(b"(%s) '" % text.encode() for text in texts)
    page(pdf, b"BT /F1 %g Tf %g TL 72 600 Td %s ET" % (size, leading, shows), neighbours=False)
    return pdf


@given(index=st.integers(0, 9), leading=st.sampled_from([9.0, 10.0, 11.0, 12.5, 18.0]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_word_goes_and_every_other_word_stays(index: int, leading: float, tmp_path: Path) -> None:
    rows = [" ".join(WORDS[i:] + WORDS[:i]) for i in range(5)]
    word = WORDS[index]

    draft = burned(lines(rows, leading=leading), tmp_path, word)

    assert read(draft.path)[0].split() == [w for row in rows for w in row.split() if w != word]
    assert len(draft.marks) == 5


def test_overlapping_letters_go_one_without_the_other(tmp_path: Path) -> None:
    pdf = simple(b"BT /F1 24 Tf 72 500 Td [(T) 250 (o) 120 (V) 300 (A)] TJ ET").pdf
    normal = normalised(pdf, tmp_path)
    with pymupdf.open(normal.path) as paper:
        blocks = paper[0].get_text("rawdict")["blocks"]
        spans = [span for block in blocks for line in block.get("lines", ()) for span in line["spans"]]
        chars = [char for span in spans if span["size"] > 20 for char in span["chars"]]
    box = next(c["bbox"] for c in chars if c["c"] == "V")

    draft = PdfBurner().burn(normal, [Mark(page=0, quad=quad(*box), decision=0, number=1)], (), tmp_path)

    assert "V" not in read(draft.path)[0]
    assert all(letter in read(draft.path)[0] for letter in "ToA")
    assert not draft.flattened
    assert draft.marks[0].rect[2] < box[2] - 5


def test_pages_without_marks_are_not_touched(tmp_path: Path) -> None:
    pdf = simple(shown("secretword")).pdf
    page(pdf, shown("other"))
    normal = normalised(pdf, tmp_path)

    draft = PdfBurner().burn(normal, found(normal, "secretword"), secrets("secretword"), tmp_path)

    with opened(normal.path) as before, opened(draft.path) as after:
        assert before.pages[1].obj["/Contents"].read_bytes() == after.pages[1].obj["/Contents"].read_bytes()
    assert "other" in read(draft.path)[1]


def test_a_form_that_two_pages_share_is_burned_on_one_only(tmp_path: Path) -> None:
    pdf = new()
    head = form(pdf, shown("letterhead"))
    for _ in range(2):
        page(pdf, b"/H Do", XObject=Dictionary(H=head))
    normal = normalised(pdf, tmp_path)
    first = [mark for mark in found(normal, "letterhead") if mark.page == 0]

    draft = PdfBurner().burn(normal, first, secrets("letterhead"), tmp_path)

    assert "letterhead" not in read(draft.path)[0]
    assert "letterhead" in read(draft.path)[1]


def test_an_image_that_two_pages_share_is_burned_where_it_is_marked_only(tmp_path: Path) -> None:
    pdf = new()
    one = grey_image(pdf)
    for _ in range(2):
        page(pdf, placed(), XObject=Dictionary(Im1=one))
    normal = normalised(pdf, tmp_path)
    mark = Mark(page=0, quad=quad(*IMAGE_MARK), decision=0, number=1)

    draft = PdfBurner().burn(normal, [mark], secrets("Zebulon"), tmp_path)

    with pypdfium2.PdfDocument(normal.path) as before, pypdfium2.PdfDocument(draft.path) as after:
        pictures = [
            [
                next(sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])).get_bitmap().to_numpy()
                for sheet in pdf
            ]
            for pdf in (before, after)
        ]
    (whole, _), (burned_, kept) = pictures
    marked = slice(0, math.floor(whole.shape[1] * (IMAGE_MARK[2] - IMAGE_MARK[0]) / IMAGE_AT[2]) - 1)
    assert len(set(burned_[:, marked].flatten().tolist())) == 1
    assert (kept == whole).all()


def test_initials_on_the_box_can_be_searched(tmp_path: Path) -> None:
    draft = burned(simple(shown("Somebody Else")).pdf, tmp_path, "Somebody Else", overlay=("S.E.",))

    with pypdfium2.PdfDocument(draft.path.read_bytes()) as paper:
        assert paper[0].get_textpage().search("S.E.").get_next() is not None
    assert "Somebody" not in read(draft.path)[0]


def test_the_first_text_that_fits_is_printed_and_none_that_does_not(tmp_path: Path) -> None:
    draft = burned(simple(shown("abc")).pdf, tmp_path, "abc", overlay=("much too long a text for that", "AB"))

    assert "much" not in read(draft.path)[0]
    assert "AB" in read(draft.path)[0]


@pytest.mark.parametrize("degrees", [35, 90, 180, 300])
def test_turned_text_is_burned_under_a_turned_box(degrees: int, tmp_path: Path) -> None:
    turn = math.radians(degrees)
    cos, sin = math.cos(turn), math.sin(turn)
    body = b"BT /F1 12 Tf %.5f %.5f %.5f %.5f 300 400 Tm (keep ) Tj (secretword) Tj ( keep) Tj ET" % (
        cos,
        sin,
        -sin,
        cos,
    )

    draft = burned(simple(body).pdf, tmp_path, "secretword")

    assert "secretword" not in read(draft.path)[0].replace("\r\n", "")
    assert read(draft.path)[0].count("keep") == 2
    assert not draft.flattened


def test_what_marks_cover_is_of_one_colour(tmp_path: Path) -> None:
    draft = burned(simple(shown("secretword") + b"1 0 0 RG 60 680 m 200 700 l S").pdf, tmp_path, "secretword")

    with pypdfium2.PdfDocument(draft.path.read_bytes()) as paper:
        picture = paper[0].render(scale=4).to_numpy()[:, :, :3]
    for mark in draft.marks:
        x0, y0, x1, y1 = (round(v * 4) for v in mark.rect)
        assert picture[y0 + 2 : y1 - 2, x0 + 2 : x1 - 2].max() == 0


def test_rules_and_frames_around_a_burned_word_stay(tmp_path: Path) -> None:
    frame = b"0 0 1 RG 0.5 w 60 676 200 24 re S 60 684 m 260 684 l S 0.9 g 60 640 200 20 re f 0 g"
    draft = burned(simple(frame + shown("secretword")).pdf, tmp_path, "secretword")

    with pypdfium2.PdfDocument(draft.path.read_bytes()) as paper:
        picture = paper[0].render(scale=4).to_numpy()[:, :, :3]
    assert picture[((792 - 676) * 4) - 1 : ((792 - 676) * 4) + 2, 4 * 230].min() < 200
    assert (
        picture[((792 - 650) * 4), 4 * 100].tolist() == [229, 229, 229] or picture[((792 - 650) * 4), 400].max() < 240
    )


def test_a_page_that_cannot_be_cleaned_is_replaced_by_its_picture_and_stays_searchable(tmp_path: Path) -> None:
    body = b"q BT 7 Tr /F1 12 Tf 72 686 Td (secretword) Tj ET 0 0 1 rg 60 680 200 20 re f Q"

    draft = burned(simple(body).pdf, tmp_path, "secretword")

    assert draft.flattened == (0,)
    assert all(line in read(draft.path)[0] for line in NEIGHBOURS)
    assert "secretword" not in read(draft.path)[0]
    with opened(draft.path) as pdf:
        assert list(pdf.pages[0].obj["/Resources"]["/XObject"].keys()) == ["/X0"]
        assert b"secretword" not in pdf.pages[0].obj["/Contents"].read_bytes()


def test_a_mark_on_a_page_that_is_not_there_is_held(tmp_path: Path) -> None:
    normal = normalised(simple(shown()).pdf, tmp_path)

    with pytest.raises(HeldError) as caught:
        PdfBurner().burn(normal, [Mark(page=7, quad=quad(0, 0, 9, 9), decision=0, number=1)], (), tmp_path)

    assert caught.value.reason == "mark_off_page"


def test_without_marks_the_draft_is_the_plain_copy(tmp_path: Path) -> None:
    normal = normalised(simple(shown("kept")).pdf, tmp_path)

    draft = PdfBurner().burn(normal, (), (), tmp_path)

    assert read(draft.path) == read(normal.path)
    assert draft.marks == ()


def test_the_marks_come_back_in_order_and_never_wider(tmp_path: Path) -> None:
    normal = normalised(simple(shown("one two three")).pdf, tmp_path)
    marks = found(normal, "three", "one")

    draft = PdfBurner().burn(normal, marks, secrets("three", "one"), tmp_path)

    assert [mark.decision for mark in draft.marks] == [mark.decision for mark in marks]
    for old, new_ in zip(marks, draft.marks, strict=True):
        assert new_.rect[0] >= old.rect[0] - 0.01
        assert new_.rect[2] <= old.rect[2] + 0.01


def test_letters_that_only_burned_text_used_leave_the_font(tmp_path: Path) -> None:
    from tests.leaks.words import _subset_font

    pdf = new()
    font = _subset_font(pdf)
    page(pdf, b"BT /F2 12 Tf 72 640 Td (Quentin) Tj 0 -40 Td (tentin) Tj ET", Font=Dictionary(F2=font))

    draft = burned(pdf, tmp_path, "Quentin")

    with opened(draft.path) as made:
        kept = next(f for f in made.pages[0].obj["/Resources"]["/Font"].values() if "+Plain" in str(f["/BaseFont"]))
        assert b"<51>" not in kept["/ToUnicode"].read_bytes()
        assert int(kept["/FirstChar"]) > ord("Q")
        assert b"Q" not in kept["/FontDescriptor"]["/FontFile3"].read_bytes()[:60]
    assert "tentin" in read(draft.path)[0]


def test_a_name_that_stands_twice_in_a_font_keeps_its_letters(tmp_path: Path) -> None:
    draft = burned(lines(["alpha beta", "beta gamma"], leading=14), tmp_path, "gamma")

    assert draft.scrubbed.get("font_shrunk", 0) in (0, 1)
    assert read(draft.path)[0].split() == ["alpha", "beta", "beta"]


def test_the_draft_is_the_same_each_time(tmp_path: Path) -> None:
    normal = normalised(simple(shown("secretword")).pdf, tmp_path)
    marks = found(normal, "secretword", overlay=("S.",))

    digests = {PdfBurner().burn(normal, marks, (), tmp_path).sha256 for _ in range(3)}

    assert len(digests) == 1


def test_a_tall_font_box_does_not_take_the_lines_around(tmp_path: Path) -> None:
    """A mark so tall that it holds three lines burns its own, when the secret tells which that is."""
    normal = normalised(lines(["first row", "secretword", "third row"], leading=11), tmp_path)
    (mark,) = found(normal, "secretword")
    x0, y0, x1, y1 = mark.rect
    tall = Mark(page=0, quad=quad(x0, y0 - 8, x1, y1 + 8), decision=0, number=1)

    draft = PdfBurner().burn(normal, [tall], secrets("secretword"), tmp_path)

    assert read(draft.path)[0].split() == ["first", "row", "third", "row"]


def test_a_box_drawn_over_several_lines_burns_them_all(tmp_path: Path) -> None:
    normal = normalised(lines(["first row", "second row", "third row"], leading=11), tmp_path)
    with pymupdf.open(normal.path) as paper:
        spots = [paper[0].search_for(word)[0] for word in ("first", "third")]
    area = quad(spots[0].x0 - 2, spots[0].y0, spots[0].x0 + 80, spots[1].y1)

    draft = PdfBurner().burn(normal, [Mark(page=0, quad=area, decision=0, number=1)], (), tmp_path)

    assert read(draft.path)[0].split() == []
