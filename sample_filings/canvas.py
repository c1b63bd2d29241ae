"""Pages, lines and paragraphs for the sample filings.

Places are points from the top left corner of the page, y down, at the base line.

Text may carry marks: `*italic*`, `**bold**`, `__underlined__`, `^superscript^`; `~` is a
space that does not break, `\\u00ad` a place where a word may be hyphenated.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pikepdf
from pikepdf import Array, Dictionary, Name

from fonts import FAMILIES, LIGATURE_CHARACTERS, Face, ligated

LETTER = (612.0, 792.0)
"""US letter, points."""

SOFT_HYPHEN = "\u00ad"

MARK = re.compile(r"(\*\*|\*|__|\^)")


@dataclass(frozen=True)
class Style:
    """How text is set."""

    family: str = "times"
    size: float = 12
    bold: bool = False
    italic: bool = False
    underline: bool = False
    raised: bool = False
    colour: tuple[float, float, float] = (0, 0, 0)

    @property
    def code(self) -> str:
        """The built-in font's short name."""
        return FAMILIES[self.family][self.bold + 2 * self.italic]

    @property
    def drawn_size(self) -> float:
        """The type size, points; superscripts are smaller."""
        return self.size * (0.62 if self.raised else 1)


Run = tuple[str, Style]


def runs(text: str, style: Style) -> list[Run]:
    """Split marked text into runs of one style each."""
    out: list[Run] = []
    now = style
    for piece in MARK.split(text):
        match piece:
            case "**":
                now = replace(now, bold=not now.bold)
            case "*":
                now = replace(now, italic=not now.italic)
            case "__":
                now = replace(now, underline=not now.underline)
            case "^":
                now = replace(now, raised=not now.raised)
            case "":
                pass
            case _:
                out.append((piece.replace("~", "\u00a0"), now))
    return out


@dataclass(frozen=True)
class Show:
    """One string to be shown, kept until the fonts know their codes. `gaps` moves on after each space."""

    face: Face
    text: str
    gap: float = 0
    """Extra space at each space, thousandths of the type size."""


class Sheet:
    """One page being drawn."""

    def __init__(self, paper: Paper, size: tuple[float, float]) -> None:
        self.paper = paper
        self.width, self.height = size
        self.ops: list[bytes | Show] = []
        self.annots: list[pikepdf.Object] = []
        self.rotate = 0
        self.media = size

    def text(self, x: float, y: float, text: str, style: Style | None = None, *, align: str = "left") -> float:
        """Set one line of marked text; return its width. `align` says what of the line stands at x."""
        pieces = runs(text, style or self.paper.style)
        wide = sum(self.paper.width(*piece) for piece in pieces)
        x -= {"left": 0.0, "center": wide / 2, "right": wide}[align]
        self.line(x, y, pieces)
        return wide

    def line(self, x: float, y: float, pieces: Sequence[Run], *, gap: float = 0) -> None:
        """Set runs one after another; `gap` points are added at each space."""
        for text, style in pieces:
            face = self.paper.face(style)
            size = style.drawn_size
            wide = self.paper.width(text, style) + gap * text.count(" ")
            rise = style.size * 0.36 if style.raised else 0
            self._colour(style.colour, "rg")
            if self.paper.words_apart:
                self._words(face, style, (x, y - rise), text, gap=gap)
            else:
                self._show(face, size, (x, y - rise), face.take(self.paper.cut(text)), gap=gap)
            if style.underline:
                self.rule(x, y + style.size * 0.14, x + wide, y + style.size * 0.14, width=style.size * 0.05)
            x += wide

    def _words(self, face: Face, style: Style, place: tuple[float, float], text: str, *, gap: float) -> None:
        """Set word by word without any space, as TeX does."""
        x, y = place
        for word in re.split(r"([ \u00a0])", text):
            if word.strip(" \u00a0"):
                self._show(face, style.drawn_size, (x, y), face.take(self.paper.cut(word)), gap=0)
            x += self.paper.width(word, style) + (gap if word == " " else 0)

    def _show(self, face: Face, size: float, place: tuple[float, float], text: str, *, gap: float) -> None:
        x, y = place
        name = self.paper.name_of(face)
        self.ops.append(b"BT /%b %b Tf 1 0 0 1 %b %b Tm " % (name, num(size), num(x), num(self.height - y)))
        self.ops.append(Show(face, text, -gap * 1000 / size))
        self.ops.append(b" ET\n")

    def _colour(self, colour: tuple[float, float, float], operator: str) -> None:
        self.ops.append(b"%b %b %b %b\n" % (*(num(c) for c in colour), operator.encode()))

    def rule(self, x0: float, y0: float, x1: float, y1: float, *, width: float = 0.6, grey: float = 0) -> None:
        """Draw a straight line."""
        top = self.height
        self.ops.append(
            b"%b G %b w %b %b m %b %b l S\n"
            % (num(grey), num(width), num(x0), num(top - y0), num(x1), num(top - y1))
        )  # fmt: skip

    def box(self, x0: float, y0: float, x1: float, y1: float, *, width: float = 0.6, fill: float | None = None) -> None:
        """Draw an upright rectangle; `fill` is a grey from 0 (black) to 1 (white)."""
        shape = b"%b %b %b %b re" % (num(x0), num(self.height - y1), num(x1 - x0), num(y1 - y0))
        if fill is not None:
            self.ops.append(b"%b g %b f 0 g\n" % (num(fill), shape))
        if width:
            self.ops.append(b"0 G %b w %b S\n" % (num(width), shape))

    def lie_down(self) -> None:
        """Lay a finished landscape page on its side, so that only its /Rotate makes it upright."""
        self.ops.insert(0, b"q 0 1 -1 0 %b 0 cm\n" % num(self.height))
        self.ops.append(b"Q\n")
        self.media = (self.height, self.width)
        self.rotate = 90

    def content(self) -> bytes:
        """Return the content stream; only when everything on every page has been set."""
        return b"".join(op if isinstance(op, bytes) else _shown(op) for op in self.ops)


def _shown(show: Show) -> bytes:
    if not show.gap or " " not in show.text:
        return show.face.encode(show.text) + b" Tj"
    words = re.findall(r"[^ ]* |[^ ]+", show.text)
    parts = []
    for word in words:
        parts.append(show.face.encode(word))
        if word.endswith(" "):
            parts.append(num(show.gap))
    return b"[" + b"".join(parts) + b"] TJ"


def num(value: float) -> bytes:
    """Return a number as PDF writes it, to a hundredth."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return b"0" if text in ("", "-0") else text.encode()


class Paper:
    """One PDF being made. `words_apart` leaves spaces out, as TeX does; `cid` embeds CID fonts."""

    def __init__(
        self,
        *,
        style: Style | None = None,
        size: tuple[float, float] = LETTER,
        cid: bool = False,
        ligatures: bool = False,
        words_apart: bool = False,
    ) -> None:
        self.style = style or Style()
        self.size = size
        self.cid, self.ligatures, self.words_apart = cid, ligatures, words_apart
        self.sheets: list[Sheet] = []
        self.faces: dict[str, Face] = {}
        self.info: dict[str, str] = {}
        self.outline: list[tuple[str, int]] = []
        self.finish: list[Callable[[pikepdf.Pdf], None]] = []
        """Called with the PDF before it is saved: fields, attachments and the like."""

    def sheet(self, size: tuple[float, float] | None = None) -> Sheet:
        """Begin a page."""
        self.sheets.append(Sheet(self, size or self.size))
        return self.sheets[-1]

    def face(self, style: Style) -> Face:
        """Return the face for a style."""
        return self.faces.setdefault(style.code, Face(style.code, cid=self.cid))

    def name_of(self, face: Face) -> bytes:
        """Return the resource name of a face."""
        return b"F%d" % (list(self.faces.values()).index(face) + 1)

    def cut(self, text: str) -> str:
        """Return the text as it is set: ligatures joined where the paper has them."""
        return ligated(text) if self.ligatures else text

    def width(self, text: str, style: Style) -> float:
        """Return the width of unmarked text in points."""
        return self.face(style).width(self.cut(text)) * style.drawn_size

    def save(self) -> bytes:
        """Return the PDF; the same paper gives the same bytes."""
        pdf = pikepdf.new()
        fonts = Dictionary({f"/F{n}": face.embed(pdf) for n, face in enumerate(self.faces.values(), 1) if face.used})
        for sheet in self.sheets:
            page = Dictionary(
                Type=Name.Page, MediaBox=Array([0, 0, *sheet.media]),
                Resources=Dictionary(Font=fonts), Contents=pdf.make_stream(sheet.content()),
            )  # fmt: skip
            if sheet.rotate:
                page.Rotate = sheet.rotate
            if sheet.annots:
                page.Annots = Array([pdf.make_indirect(annot) for annot in sheet.annots])
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        if self.info:
            pdf.docinfo = pdf.make_indirect(Dictionary({f"/{key}": value for key, value in self.info.items()}))
        if self.outline:
            with pdf.open_outline() as outline:
                outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in self.outline)
        for step in self.finish:
            step(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, compress_streams=True)
        return out.getvalue()


# --- paragraphs


@dataclass(frozen=True)
class Shape:
    """How a paragraph sits in its column. Points."""

    leading: float = 24
    align: str = "left"
    """`left` `right` `center` `justify`."""
    first: float = 36
    """Indent of the first line."""
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    together: float = 0
    """Room that must be left below the first line on the page, so that a heading does not stand alone."""


def broken(paper: Paper, pieces: Sequence[Run], width: float, *, first: float = 0) -> Iterator[tuple[list[Run], bool]]:
    """Break runs into lines of at most `width` points; yield each line and whether it ends the paragraph."""
    line: list[Run] = []
    used, room = 0.0, width - first
    waiting = _words_of(pieces)[::-1]
    while waiting:
        word = waiting.pop()
        wide = _wide(paper, word) + (paper.width(" ", line[-1][1]) if line else 0)
        if used + wide <= room:
            line, used = _joined(line, _clean(word)), used + wide
            continue
        start, rest = _hyphenated(paper, word, room - used, lead=" " if line else "")
        if not line and not start:
            line, used = _clean(word), wide
            continue
        yield _joined(line, start), False
        line, used, room = [], 0.0, width
        waiting.append(rest)
    yield line, True


def _wide(paper: Paper, word: Sequence[Run]) -> float:
    return sum(paper.width(text, style) for text, style in _clean(word))


def _words_of(pieces: Sequence[Run]) -> list[list[Run]]:
    words: list[list[Run]] = [[]]
    for text, style in pieces:
        for number, part in enumerate(text.split(" ")):
            if number:
                words.append([])
            if part:
                words[-1].append((part, style))
    return [word for word in words if word]


def _clean(word: Sequence[Run]) -> list[Run]:
    return [(text.replace(SOFT_HYPHEN, ""), style) for text, style in word]


def _joined(line: list[Run], word: Sequence[Run]) -> list[Run]:
    """Join a word to a line; the space goes with whichever neighbour has its style."""
    if not line or not word:
        return line or list(word)
    text, style = line[-1]
    under = style.underline and word[0][1].underline
    spaced = (" ", style if under or not style.underline else replace(style, underline=False))
    out = [*line[:-1], (text + " ", style)] if spaced[1] == style else [*line, spaced]
    for piece in word:
        if out and out[-1][1] == piece[1]:
            out[-1] = (out[-1][0] + piece[0], piece[1])
        else:
            out.append(piece)
    return out


def _hyphenated(paper: Paper, word: list[Run], room: float, *, lead: str) -> tuple[list[Run], list[Run]]:
    """Split a word at its last soft hyphen that fits; an empty start means it does not."""
    if len(word) != 1 or SOFT_HYPHEN not in word[0][0]:
        return [], word
    text, style = word[0]
    parts = text.split(SOFT_HYPHEN)
    for cut in range(len(parts) - 1, 0, -1):
        start = "".join(parts[:cut])
        start += "" if start.endswith("-") else "-"
        if paper.width(lead + start, style) <= room:
            return [(start, style)], [(SOFT_HYPHEN.join(parts[cut:]), style)]
    return [], word


class Flow:
    """Sets paragraphs down a column, page after page.

    `turn` begins a page and returns it; `top` and `bottom` are the base lines of the first and
    last line. Footnotes are given with the paragraph that cites them and stand at the foot of the page.
    """

    def __init__(
        self, paper: Paper, turn: Callable[[], Sheet], *, left: float, width: float, top: float, bottom: float
    ) -> None:
        self.paper, self.turn = paper, turn
        self.left, self.width, self.top, self.bottom = left, width, top, bottom
        self.sheet = turn()
        self.y = top
        self.notes: list[tuple[list[list[Run]], float]] = []
        self.note_style = replace(paper.style, size=10)

    def next_page(self) -> None:
        """End this page and begin another."""
        self.end()
        self.sheet = self.turn()
        self.y = self.top

    def end(self) -> None:
        """Set the footnotes of this page."""
        if not self.notes:
            return
        height = self._reserve()
        y = self.bottom - height + 8
        self.sheet.rule(self.left, y, self.left + 144, y, width=0.5)
        y += 14
        for lines, leading in self.notes:
            for line in lines:
                self.sheet.line(self.left, y, line)
                y += leading
            y += 2
        self.notes = []

    def _reserve(self) -> float:
        return sum(len(lines) * leading + 2 for lines, leading in self.notes) + (12 if self.notes else 0)

    def add(self, text: str, shape: Shape | None = None, *, style: Style | None = None, note: str = "") -> None:
        """Set one paragraph; a `note` stands at the foot of the page where its paragraph ends."""
        shape = shape or Shape()
        style = style or self.paper.style
        self.y += shape.before
        if self.y + shape.together > self.bottom:
            self.next_page()
        width = self.width - shape.left - shape.right
        lines = list(broken(self.paper, runs(text, style), width, first=shape.first))
        if note:
            set_note = [line for line, _ in broken(self.paper, runs(note, self.note_style), self.width)]
            self.notes.append((set_note, 12))
            if self.y + (len(lines) - 1) * shape.leading > self.bottom - self._reserve():
                raise ValueError("a paragraph with a footnote runs over the page; move it")
        for number, (line, last) in enumerate(lines):
            if self.y > self.bottom - self._reserve() + 0.5:
                self.next_page()
            self._place(line, shape, first=number == 0, last=last, width=width)
            self.y += shape.leading
        self.y += shape.after

    def _place(self, line: list[Run], shape: Shape, *, first: bool, last: bool, width: float) -> None:
        indent = shape.first if first else 0
        wide = sum(self.paper.width(*piece) for piece in line)
        room = width - indent - wide
        spaces = sum(text.count(" ") for text, _ in line)
        x = self.left + shape.left + indent
        gap = 0.0
        if shape.align == "justify" and not last and spaces:
            gap = room / spaces
        elif shape.align in ("center", "right"):
            x += room / (2 if shape.align == "center" else 1)
        self.sheet.line(x, self.y, line, gap=gap)

    def skip(self, points: float) -> None:
        """Leave room."""
        self.y += points


def leader(paper: Paper, room: float, style: Style) -> str:
    """Return as many dots as fill `room` points."""
    return "." * max(3, int(room / paper.width(".", style)))


__all__ = ["LETTER", "LIGATURE_CHARACTERS", "Flow", "Paper", "Shape", "Sheet", "Style", "leader", "runs"]
