"""Sets a table as an encrypted PDF. What it is given are words of a filing, so it writes nothing itself."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape

from pipeline.redact.mupdf import pymupdf

PAGE = (612.0, 792.0)
"""Points; US letter."""
MARGIN = 54.0
"""Points."""
STYLE = "body{font-family:serif;font-size:10pt} h1{font-size:13pt} td,th{border:0.5pt solid #000;padding:3pt}"


def table_pdf(title: str, note: str, headings: Sequence[str], rows: Sequence[Sequence[str]], password: str) -> bytes:
    """Return a PDF of one table over as many pages as it takes, encrypted with AES-256; `password` opens it."""
    head = "".join(f"<th>{escape(h)}</th>" for h in headings)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    html = f"<h1>{escape(title)}</h1><p>{escape(note)}</p><table><tr>{head}</tr>{body}</table>"
    story = pymupdf.Story(html, user_css=STYLE)
    paper = pymupdf.Rect(0, 0, *PAGE)
    column = pymupdf.Rect(MARGIN, MARGIN, PAGE[0] - MARGIN, PAGE[1] - MARGIN)
    plain = io.BytesIO()
    writer = pymupdf.DocumentWriter(plain)
    more = 1
    while more:
        device = writer.begin_page(paper)
        more, _ = story.place(column)
        story.draw(device)
        writer.end_page()
    writer.close()
    with pymupdf.open("pdf", plain.getvalue()) as doc:
        doc.set_metadata({})
        made: bytes = doc.tobytes(
            garbage=3,
            deflate=True,
            encryption=pymupdf.PDF_ENCRYPT_AES_256,
            user_pw=password,
            owner_pw=password,
            permissions=0,
        )
        return made
