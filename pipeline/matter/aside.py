"""Looks for legends beside the pages of a source: notes, bookmarks, the document's title. It changes nothing.

The normal form drops all of these, so that no reading ever shows them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from pipeline.matter import legend
from pipeline.nouns import Filing

MOST = 20_000
"""Bookmarks looked at: a file with more is hostile, and its pages are still read."""


def legends(filing: Filing) -> Iterator[str]:
    """Yield a reason code for each place beside the pages that carries a legend."""
    try:
        with pikepdf.open(filing.path, password=filing.password) as pdf:
            yield from _found(pdf)
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError):
        # NOTE: the file was accepted and read by others; what cannot be read here is not shown to anybody either.
        return


def _found(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        notes = page.obj.get("/Annots")
        if isinstance(notes, pikepdf.Array) and any(_says(note) for note in notes):
            yield f"legend:note:page_{number}"
    if any(legend.is_legend(title) for title in _bookmarks(pdf)):
        yield "legend:bookmark"
    if legend.is_legend(str(pdf.docinfo.get("/Title", ""))):
        yield "legend:title"


def _says(note: object) -> bool:
    if not isinstance(note, pikepdf.Dictionary):
        return False
    return any(legend.is_legend(str(note.get(key, ""))) for key in ("/Contents", "/Subj"))


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[str]:
    waiting, seen = [pdf.Root.get("/Outlines")], 0
    while waiting and seen < MOST:
        item = waiting.pop()
        seen += 1
        if isinstance(item, pikepdf.Dictionary):
            yield str(item.get("/Title", ""))
            waiting += [item.get("/Next"), item.get("/First")]
