"""Look at a file with MuPDF: what is left under marks, and whose line is whose. It changes no file."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.nouns import Secret
from pipeline.redact.matrix import Point, Rect, apart, box, grown
from pipeline.redact.mupdf import pymupdf
from pipeline.redact.region import PLACE, Caught, Region

FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
"""Every glyph as it is drawn, no image, no joining of lines."""
PRINT = "Print"
"""Name of the font that boxes are printed with."""
INK_STEP = 60
"""Difference in grey (0 to 255) from the ground that counts as ink."""
INK_LEAST = 0.02
"""Part of the core of a mark that may differ from its ground: specks of neighbours that hang over."""
RULE = 0.9
"""Part of a row or column of pixels that is dark when a rule runs through."""
FINEST, COARSEST = 8.0, 2.0
"""Pixels a point for looking at the core of a mark."""
ONCE = 1.0
"""Pixels a point of the picture of the whole page: a hairline of a tenth of a point still makes a tenth of grey."""
PAPER = 255
"""Grey of bare paper."""
MOST_PIXELS = 8_000_000
"""A page with more at `ONCE` (40 inches square) is not pictured as a whole."""
LEVEL = 1e-6
"""Sine of the angle up to which a line of text is level."""
NEAR = 0.1
"""Ems of room around the places of letters."""


class Survey:
    """An open file to look at. Use it as a context manager."""

    def __init__(self, path: Path) -> None:
        self.paper = pymupdf.open(path)
        self._letters: dict[int, list[Letter]] = {}

    def __enter__(self) -> Survey:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.paper.close()

    def letters(self, number: int) -> list[Letter]:
        """Return the glyphs of a page in the order they are drawn, blanks left out."""
        if number not in self._letters:
            page = self.paper[number]
            found = page.get_text("rawdict", flags=FLAGS, clip=pymupdf.INFINITE_RECT())
            self._letters[number] = _letters(found, page.rect.height)
        return self._letters[number]

    def left_under(self, number: int, regions: Sequence[Region]) -> set[str]:
        """Return what is left under the marks of a page once its boxes are lifted: `text_left`, `ink_left`."""
        out: set[str] = set()
        shown, height = self._lifted(number)
        textpage = pymupdf.TextPage(shown.get_textpage(FLAGS))
        if _any_left(textpage.extractRAWDICT(), regions, height):
            words = [(w[0], height - w[3], w[2], height - w[1]) for w in textpage.extractWORDS()]
            if any(_meets(word, region) for region in regions for word in words):
                out.add("text_left")
        look = _Look(shown, height)
        if any(not (region.images or region.mark.bare) and look.inked(region) for region in regions):
            out.add("ink_left")
        return out

    def _lifted(self, number: int) -> tuple[Any, float]:
        """Return (display list, height) of a page without its boxes, which are its second content stream."""
        page = self.paper[number]
        whole = self.paper.xref_get_key(page.xref, "Contents")[1]
        self.paper.xref_set_key(page.xref, "Contents", whole.strip("[]").split(" R")[0] + " R")
        try:
            page = self.paper.reload_page(page)
            return page.get_displaylist(), page.rect.height
        finally:
            self.paper.xref_set_key(page.xref, "Contents", whole)
            self.paper.reload_page(page)

    def own_lines(
        self, number: int, region: Region, groups: Sequence[list[Caught]], secrets: Sequence[Secret]
    ) -> list[list[Caught]]:
        """Return the lines in a mark that spell what was to be burned; none when no line does."""
        pieces = [_plain(piece) for secret in secrets for piece in secret.burned]
        whole = "".join(pieces)
        own = []
        for group in groups:
            low, high = min(c.base for c in group), max(c.base for c in group)
            text = "".join(
                letter.text
                for letter in self.letters(number)
                if low - 0.5 <= region.local(*letter.origin)[1] <= high + 0.5
                and -0.05 * letter.size <= region.local(*letter.place)[0] <= region.length + 0.05 * letter.size
            )
            spelt = _plain(text)
            if spelt and (spelt in whole or any(piece and piece in spelt for piece in pieces)):
                own.append(group)
        return own

    def picture(self, number: int, dpi: int) -> pymupdf.Pixmap:
        """Return the rendering of a page, colours as RGB."""
        return self.paper[number].get_pixmap(dpi=dpi, colorspace=pymupdf.csRGB, alpha=False)


class Letter:
    """One glyph as MuPDF reads it; places with y up."""

    __slots__ = ("along", "blank", "end", "origin", "place", "printed", "size", "text")

    def __init__(self, char: dict[str, Any], span: dict[str, Any], along: Point, height: float) -> None:
        x, y = char["origin"]
        x0, y0, x1, y1 = char["bbox"]
        self.text: str = char["c"]
        self.size = max(float(span["size"]), 0.01)
        self.printed = span["font"].endswith(PRINT)
        self.blank = self.text.isspace()
        dx, dy = along
        middle = ((x0 + x1) / 2 - x) * dx + ((y0 + y1) / 2 - y) * dy
        # The middle of the advance, a quarter of an em above the base line: see `Region.catches`.
        px, py = x + middle * dx + PLACE * self.size * dy, y + middle * dy - PLACE * self.size * dx
        self.along = (dx, -dy)
        self.place = (px, height - py)
        self.origin = (x, height - y)
        self.end = (x + 2 * middle * dx, height - (y + 2 * middle * dy))


def _letters(found: dict[str, Any], height: float) -> list[Letter]:
    return [
        Letter(char, span, line["dir"], height)
        for line in _lines(found)
        for span in line["spans"]
        for char in span["chars"]
    ]


def _lines(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (line for block in found["blocks"] for line in block.get("lines", ()))


def _any_left(found: dict[str, Any], regions: Sequence[Region], height: float) -> bool:
    """Tell whether any letter has its place in a mark; only the spans that come near to one are taken apart."""
    for line in _lines(found):
        for span in line["spans"]:
            around = _places(span, line["dir"], height)
            near = [region for region in regions if not apart(region.rect, around)]
            if near and _left_in(span, line["dir"], near, height):
                return True
    return False


def _left_in(span: dict[str, Any], along: Point, near: Sequence[Region], height: float) -> bool:
    size = float(span["size"])
    sides = [(region, region.rect[0] - size, region.rect[2] + size) for region in near]
    for char in span["chars"]:
        x0, _, x1, _ = char["bbox"]
        # see `_places`: a letter farther off than an em has its place elsewhere
        here = [region for region, left, right in sides if x1 >= left and x0 <= right]
        if here and any(_left(Letter(char, span, along, height), region) for region in here):
            return True
    return False


def _places(span: dict[str, Any], along: Point, height: float) -> Rect:
    """Return a rectangle that holds the places of all letters of a span, with some room; y up."""
    x0, y0, x1, y1 = span["bbox"]
    size = float(span["size"])
    if abs(along[1]) > LEVEL or not span["chars"]:
        # the place of a letter lies less than an em from its box, whatever its font says of its height
        return grown((x0, height - y1, x1, height - y0), size)
    places = [height - char["origin"][1] + PLACE * size * along[0] for char in span["chars"]]
    return grown((x0, min(places), x1, max(places)), NEAR * size)


def _meets(word: Rect, region: Region) -> bool:
    """Tell whether a word may stand in a mark: its box overlaps it, and its middle is about as high as the mark's."""
    x0, y0, x1, y1 = region.rect
    if word[0] > x1 or word[2] < x0 or word[1] > y1 or word[3] < y0:
        return False
    slant = abs(region.along[0] * region.along[1]) > 0.01
    return slant or y0 <= (word[1] + word[3]) / 2 <= y1 or x1 - x0 < y1 - y0


def _left(letter: Letter, region: Region) -> bool:
    return not letter.blank and region.holds(*letter.place, -0.06 * letter.size) and _own(region, letter)


def _own(region: Region, letter: Letter) -> bool:
    if not region.lines:
        return True
    base = region.local(*letter.origin)[1]
    return any(low - 0.3 <= base <= high + 0.3 for low, high in region.lines)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


class _Look:
    """Looks for ink in the cores of the marks of one page, finely only where a coarse picture shows any."""

    def __init__(self, shown: Any, height: float) -> None:
        self._shown = shown
        self._height = height
        rect = shown.rect
        self._coarse = self._picture(ONCE) if rect.width * rect.height * ONCE * ONCE <= MOST_PIXELS else None

    def _picture(self, fine: float, clip: Any = None) -> tuple[npt.NDArray[np.uint8], int, int]:
        """Return (grey, first column, first row)."""
        made = self._shown.get_pixmap(
            matrix=pymupdf.Matrix(fine, fine), colorspace=pymupdf.csGRAY, alpha=False, clip=clip
        )
        grey = np.frombuffer(made.samples, dtype=np.uint8).reshape(made.height, made.stride)
        return grey[:, : made.width], made.x, made.y

    def _blank(self, rect: Rect) -> bool:
        """Tell whether the coarse picture is bare paper in a rectangle (y down): the least ink makes it greyer.

        One colour that is not the paper's may be a pattern finer than the picture, so that it is looked at finely.
        """
        if self._coarse is None:
            return False
        grey, left, top = self._coarse
        x0, y0, x1, y1 = (side * ONCE for side in rect)
        rows = slice(max(0, math.floor(y0) - top), max(0, math.ceil(y1) - top))
        columns = slice(max(0, math.floor(x0) - left), max(0, math.ceil(x1) - left))
        part = grey[rows, columns]
        return bool(part.size) and int(part.min()) == PAPER

    def inked(self, region: Region) -> bool:
        """Tell whether the core of a mark shows anything but its ground and rules that run through."""
        height, core = self._height, region.core()
        x0, y0, x1, y1 = box([(x, height - y) for x, y in core])
        if self._blank((x0, y0, x1, y1)):
            return False
        tall = min(x1 - x0, y1 - y0)
        fine = min(FINEST, max(COARSEST, 10 / max(tall, 0.1)))
        picture, left, top = self._picture(fine, pymupdf.Rect(x0, y0, x1, y1))
        if not picture.size:
            return False
        grey = picture.astype(np.int16)
        xs = (np.arange(grey.shape[1]) + 0.5 + left) / fine
        ys = height - (np.arange(grey.shape[0]) + 0.5 + top) / fine
        (ulx, uly), (urx, ury), (lrx, lry), (llx, lly) = core
        inside = np.ones(grey.shape, dtype=bool)
        for (ax, ay), (bx, by) in (
            ((llx, lly), (lrx, lry)),
            ((lrx, lry), (urx, ury)),
            ((urx, ury), (ulx, uly)),
            ((ulx, uly), (llx, lly)),
        ):
            inside &= (bx - ax) * (ys[:, None] - ay) - (by - ay) * (xs[None, :] - ax) >= -1e-6
        if not inside.any():
            return False
        ground = np.median(grey[inside])
        dark = (np.abs(grey - ground) > INK_STEP) & inside
        dark[(dark.sum(axis=1) > RULE * inside.sum(axis=1)) & inside.any(axis=1)] = False
        dark[:, (dark.sum(axis=0) > RULE * inside.sum(axis=0)) & inside.any(axis=0)] = False
        return bool(dark.sum() > max(1.0, INK_LEAST * inside.sum()))
