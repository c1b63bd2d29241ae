"""Small real PDFs for everybody's tests, built by script; no PDF in `tests/` is made by hand.

    filing("Before 123-45-6789 after.")                    one page, bytes
    filing(("First page.", "Second page."), rotated=90)    two pages, turned by /Rotate
    filing("Scanned.", scanned=True, dpi=150)              a picture of the page and nothing else
    filed(tmp_path / "a.pdf", "text", pleading=True)       the same, written to a path

Every option is a field of `Sheet` (in `tests.press`, with its meaning). The same call gives
the same bytes, except with a password (encryption draws random salts). It holds no opinion
on what should be found.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pymupdf

from tests.plants import annotate, finish, plant_text, scan
from tests.press import Sheet, compose, furnish, lay, ligated, wrapped

__all__ = ["Sheet", "filed", "filing", "ligated", "wrapped"]


def filing(text: str | Sequence[str] = "Before 123-45-6789 after.", **options: Any) -> bytes:
    """Build a PDF; a sequence gives one page (or more, if it overflows) for each text.

    A newline ends a paragraph. Options are the fields of `Sheet`.
    """
    sheet = Sheet(**options)
    texts = (text,) if isinstance(text, str) else tuple(text)
    with pymupdf.open() as doc:
        for number, body in enumerate(texts):
            compose(doc, body, sheet, first=number == 0, last=number == len(texts) - 1)
        furnish(doc, sheet)
        plant_text(doc, sheet)
        if sheet.scanned:
            scan(doc, sheet)
        annotate(doc, sheet)
        lay(doc, sheet)
        data = doc.tobytes(garbage=3, deflate=True, no_new_id=True)
    return finish(data, sheet)


def filed(path: Path, text: str | Sequence[str] = "Before 123-45-6789 after.", **options: Any) -> Path:
    """Build a PDF, write it to `path` and return the path."""
    path.write_bytes(filing(text, **options))
    return path
