"""Makes invented court papers from a seed: `papers(seed, side, count)`; the same seed gives the same text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from pipeline.lab.corpus import Document
from pipeline.lab.court import noise
from pipeline.lab.court.sheet import Mark, Sheet
from pipeline.lab.court.slot import Case, templates, wrapped

EVAL_SEED = 20261124
"""The seed of the committed evaluation text. Changing it changes every figure in the documentation."""

EVAL_COUNT = 1100
"""Papers in it: enough for at least 100 spans of each failure class."""

RECIPES: tuple[tuple[int, str, tuple[tuple[str, int, int], ...]], ...] = (
    (
        24,
        "pleading",
        (("caption", 1, 1), ("noise", 1, 2), ("prose", 4, 9), ("noise", 0, 3), ("sign", 1, 2), ("service", 0, 1)),
    ),
    (12, "order", (("caption", 1, 1), ("noise", 1, 2), ("prose", 3, 8), ("noise", 0, 2), ("sign", 1, 1))),
    (8, "docket", (("docket", 6, 14), ("noise", 0, 2))),
    (8, "matrix", (("matrix", 6, 14),)),
    (8, "police", (("police", 1, 3), ("prose", 0, 2))),
    (9, "depo", (("depo", 2, 4),)),
    (7, "email", (("email", 2, 4),)),
    (9, "form", (("form", 2, 5), ("noise", 0, 1))),
    (5, "medical", (("medical", 1, 3),)),
    (4, "bank", (("bank", 1, 3),)),
    (6, "letter", (("letter", 1, 2), ("prose", 1, 3))),
    (6, "service", (("service", 2, 4), ("sign", 1, 2))),
    (6, "list", (("list", 3, 7), ("noise", 0, 1))),
    (6, "noise", (("noise", 5, 12), ("prose", 1, 2))),
)
"""(share, layout, (kind of template, fewest, most) ...)."""

CLOSE = frozenset({"docket", "matrix", "list", "form"})
"""Layouts whose entries follow each other without an empty line, half of the time."""


def papers(seed: int, side: str, count: int) -> Iterator[Document]:
    """Yield invented papers as raw text, as tools extract it."""
    for i in range(count):
        yield paper(seed, side, i).document(f"{side}-{i}")


def evaluation() -> tuple[Document, ...]:
    """Return the committed evaluation text, made anew."""
    return tuple(papers(EVAL_SEED, "eval", EVAL_COUNT))


def paper(seed: int, side: str, number: int) -> Sheet:
    """Return one paper."""
    rng = Random(f"{seed}/{side}/{number}")
    case = Case(rng, side)
    layout, sheet = _compose(rng, case, side)
    sheet = case.settled(_printed(rng, sheet, layout, case))
    return Sheet(sheet.text, wrapped(sheet.text, sheet.marks))


def _compose(rng: Random, case: Case, side: str) -> tuple[str, Sheet]:
    _, layout, parts = rng.choices(RECIPES, weights=[share for share, _, _ in RECIPES])[0]
    kinds = templates(side)
    sheets: list[Sheet] = []
    for kind, fewest, most in parts:
        for template in _several(rng, kinds[kind], rng.randint(fewest, most)):
            name = "signature" if kind == "sign" else kind
            sheets.append(case.fill(template, layout=name))
    glue = "\n" if layout in CLOSE and rng.random() < 0.5 else "\n\n"
    whole = sheets[0]
    for sheet in sheets[1:]:
        whole = whole.plus(sheet, glue)
    return layout, whole


def _several(rng: Random, choices: tuple[str, ...], count: int) -> list[str]:
    """Return `count` templates; none twice before all were used."""
    picked: list[str] = []
    while len(picked) < count:
        picked += rng.sample(choices, min(len(choices), count - len(picked)))
    return picked


def _printed(rng: Random, sheet: Sheet, layout: str, case: Case) -> Sheet:
    """Return the sheet as it looks after printing and extraction."""
    roll = rng.random()
    if layout == "depo":
        sheet = noise.wrap(sheet, rng, width=rng.randrange(44, 62), hyphens=0.02)
        style = rng.choice(["prefix", "prefix", "dots", "alternate", ""])
        sheet = noise.gutter(sheet, rng, style=style, first=rng.randrange(1, 26)) if style else sheet
    elif (
        layout in ("pleading", "order", "letter", "police", "email", "medical", "service", "list", "noise")
        and roll < 0.8
    ):
        sheet = noise.wrap(sheet, rng, width=rng.randrange(52, 100), hyphens=rng.choice([0, 0.05, 0.3]))
        if layout in ("pleading", "order") and rng.random() < 0.55:
            style = rng.choice(["prefix", "prefix", "block", "alternate"])
            sheet = noise.gutter(sheet, rng, style=style) if style else sheet
            sheet = noise.stamps(sheet, rng, case=case.fill("{case}", layout=layout).text)
    if rng.random() < 0.3:
        sheet = noise.blanks(sheet, rng)
    if rng.random() < 0.08:
        sheet = noise.ocr(sheet, rng, rate=rng.choice([0.004, 0.01, 0.02]))
        sheet = Sheet(sheet.text, _tagged(sheet, "ocr"))
    if rng.random() < 0.1:
        sheet = noise.joined(sheet, rng, rate=rng.choice([0.05, 0.15, 0.4]))
    if rng.random() < 0.06:
        sheet = sheet.upper()
    return sheet


def _tagged(sheet: Sheet, name: str) -> tuple[Mark, ...]:
    return tuple(replace(mark, classes=(*mark.classes, name)) for mark in sheet.marks)
