"""`make scans`: every sample as a scan, redacted, and what was burned, left and lost, in a table.

Each page becomes nothing but a picture: at 150, 200 and 300 dpi upright, and at 200 dpi askew by
2 degrees and turned by quarters, by its pixels, by `/Rotate` and by both. `FULL=1` does all of it
at each resolution. What is counted is told in `tests/samples/scanned.py`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipeline import assemble, settings
from pipeline.nouns import Outcome
from tests.samples.gold import load, names
from tests.samples.scanned import Form, Result, forms, redact, truth


def chosen(*, full: bool) -> list[Form]:
    """Return the ways of scanning that are tried."""
    every = [form for dpi in (200, 150, 300) for form in forms(dpi)]
    return every if full else [form for form in every if form.dpi == 200 or form == Form(form.dpi)]


def told(name: str, form: Form, result: Result) -> str:
    """Return what is to be said of one scan; the samples are invented, so their words may be printed."""
    if result.receipt.outcome is not Outcome.RELEASED:
        return f"{name}, {form}: {result.receipt.outcome} {' '.join(result.receipt.reasons)}"
    parts = [("LEFT", result.left), ("SEEN", result.seen), ("OVER", result.over)]
    words = "".join(f"  {label} {list(found)}" for label, found in parts if found)
    pixels = f"  {result.changed} pixels changed" if result.changed else ""
    return f"{name}, {form}: {result.burned} burned{words}{pixels}"


def table(results: Iterable[tuple[Form, Result]]) -> list[str]:
    """Return a row for each way of scanning."""
    rows: dict[Form, Counter[str]] = {}
    for form, result in results:
        row = rows.setdefault(form, Counter())
        row[str(result.receipt.outcome)] += 1
        row.update(burned=result.burned, left=len(result.left), seen=len(result.seen), over=len(result.over))
        row["changed"] += result.changed
    heads = ("released", "held", "burned", "left", "seen", "over", "changed")
    lines = [f"{'':<32}" + "".join(f"{head:>10}" for head in heads)]
    return lines + [f"{form!s:<32}" + "".join(f"{row[head]:>10}" for head in heads) for form, row in rows.items()]


def main() -> None:
    """Run the matrix and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench.scans", description=__doc__)
    parser.add_argument("names", nargs="*", help="samples (all)")
    parser.add_argument("--full", action="store_true", help="every form at every resolution")
    parser.add_argument("--form", type=int, nargs="*", help="only these forms, by number")
    parser.add_argument("--policy", default="private")
    asked = parser.parse_args()
    results = []
    with tempfile.TemporaryDirectory(prefix="prefile-scans-") as folder:
        place = Path(folder)
        kit = assemble.build(settings.load(audit=place / "audit"))
        known = {name: truth(load(name).path, asked.policy, kit, place) for name in asked.names or names()}
        for number, form in enumerate(chosen(full=asked.full)):
            if asked.form is not None and number not in asked.form:
                continue
            for name, places in known.items():
                begun = time.process_time()
                result = redact(name, form, kit, place, policy=asked.policy, known=places)
                print(f"{told(name, form, result)}  ({time.process_time() - begun:.1f} s)", flush=True)
                results.append((form, result))
    print("\n".join(["", *table(results)]))
    sys.exit(any(r.left or r.seen for _, r in results))


if __name__ == "__main__":
    main()
