"""A payroll register in narrow columns, where Social Security numbers and names break over line ends."""

from __future__ import annotations

from canvas import Paper, Style
from court import block, table

MONO = Style(family="mono", size=8.5)

ROWS = [
    ["Employee", "SSN", "Home address", "Hired", "Deposit to", "Gross"],
    ["ABARA, CHIDI EBERE", "987-65-\u00ad4327", "19 Cobble Ct, Trenton, NJ 08611", "03/14/2016", "Check", "2,140.00"],
    ["BJORNSDOTTIR, HREFNA", "987-65-\u00ad4328", "4417 Quaker Bridge Rd, Apt 2, Trenton, NJ 08619", "07/01/2019",
     "Acct 80044-\u00ad179921", "1,985.50"],
    ["DE LA CRUZ-ORTIZ, JUAN CARLOS", "000-12-\u00ad9934", "PO Box 662, Hamilton, NJ 08650", "11/30/2021",
     "Acct 70001-\u00ad144170", "1,722.25"],
    ["KAWAMURA, SETSUKO", "987-65-\u00ad4329", "302 W. Ingham Ave, Trenton, NJ 08638", "01/06/2014", "Check", "2,610.00"],
    ["McALLISTER-VEGA, ROISIN III", "666-04-\u00ad1199", "8 Fox Hollow Ln, Ewing, NJ 08628", "09/19/2022",
     "Acct 90210-\u00ad004417", "1,544.00"],
]  # fmt: skip

STUB = [
    "Employee:  Hrefna Bjornsdottir            SSN: 987-65-",
    "4328            Pay date: 05/24/2024",
    "Mail to:   4417 Quaker Bridge Road, Apartment 2",
    "           Trenton, New Jersey 08619",
    "Net pay:   $1,502.77 to account 80044-",
    "179921 at Delaware Crossing Bank",
    "Garnishment: none       Emergency contact: Magnus Bjornsdottir, (609) 555-0117",
]


def make() -> bytes:
    """Build the register."""
    paper = Paper(style=MONO)
    sheet = paper.sheet()
    sheet.text(54, 52, "**GARDEN TURNPIKE CATERING CO.**", Style(family="mono", size=11))
    block(
        sheet,
        54,
        66,
        ["77 Commerce Plaza, Suite 300, Trenton, NJ 08608          EIN 98-0044179", "PAYROLL REGISTER   Period 05/05/2024 - 05/18/2024   Batch 004417093"],
        leading=12,
        style=MONO,
    )  # fmt: skip
    [[cell.replace("Check", "Check") for cell in row] for row in ROWS]
    y = table(sheet, 54, 92, ROWS, [128, 50, 152, 62, 62, 54], style=MONO, right=(5,), leading=11)
    sheet.text(
        54, y + 18, "5 employees     Total gross 10,001.75     Prepared by: Ottoline Prendergast-Singh, payroll", MONO
    )
    y += 60
    sheet.box(54, y, 562, y + 140, width=0.8)
    sheet.text(60, y + 16, "**EARNINGS STATEMENT**", MONO)
    top = y + 36
    for row, line in enumerate(STUB):
        indent = len(line) - len(line.lstrip())
        sheet.line(60 + indent * 5.1, top + row * 14, [(line.strip(), MONO)])
    sheet.text(54, 764, "DEF-PAY-000417093", Style(family="mono", size=8))
    return paper.save()
