"""The order in which a filing's end goes on record and its copy appears: receipt, ledger, name, `placed`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.nouns import Receipt
from pipeline.release import Part
from pipeline.roles import Ledger


def summary(receipt: Receipt, *, operator: str) -> dict[str, Any]:
    """Return the ledger entry of a receipt."""
    entry = dataclasses.asdict(receipt)
    entry["event"] = entry.pop("outcome").value
    entry["operator"] = operator
    return entry


def put_out(  # noqa: PLR0913 - all keyword-only behind the three
    part: Part | None,
    receipt: Receipt,
    boxes: Sequence[Mapping[str, Any]],
    *,
    operator: str,
    ledger: Ledger,
    store: Callable[[Receipt], None],
    replace: bool = False,
    durable: bool = True,
) -> None:
    """Record how a filing ended and, when there is a copy, give it its name once that is on disk.

    Without `durable` the last entry, `placed`, is not flushed: a loss of power then is found by the digest of the
    output (`record.released.settle`).

    Raises:
        InternalError: the ledger cannot be written; the copy has not appeared.
        OutputError: the destination has appeared meanwhile and `replace` is false.
    """
    store(receipt)
    ledger.extend((*boxes, summary(receipt, operator=operator)))
    if part is not None:
        part.publish(replace=replace)
        placed = {"event": "placed", "run_id": receipt.run_id, "output_sha256": receipt.output_sha256}
        ledger.append(placed, durable=durable)
