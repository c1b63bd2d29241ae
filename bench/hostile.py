"""`make hostile`: a thousand hostile PDFs through `prefile batch`, and what must be true of every one of them.

The sample filings, and the PDFs of `../shared/pdfs` where present, are damaged, and bombs and
loops are built; a seed names the corpus. In the end each file is released with proof, held or refused with a
reason, the sum adds up, no worker went beyond its limits, no private folder is left, the log verifies,
and in each released copy of a sample independent readers look for what that sample's gold burns.
It needs the test libraries (`make test` installs them).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.mutate import Base, Hostile, corpus
from bench.soak import held, tree
from pipeline.engines.share import Limits
from pipeline.record.chain import entries, verify_chain
from tests.builders import filing
from tests.readers import count, folded, pdfium_text, pdfminer_text, pypdf_text
from tests.samples import gold

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "pdfs"
POLICY = "private"

PAPER = (
    "The witness gave her Social Security number as 000-12-3456 and her card as 4111 1111 1111 1111, the clerk wrote."
)
PLANTS = ("000-12-3456", "4111 1111 1111 1111")
"""What the small papers hold; the number of the card is the networks' own for tests."""

READERS = {"pdfium": pdfium_text, "pdfminer": pdfminer_text, "pypdf": pypdf_text}


@dataclass
class Found:
    """What was found wrong, and what became of the files."""

    ends: list[tuple[str, str]] = field(default_factory=list)
    """How each file ended, in their order: outcome, and reasons joined by blanks."""
    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    hunted: int = 0
    """Released copies in which plants were looked for."""
    unread: list[str] = field(default_factory=list)
    """Readers that could not read a released copy."""
    readable: list[str] = field(default_factory=list)
    """Plants that stand whole in a released copy."""


def small_papers() -> list[Base]:
    """Return small invented papers of several kinds."""
    number = PLANTS[0]
    kinds: dict[str, dict[str, object]] = {
        "plain": {},
        "turned": {"rotated": 90},
        "embedded": {"embedded": True},
        "scanned": {"scanned": True, "dpi": 150},
        "field": {"fields": {"number": number}},
        "notes": {"typewriter": (number,)},
        "beside": {"attachments": {"a.txt": number.encode()}, "javascript": "app.alert(1)", "bookmarks": (number,)},
        "hidden": {"invisible": number, "white": number, "hidden_layer": number},
    }
    return [Base(f"small-{name}", filing(PAPER, **options)) for name, options in kinds.items()]


def bases(*, shared: bool = True) -> list[Base]:
    """Return the sound filings: the samples, small papers, and others' PDFs where present."""
    own = [Base(f"sample-{name}", gold.load(name).path.read_bytes()) for name in gold.names()]
    found = [*own, *small_papers()]
    if shared and SHARED.is_dir():
        others = sorted(SHARED.rglob("*.pdf"))
        found += [Base(f"{path.parent.name}-{path.stem}", path.read_bytes(), known=False) for path in others]
    return found


def plants(base: str) -> list[tuple[str, int]]:
    """Return what a policy burns of a base, each with how often the same words may stand; no base is a built file."""
    if not base or base.startswith("small-"):
        return [(plant, 0) for plant in PLANTS]
    if not base.startswith("sample-"):
        return []
    fate = gold.Fate.of(base.removeprefix("sample-"), POLICY)
    return [(value, fate.kept(value)) for value in sorted(set(fate.burned())) if len(value) > 6]


def run(files: Sequence[Hostile], root: Path, *, jobs: int, timeout: float) -> Found:
    """Put files into a folder, run `prefile batch` over it, and return what was found."""
    found = Found()
    (root / "in").mkdir(parents=True)
    (root / "tmp").mkdir()
    for number, file in enumerate(files):
        (root / "in" / f"{number:05d}.pdf").write_bytes(file.data)
    command = [sys.executable, "-m", "pipeline", "batch", str(root / "in"), str(root / "out"), "--policy", POLICY]
    command += ["--jobs", str(jobs), "--audit", str(root / "audit"), "--summary", str(root / "sum.json")]
    env = {**os.environ, "PREFILE_TMP": str(root / "tmp"), "PREFILE_HOME": str(root / "home")}
    most = 0.0
    begun = time.monotonic()
    with (root / "messages").open("wb") as out:
        running = subprocess.Popen(command, stdout=out, stderr=out, env=env, cwd=ROOT, start_new_session=True)
        while running.poll() is None:
            most = max(most, _memory(running.pid))
            if time.monotonic() - begun > timeout:
                os.killpg(running.pid, signal.SIGKILL)
                found.wrong.append(f"the run hung: stopped after {timeout:.0f} s")
            time.sleep(0.5)
    print(f"{len(files)} files in {time.monotonic() - begun:.0f} s, exit code {running.returncode}")
    print(f"largest resident memory of any process: {most:.0f} MiB")
    limit = Limits().memory / (1 << 20) + 1024
    if most > limit:
        found.wrong.append(f"a process held {most:.0f} MiB, more than {limit:.0f}")
    if not (root / "sum.json").is_file():
        found.wrong.append("the run ended without a summary")
        return found
    judge(files, root, found)
    return found


def _memory(pid: int) -> float:
    most = 0.0
    for each in tree(pid):
        try:
            most = max(most, held(each)[0])
        except (OSError, IndexError, ValueError):
            continue
    return most


def judge(files: Sequence[Hostile], root: Path, found: Found) -> None:
    """Look at what a run left: outcomes, sum, folders, log, and the released copies."""
    table = json.loads((root / "sum.json").read_text())
    total, rows = table["sum"], {row["file"]: row for row in table["filings"]}
    if total["found"] != len(files) or total["found"] != sum(n for name, n in total.items() if name != "found"):
        found.wrong.append(f"the sum does not add up: {total}")
    if total["failed"] or total["not_reached"]:
        found.wrong.append(f"not every file came to an end of its own: {total}")
    released = {e["output_sha256"] for e in entries(root / "audit" / "audit.jsonl") if e["event"] == "released"}
    for number, file in enumerate(files):
        name = f"{number:05d}.pdf"
        row = rows.get(name, {"outcome": "lost", "reasons": "", "output_sha256": ""})
        told = f"{name} ({file.sort} of {file.base or 'nothing'})"
        found.ends.append((row["outcome"], row["reasons"]))
        found.outcomes[row["outcome"]] += 1
        for reason in row["reasons"].split():
            found.reasons[reason.partition(":page")[0]] += 1
        is_out = (root / "out" / name).is_file()
        if row["outcome"] == "released":
            if not is_out or row["reasons"] or row["output_sha256"] not in released:
                found.wrong.append(f"{told}: released without a copy, or without a line in the log")
            else:
                hunt(file, root / "out" / name, told, found)
        elif row["outcome"] not in {"held", "refused"} or not row["reasons"] or is_out:
            found.wrong.append(f"{told}: {row['outcome']}, reasons {row['reasons'] or 'none'}, copy {is_out}")
        if "fault:" in row["reasons"]:
            found.wrong.append(f"{told}: {row['reasons']}")
    left = list((root / "tmp").iterdir())
    left += (root / "out").rglob(".*")
    if left:
        found.wrong.append(f"left behind: {sorted(p.name for p in left)}")
    chain = verify_chain(root / "audit" / "audit.jsonl", root / "audit-key" / "hmac.key")
    if not chain.passed:
        found.wrong.append(f"the log does not verify: {chain.reason}")


@contextmanager
def patience(seconds: int = 60) -> Iterator[None]:
    """Stop a reader that does not come to an end.

    Raises:
        TimeoutError: it did not.
    """

    def stop(_number: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def hunt(file: Hostile, copy: Path, told: str, found: Found) -> None:
    """Look in a released copy for what its base's gold burns."""
    wanted = plants(file.base)
    if not wanted:
        return
    found.hunted += 1
    seen = {}
    for reader, read in READERS.items():
        try:
            with patience():
                seen[reader] = folded(read(copy.read_bytes()))
        except Exception as error:  # noqa: BLE001 - a reader that gives up has not read, which is told
            found.unread.append(f"{told}: {reader} gave up ({type(error).__name__})")
    if not seen:
        found.wrong.append(f"{told}: no reader could read what was released")
    for value, kept in wanted:
        readers = [reader for reader, text in seen.items() if count(text, value) > kept]
        if readers:
            found.readable.append(f"{told}: {len(value)} characters by {', '.join(readers)}")


def main() -> None:
    """Make the corpus, run it, and tell; 1 when anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description=__doc__)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--skip", type=int, default=0, help="leave out so many files of the corpus: one piece of it")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="leave everything in this new folder")
    options = parser.parse_args()
    root = options.keep or Path(tempfile.mkdtemp(prefix="hostile-"))
    try:
        files = list(corpus(options.seed, options.skip + options.count, bases()))[options.skip :]
        found = run(files, root, jobs=options.jobs, timeout=60.0 + 60.0 * options.count)
    finally:
        if options.keep is None:
            shutil.rmtree(root, ignore_errors=True)
    print("ends:", ", ".join(f"{n} {name}" for name, n in found.outcomes.most_common()))
    for reason, n in found.reasons.most_common():
        print(f"{n:6} {reason}")
    print(f"{found.hunted} released copies of samples and small papers hunted; {len(found.readable)} plants readable")
    for line in [*found.unread, *found.wrong, *found.readable]:
        print(line)
    sys.exit(bool(found.wrong or found.readable))


if __name__ == "__main__":
    main()
