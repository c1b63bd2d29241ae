"""The case that the program grew from, told through the commands: from the order to the signed copy, then a slip."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from pipeline.record import verify_chain
from tests.builders import filed
from tests.cli.run import Shell
from tests.matter.test_story import REPORT, words

BY = ("--by", "A. Reyes")
SECRETS = ("4127", "Quailwood", "93215", "Orloveck")
WORDS = ("Quailwood", "Orloveck")
"""What no digest, run identifier or byte count can spell by chance, as it can the numbers."""


def test_the_story_through_the_commands(prefile: Shell, tmp_path: Path) -> None:
    matter, produced = tmp_path / "delano", filed(tmp_path / "COD000120.pdf", REPORT)
    everything = []

    def run(*argv: object, code: int = 0) -> str:
        ran = prefile(*argv)
        everything.append(ran.out + ran.err)
        assert ran.code == code, (argv, ran.out, ran.err)
        return ran.out

    # the order is recorded and what was produced under it is designated
    run("matter", "init", matter, "--court", "E.D. Cal.", "--case", "1:10-cv-1203", "--policy", "edcal-lr140", *BY)
    run("matter", "protect", matter, "--order", "39", "--date", "2011-02-23", "--withhold", "ADDRESS", *BY)
    run("matter", "designate", matter, produced, "--order", "39", *BY)

    # a careless drop under another name, saved anew, is held
    dropped = filed(matter / "inbox" / "exhibit 4.pdf", REPORT, size=11)
    out = matter / "outbox" / "exhibit-4.pdf"
    held = run("redact", dropped, "--matter", matter, "-o", out, code=1)
    assert "prefile seal" in held
    assert not out.exists()

    # the kit is built and filed; a request is no order
    run("seal", "kit", matter, dropped, "--party", "Plaintiffs", *BY)
    lodged = matter / "sealed" / "kit-1" / "to-lodge"
    assert "Quailwood" in words(lodged / "document-1.unredacted.pdf")
    assert not [s for s in SECRETS[:3] if s in words(lodged.with_name("to-file") / "document-1.redacted.pdf")]
    run("seal", "request", matter, 1, "--docket", "57", *BY)
    run("redact", dropped, "--matter", matter, "-o", out, code=1)
    run("seal", "grant", matter, 1, "--docket", "61", *BY)

    # a person rules that a redacted copy may be filed, and signs for it
    run("matter", "rule", matter, "--document", dropped, "--release-redacted", "--because", "order 61 allows it", *BY)
    waits = json.loads(run("redact", dropped, "--matter", matter, "-o", out, "--json", code=1))
    assert (waits["reasons"], out.exists()) == (["awaiting_approval"], False)
    run("matter", "approve", matter, waits["run_id"], "--bar", "900001", *BY)
    assert out.exists()
    assert not [s for s in SECRETS[:3] if s in words(out)]

    # the ledger and the declaration
    log = matter / "audit"
    run("audit", "verify", log)
    rows = list(csv.DictReader(io.StringIO(run("audit", "export", log))))
    assert {(r["Entity"], r["Ground"], r["OrderECF"], r["Remnant"]) for r in rows} == {
        ("ADDRESS (home)", "order", "39", "none")
    }
    certificate = run("audit", "certificate", waits["run_id"], "--log", log)
    said = " ".join(certificate.split())
    assert "protective order (ECF No. 39)" in said
    assert "A. Reyes (bar number 900001) approved its release." in said

    # then a slip: the unredacted paper went to the court
    sent = filed(tmp_path / "sent.pdf", REPORT, size=11)
    run("incident", "open", matter, "--docket", "70", "--filed", sent, *BY)
    for step in ("clerk_called", "court_notified", "opponent_notified", "person_notified"):
        run("incident", "log", matter, 1, step, *BY)
    run("redact", sent, "-o", tmp_path / "new.pdf", "--policy", "edcal-lr140", "--term", "4127 Quailwood Lane")
    run("incident", "replace", matter, 1, tmp_path / "new.pdf", "--filed", sent, *BY)
    run("incident", "close", matter, 1, *BY)
    assert "replacement was made" in " ".join(run("incident", "declaration", matter, 1).split())
    assert "strict" in run("matter", "show", matter)

    # nothing that was printed or recorded holds a word of the paper
    assert verify_chain(matter / "audit" / "matter.jsonl").passed
    records = [p.read_text(errors="replace") for p in (matter / "audit").rglob("*") if p.is_file()]
    assert not [s for s in WORDS for text in (*everything, *records) if s in text]
