"""Splits a draft by pages into files that are each small enough; it changes no page and refuses one too large alone."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pikepdf

from pipeline.errors import HeldError
from pipeline.nouns import Digest, Draft, Volume
from pipeline.redact.normalise import save


def split(draft: Draft, most: int, workdir: Path) -> tuple[Volume, ...]:
    """Write volumes of at most `most` bytes into `workdir`, in order of pages, each with as many as fit.

    Raises:
        HeldError: `page_too_large`, when one page alone has more.
    """
    volumes: list[Volume] = []
    with pikepdf.open(draft.path) as whole:
        first, count = 0, len(whole.pages)
        while first < count:
            path = workdir / f"volume-{len(volumes) + 1}.pdf"
            pages = _fitting(whole, first, most, path)
            marks = tuple(replace(m, page=m.page - first) for m in draft.marks if first <= m.page < first + pages)
            made = Draft(
                path=path,
                sha256=Digest(hashlib.sha256(path.read_bytes()).hexdigest()),
                marks=marks,
                flattened=tuple(n - first for n in draft.flattened if first <= n < first + pages),
            )
            volumes.append(Volume(draft=made, first=first, pages=pages))
            first += pages
    return tuple(volumes)


def _fitting(whole: pikepdf.Pdf, first: int, most: int, path: Path) -> int:
    """Write as many pages as fit, from `first` on, to `path`; return how many.

    Pages share fonts and pictures, so that only writing them tells their size: the number is searched by halving.
    """
    fits, over = 0, len(whole.pages) - first + 1
    while over - fits > 1:
        pages = (fits + over) // 2
        if _write(whole, first, pages, path) <= most:
            fits = pages
        else:
            over = pages
    if not fits:
        raise HeldError("one page alone is too large for the court", reason=f"page_too_large:page_{first + 1}")
    _write(whole, first, fits, path)
    return fits


def _write(whole: pikepdf.Pdf, first: int, pages: int, path: Path) -> int:
    with pikepdf.new() as target:
        target.pages.extend(whole.pages[first : first + pages])
        save(target, path)
    return path.stat().st_size
