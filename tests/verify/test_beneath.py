"""What lies under marks: pixels of lossless and lossy images, turned and cropped ones, and what may stay there."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.nouns import Mark
from pipeline.verify.checks.beneath import smooth, uniform
from tests.builders import filing
from tests.verify import faults
from tests.verify.burns import Paper, failing

SIZE = (400, 120)
"""Pixels of the picture, which fills 200 by 60 points at the origin."""

MATRIX = (200.0, 0.0, 0.0, -60.0, 0.0, 60.0)


def mark(x0: float, y0: float, x1: float, y1: float) -> Mark:
    return Mark(0, (x0, y0, x1, y0, x0, y1, x1, y1), 0, 1)


BURNED = mark(20, 15, 150, 45)


def scan(*, burned: bool, ink: int = 0, faint: int | None = None) -> Image.Image:
    image = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(image)
    for y in range(6, 120, 16):
        draw.text((4, y), "the quick brown fox jumps over the lazy dog and the court", fill=ink)
    if burned:
        draw.rectangle((40, 30, 299, 89), fill=0)
    if faint is not None:
        draw.text((60, 50), "Quillon Vexford", fill=faint)
    return image


def jpeg(image: Image.Image, quality: int) -> np.ndarray:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return np.asarray(Image.open(out))[:, :, None].copy()


def test_a_burned_area_of_a_lossless_image_is_uniform() -> None:
    picture = np.asarray(scan(burned=True))[:, :, None]

    assert uniform(picture, MATRIX, BURNED, lossy=False)


def test_letters_that_differ_by_two_greys_are_seen_in_a_lossless_image() -> None:
    picture = np.asarray(scan(burned=True, faint=2))[:, :, None]

    assert not uniform(picture, MATRIX, BURNED, lossy=False)


@pytest.mark.parametrize("quality", [20, 50, 75, 95])
def test_a_burned_area_of_a_jpeg_is_uniform_in_spite_of_its_ringing_edge(quality: int) -> None:
    assert uniform(jpeg(scan(burned=True), quality), MATRIX, BURNED, lossy=True)


@pytest.mark.parametrize("quality", [20, 75, 95])
@pytest.mark.parametrize("faint", [None, 40])
def test_an_area_of_a_jpeg_that_was_not_burned_is_seen(quality: int, faint: int | None) -> None:
    picture = jpeg(scan(burned=faint is not None, faint=faint), quality)

    assert not uniform(picture, MATRIX, BURNED, lossy=True)


def test_a_mark_too_small_for_a_block_is_judged_by_every_pixel() -> None:
    thin = mark(21, 15.5, 60, 18)

    assert not uniform(jpeg(scan(burned=False, ink=90), 75), MATRIX, mark(2, 3, 40, 6), lossy=True)
    assert uniform(jpeg(scan(burned=True), 75), MATRIX, thin, lossy=True)


def test_an_image_without_area_is_never_uniform() -> None:
    assert not uniform(np.zeros((4, 4, 1), np.uint8), (0.0, 0.0, 0.0, 0.0, 0.0, 0.0), BURNED, lossy=False)


def test_a_shaded_ground_is_smooth_and_letters_are_not() -> None:
    ramp = np.tile(np.arange(0, 200, dtype=np.uint8)[None, :, None], (20, 1, 4))
    lettered = ramp.copy()
    lettered[8:12, 90:96] = 0
    mask = np.ones(ramp.shape[:2], dtype=bool)

    assert smooth(ramp, mask)
    assert not smooth(lettered, mask)


@pytest.mark.parametrize("options", [{}, {"rotated": 180}, {"crop": (0, 0, 612, 700)}])
def test_pixels_that_a_box_only_covers_are_found(tmp_path: Path, options: dict[str, object]) -> None:
    words = "The minor Quillon Vexford lives here."
    paper = Paper(tmp_path, filing(words, scanned=True, ocr_layer=True, dpi=100, **options), burn=["Quillon Vexford"])

    found = paper.checks(faults.covers_pixels)["images_under_marks"]

    assert found.reason == "pixels_left"
    assert found.pages == (0,)


def test_a_scan_whose_pixels_were_burned_passes(tmp_path: Path) -> None:
    words = "The minor Quillon Vexford lives here."
    paper = Paper(tmp_path, filing(words, scanned=True, ocr_layer=True, dpi=100), burn=["Quillon Vexford"])

    checks = paper.checks()

    assert failing(checks) == {}
    assert checks["images_under_marks"].counts["images"] == 1


def test_a_picture_erased_beside_the_marks_is_found(tmp_path: Path) -> None:
    paper = Paper(tmp_path, filing("The minor Quillon Vexford.", picture="An exhibit"), burn=["Quillon Vexford"])

    assert failing(paper.checks()) == {}
    assert paper.checks(faults.erases_a_picture_beside)["pixels_outside_marks"].reason == "burn_changed_neighbours"


def test_a_white_box_passes(tmp_path: Path) -> None:
    paper = Paper(tmp_path, filing("The minor Quillon Vexford lives here."), burn=["Quillon Vexford"], box=(1, 1, 1))

    assert failing(paper.checks()) == {}


def test_a_mark_without_a_box_must_leave_the_page_as_it_looked_and_no_text(tmp_path: Path) -> None:
    paper = Paper(tmp_path, filing("The minor Quillon Vexford lives here."), burn=["Quillon Vexford"])
    paper.marks = tuple(replace(mark, bare=True, overlay=()) for mark in paper.marks)

    drawn = failing(paper.checks())
    left = failing(paper.checks(lambda p: p.normal.path.read_bytes()))

    assert drawn == {"pixels_outside_marks": "burn_changed_neighbours"}
    assert left["text_under_marks"] == "characters_left"
    assert "pixels_outside_marks" not in left
