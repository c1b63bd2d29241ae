"""A declaration of counsel with a police report as its exhibit: cells, capitals, names written surname first."""

from __future__ import annotations

from canvas import Flow, Paper, Shape, Sheet, Style
from court import block, caption, cell, flowed

SANS = Style(family="sans", size=9)
BODY = Shape(leading=24, first=36)

PARTIES = [
    "GARRETT LYLE PRUITT,",
    "",
    "\t\tPlaintiff,",
    "\tv.",
    "",
    "CITY OF TEHALUNA and OFFICER",
    "MARIANA DELGADO-PRICE,",
    "",
    "\t\tDefendants.",
]
CASE = [
    "Case No. 3:24-cv-00456-RWF-CSD",
    "",
    "**DECLARATION OF ANSELM J.**",
    "**KOVALENKO IN SUPPORT OF**",
    "**DEFENDANTS’ MOTION FOR**",
    "**SUMMARY JUDGMENT**",
]

NARRATIVE = (
    "ON 08/19/2023 AT 2214 HRS I WAS DISPATCHED TO THE PARKING LOT OF KESTREL MARKET, 1800 BLOCK OF TOLLIVER ROAD, REF "
    "A DISTURBANCE. UPON ARRIVAL I CONTACTED THE R/P, CELESTE FONTAINE, WHO WAS UPSET AND HAD A SCRAPE ON HER LEFT "
    "FOREARM. FONTAINE STATED THAT A MALE SHE KNOWS AS “SONNY,” LATER IDENTIFIED AS GARRETT PRUITT, HAD REACHED THROUGH "
    "THE WINDOW OF HER VEHICLE (NV PLATE 000-KSTL) AND TAKEN HER PURSE.",
    "FONTAINE’S DAUGHTER, ELISE, WAS IN THE BACK SEAT. I SPOKE WITH ELISE FONTAINE IN THE PRESENCE OF HER MOTHER. "
    "ELISE SAID THE MAN HAD “A BIRD” ON HIS NECK. PRUITT HAS A TATTOO OF AN EAGLE ON HIS NECK.",
    "FOLASADE ADEYEMI, WHO WAS LOADING GROCERIES TWO SPACES AWAY, SAW PRUITT RUN NORTH. ADEYEMI WROTE DOWN THE LAST "
    "THREE OF THE PLATE. I LOCATED PRUITT AT 2231 HRS. PRUITT REFUSED TO SIT DOWN AND I PLACED HIM IN A CONTROL HOLD. "
    "OFC. DELGADO-PRICE AND SGT. HOLLIS WINTERBOTTOM ASSISTED. PRUITT WAS BOOKED UNDER NRS 200.380.",
    "ON 08/21/2023 I RETURNED A CALL FROM MS. FONTAINE. SHE HAD MOVED TO HER SISTER’S PLACE AT 77 HEN HOUSE LANE, SPARKS, "
    "NV 89431, AND DID NOT WANT PRUITT TO KNOW.",
)


def make() -> bytes:
    """Build the declaration and its exhibit."""
    paper = Paper(style=Style(size=12))
    _declaration(paper)
    _report(paper)
    _narrative(paper)
    return paper.save()


def _declaration(paper: Paper) -> None:
    def turn() -> Sheet:
        sheet = paper.sheet()
        sheet.text(306, 756, f"– {len(paper.sheets)} –", Style(size=10), align="center")
        return sheet

    flow = Flow(paper, turn, left=72, width=468, top=84, bottom=724)
    sheet = flow.sheet
    y = block(
        sheet,
        72,
        72,
        [
            "Anselm J. Kovalenko, Esq. (NV Bar No. 99417)",
            "TEHALUNA CITY ATTORNEY’S OFFICE",
            "1 East Harbinger Street",
            "Reno, Nevada 89501",
            "(775) 555-0108 | akovalenko@tehaluna.example",
            "*Attorney for Defendants*",
        ],
        leading=13,
    )
    sheet.text(306, y + 24, "**UNITED STATES DISTRICT COURT**", align="center")
    sheet.text(306, y + 38, "**DISTRICT OF NEVADA**", align="center")
    flow.y = caption(sheet, y + 66, PARTIES, CASE, left=72, middle=306, leading=13) + 20
    flow.add("I, Anselm J. Kovalenko, declare:", BODY)
    flow.add(
        "1.~~~I am a deputy city attorney and counsel for the City of Tehaluna and Officer Mariana Delgado-Price. I "
        "make this declaration from my own knowledge.",
        BODY,
    )
    flow.add(
        "2.~~~Attached as **Exhibit A** is a true copy of Tehaluna Police Department report no. 23-0081944, written by "
        "Officer Josiah Crane. The person who called for help was Celeste Marguerite Fontaine, of 1109 Wisteria Ct., "
        "Unit B, Reno, Nevada 89502. She is not a party.",
        BODY,
    )
    flow.add(
        "3.~~~Plaintiff Garrett Lyle Pruitt admits that he was at the market. (Pruitt Dep. 41:7–42:2.) He disputes what "
        "Ms. Fontaine and Ms. Adeyemi saw.",
        BODY,
    )
    flow.add(
        "I declare under penalty of perjury that the foregoing is true and correct. Executed on January 14, 2025, at "
        "Reno, Nevada.",
        BODY,
    )
    block(flow.sheet, 320, flow.y + 6, ["*/s/ Anselm J. Kovalenko*", "Anselm J. Kovalenko"], leading=14)


def _report(paper: Paper) -> None:
    sheet = paper.sheet()
    sheet.text(306, 40, "**EXHIBIT A**", Style(size=14), align="center")
    sheet.text(54, 66, "**TEHALUNA POLICE DEPARTMENT**", Style(family="sans", size=13))
    sheet.text(558, 66, "INCIDENT / CRIME REPORT", Style(family="sans", size=10), align="right")
    x, right = 54.0, 558.0

    def row(y: float, height: float, cells: list[tuple[float, str, str]]) -> float:
        at = x
        for part, label, value in cells:
            wide = (right - x) * part
            cell(sheet, (at, y, at + wide, y + height), label, value, style=SANS)
            at += wide
        return y + height

    y = row(76, 28, [(0.25, "CASE NUMBER", "23-0081944"), (0.25, "DATE/TIME OCCURRED", "08/19/2023 2205 hrs"),
                     (0.25, "DATE/TIME REPORTED", "08/19/2023 2214 hrs"), (0.25, "OFFENSE", "NRS 200.380 Robbery")])  # fmt: skip
    y = row(y, 28, [(0.6, "LOCATION OF OCCURRENCE", "Kestrel Market lot, 1800 blk Tolliver Road"),
                    (0.4, "REPORTING OFFICER / ID", "Ofc. J. Crane #4471")])  # fmt: skip
    people = [
        ("VICTIM / REPORTING PARTY", "Fontaine, Celeste Marguerite", "F", "02/17/1986",
         "1109 Wisteria Ct, Unit B, Reno, NV 89502", "(775) 555-0147", "NV 0004417982", "987-65-4321"),
        ("SUSPECT", "Pruitt, Garrett Lyle", "M", "11/30/1979",
         "402 Sandpiper Court #9, Sun Valley, NV 89433", "(775) 555-0181", "NV 0009983310", "000-41-7720"),
        ("WITNESS 1", "Adeyemi, Folasade O.", "F", "05/08/1991",
         "P.O. Box 4417, Sparks, NV 89432", "(775) 555-0126", "", ""),
        ("WITNESS 2 (JUVENILE)", "Fontaine, Elise", "F", "10/02/2014 (age 8)",
         "Same as victim", "", "", ""),
    ]  # fmt: skip
    for title, name, sex, born, address, phone, licence, number in people:
        sheet.box(x, y + 6, right, y + 19, width=0.5, fill=0.85)
        sheet.text(x + 4, y + 16, title, Style(family="sans", size=8, bold=True))
        y = row(y + 19, 28, [(0.5, "NAME (LAST, FIRST, MIDDLE)", name), (0.1, "SEX", sex), (0.4, "DOB", born)])
        y = row(y, 28, [(0.65, "RESIDENCE ADDRESS", address), (0.35, "PHONE", phone)])
        y = row(y, 28, [(0.5, "DRIVER LICENSE NO.", licence), (0.5, "SSN", number)])
    y = row(y + 8, 28, [(0.7, "VEHICLE (YEAR, MAKE, MODEL, COLOR)", "2016 Subaru Outback, green"),
                        (0.3, "LICENSE PLATE", "NV 000-KSTL")])  # fmt: skip
    sheet.text(306, 770, "TPD Form 12 (rev. 04/2019)     Page 1 of 2", Style(family="sans", size=7), align="center")


def _narrative(paper: Paper) -> None:
    sheet = paper.sheet()
    sheet.text(54, 60, "**NARRATIVE**", Style(family="sans", size=11))
    sheet.text(558, 60, "CASE NUMBER 23-0081944", Style(family="sans", size=9), align="right")
    sheet.box(54, 68, 558, 480, width=0.7)
    y = 86.0
    for text in NARRATIVE:
        y = flowed(sheet, 62, y, text, width=488, leading=12.5, style=Style(family="mono", size=9.5)) + 9
    style = Style(family="sans", size=9)
    block(sheet, 54, 505, ["Reporting officer: J. CRANE #4471", "Approved by: SGT. H. WINTERBOTTOM #2209"], style=style)
    sheet.text(306, 770, "TPD Form 12 (rev. 04/2019)     Page 2 of 2", Style(family="sans", size=7), align="center")
