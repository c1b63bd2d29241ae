"""Pages for the tests of extract, written operator by operator, so that a test knows what is painted where.

A page made here already is a normal form: no rotation, media box at the origin.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pymupdf
from pikepdf import Dictionary, Name

from pipeline.extract.read import PageReader
from pipeline.nouns import Digest, NormalForm, Page, Reading

FONTS = {"T": "Times-Roman", "TB": "Times-Bold", "TI": "Times-Italic", "H": "Helvetica", "C": "Courier"}


def escaped(text: str) -> str:
    """Return a text as a PDF string, WinAnsi."""
    return "<" + text.encode("cp1252").hex() + ">"


def at(x: float, y: float, text: str, *, font: str = "T", size: float = 12, more: str = "") -> str:
    """Return operators that show a text with its base line `y` points below the top of a letter page."""
    return f"BT {more} /{font} {size} Tf 1 0 0 1 {x} {792 - y} Tm {escaped(text)} Tj ET\n"


def width(text: str, *, font: str = "T", size: float = 12) -> float:
    """Return how wide a text is set, points."""
    return float(pymupdf.get_text_length(text, fontname={"T": "tiro", "H": "helv", "C": "cour"}[font], fontsize=size))


def lines(x: float, y: float, texts: list[str], *, step: float = 14, **options: Any) -> str:
    """Return operators that show one text a line."""
    return "".join(at(x, y + i * step, text, **options) for i, text in enumerate(texts))


def rule(x0: float, y0: float, x1: float, y1: float, *, width: float = 0.8) -> str:
    """Return operators that stroke a line, y down."""
    return f"q {width} w {x0} {792 - y0} m {x1} {792 - y1} l S Q\n"


def _base_fonts(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {
        key: pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + name), Encoding=Name.WinAnsiEncoding)
        )
        for key, name in FONTS.items()
    }


def paper(*contents: str, more: Callable[[pikepdf.Pdf], Mapping[str, Any]] | None = None) -> bytes:
    """Return a PDF with one letter page for each content stream.

    `more` makes further resources, by class: `{"Font": {"X": ...}, "XObject": {"Fm": ...}}`.
    """
    pdf = pikepdf.new()
    resources: dict[str, dict[str, Any]] = {
        "Font": _base_fonts(pdf),
        "ExtGState": {"G0": Dictionary(ca=0, CA=0)},
    }
    for key, entries in (more(pdf) if more else {}).items():
        resources.setdefault(key, {}).update(entries)
    named = {f"/{kind}": Dictionary({f"/{k}": v for k, v in some.items()}) for kind, some in resources.items()}
    for content in contents:
        pdf.add_blank_page(page_size=(612, 792))
        page = pdf.pages[-1]
        page.Resources = Dictionary(named)
        page.Contents = pdf.make_stream(content.encode("latin-1"))
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def form(pdf: pikepdf.Pdf, content: str, *, box: tuple[float, ...] = (0, 0, 612, 792), **more: Any) -> Any:
    """Return a form XObject with the usual fonts."""
    fonts = Dictionary({f"/{k}": v for k, v in _base_fonts(pdf).items()})
    return pdf.make_stream(
        content.encode("latin-1"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=list(box),
        Resources=Dictionary(Font=fonts),
        **more,
    )


def normal(folder: Path, data: bytes, *, name: str = "normal.pdf") -> NormalForm:
    """Write a PDF that is plain already and return it as a normal form."""
    path = folder / name
    path.write_bytes(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sizes = tuple((float(page.mediabox[2]), float(page.mediabox[3])) for page in pdf.pages)
    return NormalForm(path=path, sha256=Digest("0" * 64), page_sizes=sizes)


def read(folder: Path, data: bytes) -> Reading:
    """Read a PDF that is plain already."""
    return PageReader().read(normal(folder, data))


def read_page(folder: Path, *contents: str, **options: Any) -> Page:
    """Read the first of some pages written operator by operator."""
    return read(folder, paper(*contents, **options)).pages[0]


def place(page: Page, words: str) -> tuple[float, float, float, float]:
    """Return the upright rectangle around the only occurrence of some words."""
    assert page.text.count(words) == 1, page.text
    start = page.text.index(words)
    quads = page.quads[start : start + len(words)]
    xs, ys = quads[:, 0::2], quads[:, 1::2]
    return (
        float(np.nanmin(xs)),
        float(np.nanmin(ys)),
        float(np.nanmax(xs)),
        float(np.nanmax(ys)),
    )
