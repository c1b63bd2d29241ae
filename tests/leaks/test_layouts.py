"""Random pages: faces, sizes, directions, tight lines; nothing of random marked words is left, nothing else is lost."""

from __future__ import annotations

import io
import math
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pymupdf
import pypdf
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipeline.nouns import Digest, Filing, Mark, Reading, Secret
from pipeline.redact.burn import PdfBurner
from pipeline.redact.normalise import PlainNormaliser
from pipeline.verify.verifier import PdfVerifier
from tests.leaks.hunt import in_objects
from tests.verify.burns import read

FACES = ("helv", "hebo", "tiro", "tiit", "cour", "cobo")
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "vi", "wy", "zo")


@dataclass(frozen=True)
class Block:
    """Lines of words, set one way; every word stands once on the page."""

    lines: tuple[tuple[str, ...], ...]
    face: str
    size: float
    leading: float
    """Line distance in sizes; 0.95 is tighter than solid."""
    turned: int
    kerned: bool


@st.composite
def pages(draw: st.DrawFn) -> tuple[Block, ...]:
    """Draw one to three blocks whose words are all different; no run of words spells another, as each is `q...x`."""
    spelt = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=3).map(lambda parts: f"q{''.join(parts)}x")
    words = draw(st.lists(spelt, min_size=6, max_size=18, unique=True))
    words = [w.title() if draw(st.booleans()) else w for w in words]
    blocks = []
    for part in range(count := draw(st.integers(1, 3))):
        mine = words[part::count]
        wide = draw(st.integers(1, 4))
        lines = tuple(tuple(mine[i : i + wide]) for i in range(0, len(mine), wide))
        blocks.append(
            Block(
                lines=lines,
                face=draw(st.sampled_from(FACES)),
                size=draw(st.sampled_from([7.0, 9.5, 12.0])),
                leading=draw(st.sampled_from([0.95, 1.0, 1.15, 2.0])),
                turned=draw(st.sampled_from([0, 0, 0, 90, 180, 270, 7])),
                kerned=draw(st.booleans()),
            )
        )
    return tuple(blocks)


def drawn(blocks: tuple[Block, ...], *, rotated: int) -> bytes:
    """Return a page with the blocks one below the other, each turned about its own middle."""
    with pikepdf.new() as pdf:
        fonts = pikepdf.Dictionary()
        parts = []
        for number, block in enumerate(blocks):
            name = {"helv": "Helvetica", "hebo": "Helvetica-Bold", "tiro": "Times-Roman", "tiit": "Times-Italic"}
            base = name.get(block.face, "Courier-Bold" if block.face == "cobo" else "Courier")
            fonts[f"/F{number}"] = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/" + base),
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )  # fmt: skip
            c, s = math.cos(math.radians(block.turned)), math.sin(math.radians(block.turned))
            place = f"{c:.6f} {s:.6f} {-s:.6f} {c:.6f} 400 {1750 - 700 * number} cm"
            shows = "".join(
                f"1 0 0 1 -130 {200 - row * block.leading * block.size:.3f} Tm {shown(line, kerned=block.kerned)}\n"
                for row, line in enumerate(block.lines)
            )
            parts.append(f"q {place} BT /F{number} {block.size} Tf\n{shows}ET Q\n")
        page = pdf.add_blank_page(page_size=(800, 2100))
        page.obj.Resources = pikepdf.Dictionary(Font=fonts)
        page.obj.Contents = pdf.make_stream("".join(parts).encode())
        if rotated:
            page.obj.Rotate = rotated
        held = io.BytesIO()
        pdf.save(held)
        return held.getvalue()


def shown(line: tuple[str, ...], *, kerned: bool) -> str:
    """Return the operator that shows a line, its words kerned letter by letter where asked for."""
    text = " ".join(line)
    if not kerned:
        return f"({text}) Tj"
    return "[" + " ".join(f"({c}) {-25 + 10 * (i % 5)}" for i, c in enumerate(text)) + "] TJ"


def letters_of(data: bytes) -> str:
    """Return the letters that pypdf, which neither burns nor verifies, finds in the content, in its order."""
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(data)).pages)


@given(blocks=pages(), rotated=st.sampled_from([0, 0, 90, 180, 270]), chosen=st.sets(st.integers(0, 17), min_size=1))
@settings(max_examples=15, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_marked_words_are_gone_and_all_others_stay(blocks: tuple[Block, ...], rotated: int, chosen: set[int]) -> None:
    words = [word for block in blocks for line in block.lines for word in line]
    burn = sorted({words[i % len(words)] for i in chosen})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in.pdf"
        source.write_bytes(drawn(blocks, rotated=rotated))
        filing = Filing(source, Digest("0" * 64), source.stat().st_size, 1)
        normal = PlainNormaliser().normalise(filing, folder)
        with pymupdf.open(normal.path) as paper:
            page = read(paper[0])
        marks, secrets = _marked(page, burn)

        draft = PdfBurner().burn(normal, marks, secrets, folder)

        data = draft.path.read_bytes()
        seen = letters_of(data)
        stayed = [word for word in words if word not in burn]
        assert Counter(seen) == Counter("".join(stayed))
        assert [word for word in stayed if word not in seen] == []
        assert in_objects(data, *burn) == []
        checks = PdfVerifier().verify(filing, normal, Reading.of((page,)), draft, secrets)
        failed = {c.name: c.reason for c in checks if not c.passed and not c.name.startswith("saved_bytes")}
        assert failed == {}


def _marked(page: object, burn: list[str]) -> tuple[tuple[Mark, ...], tuple[Secret, ...]]:
    marks, secrets = [], []
    for number, word in enumerate(burn):
        at = page.text.index(word)  # type: ignore[attr-defined]
        quads = page.quads[at : at + len(word)]  # type: ignore[attr-defined]
        quad = (*quads[0, 0:2], *quads[-1, 2:4], *quads[0, 4:6], *quads[-1, 6:8])
        marks.append(Mark(page=0, quad=tuple(float(v) for v in quad), decision=number, number=number + 1))
        secrets.append(Secret(value=word, burned=(word,), decision=number, expected=0))
    return tuple(marks), tuple(secrets)
