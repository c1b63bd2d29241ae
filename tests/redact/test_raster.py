"""Pixels under a mark are burned in every image, and those beside it are not."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.redact import raster
from pipeline.redact.sample import unpack


def grey(pdf: pikepdf.Pdf, values: np.ndarray, **entries: object) -> pikepdf.Object:
    head = pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, **entries)
    head["/Width"], head["/Height"] = values.shape[1], values.shape[0]
    head["/ColorSpace"], head["/BitsPerComponent"], head["/Filter"] = (
        pikepdf.Name.DeviceGray,
        8,
        pikepdf.Name.FlateDecode,
    )
    return pdf.make_indirect(pikepdf.Stream(pdf, zlib.compress(values.tobytes()), head))


@given(st.floats(0, 0.6), st.floats(0, 0.6), st.floats(0.05, 0.4), st.floats(0.05, 0.4))
@settings(max_examples=60, deadline=None)
def test_a_pixel_that_the_mark_touches_is_burned_whole(x: float, y: float, w: float, h: float) -> None:
    area = raster.cover([[(x, y), (x + w, y), (x + w, y + h), (x, y + h)]])(50, 40)

    rows, columns = np.mgrid[0:40, 0:50]
    inside = (columns < (x + w) * 50) & (columns + 1 > x * 50) & (rows < (1 - y) * 40) & (rows + 1 > (1 - y - h) * 40)
    assert (area | ~inside).all()
    assert area.sum() <= (w * 50 + 3) * (h * 40 + 3)


def test_burning_sets_one_colour_and_leaves_the_rest() -> None:
    values = np.random.default_rng(5).integers(0, 255, (20, 30), dtype=np.uint8)
    with pikepdf.new() as pdf:
        image = grey(pdf, values)
        cover = raster.cover([[(0, 0.5), (0.5, 0.5), (0.5, 1), (0, 1)]])

        made = raster.burned(pdf, image, cover, white=False)

        assert made is not None
        pixels, source = unpack(made), unpack(image)
    assert pixels is not None
    assert source is not None
    area = cover(30, 20)
    assert set(pixels.values[area].ravel().tolist()) == {0}
    assert np.array_equal(pixels.values[~area], source.values[~area])


def test_an_image_of_one_colour_under_the_mark_is_not_packed_again() -> None:
    with pikepdf.new() as pdf:
        image = grey(pdf, np.full((20, 30), 255, dtype=np.uint8))

        assert raster.burned(pdf, image, raster.cover([[(0, 0), (1, 0), (1, 1), (0, 1)]]), white=False) is image


def test_a_soft_mask_is_burned_with_its_image() -> None:
    letters = np.random.default_rng(5).integers(0, 255, (10, 15), dtype=np.uint8)
    with pikepdf.new() as pdf:
        image = grey(pdf, np.zeros((20, 30), dtype=np.uint8), SMask=grey(pdf, letters))

        made = raster.burned(pdf, image, raster.whole, white=False)

        assert made is not None
        mask = unpack(made["/SMask"])
    assert mask is not None
    assert len(np.unique(mask.values)) == 1


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_jpeg_hardly_changes_beside_the_mark(mode: str) -> None:
    ramp = np.add.outer(np.arange(64), np.arange(96)) * 1.5
    held = io.BytesIO()
    Image.fromarray(ramp.astype(np.uint8)).convert(mode).save(held, "JPEG", quality=75)
    with pikepdf.new() as pdf:
        head = pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=96, Height=64)
        image = pikepdf.Stream(pdf, held.getvalue(), head)
        image["/ColorSpace"] = pikepdf.Name.DeviceGray if mode == "L" else pikepdf.Name.DeviceRGB
        image["/BitsPerComponent"], image["/Filter"] = 8, pikepdf.Name.DCTDecode
        before = unpack(image)

        made = raster.burned(pdf, image, raster.cover([[(0, 0), (0.25, 0), (0.25, 1), (0, 1)]]), white=False)

        assert made is not None
        after = unpack(made)
    assert before is not None
    assert after is not None
    assert np.abs(before.values[:, 40:].astype(int) - after.values[:, 40:]).max() <= 6
    assert after.values[:, :16].max() <= 24
