"""The objects of a saved file, as qpdf reads them: which there are, which are reached, and what each holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pikepdf
from pikepdf import Name

from pipeline.verify.book import Unread
from pipeline.verify.font import PLAIN, Font, read
from pipeline.verify.xref import Layout, layout

Id = tuple[int, int]
"""Object number and generation."""

PICTURES = frozenset({"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/DCT", "/CCF"})
"""Filters whose output is pixels; qpdf leaves them as they are."""


class Store:
    """A PDF opened by qpdf, whole."""

    def __init__(self, path: Path, *, password: str = "") -> None:
        """Open `path`.

        Raises:
            Unread: qpdf cannot open it.
        """
        self.path = path
        try:
            self.pdf = pikepdf.open(path, password=password, suppress_warnings=True)
        except (pikepdf.PdfError, OSError, ValueError):
            raise Unread("objects_unreadable") from None
        self._fonts: dict[Id, Font] = {}

    def close(self) -> None:
        """Let go of the file."""
        self.pdf.close()

    @cached_property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.path.read_bytes()

    @cached_property
    def layout(self) -> Layout:
        """Where the file's bytes belong."""
        return layout(self.data)

    @cached_property
    def objects(self) -> list[pikepdf.Object | int | float | bool]:
        """Every indirect object, reached or not; a bare number comes as a number and has no id."""
        return list(self.pdf.objects)

    @property
    def things(self) -> list[pikepdf.Object]:
        """Every indirect object but bare numbers."""
        return [thing for thing in self.objects if isinstance(thing, pikepdf.Object)]

    @cached_property
    def pages(self) -> list[pikepdf.Dictionary]:
        """The page objects in order."""
        return [page.obj for page in self.pdf.pages]

    def font(self, entry: pikepdf.Object | None) -> Font:
        """Return what is known of a font, read once."""
        if entry is None:
            return PLAIN
        if not entry.is_indirect:
            return read(entry)
        if entry.objgen not in self._fonts:
            self._fonts[entry.objgen] = read(entry)
        return self._fonts[entry.objgen]


def content(page: pikepdf.Dictionary) -> bytes:
    """Return a page's content, its streams joined as a reader joins them."""
    entry = page.get(Name.Contents)
    if isinstance(entry, pikepdf.Stream):
        return entry.read_bytes()
    if isinstance(entry, pikepdf.Array):
        return b"\n".join(part.read_bytes() for part in entry if isinstance(part, pikepdf.Stream))
    return b""


def decoded(stream: pikepdf.Stream) -> tuple[bytes, bool]:
    """Return a stream's bytes and whether they could be decoded (pixels of a picture format are left as they are)."""
    try:
        return stream.read_bytes(pikepdf.StreamDecodeLevel.generalized), not pictured(stream)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return stream.read_raw_bytes(), False


def pictured(stream: pikepdf.Stream) -> bool:
    """Tell whether a stream's last filter yields pixels that qpdf does not decode."""
    return any(name in PICTURES for name in filters(stream))


def filters(stream: pikepdf.Stream) -> list[str]:
    """Return the names of a stream's filters."""
    entry = stream.get(Name.Filter)
    if isinstance(entry, pikepdf.Array):
        return [str(name) for name in entry]
    return [] if entry is None else [str(entry)]


def inherited(page: pikepdf.Dictionary, key: Name) -> pikepdf.Object | None:
    """Return a page's attribute, or that of the nearest node above it."""
    node: pikepdf.Object | None = page
    for _ in range(64):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get(Name.Parent)
    return None


def entries(thing: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
    """Yield the keys and values of a dictionary or of a stream's dictionary."""
    for key in thing.keys():  # noqa: SIM118 - pikepdf's objects do not iterate like a dict
        yield key, thing[key]
