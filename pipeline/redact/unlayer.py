"""Takes the invisible text of pages out of a draft; they look as they did.

All else stays byte by byte; whose text lies, the reading says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pikepdf

from pipeline.redact import subset
from pipeline.redact.canvas import Canvas
from pipeline.redact.face import Faces
from pipeline.redact.gstate import GState
from pipeline.redact.matrix import Rect
from pipeline.redact.region import PLACE, Region
from pipeline.redact.run import Glyph, Run
from pipeline.redact.scorch import BurnShop, Scorch
from pipeline.redact.usage import content_of

INVISIBLE = 3
"""Render mode of text that leaves no ink."""


class _Unlayer(Scorch):
    """Drops invisible text, but for what stands on boxes: the burner left nothing there but its own print."""

    def __init__(self, boxes: Sequence[Region]) -> None:
        super().__init__(())
        self._boxes = boxes

    def reaches(self, rect: Rect) -> bool:
        """Tell that anything may go anywhere."""
        return True

    def text(self, run: Run) -> list[bool] | None:
        """Keep what is to be seen."""
        if not run.count or run.state.mode != INVISIBLE:
            return None
        glyphs = run.glyphs()
        keep = [self._on_box(glyph) for glyph in glyphs]
        gone = [glyph.code for glyph, stays in zip(glyphs, keep, strict=True) if not stays]
        font = run.state.font_object
        self.burned[font.objgen if font is not None else (0, 0)].update(gone)
        self.hits += len(gone)
        return keep if gone else None

    def _on_box(self, glyph: Glyph) -> bool:
        (x, y), (ax, ay), (ux, uy) = glyph.origin, glyph.advance, glyph.up
        return any(box.holds(x + ax / 2 + ux * PLACE, y + ay / 2 + uy * PLACE) for box in self._boxes)


def unlayer(pdf: pikepdf.Pdf, pages: Mapping[int, Sequence[Region]]) -> None:
    """Take the invisible text out of pages, given by number with the boxes on each; fonts are shrunk accordingly."""
    faces = Faces()
    gone: dict[tuple[int, int], set[bytes]] = {}
    for number, boxes in pages.items():
        page = pdf.pages[number]
        scorch = _Unlayer(boxes)
        x0, y0, x1, y1 = map(float, page.mediabox)
        canvas = Canvas(
            BurnShop(pdf, scorch, faces, white=False),
            scorch,
            resources=page.obj.get("/Resources"),
            state=GState(clip=(x0, y0, x1, y1)),
        )
        body = canvas.run(content_of(page.obj))
        if scorch.hits:
            page.obj.Resources = pdf.make_indirect(canvas.resource_dictionary())
            page.obj.Contents = pdf.make_indirect(pikepdf.Stream(pdf, body))
        for key, codes in scorch.burned.items():
            gone.setdefault(key, set()).update(codes)
    subset.shrink(pdf, gone, pages, faces)
