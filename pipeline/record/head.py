"""Where the ledger ended when it was last written, sealed with the key.

A chain of hashes shows what was changed or left out before its end, but not
that its end was cut off, nor that somebody wrote the whole of it anew. The head
(`audit.jsonl.head`) shows both: it holds number and hash of the last entry and a
keyed digest of the two. It is written after the entries are on disk, so after
a crash it may lag behind the log, never run ahead of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pipeline.record import disk
from pipeline.record.key import Key

PURPOSE = "ledger head"


@dataclass(frozen=True, slots=True)
class Head:
    """Number and hash of the last entry that is known to be on disk."""

    seq: int
    entry_hash: str
    mac: str

    @classmethod
    def sealed(cls, seq: int, entry_hash: str, key: Key) -> Head:
        """Return a head with its keyed digest."""
        return cls(seq, entry_hash, key.mac(PURPOSE, f"{seq}:{entry_hash}"))

    def is_sealed_with(self, key: Key) -> bool:
        """Tell whether the keyed digest is that of this key."""
        return key.agrees(PURPOSE, f"{self.seq}:{self.entry_hash}", self.mac)

    def write(self, log: Path) -> None:
        """Write the head of a log."""
        data = {"seq": self.seq, "entry_hash": self.entry_hash, "mac": self.mac}
        disk.write_private(path_of(log), json.dumps(data, sort_keys=True).encode() + b"\n", durable=False)


DAMAGED = Head(seq=-1, entry_hash="", mac="")
"""What stands for a head that cannot be read."""


def path_of(log: Path) -> Path:
    """Return the file of a log's head."""
    return log.with_name(log.name + ".head")


def read(log: Path) -> Head | None:
    """Return the head of a log, None when there is no file, `DAMAGED` when it makes no sense."""
    try:
        text = path_of(log).read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return DAMAGED
    try:
        data = json.loads(text)
        head = Head(seq=data["seq"], entry_hash=data["entry_hash"], mac=data["mac"])
    except (ValueError, KeyError, TypeError):
        return DAMAGED
    sound = isinstance(head.seq, int) and isinstance(head.entry_hash, str) and isinstance(head.mac, str)
    return head if sound and text == json.dumps(data, sort_keys=True) + "\n" else DAMAGED
