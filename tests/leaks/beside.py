"""Channels beside the visible content: tags, annotations, fields, scripts, document structure, the file itself."""

from __future__ import annotations

import io
import re

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.leaks.bench import (
    FIRST,
    LAST,
    SECRET,
    Case,
    channel,
    form,
    grey_image,
    helvetica,
    new,
    page,
    shown,
    simple,
    text_string,
)

S = SECRET.encode()
SPOT = (72, 600, 200, 620)


def _still(pdf: pikepdf.Pdf) -> Case:
    """Return a case in which the page itself shows nothing of the secret."""
    return Case(pdf, find=())


def _plain() -> tuple[pikepdf.Pdf, pikepdf.Object]:
    pdf = new()
    return pdf, page(pdf, shown("plain", y=650))


# -- tags ------------------------------------------------------------------------------------------------------------


@channel
def mc_actualtext() -> Case:
    return simple(b"/Span << /ActualText (%s) >> BDC " % S + shown() + b"EMC")


@channel
def mc_actualtext_initials() -> Case:
    return Case(simple(b"/Span << /ActualText (%s) >> BDC " % S + shown("Q.Z.") + b"EMC").pdf, find=())


@channel
def mc_actualtext_empty() -> Case:
    """The replacement text of a sequence in which no glyph stands."""
    return _still(simple(b"/Span << /ActualText (%s) >> BDC EMC " % S + shown("plain")).pdf)


@channel
def mc_properties() -> Case:
    pdf = new()
    page(
        pdf,
        b"/Span /P1 BDC " + shown("plain") + b"EMC",
        Properties=Dictionary(P1=Dictionary(Alt=SECRET, E=text_string(SECRET))),
    )
    return _still(pdf)


@channel
def mc_points() -> Case:
    return Case(simple(b"/%s MP /Tag << /Who (%s) >> DP\n" % (LAST.encode(), S)).pdf, find=())


@channel
def struct_alt() -> Case:
    pdf, made = _plain()
    element = Dictionary(
        Type=Name.StructElem,
        S=Name.P,
        Alt=SECRET,
        ActualText=text_string(SECRET),
        E=SECRET,
        T=SECRET,
        ID=SECRET,
        Pg=made,
    )
    pdf.Root["/StructTreeRoot"] = Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(element))
    return _still(pdf)


# -- annotations -----------------------------------------------------------------------------------------------------


def _noted(subtype: str, **entries: object) -> Case:
    pdf, made = _plain()
    note = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array(list(SPOT)), **entries)
    made["/Annots"] = Array([pdf.make_indirect(note)])
    return _still(pdf)


def _look(pdf: pikepdf.Pdf, content: bytes | None = None) -> Dictionary:
    body = content if content is not None else shown(x=2, y=5)
    return Dictionary(N=form(pdf, body, box=(0, 0, SPOT[2] - SPOT[0], SPOT[3] - SPOT[1])))


@channel
def annot_freetext() -> Case:
    case = _noted("FreeText", Contents=SECRET, DA="/Helv 10 Tf 0 g", RC=f"<body><p>{SECRET}</p></body>", F=4)
    case.find = (SECRET,)
    return case


@channel
def annot_freetext_with_look() -> Case:
    pdf, made = _plain()
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=Array(list(SPOT)), Contents=SECRET, AP=_look(pdf), F=4
    )
    made["/Annots"] = Array([pdf.make_indirect(note)])
    return Case(pdf)


@channel
def annot_text_popup() -> Case:
    pdf, made = _plain()
    note = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Text,
            Rect=Array([300, 300, 320, 320]),
            Contents=SECRET,
            T=SECRET,
            Subj=SECRET,
            NM=SECRET,
            F=4,
        )
    )
    popup = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=Array([330, 300, 450, 380]), Parent=note, Contents=SECRET)
    )
    note["/Popup"] = popup
    made["/Annots"] = Array([note, popup])
    return _still(pdf)


@channel
def annot_highlight() -> Case:
    pdf = new()
    made = page(pdf, shown())
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Highlight,
        Rect=Array([70, 680, 190, 700]),
        Contents=SECRET,
        C=Array([1, 1, 0]),
        F=4,
        QuadPoints=Array([70, 700, 190, 700, 70, 680, 190, 680]),
    )
    made["/Annots"] = Array([pdf.make_indirect(note)])
    return Case(pdf)


@channel
def annot_stamp() -> Case:
    pdf, made = _plain()
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=Array(list(SPOT)), Name=Name("/" + LAST), AP=_look(pdf), F=4
    )
    made["/Annots"] = Array([pdf.make_indirect(note)])
    return Case(pdf)


@channel
def annot_redact_unapplied() -> Case:
    pdf, made = _plain()
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Redact,
        Rect=Array(list(SPOT)),
        OverlayText=SECRET,
        AP=_look(pdf),
        RO=_look(pdf).N,
        F=4,
    )
    made["/Annots"] = Array([pdf.make_indirect(note)])
    return _still(pdf)


def _flagged(flags: int) -> Case:
    pdf, made = _plain()
    note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array(list(SPOT)), AP=_look(pdf), F=flags)
    made["/Annots"] = Array([pdf.make_indirect(note)])
    return _still(pdf)


@channel
def annot_hidden() -> Case:
    return _flagged(2)


@channel
def annot_no_view() -> Case:
    return _flagged(4 | 32)


@channel
def annot_layer_off() -> Case:
    case = _flagged(4)
    group = case.pdf.make_indirect(Dictionary(Type=Name.OCG, Name="x"))
    case.pdf.pages[0].obj["/Annots"][0]["/OC"] = group
    case.pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    return case


@channel
def annot_other_states() -> Case:
    """Looks that the annotation has while it is pressed or under the mouse."""
    pdf, made = _plain()
    looks = _look(pdf, b"0 0 10 10 re f")
    looks["/D"] = looks["/R"] = _look(pdf).N
    note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array(list(SPOT)), AP=looks, F=4)
    made["/Annots"] = Array([pdf.make_indirect(note)])
    return _still(pdf)


@channel
def annot_file_attachment() -> Case:
    case = _noted("FileAttachment", Contents=SECRET, F=4)
    stream = Stream(case.pdf, S, Dictionary(Type=Name.EmbeddedFile))
    case.pdf.pages[0].obj["/Annots"][0]["/FS"] = Dictionary(
        Type=Name.Filespec, F=SECRET, UF=text_string(SECRET), EF=Dictionary(F=stream)
    )
    return case


@channel
def annot_link_uri() -> Case:
    return _noted("Link", A=Dictionary(S=Name.URI, URI=f"mailto:{LAST}@mail.example"), Contents=SECRET)


@channel
def annot_link_over() -> Case:
    pdf = new()
    made = page(pdf, shown())
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([70, 680, 190, 700]),
        A=Dictionary(S=Name.URI, URI=f"https://x.example/{LAST}"),
    )
    made["/Annots"] = Array([pdf.make_indirect(link)])
    return Case(pdf)


@channel
def annot_misc() -> Case:
    pdf, made = _plain()
    line = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Line,
        Rect=Array([72, 500, 300, 540]),
        L=Array([80, 520, 290, 520]),
        Contents=SECRET,
        Cap=True,
        F=4,
        IT=Name.LineDimension,
    )
    screen = Dictionary(
        Type=Name.Annot, Subtype=Name.Screen, Rect=Array([72, 400, 100, 420]), T=SECRET, MK=Dictionary(CA=SECRET), F=4
    )
    made["/Annots"] = Array([pdf.make_indirect(line), pdf.make_indirect(screen)])
    return Case(pdf, find=(SECRET,))


# -- fields ----------------------------------------------------------------------------------------------------------


def _fielded(
    entries: dict[str, object], *, look: bytes | None = None, on_page: bool = True, needs: bool = False
) -> Case:
    pdf, made = _plain()
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array(list(SPOT)), F=4, T="field")
    for key, value in entries.items():
        field["/" + key] = value
    if look is not None:
        field["/AP"] = _look(pdf, look)
    field = pdf.make_indirect(field)
    if on_page:
        made["/Annots"] = Array([field])
    fonts = Dictionary(Helv=helvetica(pdf))
    pdf.Root["/AcroForm"] = Dictionary(
        Fields=Array([field]), DR=Dictionary(Font=fonts), DA="/Helv 10 Tf 0 g", NeedAppearances=needs
    )
    return _still(pdf)


@channel
def field_value() -> Case:
    case = _fielded(
        {
            "FT": Name.Tx,
            "V": SECRET,
            "DV": SECRET,
            "RV": f"<body>{SECRET}</body>",
            "TU": SECRET,
            "TM": SECRET,
            "T": SECRET,
            "DA": "/Helv 10 Tf 0 g",
        },
        look=b"/Tx BMC " + shown(x=2, y=5) + b"EMC",
    )
    case.find = (SECRET,)
    return case


@channel
def field_without_look() -> Case:
    case = _fielded({"FT": Name.Tx, "V": SECRET, "DA": "/Helv 10 Tf 0 g"}, needs=True)
    case.find = (SECRET,)
    return case


@channel
def field_stale_look() -> Case:
    """The look shows something else than the value; the form asks viewers to make new looks."""
    case = _fielded({"FT": Name.Tx, "V": SECRET, "DA": "/Helv 10 Tf 0 g"}, look=shown("nothing", x=2, y=5), needs=True)
    case.find = (SECRET,)
    return case


@channel
def field_hidden() -> Case:
    return _fielded({"FT": Name.Tx, "V": SECRET, "F": 2, "DA": "/Helv 10 Tf 0 g"}, look=shown(x=2, y=5))


@channel
def field_default_value() -> Case:
    return _fielded({"FT": Name.Tx, "DV": SECRET, "DA": "/Helv 10 Tf 0 g"}, look=b"")


@channel
def field_options() -> Case:
    return _fielded(
        {"FT": Name.Ch, "Opt": Array([SECRET, text_string(SECRET)]), "Ff": 1 << 17, "DA": "/Helv 10 Tf 0 g"}, look=b""
    )


@channel
def field_button_state() -> Case:
    pdf = new()
    case = _fielded({"FT": Name.Btn, "V": Name.Off, "AS": Name.Off})
    pdf = case.pdf
    state = _look(pdf, b"0 0 5 5 re f").N
    case.pdf.pages[0].obj["/Annots"][0]["/AP"] = Dictionary(
        N=Dictionary({"/" + LAST: state, "/Off": _look(pdf, b"").N})
    )
    return case


@channel
def field_orphan() -> Case:
    return _fielded({"FT": Name.Tx, "V": SECRET}, look=b"", on_page=False)


@channel
def field_xfa() -> Case:
    case = _fielded({"FT": Name.Tx}, look=b"")
    case.pdf.Root["/AcroForm"]["/XFA"] = Array(["datasets", Stream(case.pdf, b"<d>%s</d>" % S)])
    return case


@channel
def javascript() -> Case:
    pdf, made = _plain()
    script = Dictionary(S=Name.JavaScript, JS=f"app.alert('{SECRET}')")
    pdf.Root["/OpenAction"] = script
    pdf.Root["/AA"] = Dictionary(WC=Dictionary(S=Name.JavaScript, JS=Stream(pdf, S)))
    pdf.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=Array([SECRET, script])))
    made["/AA"] = Dictionary(O=script)
    return _still(pdf)


@channel
def signature_dict() -> Case:
    return _fielded(
        {
            "FT": Name.Sig,
            "V": Dictionary(
                Type=Name.Sig,
                Name=SECRET,
                Reason=SECRET,
                Location=SECRET,
                ContactInfo=SECRET,
                Contents=String(S),
                Filter=Name("/x"),
            ),
        },
        look=b"",
    )


# -- beside the pages ------------------------------------------------------------------------------------------------


@channel
def outline_titles() -> Case:
    pdf, made = _plain()
    one = Dictionary(Title=SECRET, Dest=Array([made, Name.Fit]))
    two = Dictionary(Title=text_string(SECRET), Dest=Array([made, Name.Fit]))
    root = pdf.make_indirect(
        Dictionary(Type=Name.Outlines, First=pdf.make_indirect(one), Last=pdf.make_indirect(two), Count=2)
    )
    root["/First"]["/Next"], root["/Last"]["/Parent"], root["/First"]["/Parent"] = root["/Last"], root, root
    pdf.Root["/Outlines"] = root
    return _still(pdf)


@channel
def named_dests() -> Case:
    pdf, made = _plain()
    pdf.Root["/Names"] = Dictionary(Dests=Dictionary(Names=Array([SECRET, Array([made, Name.Fit])])))
    pdf.Root["/Dests"] = Dictionary({"/" + LAST: Array([made, Name.Fit])})
    return _still(pdf)


@channel
def page_labels() -> Case:
    pdf, _ = _plain()
    pdf.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(P=SECRET, S=Name.D)]))
    return _still(pdf)


@channel
def info_dict() -> Case:
    pdf, _ = _plain()
    pdf.trailer["/Info"] = pdf.make_indirect(
        Dictionary({"/Title": SECRET, "/Author": text_string(SECRET), "/" + LAST: "x", "/Own": SECRET})
    )
    return _still(pdf)


def _packet(pdf: pikepdf.Pdf, *, typed: bool = True) -> pikepdf.Object:
    head = Dictionary(Type=Name.Metadata, Subtype=Name.XML) if typed else Dictionary()
    return pdf.make_indirect(Stream(pdf, b"<x:xmpmeta>%s</x:xmpmeta>" % S, head))


@channel
def xmp_catalog() -> Case:
    pdf, _ = _plain()
    pdf.Root["/Metadata"] = _packet(pdf)
    return _still(pdf)


@channel
def xmp_objects() -> Case:
    pdf = new()
    inner = form(pdf, shown("plain"), Metadata=_packet(pdf, typed=False))
    made = page(pdf, b"/X Do", XObject=Dictionary(X=inner))
    made["/Metadata"] = _packet(pdf)
    made["/Resources"]["/Font"]["/F1"]["/Metadata"] = _packet(pdf)
    return _still(pdf)


@channel
def piece_info() -> Case:
    pdf = new()
    private = Dictionary(App=Dictionary(LastModified="D:2020", Private=Dictionary(Who=SECRET)))
    inner = form(pdf, shown("plain"), PieceInfo=private, LastModified=SECRET)
    page(pdf, b"/X Do", XObject=Dictionary(X=inner))["/PieceInfo"] = private
    pdf.Root["/PieceInfo"] = private
    return _still(pdf)


@channel
def embedded_files() -> Case:
    pdf, _ = _plain()
    held = io.BytesIO()
    simple(shown()).pdf.save(held)
    for name, data in ((SECRET, S), ("b", held.getvalue())):
        spec = pikepdf.AttachedFileSpec(pdf, data, filename=name, description=SECRET)
        pdf.attachments[name] = spec
    return _still(pdf)


@channel
def portfolio() -> Case:
    pdf, _ = _plain()
    schema = Dictionary(Type=Name.CollectionSchema, F1=Dictionary(Subtype=Name.S, N=SECRET))
    pdf.Root["/Collection"] = Dictionary(
        Type=Name.Collection, Schema=schema, D=SECRET, Folders=Dictionary(ID=0, Name=SECRET)
    )
    return _still(pdf)


@channel
def associated_files() -> Case:
    pdf = new()
    spec = Dictionary(Type=Name.Filespec, F=SECRET, Desc=SECRET, EF=Dictionary(F=pdf.make_indirect(Stream(pdf, S))))
    one = grey_image(pdf, None)
    one["/AF"] = Array([spec])
    from tests.leaks.bench import lettering, placed

    one.write(lettering("plain").tobytes())
    made = page(pdf, placed(), XObject=Dictionary(Im1=one))
    made["/AF"] = Array([spec])
    pdf.Root["/AF"] = Array([spec])
    return _still(pdf)


@channel
def article_threads() -> Case:
    pdf, made = _plain()
    bead = pdf.make_indirect(Dictionary(Type=Name.Bead, P=made, R=Array([0, 0, 10, 10])))
    thread = pdf.make_indirect(Dictionary(Type=Name.Thread, F=bead, I=Dictionary(Title=SECRET, Author=SECRET)))
    bead["/T"] = thread
    pdf.Root["/Threads"] = Array([thread])
    made["/B"] = Array([bead])
    return _still(pdf)


@channel
def catalog_misc() -> Case:
    pdf, _ = _plain()
    pdf.Root["/OutputIntents"] = Array(
        [Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=SECRET, Info=SECRET)]
    )
    pdf.Root["/URI"] = Dictionary(Base=f"https://{LAST}.example/")
    pdf.Root["/Lang"] = SECRET
    pdf.Root["/Legal"] = Dictionary(Attestation=SECRET)
    pdf.Root["/Requirements"] = Array([Dictionary(S=Name("/" + LAST))])
    pdf.Root["/Extensions"] = Dictionary({"/" + LAST: Dictionary(BaseVersion=Name("/1.7"), URL=SECRET)})
    return _still(pdf)


@channel
def private_keys() -> Case:
    pdf, made = _plain()
    for holder in (
        pdf.Root,
        pdf.Root["/Pages"],
        made,
        made["/Resources"],
        made["/Resources"]["/Font"]["/F1"],
        pdf.trailer,
    ):
        holder["/Own_" + LAST] = SECRET
    return _still(pdf)


@channel
def document_parts() -> Case:
    pdf, made = _plain()
    part = Dictionary(Type=Name.DPart, DPM=Dictionary(Who=SECRET), Start=made)
    pdf.Root["/DPartRoot"] = Dictionary(Type=Name.DPartRoot, DPartRootNode=pdf.make_indirect(part))
    return _still(pdf)


@channel
def page_extras() -> Case:
    pdf, made = _plain()
    made["/VP"] = Array(
        [
            Dictionary(
                Type=Name.Viewport,
                BBox=Array([0, 0, 9, 9]),
                Name=SECRET,
                Measure=Dictionary(Subtype=Name.GEO, X=SECRET),
            )
        ]
    )
    made["/PresSteps"] = Dictionary(Type=Name.NavNode, NA=Dictionary(S=Name.JavaScript, JS=SECRET))
    made["/Trans"] = Dictionary(S=Name("/" + LAST))
    made["/Tabs"] = Name("/" + LAST)
    made["/ID"] = String(S)
    made["/LastModified"] = SECRET
    made["/TemplateInstantiated"] = Name("/" + LAST)
    return _still(pdf)


@channel
def name_objects() -> Case:
    pdf = new()
    key = "/" + SECRET.replace(" ", "")
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1)
    ink = Array([Name.Separation, Name(key), Name.DeviceGray, tint])
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(key),
        FontFamily=SECRET,
        Flags=32,
        FontBBox=Array([0, 0, 1000, 1000]),
        Ascent=700,
        Descent=-200,
        CapHeight=700,
        ItalicAngle=0,
        StemV=80,
        Style=Dictionary(Panose=String(S[:12])),
        Lang=Name("/" + LAST),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name(key),
        Name=Name(key),
        FirstChar=97,
        LastChar=99,
        Widths=Array([500] * 3),
        FontDescriptor=pdf.make_indirect(descriptor),
        Encoding=Dictionary(Differences=Array([97, Name.a, Name.b, Name.c])),
    )
    body = b"/%s cs 0.5 scn BT /%s 12 Tf 72 640 Td (abc) Tj ET" % (key[1:].encode(), key[1:].encode())
    page(pdf, body, Font=Dictionary({key: font}), ColorSpace=Dictionary({key: ink}))
    return _still(pdf)


@channel
def type3_glyph_names() -> Case:
    pdf = new()
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 600, 700]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary({"/" + LAST: Stream(pdf, b"600 0 d0 %% %s\n0 0 500 500 re f" % S)}),
        FirstChar=65,
        LastChar=65,
        Widths=Array([600]),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([65, Name("/" + LAST)])),
        Resources=Dictionary(),
        Name=Name("/" + FIRST),
    )
    page(pdf, b"BT /F2 12 Tf 72 640 Td (A) Tj ET", Font=Dictionary(F2=pdf.make_indirect(font)))
    return _still(pdf)


@channel
def font_file_words() -> Case:
    """Comments and names in font programs, character maps and colour profiles."""
    pdf = new()
    cmap = Stream(
        pdf,
        b"%% %s\n/CMapName /%s def begincmap 1 begincodespacerange <00><ff> endcodespacerange\n"
        b"1 beginbfchar <61><0061> endbfchar endcmap" % (S, LAST.encode()),
    )
    made = page(pdf, shown("aaa", y=640))
    made["/Resources"]["/Font"]["/F1"]["/ToUnicode"] = cmap
    program = b"{ %% %s\n dup mul }" % S
    tint = Stream(pdf, program, Dictionary(FunctionType=4, Domain=Array([0, 1]), Range=Array([0, 1])))
    made["/Resources"]["/ColorSpace"] = Dictionary(
        C=Array([Name.Separation, Name.Black, Name.DeviceGray, pdf.make_indirect(tint)])
    )
    made["/Contents"] = Stream(pdf, made["/Contents"].read_bytes() + b"/C cs 0.3 scn 300 300 9 9 re f")
    return _still(pdf)


# -- the file itself -------------------------------------------------------------------------------------------------


@channel
def incremental_update() -> Case:
    case = simple(shown("plain"))
    held = io.BytesIO()
    simple(shown()).pdf.save(held, compress_streams=False)
    first = held.getvalue()

    def update(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(first)) as old:
            number = old.pages[0].obj["/Contents"].objgen[0]
        body = b"BT /F1 12 Tf 72 686 Td (plain) Tj ET"
        at = len(first) + 1
        prior = int(re.findall(rb"startxref\s+(\d+)", first)[-1])
        tail = b"\n%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number, len(body), body)
        root = re.findall(rb"/Root (\d+ 0 R)", first)[-1]
        size = re.findall(rb"/Size (\d+)", first)[-1]
        xref = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %s /Root %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
            number,
            at,
            size,
            root,
            prior,
            at + len(tail) - 1,
        )
        return first + tail + xref

    case.bytes_ = update
    case.find = ()
    case.keep = ()
    return case


@channel
def unreferenced_objects() -> Case:
    case = simple(shown("plain"))

    def add(data: bytes) -> bytes:
        lost = b"\n900 0 obj\n(%s)\nendobj\n901 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
            S,
            len(S),
            S,
        )
        return (
            data[: data.rindex(b"xref\n") if b"\nxref\n" in data else len(data)]
            + lost
            + data[data.rindex(b"startxref") :]
        )

    case.bytes_ = add
    case.find = ()
    return case


@channel
def dead_bytes() -> Case:
    case = simple(shown("plain"))
    case.bytes_ = lambda data: b"%% %s\n" % S + data + b"\n%% %s\n" % S
    case.find = ()
    return case


@channel
def object_stream() -> Case:
    case = simple(shown())
    case.save = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
    return case


@channel
def hidden_page() -> Case:
    pdf, made = _plain()
    lost = pdf.make_indirect(
        Dictionary(
            Type=Name.Template,
            MediaBox=Array([0, 0, 612, 792]),
            Resources=made["/Resources"],
            Contents=Stream(pdf, shown()),
        )
    )
    pdf.Root["/Names"] = Dictionary(Templates=Dictionary(Names=Array(["t", lost])))
    entry = pdf.make_indirect(Dictionary(Title="x", Dest=Array([lost, Name.Fit])))
    pdf.Root["/Outlines"] = pdf.make_indirect(Dictionary(First=entry, Last=entry, Count=1))
    return _still(pdf)


def _locked(user: str) -> Case:
    case = simple(shown())
    case.save = {"encryption": pikepdf.Encryption(owner="own", user=user, R=6)}
    case.password = user
    return case


@channel
def encrypted_empty_password() -> Case:
    return _locked("")


@channel
def encrypted_password() -> Case:
    return _locked("docket")


@channel
def damaged_file() -> Case:
    case = simple(shown())

    def damage(data: bytes) -> bytes:
        data = re.sub(rb"/Length \d+", b"/Length 3", data)
        data = data[: data.rindex(b"startxref")]
        return data.replace(b"endobj", b"", 1)

    case.save = {"object_stream_mode": pikepdf.ObjectStreamMode.disable}
    case.bytes_ = damage
    return case
