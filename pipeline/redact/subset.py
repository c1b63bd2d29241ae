"""Shrink the fonts that burned letters were set in, so that no glyph, width, map or name tells which letters they were.

A font whose burned letters all stand elsewhere too is left alone: its inventory
tells nothing. Any other is cut down to exactly the codes that the pages still show.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

import pikepdf
from fontTools.agl import UV2AGL, toUnicode
from fontTools.encodings.StandardEncoding import StandardEncoding

from pipeline.redact import compact, truetype, type1
from pipeline.redact.charmap import plain_tounicode
from pipeline.redact.face import Faces, floats, glyph_names, whole
from pipeline.redact.usage import Key, Usage

FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def shrink(
    pdf: pikepdf.Pdf, burned: Mapping[Key, AbstractSet[bytes]], pages: Iterable[int], faces: Faces
) -> Counter[str]:
    """Shrink the fonts from which codes were burned on `pages`; return what was done, counted."""
    counts: Counter[str] = Counter()
    usage = Usage(pdf, faces)
    usage.scan(pages)
    if not any(codes - usage.codes.get(key, set()) for key, codes in burned.items()):
        return counts
    usage.scan()
    gone = {key for key, codes in burned.items() if codes - usage.codes.get(key, set())}
    if not gone:
        return counts
    by_file: dict[Key, list[pikepdf.Object]] = defaultdict(list)
    for font in usage.fonts.values():
        program = _program(font)
        by_file[program[1].objgen if program else font.objgen].append(font)
    for key in gone - set(usage.fonts):
        # Nothing refers to the font any more, and nothing that nothing refers to is saved.
        counts["font_dropped"] += key != (0, 0)
    for fonts in by_file.values():
        if any(font.objgen in gone for font in fonts):
            done = _shrink(pdf, fonts, usage)
            counts["font_shrunk" if done else "font_blanked"] += len(fonts)
    return counts


def _descriptor(font: pikepdf.Object) -> pikepdf.Object | None:
    below = font.get("/DescendantFonts")
    holder = below[0] if isinstance(below, pikepdf.Array) and len(below) else font
    found = holder.get("/FontDescriptor")
    return found if isinstance(found, pikepdf.Dictionary) else None


def _program(font: pikepdf.Object) -> tuple[str, pikepdf.Object] | None:
    descriptor = _descriptor(font)
    for key in FILES if descriptor is not None else ():
        stream = descriptor.get(key)  # type: ignore[union-attr]
        if isinstance(stream, pikepdf.Stream):
            return key, stream
    return None


def _shrink(pdf: pikepdf.Pdf, fonts: list[pikepdf.Object], usage: Usage) -> bool:
    """Shrink fonts that share one program; return False when the program could not be rewritten."""
    for font in fonts:
        codes = usage.codes.get(font.objgen, set())
        _dictionary(pdf, font, codes, usage)
    program = _program(fonts[0])
    if program is None:
        return True
    key, stream = program
    try:
        new, lengths = _rewritten(key, stream, fonts, usage)
    except ValueError:
        return False
    stream.write(new)
    for i, length in enumerate(lengths, 1):
        stream[f"/Length{i}"] = length
    return True


# -- dictionaries ----------------------------------------------------------------------------------------------------


def _dictionary(pdf: pikepdf.Pdf, font: pikepdf.Object, codes: AbstractSet[bytes], usage: Usage) -> None:
    if not codes:
        # A font that shows nothing any more: an empty shell that any viewer takes.
        for key in list(font.keys()):
            del font[key]
        font["/Type"], font["/Subtype"] = pikepdf.Name.Font, pikepdf.Name.Type1
        font["/BaseFont"] = pikepdf.Name.Helvetica
        return
    if isinstance(font.get("/ToUnicode"), pikepdf.Stream):
        try:
            font["/ToUnicode"] = pikepdf.Stream(
                pdf, plain_tounicode(font["/ToUnicode"].read_bytes(), keep=frozenset(codes))
            )
        except (ValueError, pikepdf.PdfError):
            del font["/ToUnicode"]
    if font.get("/Subtype") == "/Type0":
        _composite(font, {cid for code in codes for cid in _cids(usage, font, code)})
    else:
        _simple(font, {code[0] for code in codes})


def _cids(usage: Usage, font: pikepdf.Object, code: bytes) -> list[int]:
    face = usage.faces.of(font)
    cut = getattr(face, "cut", None)
    return [cid for _, cid in cut(code)] if cut is not None else []


def _simple(font: pikepdf.Object, codes: AbstractSet[int]) -> None:
    first = whole(font.get("/FirstChar"))
    widths = floats(font.get("/Widths"))
    if widths:
        low, high = min(codes), max(codes)
        font["/FirstChar"], font["/LastChar"] = low, high
        kept = [widths[c - first] if c in codes and 0 <= c - first < len(widths) else 0 for c in range(low, high + 1)]
        font["/Widths"] = pikepdf.Array([int(w) if float(w).is_integer() else round(w, 4) for w in kept])
    encoding = font.get("/Encoding")
    names = _differences(encoding)
    if names:
        listed: list[object] = []
        for code in sorted(set(names) & set(codes)):
            listed += [code, pikepdf.Name("/" + names[code])]
        if font.get("/Subtype") == "/Type3":
            keep = {names[code] for code in codes if code in names}
            for name in list(font.get("/CharProcs", pikepdf.Dictionary()).keys()):
                if name.lstrip("/") not in keep:
                    del font["/CharProcs"][name]
        fresh = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=pikepdf.Array(listed))
        if isinstance(encoding, pikepdf.Dictionary) and "/BaseEncoding" in encoding:
            fresh["/BaseEncoding"] = encoding["/BaseEncoding"]
        font["/Encoding"] = fresh


def _differences(encoding: object) -> dict[int, str]:
    listed = encoding.get("/Differences") if isinstance(encoding, pikepdf.Dictionary) else None
    out: dict[int, str] = {}
    at = 0
    for item in listed.as_list() if isinstance(listed, pikepdf.Array) else ():
        if isinstance(item, pikepdf.Name):
            out[at] = str(item).lstrip("/")
            at += 1
        else:
            at = whole(item, at)
    return out


def _composite(font: pikepdf.Object, cids: AbstractSet[int]) -> None:
    child = font["/DescendantFonts"][0]
    given = child.get("/W")
    if isinstance(given, pikepdf.Array):
        widths = _widths(given)
        listed: list[object] = []
        for cid in sorted(cids & set(widths)):
            listed += [cid, pikepdf.Array([widths[cid]])]
        child["/W"] = pikepdf.Array(listed)
    mapping = child.get("/CIDToGIDMap")
    if isinstance(mapping, pikepdf.Stream):
        old = mapping.read_bytes()
        new = bytearray(len(old))
        for cid in cids:
            new[2 * cid : 2 * cid + 2] = old[2 * cid : 2 * cid + 2]
        mapping.write(bytes(new[: len(old)]))


def _widths(listed: pikepdf.Array) -> dict[int, object]:
    out: dict[int, object] = {}
    items = listed.as_list()
    at = 0
    while at + 1 < len(items):
        first, after = whole(items[at]), items[at + 1]
        if isinstance(after, pikepdf.Array):
            out.update(enumerate(after.as_list(), first))
            at += 2
        elif at + 2 < len(items):
            out.update(dict.fromkeys(range(max(first, 0), min(whole(after), 65535) + 1), items[at + 2]))
            at += 3
        else:
            break
    return out


# -- programs --------------------------------------------------------------------------------------------------------


def _rewritten(
    key: str, stream: pikepdf.Object, fonts: list[pikepdf.Object], usage: Usage
) -> tuple[bytes, tuple[int, ...]]:
    data = stream.read_bytes()
    if data[:4] in (b"\0\1\0\0", b"true", b"OTTO", b"ttcf"):
        return _sfnt(key, data, fonts, usage)
    live = [font for font in fonts if usage.codes.get(font.objgen)]
    if any(font.get("/Subtype") == "/Type0" for font in live):
        cids = {cid for font in live for code in usage.codes[font.objgen] for cid in _cids(usage, font, code)}
        return compact.keep_cids(data, cids), ()
    if key == "/FontFile":
        clear = whole(stream.get("/Length1"))
        head, _ = type1.split(data, clear)
        return type1.keep(data, clear, _names(live, usage, type1.encoding(head)))
    return compact.keep_names(data, _names(live, usage, _cff_encoding(data))), ()


def _names(fonts: list[pikepdf.Object], usage: Usage, builtin: Mapping[int, str]) -> set[str]:
    """Return the glyph names that the used codes can mean: by the font's encoding, and by the program's own."""
    out: set[str] = set()
    for font in fonts:
        encoding = font.get("/Encoding")
        named, different = glyph_names(font), _differences(encoding)
        whole_base = isinstance(encoding, pikepdf.Dictionary) and "/BaseEncoding" in encoding
        based = whole_base or isinstance(encoding, pikepdf.Name)
        for code in usage.codes.get(font.objgen, set()):
            number = code[0]
            if based or number in different or number not in builtin:
                out |= _synonyms(named[number])
            if number in builtin and number not in different:
                out.add(builtin[number])
    return out


def _synonyms(name: str) -> set[str]:
    """Return a glyph's name and the other names of the same letter."""
    if not name:
        return set()
    text = toUnicode(name)
    out = {name}
    if len(text) == 1:
        out |= {UV2AGL.get(ord(text), name), f"uni{ord(text):04X}"}
        out |= {UV2AGL.get(ord(other), name) for other in unicodedata.normalize("NFKC", text)[:1]}
        out |= _TWINS.get(text, set())
    return out


_TWINS = {
    "'": {"quotesingle", "quoteright"},
    "’": {"quoteright", "quotesingle"},
    "`": {"grave", "quoteleft"},
    "‘": {"quoteleft", "grave"},
    "-": {"hyphen", "minus", "sfthyphen"},
    "\xad": {"hyphen", "sfthyphen", "minus"},
    "\xa0": {"space", "nbspace", "nonbreakingspace"},
}
"""Letters for which encodings and programs disagree about the name."""


def _cff_encoding(data: bytes) -> dict[int, str]:
    try:
        found = compact.read(data)[0].Encoding
    except compact.FAILURES:
        raise ValueError("the CFF program cannot be read") from None
    names = StandardEncoding if isinstance(found, str) else found
    return {i: name for i, name in enumerate(names) if name and name != ".notdef"}


def _sfnt(key: str, data: bytes, fonts: list[pikepdf.Object], usage: Usage) -> tuple[bytes, tuple[int, ...]]:
    numbers: set[int] = set()
    maps = False
    for font in fonts:
        codes = usage.codes.get(font.objgen, set())
        if not codes:
            continue
        if font.get("/Subtype") == "/Type0":
            numbers |= _wide_numbers(font, codes, usage)
        else:
            maps = True
            numbers |= _simple_numbers(font, codes, data)
    new = truetype.keep(data, numbers, maps=maps, shrink_cff=_by_number)
    return new, (len(new),) if key == "/FontFile2" else ()


def _by_number(data: bytes, numbers: AbstractSet[int]) -> bytes:
    return compact.keep_numbers(data, numbers)


def _wide_numbers(font: pikepdf.Object, codes: AbstractSet[bytes], usage: Usage) -> set[int]:
    cids = {cid for code in codes for cid in _cids(usage, font, code)}
    mapping = font["/DescendantFonts"][0].get("/CIDToGIDMap")
    if isinstance(mapping, pikepdf.Stream):
        table = mapping.read_bytes()
        return {int.from_bytes(table[2 * cid : 2 * cid + 2], "big") for cid in cids}
    return cids


def _simple_numbers(font: pikepdf.Object, codes: AbstractSet[bytes], data: bytes) -> set[int]:
    """Return the glyph numbers that any viewer could take for the used codes (ISO 32000-1, 9.6.6.4, all ways)."""
    named = glyph_names(font)
    coded = "/Encoding" in font
    by_name = fontfile_names(data) if coded else {}
    out: set[int] = set()
    for platform, _, table in truetype.character_maps(data):
        for code in codes:
            number = code[0]
            tries = {number, 0xF000 + number, 0xF100 + number, 0xF200 + number} if platform != 0 or not coded else set()
            if coded and named[number]:
                tries = {0xF000 + number} | ({number} if platform == 1 else set())
                texts = [toUnicode(name) for name in _synonyms(named[number])]
                tries |= {ord(text) for text in texts if len(text) == 1}
                tries |= _mac(texts) if platform == 1 else set()
            out |= {table[t] for t in tries if t in table}
    for code in codes:
        out |= {by_name[name] for name in _synonyms(named[code[0]]) if name in by_name}
    return out


def fontfile_names(data: bytes) -> dict[str, int]:
    """Return glyph number by name of a TrueType program."""
    return truetype.glyph_numbers(data)


def _mac(texts: list[str]) -> set[int]:
    out = set()
    for text in texts:
        try:
            out |= set(text.encode("mac_roman")[:1])
        except UnicodeError:
            continue
    return out
