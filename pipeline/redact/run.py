"""A run of glyphs shown by one operator: where each lies, and the run without some of them."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.redact.gstate import GState
from pipeline.redact.matrix import Matrix, Point, Rect, apply, around, times


class Glyph(NamedTuple):
    """One glyph on the page; page space with y up, points."""

    origin: Point
    advance: Point
    """From the origin to where the pen would go by the glyph's own width."""
    up: Point
    """One em upwards, as the text stands."""
    code: bytes


class Run:
    """The operand of a text-showing operator under a graphics state."""

    def __init__(self, items: list[bytes | float], state: GState, tm: Matrix) -> None:
        self.items = items
        self.state = state
        self.tm = tm
        font = state.font
        assert font is not None  # noqa: S101 - the canvas shows nothing without a font
        self.face = font
        self.count = 0
        factor = 1.0 if font.vertical else state.stretch
        pen = low = high = 0.0
        for item in items:
            if isinstance(item, bytes):
                total, glyphs, spaces = font.measure(item)
                self.count += glyphs
                pen += factor * (state.size * total + glyphs * state.char_space + spaces * state.word_space)
            else:
                pen -= factor * state.size * item / 1000
            low, high = min(low, pen), max(high, pen)
        self.ends = (low, high)
        """The lowest and highest place of the pen between strings, text space, from the start of the run."""
        self.factor = factor * state.size
        """Text space that one em of displacement takes."""
        self.travel = (0.0, pen) if font.vertical else (pen, 0.0)
        self.after: Matrix = times((1, 0, 0, 1, *self.travel), tm)

    @property
    def level(self) -> tuple[Point, Point, Point]:
        """Return (origin, direction of one unit of text space, one em upwards) of a run that is not vertical."""
        a, b, c, d, _, _ = space = times(self.tm, self.state.ctm)
        return apply(space, 0.0, self.state.rise), (a, b), (c * self.state.size, d * self.state.size)

    @property
    def bounds(self) -> Rect:
        """Return an upright rectangle that holds every glyph of the run, with room to spare."""
        state, size = self.state, self.state.size
        space = times(self.tm, state.ctm)
        x0, y0, x1, y1 = self.face.room
        xs = (size * state.stretch * x0, size * state.stretch * x1)
        ys = (size * y0 + state.rise, size * y1 + state.rise)
        room = (min(xs), min(ys), max(xs), max(ys))
        low, high = self.ends
        if self.face.vertical:
            room = (room[0], room[1] + low, room[2], room[3] + high)
        else:
            room = (room[0] + low, room[1], room[2] + high, room[3])
        return around(room, space)

    def glyphs_in_text_space(self) -> list[tuple[Point, float, bytes]]:
        """Return (pen place, advance in ems, code) for each glyph."""
        state, font = self.state, self.face
        out: list[tuple[Point, float, bytes]] = []
        pen = 0.0
        factor = 1.0 if font.vertical else state.stretch
        for item in self.items:
            if not isinstance(item, bytes):
                pen -= item / 1000 * state.size * factor
                continue
            for code, width in font.codes(item):
                out.append(((0.0, pen) if font.vertical else (pen, 0.0), width, code))
                extra = state.char_space + (state.word_space if code == b" " else 0.0)
                pen += (width * state.size + extra) * factor
        return out

    def glyphs(self) -> list[Glyph]:
        """Return every glyph with its place on the page."""
        state = self.state
        space = times(self.tm, state.ctm)
        a, b, c, d = space[:4]
        up = (c * state.size, d * state.size)
        out = []
        for (x, y), width, code in self.glyphs_in_text_space():
            if self.face.vertical:
                # The pen stands at the middle of the top of a vertical glyph.
                origin = apply(space, x - 0.5 * state.size * state.stretch, y + state.rise + width * state.size)
                advance = (a * state.size * state.stretch, b * state.size * state.stretch)
            else:
                origin = apply(space, x, y + state.rise)
                step = width * state.size * state.stretch
                advance = (a * step, b * step)
            out.append(Glyph(origin, advance, up, code))
        return out

    def without(self, keep: list[bool]) -> list[bytes | float]:
        """Return the items with the glyphs that are not kept replaced by one displacement for each gap.

        Blanks alone are not kept: they draw nothing.
        """
        state, font = self.state, self.face
        if not all(keep):
            codes = [code for item in self.items if isinstance(item, bytes) for code, _ in font.codes(item)]
            if all(code == b" " for code, kept in zip(codes, keep, strict=True) if kept):
                keep = [False] * len(keep)
        out: list[bytes | float] = []
        index = 0
        gap = 0.0
        for item in self.items:
            if not isinstance(item, bytes):
                gap += item
                continue
            kept = b""
            for code, width in font.codes(item):
                if keep[index]:
                    if gap:
                        if kept:
                            out.append(kept)
                            kept = b""
                        out.append(gap)
                        gap = 0.0
                    kept += code
                else:
                    extra = state.char_space + (state.word_space if code == b" " else 0.0)
                    gap -= width * 1000 + (extra * 1000 / state.size if state.size else 0.0)
                index += 1
            if kept:
                out.append(kept)
        if gap:
            out.append(gap)
        return out
