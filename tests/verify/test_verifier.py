"""A right burn passes every check, whatever the page is like; a file that cannot be opened passes none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import filing
from tests.verify.burns import Paper, failing, flat

WORDS = (
    "The minor Quillon Vexford lives at 12 Larkspur Lane, Delano. Counsel for Quillon Vexford, "
    "reached at 555-0142, says that the affidavit of difficulty was filed."
)

PAGES = {
    "plain": {},
    "base_font": {"embedded": False},
    "tight_lines": {"leading": 0.95},
    "justified": {"justified": True},
    "ligatures": {"ligatures": True},
    "pleading": {"pleading": True},
    "turned_page": {"rotated": 90, "turned": 90},
    "upside_down": {"rotated": 180},
    "cropped": {"crop": (20, 30, 590, 700)},
    "off_origin": {"origin": (-30, 44)},
    "table": {"table": (("Name", "Sum"), ("Avery", "$ 12"))},
    "note": {"notes": ("See page two",), "highlights": ("affidavit",)},
    "field": {"fields": {"box": "some value"}},
}


@pytest.mark.parametrize("options", PAGES.values(), ids=PAGES)
def test_a_right_burn_passes_every_check(tmp_path: Path, options: dict[str, object]) -> None:
    paper = Paper(tmp_path, filing(WORDS, **options), burn=["Quillon Vexford", "12 Larkspur Lane", "555-0142"])

    checks = paper.checks()

    assert failing(checks) == {}
    assert checks["text_under_marks"].counts["marks"] >= 4
    assert checks["secrets_on_pages"].counts["secrets"] == 4


def test_a_filing_with_nothing_to_burn_passes(tmp_path: Path) -> None:
    checks = Paper(tmp_path, filing((WORDS, "Second page."))).checks()

    assert failing(checks) == {}
    assert checks["pages"].counts["pages_draft"] == 2


def test_a_page_that_became_a_picture_passes(tmp_path: Path) -> None:
    paper = Paper(tmp_path, filing((WORDS, "Second page.")), burn=["Quillon Vexford"], flattened=(0,))

    assert failing(paper.checks(flat)) == {}


def test_a_draft_that_does_not_open_passes_nothing(tmp_path: Path) -> None:
    checks = Paper(tmp_path, filing(WORDS), burn=["Quillon Vexford"]).checks(lambda _: b"%PDF-1.7\nnothing")

    assert {name for name, check in checks.items() if check.passed} == {"saved_bytes"}
    assert checks["text_under_marks"].reason == "not_checked:unreadable"
