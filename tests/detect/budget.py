"""Tells from the parse tree of a pattern whether a run of one character makes its search take the square of the run.

Two things do: unbounded repeats that can share a run (`\\s*\\n\\s*`), and an unbounded repeat that a search begins anew
at each place of a run, to fail each time (`[ ]*\\n`). Bounded repeats count as constant. It does not see what a run of
several characters does (`Ab-Ab-Ab-`), which `tests.detect.pump` tries, nor patterns compiled inside a function.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from types import ModuleType
from typing import Any

import pipeline

_compiler: Any = importlib.import_module("re._compiler")
_parser: Any = importlib.import_module("re._parser")
_c: Any = importlib.import_module("re._constants")

NEVER = -99
"""No part of a run can be matched so."""
ENDLESS = 50
"""A repeat of a repeat over the same run: exponential."""

RUNS = "aA0_.,-(:/'’* \t\n"


@dataclass(frozen=True)
class Cost:
    """How many repeats of a part can share one run: all of it inside the run, its front, its back, anything in it.

    `eats` is the front as a search sees it, for which possessive repeats count as well; `some` tells that the whole
    can take at least one character of the run.
    """

    full: int
    pre: int
    suf: int
    best: int
    eats: int
    some: bool = False

    def then(self, other: Cost) -> Cost:
        whole = self.full > NEVER and other.full > NEVER
        return Cost(
            self.full + other.full if whole else NEVER,
            max(self.pre, self.full + other.pre) if self.full > NEVER else self.pre,
            max(other.suf, other.full + self.suf) if other.full > NEVER else other.suf,
            max(self.best, other.best, self.suf + other.pre),
            max(self.eats, other.eats) if self.full > NEVER else self.eats,
            whole and (self.some or other.some),
        )

    def either(self, other: Cost) -> Cost:
        return Cost(
            max(self.full, other.full),
            max(self.pre, other.pre),
            max(self.suf, other.suf),
            max(self.best, other.best),
            max(self.eats, other.eats),
            self.some or other.some,
        )


NOTHING = Cost(0, 0, 0, 0, 0)
WALL = Cost(NEVER, 0, 0, 0, 0)


_TAKEN: dict[tuple[str, int], frozenset[str]] = {}


def _taken(key: str, node: Any, state: Any) -> frozenset[str]:
    """Return the characters of `RUNS` that a node of one character takes."""
    flags = state.flags & (re.IGNORECASE | re.DOTALL)
    if (key, flags) not in _TAKEN:
        one = _compiler.compile(_parser.SubPattern(state, [node]), state.flags)
        _TAKEN[key, flags] = frozenset(c for c in RUNS if one.fullmatch(c))
    return _TAKEN[key, flags]


class Run:
    """What a run of one character costs one parsed pattern."""

    def __init__(self, char: str, state: Any) -> None:
        self.char = char
        self.state = state

    def cost(self, nodes: Iterable[Any]) -> Cost:
        return reduce(Cost.then, (self._node(op, value) for op, value in nodes), NOTHING)

    def _takes(self, op: Any, value: Any) -> bool:
        return self.char in _taken(repr((op, value)), (op, value), self.state)

    def _node(self, op: Any, value: Any) -> Cost:
        if op in (_c.LITERAL, _c.NOT_LITERAL, _c.ANY, _c.IN):
            found = Cost(0, 0, 0, 0, 0, some=True) if self._takes(op, value) else WALL
        elif op is _c.BRANCH:
            found = reduce(Cost.either, (self.cost(branch) for branch in value[1]))
        elif op in (_c.SUBPATTERN, _c.ATOMIC_GROUP):
            found = self.cost(value[-1]) if op is _c.SUBPATTERN else self._kept(self.cost(value))
        elif op in (_c.MAX_REPEAT, _c.MIN_REPEAT, _c.POSSESSIVE_REPEAT):
            found = self._repeat(*value)
            found = self._kept(found) if op is _c.POSSESSIVE_REPEAT else found
        elif op in (_c.ASSERT, _c.ASSERT_NOT):
            found = self._look(op, value)
        elif op is _c.AT:
            rows = self.char == "\n" and bool(self.state.flags & re.MULTILINE)
            inside = value is _c.AT_NON_BOUNDARY or (rows and value in (_c.AT_BEGINNING, _c.AT_END))
            found = NOTHING if inside else WALL
        else:
            found = NOTHING  # a group again, or a condition on one
        return found

    def _repeat(self, least: int, most: Any, body: Any) -> Cost:
        one = self.cost(body)
        if most is not _c.MAXREPEAT:
            found = reduce(Cost.then, [one] * min(most, 2), NOTHING) if most else NOTHING
            if most > 1 and one.full > 0:
                found = one.then(one)
            return found.either(NOTHING) if not least else found
        if one.some and one.full > NEVER:
            degree = ENDLESS if one.full > 0 else 1
            return Cost(degree, degree, degree, max(degree, one.best), 1, some=True)
        twice = one.then(one)
        return twice.either(NOTHING) if not least else one.either(twice)

    @staticmethod
    def _kept(found: Cost) -> Cost:
        """Return the cost of what is never given back."""
        full = min(found.full, 0)
        best = found.best if found.best < ENDLESS and full == NEVER else 0
        return Cost(full, 0 if full == 0 else found.pre, 0, best, found.eats, found.some)

    def _look(self, op: Any, value: Any) -> Cost:
        way, body = value
        inner = self.cost(body)
        if way < 0:
            stands = inner.full > NEVER
            return NOTHING if stands == (op is _c.ASSERT) else WALL
        return Cost(0, inner.pre, 0, inner.best, inner.eats)


def faults(pattern: re.Pattern[str], *, searched: bool) -> Iterator[str]:
    """Yield the runs that cost a pattern their square, and why; `searched` tells that it may begin anywhere."""
    if not re.search(r"[*+]|,\}", pattern.pattern):
        return
    tree = _parser.parse(pattern.pattern, pattern.flags)
    for char in RUNS:
        found = Run(char, tree.state).cost(tree)
        if found.best > 1:
            yield f"{char!r} shared by {'nested' if found.best >= ENDLESS else found.best} repeats"
        elif searched and found.eats and found.full == NEVER:
            yield f"{char!r} begun anew"


def patterns() -> Iterator[tuple[str, re.Pattern[str], bool]]:
    """Yield the patterns that prefile compiles on import: where each stands, itself, whether it may begin anywhere."""
    seen: dict[str, tuple[str, re.Pattern[str], bool]] = {}
    for info in sorted(pkgutil.walk_packages(pipeline.__path__, "pipeline."), key=lambda m: m.name):
        if info.name.endswith("__main__") or info.name.startswith("pipeline.lab"):
            continue  # the lab reads no filing of anybody's
        module = importlib.import_module(info.name)
        uses = _uses(module)
        for name, value in sorted(vars(module).items()):
            anywhere = not isinstance(value, re.Pattern) or not uses[name] or any(uses[name])
            for pattern in _inside(value):
                where, _, known = seen.get(pattern.pattern, (f"{info.name}.{name}", pattern, False))
                seen[pattern.pattern] = (where, pattern, known or anywhere)
    yield from seen.values()


def _inside(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from _inside(item)
    elif isinstance(value, dict):
        yield from _inside(list(value.values()))


def _uses(module: ModuleType) -> dict[str, list[bool]]:
    """Return for each name whether its uses search a whole text (True) or a place or a window of it (False)."""
    found: dict[str, list[bool]] = defaultdict(list)
    tree = ast.parse(inspect.getsource(module))
    called = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            placed = node.func.attr in ("match", "fullmatch") or len(node.args) > 2
            found[node.func.value.id].append(not placed)
            called.add(id(node.func.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in called:
            found[node.id].append(True)
    return found
