"""A text with marked spans that keep their place while it is edited; it invents nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.detect.plain import flow
from pipeline.lab.corpus import Document, Gold


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked span and the failure classes that it stands for."""

    start: int
    end: int
    kind: str
    role: str = ""
    classes: tuple[str, ...] = ()
    who: str = ""
    """The person of the case whose mention this is, as templates call them; empty for anybody else."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `size` characters at `at` by `text`."""

    at: int
    size: int
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text and its marks, in order of start."""

    text: str = field(repr=False)
    marks: tuple[Mark, ...] = ()

    def edited(self, edits: Iterable[Edit]) -> Sheet:
        """Return the sheet after edits in order, not overlapping; marks move and grow with what is in them."""
        parts: list[str] = []
        starts: list[tuple[int, int]] = [(0, 0)]
        at = shift = 0
        for edit in edits:
            parts.append(self.text[at : edit.at])
            parts.append(edit.text)
            at = edit.at + edit.size
            shift += len(edit.text) - edit.size
            starts.append((at, shift))
        parts.append(self.text[at:])
        return Sheet("".join(parts), tuple(_moved(self.marks, starts)))

    def upper(self) -> Sheet:
        """Return the sheet in capitals (letters whose capital is two letters stay)."""
        text = "".join(c.upper() if len(c.upper()) == 1 else c for c in self.text)
        return replace(self, text=text)

    def plus(self, other: Sheet, glue: str = "\n") -> Sheet:
        """Return both sheets as one text."""
        by = len(self.text) + len(glue)
        moved = (replace(m, start=m.start + by, end=m.end + by) for m in other.marks)
        return Sheet(self.text + glue + other.text, (*self.marks, *moved))

    def flowed(self) -> Sheet:
        """Return the sheet as `detect.plain.flow` reads it; a mark that falls apart there is dropped whole."""
        read = flow(self.text)
        where = {int(raw): i for i, raw in enumerate(read.map) if raw >= 0}
        marks = []
        for mark in self.marks:
            inside = [where[i] for i in range(mark.start, mark.end) if i in where and not self.text[i].isspace()]
            if inside and max(inside) - min(inside) < 2 * len(inside) + 4:
                marks.append(replace(mark, start=min(inside), end=max(inside) + 1))
        return Sheet(read.text, tuple(sorted(marks, key=lambda m: m.start)))

    def document(self, name: str) -> Document:
        """Return the sheet as an annotated document."""
        golds = tuple(Gold(m.start, m.end, m.kind, m.role) for m in self.marks)
        tags = tuple((m.start, m.end, c) for m in self.marks for c in m.classes)
        return Document(name, self.text, golds, tags)


def _moved(marks: Sequence[Mark], starts: Sequence[tuple[int, int]]) -> Iterable[Mark]:
    """Yield marks with the shift of the last edit that ends before each of their ends."""
    i = 0
    for mark in sorted(marks, key=lambda m: m.start):
        while i + 1 < len(starts) and starts[i + 1][0] <= mark.start:
            i += 1
        j = i
        while j + 1 < len(starts) and starts[j + 1][0] < mark.end:
            j += 1
        yield replace(mark, start=mark.start + starts[i][1], end=mark.end + starts[j][1])
