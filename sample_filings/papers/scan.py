"""A typed letter to the clerk that was put on a scanner a little askew: one picture, no text at all."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pymupdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageFilter

from canvas import Paper, Style
from court import block, flowed

DPI = 200
"""What court scanners are usually set to."""

SKEW = 0.8
"""Degrees."""

MONO = Style(family="mono", size=11)

LETTER = (
    "Dear Clerk:",
    "I am writing about the hearing on May 6. My name is Wanda Kuznetsova-Bright and I was a passenger in the van. I "
    "moved. Please send the papers to 2207 Halyard Street, Apt. 6, Duluth, Minnesota 55804, not to the old place.",
    "The lawyer, Mr. Leopold Abiodun, told me to write my birthday (February 11, 1969) and my Social Security number "
    "which is 000-77-4417. You can call me at (218) 555-0161.",
    "My girl Nadia is 11 and was in the van also. She goes to Lakeview School. Nadia Bright still has bad dreams.",
    "Judge Torgerson said that the case is Halloran v. Northshore Transit Authority, No. 69DU-CV-24-0417.",
    "Yours truly,",
    "",
    "Wanda Kuznetsova-Bright",
)


def make() -> bytes:
    """Build the scan: set the letter, take its picture, turn it, and keep black and white only."""
    paper = Paper(style=MONO)
    sheet = paper.sheet()
    y = block(sheet, 330, 90, ["March 28, 2025"], style=MONO) + 14
    y = block(
        sheet,
        72,
        y,
        ["Clerk of District Court", "St. Louis County Courthouse", "100 North Fifth Avenue West", "Duluth, MN 55802"],
        leading=14,
        style=MONO,
    )
    y += 20
    for text in LETTER:
        y = flowed(sheet, 72, y, text, width=468, leading=15, style=MONO) + 10 if text else y + 18
    with pymupdf.open(stream=paper.save()) as doc:
        pixmap = doc[0].get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
    image = Image.frombytes("L", (pixmap.width, pixmap.height), pixmap.samples)
    image = image.rotate(SKEW, resample=Image.Resampling.BICUBIC, fillcolor=255)
    image = image.filter(ImageFilter.GaussianBlur(0.6)).point(lambda value: 255 if value > 150 else 0)
    return _pdf(image.convert("1", dither=Image.Dither.NONE))


def _pdf(image: Image.Image) -> bytes:
    pdf = pikepdf.new()
    picture = pdf.make_stream(
        zlib.compress(image.tobytes(), 9),
        Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height, BitsPerComponent=1,
        ColorSpace=Name.DeviceGray, Filter=Name.FlateDecode,
    )  # fmt: skip
    page = Dictionary(
        Type=Name.Page, MediaBox=Array([0, 0, 612, 792]), Resources=Dictionary(XObject=Dictionary(Im0=picture)),
        Contents=pdf.make_stream(b"q 612 0 0 792 0 0 cm /Im0 Do Q"),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.docinfo = pdf.make_indirect(Dictionary(Producer="Courthouse Copier 4000"))
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()
