"""A letter between counsel set by TeX: justified, hyphenated, ligatures, and no space characters at all."""

from __future__ import annotations

from canvas import Flow, Paper, Shape, Sheet, Style

BODY = Shape(leading=13.6, first=0, align="justify", after=7)
LINE = Shape(leading=13.6, first=0)


def make() -> bytes:
    """Build the letter."""
    paper = Paper(style=Style(size=11), ligatures=True, words_apart=True)
    paper.info = {"Producer": "pdfTeX-1.40.25", "Creator": "TeX"}

    def turn() -> Sheet:
        sheet = paper.sheet()
        if len(paper.sheets) > 1:
            sheet.text(143, 72, "Jefferson Affleck, Esq.", Style(size=11, italic=True))
            sheet.text(468, 72, "Page 2", Style(size=11, italic=True), align="right")
        sheet.text(306, 770, "EXHIBIT C", Style(size=11, bold=True), align="center")
        return sheet

    flow = Flow(paper, turn, left=143, width=325, top=104, bottom=716)
    _head(flow)
    _body(flow)
    flow.end()
    return paper.save()


def _head(flow: Flow) -> None:
    sheet = flow.sheet
    sheet.text(306, 62, "FITZWILLIAM & OFFUTT LLP", Style(size=16), align="center")
    sheet.text(306, 78, "350 Cliffside Wharf, Suite 9 · Boston, Massachusetts 02110 · (617) 555-0120",
               Style(size=9, italic=True), align="center")  # fmt: skip
    sheet.rule(143, 84, 468, 84, width=0.5)
    flow.y = 112
    for line in (
        "February 5, 2024",
        "",
        "Jefferson Affleck, Esq.",
        "Stoffel Griffith PLLC",
        "77 Causeway Street, Suite 1800",
        "Boston, Massachusetts 02114",
        "",
        "**Re:~~Hoffmeister v. Duffield Logistics, Inc., No. 2384CV99417**",
    ):
        if line:
            flow.add(line, LINE)
        else:
            flow.skip(9)
    flow.skip(7)


def _body(flow: Flow) -> None:
    flow.add("Dear Mr. Affleck:", BODY)
    flow.add(
        "This office represents Tif\u00adfany Hoff\u00admeis\u00adter. I write to offer, one final time, terms on which the con\u00adflict over "
        "the first shift of Friday, October 13, 2023, can be settled without further affi\u00addavits. The offer is "
        "suf\u00adfi\u00adcient, and it is the last.",
        BODY,
    )
    flow.add(
        "You have the statement of Geof\u00adfrey Um\u00adfleet, the forklift driver, who saw the shelf fail. Mr. Um\u00adfleet no longer "
        "works for Duffield Logistics. He lives with his brother, Clifford, at 19 May\u00adflower Cliff Road, Dux\u00adbury, "
        "Mas\u00adsa\u00adchu\u00adsetts 02332, and he signed no waiver. We now expect that Um\u00adfleet’s affi\u00addavit to conform to the one that "
        "Fiona Pfis\u00adter gave in November. Ms. Pfis\u00adter (then Fiona Baffour) was the off-site safety offi\u00adcer, and she "
        "filed the first report.",
        BODY,
    )
    flow.add(
        "Your client’s dif\u00adfi\u00adculty is not with the staff but with the files. On September 29, 2023, Grif\u00adfin Pfaff\u00adner, a "
        "bene\u00adfits clerk, e-mailed a spread\u00adsheet of injuries to griffin.pfaffner@fluffmail.example. It has the name, "
        "the birth date (March 31, 1988) and the Social Security number, 987-65-4325, of Ms. Hoff\u00admeis\u00adter, and the same "
        "for Effie Okoro-Whit\u00adfield, whose number is 987-65-4326. Neither woman had agreed to that. We ask that "
        "Mr. Pfaff\u00adner’s home computer, kept at 8 Saffron Fields, Unit 5, Fitchburg, Mas\u00adsa\u00adchu\u00adsetts 01420, be imaged.",
        BODY,
    )
    flow.add(
        "The figures are familiar. Medical bills come to $48,515.12 and lost pay to $12,604.00. Ms. Hoff\u00admeis\u00adter will "
        "accept $175,000, to be paid within fifteen days into the client account of this firm at Sheffield Savings Bank, "
        "account no. 4402-771983-06. That sum reflects the ruling of Justice Philippa Tuffnell in *Griffiths v. Off-Shore "
        "Freight Co.*, which you have.",
        BODY,
    )
    flow.add(
        "If we do not hear from you by five o’clock on February 16, 2024, we will file. Until then I am at "
        "ofitzwilliam@fitzoff.example. Nothing in this letter waives any right of Ms. Hoff\u00admeis\u00adter’s.",
        BODY,
    )
    flow.skip(6)
    for line in ("Very truly yours,", "", "*/s/ Ophelia Fitzwilliam*", "Ophelia Fitzwilliam", "",
                 "cc:~~Tif\u00adfany Hoff\u00admeis\u00adter (by e-mail)"):  # fmt: skip
        if line:
            flow.add(line, LINE)
        else:
            flow.skip(12)
