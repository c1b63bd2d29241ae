"""A released file appears whole or not at all, on file systems with and without nameless files."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pipeline import release
from pipeline.errors import HeldError, OutputError
from pipeline.nouns import Digest, Draft
from tests.fakes import digest


@pytest.fixture(params=["nameless", "named", "no_links"])
def draft(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Draft:
    if request.param != "nameless":
        monkeypatch.delattr(os, "O_TMPFILE")
    if request.param == "no_links":

        def refuse(*_: object, **__: object) -> None:
            raise OSError(errno.EPERM, "no hard links here")

        monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "draft.pdf"
    path.write_bytes(b"proven bytes")
    (tmp_path / "out").mkdir()
    return Draft(path=path, sha256=digest(path), marks=())


def test_a_copy_has_no_place_until_it_is_published(draft: Draft, tmp_path: Path) -> None:
    target = tmp_path / "out" / "a.pdf"
    part = release.Part.copy(draft, target, name="x", mode=0o640)
    assert not target.exists()

    part.publish(replace=False)
    part.discard()

    assert target.read_bytes() == b"proven bytes"
    assert target.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in target.parent.iterdir()] == ["a.pdf"]


def test_a_discarded_copy_is_gone(draft: Draft, tmp_path: Path) -> None:
    release.Part.copy(draft, tmp_path / "out" / "a.pdf", name="x", mode=0o600).discard()

    assert list((tmp_path / "out").iterdir()) == []


def test_replacing_is_at_once_and_only_on_request(draft: Draft, tmp_path: Path) -> None:
    target = tmp_path / "out" / "a.pdf"
    target.write_bytes(b"old")

    part = release.Part.copy(draft, target, name="x", mode=0o600)
    part.publish(replace=True)
    part.discard()

    assert target.read_bytes() == b"proven bytes"
    assert [p.name for p in target.parent.iterdir()] == ["a.pdf"]


def test_a_destination_that_appeared_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "draft.pdf"
    path.write_bytes(b"proven bytes")
    target = tmp_path / "a.pdf"
    part = release.Part.copy(Draft(path=path, sha256=digest(path), marks=()), target, name="x", mode=0o600)
    target.write_bytes(b"somebody's")

    with pytest.raises(OutputError):
        part.publish(replace=False)
    part.discard()

    assert target.read_bytes() == b"somebody's"


def test_bytes_that_are_not_the_proven_ones_are_not_copied(draft: Draft, tmp_path: Path) -> None:
    wrong = Draft(path=draft.path, sha256=Digest("0" * 64), marks=())

    with pytest.raises(HeldError):
        release.Part.copy(wrong, tmp_path / "out" / "a.pdf", name="x", mode=0o600)

    assert list((tmp_path / "out").iterdir()) == []


def test_copies_without_an_owner_are_swept_and_owned_ones_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_TMPFILE")
    path = tmp_path / "draft.pdf"
    path.write_bytes(b"proven bytes")
    orphan = tmp_path / f"{release.PREFIX}orphan"
    orphan.write_bytes(b"x")
    part = release.Part.copy(
        Draft(path=path, sha256=digest(path), marks=()), tmp_path / "a.pdf", name="mine", mode=0o600
    )

    assert not orphan.exists()
    assert release.sweep(tmp_path) == 0
    assert (tmp_path / f"{release.PREFIX}mine").exists()
    part.discard()
