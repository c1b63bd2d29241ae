"""Reads a normal form page by page, as a person reads it.

It reads all text that is painted, seen or not, and says of every page it cannot
read why not. It never guesses in silence.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from pipeline.extract.doubt import doubts
from pipeline.extract.glyph import glyphs
from pipeline.extract.mupdf import open_pdf
from pipeline.extract.sheet import Sheet
from pipeline.extract.trace import trace
from pipeline.nouns import HowRead, NormalForm, Page, Reading

AROUND = 4
"""Pages before and after that are compared for running heads; left and right pages may differ."""


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
            return Reading.of(tuple(_pages(self._sheets(document))))
        finally:
            document.close()

    def _sheets(self, document: Any) -> Iterator[Sheet]:
        for number, page in enumerate(document):
            seen = trace(page)
            sheet = Sheet.of(number, (page.rect.width, page.rect.height), glyphs(seen), seen.vectors)
            sheet.unread = doubts(seen, sheet.glyphs, sheet.lines())
            yield sheet


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
        how = HowRead.NATIVE if script.letters else HowRead.BLANK
        yield sheet.page(script, end, how=how, unread=sheet.unread)
        behind.append(sheet)
