"""Every channel: normalise, mark what a reader finds, burn, and hunt in the saved bytes."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pytest

from pipeline.nouns import Digest, Draft, Filing, Mark, NormalForm, Secret
from pipeline.redact.burn import PdfBurner
from pipeline.redact.normalise import PlainNormaliser
from tests.leaks import beside, fonts, pixels, words  # noqa: F401 - they register their channels
from tests.leaks.bench import CHANNELS, FIRST, LAST, SECRET, Case, lettering
from tests.leaks.hunt import in_objects, pattern_of, pictures, plain, readers, rendered, shows, thirds

UNLIKE = 0.55
"""Correlation below which a picture does not show the letters; they themselves give 0.9 and more, other words 0.4."""


def _normalised(case: Case, folder: Path) -> NormalForm:
    path = folder / "in.pdf"
    data = case.data()
    path.write_bytes(data)
    with pymupdf.open(path) as paper:
        if paper.needs_pass:
            paper.authenticate(case.password)
        count = len(paper)
    filing = Filing(path=path, sha256=Digest("0" * 64), size=len(data), page_count=count, password=case.password)
    return PlainNormaliser().normalise(filing, folder)


def _marks(case: Case, normal: NormalForm) -> tuple[tuple[Mark, ...], tuple[Secret, ...]]:
    places: list[tuple[int, tuple[float, ...]]] = []
    with pymupdf.open(normal.path) as paper:
        for wanted in case.find:
            found = [
                (page.number, (q.ul.x, q.ul.y, q.ur.x, q.ur.y, q.ll.x, q.ll.y, q.lr.x, q.lr.y))
                for page in paper
                for q in page.search_for(wanted, quads=True)
            ]
            assert found, "the reader must see in the normal form what it saw in the source"
            places += found
    places += [(number, (x0, y0, x1, y0, x0, y1, x1, y1)) for number, (x0, y0, x1, y1) in case.marks]
    marks = tuple(Mark(page=number, quad=quad, decision=0, number=1, overlay=("R",)) for number, quad in places)
    return marks, (Secret(value=SECRET, burned=(SECRET,), decision=0, expected=0),)


def redacted(case: Case, folder: Path) -> tuple[NormalForm, Draft]:
    """Return a case's normal form and its draft, every place of the secret burned."""
    normal = _normalised(case, folder)
    marks, secrets = _marks(case, normal)
    return normal, PdfBurner().burn(normal, marks, secrets, folder)


@pytest.mark.parametrize("name", sorted(CHANNELS))
def test_nothing_of_the_secret_is_left_and_nothing_else_is_lost(name: str, tmp_path: Path) -> None:
    case = CHANNELS[name]()

    normal, draft = redacted(case, tmp_path)
    data = draft.path.read_bytes()

    seen = readers(data)
    wanted = {plain(SECRET), plain(FIRST), plain(LAST), *map(plain, case.find)}
    assert {reader: [w for w in wanted if w in text] for reader, text in seen.items()} == {key: [] for key in seen}
    assert in_objects(data, SECRET, FIRST, LAST, LAST.upper(), *case.find) == []
    assert [text for text in case.keep if plain(text) not in seen["pdfium"]] == []
    if case.pictures:
        _no_picture_shows_it(data)
    if case.look:
        _nothing_else_changed(normal, draft)
    _one_revision(data)


def _no_picture_shows_it(data: bytes) -> None:
    pattern = pattern_of(lettering())
    half = pattern[::2, ::2]
    for picture in pictures(data):
        if picture.size > 3_000_000:
            assert shows(thirds(picture, dots=300 / 72), thirds(pattern)) < UNLIKE
            continue
        if picture.size > 100_000:
            assert shows(picture, pattern) < UNLIKE
            continue
        for turned in (picture, np.rot90(picture), picture[::-1, ::-1]):
            assert shows(turned, pattern) < UNLIKE
            assert shows(turned, half) < UNLIKE


def _nothing_else_changed(normal: NormalForm, draft: Draft) -> None:
    before, after = rendered(normal.path.read_bytes()), rendered(draft.path.read_bytes())
    assert len(before) == len(after)
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        differing = np.abs(old.astype(int) - new.astype(int)).max(axis=2) > 90
        for mark in draft.marks:
            if mark.page == number:
                x0, y0, x1, y1 = (v * 2 for v in mark.rect)
                differing[max(0, int(y0) - 3) : int(y1) + 4, max(0, int(x0) - 3) : int(x1) + 4] = False
        assert differing.sum() <= 3


def _one_revision(data: bytes) -> None:
    assert data.count(b"%%EOF") == 1
    assert data.count(b"startxref") == 1
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/Info" not in pdf.trailer
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages"}


def test_the_bench_has_a_hundred_channels_and_each_leaks_without_a_cure() -> None:
    """A channel that leaks nothing when it is left alone would prove nothing."""
    assert len(CHANNELS) >= 130
    silent = []
    for name, build in CHANNELS.items():
        case = build()
        if case.pictures or case.password or name.startswith("encrypted"):
            continue
        data = case.data()
        try:
            known = in_objects(data, SECRET, FIRST, LAST, *case.find)
        except pikepdf.PdfError:
            known = [where for where in (SECRET, LAST) if where.encode() in data]
        if not known and plain(LAST) not in "".join(readers(data).values()):
            silent.append(name)
    assert sorted(silent) == sorted(SILENT)


def test_the_document_on_proof_names_every_channel() -> None:
    text = (Path(__file__).parents[2] / "docs" / "explanation" / "proof.md").read_text(encoding="utf-8")

    assert [name for name in CHANNELS if f"`{name}`" not in text] == []
    assert f"**{len(CHANNELS)} channels**" in text


SILENT = (
    # Their letters can only be read by eye, or one by one.
    "cid_no_unicode",
    "cid_wrong_unicode",
    "type3_no_unicode",
)


@pytest.mark.parametrize(
    "name", ["image_jpeg", "image_flate", "image_softmask", "vector_outlines", "image_jbig2", "image_ccitt"]
)
def test_the_picture_hunt_finds_the_letters_where_they_are(name: str, tmp_path: Path) -> None:
    case = CHANNELS[name]()
    normal = _normalised(case, tmp_path)

    data = normal.path.read_bytes()

    if name == "vector_outlines":
        picture = rendered(data, scale=300 / 72)[0].min(axis=2)
        drawn = rendered(data, scale=4)[0].min(axis=2)[4 * 216 : 4 * 240, 4 * 70 : 4 * 195]
        assert shows(thirds(picture, dots=300 / 72), thirds(drawn)) > 0.85
        return
    assert max(shows(picture, pattern_of(lettering())) for picture in pictures(data)) > 0.85


def test_a_hole_in_a_line_is_one_displacement_that_tells_no_letter_apart(tmp_path: Path) -> None:
    _, draft = redacted(CHANNELS["residual_width"](), tmp_path)

    with pikepdf.open(draft.path) as paper:
        shown = [
            list(operands[0].as_list())
            for operands, operator in pikepdf.parse_content_stream(paper.pages[0])
            if str(operator) == "TJ"
        ]
    assert [[isinstance(part, pikepdf.String) for part in parts] for parts in shown] == [[False, True]]


def test_white_boxes_hide_as_well(tmp_path: Path) -> None:
    case = CHANNELS["text_plain"]()
    normal = _normalised(case, tmp_path)
    marks, secrets = _marks(case, normal)

    draft = PdfBurner(white=True).burn(normal, marks, secrets, tmp_path)

    assert all(plain(LAST) not in text for text in readers(draft.path.read_bytes()).values())
    x0, y0, _x1, y1 = (int(v * 2) for v in draft.marks[0].rect)
    page = rendered(draft.path.read_bytes())[0]
    assert page[(y0 + y1) // 2, x0 + 8].tolist() == [255, 255, 255]
    assert page[(y0 + y1) // 2, x0 + 0].max() < 128
