"""Failed redactions: something is covered and still there. No detector knows the secret; only the cover tells."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from tests.leaks.bench import SECRET, Case, form, grey_image, image, lettering, new, packed, page, placed, shown, simple
from tests.leaks.pixels import GREY, outlines

BARS: dict[str, Callable[[], Case]] = {}
"""Each must be healed."""
HONEST: dict[str, Callable[[], Case]] = {}
"""Each must be left as it is: the secret stands there to be read."""

RECT = (70, 682, 190, 698)
"""Around the secret of `shown()`, y up."""
BAR = b"70 682 120 16 re f\n"
BLACK, WHITE = b"0 g ", b"1 g "


def bar(build: Callable[[], Case]) -> Callable[[], Case]:
    """Register a failed redaction under its name."""
    BARS[build.__name__] = build
    return build


def honest(build: Callable[[], Case]) -> Callable[[], Case]:
    """Register a page that hides nothing under its name."""
    HONEST[build.__name__] = build
    return build


# -- fills over text -------------------------------------------------------------------------------------------------


@bar
def fill_black() -> Case:
    return simple(shown() + BLACK + BAR)


@bar
def fill_white() -> Case:
    return simple(shown() + b"q 1 g " + BAR + b"Q")


@bar
def fill_coloured() -> Case:
    return simple(shown() + b"q 0.2 0.4 0.7 rg " + BAR + b"Q")


@bar
def fill_cmyk() -> Case:
    return simple(shown() + b"q 0 0 0 1 k " + BAR + b"Q")


@bar
def fill_thin_over_small_type() -> Case:
    return simple(shown(size=5) + b"70 685 60 4.5 re f")


@bar
def fill_in_slices() -> Case:
    return simple(shown() + b"".join(b"%d 682 13 16 re f\n" % x for x in range(70, 190, 12)))


@bar
def fill_with_round_ends() -> Case:
    ends = b"76 682 m 184 682 l 192 682 192 698 184 698 c 76 698 l 68 698 68 682 76 682 c f"
    return simple(shown() + ends)


@bar
def fill_tilted() -> Case:
    return simple(shown() + b"68 681 m 192 683 l 191 700 l 67 698 l h f")


@bar
def line_as_thick_as_the_text() -> Case:
    return simple(shown() + b"q 15 w 70 690 m 190 690 l S Q")


@bar
def fill_through_a_clip() -> Case:
    return simple(shown() + b"q 70 682 120 16 re W n 0 600 612 192 re f Q")


@bar
def fill_in_another_stream() -> Case:
    pdf = new()
    made = page(pdf, shown())
    made["/Contents"] = Array([made["/Contents"], pdf.make_indirect(Stream(pdf, BLACK + BAR))])
    return Case(pdf)


@bar
def fill_in_a_form() -> Case:
    pdf = new()
    page(pdf, shown() + b"/Bar Do", XObject=Dictionary(Bar=form(pdf, BLACK + BAR)))
    return Case(pdf)


@bar
def fill_in_a_form_over_text_in_a_form() -> Case:
    pdf = new()
    inner = form(pdf, BLACK + BAR)
    outer = form(pdf, b"/In Do", XObject=Dictionary(In=inner))
    page(pdf, b"/Text Do /Bar Do", XObject=Dictionary(Text=form(pdf, shown()), Bar=outer))
    return Case(pdf)


@bar
def fill_in_a_layer() -> Case:
    pdf = new()
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Redactions"))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(ON=Array([group])))
    page(pdf, shown() + b"/OC /L BDC " + BAR + b"EMC", Properties=Dictionary(L=group))
    return Case(pdf)


@bar
def fill_multiplied_black() -> Case:
    state = Dictionary(G1=Dictionary(BM=Name.Multiply))
    return simple(shown() + b"q /G1 gs 0 g " + BAR + b"Q", ExtGState=state)


@bar
def fill_by_a_shading() -> Case:
    black = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([0.05]), N=1)
    shade = Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Coords=Array([70, 0, 190, 0]), Function=black)
    return simple(shown() + b"q 70 682 120 16 re W n /S1 sh Q", Shading=Dictionary(S1=shade))


@bar
def fill_with_a_label() -> Case:
    return simple(shown() + BAR + b"q 1 g " + shown("REDACTED", x=74, y=687, size=8) + b"Q")


@bar
def fill_over_half_a_word() -> Case:
    case = simple(shown() + b"70 682 72 16 re f")
    case.find = ("Quentin Zab",)
    return case


@bar
def fill_on_a_turned_page() -> Case:
    case = fill_black()
    case.pdf.pages[0].obj["/Rotate"] = 90
    return case


@bar
def fill_over_turned_text() -> Case:
    turned = b"BT /F1 12 Tf 0 1 -1 0 300 300 Tm (%s) Tj ET " % SECRET.encode()
    return simple(turned + b"289 297 16 110 re f")


@bar
def fill_on_a_cropped_page() -> Case:
    pdf = new()
    made = page(pdf, shown(x=172, y=786) + b"170 782 120 16 re f", box=(100, 100, 712, 892))
    made["/CropBox"] = Array([120, 120, 700, 880])
    return Case(pdf)


@bar
def block_characters() -> Case:
    pdf = new()
    named = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <6e> <2588> endbfchar"
    blocks = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, -200, 600, 900]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(block=Stream(pdf, b"600 0 0 -200 600 900 d1 0 -200 610 1100 re f")),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([110, Name.block])),
        FirstChar=110,
        LastChar=110,
        Widths=Array([600]),
        ToUnicode=Stream(pdf, named),
    )
    page(pdf, shown() + b"BT /F2 12 Tf 70 686 Td (nnnnnnnnnnnnnnn) Tj ET", Font=Dictionary(F2=blocks))
    return Case(pdf, find=(SECRET, "Quentin", "Zabrowsk"))


@bar
def white_on_white() -> Case:
    return simple(b"q 1 g " + shown() + b"Q")


@bar
def black_on_black() -> Case:
    return simple(BAR + shown())


@bar
def fill_over_the_whole_page() -> Case:
    case = simple(shown() + b"0 0 612 792 re f")
    case.keep = ()
    return case


# -- pictures over text ----------------------------------------------------------------------------------------------


@bar
def picture_over_text() -> Case:
    pdf = new()
    cover = image(pdf, zlib.compress(bytes(4)), 2, 2, Filter=Name.FlateDecode, **GREY)
    page(pdf, shown() + placed(at=(70, 682, 120, 16)), XObject=Dictionary(Im1=cover))
    return Case(pdf)


@bar
def inline_picture_over_text() -> Case:
    return simple(shown() + b"q 120 0 0 16 70 682 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00\nEI Q")


@bar
def stencil_over_text() -> Case:
    pdf = new()
    mask = image(pdf, b"\x00", 1, 1, ImageMask=True)
    page(pdf, shown() + placed(at=(70, 682, 120, 16)), XObject=Dictionary(Im1=mask))
    return Case(pdf)


# -- annotations over text -------------------------------------------------------------------------------------------


def _noted(subtype: str, *, look: bytes = b"", **entries: object) -> Case:
    pdf = new()
    made = page(pdf, shown())
    note = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array(list(RECT)), F=4, **entries)
    if look:
        note["/AP"] = Dictionary(N=form(pdf, look, box=(0, 0, 120, 16)))
    made["/Annots"] = Array([pdf.make_indirect(note)])
    return Case(pdf)


def _corners() -> Array:
    return Array([70, 698, 190, 698, 70, 682, 190, 682])


@bar
def square_note() -> Case:
    return _noted("Square", IC=Array([0, 0, 0]), C=Array([0, 0, 0]))


@bar
def square_note_with_a_look() -> Case:
    return _noted("Square", look=b"0 g 0 0 120 16 re f")


@bar
def stamp_note() -> Case:
    return _noted("Stamp", look=b"0.1 g 0 0 120 16 re f")


@bar
def highlight_note_in_black() -> Case:
    return _noted("Highlight", C=Array([0, 0, 0]), QuadPoints=_corners())


@bar
def highlight_note_with_an_opaque_look() -> Case:
    return _noted("Highlight", look=b"1 1 0 rg 0 0 120 16 re f", QuadPoints=_corners())


@bar
def typewriter_note_with_a_ground() -> Case:
    return _noted("FreeText", look=b"0 g 0 0 120 16 re f 1 g BT /F1 8 Tf 4 4 Td (XXXXX) Tj ET")


@bar
def redact_note() -> Case:
    return _noted("Redact", QuadPoints=_corners(), IC=Array([0, 0, 0]))


@bar
def redact_note_without_quads() -> Case:
    return _noted("Redact")


@bar
def redact_note_hidden() -> Case:
    case = _noted("Redact", QuadPoints=_corners())
    case.pdf.pages[0].obj["/Annots"][0]["/F"] = 2
    return case


@bar
def redact_note_on_a_turned_page() -> Case:
    case = redact_note()
    case.pdf.pages[0].obj["/Rotate"] = 270
    return case


@bar
def redact_note_beside_a_note_without_a_look() -> Case:
    """The other note makes MuPDF draw appearances, which drops what is not shown."""
    case = redact_note()
    square = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([400, 100, 420, 120]), C=Array([1, 0, 0]), F=4)
    case.pdf.pages[0].obj["/Annots"].append(case.pdf.make_indirect(square))
    return case


# -- over pixels -----------------------------------------------------------------------------------------------------

PATCH = (71, 500, 99, 20)
"""Over the secret of the lettering, and short of its neighbour."""


def _picture(more: bytes, build: Callable[[pikepdf.Pdf], pikepdf.Object] = grey_image, **resources: object) -> Case:
    pdf = new()
    images = Dictionary(Im1=build(pdf), **resources)
    page(pdf, placed() + more, XObject=images)
    return Case(pdf, find=(), pictures=True)


PATCHED = b"%d %d %d %d re f" % PATCH


@bar
def anchor_beside_print_over_a_picture() -> Case:
    """What signing services hide: words in white beside printed ones, here on a white part of a picture."""

    def frame(pdf: pikepdf.Pdf) -> pikepdf.Object:
        picture = Image.new("L", (600, 80), 255)
        picture.paste(0, (0, 0, 600, 8))
        return grey_image(pdf, picture)

    anchor = b"q 1 g " + shown(x=90, y=504, size=10) + b" Q "
    case = _picture(anchor + shown("on", x=76, y=504, size=10) + shown("or before", x=185, y=504, size=8), frame)
    case.find, case.pictures = (SECRET,), False
    return case


@bar
def fill_over_a_picture() -> Case:
    return _picture(PATCHED)


@bar
def white_fill_over_a_picture() -> Case:
    return _picture(WHITE + PATCHED)


@bar
def fill_over_a_jpeg() -> Case:
    def build(pdf: pikepdf.Pdf) -> pikepdf.Object:
        return image(pdf, packed(lettering(), "JPEG", quality=90), 600, 80, Filter=Name.DCTDecode, **GREY)

    return _picture(PATCHED, build)


@bar
def picture_over_a_picture() -> Case:
    pdf = new()
    cover = image(pdf, zlib.compress(bytes(4)), 2, 2, Filter=Name.FlateDecode, **GREY)
    page(pdf, placed() + placed("Im2", PATCH), XObject=Dictionary(Im1=grey_image(pdf), Im2=cover))
    return Case(pdf, find=(), pictures=True)


@bar
def note_over_a_picture() -> Case:
    case = _picture(b"")
    made = case.pdf.pages[0].obj
    x, y, w, h = PATCH
    note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([x, y, x + w, y + h]), IC=Array([0, 0, 0]), F=4)
    note["/AP"] = Dictionary(N=form(case.pdf, b"0 g 0 0 %d %d re f" % (w, h), box=(0, 0, w, h)))
    made["/Annots"] = Array([case.pdf.make_indirect(note)])
    return case


@bar
def redact_note_over_a_picture() -> Case:
    case = _picture(b"")
    x, y, w, h = PATCH
    note = Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=Array([x, y, x + w, y + h]))
    case.pdf.pages[0].obj["/Annots"] = Array([case.pdf.make_indirect(note)])
    return case


@bar
def text_layer_under_a_burned_picture() -> Case:
    pdf = new()
    sheet = lettering("", size=(1224, 160))
    sheet.paste(lettering(), (600, 60))
    sheet.paste(255, (0, 0, 990, 160))
    sheet.paste(0, (10, 10, 396, 80))
    picture = image(pdf, packed(sheet, "JPEG", quality=90), 1224, 160, Filter=Name.DCTDecode, **GREY)
    made = page(pdf, b"q 612 0 0 80 0 712 cm /Im1 Do Q\n", box=(0, 0, 612, 800), XObject=Dictionary(Im1=picture))
    made["/MediaBox"] = Array([0, 692, 612, 800])
    layer = b"BT 3 Tr /F1 18 Tf 8 766 Td (%s) Tj ET" % SECRET.encode()
    made["/Contents"] = pdf.make_indirect(Stream(pdf, b"q 612 0 0 80 0 712 cm /Im1 Do Q\n" + layer))
    return Case(pdf, keep=())


@bar
def outlines_under_a_fill() -> Case:
    pdf = new()
    page(pdf, b" f\n".join(outlines(SECRET)) + b" f\n70 555 125 20 re f")
    return Case(pdf, find=(), pictures=True)


@bar
def outlines_under_a_white_fill() -> Case:
    pdf = new()
    page(pdf, b"\n".join(outlines(SECRET)) + b" f\n1 g 70 555 125 20 re f")
    return Case(pdf, find=(), pictures=True)


# -- nothing to heal -------------------------------------------------------------------------------------------------


@honest
def shade_under_text() -> Case:
    return simple(b"q 0.85 g " + BAR + b"Q " + shown())


@honest
def white_ground() -> Case:
    return simple(b"q 1 g " + BAR + b"Q " + shown())


@honest
def light_print_on_a_dark_band() -> Case:
    return simple(b"0 680 612 20 re f q 1 g " + shown() + b"Q")


@honest
def yellow_highlight_note() -> Case:
    return _noted("Highlight", C=Array([1, 1, 0]), QuadPoints=_corners())


@honest
def glass() -> Case:
    return simple(shown() + b"q /G1 gs 1 1 0 rg " + BAR + b"Q", ExtGState=Dictionary(G1=Dictionary(ca=0.4)))


@honest
def multiplied_yellow() -> Case:
    state = Dictionary(G1=Dictionary(BM=Name.Multiply))
    return simple(shown() + b"q /G1 gs 1 1 0 rg " + BAR + b"Q", ExtGState=state)


@honest
def frame_around_text() -> Case:
    return simple(shown() + b"q 2.2 w 66 678 130 24 re S Q")


@honest
def strike_through() -> Case:
    return simple(shown() + b"70 689 110 1.2 re f")


@honest
def printed_twice_with_a_ground_between() -> Case:
    return simple(shown() + b"q 1 g " + BAR + b"Q " + shown())


@honest
def ground_that_touches_the_line_above() -> Case:
    return simple(shown() + b"q 1 g 60 682 500 6 re f Q ")


@honest
def bar_over_nothing() -> Case:
    return simple(shown() + b"300 682 120 16 re f")


@honest
def field_with_a_ground() -> Case:
    pdf = new()
    made = page(pdf, b"")
    look = form(pdf, b"0.9 g 0 0 120 16 re f 0 g " + shown(x=2, y=4), box=(0, 0, 120, 16))
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", V=SECRET, Rect=Array(list(RECT)), F=4,
            AP=Dictionary(N=look),
        )
    )  # fmt: skip
    made["/Annots"] = Array([field])
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([field]))
    return Case(pdf)


@honest
def bar_over_a_blank_part_of_a_picture() -> Case:
    pdf = new()
    wide = grey_image(pdf, lettering(size=(1200, 80)))
    page(pdf, placed(at=(72, 500, 300, 20)) + b"250 502 60 16 re f", XObject=Dictionary(Im1=wide))
    return Case(pdf)


@honest
def table_with_shaded_cells() -> Case:
    rows = b"".join(b"q 0.9 g 60 %d 240 18 re f Q " % y for y in (644, 680))
    lines = b"q 0.6 w 60 644 240 54 re S 60 662 m 300 662 l S 60 680 m 300 680 l S Q "
    return simple(rows + shown() + lines + shown("a cell", y=650))


@honest
def frame_around_print_drawn_as_shapes() -> Case:
    pdf = new()
    page(pdf, b"\n".join(outlines(SECRET)) + b" f\nq 2.2 w 60 540 490 50 re S Q")
    return Case(pdf, find=(), pictures=True)
