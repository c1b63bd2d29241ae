"""Copy image objects by a whitelist: pixels and how to decode them, no metadata, no alternates."""

from __future__ import annotations

import zlib
from typing import Any

import pikepdf

from pipeline.redact import codec
from pipeline.redact.colour import INTENTS, Palette, components
from pipeline.redact.entry import copy_booleans, copy_names, copy_numbers, copy_rows, is_true, row
from pipeline.redact.lexer import Inline

MAX_PIXELS = 1 << 29
"""Pixels in one image; beyond, decoding could exhaust memory."""

FILTERS = {
    "/A85": "/ASCII85Decode",
    "/AHx": "/ASCIIHexDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
    "/Fl": "/FlateDecode",
    "/LZW": "/LZWDecode",
    "/RL": "/RunLengthDecode",
}
"""Short filter names (ISO 32000-1, table 94), which some writers use outside inline images too."""
PIXEL_FILTERS = frozenset(("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"))


class Pictures:
    """Copies the images of one source file into one target file, each once."""

    def __init__(self, target: pikepdf.Pdf, palette: Palette) -> None:
        self.target = target
        self.palette = palette
        self.done: dict[tuple[int, int], pikepdf.Object | None] = {}
        self.globals: dict[tuple[int, int], pikepdf.Object] = {}

    def image(self, source: pikepdf.Object, *, mask: bool = False) -> pikepdf.Object | None:
        """Return the clean copy of an image; None when it cannot be decoded by anyone."""
        key = source.objgen
        if key != (0, 0) and key in self.done:
            return self.done[key]
        made = self._image(source, mask)
        if key != (0, 0):
            self.done[key] = made
        return made

    def _image(self, source: pikepdf.Object, mask: bool) -> pikepdf.Object | None:
        width, height = source.get("/Width", source.get("/W")), source.get("/Height", source.get("/H"))
        if not isinstance(width, int) or not isinstance(height, int) or not 0 < width * height <= MAX_PIXELS:
            return None
        head = pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height)
        stencil = is_true(source.get("/ImageMask", source.get("/IM")))
        copy_booleans(source, head, ("/Interpolate",))
        copy_rows(source, head, ("/Decode", "/Matte"))
        copy_names(source, head, {"/Intent": INTENTS})
        space = None
        if stencil:
            head["/ImageMask"] = True
        else:
            copy_numbers(source, head, ("/BitsPerComponent", "/SMaskInData"))
            space = self.palette.space(source.get("/ColorSpace", source.get("/CS")))
            if space is not None:
                head["/ColorSpace"] = space
        body = self._pixels(source, head, space)
        if body is None:
            return None
        if not mask and not stencil:
            self._masks(source, body)
        return body

    def _masks(self, source: pikepdf.Object, body: pikepdf.Object) -> None:
        soft, hard = source.get("/SMask"), source.get("/Mask")
        if isinstance(soft, pikepdf.Stream):
            made = self.image(soft, mask=True)
            if made is not None:
                body["/SMask"] = made
        if isinstance(hard, pikepdf.Stream):
            made = self.image(hard, mask=True)
            if made is not None:
                body["/Mask"] = made
        elif (keyed := row(hard)) is not None:
            body["/Mask"] = keyed

    def _pixels(
        self, source: pikepdf.Object, head: pikepdf.Dictionary, space: pikepdf.Object | None
    ) -> pikepdf.Object | None:
        filters, parms = chain(source)
        try:
            data, last, parm = peel(self.target, source.read_raw_bytes(), filters, parms)
        except pikepdf.PdfError:
            return None
        size = _size(head, space)
        if last in PIXEL_FILTERS:
            data = _cut(data, last, parm)
        elif last == "/FlateDecode":
            kept = codec.plain_deflate(data, _predicted(size, head, parm)) if size else None
            if kept is None:
                return self._unpacked(data, parm, head, size)
            data = kept
        else:
            data = zlib.compress(data[:size] if size else data)
            last, parm = "/FlateDecode", None
        clean = self._parameters(parm)
        if last in PIXEL_FILTERS and len(filters) > 1:
            deflated = zlib.compress(data, 9)
            if len(deflated) < 0.9 * len(data):
                # Some writers deflate nearly empty JPEGs to a tenth.
                out = pikepdf.Stream(self.target, deflated, head)
                out["/Filter"] = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name(last)])
                if clean is not None:
                    out["/DecodeParms"] = pikepdf.Array([None, clean])
                return out
        out = pikepdf.Stream(self.target, data, head)
        out["/Filter"] = pikepdf.Name(last)
        if clean is not None:
            out["/DecodeParms"] = clean
        return out

    def _unpacked(self, data: bytes, parm: Any, head: pikepdf.Dictionary, size: int) -> pikepdf.Object | None:
        """Decode deflated pixels that hold more than the image takes, or too little, and write them plainly."""
        packed = pikepdf.Stream(self.target, data, Filter=pikepdf.Name.FlateDecode)
        clean = self._parameters(parm)
        if clean is not None:
            packed["/DecodeParms"] = clean
        try:
            raw = packed.read_bytes()
        except pikepdf.PdfError:
            raw = _salvage(data) if clean is None else b""
        out = pikepdf.Stream(self.target, zlib.compress(raw[:size] if size else raw), head)
        out["/Filter"] = pikepdf.Name.FlateDecode
        return out

    def _parameters(self, parm: Any) -> pikepdf.Dictionary | None:
        if not isinstance(parm, pikepdf.Dictionary):
            return None
        out = pikepdf.Dictionary()
        numbers = "Predictor Colors BitsPerComponent Columns EarlyChange K Rows DamagedRowsBeforeError ColorTransform"
        copy_numbers(parm, out, ["/" + key for key in numbers.split()])
        copy_booleans(parm, out, ("/EndOfLine", "/EncodedByteAlign", "/EndOfBlock", "/BlackIs1"))
        shared = parm.get("/JBIG2Globals")
        if isinstance(shared, pikepdf.Stream):
            key = shared.objgen
            if key == (0, 0) or key not in self.globals:
                try:
                    made = pikepdf.Stream(self.target, codec.plain_jbig2(shared.read_bytes()))
                except pikepdf.PdfError:
                    return out
                self.globals[key] = self.target.make_indirect(made)
            out["/JBIG2Globals"] = self.globals[key]
        return out


def inline_image(inline: Inline, target: pikepdf.Pdf, spaces: Any) -> pikepdf.Object | None:
    """Return an inline image as an (unclean) image object, its colour space looked up in the resources."""
    head = pikepdf.Dictionary()
    for key in (
        "Width",
        "Height",
        "BitsPerComponent",
        "ColorSpace",
        "Decode",
        "DecodeParms",
        "Filter",
        "ImageMask",
        "Interpolate",
    ):
        if key.encode() in inline.entries:
            try:
                head["/" + key] = pikepdf.Object.parse(inline.entries[key.encode()])
            except (pikepdf.PdfError, ValueError, RuntimeError):
                continue
    name = head.get("/ColorSpace")
    if isinstance(name, pikepdf.Name) and isinstance(spaces, pikepdf.Dictionary) and str(name) in spaces:
        head["/ColorSpace"] = spaces[str(name)]
    image = pikepdf.Stream(target, inline.data)
    for key, value in head.items():
        image[key] = value
    return image


def stored(image: pikepdf.Object) -> tuple[bytes, str, Any]:
    """Return (packed pixels, the filter that packed them, its parameters) of a clean image."""
    filters, parms = chain(image)
    data = image.read_raw_bytes()
    if len(filters) == 2:
        data = zlib.decompress(data)
    return data, filters[-1] if filters else "", parms[-1] if parms else None


def chain(source: pikepdf.Object) -> tuple[list[str], list[Any]]:
    """Return the filters of a stream by their long names, and the parameters of each."""
    named, parms = source.get("/Filter", source.get("/F")), source.get("/DecodeParms", source.get("/DP"))
    filters = (
        list(named.as_list())
        if isinstance(named, pikepdf.Array)
        else [named]
        if isinstance(named, pikepdf.Name)
        else []
    )
    listed = list(parms.as_list()) if isinstance(parms, pikepdf.Array) else [parms]
    long = [FILTERS.get(str(name), str(name)) for name in filters]
    return long, (listed + [None] * len(long))[: len(long)]


def peel(target: pikepdf.Pdf, data: bytes, filters: list[str], parms: list[Any]) -> tuple[bytes, str, Any]:
    """Undo all filters but the one that packs the pixels; return the bytes, that filter ('': none), its parameters."""
    if not filters:
        return data, "", None
    keep = filters[-1] in PIXEL_FILTERS or (filters == ["/FlateDecode"])
    first = filters[:-1] if keep else filters
    if first:
        packed = pikepdf.Stream(target, data)
        packed["/Filter"] = pikepdf.Array([pikepdf.Name(name) for name in first])
        given = [_predictor(p) for p in parms[: len(first)]]
        if any(given):
            packed["/DecodeParms"] = pikepdf.Array(given)
        data = packed.read_bytes()
    return (data, filters[-1], parms[-1]) if keep else (data, "", None)


def _predictor(parm: Any) -> pikepdf.Dictionary | None:
    out = pikepdf.Dictionary()
    if not isinstance(parm, pikepdf.Dictionary):
        return None
    copy_numbers(parm, out, ("/Predictor", "/Colors", "/BitsPerComponent", "/Columns", "/EarlyChange"))
    return out if len(out) else None


def _size(head: pikepdf.Dictionary, space: pikepdf.Object | None) -> int:
    """Return how many bytes the unpacked pixels take; 0 when it cannot be told."""
    if is_true(head.get("/ImageMask")):
        bits = 1
    elif space is None:
        return 0
    else:
        bits = components(space) * int(head.get("/BitsPerComponent", 8))
    return (int(head["/Width"]) * bits + 7) // 8 * int(head["/Height"])


def _predicted(size: int, head: pikepdf.Dictionary, parm: Any) -> int:
    predictor = parm.get("/Predictor", 1) if isinstance(parm, pikepdf.Dictionary) else 1
    return size + int(head["/Height"]) if isinstance(predictor, int) and predictor >= 10 else size


def _cut(data: bytes, last: str, parm: Any) -> bytes:
    if last == "/DCTDecode":
        return codec.plain_jpeg(data)
    if last == "/JPXDecode":
        return codec.plain_jpx(data)
    if last == "/JBIG2Decode":
        return codec.plain_jbig2(data)
    k = parm.get("/K", 0) if isinstance(parm, pikepdf.Dictionary) else 0
    return codec.plain_fax(data) if isinstance(k, int) and k < 0 else data


def _salvage(data: bytes) -> bytes:
    """Return what can be inflated of damaged data."""
    decoder = zlib.decompressobj()
    out = b""
    try:
        for at in range(0, len(data), 512):
            out += decoder.decompress(data[at : at + 512])
    except zlib.error:
        pass
    return out
