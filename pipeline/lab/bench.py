"""Measures detection for `make bench-detect`: ours against stock Presidio, in one process, on one thread.

It runs over our own invented papers, which are always there, and over outside corpora where they
are; it says which are not. No figure of it is ever asserted by a test.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline import assemble, settings
from pipeline.lab import corpus, lesson, table
from pipeline.lab.corpus import Document
from pipeline.lab.court import make
from pipeline.lab.evaluate import Evaluation
from pipeline.lab.measure import System, measure
from pipeline.lab.stock import stock
from pipeline.lab.system import ours
from pipeline.nouns import Job

INVENTED = "invented"

OUTSIDE = (
    "us_filings_dev.jsonl",
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


def bench_detect(
    systems: Mapping[str, System], *, folder: Path | None = None, limit: int = 0, tell: Callable[[str], None] = print
) -> dict[str, Evaluation]:
    """Measure each system on each corpus and tell the tables as they come."""
    found: dict[str, Evaluation] = {}
    for name, documents in corpora(folder, limit=limit):
        results = {system: measure(documents, run) for system, run in systems.items()}
        found[name] = Evaluation(documents, results)
        tell(f"== {name}: {len(documents)} documents, {sum(len(d.text.split()) for d in documents):,} words")
        tell(table.table(results))
        tell("")
    missing = [n for n in OUTSIDE if not (folder and (folder / n).is_file())]
    if missing:
        tell(f"not here, not measured: {', '.join(missing)}")
    return found


def standard(policy: str = "private") -> dict[str, System]:
    """Return the two systems that are compared: ours with its default profile and `policy`, and stock Presidio."""
    options = settings.load()
    job = Job(source=Path(), destination=Path(), policy=policy)
    return {"prefile": ours(assemble.detector(options), assemble.decider(options, job)), "stock": stock()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark on one thread."""
    if any(os.environ.get(name) != "1" for name in THREADS):
        environment = {**os.environ, **dict.fromkeys(THREADS, "1")}
        os.execve(sys.executable, [sys.executable, "-m", "pipeline.lab.bench", *sys.argv[1:]], environment)  # noqa: S606
    parser = argparse.ArgumentParser(prog="python -m pipeline.lab.bench", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the outside corpora (default: ../shared/data)")
    parser.add_argument("--limit", type=int, default=0, help="documents of each corpus, 0 for all")
    parser.add_argument("--json", type=Path, help="write all figures here (offsets, no words)")
    options = parser.parse_args(arguments)
    found = bench_detect(standard(), folder=lesson.data_folder(options.data), limit=options.limit, tell=_tell)
    if options.json:
        options.json.write_text(json.dumps({n: e.as_dict() for n, e in found.items()}), encoding="utf-8")


def _tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - this is what it is for


if __name__ == "__main__":
    main()
