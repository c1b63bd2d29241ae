"""Make annotations and form fields page content; those that are hidden, or only notes about the page, are left out.

An annotation without an appearance is given one by MuPDF. Nothing is added that a viewer would not show.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf

from pipeline.redact.canvas import six
from pipeline.redact.entry import is_true
from pipeline.redact.layer import Layers
from pipeline.redact.matrix import Matrix, Point, around, sane, times
from pipeline.redact.mupdf import pymupdf

HIDDEN, NO_VIEW, TOGGLE = 2, 32, 256
"""Annotation flags (ISO 32000-1, table 165)."""
_SILENT = frozenset(("/Popup", "/Link", "/Redact", "/PrinterMark", "/TrapNet", "/Watermark3D"))
"""Subtypes that show nothing of their own; what an unapplied redaction asks for, `redactions` tells."""


def shown(note: Any, layers: Layers) -> bool:
    """Tell whether a viewer on screen shows an annotation."""
    if not isinstance(note, pikepdf.Dictionary) or str(note.get("/Subtype", "")) in _SILENT:
        return False
    flags = note.get("/F", 0)
    flags = flags if isinstance(flags, int) else 0
    if flags & (HIDDEN | NO_VIEW):
        return False
    return "/OC" not in note or layers.visible(note.get("/OC"))


def notes(page: pikepdf.Object) -> list[Any]:
    """Return the annotations of a page."""
    listed = page.get("/Annots")
    return list(listed.as_list()) if isinstance(listed, pikepdf.Array) else []


def redactions(note: Any) -> list[list[Point]]:
    """Return the four corners of each place that an unapplied redaction asks to burn, in the page's user space."""
    if not isinstance(note, pikepdf.Dictionary) or note.get("/Subtype") != "/Redact":
        return []
    listed = note.get("/QuadPoints")
    try:
        values = [float(v) for v in listed.as_list()] if isinstance(listed, pikepdf.Array) else []
    except (TypeError, ValueError):
        values = []
    if len(values) >= 8 and sane(values):
        points = list(zip(values[0::2], values[1::2], strict=False))
        return [points[i : i + 4] for i in range(0, len(points) - 3, 4)]
    rect = _four(note.get("/Rect"))
    if rect is None:
        return []
    x0, y0, x1, y1 = rect
    return [[(x0, y1), (x1, y1), (x0, y0), (x1, y0)]]


def appearance(note: pikepdf.Dictionary) -> pikepdf.Object | None:
    """Return the normal appearance stream of an annotation in its present state."""
    streams = note.get("/AP")
    normal = streams.get("/N") if isinstance(streams, pikepdf.Dictionary) else None
    if isinstance(normal, pikepdf.Dictionary) and not isinstance(normal, pikepdf.Stream):
        state = note.get("/AS")
        normal = normal.get(str(state)) if isinstance(state, pikepdf.Name) else None
    return normal if isinstance(normal, pikepdf.Stream) else None


def lacking(source: pikepdf.Pdf, layers: Layers) -> bool:
    """Tell whether an annotation that shows has no appearance yet, or fields are said to need new ones."""
    fresh = wants_fresh(source)
    for page in source.pages:
        for note in notes(page.obj):
            if not shown(note, layers):
                continue
            if fresh and note.get("/Subtype") == "/Widget":
                return True
            streams = note.get("/AP")
            if not isinstance(streams, pikepdf.Dictionary) or "/N" not in streams:
                return True
    return False


def prune(source: pikepdf.Pdf, layers: Layers, counts: Counter[str]) -> None:
    """Take away the annotations that do not show."""
    for page in source.pages:
        listed = notes(page.obj)
        kept = [note for note in listed if shown(note, layers)]
        if len(kept) < len(listed):
            counts["hidden_annotation"] += sum(
                1
                for note in listed
                if isinstance(note, pikepdf.Dictionary) and not shown(note, layers) and note.get("/Subtype") != "/Link"
            )
            page.obj["/Annots"] = pikepdf.Array(kept)


def appear(path: Path, out: Path, *, fresh: bool) -> None:
    """Write a copy in which MuPDF has baked all annotations and fields, making the appearances that are missing.

    Raises:
        RuntimeError: MuPDF cannot do it.
    """
    with pymupdf.open(path) as paper:
        if fresh:
            _refresh(paper)
        paper.bake(annots=True, widgets=True)
        paper.save(out, garbage=0)


def _refresh(paper: pymupdf.Document) -> None:
    """Make the appearances of text and choice fields anew from their values."""
    for page in paper:
        for widget in page.widgets():
            if widget.field_type in (
                pymupdf.PDF_WIDGET_TYPE_TEXT,
                pymupdf.PDF_WIDGET_TYPE_COMBOBOX,
                pymupdf.PDF_WIDGET_TYPE_LISTBOX,
            ):
                with contextlib.suppress(ValueError, RuntimeError, TypeError, AttributeError):
                    widget.update()


def wants_fresh(source: pikepdf.Pdf) -> bool:
    """Tell whether the fields are said to need new appearances."""
    form = source.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and is_true(form.get("/NeedAppearances"))


def placed(note: pikepdf.Dictionary, form: pikepdf.Object) -> Matrix | None:
    """Return the matrix that lays an appearance on the annotation's rectangle (ISO 32000-1, 12.5.5, algorithm 8.1)."""
    rect, bounds = _four(note.get("/Rect")), _four(form.get("/BBox"))
    if rect is None or bounds is None:
        return None
    x0, y0, x1, y1 = around(bounds, six(form.get("/Matrix")))
    if x1 - x0 < 1e-6 or y1 - y0 < 1e-6:
        return None
    across, up = (rect[2] - rect[0]) / (x1 - x0), (rect[3] - rect[1]) / (y1 - y0)
    return (across, 0.0, 0.0, up, rect[0] - x0 * across, rect[1] - y0 * up)


def _four(value: Any) -> tuple[float, float, float, float] | None:
    try:
        found = [float(v) for v in value.as_list()] if isinstance(value, pikepdf.Array) else []
    except (TypeError, ValueError):
        return None
    if len(found) != 4 or not sane(found):
        return None
    return min(found[0], found[2]), min(found[1], found[3]), max(found[0], found[2]), max(found[1], found[3])


def upright(note: pikepdf.Dictionary, matrix: Matrix, turned: int) -> Matrix:
    """Turn an appearance that must not turn with the page (flag NoRotate) about its upper left corner."""
    flags, rect = note.get("/F", 0), _four(note.get("/Rect"))
    if not isinstance(flags, int) or not flags & 16 or not turned or rect is None:
        return matrix
    x, y = rect[0], rect[3]
    cos, sin = {90: (0.0, 1.0), 180: (-1.0, 0.0), 270: (0.0, -1.0)}[turned]
    about = times(times((1, 0, 0, 1, -x, -y), (cos, sin, -sin, cos, 0, 0)), (1, 0, 0, 1, x, y))
    return times(matrix, about)
