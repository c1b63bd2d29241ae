"""Writes a divided page as text, each character with the glyph it comes from.

    paragraphs and rows end with a newline, cells with a tab

It chooses no order; it walks the tree that `pipeline.extract.zone` made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.flow import Joint, Paragraph, paragraphs
from pipeline.extract.row import Line
from pipeline.extract.zone import Leaf, Node, Stack

NONE = -1
"""Row of a character that no glyph draws."""


@dataclass(slots=True)
class Script:
    """Text in the making. `at` gives the row of the glyph of each character, NONE for separators."""

    letters: list[str] = field(default_factory=list, repr=False)
    at: list[int] = field(default_factory=list, repr=False)
    left_out: list[tuple[int, int]] = field(default_factory=list, repr=False)
    """Glyphs that the text leaves out: (index of the character before, row of the glyph)."""

    def __len__(self) -> int:
        return len(self.letters)

    def part(self, separator: str) -> None:
        """Write a separator, unless the text is empty or ends with one as strong."""
        if not self.letters:
            return
        last = self.letters[-1]
        if last == separator or (last == "\n" and separator in " \t"):
            return
        if last in " \t" and separator == "\n":
            self.letters[-1] = separator
            return
        self.letters.append(separator)
        self.at.append(NONE)

    def write(self, line: Line) -> None:
        """Write a line as it stands."""
        self.letters.extend(line.text)
        if not any(line.spaces):
            self.at.extend(line.at)
            return
        for row, space in zip(line.at, line.spaces, strict=True):
            if space:
                self.at.append(NONE)
            self.at.append(row)

    def row(self, lines: Sequence[Line]) -> None:
        """Write what stands side by side on a line of its own."""
        for i, line in enumerate(lines):
            self.part(" " if i else "\n")
            self.write(line)

    def drop_hyphen(self) -> None:
        """Leave out the hyphen that was written last; its glyph is kept beside the text."""
        self.letters.pop()
        row = self.at.pop()
        self.left_out.append((len(self.letters) - 1, row))

    def paragraph(self, found: Paragraph) -> None:
        """Write the lines of a paragraph with their joints."""
        for joint, line in found.lines:
            if joint is Joint.HYPHEN:
                self.drop_hyphen()
            elif joint is not Joint.NONE:
                self.part(joint.value)
            self.write(line)


def write(node: Node, script: Script) -> None:
    """Write a part of the page, beginning a new line."""
    for separator, paragraph in _sequence(node):
        script.part(separator)
        script.paragraph(paragraph)


def _sequence(node: Node) -> list[tuple[str, Paragraph]]:
    """Return the paragraphs of a node in reading order, each with what parts it from the one before."""
    if isinstance(node, Leaf):
        return [("\n", paragraph) for paragraph in _flowed(node)]
    if isinstance(node, Stack):
        return [item for part in node.parts for item in _sequence(part)]
    parts = [_sequence(part) for part in node.parts]
    cells = node.cells and all(len(part) == 1 for part in parts)
    result = []
    for i, part in enumerate(parts):
        for k, (separator, paragraph) in enumerate(part):
            result.append(("\t" if cells and i and not k else separator, paragraph))
    return result


def _flowed(leaf: Leaf) -> list[Paragraph]:
    return paragraphs(leaf.lines, leaf.right, close=leaf.close, ruled=leaf.ruled)
