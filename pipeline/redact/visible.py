"""Policies for the plain copy: what lies outside the visible page, or behind a clip, does not come along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.redact.matrix import Rect, apart, box, empty, grown, within
from pipeline.redact.outline import Outline, draw
from pipeline.redact.run import Glyph, Run

if TYPE_CHECKING:
    import pikepdf

    from pipeline.redact.canvas import Canvas

SLACK = 0.02
"""Points by which something may pass the edge and still count as inside."""


class Visible:
    """Keeps what the clip of the moment can show, and drops the rest."""

    def __init__(self) -> None:
        self.dropped = 0

    def text(self, run: Run) -> list[bool] | None:
        """Drop glyphs that lie wholly outside the clip."""
        clip = run.state.clip
        bounds = run.bounds
        if within(bounds, clip) or not run.count:
            return None
        glyphs = run.glyphs()
        keep = [not apart(room(glyph, run), grown(clip, SLACK)) for glyph in glyphs]
        gone = keep.count(False)
        self.dropped += gone
        return keep if gone else None

    def path(self, outline: Outline) -> bytes | None:
        """Drop a path, or those of its parts, that lie wholly outside the clip."""
        clip = outline.state.clip
        if within(outline.bounds, clip):
            return None
        if empty(clip) or apart(outline.reach, clip):
            self.dropped += 1
            return b""
        parts = outline.subpaths()
        if len(parts) < 2:
            return None
        kept = [part for part in parts if not apart(Outline(part, outline.operator, outline.state).reach, clip)]
        if len(kept) == len(parts):
            return None
        self.dropped += 1
        return b"\n".join([draw(segment) for part in kept for segment in part] + [outline.operator])

    def clip(self, outline: Outline) -> None:
        """Leave clips as they are."""

    def shade(self, canvas: Canvas, shading: pikepdf.Object) -> bool:
        """Drop a shading that no clip lets through."""
        return not empty(canvas.state.clip)


class Everything(Visible):
    """Keeps all: for glyph procedures, which have no page of their own."""

    def text(self, run: Run) -> list[bool] | None:
        """Keep all glyphs."""
        return None

    def path(self, outline: Outline) -> bytes | None:
        """Keep all paths."""
        return None

    def shade(self, canvas: Canvas, shading: pikepdf.Object) -> bool:
        """Keep all shadings."""
        return True


def room(glyph: Glyph, run: Run) -> Rect:
    """Return the upright rectangle that a glyph's ink can reach."""
    (x, y), (ax, ay), (ux, uy) = glyph.origin, glyph.advance, glyph.up
    if run.face.type3:
        return _drawn_room(glyph, run)
    low, high = (-0.3, 1.0) if not run.face.vertical else (-0.2, 1.2)
    em = (ux * ux + uy * uy) ** 0.5
    wide = max((ax * ax + ay * ay) ** 0.5, 0.3 * em)
    length = (ax * ax + ay * ay) ** 0.5 or 1.0
    step = (ax / length * wide, ay / length * wide) if ax or ay else (uy / (em or 1) * wide, -ux / (em or 1) * wide)
    ends = [
        (x + along * step[0] + h * ux, y + along * step[1] + h * uy) for along in (-0.05, 1.05) for h in (low, high)
    ]
    return box(ends)


def _drawn_room(glyph: Glyph, run: Run) -> Rect:
    x0, y0, x1, y1 = run.face.room
    if x1 > 1e5:
        return (-1e9, -1e9, 1e9, 1e9)
    (x, y), (ux, uy) = glyph.origin, glyph.up
    right = (uy, -ux)
    return box([(x + u * right[0] + v * ux, y + u * right[1] + v * uy) for u in (x0, x1) for v in (y0, y1)])
