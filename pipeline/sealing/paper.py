"""Writes a paper as an editable document (.docx): caption, text, the table of parts, the closing block."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from pipeline.sealing.form import TABLE, Form, Paper
from pipeline.sealing.portion import Portion

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The date that a document says it was made; the true one is on record and no business of the other side."""

BLOCK = (
    "\n".join(
        ("Dated: ____________________", "", "____________________", "[Name, bar number, address, telephone, e-mail]")
    )
    + "\nAttorney for {party}"
)
BENCH = "Dated: ____________________\n\n____________________\nUnited States [District / Magistrate] Judge"
HEADINGS = ("Document", "Page", "Box", "What it is", "Ground", "Order asked")


def docx_of(paper: Paper, form: Form, *, case: str, fill: Mapping[str, str], portions: Sequence[Portion]) -> bytes:
    """Return one paper, filled in."""
    made = docx.Document()
    about = made.core_properties
    about.author = about.last_modified_by = about.comments = ""
    about.title = paper.title
    about.created = about.modified = EPOCH
    style = made.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    for line in form.court:
        _middle(made, line)
    made.add_paragraph(f"[Plaintiff],\n\tv.\n[Defendant].\n\nCase No. {case or '[case number]'}")
    _middle(made, paper.title)
    for text in paper.body:
        if text == TABLE:
            _table(made, portions)
        else:
            made.add_paragraph(text.format_map(fill))
    made.add_paragraph((BLOCK if paper.signed else BENCH).format_map(fill))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _middle(made: docx.document.Document, text: str) -> None:
    paragraph = made.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = True


def _table(made: docx.document.Document, portions: Sequence[Portion]) -> None:
    table = made.add_table(rows=1, cols=len(HEADINGS), style="Table Grid")
    _row(table.rows[0], HEADINGS)
    for p in portions:
        ground = f"order, ECF No. {p.order}" if p.order else p.cite or "the filer's request"
        box = str(p.box) if p.box else "-"
        page = str(p.page) if p.box else "all"
        _row(table.add_row(), (str(p.document), page, box, p.kind, ground, "yes" if p.asked else "no; by rule"))


def _row(row: docx.table._Row, cells: Sequence[str]) -> None:
    for cell, text in zip(row.cells, cells, strict=True):
        cell.text = text
