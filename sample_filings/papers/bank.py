"""A bank statement: owners, account and card numbers, a table of transactions that names payees."""

from __future__ import annotations

from canvas import Paper, Style
from court import block, table

SANS = Style(family="sans", size=9)
BIG = Style(family="sans", size=16, bold=True)

ROWS = [
    ["Date", "Description", "Withdrawals", "Deposits", "Balance"],
    ["09/01", "Beginning balance", "", "", "4,120.55"],
    ["09/03", "Direct deposit – Puget Rail Logistics, Inc. payroll", "", "2,846.10", "6,966.65"],
    ["09/04", "Check 1187", "1,450.00", "", "5,516.65"],
    ["09/05", "Debit card 4000 0012 3456 4417 Saltwater Grocery, Kirkland WA", "86.14", "", "5,430.51"],
    ["09/09", "Payment to Priscilla Mutombo – “rent share”", "700.00", "", "4,730.51"],
    ["09/11", "Transfer to savings account 000417-33-9902", "500.00", "", "4,230.51"],
    ["09/13", "Payment from Zsófia Halmos – concert", "", "62.00", "4,292.51"],
    ["09/18", "ACH debit Cascade Mutual Health Plan premium", "318.40", "", "3,974.11"],
    ["09/20", "Wire to Nordmark Eiendom AS, ref. H. Eikeland", "1,000.00", "", "2,974.11"],
    ["09/24", "Debit card 4000 0012 3456 4417 Ferryman Fuel #31, Bellevue WA", "51.09", "", "2,923.02"],
    ["09/30", "Interest paid", "", "0.27", "2,923.29"],
]


def make() -> bytes:
    """Build the statement."""
    paper = Paper(style=SANS)
    paper.info = {"Title": "eStatement 000417-22-8831 Eikeland"}
    sheet = paper.sheet()
    sheet.text(54, 56, "Kestrel Bay Credit Union", BIG)
    sheet.text(54, 70, "225 Kestrel Bay Drive, Kirkland, WA 98033   |   Member services 1-800-555-0155", SANS)
    sheet.rule(54, 78, 558, 78, width=2.5)
    block(
        sheet,
        54,
        110,
        ["SUNNIVA EIKELAND", "HALVARD P EIKELAND", "14210 NE ALDERCREST LN", "KIRKLAND WA 98034-4417"],
        leading=12,
        style=Style(family="sans", size=10),
    )
    x = 350.0
    sheet.box(x, 92, 558, 166, width=0.6, fill=0.93)
    for row, (label, value) in enumerate((
        ("Statement period", "09/01/2024 – 09/30/2024"),
        ("Member number", "0004417"),
        ("Account", "Everyday Checking"),
        ("Account number", "000417-22-8831"),
        ("Debit card", "4000 0012 3456 4417"),
    )):  # fmt: skip
        sheet.text(x + 8, 106 + 13 * row, label, SANS)
        sheet.text(550, 106 + 13 * row, value, Style(family="sans", size=9, bold=True), align="right")
    sheet.text(54, 200, "**Your activity**", Style(family="sans", size=12))
    y = table(sheet, 54, 208, ROWS, [46, 278, 62, 58, 60], style=SANS, right=(2, 3, 4), rules=False)
    y = block(
        sheet,
        54,
        y + 28,
        [
            "**Summary of your accounts**",
            "Everyday Checking 000417-22-8831          $2,923.29",
            "Sunrise Savings 000417-33-9902                $11,408.00",
            "Auto loan 7741-000417-5 (Halvard)             $9,217.66 owed",
        ],
        leading=14,
    )
    sheet.text(
        54,
        y + 12,
        "Joint owners: Sunniva Eikeland and Halvard P. Eikeland. Payable on death to: Aurelio Ferrante-Eikeland.",
        SANS,
    )
    sheet.text(54, 740, "Federally insured by NCUA. In case of errors, write to us at the address above within 60 days.",
               Style(family="sans", size=7.5))  # fmt: skip
    sheet.text(558, 764, "**EXHIBIT D**   KBCU-SUBP-000021", Style(family="sans", size=9), align="right")
    return paper.save()
