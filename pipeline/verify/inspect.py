"""Looks at any PDF for bad redactions and hidden data; it changes nothing and quotes nothing.

inspect(path)                          what is covered and still there, what is hidden, what stands beside the pages
inspect(path, original=before)         and what differs outside the boxes, what was boxed and is still in an object
inspect(path, values=(...))            and where given values stand
inspect(path, find=spans_of)           and what a callback finds in the text of each page
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.nouns import Secret
from pipeline.verify.aside import beside
from pipeline.verify.book import Book, Leaf, Unread
from pipeline.verify.checks.objects import in_objects
from pipeline.verify.compare import compare, secrets
from pipeline.verify.problem import Problem, Severity, clean
from pipeline.verify.sight import Sight
from pipeline.verify.store import Store
from pipeline.verify.veil import Veil
from pipeline.words import Folded

__all__ = ["Problem", "Severity", "clean", "inspect"]

Find = Callable[[str], Iterable[tuple[int, int]]]
"""Takes the text of a page and yields the spans (start, end) that must not stand there."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    values: tuple[str, ...]
    find: Find | None


def inspect(
    path: Path,
    *,
    password: str = "",
    original: Path | None = None,
    original_password: str = "",
    values: Sequence[str] = (),
    find: Find | None = None,
) -> tuple[Problem, ...]:
    """Return everything that was found, page by page, then what concerns the whole file.

    A file or a part that cannot be read is a problem of severity `unread`, never an exception.
    """
    problems: list[Problem] = []
    hunted = [Secret(value=value, burned=(), decision=-1, expected=0) for value in values]
    with ExitStack() as stack:
        try:
            book = stack.enter_context(Book(path, password=password, forms=True))
        except Unread as unread:
            return (Problem(f"not_checked:{unread.code}", Severity.UNREAD),)
        for number in range(book.page_count):
            problems += _page(book, number, _Wanted(tuple(values), find))
        if not book.page_count:
            problems.append(Problem("not_checked:no_page", Severity.UNREAD))
        if original is not None:
            try:
                before = stack.enter_context(Book(original, password=original_password, forms=True))
                found, boxes = compare(book, before)
                problems += found
                hunted += secrets(boxes)
            except Unread as unread:
                problems.append(Problem(f"not_checked:original_{unread.code}", Severity.UNREAD))
    problems += _objects(path, password, hunted)
    return tuple(problems)


def _page(book: Book, number: int, wanted: _Wanted) -> list[Problem]:
    """Look at one page; whatever breaks is a part that was not looked at."""
    problems: list[Problem] = []
    try:
        with book.leaf(number) as leaf:
            sight = Sight(leaf)
            problems += sight.problems()
            problems += Veil(sight).problems()
            problems += _protected(leaf, wanted)
    except Unread as unread:
        problems.append(Problem(f"not_checked:{unread.code}", Severity.UNREAD, number))
    except Exception as error:  # noqa: BLE001 - hostile input must not end the inspection of the other pages
        problems.append(Problem(f"not_checked:{type(error).__name__}", Severity.UNREAD, number))
    return problems


def _protected(leaf: Leaf, wanted: _Wanted) -> Iterator[Problem]:
    """Yield the places of wanted values among the words of a page."""
    spans: list[tuple[int, int]] = list(wanted.find(leaf.text)) if wanted.find else []
    if wanted.values:
        text = Folded(leaf.text)
        spans += [span for value in wanted.values for span in text.places(value)]
    for start, end in sorted(set(spans)):
        rows = np.flatnonzero((leaf.chars.index >= start) & (leaf.chars.index < end))
        boxes = leaf.chars.boxes[rows]
        rect = (*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist()) if len(rows) else None
        yield Problem("protected_value", Severity.LEAK, leaf.number, rect)


def _objects(path: Path, password: str, hunted: list[Secret]) -> list[Problem]:
    """Look beside the pages."""
    try:
        store = Store(path, password=password)
    except Unread as unread:
        return [Problem(f"not_checked:{unread.code}", Severity.UNREAD)]
    try:
        problems = beside(store)
        if hunted and (count := in_objects(store, hunted)):
            problems.append(Problem("protected_value_in_object", Severity.LEAK, count=count))
        return problems
    except Exception as error:  # noqa: BLE001 - hostile input must not end the inspection
        return [Problem(f"not_checked:{type(error).__name__}", Severity.UNREAD)]
    finally:
        store.close()
