"""Two samples as scans: what is burned in their text is burned in the pixels that are stored, and nothing else changes.

The other samples and ways of scanning are the matter of `make scans`, which takes minutes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import assemble, settings
from pipeline.nouns import Outcome
from tests.samples.gold import load
from tests.samples.scanned import Form, redact, truth


@pytest.mark.parametrize(
    ("name", "form"), [("email-exhibit", Form(200, skew=2.0)), ("payroll-record", Form(200))], ids=str
)
def test_a_sample_is_burned_as_a_scan_where_its_text_is_burned(name: str, form: Form, tmp_path: Path) -> None:
    kit = assemble.build(settings.load(audit=tmp_path / "audit"))
    known = truth(load(name).path, "private", kit, tmp_path)

    result = redact(name, form, kit, tmp_path, policy="private", known=known)

    assert result.receipt.outcome is Outcome.RELEASED
    assert (result.left, result.seen, result.over, result.changed) == ((), (), (), 0)
    assert result.burned == sum(map(len, known.places))
