"""The gold of a sample filing: what stands on the paper and what a policy must do with it.

A gold file lists items. An item is a text as a reader sees it; for each policy it names an
action, and what of the text is left. A policy that an item does not name keeps it.
Everything that no item burns must be readable in the output, to the word.

    [[item]]
    value = "4417 Larkspur Lane, Bakersfield, California 93306"
    kind = "ADDRESS"
    role = "home"
    count = 1                                       places on the paper, also inside longer items
    why = "..."                                     the reason of a doubtful call
    "private, edcal-lr140" = { action = "city_state", left = ["Bakersfield, California"] }
    every = "full"                                  short for { action = "full" }, under every policy

`left` must be readable, `may` need not be, `shown` is printed on the box. The action `open`
asserts nothing: reasonable filers differ there.
"""

from __future__ import annotations

import io
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf

from tests.readers import count, folded, ocr_text, pattern, pdfium_text

FOLDER = Path(__file__).resolve().parents[2] / "sample_filings"

KEEP, MAY, BURN = 0, 1, 2

NOTHING_BURNED = ("keep", "advise", "open")

TITLE = re.compile(r"(?:Mr|Mrs|Ms|MS|Dr|Judge|Estate of)\.?\s$")
"""Before a burned name it may go with the name: no reader is the wiser."""

WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Rule:
    """What one policy does with an item."""

    action: str
    left: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    shown: str = ""


@dataclass(frozen=True)
class Item:
    """One text on the paper."""

    value: str
    kind: str
    role: str
    count: int
    rules: Mapping[str, Rule]

    def rule(self, policy: str) -> Rule:
        """Return what a policy does with it."""
        return self.rules.get(policy) or self.rules.get("every") or Rule("keep")


@dataclass(frozen=True)
class Gold:
    """The gold of one sample."""

    name: str
    pages: int
    scanned: bool
    policies: tuple[str, ...]
    boxes: int | None
    """The exact number of boxes, where that is certain (a clean paper: 0)."""
    keep: tuple[str, ...]
    beside: tuple[str, ...]
    """Texts beside the pages, which no output holds."""
    items: tuple[Item, ...]

    @property
    def path(self) -> Path:
        """The PDF."""
        return FOLDER / f"{self.name}.pdf"


def names() -> list[str]:
    """Return the names of all samples that have gold."""
    return sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "ruff")


@cache
def load(name: str) -> Gold:
    """Read the gold of a sample."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        table = tomllib.load(file)
    return Gold(
        name=name,
        pages=table["pages"],
        scanned=table.get("scanned", False),
        policies=tuple(table["policies"]),
        boxes=table.get("boxes"),
        keep=tuple(table["keep"]),
        beside=tuple(table.get("beside", ())),
        items=tuple(_item(row) for row in table.get("item", ())),
    )


def _item(row: dict[str, Any]) -> Item:
    known = {"value", "kind", "role", "count", "why"}
    rules = {}
    for key, rule in row.items():
        if key not in known:
            parts = (
                {"action": rule}
                if isinstance(rule, str)
                else {k: tuple(v) if isinstance(v, list) else v for k, v in rule.items()}
            )
            rules |= {policy.strip(): Rule(**parts) for policy in key.split(",")}
    return Item(row["value"], row["kind"], row.get("role", "none"), row.get("count", -1), rules)


@cache
def paper(name: str) -> str:
    """Return what a reader sees on a sample, folded: fields and printed annotations are part of the page."""
    if load(name).scanned:
        return folded(ocr_text(load(name).path.read_bytes()))
    with pymupdf.open(load(name).path) as doc:
        for page in doc:
            for annot in list(page.annots(types=[pymupdf.PDF_ANNOT_TEXT, pymupdf.PDF_ANNOT_POPUP])):
                page.delete_annot(annot)
        doc.bake()
        out = io.BytesIO()
        doc.save(out)
    return folded(pdfium_text(out.getvalue()))


@dataclass(frozen=True)
class Fate:
    """What must become of the text of a sample under a policy."""

    text: str
    marks: bytes
    """KEEP, MAY or BURN for each character."""

    @classmethod
    def of(cls, name: str, policy: str) -> Fate:
        """Work out the fate of every character."""
        text = paper(name)
        marks = bytearray(len(text))
        for item in load(name).items:
            rule = item.rule(policy)
            if rule.action in ("keep", "advise"):
                continue
            for match in pattern(folded(item.value)).finditer(text):
                for at, mark in _marked(item, rule, match):
                    marks[at] = max(marks[at], mark)
        return cls(text, bytes(marks))

    def words(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """Count the words that must stay, that may stay, and that must go."""
        counts: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
        for match in WORD.finditer(self.text):
            counts[max(self.marks[match.start() : match.end()])][match.group()] += 1
            if len(set(self.marks[match.start() : match.end()])) > 1:
                # the last four digits of `90210-004417` must stand as a word of their own once the rest is burned
                for piece in re.finditer(rb"\x00+", self.marks[match.start() : match.end()]):
                    counts[KEEP][match.group()[piece.start() : piece.end()]] += 1
        return counts

    def kept(self, piece: str) -> int:
        """Count the places of a text that nothing burned touches."""
        found = pattern(folded(piece)).finditer(self.text)
        return sum(1 for match in found if max(self.marks[match.start() : match.end()]) == KEEP)

    def burned(self) -> Iterator[str]:
        """Yield each burned stretch as a reader sees it, without the punctuation at its ends."""
        for match in re.finditer(rb"\x02+", self.marks):
            piece = self.text[match.start() : match.end()].strip(" ,.;:()'\"")
            if piece:
                yield piece


def _marked(item: Item, rule: Rule, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield (place, mark) for the characters under one place of an item."""
    text, start = match.string, match.start()
    fate = dict.fromkeys(range(start, match.end()), MAY if rule.action == "open" else BURN)
    for group in range(1, (match.re.groups or 0) + 1):
        if match.group(group):
            fate |= dict.fromkeys(range(*match.span(group)), KEEP)
    for pieces, mark in ((rule.left, KEEP), (rule.may, MAY)):
        for piece in pieces:
            fate |= dict.fromkeys(_last(piece, match), mark)
    if item.kind == "PERSON":
        title = TITLE.search(text, max(0, start - 12), start)
        if title:
            fate |= dict.fromkeys(range(title.start(), start), MAY)
        if text[match.end() :].startswith("'s"):
            fate |= dict.fromkeys(range(match.end(), match.end() + 2), MAY)
    yield from fate.items()


def _last(piece: str, match: re.Match[str]) -> range:
    """Return where a piece of an item stands for the last time under one place of it."""
    body = r"\s(?:\d{1,2}\s)?".join(re.escape(word) for word in folded(piece).split())
    *_, last = re.finditer(body, match.group())
    return range(match.start() + last.start(), match.start() + last.end())


def stands(name: str, value: str) -> int:
    """Count the places of a text on a sample."""
    return count(paper(name), value)
