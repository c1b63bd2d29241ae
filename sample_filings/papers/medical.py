"""A hospital's face sheet and progress note: labels and values in cells, an insurance policy, a telephone list."""

from __future__ import annotations

from canvas import Paper, Sheet, Style
from court import cell, flowed

SANS = Style(family="sans", size=9)

NOTE = (
    "Ms. Rahman is a 46 y.o. woman seen for follow-up of a left distal radius fracture (fall from a loading dock at work, "
    "03/02/2024). Accompanied by her husband, Imran. Pt reports numbness in two fingers, worse at night.",
    "Exam: well healed. Grip 18 kg L, 31 kg R. Ayesha is right-handed. Tinel positive. Films reviewed with Dr. Lindqvist.",
    "Plan: EMG ordered. Off work through 06/14/2024. RAHMAN, AYESHA B. was given a copy of this note at the desk. Call "
    "Mr. Rahman at (253) 555-0178 with results; pt does not want calls at her sister Farzana Chowdhury’s number.",
)


def make() -> bytes:
    """Build the record."""
    paper = Paper(style=SANS)
    paper.info = {"Title": "RAHMAN_AYESHA_00481516"}
    sheet = paper.sheet()
    sheet.text(48, 52, "**Saint Brennan Medical Center**", Style(family="sans", size=15))
    sheet.text(48, 66, "3300 Harbor Bluff Drive, Tacoma, WA 98402", SANS)
    sheet.text(564, 52, "**PATIENT FACE SHEET**", Style(family="sans", size=11), align="right")
    sheet.text(564, 66, "Printed 05/20/2024 10:14", SANS, align="right")
    y = _grid(sheet, 80)
    sheet.text(48, y + 26, "**PROGRESS NOTE**   Date of service: 05/17/2024   Clinic: Hand & Wrist", SANS)
    sheet.rule(48, y + 31, 564, y + 31)
    y += 46
    for text in NOTE:
        y = flowed(sheet, 48, y, text, width=516, leading=12.5, style=SANS) + 7
    sheet.text(48, y + 8, "Electronically signed: Margit Fenwick-Obi, PA-C   05/17/2024 16:40", SANS)
    sheet.text(48, 764, "RAHMAN, AYESHA B.   MRN 00481516   DOB 07/23/1977", Style(family="sans", size=8))
    sheet.text(564, 764, "SBMC-000117", Style(family="sans", size=8), align="right")
    return paper.save()


def _grid(sheet: Sheet, y: float) -> float:
    rows = (
        ((0.45, "PATIENT NAME", "Rahman, Ayesha B."), (0.2, "DATE OF BIRTH", "07/23/1977"), (0.1, "SEX", "F"),
         (0.25, "MRN", "00481516")),
        ((0.65, "HOME ADDRESS", "4809 Pearl Harvest Way, Apt. 3C, Lakewood, WA 98499"),
         (0.35, "HOME PHONE", "(253) 555-0145")),
        ((0.35, "SSN", "987-65-4324"), (0.65, "EMPLOYER", "Puget Rail Logistics, Inc.")),
        ((0.45, "SPOUSE / EMERGENCY CONTACT", "Imran Rahman"), (0.2, "RELATION", "Husband"),
         (0.35, "PHONE", "(253) 555-0178")),
        ((0.35, "INSURER", "Cascade Mutual Health Plan"), (0.3, "POLICY NO.", "HXG-4471-20981"),
         (0.35, "SUBSCRIBER", "Rahman, Imran")),
        ((0.35, "ADMIT DATE", "03/02/2024"), (0.3, "DISCHARGE DATE", "03/04/2024"),
         (0.35, "ATTENDING", "Lindqvist, Per, MD")),
    )  # fmt: skip
    for row in rows:
        x = 48.0
        for part, label, value in row:
            cell(sheet, (x, y, x + 516 * part, y + 29), label, value, style=SANS)
            x += 516 * part
        y += 29
    return y
