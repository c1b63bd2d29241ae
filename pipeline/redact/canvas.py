"""Run a content stream and write it anew, from known operators with proper operands alone.

Comments, unknown operators, left-over operands, tags and marked content are not
copied, content of layers that are off is not painted, and resources get
anonymous names. What is painted *where* is worked out on the way (ISO 32000-1, 8.2
to 8.10 and 9.4), so that a `Policy` can keep, change or drop each glyph run,
path and image. What is kept is copied byte by byte; nothing is rounded.

The canvas opens no file and decides nothing itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol

import pikepdf

from pipeline.redact import lexer
from pipeline.redact.face import Face, Faces
from pipeline.redact.gstate import GState
from pipeline.redact.lexer import Inline
from pipeline.redact.matrix import IDENTITY, Matrix, around, meet, sane, times, write
from pipeline.redact.outline import Outline, Segment
from pipeline.redact.run import Run

MAX_DEPTH = 28
"""Levels of forms, patterns and glyph procedures in one another; viewers stop at about as many."""
MAX_STACK = 4096
"""Levels of `q`; beyond, the stream is hostile."""

INTENTS = frozenset((b"/AbsoluteColorimetric", b"/RelativeColorimetric", b"/Saturation", b"/Perceptual"))
DEVICE = frozenset((b"DeviceGray", b"DeviceRGB", b"DeviceCMYK", b"Pattern"))

KEPT = {
    b"g": 1, b"G": 1, b"rg": 3, b"RG": 3, b"k": 4, b"K": 4, b"J": 1, b"j": 1, b"M": 1, b"i": 1, b"d0": 2, b"d1": 6,
    b"sc": 32, b"SC": 32,
}  # fmt: skip
"""Operators copied with at most so many numbers."""

_PLAIN = re.compile(rb"[0-9+\-." + lexer.SPACE + rb"]*+")
_ONE_STRING = re.compile(
    rb"["
    + lexer.SPACE
    + rb"]*+(\((?:[^()\\]++|\\[\s\S])*+\)|<[0-9A-Fa-f"
    + lexer.SPACE
    + rb"]*+>)["
    + lexer.SPACE
    + rb"]*+"
)
_ONE_ARRAY = re.compile(
    rb"["
    + lexer.SPACE
    + rb"]*+(\[[\s\S]*+)(?<=\])["
    + lexer.SPACE
    + rb"]*+|["
    + lexer.SPACE
    + rb"]*+(\[[\s\S]*\])["
    + lexer.SPACE
    + rb"]*+"
)
_NAMES = re.compile(rb"/([^" + lexer.SPACE + rb"()<>\[\]{}/%]*+)")
_DASH = re.compile(
    rb"["
    + lexer.SPACE
    + rb"]*+(\[[0-9+\-."
    + lexer.SPACE
    + rb"]*+\])["
    + lexer.SPACE
    + rb"]*+([0-9+\-.]*+)["
    + lexer.SPACE
    + rb"]*+"
)
_HASH = re.compile(rb"#([0-9A-Fa-f]{2})")


class Policy(Protocol):
    """Says what stays on the page. Places are in page space with y *up*, points."""

    def text(self, run: Run) -> list[bool] | None:
        """Return for each glyph whether it stays; None keeps the run as it is."""
        ...

    def path(self, outline: Outline) -> bytes | None:
        """Return the drawing that takes the path's place; None keeps it as it is, `b""` drops it."""
        ...

    def clip(self, outline: Outline) -> None:
        """Take note of a path that is used as a clip."""
        ...

    def shade(self, canvas: Canvas, shading: pikepdf.Object) -> bool:
        """Return whether a shading stays."""
        ...


class Shop(Protocol):
    """Hands out the objects that the rewritten stream refers to; None means that it cannot be had."""

    faces: Faces

    def font(self, source: pikepdf.Object) -> pikepdf.Object | None:
        """Return the font to use in the new stream."""
        ...

    def substitute(self) -> pikepdf.Object:
        """Return the font that stands in for one that the resources lack, as viewers do."""
        ...

    def graphics_state(self, source: pikepdf.Object, canvas: Canvas) -> pikepdf.Object | None:
        """Return the graphics state dictionary to use."""
        ...

    def colour_space(self, source: pikepdf.Object) -> pikepdf.Object | None:
        """Return the colour space to use."""
        ...

    def pattern(self, source: pikepdf.Object, canvas: Canvas) -> pikepdf.Object | None:
        """Return the pattern to use."""
        ...

    def shading(self, source: pikepdf.Object) -> pikepdf.Object | None:
        """Return the shading to use."""
        ...

    def image(self, source: pikepdf.Object, canvas: Canvas) -> tuple[pikepdf.Object | None, Matrix]:
        """Return the image to paint, and how its unit square lies in that of the source."""
        ...

    def inline(self, source: Inline, canvas: Canvas) -> bytes | tuple[pikepdf.Object, Matrix] | None:
        """Return the inline image to write, or an image object to paint in its place."""
        ...

    def form(self, source: pikepdf.Object, canvas: Canvas) -> pikepdf.Object | None:
        """Return the form to paint under the canvas's present state."""
        ...

    def visible(self, membership: Any) -> bool:
        """Tell whether an optional-content group or membership shows."""
        ...

    def count(self, what: str) -> None:
        """Count something that was dropped."""
        ...


class Canvas:
    """One content stream on its way through."""

    def __init__(
        self,
        shop: Shop,
        policy: Policy,
        *,
        resources: Any,
        state: GState | None = None,
        depth: int = 0,
        root: Matrix = IDENTITY,
    ) -> None:
        self.shop = shop
        self.policy = policy
        self.resources = resources if isinstance(resources, pikepdf.Dictionary) else pikepdf.Dictionary()
        self.state = state or GState()
        self.depth = depth
        self.root = root
        """From the space of this stream's owner to page space; what pattern matrices are relative to."""
        self.out: list[bytes] = []
        self.used: dict[str, dict[str, pikepdf.Object]] = {}
        self.names: dict[tuple[str, bytes], bytes | None] = {}
        self.faces: dict[bytes, tuple[Face, pikepdf.Object]] = {}
        self.stack: list[GState] = []
        self.marked: list[bool] = []
        self.hidden = 0
        self.drawn = 0
        """Bytes of the forms it draws, each counted as often as it is drawn; the shop keeps the sum."""
        self.in_text = False
        self.tm: Matrix = IDENTITY
        self.line: Matrix = IDENTITY
        self.owed = 0.0
        """Text space that burned glyphs left behind and the next glyph shown in this line has to skip."""
        self.segments: list[Segment] = []
        self.pending: bytes = b""

    # -- running -----------------------------------------------------------------------------------------------------

    def run(self, data: bytes) -> bytes:
        """Rewrite a whole stream and return the new one."""
        table = HANDLERS
        for operator, operands, inline in lexer.instructions(data):
            if inline is not None:
                self._inline(inline)
                continue
            handler = table.get(operator)
            if handler is not None:
                handler(self, operator, operands)
            elif operator in KEPT:
                self._keep(operator, operands)
            else:
                self.shop.count("unknown_operator")
        if self.in_text:
            self.out.append(b"ET")
        self.out.extend(b"Q" for _ in self.stack)
        return b"\n".join(self.out)

    def resource_dictionary(self) -> pikepdf.Dictionary:
        """Return the resources that the new stream uses, and no others."""
        return pikepdf.Dictionary({f"/{kind}": pikepdf.Dictionary(named) for kind, named in self.used.items() if named})

    def numbers(self, operands: bytes, count: int) -> list[float]:
        """Return exactly `count` numbers, the last ones given, 0 for missing ones."""
        found = lexer.numbers(operands)[-count:]
        return found + [0.0] * (count - len(found))

    def emit(self, operator: bytes, *operands: bytes) -> None:
        """Write one instruction."""
        self.out.append(b" ".join((*operands, operator)))

    def _keep(self, operator: bytes, operands: bytes) -> None:
        if _PLAIN.fullmatch(operands) is None:
            operands = write(lexer.numbers(operands))
        self.out.append(b" ".join((*operands.split()[-KEPT[operator] :], operator)))
        if operator in _SETS_FILL:
            self.state.fill_pattern = None
        elif operator in _SETS_STROKE:
            self.state.stroke_pattern = None

    # -- resources ---------------------------------------------------------------------------------------------------

    def find(self, kind: str, name: bytes) -> pikepdf.Object | None:
        """Return a named resource of the source, or None."""
        group = self.resources.get("/" + kind)
        if not isinstance(group, pikepdf.Dictionary):
            return None
        key = "/" + _HASH.sub(lambda m: bytes((int(m.group(1), 16),)), name).decode("utf-8", "surrogateescape")
        try:
            return group.get(key)
        except (ValueError, UnicodeError, RuntimeError):
            return None

    def register(self, kind: str, target: pikepdf.Object, prefix: str) -> bytes:
        """Give a target object an anonymous name in the new resources."""
        group = self.used.setdefault(kind, {})
        for name, other in group.items():
            if other is target or (target.is_indirect and other.is_indirect and other.objgen == target.objgen):
                return name.encode()
        name = f"/{prefix}{len(group)}"
        group[name] = target
        return name.encode()

    def _named(self, kind: str, name: bytes, make: Callable[[pikepdf.Object], Any], prefix: str) -> bytes | None:
        key = (kind, name)
        if key not in self.names:
            source = self.find(kind, name)
            target = make(source) if source is not None else None
            self.names[key] = None if target is None else self.register(kind, target, prefix)
        return self.names[key]

    # -- graphics state ----------------------------------------------------------------------------------------------

    def _q(self, _: bytes, __: bytes) -> None:
        if len(self.stack) < MAX_STACK:
            self.stack.append(self.state.copy())
            self.out.append(b"q")

    def _Q(self, _: bytes, __: bytes) -> None:  # noqa: N802 - named for the operator
        if self.stack:
            self.state = self.stack.pop()
            self.out.append(b"Q")

    def _cm(self, _: bytes, operands: bytes) -> None:
        values = self.numbers(operands, 6)
        if not sane(values):
            return
        a, b, c, d, e, f = values
        self.state.ctm = times((a, b, c, d, e, f), self.state.ctm)
        self._copy(b"cm", operands, 6)

    def _copy(self, operator: bytes, operands: bytes, count: int) -> None:
        parts = operands.split() if _PLAIN.fullmatch(operands) else [write((v,)) for v in lexer.numbers(operands)]
        self.out.append(b" ".join((*parts[-count:], operator)))

    def _w(self, _: bytes, operands: bytes) -> None:
        self.state.line_width = abs(self.numbers(operands, 1)[0])
        self._copy(b"w", operands, 1)

    def _d(self, _: bytes, operands: bytes) -> None:
        found = _DASH.fullmatch(operands)
        if found:
            self.emit(b"d", b" ".join(found.group(1).split()), found.group(2) or b"0")

    def _ri(self, _: bytes, operands: bytes) -> None:
        if operands.strip() in INTENTS:
            self.emit(b"ri", operands.strip())

    def _gs(self, _: bytes, operands: bytes) -> None:
        name = _last_name(operands)
        source = self.find("ExtGState", name)
        if not isinstance(source, pikepdf.Dictionary):
            return
        width = source.get("/LW")
        if width is not None:
            self.state.line_width = abs(_float(width))
        listed = source.get("/Font")
        if isinstance(listed, pikepdf.Array) and len(listed) == 2 and isinstance(listed[0], pikepdf.Dictionary):
            self.state.font, self.state.font_object = self.shop.faces.of(listed[0]), listed[0]
            self.state.size = _float(listed[1])
        # A soft mask is placed by the matrix in force now, so the shop is asked each time one is set.
        fresh = isinstance(source.get("/SMask"), pikepdf.Dictionary)
        if fresh:
            target = self.shop.graphics_state(source, self)
            new = None if target is None else self.register("ExtGState", target, "G")
        else:
            new = self._named("ExtGState", name, lambda found: self.shop.graphics_state(found, self), "G")
        if new:
            self.emit(b"gs", new)

    # -- paths -------------------------------------------------------------------------------------------------------

    def _segment(self, operator: bytes, operands: bytes) -> None:
        count = _POINTS[operator]
        if not count:
            self.segments.append((operator, [], b""))
            return
        try:
            values = [float(part) for part in operands.split()]
        except ValueError:
            values = []
        if len(values) != count:
            values = self.numbers(operands, count)
            operands = write(values)
        self.segments.append((operator, values, operands))

    def _clip(self, operator: bytes, _: bytes) -> None:
        self.pending = operator

    def _paint(self, operator: bytes, _: bytes) -> None:
        segments, pending = self.segments, self.pending
        self.segments, self.pending = [], b""
        if not segments:
            return
        if self.hidden and operator != b"n":
            operator = b"n"
            self.shop.count("hidden_layer")
        outline = Outline(segments, operator, self.state)
        kept = self.policy.path(outline) if operator != b"n" else b""
        if kept is None:
            self.out.extend(outline.drawing())
            if pending:
                self.out.append(pending)
            self.out.append(operator)
        elif kept:
            self.out.append(kept)
        if pending:
            self.policy.clip(outline)
            if kept is not None:
                self.out.extend(outline.drawing())
                self.out.extend((pending, b"n"))
            self.state.clip = meet(self.state.clip, outline.bounds)
            self.state.shaped = self.state.shaped or not outline.upright
        if outline.unsafe:
            self.shop.count("unsafe_path")

    # -- colour ------------------------------------------------------------------------------------------------------

    def _space(self, operator: bytes, operands: bytes) -> None:
        name = _last_name(operands)
        new = b"/" + name
        if name not in DEVICE or self.find("ColorSpace", name) is not None:
            found = self._named("ColorSpace", name, self.shop.colour_space, "C")
            if found is None:
                return
            new = found
        if operator == b"cs":
            self.state.fill_pattern = None
        else:
            self.state.stroke_pattern = None
        self.emit(operator, new)

    def _colour(self, operator: bytes, operands: bytes) -> None:
        names = _NAMES.findall(operands)
        values = operands.split(b"/", 1)[0] if names else operands
        if _PLAIN.fullmatch(values) is None:
            values = write(lexer.numbers(values))
        parts = values.split()[-32:]
        pattern = None
        if names:
            pattern = self.find("Pattern", names[-1])
            new = self._named("Pattern", names[-1], lambda found: self.shop.pattern(found, self), "P")
            if new is None:
                return
            parts.append(new)
        if operator == b"scn":
            self.state.fill_pattern = pattern
        else:
            self.state.stroke_pattern = pattern
        self.emit(operator, *parts)

    def _sh(self, _: bytes, operands: bytes) -> None:
        name = _last_name(operands)
        source = self.find("Shading", name)
        if source is None or self.hidden or not self.policy.shade(self, source):
            return
        new = self._named("Shading", name, self.shop.shading, "S")
        if new:
            self.emit(b"sh", new)

    # -- text --------------------------------------------------------------------------------------------------------

    def _BT(self, _: bytes, __: bytes) -> None:  # noqa: N802
        if not self.in_text:
            self.out.append(b"BT")
        self.in_text = True
        self.owed = 0.0
        self.tm = self.line = IDENTITY

    def _ET(self, _: bytes, __: bytes) -> None:  # noqa: N802
        if self.in_text:
            self.out.append(b"ET")
        self.in_text = False

    def _text_state(self, operator: bytes, operands: bytes) -> None:
        value = self.numbers(operands, 1)[0]
        name, factor = _TEXT_STATE[operator]
        setattr(self.state, name, int(value) if name == "mode" else value * factor)
        self._copy(operator, operands, 1)

    def _Tf(self, _: bytes, operands: bytes) -> None:  # noqa: N802
        name = _last_name(operands)
        self.state.size = self.numbers(operands.rsplit(b"/" + name, 1)[-1], 1)[0]
        if name not in self.faces:
            source = self.find("Font", name)
            if not isinstance(source, pikepdf.Dictionary):
                source = self.shop.substitute()
            target = self.shop.font(source)
            self.names["Font", name] = None if target is None else self.register("Font", target, "F")
            self.faces[name] = self.shop.faces.of(source), source
        known, new = self.faces[name], self.names["Font", name]
        if new is None:
            self.state.font = self.state.font_object = None
            return
        self.state.font, self.state.font_object = known
        self.emit(b"Tf", new, _last_number(operands))

    def _Td(self, operator: bytes, operands: bytes) -> None:  # noqa: N802
        x, y = self.numbers(operands, 2)
        self.owed = 0.0
        if operator == b"TD":
            self.state.leading = -y
        self.tm = self.line = times((1, 0, 0, 1, x, y), self.line)
        self._copy(operator, operands, 2)

    def _Tm(self, _: bytes, operands: bytes) -> None:  # noqa: N802
        a, b, c, d, e, f = self.numbers(operands, 6)
        self.owed = 0.0
        self.tm = self.line = (a, b, c, d, e, f)
        self._copy(b"Tm", operands, 6)

    def _newline(self) -> None:
        self.owed = 0.0
        self.tm = self.line = times((1, 0, 0, 1, 0, -self.state.leading), self.line)

    def _T_star(self, _: bytes, __: bytes) -> None:  # noqa: N802
        self._newline()
        self.out.append(b"T*")

    def _Tj(self, operator: bytes, operands: bytes) -> None:  # noqa: N802
        found = _ONE_STRING.fullmatch(operands)
        token = found.group(1) if found else _last_string(operands)
        lead: tuple[bytes, ...] = ()
        if operator == b'"':
            before = self.numbers(operands.split(b"(")[0].split(b"<")[0], 2)
            self.state.word_space, self.state.char_space = before
            lead = (write(before),)
        if operator != b"Tj":
            self._newline()
        self._show([lexer.string(token)] if token else [], [*lead, token or b"()"], operator)

    def _TJ(self, _: bytes, operands: bytes) -> None:  # noqa: N802
        start = operands.rfind(b"[") if b"(" not in operands else operands.find(b"[")
        items = lexer.pieces(operands[start:]) if start >= 0 else []
        raw = operands[start:].strip() if b"/" not in operands and b"<<" not in operands else _array(items)
        self._show(items, [raw if raw.endswith(b"]") else _array(items)], b"TJ")

    def _show(self, items: list[bytes | float], raw: list[bytes], operator: bytes) -> None:
        state = self.state
        if state.font is None:
            if operator in (b"'", b'"'):
                self.out.append(b"T*")
            return
        run = Run(items, state, self.tm)
        self.tm = run.after
        keep = [False] * run.count if self.hidden else self.policy.text(run)
        if self.hidden and run.count:
            self.shop.count("hidden_layer")
        if (keep is None or all(keep)) and not self.owed:
            self.emit(operator, *raw)
            return
        if operator == b'"':
            self.out.append(write((state.word_space,)) + b" Tw " + write((state.char_space,)) + b" Tc")
        if operator in (b"'", b'"'):
            self.out.append(b"T*")
        left = run.without([True] * run.count if keep is None else keep)
        factor = run.factor / 1000
        if left and self.owed and factor:
            left.insert(0, -self.owed / factor)
        if any(isinstance(item, bytes) for item in left):
            self.owed = 0.0
        elif left:
            self.owed, left = -sum(item for item in left if not isinstance(item, bytes)) * factor, []
        if left and not isinstance(left[-1], bytes):
            self.owed = -float(left.pop()) * factor
        if left:
            self.emit(b"TJ", _array(left))

    # -- objects -----------------------------------------------------------------------------------------------------

    def _Do(self, _: bytes, operands: bytes) -> None:  # noqa: N802
        source = self.find("XObject", _last_name(operands))
        if not isinstance(source, pikepdf.Stream):
            return
        if self.hidden or ("/OC" in source and not self.shop.visible(source.get("/OC"))):
            self.shop.count("hidden_layer")
            return
        if self.depth > MAX_DEPTH:
            self.shop.count("too_deep")
            return
        kind = source.get("/Subtype")
        if kind == "/Image":
            target, inner = self.shop.image(source, self)
            if target is not None:
                self.paint_image(target, inner)
        elif kind == "/Form" or (kind is None and "/BBox" in source):
            form = self.shop.form(source, self)
            if form is not None:
                self.emit(b"Do", self.register("XObject", form, "X"))

    def paint_image(self, target: pikepdf.Object, inner: Matrix = IDENTITY) -> None:
        """Write the instructions that paint an image into a part of the unit square."""
        name = self.register("XObject", target, "X")
        if inner == IDENTITY:
            self.emit(b"Do", name)
        else:
            self.out.append(b"q " + b" ".join(f"{v:.9f}".encode() for v in inner) + b" cm " + name + b" Do Q")

    def _inline(self, inline: Inline) -> None:
        if self.hidden:
            self.shop.count("hidden_layer")
            return
        new = self.shop.inline(inline, self)
        if isinstance(new, bytes):
            self.out.append(new)
        elif new is not None:
            self.paint_image(*new)

    def enter(self, form: pikepdf.Object) -> GState:
        """Return the state in which a form's content begins: its matrix and its box applied."""
        inner = self.state.copy()
        matrix = six(form.get("/Matrix"))
        inner.ctm = times(matrix, inner.ctm)
        bounds = form.get("/BBox")
        values = [_float(v) for v in bounds.as_list()] if isinstance(bounds, pikepdf.Array) else []
        if len(values) == 4 and sane(values):
            x0, x1 = sorted((values[0], values[2]))
            y0, y1 = sorted((values[1], values[3]))
            inner.clip = meet(inner.clip, around((x0, y0, x1, y1), inner.ctm))
        return inner

    # -- marked content ----------------------------------------------------------------------------------------------

    def _begin_marked(self, operator: bytes, operands: bytes) -> None:
        names = _NAMES.findall(operands)
        off = False
        if operator == b"BDC" and len(names) == 2 and names[0] == b"OC":
            group = self.find("Properties", names[1])
            off = group is not None and not self.shop.visible(group)
        elif operator == b"BDC":
            self.shop.count("tag")
        self.marked.append(off)
        self.hidden += off

    def _end_marked(self, _: bytes, __: bytes) -> None:
        if self.marked:
            self.hidden -= self.marked.pop()

    def _drop(self, _: bytes, __: bytes) -> None:
        """Leave an instruction out that paints nothing."""


def six(value: Any) -> Matrix:
    """Return a matrix entry; the identity for what is none."""
    try:
        found = [float(v) for v in value.as_list()] if isinstance(value, pikepdf.Array) else []
    except (TypeError, ValueError):
        found = []
    if len(found) != 6 or not sane(found):
        return IDENTITY
    a, b, c, d, e, f = found
    return (a, b, c, d, e, f)


def _float(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def _last_name(operands: bytes) -> bytes:
    names = _NAMES.findall(operands)
    return names[-1] if names else b""


def _last_number(operands: bytes) -> bytes:
    found = re.findall(rb"(?<![^" + lexer.SPACE + rb"])[0-9+\-.]++", operands)
    return found[-1] if found else b"0"


def _last_string(operands: bytes) -> bytes:
    found = lexer.pieces(b"[" + operands + b"]")
    strings = [item for item in found if isinstance(item, bytes)]
    return lexer.literal(strings[-1]) if strings else b""


def _array(items: list[bytes | float]) -> bytes:
    return b"[" + b"".join(lexer.literal(i) if isinstance(i, bytes) else write((i,)) + b" " for i in items) + b"]"


_POINTS = {b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4, b"re": 4, b"h": 0}
_TEXT_STATE = {
    b"Tc": ("char_space", 1.0),
    b"Tw": ("word_space", 1.0),
    b"Tz": ("stretch", 0.01),
    b"TL": ("leading", 1.0),
    b"Ts": ("rise", 1.0),
    b"Tr": ("mode", 1.0),
}
_SETS_FILL = frozenset((b"g", b"rg", b"k", b"sc"))
_SETS_STROKE = frozenset((b"G", b"RG", b"K", b"SC"))

HANDLERS: dict[bytes, Callable[[Canvas, bytes, bytes], None]] = {
    b"q": Canvas._q,
    b"Q": Canvas._Q,
    b"cm": Canvas._cm,
    b"w": Canvas._w,
    b"d": Canvas._d,
    b"ri": Canvas._ri,
    b"gs": Canvas._gs,
    **dict.fromkeys(_POINTS, Canvas._segment),
    **dict.fromkeys((b"W", b"W*"), Canvas._clip),
    **dict.fromkeys((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"n"), Canvas._paint),
    b"cs": Canvas._space,
    b"CS": Canvas._space,
    b"scn": Canvas._colour,
    b"SCN": Canvas._colour,
    b"sh": Canvas._sh,
    b"BT": Canvas._BT,
    b"ET": Canvas._ET,
    **dict.fromkeys(_TEXT_STATE, Canvas._text_state),
    b"Tf": Canvas._Tf,
    b"Td": Canvas._Td,
    b"TD": Canvas._Td,
    b"Tm": Canvas._Tm,
    b"T*": Canvas._T_star,
    b"Tj": Canvas._Tj,
    b"'": Canvas._Tj,
    b'"': Canvas._Tj,
    b"TJ": Canvas._TJ,
    b"Do": Canvas._Do,
    b"BDC": Canvas._begin_marked,
    b"BMC": Canvas._begin_marked,
    b"EMC": Canvas._end_marked,
    b"MP": Canvas._drop,
    b"DP": Canvas._drop,
    b"BX": Canvas._drop,
    b"EX": Canvas._drop,
}
"""What each operator does on the canvas; what stands neither here nor in `KEPT` is not copied."""
