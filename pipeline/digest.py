"""The SHA-256 of a file; it keeps nothing of what it reads."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.nouns import Digest


def digest_of(path: Path) -> Digest:
    """Return the digest of a file's bytes.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return Digest(hashlib.file_digest(file, "sha256").hexdigest())
