"""Every sample under every policy of its gold: what comes out, read by libraries that did not burn it.

One run for each pair, once in the session, and a second run on its output. The tests
look at the saved bytes only, never at what the program says it did.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from pipeline import assemble, core, settings
from pipeline.core import Kit
from pipeline.nouns import Job, Outcome, Receipt
from tests.readers import count, folded, ocr_text, pdfium_text, raw, squeezed, texts
from tests.samples.gold import WORD, Fate, load, names

pytestmark = pytest.mark.gold

CASES = [(name, policy) for name in names() for policy in load(name).policies if not load(name).scanned]
SCANS = [(name, policy) for name in names() for policy in load(name).policies if load(name).scanned]

PRINTED = re.compile(r"REDACTED(?: - (?:L\.R\. 140|Fed\. R\. Civ\. P\. 5\.2)\(a\))?")
"""What may be printed on a box besides initials."""


@dataclass(frozen=True)
class Run:
    """What became of one sample under one policy."""

    receipt: Receipt
    again: Receipt | None
    out: Path

    def read(self) -> str:
        """Return the output as pdfium reads it, folded."""
        return _read(self.out)


@cache
def _read(path: Path) -> str:
    return folded(pdfium_text(path.read_bytes()))


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return assemble.build(settings.load(audit=tmp_path_factory.mktemp("audit")))


@pytest.fixture(scope="session")
def runs(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> object:
    folder = tmp_path_factory.mktemp("samples")

    @cache
    def run(name: str, policy: str) -> Run:
        out, twice = folder / f"{name}.{policy}.pdf", folder / f"{name}.{policy}.2.pdf"
        receipt = core.process(Job(source=load(name).path, destination=out, policy=policy), kit)
        again = core.process(Job(source=out, destination=twice, policy=policy), kit) if out.exists() else None
        return Run(receipt, again, out)

    return run


@pytest.fixture
def run(name: str, policy: str, runs) -> Run:  # type: ignore[no-untyped-def]
    return runs(name, policy)


@pytest.mark.parametrize(("name", "policy"), CASES)
def test_the_sample_is_released(name: str, policy: str, run: Run) -> None:
    assert (run.receipt.outcome, run.receipt.reasons) == (Outcome.RELEASED, ())
    assert run.receipt.pages == load(name).pages
    assert run.out.is_file()


@pytest.mark.parametrize(("name", "policy"), CASES)
def test_nothing_burned_is_left_for_any_reader(name: str, policy: str, run: Run) -> None:
    fate = Fate.of(name, policy)

    pieces = {piece for piece in fate.burned() if not fate.kept(piece) and len(piece) > 1}
    for reader, text in texts(run.out).items():
        left = [p for p in pieces if count(folded(text), p) or (len(p) > 6 and squeezed(p) in squeezed(text))]
        assert left == [], reader


@pytest.mark.parametrize(("name", "policy"), CASES)
def test_no_burned_word_is_left_at_more_places_than_others_keep_it(name: str, policy: str, run: Run) -> None:
    stay, may, go = Fate.of(name, policy).words()

    found = Counter(WORD.findall(PRINTED.sub(" ", run.read())))
    too_often = {word: found[word] - stay[word] - may[word] for word in go if len(word) > 1}
    assert {word: n for word, n in too_often.items() if n > 0} == {}


@pytest.mark.parametrize(("name", "policy"), CASES)
def test_nothing_else_is_lost(name: str, policy: str, run: Run) -> None:
    stay, _, _ = Fate.of(name, policy).words()

    found = Counter(WORD.findall(PRINTED.sub(" ", run.read())))
    assert {word: n - found[word] for word, n in stay.items() if found[word] < n} == {}


@pytest.mark.parametrize(("name", "policy"), CASES)
def test_what_the_public_must_read_can_be_read_at_every_place(name: str, policy: str, run: Run) -> None:
    fate = Fate.of(name, policy)

    assert {text for text in load(name).keep if count(run.read(), text) < fate.kept(text)} == set()


@pytest.mark.parametrize(("name", "policy"), CASES)
def test_initials_are_printed_on_the_boxes(name: str, policy: str, run: Run) -> None:
    shown = {rule.shown for rule in (item.rule(policy) for item in load(name).items) if rule.shown}

    assert {text for text in shown if text.replace(".", "") not in run.read().replace(".", "")} == set()


@pytest.mark.parametrize(("name", "policy"), CASES)
def test_nothing_that_stood_beside_the_pages_is_in_the_file(name: str, policy: str, run: Run) -> None:
    inside, seen = raw(run.out), run.read()

    hidden = [p for p in Fate.of(name, policy).burned() if len(p) > 6 and folded(p) not in seen]
    for text in (*load(name).beside, *hidden):
        assert text.encode() not in inside
        assert text.encode("utf-16-be") not in inside


@pytest.mark.parametrize(("name", "policy"), CASES)
def test_a_second_run_adds_no_box(name: str, policy: str, run: Run) -> None:
    assert run.again is not None
    assert (run.again.outcome, run.again.boxes) == (Outcome.RELEASED, 0)


@pytest.mark.parametrize(("name", "policy"), [case for case in CASES if load(case[0]).boxes is not None])
def test_the_number_of_boxes_is_exact_where_it_is_certain(name: str, policy: str, run: Run) -> None:
    assert run.receipt.boxes == load(name).boxes


@pytest.mark.parametrize(("name", "policy"), SCANS)
def test_a_scan_is_held_with_a_reason_or_released_without_what_must_go(name: str, policy: str, run: Run) -> None:
    if run.receipt.outcome is Outcome.HELD:
        assert run.receipt.reasons
        assert not run.out.exists()
        return

    fate, seen = Fate.of(name, policy), folded(ocr_text(run.out.read_bytes()))
    assert run.receipt.outcome is Outcome.RELEASED
    assert [piece for piece in fate.burned() if count(seen, piece)] == []
    assert [text for text in load(name).keep if not count(seen, text)] == []
