"""prefile: find, burn and prove redactions in court filings before they are filed.

The calls here are the ones the command line uses:

- `redact` reads one PDF and writes one proven sanitized copy;
- `find` looks at plain text and says what would be found and decided.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import Found, find, redact

__all__ = ["Found", "__version__", "find", "redact"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the calls when they are first used, so that importing a room does not import everything."""
    if name in ("Found", "find", "redact"):
        # NOTE: by name, so that the rooms, which import their package, do not seem to import the front door.
        return getattr(importlib.import_module("pipeline.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
