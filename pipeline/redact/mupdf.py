"""MuPDF for this room: without its types, which it declares but does not have, and without its voice.

Its warnings quote the file, and a file's words belong in no log.
"""

from __future__ import annotations

from typing import Any

import pymupdf as _pymupdf

pymupdf: Any = _pymupdf
"""PyMuPDF."""

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)
