"""Channels of text on the page."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from tests.leaks.bench import FIRST, LAST, SECRET, Case, channel, form, helvetica, new, page, shown, simple

S = SECRET.encode()


@channel
def text_plain() -> Case:
    return simple(shown())


@channel
def text_uncompressed() -> Case:
    case = simple(shown())
    case.save = {"compress_streams": False}
    return case


@channel
def text_hex_string() -> Case:
    return simple(b"BT /F1 12 Tf 72 686 Td <%s> Tj ET" % S.hex().encode())


@channel
def text_octal_escapes() -> Case:
    return simple(b"BT /F1 12 Tf 72 686 Td (%s) Tj ET" % b"".join(b"\\%03o" % c for c in S))


@channel
def text_split_spans() -> Case:
    parts = (
        b"BT /F1 12 Tf 118.7 686 Td (Zabr) Tj ET BT /F1 12 Tf 72 686 Td (Que) Tj ET "
        b"BT /F1 12 Tf 96 686 Td (ntin ) Tj ET BT /F1 12 Tf 145.5 686 Td (owsky) Tj ET"
    )
    case = simple(parts)
    case.find, case.marks = (), ((0, (70, 95, 185, 109)),)
    return case


@channel
def text_line_wrap() -> Case:
    case = simple(b"BT /F1 12 Tf 400 686 Td (%s) Tj -328 -28 Td (%s) Tj ET" % (FIRST.encode(), LAST.encode()))
    case.find = (FIRST, LAST)
    return case


@channel
def text_hyphenated() -> Case:
    case = simple(b"BT /F1 12 Tf 400 686 Td (%s Zabrow-) Tj -328 -28 Td (sky) Tj ET" % FIRST.encode())
    case.find = (f"{FIRST} Zabrow-", "sky")
    return case


@channel
def text_kerned_tj() -> Case:
    spaced = b"".join(b"(%c)-180" % c for c in S)
    case = simple(b"BT /F1 12 Tf 72 686 Td [%s] TJ ET" % spaced)
    case.find, case.marks = (), ((0, (70, 95, 220, 109)),)
    return case


@channel
def text_tj_space() -> Case:
    return simple(b"BT /F1 12 Tf 72 686 Td [(%s)-278(%s)] TJ ET" % (FIRST.encode(), LAST.encode()))


@channel
def text_backward_tj() -> Case:
    case = simple(b"BT /F1 12 Tf 172 686 Td [(%s)9000(%s)] TJ ET" % (LAST.encode(), FIRST.encode()))
    case.find, case.marks = (), ((0, (60, 95, 250, 109)),)
    return case


@channel
def text_ligature() -> Case:
    """The letters f and i are one glyph, named by /Differences."""
    pdf = new()
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=Array([1, Name("/fi")])),
    )
    content = b"BT /F2 12 Tf 72 686 Td (Sera\\001na %s) Tj ET" % LAST.encode()
    page(pdf, content, Font=Dictionary(F2=pdf.make_indirect(font)))
    return Case(pdf, find=(), marks=((0, (71, 95, 179, 109)),))


@channel
def residual_width() -> Case:
    """Each pair of letters is kerned, and text follows on the line."""
    pdf = new()
    pairs = b" -7 ".join(b"(%c)" % c for c in S)
    page(pdf, b"BT /F1 12 Tf 72 686 Td [%s (, who signed)] TJ ET" % pairs)
    case = Case(pdf)
    case.keep = (*case.keep, "who signed")
    return case


@channel
def text_small_caps() -> Case:
    case = simple(b"BT /F1 12 Tf 72 686 Td (Q) Tj /F1 9 Tf (UENTIN ) Tj /F1 12 Tf (Z) Tj /F1 9 Tf (ABROWSKY) Tj ET")
    case.find, case.marks = (), ((0, (70, 95, 200, 109)),)
    return case


@channel
def text_rotated_page() -> Case:
    case = simple(shown())
    case.pdf.pages[0].obj["/Rotate"] = 90
    return case


@channel
def text_rotate270_userunit() -> Case:
    case = simple(shown())
    case.pdf.pages[0].obj["/Rotate"] = 270
    case.pdf.pages[0].obj["/UserUnit"] = 2
    return case


@channel
def text_rotated_90() -> Case:
    case = simple(b"BT /F1 12 Tf 0 1 -1 0 40 300 Tm (%s) Tj ET" % S)
    case.find, case.marks = (), ((0, (30, 385, 44, 494)),)
    return case


@channel
def text_rotated_35() -> Case:
    return Case(
        simple(b"BT /F1 12 Tf 0.819 0.574 -0.574 0.819 200 300 Tm (%s) Tj ET" % S).pdf,
        find=(),
        marks=((0, (190, 420, 295, 500)),),
    )


@channel
def text_offset_boxes() -> Case:
    pdf = new()
    made = page(pdf, shown(x=172, y=786), box=(100, 100, 712, 892))
    made["/CropBox"] = Array([120, 120, 700, 880])
    return Case(pdf)


@channel
def text_outside_cropbox() -> Case:
    case = simple(shown(y=30))
    case.pdf.pages[0].obj["/CropBox"] = Array([0, 60, 612, 792])
    case.find = ()
    return case


@channel
def text_outside_mediabox() -> Case:
    case = simple(shown(x=-300))
    case.find = ()
    return case


@channel
def text_half_outside() -> Case:
    case = simple(shown(x=-30))
    case.find, case.marks = (), ((0, (0, 95, 90, 109)),)
    return case


@channel
def text_under_rect() -> Case:
    return simple(shown() + b"0 g 70 682 120 16 re f")


@channel
def text_white() -> Case:
    return simple(b"1 g " + shown() + b"0 g")


@channel
def text_invisible_tr3() -> Case:
    return simple(shown(extra=b"3 Tr"))


@channel
def text_opacity0() -> Case:
    return simple(b"q /G1 gs " + shown() + b"Q", ExtGState=Dictionary(G1=Dictionary(ca=0, CA=0)))


@channel
def text_clipped() -> Case:
    case = simple(b"q 10 10 20 20 re W n " + shown() + b"Q")
    case.find = ()
    return case


@channel
def text_artifact() -> Case:
    case = simple(b"/Artifact BMC q 0 0 0 0 re W n " + shown() + b"Q EMC")
    case.find = ()
    return case


@channel
def text_clip_mode7() -> Case:
    case = simple(b"q BT 7 Tr /F1 12 Tf 72 686 Td (%s) Tj ET 0 0 1 rg 60 680 200 20 re f Q" % S)
    case.look = False
    return case


@channel
def text_tiny() -> Case:
    case = simple(shown(size=0.1))
    case.find, case.marks = (), ((0, (71, 105, 74, 107)),)
    return case


@channel
def text_double_struck() -> Case:
    return simple(shown() + shown(x=72.3))


@channel
def form_shared() -> Case:
    pdf = new()
    head = form(pdf, shown())
    for _ in range(2):
        page(pdf, b"/H Do", XObject=Dictionary(H=head))
    return Case(pdf)


@channel
def form_shared_burned_once() -> Case:
    """The form shows the name on page 1 and, moved, the same name inside the page on page 2: each place is marked."""
    pdf = new()
    head = form(pdf, shown())
    page(pdf, b"/H Do", XObject=Dictionary(H=head))
    page(pdf, b"q 1 0 0 1 30 -200 cm /H Do Q", XObject=Dictionary(H=head))
    return Case(pdf)


@channel
def form_shared_offpage() -> Case:
    pdf = new()
    head = form(pdf, shown())
    page(pdf, b"/H Do", XObject=Dictionary(H=head))
    page(pdf, b"q 1 0 0 1 0 900 cm /H Do Q", XObject=Dictionary(H=head))
    return Case(pdf)


@channel
def form_nested() -> Case:
    pdf = new()
    inner = form(pdf, shown(x=0, y=0, size=6), box=(-5, -5, 200, 20))
    outer = form(pdf, b"q 2 0 0 2 72 686 cm /In Do Q", XObject=Dictionary(In=inner))
    page(pdf, b"/Out Do", XObject=Dictionary(Out=outer))
    return Case(pdf)


@channel
def form_unused() -> Case:
    pdf = new()
    page(pdf, shown("plain"), XObject=Dictionary(Un=form(pdf, shown())))
    return Case(pdf, find=())


@channel
def form_zero_bbox() -> Case:
    pdf = new()
    inner = form(pdf, shown())
    outer = form(pdf, b"/In Do", box=(0, 0, 0, 0), XObject=Dictionary(In=inner))
    page(pdf, b"/Out Do", XObject=Dictionary(Out=outer))
    return Case(pdf, find=())


@channel
def form_beyond_its_box() -> Case:
    pdf = new()
    page(pdf, b"/X Do", XObject=Dictionary(X=form(pdf, shown(), box=(0, 0, 50, 50))))
    return Case(pdf, find=())


@channel
def form_recursive() -> Case:
    pdf = new()
    own = form(pdf, shown() + b"/Me Do")
    own["/Resources"]["/XObject"] = Dictionary(Me=own)
    page(pdf, b"/X Do", XObject=Dictionary(X=own))
    return Case(pdf)


@channel
def form_inherits_resources() -> Case:
    pdf = new()
    bare = pdf.make_indirect(
        Stream(pdf, shown(), Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 612, 792])))
    )
    made = page(pdf, b"", XObject=Dictionary(X=bare))
    pdf.Root["/Pages"]["/Resources"] = made["/Resources"]
    del made["/Resources"]
    made["/Contents"] = Array(
        [made["/Contents"], pdf.make_indirect(Stream(pdf, b"/X ")), pdf.make_indirect(Stream(pdf, b"Do"))]
    )
    return Case(pdf)


@channel
def pattern_tiling() -> Case:
    pdf = new()
    cell = Dictionary(
        Type=Name.Pattern,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=Array([0, 0, 200, 30]),
        XStep=200,
        YStep=30,
        Resources=Dictionary(Font=Dictionary(F1=helvetica(pdf))),
        Matrix=Array([1, 0, 0, 1, 72, 680]),
    )
    pattern = pdf.make_indirect(Stream(pdf, shown(x=2, y=8), cell))
    page(pdf, b"/Pattern cs /P1 scn 72 680 150 30 re f", Pattern=Dictionary(P1=pattern))
    return Case(pdf, find=(), marks=((0, (70, 82, 224, 114)),), look=False, keep=("and the line below says that.",))


@channel
def softmask_group_text() -> Case:
    pdf = new()
    group = form(pdf, b"1 g " + shown(), Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group))
    page(pdf, b"q /G1 gs 0 g 60 675 250 30 re f Q", ExtGState=Dictionary(G1=state))
    return Case(pdf, find=(), marks=((0, (70, 95, 180, 109)),), look=False)


@channel
def content_comment() -> Case:
    return Case(simple(b"%% %s\n" % S + shown("plain")).pdf, find=())


@channel
def content_unknown_operator() -> Case:
    return Case(simple(b"BX (%s) 1 2 zz EX (%s) 72 0 m 80 0 l S\n" % (S, S)).pdf, find=())


@channel
def content_left_over_operands() -> Case:
    return Case(simple(b"(%s) 1 0 0 rg (%s) (shown) pop /%s 3 w\n" % (S, S, LAST.encode())).pdf, find=())


@channel
def content_two_streams() -> Case:
    pdf = new()
    made = page(pdf, b"")
    made["/Contents"] = Array([made["/Contents"], pdf.make_indirect(Stream(pdf, b"BT /F1 12 Tf (%s" % S))])
    return Case(pdf, find=())


@channel
def content_names_as_operands() -> Case:
    return Case(simple(b"/%s ri /%s gs /%s sh /%s Do\n" % ((LAST.encode(),) * 4)).pdf, find=())


@channel
def content_shared_by_pages() -> Case:
    pdf = new()
    one = page(pdf, shown())
    two = page(pdf)
    two["/Contents"] = one["/Contents"]
    return Case(pdf)


@channel
def page_twice() -> Case:
    pdf = new()
    page(pdf, shown())
    pdf.Root["/Pages"]["/Kids"] = Array([pdf.Root["/Pages"]["/Kids"][0]] * 2)
    pdf.Root["/Pages"]["/Count"] = 2
    return Case(pdf)


@channel
def text_address_block() -> Case:
    case = simple(b"BT /F1 12 Tf 72 640 Td 14 TL (12 Zyx Lane) Tj T* (Qworth, KS 00000) Tj ET")
    case.find = ("12 Zyx Lane", "Qworth, KS 00000")
    return case


@channel
def text_repeated_variants() -> Case:
    pdf = new()
    page(pdf, shown())
    page(pdf, shown(SECRET.upper()) + shown(f"{LAST}'s", y=600) + shown("q.zabrowsky@mail.example", y=560))
    return Case(pdf, find=(SECRET, SECRET.upper(), LAST, "q.zabrowsky"))


def _odd_widths(widths: int) -> Case:
    pdf = new()
    odd = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=126,
        Widths=Array([widths] * 95),
    )
    spread = b"".join(b"(%c)-600" % c for c in S)
    page(pdf, b"BT /F2 12 Tf 72 686 Td [%s] TJ ET" % spread, Font=Dictionary(F2=odd))
    return Case(pdf, find=(), marks=((0, (40, 93, 330, 110)),))


@channel
def text_zero_width_font() -> Case:
    return _odd_widths(0)


@channel
def text_negative_width_font() -> Case:
    return _odd_widths(-300)


@channel
def text_tz_zero() -> Case:
    return Case(simple(shown(extra=b"0 Tz")).pdf, find=(), marks=((0, (71, 95, 73, 109)),))


@channel
def text_quote_operators() -> Case:
    return Case(
        simple(b"BT /F1 12 Tf 14 TL 2 Ts 72 700 Td (%s) ' 1 0.5 (%s) \" ET" % (FIRST.encode(), LAST.encode())).pdf,
        find=(FIRST, LAST),
        keep=("The witness above said this.",),
    )


@channel
def text_word_and_char_space() -> Case:
    case = simple(shown(extra=b"3 Tc 6 Tw"))
    case.find, case.marks = (), ((0, (70, 95, 245, 109)),)
    return case


@channel
def text_leading_deep_parentheses() -> Case:
    return Case(simple(b"BT /F1 12 Tf 72 686 Td (((%s))) Tj ET" % S).pdf)


@channel
def text_mirrored() -> Case:
    case = simple(b"BT /F1 12 Tf -1 0 0 1 300 686 Tm (%s) Tj ET" % S)
    case.find, case.marks = (), ((0, (190, 95, 302, 109)),)
    return case


@channel
def ocg_hidden_text() -> Case:
    pdf = new()
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Layer"))
    page(pdf, b"/OC /L1 BDC " + shown() + b"EMC " + shown("plain", y=600), Properties=Dictionary(L1=group))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    return Case(pdf, find=())


@channel
def ocg_hidden_form() -> Case:
    pdf = new()
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Layer"))
    page(pdf, b"/X Do", XObject=Dictionary(X=form(pdf, shown(), OC=group)))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(BaseState=Name.OFF))
    return Case(pdf, find=())


@channel
def ocg_membership() -> Case:
    pdf = new()
    on, off = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("a", "b"))
    member = Dictionary(Type=Name.OCMD, OCGs=Array([on, off]), P=Name.AllOn)
    page(pdf, b"/OC /M BDC " + shown() + b"EMC", Properties=Dictionary(M=pdf.make_indirect(member)))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([on, off]), D=Dictionary(OFF=Array([off])))
    return Case(pdf, find=())


@channel
def ocg_print_only() -> Case:
    pdf = new()
    group = pdf.make_indirect(
        Dictionary(Type=Name.OCG, Name="L", Usage=Dictionary(View=Dictionary(ViewState=Name.OFF)))
    )
    page(pdf, b"/OC /L1 BDC " + shown() + b"EMC", Properties=Dictionary(L1=group))
    rules = Array([Dictionary(Event=Name.View, Category=Array([Name.View]), OCGs=Array([group]))])
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(AS=rules))
    return Case(pdf, find=())


@channel
def ocg_name() -> Case:
    pdf = new()
    group = pdf.make_indirect(
        Dictionary(
            Type=Name.OCG, Name=SECRET, Usage=Dictionary(CreatorInfo=Dictionary(Creator=SECRET, Subtype=Name.Artwork))
        )
    )
    page(pdf, b"/OC /L1 BDC " + shown("plain") + b"EMC", Properties=Dictionary(L1=group))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(Name=SECRET))
    return Case(pdf, find=())


@channel
def over_tight_lines() -> Case:
    """Lines set solid in a font whose box is twice as high as its letters."""
    pdf = new()
    tall = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/AAAAAA+Plain"),
        Encoding=Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=126,
        Widths=Array([556] * 95),
        FontDescriptor=pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=Name("/AAAAAA+Plain"),
                Flags=32,
                FontBBox=Array([-500, -900, 1500, 1500]),
                Ascent=1500,
                Descent=-900,
                CapHeight=700,
                ItalicAngle=0,
                StemV=80,
            )
        ),
    )
    lines = ("first line of it all", SECRET, "third line of it all")
    body = b"".join(b"(%s) ' " % line.encode() for line in lines)
    page(pdf, b"BT /F2 12 Tf 11 TL 72 612 Td %s ET" % body, Font=Dictionary(F2=tall))
    return Case(pdf, keep=("first line of it all", "third line of it all"))


def _subset_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    import pymupdf

    from pipeline.redact import compact

    letters = sorted(set(SECRET.replace(" ", "")) | set("thers"))
    names = set(letters)
    program = compact.keep_names(bytes(pymupdf.Font("helv").buffer), names)
    first, last = ord(letters[0]), ord(letters[-1])
    widths = [
        round(pymupdf.Font("helv").glyph_advance(c) * 1000) if chr(c) in names else 0 for c in range(first, last + 1)
    ]
    entries = b"\n".join(b"<%02x><%04x>" % (ord(c), ord(c)) for c in letters)
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <00><ff> "
        b"endcodespacerange %d beginbfchar\n%s\nendbfchar endcmap end end" % (len(letters), entries)
    )
    name = Name("/ABCDEF+Plain")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=32,
        FontBBox=Array([-200, -300, 1000, 1000]),
        Ascent=720,
        Descent=-210,
        CapHeight=720,
        ItalicAngle=0,
        StemV=80,
        CharSet="".join("/" + c for c in letters),
        FontFile3=Stream(pdf, program, Dictionary(Subtype=Name.Type1C)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=name,
            FirstChar=first,
            LastChar=last,
            Widths=Array(widths),
            Encoding=Name.WinAnsiEncoding,
            FontDescriptor=pdf.make_indirect(descriptor),
            ToUnicode=Stream(pdf, cmap),
        )
    )


@channel
def font_subset_inventory() -> Case:
    pdf = new()
    font = _subset_font(pdf)
    content = b"BT /F2 12 Tf 72 686 Td (%s) Tj /F1 12 Tf ( ) Tj /F2 12 Tf (%s) Tj 0 -60 Td (thers) Tj ET" % (
        FIRST.encode(),
        LAST.encode(),
    )
    page(pdf, content, Font=Dictionary(F2=font))
    case = Case(pdf, find=(FIRST, LAST))
    case.keep = (*case.keep, "thers")
    return case


@channel
def font_widths_order() -> Case:
    """A font whose codes are the letters in the order of the name: its widths alone spell it."""
    pdf = new()
    letters = list(dict.fromkeys(LAST))
    listed = Array([1, *(Name("/" + c) for c in letters)])
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        FirstChar=1,
        LastChar=len(letters),
        Widths=Array([500 + 7 * ord(c) for c in letters]),
        Encoding=Dictionary(Type=Name.Encoding, Differences=listed),
    )
    codes = bytes(letters.index(c) + 1 for c in LAST)
    page(pdf, b"BT /F2 12 Tf 72 686 Td <%s> Tj ET" % codes.hex().encode(), Font=Dictionary(F2=font))
    return Case(pdf, find=(), marks=((0, (70, 95, 230, 109)),))


def _type3(pdf: pikepdf.Pdf, *, unicode: bool) -> pikepdf.Object:
    letters = list(dict.fromkeys(SECRET.replace(" ", "")))
    procedures, names = Dictionary(), []
    for i, letter in enumerate(letters):
        bars = b" ".join(b"%d 0 60 %d re" % (80 * b, 700 if ord(letter) >> b & 1 else 250) for b in range(7))
        procedures[f"/g{i}"] = Stream(pdf, b"600 0 0 0 600 750 d1 %s f" % bars)
        names.append(Name(f"/g{i}"))
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 600, 750]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=procedures,
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *names])),
        FirstChar=1,
        LastChar=len(letters),
        Widths=Array([600] * len(letters)),
        Resources=Dictionary(),
    )
    if unicode:
        entries = b"\n".join(b"<%02x><%04x>" % (i, ord(c)) for i, c in enumerate(letters, 1))
        font["/ToUnicode"] = Stream(
            pdf,
            b"begincmap 1 begincodespacerange <00><ff> endcodespacerange %d beginbfchar\n%s\nendbfchar endcmap"
            % (len(letters), entries),
        )
    return pdf.make_indirect(font)


def _type3_case(*, unicode: bool) -> Case:
    pdf = new()
    letters = list(dict.fromkeys(SECRET.replace(" ", "")))
    codes = bytes(letters.index(c) + 1 for c in SECRET.replace(" ", ""))
    page(
        pdf,
        b"BT /F2 12 Tf 72 686 Td <%s> Tj ET" % codes.hex().encode(),
        Font=Dictionary(F2=_type3(pdf, unicode=unicode)),
    )
    return Case(pdf, find=(), marks=((0, (71, 95, 190, 109)),))


@channel
def type3_unicode() -> Case:
    return _type3_case(unicode=True)


@channel
def type3_no_unicode() -> Case:
    return _type3_case(unicode=False)


@channel
def type3_glyph_is_name() -> Case:
    pdf = new()
    inner = helvetica(pdf)
    procedure = Stream(pdf, b"6000 0 d0 BT /F1 1000 Tf 0 0 Td (%s) Tj ET" % S)
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, -300, 9000, 1000]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary({"/" + LAST: procedure}),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([65, Name("/" + LAST)])),
        FirstChar=65,
        LastChar=65,
        Widths=Array([6000]),
        Resources=Dictionary(Font=Dictionary(F1=inner)),
    )
    page(pdf, b"BT /F2 12 Tf 72 686 Td (A) Tj ET", Font=Dictionary(F2=pdf.make_indirect(font)))
    return Case(pdf, find=(), marks=((0, (70, 94, 180, 110)),), look=False)


def _wide(pdf: pikepdf.Pdf, *, unicode: bool, lie: bool = False) -> tuple[pikepdf.Object, dict[str, int]]:
    import pymupdf

    font = pymupdf.Font("helv")
    numbers = {c: font.has_glyph(ord(c)) for c in dict.fromkeys(SECRET)}
    name = Name("/ABCDEF+Plain")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=32,
        FontBBox=Array([-200, -300, 1000, 1000]),
        Ascent=720,
        Descent=-210,
        CapHeight=720,
        ItalicAngle=0,
        StemV=80,
        FontFile3=Stream(pdf, bytes(font.buffer), Dictionary(Subtype=Name.CIDFontType0C)),
    )
    listed = Array([])
    for c, n in numbers.items():
        listed.append(n)
        listed.append(Array([round(font.glyph_advance(ord(c)) * 1000)]))
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=name,
        W=listed,
        DW=500,
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
    )
    made = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=name,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(below)]),
    )
    if unicode:
        entries = b"\n".join(b"<%04x><%04x>" % (n, ord("x" if lie and c != " " else c)) for c, n in numbers.items())
        made["/ToUnicode"] = Stream(
            pdf,
            b"begincmap 1 begincodespacerange <0000><ffff> endcodespacerange %d beginbfchar\n%s\nendbfchar endcmap"
            % (len(numbers), entries),
        )
    return pdf.make_indirect(made), numbers


def _wide_case(*, unicode: bool, lie: bool = False) -> Case:
    pdf = new()
    font, numbers = _wide(pdf, unicode=unicode, lie=lie)
    codes = b"".join(numbers[c].to_bytes(2, "big") for c in SECRET)
    page(pdf, b"BT /F2 12 Tf 72 686 Td <%s> Tj ET" % codes.hex().encode(), Font=Dictionary(F2=font))
    return Case(pdf, find=(), marks=((0, (70, 95, 180, 109)),))


@channel
def cid_unicode() -> Case:
    return _wide_case(unicode=True)


@channel
def cid_no_unicode() -> Case:
    return _wide_case(unicode=False)


@channel
def cid_wrong_unicode() -> Case:
    return _wide_case(unicode=True, lie=True)
