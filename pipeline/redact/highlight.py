"""Marks the parts to be sealed in an unredacted copy: a yellow field under the words, its number beside it.

Nothing is taken out: the copy says all that the source says, so it goes nowhere but into `sealed/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.nouns import Mark
from pipeline.redact.mupdf import pymupdf

YELLOW = (1.0, 0.92, 0.2)
EDGE = (0.75, 0.35, 0.0)
SEEN = 0.4
"""Part of the colour that covers what lies under it; the words stay legible, in print too."""
NUMBER = 6.0
"""Points; size of a box's number."""


def highlight(plain: Path, marks: Sequence[Mark], out: Path) -> None:
    """Write a copy of a normal form with every mark highlighted and numbered as in the redacted copy."""
    with pymupdf.open(plain) as doc:
        numbered: set[int] = set()
        for mark in marks:
            page = doc[mark.page]
            corners = [pymupdf.Point(*mark.quad[i : i + 2]) for i in (0, 2, 6, 4)]
            page.draw_polyline(
                [*corners, corners[0]],
                color=EDGE,
                fill=YELLOW,
                width=0.4,
                fill_opacity=SEEN,
                closePath=True,
            )
            if mark.number not in numbered:
                numbered.add(mark.number)
                at = pymupdf.Point(mark.rect[0], max(NUMBER, mark.rect[1] - 0.5))
                page.insert_text(at, str(mark.number), fontsize=NUMBER, fontname="helv", color=EDGE)
        doc.save(out, garbage=3, deflate=True)
