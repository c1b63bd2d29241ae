"""Reads what a page shows within a rectangle: turns it upright, reads it, and says what it could not read.

A region is rendered from the page itself, so that layered scans, strips and masks
are seen as the eye sees them. What stays unread after a second look is reported;
nothing is taken for read because Tesseract printed something.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from pipeline.extract import ink
from pipeline.extract.blob import Binary, skew
from pipeline.extract.mupdf import pymupdf, run
from pipeline.extract.tesseract import AUTO, LINE, SPARSE, Gray, Symbol, Tesseract, Word
from pipeline.extract.trace import Matrix, Picture

mupdf: Any = pymupdf.mupdf

FIRST, SECOND = 200, 300
"""Dots to the inch of the first and the second look."""

QUICK = 150
"""Dots to the inch at which the four quarter turns are tried."""

SURE = 60
"""A word of this confidence (of 100) is read. Print is read with 75 to 97, dirt and hands with less than 50."""

SHORT, SHORT_SURE = 2, 30
"""Letters of a sign (a list label, an ordinal's ending, a bullet) and the confidence it needs."""

LIKELY = 45
"""Two looks that agree on a word need only this confidence each."""

WHOLE = 5
"""Letters from which a word is read though one of them is not: a name with a letter of another language."""

LEVEL, ASIDE = 0.5, 1.5
"""Parts of a word's height: that two words of a line share at least, and that may lie between them."""

FIGURE, CLOSE, AFTER_1, BEFORE_1 = 0.75, 0.16, 0.14, 0.08
"""Ems: height of a figure's box; gap between two figures that is less than any space; what a 1 adds at its sides."""

DASHED = re.compile(r"[-–]\d")

PREFIX, ELIDED = re.compile(r"\W?[A-Za-z]['’]"), 0.2
"""What stands before the apostrophe of a name (O'Hara, d'Arcy), and ems behind it that are less than a space."""

STROKE = 0.015
"""Inches on either side of the middle of an upright line within which it is ink: lines of two points."""

BARS, BESIDE = "|[]{}¦", 0.05
"""What upright lines are read as, and inches that such a mark stands from its line at most."""

STRIPS = 24
"""Places that are looked at in their lines one by one; a page with more is looked at as a whole at once."""

SMALL, COARSE = 1.5, 110
"""Millimetres and dots to the inch: in lower words and coarser pictures Tesseract sees letters that are not there when
it is asked again, so that nobody asks."""

EDGE, REACH = 0.3, 1.5
"""How much of a line is shown around an unread place: above and below (part of its height), to the sides (inches)."""

FEW = 12
"""Strokes that must be there for a region to be tried the other ways up."""

PAPER = 255

UPRIGHT = 0.35
"""A page is the right way up when this part of its strokes is read with confidence."""

STRAIGHT = 0.3
"""Degrees of skew that need no turning; Tesseract follows lines of that slope."""

DIM = 40_000_000
"""Pixels of one picture: a region is rendered more coarsely rather than beyond this."""

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A rendering of a region, and the way back to the page."""

    image: Gray = field(repr=False)
    dpi: float
    angle: float
    """By how many degrees it is turned counter-clockwise."""
    back: tuple[float, float, float, float, float, float]
    """From pixels to page space, points: x' = a x + c y + e, y' = b x + d y + f."""

    def to_page(self, points: Any) -> Any:
        """Return points (n, 2) in page space."""
        a, b, c, d, e, f = self.back
        return np.asarray(points, dtype=float) @ np.array([[a, b], [c, d]]) + np.array([e, f])

    def from_page(self, points: Any) -> Any:
        """Return points of page space (n, 2) in pixels."""
        a, b, c, d, e, f = self.back
        return (np.asarray(points, dtype=float) - np.array([e, f])) @ np.linalg.inv(np.array([[a, b], [c, d]]))

    def seen_as(self, boxes: ink.Boxes, other: View) -> ink.Boxes:
        """Return boxes of this view in the pixels of another, turned by quarters at most."""
        corners = np.round(other.from_page(self.to_page(boxes.reshape(-1, 2)))).astype(np.int32).reshape(-1, 2, 2)
        return np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A word in the view in which it was read."""

    word: Word
    view: View

    @property
    def sure(self) -> bool:
        """Whether it is read; a sign or two need to be less certain than a word."""
        if self.word.confidence >= SURE:  # most are; their letters need no count
            return True
        return self.word.confidence >= SHORT_SURE and sum(map(str.isalnum, self.word.text)) <= SHORT


def boxes_in(seen: Sequence[Seen], view: View) -> ink.Boxes:
    """Return the boxes of words in the pixels of a view, in their order."""
    parts = [np.zeros((0, 4), dtype=np.int32)]
    for _, group in itertools.groupby(seen, key=lambda s: id(s.view)):  # most were read in one look
        words = list(group)
        parts.append(words[0].view.seen_as(np.array([s.word.box for s in words]), view))
    return np.concatenate(parts)


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What was read in a region."""

    view: View
    """The first look, upright."""
    seen: list[Seen] = field(repr=False)
    strokes: ink.Boxes
    """What could be letters, in the pixels of the view."""
    ruled: ink.Boxes = field(default_factory=lambda: np.zeros((0, 4), dtype=np.int32), repr=False)
    """The lines that are ruled, in the pixels of the view."""
    doubts: Sequence[Seen] = field(default=(), repr=False)
    """What later looks read without confidence."""

    @property
    def blank(self) -> bool:
        """Whether there is nothing that could be writing."""
        return not len(self.strokes) and not self.seen

    def boxes(self, *, sure: bool) -> ink.Boxes:
        """Return the boxes of the words that are read, or of those that are not, in the pixels of the view."""
        return boxes_in([s for s in self.seen if s.sure == sure], self.view)

    def left(self, read: ink.Boxes) -> ink.Boxes:
        """Return the groups of strokes that could be writing and are in none of the boxes."""
        return ink.writing(ink.outside(self.strokes, read), dpi=self.view.dpi)


class Scene(Protocol):
    """What can be rendered: a page, or some of its pictures alone."""

    def paint(self, zoom: Any, clip: Rect) -> tuple[Gray, int, int]:
        """Return a region (page space) rendered with a matrix, and where its first pixel lies."""
        ...


@dataclass(frozen=True, slots=True)
class PageScene:
    """A page as it shows."""

    page: Any

    def paint(self, zoom: Any, clip: Rect) -> tuple[Gray, int, int]:
        """Return a region of the page."""
        pixels = self.page.get_pixmap(
            matrix=zoom, clip=pymupdf.Rect(clip), colorspace=pymupdf.csGRAY, alpha=False, annots=False
        )
        return _samples(pixels), pixels.x, pixels.y


@dataclass(frozen=True, slots=True)
class BlankedScene:
    """A page as it shows, but for places that are left blank."""

    page: PageScene
    blank: Sequence[Sequence[float]]
    """Quads, page space."""

    def paint(self, zoom: Any, clip: Rect) -> tuple[Gray, int, int]:
        """Return a region of the page."""
        image, x, y = self.page.paint(zoom, clip)
        if not len(self.blank):
            return image, x, y
        image = image.copy()
        for quad in self.blank:
            frame = (pymupdf.Rect(min(quad[0::2]), min(quad[1::2]), max(quad[0::2]), max(quad[1::2])) * zoom).irect
            image[
                max(frame.y0 - 1 - y, 0) : max(frame.y1 + 1 - y, 0), max(frame.x0 - 1 - x, 0) : max(frame.x1 + 1 - x, 0)
            ] = PAPER
        return image, x, y


@dataclass(frozen=True, slots=True)
class PictureScene:
    """Some pictures of a page without what covers or clips them."""

    pictures: Sequence[Picture]

    def paint(self, zoom: Any, clip: Rect) -> tuple[Gray, int, int]:
        """Return a region in which nothing but the pictures is painted; stencils are black."""
        frame = (pymupdf.Rect(clip) * zoom).irect
        solid = [(p.matrix, p.native) for p in self.pictures if not p.stencil]
        image = _painted(solid, frame, zoom)
        for stencil in (p for p in self.pictures if p.stencil):
            image = np.minimum(image, _painted([(stencil.matrix, _lifted(stencil))], frame, zoom))
        return image, frame.x0, frame.y0


def _painted(images: Sequence[tuple[Matrix, Any]], frame: Any, zoom: Any) -> Gray:
    pixels = pymupdf.Pixmap(pymupdf.csGRAY, frame)
    pixels.clear_with(PAPER)
    device = mupdf.fz_new_draw_device(mupdf.FzMatrix(*zoom), pixels.this)
    for matrix, native in images:
        mupdf.fz_fill_image(device, native, mupdf.FzMatrix(*matrix), 1.0, mupdf.FzColorParams())
    mupdf.fz_close_device(device)
    return _samples(pixels)


class _Shapes(mupdf.FzDevice2):  # type: ignore[misc] # a class of an untyped library
    """Passes on shapes, in black, and nothing else: no text, no picture, no rectangle, no rule."""

    def __init__(self, target: Any) -> None:
        super().__init__()
        self.use_virtual_fill_path()
        self.use_virtual_stroke_path()
        self._target = target
        self._space = mupdf.FzColorspace(mupdf.FzColorspace.Fixed_GRAY)
        self._black = mupdf.new_floats(1)
        mupdf.floats_setitem(self._black, 0, 0.0)

    def fill_path(self, _ctx: Any, path: Any, even: int, ctm: Any, _cs: Any, _c: Any, _alpha: float, cp: Any) -> None:
        if not mupdf.ll_fz_path_is_rect(path, ctm):
            paint = (self._space.m_internal, self._black, 1.0, cp)
            mupdf.ll_fz_fill_path(self._target.m_internal, path, even, ctm, *paint)

    def stroke_path(self, _ctx: Any, path: Any, line: Any, ctm: Any, _cs: Any, _c: Any, _alpha: float, cp: Any) -> None:
        if not mupdf.ll_fz_path_is_rect(path, ctm):
            paint = (self._space.m_internal, self._black, 1.0, cp)
            mupdf.ll_fz_stroke_path(self._target.m_internal, path, line, ctm, *paint)


def shapes_alone(page: Any, clip: Rect, *, dpi: float) -> Gray:
    """Return a region of a page in which nothing but its shapes is drawn, black on white."""
    zoom = pymupdf.Matrix(dpi / 72, dpi / 72)
    pixels = pymupdf.Pixmap(pymupdf.csGRAY, (pymupdf.Rect(clip) * zoom).irect)
    pixels.clear_with(PAPER)
    device = mupdf.fz_new_draw_device(mupdf.FzMatrix(*zoom), pixels.this)
    run(page, _Shapes(device))
    mupdf.fz_close_device(device)
    return _samples(pixels)


def _lifted(stencil: Picture) -> Any:
    """Return a stencil as a picture of what it paints, black on white."""
    mask = pymupdf.Pixmap("raw", mupdf.fz_get_unscaled_pixmap_from_image(stencil.native))
    shown = pymupdf.Pixmap(pymupdf.csGRAY, mask.width, mask.height, (255 - _samples(mask)).tobytes(), False)
    return mupdf.fz_new_image_from_pixmap(shown.this, mupdf.FzImage())


def _samples(pixels: Any) -> Gray:
    return np.frombuffer(pixels.samples, dtype=np.uint8).reshape(pixels.height, pixels.stride)[:, : pixels.width]


def render(scene: Scene, clip: Rect, *, dpi: float, angle: float = 0.0) -> View:
    """Render a region in grey; `angle` turns the picture counter-clockwise, degrees."""
    area = max((clip[2] - clip[0]) * (clip[3] - clip[1]) / 72**2, 1e-6)
    dpi = min(dpi, (DIM / area) ** 0.5)
    zoom = pymupdf.Matrix(dpi / 72, dpi / 72) * pymupdf.Matrix(-angle)
    image, x, y = scene.paint(zoom, clip)
    back = pymupdf.Matrix(1, 0, 0, 1, x, y) * ~zoom
    return View(ink.stretched(image), dpi, angle, tuple(back))


def recognise(scene: Scene, clip: Rect, engine: Tesseract, *, resolution: float) -> Sight:
    """Read a region (page space, points); `resolution` is that of its pictures, dots to the inch."""
    view = render(scene, clip, dpi=FIRST)
    black = ink.binary(view.image)
    strokes = ink.strokes(black, dpi=view.dpi)
    if not len(strokes) or ink.is_photograph(view.image):
        return Sight(view, _certain(view, engine) if ink.is_photograph(view.image) else [], strokes[:0])
    turn = skew(black)
    look = _turned(scene, clip, turn) if abs(turn) > STRAIGHT else _Look.of(view, black, strokes)
    seen = _read(look.view, engine)
    if _share(seen, look.strokes) < UPRIGHT and len(look.strokes) >= FEW:
        quarter = _quarter(scene, clip, turn, engine)
        if quarter:
            look = _turned(scene, clip, turn + quarter)
            seen = _read(look.view, engine)
    sight = Sight(look.view, seen, look.strokes, look.ruled)
    sight = _looked_again(scene, clip, sight, engine, resolution)
    sight = replace(sight, seen=_rejoined(sight.seen))
    return _parted(_without_marks(replace(sight, seen=_in_lines(sight))))


class _Look(NamedTuple):
    """A rendering without the upright lines that are ruled in it and those they meet, and what there is to read."""

    view: View
    strokes: ink.Boxes
    ruled: ink.Boxes

    @classmethod
    def at(cls, view: View) -> _Look:
        """Look at a rendering."""
        return cls.of(view, ink.binary(view.image), None)

    @classmethod
    def of(cls, view: View, black: Binary, strokes: ink.Boxes | None) -> _Look:
        """Look at a rendering whose ink is known, and its strokes where they were looked for already."""
        ruled = ink.ruled(black, dpi=view.dpi)
        if len(grid := ink.grid(ruled)):
            view = _unruled(view, grid)
            black, strokes = ink.binary(view.image), None
        return cls(view, ink.strokes(black, dpi=view.dpi) if strokes is None else strokes, ruled)


def _unruled(view: View, grid: ink.Boxes) -> View:
    """Return a view with paper in place of the lines of a grid: beside a figure one is read as a 1."""
    image, half = view.image.copy(), max(round(STROKE * view.dpi), 1)
    for x0, y0, x1, y1 in grid.tolist():
        image[max(y0 - half, 0) : y1 + half + 1, max(x0 - half, 0) : x1 + half + 1] = PAPER
    return replace(view, image=image)


def _turned(scene: Scene, clip: Rect, angle: float) -> _Look:
    return _Look.at(render(scene, clip, dpi=FIRST, angle=angle))


def _read(view: View, engine: Tesseract, mode: int = AUTO) -> list[Seen]:
    """Return the words of a view that run from left to right; Tesseract reads some that run up or down, too."""
    found = engine.read(view.image, dpi=view.dpi, mode=mode)
    return [Seen(word, view) for word in found if word.upright]


def _certain(view: View, engine: Tesseract) -> list[Seen]:
    """Read a photograph: only words that are certain count, because anything can look like a letter there."""
    found = _read(view, engine, SPARSE)
    return [s for s in found if s.sure and sum(char.isalnum() for char in s.word.text) > 1]


def _share(seen: list[Seen], strokes: ink.Boxes) -> float:
    """Return which part of the strokes lies in words that are read."""
    sure = np.array([s.word.box for s in seen if s.sure], dtype=np.int32).reshape(-1, 4)
    return 1 - len(ink.outside(strokes, sure)) / max(len(strokes), 1)


def _quarter(scene: Scene, clip: Rect, turn: float, engine: Tesseract) -> float:
    """Return the quarter turn, degrees, with which most of the region is read; 0 when none is better."""
    scores = {}
    for quarter in (0.0, 90.0, 180.0, 270.0):
        found = _read(render(scene, clip, dpi=QUICK, angle=turn + quarter), engine)
        scores[quarter] = sum(len(s.word.text) * s.word.confidence for s in found if s.sure)
    best = max(scores, key=lambda quarter: scores[quarter])
    return best if scores[best] > 1.5 * scores[0.0] else 0.0


def _without_marks(sight: Sight) -> Sight:
    """Return a sight with a ruled line in place of each column of marks such as `)`, few of which are read as such."""
    words = [_in(sight.view, s)[0] for s in sight.seen if any(map(str.isalnum, s.word.text))]
    free = ink.outside(sight.strokes, np.array(words, dtype=np.int32).reshape(-1, 4), slack=0)
    columns = ink.stacked(free, dpi=sight.view.dpi)
    seen = [s for s in sight.seen if any(map(str.isalnum, s.word.text)) or not _met(_in(sight.view, s)[0], columns)]
    return replace(sight, seen=seen, ruled=np.concatenate([sight.ruled, columns]))


def _met(box: npt.NDArray[np.int32], columns: ink.Boxes) -> bool:
    """Tell whether a box lies on one of some upright lines."""
    x, top, _, bottom = columns.T
    return bool(((x >= box[0]) & (x <= box[2]) & (top < box[3]) & (bottom > box[1])).any())


def _parted(sight: Sight) -> Sight:
    """Return a sight without the marks that were read where an upright line parts two cells."""
    x, top, _, bottom = sight.ruled[sight.ruled[:, 0] == sight.ruled[:, 2]].T
    near = BESIDE * sight.view.dpi

    def is_line(symbol: Symbol, view: View) -> bool:
        if symbol.text not in BARS:
            return False
        x0, y0, x1, y1 = view.seen_as(np.array([symbol.box]), sight.view)[0].tolist()
        return bool(((abs(x - (x0 + x1) / 2) <= near) & (top < y1) & (bottom > y0)).any())

    seen = []
    for item in sight.seen:
        symbols = list(item.word.symbols)
        while symbols and is_line(symbols[0], item.view):
            del symbols[0]
        while symbols and is_line(symbols[-1], item.view):
            del symbols[-1]
        seen += [replace(item, word=item.word.of(piece)) for piece in split_at_bars(symbols)]
    return replace(sight, seen=seen)


def split_at_bars(symbols: Sequence[Symbol]) -> Iterator[Sequence[Symbol]]:
    """Yield the words that the sides of a frame part, which were read as bars: `Neighbor|Ana` is two."""
    cut = 0
    for at, symbol in enumerate(symbols):
        if symbol.text != "|" or len(symbols) == 1:  # one that stands alone is print between two words
            continue
        before, after = ("".join(s.text for s in part) for part in (symbols[cut:at], symbols[at + 1 :]))
        # a bar beside a figure may be one itself, and one in a short word a letter
        if all(_is_word(side) for side in (before[-3:], after[:3]) if side):
            if before:
                yield symbols[cut:at]
            cut = at + 1
    if cut < len(symbols):
        yield symbols[cut:]


def _is_word(side: str) -> bool:
    return len(side) == 3 and side.isalpha()


def _in_lines(sight: Sight) -> list[Seen]:
    """Return the words with those of later looks put into the lines of the first: a strip has no line of its own."""
    first = [s.word for s in sight.seen if s.view is sight.view and s.sure]
    boxes = np.array([word.box for word in first], dtype=np.int32).reshape(-1, 4)

    def is_late(seen: Seen) -> bool:
        return seen.view is not sight.view and seen.view.angle == sight.view.angle

    return [_hosted(s, sight.view, first, boxes) if is_late(s) else s for s in sight.seen]


def _hosted(seen: Seen, view: View, first: Sequence[Word], boxes: ink.Boxes) -> Seen:
    """Return a word in the line of the nearest word beside it, if there is one as near as words of a line are."""
    here = tuple(_in(view, seen)[0].tolist())
    x0, y0, x1, y1 = boxes.T
    level = np.minimum(y1, here[3]) - np.maximum(y0, here[1]) > LEVEL * np.minimum(y1 - y0, here[3] - here[1])
    away = np.maximum(np.maximum(x0 - here[2], here[0] - x1), 0)
    near = np.flatnonzero(level & (away < ASIDE * (here[3] - here[1])))
    if not len(near):
        return seen
    host = first[int(near[np.argmin(away[near])])]
    cuts = seen.view.seen_as(np.array([s.box for s in seen.word.symbols]), view).tolist()
    symbols = tuple(replace(s, box=tuple(box)) for s, box in zip(seen.word.symbols, cuts, strict=True))
    return Seen(replace(seen.word, box=here, line=host.line, baseline=host.baseline, symbols=symbols), view)


def _rejoined(seen: Sequence[Seen]) -> list[Seen]:
    """Return the words with the pieces of one made one, which the white beside a 1 or an apostrophe had parted."""
    result: list[Seen] = []
    for item in seen:
        last = result[-1] if result else None
        if last is not None and last.view is item.view and _goes_on(last.word, item.word):
            result[-1] = replace(last, word=last.word.with_more(item.word))
        else:
            result.append(item)
    return result


def _goes_on(one: Word, other: Word) -> bool:
    """Tell whether a word is the rest of a number or name: the gap before it is less than a space."""
    ends, begins = one.text[-1], other.text[0]
    size = (one.box[3] - one.box[1]) / FIGURE
    gap = other.box[0] - one.box[2]
    if one.line == other.line and PREFIX.fullmatch(one.text) and begins.isupper():
        return 0 <= gap < size * ELIDED
    if one.line != other.line or not (ends.isdecimal() and (begins.isdecimal() or DASHED.match(other.text))):
        return False
    return 0 <= gap < size * (CLOSE + (ends == "1") * AFTER_1 + (begins == "1") * BEFORE_1)


def _looked_again(scene: Scene, clip: Rect, sight: Sight, engine: Tesseract, resolution: float) -> Sight:
    """Look at what is not read yet once more: closer, in its line, then without the words around it, then sideways."""
    left = sight.left(sight.boxes(sure=True))
    if not len(left):
        return sight
    closer = _closer(scene, clip, sight, 0.0)
    plain = (left[:, 3] - left[:, 1]).min() >= SMALL * sight.view.dpi / ink.MM and resolution >= COARSE
    if plain and len(left) <= STRIPS:
        for mode in (LINE, SPARSE):
            for strip in _strips(closer, sight.view.seen_as(left, closer)):
                sight = _with_more(sight, _read(strip, engine, mode))
    for turn in (0.0, 90.0, 270.0):
        rest = ink.outside(sight.strokes, sight.boxes(sure=True))
        if not len(ink.writing(rest, dpi=sight.view.dpi)) or (turn and not _runs_down(rest, sight.view.dpi)):
            return sight
        if turn:
            closer = _closer(scene, clip, sight, turn)
        sight = _with_more(sight, _read(_without(closer, sight), engine, SPARSE))
    return sight


def _closer(scene: Scene, clip: Rect, sight: Sight, turn: float) -> View:
    """Return a finer rendering without the ruled lines, turned by quarters from the first."""
    view = render(scene, clip, dpi=SECOND, angle=sight.view.angle + turn)
    grid = ink.grid(sight.ruled)
    return _unruled(view, sight.view.seen_as(grid, view)) if len(grid) else view


def _strips(view: View, boxes: ink.Boxes) -> Iterator[View]:
    """Yield the lines around some boxes of a view: a word is read better in its line than by itself."""
    high, wide = view.image.shape
    for x0, y0, x1, y1 in boxes.tolist():
        edge, reach = round((y1 - y0) * EDGE), round(REACH * view.dpi)
        left, top = max(x0 - reach, 0), max(y0 - edge, 0)
        part = view.image[top : min(y1 + edge, high), left : min(x1 + reach, wide)]
        (e, f) = view.to_page([(left, top)])[0].tolist()
        yield replace(view, image=part, back=(*view.back[:4], e, f))


def _runs_down(strokes: ink.Boxes, dpi: float) -> bool:
    """Tell whether strokes stand in columns rather than in rows, as letters on their side do."""
    sideways = strokes[:, [1, 0, 3, 2]]
    length = ink.longest(sideways, dpi=dpi)
    return length >= FEW and length > 1.5 * ink.longest(strokes, dpi=dpi)


def _without(view: View, sight: Sight) -> View:
    """Return a view in which what is read is paper."""
    image = view.image.copy()
    for x0, y0, x1, y1 in sight.view.seen_as(sight.boxes(sure=True), view).tolist():
        image[max(y0 - 1, 0) : y1 + 1, max(x0 - 1, 0) : x1 + 1] = PAPER
    return replace(view, image=image)


def _with_more(sight: Sight, again: list[Seen]) -> Sight:
    """Return a sight with what another look read, in place of what earlier ones could not."""
    sure = sight.boxes(sure=True)
    new = [s for s in again if len(ink.outside(_in(sight.view, s), sure))]
    known = [s for s in (_agreed(s, sight) for s in new) if s.sure]
    covers = np.concatenate([sure, *[_in(sight.view, s) for s in known]])
    rest = [s for s in sight.seen if not s.sure and len(ink.outside(_in(sight.view, s), covers))]
    doubts = [s for s in new if len(ink.outside(_in(sight.view, s), covers))]
    return replace(sight, seen=[*(s for s in sight.seen if s.sure), *known, *rest], doubts=[*sight.doubts, *doubts])


def _in(view: View, seen: Seen) -> ink.Boxes:
    """Return the box of a word in the pixels of another view."""
    return seen.view.seen_as(np.array([seen.word.box]), view)


def _agreed(seen: Seen, before: Sight) -> Seen:
    """Return a word as sure when an earlier look had read the same at the same place."""
    if seen.sure:
        return seen
    box = _in(before.view, seen)
    for other in (*(s for s in before.seen if not s.sure), *before.doubts):
        if len(ink.outside(box, _in(before.view, other))):
            continue
        if _alike(seen.word, other.word):
            return replace(seen, word=replace(seen.word, confidence=float(SURE)))
        said = next((word.text for word in (seen.word, other.word) if word.text.isalpha()), "")
        if said and _but_for_a_letter(seen.word, other.word):
            symbols = tuple(replace(s, text=t) for s, t in zip(seen.word.symbols, said, strict=True))
            return replace(seen, word=replace(seen.word, text=said, symbols=symbols, confidence=float(SURE)))
    return seen


def _but_for_a_letter(one: Word, other: Word) -> bool:
    """Tell whether two looks say the same, and surely, in all but one letter: one that the language data lacks."""
    pairs = list(zip(one.symbols, other.symbols, strict=False))
    if not len(pairs) == len(one.text) == len(other.text) == len(one.symbols) == len(other.symbols) >= WHOLE:
        return False
    sure = [a.text == b.text and min(a.sureness, b.sureness) >= SURE for a, b in pairs]
    return sum(sure) == len(pairs) - 1


def _alike(one: Word, other: Word) -> bool:
    """Tell whether two looks say the same, each with some confidence; of a word without figures the letters count."""
    if one.text == other.text and min(one.confidence, other.confidence) >= LIKELY:
        return True
    first, second = ("".join(filter(str.isalnum, word.text)) for word in (one, other))
    return first == second and first.isalpha() and min(one.letters, other.letters) >= SURE
