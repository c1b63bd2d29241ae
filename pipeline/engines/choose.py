"""From a name to an engine."""

from __future__ import annotations

import functools

from pipeline import assemble
from pipeline.engines.cluster import ClusterEngine
from pipeline.engines.local import LocalEngine, Pool
from pipeline.engines.serial import SerialEngine
from pipeline.errors import UsageError
from pipeline.settings import Settings

PROTOCOLS = {"dask": "tcp", "dask+tls": "tls"}
"""What a scheduler's address begins with, and what Dask calls that."""


def pool(settings: Settings, *, workers: int = 1) -> Pool:
    """Return worker processes that take jobs one at a time; the caller closes it."""
    return Pool(
        functools.partial(assemble.build, settings),
        assemble.ledger(settings),
        assemble.receipts(settings).keep,
        tmp=settings.tmp,
        workers=workers,
    )


def engine(settings: Settings, name: str = "local", *, workers: int = 1) -> LocalEngine | SerialEngine | ClusterEngine:
    """Return the engine called `local`, `serial`, `dask` (a cluster here), `dask://host:port` or `dask+tls://host:port`.

    Raises:
        UsageError: there is no such engine.
    """
    if name == "serial":
        return SerialEngine(assemble.build(settings))
    if name == "local":
        return LocalEngine(functools.partial(pool, settings, workers=workers))
    if name == "dask":
        return ClusterEngine(settings, workers=workers)
    scheme, _, place = name.partition("://")
    if scheme in PROTOCOLS and place:
        return ClusterEngine(settings, f"{PROTOCOLS[scheme]}://{place}")
    raise UsageError(f"no such engine: {name}", reason="engine", hint="local, serial, dask or dask://HOST:PORT")
