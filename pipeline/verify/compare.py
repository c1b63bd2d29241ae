"""Compares a redacted file with its original, without knowing what was meant to be redacted.

The boxes that the redacted file has and the original has not are taken for its
redactions. What stood under them in the original must not stand anywhere in the
file's objects; outside them the pages must look alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.nouns import Secret
from pipeline.verify.art import Item, Rect, Sort, draw_mode, fill_colour, items
from pipeline.verify.book import Book, Leaf
from pipeline.verify.checks.pixels import FEW_BLOCKS, STEP_OF_HANDS, clumped, moved_ink, strays
from pipeline.verify.problem import Problem, Severity
from pipeline.verify.quad import cover

RIM = 3.0
"""Points around a box within which pixels may differ."""

NEAR = 1.0
"""Points within which two boxes are the same."""

SIZE_SLACK = 0.6
"""Points by which a page may differ in width or height."""


@dataclass(frozen=True, slots=True)
class Boxed:
    """A box that the original does not have."""

    page: int
    rect: Rect
    words: str
    """What stands there in the original. Never leaves the process."""

    def __repr__(self) -> str:
        return f"Boxed(page={self.page})"


def compare(book: Book, original: Book) -> tuple[list[Problem], list[Boxed]]:
    """Return how the pages differ outside of new boxes, and the new boxes."""
    problems: list[Problem] = []
    boxes: list[Boxed] = []
    if book.page_count != original.page_count:
        lost = abs(book.page_count - original.page_count)
        problems.append(Problem("page_count_differs", Severity.HIDDEN, count=lost))
    for number in range(min(book.page_count, original.page_count)):
        with book.leaf(number) as leaf, original.leaf(number) as before:
            new = list(_boxes(leaf, before))
            boxes += new
            problems += _page(leaf, before, [box.rect for box in new])
    return problems, boxes


def secrets(boxes: list[Boxed]) -> tuple[Secret, ...]:
    """Return what stood under boxes as values to hunt beside the pages."""
    return tuple(
        Secret(value=box.words, burned=(box.words,), decision=at, expected=0)
        for at, box in enumerate(boxes)
        if box.words.strip()
    )


def _boxes(leaf: Leaf, before: Leaf) -> Iterator[Boxed]:
    """Yield the filled, opaque paths that the original does not have, with the original's words under them."""
    known = [item.rect for item in items(before) if _opaque(item)]
    for item in items(leaf):
        if not _opaque(item) or any(max(abs(a - b) for a, b in zip(item.rect, r, strict=True)) < NEAR for r in known):
            continue
        x0, y0, x1, y1 = item.rect
        centres = before.chars.centres
        under = (centres[:, 0] >= x0) & (centres[:, 0] <= x1) & (centres[:, 1] >= y0) & (centres[:, 1] <= y1)
        index = before.chars.index[under]
        words = before.text[int(index[0]) : int(index[-1]) + 1] if len(index) else ""
        # a box over several columns takes in what lies between; then only its own characters are hunted
        if len(index) and len("".join(words.split())) != len(index):
            words = "".join(chr(code) for code in before.chars.codes[under])
        yield Boxed(leaf.number, item.rect, words)


def _opaque(item: Item) -> bool:
    if item.sort is not Sort.PATH or not draw_mode(item)[0]:
        return False
    colour = fill_colour(item)
    return colour is not None and colour[3] >= 250


def _page(leaf: Leaf, before: Leaf, rects: list[Rect]) -> Iterator[Problem]:
    if abs(leaf.width - before.width) > SIZE_SLACK or abs(leaf.height - before.height) > SIZE_SLACK:
        yield Problem("page_size_differs", Severity.HIDDEN, leaf.number)
        return
    shape = leaf.shape()
    scale = (shape[1] / leaf.width, shape[0] / leaf.height)
    ignore = np.zeros(shape, dtype=bool)
    for x0, y0, x1, y1 in rects:
        rows, columns, mask = cover((x0, y0, x1, y0, x0, y1, x1, y1), shape, scale, grow=RIM)
        ignore[rows, columns] |= mask
    one, two = leaf.render(*shape), before.render(*shape)
    count = clumped(*strays(one, two, ignore, step=STEP_OF_HANDS))
    if count or moved_ink(one, two, ignore) >= FEW_BLOCKS:
        yield Problem("differs_outside_boxes", Severity.HIDDEN, leaf.number, count=max(1, count))
