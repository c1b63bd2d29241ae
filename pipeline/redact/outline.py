"""A path as it was drawn: its outline on the page, and its parts."""

from __future__ import annotations

import itertools
import math

from pipeline.redact.gstate import GState
from pipeline.redact.matrix import NOWHERE, Point, Rect, apply, around, box, grown, scale

Segment = tuple[bytes, list[float], bytes]
"""Operator, its numbers, and the operand bytes as they stood."""

STROKES = frozenset((b"S", b"s", b"B", b"B*", b"b", b"b*"))
FILLS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))


class Outline:
    """The segments of one path, painted by one operator under one graphics state."""

    def __init__(self, segments: list[Segment], operator: bytes, state: GState) -> None:
        self.segments = segments
        self.operator = operator
        self.state = state
        self.unsafe = False
        """Set by a policy that could not take out what it should."""
        self.bounds: Rect = self._bounds()

    @property
    def strokes(self) -> bool:
        """Tell whether the path is stroked."""
        return self.operator in STROKES

    @property
    def fills(self) -> bool:
        """Tell whether the path is filled."""
        return self.operator in FILLS

    @property
    def reach(self) -> Rect:
        """The rectangle that paint can touch: the outline and half the line, with room for mitres."""
        if not self.strokes:
            return self.bounds
        return grown(self.bounds, max(1.0, self.state.line_width * scale(self.state.ctm) * 2))

    @property
    def upright(self) -> bool:
        """Tell whether every segment is level or plumb on the page."""
        a, b, c, d = self.state.ctm[:4]
        straight = (abs(b) < 1e-6 and abs(c) < 1e-6) or (abs(a) < 1e-6 and abs(d) < 1e-6)
        if straight and len(self.segments) == 1 and self.segments[0][0] == b"re":
            return True
        return all(level(p, q) for part in self.parts() for p, q in itertools.pairwise(part))

    def _bounds(self) -> Rect:
        xs: list[float] = []
        ys: list[float] = []
        for operator, values, _ in self.segments:
            if operator == b"re":
                x, y, w, h = values
                xs += (x, x + w)
                ys += (y, y + h)
            else:
                xs += values[0::2]
                ys += values[1::2]
        if not xs:
            return NOWHERE
        rect = (min(xs), min(ys), max(xs), max(ys))
        if not all(map(math.isfinite, rect)):
            return NOWHERE
        return around(rect, self.state.ctm)

    def drawing(self) -> list[bytes]:
        """Return the construction operators, numbers as they stood."""
        return [draw(segment) for segment in self.segments]

    def parts(self) -> list[list[Point]]:
        """Return each subpath as points on the page; curves by their control points."""
        out: list[list[Point]] = []
        ctm = self.state.ctm
        for operator, values, _ in self.segments:
            if operator == b"re":
                x, y, w, h = values
                ring = ((x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y))
                out.append([apply(ctm, *p) for p in ring])
            elif operator == b"m" or not out:
                out.append([apply(ctm, *values[-2:])] if values else [])
            elif operator == b"h":
                if out[-1]:
                    out[-1].append(out[-1][0])
            else:
                out[-1] += [apply(ctm, values[i], values[i + 1]) for i in range(0, len(values), 2)]
        return [part for part in out if part]

    def subpaths(self) -> list[list[Segment]]:
        """Return the segments of each subpath."""
        out: list[list[Segment]] = []
        for segment in self.segments:
            if segment[0] in (b"m", b"re") or not out:
                out.append([])
            elif out[-1] and out[-1][0][0] == b"re":
                # After a rectangle the point stands at its corner; make that plain for a part on its own.
                x, y = out[-1][0][1][:2]
                out.append([(b"m", [x, y], b"%.5f %.5f" % (x, y))])
            out[-1].append(segment)
        return out


def draw(segment: Segment) -> bytes:
    """Write one construction operator."""
    operator, values, raw = segment
    return b" ".join((*raw.split(), operator)) if values else operator


def level(p: Point, q: Point) -> bool:
    """Tell whether a segment is level or plumb, to a twentieth of a point."""
    return abs(p[0] - q[0]) < 0.05 or abs(p[1] - q[1]) < 0.05


def extent(part: list[Point]) -> Rect:
    """Return the upright rectangle around a part."""
    return box(part)
