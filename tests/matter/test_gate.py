"""The gate outside a matter: what holds a paper whatever its findings are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from pipeline.errors import RefusedError
from pipeline.matter import ways
from pipeline.matter.gate import OpenGate
from pipeline.nouns import Filing, Finding, Kind, Reading, Role
from tests.fakes import digest, page


def held(path: Path, text: str, *findings: Finding) -> tuple[str, ...]:
    path.write_bytes(b"%PDF")
    filing = Filing(path=path, sha256=digest(path), size=4, page_count=1)
    return OpenGate().holds(filing, Reading.of((page(text),)), findings)


def test_a_paper_that_names_a_juror_is_held(tmp_path: Path) -> None:
    juror = Finding(start=0, end=5, kind=Kind.PERSON, score=1.0, by="test.v1", role=Role.JUROR)
    assert held(tmp_path / "a.pdf", "Wendl sat.", juror) == ("names_juror",)


def test_legend_file_name_and_type_are_each_a_reason_and_each_has_ways_out(tmp_path: Path) -> None:
    found = held(tmp_path / "Ex 1 CONFIDENTIAL.pdf", "CONFIDENTIAL\nPRESENTENCE REPORT\nThe defendant.")
    assert found == ("legend:file_name", "legend:page_1", "sealed_type:presentence_report:page_1")
    assert ways.out(found) == list(ways.PLAIN)


def test_an_ordinary_paper_passes(tmp_path: Path) -> None:
    assert held(tmp_path / "a.pdf", "The documents are confidential, said counsel.") == ()


@pytest.mark.parametrize("folder", ["confidential", "Confidential", "confidential/sub"])
def test_nothing_is_admitted_from_a_confidential_folder(tmp_path: Path, folder: str) -> None:
    with pytest.raises(RefusedError):
        OpenGate().admit(tmp_path / folder / "a.pdf")


def test_a_file_that_is_only_called_confidential_is_no_folder(tmp_path: Path) -> None:
    OpenGate().admit(tmp_path / "confidential")


def noted(doc: pymupdf.Document) -> None:
    doc[0].add_text_annot((400, 30), "CONFIDENTIAL")


def bookmarked(doc: pymupdf.Document) -> None:
    doc.set_toc([[1, "Report", 1], [2, "Confidential - Attorneys' Eyes Only", 1]])


def titled(doc: pymupdf.Document) -> None:
    doc.set_metadata({"title": "FILED UNDER SEAL"})


def plain(doc: pymupdf.Document) -> None:
    doc[0].add_text_annot((400, 30), "Is this confidential? Ask counsel.")
    doc.set_toc([[1, "Motion to seal", 1]])


@pytest.mark.parametrize(
    ("plant", "reasons"),
    [
        (noted, ("legend:note:page_1",)),
        (bookmarked, ("legend:bookmark",)),
        (titled, ("legend:title",)),
        (plain, ()),
    ],
)
def test_a_legend_beside_the_pages_is_one(
    tmp_path: Path, plant: Callable[[pymupdf.Document], None], reasons: tuple[str, ...]
) -> None:
    path = tmp_path / "a.pdf"
    with pymupdf.open() as doc:
        doc.new_page()
        plant(doc)
        doc.save(path)
    filing = Filing(path=path, sha256=digest(path), size=path.stat().st_size, page_count=1)
    assert OpenGate().holds(filing, Reading.of((page("A letter."),)), ()) == reasons
