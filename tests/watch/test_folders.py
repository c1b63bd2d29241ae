"""A move takes the file that was done and no other, and never replaces one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import ConfigError, UsageError
from pipeline.watch.folders import Folders, move_if_same, tidy, write_why
from tests.fakes import digest


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    made = Folders(tmp_path)
    made.prepare()
    return made


def test_the_file_that_was_done_is_moved_beside_one_of_its_name(folders: Folders) -> None:
    for number, data in enumerate((b"one", b"two")):
        source = folders.inbox / "sub" / "a.pdf"
        source.parent.mkdir(exist_ok=True)
        source.write_bytes(data)
        assert move_if_same(source, digest(source), folders.inbox, folders.done), number
    assert {p.name: p.read_bytes() for p in (folders.done / "sub").iterdir()} == {"a.pdf": b"one", "a-2.pdf": b"two"}
    assert list(folders.inbox.iterdir()) == []


def test_a_file_that_was_replaced_meanwhile_stays(folders: Folders) -> None:
    source = folders.inbox / "a.pdf"
    source.write_bytes(b"one")
    done = digest(source)
    source.write_bytes(b"two")
    assert not move_if_same(source, done, folders.inbox, folders.done)
    assert not move_if_same(folders.inbox / "gone.pdf", done, folders.inbox, folders.done)
    assert source.read_bytes() == b"two"


def test_reasons_without_their_file_are_removed(folders: Folders) -> None:
    (folders.held / "a.pdf").write_bytes(b"")
    for name in ("a.pdf", "b.pdf"):
        write_why(folders.held / name, {"outcome": "held"})
    assert tidy(folders.held) == 1
    assert json.loads((folders.held / "a.pdf.why.json").read_text()) == {"outcome": "held"}


def test_a_folder_that_is_a_link_and_a_second_lock_are_refused(folders: Folders, tmp_path: Path) -> None:
    with folders.lock(), pytest.raises(UsageError), folders.lock():
        pass
    assert not folders.locked()
    folders.outbox.rmdir()
    folders.outbox.symlink_to(folders.done)
    with pytest.raises(ConfigError):
        folders.prepare()
