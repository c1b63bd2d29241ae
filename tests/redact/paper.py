"""Papers for the redact tests, and the steps from a file to a draft."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pymupdf
import pypdfium2

from pipeline.nouns import Digest, Draft, Filing, Mark, NormalForm, Secret
from pipeline.redact.burn import PdfBurner
from pipeline.redact.normalise import PlainNormaliser


def save(pdf: pikepdf.Pdf, path: Path) -> Path:
    """Write a file."""
    pdf.save(path, fix_metadata_version=False)
    return path


def filing(path: Path, *, pages: int | None = None, password: str = "") -> Filing:
    """Return a file as accepted."""
    if pages is None:
        with pymupdf.open(path) as paper:
            if paper.needs_pass:
                paper.authenticate(password)
            pages = len(paper)
    return Filing(path=path, sha256=Digest("0" * 64), size=path.stat().st_size, page_count=pages, password=password)


def normalised(pdf: pikepdf.Pdf, folder: Path, **options: object) -> NormalForm:
    """Return the normal form of a file."""
    return PlainNormaliser().normalise(filing(save(pdf, folder / "in.pdf"), **options), folder)  # type: ignore[arg-type]


def quad(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float, float, float, float, float]:
    """Return an upright rectangle as a mark's quad."""
    return (x0, y0, x1, y0, x0, y1, x1, y1)


def found(normal: NormalForm, *words: str, overlay: tuple[str, ...] = ()) -> tuple[Mark, ...]:
    """Return a mark for each place of the words."""
    out = []
    with pymupdf.open(normal.path) as paper:
        for i, word in enumerate(words):
            for page in paper:
                for q in page.search_for(word, quads=True):
                    corners = (q.ul.x, q.ul.y, q.ur.x, q.ur.y, q.ll.x, q.ll.y, q.lr.x, q.lr.y)
                    out.append(Mark(page=page.number, quad=corners, decision=i, number=i + 1, overlay=overlay))
    return tuple(out)


def secrets(*words: str) -> tuple[Secret, ...]:
    """Return a secret for each word, in the order of their decisions."""
    return tuple(Secret(value=word, burned=(word,), decision=i, expected=0) for i, word in enumerate(words))


def burned(pdf: pikepdf.Pdf, folder: Path, *words: str, overlay: tuple[str, ...] = (), white: bool = False) -> Draft:
    """Return the draft of a file in which words were burned wherever they stand."""
    normal = normalised(pdf, folder)
    return PdfBurner(white=white).burn(normal, found(normal, *words, overlay=overlay), secrets(*words), folder)


def read(path: Path) -> list[str]:
    """Return the text of each page as pdfium reads it."""
    with pypdfium2.PdfDocument(path.read_bytes()) as paper:
        return [page.get_textpage().get_text_range() for page in paper]


def opened(path: Path) -> pikepdf.Pdf:
    """Open a file's bytes, so that the file itself can be written again."""
    return pikepdf.open(io.BytesIO(path.read_bytes()))
