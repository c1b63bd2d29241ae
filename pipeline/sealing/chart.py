"""The sealing chart as CSV: a line for each part, with room for the reason and its cite to a declaration."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.record import csvlog
from pipeline.sealing.portion import Portion

COLUMNS = (
    "Document",
    "ECFOrExhibit",
    "Page",
    "BoxNo",
    "Description",
    "Ground",
    "RuleCite",
    "OrderECF",
    "OrderAsked",
    "Reason",
    "DeclarationCite",
)


def text(portions: Sequence[Portion]) -> str:
    """Return the chart; the docket or exhibit number, the reason and its cite are for a person to fill in."""
    rows = (
        {
            "Document": str(p.document),
            "Page": str(p.page) if p.box else "all",
            "BoxNo": str(p.box or ""),
            "Description": p.kind,
            "Ground": p.ground,
            "RuleCite": p.cite,
            "OrderECF": p.order,
            "OrderAsked": "yes" if p.asked else "no",
        }
        for p in portions
    )
    return csvlog.text(rows, columns=COLUMNS)
