"""Hides things on and beside the pages for `tests.builders`: every channel a name can leak through.

It never decides what is wrong with a file; tests say that.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pymupdf
from PIL import Image

from tests.press import Pen, Sheet

FIXED_DATE = "D:20240102030405Z"
"""Stands wherever a library would write the time of day."""

HIDDEN = 2
"""The hidden bit of an annotation's /F."""

PRINTS = 4
"""The print bit of an annotation's /F."""


def plant_text(doc: pymupdf.Document, sheet: Sheet) -> None:
    """Put the text that a reader does not see on page one, and the failed redactions on every page."""
    pen = Pen(doc[0], sheet)
    below = pen.high - sheet.margin - 40
    pen.say(sheet.margin, below, sheet.invisible, mode=3)
    pen.say(sheet.margin, below + 14, sheet.white, colour=(1, 1, 1))
    pen.say(sheet.margin, below + 28, sheet.tiny, size=0.5)
    pen.say(-400, sheet.margin, sheet.outside)
    if sheet.covered:
        for page in doc:
            for rect in page.search_for(sheet.covered):
                page.draw_rect(rect, color=(0, 0, 0), fill=(0, 0, 0))
    if sheet.hidden_layer:
        layer = doc.add_ocg("Draft", on=False)
        doc[0].insert_text((sheet.margin, below - 20), sheet.hidden_layer, fontsize=sheet.size, oc=layer)
    if sheet.picture:
        with pymupdf.open() as other:
            canvas = other.new_page(width=300, height=40)
            canvas.insert_text((10, 25), sheet.picture, fontname=sheet.font, fontsize=14)
            pixmap = canvas.get_pixmap(dpi=sheet.dpi, colorspace=pymupdf.csGRAY)
        left = sheet.margin
        doc[0].insert_image((left, below - 80, left + 300, below - 40), pixmap=pixmap)


def scan(doc: pymupdf.Document, sheet: Sheet) -> None:
    """Replace every page by a picture of itself, with its text underneath when an OCR layer is wanted."""
    for number in range(len(doc)):
        words = doc[number].get_text("words") if sheet.ocr_layer else []
        picture = _picture(doc[number], sheet)
        doc.delete_page(number)
        page = doc.new_page(number, width=sheet.width, height=sheet.height)
        for x0, _, _, y1, word, *_ in words:
            page.insert_text((x0, y1 - 3), word, fontname="helv", fontsize=sheet.size * 0.9, render_mode=3)
        page.insert_image(page.rect, stream=picture)


def _picture(page: pymupdf.Page, sheet: Sheet) -> bytes:
    pixmap = page.get_pixmap(dpi=sheet.dpi, colorspace=pymupdf.csGRAY)
    image = Image.frombytes("L", (pixmap.width, pixmap.height), pixmap.samples)
    if sheet.skew:
        image = image.rotate(sheet.skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def annotate(doc: pymupdf.Document, sheet: Sheet) -> None:
    """Add notes, typewriter text, highlights, links, fields and bookmarks."""
    page = doc[0]
    pen = Pen(page, sheet)
    for number, text in enumerate(sheet.notes):
        page.add_text_annot((sheet.width - 40, 40 + 30 * number), text)
    for number, text in enumerate(sheet.typewriter):
        top = sheet.height - 60 - 24 * number
        page.add_freetext_annot((sheet.margin, top, sheet.width - sheet.margin, top + 20), text, fontsize=11)
    for number, text in enumerate(sheet.hidden_notes):
        annot = page.add_freetext_annot((sheet.margin, 10 + 20 * number, 400, 28 + 20 * number), text)
        annot.set_flags(HIDDEN)
    for text in sheet.highlights:
        page.add_highlight_annot(page.search_for(text))
    for text, uri in sheet.links.items():
        for rect in page.search_for(text):
            page.insert_link({"kind": pymupdf.LINK_URI, "from": rect, "uri": uri})
    _add_fields(doc[len(doc) - 1], sheet, top=pen.high - sheet.margin - 30 * len(sheet.fields))
    if sheet.bookmarks:
        doc.set_toc([[1, title, 1] for title in sheet.bookmarks])
    doc.set_metadata({**dict(sheet.metadata), "creationDate": FIXED_DATE, "modDate": FIXED_DATE})


def _add_fields(page: pymupdf.Page, sheet: Sheet, *, top: float) -> None:
    for number, (name, value) in enumerate(sheet.fields.items()):
        widget = pymupdf.Widget()
        widget.field_name, widget.field_value = name, value
        widget.field_type = pymupdf.PDF_WIDGET_TYPE_TEXT
        widget.rect = pymupdf.Rect(sheet.margin, top + 30 * number, sheet.width - sheet.margin, top + 30 * number + 20)
        widget.text_fontsize = 11
        page.add_widget(widget)


def finish(data: bytes, sheet: Sheet) -> bytes:
    """Do what is done to the whole file: dates, boxes, scripts, attachments, an earlier revision, encryption."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            _shift(page, sheet)
        for annot in _annotations(pdf):
            for key in ("/CreationDate", "/M"):
                if key in annot:
                    annot[key] = FIXED_DATE
        if sheet.xmp:
            with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
                meta["dc:title"] = sheet.xmp
        if sheet.javascript:
            pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=sheet.javascript)
        for name, content in sheet.attachments.items():
            pdf.attachments[name] = pikepdf.AttachedFileSpec(
                pdf, content, filename=name, creation_date=FIXED_DATE, mod_date=FIXED_DATE
            )
        out = io.BytesIO()
        if sheet.user_password is None:
            pdf.save(out, deterministic_id=True)
        else:
            pdf.save(out, encryption=pikepdf.Encryption(user=sheet.user_password, owner=sheet.owner_password))
    return _revised(out.getvalue(), sheet) if sheet.earlier else out.getvalue()


def _annotations(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in pdf.pages:
        yield from page.get("/Annots", [])


def _shift(page: pikepdf.Page, sheet: Sheet) -> None:
    dx, dy = sheet.origin
    if (dx, dy) != (0, 0):
        page.contents_add(f"q 1 0 0 1 {dx} {dy} cm".encode(), prepend=True)
        page.contents_add(b"Q")
        for box in ("/MediaBox", "/CropBox"):
            if box in page:
                x0, y0, x1, y1 = (float(v) for v in page[box])
                page[box] = [x0 + dx, y0 + dy, x1 + dx, y1 + dy]
        for annot in page.get("/Annots", []):
            x0, y0, x1, y1 = (float(v) for v in annot.Rect)
            annot.Rect = [x0 + dx, y0 + dy, x1 + dx, y1 + dy]
    if sheet.user_unit != 1:
        page.UserUnit = sheet.user_unit


def _revised(data: bytes, sheet: Sheet) -> bytes:
    """Return a file whose first revision shows `earlier`, and whose second takes it away again."""
    with pymupdf.open(stream=data) as doc:
        doc[0].insert_text((sheet.margin, sheet.margin - 20), sheet.earlier, fontname="helv", fontsize=10)
        shown = doc.tobytes(no_new_id=True)
    with pikepdf.open(io.BytesIO(shown)) as pdf:
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    first = out.getvalue()
    with pikepdf.open(io.BytesIO(first)) as pdf:
        number, _ = pdf.pages[0].Contents[-1].objgen
        root, size = pdf.Root.objgen[0], int(pdf.trailer.Size)
    before = int(first.rstrip().rsplit(b"\n", 2)[1])
    body = f"{number} 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n".encode()
    table = f"xref\n{number} 1\n{len(first):010d} 00000 n \n".encode()
    trailer = f"trailer\n<</Size {size}/Root {root} 0 R/Prev {before}>>\n".encode()
    return first + body + table + trailer + f"startxref\n{len(first) + len(body)}\n%%EOF\n".encode()
