"""An e-mail chain printed as an exhibit: headers, a quoted reply, a signature block, an exhibit sticker."""

from __future__ import annotations

from canvas import Paper, Sheet, Style
from court import flowed

SANS = Style(family="sans", size=10)
SMALL = Style(family="sans", size=8)

FIRST = (
    "Tomasz,",
    "I spoke to HR again. Nkechi Obiora-Lane says the shift log for 2/11 was changed after the fact and that you have the "
    "old version on your phone. Please do not delete anything. If it is easier, drop the phone off at Aaliyah’s: 35 "
    "Bluebell Terrace, Alameda, CA 94501. She is home after 6.",
    "Gwen Pryce (copied) represents the company, so copy her only on what she may see.",
    "Dominic",
)

REPLY = (
    "I have it. The log shows Aaliyah Hassan-Reyes on the dock until 11:40 pm, same as she said, and badge scans for "
    "Sergei and for me. I also have the text from Aaliyah’s sister Noor asking why she was late.",
    "My old number is dead. Use 510-555-0188, or tomasz.wieczorek@northbay.example. I’m staying with my cousin at 1720 "
    "Fruitvale Cove Apt 5, Oakland CA 94601 until the first, don’t put that in the file.",
    "TW",
)


def make() -> bytes:
    """Build the exhibit."""
    paper = Paper(style=SANS, cid=True)
    sheet = paper.sheet()
    sheet.text(54, 50, "**Dominic Castellaw**", Style(family="sans", size=13))
    sheet.rule(54, 58, 558, 58, width=2)
    y = _head(
        sheet,
        78,
        [
            ("From:", "Tomasz Wieczorek <tomasz.wieczorek@northbay.example>"),
            ("Sent:", "Thursday, February 15, 2024 9:12 PM"),
            ("To:", "Castellaw, Dominic"),
            ("Cc:", "Gwendolyn Pryce, Esq.; Hassan-Reyes, Aaliyah"),
            ("Subject:", "RE: dock log – Feb 11 / A. Hassan-Reyes"),
            ("Attachments:", "IMG_2041.jpg; hassan-reyes log.pdf"),
        ],
    )
    y = _body(sheet, y + 10, REPLY)
    sheet.rule(54, y, 558, y, width=0.8, grey=0.6)
    y = _head(
        sheet,
        y + 18,
        [
            ("From:", "Castellaw, Dominic <dcastellaw@halcyonfreight.example>"),
            ("Sent:", "Thursday, February 15, 2024 4:47 PM"),
            ("To:", "tomasz.wieczorek@northbay.example"),
            ("Cc:", "Gwendolyn Pryce, Esq. <gpryce@pryce-law.example>"),
            ("Subject:", "dock log – Feb 11"),
        ],
    )
    y = _body(sheet, y + 10, FIRST)
    for line in (
        "**Dominic Castellaw** | Night Operations",
        "**Halcyon Freight Systems, Inc.**",
        "900 Drayage Way, Suite 210, Oakland, CA 94607",
        "Cell 510.555.0143",
    ):
        sheet.text(54, y, line, Style(family="sans", size=9))
        y += 12
    sheet.box(440, 690, 558, 742, width=1.2)
    sheet.text(499, 708, "**PLAINTIFF’S EXHIBIT**", SMALL, align="center")
    sheet.text(499, 732, "**14**", Style(family="sans", size=18), align="center")
    sheet.text(558, 764, "HALCYON_0004417", SMALL, align="right")
    sheet.text(306, 764, "1", SMALL, align="center")
    return paper.save()


def _head(sheet: Sheet, y: float, rows: list[tuple[str, str]]) -> float:
    for label, value in rows:
        sheet.text(54, y, f"**{label}**", SANS)
        sheet.text(150, y, value, SANS)
        y += 14
    return y


def _body(sheet: Sheet, y: float, paragraphs: tuple[str, ...]) -> float:
    for text in paragraphs:
        y = flowed(sheet, 54, y, text, width=500, leading=13, style=SANS) + 8
    return y
