"""Imports spaCy and Presidio without what no filing needs; a later import of that finds the real thing.

spaCy imports its own command line, with a client for the network; Presidio compiles the patterns of all recognizers
that it has, only to see whether they compile, and imports a reader of top-level domains, with another such client.
That was half of both imports, 0.9 s of processor time at every start.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands in for a module, and becomes it when something in it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        vars(self).update(vars(importlib.import_module(self.__name__)))
        return vars(self)[name]


NO_LIMIT = str(7 * 86_400)
"""Seconds (a week) by the clock for one pattern of Presidio. After its usual minute it would leave the pattern out and
go on, and what that pattern finds would stand; a filing that takes too long is ended whole, by its worker's limit."""


def load() -> None:
    """Import both; what is here already, or is built in another way than the releases we know, stays as it is."""
    os.environ["REGEX_TIMEOUT_SECONDS"] = NO_LIMIT
    with _standing_in(_command_line()):
        importlib.import_module("spacy")
    with _standing_in([_Later("tldextract")]), _unchecked_patterns():
        importlib.import_module("presidio_analyzer")


def _command_line() -> list[ModuleType]:
    """Return what stands in for `spacy.cli`, of which spaCy wants one function when it is imported, to show it."""
    package, module = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    package.__path__ = []

    def info(*args: Any, **kwargs: Any) -> Any:
        return importlib.import_module(module.__name__).info(*args, **kwargs)

    vars(module)["info"] = info
    return [package, module]


@contextmanager
def _standing_in(modules: list[ModuleType]) -> Iterator[None]:
    """Let these be imported in place of the real ones, where those are not here already."""
    ours = [module for module in modules if module.__name__ not in sys.modules]
    sys.modules.update({module.__name__: module for module in ours})
    try:
        yield
    finally:
        for module in ours:
            if sys.modules.get(module.__name__) is module:
                del sys.modules[module.__name__]
            parent, _, name = module.__name__.rpartition(".")
            if vars(sys.modules.get(parent, module)).get(name) is module:
                delattr(sys.modules[parent], name)


@contextmanager
def _unchecked_patterns() -> Iterator[None]:
    """Let Presidio make its own patterns without compiling each to see whether it would."""
    name, check = "presidio_analyzer.pattern", "_Pattern__validate_regex"
    package = importlib.util.find_spec("presidio_analyzer") if "presidio_analyzer" not in sys.modules else None
    places = package.submodule_search_locations if package else None
    spec = importlib.machinery.PathFinder.find_spec(name, places) if places else None
    if spec is None or spec.loader is None:
        yield
        return
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    kept = vars(module.Pattern)[check]
    setattr(module.Pattern, check, staticmethod(lambda _pattern: None))
    try:
        yield
    finally:
        setattr(module.Pattern, check, kept)
