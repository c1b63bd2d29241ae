"""A guardian ad litem's report on a child, whose name stands in it in every form that a name can take."""

from __future__ import annotations

from canvas import Flow, Paper, Shape, Sheet, Style
from court import caption, table

BODY = Shape(leading=14.5, first=0, align="justify", after=8)
HEAD = Shape(leading=15, first=0, before=4, after=3, together=60)

PARTIES = [
    "In re the Parenting and Support of:",
    "",
    "THEODORE MINH QUACH, a minor child.",
    "",
    "LINH THI QUACH,",
    "\t\t\tPetitioner,",
    "\tand",
    "BAO VAN QUACH,",
    "\t\t\tRespondent.",
]
CASE = ["No. 24-3-09417-8 SEA", "", "**REPORT OF GUARDIAN AD LITEM**", "", "(Clerk’s action required: none)"]

TABLE = [
    ["Child", "Born", "School, grade", "Lives with"],
    ["Quach, Theodore M. (“Theo”)", "April 22, 2015", "Delmar Ridge Elementary, 3rd", "Mother (weekdays)"],
    ["Quach, Mai", "09/14/2019", "Little Otters Preschool", "Mother"],
]


def make() -> bytes:
    """Build the report."""
    paper = Paper(style=Style(size=11.5))
    paper.info = {"Title": "GAL report Theodore Quach", "Author": "R. Tillinghast", "Subject": "Theo Q."}

    def turn() -> Sheet:
        sheet = paper.sheet()
        number = len(paper.sheets)
        sheet.text(72, 756, "GAL Report – T.M.Q.", Style(size=9))
        sheet.text(540, 756, f"Page {number}", Style(size=9), align="right")
        return sheet

    flow = Flow(paper, turn, left=72, width=468, top=72, bottom=728)
    flow.sheet.text(306, 72, "**SUPERIOR COURT OF WASHINGTON, COUNTY OF KING**", align="center")
    flow.y = caption(flow.sheet, 104, PARTIES, CASE, left=72, middle=318, leading=14, sign="|") + 22
    _family(flow)
    _school(flow)
    _visits(flow)
    flow.end()
    return paper.save()


def _family(flow: Flow) -> None:
    flow.add("**1.  Appointment.**", HEAD)
    flow.add(
        "I, Rosemary Tillinghast, was appointed guardian ad litem for Theodore Minh Quach on June 11, 2024, by "
        "Commissioner Anders Lindholm. I have met Theodore, who goes by Theo, six times. His mother calls him Teddy. I "
        "have also met his sister, Mai Quach, age 5, who is not the subject of this action.",
        BODY,
    )
    flow.y = table(flow.sheet, 72, flow.y - 4, TABLE, [150, 86, 142, 90], style=Style(size=10)) + 20
    flow.add("**2.  The family.**", HEAD)
    flow.add(
        "Petitioner Linh Thi Quach lives with the children at 6120 Larchmont Avenue NE, Unit 4B, Seattle, Washington "
        "98115. Respondent Bao Van Quach moved in March 2023 to 2718 South Ferdinand Way, Tacoma, Washington 98408. The "
        "maternal grandmother, Nguyen Thi Hoa, keeps the children on Tuesdays. Ms. Quach and Mr. Quach were married on "
        "May 6, 2012, and separated on January 30, 2023.",
        BODY,
    )
    flow.add(
        "Theo’s room at his mother’s home is his own. THEODORE QUACH is written on the door in his hand. At Mr. Quach’s "
        "apartment, Theo and Mai share a room with a curtain. Teddy’s bicycle is kept at the grandmother’s.",
        BODY,
    )


def _school(flow: Flow) -> None:
    flow.add("**3.  School and health.**", HEAD)
    flow.add(
        "Theo is in the third grade at Delmar Ridge Elementary School. His teacher, Ximena Bustamante, describes “Teddy "
        "Q.” as bright and tired. School records list him as “Quach, Theodore M.,” student no. 4417093, with the address "
        "of Ms. Quach, and give his school account as theo.quach@delmarridge.example. The principal, Harriet "
        "Oglethorpe-Nkemelu, confirmed that T.M.Q. had been late on eleven of the twelve days that followed a Monday "
        "night with Respondent.",
        BODY,
    )
    flow.add(
        "The children’s counselor, Dr. Oluwaseun Adebayo, was appointed by the court as evaluator and will testify as "
        "Petitioner’s expert. Dr. Adebayo reports that Theodore’s sleep has improved since September 2024.",
        BODY,
    )


def _visits(flow: Flow) -> None:
    flow.add("**4.  Visits.**", HEAD)
    flow.add(
        "On October 5, 2024, I saw Theo with his father. They built a kite. Mr. Quach told Theo, and Theo agreed, that "
        "school nights would be earlier. On October 19, 2024, I saw Theo and Mai Quach with Ms. Quach. Mai’s speech is "
        "on track. A neighbor, Casimir Baptiste-Royer, looks in on the children, and has a key.",
        BODY,
    )
    flow.add("**5.  Recommendation.**", HEAD)
    flow.add(
        "I recommend that Theodore Minh Quach live with Petitioner on school nights, and with Respondent on three "
        "weekends of each month. The parents’ accounts for the child’s expenses (Rainier Savings Bank, account number "
        "7730-0094-4417) should need both signatures. Both parents gave their Social Security numbers for the support "
        "worksheet: Petitioner 987-65-4322, Respondent 987-65-4323.",
        BODY,
    )
    flow.add("Respectfully submitted on November 8, 2024, at Seattle, Washington.", BODY)
    flow.skip(10)
    for line in (
        "*/s/ Rosemary Tillinghast*",
        "Rosemary Tillinghast, WSBA No. 99417",
        "Guardian ad Litem for T.M.Q.",
        "Tillinghast Family Advocacy, 1500 Harbor Steps, Suite 300, Seattle, WA 98101",
    ):
        flow.add(line, Shape(leading=14, first=0, left=200))
