"""A court's fillable form: names and numbers in AcroForm fields, a typed remark, a sticky note, a highlight."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name

from canvas import Paper, Sheet, Style, num

SANS = Style(family="sans", size=9)
SMALL = Style(family="sans", size=7.5)

PRINTS = 4
"""The print bit of an annotation's /F."""

FIELDS = [
    # name, label, value, x0, y0, x1, y1
    ("attorney", "Attorney (name, bar number, firm, address)",
     "Catalina Obuya, SBN 994417, Cedar Legal Aid, 12 Justice Row, Suite 2, Stockton, CA 95202", 48, 96, 564, 122),
    ("petitioner", "Petitioner", "Oluwafemi Grantham", 48, 126, 306, 152),
    ("respondent", "Respondent", "Delphinium Housing Partners, L.P.", 306, 126, 564, 152),
    ("street", "1. Your home address", "1864 Silver Maple Drive, Unit 7, Stockton, CA 95207", 48, 200, 400, 226),
    ("phone", "Your telephone", "(209) 555-0174", 400, 200, 564, 226),
    ("ssn", "2. Your Social Security number", "000-98-4417", 48, 226, 220, 252),
    ("dob", "Your date of birth", "07/04/1988", 220, 226, 400, 252),
    ("job", "Your employer", "San Joaquin Seed & Grain Co.", 400, 226, 564, 252),
    ("child1", "3. Child (full name)", "Ayodele Grantham", 48, 278, 306, 304),
    ("age1", "Age", "6", 306, 278, 360, 304),
    ("school1", "School", "Larkin Fields Elementary", 360, 278, 564, 304),
    ("child2", "Child (full name)", "Temperance Grantham", 48, 304, 306, 330),
    ("age2", "Age", "11", 306, 304, 360, 330),
    ("school2", "School", "Larkin Fields Elementary", 360, 304, 564, 330),
    ("adult", "4. Other adult in the household", "Benjamin Ashkenazi (roommate)", 48, 356, 306, 382),
    ("bank", "5. Bank and account number", "Delta Mutual Bank 33100-784417", 306, 356, 564, 382),
]  # fmt: skip

CHECKS = [("snap", "CalFresh", 60, 426, True), ("ssi", "SSI", 160, 426, False), ("wic", "WIC", 240, 426, True)]

TYPED = "4/2: B. Ashkenazi confirms he pays half the rent – CO"
STICKY = (
    "Call Ignatius Vermeulen at Delphinium, 209-555-0139, before this is filed. Oluwafemi must not be named to him."
)
REMARK = "check spelling w/ Mr. Grantham"


def make() -> bytes:
    """Build the form."""
    paper = Paper(style=SANS)
    paper.info = {"Title": "FW-9 Grantham", "Creator": "Court Forms Designer"}
    sheet = paper.sheet()
    sheet.box(48, 40, 564, 86, width=1.5)
    sheet.text(56, 58, "**REQUEST TO WAIVE COURT FEES**", Style(family="sans", size=13))
    sheet.text(56, 74, "Superior Court of California, County of San Joaquin", SANS)
    sheet.text(556, 58, "FW-9 (rev. 1/2024)", SMALL, align="right")
    sheet.text(556, 74, "Case number: STK-CV-UUD-2025-0004417", SANS, align="right")
    for _, label, _, x0, y0, x1, y1 in FIELDS:
        sheet.box(x0, y0, x1, y1, width=0.6)
        sheet.text(x0 + 3, y0 + 8, label, SMALL)
    sheet.text(48, 184, "**Petitioner fills this part.** Print or type.", SANS)
    sheet.text(48, 270, "**Children who live with you**", SANS)
    sheet.text(48, 348, "**Household**", SANS)
    sheet.text(48, 408, "6. I receive (check all that apply):", SANS)
    for _, label, x, y, _ in CHECKS:
        sheet.text(x + 16, y + 1, label, SANS)
    sheet.text(48, 462, "7. Why I ask for the waiver:", SANS)
    sheet.text(
        60, 478, "My hours were cut in January 2025. My brother, Adewale Grantham, of 22 Tidewater Lane, Lodi, CA", SANS
    )
    sheet.text(60, 491, "95240, lends me money. I cannot pay the filing fee of $435.", SANS)
    sheet.text(48, 540, "I declare under penalty of perjury that this is true.   Date: April 3, 2025", SANS)
    sheet.text(60, 570, "*/s/ Oluwafemi Grantham*", Style(size=11))
    sheet.rule(48, 574, 300, 574)
    sheet.text(48, 584, "Signature of petitioner", SMALL)
    sheet.text(
        306, 764, "This form is filed in the public record. Do not attach medical records.", SMALL, align="center"
    )
    paper.finish.append(lambda pdf: _add(pdf, sheet))
    return paper.save()


def _add(pdf: pikepdf.Pdf, sheet: Sheet) -> None:
    """Add the fields and annotations to the finished page."""
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    resources = Dictionary(Font=Dictionary(Helv=font))
    page = pdf.pages[0]
    fields = [_text_field(pdf, sheet, resources, row) for row in FIELDS]
    fields += [_check(pdf, sheet, row) for row in CHECKS]
    notes = [_typed(pdf, sheet, resources), *_sticky(pdf, sheet), _highlight(pdf, sheet)]
    for annot in (*fields, *notes):
        annot.P = page.obj
    page.Annots = Array([*fields, *notes])
    pdf.Root.AcroForm = Dictionary(Fields=Array(fields), DR=resources, DA="/Helv 9 Tf 0 g")


def _rect(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> Array:
    return Array([x0, sheet.height - y1, x1, sheet.height - y0])


def _drawn(
    pdf: pikepdf.Pdf, size: tuple[float, float], content: bytes, resources: Dictionary | None = None
) -> pikepdf.Object:
    return pdf.make_stream(
        content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, *size]), Resources=resources or Dictionary()
    )


def _shown(text: str, size: float, at: tuple[float, float]) -> bytes:
    raw = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /Helv %b Tf 0 g %b %b Td (%b) Tj ET" % (num(size), num(at[0]), num(at[1]), raw)


def _text_field(pdf: pikepdf.Pdf, sheet: Sheet, resources: Dictionary, row: tuple) -> pikepdf.Object:  # type: ignore[type-arg]
    name, label, value, x0, y0, x1, y1 = row
    box = (x0 + 2, y0 + 9, x1 - 2, y1 - 1)
    size = (box[2] - box[0], box[3] - box[1])
    content = b"/Tx BMC q " + _shown(value, 9, (2, 4.5)) + b" Q EMC"
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=name, TU=label, V=value, DV="", F=PRINTS,
            DA="/Helv 9 Tf 0 g", Rect=_rect(sheet, *box), AP=Dictionary(N=_drawn(pdf, size, content, resources)),
        )
    )  # fmt: skip


def _check(pdf: pikepdf.Pdf, sheet: Sheet, row: tuple) -> pikepdf.Object:  # type: ignore[type-arg]
    name, _, x, y, ticked = row
    frame = b"q 0 G 0.7 w 0.5 0.5 9 9 re S"
    on = _drawn(pdf, (10, 10), frame + b" 2 2 m 8 8 l 2 8 m 8 2 l S Q")
    off = _drawn(pdf, (10, 10), frame + b" Q")
    state = Name.Yes if ticked else Name.Off
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=name, V=state, AS=state, F=PRINTS,
            Rect=_rect(sheet, x, y - 8, x + 10, y + 2), AP=Dictionary(N=Dictionary(Yes=on, Off=off)),
        )
    )  # fmt: skip


def _typed(pdf: pikepdf.Pdf, sheet: Sheet, resources: Dictionary) -> pikepdf.Object:
    content = b"q 1 1 0.8 rg 0 0 290 18 re f Q " + _shown(TYPED, 10, (4, 5.5))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.FreeText, Contents=TYPED, DA="/Helv 10 Tf 0 g", F=PRINTS,
            Rect=_rect(sheet, 260, 606, 550, 624), AP=Dictionary(N=_drawn(pdf, (290, 18), content, resources)),
        )
    )  # fmt: skip


def _sticky(pdf: pikepdf.Pdf, sheet: Sheet) -> list[pikepdf.Object]:
    icon = _drawn(pdf, (18, 18), b"q 1 0.9 0.2 rg 0 0 18 18 re f 0 G 3 5 m 15 5 l 3 9 m 15 9 l 3 13 m 15 13 l S Q")
    note = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Contents=STICKY, T="cobuya", Name=Name.Note,
            Rect=_rect(sheet, 566, 130, 584, 148), AP=Dictionary(N=icon),
        )
    )  # fmt: skip
    popup = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Popup, Parent=note, Rect=_rect(sheet, 400, 150, 580, 250), Open=False)
    )
    note.Popup = popup
    return [note, popup]


def _highlight(pdf: pikepdf.Pdf, sheet: Sheet) -> pikepdf.Object:
    name = sheet.paper.width("Adewale Grantham", SANS)
    start = 60 + sheet.paper.width("My hours were cut in January 2025. My brother, ", SANS)
    box = (start, 470.0, start + name, 481.0)
    content = b"q /M gs 1 1 0 rg 0 0 %b 11 re f Q" % num(name)
    resources = Dictionary(ExtGState=Dictionary(M=Dictionary(BM=Name.Multiply)))
    x0, y0, x1, y1 = (float(v) for v in _rect(sheet, *box))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Highlight, Contents=REMARK, C=Array([1, 1, 0]), F=PRINTS,
            Rect=Array([x0, y0, x1, y1]), QuadPoints=Array([x0, y1, x1, y1, x0, y0, x1, y0]),
            AP=Dictionary(N=_drawn(pdf, (name, 11), content, resources)),
        )
    )  # fmt: skip
