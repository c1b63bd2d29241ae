"""Finds the values that stand under, beside or after a label; it knows no label itself.

SSN: 000-12-3456          Social Security No. of Ana Roe is 000 12 3456          SSN      DOB
                                                                                 000-...  1/2/1970
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.detect.sheet import Sheet

_WORDS = (
    r"nos?|numbers?|num|nbr|is|was|are|were|be|being|of|for|the|her|his|their|its|my|your|our|with|bearing|assigned|"
    r"as|follows|issued|by|to|and|under|listed|shown|identified|state|usa?|id|in|on|that|which|a|an"
)
_NAME = r"(?-i:[A-Z]\.|(?i:Mr|Mrs|Ms|Dr|Jr|Sr|St|Mt|Ft)\.|[A-Z][A-Za-z'’]*+(?!(?:[-–\w]*|[-–]\n)\d))"
"""A word with a capital and no digit near: whose number it is, or which state's."""

_BLANK = r"[\s:#=()\[\]*_|\"“”'’,/–—-]|\.(?!\s+(?-i:[A-Z])(?!os?\b|um|umber|O\b))"
"""What may stand between a label and its value; a full stop that ends a sentence may not."""

LOOSE = re.compile(rf"(?:\(\d\)|{_BLANK}|\b(?:{_WORDS})\b|{_NAME}){{0,40}}+", re.IGNORECASE)
"""Between a label and a value whose shape alone is telling."""

TIGHT = re.compile(
    r"(?:[\s:#=(\[*_|\"“”'’–—-]|\.(?!\s+(?-i:[A-Z])(?!os?\b|um|O\b))|\b(?:nos?|numbers?|num|nbr|is|was|are|id)\b){0,14}+",
    re.IGNORECASE,
)
"""Between a label and a value that could be any number."""

LIST = re.compile(r"[\s,;/&]{0,4}+(?:and|or|&)?[\s#]{0,3}+(?:\(?\d\)\s?)?+", re.IGNORECASE)
"""Between two values after one label."""

MOST = 40
"""Values after one label; a longer list is a table."""

ROWS = 400
"""Rows under one header cell that are looked at; the next page repeats its header."""


NO = r"(?:nos?\b\.?|numbers?\b(?:\(s\))?|num\b\.?|nbr\b\.?|\#s?)"
"""The word for "number" at the end of a label."""

REACH = 160
"""Characters between a label and its value, at most."""

SMALL = 24
"""Characters that a header cell may hold beside the label ("Customer's ... (last known)")."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a labelled value looks like."""

    label: re.Pattern[str]
    value: re.Pattern[str]
    """Matched at a place; starts and ends where the value does."""
    accept: Callable[[re.Match[str]], bool]
    """The last word on a match, for what a pattern cannot say."""
    glue: re.Pattern[str] = LOOSE
    header: bool = True
    """Whether the label may head a column."""

    def at(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Return the value at `start`, or None."""
        found = self.value.match(text, start, end)
        return found if found and self.accept(found) else None


def values(sheet: Sheet, form: Form) -> Iterator[re.Match[str]]:
    """Yield every value with the form's label, each once for each label that leads to it."""
    text = sheet.text
    for label in sheet.matches(form.label):
        spot = sheet.cell_at(label.start())
        if spot is None:
            yield from _after(text, label.end(), len(text), form)
            continue
        row = sheet.tables[spot[0]][spot[1]].cells
        beside = list(_after(text, label.end(), row[-1].end, form))
        yield from beside
        if not beside and form.header:
            yield from _under(sheet, label, spot, form)


def _after(text: str, start: int, stop: int, form: Form) -> Iterator[re.Match[str]]:
    value = form.at(text, skip(form.glue, text, start, stop), stop)
    for _ in range(MOST):
        if value is None:
            return
        yield value
        value = form.at(text, skip(LIST, text, value.end(), stop), stop)


def skip(glue: re.Pattern[str], text: str, start: int, stop: int | None = None) -> int:
    """Return where the glue that begins at `start` ends."""
    found = glue.match(text, start, min(len(text) if stop is None else stop, start + REACH))
    return found.end() if found else start


def _under(sheet: Sheet, label: re.Match[str], spot: tuple[int, int, int], form: Form) -> Iterator[re.Match[str]]:
    """Yield the values in the column that the label heads; the label must be alone in its cell but for small words."""
    table, row, column = spot
    head = sheet.tables[table][row].cells[column]
    rest = sheet.text[head.start : label.start()] + sheet.text[min(label.end(), head.end) : head.end]
    if len(rest) > SMALL or any(character.isdigit() for character in rest):
        return
    for number, cell in enumerate(sheet.below(spot)):
        if number == ROWS or form.label.match(sheet.text, cell.start, cell.end):
            return
        value = form.at(sheet.text, skip(form.glue, sheet.text, cell.start, cell.end), cell.end)
        if value is not None:
            yield value
