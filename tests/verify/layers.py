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
    folder: Path, text: str, value: str, **options: object
) -> tuple[Filing, NormalForm, Reading, tuple[Mark, ...]]:
    """Return the scan as well."""
    plain = PageReader().read(_normal(folder / "plain", filing(text, **options))[1])
    filed, normal = _normal(folder / "scan", filing(text, scanned=True, dpi=150, **options))
    pages = tuple(
        dataclasses.replace(
            page, how=HowRead.OCR, recognised=np.array([not char.isspace() for char in page.text], dtype=np.bool_)
        )
        for page in plain.pages
    )
    reading = Reading.of(pages)
    at = reading.text.index(value)
    burn = ((at, at + len(value)),)
    decision = Decision(Finding(*burn[0], Kind.PERSON, 1.0, "test.v1"), Action.FULL, burn=burn, overlay="[name]")
    return filed, normal, reading, space.place(reading, [decision])


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
