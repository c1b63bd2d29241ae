"""The tutorial's road through the commands, and what each refusal says to do."""

from __future__ import annotations

import runpy
from pathlib import Path

import pymupdf
import pytest

from tests.builders import filed
from tests.cli.run import Shell

BY = ("--by", "A. Reyes")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    script = Path(__file__).resolve().parents[2] / "docs" / "tutorial" / "matter_papers.py"
    runpy.run_path(str(script))["main"](tmp_path / "papers")
    return tmp_path / "papers"


@pytest.fixture
def matter(prefile: Shell, tmp_path: Path) -> Path:
    folder = tmp_path / "tehaluna"
    prefile("matter", "init", folder, "--court", "caed", "--case", "1:10-cv-1203", "--policy", "edcal-lr140", *BY)
    ran = prefile("matter", "protect", folder, "--order", "39", "--date", "2011-02-23", "--withhold", "ADDRESS", *BY)
    assert ran.code == 0
    return folder


def words(path: Path) -> str:
    with pymupdf.open(path) as doc:
        return " ".join("".join(page.get_text() for page in doc).split())


def test_the_tutorial_from_the_order_to_the_incident(prefile: Shell, matter: Path, papers: Path) -> None:
    produced, dropped = papers / "TEH000120.pdf", matter / "inbox" / "exhibit-4.pdf"
    assert prefile("matter", "designate", matter, produced, "--order", "39", "--bates", "TEH000120", *BY).code == 0
    dropped.write_bytes((papers / "exhibit-4.pdf").read_bytes())

    held = prefile("redact", dropped, "--matter", matter, "--json")
    assert (held.code, held.json["reasons"]) == (1, ["designated:D1:bates"])
    assert "leave it out" in held.json["explained"][0]["way_out"]

    kit = prefile("seal", "kit", matter, dropped, *BY)
    assert kit.code == 0, kit.err
    assert words(matter / "sealed" / "kit-1" / "to-file" / "document-1.redacted.pdf").count("Protective Order") == 1

    because = "order 39, paragraph 6, allows a redacted copy"
    rule = ("matter", "rule", matter, "--document", dropped, "--release-redacted", *BY)
    assert "--because" in prefile(*rule).err
    assert prefile(*rule, "--because", because).code == 0
    waits = prefile("redact", dropped, "--matter", matter, "--json").json
    assert waits["reasons"] == ["awaiting_approval"]
    approve = ("matter", "approve", matter, waits["run_id"][:8], *BY)
    assert "--bar" in prefile(*approve).err
    signed = prefile(*approve, "--bar", "900001")
    assert "The clerk does not review this paper." in signed.out
    copy = matter / "outbox" / "exhibit-4.pdf"
    assert "REDACTED - Protective Order (ECF No. 39)" in words(copy)

    assert prefile("audit", "verify", matter / "audit").code == 0
    declaration = prefile("audit", "certificate", waits["run_id"], "--log", matter / "audit").out
    assert "protective order (ECF" in declaration

    filed_by_hand = papers / "exhibit-4.pdf"
    assert prefile("incident", "open", matter, "--docket", "45", "--filed", filed_by_hand, *BY).code == 0
    replaced = prefile("incident", "replace", matter, "1", copy, "--filed", filed_by_hand, *BY)
    assert "2 new boxes" in replaced.out
    shown = prefile("matter", "show", matter, "--json").json
    assert shown["strict"] is True


def test_a_signature_given_with_the_command_releases_at_once_and_is_in_the_receipt(
    prefile: Shell, matter: Path, tmp_path: Path
) -> None:
    source = filed(tmp_path / "letter.pdf", "Her Social Security number is 000-12-3456, she said.")
    signed = ("--approved-by", "A. Reyes", "--bar", "900001")
    ran = prefile("redact", source, "--matter", matter, *signed, "--json").json
    assert (ran["outcome"], ran["approved_by"], ran["bar_no"]) == ("released", "A. Reyes", "900001")
    assert "clerk does not review" in ran["notice"]
    assert (matter / "outbox" / "letter.pdf").exists()


def test_a_batch_in_a_matter_prepares_and_waits(prefile: Shell, matter: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    filed(tmp_path / "in" / "a.pdf", "A letter about nothing.")
    ran = prefile("batch", tmp_path / "in", tmp_path / "out", "--matter", matter, "--engine", "serial", "--json")
    assert (ran.code, ran.json["reasons"]) == (1, ["awaiting_approval"])
    assert not list((tmp_path / "out").glob("*.pdf"))


def test_an_exemption_is_a_persons_ruling_on_one_document(prefile: Shell, matter: Path, tmp_path: Path) -> None:
    text = "Her Social Security number is 000-12-3456, she said."
    ruled, other = filed(tmp_path / "agency.pdf", text), filed(tmp_path / "other.pdf", text + " Twice.")
    exempt = ("matter", "rule", matter, "--exempt", "agency-record", *BY)
    assert "--document" in prefile(*exempt).err
    assert "it has: " in prefile("matter", "rule", matter, "--exempt", "nonesuch", "--document", ruled, *BY).err
    assert prefile(*exempt, "--document", ruled).code == 0
    scans = [prefile("scan", each, "--matter", matter, "--json").json for each in (ruled, other)]
    actions = [[f["action"] for f in scan["findings"] if f["kind"] == "SSN"] for scan in scans]
    assert actions == [["keep"], ["last4"]]


def test_a_legend_holds_outside_a_matter_too(prefile: Shell, tmp_path: Path) -> None:
    ran = prefile("redact", filed(tmp_path / "a.pdf", "CONFIDENTIAL\nA letter about nothing."), "--json")
    assert (ran.code, ran.json["reasons"]) == (1, ["legend:page_1"])


@pytest.mark.parametrize(
    ("words_", "hint"),
    [
        (("undesignate", "{}", "D1", *BY), "prefile matter show"),
        (("protect", "{}", *BY), "--person"),
        (("protect", "{}", "--person", "N. N.", "--order", "77", *BY), "--date"),
        (("protect", "{}", "--order", "40", "--date", "2011-03-01", "--withhold", "HOUSE", *BY), "ADDRESS"),
        (("rule", "{}", *BY), "--help"),
        (("rule", "{}", "--lift", "P9", *BY), "prefile matter show"),
        (("approve", "{}", "0000", *BY), "nothing waits"),
    ],
)
def test_every_refusal_says_what_would_do(prefile: Shell, matter: Path, words_: tuple[str, ...], hint: str) -> None:
    ran = prefile("matter", *(matter if w == "{}" else w for w in words_))
    assert ran.code == 2
    assert hint in ran.err
