"""A page is read in the order a person reads it, and lines join where prose goes on and nowhere else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.extract.paper import at, lines, paper, read, read_page, rule, width

PROSE = [
    "The motion was heard on the calendar of this court, and the parties appeared",
    "through their counsel of record. Having read the papers that were filed in",
    "support of the motion and those in opposition, the court finds that neither",
    "side has shown good cause.",
]
FLOWED = " ".join(PROSE)


def body(page: object) -> str:
    return page.text[: page.body_end]  # type: ignore[attr-defined]


def test_the_lines_of_a_paragraph_are_one_line(tmp_path: Path) -> None:
    assert read_page(tmp_path, lines(72, 100, PROSE)).text == FLOWED


@pytest.mark.parametrize("step", [13, 14, 24, 28])
def test_spacing_of_lines_does_not_matter(tmp_path: Path, step: float) -> None:
    assert read_page(tmp_path, lines(72, 100, PROSE * 2, step=step)).text == FLOWED + "\n" + FLOWED


def test_an_indented_line_begins_a_paragraph_even_after_a_full_line(tmp_path: Path) -> None:
    full = PROSE[:3]
    page = read_page(
        tmp_path,
        at(108, 100, "Counsel conferred, and")
        + lines(72, 124, full, step=24)
        + at(108, 196, "Therefore the hearing of this matter stands vacated until a new date is set and")
        + at(72, 220, "noticed."),
    )

    assert "neither\nTherefore" in page.text


def test_paragraphs_parted_by_a_blank_line_stay_apart(tmp_path: Path) -> None:
    page = read_page(tmp_path, lines(72, 100, PROSE[:3]) + lines(72, 164, PROSE[:3]))

    assert page.text == " ".join(PROSE[:3]) + "\n" + " ".join(PROSE[:3])


def test_centred_headings_stay_apart(tmp_path: Path) -> None:
    page = read_page(
        tmp_path,
        at(206, 80, "UNITED STATES DISTRICT COURT")
        + at(186, 94, "EASTERN DISTRICT OF CALIFORNIA")
        + at(256, 122, "MEMORANDUM")
        + lines(72, 150, PROSE),
    )

    assert page.text.split("\n") == [
        "UNITED STATES DISTRICT COURT",
        "EASTERN DISTRICT OF CALIFORNIA",
        "MEMORANDUM",
        FLOWED,
    ]


ADDRESS = [
    "Mabel Quill",
    "Law Offices of Mabel Quill, A Professional Corporation",
    "1200 Larkspur Street, Suite 4",
    "Bakersfield, CA 93301",
]


@pytest.mark.parametrize("with_prose", [False, True])
def test_the_lines_of_an_address_stay_apart(tmp_path: Path, with_prose: bool) -> None:
    page = read_page(tmp_path, lines(72, 100, ADDRESS) + (lines(72, 300, PROSE) if with_prose else ""))

    assert page.text.split("\n")[:4] == ADDRESS


def test_the_lines_of_a_signature_block_stay_apart(tmp_path: Path) -> None:
    signed = ["Respectfully submitted,", "/s/ Otto Example", "OTTO EXAMPLE", "Attorney for Plaintiff"]
    page = read_page(tmp_path, lines(72, 100, PROSE) + lines(306, 190, signed))

    assert page.text.split("\n") == [FLOWED, *signed]


def test_list_items_stay_apart(tmp_path: Path) -> None:
    items = ["1. Mabel Quill", "2. Otto Example", "3. Wanda Sample"]
    page = read_page(tmp_path, lines(72, 60, PROSE) + lines(90, 130, items) + lines(72, 190, PROSE))

    assert page.text.split("\n") == [FLOWED, *items, FLOWED]


def test_a_label_and_its_hanging_paragraph_are_one_paragraph(tmp_path: Path) -> None:
    page = read_page(tmp_path, at(72, 100, "1.") + lines(108, 100, [p[:66].rsplit(" ", 1)[0] for p in PROSE[:3]]))

    assert page.text.startswith("1. The motion")
    assert "\n" not in page.text
    assert "\t" not in page.text


def test_a_word_broken_at_a_line_end_is_joined_and_its_hyphen_is_kept_beside(tmp_path: Path) -> None:
    first, second = PROSE[0] + " by Ha-", "skell, and " + PROSE[1]
    page = read_page(tmp_path, lines(72, 100, [first, second]))

    assert "by Haskell, and" in page.text
    ((before, quad),) = page.extras
    assert page.text[before] == "a"
    assert quad[0] == pytest.approx(float(page.quads[before][2]), abs=0.1)
    assert quad[2] > quad[0]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Garcia-", "Lopez, who", "Garcia-Lopez, who"),
        ("123-45-", "6789 and", "123-45-6789 and"),
        ("2010–", "2011 and", "2010–2011 and"),
        ("and/", "or the", "and/or the"),
        ("first-", "class mail", "first-class mail"),
    ],
)
def test_hyphens_that_belong_to_a_word_stay(tmp_path: Path, first: str, second: str, joined: str) -> None:
    page = read_page(tmp_path, lines(72, 100, [PROSE[0] + " " + first, second + " " + PROSE[1]]))

    assert joined in page.text
    assert page.extras == ()


def test_text_set_flush_on_both_sides_has_no_gaps(tmp_path: Path) -> None:
    content, words = "", PROSE[0].split()
    for row in range(4):
        x = 72.0
        for word in words:
            content += at(x, 100 + 14 * row, word)
            x += 5.2 * len(word) + 11
    page = read_page(tmp_path, content)

    assert "\t" not in page.text
    assert page.text.count(PROSE[0]) == 4


def test_courier_with_two_spaces_after_a_sentence_is_not_cut(tmp_path: Path) -> None:
    page = read_page(tmp_path, lines(72, 100, ["He came.  He saw.  Mr. Quill did not", "conquer.  The end."], font="C"))

    assert page.text == "He came. He saw. Mr. Quill did not conquer. The end."


@pytest.mark.parametrize(
    "content",
    [
        "BT /T 12 Tf 6 Tc 100 500 Td (Smith) Tj ET",
        "BT /T 12 Tf 100 500 Td [(S) -600 (m) -600 (i) -600 (t) -600 (h)] TJ ET",
        at(100, 200, "S m i t h"),
        at(100, 200, "S M I T H".lower().replace("s", "S")),
    ],
)
def test_a_spaced_out_word_is_a_word(tmp_path: Path, content: str) -> None:
    assert read_page(tmp_path, content).text == "Smith"


def test_words_that_were_pushed_into_each_other_stay_two_where_a_space_is_painted(tmp_path: Path) -> None:
    tight = "BT /T 12 Tf 1 0 0 1 72 650 Tm [(Dana ) 290 (Quill signed)] TJ ET\n"

    assert read_page(tmp_path, tight).text == "Dana Quill signed"


def test_spaced_out_words_stay_words(tmp_path: Path) -> None:
    page = read_page(
        tmp_path, at(100, 200, "M A B E L   Q U I L L") + at(100, 300, "J. R. R. Quill") + at(100, 400, "I am a B")
    )

    assert page.text.split("\n") == ["MABEL QUILL", "J. R. R. Quill", "I am a B"]


def test_pieces_of_a_name_drawn_out_of_order_come_together(tmp_path: Path) -> None:
    page = read_page(
        tmp_path, at(113.33, 200, "kell", font="H") + at(72, 200, "Ms. ") + at(94, 200, "Has") + at(140, 200, "left.")
    )

    assert page.text == "Ms. Haskell left."


def test_a_footnote_mark_does_not_stick_to_a_name(tmp_path: Path) -> None:
    after, end = 72 + width("Mabel Quill"), 140 + width("was heard on the 1")
    page = read_page(
        tmp_path,
        at(72, 200, "Mabel Quill")
        + at(after, 196, "1", size=7)
        + at(140, 200, "was heard on the 1")
        + at(end, 196, "st", size=7),
    )

    assert page.text == "Mabel Quill 1 was heard on the 1st"


def test_text_over_other_text_is_read_apart(tmp_path: Path) -> None:
    page = read_page(tmp_path, at(72, 200, "Mabel Quill lives here") + at(75, 200, "CONFIDENTIAL MATERIAL", font="H"))

    assert "Mabel Quill lives here" in page.text
    assert "CONFIDENTIAL MATERIAL" in page.text


LEFT = ["MABEL QUILL, an individual, and", "OTTO EXAMPLE,", "Plaintiffs,", "v.", "CITY OF LARKSPUR,", "Defendant."]


@pytest.mark.parametrize("mark", [")", "|", ":", "§"])
def test_a_caption_is_read_party_block_first(tmp_path: Path, mark: str) -> None:
    content = lines(72, 100, LEFT, step=16)
    content += lines(300, 100, [mark] * 7, step=16)
    content += lines(320, 116, ["Case No. 1:10-cv-01203", "ORDER ON MOTION"], step=16)
    page = read_page(tmp_path, content + lines(72, 240, PROSE))

    assert page.text.split("\n") == [*LEFT, "Case No. 1:10-cv-01203", "ORDER ON MOTION", FLOWED]


def test_a_caption_with_ruled_sides_is_read_party_block_first(tmp_path: Path) -> None:
    content = lines(72, 100, LEFT, step=16) + rule(300, 86, 300, 190) + rule(72, 190, 300, 190)
    content += lines(320, 100, ["Case No. 1:10-cv-01203", "Hon. Wanda Sample"], step=16)
    page = read_page(tmp_path, content + lines(72, 240, PROSE))

    assert page.text.split("\n") == [*LEFT, "Case No. 1:10-cv-01203", "Hon. Wanda Sample", FLOWED]


def wrapped(text: str, most: float) -> list[str]:
    found = [""]
    for word in text.split():
        if width(f"{found[-1]} {word}") > most:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found


def test_a_party_block_that_wraps_in_its_column_is_joined(tmp_path: Path) -> None:
    party = "MABEL QUILL, President of the Board of Trustees of the Library; OTTO B. EXAMPLESON, Commissioner"
    content = lines(72, 100, wrapped(party, 205)) + rule(284, 86, 284, 190) + lines(320, 100, ["Case No. 5"])
    page = read_page(tmp_path, content + rule(72, 190, 284, 190) + lines(72, 240, PROSE))

    assert page.text.split("\n") == [party + "\tCase No. 5", FLOWED]


def test_two_counsel_blocks_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    other = ["Wanda Sample", "Sample & Sample LLP", "9 Fictional Avenue", "Fresno, CA 93650"]
    page = read_page(
        tmp_path, lines(72, 100, ADDRESS[:1] + ADDRESS[2:]) + lines(330, 100, other) + lines(72, 240, PROSE)
    )

    assert page.text.split("\n") == [*ADDRESS[:1], *ADDRESS[2:], *other, FLOWED]


def test_two_columns_of_prose_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [
        "The clerk of the court is asked",
        "to file this under seal until",
        "the hearing of the motion that",
        "was noticed by Mabel",
    ]
    right = [
        "Quill. The address of the",
        "witness is known to the parties",
        "and it is not to be shown to",
        "anyone but counsel.",
    ]
    page = read_page(tmp_path, lines(72, 100, left, size=11) + lines(240, 100, right, size=11))

    assert "noticed by Mabel\nQuill. The" in page.text
    assert page.text.startswith("The clerk of the court is asked to file")


def test_cells_of_a_table_are_parted_by_tabs_and_rows_by_newlines(tmp_path: Path) -> None:
    rows = [("Name", "Date", "Amount"), ("Mabel Quill", "1/2/2010", "40.00"), ("Otto Example", "3/4/2011", "1,250.00")]
    content = "".join(
        at(x, 100 + 16 * i, cell) for i, row in enumerate(rows) for x, cell in zip((72, 250, 400), row, strict=True)
    )

    assert read_page(tmp_path, content).text == "\n".join("\t".join(row) for row in rows)


def test_cells_of_a_ruled_table_are_whole_when_they_wrap(tmp_path: Path) -> None:
    content = at(76, 112, "Mabel Annabel") + at(76, 126, "Quill-Example")
    content += at(166, 112, "Witness for the") + at(166, 126, "plaintiff")
    content += at(76, 152, "Otto") + at(166, 152, "Clerk")
    content += "".join(rule(72, y, 260, y) for y in (98, 136, 160))
    content += "".join(rule(x, 98, x, 160) for x in (72, 160, 260))

    assert read_page(tmp_path, content).text.split("\n") == [
        "Mabel Annabel Quill-Example\tWitness for the plaintiff",
        "Otto\tClerk",
    ]


def test_pieces_of_a_rule_are_one_rule_though_the_lower_or_the_right_one_stands_a_little_before(tmp_path: Path) -> None:
    rows = [("Unit", "Tenant", "Date of/birth", "Moved/out"), ("101", "Mabel Quill", "12.04.1968", "02.28.2023")]
    rows += [("104", "Quill, Otto", "08.30.1990", "03.31.2023"), ("107", "Pia Example", "10.10.1977", "06.30.2023")]
    tops, sides, content = (90, 118, 134, 150, 166), (72, 100, 160, 216, 270), ""
    for top, row in zip(tops, rows, strict=False):
        for x, cell in zip(sides, row, strict=False):
            content += lines(x + 4, top + 11, cell.split("/"), font="H", size=9, step=12)
    content += "".join(rule(72, y, 216, y) + rule(216, y - 0.7, 270, y - 0.7) for y in tops)
    content += "".join(rule(x, 90, x, 134) + rule(x - 0.7, 134, x - 0.7, 166) for x in sides)

    assert read_page(tmp_path, content).text.split("\n") == ["\t".join(row).replace("/", " ") for row in rows]


def test_labels_and_values_share_a_row(tmp_path: Path) -> None:
    content = "".join(
        at(72, 100 + 18 * i, label) + at(200, 100 + 18 * i, value)
        for i, (label, value) in enumerate(
            [("Name:", "Mabel Quill"), ("Date of birth:", "1/2/1970"), ("Phone:", "555-0100")]
        )
    )

    assert read_page(tmp_path, content).text == "Name:\tMabel Quill\nDate of birth:\t1/2/1970\nPhone:\t555-0100"


def test_a_form_is_read_cell_by_cell(tmp_path: Path) -> None:
    content = (
        at(75, 108, "NAME", size=7)
        + at(75, 124, "Mabel Quill")
        + at(305, 108, "DATE OF BIRTH", size=7)
        + at(305, 124, "1/2/1970")
    )
    content += at(75, 140, "ADDRESS", size=7) + at(75, 156, "9 Fictional Avenue")
    content += "".join(rule(72, y, 540, y) for y in (98, 130, 162))
    content += rule(72, 98, 72, 162) + rule(540, 98, 540, 162) + rule(300, 98, 300, 130)

    text = read_page(tmp_path, content).text.split("\n")
    assert text == ["NAME", "Mabel Quill", "DATE OF BIRTH", "1/2/1970", "ADDRESS", "9 Fictional Avenue"]


def test_line_numbers_of_pleading_paper_are_no_text(tmp_path: Path) -> None:
    numbers = "".join(at(50 if n > 9 else 56, 72 + 24 * n, str(n)) for n in range(1, 29))
    page = read_page(tmp_path, numbers + lines(90, 96, PROSE, step=24) + rule(80, 0, 80, 792))

    assert page.text == FLOWED


def test_line_numbers_that_were_misread_go_with_those_around_them(tmp_path: Path) -> None:
    read_as = {2: "Z", 21: "2A"}
    numbers = "".join(at(50 if n > 9 else 56, 72 + 24 * n, read_as.get(n, str(n))) for n in range(1, 29))
    page = read_page(tmp_path, numbers + lines(90, 96, PROSE * 5, step=24))

    assert "2A" not in page.text
    assert "Z" not in page.text
    assert page.text.count(PROSE[0].split(" ")[0]) >= 5
    assert not any(char.isdigit() for char in page.text)


def test_line_numbers_of_a_deposition_are_no_text(tmp_path: Path) -> None:
    spoken = ["Q.  State your name.", "A.  Mabel Quill.", "Q.  And where do you live?"] * 8
    rows = [f"{n:>2}      {text}" for n, text in enumerate(spoken, 1)]
    page = read_page(tmp_path, lines(72, 72, rows, step=24, font="C"))

    assert "Mabel Quill." in page.text
    assert not any(char.isdigit() for char in page.text)


def test_numbers_that_do_not_count_the_lines_stay(tmp_path: Path) -> None:
    ages = lines(72, 100, ["1", "2", "4", "8", "16", "32", "64", "1", "2", "4"]) + lines(200, 100, ["Mabel"] * 10)

    assert "64\tMabel" in read_page(tmp_path, ages).text


STAMP = "Case 1:10-cv-01203-AB-CD   Document 3   Filed 12/15/11   Page {} of 3"


def test_stamps_heads_page_numbers_and_bates_numbers_come_after_the_text(tmp_path: Path) -> None:
    pages = [
        at(120, 22, STAMP.format(n))
        + at(200, 50, "Quill v. City of Larkspur")
        + lines(72, 100, PROSE)
        + at(300, 750, f"- {n} -")
        + at(500, 770, f"LARK00012{n}")
        for n in (1, 2, 3)
    ]
    reading = read(tmp_path, paper(*pages))

    assert reading.text[: reading.body_end] == (FLOWED + "\n") * 3
    for n, page in enumerate(reading.pages, 1):
        assert page.text[: page.body_end] == FLOWED
        rest = page.text[page.body_end :].split("\n")
        assert {" ".join(STAMP.format(n).split()), "Quill v. City of Larkspur", f"- {n} -", f"LARK00012{n}"} <= set(
            rest
        )


def test_a_heading_near_the_top_is_text(tmp_path: Path) -> None:
    reading = read(
        tmp_path, paper(*[at(200, 72, head) + lines(72, 110, PROSE) for head in ("COMPLAINT", "ANSWER", "REPLY")])
    )

    assert [body(page).split("\n")[0] for page in reading.pages] == ["COMPLAINT", "ANSWER", "REPLY"]


def test_turned_text_in_the_margin_does_not_cut_the_text(tmp_path: Path) -> None:
    turned = "BT /T 8 Tf 0 1 -1 0 40 300 Tm (OFFICES OF MABEL QUILL) Tj ET\n"
    page = read_page(tmp_path, lines(72, 100, PROSE[:2]) + turned + lines(72, 128, PROSE[2:]))

    assert body(page) == FLOWED
    assert "OFFICES OF MABEL QUILL" in page.text[page.body_end :]


def test_a_page_of_turned_text_is_read_as_if_it_were_upright(tmp_path: Path) -> None:
    turned = "".join(f"BT /T 12 Tf 0 1 -1 0 {100 + 14 * i} 100 Tm ({text}) Tj ET\n" for i, text in enumerate(PROSE))

    assert body(read_page(tmp_path, turned)) == FLOWED


def test_hidden_text_on_a_page_that_shows_text_comes_after_it(tmp_path: Path) -> None:
    page = read_page(tmp_path, lines(72, 100, PROSE) + at(200, 107, "hidden words", more="3 Tr"))

    assert body(page) == FLOWED
    assert "hidden words" in page.text[page.body_end :]


def test_places_belong_to_their_characters_after_all_that_moving(tmp_path: Path) -> None:
    content = lines(72, 100, PROSE) + lines(330, 300, ["WANDA"]) + at(72, 300, "OTTO")
    page = read_page(tmp_path, content)

    for word, x, y in (("WANDA", 330, 300), ("OTTO", 72, 300), ("opposition", 72, 128)):
        start = page.text.index(word)
        quad = page.quads[start]
        assert quad[5] - 4 < y < quad[5]
        if word != "opposition":
            assert quad[0] == pytest.approx(x, abs=0.1)
    blank = np.isnan(page.quads[:, 0])
    assert all(char in " \n\t" for char, empty in zip(page.text, blank, strict=True) if empty)
    assert not any(char in " \n\t" for char, empty in zip(page.text, blank, strict=True) if not empty)
    assert (page.glyphs[blank] == -1).all()


def test_a_long_cell_close_to_the_next_column_is_a_cell_of_its_own(tmp_path: Path) -> None:
    rows = [("ABARA, CHIDI", "987-65-4327"), ("OKORO, NIA", "987-65-4328"), ("VALE, ANN", "987-65-4329")]
    cells = "".join(at(58, y, a) + at(186, y, b) for y, (a, b) in zip((100, 130, 160), rows, strict=True))
    long = "MCA VEGA R IV"  # set with wide spaces, so that the gap before the next cell looks narrow beside them
    cells += at(186 - 15 - width(long) - 3 * 5, 190, long, more="5 Tw") + at(186, 190, "666-04-1199", more="0 Tw")

    assert read_page(tmp_path, cells).text.endswith(f"{long}\t666-04-1199")
