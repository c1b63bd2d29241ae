"""Each bad input gets one clear error and the right exit code, and harms nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from pipeline.errors import EXIT_FAULT
from tests.builders import filed, filing
from tests.cli.run import Shell, finished, process

WORDS = "Her Social Security number is 000-12-3456, she said."
LOCK = "open sesame"


def pageless(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.save(path)


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "no bytes": (lambda path: path.write_bytes(b""), "it holds no bytes"),
    "text called pdf": (lambda path: path.write_text("Dear Sir,"), "not a PDF"),
    "truncated": (lambda path: path.write_bytes(filing(WORDS)[:200]), "damaged"),
    "no pages": (pageless, "no pages"),
    "a password that nobody gave": (lambda path: filed(path, WORDS, user_password=LOCK), "encrypted"),
}


def left(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()} - {"home"}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_processed_is_refused_with_a_reason_and_nothing_is_written(
    name: str, prefile: Shell, tmp_path: Path
) -> None:
    make, says = REFUSED[name]
    source = tmp_path / "in.pdf"
    make(source)
    before = source.read_bytes()

    ran = prefile("redact", source)

    assert ran.code == 1
    assert ran.out.startswith("refused")
    assert says.split()[-1] in ran.out
    assert "Traceback" not in ran.err
    assert left(tmp_path) == {"in.pdf"}
    assert source.read_bytes() == before
    assert prefile("audit", "verify").code == 0


def test_an_empty_password_is_no_obstacle(prefile: Shell, tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", WORDS, user_password="")
    assert prefile("redact", source).code == 0
    assert left(tmp_path) == {"in.pdf", "in.redacted.pdf"}
    with pikepdf.open(tmp_path / "in.redacted.pdf") as pdf:
        assert not pdf.is_encrypted


def test_the_password_comes_from_a_file(prefile: Shell, tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", WORDS, user_password=LOCK)
    (tmp_path / "pw").write_text(f"{LOCK}\n")
    ran = prefile("redact", source, "--password-file", tmp_path / "pw")
    assert ran.code == 0
    assert LOCK not in ran.out + ran.err
    missing = prefile("redact", source, "--force", "--password-file", tmp_path / "nowhere")
    assert missing.code == 2
    assert "cannot read the password file" in missing.err


def test_a_missing_file_is_a_usage_error(prefile: Shell, tmp_path: Path) -> None:
    ran = prefile("redact", tmp_path / "nowhere.pdf")
    assert ran.code == 2
    assert "no such file" in ran.err
    assert left(tmp_path) == set()


def test_a_folder_is_a_usage_error_that_names_batch(prefile: Shell, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    ran = prefile("redact", tmp_path / "folder", "-o", tmp_path / "out.pdf")
    assert ran.code == 2
    assert "prefile batch" in ran.err
    assert left(tmp_path) == {"folder"}


def test_an_output_that_exists_is_left_alone(prefile: Shell, tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", WORDS)
    (tmp_path / "out.pdf").write_text("somebody's")
    ran = prefile("redact", source, "-o", tmp_path / "out.pdf")
    assert ran.code == 2
    assert "--force" in ran.err
    assert (tmp_path / "out.pdf").read_text() == "somebody's"


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_the_input_is_never_the_output(force: tuple[str, ...], prefile: Shell, tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", WORDS)
    before = source.read_bytes()
    (tmp_path / "link.pdf").symlink_to(source)
    os.link(source, tmp_path / "hard.pdf")
    for out in ("in.pdf", "link.pdf", "hard.pdf", "../" + tmp_path.name + "/in.pdf"):
        ran = prefile("redact", source, "-o", tmp_path / out, *force)
        assert ran.code == 2
        assert "overwrite the input" in ran.err
    assert source.read_bytes() == before
    assert left(tmp_path) == {"in.pdf", "link.pdf", "hard.pdf"}


def test_a_link_to_a_paper_is_read_through_and_stays_a_link(prefile: Shell, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    source = filed(tmp_path / "papers" / "real.pdf", WORDS)
    before = source.read_bytes()
    (tmp_path / "link.pdf").symlink_to(source)
    assert prefile("redact", tmp_path / "link.pdf").code == 0
    assert (tmp_path / "link.pdf").is_symlink()
    assert source.read_bytes() == before
    assert left(tmp_path) == {"papers", "link.pdf", "link.redacted.pdf"}


def test_a_missing_output_folder_is_not_made(prefile: Shell, tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", WORDS)
    ran = prefile("redact", source, "-o", tmp_path / "no" / "out.pdf")
    assert ran.code == 2
    assert "no such folder" in ran.err
    assert left(tmp_path) == {"in.pdf"}


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that not even root can write")
def test_an_output_folder_that_cannot_be_written_releases_nothing(prefile: Shell, tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", WORDS)
    ran = prefile("redact", source, "-o", "/proc/self/out.pdf")
    assert ran.code in (2, 3)
    assert ran.err.startswith("error:")
    assert left(tmp_path) == {"in.pdf"}


def test_an_unknown_policy_is_answered_with_the_nearest(prefile: Shell, tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", WORDS)
    ran = prefile("redact", source, "--policy", "frcp-5.3")
    assert ran.code == 2
    assert "frcp-5.2" in ran.err
    assert left(tmp_path) == {"in.pdf"}


def test_an_unknown_box_colour_is_a_usage_error(prefile: Shell, tmp_path: Path) -> None:
    ran = prefile("redact", filed(tmp_path / "in.pdf", WORDS), "--box", "green")
    assert ran.code == 2
    assert "black or white" in ran.err


def test_a_full_disk_is_a_fault_that_releases_nothing(prefile: Shell, tmp_path: Path) -> None:
    source = filed(tmp_path / "in.pdf", WORDS)
    ran = finished(process("redact", source, "--json", home=tmp_path / "home", limit="-f 8"))
    assert ran.code == EXIT_FAULT, ran.err
    assert ran.json["error"] == "disk_full"
    assert "Traceback" not in ran.err
    assert left(tmp_path) == {"in.pdf"}


@pytest.mark.parametrize("part", [3, 10, 50, 90])
def test_a_paper_cut_short_is_released_only_when_its_page_is_whole(part: int, prefile: Shell, tmp_path: Path) -> None:
    data = filing(WORDS)
    (tmp_path / "in.pdf").write_bytes(data[: len(data) * part // 100])
    ran = prefile("redact", tmp_path / "in.pdf")
    if ran.code == 0:
        assert prefile("verify", tmp_path / "in.redacted.pdf").code == 0
    else:
        assert ran.code == 1
        assert left(tmp_path) == {"in.pdf"}


@pytest.mark.parametrize("command", ["scan", "verify"])
def test_commands_that_only_look_treat_bad_input_the_same(command: str, prefile: Shell, tmp_path: Path) -> None:
    assert prefile(command, tmp_path / "nowhere.pdf").code == 2
    (tmp_path / "text.pdf").write_text("Dear Sir,")
    ran = prefile(command, tmp_path / "text.pdf")
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert left(tmp_path) == {"text.pdf"}


def test_no_message_holds_a_word_of_the_paper(prefile: Shell, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    source = filed(tmp_path / "in.pdf", "Zebulon Quarrelsome, a neighbor, testified. " + WORDS)
    for words in (("redact", source), ("scan", source), ("verify", source), ("audit", "show", "--json")):
        ran = prefile("--debug", *words)
        assert "Quarrelsome" not in ran.out + ran.err + caplog.text
        assert "12-3456" not in ran.out + ran.err + caplog.text  # four digits alone turn up in a digest
