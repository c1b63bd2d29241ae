"""A faulty burner in the real corridor: the check that is meant for the fault fails, and nothing is released."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline import core
from pipeline.extract.accept import PdfAccepter
from pipeline.extract.read import PageReader
from pipeline.nouns import Draft, Finding, Job, Kind, Known, Mark, NormalForm, Outcome, Reading, Receipt, Secret
from pipeline.redact.burn import PdfBurner
from pipeline.redact.normalise import PlainNormaliser
from pipeline.verify.verifier import PdfVerifier
from tests import fakes
from tests.builders import filing
from tests.leaks import fonts
from tests.verify import burns, faults, test_glyphs
from tests.verify.burns import Paper

VALUE = "Quillon Vexford"
WORDS = f"The minor {VALUE} lives here. Counsel for the minor says that the affidavit was filed on time."


class Finds:
    """Finds one value wherever it stands."""

    def __init__(self, value: str = VALUE) -> None:
        self.value = value

    def detect(
        self, reading: Reading, *, terms: Sequence[str] = (), also: Collection[Kind] = (), known: Sequence[Known] = ()
    ) -> tuple[Finding, ...]:
        at = [i for i in range(len(reading.text)) if reading.text.startswith(self.value, i)]
        assert at, "the value must be read"
        return tuple(Finding(i, i + len(self.value), Kind.PERSON, 1.0, "test.v1") for i in at)


@dataclass(frozen=True)
class Faulty:
    """A burner that does one thing wrong."""

    fault: Callable[[Paper], bytes]

    def burn(self, normal: NormalForm, marks: Sequence[Mark], secrets: Sequence[Secret], workdir: Path) -> Draft:
        paper = SimpleNamespace(
            folder=workdir, normal=normal, marks=tuple(marks), secrets=tuple(secrets), box=(0, 0, 0), overlay="[name]"
        )
        path = workdir / "faulty.pdf"
        path.write_bytes(self.fault(paper))  # type: ignore[arg-type]
        return Draft(path, fakes.digest(path), tuple(marks))


def run(source: bytes, burner: object, folder: Path, *, value: str = VALUE) -> Receipt:
    (folder / "in.pdf").write_bytes(source)
    work = folder / "work"
    work.mkdir()
    parts = {
        "accepter": PdfAccepter(),
        "normaliser": PlainNormaliser(),
        "reader": PageReader(),
        "detector": Finds(value),
        "burner": burner,
        "verifier": PdfVerifier(),
    }
    return core.process(Job(source=folder / "in.pdf", destination=folder / "out.pdf"), fakes.kit(work, **parts))


ROWS = [
    ("paints without removing", faults.paints_only, "text_under_marks", {}),
    ("drops a mark", faults.drops_a_mark, "text_under_marks", {}),
    ("leaves an image", faults.covers_pixels, "images_under_marks", {"scanned": True, "ocr_layer": True}),
    ("loses a page", faults.loses_a_page, "pages", {}),
    ("leaves metadata", faults.leaves_metadata, "structure", {}),
    ("leaves an attachment", faults.leaves_an_attachment, "structure", {}),
    ("keeps an earlier revision", faults.leaves_an_earlier_revision, "structure", {}),
    ("keeps a ToUnicode entry", faults.leaves_a_map_entry, "secrets_in_objects", {}),
    ("keeps a bookmark", faults.leaves_a_bookmark, "structure", {}),
    ("keeps a script", faults.leaves_a_script, "structure", {}),
    ("keeps an annotation", faults.leaves_an_annotation, "structure", {}),
    ("shifts the text", faults.shifts_the_text, "text_outside_marks", {}),
    ("keeps what a mask shows", faults.leaves_words_under_a_mask, "masks_under_marks", {}),
    ("keeps a pattern", faults.leaves_a_pattern, "beneath_marks", {}),
]


@pytest.mark.parametrize(("fault", "check", "options"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_nothing_of_a_faulty_burner_is_released(
    fault: Callable[[Paper], bytes], check: str, options: dict[str, object], tmp_path: Path
) -> None:
    receipt = run(filing((WORDS, "A second page."), **options), Faulty(fault), tmp_path)

    assert receipt.outcome is Outcome.HELD
    assert any(reason.startswith(f"check_failed:{check}.v") for reason in receipt.reasons), receipt.reasons
    assert not (tmp_path / "out.pdf").exists()
    assert list((tmp_path / "work").iterdir()) == []


def test_nothing_with_a_telling_font_is_released(tmp_path: Path) -> None:
    case = fonts.font_truetype()

    receipt = run(case.data(), Faulty(test_glyphs.keeps_the_fonts), tmp_path, value="Zabrowsky")

    assert [reason.split(".")[0] for reason in receipt.reasons] == ["check_failed:glyph_inventory"]
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("burner", [PdfBurner(), Faulty(burns.right)], ids=["ours", "the tests' own"])
def test_what_a_right_burner_made_is_released(burner: object, tmp_path: Path) -> None:
    receipt = run(filing((WORDS, "A second page.")), burner, tmp_path)

    assert (receipt.outcome, receipt.reasons) == (Outcome.RELEASED, ())
    assert (tmp_path / "out.pdf").exists()
