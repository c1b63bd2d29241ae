"""Makes normal forms, burns marks and scrubs everything beside the pages; it never vouches for its own work.

The public call `pipeline.redact` has this room's name. Once a part of the room is
imported, Python binds the name to this module, so the module answers that call too.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any


class _Room(ModuleType):
    """This module, callable as `pipeline.api.redact`."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        # NOTE: by name, so that the room does not seem to import the front door.
        return importlib.import_module("pipeline.api").redact(*args, **options)


sys.modules[__name__].__class__ = _Room
