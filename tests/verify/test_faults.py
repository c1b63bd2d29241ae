"""Each faulty burner is caught by the check that is meant for it, whatever other checks say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import filing
from tests.verify import faults
from tests.verify.burns import Paper

WORDS = (
    "The minor Quillon Vexford lives at 12 Larkspur Lane, Delano. Counsel for the minor, reached at "
    "555-0142, says that the affidavit was filed on time and that the court has it now.\nA second paragraph follows."
)

CAUGHT = [
    (faults.burns_nothing, "text_under_marks", "characters_left"),
    (faults.burns_nothing, "secrets_on_pages", "value_left"),
    (faults.paints_only, "text_under_marks", "characters_left"),
    (faults.paints_only, "secrets_on_pages", "value_left"),
    (faults.paints_only, "secrets_in_objects", "in_content"),
    (faults.drops_a_mark, "text_under_marks", "characters_left"),
    (faults.drops_a_mark, "pixels_under_marks", "more_than_one_colour"),
    (faults.leaves_invisible_text, "text_under_marks", "characters_left"),
    (faults.leaves_text_without_width, "text_under_marks", "text_objects_left"),
    (faults.swallows_neighbours, "text_outside_marks", "characters_lost"),
    (faults.swallows_neighbours, "pixels_outside_marks", "burn_changed_neighbours"),
    (faults.shifts_the_text, "text_outside_marks", "characters_lost"),
    (faults.loses_a_page, "pages", "page_count"),
    (faults.swaps_pages, "text_outside_marks", "characters_lost"),
    (faults.swaps_pages, "pixels_outside_marks", "burn_changed_neighbours"),
    (faults.resizes_a_page, "pages", "size_differs_from_normal"),
    (faults.leaves_outlines, "beneath_marks", "line_art_left"),
    (faults.leaves_a_pattern, "beneath_marks", "something_beneath"),
    (faults.leaves_a_pattern, "secrets_in_objects", "in_unpainted_content"),
    (faults.leaves_words_under_a_mask, "masks_under_marks", "mask_left"),
    (faults.prints_another_label, "text_under_marks", "characters_left"),
    (faults.prints_another_label, "overlays", "unknown_overlay"),
    (faults.prints_dark_on_dark, "overlays", "no_contrast"),
    (faults.prints_too_small, "overlays", "too_small"),
    (faults.leaves_metadata, "structure", "metadata"),
    (faults.leaves_metadata, "secrets_in_objects", "in_string"),
    (faults.leaves_a_bookmark, "structure", "outlines"),
    (faults.leaves_a_bookmark, "secrets_in_objects", "in_string"),
    (faults.leaves_an_attachment, "structure", "name_tree"),
    (faults.leaves_an_attachment, "secrets_in_objects", "in_stream"),
    (faults.leaves_an_annotation, "structure", "annotations"),
    (faults.leaves_an_annotation, "secrets_in_objects", "in_string"),
    (faults.leaves_a_script, "structure", "action"),
    (faults.leaves_a_layer, "structure", "layers"),
    (faults.leaves_a_private_key, "structure", "unknown_key"),
    (faults.leaves_a_private_key, "secrets_in_objects", "in_string"),
    (faults.leaves_a_name, "secrets_in_objects", "in_name"),
    (faults.leaves_an_earlier_revision, "structure", "more_than_one_revision"),
    (faults.leaves_an_unreferenced_object, "structure", "unreferenced_object"),
    (faults.leaves_an_unreferenced_object, "secrets_in_objects", "in_string"),
    (faults.leaves_dead_bytes, "structure", "bytes_outside_objects"),
    (faults.leaves_dead_bytes, "secrets_in_objects", "in_raw_bytes"),
    (faults.leaves_bytes_behind, "structure", "bytes_outside_objects"),
    (faults.encrypts, "structure", "encryption"),
    (faults.leaves_a_comment, "structure", "comment_in_content"),
    (faults.leaves_an_unpainted_form, "secrets_in_objects", "in_unpainted_content"),
    (faults.leaves_a_property, "secrets_in_objects", "in_content_string"),
    (faults.leaves_a_map_entry, "secrets_in_objects", "in_character_map"),
    (faults.leaves_a_jpeg_comment, "structure", "words_in_jpeg"),
]


@pytest.mark.parametrize(("fault", "check", "reason"), CAUGHT, ids=[f"{f.__name__}-{c}" for f, c, _ in CAUGHT])
def test_a_faulty_burner_is_caught(tmp_path: Path, fault: Callable[[Paper], bytes], check: str, reason: str) -> None:
    paper = Paper(tmp_path, filing((WORDS, "The second page of two.")), burn=["Quillon Vexford", "555-0142"])

    found = paper.checks(fault)[check]

    assert not found.passed
    assert found.counts.get(reason, 0) > 0, (found.reason, dict(found.counts))
