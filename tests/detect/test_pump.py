"""No text, however made, sends a pattern of the detect room into a search without end."""

import re
import subprocess
import sys

import pytest

from tests.detect import pump

LIMIT = 150
"""Seconds for all patterns together, which take about five; one that explodes would take years."""


@pytest.mark.timeout(LIMIT + 60)
def test_no_pattern_explodes_on_pumped_texts() -> None:
    command = [sys.executable, "-m", "tests.detect.pump"]
    try:
        out = subprocess.run(command, check=True, capture_output=True, text=True, timeout=LIMIT).stdout
    except subprocess.TimeoutExpired as stuck:
        pytest.fail(f"stuck in {(stuck.stdout or b'').decode().splitlines()[-1:]}")
    names = out.splitlines()
    assert names[-1] == "done"
    assert len(names) > 200


def test_the_texts_would_find_a_pattern_that_explodes() -> None:
    assert any("Ab-Ab-" in text for text in pump.texts(re.compile("x")))
    assert any(name == "pipeline.detect.person._CELL" for name, _ in pump.patterns())
