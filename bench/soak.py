"""`make soak`: the daemon under load for a while, and whether its memory and file handles stay flat.

Small invented filings of several kinds are dropped all the time, so that two or
three always wait. Every ten seconds the resident memory and the open handles of
the daemon and of its workers are noted.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline.record.chain import verify_chain
from tests.builders import filing

PAUSE = 10.0
"""Seconds between two samples."""

NAMES = ("Zebulon Quarrelsome", "Philippa Underhill", "Casimir Oddfellow", "Winifred Larkspur")


def paper(mix: random.Random, number: int) -> bytes:
    """Return an invented filing; no two are the same."""
    kind = mix.choices(("text", "pages", "scan", "broken"), (70, 15, 5, 10))[0]
    text = (
        f"Declaration no. {number}. {mix.choice(NAMES)} was born on {mix.randint(1, 12)}/{mix.randint(1, 28)}/1980 and "
        f"has Social Security number 000-{mix.randint(10, 99)}-{mix.randint(1000, 9999)}. "
    )
    if kind == "broken":
        return f"broken {number}".encode()
    if kind == "scan":
        return filing(text, scanned=True, dpi=150)
    return filing([text * 3] * (6 if kind == "pages" else 1))


def tree(pid: int) -> list[int]:
    """Return a process and all below it."""
    found = [pid]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == pid:
            found += tree(int(path.parent.name))
    return found


def held(pid: int) -> tuple[float, int]:
    """Return resident memory in MiB and open handles of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20), len(list(Path(f"/proc/{pid}/fd").iterdir()))


def soak(minutes: float, jobs: int, root: Path) -> int:
    """Run the daemon and tell the figures; 1 when a file was lost or the log does not verify."""
    inbox = root / "matter" / "inbox"
    inbox.mkdir(parents=True)
    command = [sys.executable, "-m", "pipeline", "watch", str(root / "matter"), "--quiet-time", "0.2", "-j", str(jobs)]
    mix = random.Random(20)
    samples: list[tuple[float, float, int, float, int]] = []
    dropped, begun, next_sample = 0, time.monotonic(), 0.0
    with (root / "log").open("wb") as log:
        running = subprocess.Popen(command, stderr=log, env={**os.environ, "PREFILE_TMP": str(root)})
        try:
            while (passed := time.monotonic() - begun) < 60 * minutes and running.poll() is None:
                while len(list(inbox.glob("*.pdf"))) < jobs + 2:
                    part = inbox / f".{dropped}.part"
                    part.write_bytes(paper(mix, dropped))
                    part.rename(inbox / f"paper-{dropped}.pdf")
                    dropped += 1
                if passed >= next_sample:
                    next_sample += PAUSE
                    samples.append((passed, *sample(running.pid)))
                time.sleep(0.1)
            while any(inbox.glob("*.pdf")) and running.poll() is None:
                time.sleep(0.1)
        finally:
            running.send_signal(signal.SIGTERM)
            code = running.wait(timeout=120)
    return tell(samples, dropped, code, root)


def sample(pid: int) -> tuple[float, int, float, int]:
    """Return memory and handles of the daemon, then the largest of any process below it."""
    first, *below = tree(pid)
    figures = []
    for each in below:
        try:
            figures.append(held(each))
        except OSError:
            continue
    return (*held(first), max((f[0] for f in figures), default=0.0), max((f[1] for f in figures), default=0))


def tell(samples: list[tuple[float, float, int, float, int]], dropped: int, code: int, root: Path) -> int:
    """Print the figures."""
    print(f"{'minute':>7}{'daemon MiB':>12}{'handles':>9}{'worker MiB':>12}{'handles':>9}")
    for row in samples[:: max(1, len(samples) // 20)]:
        print(f"{row[0] / 60:7.1f}{row[1]:12.0f}{row[2]:9}{row[3]:12.0f}{row[4]:9}")
    half = samples[len(samples) // 4 :]
    early, late = half[: len(half) // 3], half[-len(half) // 3 :]
    for name, at in (("daemon MiB", 1), ("daemon handles", 2), ("worker MiB", 3), ("worker handles", 4)):
        first, last = (statistics.median(row[at] for row in rows) for rows in (early, late))
        print(f"{name}: {first:.0f} -> {last:.0f} (medians of the second and the last quarter)")
    matter = root / "matter"
    ended = {name: sum(1 for _ in (matter / name).glob("*.pdf")) for name in ("done", "held", "refused", "inbox")}
    chain = verify_chain(matter / "audit" / "audit.jsonl", matter / "audit-key" / "hmac.key")
    print(f"{dropped} files dropped: {ended}; exit code {code}; {chain.entries} log entries verify: {chain.passed}")
    return int(sum(ended.values()) != dropped or ended["inbox"] > 0 or code != 0 or not chain.passed)


def main() -> None:
    """Run a soak."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="prefile-soak-"))
    try:
        code = soak(options.minutes, options.jobs, root)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
