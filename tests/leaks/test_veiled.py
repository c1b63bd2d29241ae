"""Every failed redaction goes down the corridor without a detector that knows its words, and comes out healed."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from pathlib import Path

import pymupdf
import pytest

from pipeline.core import Proof, look
from pipeline.decide.decide import PolicyDecider
from pipeline.detect import veil
from pipeline.extract.accept import PdfAccepter
from pipeline.extract.read import PageReader
from pipeline.nouns import Finding, Ground, Job, Kind, Known, NormalForm, Outcome, Reading
from pipeline.record.entry import box_entries
from pipeline.redact.burn import PdfBurner
from pipeline.redact.normalise import PlainNormaliser
from pipeline.verify.inspect import Severity, inspect
from pipeline.verify.verifier import PdfVerifier
from tests import fakes
from tests.leaks.bench import FIRST, LAST, SECRET, Case
from tests.leaks.hunt import in_objects, plain, readers
from tests.leaks.test_leaks import _no_picture_shows_it as no_picture_shows_it
from tests.leaks.veiled import BARS, HONEST


class OnlyVeils:
    """A detector that knows nothing but what earlier redactions cover."""

    def detect(
        self, reading: Reading, *, terms: Sequence[str] = (), also: Collection[Kind] = (), known: Sequence[Known] = ()
    ) -> tuple[Finding, ...]:
        return tuple(veil.find(reading))


def redacted(case: Case, folder: Path) -> tuple[Proof, Reading]:
    source = folder / "in.pdf"
    source.write_bytes(case.data())
    kit = fakes.kit(
        folder,
        accepter=PdfAccepter(),
        normaliser=PlainNormaliser(),
        reader=PageReader(),
        detector=OnlyVeils(),
        decider=PolicyDecider.of("frcp-5.2"),
        burner=PdfBurner(),
        verifier=PdfVerifier(),
    )
    kit = dataclasses.replace(kit, boxes=box_entries)
    work = folder / "work"
    work.mkdir()
    proof, reading = look(Job(source=source, destination=folder / "out.pdf"), kit, work)
    assert reading is not None
    return proof, reading


@pytest.mark.parametrize("name", sorted(BARS))
def test_what_a_failed_redaction_covers_is_burned_and_nothing_else_is(name: str, tmp_path: Path) -> None:
    case = BARS[name]()

    proof, _ = redacted(case, tmp_path)

    assert (proof.receipt.outcome, proof.receipt.reasons) == (Outcome.RELEASED, ())
    assert proof.receipt.found[Kind.EXISTING] >= 1
    assert {entry["ground"] for entry in proof.entries} == {str(Ground.EXISTING)}
    assert proof.draft is not None
    data = proof.draft.path.read_bytes()
    seen = readers(data)
    wanted = case.find or (SECRET, FIRST, LAST)
    assert {reader: [w for w in wanted if plain(w) in text] for reader, text in seen.items()} == {k: [] for k in seen}
    assert in_objects(data, *wanted) == []
    assert [text for text in case.keep if plain(text) not in seen["pdfium"]] == []
    if case.pictures:
        no_picture_shows_it(data)
    assert [p for p in inspect(proof.draft.path) if p.severity is Severity.LEAK] == []


@pytest.mark.parametrize("name", sorted(HONEST))
def test_a_page_that_hides_nothing_gets_no_box(name: str, tmp_path: Path) -> None:
    case = HONEST[name]()

    proof, reading = redacted(case, tmp_path)

    assert proof.receipt.found == {}
    assert proof.receipt.outcome is Outcome.RELEASED
    assert proof.draft is not None
    assert [text for text in case.keep if plain(text) not in readers(proof.draft.path.read_bytes())["pdfium"]] == []
    if not case.pictures:
        assert SECRET in reading.text


SEEN_BY_THE_READER_ALONE = {"block_characters", "outlines_under_a_white_fill"}
"""The second library takes block characters for text, and light shapes over others for a drawing."""


@pytest.mark.parametrize("name", sorted(set(BARS) - SEEN_BY_THE_READER_ALONE))
def test_the_source_is_reported_by_an_inspection(name: str, tmp_path: Path) -> None:
    path = tmp_path / "in.pdf"
    path.write_bytes(BARS[name]().data())

    assert {p.severity for p in inspect(path)} & {Severity.LEAK, Severity.HIDDEN}


@pytest.mark.parametrize("name", ["fill_black", "fill_over_a_jpeg", "redact_note", "white_fill_over_a_picture"])
def test_what_was_healed_is_not_found_again(name: str, tmp_path: Path) -> None:
    proof, _ = redacted(BARS[name](), tmp_path)
    assert proof.draft is not None
    sizes = ((612.0, 792.0),)

    again = PageReader().read(NormalForm(path=proof.draft.path, sha256=proof.draft.sha256, page_sizes=sizes))

    assert list(again.veils()) == []


@pytest.mark.parametrize("name", ["white_on_white", "anchor_beside_print_over_a_picture"])
def test_what_cannot_be_seen_goes_without_a_box_and_the_page_looks_as_it_did(name: str, tmp_path: Path) -> None:
    proof, _ = redacted(BARS[name](), tmp_path)

    assert proof.receipt.boxes == 0
    assert proof.draft is not None
    assert proof.draft.marks
    with pymupdf.open(tmp_path / "in.pdf") as source, pymupdf.open(proof.draft.path) as draft:
        assert source[0].get_pixmap(dpi=150).samples == draft[0].get_pixmap(dpi=150).samples
