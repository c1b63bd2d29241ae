"""Show what each sample gains and loses against its gold: `python -m tests.samples.gains [NAME ...]`.

LEFT should have been burned, LOST should be readable, AGAIN is what a second run does to the
output. The samples are invented, so the words may be printed. It judges nothing; tests do.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline import assemble, core, settings
from pipeline.core import Kit
from pipeline.nouns import Job
from tests.readers import folded, ocr_text, pdfium_text
from tests.samples.gold import WORD, Fate, load, names


def lines(name: str, policy: str, kit: Kit, folder: Path) -> Iterator[str]:
    """Run one sample under one policy and yield what is to be said of it."""
    gold, out = load(name), folder / f"{name}.{policy}.pdf"
    receipt = core.process(Job(source=gold.path, destination=out, policy=policy), kit)
    yield f"{name} {policy}: {receipt.outcome} {' '.join(receipt.reasons)} {receipt.boxes} boxes"
    if not out.exists():
        return
    again = core.process(Job(source=out, destination=folder / "again.pdf", policy=policy, force=True), kit)
    if again.boxes or again.reasons:
        yield f"    AGAIN {again.outcome} {' '.join(again.reasons)} {again.boxes} boxes"
    stay, may, go = Fate.of(name, policy).words()
    found = Counter(WORD.findall(folded((ocr_text if gold.scanned else pdfium_text)(out.read_bytes()))))
    left = Counter({word: found[word] - stay[word] - may[word] for word in go if len(word) > 1})
    for title, words in (("LEFT", +left), ("LOST", stay - found)):
        if words:
            yield f"    {title} " + ", ".join(f"{word} x{n}" if n > 1 else word for word, n in words.items())


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        kit = assemble.build(settings.load(audit=Path(folder) / "audit"))
        for name in sys.argv[1:] or names():
            for policy in load(name).policies:
                sys.stdout.writelines(f"{line}\n" for line in lines(name, policy, kit, Path(folder)))


if __name__ == "__main__":
    main()
