"""Turns decisions and marks into entries of the ledger: places, rules, digests, and no word."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pipeline.nouns import Action, Decision, Mark, Reading

BOX = "box"
LISTED = "listed"


def box_entries(
    *,
    run_id: str,
    reading: Reading,
    decisions: Sequence[Decision],
    marks: Sequence[Mark],
    value_hmac: Callable[[str], str],
) -> tuple[dict[str, Any], ...]:
    """Return an entry for each mark, then one for each finding that is listed, held, or kept by a person's word.

    `value_hmac` is given the letters and digits of a value in lower case, so that one value written
    in two ways has one digest; the value itself goes nowhere else.
    """
    digests = [value_hmac(folded(reading.text[d.finding.start : d.finding.end])) for d in decisions]
    boxes = (
        {
            "event": BOX,
            "run_id": run_id,
            "page": mark.page + 1,
            "bbox": [round(v, 2) for v in mark.rect],
            "box_no": mark.number,
            **_about(decisions[mark.decision]),
            "value_hmac": digests[mark.decision],
        }
        for mark in marks
    )
    return (*boxes, *_listed(run_id, reading, decisions, digests))


def _listed(
    run_id: str, reading: Reading, decisions: Sequence[Decision], digests: Sequence[str]
) -> Iterator[dict[str, Any]]:
    for decision, digest in zip(decisions, digests, strict=True):
        by_person = decision.action is Action.KEEP and decision.by != "auto"
        if decision.action in (Action.ADVISE, Action.HOLD) or by_person:
            first = next(reading.runs(decision.finding.start, decision.finding.end), None)
            page = first[0] + 1 if first else 0
            yield {"event": LISTED, "run_id": run_id, "page": page, **_about(decision), "value_hmac": digest}


def _about(decision: Decision) -> dict[str, Any]:
    finding = decision.finding
    return {
        "kind": str(finding.kind),
        "role": str(finding.role),
        "rule_cite": decision.cite,
        "ground": str(decision.ground),
        "order_ecf": decision.order,
        "action": str(decision.action),
        "visible_remnant": decision.remnant,
        "label": decision.label,
        "detector": finding.by,
        "score": round(finding.score, 4),
        "decision": "auto" if decision.by == "auto" else "manual",
        "reviewer": "" if decision.by == "auto" else decision.by,
        "reason_code": decision.note or finding.why,
    }


def folded(value: str) -> str:
    """Return the letters and digits of a value in lower case, compatibility forms unfolded."""
    return "".join(c for c in unicodedata.normalize("NFKC", value).casefold() if c.isalnum())
