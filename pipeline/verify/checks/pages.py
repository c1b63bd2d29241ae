"""The saved bytes are the ones that were vouched for, with all pages in their visible size."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.nouns import Check
from pipeline.verify.evidence import Papers, Tally
from pipeline.verify.sheet import Sheet

SIZE_SLACK = 0.6
"""Points by which a page's width or height may differ: a crop box in fractions, rounded."""


class SavedBytes:
    """The bytes on disk have the digests that draft and normal form were handed over with."""

    name = "saved_bytes.v1"

    def run(self, papers: Papers) -> Check:
        """Return the evidence."""
        tally = Tally(self.name)
        case = papers.case
        for what, path, digest in (
            ("draft", case.draft.path, case.draft.sha256),
            ("normal_form", case.normal.path, case.normal.sha256),
            ("source", case.filing.path, case.filing.sha256),
        ):
            tally.saw("files")
            if _digest(path) != digest:
                tally.fail(f"{what}_changed")
        return tally.check("files")


class Pages:
    """No page is lost, added or resized, and each is plain: upright, from the origin, uncropped.

    Sizes are compared with what a reader of the source shows: its rotation, crop
    box and user unit applied.
    """

    name = "pages.v1"

    def __init__(self, counts: tuple[int, int, int, int]) -> None:
        """Take the page counts of source, filing, normal form and draft."""
        self._tally = Tally(self.name)
        for name, count in zip(("source", "accepted", "normal_form", "draft"), counts, strict=True):
            self._tally.saw(f"pages_{name}", count)
        if len(set(counts)) > 1:
            self._tally.fail("page_count")

    def look(self, sheet: Sheet) -> None:
        """Look at one page."""
        self._tally.saw("pages")
        draft = sheet.draft
        for other, reason in ((sheet.normal, "size_differs_from_normal"), (sheet.source, "size_differs_from_source")):
            unit = sheet.user_unit if other is sheet.source else 1.0
            if (
                abs(draft.width - other.width * unit) > SIZE_SLACK
                or abs(draft.height - other.height * unit) > SIZE_SLACK
            ):
                self._tally.fail(reason, sheet.number)
        for leaf in (draft, sheet.normal):
            box = leaf.media_box()
            if leaf.rotation or box is None or max(abs(box[0]), abs(box[1])) > 0.01:
                self._tally.fail("not_plain", sheet.number)
            elif abs(box[2] - leaf.width) > 0.01 or abs(box[3] - leaf.height) > 0.01:
                self._tally.fail("cropped", sheet.number)

    def check(self) -> Check:
        """Return the evidence of all pages."""
        return self._tally.check("pages")


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while block := source.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
