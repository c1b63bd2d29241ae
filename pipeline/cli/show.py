"""What people and programs see of a result: tables, lines, JSON. No word of a filing unless `reveal` is asked for."""

from __future__ import annotations

import contextlib
import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.table import Table

from pipeline import core
from pipeline.cli import reasons
from pipeline.cli.app import stderr, stdout
from pipeline.core import Proof
from pipeline.errors import EXIT_FAULT, EXIT_HELD, EXIT_RELEASED, Error
from pipeline.nouns import Action, Job, Outcome, Reading, Receipt

STYLE = {
    Outcome.RELEASED: "bold green",
    Outcome.HELD: "bold yellow",
    Outcome.REFUSED: "bold red",
    Outcome.SCANNED: "bold",
}


@contextlib.contextmanager
def working(quiet: bool) -> Iterator[None]:
    """Show that work is going on, on standard error, unless `quiet` or not a terminal."""
    if quiet or not stderr.is_terminal:
        yield
        return
    with stderr.status("reading, burning, proving"):
        yield


def exit_code(receipts: Sequence[Receipt], *, scanning: bool = False) -> int:
    """Return the exit code of a run: the worst outcome."""
    if any(reason.startswith("fault:") for r in receipts for reason in r.reasons):
        return EXIT_FAULT
    good = {Outcome.SCANNED} if scanning else {Outcome.RELEASED}
    if all(r.outcome in good and (not scanning or not r.reasons) for r in receipts):
        return EXIT_RELEASED
    return EXIT_HELD


def pdfs(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the given files, and the PDFs below the given folders in order of name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() == ".pdf" and p.is_file())
        else:
            yield path


def as_json(job: Job, receipt_: Receipt) -> dict[str, Any]:
    """Return a receipt as JSON, with the paths that the user gave."""
    data = dataclasses.asdict(receipt_)
    data["source"] = str(job.source)
    data["explained"] = [
        {"reason": reason, "what": what, "way_out": way_out}
        for reason in receipt_.reasons
        for what, way_out in (reasons.explain(reason),)
    ]
    data["output"] = str(outputs(job, receipt_)[0]) if receipt_.outcome is Outcome.RELEASED else None
    if receipt_.parts:
        data["outputs"] = [str(path) for path in outputs(job, receipt_)]
    return data


def outputs(job: Job, receipt_: Receipt) -> list[Path]:
    """Return where the copy went that a job released, or its parts."""
    if not receipt_.parts:
        return [job.destination]
    return [core.part_path(job.destination, n, receipt_.parts) for n in range(1, receipt_.parts + 1)]


def scan_json(job: Job, proof: Proof) -> dict[str, Any]:
    """Return what a scan found as JSON: places, kinds, roles, actions; no words."""
    data = as_json(job, proof.receipt)
    data["findings"] = [
        {
            "page": placed.page + 1,
            "box": placed.box,
            "kind": d.finding.kind,
            "role": d.finding.role,
            "why": d.finding.why,
            "score": round(d.finding.score, 2),
            "by": d.finding.by,
            "action": d.action,
            "ground": d.ground,
            "cite": d.cite,
            "note": d.note,
            "start": d.finding.start,
            "end": d.finding.end,
        }
        for placed in proof.placed
        for d in (placed.decision,)
    ]
    return data


def role(name: str) -> str:
    """Return a role for a table: nothing for kinds without roles."""
    return "" if name == "none" else str(name)


def line(name: str, outcome: Receipt | Error) -> str:
    """Return one line for one filing: outcome, pages, findings, boxes, checks, reasons."""
    if isinstance(outcome, Error):
        return f"[bold red]failed   [/] {escape(name):<40} {escape(outcome.message)}"
    passed = sum(check.passed for check in outcome.checks)
    checks = f"{passed}/{len(outcome.checks)} checks" if outcome.checks else "not checked"
    text = (
        f"[{STYLE[outcome.outcome]}]{outcome.outcome:<9}[/] {escape(name):<40} {outcome.pages:>4} pages "
        f"{sum(outcome.found.values()):>4} found {outcome.boxes:>4} boxes  {checks}"
    )
    if outcome.parts:
        text += f"  in {outcome.parts} parts"
    if outcome.copy_of:
        text += "  same bytes as another"
    if outcome.reasons:
        text += "  " + escape(", ".join(outcome.reasons))
    return text


def receipt(job: Job, proof: Proof, r: Receipt) -> None:
    """Print what happened to one filing, for people."""
    stdout.print(f"[{STYLE[r.outcome]}]{r.outcome}[/]  {escape(str(job.source))}", soft_wrap=True)
    if r.outcome is Outcome.RELEASED:
        for path in outputs(job, r):
            stdout.print(f"  wrote      {escape(str(path))}", soft_wrap=True)
    for reason in r.reasons:
        what, way_out = reasons.explain(reason)
        stdout.print(f"  why        {escape(what)} [dim]({escape(reason)})[/]", soft_wrap=True)
        if way_out:
            stdout.print(f"  way out    {escape(way_out)}", soft_wrap=True)
    stdout.print(f"  policy     {r.policy}", soft_wrap=True)
    if proof.placed:
        stdout.print(_decision_table(proof))
    if r.checks:
        stdout.print(_check_table(r))
    for warning in r.warnings:
        what, way_out = reasons.explain(warning)
        stdout.print(f"  note       {escape(what)} {escape(way_out)}", soft_wrap=True)
    if r.approved_by:
        second = f", second reviewer {r.reviewer}" if r.reviewer else ""
        stdout.print(f"  approved   {escape(f'{r.approved_by}, bar {r.bar_no}{second}')}", soft_wrap=True)
    if r.notice and r.outcome is Outcome.RELEASED:
        stdout.print(f"  notice     {escape(r.notice)}", soft_wrap=True)
    stdout.print(f"  record     run {r.run_id}, source sha256 {r.source_sha256[:16]}…", soft_wrap=True)


def _decision_table(proof: Proof) -> Table:
    table = Table("kind", "role", "action", "ground", "rule", "found", box=None, pad_edge=True, header_style="dim")
    decisions = [placed.decision for placed in proof.placed]
    counts = Counter(
        (str(d.finding.kind), str(d.finding.role), str(d.action), str(d.ground), d.cite) for d in decisions
    )
    for (kind, here, action, ground, cite), count in sorted(counts.items()):
        burns = action not in (Action.KEEP, Action.ADVISE)
        shown = (kind, role(here), action, ground if burns else "", cite if burns else "")
        table.add_row(*(escape(cell) for cell in shown), str(count))
    return table


def _check_table(r: Receipt) -> Table:
    table = Table("check", "", "looked at", box=None, header_style="dim")
    for check in r.checks:
        looked = ", ".join(f"{name} {count}" for name, count in check.counts.items())
        table.add_row(check.name, "[green]passed[/]" if check.passed else f"[red]{escape(check.reason)}[/]", looked)
    return table


def findings(job: Job, proof: Proof, *, words: Reading | None) -> None:
    """Print what a scan found, one row each, with the words when the user asked to see them on the terminal."""
    r = proof.receipt
    stdout.print(f"[bold]{escape(str(job.source))}[/]  {r.pages} pages, policy {r.policy}", soft_wrap=True)
    columns = ["page", "kind", "role", "why", "action", "rule", "by"]
    table = Table(*columns, *(["words"] if words else []), box=None, header_style="dim")
    for placed in proof.placed:
        d, f = placed.decision, placed.decision.finding
        row = [str(placed.page + 1), f.kind, role(f.role), f.why, d.action, d.cite, f.by]
        if words is not None:
            row.append(" ".join(words.text[f.start : f.end].split()))
        table.add_row(*(escape(str(cell)) for cell in row))
    stdout.print(table)
    for reason in r.reasons:
        what, way_out = reasons.explain(reason)
        stdout.print(f"  would be held: {escape(what)} {escape(way_out)}", soft_wrap=True)
