"""Lays one page out: from its glyphs to lines, and from lines to a `Page`.

Two steps, because what is a running head can be told only from the pages around:
`Sheet.of` measures, `Sheet.page` writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from pipeline.extract.furniture import Edge, edges, furniture, rows
from pipeline.extract.glyph import Bools, Glyphs, joined
from pipeline.extract.row import Axes, Frame, Line, frames, lines
from pipeline.extract.rule import Rule, parted, rules, without_marks, without_numbers
from pipeline.extract.sign import Rect
from pipeline.extract.trace import Floats, Ints
from pipeline.extract.veil import Veiled
from pipeline.extract.write import NONE, Script, write
from pipeline.extract.zone import Span, divide
from pipeline.nouns import STAND_IN, HowRead, Page, Veil

FAILED = "page_error"
"""Painting or measuring the page failed."""


@dataclass(slots=True, eq=False)
class Sheet:
    """A page whose lines are known and whose order is not."""

    number: int
    size: tuple[float, float]
    glyphs: Glyphs = field(repr=False)
    parts: list[_Part] = field(repr=False)
    """The body and its furniture first; then text in other directions, hidden, or off the page."""
    edges: frozenset[Edge] = field(repr=False)
    """Rows that could be running heads or feet."""
    how: HowRead = HowRead.NATIVE
    unread: tuple[str, ...] = ()
    notes: tuple[tuple[str, int], ...] = ()
    hands: tuple[Rect, ...] = ()
    veiled: tuple[Veiled, ...] = field(default=(), repr=False)
    """What lies under earlier redactions, and is not among the glyphs."""
    recognised: Bools = field(default_factory=lambda: np.zeros(0, dtype=np.bool_), repr=False)
    """Which glyphs only a scan shows; nothing at all on a page that is no such scan."""
    denied: bool = False
    """Its own text layer does not say what the scan shows."""

    @classmethod
    def of(
        cls, number: int, size: tuple[float, float], glyphs: Glyphs, vectors: Floats, ruled: Floats | None = None
    ) -> Sheet:
        """Measure a page of `size` (points); `ruled` are the ends of lines that run as the text does."""
        found = [
            _part(frame, vectors, ruled) for layer in _layers(glyphs, size) for frame in frames(glyphs, layer, size)
        ]
        parts = [part for part in found if part.lines]
        top = edges(parts[0].lines, parts[0].axes.height) if parts and parts[0].axes.square else frozenset()
        return cls(number, size, glyphs, parts, top)

    @classmethod
    def unreadable(cls, number: int, size: tuple[float, float]) -> Sheet:
        """Return a page that could not be painted."""
        sheet = cls(number, size, Glyphs.none(), [], frozenset())
        sheet.how, sheet.unread = HowRead.UNREAD, (FAILED,)
        return sheet

    def lines(self) -> Iterator[Line]:
        """Yield all lines of the page."""
        for part in self.parts:
            yield from part.lines

    @property
    def right(self) -> float:
        """How far the lines of the body go, points."""
        return max((line.x1 for part in self.parts[:1] for line in part.lines), default=0.0)

    def script(self, neighbours: Sequence[frozenset[Edge]] = (), right: float = 0.0) -> tuple[Script, int]:
        """Write the page as text and return it with where its furniture begins.

        `neighbours` are the edges of the pages around, `right` how far their lines go.
        """
        script = Script()
        end = 0
        for index, part in enumerate(self.parts):
            apart = set()
            if index == 0 and part.axes.square:
                apart = furniture(part.lines, part.axes.height, neighbours)
            part.write([line for line in part.lines if line.row not in apart], script, right if index == 0 else 0)
            end = len(script) if index == 0 else end
            for row in rows(line for line in part.lines if line.row in apart):
                script.row(row)
        return script, end

    def page(self, script: Script, end: int) -> Page:
        """Return the page with this text, and behind it what lies under earlier redactions."""
        whole = joined([self.glyphs, *(part for one in self.veiled for part in (one.text, one.area))])
        veils = self._veils(script, whole)
        at = np.array(script.at, dtype=np.intp)
        drawn = at != NONE
        quads = np.full((len(at), 8), np.nan, dtype=np.float32)
        numbers = np.full(len(at), -1, dtype=np.int32)
        quads[drawn] = whole.quad[at[drawn]]
        numbers[drawn] = whole.number[at[drawn]]
        recognised = np.zeros(len(at) if self.recognised.any() else 0, dtype=np.bool_)
        if len(recognised):
            own = drawn & (at < len(self.recognised))
            recognised[own] = self.recognised[at[own]]
        return Page(
            number=self.number,
            width=self.size[0],
            height=self.size[1],
            text="".join(script.letters),
            quads=quads,
            glyphs=numbers,
            body_end=end,
            extras=tuple((i, tuple(self.glyphs.quad[row].tolist())) for i, row in script.left_out),
            how=self.how,
            unread=self.unread,
            notes=self.notes,
            hands=self.hands,
            recognised=recognised,
            denied=self.denied,
            veils=veils,
        )

    def _veils(self, script: Script, whole: Glyphs) -> tuple[Veil, ...]:
        """Write what lies under earlier redactions, row by row, and return where it stands."""
        veils = []
        row = len(self.glyphs)
        for one in self.veiled:
            script.part("\n")
            start = len(script)
            text = np.arange(row, row + len(one.text), dtype=np.int32)
            for frame in frames(whole, text, self.size):
                for line in sorted(lines(frame), key=lambda n: (n.row, n.x0)):
                    if len(script) > start:
                        script.part("\n")
                    script.write(line)
            row += len(text)
            if len(one.area):
                script.letters.append(STAND_IN)
                script.at.append(row)
                row += 1
            veils.append(Veil(start, len(script), one.why))
        return tuple(veils)


@dataclass(slots=True, eq=False)
class _Part:
    """Lines of one direction, in their frame."""

    axes: Axes
    lines: list[Line]
    rules: list[Rule]

    def write(self, lines: Sequence[Line], script: Script, right: float) -> None:
        if lines:
            left = min(line.x0 for line in lines)
            usual = max(right, self.axes.width - left, *(line.x1 for line in lines))
            write(divide(lines, self.rules, Span(left, usual)), script)


def _part(frame: Frame, vectors: Floats, ruled: Floats | None) -> _Part:
    found, numbered = without_numbers(lines(frame), frame)
    found, marked = without_marks(found, frame)
    drawn = rules(vectors, frame.axes, ruled)
    return _Part(frame.axes, parted(found, drawn, frame), drawn + numbered + marked)


def _layers(glyphs: Glyphs, size: tuple[float, float]) -> list[Ints]:
    """Return the rows of what is seen on the page, of what is hidden there, and of what lies off it.

    A page where nothing is seen is read by its hidden text, as a scan with a text layer.
    """
    middle = (glyphs.quad[:, 0:2] + glyphs.quad[:, 6:8]) / 2
    outside = ((middle < 0) | (middle > np.array(size, dtype=np.float32))).any(axis=1)
    seen = ~glyphs.hidden & ~outside
    return [np.flatnonzero(part).astype(np.int32) for part in (seen, glyphs.hidden & ~outside, outside) if part.any()]
