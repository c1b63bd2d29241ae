"""Hostile files, run as `make hostile` runs a thousand: each ends with a reason or with proof, none harms the run."""

from __future__ import annotations

import pytest

from bench.hostile import Found, run, small_papers
from bench.mutate import BUILT, Hostile, Mix, corpus

SEED = 20
DAMAGED = 40

HEAVY = frozenset({"bomb_flate", "bomb_font", "bomb_image", "million_packed_objects", "text_without_end"})
"""Sorts that take long until they are refused or proven; `make hostile` has them."""

SORTS = sorted(set(BUILT) - HEAVY)

ENDS: dict[str, tuple[str, ...]] = {
    "bomb_flate_twice": ("content_unreadable",),
    "bomb_lzw": ("content_unreadable",),
    "bomb_run_length": ("content_unreadable",),
    "bomb_object_stream": ("damaged",),
    "deep_page_tree": ("damaged", "no_pages", "no_page", "page_count"),
    "deep_objects": ("damaged",),
    "fine_tiles": ("content_unreadable",),
    "huge_page": ("page_size",),
    "malformed_font": ("check_failed:", "undecodable_font", "ocr_low_confidence"),
    "many_pages": ("too_many_pages",),
    "million_objects": ("too_many_objects",),
    "no_pdf": ("damaged", "empty", "not_pdf"),
    "page_tree_of_loops": ("damaged", "no_pages"),
}
"""How each sort of built file must end; those that are not named may also be released with proof."""


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


@pytest.mark.parametrize("sort", sorted(ENDS))
def test_what_cannot_be_worked_with_is_refused_with_its_reason(sort: str, ended: Found) -> None:
    outcome, reasons = ended.ends[SORTS.index(sort)]

    assert outcome in {"refused", "held"}
    assert reasons.startswith(ENDS[sort]), reasons
