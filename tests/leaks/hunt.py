"""Hunt a value in a saved PDF with readers that prefile does not burn with: text, objects, pixels."""

from __future__ import annotations

import base64
import io
import unicodedata
from collections.abc import Iterator

import numpy as np
import pikepdf
import pypdf
import pypdfium2
from pdfminer.high_level import extract_text
from PIL import Image

from pipeline.redact.sample import unpack
from tests.leaks.bench import SCALE


def plain(text: str) -> str:
    """Return the letters and digits of a text, case folded."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def readers(data: bytes) -> dict[str, str]:
    """Return what each reader sees, as letters and digits."""
    out = {}
    with pypdfium2.PdfDocument(data) as paper:
        out["pdfium"] = " ".join(page.get_textpage().get_text_range() for page in paper)
    out["pdfminer"] = extract_text(io.BytesIO(data))
    out["pypdf"] = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    return {name: plain(text) for name, text in out.items()}


def forms(value: str) -> set[bytes]:
    """Return a value in the encodings in which it could stand in a file, letters in lower case."""
    low = value.lower()
    raw = {
        low.encode("latin-1"),
        low.encode("utf-16-be"),
        low.encode("utf-16-le"),
        low.replace(" ", "").encode("latin-1"),
    }
    return raw | {r.hex().encode() for r in raw} | {base64.b64encode(value.encode())[:-2].lower()}


def haystack(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the file's bytes and every object's: strings, names, streams as stored and decoded."""
    yield "file", data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in [*pdf.objects, pdf.trailer]:
            yield "object", b"\n".join(_strings(thing, 0))
            if isinstance(thing, pikepdf.Stream):
                yield "raw", thing.read_raw_bytes()
                try:
                    yield "decoded", thing.read_bytes()
                except pikepdf.PdfError:
                    continue


def _strings(thing: object, depth: int) -> Iterator[bytes]:
    if isinstance(thing, pikepdf.String):
        yield bytes(thing)
    elif isinstance(thing, pikepdf.Name):
        yield str(thing).encode("utf-8", "replace")
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and (depth == 0 or not thing.is_indirect):
        for key, value in thing.items():
            yield key.encode("utf-8", "replace")
            yield from _strings(value, depth + 1)
    elif isinstance(thing, pikepdf.Array) and (depth == 0 or not thing.is_indirect):
        for value in thing.as_list():
            yield from _strings(value, depth + 1)


def in_objects(data: bytes, *values: str) -> list[str]:
    """Return where in the file's objects a value stands."""
    wanted = {form for value in values for form in forms(value)}
    found = []
    for where, blob in haystack(data):
        low = blob.lower()
        found += [where for form in wanted if form in low]
    return found


def shows(picture: np.ndarray, pattern: np.ndarray) -> float:
    """Return how well a pattern is found in a picture, at best: 1 for the same up to contrast."""
    if picture.shape[0] < pattern.shape[0] or picture.shape[1] < pattern.shape[1]:
        return 0.0
    picture = picture.astype(float) - picture.min()
    picture *= 255 / max(picture.max(), 1e-9)
    pattern = pattern - pattern.mean()
    size = tuple(s + p for s, p in zip(picture.shape, pattern.shape, strict=True))
    spectrum = np.fft.rfft2(picture, size) * np.conj(np.fft.rfft2(pattern, size))
    cross = np.fft.irfft2(spectrum, size)[
        : picture.shape[0] - pattern.shape[0] + 1, : picture.shape[1] - pattern.shape[1] + 1
    ]

    def sums(values: np.ndarray) -> np.ndarray:
        total = np.pad(values.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
        h, w = pattern.shape
        return total[h:, w:] - total[:-h, w:] - total[h:, :-w] + total[:-h, :-w]

    spread = sums(picture**2) - sums(picture) ** 2 / pattern.size
    norm = np.sqrt(np.maximum(spread, pattern.size * 0.5)) * np.sqrt((pattern**2).sum())
    return float(np.abs(cross / norm).max())


def thirds(picture: np.ndarray, *, dots: float = SCALE) -> np.ndarray:
    """Return a picture of `dots` pixels a point at a third of the scale of the lettering."""
    height, width = picture.shape
    factor = SCALE / dots / 3
    small = Image.fromarray(picture.astype(np.uint8)).resize(
        (round(width * factor), round(height * factor)), Image.Resampling.BOX
    )
    return np.asarray(small).astype(float)


def pictures(data: bytes) -> Iterator[np.ndarray]:
    """Yield the samples of every image in the file, masks included, inline ones too."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
                pixels = unpack(thing)
                assert pixels is not None, "an image of the output cannot be decoded"
                yield pixels.values[:, :, 0]


def rendered(data: bytes, *, scale: float = 2.0) -> list[np.ndarray]:
    """Return the pages as pdfium paints them."""
    with pypdfium2.PdfDocument(data) as paper:
        return [page.render(scale=scale).to_numpy()[:, :, :3].copy() for page in paper]


def pattern_of(picture: Image.Image) -> np.ndarray:
    """Return the letters of a lettering as a pattern to look for."""
    return np.asarray(picture).astype(float)[14:58, 6:386]
