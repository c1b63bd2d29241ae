"""Holds MuPDF at arm's length: opens files, runs pages, and keeps its mouth shut.

It refuses to let MuPDF write to the standard streams: its warnings quote the file,
and a file's words belong in no log.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf as _pymupdf

from pipeline.errors import RefusedError

pymupdf: Any = _pymupdf
"""PyMuPDF without its types, which it declares but does not have."""

IDENTITY = pymupdf.mupdf.FzMatrix()
"""Running a page with it gives page space: points, origin top left, y down."""


def silence() -> None:
    """Stop MuPDF from printing errors and warnings, for this process."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)


def open_pdf(path: Path, *, password: str = "") -> Any:
    """Open a PDF as PDF, whatever its name ends in.

    Raises:
        RefusedError: MuPDF cannot open it (`damaged`) or needs another password (`encrypted`).
    """
    silence()
    try:
        document = pymupdf.open(path, filetype="pdf")
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase):
        raise RefusedError(f"cannot open {path}: the file is damaged", reason="damaged") from None
    if document.needs_pass and not document.authenticate(password):
        document.close()
        raise RefusedError(f"cannot open {path}: it needs a password", reason="encrypted")
    return document


def run(page: Any, device: Any) -> None:
    """Paint a PyMuPDF page on a device, in page space.

    Annotations are painted too; a normal form has none.
    """
    native = page.this
    if isinstance(native, pymupdf.mupdf.PdfPage):
        native = pymupdf.mupdf.FzPage(native)
    pymupdf.mupdf.fz_run_page(native, device, IDENTITY, pymupdf.mupdf.FzCookie())
    pymupdf.mupdf.fz_close_device(device)
