"""Tells whether a file may take the place of a paper that was filed: the same paper, and only the boxes differ."""

from __future__ import annotations

from pathlib import Path

from pipeline.nouns import Check
from pipeline.verify.book import Book, Unread
from pipeline.verify.compare import compare
from pipeline.verify.inspect import clean, inspect

NAME = "replacement.v1"


def replacement(path: Path, filed: Path) -> Check:
    """Return evidence that `path` is `filed` with more boxes and nothing else changed, and that the boxes hold.

    Pages must be as many and as large, alike outside the boxes in words and pixels, and what the boxes cover must
    stand nowhere in the file. A copy of `filed` that the court has stamped differs by the stamp: give the paper as
    it was sent.
    """
    try:
        with Book(path, forms=True) as book, Book(filed, forms=True) as before:
            pages = book.page_count
            problems, boxes = compare(book, before)
    except Unread as unread:
        return Check(NAME, passed=False, reason=f"not_checked:{unread.code}")
    counts = {"pages": pages, "boxes": len(boxes)}
    if problems:
        where = tuple(sorted({p.page for p in problems if p.page is not None}))
        return Check(NAME, passed=False, counts=counts, reason=problems[0].code, pages=where)
    if not boxes:
        return Check(NAME, passed=False, counts=counts, reason="no_new_box")
    worse = [p for p in inspect(path, original=filed) if not clean((p,))]
    if worse:
        return Check(NAME, passed=False, counts=counts, reason=worse[0].code)
    return Check(NAME, passed=True, counts=counts)
