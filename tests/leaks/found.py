"""Channels with a plant that detection must find by itself, or that must be gone without being found.

Nobody gives the value as a term and no mark is drawn. `READ`: detection sees the place. `GONE`: nothing reads it,
and the output has no such place any more.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from enum import StrEnum

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.leaks.bench import NEIGHBOURS, Case, form, grey_image, helvetica, new, page, shown, text_string
from tests.leaks.fonts import told

NUMBER = "219-09-9998"
"""Never issued."""

VALUE = f"SSN: {NUMBER}"
V = VALUE.encode()


class Fate(StrEnum):
    """What becomes of a plant."""

    READ = "read"
    GONE = "gone"
    HELD = "held"
    """Read, and too small for a check to look at: held."""
    VEILED = "veiled"
    """Burned for what covers or hides it, whatever it says."""


PLANTS: dict[str, tuple[Callable[[], Case], Fate, str]] = {}


def plant(fate: Fate, told: str = "") -> Callable[[Callable[[], Case]], Callable[[], Case]]:
    """Register a builder under its name; `told` is what the receipt's coverage counts of it."""

    def register(build: Callable[[], Case]) -> Callable[[], Case]:
        PLANTS[build.__name__] = build, fate, told
        return build

    return register


def _page(content: bytes = b"", **more: object) -> tuple[pikepdf.Pdf, pikepdf.Object]:
    pdf = new()
    return pdf, page(pdf, content, **more)


def _words(content: bytes, **more: object) -> Case:
    return Case(_page(content, **more)[0])


# -- text that a reader does not see -----------------------------------------------------------------------------------


@plant(Fate.GONE, "removed_hidden_layer")
def layer_off() -> Case:
    pdf = new()
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Draft"))
    page(pdf, b"/OC /L1 BDC " + shown(VALUE) + b"EMC", Properties=Dictionary(L1=group))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    return Case(pdf)


@plant(Fate.GONE, "removed_hidden_layer")
def layer_off_form() -> Case:
    pdf = new()
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Draft"))
    inner = form(pdf, shown(VALUE), OC=group)
    page(pdf, b"/X1 Do", XObject=Dictionary(X1=inner))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(BaseState=Name.OFF))
    return Case(pdf)


@plant(Fate.GONE, "removed_out_of_sight")
def outside_crop_box() -> Case:
    pdf, made = _page(shown(VALUE, y=40))
    made.CropBox = Array([0, 100, 612, 792])
    return Case(pdf)


@plant(Fate.GONE, "removed_out_of_sight")
def outside_media_box() -> Case:
    return _words(shown(VALUE, x=-400, y=300))


@plant(Fate.READ)
def invisible() -> Case:
    return _words(shown(VALUE, extra=b"3 Tr"))


@plant(Fate.VEILED)
def white() -> Case:
    return _words(b"q 1 g " + shown(VALUE) + b"Q")


@plant(Fate.READ)
def transparent() -> Case:
    return _words(b"q /G gs " + shown(VALUE) + b"Q", ExtGState=Dictionary(G=Dictionary(ca=0, CA=0)))


@plant(Fate.HELD)
def tiny() -> Case:
    return _words(shown(VALUE, size=0.5))


@plant(Fate.VEILED)
def under_a_box() -> Case:
    return _words(shown(VALUE) + b"0 g 60 680 200 20 re f")


@plant(Fate.VEILED)
def under_a_picture() -> Case:
    pdf = new()
    page(pdf, shown(VALUE) + b"q 200 0 0 20 60 680 cm /Im1 Do Q", XObject=Dictionary(Im1=grey_image(pdf)))
    return Case(pdf)


@plant(Fate.GONE, "removed_out_of_sight")
def clipped_away() -> Case:
    return _words(b"q 0 0 1 1 re W n " + shown(VALUE) + b"Q")


@plant(Fate.READ)
def in_a_form() -> Case:
    pdf = new()
    page(pdf, b"q 1 0 0 1 0 -100 cm /X1 Do Q", XObject=Dictionary(X1=form(pdf, shown(VALUE))))
    return Case(pdf)


@plant(Fate.READ)
def in_a_pattern() -> Case:
    pdf = new()
    cell = form(pdf, shown(VALUE, x=2, y=4, size=10), box=(0, 0, 300, 20))
    for key in ("/Type", "/Subtype"):
        del cell[key]
    for key, value in {"/PatternType": 1, "/PaintType": 1, "/TilingType": 1, "/XStep": 300, "/YStep": 20}.items():
        cell[key] = value
    page(pdf, b"/Pattern cs /P1 scn 0 0 300 20 re f", Pattern=Dictionary(P1=cell))
    return Case(pdf)


@plant(Fate.GONE)
def unpainted_form() -> Case:
    pdf = new()
    page(pdf, shown("plain"), XObject=Dictionary(X1=form(pdf, shown(VALUE))))
    return Case(pdf)


@plant(Fate.GONE)
def content_comment() -> Case:
    return _words(shown("plain") + b"% " + V + b"\n")


@plant(Fate.READ)
def lying_map_hides_it() -> Case:
    """The page shows the number; the font's map says other figures."""
    return Case(pikepdf.open(io.BytesIO(told(VALUE, {"1": "3", "9": "4"}))))


@plant(Fate.READ)
def lying_map_says_it() -> Case:
    """The page shows other figures; the font's map says the number."""
    return Case(pikepdf.open(io.BytesIO(told(VALUE.replace("9", "4"), {"4": "9"}))))


# -- what stands for text ----------------------------------------------------------------------------------------------


@plant(Fate.GONE, "removed_tag")
def actual_text() -> Case:
    return _words(b"/Span << /ActualText (%s) >> BDC " % V + shown("plain") + b"EMC")


@plant(Fate.GONE, "removed_tag")
def actual_text_empty() -> Case:
    return _words(shown("plain") + b"/Span << /ActualText (%s) >> BDC EMC" % V)


@plant(Fate.GONE, "removed_tag")
def alternate_and_expansion() -> Case:
    properties = Dictionary(P1=Dictionary(Alt=VALUE, E=text_string(VALUE)))
    return _words(b"/Span /P1 BDC " + shown("plain") + b"EMC", Properties=properties)


@plant(Fate.GONE, "removed_tags")
def structure_tree() -> Case:
    pdf, made = _page(b"/P << /MCID 0 >> BDC " + shown("plain") + b"EMC")
    element = Dictionary(S=Name.P, Alt=VALUE, ActualText=VALUE, E=VALUE, T=VALUE, K=0, Pg=made)
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(element))
    return Case(pdf)


# -- annotations and fields --------------------------------------------------------------------------------------------


def _annotated(**entries: object) -> Case:
    pdf, made = _page(shown("plain"))
    rect = entries.pop("Rect", Array([72, 400, 400, 420]))
    made.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=rect, **entries))])
    return Case(pdf)


def _look(pdf: pikepdf.Pdf, text: str) -> Dictionary:
    return Dictionary(N=form(pdf, shown(text, x=2, y=5, size=10), box=(0, 0, 328, 20)))


@plant(Fate.GONE, "baked_annotation")
def sticky_note() -> Case:
    return _annotated(Subtype=Name.Text, Contents=VALUE, Subj=VALUE, T="Clerk", RC=VALUE)


@plant(Fate.READ, "baked_annotation")
def free_text() -> Case:
    case = _annotated(Subtype=Name.FreeText, Contents=VALUE, DA="/Helv 10 Tf")
    case.pdf.pages[0].Annots[0].AP = _look(case.pdf, VALUE)
    return case


@plant(Fate.GONE)
def highlight_contents() -> Case:
    quads = Array([72, 700, 200, 700, 72, 690, 200, 690])
    return _annotated(Subtype=Name.Highlight, Contents=VALUE, QuadPoints=quads, C=Array([1, 1, 0]))


@plant(Fate.GONE, "removed_hidden_annotation")
def hidden_annotation() -> Case:
    case = _annotated(Subtype=Name.FreeText, Contents=VALUE, F=2, DA="/Helv 10 Tf")
    case.pdf.pages[0].Annots[0].AP = _look(case.pdf, VALUE)
    return case


@plant(Fate.VEILED, "removed_hidden_annotation")
def unapplied_redaction() -> Case:
    return _annotated(Subtype=Name.Redact, OverlayText=VALUE, Contents=VALUE)


@plant(Fate.GONE, "removed_link")
def link_target() -> Case:
    return _annotated(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="https://host.example/" + NUMBER))


@plant(Fate.GONE, "baked_annotation")
def attachment_on_the_page() -> Case:
    pdf = new()
    page(pdf, shown("plain"))
    inner = Dictionary(F=pdf.make_stream(V))
    spec = Dictionary(Type=Name.Filespec, F=VALUE + ".txt", UF=VALUE, Desc=VALUE, EF=inner)
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([72, 400, 90, 420]), FS=spec)
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])
    return Case(pdf)


def _field(**entries: object) -> Case:
    pdf, made = _page(shown("plain"))
    fonts = Dictionary(Font=Dictionary(Helv=helvetica(pdf)))
    kind = entries.pop("FT", Name.Tx)
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=kind, T="number", DA="/Helv 10 Tf 0 g", F=4,
            Rect=Array([72, 400, 400, 420]), **entries,
        )
    )  # fmt: skip
    made.Annots = Array([widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget]), DR=fonts, DA="/Helv 10 Tf 0 g")
    return Case(pdf)


@plant(Fate.READ, "baked_field")
def field_value() -> Case:
    case = _field(V=VALUE, DV=VALUE, TU=VALUE)
    case.pdf.pages[0].Annots[0].AP = _look(case.pdf, VALUE)
    return case


@plant(Fate.READ, "baked_field")
def field_value_without_look() -> Case:
    return _field(V=VALUE)


@plant(Fate.GONE, "removed_form")
def field_default() -> Case:
    return _field(DV=VALUE, TU=VALUE)


@plant(Fate.READ, "baked_field")
def field_options() -> Case:
    return _field(FT=Name.Ch, Opt=Array([String(VALUE), String("none")]))


# -- beside the pages --------------------------------------------------------------------------------------------------


def _beside() -> pikepdf.Pdf:
    return _page(shown("plain"))[0]


@plant(Fate.GONE, "removed_bookmarks")
def bookmark() -> Case:
    pdf = _beside()
    item = pdf.make_indirect(Dictionary(Title=text_string(VALUE)))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))
    return Case(pdf)


@plant(Fate.GONE, "removed_attachment")
def attachment() -> Case:
    pdf = _beside()
    pdf.attachments[f"{VALUE}.txt"] = pikepdf.AttachedFileSpec(pdf, V, description=VALUE)
    return Case(pdf)


@plant(Fate.GONE, "removed_page_labels")
def page_label() -> Case:
    pdf = _beside()
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=VALUE)]))
    return Case(pdf)


@plant(Fate.GONE, "removed_named_destination")
def named_destination() -> Case:
    pdf = _beside()
    names = Array([String(VALUE), Array([pdf.pages[0].obj, Name.Fit])])
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=names))
    return Case(pdf)


@plant(Fate.GONE, "removed_info")
def document_information() -> Case:
    pdf = _beside()
    pdf.docinfo[Name.Title] = VALUE
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        meta["dc:description"] = VALUE
    return Case(pdf)


@plant(Fate.GONE, "removed_action")
def script() -> Case:
    pdf = _beside()
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=f"app.alert('{VALUE}')")
    return Case(pdf)


@plant(Fate.GONE, "removed_layer_list")
def layer_name() -> Case:
    pdf = _beside()
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=VALUE))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary())
    return Case(pdf)


@plant(Fate.GONE, "removed_template")
def hidden_page() -> Case:
    """A page in no page tree, that a bookmark and a template name."""
    pdf = _beside()
    other = new()
    page(other, shown(VALUE))
    hidden = pdf.copy_foreign(other.pages[0].obj)
    hidden.Type = Name.Template
    pdf.Root.Names = Dictionary(Templates=Dictionary(Names=Array([String("t"), hidden])))
    item = pdf.make_indirect(Dictionary(Title=String("go"), Dest=Array([hidden, Name.Fit])))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))
    return Case(pdf)


@plant(Fate.GONE)
def unreferenced_object() -> Case:
    pdf = _beside()
    pdf.make_indirect(Dictionary(Note=String(VALUE)))

    def kept(data: bytes) -> bytes:
        return data + b"% " + V

    return Case(pdf, bytes_=kept)


@plant(Fate.GONE)
def earlier_revision() -> Case:
    """The first revision shows the value; the second gives the page another content."""
    pdf, _ = _page(shown(VALUE))
    held = io.BytesIO()
    pdf.save(held, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    first = held.getvalue()
    with pikepdf.open(io.BytesIO(first)) as again:
        number, root, size = again.pages[0].Contents.objgen[0], again.Root.objgen[0], int(again.trailer.Size)
    before = int(first.rstrip().rsplit(b"\n", 2)[1])
    inner = shown("plain") + b"".join(shown(text, y=y) for text, y in zip(NEIGHBOURS, (700, 672), strict=True))
    body = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(inner), inner)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(first))
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (size, root, before)
    end = b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(body))
    return Case(pdf, bytes_=lambda _: first + body + table + trailer + end)
