"""A matter or a folder with a program at work on it, and what must be true of it in the end."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.record.chain import entries, verify_chain
from pipeline.record.released import unfinished
from tests.fakes import digest

PATIENCE = 60.0
"""Seconds until a wait has failed."""


def until(true: Callable[[], bool], what: str, *, seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.02)


def files(folder: Path) -> list[Path]:
    """The files below a folder, which may change meanwhile."""
    found = (Path(top) / name for top, _, names_ in os.walk(folder) for name in names_)
    return [path for path in found if not path.name.endswith(".why.json")]


def content(name: str) -> bytes:
    """What stands in a file of this name: no two are the same, and `text` is no PDF."""
    return (b"no pdf " if name.startswith("text") else b"%PDF pretend ") + name.encode()


def drop(folder: Path, name: str, data: bytes | None = None) -> Path:
    """Put a file into a folder at once, as a careful sender does."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{name}.part"
    part.write_bytes(content(name) if data is None else data)
    return part.rename(folder / f"{name}.pdf")


def names(count: int, seed: int) -> list[str]:
    """A mixture of names: most are released, some refused, some held."""
    mix = random.Random(seed)
    return [f"{mix.choice(['ok', 'ok', 'ok', 'text', 'raises'])}-{n}" for n in range(count)]


@dataclass
class Scene:
    """Folders below one root; the audit folder is `audit`."""

    root: Path
    aside: Path | None = None
    """Where messages and working folders go, if not beside the root."""

    def __post_init__(self) -> None:
        self.tmp.mkdir(parents=True, exist_ok=True)

    @property
    def tmp(self) -> Path:
        return (self.aside or self.root.parent) / f"{self.root.name}-tmp"

    @property
    def log(self) -> Path:
        return self.root / "audit" / "audit.jsonl"

    def start(self, *words: object, limit: str = "", module: str = "tests.faults.program", **more: Any) -> Any:
        """Start the program; its messages go to `messages`."""
        command = [sys.executable, "-m", module, *map(str, words)]
        if limit:
            command = ["/bin/sh", "-c", f'ulimit {limit}; exec "$@"', "sh", *command]
        env = {**os.environ, "PREFILE_TMP": str(self.tmp), "PREFILE_HOME": str(self.root / "home")}
        with self.messages.open("ab") as out:
            return subprocess.Popen(command, stdout=out, stderr=out, env=env, start_new_session=True, **more)

    @property
    def messages(self) -> Path:
        return (self.aside or self.root.parent) / f"{self.root.name}.log"

    # --- a matter ---------------------------------------------------------------

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def outbox(self) -> Path:
        return self.root / "outbox"

    def daemon(self, *words: object, **more: Any) -> Any:
        return self.start("watch", self.root, "--quiet-time", "0", "--poll", *words, **more)

    @contextlib.contextmanager
    def watched(self, *words: object, **more: Any) -> Iterator[Any]:
        """Run the daemon for a while; in the end it must stop well when told to."""
        running = self.daemon(*words, **more)
        try:
            yield running
            running.send_signal(signal.SIGTERM)
            assert running.wait(timeout=PATIENCE) == 0, self.messages.read_text()
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
                running.wait()

    def emptied(self, *, seconds: float = PATIENCE) -> None:
        until(lambda: not files(self.inbox), f"the inbox is empty; {self.state()}", seconds=seconds)

    def state(self) -> str:
        with contextlib.suppress(OSError, ValueError):
            return str(json.loads((self.root / "audit" / "watch.json").read_text())["state"])
        return ""

    def places(self) -> dict[str, list[str]]:
        """Where each content is, by its digest."""
        found: dict[str, list[str]] = {}
        for name in ("inbox", "done", "held", "refused"):
            for path in files(self.root / name):
                found.setdefault(digest(path), []).append(name)
        return found

    def holds(self, sources: dict[str, str]) -> None:
        """Assert what must be true at rest: `sources` gives the folder where each digest belongs."""
        assert self.places() == {sha: [place] for sha, place in sources.items()}
        for name in ("held", "refused"):
            for path in (self.root / name).rglob("*"):
                if path.is_file():
                    beside = (
                        path.name.removesuffix(".why.json") if path.name.endswith(".json") else f"{path.name}.why.json"
                    )
                    assert path.with_name(beside).is_file(), path
        self.ledger_holds(self.outbox, sum(place == "done" for place in sources.values()))

    def ledger_holds(self, out: Path, count: int) -> None:
        """Assert that `count` copies were released, each once and on record, and that nothing else is left."""
        outputs = Counter(digest(path) for path in files(out))
        assert sorted(outputs.values()) == [1] * count
        chain = verify_chain(self.log)
        assert chain.passed, chain
        recorded = Counter()
        for entry in entries(self.log):
            if entry["event"] == "released":
                recorded[entry["output_sha256"]] += 1
            elif entry["event"] == "release_unfinished":
                recorded[entry["output_sha256"]] -= 1
        assert +recorded == outputs
        assert unfinished(self.log, [out]) == ()
        assert [p.name for p in self.root.rglob("*.part*")] == []
        assert [p.name for p in self.root.rglob(".prefile-part-*")] == []
        until(lambda: not list(self.tmp.iterdir()), "working folders are wiped", seconds=5)


def belongs(name: str) -> str:
    """Where the source of a name ends."""
    kinds = {"text": "refused", "raises": "held", "dies": "refused", "eats": "refused", "hangs": "refused"}
    return kinds.get(name.partition("-")[0], "done")
