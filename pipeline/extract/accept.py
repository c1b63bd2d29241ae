"""Accepts a source or refuses it with a reason; it never writes and never repairs anything.

What it looks at: that the path leads to a regular file, that the file is a PDF
which opens (with the given password, if it needs one), and that it keeps to the
limits. What a file holds besides its pages is not its business.
"""

from __future__ import annotations

import hashlib
import math
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from pipeline.errors import InputError, RefusedError
from pipeline.nouns import Digest, Filing

HEADER_WITHIN = 1024
"""Bytes in which `%PDF-` must stand: what Acrobat accepts (Adobe's note 13 in appendix H of PDF 1.7)."""

CHUNK = 1 << 20
"""Bytes read at a time for the digest."""

FIELD_DEPTH = 64
"""Levels of form fields searched for a signature; real forms have three or four."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one filing may be; beyond, it is refused instead of filling the machine."""

    size: int = 2 << 30
    """Bytes."""
    pages: int = 10_000
    objects: int = 500_000
    """Indirect objects: fifty for each of so many pages; the table of a bomb can name billions."""
    side: float = 14_400
    """Longest side of a page in points, after /UserUnit: 200 inches, the limit of PDF 1.7 (appendix C)."""


class PdfAccepter:
    """Accepts PDF files from the local disk."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    def accept(self, source: Path, *, password: str = "") -> Filing:
        """Return the accepted filing; its path is the file that `source` leads to, links resolved.

        Raises:
            InputError: `missing`, `folder`, `unreadable` or `not_regular` (a pipe, a device).
            RefusedError: `empty`, `too_large`, `not_pdf`, `damaged`, `encrypted`, `no_pages`,
                `too_many_pages`, `too_many_objects` or `page_size`.
        """
        path, digest, size = self._regular(source)
        with _opened(path, password) as pdf:
            try:
                pages = self._page_count(pdf, path)
                signed = _is_signed(pdf)
            except (pikepdf.PdfError, ValueError, TypeError, AttributeError, RecursionError, RuntimeError):
                raise _refused(path, "damaged", "its page tree cannot be read") from None
            return Filing(
                path=path,
                sha256=digest,
                size=size,
                page_count=pages,
                encrypted=pdf.is_encrypted,
                repaired=bool(pdf.get_warnings()),
                signed=signed,
                password=password if pdf.is_encrypted else "",
            )

    def _regular(self, source: Path) -> tuple[Path, Digest, int]:
        """Return the resolved path, the digest and the size of a regular PDF file."""
        try:
            path = source.resolve(strict=True)
            handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        except (FileNotFoundError, NotADirectoryError, RuntimeError):
            raise InputError(f"no such file: {source}", reason="missing", hint="check the path") from None
        except OSError as error:
            raise _unusable(source, error) from None
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            os.close(handle)
            raise InputError(f"{source} is a folder", reason="folder", hint="use `prefile batch` for folders")
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(mode):
                raise _not_regular(source)
            size = os.fstat(handle).st_size
            if size == 0:
                raise _refused(source, "empty", "it holds no bytes")
            if size > self._limits.size:
                raise _refused(source, "too_large", f"it has {size:,} bytes, more than {self._limits.size:,}")
            if b"%PDF-" not in file.read(HEADER_WITHIN):
                raise _refused(source, "not_pdf", "it does not begin like a PDF")
            file.seek(0)
            digest = hashlib.sha256()
            while chunk := file.read(CHUNK):
                digest.update(chunk)
        return path, Digest(digest.hexdigest()), size

    def _page_count(self, pdf: pikepdf.Pdf, path: Path) -> int:
        limits = self._limits
        if len(pdf.objects) > limits.objects:
            raise _refused(path, "too_many_objects", f"it has more than {limits.objects:,} objects")
        count = len(pdf.pages)
        if count == 0:
            raise _refused(path, "no_pages", "it has no pages")
        if count > limits.pages:
            raise _refused(path, "too_many_pages", f"it has {count:,} pages, more than {limits.pages:,}")
        for number, page in enumerate(pdf.pages, start=1):
            if not all(0 < side <= limits.side for side in _sides(page.obj)):
                raise _refused(path, "page_size", f"page {number} has no usable size")
        return count


def _refused(path: Path, reason: str, why: str, *, hint: str = "") -> RefusedError:
    return RefusedError(f"refused {path}: {why}", reason=reason, hint=hint)


def _not_regular(source: Path) -> InputError:
    return InputError(f"{source} is not a regular file", reason="not_regular", hint="save it as a file first")


def _unusable(source: Path, error: OSError) -> InputError:
    """Return the error for a path that cannot be opened; opening a device without a driver also ends here."""
    if isinstance(error, PermissionError):
        return InputError(f"{source} is not readable", reason="unreadable", hint="check its permissions")
    if source.exists() and not source.is_file():
        return _not_regular(source)
    return InputError(f"cannot read {source}", reason="missing" if not source.exists() else "unreadable")


def _opened(path: Path, password: str) -> pikepdf.Pdf:
    try:
        return pikepdf.open(path, password=password, suppress_warnings=True)
    except pikepdf.PasswordError:
        hint = "give its password with --password-file" if not password else "check the password in --password-file"
        raise _refused(path, "encrypted", "it is encrypted and the password does not open it", hint=hint) from None
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        raise _refused(path, "damaged", "it is damaged beyond repair") from None
    except OSError as error:
        raise _unusable(path, error) from None


def _sides(page: pikepdf.Object) -> tuple[float, float]:
    """Return width and height of a page's media box in points, (nan, nan) when there is none to speak of."""
    box = _inherited(page, "/MediaBox")
    unit = _number(page.get("/UserUnit", 1))
    if not isinstance(box, pikepdf.Array) or len(box) != 4:
        return math.nan, math.nan
    x0, y0, x1, y1 = (_number(value) for value in box)
    return abs(x1 - x0) * unit, abs(y1 - y0) * unit


def _inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    node: pikepdf.Object | None = page
    for _ in range(FIELD_DEPTH):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if (found := node.get(key)) is not None:
            return found
        node = node.get("/Parent")
    return None


def _number(value: object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return math.nan


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    """Tell whether the file carries a signature with a value, or certified permissions."""
    if isinstance(pdf.Root.get("/Perms"), pikepdf.Dictionary):
        return True
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return False
    return any("/V" in field and kind == "/Sig" for field, kind in _fields(form.get("/Fields", ())))


def _fields(roots: object) -> Iterator[tuple[pikepdf.Dictionary, object]]:
    """Yield every form field with its (inherited) type; loops in the tree are cut."""
    seen: set[tuple[int, int]] = set()
    stack: list[tuple[object, object, int]] = [(field, None, 0) for field in _members(roots)]
    while stack:
        field, kind, depth = stack.pop()
        if not isinstance(field, pikepdf.Dictionary) or depth > FIELD_DEPTH:
            continue
        if field.is_indirect:
            if field.objgen in seen:
                continue
            seen.add(field.objgen)
        kind = field.get("/FT", kind)
        yield field, kind
        stack.extend((kid, kind, depth + 1) for kid in _members(field.get("/Kids", ())))


def _members(array: object) -> Iterable[object]:
    return array if isinstance(array, pikepdf.Array) else ()
