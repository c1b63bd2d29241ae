"""A criminal complaint with the affidavit of an agent: victims, accounts, a home to be searched."""

from __future__ import annotations

from canvas import Flow, Paper, Shape, Sheet, Style
from court import caption

BODY = Shape(leading=24, first=36)
HEAD = Shape(leading=24, first=0, align="center", together=60)

PARTIES = [
    "UNITED STATES OF AMERICA",
    "",
    "\tv.",
    "",
    "DARIUSZ KOWALSKI-BRANDT,",
    "\ta/k/a “Derek Brandt”",
]
CASE = ["", "Case No. 2:25-mj-00417", "", "**CRIMINAL COMPLAINT**", "(18 U.S.C. §§ 1343, 1349)"]


def make() -> bytes:
    """Build the complaint."""
    paper = Paper(style=Style(size=12))

    def turn() -> Sheet:
        sheet = paper.sheet()
        sheet.text(306, 756, str(len(paper.sheets)), align="center")
        return sheet

    flow = Flow(paper, turn, left=72, width=468, top=84, bottom=724)
    sheet = flow.sheet
    sheet.text(306, 66, "**UNITED STATES DISTRICT COURT**", align="center")
    sheet.text(306, 80, "**SOUTHERN DISTRICT OF TEXAS**", align="center")
    sheet.text(306, 94, "**CORPUS CHRISTI DIVISION**", align="center")
    flow.y = caption(sheet, 122, PARTIES, CASE, left=72, middle=300, leading=14, sign="|") + 20
    _affidavit(flow)
    flow.end()
    return paper.save()


def _affidavit(flow: Flow) -> None:
    flow.add("**AFFIDAVIT IN SUPPORT OF A CRIMINAL COMPLAINT**", HEAD)
    flow.add("I, Noelle T. Abernethy, being first duly sworn, depose and state:", BODY)
    flow.add(
        "1.~~~I am a Special Agent of the Federal Bureau of Investigation. I have been one since 2014. With me on this "
        "investigation are Task Force Officer Reuben Castañeda and Postal Inspector Ifeoma Lindgren.",
        BODY,
    )
    flow.add(
        "2.~~~From about May 2023 to about January 2025, DARIUSZ KOWALSKI-BRANDT, born August 14, 1983, called people in "
        "their seventies and eighties and told them that a grandchild was in jail. KOWALSKI-BRANDT lives at 512 Saltgrass "
        "Court, Corpus Christi, Texas 78412 (the “Saltgrass Court residence”). His Social Security number is 666-12-0417.",
        BODY,
    )
    flow.add("**The Victims**", HEAD)
    flow.add(
        "3.~~~Hortensia Villaseñor, age 81, of 3 Mockingbird Circle, Rockport, Texas 78382, wired $9,500 on June 6, 2023, "
        "from her account at Gulf Prairie Bank, account number 5520038841, to an account in the name of Brandt Coastal "
        "Rentals LLC ending in 7719. When Mrs. Villaseñor asked to speak to her grandson, a second man took the "
        "telephone.",
        BODY,
    )
    flow.add(
        "4.~~~Ephraim Goldwasser, age 77, a retired machinist from Port Aransas, Texas, sent $14,200 in two parcels. The "
        "parcels went to P.O. Box 4417, Corpus Christi, Texas 78403, which KOWALSKI-BRANDT had rented with Texas driver "
        "license 00441793. Mr. Goldwasser kept the labels. His wife, Mrs. Miriam Goldwasser, wrote down the number of the "
        "caller, (361) 555-0184.",
        BODY,
    )
    flow.add(
        "5.~~~A third victim, who is known to the government, lost $31,000 and is called Victim 3 here.",
        BODY,
    )
    flow.add("**The Search**", HEAD)
    flow.add(
        "6.~~~On January 22, 2025, United States Magistrate Judge Clementine Achebe signed a warrant for the Saltgrass "
        "Court residence. In a kitchen drawer agents found a notebook that bears the names “Villaseñor, H.” and "
        "“Goldwasser,” and a passport, no. 000441798, in the name of Ruslan Teymurov. Teymurov, who has not been charged, "
        "told TFO Castañeda that he was paid $200 a day. A debit card, number 4000 0098 7654 7719, was in his wallet.",
        BODY,
    )
    flow.add(
        "7.~~~*See Neder v. United States*, 527 U.S. 1, 25 (1999) (what a scheme to defraud is); *United States v. "
        "Brandt-Lyle*, No. 4:19-cr-00221 (S.D. Tex. Mar. 3, 2020) (calls to elderly persons).",
        BODY,
    )
    flow.skip(4)
    flow.add("*/s/ Noelle T. Abernethy*", Shape(leading=14, first=0, left=234, together=160))
    flow.add("Noelle T. Abernethy, Special Agent, FBI", Shape(leading=14, first=0, left=234, after=14))
    flow.add(
        "Sworn to by telephone on January 24, 2025, under Fed. R. Crim. P. 4.1, and probable cause found.",
        Shape(leading=14, first=36, after=20),
    )
    flow.add("*/s/ Clementine Achebe*", Shape(leading=14, first=0, left=234))
    flow.add("CLEMENTINE ACHEBE", Shape(leading=14, first=0, left=234))
    flow.add("United States Magistrate Judge", Shape(leading=14, first=0, left=234))
