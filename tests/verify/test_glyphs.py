"""A font's inventory is told: a burner that leaves it is caught for every kind of font, a right one passes."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from pikepdf import Name

from pipeline.nouns import Mark, Secret
from pipeline.redact.burn import PdfBurner
from pipeline.verify import program
from pipeline.verify.book import Unread
from tests.leaks import fonts, words
from tests.leaks.bench import SECRET, Case
from tests.redact.paper import normalised
from tests.verify.burns import Paper, changed, failing

KINDS = {
    "type1": fonts.font_type1,
    "cff": fonts.font_cff,
    "cff_with_codes": fonts.font_cff_with_codes,
    "truetype": fonts.font_truetype,
    "opentype": fonts.font_opentype,
    "cid_truetype": fonts.font_cid_truetype,
    "cid_cff": fonts.font_cid_cff,
    "cid_keyed": fonts.font_cid_keyed,
    "widths_only": words.font_widths_order,
    "type3": words.type3_unicode,
}

OUTLINES = [name for name in KINDS if name not in ("widths_only", "type3")]


def paper(case: Case, folder: Path) -> Paper:
    """Return a filing whose normal form has the case's own fonts in it, and its marks."""
    x0, y0, x1, y1 = case.marks[0][1]
    mark = Mark(page=0, quad=(x0, y0, x1, y0, x0, y1, x1, y1), decision=0, number=1)
    secret = Secret(value=SECRET, burned=(SECRET,), decision=0, expected=0)
    made = Paper(folder, case.data(), marks=(mark,), secrets=(secret,))
    made.normal = normalised(case.pdf, folder)
    return made


def burned(made: Paper) -> bytes:
    return PdfBurner().burn(made.normal, made.marks, made.secrets, made.folder).path.read_bytes()


def keeps_the_fonts(made: Paper) -> bytes:
    """Burn rightly, then put the fonts of the normal form back."""

    def change(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(made.normal.path) as before:
            for name, font in before.pages[0].obj.Resources.Font.items():
                if name in pdf.pages[0].obj.Resources.Font:
                    pdf.pages[0].obj.Resources.Font[name] = pdf.copy_foreign(before.make_indirect(font))

    return changed(burned(made), change)


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_burner_leaves_no_inventory(kind: str, tmp_path: Path) -> None:
    assert failing(paper(KINDS[kind](), tmp_path).checks(burned)) == {}


@pytest.mark.parametrize("kind", OUTLINES)
def test_a_burner_that_leaves_the_inventory_is_caught(kind: str, tmp_path: Path) -> None:
    found = paper(KINDS[kind](), tmp_path).checks(keeps_the_fonts)["glyph_inventory"]

    assert found.reason == "glyphs_left"
    assert found.pages == (0,)


@pytest.mark.parametrize("part", ["/ToUnicode", "/Widths", "/FontFile3"])
def test_each_part_of_a_font_is_judged_by_itself(part: str, tmp_path: Path) -> None:
    """One part of the font alone still has the letters that went."""
    made = paper(fonts.font_cff(), tmp_path)

    def keeps(made: Paper) -> bytes:
        def change(pdf: pikepdf.Pdf) -> None:
            with pikepdf.open(made.normal.path) as before:
                for name, old in before.pages[0].obj.Resources.Font.items():
                    new = pdf.pages[0].obj.Resources.Font[name]
                    if Name.FontDescriptor not in old:
                        continue
                    if part == "/FontFile3":
                        new.FontDescriptor[part].write(old.FontDescriptor[part].read_bytes())
                    elif part == "/ToUnicode":
                        new[part].write(old[part].read_bytes())
                    else:
                        new.FirstChar, new.LastChar = int(old.FirstChar), int(old.LastChar)
                        new.Widths = [int(width) for width in old.Widths]

        return changed(burned(made), change)

    assert made.checks(keeps)["glyph_inventory"].reason == "glyphs_left"


def test_a_program_that_cannot_be_read_proves_nothing(tmp_path: Path) -> None:
    def breaks(made: Paper) -> bytes:
        def change(pdf: pikepdf.Pdf) -> None:
            for font in pdf.pages[0].obj.Resources.Font.values():
                if Name.FontDescriptor in font:
                    font.FontDescriptor.FontFile3.write(b"\x01\x00\x04\x01 broken")

        return changed(burned(made), change)

    found = paper(fonts.font_cff(), tmp_path).checks(breaks)["glyph_inventory"]

    assert found.reason == "not_checked:font_program"


def test_a_set_of_cids_may_not_stand_in_a_file(tmp_path: Path) -> None:
    def lists(made: Paper) -> bytes:
        def change(pdf: pikepdf.Pdf) -> None:
            for font in pdf.pages[0].obj.Resources.Font.values():
                if Name.DescendantFonts in font:
                    font.DescendantFonts[0].FontDescriptor.CIDSet = pdf.make_stream(b"\xff\xff")

        return changed(burned(made), change)

    assert paper(fonts.font_cid_keyed(), tmp_path).checks(lists)["structure"].reason == "unknown_key"


@pytest.mark.parametrize("kind", OUTLINES)
def test_another_library_draws_only_the_letters_that_stayed(kind: str, tmp_path: Path) -> None:
    """FreeType, which wrote nothing of it, counts the glyphs with an outline."""
    with pikepdf.open(io.BytesIO(burned(paper(KINDS[kind](), tmp_path)))) as pdf:
        counts = [outlines(data) for data in embedded(pdf)]

    assert len(set(fonts.KEPT)) in counts
    assert len(fonts.LETTERS) not in counts


def embedded(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary):
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in thing:
                    yield thing[key].read_bytes()


def outlines(data: bytes) -> int:
    mupdf = pymupdf.mupdf
    font, plain = pymupdf.Font(fontbuffer=data), mupdf.FzMatrix(1, 0, 0, 1, 0, 0)
    boxes = [
        mupdf.fz_bound_path(mupdf.fz_outline_glyph(font.this, number, plain), mupdf.FzStrokeState(), plain)
        for number in range(font.glyph_count)
    ]
    return sum(box.x1 > box.x0 for box in boxes)


@pytest.mark.parametrize("make", [fonts.type1, fonts.cff, fonts.truetype, fonts.opentype, fonts.cid_keyed])
def test_a_cut_off_program_is_unread_or_has_less(make: Callable[[], bytes]) -> None:
    data = make()
    whole = program.read(data)

    seen = []
    for size in range(0, len(data), 97):
        with contextlib.suppress(Unread):
            seen.append(program.read(data[:size]).drawn)
    assert all(drawn <= whole.drawn for drawn in seen)
