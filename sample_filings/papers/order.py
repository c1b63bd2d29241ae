"""An order that must come out without any box: parties, counsel, a judge, cited cases, docket and Bates numbers."""

from __future__ import annotations

from canvas import Flow, Paper, Shape, Sheet, Style
from court import block, caption, on, stamp

BODY = Shape(leading=24, first=36)
QUOTE = Shape(leading=12, first=0, left=36, right=36, after=12)
HEAD = Shape(leading=24, first=0)

PARTIES = [
    "BENEDIKTA OSEI-BONSU, RENATO",
    "VILLAGRÁN, and the ESTATE OF WILL",
    "BOND, by its administrator MAY CHURCH,",
    "",
    "\t\tPlaintiffs,",
    "",
    "\tvs.",
    "",
    "CITY OF TEHALUNA; OFFICER",
    "BRANDON T. ASHWORTH; LIEUTENANT",
    "SIOBHÁN O’DOHERTY-PRINCE; and ST.",
    "PIERRE SECURITY SERVICES, INC.,",
    "",
    "\t\tDefendants.",
]

CASE = [
    "Case No. 1:22-cv-01388-LMH-ZQA",
    "",
    "ORDER GRANTING IN PART",
    "PLAINTIFFS’ MOTION TO COMPEL AND",
    "DENYING DEFENDANTS’ MOTION FOR",
    "A PROTECTIVE ORDER",
    "",
    "(Docs. 58, 61)",
    "",
    "**FOURTEEN-DAY DEADLINE**",
]


def make() -> bytes:
    """Build the order."""
    paper = Paper(style=Style(size=12))

    def turn() -> Sheet:
        sheet = paper.sheet()
        for line in range(1, 29):
            sheet.text(66, on(line), str(line), align="right")
        sheet.rule(78, 0, 78, sheet.height)
        sheet.text(319, 760, str(len(paper.sheets)), align="center")
        return sheet

    flow = Flow(paper, turn, left=88, width=452, top=on(1), bottom=on(28))
    sheet = flow.sheet
    sheet.text(319, on(8), "IN THE UNITED STATES DISTRICT COURT", align="center")
    sheet.text(319, on(9), "FOR THE EASTERN DISTRICT OF CALIFORNIA", align="center")
    caption(sheet, on(11), PARTIES, CASE)
    flow.y = on(19)
    _background(flow)
    _discussion(flow)
    _order(flow)
    flow.end()
    stamp(paper, "1:22-cv-01388-LMH-ZQA", "74", "11/18/24")
    return paper.save()


def _background(flow: Flow) -> None:
    flow.add("**I.~~~Background**", HEAD)
    flow.add(
        "Plaintiffs Benedikta Osei-Bonsu and Renato Villagrán, with the Estate of Will Bond, sue the City of Tehaluna, "
        "Officer Brandon T. Ashworth, Lieutenant Siobhán O’Doherty-Prince, and St. Pierre Security Services, Inc. under "
        "42 U.S.C. § 1983 and the Bane Act, Cal. Civ. Code § 52.1, for the events of July 4, 2021. (Doc. 1 ¶¶ 12–31.) On "
        "September 9, 2024, Plaintiffs moved to compel answers to Interrogatory Nos. 4, 7 and 11 and the production of "
        "CITY-000123456 through CITY-000123502. (Doc. 58.) Defendants opposed (Doc. 60) and moved for a protective order "
        "(Doc. 61). The Court heard argument on October 23, 2024. Rafael Quintero Salas appeared for Plaintiffs; "
        "Gretchen Abiodun-Lowe appeared for the City and Officer Ashworth; and Jean-Luc Marchetti appeared for St. Pierre "
        "Security Services.",
        BODY,
    )
    flow.add(
        "Mr. Bond died while the action was pending. His sister, May Church, was substituted as administrator on March "
        "1, 2023. (Doc. 33.) Ms. Church and Ms. Osei-Bonsu verified the interrogatory answers that Defendants call "
        "incomplete.",
        BODY,
    )


def _discussion(flow: Flow) -> None:
    flow.add("**II.~~Discussion**", HEAD)
    flow.add(
        "Parties may obtain discovery of “any nonprivileged matter that is relevant to any party’s claim or defense and "
        "proportional to the needs of the case.” Fed. R. Civ. P. 26(b)(1). The party that resists discovery must show "
        "why it should not be had. *Blankenship v. Hearst Corp.*, 519 F.2d 418, 429 (9th Cir. 1975). Official information "
        "is weighed as *Sanchez v. City of Santa Ana*, 936 F.2d 1027, 1033–34 (9th Cir. 1990), and *Kelly v. City of San "
        "Jose*, 114 F.R.D. 653, 669 (N.D. Cal. 1987), direct.",
        BODY,
    )
    flow.add(
        "The City argues that the personnel file of Officer Ashworth is confidential under Cal. Penal Code §§ 832.5 and "
        "832.7. State privilege does not govern a federal question. *Kerr v. U.S. Dist. Ct. for N. Dist. of Cal.*, 511 "
        "F.2d 192, 197 (9th Cir. 1975), *aff’d*, 426 U.S. 394 (1976). Nor did the declaration of Chief Obadiah Featherstone "
        "(Doc. 60-2), which tracks the one that Judge Abelard Rinehart found wanting in another case, say what harm would follow. "
        "*See Miller v. Pancucci*, 141 F.R.D. 292, 301 (C.D. Cal. 1992).",
        BODY,
    )
    flow.add(
        "As to St. Pierre Security Services, the contract of May 3, 2019 (No. 19-0044871, for $1,250,000.00) puts its "
        "records within the City’s control. *In re Citric Acid Litig.*, 191 F.3d 1090, 1107 (9th Cir. 1999). Lieutenant "
        "O’Doherty-Prince does not say otherwise.",
        BODY,
    )
    flow.add(
        "A protective order needs “specific prejudice or harm.” *Phillips ex rel. Estates of Byrd v. Gen. Motors Corp.*, "
        "307 F.3d 1206, 1210–11 (9th Cir. 2002). Defendants show none. The stipulated order of Magistrate Judge "
        "Zephyrine Q. Aldana (Doc. 29) already covers home addresses and dates of birth.",
        BODY,
    )


def _order(flow: Flow) -> None:
    flow.add("**III. Conclusion and order**", HEAD)
    flow.add("For the reasons stated, the Court **ORDERS**:", BODY)
    for text in (
        "1.~~~Plaintiffs’ motion to compel (Doc. 58) is **GRANTED IN PART**. Within fourteen days the City shall serve "
        "full answers to Interrogatory Nos. 4 and 7. As to No. 11 the motion is **DENIED**.",
        "2.~~~Defendants’ motion for a protective order (Doc. 61) is **DENIED**.",
        "3.~~~Counsel shall call the courtroom deputy, Wilhelmina Tadesse, at (559) 555-0119, or appear at 2500 Tulare "
        "Street, Fresno, California 93721, Courtroom 6, if a dispute remains.",
    ):
        flow.add(text, BODY)
    flow.skip(6)
    block(flow.sheet, 88, flow.y, ["IT IS SO ORDERED."])
    block(flow.sheet, 88, flow.y + 30, ["Dated:   __November 18, 2024__"])
    block(
        flow.sheet,
        319,
        flow.y + 44,
        ["*/s/ Lorraine M. Halvorsen*", "LORRAINE M. HALVORSEN", "UNITED STATES DISTRICT JUDGE"],
        leading=13,
    )
    flow.sheet.rule(319, flow.y + 47, 540, flow.y + 47)
