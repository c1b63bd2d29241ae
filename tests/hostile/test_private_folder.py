"""The folder in which a filing is worked on is its owner's only, and goes even when its owner is killed."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import stat
from pathlib import Path

import pytest

from pipeline.workdir import LOCK, PREFIX, sweep, working_folder
from tests.faults.scene import PATIENCE, Scene, drop, files, until


def folders(tmp: Path) -> list[Path]:
    return [path for path in tmp.iterdir() if path.name.startswith(PREFIX)]


def is_free(lock: Path) -> bool:
    with lock.open("rb") as file, contextlib.suppress(OSError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


@pytest.mark.timeout(200)
def test_a_working_folder_is_closed_to_others_and_wiped_after_a_kill(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    scene = Scene(tmp_path / "work")
    drop(scene.root / "in", "hangs-1")
    words = ("batch", scene.root / "in", scene.root / "out", "--audit", scene.root / "audit")
    running = scene.start(*words)
    until(lambda: len(folders(scene.tmp)) == 1, "a filing is worked on")
    (folder,) = folders(scene.tmp)
    (folder / "page.pdf").write_bytes(b"a copy of a filing")

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert folder.stat().st_uid == os.getuid()
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert folder.exists(), "nobody was left to wipe it"
    (scene.root / "in" / "hangs-1.pdf").unlink()
    drop(scene.root / "in", "ok-1")
    until(lambda: is_free(folder / LOCK), "the worker has ended too")
    assert scene.start(*words).wait(timeout=PATIENCE) == 0
    assert list(scene.tmp.iterdir()) == []
    assert len(files(scene.root / "out")) == 1


def test_a_folder_that_is_in_use_is_not_swept(tmp_path: Path) -> None:
    with working_folder(tmp_path) as folder:
        assert sweep(tmp_path) == 0
        assert folder.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_what_only_looks_like_a_working_folder_is_left_alone(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_bytes(b"")
    link = tmp_path / "tmp" / f"{PREFIX}{os.getuid()}-0123"
    link.parent.mkdir()
    link.symlink_to(elsewhere)

    assert sweep(link.parent) == 0
    assert (elsewhere / "kept").exists()
