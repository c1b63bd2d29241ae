"""One mark as the burner sees it: a turned rectangle with y up, and what was found in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.nouns import Mark
from pipeline.redact.matrix import Matrix, Point, Rect, apply, box
from pipeline.redact.run import Glyph, Run

EDGE = 0.004
"""Ems by which a glyph's middle may lie beyond the mark's end: rounding of coordinates."""
LOW_CORE, HIGH_CORE = 0.08, 0.42
"""Ems above the base line between which every letter of a line has ink, and no letter of the next line."""
BELOW, ABOVE = 0.26, 0.86
"""Ems below and above the base line that a box covers: more would paint over the lines around it."""
PLACE = 0.25
"""Ems above its base line where a glyph has its place."""
UNSEEN = 0.2
"""Ems by which the place of an invisible glyph may lie above or below a mark that it belongs to."""
PASSING = UNSEEN + 0.05
"""Ems above or below a mark from which no glyph belongs to it, rounding included."""
PARALLEL = 1e-6
"""Sine of the angle between lines that run as one: over a page's width they part by less than a hair."""
SAME_LINE = 0.45
"""Ems by which base lines may differ within one line (raised and lowered letters)."""
MOST_KERNED = 0.45
"""Part of a mark that letters beside it may take away from its box on one side."""
SEEN_LEAST = 0.15
"""Part of an invisible glyph that must lie in the mark for it to burn: the layer under a scan is not placed exactly."""


@dataclass(frozen=True, slots=True)
class Caught:
    """A glyph that lies in a mark."""

    base: float
    """Distance of the base line from the mark's lower edge, points, upwards."""
    em: float
    start: float
    end: float
    """Along the mark, points from its left edge."""
    exact: bool
    """The font size is a measure of the letters (false for drawn fonts)."""


@dataclass(slots=True)
class Region:
    """The geometry of a mark, and a record of what burning it met."""

    mark: Mark
    quad: tuple[Point, Point, Point, Point]
    """Upper left, upper right, lower right, lower left as the text runs; y up."""
    along: Point
    up: Point
    length: float
    height: float
    rect: Rect
    """The upright rectangle around the mark."""
    lines: tuple[tuple[float, float], ...] = ()
    """Base lines (from, to; points above the lower edge) that belong to the mark; empty for all."""
    caught: list[Caught] = field(default_factory=list)
    left: float = 0.0
    """Points by which letters that stay reach in from the left (kerning), so that the box begins behind them."""
    right: float = 0.0
    """The same from the right."""
    images: int = 0
    cuts: int = 0
    """Lines that were cut at the mark's edges."""

    def local(self, x: float, y: float) -> Point:
        """Return (distance along, distance up) from the lower left corner."""
        ox, oy = self.quad[3]
        return (x - ox) * self.along[0] + (y - oy) * self.along[1], (x - ox) * self.up[0] + (y - oy) * self.up[1]

    def page(self, s: float, t: float) -> Point:
        """Return the place on the page of a local point."""
        ox, oy = self.quad[3]
        return ox + s * self.along[0] + t * self.up[0], oy + s * self.along[1] + t * self.up[1]

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Tell whether a point lies in the mark."""
        s, t = self.local(x, y)
        return -slack <= s <= self.length + slack and -slack <= t <= self.height + slack

    def passes(self, run: Run) -> bool:
        """Tell whether a run of glyphs goes by above or below the mark, so that neither it nor its box is touched.

        All glyphs of a run that runs as the mark does are equally high over it.
        """
        if run.face.vertical:
            return False
        (x, y), (dx, dy), (ux, uy) = run.level
        if abs(dx * self.up[0] + dy * self.up[1]) > PARALLEL * math.hypot(dx, dy):
            return False
        t = self.local(x + ux * PLACE, y + uy * PLACE)[1]
        margin = PASSING * math.hypot(ux, uy)
        return not -margin <= t <= self.height + margin

    def catches(self, glyph: Glyph, *, seen: bool, exact: bool, vertical: bool = False) -> Caught | None:
        """Return the glyph when it belongs under the mark, else None.

        The glyph's place is the middle of its advance, a quarter of an em above the
        base line: a point that lies in the ink of its own line and far from the
        lines around it, however tall the font says that its letters are.
        """
        (x, y), (ax, ay), (ux, uy) = glyph.origin, glyph.advance, glyph.up
        em = math.hypot(ux, uy)
        s, t = self.local(x + ax / 2 + ux * PLACE, y + ay / 2 + uy * PLACE)
        half = abs(ax * self.along[0] + ay * self.along[1]) / 2
        slack = EDGE * em if half > 0.02 * em else 0.06 * em
        if not seen:
            slack = max(slack, half * (1 - 2 * SEEN_LEAST))
        if not (-slack <= s <= self.length + slack):
            return None
        margin = 0.02 * em if seen else UNSEEN * em
        if not (-margin <= t <= self.height + margin):
            return None
        base = self.local(x, y)[1]
        if self.lines and not any(low <= base <= high for low, high in self.lines):
            return None
        return Caught(base, em, s - half, s + half, exact and not vertical and abs(self._turn(glyph)) < 0.1)

    def beside(self, glyph: Glyph) -> None:
        """Take note of a glyph that stays and whose box reaches into the mark from a side."""
        (x, y), (ax, ay), (ux, uy) = glyph.origin, glyph.advance, glyph.up
        s, t = self.local(x + ax / 2 + ux * PLACE, y + ay / 2 + uy * PLACE)
        half = abs(ax * self.along[0] + ay * self.along[1]) / 2
        if not 0 <= t <= self.height or half <= 0:
            return
        if s < 0:
            self.left = min(max(self.left, s + half), MOST_KERNED * self.length)
        elif s > self.length:
            self.right = min(max(self.right, self.length - (s - half)), MOST_KERNED * self.length)

    def _turn(self, glyph: Glyph) -> float:
        """Return the sine of the angle between the glyph's upright and the mark's."""
        ux, uy = glyph.up
        em = math.hypot(ux, uy) or 1.0
        return (ux * self.along[0] + uy * self.along[1]) / em

    def groups(self) -> list[list[Caught]]:
        """Return the caught glyphs by line, lowest first."""
        out: list[list[Caught]] = []
        for item in sorted(self.caught, key=lambda c: c.base):
            last = out[-1][-1] if out else None
            if last is not None and item.base - last.base < SAME_LINE * max(item.em, last.em):
                out[-1].append(item)
            else:
                out.append([item])
        return out

    def trimmed(self) -> tuple[Point, Point, Point, Point]:
        """Return the corners of the box to draw: as tall as the letters of its line, not as tall as their font says.

        Where pixels were burned or lines cut, where several lines of text were, or where
        the letters' size is not known, it is the whole mark.
        """
        groups = self.groups()
        if self.mark.whole or self.images or self.cuts or len(groups) != 1 or not all(c.exact for c in self.caught):
            return self.quad
        main = max(self.caught, key=lambda c: c.em)
        low = max(0.0, min(c.base - BELOW * c.em for c in self.caught))
        high = min(self.height, max(c.base + ABOVE * c.em for c in self.caught))
        if high - low < 0.6 * main.em or high - low < 0.3 * self.height:
            return self.quad
        left, right = self.left, self.length - self.right
        return self.page(left, high), self.page(right, high), self.page(right, low), self.page(left, low)

    def core(self) -> tuple[Point, Point, Point, Point]:
        """Return the part of the mark where its own letters had ink and no other letter has."""
        exact = [c for c in self.caught if c.exact]
        inset = min(0.12 * self.height, 0.2 * self.length)
        low, high, left, right = (
            0.3 * self.height,
            0.65 * self.height,
            self.left + inset,
            self.length - self.right - inset,
        )
        if exact and len(self.groups()) == 1:
            main = max(exact, key=lambda c: c.em)
            low, high = main.base + LOW_CORE * main.em, main.base + HIGH_CORE * main.em
            left, right = left + 0.03 * main.em, right - 0.03 * main.em
        if right <= left:
            left, right = 0.4 * self.length, 0.6 * self.length
        low, high = max(0.0, low), min(self.height, high)
        return self.page(left, high), self.page(right, high), self.page(right, low), self.page(left, low)

    def in_unit_square(self, back: Matrix) -> list[Point]:
        """Return the corners in the space that `back` leads to."""
        return [apply(back, *p) for p in self.quad]


def region(mark: Mark, page_height: float) -> Region:
    """Return the region of a mark; a quad without width or height is given a little of it."""
    ulx, uly, urx, ury, llx, lly, lrx, lry = mark.quad
    ul, ur = (ulx, page_height - uly), (urx, page_height - ury)
    ll, lr = (llx, page_height - lly), (lrx, page_height - lry)
    along, length = _unit(((ur[0] - ul[0]) + (lr[0] - ll[0])) / 2, ((ur[1] - ul[1]) + (lr[1] - ll[1])) / 2)
    up, height = _unit(((ul[0] - ll[0]) + (ur[0] - lr[0])) / 2, ((ul[1] - ll[1]) + (ur[1] - lr[1])) / 2)
    if not length and not height:
        along, up = (1.0, 0.0), (0.0, 1.0)
    elif not length:
        along = (up[1], -up[0])
    elif not height:
        up = (-along[1], along[0])
    # A quad that is no rectangle is covered by the rectangle around it that runs as the text does.
    square = (-along[1], along[0])
    up = square if square[0] * up[0] + square[1] * up[1] >= 0 else (-square[0], -square[1])
    return _around((ul, ur, lr, ll), along, up, mark)


def _unit(x: float, y: float) -> tuple[Point, float]:
    length = math.hypot(x, y)
    return ((x / length, y / length), length) if length > 1e-6 else ((0.0, 0.0), 0.0)


LEAST = 0.4
"""Points; a thinner mark is widened to it."""


def _around(points: Sequence[Point], along: Point, up: Point, mark: Mark) -> Region:
    ss = [x * along[0] + y * along[1] for x, y in points]
    ts = [x * up[0] + y * up[1] for x, y in points]
    s0, s1, t0, t1 = min(ss), max(ss), min(ts), max(ts)
    if s1 - s0 < LEAST:
        s0, s1 = (s0 + s1 - LEAST) / 2, (s0 + s1 + LEAST) / 2
    if t1 - t0 < LEAST:
        t0, t1 = (t0 + t1 - LEAST) / 2, (t0 + t1 + LEAST) / 2

    def back(s: float, t: float) -> Point:
        return s * along[0] + t * up[0], s * along[1] + t * up[1]

    quad = (back(s0, t1), back(s1, t1), back(s1, t0), back(s0, t0))
    return Region(mark, quad, along, up, s1 - s0, t1 - t0, box(quad))


def as_quad(
    corners: Sequence[Point], page_height: float
) -> tuple[float, float, float, float, float, float, float, float]:
    """Return corners (upper left, upper right, lower right, lower left; y up) as a mark's quad (y down)."""
    ul, ur, lr, ll = corners
    return (
        ul[0], page_height - ul[1], ur[0], page_height - ur[1],
        ll[0], page_height - ll[1], lr[0], page_height - lr[1],
    )  # fmt: skip
