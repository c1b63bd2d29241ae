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
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline import assemble, core, settings
from pipeline.nouns import Job
from tests.leaks.bench import CHANNELS
from tests.leaks.test_leaks import redacted

REPOSITORY = Path(__file__).parent.parent

HOME = REPOSITORY / "bench_output" / "checkers"
"""Their environments stay there between runs."""

CHECKERS = {"x-ray": "x-ray==0.4.0", "pdf-redaction-check": "pdf-redaction-check==0.2.0"}

WAIT = 120
"""Seconds for one file."""

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


def asked(command: Sequence[str | Path], path: Path) -> Any:
    """Return the JSON that a checker prints for a file; None when it prints none."""
    try:
        done = subprocess.run([*command, path], capture_output=True, text=True, timeout=WAIT, check=False)
        return json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None


def xray(path: Path) -> Counter[str]:
    """Return the boxes over text that x-ray sees."""
    report = asked([environment("x-ray") / "xray"], path)
    return Counter(failed=1) if report is None else Counter(box_over_text=sum(len(found) for found in report.values()))


def redaction_check(path: Path) -> Counter[str]:
    """Return what pdf-redaction-check warns of, by its own names."""
    report = asked([environment("pdf-redaction-check") / "pdf-redaction-check", "--json"], path)
    if report is None:
        return Counter(failed=1)
    return Counter(found["check"] for found in report["findings"] if found["severity"] != "INFO")


LOOKS: dict[str, Callable[[Path], Counter[str]]] = {"x-ray": xray, "pdf-redaction-check": redaction_check}


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
    for checker, look in LOOKS.items():
        found = {path.stem: seen for path in files if (seen := +look(path))}
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
