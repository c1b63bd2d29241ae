"""A proof of service on the court's form: who was served, at which home, by whom, and for what fee."""

from __future__ import annotations

from canvas import Paper, Sheet, Style
from court import flowed

FILLED = Style(family="mono", size=10)
SMALL = Style(size=9, italic=True)


def make() -> bytes:
    """Build the proof of service."""
    paper = Paper(style=Style(size=11))
    sheet = paper.sheet()
    sheet.text(54, 50, "AO 440 (Rev. 06/12)  Summons in a Civil Action (Page 2)", Style(size=8.5))
    sheet.rule(54, 56, 558, 56)
    sheet.text(54, 74, "Civil Action No.  2:25-cv-00094-TWO-JDP")
    sheet.text(306, 94, "*Bexley Orchards, LLC v. Marguerite Delacroix-Stone*", align="center")
    sheet.text(306, 124, "**PROOF OF SERVICE**", Style(size=14), align="center")
    sheet.text(306, 140, "**(This section should not be filed with the court unless required by Fed. R. Civ. P. 4 (l))**",
               Style(size=10), align="center")  # fmt: skip
    sheet.text(72, 172, "This summons for (name of individual and title, if any)")
    _fill(sheet, 340, 172, 558, "Marguerite Delacroix-Stone")
    sheet.text(54, 190, "was received by me on (date)")
    _fill(sheet, 192, 190, 300, "03/06/2025")
    y = _choice(sheet, 222, "I personally served the summons on the individual at (place)", tick=False)
    _fill(sheet, 90, y, 330, "")
    sheet.text(334, y, "on (date)")
    _fill(sheet, 382, y, 500, "")
    y = _choice(
        sheet, y + 30, "I left the summons at the individual’s residence or usual place of abode with (name)", tick=True
    )
    _fill(sheet, 90, y, 300, "Kwabena Sarpong")
    sheet.text(304, y, ", a person of suitable age and discretion who resides there,")
    sheet.text(90, y + 18, "on (date)")
    _fill(sheet, 136, y + 18, 230, "03/11/2025")
    sheet.text(234, y + 18, ", and mailed a copy to the individual’s last known address; or")
    y = _choice(sheet, y + 48, "I served the summons on (name of individual)", tick=False)
    _fill(sheet, 90, y, 330, "")
    y = _choice(sheet, y + 30, "I returned the summons unexecuted because", tick=False)
    _fill(sheet, 90, y, 500, "")
    y = _choice(sheet, y + 30, "Other (specify):", tick=True)
    note = (
        "Mr. Sarpong, who said that he is the defendant’s stepson, came to the door at 731 Juniper Bend, Roseville, CA "
        "95678, at 7:52 p.m. Ms. Delacroix-Stone’s car (CA plate 0KST417) stood in the drive. A copy was mailed the next "
        "day to her at 731 Juniper Bend, Roseville, California 95678."
    )
    y = flowed(sheet, 90, y + 2, note, width=460, leading=14, style=FILLED)
    sheet.text(72, y + 18, "My fees are $")
    _fill(sheet, 136, y + 18, 190, "40.00")
    sheet.text(196, y + 18, "for travel and $")
    _fill(sheet, 270, y + 18, 330, "85.00")
    sheet.text(336, y + 18, "for services, for a total of $")
    _fill(sheet, 464, y + 18, 530, "125.00")
    sheet.text(72, y + 42, "I declare under penalty of perjury that this information is true.")
    sheet.text(54, y + 78, "Date:")
    _fill(sheet, 84, y + 78, 190, "03/13/2025")
    for row, (value, label) in enumerate((
        ("/s/ Thaddeus Okafor", "Server’s signature"),
        ("Thaddeus Okafor, Swiftwater Legal Process, Reg. 24-0417", "Printed name and title (registered process server)"),
        ("402 Mercantile Street, Suite 9, Sacramento, CA 95814", "Server’s address"),
    )):  # fmt: skip
        at = y + 78 + 34 * row
        _fill(sheet, 220, at, 558, value, size=9 if row else 10)
        sheet.text(389, at + 12, label, SMALL, align="center")
    sheet.text(54, y + 192, "Additional information regarding attempted service, etc.:")
    _fill(sheet, 54, y + 212, 558, "03/08/2025 10:15 a.m. no answer; neighbor (Ines Quaresma, 735) said she is home evenings.",
          size=9)  # fmt: skip
    return paper.save()


def _fill(sheet: Sheet, x: float, y: float, end: float, value: str, *, size: float = 10) -> None:
    sheet.rule(x, y + 3, end, y + 3, width=0.5)
    if value:
        sheet.text(x + 4, y, value, Style(family="mono", size=size))


def _choice(sheet: Sheet, y: float, text: str, *, tick: bool) -> float:
    sheet.box(72, y - 9, 81, y, width=0.7)
    if tick:
        sheet.text(73.5, y - 1, "X", Style(family="sans", size=9, bold=True))
    sheet.text(90, y, text)
    return y + 18
