"""The key of a matter, with which equal values are linked and the end of the ledger is sealed.

Whoever has the key can test guesses against the log, so it is kept apart from
it, readable by its owner alone. Whoever loses it can no longer link values.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.record import disk

BYTES = 32
"""As long as the digest: more would be hashed down, less would be weaker."""


class Key:
    """A secret of 32 bytes in a file."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> Key:
        """Read the key file, and make it first when it is missing and may be made.

        Two processes that make it at the same time get the same key.

        Raises:
            ConfigError: it is missing and may not be made, damaged, or readable by others.
        """
        if create and not path.exists():
            disk.private_folder(path.parent)
            disk.create_private(path, secrets.token_bytes(BYTES).hex().encode() + b"\n")
        try:
            handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:
            raise ConfigError(
                f"cannot read key file {path}",
                reason="key_missing",
                hint="put the key of this matter back, or start a new log",
            ) from None
        try:
            state = os.fstat(handle)
            text = os.read(handle, 2 * BYTES + 2)
        finally:
            os.close(handle)
        if not stat.S_ISREG(state.st_mode) or state.st_mode & 0o077:
            raise ConfigError(f"key file {path} is open to others", reason="key_mode", hint=f"chmod 600 {path}")
        return cls(_parsed(text, path))

    @property
    def id(self) -> str:
        """A name for the key that tells nothing of it."""
        return self.mac("key id", "")[:16]

    def mac(self, purpose: str, text: str) -> str:
        """Return the HMAC-SHA-256 of a text for one purpose, in hexadecimal."""
        message = f"prefile.v1\0{purpose}\0{text}".encode("utf-8", "surrogatepass")
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()

    def agrees(self, purpose: str, text: str, mac: str) -> bool:
        """Tell whether `mac` is the one of this text."""
        return hmac.compare_digest(self.mac(purpose, text).encode(), mac.encode("utf-8", "replace"))


def _parsed(text: bytes, path: Path) -> bytes:
    try:
        secret = bytes.fromhex(text.decode("ascii").strip())
    except ValueError:
        secret = b""
    if len(secret) != BYTES:
        raise ConfigError(f"key file {path} is damaged", reason="key_damaged", hint="put back a copy of it")
    return secret
