"""Proves that a volume holds the pages of a proven draft, to the letter and the pixel, and nothing beside them."""

from __future__ import annotations

import numpy as np

from pipeline.digest import digest_of
from pipeline.nouns import Check, Draft, Volume
from pipeline.verify.book import Book
from pipeline.verify.evidence import Tally

NAME = "volume_pages.v1"


def same_pages(draft: Draft, volume: Volume) -> Check:
    """Compare each page of a volume with the draft's as the second reader reads and paints them."""
    tally = Tally(NAME)
    for what, one in (("draft", draft), ("volume", volume.draft)):
        if digest_of(one.path) != one.sha256:
            tally.fail(f"{what}_changed")
    with Book(draft.path) as whole, Book(volume.draft.path) as part:
        if part.page_count != volume.pages or volume.first + volume.pages > whole.page_count:
            tally.fail("page_count")
            return tally.check("pages")
        for number in range(volume.pages):
            tally.saw("pages")
            with whole.leaf(volume.first + number) as before, part.leaf(number) as after:
                if (before.width, before.height, before.rotation) != (after.width, after.height, after.rotation):
                    tally.fail("size_differs", number)
                elif before.text != after.text:
                    tally.fail("text_differs", number)
                elif not np.array_equal(before.render(*before.shape()), after.render(*after.shape())):
                    tally.fail("picture_differs", number)
    return tally.check("pages")
