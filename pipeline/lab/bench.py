"""Measures detection for `make bench-detect`: ours against stock Presidio, in one process, on one thread.

It runs over our own invented papers and probes, which are always there, and over outside corpora
where they are; it says which are not, and how time grows with length. No figure of it is ever
asserted by a test.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline import assemble, settings
from pipeline.lab import corpus, length, lesson, probe, table
from pipeline.lab.corpus import Document
from pipeline.lab.court import make
from pipeline.lab.evaluate import Evaluation
from pipeline.lab.measure import System, measure
from pipeline.lab.stock import stock
from pipeline.lab.system import ours
from pipeline.nouns import Job, Kind

OURS = "prefile"

INVENTED = "invented"

HELD_OUT = "us_filings_dev, odd documents only: the rules were tuned on the even ones"

EVERY_KIND = "prefile, every kind"
"""Our system when also asked for dates, codes, places, organisations, traits and amounts."""

FILINGS = "us_filings_dev.jsonl"

OUTSIDE = (
    FILINGS,
    "tab_dev.jsonl",
    "us_addresses.jsonl",
    "presidio_synth_v2.jsonl",
    "inlegal_dev.jsonl",
    "gum_court.jsonl",
    "wikigold.jsonl",
)
"""Outside corpora. Of those that the model learned from, only the documents that it did not see are measured."""

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""Variables that hold numeric libraries to one thread; they count only before these libraries are imported."""


def corpora(folder: Path | None, *, limit: int = 0) -> Iterator[tuple[str, tuple[Document, ...]]]:
    """Yield (name, documents) of every corpus that is there and took no part in training."""
    yield INVENTED, make.evaluation()[: limit or None]
    learned = {source.file for source in lesson.SOURCES}
    for name in OUTSIDE:
        if folder and (folder / name).is_file():
            documents = corpus.read(folder / name)
            if name in learned:
                documents = tuple(d for d in documents if lesson.held_out(name, d))
            yield name.removesuffix(".jsonl"), documents[: limit or None]
            if name == FILINGS:
                yield HELD_OUT, documents[1::2][: limit or None]


def bench_detect(
    systems: Mapping[str, System],
    *,
    every: System | None = None,
    folder: Path | None = None,
    limit: int = 0,
    lengths: Sequence[int] = length.PAGES,
    tell: Callable[[str], None] = print,
) -> dict[str, Evaluation]:
    """Measure each system on each corpus and tell the tables as they come.

    `every` finds every kind; it is measured where a corpus says which entities must be masked. `lengths` are pages.
    """
    found: dict[str, Evaluation] = {}
    tell(_probes(systems))
    for name, documents in corpora(folder, limit=limit):
        if not documents:
            tell(f"== {name}: all of it was learned from, nothing to measure\n")
            continue
        masks = every is not None and any(g.mask for d in documents for g in d.golds)
        asked = {**systems, EVERY_KIND: every} if masks and every is not None else systems
        results = {system: measure(documents, run) for system, run in asked.items()}
        found[name] = Evaluation(documents, results)
        tell(f"== {name}: {len(documents)} documents, {sum(len(d.text.split()) for d in documents):,} words")
        tell(table.table(results))
        tell(table.faster(results))
        tell("")
    for name in OUTSIDE:
        if not (folder and (folder / name).is_file()):
            tell(f"not here, not measured: {name}")
    tell(f"== time by length, filings of {length.PAGE} words a page, processor time")
    for system, run in systems.items():
        times = (f"{t.pages:,} pages {t.per_page:.1f} ms a page" for t in length.timed(run, lengths))
        tell(f"{system}: {', '.join(times)}")
    return found


def _probes(systems: Mapping[str, System]) -> str:
    """Return one line for each system, and ours word by word: the probes are invented."""
    lines = [f"== probes: {len(probe.probes())} texts in which nobody may be found but people of cited cases"]
    for name, run in systems.items():
        done = probe.probed(run)
        lines.append(f"{name}: {len(done.names)} false names, {len(done.boxes)} boxes")
        if name == OURS:
            lines += [f"  false name in probe {number}: {words}" for number, words in done.names]
    return "\n".join(lines) + "\n"


def prefile(policy: str = "private") -> System:
    """Return our system with its default profile and `policy`."""
    options = settings.load()
    return ours(assemble.detector(options), assemble.decider(options, Job(Path(), Path(), policy=policy)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark on one thread."""
    if any(os.environ.get(name) != "1" for name in THREADS):
        environment = {**os.environ, **dict.fromkeys(THREADS, "1")}
        os.execve(sys.executable, [sys.executable, "-m", "pipeline.lab.bench", *sys.argv[1:]], environment)  # noqa: S606
    parser = argparse.ArgumentParser(prog="python -m pipeline.lab.bench", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the outside corpora (default: ../shared/data)")
    parser.add_argument("--limit", type=int, default=0, help="documents of each corpus, 0 for all")
    parser.add_argument("--full", action="store_true", help=f"also time a filing of {length.FULL:,} pages")
    parser.add_argument("--json", type=Path, help="write all figures here (offsets, no words)")
    options = parser.parse_args(arguments)
    found = bench_detect(
        {OURS: prefile(), "stock": stock()},
        every=ours(assemble.detector(settings.load()), also=frozenset(Kind)),
        folder=lesson.data_folder(options.data),
        limit=options.limit,
        lengths=(*length.PAGES, length.FULL) if options.full else length.PAGES,
        tell=_tell,
    )
    if options.json:
        options.json.write_text(json.dumps({n: e.as_dict() for n, e in found.items()}), encoding="utf-8")


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - this is what it is for


if __name__ == "__main__":
    main()
