"""A call log that somebody redacted before, badly: bars, notes and colour hide what still stands beneath."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name

from canvas import Paper, Sheet, Style, num

SANS = Style(family="sans", size=10)
WHITE = Style(family="sans", size=7, colour=(1, 1, 1))

PRINTS = 4
"""The print bit of an annotation's /F."""

ENTRIES = [
    # time, before, what was covered, after, how
    ("21:04", "Caller gave the name ", "Ottoline Farquharson", " and asked for a unit.", "bar"),
    ("21:06", "Unit was sent to ", "88 Gannet Court, Davis, California 95616", ".", "square"),
    ("21:11", "Call back number ", "(530) 555-0148", ", no answer.", "paper"),
    ("21:15", "Neighbor ", "Leopold Mbeki-Strand", " heard glass break.", "marked"),
    ("21:30", "Social Security number ", "000-61-4402", " was run for warrants.", "highlight"),
    ("21:42", "Unit 14 cleared the call.", "", "", ""),
]

HIDDEN = "Unredacted original: Cabinet 9, drawer Farquharson"


def make() -> bytes:
    """Build the log."""
    paper = Paper(style=SANS)
    paper.info = {"Title": "Call log Farquharson, redacted"}
    sheet = paper.sheet()
    sheet.text(54, 62, "**DAVIS POLICE DEPARTMENT**", Style(family="sans", size=14))
    sheet.text(54, 78, "Call log, as produced in answer to the subpoena of March 3, 2025", SANS)
    sheet.rule(54, 86, 558, 86, width=1.5)
    sheet.box(54, 104, 558, 122, width=0, fill=0.85)
    sheet.text(60, 117, "**Time**", SANS)
    sheet.text(110, 117, "**Entry**", SANS)
    notes = []
    for row, (time, before, covered, after, how) in enumerate(ENTRIES):
        y = 142 + 26 * row
        sheet.text(60, y, time, SANS)
        start = 110 + sheet.text(110, y, before, SANS)
        end = start + (sheet.text(start, y, covered, SANS) if covered else 0)
        sheet.text(end, y, after, SANS)
        place = (start - 1, y - 9, end + 1, y + 3)
        if how in ("bar", "paper"):
            sheet.box(*place, width=0, fill=0 if how == "bar" else 1)
        elif how:
            notes.append((how, place))
    sheet.text(54, 330, "Each entry was read over before release. The recording was kept.", SANS)
    sheet.text(54, 342, HIDDEN, WHITE)
    sheet.text(558, 764, "**EXHIBIT F**   DPD-000118", Style(family="sans", size=9), align="right")
    paper.finish.append(lambda pdf: _notes(pdf, sheet, notes))
    return paper.save()


def _notes(pdf: pikepdf.Pdf, sheet: Sheet, notes: list[tuple[str, tuple[float, float, float, float]]]) -> None:
    made = {"square": _square, "marked": _marked, "highlight": _highlight}
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(made[how](pdf, _rect(sheet, place))) for how, place in notes])


def _rect(sheet: Sheet, place: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = place
    return x0, sheet.height - y1, x1, sheet.height - y0


def _square(pdf: pikepdf.Pdf, rect: tuple[float, float, float, float]) -> Dictionary:
    """A black square of the comment tool."""
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Square, C=Array([0, 0, 0]), IC=Array([0, 0, 0]), F=PRINTS,
        Rect=Array([round(v, 2) for v in rect]), AP=Dictionary(N=_painted(pdf, rect, b"0 g")),
    )  # fmt: skip


def _marked(pdf: pikepdf.Pdf, rect: tuple[float, float, float, float]) -> Dictionary:
    """A place marked for redaction that nobody applied."""
    x0, y0, x1, y1 = (round(v, 2) for v in rect)
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Redact, C=Array([1, 0, 0]), IC=Array([0, 0, 0]), F=PRINTS,
        Rect=Array([x0, y0, x1, y1]), QuadPoints=Array([x0, y1, x1, y1, x0, y0, x1, y0]),
    )  # fmt: skip


def _highlight(pdf: pikepdf.Pdf, rect: tuple[float, float, float, float]) -> Dictionary:
    """A marker pen turned black."""
    x0, y0, x1, y1 = (round(v, 2) for v in rect)
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Highlight, C=Array([0, 0, 0]), F=PRINTS,
        Rect=Array([x0, y0, x1, y1]), QuadPoints=Array([x0, y1, x1, y1, x0, y0, x1, y0]),
        AP=Dictionary(N=_painted(pdf, rect, b"0 g")),
    )  # fmt: skip


def _painted(pdf: pikepdf.Pdf, rect: tuple[float, float, float, float], colour: bytes) -> pikepdf.Object:
    wide, high = rect[2] - rect[0], rect[3] - rect[1]
    content = colour + b" 0 0 %b %b re f" % (num(wide), num(high))
    box = Array([0, 0, round(wide, 2), round(high, 2)])
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box)
