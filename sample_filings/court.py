"""What court papers have in common: pleading paper, captions, stamps, feet, tables and forms.

Places and lengths are points from the top left corner of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from canvas import Paper, Sheet, Style, broken, runs

STAMP = Style(family="sans", size=9.5, colour=(0, 0, 0.8))
"""The line that CM/ECF prints at the top of each page of a filed paper."""

LINE_ONE = 66.0
"""The base line of line 1 on pleading paper."""

LINES = 28
"""Numbered lines on California pleading paper."""

DOUBLE = 24.0
"""Double spacing, exactly: the distance of two numbered lines."""


def pleading(paper: Paper, *, foot: str, first: int = 1, numerals: str = "arabic") -> Sheet:
    """Begin a page of pleading paper: 28 numbers, a double rule left, one rule right, and a foot."""
    sheet = paper.sheet()
    number = len(paper.sheets) - first + 1
    style = replace(paper.style, bold=False, italic=False)
    for line in range(1, LINES + 1):
        sheet.text(66, LINE_ONE + (line - 1) * DOUBLE, str(line), style, align="right")
    for x in (76.5, 79.5):
        sheet.rule(x, 0, x, sheet.height)
    sheet.rule(559, 0, 559, sheet.height)
    sheet.rule(86, 736, 552, 736, width=0.4)
    page = str(number) if numerals == "arabic" else ["i", "ii", "iii", "iv", "v"][number - 1]
    sheet.text(319, 748, page, replace(style, size=10), align="center")
    sheet.text(319, 760, foot, replace(style, size=10), align="center")
    return sheet


def on(line: float) -> float:
    """Return the base line of a numbered line of pleading paper."""
    return LINE_ONE + (line - 1) * DOUBLE


def block(
    sheet: Sheet, x: float, y: float, lines: Sequence[str], *, leading: float = 12, style: Style | None = None
) -> float:
    """Set lines one under another, each as it is; return the next base line."""
    for line in lines:
        if line:
            sheet.text(x, y, line, style)
        y += leading
    return y


def flowed(
    sheet: Sheet, x: float, y: float, text: str, *, width: float, leading: float, style: Style | None = None
) -> float:
    """Set a paragraph within `width`; return the next base line."""
    for line, _ in broken(sheet.paper, runs(text, style or sheet.paper.style), width):
        sheet.line(x, y, line)
        y += leading
    return y


def caption(
    sheet: Sheet,
    y: float,
    parties: Sequence[str],
    case: Sequence[str],
    *,
    left: float = 88,
    middle: float = 318,
    leading: float = 12,
    sign: str = ")",
) -> float:
    """Set a caption: parties left, case right, a column of `)` (or a rule) between; return the next base line.

    A party line that begins with a tab is indented once for each tab.
    """
    rows = max(len(parties), len(case))
    for row in range(rows):
        if row < len(parties) and parties[row]:
            text = parties[row].lstrip("\t")
            sheet.text(left + 36 * (len(parties[row]) - len(text)), y + row * leading, text)
        if sign == ")":
            sheet.text(middle, y + row * leading, ")")
        if row < len(case) and case[row]:
            sheet.text(middle + 18, y + row * leading, case[row])
    end = y + rows * leading
    if sign == "|":
        sheet.rule(middle + 4, y - leading, middle + 4, end - leading + 3)
    sheet.rule(left, end - leading + 3, middle + 4, end - leading + 3)
    return end


def table(
    sheet: Sheet,
    x: float,
    y: float,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    style: Style,
    leading: float | None = None,
    head: bool = True,
    rules: bool = True,
    right: Sequence[int] = (),
) -> float:
    """Set a table whose cells wrap; `right` names the columns that are flush right. Return the next free y."""
    leading = leading or style.size * 1.2
    top = y
    total = sum(widths)
    for number, row in enumerate(rows):
        face = replace(style, bold=True) if head and number == 0 else style
        cells = [
            [line for line, _ in broken(sheet.paper, runs(cell, face), width - 8)] if cell else []
            for cell, width in zip(row, widths, strict=True)
        ]
        height = max(1, *(len(cell) for cell in cells)) * leading + 5
        if head and number == 0:
            sheet.box(x, y, x + total, y + height, width=0, fill=0.88)
        at = x
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            for index, line in enumerate(cell):
                wide = sum(sheet.paper.width(*piece) for piece in line)
                start = at + width - 4 - wide if column in right else at + 4
                sheet.line(start, y + leading * (index + 0.85) + 1, line)
            at += width
        if rules:
            sheet.rule(x, y, x + total, y, width=0.5)
        y += height
    sheet.rule(x, y, x + total, y, width=0.5)
    if rules:
        at = x
        for width in (*widths, 0):
            sheet.rule(at, top, at, y, width=0.5)
            at += width
    return y


def stamp(paper: Paper, case: str, document: str, filed: str) -> None:
    """Print the CM/ECF line on every page."""
    pages = len(paper.sheets)
    for number, sheet in enumerate(paper.sheets, 1):
        line = f"Case {case}   Document {document}   Filed {filed}   Page {number} of {pages}"
        sheet.text(sheet.width / 2, 22, line, STAMP, align="center")


def cell(sheet: Sheet, box: tuple[float, float, float, float], label: str, value: str, *, style: Style) -> None:
    """Draw a form's cell: a small label at the top, the value under it."""
    x0, y0, x1, y1 = box
    sheet.box(x0, y0, x1, y1, width=0.5)
    sheet.text(x0 + 3, y0 + 8, label, Style(family="sans", size=6.5))
    y = y0 + 10 + style.size
    for line, _ in broken(sheet.paper, runs(value, style), x1 - x0 - 8):
        sheet.line(x0 + 4, y, line)
        y += style.size * 1.15
