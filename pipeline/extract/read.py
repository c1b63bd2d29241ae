"""Reads a normal form page by page, as a person reads it.

It reads all text that is painted, seen or not, and says of every page it cannot
read why not. It never guesses in silence.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.extract.doubt import PATTERN, doubted
from pipeline.extract.glyph import glyphs
from pipeline.extract.mupdf import open_pdf, pymupdf
from pipeline.extract.scan import Scan, scan
from pipeline.extract.shape import Shapes
from pipeline.extract.sheet import Sheet
from pipeline.extract.trace import trace
from pipeline.extract.veil import veils
from pipeline.nouns import HowRead, NormalForm, Page, Quad, Reading

AROUND = 4
"""Pages before and after that are compared for running heads; left and right pages may differ."""


FAULTS = (RuntimeError, ValueError, IndexError, TypeError, OverflowError, pymupdf.mupdf.FzErrorBase)
"""What a damaged page makes MuPDF, or our measuring of it, raise."""


class PageReader:
    """Reads the pages of a normal form with MuPDF."""

    def __init__(self, language: str = "eng") -> None:
        self._language = language

    def read(self, normal: NormalForm) -> Reading:
        """Return every page, in order; a page that cannot be read says so in `Page.unread`.

        Raises:
            RefusedError: the file does not open.
        """
        document = open_pdf(normal.path)
        try:
            asked: dict[int, list[Quad]] = {}
            for number, quad in normal.asked:
                asked.setdefault(number, []).append(quad)
            return Reading.of(tuple(_pages(self._sheets(document, asked))))
        finally:
            document.close()

    def _sheets(self, document: Any, asked: Mapping[int, Sequence[Quad]]) -> Iterator[Sheet]:
        shapes = Shapes()
        for number in range(document.page_count):
            try:
                yield self._sheet(document[number], number, shapes, asked.get(number, ()))
            except FAULTS:
                box = document.page_cropbox(number)
                yield Sheet.unreadable(number, (box.width, box.height))

    def _sheet(self, page: Any, number: int, shapes: Shapes, asked: Sequence[Quad]) -> Sheet:
        size = (float(page.rect.width), float(page.rect.height))
        seen = trace(page)
        own = glyphs(seen, shapes.mistold(seen))
        covered = veils(page, seen, own, asked)
        veiled, own = covered.glyphs(own)
        sheet = Sheet.of(number, size, own, seen.vectors)
        doubtful = doubted(own, sheet.lines())
        found = scan(page, seen, own, language=self._language, doubted=doubtful, burned=covered.areas)
        unread = (*found.unread, *((PATTERN,) if seen.endless else ()), *covered.unread)
        if found.glyphs is not own:
            sheet = Sheet.of(number, size, found.glyphs, seen.vectors, found.ruled)
        sheet.veiled = veiled
        left = found.pictures - found.pictures_read
        notes = (("images", found.pictures), ("images_read", found.pictures_read), ("images_unread", left))
        sheet.how, sheet.unread = _how(sheet, found, unread), unread
        marks = (("signatures", len(found.signatures)), ("stray_marks", len(found.strays)))
        sheet.hands = (*found.signatures, *found.strays)
        sheet.recognised, sheet.denied = found.recognised, found.denied
        sheet.notes = (*(notes if found.pictures else ()), *(note for note in marks if note[1]))
        return sheet


def _how(sheet: Sheet, found: Scan, unread: tuple[str, ...]) -> HowRead:
    """Return how the words of a page were read."""
    count = len(sheet.glyphs)
    if count == 0:
        return HowRead.UNREAD if unread else HowRead.BLANK
    if found.read == 0:
        return HowRead.NATIVE
    return HowRead.OCR if found.read == count else HowRead.MIXED


def _pages(sheets: Iterator[Sheet]) -> Iterator[Page]:
    """Write pages with a look at those around; no more than the pages around are held."""
    behind: deque[Sheet] = deque(maxlen=AROUND)
    ahead: deque[Sheet] = deque()
    more = True
    while more or ahead:
        while more and len(ahead) <= AROUND:
            sheet = next(sheets, None)
            more = sheet is not None
            if sheet is not None:
                ahead.append(sheet)
        if not ahead:
            return
        sheet = ahead.popleft()
        around = [*behind, *ahead]
        right = max([s.right for s in around if s.size == sheet.size], default=0.0)
        script, end = sheet.script([s.edges for s in around], right)
        yield sheet.page(script, end)
        behind.append(sheet)
