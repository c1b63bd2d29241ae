"""A matter's record in memory, for rooms that only need `roles.Record`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.record import canon


@dataclass
class FakeRecord:
    """Keeps events as a matter does: names the person, refuses what may not be on record."""

    folder: Path
    kept: list[dict[str, Any]] = field(default_factory=list)
    time: str = "2026-11-24T12:00:00.000Z"

    def record(self, event: str, *, by: str, **fields: Any) -> str:
        if not by.strip():
            raise UsageError("a person must be named", reason="matter_by")
        self.kept.append({"event": event, "by": by, "time_utc": self.time, **canon.plain(fields)})
        return "0" * 64

    def events(self, name: str | None = None) -> list[dict[str, Any]]:
        return [e for e in self.kept if name is None or e["event"] == name]
