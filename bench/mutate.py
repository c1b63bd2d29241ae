"""Makes hostile PDFs: damage done to sound ones, and files built to hang, fill or confuse a reader.

Every maker is a pure function of a seeded generator, so that a seed names a corpus. It judges nothing.
"""

from __future__ import annotations

import hashlib
import io
import random
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from tests.builders import filing

Mix = random.Random
Damage = Callable[[Mix, bytes], bytes]
Build = Callable[[Mix], bytes]

UNREADABLE = (
    pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, IndexError,
)  # fmt: skip
"""What a base raises that is itself too odd for a damage, which is then left as it is."""

NUMBERS = (
    b"0", b"-1", b"1", b"65536", b"2147483647", b"2147483648", b"-2147483649", b"4294967296",
    b"99999999999999999999", b"1e308", b"nan", b"inf", b"-inf", b"0.0000001", b"1.2.3", b"--5", b"(7)", b"null",
)  # fmt: skip
"""What stands in the place of a number: limits of number types, and what is no number."""

ODD_BOXES = (
    "[nan nan nan nan]", "[0 0 inf inf]", "[0 0 1e30 1e30]", "[0 0 200000 200000]", "[0 0 0 0]", "[612 792 0 0]",
    "[0 0 -5 -5]", "[0 0 612]", "[(a) (b) (c) (d)]", "[0 0 14400 14400]", "null", "[0 0 0.001 792]",
    "[-1e9 -1e9 1e9 1e9]", "[0 0 1 14400]",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Base:
    """A sound filing that damage is done to."""

    name: str
    data: bytes = field(repr=False)
    known: bool = True
    """Whether what must be burned of it is known."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """One hostile file, how it was made, and of what."""

    sort: str
    base: str
    """Empty for a file that was built."""
    data: bytes


def corpus(seed: int, count: int, bases: Sequence[Base]) -> Iterator[Hostile]:
    """Yield `count` hostile files, no two the same: an eighth built, each sort in turn, the rest damaged.

    A base is taken the more often the smaller it is, and four times as often when its plants are known.
    """
    mix = Mix(seed)
    often = [(4 if base.known else 1) * len(base.data) ** -0.5 for base in bases]
    built, damages = sorted(BUILT), sorted(DAMAGE)
    seen: set[bytes] = set()
    number = 0
    while len(seen) < count:
        if number % 8 == 0:
            sort = built[number // 8 % len(built)]
            made = Hostile(sort, "", BUILT[sort](mix))
        else:
            (base,) = mix.choices(bases, often)
            sort = damages[number % len(damages)]
            data = DAMAGE[sort](mix, base.data)
            while mix.random() < 0.25:
                again = mix.choice(damages)
                data, sort = DAMAGE[again](mix, data), f"{sort}+{again}"
            made = Hostile(sort, base.name, data)
        number += 1
        digest = hashlib.sha256(made.data).digest()
        if digest not in seen:
            seen.add(digest)
            yield made


# -- damage ----------------------------------------------------------------------------------------------------------

DAMAGE: dict[str, Damage] = {}
BUILT: dict[str, Build] = {}


def _damage(make: Damage) -> Damage:
    DAMAGE[make.__name__] = make
    return make


def _built(make: Build) -> Build:
    BUILT[make.__name__] = make
    return make


def plain(data: bytes) -> bytes:
    """Return a file with its objects written out, so that damage to bytes meets structure; as it is if unreadable."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    except UNREADABLE:
        return data


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    """Return the bytes of a file."""
    held = io.BytesIO()
    pdf.save(held, fix_metadata_version=False, static_id=True, **options)
    return held.getvalue()


def _one_of(mix: Mix, pattern: bytes, data: bytes, new: Callable[[re.Match[bytes]], bytes], times: int = 1) -> bytes:
    """Replace some of what a pattern finds."""
    found = list(re.finditer(pattern, data))
    for match in sorted(mix.sample(found, min(times, len(found))), key=lambda m: -m.start()):
        data = data[: match.start()] + new(match) + data[match.end() :]
    return data


@_damage
def flips(mix: Mix, data: bytes) -> bytes:
    """Change single bytes anywhere."""
    out = bytearray(data)
    for _ in range(mix.choice((1, 3, 20, 200))):
        out[mix.randrange(len(out))] = mix.randrange(256)
    return bytes(out)


@_damage
def flips_in_structure(mix: Mix, data: bytes) -> bytes:
    """Change single bytes of a file whose objects are written out."""
    return flips(mix, plain(data))


@_damage
def cut(mix: Mix, data: bytes) -> bytes:
    """Take the end away."""
    return data[: mix.randrange(1, len(data) + 1)]


@_damage
def hole(mix: Mix, data: bytes) -> bytes:
    """Take a piece out of the middle."""
    at = mix.randrange(len(data))
    return data[:at] + data[at + mix.randrange(1, 5000) :] or b"%PDF-1.7"


@_damage
def stutter(mix: Mix, data: bytes) -> bytes:
    """Write a piece twice."""
    at = mix.randrange(len(data))
    piece = data[at : at + mix.randrange(1, 20_000)]
    return data[:at] + piece + data[at:]


@_damage
def garbage(mix: Mix, data: bytes) -> bytes:
    """Put something before or behind the file."""
    junk = mix.choice((mix.randbytes(2000), b"\0" * 5000, b"%PDF-1.4\n%%EOF\n", data[-3000:], b"startxref\n1\n%%EOF"))
    return junk[:900] + data if mix.random() < 0.3 else data + junk


@_damage
def lengths(mix: Mix, data: bytes) -> bytes:
    """Let streams lie about their length."""
    return _one_of(mix, rb"/Length \d+", plain(data), lambda _: b"/Length " + mix.choice(NUMBERS), mix.randint(1, 4))


@_damage
def numbers(mix: Mix, data: bytes) -> bytes:
    """Put limits of number types where numbers stand."""
    return _one_of(mix, rb"(?<=[ \[])-?\d+\.?\d*(?=[ \]/>])", plain(data), lambda _: mix.choice(NUMBERS), 12)


@_damage
def xref_damage(mix: Mix, data: bytes) -> bytes:
    """Let the cross-reference table point anywhere."""
    data = plain(data)
    data = _one_of(mix, rb"\d{10} \d{5} [nf]", data, lambda _: b"%010d 00000 n" % mix.randrange(len(data)), 6)
    return _one_of(mix, rb"startxref\s+\d+", data, lambda _: b"startxref\n%d" % mix.randrange(2 * len(data)))


@_damage
def xref_loop(mix: Mix, data: bytes) -> bytes:
    """Append a section whose predecessor is itself."""
    place = len(data) + 1
    before = mix.choice((place, 0, -1, 1 << 62))
    root = re.search(rb"/Root \d+ \d+ R", plain(data))
    trailer = b"\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 99 %s /Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return data + trailer % (root[0] if root else b"", before, place)


@_damage
def swap(mix: Mix, data: bytes) -> bytes:
    """Let two objects change places."""
    data = plain(data)
    found = list(re.finditer(rb"(?s)\d+ 0 obj(.*?)endobj", data))
    if len(found) < 2:
        return data
    first, second = sorted(mix.sample(found, 2), key=lambda m: m.start())
    return data[: first.start(1)] + second[1] + data[first.end(1) : second.start(1)] + first[1] + data[second.end(1) :]


@_damage
def references(mix: Mix, data: bytes) -> bytes:
    """Let references lead elsewhere, back to where they stand, or nowhere."""
    data = plain(data)
    most = data.count(b" 0 obj") + 2
    return _one_of(mix, rb"\d+ 0 R", data, lambda _: b"%d 0 R" % mix.randrange(most), mix.choice((1, 3, 10)))


@_damage
def names(mix: Mix, data: bytes) -> bytes:
    """Let names change places: types, filters, colour spaces, keys."""
    data = plain(data)
    known = sorted(set(re.findall(rb"/[A-Za-z]{2,20}(?=[\s/\[<])", data)))
    return _one_of(mix, rb"/[A-Za-z]{2,20}(?=[\s/\[<])", data, lambda _: mix.choice(known), mix.choice((1, 3, 10)))


@_damage
def twins(mix: Mix, data: bytes) -> bytes:
    """Append other objects under numbers that are taken."""
    data = plain(data)
    found = list(re.finditer(rb"(?s)\d+ 0 obj(.*?)endobj", data))
    if len(found) < 2:
        return data
    one, other = mix.sample(found, 2)
    return data + b"\n" + one[0].split(b" ", 1)[0] + b" 0 obj" + other[1] + b"endobj\n"


@_damage
def encrypted(mix: Mix, data: bytes) -> bytes:
    """Encrypt with every revision, with and without a password, whole and damaged."""
    revision = mix.choice((2, 3, 4, 6))
    rules = pikepdf.Encryption(
        owner="owner",
        user=mix.choice(("", "", "secret")),
        R=revision,
        aes=revision in {4, 6},
        metadata=revision in {4, 6},
    )
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            held = io.BytesIO()
            pdf.save(held, encryption=rules)
    except UNREADABLE:
        return data
    return flips(mix, held.getvalue()) if mix.random() < 0.3 else held.getvalue()


def _in_objects(change: Callable[[Mix, pikepdf.Pdf], None]) -> Damage:
    """Return a damage that is done to the objects of a file; a file that cannot be opened stays as it is."""

    def done(mix: Mix, data: bytes) -> bytes:
        try:
            with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
                if not len(pdf.pages):
                    return data
                change(mix, pdf)
                return saved(pdf)
        except UNREADABLE:
            return data

    DAMAGE[change.__name__] = done
    return done


def _page(mix: Mix, pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[mix.randrange(len(pdf.pages))].obj


@_in_objects
def boxes(mix: Mix, pdf: pikepdf.Pdf) -> None:
    """Give a page boxes that no paper has, odd turns and odd units."""
    page = _page(mix, pdf)
    text = mix.choice(ODD_BOXES)
    page[mix.choice(("/MediaBox", "/CropBox"))] = pikepdf.Object.parse(text.encode())
    if mix.random() < 0.3:
        page["/Rotate"] = mix.choice((45, -90, 1 << 40, 90))
    if mix.random() < 0.3:
        page["/UserUnit"] = mix.choice((0, -1, 75_000, 1_000_000_000))


@_in_objects
def fonts(mix: Mix, pdf: pikepdf.Pdf) -> None:
    """Damage font files, widths, encodings and ToUnicode maps."""
    for thing in pdf.objects:
        if isinstance(thing, Stream) and (
            "/Length1" in thing or thing.get("/Subtype") in ("/CIDFontType0C", "/Type1C")
        ):
            thing.write(flips(mix, bytes(thing.read_bytes()) or b"0"))
        elif isinstance(thing, Dictionary) and thing.get("/Type") == "/Font":
            key, text = mix.choice((
                ("/Widths", b"[]"), ("/Widths", b"[nan (a) 1e99]"), ("/FirstChar", b"-99999"), ("/LastChar", b"99999999"),
                ("/Encoding", b"<</Differences [0 /a -5 /b (c) 999999999 /d]>>"), ("/Subtype", b"/Type9"),
                ("/ToUnicode", b"/Identity-H"), ("/DescendantFonts", b"[]"), ("/BaseFont", b"(x)"), ("/W", b"[0 [0] 1]"),
            ))  # fmt: skip
            thing[key] = pikepdf.Object.parse(text)
    cmap = b"1 begincodespacerange <00> <FFFFFFFF> endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange"
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/ToUnicode" in thing and mix.random() < 0.5:
            thing["/ToUnicode"] = pdf.make_stream(cmap)


@_in_objects
def contents(mix: Mix, pdf: pikepdf.Pdf) -> None:
    """Put content before or behind a page's own that no program writes."""
    page = pikepdf.Page(_page(mix, pdf))
    page.contents_add(mix.choice(CONTENTS), prepend=mix.random() < 0.5)


@_in_objects
def own_parent(mix: Mix, pdf: pikepdf.Pdf) -> None:
    """Let forms draw themselves, patterns paint themselves, masks mask themselves."""
    page = _page(mix, pdf)
    made = pdf.make_stream(b"q /Own Do Q", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 612, 792]))
    made["/Resources"] = Dictionary(XObject=Dictionary(Own=made), ExtGState=Dictionary())
    mask = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=made))
    made["/Resources"]["/ExtGState"]["/Own"] = mask
    resources = page.get("/Resources")
    if not isinstance(resources, Dictionary):
        resources = page["/Resources"] = Dictionary()
    for sort, what in (("/XObject", made), ("/ExtGState", mask)):
        if not isinstance(resources.get(sort), Dictionary):
            resources[sort] = Dictionary()
        resources[sort]["/Own"] = what
    pikepdf.Page(page).contents_add(mix.choice((b"/Own Do", b"/Own gs /Own Do", b"q /Own Do Q " * 500)))


@_in_objects
def tree_loop(mix: Mix, pdf: pikepdf.Pdf) -> None:
    """Let the page tree lead back into itself, lie about its count, or lose a page."""
    root = pdf.Root.Pages
    kind = mix.randrange(5)
    if kind == 0:
        root.Kids.append(root)
    elif kind == 1:
        root.Kids = Array([root])
    elif kind == 2:
        root.Count = mix.choice((0, -1, 1 << 31, 100_000))
    elif kind == 3:
        root.Kids.append(Dictionary(Type=Name.Pages, Count=1, Kids=Array([pdf.pages[0].obj, root])))
    else:
        root.Kids.insert(0, pikepdf.Object.parse(mix.choice((b"null", b"7", b"<</Type/Page>>", b"[]"))))


@_in_objects
def beside_the_pages(mix: Mix, pdf: pikepdf.Pdf) -> None:
    """Hang loops and depths on what stands beside the pages: fields, notes, bookmarks, layers, tags."""
    loop = pdf.make_indirect(Dictionary(T=pikepdf.String("x"), FT=Name.Tx, V=pikepdf.String("x")))
    loop["/Kids"] = Array([loop])
    loop["/Parent"] = loop
    loop["/Next"] = loop
    loop["/First"] = loop
    page = _page(mix, pdf)
    kind = mix.randrange(6)
    if kind == 0:
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([loop] * 500), NeedAppearances=True)
    elif kind == 1:
        pdf.Root["/Outlines"] = loop
    elif kind == 2:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, V=pikepdf.String("x"), Parent=loop)
        note["/Rect"] = pikepdf.Object.parse(mix.choice((b"[0 0 1e30 1e30]", b"[nan 0 1 1]", b"[5 5 5 5]", b"(x)")))
        page["/Annots"] = Array([pdf.make_indirect(note)] * 50)
    elif kind == 3:
        deep: pikepdf.Object = Name.OFF
        for _ in range(400):
            deep = Array([Name.And, deep])
        pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([loop]), D=Dictionary(OFF=Array([loop]), Order=deep))
    elif kind == 4:
        pdf.Root["/StructTreeRoot"] = Dictionary(K=loop)
    else:
        page["/Annots"] = page
    if mix.random() < 0.3:
        pdf.Root["/Names"] = loop


CONTENTS = (
    b"q " * 200_000,
    b"Q " * 1000,
    b"[" * 50_000,
    b"<<" * 5_000,
    b"BT " * 1000 + b"/F0 1e30 Tf (x) Tj",
    b"1e308 0 0 1e308 0 0 cm nan nan m inf inf l S",
    b"0 0 0 0 0 0 cm BT (x) Tj ET",
    b"1e-30 0 0 1e-30 0 0 cm 0 0 612 792 re f",
    b"BI /W 99999 /H 99999 /BPC 8 /CS /G ID xxxx EI",
    b"BI /W 4 /H 4 /BPC 8 /CS /G /F [/Fl /Fl /Fl] ID xxxx EI",
    b"BI ID" + bytes(range(256)) * 8,
    b"(" * 10_000,
    b"<" + b"0" * 99_999 + b" Tj",
    b"/" + b"A" * 70_000 + b" gs",
    b"9" * 400 + b" w 0 0 m 9 9 l S",
    b"/OC /None BDC " * 3000 + b"BT (x) Tj ET",
    b"0 0 m " + b"1 1 l " * 200_000 + b"S",
    b"/Nothing sh /Nothing Do /Pattern cs /Nothing scn 0 0 9 9 re f",
    b"[1e9 1e9] -1 d 0 0 m 1e9 1e9 l S [0.0000001] 0 d 0 0 m 612 792 l S",
    bytes(range(256)) * 200,
)
"""Content that is deep, endless, without sense, or asks for more than there is."""


# -- built -----------------------------------------------------------------------------------------------------------

PAGE_TEXT = b"BT /F1 12 Tf 72 700 Td (Her Social Security number is 000-12-3456, she said.) Tj ET\n"


def bare(content: bytes = b"", **entries: object) -> pikepdf.Pdf:
    """Return a file of one page that says a little and draws `content`; `entries` go into its content stream."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    first = pdf.make_stream(PAGE_TEXT)
    second = Stream(pdf, content, Dictionary(**entries))
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, 612, 792]),
        Resources=Dictionary(Font=Dictionary(F1=pdf.make_indirect(font))),
        Contents=Array([first, pdf.make_indirect(second)]),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf


def _raw(pdf: pikepdf.Pdf) -> bytes:
    """Return a file whose streams stay as they were packed."""
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def deflated(piece: bytes, size: int) -> bytes:
    """Return some `size` bytes of a repeated piece, deflated: one packed block, said many times over."""
    block = piece * (1 + (1 << 20) // len(piece))
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    once = zlib.adler32(block)
    low, high = 1, 0
    times = 1 + size // len(block)
    for _ in range(times):
        high = (high + (once >> 16) + len(block) * (low - 1)) % 65_521
        low = (low + (once & 0xFFFF) - 1) % 65_521
    return b"\x78\xda" + packed * times + b"\x03\0" + ((high << 16) | low).to_bytes(4, "big")


def run_lengths(size: int) -> bytes:
    """Return `size` zero bytes in run lengths."""
    return b"\x81\0" * (size // 128) + b"\x80"


def lzw(size: int) -> bytes:
    """Return `size` zero bytes in LZW: each code is one byte longer than the one before, until the table is full."""
    codes, made = [256], 0
    while made < size:
        length, code, width_codes = 1, 0, []
        for step in range(4096 - 259):
            width_codes.append(0 if step == 0 else 257 + step)
            made += length
            length += 1
        codes += width_codes
        codes.append(256)
    codes.append(257)
    bits, held, table, out = 0, 0, 258, bytearray()
    for code in codes:
        width = 9 if table < 511 else 10 if table < 1023 else 11 if table < 2047 else 12
        held, bits = (held << width) | code, bits + width
        while bits >= 8:
            out.append((held >> (bits - 8)) & 255)
            bits -= 8
        held &= (1 << bits) - 1
        table = 257 if code == 256 else table + 1
    return bytes(out)


def _image(pdf: pikepdf.Pdf, data: bytes, width: int, height: int, **entries: object) -> None:
    head = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, **entries)
    page = pdf.pages[0].obj
    page.Resources["/XObject"] = Dictionary(Im=pdf.make_indirect(Stream(pdf, data, head)))
    page.Contents.append(pdf.make_stream(b"q 400 0 0 400 72 100 cm /Im Do Q"))


@_built
def bomb_flate(mix: Mix) -> bytes:
    """Content of 2 GiB in 2 MB."""
    return _raw(bare(deflated(mix.choice((b"q Q ", b"\0", b"0 0 m ")), 2 << 30), Filter=Name.FlateDecode))


@_built
def bomb_flate_twice(mix: Mix) -> bytes:
    """Content of 8 GiB, deflated three times: some kilobytes."""
    thin = zlib.compress(zlib.compress(deflated(b"q Q ", (4 + mix.randrange(4)) << 30), 9), 9)
    return _raw(bare(thin, Filter=Array([Name.FlateDecode] * 3)))


@_built
def bomb_lzw(mix: Mix) -> bytes:
    """Content of 400 MB in LZW."""
    return _raw(bare(lzw(400_000_000 + mix.randrange(1000)), Filter=Name.LZWDecode))


@_built
def bomb_run_length(mix: Mix) -> bytes:
    """Content of 1 GiB in run lengths of run lengths of a deflated stream."""
    inner = zlib.compress(run_lengths((1 << 30) + 128 * mix.randrange(9)), 9)
    return _raw(bare(inner, Filter=Array([Name.FlateDecode, Name.RunLengthDecode])))


@_built
def bomb_image(mix: Mix) -> bytes:
    """A picture of 60,000 by 60,000 samples, all white."""
    side, depth = mix.choice(((60_000, 8), (60_000, 1), (20_000, 8), (22_000, 8)))
    pdf = bare()
    data = deflated(b"\xff", side * (side * depth // 8))
    _image(pdf, data, side, side, ColorSpace=Name.DeviceGray, BitsPerComponent=depth, Filter=Name.FlateDecode)
    return _raw(pdf)


@_built
def bomb_jpeg(mix: Mix) -> bytes:
    """A JPEG whose head claims 65,500 by 65,500 pixels."""
    held = io.BytesIO()
    Image.new("RGB", (64, 64), "white").save(held, "JPEG")
    data = bytearray(held.getvalue())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = b"\xff\xdc\xff\xdc"
    pdf = bare()
    claimed = mix.choice((65_500, 64))
    _image(pdf, bytes(data), claimed, claimed, ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode)
    return _raw(pdf)


@_built
def bomb_font(mix: Mix) -> bytes:
    """A font file, and a ToUnicode map, that unpack to gigabytes."""
    pdf = bare()
    font = pdf.pages[0].obj.Resources.Font.F1
    file = pdf.make_indirect(Stream(pdf, deflated(b"\0", 2 << 30), Dictionary(Filter=Name.FlateDecode, Length1=9)))
    if mix.random() < 0.5:
        font["/ToUnicode"] = file
    else:
        font["/Subtype"] = Name.TrueType
        font["/FontDescriptor"] = pdf.make_indirect(
            Dictionary(Type=Name.FontDescriptor, FontName=Name.X, FontFile2=file)
        )
    return _raw(pdf)


@_built
def bomb_object_stream(mix: Mix) -> bytes:
    """A stream of objects that unpacks to 2 GiB."""
    packed = deflated(b"0 0 ", 2 << 30)
    head = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    stream = b"3 0 obj\n<</Type/ObjStm/N %d/First 1000/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n"
    body = head + stream % (mix.choice((1, 1 << 30)), len(packed), packed)
    rows = bytes((1, 0, 0, 0, 9)) + bytes((2, 0, 0, 3, 0)) + b"\1" + len(head).to_bytes(3, "big") + b"\0"
    table = (
        b"4 0 obj\n<</Type/XRef/Size 4/Index [1 3]/W [1 3 1]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream\nendobj\n"
    )
    return body + table % (len(rows), rows) + b"startxref\n%d\n%%%%EOF\n" % len(body)


@_built
def million_objects(mix: Mix) -> bytes:
    """More than 10^6 objects."""
    pdf = bare()
    sound = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    count = 1_000_000 + mix.randrange(1000)
    body = sound[: sound.index(b"xref\n0 ")]
    first = sound.count(b" 0 obj") + 1
    extra = b"".join(b"%d 0 obj\n0\nendobj\n" % n for n in range(first, first + count))
    return body + extra + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n0\n%%%%EOF\n" % (first + count)


@_built
def million_packed_objects(mix: Mix) -> bytes:
    """More than 10^6 objects, packed in streams of objects: a small file with a sound table."""
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n"
    body += b"3 0 obj\n<</Type/Page/MediaBox[0 0 612 792]/Parent 2 0 R>>\nendobj\n"
    rows = [b"\0\0\0\0\0\xff\xff"] + [b"\1%s\0\0" % body.index(b"%d 0 obj" % n).to_bytes(4, "big") for n in (1, 2, 3)]
    number, each = 4, 50_000
    for _ in range(20 + mix.randrange(2)):
        first = number + 1
        head = b" ".join(b"%d %d" % (first + n, 2 * n) for n in range(each))
        packed = zlib.compress(head + b" " + b"0 " * each, 1)
        rows.append(b"\1%s\0\0" % len(body).to_bytes(4, "big"))
        rows += [b"\2%s%s" % (number.to_bytes(4, "big"), n.to_bytes(2, "big")) for n in range(each)]
        stream = (
            b"%d 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n"
        )
        body += stream % (number, each, len(head) + 1, len(packed), packed)
        number += each + 1
    rows.append(b"\1%s\0\0" % len(body).to_bytes(4, "big"))
    packed = zlib.compress(b"".join(rows), 1)
    table = b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n"
    return body + table % (number, number + 1, len(packed), packed) + b"startxref\n%d\n%%%%EOF\n" % len(body)


@_built
def many_pages(mix: Mix) -> bytes:
    """More pages than one filing may have, all the same object."""
    pdf = bare()
    page = pdf.pages[0].obj
    pdf.Root.Pages.Kids = Array([page] * (20_000 + mix.randrange(9)))
    pdf.Root.Pages.Count = len(pdf.Root.Pages.Kids)
    return saved(pdf)


@_built
def deep_page_tree(mix: Mix) -> bytes:
    """A page below thousands of nodes."""
    body, depth = [b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"], mix.choice((300, 20_000))
    body += [b"%d 0 obj\n<</Type/Pages/Count 1/Kids[%d 0 R]>>\nendobj\n" % (n, n + 1) for n in range(2, depth)]
    body.append(b"%d 0 obj\n<</Type/Page/MediaBox[0 0 612 792]/Parent %d 0 R>>\nendobj\n" % (depth, depth - 1))
    return b"".join(body) + b"trailer\n<</Size %d/Root 1 0 R>>\n%%%%EOF\n" % (depth + 1)


@_built
def page_tree_of_loops(mix: Mix) -> bytes:
    """Nodes that are each other's kids."""
    count = mix.choice((1, 2, 50))
    body = [b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"]
    kids = b" ".join(b"%d 0 R" % n for n in range(2, 2 + count))
    body += [b"%d 0 obj\n<</Type/Pages/Count 9/Kids[%s]>>\nendobj\n" % (n, kids) for n in range(2, 2 + count)]
    return b"".join(body) + b"trailer\n<</Size %d/Root 1 0 R>>\n%%%%EOF\n" % (count + 2)


@_built
def deep_objects(mix: Mix) -> bytes:
    """Arrays or dictionaries a hundred thousand deep."""
    opening, closing = mix.choice(((b"[", b"]"), (b"<</A", b">>")))
    depth = mix.choice((450, 100_000))
    deep = opening * depth + b" 0 " + closing * depth
    body = b"%%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/Held %s>>\nendobj\n" % deep
    body += b"2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n"
    body += b"3 0 obj\n<</Type/Page/MediaBox[0 0 612 792]/Parent 2 0 R>>\nendobj\n"
    return body + b"trailer\n<</Size 4/Root 1 0 R>>\n%%EOF\n"


@_built
def deep_forms(mix: Mix) -> bytes:
    """Forms in forms, hundreds deep; or each drawing the next ten times, so that the end is drawn 10^12 times."""
    pdf = bare()
    depth, times = mix.choice(((600, 1), (12, 10), (25, 4)))
    inner = pdf.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 612, 792]))
    for _ in range(depth):
        head = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 612, 792])}
        inner = pdf.make_stream(b"/X Do " * times, **head, Resources=Dictionary(XObject=Dictionary(X=inner)))
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(X=inner)
    pdf.pages[0].obj.Contents.append(pdf.make_stream(b"/X Do"))
    return saved(pdf)


@_built
def deep_colours(mix: Mix) -> bytes:
    """Colour spaces and functions that are made of themselves."""
    pdf = bare(b"/Own cs 0.5 scn 0 0 99 99 re f /Fn sh")
    space = pdf.make_indirect(Array([Name.Indexed, Name.DeviceGray, 1, pikepdf.String("ab")]))
    space[1] = space
    function = pdf.make_indirect(
        Dictionary(FunctionType=3, Domain=Array([0, 1]), Bounds=Array([]), Encode=Array([0, 1]))
    )
    function["/Functions"] = Array([function])
    shading = Dictionary(ShadingType=mix.choice((1, 2, 3)), ColorSpace=Name.DeviceGray, Function=function)
    shading["/Coords"] = Array([0, 0, 99, 99])
    resources = pdf.pages[0].obj.Resources
    resources["/ColorSpace"] = Dictionary(Own=space)
    resources["/Shading"] = Dictionary(Fn=pdf.make_indirect(shading))
    return saved(pdf)


@_built
def own_glyphs(mix: Mix) -> bytes:
    """A font whose glyph is drawn with the font itself, and a pattern painted with itself."""
    pdf = bare(b"BT /T3 12 Tf 72 500 Td (aaaa) Tj ET /Pattern cs /Own scn 0 0 300 300 re f")
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type3, FontMatrix=Array([1, 0, 0, 1, 0, 0])))
    glyph = pdf.make_stream(b"1 0 d0 BT /T3 %d Tf (aa) Tj ET" % mix.choice((1, 0, 12)))
    box = Array([0, 0, 1, 1])
    pattern = pdf.make_stream(
        b"/Pattern cs /Own scn 0 0 5 5 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
        BBox=Array([0, 0, 9, 9]), XStep=mix.choice((9, 0, 0.0001)), YStep=9,
    )  # fmt: skip
    resources = Dictionary(Font=Dictionary(T3=font), Pattern=Dictionary(Own=pattern))
    pattern["/Resources"] = resources
    for key, value in (
        ("/FontBBox", box), ("/FirstChar", 97), ("/LastChar", 97), ("/Widths", Array([1])), ("/Resources", resources),
        ("/CharProcs", Dictionary(a=glyph)), ("/Encoding", Dictionary(Differences=Array([97, Name.a]))),
    ):  # fmt: skip
        font[key] = value
    own = pdf.pages[0].obj.Resources
    own.Font["/T3"] = font
    own["/Pattern"] = Dictionary(Own=pattern)
    return saved(pdf)


@_built
def fine_tiles(mix: Mix) -> bytes:
    """A pattern whose tiles are so small that a page holds billions."""
    pdf = bare(b"/Pattern cs /Own scn 0 0 612 792 re f")
    step = mix.choice((0.001, 0.02, -0.01))
    pattern = pdf.make_stream(
        b"0 0 0.001 0.001 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
        BBox=Array([0, 0, 0.002, 0.002]), XStep=step, YStep=step, Resources=Dictionary(),
    )  # fmt: skip
    pdf.pages[0].obj.Resources["/Pattern"] = Dictionary(Own=pattern)
    return saved(pdf)


@_built
def text_without_end(mix: Mix) -> bytes:
    """Half a million letters on one page, all on one spot or in one line."""
    step = mix.choice((b"0 0 Td", b"0.001 0 Td", b"1 0 Td"))
    return saved(bare(b"BT /F1 12 Tf 72 500 Td " + (step + b" (ab) Tj ") * 250_000 + b"ET"))


@_built
def huge_page(mix: Mix) -> bytes:
    """A page of kilometres, by its box or by its unit."""
    pdf = bare()
    page = pdf.pages[0].obj
    if mix.random() < 0.5:
        page["/UserUnit"] = 1_000_000
    else:
        page["/MediaBox"] = Array([0, 0, 10_000_000, mix.choice((1, 10_000_000))])
    return saved(pdf)


@_built
def no_number_boxes(mix: Mix) -> bytes:
    """A page whose box is no number at all."""
    text = mix.choice((b"[nan nan nan nan]", b"[0 0 inf inf]", b"[-inf -inf inf inf]", b"[0 0 1e400 1e400]"))
    return plain_bytes(bare()).replace(b"[ 0 0 612 792 ]", text)


def plain_bytes(pdf: pikepdf.Pdf) -> bytes:
    """Return a file with its objects written out."""
    return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)


@_built
def malformed_font(mix: Mix) -> bytes:
    """Fonts that are noise, cut short, or another format than they say."""
    sound = filing("Her Social Security number is 000-12-3456, she said.")
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, Stream) and "/Length1" in thing:
                data = bytes(thing.read_bytes())
                wrong = (
                    mix.randbytes(5000),
                    data[: len(data) // 3],
                    b"OTTO" + data[4:],
                    b"\0\1\0\0\xff\xff" + data[6:],
                )
                thing.write(mix.choice(wrong))
        return saved(pdf)


@_built
def no_pdf(mix: Mix) -> bytes:
    """Noise, nothing, or a head without a body."""
    return mix.choice((b"", b"%PDF-1.7\n", mix.randbytes(20_000), b"%PDF-1.7\n" + mix.randbytes(20_000), b"\0" * 4096))
