"""A docket report: parties, counsel with their addresses, a party without counsel, entries with dates and names."""

from __future__ import annotations

from canvas import Paper, Sheet, Style
from court import block, stamp, table

SERIF = Style(size=9.5)
BOLD = Style(size=9.5, bold=True)

ENTRIES = [
    ["Date Filed", "#", "Docket Text"],
    ["05/02/2024", "1", "COMPLAINT against All Defendants (Filing fee $405, receipt number AKYWDC-4417093), filed by "
     "Rosamund Achterbahn-Pell. (Attachments: # 1 Civil Cover Sheet, # 2 Exhibit A)(Holloway, Beatrix) (Entered: 05/02/2024)"],
    ["05/06/2024", "2", "Case assigned to Judge Horatio Ngata-Smythe and referred to Magistrate Judge Winifred L. Boateng. "
     "(dkp) (Entered: 05/06/2024)"],
    ["05/21/2024", "5", "SUMMONS Returned Executed as to Bluegrass Cold Storage, Inc. served on 5/14/2024, answer due "
     "6/4/2024. (Holloway, Beatrix) (Entered: 05/21/2024)"],
    ["06/04/2024", "9", "ANSWER to Complaint by Bluegrass Cold Storage, Inc. (Vandermolen, Pieter) (Entered: 06/04/2024)"],
    ["06/10/2024", "11", "LETTER from Agnieszka Lorentz, a former employee, dated 6/3/2024, re: conditions in the freezer. "
     "Ms. Lorentz asks that her address not be shown. (dkp) (Entered: 06/11/2024)"],
    ["07/19/2024", "16", "MOTION to Quash Subpoena by non-party Bartholomew Nakamura-Ives. (Attachments: # 1 Affidavit of "
     "Bartholomew Nakamura-Ives) (Entered: 07/19/2024)"],
    ["08/30/2024", "21", "ORDER by Magistrate Judge Winifred L. Boateng granting 16 Motion to Quash. cc: Counsel; "
     "Nakamura-Ives by US mail (dkp) (Entered: 08/30/2024)"],
    ["09/12/2024", "23", "NOTICE of Change of Address by Cornelius Vantongeren, pro se. (dkp) (Entered: 09/13/2024)"],
    ["10/01/2024", "24", "TRANSCRIPT of hearing held on 9/26/2024 before Magistrate Judge Boateng. Court Reporter "
     "Lucretia Obafemi, (502) 555-0107. Redaction Request due 10/22/2024. (Entered: 10/01/2024)"],
]  # fmt: skip


def make() -> bytes:
    """Build the report."""
    paper = Paper(style=SERIF, cid=True)
    sheet = paper.sheet()
    sheet.text(306, 54, "**U.S. District Court**", Style(size=13), align="center")
    sheet.text(306, 68, "**Western District of Kentucky (Louisville)**", Style(size=12), align="center")
    sheet.text(306, 82, "**CIVIL DOCKET FOR CASE #: 3:24-cv-00417-HNS-WLB**", Style(size=12), align="center")
    block(
        sheet,
        54,
        106,
        [
            "Achterbahn-Pell v. Bluegrass Cold Storage, Inc. et al",
            "Assigned to: Judge Horatio Ngata-Smythe",
            "Referred to: Magistrate Judge Winifred L. Boateng",
            "Cause: 42:2000e Job Discrimination (Employment)",
        ],
        leading=11.5,
    )
    block(
        sheet,
        360,
        106,
        ["Date Filed: 05/02/2024", "Jury Demand: Plaintiff", "Nature of Suit: 442 Civil Rights: Jobs", "Jurisdiction: Federal Question"],
        leading=11.5,
    )  # fmt: skip
    y = _parties(sheet)
    table(sheet, 54, y, ENTRIES, [62, 26, 416], style=Style(size=9))
    stamp(paper, "3:24-cv-00417-HNS-WLB", "31-2", "11/04/24")
    return paper.save()


def _parties(sheet: Sheet) -> float:
    left = (
        ["__Plaintiff__", "**Rosamund Achterbahn-Pell**"],
        ["__Defendant__", "**Bluegrass Cold Storage, Inc.**", "a Kentucky corporation"],
        ["__Defendant__", "**Cornelius Vantongeren**"],
    )
    right = (
        ["represented by **Beatrix Holloway**", "Holloway Okonjo PLLC", "620 West Jockey Street, Suite 1500",
         "Louisville, KY 40202", "502-555-0102", "Email: bholloway@ho-law.example", "*LEAD ATTORNEY*"],
        ["represented by **Pieter Vandermolen**", "Vandermolen & Strand LLP", "1 Riverfront Plaza, Suite 2200",
         "Louisville, KY 40202", "502-555-0104", "*ATTORNEY TO BE NOTICED*"],
        ["represented by **Cornelius Vantongeren**", "2906 Thistledown Road", "Louisville, KY 40205", "502-555-0191", "PRO SE"],
    )  # fmt: skip
    y = 168.0
    for who, counsel in zip(left, right, strict=True):
        block(sheet, 54, y, who, leading=11)
        y = block(sheet, 320, y, counsel, leading=11) + 7
    return y
