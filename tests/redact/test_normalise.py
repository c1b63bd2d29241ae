"""The normal form: every page plain, nothing beside the pages, the picture the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from pipeline.errors import RefusedError
from pipeline.redact.normalise import PlainNormaliser
from tests.builders import filing as paper
from tests.leaks.bench import form, new, page, shown, simple
from tests.redact.paper import filing, normalised, opened, read, save


def pictures(data: bytes) -> list[np.ndarray]:
    with pypdfium2.PdfDocument(data) as paper:
        paper.init_forms()
        return [p.render(scale=1.5).to_numpy()[:, :, :3].astype(int) for p in paper]


def same(source: Path, normal: Path) -> bool:
    before, after = pictures(source.read_bytes()), pictures(normal.read_bytes())
    return len(before) == len(after) and all(
        x.shape == y.shape and (np.abs(x - y).max(axis=2) > 60).sum() < 5 for x, y in zip(before, after, strict=True)
    )


BUSY = (
    shown("plain words", y=600)
    + b"q 0.9 0.2 0.2 rg 100 300 80 40 re f 0 0 1 RG 3 w 120 200 m 300 260 l S Q "
    + b"/Pattern cs /P1 scn 300 400 120 60 re f /Pattern cs /P2 scn 300 300 120 60 re f"
)


def busy(pdf: pikepdf.Pdf, **keys: object) -> pikepdf.Object:
    """Add a page with text, art, a tiling and a shading pattern."""
    cell = Dictionary(
        Type=Name.Pattern,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=Array([0, 0, 12, 12]),
        XStep=12,
        YStep=12,
        Resources=Dictionary(),
        Matrix=Array([1, 0, 0, 1, 3, 5]),
    )
    tile = pdf.make_indirect(Stream(pdf, b"0 0.6 0 rg 0 0 6 6 re f", cell))
    blend = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0]), C1=Array([0, 0, 1]), N=1)
    shade = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([300, 0, 420, 0]), Function=blend)
    made = page(pdf, BUSY, Pattern=Dictionary(P1=tile, P2=Dictionary(PatternType=2, Shading=shade)))
    for key, value in keys.items():
        made["/" + key] = value
    return made


@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("crop", [None, [50, 100, 500, 700]])
def test_every_page_is_upright_and_looks_the_same(turn: int, crop: list[int] | None, tmp_path: Path) -> None:
    pdf = new()
    busy(pdf, Rotate=turn, **({"CropBox": Array(crop)} if crop else {}))

    normal = normalised(pdf, tmp_path)

    assert same(tmp_path / "in.pdf", normal.path)
    with opened(normal.path) as made:
        plain = made.pages[0].obj
        assert "/Rotate" not in plain
        assert "/CropBox" not in plain
        assert [float(v) for v in plain["/MediaBox"].as_list()] == pytest.approx([0, 0, *normal.page_sizes[0]])


def test_the_unit_is_folded_in(tmp_path: Path) -> None:
    pdf = new()
    busy(pdf, UserUnit=2)

    assert normalised(pdf, tmp_path).page_sizes == ((1224.0, 1584.0),)


def test_a_group_that_is_off_goes_and_what_follows_it_stays_in_place(tmp_path: Path) -> None:
    pdf = new()
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="x"))
    body = b"BT /F1 12 Tf 72 500 Td /OC /L BDC (hidden) Tj EMC (seen) Tj ET"
    page(pdf, body, Properties=Dictionary(L=group))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))

    normal = normalised(pdf, tmp_path)

    assert "hidden" not in read(normal.path)[0]
    assert same(tmp_path / "in.pdf", normal.path)
    assert normal.removed["hidden_layer"] == 1


def test_what_is_removed_and_baked_is_counted(tmp_path: Path) -> None:
    pdf = new()
    made = page(pdf)
    look = form(pdf, shown("stamped", x=2, y=5), box=(0, 0, 100, 20))
    stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([72, 300, 172, 320]), AP=Dictionary(N=look), F=4)
    hidden = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([72, 200, 172, 220]), AP=Dictionary(N=look), F=2
    )
    made["/Annots"] = Array([pdf.make_indirect(stamp), pdf.make_indirect(hidden)])
    pdf.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))

    normal = normalised(pdf, tmp_path)

    assert normal.baked == {"annotation": 1}
    assert normal.removed["hidden_annotation"] == 1
    assert normal.removed["page_labels"] == 1
    assert read(normal.path)[0].count("stamped") == 1


def test_nothing_but_the_pages_is_in_the_file(tmp_path: Path) -> None:
    pdf = new()
    busy(pdf)
    pdf.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=Array(["a", Dictionary(S=Name.JavaScript, JS="x")])))
    pdf.Root["/Metadata"] = pdf.make_indirect(Stream(pdf, b"<x/>"))

    normal = normalised(pdf, tmp_path)

    with opened(normal.path) as made:
        assert set(made.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in made.trailer


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    pdf = new()
    busy(pdf)
    first = normalised(pdf, tmp_path)

    (tmp_path / "again").mkdir()

    assert PlainNormaliser().normalise(filing(tmp_path / "in.pdf"), tmp_path / "again").sha256 == first.sha256


def test_the_source_is_only_read_and_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    pdf = new()
    made = page(pdf)
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([72, 300, 172, 320]), Contents="note", DA="/Helv 9 Tf"
    )
    made["/Annots"] = Array([pdf.make_indirect(note)])
    source = save(pdf, tmp_path / "in.pdf")
    before = source.read_bytes()

    normal = PlainNormaliser().normalise(filing(source), tmp_path)

    assert source.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.pdf", "normal.pdf"]
    assert "note" in read(normal.path)[0]


@pytest.mark.parametrize(
    ("damage", "reason"),
    [(lambda data: b"%PDF-1.4 nothing", "damaged"), (lambda data: data[:40], "damaged")],
)
def test_what_cannot_be_made_plain_is_refused_with_a_reason(damage: object, reason: str, tmp_path: Path) -> None:
    source = save(simple(shown()).pdf, tmp_path / "in.pdf")
    source.write_bytes(damage(source.read_bytes()))  # type: ignore[operator]

    with pytest.raises(RefusedError) as caught:
        PlainNormaliser().normalise(filing(source, pages=1), tmp_path)

    assert caught.value.reason == reason


def test_another_number_of_pages_than_was_accepted_is_refused(tmp_path: Path) -> None:
    source = save(simple(shown()).pdf, tmp_path / "in.pdf")

    with pytest.raises(RefusedError) as caught:
        PlainNormaliser().normalise(filing(source, pages=3), tmp_path)

    assert caught.value.reason == "page_count"


def test_a_wrong_password_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "in.pdf"
    simple(shown()).pdf.save(source, encryption=pikepdf.Encryption(owner="a", user="b"))

    with pytest.raises(RefusedError) as caught:
        PlainNormaliser().normalise(filing(source, pages=1, password="c"), tmp_path)  # noqa: S106  # noqa: S106 - a test password

    assert caught.value.reason == "encrypted"


@pytest.mark.parametrize(
    "body",
    [
        b"Q Q Q q q q",
        b"/No gs /No Do /No sh",
        b"BT (no font) Tj",
        b"1 2 3 re f",
        b"[(a) (b",
        b"q " * 6000,
        b"/F1 12 Tf ( x) Tj",
        b"\xff\xfe\x00" * 50,
    ],
)
def test_odd_content_is_brought_into_form(body: bytes, tmp_path: Path) -> None:
    normal = normalised(simple(body).pdf, tmp_path)

    assert "The witness above said this." in read(normal.path)[0]


def chain(times: int, levels: int) -> pikepdf.Pdf:
    """A page on which each form draws the one before so many times."""
    pdf = new()
    inner = form(pdf, b"0 0 9 9 re f")
    for _ in range(levels):
        inner = form(pdf, b"/X0 Do " * times, XObject=Dictionary(X0=inner))
    page(pdf, shown() + b" /X0 Do", XObject=Dictionary(X0=inner))
    return pdf


def test_forms_that_draw_each_other_a_thousand_million_times_are_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as caught:
        normalised(chain(10, 9), tmp_path)

    assert caught.value.reason == "content_unreadable"


def test_a_symbol_that_is_drawn_thousands_of_times_stays(tmp_path: Path) -> None:
    normal = normalised(chain(20, 3), tmp_path)

    assert normal.removed.get("too_deep", 0) == 0
    with opened(normal.path) as made:
        assert len(made.pages[0].Resources.XObject) == 1


@pytest.mark.parametrize("wrong", [2147483647, -2147483649, 65536, pikepdf.String("1.2.3"), Name.Wide])
@pytest.mark.parametrize("inside", [True, False])
def test_widths_that_each_reader_takes_otherwise_are_refused(wrong: object, inside: bool, tmp_path: Path) -> None:
    (tmp_path / "sound.pdf").write_bytes(paper("The witness above said this.", embedded=True))
    with pikepdf.open(tmp_path / "sound.pdf") as pdf:
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and "/W" in thing:
                thing["/W"] = Array([0, Array([wrong])]) if inside else Array([0, wrong, 500])
        source = save(pdf, tmp_path / "in.pdf")

    with pytest.raises(RefusedError) as caught:
        PlainNormaliser().normalise(filing(source), tmp_path)

    assert caught.value.reason == "content_unreadable"
