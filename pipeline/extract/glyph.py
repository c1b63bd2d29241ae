"""Turns a trace into characters, each with its place: ligatures spelled out, double strikes made one.

It keeps every painted character, seen or not, and decides nothing about order. White
space is dropped, because the gaps between glyphs say where it is; that it was painted
is remembered with the glyph after it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from pipeline.extract.trace import Floats, Ints, Paint, Trace

REPLACEMENT = 0xFFFD
"""Stands for a glyph that no character is known for."""

STRUCK = 0.12
"""Two equal glyphs nearer than this part of their size are one glyph struck twice.
The narrowest letters stand 0.2 apart ("ll" in a condensed face)."""

RISE = (0.8, -0.2)
"""Ascender and descender, ems, of a font that gives none or impossible ones: MuPDF's own default."""

TALLEST, DEEPEST = 1.1, -0.35
"""Ems. Some fonts give boxes twice as high as their letters; a mark that high would burn the lines around it."""

LEAST = 1.0
"""Points. No box is lower than this: text of a tenth of a point is text too, and its mark must have a size."""

WHITE = frozenset([*range(9, 14), 32, 0xA0, 0x1680, *range(0x2000, 0x2010), 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF])

_WHITES = np.zeros(0x10000, dtype=np.bool_)
_WHITES[list(WHITE)] = True

HYPHENS = {0xAD: "-", 0x2010: "-", 0x2011: "-"}
"""Soft, plain and non-breaking hyphen look alike, and word processors mix them."""

ACCENTS = {
    0x60: "\u0300",
    0xB4: "\u0301",
    0x2C6: "\u0302",
    0x5E: "\u0302",
    0x2DC: "\u0303",
    0x7E: "\u0303",
    0xA8: "\u0308",
    0xAF: "\u0304",
    0x2D8: "\u0306",
    0x2D9: "\u0307",
    0x2DA: "\u030a",
    0xB8: "\u0327",
    0x2DB: "\u0328",
    0x2DD: "\u030b",
    0x2C7: "\u030c",
    **{code: chr(code) for code in range(0x300, 0x330)},
}
"""Accents that stand alone, and the combining mark that each one is."""

DOTLESS = {0x131: "i", 0x237: "j"}

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """Characters in the order of painting, one row each; all lengths in points, page space."""

    code: Ints = field(repr=False)
    quad: Floats = field(repr=False)
    """(n, 8): upper left, upper right, lower left, lower right, as the text runs."""
    number: Ints = field(repr=False)
    """Characters of one glyph share a number."""
    origin: Floats = field(repr=False)
    """(n, 2): on the base line."""
    reach: Floats = field(repr=False)
    """How far the pen moves along the line; negative in fonts of negative width."""
    size: Floats = field(repr=False)
    """Height of an em."""
    angle: Floats = field(repr=False)
    """Direction of the line in degrees, clockwise: 0 to the right, 90 down."""
    spaced: Bools = field(repr=False)
    """White space is painted before it."""
    hidden: Bools = field(repr=False)
    """Painted, but not to be seen: render mode 3, or fully transparent."""
    sound: Bools = field(repr=False)
    """Its font says which character it is."""
    order: Ints = field(repr=False)
    """Number of the stroke of paint that drew it last; what has a higher one lies over it."""
    tone: Floats = field(repr=False)
    """Grey of its paint, 0 black to 1 white; NaN where it has no one colour."""

    def __len__(self) -> int:
        return len(self.code)

    @classmethod
    def none(cls) -> Glyphs:
        """Return no characters."""
        floats = np.zeros(0, dtype=np.float32)
        whole, flags = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.bool_)
        return cls(
            code=whole,
            quad=np.zeros((0, 8), dtype=np.float32),
            number=whole,
            origin=np.zeros((0, 2), dtype=np.float32),
            reach=floats,
            size=floats,
            angle=floats,
            spaced=flags,
            hidden=flags,
            sound=flags,
            order=whole,
            tone=floats,
        )

    def pick(self, rows: npt.NDArray[np.intp] | Bools) -> Glyphs:
        """Return some of the rows."""
        return Glyphs(**{name: getattr(self, name)[rows] for name in self.__slots__})


def joined(parts: Sequence[Glyphs]) -> Glyphs:
    """Return glyphs one after the other, each with a number of its own."""
    shift, numbers = 0, []
    for part in parts:
        numbers.append(part.number + shift)
        shift += int(part.number.max()) + 1 if len(part) else 0
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in Glyphs.__slots__}
    return Glyphs(**{**columns, "number": np.concatenate(numbers)})


def glyphs(trace: Trace, mistold: Bools | None = None) -> Glyphs:
    """Return the characters of a trace; rows that are mistold say what their font says, and are not sound."""
    boxed = _boxed(trace)
    if mistold is not None:
        boxed = replace(boxed, sound=boxed.sound & ~mistold)
    white = _is_white(trace.ucs) & (np.ptp(trace.ink[:, 0::2], axis=1) < 0.01)
    usable = np.isfinite(boxed.quad).all(axis=1) & np.isfinite(boxed.reach) & np.isfinite(boxed.size)
    boxed = _with_marks(boxed, trace.ucs == -1, usable)
    kept = usable & ~white & (trace.ucs != -1)
    runs = np.maximum.accumulate(np.where(kept, np.arange(len(kept)), -1))
    before = np.concatenate(([-1], runs[:-1]))[kept] + 1
    whites = np.concatenate(([0], np.cumsum(white)))
    result = replace(boxed.pick(kept), spaced=whites[np.flatnonzero(kept)] > whites[before])
    return _spelled(_accented(_once(result)))


def _boxed(trace: Trace) -> Glyphs:
    """Return one row for each row of the trace, with a box that has a size whatever the font says."""
    width = np.hypot(*trace.em.T)
    size = np.hypot(*trace.up.T)
    with np.errstate(all="ignore"):
        turned = np.stack([-trace.up[:, 1], trace.up[:, 0]], axis=1) / size[:, None]
        along = np.where(width[:, None] > 1e-6, trace.em / width[:, None], turned)
        along = np.where(np.isfinite(along).all(axis=1)[:, None], along, np.array([1, 0], dtype=np.float32))
        up = np.where(size[:, None] > 1e-6, trace.up, np.stack([along[:, 1], -along[:, 0]], axis=1) * 1e-3)
        reach = (trace.along * along).sum(axis=1)
        left, right = _sides(trace, reach, width, size)
        high, low = _rise(trace, size)
        quad = np.concatenate(
            [
                trace.origin + along * side[:, None] + up * edge[:, None]
                for edge in (high, low)
                for side in (left, right)
            ],
            axis=1,
        )
    sound = _sound(trace)
    return Glyphs(
        code=np.where(sound, trace.ucs, np.where(_private(trace.ucs), trace.ucs, REPLACEMENT)).astype(np.int32),
        quad=quad.astype(np.float32),
        number=(np.cumsum(trace.gid >= 0) - 1).astype(np.int32),
        origin=trace.origin,
        reach=reach,
        size=size,
        angle=np.degrees(np.arctan2(along[:, 1], along[:, 0])).astype(np.float32),
        spaced=np.zeros(len(sound), dtype=np.bool_),
        hidden=(trace.paint == Paint.IGNORE) | (trace.alpha <= 0),
        sound=sound,
        order=trace.order,
        tone=trace.tone,
    )


def _sides(trace: Trace, reach: Floats, width: Floats, size: Floats) -> tuple[Floats, Floats]:
    """Return left and right end of each glyph along the line, from the origin.

    That is where the pen stood and where it goes. When that is no box (a font of zero or
    negative widths) or the outline leaves it by far, the outline counts too.
    """
    left, right = np.minimum(reach, 0), np.maximum(reach, 0)
    first, last = trace.ink[:, 0] * width, trace.ink[:, 2] * width
    odd = (reach < 0.05 * size) | (last > right + 0.6 * size) | (first < left - 0.6 * size)
    drawn = odd & (last > first)
    left = np.where(drawn, np.minimum(left, first), left)
    right = np.where(drawn, np.maximum(right, last), right)
    return left, np.where(right - left < 0.02 * size, left + 0.25 * np.maximum(size, LEAST), right).astype(np.float32)


def _rise(trace: Trace, size: Floats) -> tuple[Floats, Floats]:
    """Return top and bottom of each glyph's box in ems."""
    high, low = trace.rise[:, 0], trace.rise[:, 1]
    odd = ~((high - low > 0.5) & (high - low < 2) & (high > 0.3) & (low <= 0.05))
    high, low = np.where(odd, RISE[0], high), np.where(odd, RISE[1], low)
    high = np.where(odd, np.maximum(high, np.minimum(trace.ink[:, 3], 3)), np.minimum(high, TALLEST))
    low = np.where(odd, np.minimum(low, np.maximum(trace.ink[:, 1], -3)), np.maximum(low, DEEPEST))
    missing = np.maximum(LEAST / np.maximum(size, 1e-3) - (high - low), 0)
    return (high + missing / 2).astype(np.float32), (low - missing / 2).astype(np.float32)


def _is_white(ucs: Ints) -> Bools:
    white: Bools = _WHITES[np.clip(ucs, 0, len(_WHITES) - 1)]
    return white


def _private(ucs: Ints) -> Bools:
    return ((ucs >= 0xE000) & (ucs <= 0xF8FF)) | ((ucs >= 0xF0000) & (ucs <= 0x10FFFF))


def _sound(trace: Trace) -> Bools:
    """Tell which codes are characters: not controls, surrogates, private use, nor white space that leaves ink."""
    ucs = trace.ucs
    control = (ucs < 32) | ((ucs >= 127) & (ucs < 160))
    nothing = ((ucs >= 0xD800) & (ucs <= 0xDFFF)) | (ucs > 0x10FFFF) | (ucs == REPLACEMENT) | (ucs & 0xFFFE == 0xFFFE)
    sound: Bools = ~(control | nothing | _private(ucs) | _is_white(ucs))
    return sound


def _with_marks(boxed: Glyphs, further: Bools, usable: Bools) -> Glyphs:
    """Widen the box of each character to the further glyphs that draw it, such as an accent."""
    if not further.any():
        return boxed
    quad = boxed.quad.copy()
    owner = -1
    for row in range(len(further)):
        if not usable[row]:
            continue
        if not further[row]:
            owner = row
        elif owner >= 0:
            quad[owner] = around(quad[owner], quad[row])
    return replace(boxed, quad=quad)


def around(first: Floats, second: Floats) -> Floats:
    """Return the smallest quad with the direction of `first` that holds both."""
    axes = np.stack([first[2:4] - first[0:2], first[4:6] - first[0:2]])
    axes /= np.maximum(np.hypot(axes[:, 0], axes[:, 1]), 1e-6)[:, None]
    points = np.concatenate([first, second]).reshape(-1, 2) - first[0:2]
    try:
        parts = points @ np.linalg.inv(axes)
    except np.linalg.LinAlgError:
        return first
    low, high = parts.min(axis=0), parts.max(axis=0)
    corners = np.array([[a, b] for b in (low[1], high[1]) for a in (low[0], high[0])], dtype=np.float32)
    return (corners @ axes + first[0:2]).reshape(8).astype(np.float32)


def _once(found: Glyphs) -> Glyphs:
    """Return the glyphs with those struck twice made one, its box around both strikes."""
    if len(found) < 2:
        return found
    owner = np.arange(len(found))
    step = 2 * STRUCK * np.exp2(np.round(np.log2(np.maximum(found.size, 1e-3))))
    moving = np.abs(found.reach) > 0.05 * found.size
    for shift in ((0, 0), (0, 0.5), (0.5, 0), (0.5, 0.5)):
        cell = np.floor(found.origin / step[:, None] + np.array(shift)).astype(np.int64)
        key = (cell[:, 0] * 1_000_003 + cell[:, 1]) * 1_114_112 + found.code
        order = np.argsort(key, kind="stable")
        twins = np.flatnonzero(key[order][1:] == key[order][:-1])
        for first, second in zip(order[twins].tolist(), order[twins + 1].tolist(), strict=True):
            near = np.abs(found.origin[first] - found.origin[second]).max() <= STRUCK * found.size[first]
            alike = found.code[first] == found.code[second] and abs(found.angle[first] - found.angle[second]) < 1
            if near and alike and moving[first] and moving[second]:
                owner[second] = min(owner[second], owner[first])
    extra = np.flatnonzero(owner != np.arange(len(found)))
    if not len(extra):
        return found
    quad, hidden, painted = found.quad.copy(), found.hidden.copy(), found.order.copy()
    for row in extra.tolist():
        while owner[owner[row]] != owner[row]:
            owner[row] = owner[owner[row]]
        quad[owner[row]] = around(quad[owner[row]], quad[row])
        hidden[owner[row]] &= hidden[row]
        painted[owner[row]] = max(painted[owner[row]], painted[row])
    return replace(found, quad=quad, hidden=hidden, order=painted).pick(owner == np.arange(len(found)))


def _accented(found: Glyphs) -> Glyphs:
    """Return the glyphs with accents that are painted over a letter made one with it, as TeX paints them."""
    accents = np.flatnonzero(np.isin(found.code, list(ACCENTS)))
    if not len(accents):
        return found
    code, quad = found.code.copy(), found.quad.copy()
    kept = np.ones(len(found), dtype=np.bool_)
    middle = (quad[:, 0:2] + quad[:, 2:4]) / 2
    for row in accents.tolist():
        for other in (row + 1, row - 1):
            if not 0 <= other < len(found) or not kept[other]:
                continue
            letter = DOTLESS.get(int(code[other]), chr(code[other]))
            whole = unicodedata.normalize("NFC", letter + ACCENTS[int(code[row])])
            near = np.abs(middle[row] - middle[other]).max() < 0.4 * found.size[other]
            if len(whole) == 1 and letter.isalpha() and near:
                code[other], kept[row] = ord(whole), False
                quad[other] = around(quad[other], quad[row])
                break
    return replace(found, code=code, quad=quad).pick(kept)


def spelling(code: int) -> str:
    """Return the characters that a code stands for: ligatures spelled out, look-alike hyphens and widths made plain."""
    if code in HYPHENS:
        return HYPHENS[code]
    if 0xFB00 <= code <= 0xFB06 or 0xFF01 <= code <= 0xFF5E or 0x1D400 <= code <= 0x1D7FF:
        return unicodedata.normalize("NFKC", chr(code))
    return chr(code)


def _spelled(found: Glyphs) -> Glyphs:
    """Return one row for each letter; the letters of a glyph share its box in equal slices."""
    special = np.flatnonzero((found.code == 0xAD) | (found.code >= 0x2010))
    words = {row: text for row in special.tolist() if (text := spelling(int(found.code[row]))) != chr(found.code[row])}
    counts = np.ones(len(found), dtype=np.intp)
    for row, text in words.items():
        counts[row] = len(text)
    rows = np.repeat(np.arange(len(found)), counts)
    result = found.pick(rows) if len(rows) != len(found) else found
    code = result.code.copy()
    starts = np.cumsum(counts) - counts
    for row, text in words.items():
        code[starts[row] : starts[row] + counts[row]] = [ord(letter) for letter in text]
    spaced = result.spaced & np.concatenate(([True], rows[1:] != rows[:-1]))
    return _sliced(replace(result, code=code, spaced=spaced))


def _sliced(found: Glyphs) -> Glyphs:
    """Cut the boxes of glyphs that draw several letters into one slice for each."""
    number = found.number
    new = np.concatenate(([True], number[1:] != number[:-1])) if len(number) else np.zeros(0, dtype=np.bool_)
    starts = np.flatnonzero(new)
    counts = np.diff(np.append(starts, len(number)))
    if not (counts > 1).any():
        return found
    group = np.cumsum(new) - 1
    place = (np.arange(len(number)) - starts[group])[:, None] / counts[group][:, None]
    share = 1 / counts[group][:, None]
    whole = found.quad[starts[group]]
    upper, lower = whole[:, 2:4] - whole[:, 0:2], whole[:, 6:8] - whole[:, 4:6]
    quad = np.concatenate(
        [
            whole[:, 0:2] + upper * place,
            whole[:, 0:2] + upper * (place + share),
            whole[:, 4:6] + lower * place,
            whole[:, 4:6] + lower * (place + share),
        ],
        axis=1,
    )
    many = (counts[group] > 1)[:, None]
    along = np.stack([np.cos(np.radians(found.angle)), np.sin(np.radians(found.angle))], axis=1)
    reach = found.reach[starts[group]][:, None]
    return replace(
        found,
        quad=np.where(many, quad, found.quad).astype(np.float32),
        origin=np.where(many, found.origin[starts[group]] + along * reach * place, found.origin).astype(np.float32),
        reach=np.where(many, reach * share, found.reach[:, None])[:, 0].astype(np.float32),
    )
