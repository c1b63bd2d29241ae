"""Burned values among the words that can be read in the pictures of the saved pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.nouns import Check, HowRead, Page
from pipeline.verify import eye
from pipeline.verify.art import Item, Sort, hidden
from pipeline.verify.book import Picture
from pipeline.verify.evidence import Tally
from pipeline.verify.quad import Field, cover, meets
from pipeline.verify.sheet import Sheet
from pipeline.words import Folded, letters

DPI = 200
"""Resolution at which pages are read again: print of 9 points is then 25 pixels high, enough for Tesseract."""

SEEN = 0.4
"""Part of the letters that stayed, as they were read before, that must be seen again; else nothing was looked at."""

FEW = 20
"""Letters: where fewer stayed than this, not seeing them says nothing."""

FAR = 96
"""Steps of grey (of 255) by which two renderings differ in earnest."""

PATCH = 30
"""Pixels by which a picture must differ by itself from what the page shows of it, to be read by itself too."""


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of a page, in pixels at `DPI`."""

    rows: slice
    columns: slice

    def of(self, picture: Picture) -> npt.NDArray[np.uint8]:
        """Return this piece of a page's picture, grey."""
        part = picture[self.rows, self.columns, :3].astype(np.uint16)
        return ((part[:, :, 0] * 29 + part[:, :, 1] * 150 + part[:, :, 2] * 77) >> 8).astype(np.uint8)


class SecretsInPictures:
    """Where a mark met a picture, what the page shows there is read again by OCR, and no burned value is in it.

    A picture that something covers, or another picture, is read by itself too. What
    OCR does not read it does not find: so a fair part of the letters that stayed must be
    read again, or the place counts as not looked at. Pages whose marks met no
    picture are not read: their text is hunted as text.
    """

    name = "secrets_in_pictures.v1"

    def __init__(self) -> None:
        self._tally = Tally(self.name)

    def look(self, sheet: Sheet) -> None:
        """Look at one page."""
        self._tally.saw("pages")
        touched = [
            item
            for item in (sheet.items if sheet.marks else ())
            if item.sort is Sort.IMAGE and any(meets(item.rect, mark.quad) for mark in sheet.marks)
        ]
        if not touched:
            return
        window = self._window(sheet, touched)
        turned, stayed = kept(sheet, touched)
        shown = sheet.draft.render(*sheet.draft.shape(DPI))
        text = eye.words(window.of(shown), dpi=DPI, turned=turned)
        across, down = _scale(sheet)
        x0, x1 = window.columns.start / across, window.columns.stop / across
        sheet.again = text, (x0, window.rows.start / down, x1, window.rows.stop / down)
        self._tally.saw("pages_read")
        self._tally.saw("letters", len(letters(text)))
        if stayed >= FEW and len(letters(text)) < SEEN * stayed:
            self._tally.unread("ocr_saw_too_little", sheet.number)
        self._hunt(sheet, text)
        for picture in self._covered(sheet, touched, shown, window):
            self._tally.saw("pictures_read")
            self._hunt(sheet, eye.words(window.of(picture), dpi=DPI, turned=turned))

    @staticmethod
    def _window(sheet: Sheet, touched: list[Item]) -> Window:
        rows, columns = sheet.draft.shape(DPI)
        across, down = _scale(sheet)
        x0, y0 = (max(0.0, min(item.rect[i] for item in touched)) for i in (0, 1))
        x1, y1 = (max(item.rect[i] for item in touched) for i in (2, 3))
        return Window(
            slice(int(y0 * down), min(rows, int(y1 * down) + 1)),
            slice(int(x0 * across), min(columns, int(x1 * across) + 1)),
        )

    def _hunt(self, sheet: Sheet, text: str) -> None:
        folded = Folded(text)
        for value in {secret.value for secret in sheet.secrets if secret.expected == 0}:
            if next(folded.places(value), None) is not None:
                self._tally.fail("value_in_picture", sheet.number)

    @staticmethod
    def _covered(sheet: Sheet, touched: list[Item], shown: Picture, window: Window) -> Iterator[Picture]:
        """Yield pictures that the page shows otherwise than they are: together, and each that another one covers."""
        under = [
            one for one in touched if any(meets(one.rect, _quad(other)) for other in touched if other.order > one.order)
        ]
        for alone in [touched, *([one] for one in under)]:
            orders = {item.order for item in alone}
            with hidden([item for item in sheet.items if item.order not in orders]):
                bare = sheet.draft.render(*sheet.draft.shape(DPI))
            lighter = shown[:, :, 1].astype(np.int16) - bare[:, :, 1] > FAR
            for mark in sheet.boxed:  # a label is lighter than its box
                rows, columns, _ = cover(mark.quad, lighter.shape, _scale(sheet), grow=1.0)
                lighter[rows, columns] = False
            if int(lighter[window.rows, window.columns].sum()) > PATCH:
                yield bare

    def check(self) -> Check:
        """Return the evidence of all pages."""
        return self._tally.check("pages")


def _scale(sheet: Sheet) -> tuple[float, float]:
    """Return pixels a point, across and down."""
    rows, columns = sheet.draft.shape(DPI)
    return columns / sheet.draft.width, rows / sheet.draft.height


def _quad(item: Item) -> tuple[float, ...]:
    x0, y0, x1, y1 = item.rect
    return x0, y0, x1, y0, x0, y1, x1, y1


def kept(sheet: Sheet, touched: list[Item]) -> tuple[float, int]:
    """Return the direction of the lines in some pictures, degrees, and how many letters stayed that were read there."""
    page: Page | None = sheet.page
    if page is None or page.how not in (HowRead.OCR, HowRead.MIXED):
        return 0.0, 0
    quads = page.quads.astype(np.float64)
    letter = np.array([c.isalnum() for c in page.text], dtype=np.bool_)
    quads = quads[letter & np.isfinite(quads).all(axis=1)]
    middles = (quads[:, 0:2] + quads[:, 6:8]) / 2
    within = np.zeros(len(quads), dtype=np.bool_)
    for item in touched:
        x0, y0, x1, y1 = item.rect
        within |= (middles[:, 0] > x0) & (middles[:, 0] < x1) & (middles[:, 1] > y0) & (middles[:, 1] < y1)
    if not within.any():
        return 0.0, 0
    stayed = within & ~Field(middles).under(sheet.quads)
    along = quads[within, 2:4] - quads[within, 0:2]
    # the middle of the directions, whatever side of 180 degrees they lie on
    angles = np.arctan2(along[:, 1], along[:, 0])
    turned = float(np.degrees(np.arctan2(np.median(np.sin(angles)), np.median(np.cos(angles)))))
    return turned, int(stayed.sum())
