"""Runs every pattern of the detect room over texts that make bad patterns explode; says first what it is about to do.

`python -m tests.detect.pump` prints one line before each pattern, so that whoever kills it knows which one hung.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import sys
from collections.abc import Iterator
from typing import Any

import pipeline.detect

LENGTH = 600
"""Characters: what takes the square of them is done in a blink, what takes their exponential never is."""

UNITS = [
    *"1xAa -—.,:@#/()_|*\t\n\u00e9\u2019",
    *(
        "0-",
        "1 ",
        "1.",
        "1,",
        "(1)",
        "X-",
        "Aa ",
        "A. ",
        "a-",
        "Ab-",
        "Ab, ",
        "\n\t",
        "'s ",
        "a@",
        "a.",
        "$1,",
        "1/",
        "no. ",
    ),
    *("born ", "May ", "of the ", "Street ", "1 Elm St, ", "v. ", "and ", "REDACTED ", "Roe, "),
]
"""What the texts repeat."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns that the modules of the detect room compile on import, with where they stand."""
    seen: set[str] = set()
    for module in sorted(pkgutil.walk_packages(pipeline.detect.__path__, "pipeline.detect."), key=lambda m: m.name):
        for name, value in sorted(vars(importlib.import_module(module.name)).items()):
            for pattern in _inside(value):
                if pattern.pattern not in seen:
                    seen.add(pattern.pattern)
                    yield f"{module.name}.{name}", pattern


def _inside(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _inside(item)
    elif isinstance(value, dict):
        yield from _inside(list(value.values()))


def texts(pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield pumped texts, some of them of the pattern's own words, each with an end that lets nothing match."""
    dice = random.Random(pattern.pattern)  # the same texts each time
    words = sorted(set(re.findall(r"[A-Za-z]{2,12}", pattern.pattern))) or ["x"]
    for unit in UNITS:
        yield unit * (LENGTH // len(unit)) + "\0"
    for _ in range(12):
        head, unit = dice.choice(words), " ".join(dice.choices(words, k=dice.randint(1, 3)))
        between = dice.choice(["", " ", ", ", "-", ": 1 "])
        yield head + " " + (unit + between) * (LENGTH // len(unit + between)) + "\0"
        mixed = "".join(dice.choices(UNITS, k=dice.randint(2, 4)))
        yield head + mixed * (LENGTH // len(mixed)) + "\0"


def main() -> None:
    for name, pattern in patterns():
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        for text in texts(pattern):
            for _ in pattern.finditer(text):
                pass
            pattern.match(text)
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main()
