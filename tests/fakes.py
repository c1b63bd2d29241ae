"""Fakes for the roles, and faults that are plug-ins: each bends one part of the corridor."""

from __future__ import annotations

import contextlib
import ctypes
import dataclasses
import hashlib
import math
import os
import signal
import socket
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.core import Kit
from pipeline.errors import ConfigError, HeldError, InputError, RefusedError
from pipeline.matter.gate import OpenGate
from pipeline.nouns import (
    Action,
    Check,
    Decision,
    Digest,
    Draft,
    Filing,
    Finding,
    Ground,
    HowRead,
    Kind,
    Known,
    Mark,
    NormalForm,
    Page,
    Reading,
    Receipt,
    Secret,
)

WORDS = "Before Zebulon Quarrelsome after."
SECRET = (7, 26)


def digest(path: Path) -> Digest:
    return Digest(hashlib.sha256(path.read_bytes()).hexdigest())


def page(text: str = WORDS, *, number: int = 0, unread: tuple[str, ...] = ()) -> Page:
    """A page whose characters stand in one row, 5 points wide and 10 points high each."""
    quads = np.array([[5 * i, 0, 5 * i + 5, 0, 5 * i, 10, 5 * i + 5, 10] for i in range(len(text))], dtype=np.float32)
    return Page(
        number=number,
        width=612,
        height=792,
        text=text,
        quads=quads.reshape(len(text), 8),
        glyphs=np.arange(len(text), dtype=np.int32),
        body_end=len(text),
        how=HowRead.UNREAD if unread else HowRead.NATIVE,
        unread=unread,
    )


class FakeAccepter:
    def accept(self, source: Path, *, password: str = "") -> Filing:
        try:
            words = source.read_bytes()
        except FileNotFoundError:
            raise InputError("not there", reason="missing") from None
        except PermissionError:
            raise InputError("not readable", reason="unreadable") from None
        if words[:4] != b"%PDF":
            raise RefusedError("not a PDF", reason="not_a_pdf")
        return Filing(path=source, sha256=digest(source), size=source.stat().st_size, page_count=1)


class FakeNormaliser:
    def normalise(self, filing: Filing, workdir: Path) -> NormalForm:
        path = workdir / "normal.pdf"
        path.write_bytes(filing.path.read_bytes())
        return NormalForm(path=path, sha256=digest(path), page_sizes=((612.0, 792.0),))


class FakeReader:
    def __init__(self, pages: tuple[Page, ...] | None = None) -> None:
        self.pages = pages or (page(),)

    def read(self, normal: NormalForm) -> Reading:
        return Reading.of(self.pages)


class ToilingReader(FakeReader):
    """Reads for 2.5 s of processor time."""

    def read(self, normal: NormalForm) -> Reading:
        _spend("toils", 2.5)
        return super().read(normal)


class FakeDetector:
    def __init__(self, spans: Sequence[tuple[int, int]] = (SECRET,)) -> None:
        self.spans = spans

    def detect(
        self,
        reading: Reading,
        *,
        terms: Sequence[str] = (),
        also: Collection[Kind] = (),
        known: Sequence[Known] = (),
    ) -> tuple[Finding, ...]:
        return tuple(Finding(start=a, end=b, kind=Kind.PERSON, score=0.9, by="fake.v1") for a, b in self.spans)

    def tell(self, reading: Reading, findings: Sequence[Finding]) -> tuple[Known, ...]:
        return ()


class FakeDecider:
    name = "fake.v1"
    sha256 = "0" * 64
    kinds = frozenset({Kind.PERSON})

    def __init__(self, action: Action = Action.FULL) -> None:
        self.action = action

    def for_document(self, sha256: str) -> FakeDecider:
        return self

    def decide(
        self, reading: Reading, findings: Sequence[Finding], *, keep_terms: Sequence[str] = ()
    ) -> tuple[Decision, ...]:
        burns = self.action not in (Action.KEEP, Action.ADVISE, Action.HOLD)
        return tuple(
            Decision(
                finding=f,
                action=self.action,
                burn=((f.start, f.end),) if burns else (),
                ground=Ground.RULE,
                label="REDACTED",
                cite="Rule 0",
            )
            for f in findings
        )


class FakeBurner:
    def burn(self, normal: NormalForm, marks: Sequence[Mark], secrets: Sequence[Secret], workdir: Path) -> Draft:
        path = workdir / "draft.pdf"
        path.write_bytes(b"%PDF burned")
        return Draft(path=path, sha256=digest(path), marks=tuple(marks))


class FakeVerifier:
    def __init__(self, *checks: Check) -> None:
        self.checks = checks or (Check(name="fake.v1", passed=True, counts={"marks": 1}),)

    def verify(
        self, filing: Filing, normal: NormalForm, reading: Reading, draft: Draft, secrets: Sequence[Secret]
    ) -> tuple[Check, ...]:
        return self.checks


class MemoryLedger:
    def __init__(self) -> None:
        self.entries: list[Mapping[str, Any]] = []

    def append(self, entry: Mapping[str, Any], *, durable: bool = True) -> str:
        self.entries.append(dict(entry))
        return "0" * 64

    def extend(self, entries: Sequence[Mapping[str, Any]]) -> list[str]:
        return [self.append(entry) for entry in entries]

    def value_hmac(self, value: str) -> str:
        return hashlib.sha256(value.encode()).hexdigest()


class NoChecks(FakeVerifier):
    """A verifier that looks at nothing."""

    def verify(self, *_: Any) -> tuple[Check, ...]:
        return ()


class Raises:
    """Any role, raising whatever is asked for when any of its methods is called."""

    name = "raises.v1"
    sha256 = "0" * 64

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*_: Any, **__: Any) -> Any:
            raise self._error

        return call


class Dies:
    """Any role, killing its own process when any of its methods is called."""

    name = "dies.v1"
    sha256 = "0" * 64

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*_: Any, **__: Any) -> Any:
            os.kill(os.getpid(), signal.SIGKILL)

        return call


class TamperedBurner(FakeBurner):
    """Says a digest that is not its file's."""

    def burn(self, *args: Any) -> Draft:
        draft = super().burn(*args)
        return dataclasses.replace(draft, sha256=Digest("f" * 64))


def kit(tmp: Path, **changes: Any) -> Kit:
    """A kit of fakes that releases; name a part to bend it."""
    kept: list[Receipt] = []
    parts: dict[str, Any] = {
        "accepter": FakeAccepter(),
        "normaliser": FakeNormaliser(),
        "reader": FakeReader(),
        "detector": FakeDetector(),
        "decider": FakeDecider(),
        "burner": FakeBurner(),
        "gate": lambda _job: OpenGate(),
        "verifier": FakeVerifier(),
        "clerk": lambda _job: None,
        "splitter": lambda *_: (),
        "ledger": MemoryLedger(),
        "boxes": lambda **_: (),
        "store": kept.append,
        "layer": lambda draft, _reading: draft,
        "tmp": tmp,
        "versions": {"prefile": "0"},
    }
    parts.update(changes)
    decider, burner = parts["decider"], parts["burner"]
    parts["decider"] = lambda _job: decider
    parts["burner"] = lambda _job: burner
    return Kit(**parts)


HELD = HeldError("held", reason="held_on_purpose")


def is_refused(family: int) -> bool:
    """Tell whether both a C library and Python get no socket of this family."""
    made = ctypes.CDLL(None).socket(family, socket.SOCK_STREAM, 0)
    if made >= 0:
        os.close(made)
    with contextlib.suppress(PermissionError):
        socket.socket(family).close()
        return False
    return bool(made < 0)


class ByName:
    """An accepter that behaves as the source's name says: `dies`, `hangs`, `eats`, `raises`, `calls`, else accepts.

    A source that `spins` uses processor time without end, one that `toils` 0.8 s of it; one that `waits` sleeps 2.5 s.

    A source that `calls` is accepted where a C library and Python are let out of the machine.

    A source that `flees` is renamed and comes back, twice: before it is opened, and after it was accepted.
    """

    def __init__(self) -> None:
        self.fled = 0

    def accept(self, source: Path, *, password: str = "") -> Filing:
        if source.stem.startswith("flees"):
            self.fled += 1
            if self.fled == 1:
                raise InputError("not there", reason="missing")
            if self.fled == 2:
                filing = FakeAccepter().accept(source, password=password)
                return dataclasses.replace(filing, path=source.with_name("away.pdf"))
        if source.stem.startswith("dies"):
            os.kill(os.getpid(), signal.SIGSEGV)
        if source.stem.startswith("hangs"):
            signal.pause()
        _spend(source.stem)
        if source.stem.startswith("eats"):
            blocks = []
            while True:
                blocks.append(bytearray(16 << 20))
        if source.stem.startswith("raises"):
            raise ValueError("Zebulon Quarrelsome")
        if source.stem.startswith("calls") and is_refused(socket.AF_INET) and is_refused(socket.AF_INET6):
            raise HELD
        return FakeAccepter().accept(source, password=password)


def _spend(stem: str, toil: float = 0.8) -> None:
    if stem.startswith(("spins", "toils")):
        until = time.process_time() + (toil if stem.startswith("toils") else math.inf)
        while time.process_time() < until:
            pass
    if stem.startswith("waits"):
        time.sleep(2.5)


def kit_by_name(tmp: Path) -> Kit:
    return kit(tmp, accepter=ByName())


def kit_that_cannot_be_built() -> Kit:
    raise ConfigError("no such policy", reason="policy")
