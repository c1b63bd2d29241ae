"""Run public redaction checkers over outputs and over files that leak, each in an environment of its own.

    python -m bench.checkers                 samples under `private`, then the channels of the leak suite
    python -m bench.checkers FILE.pdf ...    files as they are

x-ray looks for boxes over text that is still there; pdf-redaction-check for text in layers
that no page shows, and for letters that only a font still names. Their answers are
printed by counts; a line for each file with a finding says which, never what.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline import assemble, core, settings
from pipeline.nouns import Job
from tests.leaks.bench import CHANNELS
from tests.leaks.test_leaks import redacted

REPOSITORY = Path(__file__).parent.parent

HOME = REPOSITORY / "bench_output" / "checkers"
"""Their environments stay there between runs."""

CHECKERS = {"x-ray": "x-ray==0.4.0", "pdf-redaction-check": "pdf-redaction-check==0.2.0"}

WAIT = 20
"""Seconds a file."""

LISTED = 40
"""Files named one by one; more are only counted."""


def environment(name: str) -> Path:
    """Return the bin folder of a checker's own environment, made when it is not there."""
    folder = HOME / name
    if not (folder / "done").is_file():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [folder / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, CHECKERS[name]], check=True)
        (folder / "done").touch()
    return folder / "bin"


XRAY = """
import asyncio, json, sys, xray
for path in sys.argv[1:]:
    try:
        found = asyncio.run(xray.inspect(path))
        print(json.dumps({"box_over_text": sum(map(len, found.values()))}))
    except Exception:
        print(json.dumps({"failed": 1}))
"""
"""Prints for each file the boxes over text that x-ray sees."""

REDACTION_CHECK = """
import collections, contextlib, io, json, sys, pdf_redaction_check
paths = sys.argv[1:]
for path in paths:
    held, sys.argv = io.StringIO(), ["pdf-redaction-check", "--json", path]
    try:
        with contextlib.redirect_stdout(held), contextlib.suppress(SystemExit):
            pdf_redaction_check.main()
        found = json.loads(held.getvalue())["findings"]
        print(json.dumps(collections.Counter(f["check"] for f in found if f["severity"] != "INFO")))
    except Exception:
        print(json.dumps({"failed": 1}))
"""
"""Prints for each file what pdf-redaction-check warns of, by its own names."""

PROGRAMS = {"x-ray": XRAY, "pdf-redaction-check": REDACTION_CHECK}


def looked(checker: str, files: Sequence[Path]) -> dict[str, Counter[str]]:
    """Return what a checker found in each file with a finding."""
    command = [environment(checker) / "python", "-c", PROGRAMS[checker], *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=WAIT * len(files), check=True)
    counts = [
        Counter(json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")
    ]  # MuPDF prints too
    return {path.stem: +seen for path, seen in zip(files, counts, strict=True) if +seen}


def samples(folder: Path) -> Iterator[Path]:
    """Yield the samples, redacted under the default policy."""
    kit = assemble.build(settings.load(audit=folder / "audit"))
    for source in sorted((REPOSITORY / "sample_filings").glob("*.pdf")):
        out = folder / source.name
        core.process(Job(source=source, destination=out), kit)
        if out.exists():
            yield out


def channels(folder: Path, *, burned: bool) -> Iterator[Path]:
    """Yield the files of the leak suite, as they leak or burned."""
    for name, build in sorted(CHANNELS.items()):
        work = folder / name
        work.mkdir(parents=True)
        case = build()
        if burned:
            made = redacted(case, work)[1].path
        else:
            made = work / "leaks.pdf"
            made.write_bytes(case.data())
        yield made.rename(work.with_suffix(".pdf"))


def report(what: str, paths: Iterator[Path]) -> None:
    """Print for a set of files what each checker found, by counts, and the names of those with a finding."""
    files = list(paths)
    print(f"{what}: {len(files)} files")
    for checker in CHECKERS:
        found = looked(checker, files)
        total = sum(found.values(), Counter[str]())
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(total.items())) or "nothing"
        print(f"  {checker}: {len(found)} files with a finding; {kinds}")
        if len(found) <= LISTED:
            for name, seen in found.items():
                print(f"    {name}: {', '.join(sorted(seen))}")


def main(names: Sequence[str]) -> None:
    """Run the checkers over the files named, or over samples and channels."""
    for name in CHECKERS:
        environment(name)
    if names:
        report("files", map(Path, names))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report("samples, redacted", samples(folder))
        report("leak suite, burned", channels(folder / "burned", burned=True))
        report("leak suite, as it leaks", channels(folder / "leaky", burned=False))


if __name__ == "__main__":
    main(sys.argv[1:])
