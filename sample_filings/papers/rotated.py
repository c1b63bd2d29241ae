"""A landscape table on a page that is turned by /Rotate, as an exhibit from a spreadsheet is."""

from __future__ import annotations

from canvas import Paper, Style
from court import table

SANS = Style(family="sans", size=9)

ROWS = [
    ["Unit", "Tenant", "Date of birth", "Moved out", "Forwarding address", "Telephone", "E-mail", "Deposit owed"],
    ["101", "Ambrose Tukufu-Hale", "12/04/1968", "02/28/2023", "2 Sagebrush Way, Carson City, NV 89701", "(775) 555-0131", "atukufu@sagemail.example", "$640.00"],
    ["104", "Ngozi Ballantyne", "08/30/1990", "03/31/2023", "c/o Vernon Ballantyne, 991 Pyramid Hwy #14, Sparks, NV 89436", "775-555-0132", "ngozi.b@sagemail.example", "$0.00"],
    ["112", "Rourke, Siobhan & Eamon", "05/17/1985", "04/15/2023", "47 Ferris Wheel Lane, Sacramento, CA 95816", "(916) 555-0133", "rourkes@rivermail.example", "$1,150.00"],
    ["207", "Pham Quoc Hung", "10/10/1977", "06/30/2023", "16 Orchid Terrace, San Jose, CA 95112", "408.555.0134", "qhung77@rivermail.example", "$815.25"],
    ["215", "Yitzhak Ben-Ami", "01/22/1959", "07/31/2023", "None given", "(775) 555-0136", "", "$95.00"],
    ["303", "Lakshmi S. Raghunathan", "09/09/1993", "08/31/2023", "5530 Vista Verde Dr, Reno, NV 89523", "(775) 555-0137", "lraghunathan@sagemail.example", "$1,200.00"],
]  # fmt: skip


def make() -> bytes:
    """Build the exhibit: drawn upright at 11 x 8.5 inches, then laid on its side and turned back by /Rotate."""
    paper = Paper(style=SANS, size=(792.0, 612.0))
    sheet = paper.sheet()
    sheet.text(40, 44, "**Palisade Court Apartments – deposits not returned**", Style(family="sans", size=13))
    sheet.text(40, 58, "Palisade Court Holdings LLC, 1500 Palisade Court, Suite 1, Reno, NV 89502", SANS)
    sheet.text(752, 44, "**EXHIBIT 3**", Style(family="sans", size=13), align="right")
    y = table(sheet, 40, 72, ROWS, [30, 112, 60, 56, 176, 78, 146, 54], style=SANS, right=(7,))
    sheet.text(40, y + 18, "Prepared from the ledger of Gunnar Whitcombe, property manager, on January 9, 2024.", SANS)
    sheet.text(40, 590, "PALISADE 000113", Style(family="sans", size=8))
    sheet.text(752, 590, "Page 1 of 1", Style(family="sans", size=8), align="right")
    sheet.lie_down()
    return paper.save()
