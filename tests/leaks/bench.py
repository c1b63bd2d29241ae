"""The bench on which leaky PDFs are made: a page with the secret in it, neighbours around it, pieces to build with."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw, ImageFont

SECRET = "Quentin Zabrowsky"  # noqa: S105 - a name, no password
"""An invented person; no other text on the bench shares a rare letter with it."""
FIRST, LAST = SECRET.split()
NEIGHBOURS = ("The witness above said this.", "and the line below says that.")

Rect = tuple[float, float, float, float]
"""Page space of the normal form: origin top left, y down."""


@dataclass
class Case:
    """One leaky file."""

    pdf: pikepdf.Pdf
    marks: tuple[tuple[int, Rect], ...] = ()
    """Boxes a person draws, where there is no text to find."""
    find: tuple[str, ...] = (SECRET,)
    """What a reader looks for in the normal form."""
    keep: tuple[str, ...] = NEIGHBOURS
    """Text that must still be read afterwards."""
    password: str = ""
    bytes_: Callable[[bytes], bytes] | None = None
    """What is done to the saved bytes at the end."""
    save: dict[str, object] = field(default_factory=dict)
    pictures: bool = False
    """The secret is in pixels: pictures of the output are compared with it."""
    look: bool = True
    """Compare what is outside the marks with the normal form, pixel by pixel."""

    def data(self) -> bytes:
        """Return the file."""
        held = io.BytesIO()
        self.pdf.save(held, fix_metadata_version=False, **self.save)
        data = held.getvalue()
        return self.bytes_(data) if self.bytes_ else data


CHANNELS: dict[str, Callable[[], Case]] = {}


def channel(build: Callable[[], Case]) -> Callable[[], Case]:
    """Register a builder under its name."""
    CHANNELS[build.__name__] = build
    return build


def new() -> pikepdf.Pdf:
    """Return an empty file."""
    return pikepdf.new()


def helvetica(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return a font that needs no file."""
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )


def page(
    pdf: pikepdf.Pdf,
    content: bytes = b"",
    *,
    box: Sequence[float] = (0, 0, 612, 792),
    neighbours: bool = True,
    **resources: object,
) -> pikepdf.Object:
    """Add a page with two neighbouring lines and this content, and return it."""
    fonts = resources.pop("Font", None) or Dictionary()
    fonts["/F1"] = helvetica(pdf)
    around = b""
    if neighbours:
        x, y = box[0] + 72, box[1] + 700
        around = b"BT /F1 12 Tf %g %g Td (%s) Tj 0 -28 Td (%s) Tj ET\n" % (
            x,
            y,
            NEIGHBOURS[0].encode(),
            NEIGHBOURS[1].encode(),
        )
    made = Dictionary(
        Type=Name.Page,
        MediaBox=Array(list(box)),
        Resources=Dictionary(Font=fonts, **resources),
        Contents=pdf.make_indirect(Stream(pdf, around + content)),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(made)))
    return pdf.pages[-1].obj


def shown(
    text: str = SECRET, *, x: float = 72, y: float = 686, size: float = 12, font: str = "F1", extra: bytes = b""
) -> bytes:
    """Return content that shows a text between the neighbours."""
    return b"BT %s /%s %g Tf %g %g Td (%s) Tj ET\n" % (extra, font.encode(), size, x, y, text.encode("latin-1"))


def simple(content: bytes, **more: object) -> Case:
    """Return a case of one page with this content."""
    pdf = new()
    page(pdf, content, **more)
    return Case(pdf)


def form(
    pdf: pikepdf.Pdf, content: bytes, *, box: Sequence[float] = (0, 0, 612, 792), **more: object
) -> pikepdf.Object:
    """Return a form with Helvetica as /F1."""
    resources = Dictionary(Font=Dictionary(F1=helvetica(pdf)))
    for key in ("XObject", "ExtGState", "Pattern", "Properties"):
        if key in more:
            resources["/" + key] = more.pop(key)
    return pdf.make_indirect(
        Stream(
            pdf,
            content,
            Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array(list(box)), Resources=resources, **more),
        )
    )


# -- pixels ----------------------------------------------------------------------------------------------------------

SCALE = 4
"""Pixels a point of the pictures made here."""


def lettering(text: str = SECRET, *, ground: int = 255, ink: int = 0, size: tuple[int, int] = (600, 80)) -> Image.Image:
    """Return a grey picture with the text in its left part and a neighbour in its right."""
    picture = Image.new("L", size, ground)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(36)
    draw.text((8, 16), text, fill=ink, font=font)
    draw.text((400, 16), "neighbour", fill=ink, font=font)
    return picture


IMAGE_AT = (72, 500, 150, 20)
"""Where pictures are placed: x, y (up), width, height; their left 97 points hold the text."""
IMAGE_MARK: Rect = (72, 792 - 520, 168, 792 - 500)


def image(pdf: pikepdf.Pdf, data: bytes, width: int, height: int, **entries: object) -> pikepdf.Object:
    """Return an image object."""
    head = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, **entries)
    return pdf.make_indirect(Stream(pdf, data, head))


def grey_image(pdf: pikepdf.Pdf, picture: Image.Image | None = None, **entries: object) -> pikepdf.Object:
    """Return a deflated grey image of the lettering."""
    picture = picture or lettering()
    entries = {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 8, "Filter": Name.FlateDecode, **entries}
    return image(pdf, zlib.compress(picture.tobytes()), picture.width, picture.height, **entries)


def packed(picture: Image.Image, kind: str, **options: object) -> bytes:
    """Return a picture in a file format."""
    held = io.BytesIO()
    picture.save(held, kind, **options)
    return held.getvalue()


def placed(name: str = "Im1", at: Sequence[float] = IMAGE_AT) -> bytes:
    """Return content that paints an image upright."""
    x, y, w, h = at
    return b"q %g 0 0 %g %g %g cm /%s Do Q\n" % (w, h, x, y, name.encode())


def pictured(build: Callable[[pikepdf.Pdf], pikepdf.Object], content: bytes | None = None) -> Case:
    """Return a case with one image under one mark."""
    pdf = new()
    page(pdf, content if content is not None else placed(), XObject=Dictionary(Im1=build(pdf)))
    return Case(pdf, marks=((0, IMAGE_MARK),), find=(), pictures=True)


def bits(picture: Image.Image) -> bytes:
    """Return a picture as one bit a pixel, black 0."""
    return np.packbits(np.asarray(picture) > 127, axis=1).tobytes()


def text_string(value: str) -> String:
    """Return a text string, UTF-16 with a mark where Latin-1 would do too."""
    return String(b"\xfe\xff" + value.encode("utf-16-be"))
