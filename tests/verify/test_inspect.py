"""An inspection finds what is covered and still there, what is hidden, and leaves honest pages alone."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from PIL import Image

from pipeline.verify.inspect import Problem, Severity, clean, inspect
from tests.builders import filed, filing

WORD = "Vexford"
WHERE = (100, 100)


def paper(tmp_path: Path, draw: Callable[[pymupdf.Page], None], *, rotation: int = 0) -> Path:
    """Write one page that `draw` has painted."""
    path = tmp_path / "paper.pdf"
    with pymupdf.open() as doc:
        page = doc.new_page(width=400, height=300)
        page.insert_text((50, 50), "An honest line that can be read.", fontname="tiro", fontsize=12)
        draw(page)
        page.set_rotation(rotation)
        doc.set_metadata({})
        doc.save(path, garbage=3, deflate=True)
    return path


def write(page: pymupdf.Page, text: str = WORD, **options: object) -> pymupdf.Rect:
    """Write the word and return its place."""
    page.insert_text(WHERE, text, fontname="tiro", fontsize=12, **options)  # type: ignore[arg-type]
    width = pymupdf.get_text_length(text, "tiro", 12)
    return pymupdf.Rect(WHERE[0] - 1, WHERE[1] - 11, WHERE[0] + width + 1, WHERE[1] + 4)


def pictured(text: str, *, size: tuple[int, int] = (300, 60)) -> bytes:
    with pymupdf.open() as doc:
        page = doc.new_page(width=size[0], height=size[1])
        page.insert_text((20, 35), text, fontname="helv", fontsize=18)
        return page.get_pixmap(dpi=150, colorspace=pymupdf.csGRAY).tobytes("png")


def blank(value: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (16, 16), value).save(out, "PNG")
    return out.getvalue()


def codes(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.code for problem in problems}


# Covered and still there


def black_box(page: pymupdf.Page) -> None:
    page.draw_rect(write(page), color=None, fill=(0, 0, 0))


def white_box(page: pymupdf.Page) -> None:
    page.draw_rect(write(page), color=None, fill=(1, 1, 1))


def round_box(page: pymupdf.Page) -> None:
    page.draw_rect(write(page), color=None, fill=(0.1, 0.1, 0.1), radius=0.4)


def tilted_box(page: pymupdf.Page) -> None:
    write(page)
    shape = page.new_shape()
    shape.draw_quad(pymupdf.Quad((90, 85), (150, 80), (90, 112), (150, 108)))
    shape.finish(color=None, fill=(0, 0, 0.2))
    shape.commit()


def thick_line(page: pymupdf.Page) -> None:
    rect = write(page)
    middle = (rect.y0 + rect.y1) / 2
    page.draw_line((rect.x0, middle), (rect.x1, middle), color=(0, 0, 0), width=rect.height)


def labelled_box(page: pymupdf.Page) -> None:
    rect = write(page)
    page.draw_rect(rect, color=None, fill=(0, 0, 0))
    page.insert_text((rect.x0 + 2, rect.y1 - 5), "REDACTED", fontsize=6, color=(1, 1, 1))


def image_over_text(page: pymupdf.Page) -> None:
    page.insert_image(write(page), stream=blank(0), keep_proportion=False)


def square_annotation(page: pymupdf.Page) -> None:
    annot = page.add_rect_annot(write(page))
    annot.set_colors(stroke=(0, 0, 0), fill=(0, 0, 0))
    annot.update()


def dark_highlight(page: pymupdf.Page) -> None:
    annot = page.add_highlight_annot(write(page))
    annot.set_colors(stroke=(0, 0, 0))
    annot.update()


def unapplied_redaction(page: pymupdf.Page) -> None:
    page.add_redact_annot(write(page), fill=(0, 0, 0))


def black_on_black(page: pymupdf.Page) -> None:
    page.draw_rect((95, 88, 180, 105), color=None, fill=(0, 0, 0))
    write(page, color=(0.02, 0.02, 0.02))


def box_on_scan(page: pymupdf.Page) -> None:
    page.insert_image((50, 80, 350, 140), stream=pictured(WORD))
    page.draw_rect((60, 92, 180, 128), color=None, fill=(0, 0, 0))


def white_box_on_scan(page: pymupdf.Page) -> None:
    page.insert_image((50, 80, 350, 140), stream=pictured(WORD))
    page.draw_rect((60, 92, 180, 128), color=None, fill=(1, 1, 1))


def image_on_scan(page: pymupdf.Page) -> None:
    page.insert_image((50, 80, 350, 140), stream=pictured(WORD))
    page.insert_image((60, 92, 180, 128), stream=blank(0), keep_proportion=False)


def annotation_on_scan(page: pymupdf.Page) -> None:
    page.insert_image((50, 80, 350, 140), stream=pictured(WORD))
    annot = page.add_rect_annot((60, 92, 180, 128))
    annot.set_colors(stroke=(0, 0, 0), fill=(0, 0, 0))
    annot.update()


def burned_scan_with_its_words(page: pymupdf.Page) -> None:
    """The picture was burned; the recognised text over it was not."""
    page.insert_image((0, 0, 400, 300), stream=blank(0), keep_proportion=False)
    write(page, render_mode=3)


def outlines_under_box(page: pymupdf.Page) -> None:
    for x in range(100, 160, 12):
        page.draw_circle((x, 100), 4, color=None, fill=(0.4, 0.4, 0.4))
    page.draw_rect((90, 90, 165, 110), color=None, fill=(0, 0, 0))


BAD = {
    black_box: "text_under_box",
    white_box: "text_under_box",
    round_box: "text_under_box",
    tilted_box: "text_under_box",
    thick_line: "text_under_box",
    labelled_box: "text_under_box",
    image_over_text: "text_under_image",
    square_annotation: "text_under_annotation",
    dark_highlight: "text_under_annotation",
    unapplied_redaction: "redaction_not_applied",
    black_on_black: "text_in_box_colour",
    box_on_scan: "image_under_box",
    white_box_on_scan: "image_under_box",
    image_on_scan: "image_under_box",
    annotation_on_scan: "image_under_annotation",
    burned_scan_with_its_words: "recognised_text_under_box",
    outlines_under_box: "art_under_box",
}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize(("draw", "code"), BAD.items(), ids=[draw.__name__ for draw in BAD])
def test_a_bad_redaction_is_found_in_its_place(
    tmp_path: Path, draw: Callable[[pymupdf.Page], None], code: str, rotation: int
) -> None:
    path = paper(tmp_path, draw, rotation=rotation)

    found = [problem for problem in inspect(path) if problem.code == code]

    assert found
    assert all(problem.severity is Severity.LEAK for problem in found)
    with pymupdf.open(path) as doc:
        covered = pymupdf.Rect(85, 80, 185, 130) * doc[0].rotation_matrix
    if code != "recognised_text_under_box":
        assert covered.intersects(pymupdf.Rect(found[0].rect))


# Honest pages


def shaded_row(page: pymupdf.Page) -> None:
    page.draw_rect((90, 85, 300, 110), color=(0, 0, 0), fill=(0.85, 0.85, 0.85))
    write(page)


def header_band(page: pymupdf.Page) -> None:
    page.draw_rect((90, 85, 300, 110), color=None, fill=(0, 0, 0.3))
    write(page, color=(1, 1, 1))


def bar_over_nothing(page: pymupdf.Page) -> None:
    page.draw_rect((90, 85, 300, 110), color=None, fill=(0, 0, 0))
    page.insert_text((95, 100), "REDACTED", fontsize=8, color=(1, 1, 1))


def marker_pen(page: pymupdf.Page) -> None:
    annot = page.add_highlight_annot(write(page))
    annot.set_colors(stroke=(1, 1, 0))
    annot.update()


def glass_box(page: pymupdf.Page) -> None:
    page.draw_rect(write(page), color=None, fill=(0, 0.4, 1), fill_opacity=0.3)


def struck_out(page: pymupdf.Page) -> None:
    rect = write(page)
    page.draw_line((rect.x0, 96), (rect.x1, 96), color=(0, 0, 0), width=0.8)


def letterhead(page: pymupdf.Page) -> None:
    page.insert_image((50, 80, 350, 140), stream=pictured("Clerk of Court"))
    page.draw_rect((50, 160, 350, 180), color=None, fill=(0, 0, 0))


def burned_scan(page: pymupdf.Page) -> None:
    """The pixels were burned, and a box was drawn over them as well."""
    page.insert_image((50, 80, 350, 140), stream=blank(0), keep_proportion=False)
    page.draw_rect((60, 92, 180, 128), color=None, fill=(0, 0, 0))


def nested_panels(page: pymupdf.Page) -> None:
    page.draw_rect((60, 80, 340, 200), color=None, fill=(0.2, 0.2, 0.2))
    page.draw_rect((80, 85, 320, 190), color=None, fill=(1, 1, 1))
    write(page)


def underscores(page: pymupdf.Page) -> None:
    page.insert_text(WHERE, "________", fontname="tiro", fontsize=12)
    page.draw_rect((98, 98, 160, 106), color=None, fill=(0, 0, 0))


HONEST = [
    shaded_row, header_band, bar_over_nothing, marker_pen, glass_box, struck_out, letterhead, burned_scan,
    nested_panels, underscores,
]  # fmt: skip


@pytest.mark.parametrize("draw", HONEST, ids=lambda draw: draw.__name__)
def test_an_honest_page_is_clean(tmp_path: Path, draw: Callable[[pymupdf.Page], None]) -> None:
    found = inspect(paper(tmp_path, draw))

    assert clean(found), codes(found)


@pytest.mark.parametrize(
    "options", [{}, {"pleading": True}, {"table": (("Name", "Sum"), ("Avery", "$ 12"))}, {"rotated": 90, "turned": 90}]
)
def test_an_ordinary_filing_is_clean(tmp_path: Path, options: dict[str, object]) -> None:
    found = inspect(filed(tmp_path / "a.pdf", "The court has it now. " * 60, **options))

    assert clean(found), codes(found)


def test_a_scan_with_its_recognised_text_is_only_noted(tmp_path: Path) -> None:
    found = inspect(filed(tmp_path / "a.pdf", "The court has it now.", scanned=True, ocr_layer=True))

    assert "recognised_text" in codes(found)
    assert clean(found)


# Hidden on the page and beside it

HIDDEN = {
    "invisible": ({"invisible": WORD}, "invisible_text"),
    "white": ({"white": WORD}, "white_text"),
    "tiny": ({"tiny": WORD}, "tiny_text"),
    "outside": ({"outside": WORD}, "off_page_text"),
    "crop": ({"crop": (0, 200, 612, 792)}, "off_page_text"),
    "layer": ({"hidden_layer": WORD}, "hidden_layer"),
    "attachment": ({"attachments": {"a.txt": b"words"}}, "attachment"),
    "note": ({"notes": [WORD]}, "comment"),
    "hidden_note": ({"hidden_notes": [WORD]}, "hidden_annotation"),
    "script": ({"javascript": "app.alert(1)"}, "javascript"),
    "revision": ({"earlier": WORD}, "earlier_revision"),
}

NOTED = {
    "metadata": ({"metadata": {"title": WORD}}, "metadata"),
    "xmp": ({"xmp": WORD}, "metadata"),
    "bookmark": ({"bookmarks": [WORD]}, "bookmark"),
    "field": ({"fields": {"name": "x"}}, "form_field"),
    "link": ({"links": {"court": "https://court.example/"}}, "link"),
}


@pytest.mark.parametrize(("options", "code"), HIDDEN.values(), ids=HIDDEN)
def test_what_a_reader_does_not_see_is_found(tmp_path: Path, options: dict[str, object], code: str) -> None:
    found = inspect(filed(tmp_path / "a.pdf", "The court has it now. " * 40, **options))

    assert code in codes(found)
    assert not clean(found)


@pytest.mark.parametrize(("options", "code"), NOTED.values(), ids=NOTED)
def test_what_office_programs_leave_is_noted(tmp_path: Path, options: dict[str, object], code: str) -> None:
    found = inspect(filed(tmp_path / "a.pdf", "The court has it now. " * 40, **options))

    assert code in codes(found)
    assert clean(found), codes(found)


def test_an_object_that_nothing_refers_to_is_found(tmp_path: Path) -> None:
    path = paper(tmp_path, lambda page: None)
    with pymupdf.open(path) as doc:
        xref = doc.get_new_xref()
        doc.update_object(xref, "<<>>")
        doc.update_stream(xref, b"BT /F 9 Tf (Vexford) Tj ET")
        doc.save(tmp_path / "b.pdf", garbage=0)

    found = inspect(tmp_path / "b.pdf")

    assert "unreferenced_object" in codes(found)
    assert not clean(found)


# Given values, and an original


def test_given_values_are_found_in_their_place_and_beside_the_pages(tmp_path: Path) -> None:
    path = filed(tmp_path / "a.pdf", ("The minor Quillon\nVexford.", "No name."), bookmarks=["Quillon Vexford"])

    found = inspect(path, values=["QUILLON VEXFORD"])

    places = [problem for problem in found if problem.code == "protected_value"]
    assert [problem.page for problem in places] == [0]
    assert places[0].rect is not None
    assert "protected_value_in_object" in codes(found)


def test_a_callback_finds_on_each_page(tmp_path: Path) -> None:
    path = filed(tmp_path / "a.pdf", ("First 555-0142.", "Second 555-0142."))

    found = inspect(path, find=lambda text: [(text.index("555"), text.index("555") + 8)])

    assert [problem.page for problem in found if problem.code == "protected_value"] == [0, 1]


def test_a_redacted_copy_that_differs_only_by_its_boxes_is_clean(tmp_path: Path) -> None:
    before = filed(tmp_path / "a.pdf", "The minor Quillon Vexford lives here.")
    with pymupdf.open(before) as doc:
        for rect in doc[0].search_for("Quillon Vexford"):
            doc[0].add_redact_annot(rect, fill=(0, 0, 0))
        doc[0].apply_redactions()
        doc.save(tmp_path / "b.pdf", garbage=4, deflate=True)

    assert clean(inspect(tmp_path / "b.pdf", original=before))


def test_a_boxed_value_that_stands_in_a_bookmark_is_found_by_the_original(tmp_path: Path) -> None:
    before = filed(tmp_path / "a.pdf", "The minor Quillon Vexford lives here.", bookmarks=["Quillon Vexford"])
    with pymupdf.open(before) as doc:
        for rect in doc[0].search_for("Quillon Vexford"):
            doc[0].add_redact_annot(rect, fill=(0, 0, 0))
        doc[0].apply_redactions()
        doc.save(tmp_path / "b.pdf", garbage=4, deflate=True)

    assert "protected_value_in_object" in codes(inspect(tmp_path / "b.pdf", original=before))


def test_a_copy_that_lost_a_line_or_a_page_is_found(tmp_path: Path) -> None:
    before = filed(tmp_path / "a.pdf", ("One line.\nAnother line.", "Second page."))
    short = filed(tmp_path / "b.pdf", ("One line.",))

    found = inspect(short, original=before)

    assert {"page_count_differs", "differs_outside_boxes"} <= codes(found)


# What cannot be read


def test_a_file_that_does_not_open_is_unread_and_not_clean(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"no PDF")

    found = inspect(path)

    assert [problem.severity for problem in found] == [Severity.UNREAD]
    assert not clean(found)


def test_a_locked_file_opens_with_its_password_only(tmp_path: Path) -> None:
    path = filed(tmp_path / "a.pdf", "The court has it now.", user_password="docket")  # noqa: S106 - locks nothing up

    assert not clean(inspect(path))
    assert clean(inspect(path, password="docket"))  # noqa: S106


def test_a_problem_holds_no_word(tmp_path: Path) -> None:
    found = inspect(paper(tmp_path, black_box), values=[WORD])

    assert WORD not in repr(found)


def test_a_damaged_page_leaves_the_others_inspected(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.open(io.BytesIO(filing(("One.", "Two."), white=WORD))) as pdf:
        pdf.pages[1].obj.Contents = pdf.make_stream(b"q BT ((( Tj /X Do")
        pdf.save(path)

    assert "white_text" in codes(inspect(path))
