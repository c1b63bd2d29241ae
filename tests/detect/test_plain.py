"""Raw text, as tools extract it, becomes text as a person reads it, with every offset exact."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.detect.plain import Flowed, flow

PROSE = "The parties met and conferred on the matter of the lease that was signed by Tomas\n"


def numbered(lines, *, form="{n}  {line}"):
    return "\n".join(form.format(n=n, line=line) for n, line in enumerate(lines, 1))


def sentence(count):
    return [f"and the witness said for the {i}th time that nothing had been taken from the" for i in range(count)]


def test_text_that_was_never_broken_comes_out_unchanged():
    text = "Plaintiff resides in Fairhaven.\n\nDefendant does not.\n"
    assert flow(text).text == text


def test_lines_of_a_paragraph_become_one_line():
    assert flow(PROSE + "Quill and others.").text == PROSE.replace("\n", " ") + "Quill and others."


def test_a_word_hyphenated_at_a_line_end_is_joined_and_maps_to_both_lines():
    raw = PROSE.replace("Tomas\n", "Mon-\n") + "toya alone."
    flowed = flow(raw)
    at = flowed.text.index("Montoya")
    assert flowed.back(at, at + 7) == [(raw.index("Mon-"), raw.index("toya") + 4)]


def test_a_hyphenated_surname_keeps_its_hyphen_when_the_second_half_has_a_capital():
    raw = "and the witness said that nothing had been taken from the house of Mrs. Alma Quill-\nBrandt on Monday."
    assert "Quill-Brandt on" in flow(raw).text


def test_blocks_of_gutter_numbers_go():
    raw = "\n".join(str(n) for n in range(1, 29)) + "\nUNITED STATES DISTRICT COURT\n"
    assert flow(raw).text == "UNITED STATES DISTRICT COURT\n"


@pytest.mark.parametrize("form", ["{n}  {line}", "{n}\t{line}", "{n}\n{line}", ".{n}. .{line}", "·{n}· · · {line}"])
def test_gutter_numbers_go_wherever_they_stand(form):
    raw = numbered(sentence(12), form=form)
    assert flow(raw).text == " ".join(sentence(12))


def test_a_name_through_a_gutter_number_is_one_span_of_the_raw_text():
    lines = sentence(9)
    lines[4] = "and the house at the end of the lane was then sold by the late Mr. Tomas"
    lines[5] = "Quill, who had lived in it for nine years"
    raw = numbered(lines)
    flowed = flow(raw)
    at = flowed.text.index("Tomas Quill")
    (span,) = flowed.back(at, at + len("Tomas Quill"))
    assert raw[slice(*span)] == "Tomas\n6  Quill"


def test_numbers_that_do_not_count_up_stay():
    raw = "12 the Court finds\n30 days later\n7 persons came\n2 of them left\n19 stayed on\n4 more came"
    assert flow(raw).text == raw


def test_the_numbers_of_paragraphs_stay():
    raw = "\n".join(f"{n}. The lease of unit {n} was signed, and it was void." for n in range(1, 9))
    assert flow(raw).text == raw


def test_numbers_that_count_up_but_are_no_gutter_stay_when_they_are_few():
    raw = "1  Oak Street\n2  Elm Street\n3  Ash Street"
    assert flow(raw).text == raw


def test_an_address_block_keeps_its_lines():
    raw = "Tomas Quill\n12 Elm Street, Apt. 4\nFairhaven, CA 90001\n"
    assert flow(raw).text == raw


def test_a_list_and_a_form_keep_their_lines():
    item = "1. The lease of the house at the lake, which was signed in May, is void and without"
    raw = f"{item}\n2. Costs.\nName: Ana Brandt\nAddress: 12 Elm Street\n"
    assert flow(raw).text == raw


def test_the_columns_of_a_caption_are_taken_apart():
    raw = (
        "MARIA QUILL DE            )\tCase No. 1:24-cv-00001\n"
        "LA BRANDT, et al.,        )\n"
        "                          )\tORDER\n"
        "     Plaintiffs,          )\n"
        "     v.                   )\n"
        "CITY OF FAIRHAVEN,        )\n"
    )
    flowed = flow(raw)
    assert flowed.text.splitlines()[0] == "MARIA QUILL DE LA BRANDT, et al.,"
    assert flowed.text.splitlines()[-2:] == ["Case No. 1:24-cv-00001", "ORDER"]
    at = flowed.text.index("MARIA QUILL DE LA BRANDT")
    pieces = flowed.back(at, at + len("MARIA QUILL DE LA BRANDT"))
    assert [raw[a:b].strip() for a, b in pieces] == ["MARIA QUILL DE", "LA BRANDT"]


def test_a_closing_parenthesis_of_a_sentence_is_no_column():
    raw = "The Court (in its order\nof May 1) granted it\nand (Doc. 4) denied the\nrest (see Doc. 5)\n"
    assert "(in its order of May 1) granted" in flow(raw).text


def test_lines_of_nothing_but_a_column_character_go():
    raw = "In re:\n)\nChapter 7\n)\nTomas Quill,\n)\nDebtor.\n"
    assert flow(raw).text == "In re:\nChapter 7\nTomas Quill,\nDebtor.\n"


def test_a_docket_stamp_is_no_part_of_a_sentence():
    raw = PROSE + "Case 1:24-cv-00001-ABC   Document 7   Filed 01/31/24   Page 3 of 5\nQuill and others left."
    assert "\nCase 1:24" in flow(raw).text


def test_parties_closed_by_semicolons_are_joined_line_by_line():
    raw = "Plaintiffs,\nv.\nTOMAS QUILL;\nANA MARIA BRANDT DE\nLA ROSA;\nCITY OF FAIRHAVEN;\n"
    assert "\nANA MARIA BRANDT DE LA ROSA;\n" in flow(raw).text


def test_wide_gaps_become_one_tab():
    assert flow("Quill, Tomas        12 Elm Street     $400").text == "Quill, Tomas\t12 Elm Street\t$400"


def test_letter_spaced_lines_are_closed_up_into_words():
    raw = "1 2 E l m S t . , S t e . 4 0 2\nF A I R H A V E N , M I C H I G A N 4 8 0 0 1\n"
    flowed = flow(raw)
    assert flowed.text == "12 Elm St., Ste. 402\nFAIRHAVEN, MICHIGAN 48001\n"
    at = flowed.text.index("FAIRHAVEN")
    assert flowed.back(at, at + 9) == [(raw.index("F A"), raw.index("N ,") + 1)]


def test_wide_gaps_part_the_words_of_a_letter_spaced_line():
    assert flow("Q U I L L  L A W  O F F I C E\n").text == "QUILL  LAW  OFFICE\n"


def test_a_row_of_figures_is_not_closed_up():
    assert flow("1 2 3 4 5 6 7\nA B C\n").text == "1 2 3 4 5 6 7\nA B C\n"


def test_line_ends_of_every_kind_are_line_ends():
    assert flow("A\r\nB\fC\x0bD").text == "A\nB\nC\nD"


def test_flowing_hides_its_words_from_repr():
    assert "Quill" not in repr(flow("Tomas Quill"))


WORDS = ["Tomas", "Quill", "the", "court", "said", "12", "3", "ex-", "a", "v.", "Case", "é"]
MARKS = [")", "(", "§", ":", "-", ".", ",", ";", "·", "\u00ad", "_"]
BLANKS = [" ", "  ", "     ", "\t", "\n", "\n\n", "\r\n", "\f", "1\n", "2\n", "3\n", "4\n", "5\n", "6\n"]
PIECES = st.sampled_from([*WORDS, *MARKS, *BLANKS])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=120).map("".join))
def test_every_character_maps_to_itself_and_none_is_lost_but_numbers_and_columns(raw):
    flowed = flow(raw)
    assert len(flowed.map) == len(flowed.text)
    for char, at in zip(flowed.text, flowed.map.tolist(), strict=True):
        if at >= 0:
            assert char == raw[at] or (char.isspace() and (raw[at].isspace() or raw[at] == "·"))
        else:
            assert char == "\n"
    kept = flowed.map[flowed.map >= 0].tolist()
    assert len(kept) == len(set(kept)), "no character twice"
    lost = {raw[i] for i in range(len(raw)) if not flowed.kept[i]}
    assert all(c.isspace() or c.isdigit() or c in ")§|:.·-\u00ad" for c in lost)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=80).map("".join), st.data())
def test_the_way_back_covers_exactly_the_kept_characters(raw, data):
    flowed = flow(raw)
    size = len(flowed.text)
    start = data.draw(st.integers(0, size))
    end = data.draw(st.integers(start, size))
    spans = flowed.back(start, end)
    covered = {i for a, b in spans for i in range(a, b) if flowed.kept[i]}
    assert covered == set(flowed.map[start:end][flowed.map[start:end] >= 0].tolist())
    assert all(a < b for a, b in spans)
    assert all(first[1] < second[0] for first, second in pairwise(spans))


def test_text_that_is_taken_as_it_is_maps_to_itself():
    assert Flowed.same("Tomas Quill").back(6, 11) == [(6, 11)]
