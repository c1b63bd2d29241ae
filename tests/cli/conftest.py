"""Fixtures of the command tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import Shell, shell


@pytest.fixture
def prefile(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    return shell(monkeypatch, capsys, tmp_path / "home")
