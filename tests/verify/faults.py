"""Burners that do one thing wrong each; every one of them must be caught by the check that is meant for it."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pymupdf
from pikepdf import Dictionary, Name, Stream, String
from PIL import Image, ImageDraw

from tests.verify.burns import Paper, boxed, burned, changed, rebuilt, right


def burns_nothing(paper: Paper) -> bytes:
    return paper.normal.path.read_bytes()


def paints_only(paper: Paper) -> bytes:
    """Boxes over text that stays."""
    with pymupdf.open(paper.normal.path) as doc:
        for page in doc:
            boxed(page, paper, [mark for mark in paper.marks if mark.page == page.number])
        return rebuilt(doc.tobytes(garbage=4))


def drops_a_mark(paper: Paper) -> bytes:
    with pymupdf.open(paper.normal.path) as doc:
        burned(doc, paper, paper.marks[:-1])
        return rebuilt(doc.tobytes(garbage=4))


def leaves_invisible_text(paper: Paper) -> bytes:
    """The value again in render mode 3, under the box."""
    with pymupdf.open("pdf", right(paper)) as doc:
        mark = paper.marks[0]
        x0, _, _, y1 = mark.rect
        doc[mark.page].insert_text((x0, y1 - 3), paper.secrets[0].value, fontsize=6, render_mode=3)
        return rebuilt(doc.tobytes(garbage=4))


def leaves_text_without_width(paper: Paper) -> bytes:
    """The value under the box, scaled to no width: readers that measure leave it out."""
    mark = paper.marks[0]
    x0, _, _, y1 = mark.rect
    height = paper.normal.page_sizes[mark.page][1]

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[mark.page]
        font = page.add_resource(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica), Name.Font)
        text = f"q BT {font} 8 Tf 0 Tz 1 0 0 1 {x0 + 2} {height - y1 + 3} Tm (Zzyzx) Tj ET Q".encode()
        page.contents_add(text)

    return changed(right(paper), change)


def swallows_neighbours(paper: Paper) -> bytes:
    """Burns with the full box, higher than the line."""
    with pymupdf.open(paper.normal.path) as doc:
        for mark in paper.marks:
            x0, y0, x1, y1 = mark.rect
            doc[mark.page].add_redact_annot((x0 - 12, y0, x1 + 12, y1 + 4), fill=False)
        for page in doc:
            page.apply_redactions(images=0, graphics=0, text=0)
        burned(doc, paper, paper.marks)
        return rebuilt(doc.tobytes(garbage=4))


def shifts_the_text(paper: Paper) -> bytes:
    """Everything on the page two points to the right."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(b"q 1 0 0 1 2 0 cm", prepend=True)
        pdf.pages[0].contents_add(b"Q")

    return changed(right(paper), change)


def erases_a_picture_beside(paper: Paper) -> bytes:
    """Deletes the last image of the page, which no mark touches."""

    def change(pdf: pikepdf.Pdf) -> None:
        pictures = [
            thing for thing in pdf.objects if isinstance(thing, Stream) and thing.get(Name.Subtype) == Name.Image
        ]
        for image in pictures:
            image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = 1, 1, 8, Name.DeviceGray
            for key in (Name.DecodeParms, Name.Decode, Name.SMask):
                if key in image:
                    del image[key]
            image.write(b"\xff")

    return changed(right(paper), change)


def loses_a_page(paper: Paper) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[-1]

    return changed(right(paper), change)


def swaps_pages(paper: Paper) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages.reverse()

    return changed(right(paper), change)


def resizes_a_page(paper: Paper) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = [0, 0, 600, 792]

    return changed(right(paper), change)


def covers_pixels(paper: Paper) -> bytes:
    """Draws the boxes over an image whose pixels stay."""
    with pymupdf.open(paper.normal.path) as doc:
        for page in doc:
            boxed(page, paper, [mark for mark in paper.marks if mark.page == page.number])
        return rebuilt(doc.tobytes(garbage=4))


def leaves_outlines(paper: Paper) -> bytes:
    """Letters drawn as paths under the box."""
    mark = paper.marks[0]
    x0, _, _, y1 = mark.rect
    at = f"1 0 0 1 {x0 + 3} {paper.normal.page_sizes[mark.page][1] - y1 + 3} cm"

    def change(pdf: pikepdf.Pdf) -> None:
        letter = "0 0 m 0 6 l 2 6 l 2 4 l 4 4 l 4 6 l 6 6 l 6 0 l 4 0 l 4 2 l 2 2 l 2 0 l h f"
        pdf.pages[mark.page].contents_add(f"q {at} {letter} Q".encode(), prepend=True)

    return changed(right(paper), change)


def leaves_a_pattern(paper: Paper) -> bytes:
    """A pattern cell that draws the value, painted under the box."""
    mark = paper.marks[0]
    x0, y0, x1, y1 = mark.rect
    height = paper.normal.page_sizes[mark.page][1]

    def change(pdf: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        cell = pdf.make_stream(
            f"BT /F 8 Tf 1 2 Td ({paper.secrets[0].value}) Tj ET".encode(),
            Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 200, 12], XStep=200, YStep=12,
            Resources=Dictionary(Font=Dictionary(F=font)), Matrix=[1, 0, 0, 1, x0, height - y1],
        )  # fmt: skip
        name = pdf.pages[mark.page].add_resource(cell, Name.Pattern)
        box = f"{x0 - 30} {height - y1} {x1 - x0 + 60} {y1 - y0} re f"
        pdf.pages[mark.page].contents_add(f"q /Pattern cs {name} scn {box} Q".encode(), prepend=True)

    return changed(right(paper), change)


def prints_another_label(paper: Paper) -> bytes:
    """Prints the surname on the box instead of the label."""
    with pymupdf.open("pdf", right(paper)) as doc:
        mark = paper.marks[0]
        x0, _, _, y1 = mark.rect
        doc[mark.page].insert_text((x0 + 1, y1 - 4), "Q.", fontsize=6, color=(1, 1, 1))
        return rebuilt(doc.tobytes(garbage=4))


def prints_dark_on_dark(paper: Paper) -> bytes:
    return _labelled(paper, color=(0.1, 0.1, 0.1), fontsize=7)


def prints_too_small(paper: Paper) -> bytes:
    return _labelled(paper, color=(1, 1, 1), fontsize=1.5)


def _labelled(paper: Paper, *, color: tuple[float, float, float], fontsize: float) -> bytes:
    with pymupdf.open(paper.normal.path) as doc:
        label, bare = paper.overlay, [type(m)(m.page, m.quad, m.decision, m.number) for m in paper.marks]
        burned(doc, paper, bare)
        for mark in paper.marks:
            if mark.overlay:
                x0, _, _, y1 = mark.rect
                doc[mark.page].insert_text((x0 + 2, y1 - 4), label, fontname="helv", fontsize=fontsize, color=color)
        return rebuilt(doc.tobytes(garbage=4))


# What is left beside the pages


def leaves_metadata(paper: Paper) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo[Name.Title] = String(paper.secrets[0].value)

    return changed(right(paper), change)


def leaves_a_bookmark(paper: Paper) -> bytes:
    """In UTF-16, as bookmarks often are."""

    def change(pdf: pikepdf.Pdf) -> None:
        title = b"\xfe\xff" + paper.secrets[0].value.encode("utf-16-be")
        item = pdf.make_indirect(Dictionary(Title=String(title)))
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))

    return changed(right(paper), change)


def leaves_an_attachment(paper: Paper) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["notes.txt"] = paper.secrets[0].value.encode()

    return changed(right(paper), change)


def leaves_an_annotation(paper: Paper) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], F=2, Contents=String(paper.secrets[0].value)
        )
        pdf.pages[0].Annots = pdf.make_indirect([pdf.make_indirect(note)])

    return changed(right(paper), change)


def leaves_a_script(paper: Paper) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('hello')"))

    return changed(right(paper), change)


def leaves_a_layer(paper: Paper) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer")))
        pdf.Root.OCProperties = Dictionary(OCGs=[group], D=Dictionary(OFF=[group]))

    return changed(right(paper), change)


def leaves_a_private_key(paper: Paper) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj[Name("/XYZ_Notes")] = String(paper.secrets[0].value)

    return changed(right(paper), change)


def leaves_a_name(paper: Paper) -> bytes:
    """The value as the name of a resource."""

    def change(pdf: pikepdf.Pdf) -> None:
        value = "".join(paper.secrets[0].value.split())
        pdf.pages[0].obj.Resources.ExtGState = Dictionary({f"/{value}": Dictionary(CA=1)})

    return changed(right(paper), change)


def leaves_an_earlier_revision(paper: Paper) -> bytes:
    """Saves incrementally over the normal form."""
    path = paper.folder / "incremental.pdf"
    path.write_bytes(paper.normal.path.read_bytes())
    with pymupdf.open(path) as doc:
        burned(doc, paper, paper.marks)
        doc.saveIncr()
    return path.read_bytes()


def leaves_an_unreferenced_object(paper: Paper) -> bytes:
    """An object that only the cross-reference knows; qpdf would not write one, so the bytes are set by hand."""
    data = right(paper)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        number = len(pdf.objects) + 1
    body = f"{number} 0 obj\n({paper.secrets[0].value})\nendobj\n".encode("latin-1")
    return _spliced(data, body, number=number)


def leaves_dead_bytes(paper: Paper) -> bytes:
    """A comment between the last object and the cross-reference."""
    return _spliced(right(paper), b"% draft of " + paper.secrets[0].value.encode("utf-16-be") + b"\n")


def leaves_bytes_behind(paper: Paper) -> bytes:
    return right(paper) + paper.secrets[0].value.encode()


def _spliced(data: bytes, body: bytes, *, number: int | None = None) -> bytes:
    at = data.rindex(b"xref\n0 ")
    head, tail = data[:at], data[at:]
    if number is not None:
        rows = tail[: tail.index(b"trailer")].splitlines(keepends=True)
        rows[1] = f"0 {number + 1}\n".encode()
        rows.append(f"{len(head):010d} 00000 n \n".encode())
        tail = b"".join(rows) + tail[tail.index(b"trailer") :].replace(
            f"/Size {number}".encode(), f"/Size {number + 1}".encode()
        )
    start = tail.rindex(b"startxref")
    return head + body + tail[:start] + f"startxref\n{at + len(body)}\n%%EOF\n".encode()


def encrypts(paper: Paper) -> bytes:
    return changed(right(paper), lambda _: None, encryption=pikepdf.Encryption(owner="x", user=""))


# What is left in streams


def leaves_a_comment(paper: Paper) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(b"% set in nine point\n")

    return changed(right(paper), change)


def leaves_an_unpainted_form(paper: Paper) -> bytes:
    """A form in the resources that nothing paints, its text kerned letter by letter in hexadecimal."""

    def change(pdf: pikepdf.Pdf) -> None:
        letters = " -20 ".join(f"<{ord(c):02x}>" for c in paper.secrets[0].value)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        form = pdf.make_stream(
            f"BT /F 9 Tf [{letters}] TJ ET".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9],
            Resources=Dictionary(Font=Dictionary(F=font)),
        )  # fmt: skip
        pdf.pages[0].add_resource(form, Name.XObject)

    return changed(right(paper), change)


def leaves_a_property(paper: Paper) -> bytes:
    """ActualText of a marked-content sequence without a glyph."""

    def change(pdf: pikepdf.Pdf) -> None:
        octal = "".join(f"\\{ord(c):03o}" for c in paper.secrets[0].value)
        pdf.pages[0].contents_add(f"/Span << /ActualText ({octal}) >> BDC EMC".encode())

    return changed(right(paper), change)


def leaves_a_map_entry(paper: Paper) -> bytes:
    """One code of a ToUnicode map that stands for the whole value."""

    def change(pdf: pikepdf.Pdf) -> None:
        value = paper.secrets[0].value.encode("utf-16-be").hex()
        font = next(iter(pdf.pages[0].obj.Resources.Font.values()))
        known = f"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <{value}> endbfchar"
        font.ToUnicode = pdf.make_stream(known.encode())

    return changed(right(paper), change)


def leaves_a_jpeg_comment(paper: Paper) -> bytes:
    """A picture with a comment segment, beside the marks."""

    def change(pdf: pikepdf.Pdf) -> None:
        out = io.BytesIO()
        Image.new("L", (8, 8), 200).save(out, "JPEG", comment=paper.secrets[0].value.encode())
        _place(pdf, out.getvalue(), Name.DCTDecode, "q 0.01 0 0 0.01 1 1 cm")

    return changed(right(paper), change)


def leaves_words_under_a_mask(paper: Paper) -> bytes:
    """A picture of one colour under the box whose soft mask draws letters."""
    mark = paper.marks[0]
    x0, y0, x1, y1 = mark.rect
    height = paper.normal.page_sizes[mark.page][1]

    def change(pdf: pikepdf.Pdf) -> None:
        mask = Image.new("L", (240, 30), 0)
        ImageDraw.Draw(mask).text((4, 4), "burned words", fill=255)
        soft = _image(pdf, mask)
        image = _image(pdf, Image.new("L", (240, 30), 255), SMask=soft)
        name = pdf.pages[mark.page].add_resource(image, Name.XObject)
        place = f"{x1 - x0} 0 0 {y1 - y0} {x0} {height - y1}"
        pdf.pages[mark.page].contents_add(f"q {place} cm {name} Do Q".encode(), prepend=True)

    return changed(right(paper), change)


def _image(pdf: pikepdf.Pdf, image: Image.Image, **keys: object) -> Stream:
    stream = pdf.make_stream(
        zlib.compress(image.tobytes()), Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8, **keys,
    )  # fmt: skip
    stream.Filter = Name.FlateDecode
    return stream


def _place(pdf: pikepdf.Pdf, data: bytes, kind: Name, matrix: str) -> None:
    image = pdf.make_stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8, ColorSpace=Name.DeviceGray, BitsPerComponent=8,
        Filter=kind,
    )  # fmt: skip
    name = pdf.pages[0].add_resource(image, Name.XObject)
    pdf.pages[0].contents_add(f"{matrix} {name} Do Q".encode())
