"""Keep of a CFF program only the glyphs that are used: outlines, names, subroutines and encoding of the others go."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from types import SimpleNamespace

from fontTools.cffLib import CFFFontSet
from fontTools.cffLib.transforms import desubroutinizeCharString
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.misc.psCharStrings import T2CharString

logging.getLogger("fontTools").setLevel(logging.CRITICAL)
# fontTools warns about damaged programs in words that may come from the file.

FAILURES = (
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    OverflowError,
)
"""What fontTools raises on a damaged program."""

_ENDCHAR = b"\x0e"
"""A glyph that draws nothing (Adobe Technical Note 5177, appendix A)."""


def read(data: bytes) -> CFFFontSet:
    """Return a parsed CFF program."""
    out = CFFFontSet()
    out.decompile(io.BytesIO(data), None)
    return out


def write(program: CFFFontSet) -> bytes:
    """Return the bytes of a CFF program."""
    held = io.BytesIO()
    program.compile(held, SimpleNamespace(recalcBBoxes=False))
    return held.getvalue()


def keep_names(data: bytes, names: AbstractSet[str]) -> bytes:
    """Return a name-keyed (or CID-keyed) program with the glyphs of these names and .notdef; others leave no trace.

    Raises:
        ValueError: the program cannot be rewritten.
    """
    return _changed(data, lambda program: _keep_names(program, names))


def keep_numbers(data: bytes, numbers: AbstractSet[int]) -> bytes:
    """Return a program in which every glyph keeps its number, but those that are not listed are empty.

    Raises:
        ValueError: the program cannot be rewritten.
    """
    return _changed(data, lambda program: _keep_numbers(program, numbers))


def keep_cids(data: bytes, cids: AbstractSet[int]) -> bytes:
    """Return the program of a composite font with these CIDs, which are glyph numbers where it is not CID-keyed.

    Raises:
        ValueError: the program cannot be rewritten.
    """

    def keep(program: CFFFontSet) -> None:
        if hasattr(program[0], "ROS"):
            _keep_names(program, {f"cid{cid:05d}" for cid in cids})
        else:
            _keep_numbers(program, cids)

    return _changed(data, keep)


def _changed(data: bytes, change: Callable[[CFFFontSet], None]) -> bytes:
    try:
        program = read(data)
        change(program)
        return write(program)
    except FAILURES:
        raise ValueError("the CFF program cannot be rewritten") from None


def _keep_names(program: CFFFontSet, names: AbstractSet[str]) -> None:
    top = program[0]
    wanted = [name for name in top.charset if name in names or name == top.charset[0]]
    wanted += [name for name in _accents(top, wanted) if name not in wanted]
    kept = [name for name in top.charset if name in set(wanted)]
    getattr(top, "Encoding", None)  # read when first asked for, by the places that glyphs have now
    _drop(top, kept)
    _no_subroutines(program, top)
    if isinstance(getattr(top, "Encoding", None), list):
        top.Encoding = [name if name in set(kept) else ".notdef" for name in top.Encoding]


def _keep_numbers(program: CFFFontSet, numbers: AbstractSet[int]) -> None:
    top = program[0]
    order = list(top.charset)
    used = {order[n] for n in numbers if n < len(order)} | {order[0]}
    used |= set(_accents(top, list(used)))
    _flatten(top, [name for name in order if name in used])
    empty = T2CharString(bytecode=_ENDCHAR)
    for name in order:
        if name not in used:
            _replace(top, name, empty)
    _no_subroutines(program, top)
    if not hasattr(top, "ROS"):
        _anonymous(top, order)


def _anonymous(top: object, order: list[str]) -> None:
    """Number the glyphs of a program that is used by number, where names of letters would tell what is missing."""
    strings = top.CharStrings  # type: ignore[attr-defined]
    new = {name: name if i == 0 else f"x{i}" for i, name in enumerate(order)}
    strings.charStrings = {new[name]: glyph for name, glyph in strings.charStrings.items()}
    top.charset = [new[name] for name in order]  # type: ignore[attr-defined]
    if isinstance(getattr(top, "Encoding", None), list):
        top.Encoding = [".notdef"] * 256  # type: ignore[attr-defined]


def _replace(top: object, name: str, new: T2CharString) -> None:
    strings = top.CharStrings  # type: ignore[attr-defined]
    if strings.charStringsAreIndexed:
        strings.charStringsIndex.items[strings.charStrings[name]] = new
    else:
        strings.charStrings[name] = new


def _flatten(top: object, names: list[str]) -> None:
    """Draw the subroutines into the glyphs that use them, so that none has to stay for others."""
    strings = top.CharStrings  # type: ignore[attr-defined]
    for name in names:
        glyph, _ = strings.getItemAndSelector(name)
        desubroutinizeCharString(glyph)
        glyph.bytecode = None


def _no_subroutines(program: CFFFontSet, top: object) -> None:
    program.GlobalSubrs.clear()
    parts = getattr(top, "FDArray", None) or [top]
    for part in parts:
        private = getattr(part, "Private", None)
        if private is not None and hasattr(private, "Subrs"):
            del private.Subrs
            private.rawDict.pop("Subrs", None)


def _drop(top: object, kept: list[str]) -> None:
    strings = top.CharStrings  # type: ignore[attr-defined]
    _flatten(top, kept)
    order = list(top.charset)  # type: ignore[attr-defined]
    wanted = set(kept)
    indices = [i for i, name in enumerate(order) if name in wanted]
    if strings.charStringsAreIndexed:
        index = strings.charStringsIndex
        loaded = {name: strings.getItemAndSelector(name)[0] for name in kept}
        index.items = [loaded[order[i]] for i in indices]
        for stale in ("file", "offsets"):
            if hasattr(index, stale):
                delattr(index, stale)
        strings.charStrings = {order[i]: n for n, i in enumerate(indices)}
    else:
        strings.charStrings = {name: glyph for name, glyph in strings.charStrings.items() if name in wanted}
    if hasattr(top, "FDSelect"):
        select = top.FDSelect
        select.format = None
        select.gidArray = [select.gidArray[i] for i in indices]
    top.charset = [order[i] for i in indices]  # type: ignore[attr-defined]
    top.numGlyphs = len(indices)  # type: ignore[attr-defined]


def _accents(top: object, names: list[str]) -> list[str]:
    """Return the glyphs that accented letters are put together from (`endchar` with four operands)."""
    out: list[str] = []
    strings = top.CharStrings  # type: ignore[attr-defined]
    for name in names:
        glyph, _ = strings.getItemAndSelector(name)
        glyph.decompile()
        if (
            len(glyph.program) >= 5
            and glyph.program[-1] == "endchar"
            and all(isinstance(v, int) for v in glyph.program[-3:-1])
        ) and len([v for v in glyph.program if isinstance(v, str)]) == 1:
            out += [StandardEncoding[int(v)] for v in glyph.program[-3:-1] if 0 <= int(v) < 256]
    return [name for name in out if name in strings.charStrings]
