"""The test papers are what they say: otherwise every test that uses them proves nothing."""

from __future__ import annotations

import io

import pikepdf
import pymupdf
import pypdfium2
import pytest

from tests.builders import filed, filing
from tests.readers import count, folded, pdfium_text, raw, texts

TEXT = "The efficient officer affixed the flyer. Before 123-45-6789 after.\nIt was signed by Rosalind Achterberg."

PLAIN = [
    {},
    {"embedded": False, "font": "helv"},
    {"justified": True, "ligatures": True, "leading": 0.95},
    {"pleading": True, "caption": ("ROSALIND ACHTERBERG,\nPlaintiff,", "Case No. 1:24-cv-00001")},
    {"numbered": 25, "font": "cour"},
    {"columns": 2},
    {"table": [["Name", "SSN"], ["Jo Qi", "987-65-4321"]]},
    {"header": "Page {page} of {pages}", "footer": "Motion"},
    {"rotated": 90, "turned": 90},
    {"rotated": 270},
    {"turned": 180},
    {"crop": (40, 40, 560, 700)},
    {"origin": (100, -50)},
    {"user_unit": 2},
]


@pytest.mark.parametrize("options", PLAIN, ids=str)
def test_every_reader_finds_the_text_whatever_the_setting(options: dict[str, object]) -> None:
    for reader, text in texts(filing(TEXT, **options)).items():
        sideways = reader == "pdfminer" and options.get("rotated", 0) != options.get("turned", 0)
        assert sideways or count(folded(text), "123-45-6789") == 1, reader  # pdfminer spells sideways text out


@pytest.mark.parametrize(
    "options", [*PLAIN, {"scanned": True, "skew": 2, "dpi": 72}, {"notes": ["a"], "xmp": "b"}], ids=str
)
def test_the_same_call_gives_the_same_bytes(options: dict[str, object]) -> None:
    assert filing(TEXT, **options) == filing(TEXT, **options)


def test_a_sequence_gives_a_page_each_and_long_text_runs_on() -> None:
    with pymupdf.open(stream=filing(("one", "two"))) as doc:
        assert [page.get_text().strip() for page in doc] == ["one", "two"]
    with pymupdf.open(stream=filing("\n".join(str(i) for i in range(100)))) as doc:
        assert len(doc) == 3
        assert [int(word) for page in doc for word in page.get_text().split()] == list(range(100))


def test_ligatures_are_one_glyph() -> None:
    text = pdfium_text(filing("The efficient officer", ligatures=True))
    with pymupdf.open(stream=filing("efficient", ligatures=True)) as doc:
        chars = [
            c
            for b in doc[0].get_text("rawdict")["blocks"]
            for ln in b["lines"]
            for s in ln["spans"]
            for c in s["chars"]
        ]

    assert "efficient" in folded(text)
    assert len(chars) == len("efficient") - 2


def test_tight_leading_makes_glyph_boxes_overlap() -> None:
    with pymupdf.open(stream=filing("one\ntwo", leading=0.95)) as doc:
        first, second = (line["bbox"] for block in doc[0].get_text("dict")["blocks"] for line in block["lines"])

    assert first[3] > second[1]


def test_rotated_and_turned_alike_reads_upright() -> None:
    with pymupdf.open(stream=filing(TEXT, rotated=90, turned=90)) as doc:
        assert (doc[0].rect.width, doc[0].rect.height) == (792, 612)
        boxes = [pymupdf.Rect(word[:4]) * doc[0].rotation_matrix for word in doc[0].get_text("words")]
    assert boxes[0].x0 < boxes[1].x0
    assert abs(boxes[0].y0 - boxes[1].y0) < 1


def test_a_scan_has_a_picture_and_no_text_unless_a_layer_is_wanted() -> None:
    bare, layered = filing(TEXT, scanned=True, dpi=72), filing(TEXT, scanned=True, dpi=72, ocr_layer=True)

    assert not pdfium_text(bare).strip()
    assert "Achterberg" in pdfium_text(layered)
    with pypdfium2.PdfDocument(bare) as pdf:
        image = pdf[0].render(scale=1).to_pil().convert("L")
    assert min(image.getdata()) < 100


def test_hidden_text_is_in_the_file_and_not_in_the_picture() -> None:
    seen = filing("Seen.")
    hidden = filing(
        "Seen.", invisible="render mode three", white="white words", tiny="tiny words", hidden_layer="layer"
    )

    def picture(data: bytes) -> list[int]:
        with pypdfium2.PdfDocument(data) as pdf:
            return [1 if value < 128 else 0 for value in pdf[0].render(scale=1).to_pil().convert("L").getdata()]

    assert {"render mode three", "white words", "tiny words"} <= set(pdfium_text(hidden).split("\n"))
    assert sum(picture(hidden)) - sum(picture(seen)) < 20


def test_covered_text_has_a_black_rectangle_and_is_still_text() -> None:
    data = filing(TEXT, covered="Rosalind")
    with pymupdf.open(stream=data) as doc:
        (rect,) = doc[0].search_for("Rosalind")
        pixmap = doc[0].get_pixmap(clip=rect, colorspace=pymupdf.csGRAY)

    assert sum(1 for value in pixmap.samples if value < 128) > 0.8 * len(pixmap.samples)


def test_what_lies_beside_the_pages_is_there() -> None:
    data = filing(
        TEXT,
        metadata={"title": "the title"},
        xmp="the packet",
        bookmarks=["the bookmark"],
        attachments={"a.txt": b"the attachment"},
        notes=["the note"],
        typewriter=["the typing"],
        hidden_notes=["the hidden note"],
        highlights=["officer"],
        fields={"name": "the field"},
        links={"flyer": "mailto:the.link@home.example"},
        javascript="the script",
    )

    inside = raw(data)
    for name in ("title", "packet", "bookmark", "attachment", "note", "typing", "hidden note", "field", "script"):
        assert f"the {name}".encode() in inside, name
    assert b"mailto:the.link@home.example" in inside
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = [str(annot.Subtype) for annot in pdf.pages[0].Annots]
    assert sorted(kinds) == ["/FreeText", "/FreeText", "/Highlight", "/Link", "/Popup", "/Text", "/Widget"]


def test_an_earlier_revision_is_in_the_bytes_and_not_in_the_document() -> None:
    data = filing("Now.", earlier="Then.")

    assert "Then" not in pdfium_text(data)
    assert data.count(b"%%EOF") == 2
    first = data[: data.index(b"%%EOF") + 6]
    assert "Then" in pdfium_text(first)


def test_passwords_lock_the_file() -> None:
    open_to_all, locked = filing(TEXT, user_password=""), filing(TEXT, user_password="sesame")  # noqa: S106

    with pikepdf.open(io.BytesIO(open_to_all)) as pdf:
        assert pdf.is_encrypted
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(locked))
    assert "Achterberg" in pdfium_text(locked, password="sesame")  # noqa: S106


def test_filed_writes_what_filing_builds(tmp_path: object) -> None:
    path = filed(tmp_path / "a.pdf", TEXT)  # type: ignore[operator]

    assert path.read_bytes() == filing(TEXT)
