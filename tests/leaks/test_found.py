"""The whole corridor with nothing given: every plant is found and burned, or is gone; no reader sees it afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import assemble, core, settings
from pipeline.core import Kit
from pipeline.nouns import Job, Outcome
from tests.builders import filing
from tests.leaks.found import NUMBER, PLANTS, VALUE, Fate
from tests.leaks.hunt import in_objects, plain, readers


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return assemble.build(settings.load(audit=tmp_path_factory.mktemp("audit")))


@pytest.mark.parametrize("name", PLANTS)
def test_a_plant_is_read_and_burned_or_gone_and_told_of(name: str, kit: Kit, tmp_path: Path) -> None:
    build, fate, told = PLANTS[name]
    case = build()
    source, out = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(case.data())

    receipt = core.process(Job(source=source, destination=out), kit)

    assert (receipt.found.get("SSN", 0) > 0) is (fate in (Fate.READ, Fate.HELD))
    assert (receipt.found.get("EXISTING", 0) > 0) is (fate is Fate.VEILED)
    assert not told or receipt.coverage.get(told, 0) > 0, dict(receipt.coverage)
    if fate is Fate.HELD:
        assert receipt.outcome is Outcome.HELD
        assert not out.exists()
        return
    assert (receipt.outcome, receipt.reasons) == (Outcome.RELEASED, ())
    assert receipt.boxes + receipt.coverage.get("removed_white_text", 0) == sum(receipt.found.values())
    assert {check.name.split(".")[0] for check in receipt.checks if check.passed} >= {"structure", "secrets_in_objects"}
    _nothing_is_left(out.read_bytes(), case.keep)


def _nothing_is_left(data: bytes, keep: tuple[str, ...]) -> None:
    seen = readers(data)
    assert [reader for reader, text in seen.items() if plain(NUMBER[:6]) in text] == []
    assert in_objects(data, VALUE, NUMBER, NUMBER[:6]) == []
    assert [text for text in keep if plain(text) not in seen["pdfium"]] == []


def test_a_file_name_that_tells_is_not_taken_over(kit: Kit, tmp_path: Path) -> None:
    """The channel `file_name`: the name of a person that is burned stands in the name of the file."""
    source = tmp_path / "Zabrowsky_declaration.pdf"
    source.write_bytes(filing("Declaration of Mr. Quentin Zabrowsky, who lives at 12 Larkspur Lane, Delano, CA 93215."))
    out = tmp_path / "Zabrowsky_declaration.redacted.pdf"

    receipt = core.process(Job(source=source, destination=out, rename=True), kit)

    assert receipt.outcome is Outcome.RELEASED
    assert "output_name_tells" in receipt.warnings
    (written,) = [path.name for path in tmp_path.iterdir() if path != source]
    assert "zabrowsky" not in written.casefold()
