"""The real program with a corridor of fakes, which starts in a moment: `python -m tests.faults.program watch ...`.

What these tests are about is real: command, daemon, batch, worker processes,
ledger, receipts, release. A source's name says what its filing does
(`fakes.ByName`, and `big`: a draft of 100 KiB; `locked`: the system refuses to open
it, for the superuser too); every copy differs with its source.
"""

from __future__ import annotations

import functools
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline import assemble, core
from pipeline.cli.app import main
from pipeline.core import Kit
from pipeline.engines import choose, server
from pipeline.engines.local import Limits, LocalEngine, Pool
from pipeline.nouns import Draft, Job, Mark, NormalForm, Secret
from pipeline.settings import Settings
from tests import fakes


def refuse_to_open(event: str, args: tuple[Any, ...]) -> None:
    """Stand in for the system's refusal, which the superuser never meets: every way to open a file asks this."""
    if event == "open" and isinstance(args[0], str | bytes | os.PathLike):
        name = os.path.basename(os.fsdecode(args[0]))  # noqa: PTH119 - a Path would open nothing, but costs on each
        if name.startswith("locked"):
            raise PermissionError(13, "Permission denied")


sys.addaudithook(refuse_to_open)


class OwnBurner(fakes.FakeBurner):
    """Makes a copy that belongs to its source and no other."""

    def burn(self, normal: NormalForm, marks: Sequence[Mark], secrets: Sequence[Secret], workdir: Path) -> Draft:
        time.sleep(0.02)  # so that a kill can find it at work
        path = workdir / "draft.pdf"
        words = normal.path.read_bytes()
        path.write_bytes(b"%PDF burned " + normal.sha256.encode() + b" " * (100_000 if b"big" in words else 0))
        return Draft(path=path, sha256=fakes.digest(path), marks=tuple(marks))


def kit(tmp: Path) -> Kit:
    return fakes.kit(tmp, accepter=fakes.ByName(), burner=OwnBurner())


def pool(settings: Settings, *, workers: int = 1) -> Pool:
    return Pool(
        functools.partial(kit, settings.tmp),
        assemble.ledger(settings),
        assemble.receipts(settings).keep,
        tmp=settings.tmp,
        workers=workers,
        limits=Limits(seconds=6.0, seconds_per_mib=0.0, patience=1.0, memory=256 << 20),
    )


def recipes(settings: Settings) -> Any:
    made = kit(settings.tmp)
    real = _RECIPES(settings)

    def recipe(job: Job) -> str:
        real(job)  # reads the policy, as the real program does
        return core.recipe(job, made)

    return recipe


_RECIPES = assemble.recipes

if __name__ == "__main__":
    server.PRELOAD = []
    choose.pool = pool
    choose.engine = lambda settings, _name="", *, workers=1: LocalEngine(  # type: ignore[assignment]
        functools.partial(pool, settings, workers=workers)
    )
    assemble.recipes = recipes
    main()
