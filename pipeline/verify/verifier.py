"""Proves a draft from its saved bytes: opens every file once, walks the pages once, and asks each check.

    source ─┐
    normal ─┼─ page by page ─→ page checks ─┐
    draft  ─┘                               ├─→ evidence
            └─ objects, bytes ─→ file checks┘

A check that could not look has failed, with `not_checked:` and a code; nothing
is raised for what is found, and no evidence holds a word.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from pikepdf import Name

from pipeline.nouns import Check, Draft, Filing, NormalForm, Reading, Secret, Volume
from pipeline.verify.book import Book, Unread
from pipeline.verify.checks.alike import SecondReading
from pipeline.verify.checks.beneath import Beneath, ImagesUnderMarks
from pipeline.verify.checks.glyphs import GlyphInventory
from pipeline.verify.checks.layer import TextLayer
from pipeline.verify.checks.masks import MasksUnderMarks
from pipeline.verify.checks.objects import SecretsInObjects
from pipeline.verify.checks.outside import TextOutsideMarks
from pipeline.verify.checks.pages import Pages, SavedBytes
from pipeline.verify.checks.pictures import SecretsInPictures
from pipeline.verify.checks.pixels import PixelsOutsideMarks, PixelsUnderMarks
from pipeline.verify.checks.structure import Structure
from pipeline.verify.checks.under import Overlays, TextUnderMarks
from pipeline.verify.checks.veiled import NothingVeiled
from pipeline.verify.checks.words import SecretsOnPages
from pipeline.verify.evidence import Case, FileCheck, Papers, failed
from pipeline.verify.sheet import PageCheck, Sheet
from pipeline.verify.store import Store, inherited
from pipeline.verify.volume import NAME as VOLUME
from pipeline.verify.volume import same_pages

log = logging.getLogger(__name__)

PAGE_CHECKS: tuple[Callable[[], PageCheck], ...] = (
    TextUnderMarks,
    TextOutsideMarks,
    Overlays,
    PixelsUnderMarks,
    PixelsOutsideMarks,
    ImagesUnderMarks,
    SecretsInPictures,
    Beneath,
    NothingVeiled,
    TextLayer,
    SecondReading,
)
"""Made anew for each filing; each looks at every page in turn, after those before it."""

FILE_CHECKS: tuple[Callable[[], FileCheck], ...] = (
    SavedBytes,
    MasksUnderMarks,
    SecretsOnPages,
    SecretsInObjects,
    Structure,
    GlyphInventory,
)
"""Run once, after the pages were read."""

VOLUME_CHECKS: tuple[Callable[[], FileCheck], ...] = (SecretsInObjects, Structure)
"""Run for each volume of a proven draft; what is on its pages is compared with the draft's."""


class PdfVerifier:
    """The second reader: fills `roles.Verifier`."""

    def verify(
        self, filing: Filing, normal: NormalForm, reading: Reading, draft: Draft, secrets: Sequence[Secret]
    ) -> tuple[Check, ...]:
        """Return the evidence of every check, passed or not."""
        case = Case(filing=filing, normal=normal, reading=reading, draft=draft, secrets=tuple(secrets))
        papers = Papers(case)
        try:
            return (*_pages(case, papers), *(_file(check(), papers) for check in FILE_CHECKS))
        finally:
            papers.close()

    def verify_volume(
        self,
        filing: Filing,
        normal: NormalForm,
        reading: Reading,
        draft: Draft,
        volume: Volume,
        secrets: Sequence[Secret],
    ) -> tuple[Check, ...]:
        """Return evidence that a volume holds the pages of a draft that is proven, and nothing beside them."""
        case = Case(filing=filing, normal=normal, reading=reading, draft=volume.draft, secrets=tuple(secrets))
        papers = Papers(case)
        try:
            pages = same_pages(draft, volume)
        except Exception as error:  # noqa: BLE001 - see `_file`
            pages = failed(VOLUME, _code(error))
        try:
            return (pages, *(_file(check(), papers) for check in VOLUME_CHECKS))
        finally:
            papers.close()


def _file(check: FileCheck, papers: Papers) -> Check:
    try:
        return check.run(papers)
    except Exception as error:  # noqa: BLE001 - the one guarded place: a check that breaks has failed
        return failed(check.name, _code(error))


def _pages(case: Case, papers: Papers) -> tuple[Check, ...]:
    """Walk the pages of draft, normal form and source side by side."""
    names = (Pages.name, *(check().name for check in PAGE_CHECKS))
    try:
        with _opened(case) as (draft, normal, source, units):
            pages = Pages((source.page_count, case.filing.page_count, normal.page_count, draft.page_count))
            running = _Running([pages, *(check() for check in PAGE_CHECKS)])
            for number in range(min(draft.page_count, normal.page_count, source.page_count)):
                marks = tuple(mark for mark in case.draft.marks if mark.page == number)
                with draft.leaf(number) as a, normal.leaf(number) as b, source.leaf(number) as c:
                    sheet = Sheet(a, b, c, marks=marks, flattened=number in case.draft.flattened)
                    sheet.user_unit = units[number] if number < len(units) else 1.0
                    sheet.page = case.reading.pages[number] if number < len(case.reading.pages) else None
                    sheet.denied = sheet.page is not None and sheet.page.denied
                    sheet.layered = sheet.denied or number in case.draft.layered
                    sheet.secrets = case.secrets
                    running.look(sheet)
                    papers.texts.append(sheet.text)
            stray = sum(not 0 <= mark.page < draft.page_count for mark in case.draft.marks)
            return running.evidence(stray)
    except Exception as error:  # noqa: BLE001 - see `_file`
        return tuple(failed(name, _code(error)) for name in names)


@contextmanager
def _opened(case: Case) -> Iterator[tuple[Book, Book, Book, list[float]]]:
    with ExitStack() as stack:
        draft = stack.enter_context(Book(case.draft.path))
        normal = stack.enter_context(Book(case.normal.path))
        password = case.filing.password
        source = stack.enter_context(Book(case.filing.path, password=password, forms=True))
        yield draft, normal, source, _user_units(case)


def _user_units(case: Case) -> list[float]:
    """Return the user unit of each page of the source; pdfium does not tell it."""
    try:
        store = Store(case.filing.path, password=case.filing.password)
    except Unread:
        return []
    try:
        return [float(inherited(page, Name.UserUnit) or 1) for page in store.pages]
    finally:
        store.close()


class _Running:
    """The page checks of one filing, and those that broke."""

    def __init__(self, checks: list[PageCheck]) -> None:
        self._checks = checks
        self._broken: dict[str, str] = {}

    def look(self, sheet: Sheet) -> None:
        for check in self._checks:
            if check.name in self._broken:
                continue
            try:
                check.look(sheet)
            except Exception as error:  # noqa: BLE001 - see `_file`
                self._broken[check.name] = f"{_code(error)}:page_{sheet.number + 1}"

    def evidence(self, stray: int) -> tuple[Check, ...]:
        """Return all evidence; `stray` marks lie on no page, so that nothing could be looked at there."""
        found = []
        for check in self._checks:
            if check.name in self._broken:
                found.append(failed(check.name, self._broken[check.name]))
            elif stray:
                found.append(failed(check.name, "mark_on_no_page"))
            else:
                found.append(check.check())
        return tuple(found)


def _code(error: Exception) -> str:
    """Return a word for what went wrong: the class of an exception, never its text."""
    log.debug("a check broke with %s", type(error).__name__)
    return error.code if isinstance(error, Unread) else type(error).__name__
