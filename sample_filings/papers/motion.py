"""A motion on California pleading paper: notice, table of authorities, memorandum with footnotes, signature."""

from __future__ import annotations

from canvas import Flow, Paper, Shape, Sheet, Style
from court import block, caption, on, pleading

FOOT = "PLAINTIFFS’ NOTICE OF MOTION AND MOTION TO MODIFY THE SCHEDULING ORDER"

BODY = Shape(leading=24, first=36)
SINGLE = Shape(leading=12, first=0, left=36, right=36, before=0, after=12)
HEAD = Shape(leading=24, first=0, align="center")
SUBHEAD = Shape(leading=12, first=-36, left=72, right=36, after=12)

COUNSEL = [
    "PRIYA N. VENKATARAMAN (SBN 999417)",
    "DESMOND K. OYELARAN (SBN 999832)",
    "VENKATARAMAN OYELARAN LLP",
    "1420 Ashgrove Plaza, Suite 600",
    "Fresno, California 93721",
    "Telephone:  (559) 555-0134",
    "Facsimile:   (559) 555-0135",
    "E-mail: pvenkataraman@vo-law.example",
    "",
    "Attorneys for Plaintiffs",
]

PARTIES = [
    "MARISOL DEL CARMEN IBARRA",
    "FUENTES, individually and as successor",
    "in interest to TOMÁS IBARRA, deceased;",
    "and J.I., a minor, by and through his",
    "guardian ad litem, LUCÍA FUENTES,",
    "",
    "\t\tPlaintiffs,",
    "",
    "\tv.",
    "",
    "COUNTY OF SAN ALONSO; SHERIFF",
    "DALE R. HUXTABLE, in his official",
    "capacity; DEPUTY KERRY ANN VOSS; and",
    "DOES 1 through 20, inclusive,",
    "",
    "\t\tDefendants.",
]

CASE = [
    "Case No. 1:24-cv-00917-MTC-RBL",
    "",
    "**PLAINTIFFS’ NOTICE OF MOTION**",
    "**AND MOTION TO MODIFY THE**",
    "**SCHEDULING ORDER;**",
    "**MEMORANDUM OF POINTS AND**",
    "**AUTHORITIES**",
    "",
    "[Fed. R. Civ. P. 16(b)(4)]",
    "",
    "Date:    May 12, 2025",
    "Time:    9:30 a.m.",
    "Ctrm:    8, Sixth Floor",
    "Judge:  Hon. Miriam T. Castellanos",
    "",
    "Action filed:  August 5, 2024",
    "Trial date:      February 9, 2026",
]

AUTHORITIES = [
    ("**Cases**", ""),
    ("*Coleman v. Quaker Oats Co.*, 232 F.3d 1271 (9th Cir. 2000)", "5"),
    ("*Jackson v. Laureate, Inc.*, 186 F.R.D. 605 (E.D. Cal. 1999)", "5"),
    ("*Johnson v. Mammoth Recreations, Inc.*, 975 F.2d 604 (9th Cir. 1992)", "5"),
    ("*Noyes v. Kelly Servs.*, 488 F.3d 1163 (9th Cir. 2007)", "5"),
    ("*Zivkovic v. S. Cal. Edison Co.*, 302 F.3d 1080 (9th Cir. 2002)", "5"),
    ("", ""),
    ("**Statutes**", ""),
    ("42 U.S.C. § 1983", "4"),
    ("Cal. Civ. Proc. Code § 377.30", "4"),
    ("", ""),
    ("**Rules**", ""),
    ("Fed. R. Civ. P. 16(b)(4)", "1, 5"),
    ("Fed. R. Civ. P. 30(a)(1)", "5"),
    ("E.D. Cal. L.R. 230", "1"),
]


def make() -> bytes:
    """Build the motion."""
    paper = Paper(style=Style(size=12), cid=True)
    paper.info = {"Title": "Mot. to Modify re R. Achterberg.docx", "Author": "paralegal2", "Producer": "Word processor"}

    def turn() -> Sheet:
        return pleading(paper, foot=FOOT)

    flow = Flow(paper, turn, left=88, width=464, top=on(1), bottom=on(28))
    _first(flow.sheet)
    flow.y = on(21)
    _notice(flow)
    flow.next_page()
    _authorities(flow)
    flow.next_page()
    _memorandum(flow)
    flow.end()
    paper.outline = [
        ("Notice of motion", 1),
        ("Table of authorities", 2),
        ("Memorandum", 3),
        ("Rosalind Achterberg and her address", 3),
    ]
    return paper.save()


def _first(sheet: Sheet) -> None:
    block(sheet, 88, on(1), COUNSEL, leading=12)
    sheet.text(319, on(8), "**UNITED STATES DISTRICT COURT**", align="center")
    sheet.text(319, on(9), "**EASTERN DISTRICT OF CALIFORNIA**", align="center")
    caption(sheet, on(11), PARTIES, CASE)


def _notice(flow: Flow) -> None:
    flow.add("TO ALL PARTIES AND THEIR ATTORNEYS OF RECORD:", Shape(leading=24, first=0))
    flow.add(
        "**PLEASE TAKE NOTICE** that on May 12, 2025, at 9:30 a.m., or as soon thereafter as the matter may be heard, "
        "in Courtroom 8 of the above-entitled Court, located at 2500 Tulare Street, Fresno, California 93721, "
        "Plaintiffs Marisol del Carmen Ibarra Fuentes and J.I., a minor, by and through his guardian ad litem Lucía "
        "Fuentes, will and hereby do move the Court under Federal Rule of Civil Procedure 16(b)(4) and Local Rule 230 "
        "for an order that modifies the Scheduling Order (Doc. 31) as follows:",
        BODY,
    )
    for text in (
        "1.~~The non-expert discovery cut-off is continued from April 25, 2025, to July 25, 2025.",
        "2.~~The expert disclosure date is continued from May 30, 2025, to August 29, 2025.",
        "3.~~The trial date of February 9, 2026, is not changed.",
    ):
        flow.add(text, BODY)
    flow.add(
        "The motion is made on the ground that good cause exists: the only eyewitness who is not a party, Rosalind "
        "Achterberg, was found on March 3, 2025, after she had moved away, and her deposition and that of her "
        "neighbor, Hyun-woo Baek, cannot be taken before the cut-off. Counsel met and conferred by telephone on March "
        "18, 2025. Defendants, through their counsel, Thaddeus P. Brackenridge of the Office of County Counsel, do not "
        "agree to the continuance.",
        BODY,
    )
    flow.add(
        "The motion is based on this notice, the memorandum below, the declaration of Desmond K. Oyelaran and its "
        "exhibits, the papers on file, and such argument as the Court may hear.",
        BODY,
    )
    _signature(flow, "March 24, 2025")


def _signature(flow: Flow, date: str) -> None:
    sheet, y = flow.sheet, flow.y
    block(sheet, 88, y, [f"Dated: {date}"])
    block(
        sheet,
        319,
        y,
        [
            "VENKATARAMAN OYELARAN LLP",
            "",
            "By:  */s/ Priya N. Venkataraman*",
            "PRIYA N. VENKATARAMAN",
            "DESMOND K. OYELARAN",
            "Attorneys for Plaintiffs",
        ],
        leading=13,
    )
    sheet.rule(341, y + 29, 540, y + 29)
    flow.y += 24 * 4


def _authorities(flow: Flow) -> None:
    flow.add("**TABLE OF AUTHORITIES**", HEAD)
    flow.sheet.text(552, flow.y, "**Page(s)**", align="right")
    flow.skip(12)
    for text, pages in AUTHORITIES:
        if not text:
            flow.skip(12)
        elif not pages:
            flow.add(text, Shape(leading=24, first=0))
        else:
            wide = flow.sheet.text(88, flow.y, text)
            paper, style = flow.paper, flow.paper.style
            room = 552 - 88 - wide - paper.width(pages, style) - 6
            dots = "." * int(room / paper.width(".", style))
            flow.sheet.text(552 - paper.width(pages, style) - 3, flow.y, dots, align="right")
            flow.sheet.text(552, flow.y, pages, align="right")
            flow.skip(24)


def _memorandum(flow: Flow) -> None:
    flow.add("**MEMORANDUM OF POINTS AND AUTHORITIES**", HEAD)
    flow.add("**I.~~INTRODUCTION**", HEAD)
    flow.add(
        "This action under 42 U.S.C. § 1983 and Code of Civil Procedure section 377.30 arises from the death of Tomás "
        "Ibarra on November 2, 2023. Deputy Kerry Ann Voss fired five shots. Whether Mr. Ibarra had raised his hands is "
        "the central question, and one person who has no stake in the answer saw it.",
        BODY,
    )
    flow.add("**II.~~STATEMENT OF FACTS**", HEAD)
    flow.add("**A.~~~~~The witness and her address.**", SUBHEAD)
    flow.add(
        "Rosalind Achterberg, a retired schoolteacher who was born on June 3, 1951, watched from her kitchen window. She "
        "then lived at 4417 Larkspur Lane, Apartment 12, Bakersfield, California 93306.^1^ The incident report by Sergeant "
        "Luis Ocampo names her only as “W-2.” When Plaintiffs’ investigator called at 4417 Larkspur in October 2024, Ms. "
        "Achterberg was gone.",
        BODY,
        note="^1^ Ms. Achterberg’s daughter, Ottilie Brandvold, lives at the same address today.",
    )
    flow.add(
        "Plaintiffs found her through the neighbor who lives right across the landing, Hyun-woo Baek, whose son has the "
        "number of her mobile telephone, (661) 555-0172. Mr. Baek’s account matches hers: he heard a man shout “don’t shoot,” and he "
        "counted the shots. She now resides at 88 Quarry Street, Visalia, California 93291, and can be reached at "
        "r.achterberg@larkmail.example.",
        BODY,
    )
    flow.add(
        "A third resident, Nguyen Thi Bich Ngoc, told Plaintiffs’ expert, Dr. Farrukh Yusupov, that the porch light was "
        "on. Ms. Ngoc has asked that her name be kept out of the public file.^2^",
        BODY,
        note="^2^ Ms. Ngoc was served with a deposition subpoena by Wendell Amankwah, a registered process server, "
        "on March 20, 2025.",
    )
    flow.add("**B.~~~~~The schedule.**", SUBHEAD)
    flow.add(
        "The Court entered the Scheduling Order on October 21, 2024. (Doc. 31 at 2.) Plaintiffs served their first "
        "requests two days later. The County produced 2,417 pages, Bates-numbered COSA 000001 through COSA 002417, on "
        "January 17, 2025. (Oyelaran Decl. ¶¶ 4–6.) The list came on February 28; no. 19 is “Achterberg, Rosalind.” "
        "(*Id.* ¶ 7, Ex. C.) It has Rosalind Achterberg at Larkspur Lane, which she had left in June.",
        BODY,
    )
    flow.add("**III.~~ARGUMENT**", HEAD)
    flow.add(
        "A schedule may be modified “only for good cause and with the judge’s consent.” Fed. R. Civ. P. 16(b)(4). Good "
        "cause turns on the diligence of the party that asks. *Johnson v. Mammoth Recreations, Inc.*, 975 F.2d 604, 609 "
        "(9th Cir. 1992); *Coleman v. Quaker Oats Co.*, 232 F.3d 1271, 1294 (9th Cir. 2000); *Zivkovic v. S. Cal. Edison "
        "Co.*, 302 F.3d 1080, 1087 (9th Cir. 2002). In this district the moving party shows that it was diligent in "
        "helping to make a workable order, that it could not foresee the trouble, and that it asked promptly. *Jackson "
        "v. Laureate, Inc.*, 186 F.R.D. 605, 608 (E.D. Cal. 1999).",
        BODY,
    )
    flow.add(
        "Each is met. Plaintiffs asked for the list of witnesses on the first day they could. They could not know that "
        "Ms. Achterberg had left Bakersfield, nor that Mr. Baek would not speak to counsel until Ms. Achterberg’s "
        "daughter, Ms. Brandvold, had vouched for them. And they moved within three weeks. *See Jackson*, 186 F.R.D. at "
        "608. No prejudice follows: trial is ten months away. *Cf. Noyes v. Kelly Servs.*, 488 F.3d 1163, 1174 (9th Cir. "
        "2007). Leave under Rule 30(a)(1) is not needed for two depositions.",
        BODY,
    )
    flow.add("**IV.~~CONCLUSION**", HEAD)
    flow.add(
        "Plaintiffs ask the Court to grant the motion so that the testimony of Rosalind Achterberg, Hyun-woo Baek and "
        "Nguyen Thi Bich Ngoc can be taken before experts are disclosed.",
        BODY,
    )
    _signature(flow, "March 24, 2025")
