"""A creditor matrix in three columns: people with their homes, companies, agencies, counsel, all in the same form."""

from __future__ import annotations

from canvas import Paper, Sheet, Style
from court import block, caption

STYLE = Style(size=9.5)

BLOCKS = """\
Abernathy Collections, LLC
Attn: Bankruptcy Dept.
PO Box 31007
Wilmington, DE 19850-1007

Adaobi Nwachukwu
5518 S. Marquette Road, Apt. 2F
Chicago, IL 60637

American Harbor Bank, N.A.
c/o Stoffel Griffith PLLC
77 W. Causeway Street, Suite 1800
Chicago, IL 60602

Bartholomew J. Krzyzewski, Jr.
RR 2 Box 118A
Kewanee, IL 61443

Cedar Mutual Insurance Company
One Cedar Plaza
Bloomington, IL 61701

City of Waukegan
Department of Water
100 N. Genesee Street
Waukegan, IL 60085

Consolidated Edgewater Utilities
P.O. Box 88117
Chicago, IL 60680-1117

Delphine Archambault
c/o Yvette Archambault
1203 ½ Linden Street
Evanston, IL 60202

Dr. Emeka Ogundimu, DDS
Lakeshore Family Dental, P.C.
2440 Green Bay Road, Suite 4
Waukegan, IL 60087

Estate of Harold Quisenberry
Attn: Maude Quisenberry
N1468 County Road H
Lake Geneva, WI 53147

Fernando Ávila-Montoya
3319 W. 26th Place
Chicago, IL 60623

Greenleaf Auto Finance Corp.
8800 Kestrel Parkway, 3rd Floor
Schaumburg, IL 60173

Hemlock & Pruett, P.C.
Attorneys at Law
415 Washington Street, Suite 210
Waukegan, IL 60085

Illinois Department of Revenue
Bankruptcy Section
PO Box 19035
Springfield, IL 62794-9035

Internal Revenue Service
Centralized Insolvency Operation
PO Box 7346
Philadelphia, PA 19101-7346

Jia Hui Tan and Wei Ming Tan
940 Sandalwood Ter. # 12
Schaumburg, IL 60193

Kestrel Bay Credit Union
225 Kestrel Bay Drive
Racine, WI 53402

Lars-Erik Söderqvist
HC 61 Box 20
Galena, IL 61036

Lashonda Marie Pettibone
Post Office Box 442
North Chicago, IL 60064

Mid-Prairie Medical Center
Patient Accounts
700 Prairie Avenue
Joliet, IL 60435

Muhammad Yusuf al-Karim
7251 N. Ridge Blvd., Unit 3
Chicago, IL 60645

O'Shaughnessy, Declan P.
18 Tamarack Ct
Lake Forest, IL 60045

Office of the United States Trustee
219 S. Dearborn St., Room 873
Chicago, IL 60604

Peach State Appliance Rental, Inc.
4417 Commerce Circle
Macon, GA 31210

Thandiwe M. Dlamini
26 Old Mill Lane
Gurnee, IL 60031
"""


def make() -> bytes:
    """Build the matrix."""
    paper = Paper(style=Style(size=11))
    sheet = paper.sheet()
    sheet.text(306, 56, "**UNITED STATES BANKRUPTCY COURT**", align="center")
    sheet.text(306, 69, "**NORTHERN DISTRICT OF ILLINOIS**", align="center")
    sheet.text(306, 82, "**EASTERN DIVISION**", align="center")
    parties = ["In re:", "", "\tGHISLAINE O. TREMBLAY and", "\tWALTER P. TREMBLAY,", "", "\t\t\tDebtors."]
    case = ["Chapter 7", "", "Case No. 24-99417", "", "Hon. Octavio R. Finnegan"]
    y = caption(sheet, 108, parties, case, left=72, middle=306, leading=13)
    sheet.text(306, y + 14, "**__VERIFICATION OF CREDITOR MATRIX__**", align="center")
    y = _verification(sheet, y + 34)
    blocks = [part.split("\n") for part in BLOCKS.strip().split("\n\n")]
    third = -(-len(blocks) // 3)
    for column in range(3):
        at = y + 12
        for lines in blocks[column * third : (column + 1) * third]:
            at = block(sheet, 54 + 176 * column, at, lines, leading=10.6, style=STYLE) + 9
    sheet.text(306, 770, "1", Style(size=9), align="center")
    return paper.save()


def _verification(sheet: Sheet, y: float) -> float:
    lines = [
        "The above-named debtors, of 611 Chestnut Hollow Drive, Waukegan, Illinois 60085, verify that the attached list of",
        "creditors is true and correct to the best of their knowledge.",
        "",
        "Date: November 4, 2024          */s/ Ghislaine O. Tremblay*                    */s/ Walter P. Tremblay*",
        "                                                 Debtor                                                  Joint Debtor",
        "Counsel: Philippa Rourke (ARDC #9994170), Rourke Insolvency Law, 53 W. Harbinger Blvd., Suite 1610, Chicago, IL 60604",
    ]
    return block(sheet, 54, y, lines, leading=12, style=Style(size=10))
