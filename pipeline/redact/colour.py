"""Copy colour spaces, functions, shadings and graphics states by a whitelist; names of colorants become anonymous."""

from __future__ import annotations

import re
import struct
from typing import Any

import pikepdf

from pipeline.redact.entry import copy_booleans, copy_names, copy_numbers, copy_rows, is_number, row

DEVICE = frozenset(("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"))
_SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/CalCMYK": "/DeviceCMYK"}
_COLORANTS = frozenset(("/All", "/None", "/Cyan", "/Magenta", "/Yellow", "/Black"))
_BLENDS = (
    "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight "
    "Difference Exclusion Hue Saturation Color Luminosity"
)
BLENDS = frozenset("/" + name for name in _BLENDS.split())
INTENTS = frozenset(("/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual"))
MAX_NESTING = 8
"""Colour spaces and functions in one another; deeper is hostile."""


class Palette:
    """Copies colour objects of one source file into one target file, each once."""

    def __init__(self, target: pikepdf.Pdf) -> None:
        self.target = target
        self.done: dict[tuple[str, tuple[int, int]], pikepdf.Object | None] = {}

    def _once(self, kind: str, source: pikepdf.Object, made: pikepdf.Object | None) -> pikepdf.Object | None:
        if made is not None and source.is_indirect:
            made = made if made.is_indirect else self.target.make_indirect(made)
            self.done[kind, source.objgen] = made
        return made

    def space(self, source: Any, depth: int = 0) -> pikepdf.Object | None:
        """Return a clean colour space; None for what is none."""
        if isinstance(source, pikepdf.Name):
            name = _SHORT.get(str(source), str(source))
            return pikepdf.Name(name) if name in DEVICE else None
        if not isinstance(source, pikepdf.Array) or depth > MAX_NESTING:
            return None
        if source.is_indirect and ("space", source.objgen) in self.done:
            return self.done["space", source.objgen]
        items = list(source.as_list())
        if not items or not isinstance(items[0], pikepdf.Name):
            return None
        return self._once("space", source, self._family(str(items[0]), items, depth))

    def _family(self, family: str, items: list[Any], depth: int) -> pikepdf.Object | None:
        if family in DEVICE or family in _SHORT:
            if family == "/Pattern" and len(items) > 1:
                base = self.space(items[1], depth + 1)
                return None if base is None else pikepdf.Array([pikepdf.Name.Pattern, base])
            return pikepdf.Name(_SHORT.get(family, family))
        if len(items) >= 2:
            return self._special(family, items, depth)
        return None

    def _special(self, family: str, items: list[Any], depth: int) -> pikepdf.Object | None:
        if family in ("/CalGray", "/CalRGB", "/Lab"):
            return self._calibrated(family, items[1])
        if family == "/ICCBased":
            return self._icc(items[1], depth)
        if family in ("/Indexed", "/I") and len(items) >= 4:
            return self._indexed(items, depth)
        if family in ("/Separation", "/DeviceN") and len(items) >= 4:
            return self._inks(family, items, depth)
        return None

    def _calibrated(self, family: str, values: Any) -> pikepdf.Object | None:
        if not isinstance(values, pikepdf.Dictionary):
            return None
        out = pikepdf.Dictionary()
        copy_rows(values, out, ("/WhitePoint", "/BlackPoint", "/Gamma", "/Matrix", "/Range"))
        copy_numbers(values, out, ("/Gamma",))
        return pikepdf.Array([pikepdf.Name(family), out])

    def _icc(self, stream: Any, depth: int) -> pikepdf.Object | None:
        if not isinstance(stream, pikepdf.Stream):
            return None
        known = self.done.get(("icc", stream.objgen))
        if known is None:
            try:
                data = plain_profile(stream.read_bytes())
            except (pikepdf.PdfError, ValueError):
                return self._alternate(stream, depth)
            known = pikepdf.Stream(self.target, data)
            parts = stream.get("/N")
            known["/N"] = parts if parts in (1, 3, 4) else 3
            copy_rows(stream, known, ("/Range",))
            other = self.space(stream.get("/Alternate"), depth + 1)
            if other is not None and other != pikepdf.Name.Pattern:
                known["/Alternate"] = other
            self.done["icc", stream.objgen] = known
        return pikepdf.Array([pikepdf.Name.ICCBased, known])

    def _alternate(self, stream: pikepdf.Object, depth: int) -> pikepdf.Object | None:
        other = self.space(stream.get("/Alternate"), depth + 1)
        names = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
        parts = stream.get("/N")
        return (
            other
            if other is not None
            else pikepdf.Name(names.get(parts if isinstance(parts, int) else 3, "/DeviceRGB"))
        )

    def _indexed(self, items: list[Any], depth: int) -> pikepdf.Object | None:
        base = self.space(items[1], depth + 1)
        if base is None or not is_number(items[2]):
            return None
        high = max(0, min(255, int(items[2])))
        size = (high + 1) * components(base)
        table = items[3]
        try:
            data = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
        except (pikepdf.PdfError, TypeError):
            return None
        return pikepdf.Array([pikepdf.Name.Indexed, base, high, pikepdf.String(data[:size])])

    def _inks(self, family: str, items: list[Any], depth: int) -> pikepdf.Object | None:
        names = items[1].as_list() if isinstance(items[1], pikepdf.Array) else [items[1]]
        inks = [
            pikepdf.Name(str(name)) if str(name) in _COLORANTS else pikepdf.Name(f"/Ink{i}")
            for i, name in enumerate(names)
            if isinstance(name, pikepdf.Name)
        ]
        other, tint = self.space(items[2], depth + 1), self.function(items[3], depth + 1)
        if other is None or tint is None or not inks:
            return None
        first = inks[0] if family == "/Separation" else pikepdf.Array(inks)
        return pikepdf.Array([pikepdf.Name(family), first, other, tint])

    # -- functions ---------------------------------------------------------------------------------------------------

    def function(self, source: Any, depth: int = 0) -> pikepdf.Object | None:
        """Return a clean function; None for what is none."""
        if depth > MAX_NESTING:
            return None
        if isinstance(source, pikepdf.Array):
            found = [self.function(item, depth + 1) for item in source.as_list()]
            return None if not found or any(f is None for f in found) else pikepdf.Array(found)
        if not isinstance(source, pikepdf.Dictionary | pikepdf.Stream):
            return None
        if source.is_indirect and ("function", source.objgen) in self.done:
            return self.done["function", source.objgen]
        made = self._function(source, depth)
        return self._once("function", source, made)

    def _function(self, source: pikepdf.Object, depth: int) -> pikepdf.Object | None:
        kind = source.get("/FunctionType")
        if kind in (0, 4):
            if not isinstance(source, pikepdf.Stream):
                return None
            try:
                data = source.read_bytes()
            except pikepdf.PdfError:
                return None
            out: pikepdf.Object = pikepdf.Stream(self.target, plain_program(data) if kind == 4 else data)
        elif kind in (2, 3):
            out = pikepdf.Dictionary()
        else:
            return None
        out["/FunctionType"] = kind
        copy_rows(source, out, ("/Domain", "/Range", "/Size", "/Encode", "/Decode", "/C0", "/C1", "/Bounds"))
        copy_numbers(source, out, ("/BitsPerSample", "/Order", "/N"))
        if kind == 3:
            parts = self.function(source.get("/Functions"), depth + 1)
            if parts is None:
                return None
            out["/Functions"] = parts
        if kind == 0:
            self._cut_samples(out)
        return out

    def _cut_samples(self, out: pikepdf.Object) -> None:
        size, ranges, bits = out.get("/Size"), out.get("/Range"), out.get("/BitsPerSample")
        if size is None or ranges is None or not isinstance(bits, int):
            return
        count = bits * (len(ranges) // 2)
        for part in size.as_list():
            count *= max(int(part), 1)
        data = out.read_bytes()
        if len(data) * 8 > count + 7:
            out.write(data[: (count + 7) // 8])

    # -- shadings and graphics states --------------------------------------------------------------------------------

    def shading(self, source: Any) -> pikepdf.Object | None:
        """Return a clean shading; None for what is none."""
        if not isinstance(source, pikepdf.Dictionary | pikepdf.Stream):
            return None
        if source.is_indirect and ("shading", source.objgen) in self.done:
            return self.done["shading", source.objgen]
        kind = source.get("/ShadingType")
        space = self.space(source.get("/ColorSpace"))
        if space is None or not isinstance(kind, int) or not 1 <= kind <= 7:
            return None
        if kind >= 4:
            try:
                out: pikepdf.Object = pikepdf.Stream(self.target, source.read_bytes())
            except (pikepdf.PdfError, AttributeError, TypeError):
                return None
        else:
            out = pikepdf.Dictionary()
        out["/ShadingType"] = kind
        out["/ColorSpace"] = space
        copy_rows(source, out, ("/Background", "/BBox", "/Domain", "/Matrix", "/Coords", "/Extend", "/Decode"))
        copy_numbers(source, out, ("/BitsPerCoordinate", "/BitsPerComponent", "/BitsPerFlag", "/VerticesPerRow"))
        copy_booleans(source, out, ("/AntiAlias",))
        function = self.function(source.get("/Function"))
        if function is not None:
            out["/Function"] = function
        return self._once("shading", source, out)

    def plain_state(self, source: pikepdf.Object) -> pikepdf.Dictionary:
        """Return a graphics state without its font and soft mask, which the caller adds."""
        out = pikepdf.Dictionary()
        copy_numbers(source, out, ("/LW", "/LC", "/LJ", "/ML", "/OPM", "/FL", "/SM", "/CA", "/ca"))
        copy_booleans(source, out, ("/OP", "/op", "/SA", "/AIS", "/TK"))
        copy_names(source, out, {"/RI": INTENTS, "/BM": BLENDS})
        blend = source.get("/BM")
        if isinstance(blend, pikepdf.Array):
            known = [name for name in blend.as_list() if isinstance(name, pikepdf.Name) and str(name) in BLENDS]
            if known:
                out["/BM"] = pikepdf.Name(str(known[0]))
        dash = source.get("/D")
        if isinstance(dash, pikepdf.Array) and len(dash) == 2 and is_number(dash[1]):
            pattern = row(dash[0])
            if pattern is not None:
                out["/D"] = pikepdf.Array([pattern, dash[1]])
        return out


def components(space: pikepdf.Object) -> int:
    """Return how many numbers make a colour in a (clean) colour space."""
    names = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4, "/CalGray": 1, "/CalRGB": 3, "/Lab": 3}
    if isinstance(space, pikepdf.Name):
        return names.get(str(space), 1)
    family = str(space[0])
    if family == "/ICCBased":
        return int(space[1].get("/N", 3))
    if family == "/DeviceN":
        return len(space[1])
    return names.get(family, 1)


_WORDS = frozenset(
    b"abs add and atan bitshift ceiling copy cos cvi cvr div dup eq exch exp false floor ge gt idiv if ifelse index le "
    b"ln log lt mod mul ne neg not or pop roll round sin sqrt sub true truncate xor { }".split()
)
_PROGRAM = re.compile(rb"%[^\r\n]*|([{}])|([^\s{}%]+)")


def plain_program(data: bytes) -> bytes:
    """Return a calculator function (type 4) from its known words and numbers alone."""
    out = []
    for found in _PROGRAM.finditer(data):
        token = found.group(1) or found.group(2)
        if token and (token in _WORDS or re.fullmatch(rb"[+-]?[0-9.]+(?:[eE][+-]?\d+)?", token)):
            out.append(token)
    return b" ".join(out)


_PROFILE_TAGS = frozenset(
    (
        b"wtpt", b"bkpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"chad", b"lumi", b"gamt",
        b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"pre0", b"pre1", b"pre2", b"D2B0", b"B2D0",
    )
)  # fmt: skip
_PROFILE_TEXT = b"desc" + bytes(4) + struct.pack(">I", 2) + b"c\0" + bytes(12) + bytes(67)


def plain_profile(data: bytes) -> bytes:
    """Return an ICC profile with its colour tags alone (ICC.1:2010, 7.2).

    Raises:
        ValueError: it is no ICC profile.
    """
    if len(data) < 132 or data[36:40] != b"acsp":
        raise ValueError("no ICC profile")
    count = struct.unpack_from(">I", data, 128)[0]
    if count > 100 or 132 + 12 * count > len(data):
        raise ValueError("no ICC profile")
    kept: list[tuple[bytes, bytes]] = [(b"desc", _PROFILE_TEXT), (b"cprt", b"text" + bytes(4) + b"c\0\0\0")]
    for i in range(count):
        tag, offset, size = struct.unpack_from(">4sII", data, 132 + 12 * i)
        if tag in _PROFILE_TAGS and offset + size <= len(data):
            kept.append((tag, data[offset : offset + size]))
    head = bytearray(data[:128])
    head[4:8] = head[48:52] = head[52:56] = head[80:84] = bytes(4)
    head[84:128] = bytes(44)
    table, body, at, places = b"", b"", 132 + 12 * len(kept), {}
    for tag, value in kept:
        if value not in places:
            places[value] = at
            padded = value + bytes(-len(value) % 4)
            body += padded
            at += len(padded)
        table += struct.pack(">4sII", tag, places[value], len(value))
    head[0:4] = struct.pack(">I", at)
    return bytes(head) + struct.pack(">I", len(kept)) + table + body
