"""Samples as scans: pages that are nothing but a picture, made from a sample, and what a redaction of them left.

What has to be burned is told by the sample itself: its text is redacted first, which other
tests hold to its gold, and the places of those boxes are looked for in the pictures that are
stored in the output. So the measure needs no OCR. Burned words are hunted with OCR besides,
in a rendering by another library.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pikepdf
import pymupdf
import pypdfium2
from pikepdf import Name
from PIL import Image

from pipeline import core
from pipeline.core import Kit
from pipeline.nouns import Job, Outcome, Receipt
from pipeline.redact.sample import fax
from pipeline.workdir import working_folder
from tests.readers import folded, ocr_text
from tests.samples.gold import WORD, Fate, load

Gray = npt.NDArray[np.uint8]
Rect = tuple[float, float, float, float]

LIGHT = 140
"""A pixel lighter than this is paper; the scans are black on white."""

BURNED = 0.75
"""Part of a place that is dark when it is burned; print fills half at most, and a comma may stand beside a box."""

TOLERANCE = 64
"""Steps of grey by which a pixel of a rendering may differ outside of the boxes."""

AROUND = 2.0
"""Points around a box in which a rendering may differ."""

CORE = (1.0, 0.3)
"""What is left out at the ends (points) and at the upper and lower edge of a place (part of its height), because
the boxes of two readers are not of the same size."""


@dataclass(frozen=True)
class Form:
    """How a page is scanned."""

    dpi: int = 200
    turned: int = 0
    """By how many degrees the pixels are turned, clockwise."""
    rotate: int = 0
    """`/Rotate` of the page, clockwise."""
    skew: float = 0.0
    """By how many degrees the paper lies askew."""

    def __str__(self) -> str:
        told = [f"{self.dpi} dpi"]
        told += [f"pixels turned {self.turned}"] if self.turned else []
        told += [f"/Rotate {self.rotate}"] if self.rotate else []
        told += [f"skewed {self.skew:g}"] if self.skew else []
        return ", ".join(told)


def forms(dpi: int) -> list[Form]:
    """Return the ways of scanning at a resolution: upright, askew, and turned by the pixels, by the page, by both."""
    turned = [form for a in (90, 180, 270) for form in (Form(dpi, a), Form(dpi, 0, a), Form(dpi, a, 360 - a))]
    return [Form(dpi), Form(dpi, skew=2.0), *turned]


@dataclass(frozen=True)
class Sheet:
    """A scanned page, and where the points of the paper (pymupdf matrices) went."""

    pixels: pymupdf.Matrix
    """To the pixels of the picture as it is stored."""
    page: pymupdf.Matrix
    """To the page as it shows, points."""
    picture: Gray

    def dark(self, picture: Gray, place: Rect) -> float:
        """Return which part of a place of the paper is dark in a picture of this size."""
        x0, y0, x1, y1 = place
        ends, edges = (CORE[0], CORE[1] * (y1 - y0)) if x1 - x0 > y1 - y0 else (CORE[1] * (x1 - x0), CORE[0])
        across = np.linspace(min(x0 + ends, x1), max(x1 - ends, x0), 150)
        down = np.linspace(min(y0 + edges, y1), max(y1 - edges, y0), 30)
        x, y = np.meshgrid(across, down)
        m = self.pixels
        columns = np.clip(np.floor(x * m.a + y * m.c + m.e).astype(int), 0, picture.shape[1] - 1)
        rows = np.clip(np.floor(x * m.b + y * m.d + m.f).astype(int), 0, picture.shape[0] - 1)
        return float((picture[rows, columns] < LIGHT).mean())


@dataclass(frozen=True)
class Truth:
    """Where a paper has to be burned, and its words; for each page, in its own points."""

    places: tuple[tuple[Rect, ...], ...]
    words: tuple[tuple[tuple[Rect, str], ...], ...]


@dataclass(frozen=True)
class Result:
    """What became of a scan."""

    receipt: Receipt
    burned: int = 0
    """Places that are burned, of those that have to be."""
    left: tuple[str, ...] = ()
    """What stands at the others."""
    seen: tuple[str, ...] = ()
    """Burned words that OCR finds in the output."""
    over: tuple[str, ...] = ()
    """Words that are burned and need not be."""
    changed: int = 0
    """Pixels of the rendering that differ outside of the boxes."""


def printed(path: Path) -> pymupdf.Document:
    """Return a paper as a printer prints it."""
    doc = pymupdf.open(path)
    for page in doc:
        for annot in list(page.annots(types=[pymupdf.PDF_ANNOT_TEXT, pymupdf.PDF_ANNOT_POPUP])):
            page.delete_annot(annot)
    doc.bake()
    return doc


def scan(path: Path, form: Form) -> tuple[bytes, list[Sheet]]:
    """Return a paper as a scan, and its sheets."""
    held, pdf = io.BytesIO(), pikepdf.new()
    with printed(path) as doc:
        sheets = [_sheet(pdf, page, form) for page in doc]
    pdf.save(held)
    return held.getvalue(), sheets


def _sheet(pdf: pikepdf.Pdf, page: pymupdf.Page, form: Form) -> Sheet:
    """Add a scanned page to a file."""
    zoom = form.dpi / 72
    turn = pymupdf.Matrix(form.turned + form.skew) * pymupdf.Matrix(zoom, zoom)
    pixels = page.get_pixmap(matrix=turn, colorspace="gray")
    picture = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride)[:, : pixels.width]
    wide, high = pixels.width / zoom, pixels.height / zoom
    made = pdf.add_blank_page(page_size=(wide, high))
    made.contents_add(f"q {wide} 0 0 {high} 0 0 cm /Im0 Do Q".encode())
    made.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=_image(pdf, picture, form.dpi)))
    made.obj.Rotate = form.rotate
    placed = turn * pymupdf.Matrix(1, 0, 0, 1, -pixels.x, -pixels.y)
    shown = {
        0: pymupdf.Matrix(1, 0, 0, 1, 0, 0),
        90: pymupdf.Matrix(0, 1, -1, 0, high, 0),
        180: pymupdf.Matrix(-1, 0, 0, -1, wide, high),
        270: pymupdf.Matrix(0, -1, 1, 0, 0, wide),
    }[form.rotate]
    return Sheet(placed, placed * pymupdf.Matrix(1 / zoom, 1 / zoom) * shown, picture.copy())


def _image(pdf: pikepdf.Pdf, picture: Gray, dpi: int) -> pikepdf.Object:
    """Return a picture as scanners store it: grey as JPEG, and in black and white as fax at 300 dpi and more."""
    high, wide = picture.shape
    head = {"Type": Name.XObject, "Subtype": Name.Image, "Width": wide, "Height": high, "ColorSpace": Name.DeviceGray}
    if dpi < 300:
        held = io.BytesIO()
        Image.fromarray(picture).save(held, "JPEG", quality=85)
        return pdf.make_indirect(
            pikepdf.Stream(pdf, held.getvalue(), **head, BitsPerComponent=8, Filter=Name.DCTDecode)
        )
    parms = pikepdf.Dictionary(K=-1, Columns=wide, Rows=high)
    data = fax((picture < LIGHT).astype(np.uint8))
    packed = pikepdf.Stream(pdf, data, **head, BitsPerComponent=1, Filter=Name.CCITTFaxDecode, DecodeParms=parms)
    return pdf.make_indirect(packed)


def truth(path: Path, policy: str, kit: Kit, folder: Path) -> Truth:
    """Redact the text of a sample and return where it was burned, and its words.

    Raises:
        ValueError: it is not released.
    """
    marks, receipt = _redacted(path, folder / "truth.pdf", policy, kit)
    if receipt.outcome is not Outcome.RELEASED:
        raise ValueError(receipt.reasons)
    with printed(path) as doc:
        words = tuple(
            tuple((tuple(pymupdf.Rect(word[:4]) * page.rotation_matrix), word[4]) for word in page.get_text("words"))
            for page in doc
        )
        places = tuple(tuple(rect for page, rect in marks if page == number) for number in range(len(doc)))
    return Truth(places, words)


def _redacted(source: Path, out: Path, policy: str, kit: Kit) -> tuple[list[tuple[int, Rect]], Receipt]:
    """Redact a file and return its boxes: (page, rectangle in the points of the page as it shows)."""
    job = Job(source=source, destination=out, policy=policy, force=True)
    with working_folder(kit.tmp) as work:
        proof = core.prove(job, kit, work)
        marks = [(mark.page, mark.rect) for mark in proof.draft.marks] if proof.draft else []
        return marks, core.release(job, proof, kit.ledger, kit.store)


def redact(name: str, form: Form, kit: Kit, folder: Path, *, policy: str, known: Truth) -> Result:
    """Scan a sample, redact the scan and tell what became of it."""
    source, out = folder / "scan.pdf", folder / "scan.redacted.pdf"
    data, sheets = scan(load(name).path, form)
    source.write_bytes(data)
    marks, receipt = _redacted(source, out, policy, kit)
    if receipt.outcome is not Outcome.RELEASED:
        return Result(receipt)
    made = out.read_bytes()
    boxes = [[rect for page, rect in marks if page == number] for number in range(len(sheets))]
    pages = list(starmap(_Page, zip(sheets, known.places, known.words, boxes, _stored(made), strict=True)))
    left = [place for page in pages for place in page.left()]
    return Result(
        receipt=receipt,
        burned=sum(len(page.inked()) for page in pages) - len(left),
        left=tuple(left),
        seen=_seen(name, policy, made, form),
        over=tuple(word for page in pages for word in page.over()),
        changed=_changed(data, made, boxes),
    )


@dataclass(frozen=True)
class _Page:
    sheet: Sheet
    places: Sequence[Rect]
    words: Sequence[tuple[Rect, str]]
    boxes: Sequence[Rect]
    picture: Gray

    def inked(self) -> list[Rect]:
        """Return the places where the scan shows something; hidden text of the paper is not in it."""
        return [place for place in self.places if self.sheet.dark(self.sheet.picture, place) > 0]

    def left(self) -> list[str]:
        """Return the words at the places that are not of one dark tone in the picture."""
        bare = [pymupdf.Rect(place) for place in self.inked() if self.sheet.dark(self.picture, place) < BURNED]
        return [" ".join(text for box, text in self.words if place.intersects(box)) for place in bare]

    def over(self) -> list[str]:
        """Return the words in boxes that stand at none of the places."""
        found = []
        for (x0, y0, x1, y1), text in self.words:
            middle = pymupdf.Point((x0 + x1) / 2, (y0 + y1) / 2)
            shown = middle * self.sheet.page
            boxed = any(shown in pymupdf.Rect(box) for box in self.boxes)
            if boxed and not any(middle in pymupdf.Rect(place) for place in self.places):
                found.append(text)
        return found


def _stored(data: bytes) -> list[Gray]:
    """Return the picture of each page as pdfium takes it out of the file, in grey."""
    found = []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            (picture,) = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=8)
            found.append(np.asarray(picture.get_bitmap().to_pil().convert("L")))
    return found


def _seen(name: str, policy: str, data: bytes, form: Form) -> tuple[str, ...]:
    """Return the burned words that OCR finds in an upright rendering of the output, but for those kept elsewhere."""
    shown = pymupdf.open()
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            picture = page.render(scale=200 / 72, grayscale=True).to_pil()
            upright = picture.rotate(form.turned + form.rotate + form.skew, expand=True, fillcolor=255)
            held = io.BytesIO()
            upright.save(held, "PNG")
            sheet = shown.new_page(width=upright.width * 0.36, height=upright.height * 0.36)
            sheet.insert_image(sheet.rect, stream=held.getvalue())
    stay, may, go = Fate.of(name, policy).words()
    found = Counter(WORD.findall(folded(ocr_text(shown.tobytes()))))
    return tuple(word for word in go if len(word) > 1 and found[word] > stay[word] + may[word])


def _changed(before: bytes, after: bytes, boxes: Sequence[Sequence[Rect]]) -> int:
    """Count the pixels that differ outside of all boxes between two files, as pdfium paints them."""
    scale, count = 100 / 72, 0
    with pypdfium2.PdfDocument(before) as one, pypdfium2.PdfDocument(after) as other:
        for old, new, own in zip(one, other, boxes, strict=True):
            pictures = [page.render(scale=scale, grayscale=True).to_numpy().astype(int) for page in (old, new)]
            differs = (np.abs(pictures[0] - pictures[1]) > TOLERANCE).reshape(pictures[0].shape[:2])
            for x0, y0, x1, y1 in own:
                rows = slice(max(0, int((y0 - AROUND) * scale)), int((y1 + AROUND) * scale) + 1)
                differs[rows, max(0, int((x0 - AROUND) * scale)) : int((x1 + AROUND) * scale) + 1] = False
            count += int(differs.sum())
    return count
