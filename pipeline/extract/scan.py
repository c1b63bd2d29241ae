"""Compares what a page shows with what its text layer says, and reads what only shows.

It looks at pictures, at drawings that could be lettering, and at words whose font
cannot be trusted. A text layer under a scan is believed when it says what the scan
shows, and set behind our own reading when it does not. What cannot be read is
named, and holds the page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.extract import ink
from pipeline.extract.blob import pieces
from pipeline.extract.doubt import UNDECODABLE
from pipeline.extract.glyph import Bools, Glyphs, joined
from pipeline.extract.letter import letters
from pipeline.extract.recognise import (
    BlankedScene,
    PageScene,
    PictureScene,
    Rect,
    Scene,
    Seen,
    Sight,
    View,
    boxes_in,
    recognise,
    render,
)
from pipeline.extract.rule import THIN
from pipeline.extract.sign import PRINT, STRAYS, is_stray, of_office
from pipeline.extract.tesseract import MissingTesseractError, Tesseract, recogniser
from pipeline.extract.trace import Floats, Paint, Picture, Trace

FLOOR = 0.0002
"""Part of the page below which a picture holds no word: 97 square points of a letter page, a word in 6 point type."""

TOUCHING = 4.0
"""Points: pictures no further apart are looked at together, because scans are cut into strips."""

COARSE = 100
"""Dots to the inch at which drawings are looked over for lettering."""

AGREED = 0.9
"""Part of our words that a text layer must say too, to be believed."""

TELLING = 3
"""Letters of a word that counts for that."""

GUESS = 30
"""Confidence below which a word is not even given as a guess."""

PATCH = 12
"""Pixels at that resolution (3 mm) of a dark patch that could hide a word; letters painted on a scan are smaller."""

DARK = 0.5
"""Part of a character's box that is ink when it is printed light on dark; the boldest faces have less."""

WORD, LINE = 72.0, 14.0
"""Points that a covered place is widened by, so that words are seen whole."""

FAR = 96
"""Steps of grey (of 255) by which two renderings differ in earnest."""

SHEET = 0.5
"""Part of the page above which its pictures make it a scan."""

LOW = "ocr_low_confidence"
"""Writing that could not be read with confidence."""

MISSING = "ocr_unavailable"
"""There is something to read in a picture, and no Tesseract or no such language."""


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """What looking at a page gave."""

    glyphs: Glyphs = field(repr=False)
    """Those of the text layer and those that were read, in that order."""
    read: int = 0
    """Characters that were read from pictures."""
    pictures: int = 0
    pictures_read: int = 0
    signatures: tuple[Rect, ...] = ()
    """Signatures of office, which were not read and do not hold the page."""
    strays: tuple[Rect, ...] = ()
    """Marks too small for a word, which were not read and do not hold the page."""
    unread: tuple[str, ...] = ()
    recognised: Bools = field(default_factory=lambda: np.zeros(0, dtype=np.bool_), repr=False)
    """Which glyphs a scan shows, read with confidence, if it has no text layer or a denied one; else nothing at all."""
    denied: bool = False
    """All hidden text of the page is a text layer that does not say what its pictures show."""
    ruled: Floats = field(default_factory=lambda: np.zeros((0, 4), dtype=np.float32), repr=False)
    """(n, 4): both ends of each line that is ruled in a picture, page space; the tables of a scan have no others."""


def _ruled(vectors: Floats) -> Floats:
    """Return the boxes of rules, as quads: a scrap of an underline is no letter."""
    thin = np.minimum(vectors[:, 2] - vectors[:, 0], vectors[:, 3] - vectors[:, 1]) <= THIN
    return _quads([tuple(box) for box in vectors[thin].tolist()])


def scan(page: Any, trace: Trace, glyphs: Glyphs, *, language: str, doubted: Bools, burned: Floats) -> Scan:
    """Return the characters of a page with those added that only show.

    `doubted` marks glyphs whose font cannot be trusted; they are set behind what is read in their place.
    `burned` are quads, (n, 8), of areas that go whatever lies in them: there nothing covered is read.
    """
    size = (float(page.rect.width), float(page.rect.height))
    regions = _regions(trace.pictures, size)
    lettering = _lettering(page, trace, glyphs, regions, size)
    if not regions and not lettering and not doubted.any():
        return Scan(glyphs)
    try:
        engine = recogniser(language)
    except MissingTesseractError:
        return Scan(glyphs, pictures=len(regions), unread=(MISSING,))
    looker = _Looker(page, glyphs, engine, doubted, (trace, burned))
    shown = BlankedScene(PageScene(page), burned.tolist())
    for region in regions:
        looker.look(shown, region)
    in_pictures, words = looker.looks, looker.words
    looker.covered(regions)
    whole = (0.0, 0.0, *size)
    if doubted.any():
        looker.look(shown, whole)
    elif lettering:
        looker.look(shown, lettering)
    result = looker.result(pictures=len(regions), looks=in_pictures)
    is_bare = looker.denies(glyphs.hidden) and not _faint(trace) and not doubted.any()
    if not is_bare or sum(_overlap(region, whole) for region in regions) <= SHEET * size[0] * size[1]:
        return result
    recognised = looker.recognised(words, before=len(glyphs), count=len(result.glyphs))
    return replace(result, recognised=recognised, denied=bool(glyphs.hidden.any()))


def _faint(trace: Trace) -> bool:
    """Tell whether text is painted with transparent paint, as no text layer is."""
    return bool(((trace.alpha <= 0) & (trace.paint != Paint.IGNORE)).any())


class _Looker:
    """Looks at parts of one page and gathers what it finds."""

    def __init__(
        self, page: Any, glyphs: Glyphs, engine: Tesseract, doubted: Bools, seen: tuple[Trace, Floats]
    ) -> None:
        self._page = PageScene(page)
        self._glyphs = glyphs
        self._engine = engine
        self._doubted = doubted
        trace, self._burned = seen
        self._ruled = _ruled(trace.vectors)
        self._pictures = trace.pictures
        self._believed = np.zeros(len(glyphs), dtype=np.bool_)
        """Glyphs of a text layer that says what the scan shows."""
        self._denied = np.zeros(len(glyphs), dtype=np.bool_)
        """Glyphs of one that says something else."""
        self._confirmed = np.zeros(len(glyphs), dtype=np.bool_)
        """Doubted glyphs in whose place a word was read."""
        self._seen: list[Seen] = []
        self._covered: list[Seen] = []
        self._left: list[_Left] = []
        self._lines: list[Floats] = [np.zeros((0, 4), dtype=np.float32)]
        """Ruled lines, by their ends."""

    def look(self, scene: Scene, region: Rect, *, covered: bool = False) -> None:
        """Read a region, and note what of it was not read."""
        sight = recognise(scene, region, self._engine, resolution=_resolution(self._pictures, region))
        if sight.blank:
            return
        self._lines.append(sight.view.to_page(sight.ruled.reshape(-1, 2)).reshape(-1, 4).astype(np.float32))
        words = _placed(sight.seen, self._glyphs)
        text = ~self._glyphs.hidden & ~self._doubted
        read = [w.seen for w in words if w.seen.sure]
        if covered:
            words = [w for w in words if not any(_same(w.seen, other) for other in self._seen)]
        else:
            words = [w for w in words if not w.lies_under(text)]
            words = self._without_layer(words, region)
        for word in words:
            self._confirmed[word.rows] |= word.seen.sure
        read += [w.seen for w in words if w.seen.sure]
        (self._covered if covered else self._seen).extend(w.seen for w in words if w.seen.word.confidence >= GUESS)
        known = np.concatenate([self._glyphs.quad[text & _bodied(self._glyphs)], self._ruled])
        left = sight.left(_boxes(sight, read, known))
        self._left.append(_Left(tuple(_on_page(sight.view, left[i : i + 1]) for i in range(len(left))), covered))

    def _without_layer(self, words: list[_Placed], region: Rect) -> list[_Placed]:
        """Return the words that the hidden text layer lacks, or all of them when it is not believed."""
        layer = self._glyphs.hidden
        telling = [w for w in words if w.seen.sure and len(_plain(w.seen.word.text)) >= TELLING]
        same = sum(w.letters(self._glyphs, layer) == _plain(w.seen.word.text) for w in telling)
        if len(telling) < TELLING:
            return words
        if same < AGREED * len(telling):
            self._denied |= layer & _inside(self._glyphs, region)
            return words
        self._believed |= layer & _inside(self._glyphs, region)
        return [w.confirmed(self._glyphs, layer) for w in words if not (w.lies_under(layer) and w.seen.sure)]

    def covered(self, regions: Sequence[Rect]) -> None:
        """Read what pictures hold where something else covers, clips or hides them."""
        for region in regions:
            inside = [p for p in self._pictures if _overlap(p.box, region) > 0]
            alone = [[p] for i, p in enumerate(inside) if any(_overlap(p.box, q.box) > 0 for q in inside[i + 1 :])]
            for group in [inside, *(g for g in alone if len(inside) > 1 and not g[0].stencil)]:
                scene = PictureScene(group)
                hidden = self._differs(scene, _meet(region, _around([p.box for p in group])))
                if hidden is not None:
                    self.look(scene, hidden, covered=True)

    def denies(self, layer: Bools) -> bool:
        """Tell whether all glyphs of a text layer were found to say something else than the scan."""
        return not (layer & ~self._denied).any()

    @property
    def looks(self) -> int:
        """How often something was found to read so far."""
        return len(self._left)

    @property
    def words(self) -> int:
        """How many words that show were found so far."""
        return len(self._seen)

    def recognised(self, words: int, *, before: int, count: int) -> Bools:
        """Return which of `count` glyphs, `before` of them the page's own, are of the sure ones of the first words."""
        found = np.zeros(count, dtype=np.bool_)
        sure = [
            is_sure
            for at, seen in enumerate(self._seen)
            for is_sure in (at < words and seen.sure,)
            for symbol in seen.word.symbols
            for char in symbol.text
            if not char.isspace()
        ]
        found[before : before + len(sure)] = sure
        return found

    def result(self, *, pictures: int, looks: int) -> Scan:
        """Return what was found, in one; the first `looks` looks were at pictures."""
        found, hidden = letters(self._seen), letters(self._covered)
        hidden = replace(hidden, hidden=np.ones(len(hidden), dtype=np.bool_))
        own = replace(self._glyphs, hidden=(self._glyphs.hidden & ~self._believed) | (self._doubted & self._confirmed))
        whole = joined([own, found])
        open_, signatures, strays = self._judged(whole)
        reasons = [LOW] if any(open_) else []
        if (self._doubted & ~self._confirmed).any():
            reasons.append(UNDECODABLE)
        return Scan(
            glyphs=joined([own, found, hidden]),
            read=len(found) + len(hidden),
            pictures=pictures,
            pictures_read=pictures - sum(open_[:looks]),
            signatures=signatures,
            strays=strays,
            unread=tuple(reasons),
            ruled=np.concatenate(self._lines),
        )

    def _judged(self, glyphs: Glyphs) -> tuple[list[bool], tuple[Rect, ...], tuple[Rect, ...]]:
        """Return which looks left something unread that holds the page, and the signatures and stray marks."""
        signed = [{box for box in left.boxes if of_office(box, glyphs)} for left in self._left]
        rest = [set(left.boxes) - hands for left, hands in zip(self._left, signed, strict=True)]
        marks = [box for left, boxes in zip(self._left, rest, strict=True) for box in boxes if not left.covered]
        print_ = int((glyphs.spaced & ~glyphs.hidden).sum())
        stray = set(marks) if len(marks) <= STRAYS and all(map(is_stray, marks)) and print_ >= PRINT else set()
        return [bool(boxes - stray) for boxes in rest], tuple(sorted(set().union(*signed))), tuple(sorted(stray))

    def _differs(self, scene: Scene, region: Rect | None) -> Rect | None:
        """Return where pictures by themselves show writing that the page hides; None for nowhere.

        Hidden is ink that the page shows lighter, and whatever lies under a dark patch.
        """
        if region is None:
            return None
        bare, shown = (render(s, region, dpi=COARSE) for s in (scene, self._page))
        if bare.image.shape != shown.image.shape:
            return region
        change = bare.image.astype(np.int16) - shown.image
        found = np.concatenate([_patches(change < -FAR, least=4), _patches(change > FAR, least=PATCH)])
        text = _pixels(shown, self._glyphs.quad[~self._glyphs.hidden & _bodied(self._glyphs)])
        found = ink.outside(ink.outside(found, text), _pixels(shown, self._burned))
        if not len(found):
            return None
        left, top, right, bottom = _on_page(shown, np.array([[*found[:, :2].min(axis=0), *found[:, 2:].max(axis=0)]]))
        hidden = _meet(region, (left - WORD, top - LINE, right + WORD, bottom + LINE))
        return hidden if hidden is not None and _has_writing(scene, hidden) else None


@dataclass(frozen=True, slots=True)
class _Left:
    """What one look could not read."""

    boxes: tuple[Rect, ...]
    """Page space, points."""
    covered: bool
    """Something covers, clips or hides it on the page."""


def _patches(where: Bools, *, least: int) -> ink.Boxes:
    """Return boxes around the places where a picture differs, of at least so many pixels either way."""
    found = pieces(where) if where.any() else np.zeros((0, 4), dtype=np.int32)
    kept: ink.Boxes = found[(found[:, 2] - found[:, 0] >= min(least, 2)) & (found[:, 3] - found[:, 1] >= least)]
    return kept


def _has_writing(scene: Scene, region: Rect) -> bool:
    view = render(scene, region, dpi=COARSE)
    return len(ink.writing(ink.strokes(ink.binary(view.image), dpi=view.dpi), dpi=view.dpi)) > 0


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """A word that was read, and the glyphs of the text layer that stand in its place."""

    seen: Seen
    rows: npt.NDArray[np.intp]
    """From left to right."""

    def lies_under(self, some: Bools) -> bool:
        """Tell whether glyphs of some kind say this word already."""
        return 2 * int(some[self.rows].sum()) >= max(len(_plain(self.seen.word.text)), 1)

    def letters(self, glyphs: Glyphs, some: Bools) -> str:
        """Return what glyphs of some kind say in this place."""
        rows = self.rows[some[self.rows]]
        return _plain("".join(map(chr, glyphs.code[rows].tolist())))

    def confirmed(self, glyphs: Glyphs, some: Bools) -> _Placed:
        """Return it as read with confidence if glyphs of some kind say the same."""
        if self.seen.sure or self.letters(glyphs, some) != _plain(self.seen.word.text):
            return self
        return replace(self, seen=replace(self.seen, word=replace(self.seen.word, confidence=100.0)))


def _placed(seen: Sequence[Seen], glyphs: Glyphs) -> list[_Placed]:
    middles = (glyphs.quad[:, 0:2] + glyphs.quad[:, 6:8]) / 2
    places: dict[int, npt.NDArray[np.float64]] = {}
    result = []
    for item in seen:
        at = places.setdefault(id(item.view), item.view.from_page(middles) if len(middles) else np.zeros((0, 2)))
        x0, y0, x1, y1 = item.word.box
        rows = np.flatnonzero((at[:, 0] >= x0) & (at[:, 0] <= x1) & (at[:, 1] >= y0 - 2) & (at[:, 1] <= y1 + 2))
        result.append(_Placed(item, rows[np.argsort(at[rows, 0], kind="stable")]))
    return result


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _same(one: Seen, other: Seen) -> bool:
    """Tell whether two looks found the same word in the same place."""
    if _plain(one.word.text) != _plain(other.word.text):
        return False
    first, second = (_on_page(s.view, np.array([s.word.box])) for s in (one, other))
    return _overlap(first, second) > 0


def _boxes(sight: Sight, seen: Sequence[Seen], quads: Floats) -> ink.Boxes:
    """Return the boxes of words and glyphs in the pixels of a view."""
    return np.concatenate([boxes_in(seen, sight.view), _pixels(sight.view, quads)])


def _pixels(view: View, quads: Floats) -> ink.Boxes:
    """Return upright boxes around quads in the pixels of a view."""
    if not len(quads):
        return np.zeros((0, 4), dtype=np.int32)
    corners = view.from_page(quads.reshape(-1, 2)).reshape(-1, 4, 2)
    return np.concatenate([np.floor(corners.min(axis=1)), np.ceil(corners.max(axis=1))], axis=1).astype(np.int32)


def _on_page(view: View, boxes: npt.NDArray[Any]) -> Rect:
    """Return the upright rectangle in page space around boxes of a view."""
    points = [(x, y) for x0, y0, x1, y1 in boxes.tolist() for x in (x0, x1) for y in (y0, y1)]
    placed = view.to_page(points)
    (left, top), (right, bottom) = placed.min(axis=0).tolist(), placed.max(axis=0).tolist()
    return left, top, right, bottom


def _bodied(glyphs: Glyphs) -> Bools:
    """Return which glyphs fill their boxes; a hand is often written over a line of underscores."""
    bodied: Bools = glyphs.code != ord("_")
    return bodied


def _inside(glyphs: Glyphs, region: Rect) -> Bools:
    middle = (glyphs.quad[:, 0:2] + glyphs.quad[:, 6:8]) / 2
    x, y = middle[:, 0], middle[:, 1]
    return (x >= region[0]) & (x <= region[2]) & (y >= region[1]) & (y <= region[3])


def _overlap(first: Rect, second: Rect) -> float:
    """Return the area that two rectangles share."""
    wide = min(first[2], second[2]) - max(first[0], second[0])
    high = min(first[3], second[3]) - max(first[1], second[1])
    return max(wide, 0.0) * max(high, 0.0)


def _meet(first: Rect, second: Rect) -> Rect | None:
    met = (max(first[0], second[0]), max(first[1], second[1]), min(first[2], second[2]), min(first[3], second[3]))
    return met if met[2] - met[0] > 1 and met[3] - met[1] > 1 else None


def _around(boxes: Sequence[Rect]) -> Rect:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _regions(pictures: Sequence[Picture], size: tuple[float, float]) -> list[Rect]:
    """Return rectangles around pictures that touch, clipped to the page, without those too small for a word."""
    page = (0.0, 0.0, *size)
    found = [box for p in pictures if (box := _meet(p.box, page)) is not None]
    merged = True
    while merged:
        merged = False
        kept: list[Rect] = []
        for box in found:
            near = [other for other in kept if _overlap(_grown(box, TOUCHING), other) > 0]
            merged |= bool(near)
            kept = [*(other for other in kept if other not in near), _around([box, *near])]
        found = kept
    least = FLOOR * size[0] * size[1]
    return [box for box in found if (box[2] - box[0]) * (box[3] - box[1]) >= least]


def _resolution(pictures: Sequence[Picture], region: Rect) -> float:
    """Return the dots to the inch of the finest picture in a region; infinite where there is none."""
    found = [72 * p.width / max(math.hypot(*p.matrix[:2]), 1e-6) for p in pictures if _overlap(p.box, region) > 0]
    return max(found, default=math.inf)


def _grown(box: Rect, by: float) -> Rect:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _lettering(
    page: Any, trace: Trace, glyphs: Glyphs, regions: Sequence[Rect], size: tuple[float, float]
) -> Rect | None:
    """Return a rectangle around drawings that could be lettering, None when there are none."""
    wide, high = trace.vectors[:, 2] - trace.vectors[:, 0], trace.vectors[:, 3] - trace.vectors[:, 1]
    if not trace.shaded and not (np.minimum(wide, high) > THIN).any():
        return None
    view = render(PageScene(page), (0.0, 0.0, *size), dpi=COARSE)
    image = view.image.copy()
    text = glyphs.quad[~glyphs.hidden & _bodied(glyphs)]
    # Light print on a dark box goes under in the box, and the box then goes whole: scraps of it look like writing.
    words, drawn = _pixels(view, text), _pixels(view, _quads([tuple(box) for box in trace.vectors.tolist()]))
    light = ink.share(ink.binary(image), words) > DARK
    _paint(image, words[light], 0)
    black = ink.binary(image)
    within = drawn + np.array([1, 1, -1, -1], dtype=np.int32)  # pixels at an edge are ink in part
    solid = drawn[ink.solid(drawn, ink.share(black, within), dpi=view.dpi)]
    fields = drawn[ink.fields(black, drawn, dpi=view.dpi)]
    for covers in (solid, words, _pixels(view, _quads(regions)), _pixels(view, _ruled(trace.vectors)), _edges(fields)):
        _paint(image, covers, 255)
    black = ink.without_rules(ink.binary(image), dpi=view.dpi)
    groups = ink.writing(ink.strokes(black, dpi=view.dpi), dpi=view.dpi)
    if not len(groups):
        return None
    # A frame that is cut by the edge of the region would look like letters there.
    return _meet(_grown(_on_page(view, np.concatenate([groups, fields])), TOUCHING), (0.0, 0.0, *size))


def _edges(boxes: ink.Boxes) -> ink.Boxes:
    """Return boxes around the four sides of some boxes, pixels."""
    x0, y0, x1, y1 = boxes.T
    sides = ((x0, y0, x1, y0 + 2), (x0, y1 - 2, x1, y1), (x0, y0, x0 + 2, y1), (x1 - 2, y0, x1, y1))
    return np.concatenate([np.stack(side, axis=1) for side in sides])


def _paint(image: npt.NDArray[np.uint8], boxes: ink.Boxes, tone: int) -> None:
    for x0, y0, x1, y1 in boxes.tolist():
        image[max(y0 - 1, 0) : y1 + 2, max(x0 - 1, 0) : x1 + 2] = tone


def _quads(boxes: Sequence[Rect]) -> Floats:
    rows = [(x0, y0, x1, y0, x0, y1, x1, y1) for x0, y0, x1, y1 in boxes]
    return np.array(rows, dtype=np.float32).reshape(-1, 8)
