"""Channels in embedded fonts of every kind: a subset that holds the secret's letters and those of one other word.

Each letter is drawn as seven bars that spell its code, so that no two are alike.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pikepdf
import pymupdf
from fontTools.cffLib import CFFFontSet, FDArrayIndex, FDSelect, FontDict
from fontTools.fontBuilder import FontBuilder
from fontTools.misc import eexec
from fontTools.misc.psCharStrings import T1CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, Stream

from tests.leaks.bench import SECRET, Case, channel, new, page

KEPT = "thers"
"""Stays on the page in the same font."""

LETTERS = sorted(set(SECRET.replace(" ", "")) | set(KEPT))

SPOT = (70.0, 95.0, 260.0, 109.0)
"""Where the secret stands, page space."""


def bars(letter: str) -> Iterator[tuple[int, int]]:
    """Yield left side and height of each bar of a letter, in thousandths of an em."""
    for bit in range(7):
        yield 80 * bit, 700 if ord(letter) >> bit & 1 else 250


def draw(pen: object, letter: str) -> None:
    """Draw a letter with a pen of fontTools."""
    for left, high in bars(letter):
        pen.moveTo((left, 0))  # type: ignore[attr-defined]
        for point in ((left, high), (left + 60, high), (left + 60, 0)):
            pen.lineTo(point)  # type: ignore[attr-defined]
        pen.closePath()  # type: ignore[attr-defined]


def type1() -> bytes:
    """Return a Type 1 program, its private part sealed."""

    def sealed(body: list[object]) -> bytes:
        glyph = T1CharString(program=body)
        glyph.compile()
        return eexec.encrypt(b"\0\0\0\0" + glyph.bytecode, 4330)[0]

    def program(letter: str) -> bytes:
        body: list[object] = [0, 600, "hsbw"]
        x, y = 0, 0
        for left, high in bars(letter):
            body += [left - x, -y, "rmoveto", high, "vlineto", 60, "hlineto", -high, "vlineto", "closepath"]
            x, y = left + 60, 0
        return sealed([*body, "endchar"])

    glyphs = {".notdef": sealed([0, 600, "hsbw", "endchar"]), **{letter: program(letter) for letter in LETTERS}}
    listed = b"".join(b"/%s %d RD %s ND\n" % (name.encode(), len(body), body) for name, body in glyphs.items())
    private = (
        b"\0\0\0\0dup /Private 8 dict dup begin /RD {string currentfile exch readstring pop} executeonly def "
        b"/ND {noaccess def} executeonly def /NP {noaccess put} executeonly def /BlueValues [] def /lenIV 4 def "
        b"/MinFeature {16 16} def /password 5839 def "
        b"2 index /CharStrings %d dict dup begin\n%send\nend\nreadonly put\nnoaccess put\ndup/FontName get exch "
        b"definefont pop\nmark currentfile closefile\n" % (len(glyphs), listed)
    )
    head = (
        b"%!PS-AdobeFont-1.0: Bars\n11 dict begin /FontName /Bars def /FontType 1 def /PaintType 0 def "
        b"/FontMatrix [0.001 0 0 0.001 0 0] readonly def /FontBBox {0 0 600 750} readonly def\n"
        b"/Encoding StandardEncoding def currentdict end\ncurrentfile eexec\n"
    )
    return head + eexec.encrypt(private, 55665)[0] + b"0" * 64 + b"\ncleartomark\n"


def _builder(*, cff: bool) -> FontBuilder:
    made = FontBuilder(1000, isTTF=not cff)
    order = [".notdef", *LETTERS]
    made.setupGlyphOrder(order)
    made.setupCharacterMap({ord(letter): letter for letter in LETTERS})
    if cff:
        glyphs = {}
        for name in order:
            pen = T2CharStringPen(600, None)
            if name != ".notdef":
                draw(pen, name)
            glyphs[name] = pen.getCharString()
        made.setupCFF("Bars", {}, glyphs, {})
    else:
        made.setupGlyf({name: _glyph(name) for name in order})
    made.setupHorizontalMetrics(dict.fromkeys(order, (600, 0)))
    made.setupHorizontalHeader(ascent=750, descent=0)
    made.setupOS2()
    made.setupPost()
    return made


def _glyph(name: str) -> object:
    pen = TTGlyphPen(None)
    if name != ".notdef":
        draw(pen, name)
    return pen.glyph()


def truetype() -> bytes:
    """Return a TrueType program."""
    held = io.BytesIO()
    _builder(cff=False).save(held)
    return held.getvalue()


def opentype() -> bytes:
    """Return an OpenType program with CFF outlines."""
    held = io.BytesIO()
    _builder(cff=True).save(held)
    return held.getvalue()


def _written(program: CFFFontSet) -> bytes:
    held = io.BytesIO()
    program.compile(held, SimpleNamespace(recalcBBoxes=False))
    return held.getvalue()


def cff() -> bytes:
    """Return a CFF program whose glyphs have names."""
    return _written(_builder(cff=True).font["CFF "].cff)


def cff_with_codes() -> bytes:
    """Return a CFF program with an encoding of its own: its glyphs have the codes 1, 2, 3 and on."""
    program = CFFFontSet()
    program.decompile(io.BytesIO(cff()), None)
    top = program[0]
    top.Encoding = [".notdef", *LETTERS, *[".notdef"] * (255 - len(LETTERS))]
    return _written(program)


def cid_keyed() -> bytes:
    """Return a CFF program whose glyphs have CIDs, as composite fonts use it."""
    program = CFFFontSet()
    program.decompile(io.BytesIO(cff()), None)
    top = program[0]
    part = FontDict()
    part.Private = top.Private
    array, select = FDArrayIndex(), FDSelect()
    array.append(part)
    select.gidArray = [0] * len(top.charset)
    names = {name: name if i == 0 else f"cid{i:05d}" for i, name in enumerate(top.charset)}
    top.ROS, top.CIDCount, top.FDArray, top.FDSelect = ("Adobe", "Identity", 0), len(names), array, select
    top.charset = list(names.values())
    top.CharStrings.charStrings = {name: i for i, name in enumerate(top.charset)}
    top.CharStrings.fdArray, top.CharStrings.fdSelect = array, select
    for stale in ("Private", "Encoding"):
        top.rawDict.pop(stale, None)
        if hasattr(top, stale):
            delattr(top, stale)
    return _written(program)


def _descriptor(pdf: pikepdf.Pdf, data: bytes, key: str, subtype: str = "") -> pikepdf.Object:
    stream = Stream(pdf, data)
    if subtype:
        stream["/Subtype"] = Name("/" + subtype)
    if key == "/FontFile":
        clear = data.index(b"eexec\n") + 6
        stream["/Length1"], stream["/Length2"], stream["/Length3"] = clear, len(data) - clear - 77, 77
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/ABCDEF+Bars"),
        Flags=32,
        FontBBox=Array([0, 0, 600, 750]),
        Ascent=750,
        Descent=0,
        CapHeight=700,
        ItalicAngle=0,
        StemV=60,
    )
    descriptor[key] = stream
    return pdf.make_indirect(descriptor)


def _unicode(pdf: pikepdf.Pdf, codes: dict[str, int], width: int) -> Stream:
    entries = b"\n".join(b"<%0*x><%04x>" % (2 * width, code, ord(c)) for c, code in codes.items())
    space = b"<%s><%s>" % (b"00" * width, b"ff" * width)
    return Stream(
        pdf,
        b"begincmap 1 begincodespacerange %s endcodespacerange %d beginbfchar\n%s\nendbfchar endcmap"
        % (space, len(codes), entries),
    )


def simple_case(data: bytes, kind: str, key: str, subtype: str = "") -> Case:
    """Return a page with a simple font whose subset is the secret's letters and those of `KEPT`."""
    pdf = new()
    first, last = ord(LETTERS[0]), ord(LETTERS[-1])
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name("/" + kind),
        BaseFont=Name("/ABCDEF+Bars"),
        FirstChar=first,
        LastChar=last,
        Widths=Array([600 if chr(c) in LETTERS else 0 for c in range(first, last + 1)]),
        Encoding=Name.WinAnsiEncoding,
        FontDescriptor=_descriptor(pdf, data, key, subtype),
        ToUnicode=_unicode(pdf, {c: ord(c) for c in LETTERS}, 1),
    )
    return _case(pdf, font, lambda text: text.encode("latin-1").hex().encode())


def wide_case(data: bytes, kind: str, key: str, subtype: str = "") -> Case:
    """Return the same with a composite font."""
    pdf = new()
    codes = {c: i for i, c in enumerate(LETTERS, 1)}
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name("/" + kind),
        BaseFont=Name("/ABCDEF+Bars"),
        W=Array([1, Array([600] * len(codes))]),
        FontDescriptor=_descriptor(pdf, data, key, subtype),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
    )
    below.FontDescriptor.CIDSet = Stream(pdf, b"\xff" * (len(codes) // 8 + 1))
    if kind == "CIDFontType2":
        below.CIDToGIDMap = Name.Identity
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/ABCDEF+Bars"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(below)]),
        ToUnicode=_unicode(pdf, codes, 2),
    )
    return _case(pdf, font, lambda text: b"".join(b"%04x" % codes[c] for c in text))


def _case(pdf: pikepdf.Pdf, font: Dictionary, coded: Callable[[str], bytes]) -> Case:
    first, last = map(coded, SECRET.split())
    content = b"BT /F2 12 Tf 72 686 Td <%s> Tj 60 0 Td <%s> Tj -60 -60 Td <%s> Tj ET" % (first, last, coded(KEPT))
    page(pdf, content, Font=Dictionary(F2=pdf.make_indirect(font)))
    case = Case(pdf, find=(), marks=((0, SPOT),))
    case.keep = (*case.keep, KEPT)
    return case


@channel
def font_type1() -> Case:
    return simple_case(type1(), "Type1", "/FontFile")


@channel
def font_cff() -> Case:
    return simple_case(cff(), "Type1", "/FontFile3", "Type1C")


@channel
def font_cff_with_codes() -> Case:
    return simple_case(cff_with_codes(), "Type1", "/FontFile3", "Type1C")


@channel
def font_truetype() -> Case:
    return simple_case(truetype(), "TrueType", "/FontFile2")


@channel
def font_opentype() -> Case:
    return simple_case(opentype(), "Type1", "/FontFile3", "OpenType")


@channel
def font_cid_truetype() -> Case:
    return wide_case(truetype(), "CIDFontType2", "/FontFile2")


@channel
def font_cid_cff() -> Case:
    return wide_case(cff(), "CIDFontType0", "/FontFile3", "CIDFontType0C")


@channel
def font_cid_keyed() -> Case:
    return wide_case(cid_keyed(), "CIDFontType0", "/FontFile3", "CIDFontType0C")


def told(shown: str, says: dict[str, str]) -> bytes:
    """Return a page that shows a text in a composite font whose map says other characters for some.

    A character of the map is changed wherever it stands, as a subset's map would be.
    """
    pdf = new()
    font = pymupdf.Font("helv")
    letters = dict.fromkeys(shown)
    numbers = {c: font.has_glyph(ord(c)) for c in letters}
    widths = Array(
        [part for c, n in numbers.items() for part in (n, Array([round(1000 * font.glyph_advance(ord(c)))]))]
    )
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=Name("/ABCDEF+Plain"),
        W=widths,
        FontDescriptor=_descriptor(pdf, bytes(font.buffer), "/FontFile3", "CIDFontType0C"),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
    )
    entries = b"\n".join(b"<%04x><%04x>" % (n, ord(says.get(c, c))) for c, n in numbers.items())
    space = b"begincmap 1 begincodespacerange <0000><ffff> endcodespacerange"
    made = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/ABCDEF+Plain"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(below)]),
        ToUnicode=Stream(pdf, b"%s %d beginbfchar\n%s\nendbfchar endcmap" % (space, len(numbers), entries)),
    )
    codes = b"".join(b"%04x" % numbers[c] for c in shown)
    page(pdf, b"BT /F2 12 Tf 72 600 Td <%s> Tj ET" % codes, Font=Dictionary(F2=pdf.make_indirect(made)))
    held = io.BytesIO()
    pdf.save(held)
    return held.getvalue()
