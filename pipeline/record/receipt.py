"""Receipts as JSON and back. A receipt holds no word of a filing, and neither does the file's name."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.nouns import Check, Outcome, Receipt
from pipeline.record import disk

FORMAT = "prefile-receipt.v1"

_RUN_ID = re.compile(r"[0-9a-zA-Z_-]{1,64}")


def to_dict(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as plain values, ready for JSON."""
    plain: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(receipt), allow_nan=False))
    return {"format": FORMAT, **plain}


def to_json(receipt: Receipt) -> str:
    """Return a receipt as JSON, the same for the same receipt."""
    return json.dumps(to_dict(receipt), sort_keys=True, indent=2, ensure_ascii=True) + "\n"


def from_json(text: str) -> Receipt:
    """Return the receipt that was written as JSON.

    Raises:
        InputError: it is no receipt, or one of a newer program.
    """
    try:
        return _from_dict(json.loads(text))
    except (ValueError, KeyError, TypeError):
        raise InputError("not a receipt of this program", reason="receipt_invalid") from None


def _from_dict(data: Mapping[str, Any]) -> Receipt:
    if data["format"] != FORMAT:
        raise ValueError
    fields = {key: value for key, value in data.items() if key != "format"}
    return Receipt(
        **{
            **{key: _frozen(value) for key, value in fields.items()},
            "outcome": Outcome(fields["outcome"]),
            "checks": tuple(Check(**{**check, "pages": tuple(check["pages"])}) for check in fields["checks"]),
        }
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class ReceiptStore:
    """A private folder of receipts, one file for each run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, run_id: str) -> Path:
        """Return the file of a run's receipt.

        Raises:
            InputError: a run id that could lead out of the folder.
        """
        if not _RUN_ID.fullmatch(run_id):
            raise InputError("not a run id", reason="run_id")
        return self.folder / f"{run_id}.json"

    def keep(self, receipt: Receipt) -> None:
        """Write a receipt; after a crash it is whole or not there."""
        disk.private_folder(self.folder)
        disk.write_private(self.path(receipt.run_id), to_json(receipt).encode("ascii"))

    def load(self, run_id: str) -> Receipt:
        """Return the receipt of a run.

        Raises:
            InputError: there is none, or it cannot be read.
        """
        try:
            text = self.path(run_id).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            raise InputError("no receipt of this run", reason="receipt_missing") from None
        return from_json(text)

    def all(self) -> Iterator[Receipt]:
        """Yield every receipt that can be read, by run id; a damaged one vouches for nothing and is left out."""
        for path in sorted(self.folder.glob("*.json")) if self.folder.is_dir() else []:
            with contextlib.suppress(InputError):
                yield self.load(path.stem)
