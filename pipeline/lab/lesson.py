"""Gathers what the model learns from: invented papers, and openly licensed text where it is there.

It takes no document that any figure is measured on: `held_out` tells which those are.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random

from pipeline.detect.chunk import chunks
from pipeline.lab import corpus
from pipeline.lab.corpus import IGNORE, Document
from pipeline.lab.court.make import paper
from pipeline.lab.court.person import person
from pipeline.lab.court.sheet import Edit, Sheet
from pipeline.lab.court.slot import templates

TRAIN_SEED = 1215

PAPERS = 10_000
"""Invented papers: some 1.6 million words."""

RAW = 0.15
"""Share of papers that the model reads with their line ends and gutter numbers, as `detect.plain` may leave them."""

BLUR = (0.0, 0.0, 0.1, 0.25)
"""Shares of small words that are exchanged, one of them for each invented paper."""

SWAPS = 2
"""How often outside text is read again with invented names."""

LABELS = {"PERSON": "PERSON", "ADDRESS": "ADDRESS", "ORG": "ORG", "LOCATION": "GPE", "GPE": "GPE"}
"""Gold types that the model learns, and their labels. ORG and GPE teach it what is no person and no address."""

TITLE = re.compile(
    r"(?:mr|mrs|ms|miss|dr|prof|sir|hon|judge|justice|shri|smt|advocate|adv|sri|kumari)\b\.?\s+|the\s+", re.IGNORECASE
)
"""What some corpora count as part of a name and others do not: never, here."""


@dataclass(frozen=True, slots=True)
class Source:
    """One outside corpus that may be learned from."""

    file: str
    licence: str
    origin: str
    times: int = 1
    """How often it is read in one round."""
    people: bool = True
    """Whether it is read again with other names in it."""


SOURCES = (
    Source("tab_train.jsonl", "MIT", "Text Anonymization Benchmark, NorskRegnesentral", 2),
    Source("wikigold.jsonl", "CC BY 4.0", "Wikigold, Balasuriya et al. 2009", 2),
    Source("gum_court.jsonl", "CC BY 4.0", "GUM and GENTLE corpora, Zeldes et al.", 3),
    Source("inlegal_dev.jsonl", "Apache-2.0", "Indian legal NER, Legal-NLP-EkStep", 2),
    Source("us_addresses.jsonl", "MIT and NCSA", "datamade/usaddress", 4, people=False),
    Source("presidio_synth_v2.jsonl", "MIT", "microsoft/presidio-research"),
)
"""Corpora whose licence lets weights be given away."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text as short as the detector reads at once, with its spans."""

    text: str = field(repr=False)
    spans: tuple[tuple[int, int, str], ...]
    missing: tuple[tuple[int, int], ...] = ()
    """Spans of which nobody knows what they are."""


def data_folder(named: Path | None = None) -> Path | None:
    """Return the folder of the outside corpora, `named` or `../shared/data` beside the repository; None without one."""
    folder = named or Path(__file__).resolve().parents[2].parent / "shared" / "data"
    return folder if folder.is_dir() else None


def held_out(name: str, document: Document) -> bool:
    """Tell whether a document is for measuring only: half of the addresses, a tenth of the other corpora."""
    share = 2 if name == "us_addresses.jsonl" else 10
    return zlib.crc32(f"{name}/{document.id}".encode()) % share == 0


def pieces(*, papers: int = PAPERS, folder: Path | None = None) -> list[Piece]:
    """Return all pieces in a fixed, shuffled order."""
    found = list(_invented(papers))
    for source in SOURCES if folder else ():
        if folder and (folder / source.file).is_file():
            documents = corpus.read(folder / source.file)
            learned = [p for d in documents if not held_out(source.file, d) for p in cut(d)]
            found += learned * source.times
            for turn in range(SWAPS if source.people else 0):
                rng = Random(f"{source.file}/{turn}")
                found += [p for d in documents if not held_out(source.file, d) for p in cut(swapped(d, rng))]
    Random(TRAIN_SEED).shuffle(found)
    return found


def _invented(count: int) -> Iterator[Piece]:
    for i in range(count):
        rng = Random(i)
        sheet = paper(TRAIN_SEED, "train", i)
        if rng.random() >= RAW:
            sheet = sheet.flowed()
        yield from cut(blurred(sheet, rng, rate=rng.choice(BLUR)).document(str(i)))


def blurred(sheet: Sheet, rng: Random, *, rate: float) -> Sheet:
    """Put other small words for a share `rate` of the small words outside marks.

    Templates are few and papers are many: without it the model learns the templates by heart instead of names.
    """
    if not rate:
        return sheet
    words, marked = _small_words(), {i for m in sheet.marks for i in range(m.start, m.end)}
    found = re.finditer(r"\b[a-z]{3,}\b", sheet.text)
    return sheet.edited(
        Edit(m.start(), len(m[0]), rng.choice(words)) for m in found if rng.random() < rate and m.start() not in marked
    )


@cache
def _small_words() -> tuple[str, ...]:
    texts = (text for section in templates("train").values() for text in section)
    return tuple(sorted({w for text in texts for w in re.findall(r"(?<![{.\w])[a-z]{3,}\b", text)}))


def swapped(document: Document, rng: Random) -> Document:
    """Return a document with an invented name for each name of a person: real sentences, other people."""
    parts, golds, at, size = [], [], 0, 0
    for gold in sorted(document.golds, key=lambda g: g.start):
        if gold.start < at:
            continue
        shown = document.text[gold.start : gold.end]
        start = gold.start
        if gold.kind == "PERSON":
            start = _untitled(document.text, gold.start, gold.end)
            shown = _other_name(document.text[start : gold.end], rng)
        before = document.text[at:start]
        parts += [before, shown]
        size += len(before)
        golds.append(replace(gold, start=size, end=size + len(shown)))
        size += len(shown)
        at = gold.end
    return Document(document.id, "".join([*parts, document.text[at:]]), tuple(golds))


def _other_name(name: str, rng: Random) -> str:
    who = person(rng, "train")
    form = "last" if len(name.split()) == 1 else "ini" if re.match(r"\w\.", name) else "full"
    if form == "last" and rng.random() < 0.25:
        form = "first"
    other = who.form(form, rng)
    return other.upper() if name.isupper() and len(name) > 3 else other


def cut(document: Document) -> Iterator[Piece]:
    """Yield a document in pieces as the detector cuts them; a span over a cut is dropped with its words unknown."""
    for offset, text in chunks(document.text):
        inside = [g for g in document.golds if g.start < offset + len(text) and g.end > offset]
        spans, missing = [], []
        for gold in inside:
            label = LABELS.get(gold.kind)
            start, end = max(0, gold.start - offset), min(len(text), gold.end - offset)
            if gold.kind == IGNORE or gold.start < offset or gold.end > offset + len(text):
                missing.append((start, end))
            elif label:
                spans.append((_untitled(text, start, end) if label == "PERSON" else start, end, label))
        yield Piece(text, tuple(_apart(spans)), tuple(missing))


def _untitled(text: str, start: int, end: int) -> int:
    while (title := TITLE.match(text, start, end)) and title.end() < end:
        start = title.end()
    return start


def _apart(spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield spans that do not overlap: of two that do, the first and longer one."""
    last = 0
    for start, end, label in sorted(spans, key=lambda s: (s[0], -s[1])):
        if start >= last:
            yield start, end, label
            last = end
