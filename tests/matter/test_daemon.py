"""The daemon in a matter: it holds, it prepares, and it never signs."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.matter import Book, Matter, draft
from tests.builders import filed
from tests.faults.scene import Scene, files


def test_the_daemon_prepares_a_copy_holds_a_legend_and_releases_nothing(tmp_path: Path) -> None:
    matter = Matter.init(tmp_path / "delano", Book(policy="frcp-5.2"), by="A. Reyes")
    scene = Scene(matter.folder)
    filed(matter.path("inbox") / "letter.pdf", "Her Social Security number is 000-12-3456, she said.")
    filed(matter.path("inbox") / "memo.pdf", "CONFIDENTIAL\nA letter about nothing.")
    with scene.watched(module="pipeline"):
        scene.emptied()
    assert files(matter.path("outbox")) == []
    whys = {p.name: json.loads(p.read_text()) for p in matter.path("held").glob("*.why.json")}
    assert {name: why["reasons"] for name, why in whys.items()} == {
        "letter.pdf.why.json": ["awaiting_approval"],
        "memo.pdf.why.json": ["legend:page_1"],
    }
    assert all(why["ways_out"] for why in whys.values())
    (waiting,) = draft.drafts(matter)
    assert waiting.destination == matter.path("outbox") / "letter.pdf"
    assert waiting.receipt.policy.startswith("frcp-5.2")
