"""Sets type on pages for `tests.builders`: lines, gutter numbers, captions, tables.

It draws what is told and hides nothing; what a filing hides is planted by `tests.plants`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pymupdf

Point = tuple[float, float]

LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
"""Longest first, so that `ffi` does not become `ff` + `i`."""

GUTTER_LINES = 28
"""Numbered lines on California pleading paper."""


@dataclass(frozen=True)
class Sheet:
    """How a filing is built. Lengths in points, angles in degrees."""

    # the type
    font: str = "tiro"
    """A built-in font of PyMuPDF: `tiro` `tibo` `tiit` (Times), `helv` `hebo` (Helvetica), `cour` (Courier)."""
    embedded: bool = True
    """Embed the font (Identity-H, as a word processor does); else a base font with one-byte codes."""
    size: float = 12
    leading: float = 1.2
    """Line height as a part of `size`; 0.95 is the tight setting in which glyph boxes overlap."""
    justified: bool = False
    """Both edges flush: words are placed one by one, with uneven gaps."""
    ligatures: bool = False
    """Draw fi, fl, ff, ffi, ffl as one glyph."""
    colour: tuple[float, float, float] = (0, 0, 0)

    # the page
    width: float = 612
    height: float = 792
    margin: float = 72
    columns: int = 1
    """Newspaper columns: the text fills the left one first."""
    header: str = ""
    """Printed at the top of every page; `{page}` and `{pages}` are filled in."""
    footer: str = ""
    """The same at the foot."""
    pleading: bool = False
    """California pleading paper: 28 numbers and a double rule left, a single rule right, body lines on the numbers."""
    numbered: int = 0
    """A deposition page: this many numbered lines (usually 25), one line of text on each."""
    caption: tuple[str, str] | None = None
    """The party block and the case-number block of page one, side by side with a column of `)` between."""
    table: Sequence[Sequence[str]] = ()
    """A ruled table under the text of the last page; cells wrap."""

    # how the page lies
    turned: int = 0
    """The text runs at this angle, counter-clockwise; with `rotated` the same it reads upright."""
    rotated: int = 0
    """The page's /Rotate."""
    crop: tuple[float, float, float, float] | None = None
    """A crop box, in points from the top left corner of the media box; the text stays where it was."""
    origin: Point = (0, 0)
    """The lower left corner of the media box; the content moves with it."""
    user_unit: float = 1

    # pictures
    scanned: bool = False
    """Replace each page by a picture of itself."""
    dpi: int = 200
    skew: float = 0
    """Degrees by which the picture is turned, as by a careless feeder."""
    ocr_layer: bool = False
    """Under the picture lies its text in render mode 3, as OCR programs leave it."""
    picture: str = ""
    """This text stands in a picture under the running text of page one."""

    # text that a reader does not see
    invisible: str = ""
    """In render mode 3."""
    white: str = ""
    """White on white."""
    tiny: str = ""
    """In type of half a point."""
    outside: str = ""
    """Beyond the edge of the page."""
    covered: str = ""
    """Each place of this text has a black rectangle drawn over it, and keeps its text: a failed redaction."""
    hidden_layer: str = ""
    """In an optional content group that is off."""

    # beside the pages
    metadata: Mapping[str, str] = field(default_factory=dict)
    """`title` `author` `subject` `keywords` `creator` `producer`."""
    xmp: str = ""
    """The title in the XMP packet."""
    bookmarks: Sequence[str] = ()
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    """File name to bytes, in the EmbeddedFiles name tree."""
    notes: Sequence[str] = ()
    """Sticky notes on page one."""
    typewriter: Sequence[str] = ()
    """Free-text annotations on page one, which print."""
    highlights: Sequence[str] = ()
    """Texts of page one to highlight."""
    hidden_notes: Sequence[str] = ()
    """Annotations with the hidden flag."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """AcroForm text fields on the last page, name to value."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Text of page one to the URI that it leads to."""
    javascript: str = ""
    earlier: str = ""
    """The file is an incremental update of a revision whose first page held this text as well."""

    # locks
    user_password: str | None = None
    """Asked for on opening. `""` encrypts with an empty user password."""
    owner_password: str = "owner"  # noqa: S105 - a test file locks nothing up


class Pen:
    """Draws on one page in the sheet's own frame, however the text is turned on the paper."""

    def __init__(self, page: pymupdf.Page, sheet: Sheet) -> None:
        self.page, self.sheet = page, sheet
        self.wide, self.high = (sheet.height, sheet.width) if sheet.turned in (90, 270) else (sheet.width, sheet.height)

    def at(self, u: float, v: float) -> pymupdf.Point:
        width, height = self.sheet.width, self.sheet.height
        places = {0: (u, v), 90: (v, height - u), 180: (width - u, height - v), 270: (width - v, u)}
        return pymupdf.Point(*places[self.sheet.turned])

    def say(self, u: float, v: float, text: str, *, size: float = 0, mode: int = 0, colour: Any = None) -> None:
        if not text:
            return
        sheet = self.sheet
        name = sheet.font
        if sheet.embedded:
            name = f"E{sheet.font}"
            self.page.insert_font(fontname=name, fontbuffer=pymupdf.Font(sheet.font).buffer)
        self.page.insert_text(
            self.at(u, v),
            ligated(text) if sheet.ligatures else text,
            fontname=name,
            fontsize=size or sheet.size,
            rotate=sheet.turned,
            render_mode=mode,
            color=colour or sheet.colour,
        )

    def rule(self, u0: float, v0: float, u1: float, v1: float, *, width: float = 0.7) -> None:
        self.page.draw_line(self.at(u0, v0), self.at(u1, v1), width=width)


def ligated(text: str) -> str:
    """Return the text with its f-ligatures as single characters."""
    for plain, one in LIGATURES:
        text = text.replace(plain, one)
    return text


def wrapped(text: str, *, font: str = "tiro", size: float = 12, width: float = 468) -> list[str]:
    """Break a text into lines of at most `width` points; a newline ends a paragraph."""
    face = pymupdf.Font(font)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and face.text_length(longer, size) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def compose(doc: pymupdf.Document, text: str, sheet: Sheet, *, first: bool, last: bool) -> None:
    """Set one text, on as many pages as it needs."""
    pen = _page(doc, sheet)
    step = sheet.size * sheet.leading
    top = sheet.margin + sheet.size
    if sheet.pleading or sheet.numbered:
        step = (pen.high - 2 * sheet.margin) / (sheet.numbered or GUTTER_LINES)
    gap = 24.0
    column_width = (pen.wide - 2 * sheet.margin - gap * (sheet.columns - 1)) / sheet.columns
    y, column = top, 0
    if first and sheet.caption:
        y = _caption(pen, sheet, y) + step
        y = top + step * -(-(y - top) // step)
    lines = wrapped(text, font=sheet.font, size=sheet.size, width=column_width)
    for index, line in enumerate(lines):
        if y > pen.high - sheet.margin + 1:
            y, column = top, column + 1
            if column == sheet.columns:
                pen, column = _page(doc, sheet), 0
        x = sheet.margin + column * (column_width + gap)
        ends = index + 1 == len(lines) or _paragraph_ends(text, lines, index)
        _line(pen, sheet, (x, y), line, width=column_width if sheet.justified and not ends else 0)
        y += step
    if last and sheet.table:
        _table(pen, sheet, y + step)


def _paragraph_ends(text: str, lines: Sequence[str], index: int) -> bool:
    so_far = sum(len(line) + 1 for line in lines[: index + 1])
    return text[so_far - 1 : so_far] == "\n"


def _line(pen: Pen, sheet: Sheet, place: Point, line: str, *, width: float) -> None:
    words = line.split(" ")
    if not width or len(words) < 2:
        pen.say(*place, line)
        return
    face = pymupdf.Font(sheet.font)
    used = [face.text_length(ligated(w) if sheet.ligatures else w, sheet.size) for w in words]
    gap = (width - sum(used)) / (len(words) - 1)
    x = place[0]
    for word, length in zip(words, used, strict=True):
        pen.say(x, place[1], word)
        x += length + gap


def _page(doc: pymupdf.Document, sheet: Sheet) -> Pen:
    pen = Pen(doc.new_page(width=sheet.width, height=sheet.height), sheet)
    count = sheet.numbered or (GUTTER_LINES if sheet.pleading else 0)
    step = (pen.high - 2 * sheet.margin) / count if count else 0
    for number in range(1, count + 1):
        pen.say(sheet.margin - (30 if number > 9 else 24), sheet.margin + sheet.size + (number - 1) * step, str(number))
    if sheet.pleading:
        for x in (sheet.margin - 10, sheet.margin - 7, pen.wide - sheet.margin + 8):
            pen.rule(x, 0, x, pen.high)
    return pen


def _caption(pen: Pen, sheet: Sheet, y: float) -> float:
    assert sheet.caption is not None
    middle = pen.wide / 2
    step = sheet.size * sheet.leading
    sides = [
        wrapped(side, font=sheet.font, size=sheet.size, width=middle - sheet.margin - 24) for side in sheet.caption
    ]
    rows = max(len(side) for side in sides)
    for row in range(rows):
        for side, x in zip(sides, (sheet.margin, middle + 18), strict=True):
            if row < len(side):
                pen.say(x, y + row * step, side[row])
        pen.say(middle, y + row * step, ")")
    pen.rule(sheet.margin, y + rows * step - step / 2, middle, y + rows * step - step / 2)
    return y + rows * step


def _table(pen: Pen, sheet: Sheet, y: float) -> None:
    columns = max(len(row) for row in sheet.table)
    width = (pen.wide - 2 * sheet.margin) / columns
    step = sheet.size * sheet.leading
    top = y - step
    pen.rule(sheet.margin, top, pen.wide - sheet.margin, top)
    edges = [top]
    for row in sheet.table:
        cells = [wrapped(cell, font=sheet.font, size=sheet.size, width=width - 8) for cell in row]
        for column, cell in enumerate(cells):
            for number, line in enumerate(cell):
                pen.say(sheet.margin + column * width + 4, edges[-1] + (number + 0.8) * step, line)
        edges.append(edges[-1] + step * max(len(cell) for cell in cells) + 3)
        pen.rule(sheet.margin, edges[-1], pen.wide - sheet.margin, edges[-1])
    for column in range(columns + 1):
        x = sheet.margin + column * width
        pen.rule(x, edges[0], x, edges[-1])


def furnish(doc: pymupdf.Document, sheet: Sheet) -> None:
    for page in doc:
        pen = Pen(page, sheet)
        here = {"page": page.number + 1, "pages": len(doc)}
        pen.say(sheet.margin, sheet.margin / 2, sheet.header.format(**here), size=9)
        pen.say(sheet.margin, pen.high - sheet.margin / 2, sheet.footer.format(**here), size=9)


def lay(doc: pymupdf.Document, sheet: Sheet) -> None:
    """Give the pages their turn and their crop box."""
    for page in doc:
        if sheet.crop:
            page.set_cropbox(pymupdf.Rect(sheet.crop))
        if sheet.rotated:
            page.set_rotation(sheet.rotated)
