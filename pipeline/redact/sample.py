"""Unpack the samples of an image object and pack them again in the same manner; colours are never converted.

A JPEG is packed again with its own tables, a bilevel image as group 4 fax when
it was fax or JBIG2, everything else deflated.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pikepdf
from PIL import Image, JpegImagePlugin

from pipeline.redact.codec import plain_jpeg
from pipeline.redact.colour import components
from pipeline.redact.entry import is_true
from pipeline.redact.mupdf import pymupdf
from pipeline.redact.picture import MAX_PIXELS, stored

Samples = npt.NDArray[Any]

Image.MAX_IMAGE_PIXELS = None  # our own limit is `MAX_PIXELS`, checked before anything is unpacked


@dataclass(slots=True)
class Pixels:
    """The samples of one image."""

    values: Samples
    """Shape (height, width, components), unsigned, as stored: not through /Decode."""
    bits: int
    how: str
    """The filter that packed them, '' for none."""
    jpeg: Image.Image | None = None


def unpack(image: pikepdf.Object) -> Pixels | None:
    """Return the samples of a clean image object; None when they cannot be had."""
    width, height = int(image["/Width"]), int(image["/Height"])
    if width * height > MAX_PIXELS:
        return None
    try:
        data, how, parms = stored(image)
        if how == "/DCTDecode":
            return _from_jpeg(image, data)
        if how in ("/CCITTFaxDecode", "/JBIG2Decode", "/JPXDecode"):
            return _from_engine(image, data, how, parms)
        return _from_plain(image, how)
    except (pikepdf.PdfError, zlib.error, OSError, ValueError, SyntaxError, RuntimeError, pymupdf.mupdf.FzErrorBase):
        return None


def depth(image: pikepdf.Object) -> int:
    """Return the bits of one sample."""
    return 1 if is_true(image.get("/ImageMask")) else int(image.get("/BitsPerComponent", 8))


def channels(image: pikepdf.Object) -> int:
    """Return the samples of one pixel."""
    space = image.get("/ColorSpace")
    return 1 if is_true(image.get("/ImageMask")) or space is None else components(space)


def _from_plain(image: pikepdf.Object, how: str) -> Pixels | None:
    width, height, bits, parts = int(image["/Width"]), int(image["/Height"]), depth(image), channels(image)
    stride = (width * parts * bits + 7) // 8
    data = image.read_bytes()
    data = data[: stride * height].ljust(stride * height, b"\0")
    rows = np.frombuffer(data, dtype=np.uint8).reshape(height, stride)
    if bits == 8:
        values = rows.reshape(height, width, parts).copy()
    elif bits == 16:
        values = rows.view(">u2").reshape(height, width, parts).astype(np.uint16)
    elif bits in (1, 2, 4):
        single = np.unpackbits(rows, axis=1)[:, : width * parts * bits]
        weights = (1 << np.arange(bits)[::-1]).astype(np.uint8)
        values = single.reshape(height, width, parts, bits) @ weights
    else:
        return None
    return Pixels(values, bits, how)


def _from_jpeg(image: pikepdf.Object, data: bytes) -> Pixels | None:
    picture = Image.open(io.BytesIO(data))
    if picture.format != "JPEG":
        return None
    values = np.asarray(picture)
    if values.ndim == 2:
        values = values[:, :, None]
    size = (int(image["/Height"]), int(image["/Width"]))
    if values.shape[:2] != size:
        image["/Height"], image["/Width"] = values.shape[:2]
    return Pixels(values.copy(), 8, "/DCTDecode", picture)


def _from_engine(image: pikepdf.Object, data: bytes, how: str, parms: Any) -> Pixels | None:
    """Unpack by MuPDF: fax and JBIG2 as bits, JPEG 2000 as bytes."""
    with pikepdf.new() as paper:
        copy = pikepdf.Stream(paper, data)
        for key in ("/Width", "/Height"):
            copy[key] = image[key]
        copy["/Filter"] = pikepdf.Name(how)
        copy["/Type"], copy["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Image
        if isinstance(parms, pikepdf.Dictionary):
            copy["/DecodeParms"] = _parameters(paper, parms)
        if how != "/JPXDecode":
            copy["/ColorSpace"], copy["/BitsPerComponent"] = pikepdf.Name.DeviceGray, 1
        page = paper.add_blank_page(page_size=(72, 72))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X0=paper.make_indirect(copy)))
        held = io.BytesIO()
        paper.save(held)
    with pymupdf.open(stream=held.getvalue(), filetype="pdf") as paper:
        pixmap = pymupdf.Pixmap(paper, paper.get_page_images(0)[0][0])
        if pixmap.alpha:
            pixmap = pymupdf.Pixmap(pixmap, 0)
        rows = np.frombuffer(pixmap.samples, dtype=np.uint8).reshape(pixmap.height, pixmap.stride)
        values = rows[:, : pixmap.width * pixmap.n].reshape(pixmap.height, pixmap.width, pixmap.n)
    if how == "/JPXDecode":
        return Pixels(values.copy(), 8, how)
    return Pixels((values > 127).astype(np.uint8), 1, how)


def _parameters(paper: pikepdf.Pdf, parms: pikepdf.Object) -> pikepdf.Dictionary:
    out = pikepdf.Dictionary({k: v for k, v in parms.items() if k != "/JBIG2Globals"})
    if "/JBIG2Globals" in parms:
        out["/JBIG2Globals"] = pikepdf.Stream(paper, parms["/JBIG2Globals"].read_bytes())
    return out


def pack(target: pikepdf.Pdf, pixels: Pixels, head: pikepdf.Object) -> pikepdf.Object:
    """Return a new image object with these samples and the entries of `head` that still hold."""
    values = pixels.values
    height, width, parts = values.shape
    entries = pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height)
    for key in ("/ColorSpace", "/ImageMask", "/Decode", "/Intent", "/Interpolate", "/Mask", "/Matte"):
        if key in head:
            entries[key] = head[key]
    if pixels.how == "/JPXDecode":
        _from_jpx(entries, parts)
    if "/ImageMask" not in entries:
        entries["/BitsPerComponent"] = pixels.bits
    data, name, parms = _packed(pixels, width, height, parts)
    out = pikepdf.Stream(target, data, entries)
    out["/Filter"] = pikepdf.Name(name)
    if parms is not None:
        out["/DecodeParms"] = parms
    return out


def _from_jpx(entries: pikepdf.Dictionary, parts: int) -> None:
    space = entries.get("/ColorSpace")
    if space is None or components(space) != parts or (isinstance(space, pikepdf.Array) and space[0] == "/Indexed"):
        names = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
        entries["/ColorSpace"] = pikepdf.Name(names.get(parts, "/DeviceRGB"))


def _packed(pixels: Pixels, width: int, height: int, parts: int) -> tuple[bytes, str, pikepdf.Dictionary | None]:
    if pixels.how == "/DCTDecode" and pixels.jpeg is not None:
        return _jpeg(pixels), "/DCTDecode", None
    if pixels.how == "/JPXDecode" and parts in (1, 3) and width * height > 40_000:
        return _photo(pixels.values), "/DCTDecode", None
    if pixels.bits == 1 and parts == 1 and pixels.how in ("/CCITTFaxDecode", "/JBIG2Decode"):
        return fax(pixels.values[:, :, 0]), "/CCITTFaxDecode", fax_parameters(width, height)
    if pixels.bits == 8 and parts in (1, 3):
        return (
            _png(pixels.values),
            "/FlateDecode",
            pikepdf.Dictionary(Predictor=15, Colors=parts, BitsPerComponent=8, Columns=width),
        )
    return zlib.compress(_bytes(pixels.values, pixels.bits), 9), "/FlateDecode", None


def _bytes(values: Samples, bits: int) -> bytes:
    height = values.shape[0]
    flat = values.reshape(height, -1)
    if bits == 8:
        return flat.astype(np.uint8).tobytes()
    if bits == 16:
        return flat.astype(">u2").tobytes()
    shifts = np.arange(bits)[::-1]
    single = ((flat[:, :, None] >> shifts) & 1).astype(np.uint8).reshape(height, -1)
    return np.packbits(single, axis=1).tobytes()


def _jpeg(pixels: Pixels) -> bytes:
    """Pack with the tables and the subsampling that the JPEG came with, so that what is not burned hardly changes."""
    source = pixels.jpeg
    assert source is not None  # noqa: S101 - the caller asks only for JPEGs
    values = pixels.values
    picture = Image.fromarray(values[:, :, 0] if values.shape[2] == 1 else values, mode=None)
    if values.shape[2] == 4:
        picture = Image.frombytes("CMYK", (values.shape[1], values.shape[0]), values.tobytes())
    held = io.BytesIO()
    sampling = JpegImagePlugin.get_sampling(source)
    keywords: dict[str, Any] = {"qtables": getattr(source, "quantization", None), "optimize": True}
    if values.shape[2] == 3 and sampling in (0, 1, 2):
        keywords["subsampling"] = sampling
    elif values.shape[2] != 1:
        keywords["subsampling"] = 0
    if values.shape[2] == 3 and source.info.get("adobe_transform") == 0:
        keywords["keep_rgb"] = True
    picture.save(held, "JPEG", **keywords)
    return plain_jpeg(held.getvalue())


def _photo(values: Samples) -> bytes:
    held = io.BytesIO()
    Image.fromarray(values[:, :, 0] if values.shape[2] == 1 else values).save(
        held, "JPEG", quality=90, subsampling=0, optimize=True
    )
    return plain_jpeg(held.getvalue())


def _png(values: Samples) -> bytes:
    """Return deflated rows with PNG predictors, as a PNG writer chooses them."""
    held = io.BytesIO()
    Image.fromarray(values[:, :, 0] if values.shape[2] == 1 else values).save(held, "PNG", compress_level=6)
    data = held.getvalue()
    out, at = b"", 8
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            out += data[at + 8 : at + 8 + size]
        at += 12 + size
    return out


def fax(values: Samples) -> bytes:
    """Return group 4 data of a bilevel image in which a 1 is coded as black (see `fax_parameters`)."""
    picture = Image.fromarray((values * 255).astype(np.uint8)).convert("1", dither=Image.Dither.NONE)
    held = io.BytesIO()
    picture.save(held, "TIFF", compression="group4", tiffinfo={278: picture.height})
    data = held.getvalue()
    reader = Image.open(io.BytesIO(data))
    offsets, counts = reader.tag_v2[273], reader.tag_v2[279]  # type: ignore[attr-defined]
    return b"".join(data[o : o + n] for o, n in zip(offsets, counts, strict=True))


def fax_parameters(width: int, height: int) -> pikepdf.Dictionary:
    """Return the decoding parameters of `fax` data."""
    return pikepdf.Dictionary(K=-1, Columns=width, Rows=height, BlackIs1=True)
