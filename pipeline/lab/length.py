"""Measures how the time of detection grows with a filing's length; it looks at no answer."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle

from pipeline.lab.court import make
from pipeline.lab.measure import WARM, System

PAGE = 300
"""Words of a page: a double-spaced pleading has some 280, a report 400."""

PAGES = (10, 100)
FULL = 1000
"""Pages of the long filing, which takes minutes with a stock system."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One filing of a length."""

    pages: int
    seconds: float
    """Processor seconds of all threads."""

    @property
    def per_page(self) -> float:
        """Milliseconds a page."""
        return 1000 * self.seconds / self.pages


def filing(pages: int) -> str:
    """Return an invented filing of about so many pages: papers of the training side, one after another."""
    return " ".join(" ".join(words) for words in _taken(pages * PAGE)).replace(" \n", "\n")


def _taken(count: int) -> Iterator[list[str]]:
    left = count
    for number in cycle(range(2000)):
        words = make.paper(make.EVAL_SEED, "train", number).text.split(" ")
        yield words[:left]
        left -= len(words)
        if left <= 0:
            return


def timed(system: System, lengths: Iterable[int] = PAGES) -> tuple[Timed, ...]:
    """Return the time of one filing of each length; loading is not counted."""
    system(WARM)
    found = []
    for pages in lengths:
        text = filing(pages)
        began = time.process_time()
        system(text)
        found.append(Timed(pages, time.process_time() - began))
    return tuple(found)
