"""The redaction log: one line for each box, drawn from the ledger, for people and review programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.record import disk, entry

COLUMNS = (
    "Matter",
    "DocID",
    "BegBates",
    "EndBates",
    "Page",
    "BoxNo",
    "Bbox",
    "Entity",
    "Ground",
    "RuleCite",
    "OrderECF",
    "Action",
    "Remnant",
    "Label",
    "Decision",
    "Reviewer",
    "TimeUTC",
    "InputSHA256",
    "OutputSHA256",
)

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run as a formula."""


def rows(entries: Iterable[Mapping[str, Any]], *, run_id: str = "", matter: str = "") -> Iterator[dict[str, str]]:
    """Yield a row for each box of the released filings of a ledger, or of one run.

    Boxes whose filing was not released in the end are left out.
    """
    waiting: dict[str, list[Mapping[str, Any]]] = {}
    for each in entries:
        run = str(each.get("run_id", ""))
        if run_id and run != run_id:
            continue
        if each.get("event") == entry.BOX:
            waiting.setdefault(run, []).append(each)
        elif each.get("event") == "released":
            yield from (_row(box, each, matter) for box in waiting.pop(run, []))
        elif each.get("event") in ("held", "refused"):
            waiting.pop(run, None)


def _row(box: Mapping[str, Any], released: Mapping[str, Any], matter: str) -> dict[str, str]:
    role = box.get("role", "none")
    return {
        "Matter": matter or str(released.get("matter_id", "")),
        "DocID": str(released.get("source_id", "")),
        "BegBates": str(released.get("beg_bates", "")),
        "EndBates": str(released.get("end_bates", "")),
        "Page": str(box["page"]),
        "BoxNo": str(box["box_no"]),
        "Bbox": " ".join(f"{v:g}" for v in box["bbox"]),
        "Entity": box["kind"] if role == "none" else f"{box['kind']} ({role})",
        "Ground": box["ground"],
        "RuleCite": box["rule_cite"],
        "OrderECF": box["order_ecf"],
        "Action": box["action"],
        "Remnant": box["visible_remnant"],
        "Label": box["label"],
        "Decision": box["decision"],
        "Reviewer": box["reviewer"],
        "TimeUTC": box["time_utc"],
        "InputSHA256": str(released.get("source_sha256", "")),
        "OutputSHA256": str(released.get("output_sha256", "")),
    }


def text(found: Iterable[Mapping[str, str]], *, columns: Sequence[str] = COLUMNS) -> str:
    """Return rows as CSV; a column that a row does not have stays empty.

    A cell that a spreadsheet would run as a formula is led by an apostrophe.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _safe(value) for key, value in row.items()} for row in found)
    return out.getvalue()


def write(path: Path, found: Iterable[Mapping[str, str]]) -> None:
    """Write rows as a private CSV file, whole or not at all."""
    disk.write_private(path, text(found).encode("utf-8"))


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA) else value
