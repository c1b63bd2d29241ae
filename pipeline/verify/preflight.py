"""Tells before filing whether a court's system will take a file: scripts, attachments, fonts, size, pages.

A check that only advises passes with a reason that begins with `warning:`. It
looks at the saved file and changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pikepdf
from pikepdf import Name

from pipeline.nouns import Check
from pipeline.verify.art import Sort, items
from pipeline.verify.aside import beside
from pipeline.verify.book import Book, Leaf, Unread
from pipeline.verify.court import MEGABYTE, Court
from pipeline.verify.evidence import failed
from pipeline.verify.keys import VALUES
from pipeline.verify.store import Store

STAMP_BAND = 28.0
"""Points at the top of a page in which the system prints its stamp (observed on stamped filings: 8 to 24)."""

LETTER = (612.0, 792.0)
"""Points: 8.5 by 11 inches."""

LETTER_SLACK = 3.0
"""Points by which a scanned sheet may differ."""

NEAR_LIMIT = 0.9
"""Part of the size limit above which a warning is given: the system's stamp adds a little to every page."""

PICTURE = 0.3
"""Part of a page that an image covers when the page is taken for a scan."""

ACTIVE = ("javascript", "launch_action", "form_action")
CHECKS = (
    "opens.v1", "no_script.v1", "no_attachment.v1", "no_media.v1", "no_encryption.v1", "forms.v1", "links.v1",
    "fonts_embedded.v1", "searchable.v1", "size.v1", "page_size.v1", "stamp_band.v1", "pdfa.v1",
)  # fmt: skip
"""The names of the checks, in their order."""


def preflight(path: Path, court: Court) -> tuple[Check, ...]:
    """Return the evidence of every check of a file that is about to be filed in `court`."""
    with ExitStack() as stack:
        try:
            book = stack.enter_context(Book(path))
            store = Store(path)
            stack.callback(store.close)
        except Unread as unread:
            return tuple(failed(name, unread.code) for name in CHECKS)
        looked = _Look(path, book, store, court)
        return tuple(_guarded(name, looked) for name in CHECKS)


class Clerk:
    """Looks at a copy as the clerk of one court would: fills `roles.Clerk`."""

    def __init__(self, court: Court) -> None:
        self._court = court
        self.digest = court.digest
        self.limit = court.limit
        """Bytes of the largest file the court takes; None when that is not known."""
        self.aim = None if court.limit is None else int(NEAR_LIMIT * court.limit)
        """Bytes that the files have into which a larger one is split: the court's stamp adds a little."""

    def check(self, path: Path) -> tuple[Check, ...]:
        """Return the evidence of every check of a saved copy."""
        return preflight(path, self._court)

    def advice(self, checks: Sequence[Check]) -> tuple[str, ...]:
        """Return a code for each check that passed with advice."""
        return tuple(check.reason for check in checks if is_warning(check))


def is_warning(check: Check) -> bool:
    """Tell whether a check passed with advice."""
    return check.passed and check.reason.startswith("warning:")


def _guarded(name: str, looked: _Look) -> Check:
    try:
        call: Callable[[], Check] = getattr(looked, name.partition(".")[0])
        return call()
    except Unread as unread:
        return failed(name, unread.code)
    except Exception as error:  # noqa: BLE001 - a check that breaks has failed
        return failed(name, type(error).__name__)


class _Look:
    """One method a check; pages are walked once."""

    def __init__(self, path: Path, book: Book, store: Store, court: Court) -> None:
        self._size = path.stat().st_size
        self._book = book
        self._store = store
        self._court = court
        self._beside: Counter[str] = Counter()
        for problem in beside(store):
            self._beside[problem.code] += problem.count
        self._pages = list(_walk(book))

    def opens(self) -> Check:
        pages = self._book.page_count
        same = pages == len(self._store.pages) and pages > 0
        return Check("opens.v1", passed=same, counts={"pages": pages}, reason="" if same else "page_count")

    def no_script(self) -> Check:
        return self._none("no_script.v1", ACTIVE, "active_content")

    def no_attachment(self) -> Check:
        return self._none("no_attachment.v1", ("attachment",), "attachment")

    def no_media(self) -> Check:
        return self._none("no_media.v1", ("media",), "media")

    def no_encryption(self) -> Check:
        return self._none("no_encryption.v1", ("encrypted",), "encrypted")

    def forms(self) -> Check:
        return self._by_court("forms.v1", ("form_field", "xfa_form"), self._court.forms, "form_fields")

    def links(self) -> Check:
        return self._by_court("links.v1", ("link",), self._court.links, "links")

    def fonts_embedded(self) -> Check:
        strict = self._court.pdfa == "required"
        fonts = list(_fonts(self._store))
        bare = [font for font in fonts if not _embedded(font)]
        missing = [font for font in bare if strict or not _standard(font)]
        counts = {"fonts": len(fonts), "standard": len(bare) - len(missing), "missing": len(missing)}
        return Check("fonts_embedded.v1", passed=not missing, counts=counts, reason="not_embedded" if missing else "")

    def searchable(self) -> Check:
        silent = tuple(number for number, page in enumerate(self._pages) if page.scan and not page.words)
        counts = {"pages": len(self._pages), "without_text": len(silent)}
        if not silent:
            return Check("searchable.v1", passed=True, counts=counts)
        needed = self._court.searchable == "required"
        reason = "not_searchable" if needed else "warning:not_searchable"
        return Check("searchable.v1", passed=not needed, counts=counts, reason=reason, pages=silent)

    def size(self) -> Check:
        limit = self._court.max_mb
        counts = {"bytes": self._size}
        if limit is None:
            return Check("size.v1", passed=True, counts=counts, reason="warning:limit_unknown")
        over = self._size > limit * MEGABYTE
        near = self._size > NEAR_LIMIT * limit * MEGABYTE
        reason = "over_limit" if over else "warning:near_limit" if near else ""
        return Check("size.v1", passed=not over, counts={**counts, "limit": int(limit * MEGABYTE)}, reason=reason)

    def page_size(self) -> Check:
        odd = tuple(number for number, page in enumerate(self._pages) if not page.letter)
        needed = bool(odd) and self._court.letter == "required"
        reason = ("not_letter" if needed else "warning:not_letter") if odd else ""
        return Check("page_size.v1", passed=not needed, counts={"pages": len(self._pages)}, reason=reason, pages=odd)

    def stamp_band(self) -> Check:
        inked = tuple(number for number, page in enumerate(self._pages) if page.stamped)
        reason = "warning:ink_in_stamp_band" if inked else ""
        return Check("stamp_band.v1", passed=True, counts={"pages": len(self._pages)}, reason=reason, pages=inked)

    def pdfa(self) -> Check:
        metadata = self._store.pdf.Root.get(Name.Metadata)
        claims = isinstance(metadata, pikepdf.Stream) and b"pdfaid" in metadata.read_bytes()
        counts = {"claims": int(claims)}
        if claims or self._court.pdfa == "unknown":
            return Check("pdfa.v1", passed=True, counts=counts)
        needed = self._court.pdfa == "required"
        reason = "not_pdfa" if needed else "warning:not_pdfa"
        return Check("pdfa.v1", passed=not needed, counts=counts, reason=reason)

    def _none(self, name: str, codes: tuple[str, ...], reason: str) -> Check:
        count = sum(self._beside[code] for code in codes)
        return Check(name, passed=not count, counts={"found": count}, reason=reason if count else "")

    def _by_court(self, name: str, codes: tuple[str, ...], rule: str, reason: str) -> Check:
        count = sum(self._beside[code] for code in codes)
        if not count or rule == "accepted":
            return Check(name, passed=True, counts={"found": count})
        refused = rule == "rejected"
        return Check(
            name, passed=not refused, counts={"found": count}, reason=reason if refused else f"warning:{reason}"
        )


class _Seen:
    """What was seen of one page."""

    __slots__ = ("letter", "scan", "stamped", "words")

    def __init__(self, leaf: Leaf) -> None:
        self.words = sum(char.isalnum() for char in leaf.text)
        area = leaf.width * leaf.height
        self.scan = any(
            item.sort is Sort.IMAGE and (item.rect[2] - item.rect[0]) * (item.rect[3] - item.rect[1]) > PICTURE * area
            for item in items(leaf)
        )
        self.letter = leaf.rotation == 0 and all(
            abs(side - wanted) <= LETTER_SLACK for side, wanted in zip((leaf.width, leaf.height), LETTER, strict=True)
        )
        rows, columns = leaf.shape(50)
        band = leaf.render(rows, columns)[: max(1, round(STAMP_BAND / leaf.height * rows)), :, :3]
        self.stamped = bool(np.any(band < 200))


def _walk(book: Book) -> Iterator[_Seen]:
    for number in range(book.page_count):
        with book.leaf(number) as leaf:
            yield _Seen(leaf)


def _fonts(store: Store) -> Iterator[pikepdf.Dictionary]:
    """Yield the fonts that a page can name; the parts of composite fonts stand for themselves."""
    for thing in store.things:
        if isinstance(thing, pikepdf.Dictionary) and thing.get(Name.Type) == Name.Font:
            yield thing


def _embedded(font: pikepdf.Dictionary) -> bool:
    kind = font.get(Name.Subtype)
    if kind in (Name.Type3, Name.Type0):
        return True  # drawn by the file itself, or embedded by its descendant
    descriptor = font.get(Name.FontDescriptor)
    return isinstance(descriptor, pikepdf.Dictionary) and any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )


def _standard(font: pikepdf.Dictionary) -> bool:
    """Tell whether a font is one of the fourteen that every reader has."""
    return str(font.get(Name.BaseFont)) in VALUES
