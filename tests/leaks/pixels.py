"""Channels of pixels and line art."""

from __future__ import annotations

import zlib

import numpy as np
import pikepdf
from fontTools.pens.basePen import BasePen
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from pipeline.redact.sample import fax
from tests.leaks.bench import (
    IMAGE_AT,
    IMAGE_MARK,
    SECRET,
    Case,
    bits,
    channel,
    form,
    grey_image,
    image,
    lettering,
    new,
    packed,
    page,
    pictured,
    placed,
    shown,
)

GREY = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
RGB = {"ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8}


def _jpeg(pdf: pikepdf.Pdf, mode: str = "RGB", **options: object) -> pikepdf.Object:
    picture = lettering().convert(mode)
    space = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}[mode]
    data = packed(picture, "JPEG", quality=90, **options)
    more = {"Decode": Array([1, 0] * 4)} if mode == "CMYK" else {}
    return image(pdf, data, *picture.size, ColorSpace=space, BitsPerComponent=8, Filter=Name.DCTDecode, **more)


@channel
def image_jpeg() -> Case:
    return pictured(_jpeg)


@channel
def image_jpeg_progressive() -> Case:
    return pictured(lambda pdf: _jpeg(pdf, progressive=True))


@channel
def image_jpeg_grey() -> Case:
    return pictured(lambda pdf: _jpeg(pdf, "L"))


@channel
def image_cmyk_jpeg() -> Case:
    return pictured(lambda pdf: _jpeg(pdf, "CMYK"))


@channel
def image_flate() -> Case:
    return pictured(grey_image)


@channel
def image_png() -> Case:
    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        data, out, at = packed(lettering().convert("RGB"), "PNG"), b"", 8
        while at + 8 <= len(data):
            size = int.from_bytes(data[at : at + 4], "big")
            out += data[at + 8 : at + 8 + size] if data[at + 4 : at + 8] == b"IDAT" else b""
            at += 12 + size
        parms = Dictionary(Predictor=15, Colors=3, BitsPerComponent=8, Columns=600)
        return image(pdf, out, 600, 80, Filter=Name.FlateDecode, DecodeParms=parms, **RGB)

    return pictured(build)


@channel
def image_lzw_like_chain() -> Case:
    """ASCII85 over run length over pixels."""

    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        import base64

        raw = lettering().tobytes()
        runs = (
            b"".join(bytes((len(raw[i : i + 128]) - 1,)) + raw[i : i + 128] for i in range(0, len(raw), 128)) + b"\x80"
        )
        data = base64.a85encode(runs) + b"~>"
        return image(pdf, data, 600, 80, Filter=Array([Name.ASCII85Decode, Name.RunLengthDecode]), **GREY)

    return pictured(build)


@channel
def image_jpx() -> Case:
    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        data = packed(lettering().convert("RGB"), "JPEG2000", irreversible=False)
        return image(pdf, data, 600, 80, Filter=Name.JPXDecode, ColorSpace=Name.DeviceRGB)

    return pictured(build)


@channel
def image_ccitt() -> Case:
    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        data = fax((np.asarray(lettering()) < 128).astype(np.uint8))
        parms = Dictionary(K=-1, Columns=600, Rows=80)
        return image(
            pdf,
            data,
            600,
            80,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=1,
            Filter=Name.CCITTFaxDecode,
            DecodeParms=parms,
        )

    return pictured(build)


@channel
def image_jbig2() -> Case:
    """A generic region coded with MMR, the one form of JBIG2 that can be written without an arithmetic coder."""

    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        body = fax((np.asarray(lettering()) < 128).astype(np.uint8))
        size = (600).to_bytes(4, "big") + (80).to_bytes(4, "big")
        info = size + bytes(8) + b"\0\0\0"[:0] + b"\0" + b"\0\0"
        region = size + bytes(8) + b"\0" + b"\x01" + body

        def segment(number: int, kind: int, data: bytes) -> bytes:
            return number.to_bytes(4, "big") + bytes((kind, 0, 1)) + len(data).to_bytes(4, "big") + data

        data = segment(0, 48, info) + segment(1, 38, region)
        return image(pdf, data, 600, 80, ColorSpace=Name.DeviceGray, BitsPerComponent=1, Filter=Name.JBIG2Decode)

    return pictured(build)


def _scan() -> Image.Image:
    sheet = Image.new("L", (1224, 1584), 255)
    sheet.paste(lettering(), (144, 400))
    return sheet


SCAN_MARK = (72, 200, 144 / 2 + 196, 240)


def _scanned(pdf: pikepdf.Pdf, data: bytes, **more: object) -> pikepdf.Object:
    scan = image(pdf, data, 1224, 1584, Filter=Name.DCTDecode, **more)
    return page(pdf, b"q 612 0 0 792 0 0 cm /Im1 Do Q\n", XObject=Dictionary(Im1=scan), neighbours=False)


@channel
def image_full_page_scan() -> Case:
    pdf = new()
    _scanned(pdf, packed(_scan().convert("RGB"), "JPEG", quality=85), **RGB)
    return Case(pdf, find=(), keep=(), marks=((0, SCAN_MARK),), pictures=True)


@channel
def image_scan_with_ocr_layer() -> Case:
    pdf = new()
    made = _scanned(pdf, packed(_scan(), "JPEG", quality=85), **GREY)
    layer = b"BT 3 Tr /F1 18 Tf 76 564 Td (%s) Tj 200 0 Td (neighbour) Tj ET" % SECRET.encode()
    made["/Contents"] = Stream(pdf, made["/Contents"].read_bytes() + layer)
    return Case(pdf, find=(), keep=("neighbour",), marks=((0, SCAN_MARK),), pictures=True)


@channel
def image_rotated_page() -> Case:
    pdf = new()
    made = _scanned(pdf, packed(_scan(), "JPEG", quality=85), **GREY)
    made["/Rotate"] = 90
    x0, y0, x1, y1 = SCAN_MARK
    return Case(pdf, find=(), keep=(), marks=((0, (792 - y1, x0, 792 - y0, x1)),), pictures=True)


@channel
def image_stencil() -> Case:
    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        return image(pdf, zlib.compress(bits(lettering())), 600, 80, ImageMask=True, Filter=Name.FlateDecode)

    return pictured(build)


@channel
def image_softmask() -> Case:
    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        mask = grey_image(pdf, lettering(ground=0, ink=255))
        return image(pdf, zlib.compress(bytes(600 * 80)), 600, 80, Filter=Name.FlateDecode, SMask=mask, **GREY)

    return pictured(build)


@channel
def image_softmask_of_other_size() -> Case:
    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        mask = grey_image(pdf, lettering(ground=0, ink=255))
        return image(pdf, zlib.compress(bytes(4)), 2, 2, Filter=Name.FlateDecode, SMask=mask, **GREY)

    return pictured(build)


@channel
def image_explicit_mask() -> Case:
    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        mask = image(
            pdf, zlib.compress(bits(lettering())), 600, 80, ImageMask=True, BitsPerComponent=1, Filter=Name.FlateDecode
        )
        return image(pdf, zlib.compress(bytes(600 * 80)), 600, 80, Filter=Name.FlateDecode, Mask=mask, **GREY)

    return pictured(build)


@channel
def image_inline() -> Case:
    pdf = new()
    picture = lettering().resize((300, 40))
    data = picture.tobytes()
    x, y, w, h = IMAGE_AT
    body = b"q %g 0 0 %g %g %g cm BI /W 300 /H 40 /BPC 8 /CS /G ID " % (w, h, x, y) + data + b"\nEI Q\n"
    page(pdf, body)
    return Case(pdf, find=(), marks=((0, IMAGE_MARK),), pictures=True)


@channel
def image_inline_junk() -> Case:
    pdf = new()
    body = (
        b"q 10 0 0 10 300 300 cm BI /W 2 /H 2 /BPC 8 /CS /G /Note (%s) /L << /Who (%s) >> ID \x00\x80\x40\xff%s\nEI Q\n"
        % ((SECRET.encode(),) * 3)
    )
    page(pdf, body)
    return Case(pdf, find=())


@channel
def image_low_contrast() -> Case:
    return pictured(lambda pdf: grey_image(pdf, lettering(ground=250, ink=248)))


@channel
def image_shared() -> Case:
    pdf = new()
    one = grey_image(pdf)
    for _ in range(2):
        page(pdf, placed(), XObject=Dictionary(Im1=one))
    return Case(pdf, find=(), marks=((0, IMAGE_MARK), (1, IMAGE_MARK)), pictures=True)


@channel
def image_shared_clipped() -> Case:
    pdf = new()
    one = grey_image(pdf)
    page(pdf, placed(), XObject=Dictionary(Im1=one))
    page(pdf, b"q 175 500 47 20 re W n " + placed() + b"Q", XObject=Dictionary(Im1=one))
    return Case(pdf, find=(), marks=((0, IMAGE_MARK),), pictures=True)


@channel
def image_cropped() -> Case:
    pdf = new()
    made = page(pdf, placed(at=(-100, 500, 150, 20)), XObject=Dictionary(Im1=grey_image(pdf)))
    made["/CropBox"] = Array([0, 0, 612, 792])
    return Case(pdf, find=(), pictures=True)


@channel
def image_cropped_jpeg_with_mask() -> Case:
    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        mask = grey_image(pdf, lettering(ground=0, ink=255, size=(300, 40)))
        made = _jpeg(pdf)
        made["/SMask"] = mask
        return made

    case = pictured(build, b"q 170 490 60 40 re W n " + placed() + b"Q")
    case.marks = ()
    return case


@channel
def image_under_image() -> Case:
    pdf = new()
    cover = image(pdf, zlib.compress(b"\xff" * 4), 2, 2, Filter=Name.FlateDecode, **GREY)
    page(pdf, placed() + placed("Im2"), XObject=Dictionary(Im1=grey_image(pdf), Im2=cover))
    return Case(pdf, find=(), marks=((0, IMAGE_MARK),), pictures=True)


@channel
def image_unused() -> Case:
    pdf = new()
    page(pdf, b"", XObject=Dictionary(Im1=grey_image(pdf)))
    return Case(pdf, find=(), pictures=True)


@channel
def image_alternates() -> Case:
    pdf = new()
    plain = image(pdf, zlib.compress(b"\x80" * 4), 2, 2, Filter=Name.FlateDecode, **GREY)
    plain["/Alternates"] = Array([Dictionary(Image=grey_image(pdf), DefaultForPrinting=True)])
    page(pdf, placed(), XObject=Dictionary(Im1=plain))
    return Case(pdf, find=(), pictures=True)


@channel
def image_metadata() -> Case:
    pdf = new()
    data = packed(Image.new("L", (8, 8), 99), "JPEG", comment=SECRET.encode())
    exif = b"Exif\0\0" + SECRET.encode()
    data = data[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + data[2:]
    made = image(
        pdf, data, 8, 8, Filter=Name.DCTDecode, Metadata=pdf.make_indirect(Stream(pdf, SECRET.encode())), **GREY
    )
    page(pdf, placed(), XObject=Dictionary(Im1=made))
    return Case(pdf, find=())


@channel
def image_trailing_bytes() -> Case:
    pdf = new()
    jpeg = packed(Image.new("L", (8, 8), 99), "JPEG") + SECRET.encode()
    one = image(pdf, jpeg, 8, 8, Filter=Name.DCTDecode, **GREY)
    two = image(pdf, zlib.compress(bytes(64)) + SECRET.encode(), 8, 8, Filter=Name.FlateDecode, **GREY)
    three = image(pdf, zlib.compress(bytes(64) + SECRET.encode()), 8, 8, Filter=Name.FlateDecode, **GREY)
    four = image(pdf, bytes(64) + SECRET.encode(), 8, 8, **GREY)
    five = image(
        pdf,
        fax(np.zeros((8, 8), dtype=np.uint8)) + SECRET.encode(),
        8,
        8,
        Filter=Name.CCITTFaxDecode,
        DecodeParms=Dictionary(K=-1, Columns=8, Rows=8),
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=1,
    )
    named = Dictionary(Im1=one, Im2=two, Im3=three, Im4=four, Im5=five)
    page(pdf, b"".join(placed(f"Im{i}", at=(72, 100 * i, 20, 20)) for i in range(1, 6)), XObject=named)
    return Case(pdf, find=())


@channel
def image_jpx_boxes() -> Case:
    pdf = new()
    data = packed(Image.new("RGB", (16, 16), (9, 9, 9)), "JPEG2000")
    note = SECRET.encode()
    data += (len(note) + 8).to_bytes(4, "big") + b"xml " + note
    made = image(pdf, data, 16, 16, Filter=Name.JPXDecode, ColorSpace=Name.DeviceRGB)
    page(pdf, placed(), XObject=Dictionary(Im1=made))
    return Case(pdf, find=())


@channel
def image_thumb() -> Case:
    pdf = new()
    page(pdf)["/Thumb"] = grey_image(pdf)
    return Case(pdf, find=(), pictures=True)


@channel
def image_rotated_90() -> Case:
    case = pictured(grey_image, b"q 0 150 -20 0 92 400 cm /Im1 Do Q\n")
    case.marks = ((0, (72, 792 - 500, 92, 792 - 400)),)
    return case


@channel
def image_flipped() -> Case:
    case = pictured(grey_image, b"q -150 0 0 -20 222 520 cm /Im1 Do Q\n")
    case.marks = ((0, (222 - 98, 792 - 520, 222, 792 - 500)),)
    return case


@channel
def image_skewed() -> Case:
    case = pictured(grey_image, b"q 148.9 18.3 -2.4 19.9 80 480 cm /Im1 Do Q\n")
    case.marks = ((0, (74, 792 - 516, 178, 792 - 478)),)
    return case


@channel
def image_indexed() -> Case:
    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        picture = lettering().point(lambda v: 1 if v > 127 else 0)
        space = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(b"\x10\x10\x10\xfa\xfa\xfa")])
        return image(
            pdf,
            zlib.compress(picture.tobytes()),
            600,
            80,
            ColorSpace=space,
            BitsPerComponent=8,
            Filter=Name.FlateDecode,
        )

    return pictured(build)


@channel
def image_indexed_4bit() -> Case:
    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        values = np.asarray(lettering().point(lambda v: 3 if v > 127 else 12))
        data = ((values[:, 0::2] << 4) | values[:, 1::2]).astype(np.uint8).tobytes()
        table = b"".join(bytes((255 - 17 * i,)) * 3 for i in range(16))
        space = Array([Name.Indexed, Name.DeviceRGB, 15, pikepdf.String(table)])
        return image(pdf, zlib.compress(data), 600, 80, ColorSpace=space, BitsPerComponent=4, Filter=Name.FlateDecode)

    return pictured(build)


@channel
def image_16bit() -> Case:
    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        data = (np.asarray(lettering()).astype(">u2") * 257).astype(">u2").tobytes()
        return image(
            pdf, zlib.compress(data), 600, 80, ColorSpace=Name.DeviceGray, BitsPerComponent=16, Filter=Name.FlateDecode
        )

    return pictured(build)


@channel
def image_1bit_inverted() -> Case:
    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        data = bits(lettering(ground=0, ink=255))
        decode = Array([1, 0])
        return image(
            pdf,
            zlib.compress(data),
            600,
            80,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=1,
            Decode=decode,
            Filter=Name.FlateDecode,
        )

    return pictured(build)


@channel
def image_separation() -> Case:
    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 0, 0, 1]), N=1)
        space = Array([Name.Separation, Name("/" + SECRET.replace(" ", "")), Name.DeviceCMYK, tint])
        data = lettering(ground=0, ink=255).tobytes()
        return image(pdf, zlib.compress(data), 600, 80, ColorSpace=space, BitsPerComponent=8, Filter=Name.FlateDecode)

    return pictured(build)


@channel
def image_strips() -> Case:
    pdf = new()
    whole = lettering()
    named, body = Dictionary(), b""
    for i in range(4):
        named[f"/Im{i}"] = grey_image(pdf, whole.crop((0, 20 * i, 600, 20 * i + 20)))
        body += placed(f"Im{i}", at=(72, 515 - 5 * i, 150, 5))
    page(pdf, body, XObject=named)
    return Case(pdf, find=(), marks=((0, IMAGE_MARK),), pictures=True)


@channel
def image_mrc() -> Case:
    pdf = new()
    ground = image(
        pdf, packed(lettering(ground=240, ink=225), "JPEG", quality=80), 600, 80, Filter=Name.DCTDecode, **GREY
    )
    mask = image(pdf, zlib.compress(bits(lettering())), 600, 80, ImageMask=True, Filter=Name.FlateDecode)
    page(pdf, placed() + placed("Im2"), XObject=Dictionary(Im1=ground, Im2=mask))
    return Case(pdf, find=(), marks=((0, IMAGE_MARK),), pictures=True)


@channel
def image_in_form() -> Case:
    pdf = new()
    inner = form(pdf, placed(), XObject=Dictionary(Im1=grey_image(pdf)))
    page(pdf, b"/X Do", XObject=Dictionary(X=inner))
    return Case(pdf, find=(), marks=((0, IMAGE_MARK),), pictures=True)


@channel
def image_in_pattern() -> Case:
    pdf = new()
    cell = Dictionary(
        Type=Name.Pattern,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=Array([0, 0, 150, 20]),
        XStep=150,
        YStep=20,
        Resources=Dictionary(XObject=Dictionary(Im1=grey_image(pdf))),
        Matrix=Array([1, 0, 0, 1, 72, 500]),
    )
    pattern = pdf.make_indirect(Stream(pdf, placed(at=(0, 0, 150, 20)), cell))
    page(pdf, b"/Pattern cs /P1 scn 72 500 150 20 re f", Pattern=Dictionary(P1=pattern))
    return Case(pdf, find=(), marks=((0, IMAGE_MARK),), pictures=True, look=False)


@channel
def image_in_appearance() -> Case:
    pdf = new()
    made = page(pdf)
    look = form(pdf, b"q 150 0 0 20 0 0 cm /Im1 Do Q", box=(0, 0, 150, 20), XObject=Dictionary(Im1=grey_image(pdf)))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([72, 500, 222, 520]), AP=Dictionary(N=look), F=4)
    made["/Annots"] = Array([pdf.make_indirect(note)])
    return Case(pdf, find=(), marks=((0, IMAGE_MARK),), pictures=True)


# -- line art --------------------------------------------------------------------------------------------------------


class _Pen(BasePen):
    """Writes outlines of glyphs as path operators."""

    def __init__(self, x: float, y: float, size: float) -> None:
        super().__init__(None)
        self.x, self.y, self.size = x, y, size / 1000
        self.out: list[bytes] = []

    def _at(self, *points: tuple[float, float]) -> bytes:
        return b" ".join(b"%.3f %.3f" % (self.x + px * self.size, self.y + py * self.size) for px, py in points)

    def _moveTo(self, p: tuple[float, float]) -> None:  # noqa: N802
        self.out.append(self._at(p) + b" m")

    def _lineTo(self, p: tuple[float, float]) -> None:  # noqa: N802
        self.out.append(self._at(p) + b" l")

    def _curveToOne(self, p: tuple[float, float], q: tuple[float, float], r: tuple[float, float]) -> None:  # noqa: N802
        self.out.append(self._at(p, q, r) + b" c")

    def _closePath(self) -> None:  # noqa: N802
        self.out.append(b"h")


def outlines(text: str, *, x: float = 72, y: float = 560, size: float = 14) -> list[bytes]:
    """Return the outline of each letter as construction operators."""
    import pymupdf

    from pipeline.redact import compact

    font = pymupdf.Font("helv")
    strings = compact.read(bytes(font.buffer))[0].CharStrings
    out = []
    for letter in text:
        pen = _Pen(x, y, size)
        if letter != " ":
            strings[letter].draw(pen)
            out.append(b"\n".join(pen.out))
        x += font.glyph_advance(ord(letter)) * size
    return out


ART_MARK = (70, 792 - 574, 193, 792 - 556)


def _art(content: bytes, **more: object) -> Case:
    pdf = new()
    page(pdf, content)
    return Case(pdf, find=(), marks=((0, ART_MARK),), pictures=True, **more)


@channel
def vector_outlines() -> Case:
    return _art(b" f\n".join(outlines(SECRET + " nearby")) + b" f\n")


@channel
def vector_outlines_one_path() -> Case:
    return _art(b"\n".join(outlines(SECRET + " nearby")) + b"\nf\n")


@channel
def vector_outlines_under_cover() -> Case:
    return _art(b"\n".join(outlines(SECRET)) + b"\nf\n1 g 60 550 200 30 re f 0 g\n")


@channel
def vector_clip_shading() -> Case:
    pdf = new()
    blend = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([0.4]), N=1)
    shade = Dictionary(
        ShadingType=2,
        ColorSpace=Name.DeviceGray,
        Coords=Array([72, 0, 300, 0]),
        Function=blend,
        Extend=Array([True, True]),
    )
    page(pdf, b"q " + b"\n".join(outlines(SECRET)) + b"\nW n /S1 sh Q", Shading=Dictionary(S1=shade))
    return Case(pdf, find=(), marks=((0, ART_MARK),), pictures=True, look=False)


@channel
def vector_strokes() -> Case:
    return _art(b"1.2 w\n" + b"\n".join(outlines("Zab", size=30, x=100, y=555)) + b"\nS\n", look=False)


@channel
def vector_in_form() -> Case:
    pdf = new()
    page(pdf, b"/X Do", XObject=Dictionary(X=form(pdf, b" f\n".join(outlines(SECRET)) + b" f\n")))
    return Case(pdf, find=(), marks=((0, ART_MARK),), pictures=True)


@channel
def vector_outside_page() -> Case:
    return Case(_art(b"\n".join(outlines(SECRET, x=-400)) + b"\nf\n").pdf, find=(), pictures=True)


@channel
def text_under_image() -> Case:
    pdf = new()
    cover = image(pdf, zlib.compress(b"\xc0" * 4), 2, 2, Filter=Name.FlateDecode, **GREY)
    page(pdf, shown() + placed(at=(70, 680, 120, 18)), XObject=Dictionary(Im1=cover))
    return Case(pdf)
