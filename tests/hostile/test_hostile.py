"""Hostile files, run as `make hostile` runs a thousand: each ends with a reason or with proof, none harms the run."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from bench.hostile import Found, run, small_papers
from bench.mutate import BUILT, Hostile, Mix, corpus
from pipeline.extract.accept import PdfAccepter
from pipeline.redact.normalise import PlainNormaliser

SEED = 20
DAMAGED = 32

HEAVY = frozenset(
    {"bomb_flate", "bomb_font", "bomb_image", "million_objects", "million_packed_objects", "text_without_end"}
)
"""Sorts that take long until they are refused or proven; `make hostile` has them.

The limit of objects has its own test beside the accepter.
"""

SORTS = sorted(set(BUILT) - HEAVY)

ENDS: dict[str, tuple[str, ...]] = {
    "bomb_flate_twice": ("content_unreadable",),
    "bomb_lzw": ("content_unreadable",),
    "bomb_run_length": ("content_unreadable",),
    "bomb_object_stream": ("damaged",),
    "deep_page_tree": ("damaged", "no_pages", "no_page", "page_count"),
    "deep_forms": ("content_unreadable",),
    "deep_objects": ("damaged",),
    "fine_tiles": ("content_unreadable",),
    "huge_page": ("page_size",),
    "malformed_font": ("check_failed:", "undecodable_font", "ocr_low_confidence"),
    "many_pages": ("too_many_pages",),
    "no_pdf": ("damaged", "empty", "not_pdf"),
    "own_glyphs": ("content_unreadable",),
    "page_tree_of_loops": ("damaged", "no_pages"),
}
"""How each sort of built file must end."""

RELEASED = ("bomb_jpeg", "deep_colours", "no_number_boxes")
"""Sorts of which viewers show a sound page: what cannot be drawn is nowhere in the copy, or is as they take it."""


@pytest.fixture(scope="module")
def built() -> list[Hostile]:
    return [Hostile(sort, "", BUILT[sort](Mix(SEED))) for sort in SORTS]


@pytest.fixture(scope="module")
def ended(built: list[Hostile], tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What became of one file of each sort, and of some damaged papers, in one run."""
    files = [*built, *corpus(SEED, DAMAGED, small_papers())]
    return run(files, tmp_path_factory.mktemp("hostile") / "run", jobs=2, timeout=900)


@pytest.mark.timeout(1000)
def test_every_hostile_file_ends_in_one_place_and_nothing_else_is_harmed(ended: Found) -> None:
    assert ended.wrong == []
    assert sum(ended.outcomes.values()) == len(SORTS) + DAMAGED
    assert set(ended.outcomes) == {"released", "held", "refused"}


def test_nothing_that_is_burned_can_be_read_in_what_was_released(ended: Found) -> None:
    assert ended.readable == []
    assert ended.hunted >= 5


@pytest.mark.parametrize("sort", RELEASED)
def test_what_viewers_show_in_spite_of_its_faults_is_released_with_proof(sort: str, ended: Found) -> None:
    assert ended.ends[SORTS.index(sort)] == ("released", "")


def test_every_sort_has_an_expectation() -> None:
    assert set(SORTS) == {*ENDS, *RELEASED}


def test_a_page_whose_box_is_no_numbers_is_the_letter_page_that_viewers_take(tmp_path: Path) -> None:
    files = {BUILT["no_number_boxes"](Mix(number)) for number in range(24)}
    assert len(files) == 4
    for number, data in enumerate(sorted(files)):
        source = tmp_path / f"{number}.pdf"
        source.write_bytes(data)

        normal = PlainNormaliser().normalise(PdfAccepter().accept(source), tmp_path)

        with pypdfium2.PdfDocument(data) as paper:
            assert normal.page_sizes == (paper[0].get_size(),) == ((612.0, 792.0),)


@pytest.mark.parametrize("sort", sorted(ENDS))
def test_what_cannot_be_worked_with_is_refused_with_its_reason(sort: str, ended: Found) -> None:
    outcome, reasons = ended.ends[SORTS.index(sort)]

    assert outcome in {"refused", "held"}
    assert reasons.startswith(ENDS[sort]), reasons
