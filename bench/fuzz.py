"""`make fuzz`: damaged papers through the corridor but its models, for some minutes, each round with another seed.

Hypothesis draws the paper and the damages and makes what breaks smaller. A finding is a release in which the planted
number can still be read, a fault of the program, or a worker that died, hung or filled its memory. Every file is
written to `fuzz-last.pdf` before it is tried.
"""

from __future__ import annotations

import argparse
import functools
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bench.hostile import PLANTS, small_papers
from bench.mutate import DAMAGE, Mix
from pipeline.assemble import limit_libraries
from pipeline.core import Kit
from pipeline.engines.local import Limits, Pool
from pipeline.errors import Error, InputError
from pipeline.extract.accept import PdfAccepter
from pipeline.extract.read import PageReader
from pipeline.nouns import Finding, Job, Kind, Known, Outcome, Reading
from pipeline.redact.burn import PdfBurner
from pipeline.redact.normalise import PlainNormaliser
from pipeline.verify.verifier import PdfVerifier
from tests import fakes
from tests.readers import pdfium_text, pypdf_text, squeezed

LAST = "fuzz-last.pdf"
NUMBER = re.compile(r"\d{3}-\d{2}-\d{4}|\d{4} \d{4} \d{4} \d{4}")
PAPERS = {base.name: base for base in small_papers() if base.name != "small-scanned"}
"""A scan costs a second of OCR; the scanned paper is for `make hostile`."""


class Numbers:
    """A detector of what the papers hold."""

    def detect(
        self, reading: Reading, *, terms: Sequence[str] = (), also: Collection[Kind] = (), known: Sequence[Known] = ()
    ) -> tuple[Finding, ...]:
        """Return every number that looks like one of them."""
        found = NUMBER.finditer(reading.text)
        return tuple(Finding(m.start(), m.end(), kind=Kind.SSN, score=1.0, by="fuzz.v1") for m in found)


def kit(tmp: Path) -> Kit:
    """Return the real corridor with a detector that needs no model."""
    limit_libraries()
    return fakes.kit(
        tmp,
        accepter=PdfAccepter(),
        normaliser=PlainNormaliser(),
        reader=PageReader(),
        detector=Numbers(),
        burner=PdfBurner(),
        verifier=PdfVerifier(),
    )


def pool(folder: Path) -> Pool:
    """Return a worker process with limits, as `prefile` has them: what dies or hangs is not this process."""
    limits = Limits(seconds=60.0, seconds_per_mib=0.0, memory=2 << 30)
    ledger = fakes.MemoryLedger()
    return Pool(functools.partial(kit, folder), ledger, lambda _receipt: None, tmp=folder, limits=limits)


CASES = st.tuples(
    st.sampled_from(sorted(PAPERS)),
    st.lists(st.tuples(st.sampled_from(sorted(DAMAGE)), st.integers(0, 1 << 16)), min_size=1, max_size=3),
)
"""A paper, and the damages done to it, each with its own seed."""


def attack(folder: Path, worker: Pool, base: str, damages: Sequence[tuple[str, int]]) -> str:
    """Damage a paper, redact it, and return how it ended.

    Raises:
        AssertionError: that shows a fault.
    """
    data = PAPERS[base].data
    for name, number in damages:
        data = DAMAGE[name](Mix(number), data)
    source, out = folder / LAST, folder / "out.pdf"
    source.write_bytes(data)
    out.unlink(missing_ok=True)
    worker.submit(0, Job(source=source, destination=out))
    ((_, ended, _),) = worker.ended()
    if isinstance(ended, Error):
        assert isinstance(ended, InputError), ended.reason
        return "refused"
    bad = ("fault:", "worker_died", "limit:")
    assert not any(reason.startswith(bad) for reason in ended.reasons), ended.reasons
    assert out.exists() == (ended.outcome is Outcome.RELEASED)
    assert out.exists() != bool(ended.reasons)
    for read in (pdfium_text, pypdf_text) if out.exists() else ():
        text = squeezed(read(out.read_bytes()))
        assert not any(squeezed(plant) in text for plant in PLANTS)
    return str(ended.outcome)


def round_of(folder: Path, worker: Pool, number: int, examples: int, told: Callable[[str], None]) -> None:
    """Try some cases drawn with a seed; what breaks is made smaller and raised."""

    @seed(number)
    @settings(
        max_examples=examples, deadline=None, database=None, print_blob=False, suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )  # fmt: skip
    @given(CASES)
    def tried(case: tuple[str, Sequence[tuple[str, int]]]) -> None:
        told(attack(folder, worker, *case))

    tried()


def main() -> None:
    """Fuzz for some minutes, and tell."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    ends: list[str] = []
    worker = pool(folder)
    print(f"seed {options.seed}; the file that is being tried is {folder / LAST}")
    until = time.monotonic() + 60 * options.minutes
    number = options.seed
    while time.monotonic() < until:
        round_of(folder, worker, number, 50, ends.append)
        number += 1
    worker.close()
    print(f"{len(ends)} files:", ", ".join(f"{ends.count(end)} {end}" for end in sorted(set(ends))))
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
