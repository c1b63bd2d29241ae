"""Files that a kill leaves behind go, and those that somebody still writes stay."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline import assemble, batch, owned, settings


def test_only_what_nobody_holds_is_swept(tmp_path: Path) -> None:
    mine, left = tmp_path / "a.part", tmp_path / "b.part"
    handle = owned.create(mine)
    left.write_bytes(b"half")
    (tmp_path / "other.pdf").write_bytes(b"whole")
    assert (owned.held(mine), owned.held(left)) == (True, False)

    assert owned.sweep(tmp_path, "*.part") == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.part", "other.pdf"]

    os.close(handle)
    assert owned.sweep(tmp_path, "*.part") == 1


def test_a_file_that_is_there_is_not_taken_over(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        owned.create(tmp_path / "a")


def test_the_next_run_removes_half_written_receipts_and_seals(tmp_path: Path) -> None:
    chosen = settings.load(audit=tmp_path / "audit")
    ledger, store = assemble.ledger(chosen), assemble.receipts(chosen)
    (tmp_path / "tmp").mkdir()
    store.folder.mkdir(parents=True)
    left = [
        store.folder / ".0123456789abcdef.json.89abcdef.part",
        ledger.path.parent / ".audit.jsonl.head.89abcdef.part",
    ]
    for path in left:
        path.write_bytes(b"{")
    written = owned.create(store.folder / ".fedcba9876543210.json.01234567.part")

    batch.recover(ledger, store, tmp_path / "out", tmp_path / "tmp", all_here=False)

    assert [p.name for p in (tmp_path / "audit").rglob("*.part")] == [".fedcba9876543210.json.01234567.part"]
    os.close(written)
