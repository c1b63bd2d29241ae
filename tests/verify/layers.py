"""Scans whose reading is exact, without OCR: the words come from the same page before it became a picture."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import numpy as np
import pikepdf

from pipeline import space
from pipeline.extract.read import PageReader
from pipeline.nouns import Action, Decision, Filing, Finding, HowRead, Kind, Mark, NormalForm, Reading
from pipeline.redact.normalise import PlainNormaliser
from tests.builders import filing
from tests.fakes import digest
from tests.redact.paper import filing as accepted
from tests.redact.paper import save


def scan(folder: Path, text: str, value: str, **options: object) -> tuple[NormalForm, Reading, tuple[Mark, ...]]:
    """Return the normal form of a scan, its reading, and the marks of a value on it."""
    _, normal, reading, marks = filed_scan(folder, text, value, **options)
    return normal, reading, marks


def filed_scan(
    folder: Path, text: str, value: str, *, lie: str = "", **options: object
) -> tuple[Filing, NormalForm, Reading, tuple[Mark, ...]]:
    """Return the scan as well; with a lie it has a text layer that says something else, and the reading denies it."""
    plain = PageReader().read(_normal(folder / "plain", filing(text, **options))[1])
    filed, normal = _normal(folder / "scan", _layered(filing(text, scanned=True, dpi=150, **options), lie))
    pages = tuple(
        dataclasses.replace(
            page,
            how=HowRead.OCR,
            recognised=np.array([not char.isspace() for char in page.text], dtype=np.bool_),
            denied=bool(lie),
        )
        for page in plain.pages
    )
    reading = Reading.of(pages)
    at = reading.text.index(value)
    burn = ((at, at + len(value)),)
    decision = Decision(Finding(*burn[0], Kind.PERSON, 1.0, "test.v1"), Action.FULL, burn=burn, overlay="[name]")
    return filed, normal, reading, space.place(reading, [decision])


def _layered(data: bytes, lie: str) -> bytes:
    """Return a file whose pages say something invisibly, once in their content and once in a form of it."""
    if not lie:
        return data
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier)
            resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(Lie=pdf.make_indirect(font)))
            form = pikepdf.Stream(pdf, f"BT 3 Tr /Lie 12 Tf 72 300 Td ({lie}) Tj ET".encode())
            form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
            form["/BBox"], form["/Resources"] = pikepdf.Array([0, 0, 612, 792]), resources
            name = page.add_resource(pdf.make_indirect(form), pikepdf.Name.XObject)
            own = page.add_resource(pdf.make_indirect(font), pikepdf.Name.Font)
            page.contents_add(f"q BT 3 Tr {own} 12 Tf 72 600 Td ({lie}) Tj ET Q {name} Do".encode())
        pdf.save(held)
    return held.getvalue()


def place(reading: Reading, word: str) -> tuple[float, float, float, float]:
    """Return where a word of the first page stands, x0, y0, x1, y1."""
    page = reading.pages[0]
    at = page.text.index(word)
    quads = page.quads[at : at + len(word)].reshape(-1, 4, 2)
    (x0, y0), (x1, y1) = quads.min(axis=(0, 1)).tolist(), quads.max(axis=(0, 1)).tolist()
    return x0, y0, x1, y1


def _normal(folder: Path, data: bytes) -> tuple[Filing, NormalForm]:
    folder.mkdir()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        filed = accepted(save(pdf, folder / "in.pdf"))
    filed = dataclasses.replace(filed, sha256=digest(filed.path))
    return filed, PlainNormaliser().normalise(filed, folder)
