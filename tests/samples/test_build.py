"""The committed sample filings are what their scripts build."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from tests.samples.gold import FOLDER, load, names


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rebuilt")
    subprocess.run([sys.executable, str(FOLDER / "build.py"), "--out", str(folder)], check=True, capture_output=True)
    return folder


def _plain(data: bytes) -> bytes:
    """Return a PDF without the marks of the library that compressed it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(out, static_id=True, qdf=True, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return out.getvalue()


def test_each_pdf_has_gold_and_each_gold_has_a_pdf() -> None:
    assert names() == sorted(path.stem for path in FOLDER.glob("*.pdf"))
    assert len(names()) >= 14


@pytest.mark.parametrize("name", names())
def test_the_script_builds_the_committed_file(name: str, rebuilt: Path) -> None:
    assert _plain((rebuilt / f"{name}.pdf").read_bytes()) == _plain((FOLDER / f"{name}.pdf").read_bytes())


def test_two_builds_give_the_same_bytes(rebuilt: Path, tmp_path: Path) -> None:
    some = ["pleading-motion", "justified-letter", "fee-waiver-form", "scanned-letter"]
    subprocess.run([sys.executable, str(FOLDER / "build.py"), "--out", str(tmp_path), *some], check=True)

    assert all((tmp_path / f"{n}.pdf").read_bytes() == (rebuilt / f"{n}.pdf").read_bytes() for n in some)


def test_check_tells_a_changed_file_apart(tmp_path: Path) -> None:
    command = [sys.executable, str(FOLDER / "build.py"), "--check", "--out", str(tmp_path), "deposition"]
    missing = subprocess.run(command, check=False, capture_output=True, text=True)
    (tmp_path / "deposition.pdf").write_bytes((FOLDER / "deposition.pdf").read_bytes() + b"%")
    changed = subprocess.run(command, check=False, capture_output=True, text=True)

    assert (missing.returncode, changed.returncode) == (1, 1)
    assert "deposition.pdf" in missing.stdout


@pytest.mark.parametrize("name", names())
def test_a_sample_is_a_sound_pdf_of_letter_pages(name: str) -> None:
    with pikepdf.open(FOLDER / f"{name}.pdf") as pdf:
        assert not pdf.check_pdf_syntax()
        assert len(pdf.pages) == load(name).pages
        sizes = {tuple(float(v) for v in page.MediaBox) for page in pdf.pages}
    assert sizes == {(0, 0, 612, 792)}
