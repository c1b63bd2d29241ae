"""What a check hands back, and what it is given to look at. It decides nothing itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from pipeline.nouns import Check, Draft, Filing, NormalForm, Reading, Secret
from pipeline.verify.content import Content, contents
from pipeline.verify.store import Store


class Tally:
    """Counts what one check looked at and what it found, and turns that into a `Check`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.counts: Counter[str] = Counter()
        self._reasons: list[str] = []
        self._pages: set[int] = set()

    def saw(self, what: str, count: int = 1) -> None:
        """Add to the count of what was looked at; zero makes the count appear."""
        self.counts[what] += count

    def fail(self, reason: str, page: int | None = None, count: int = 1) -> None:
        """Note something that must not be; the first reason becomes the check's reason."""
        self.counts[reason] += count
        if reason not in self._reasons:
            self._reasons.append(reason)
        if page is not None:
            self._pages.add(page)

    def unread(self, code: str, page: int | None = None) -> None:
        """Note that something could not be looked at: the check does not pass."""
        self.fail(f"not_checked:{code}", page)

    def check(self, looked_at: str) -> Check:
        """Return the evidence. It passes only when nothing failed and `looked_at` was counted at least once."""
        if not self._reasons and self.counts[looked_at] < 1:
            self.unread(f"no_{looked_at}")
        found = sorted(self._reasons, key=lambda r: r.startswith("not_checked"))
        return Check(
            name=self.name,
            passed=not found,
            counts=dict(self.counts),
            reason=found[0] if found else "",
            pages=tuple(sorted(self._pages)),
        )


def failed(name: str, code: str) -> Check:
    """Return the evidence of a check that could not look at all."""
    return Check(name=name, passed=False, reason=f"not_checked:{code}")


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """What there is to look at in one filing."""

    filing: Filing
    normal: NormalForm
    reading: Reading = field(repr=False)
    draft: Draft
    secrets: tuple[Secret, ...] = field(repr=False)


class Papers:
    """The draft as objects and as words, gathered once and shared by the checks of the whole file."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.texts: list[str] = []
        """Text of each page of the draft, what is printed on the boxes left out."""

    @cached_property
    def store(self) -> Store:
        """The draft's objects.

        Raises:
            Unread: they cannot be read.
        """
        return Store(self.case.draft.path)

    @cached_property
    def contents(self) -> list[Content]:
        """The draft's content streams, read through their fonts."""
        return contents(self.store)

    @cached_property
    def normal_store(self) -> Store:
        """The normal form's objects."""
        return Store(self.case.normal.path)

    def close(self) -> None:
        """Let go of the files."""
        for name in ("store", "normal_store"):
            if name in self.__dict__:
                self.__dict__[name].close()


class FileCheck(Protocol):
    """One check of the whole file."""

    name: str

    def run(self, papers: Papers) -> Check:
        """Return evidence. May raise `Unread` or anything else; then the check has failed."""
        ...


def whole(parts: Iterable[Sequence[str]]) -> str:
    """Join the texts of pages so that a value may run over a page end."""
    return "\n".join("".join(part) for part in parts)
