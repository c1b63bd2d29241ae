"""Compressed pixels lose their comments and trailing bytes, and no pixel."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pikepdf
import pytest
from PIL import Image

from pipeline.redact import codec
from pipeline.redact.sample import Pixels, fax, fax_parameters, pack, unpack

NOTE = b"Nobody Example"


def picture(mode: str = "RGB") -> Image.Image:
    values = np.random.default_rng(3).integers(0, 255, (24, 40, 3), dtype=np.uint8)
    return Image.fromarray(values).convert(mode)


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 40, "subsampling": 2}])
@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_jpeg_shows_the_same_without_its_words(mode: str, options: dict[str, object]) -> None:
    held = io.BytesIO()
    picture(mode).save(held, "JPEG", comment=NOTE, **options)
    data = held.getvalue() + NOTE

    plain = codec.plain_jpeg(data)

    assert NOTE not in plain
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(plain))), np.asarray(Image.open(io.BytesIO(data))))


def test_a_jpeg2000_shows_the_same_without_its_words() -> None:
    held = io.BytesIO()
    picture().save(held, "JPEG2000")
    data = held.getvalue() + (len(NOTE) + 8).to_bytes(4, "big") + b"uuid" + NOTE

    plain = codec.plain_jpx(data)

    assert NOTE not in plain
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(plain))), np.asarray(Image.open(io.BytesIO(data))))


def test_deflated_pixels_end_where_they_end() -> None:
    packed = zlib.compress(bytes(100))

    assert codec.plain_deflate(packed + NOTE, 100) == packed
    assert codec.plain_deflate(packed, 99) is None
    assert codec.plain_deflate(packed[:-6], 100) is None


def test_fax_data_end_at_their_end_mark() -> None:
    packed = fax((np.arange(64 * 16).reshape(16, 64) % 5 == 0).astype(np.uint8))

    assert NOTE not in codec.plain_fax(packed + NOTE)


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 16])
@pytest.mark.parametrize("parts", [1, 3])
def test_samples_are_the_same_after_packing(bits: int, parts: int) -> None:
    values = (
        np.random.default_rng(bits).integers(0, 1 << bits, (7, 13, parts)).astype(np.uint16 if bits == 16 else np.uint8)
    )
    space = pikepdf.Name.DeviceGray if parts == 1 else pikepdf.Name.DeviceRGB
    with pikepdf.new() as pdf:
        made = pack(pdf, Pixels(values, bits, "/FlateDecode"), pikepdf.Dictionary(ColorSpace=space))
        again = unpack(made)

    assert again is not None
    assert np.array_equal(again.values, values)


def test_bilevel_samples_are_the_same_after_fax() -> None:
    values = np.random.default_rng(1).integers(0, 2, (20, 33)).astype(np.uint8)
    with pikepdf.new() as pdf:
        head = pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=33, Height=20)
        image = pikepdf.Stream(pdf, fax(values), head)
        image["/ColorSpace"], image["/BitsPerComponent"] = pikepdf.Name.DeviceGray, 1
        image["/Filter"], image["/DecodeParms"] = pikepdf.Name.CCITTFaxDecode, fax_parameters(33, 20)
        again = unpack(image)

    assert again is not None
    assert np.array_equal(again.values[:, :, 0], values)
