"""The graphics state that decides where things land on a page (ISO 32000-1, 8.4 and 9.3); it paints nothing."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.redact.matrix import EVERYWHERE, IDENTITY, Matrix, Rect

if TYPE_CHECKING:
    import pikepdf

    from pipeline.redact.face import Face


@dataclass(slots=True)
class GState:
    """One level of the stack of `q` and `Q`."""

    ctm: Matrix = IDENTITY
    """From user space to page space with y up."""
    clip: Rect = EVERYWHERE
    """The upright rectangle around everything that the clip lets through; never smaller than the truth."""
    shaped: bool = False
    """The clip has an outline that is no upright rectangle."""
    line_width: float = 1.0
    font: Face | None = None
    font_object: pikepdf.Object | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    fill_pattern: pikepdf.Object | None = None
    stroke_pattern: pikepdf.Object | None = None

    def copy(self) -> GState:
        """Return a copy for the next level."""
        return copy.copy(self)
