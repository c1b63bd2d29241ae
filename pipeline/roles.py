"""The parts that the corridor is assembled from, as protocols.

Rooms implement these and import only `nouns`, `errors`, `roles` and `space`;
`assemble` alone knows which class fills which role.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from pipeline.nouns import (
    Check,
    Decision,
    Draft,
    Filing,
    Finding,
    Job,
    Kind,
    Known,
    Mark,
    NormalForm,
    Reading,
    Receipt,
    Secret,
    Volume,
)


class Accepter(Protocol):
    """Looks at a source and accepts it, or refuses with a reason."""

    def accept(self, source: Path, *, password: str = "") -> Filing:
        """Return the accepted filing.

        Raises:
            InputError: the path is missing, a folder, or unreadable.
            RefusedError: it is no PDF, encrypted, damaged, empty or over a limit.
        """
        ...


class Normaliser(Protocol):
    """Makes the plain copy that everything later reads and burns."""

    def normalise(self, filing: Filing, workdir: Path) -> NormalForm:
        """Write the normal form of `filing` into `workdir`; the source is only read.

        Raises:
            RefusedError: the file cannot be brought into a normal form.
        """
        ...


class Reader(Protocol):
    """Reads the words of a normal form."""

    def read(self, normal: NormalForm) -> Reading:
        """Return every page, in order; a page that cannot be read says so in `Page.unread`."""
        ...


class Detector(Protocol):
    """Finds names, addresses and identifiers."""

    def detect(
        self,
        reading: Reading,
        *,
        terms: Sequence[str] = (),
        also: Collection[Kind] = (),
        known: Sequence[Known] = (),
    ) -> tuple[Finding, ...]:
        """Return findings in order of start, not overlapping; `terms` are found as Kind.TERM.

        `also` are kinds to look for beside those that it always looks for; `known` is what other filings tell.
        """
        ...

    def tell(self, reading: Reading, findings: Sequence[Finding]) -> tuple[Known, ...]:
        """Return what a filing tells the others of its matter, from what was found in it."""
        ...


class Decider(Protocol):
    """Applies one policy: exactly one decision for each finding."""

    name: str
    sha256: str
    kinds: frozenset[Kind]
    """Kinds of which the policy says more than that they stay: the detector must look for them."""

    def decide(
        self, reading: Reading, findings: Sequence[Finding], *, keep_terms: Sequence[str] = ()
    ) -> tuple[Decision, ...]:
        """Return one decision per finding, in the same order."""
        ...

    def for_document(self, sha256: str) -> Decider:
        """Return a decider that also applies what people ruled on the source with this digest."""
        ...


class Gate(Protocol):
    """Stands before the burning: holds papers as a whole, and knows who signed."""

    @property
    def digest(self) -> str:
        """Keyed digest of what the matter says; empty outside a matter."""
        ...

    @property
    def terms(self) -> tuple[str, ...]:
        """Texts that the matter protects, for the detector."""
        ...

    def admit(self, source: Path) -> None:
        """Look at where a source lies.

        Raises:
            RefusedError: nothing is released from there.
        """
        ...

    def holds(self, filing: Filing, reading: Reading, findings: Sequence[Finding]) -> tuple[str, ...]:
        """Return why this paper must wait for a person, as reason codes."""
        ...

    def signer(self, job: Job) -> tuple[str, str, str] | None:
        """Return name, bar number and second reviewer of whoever approved the release; None when nobody did."""
        ...


class Burner(Protocol):
    """Burns marks into a copy of a normal form."""

    def burn(self, normal: NormalForm, marks: Sequence[Mark], secrets: Sequence[Secret], workdir: Path) -> Draft:
        """Write a draft into `workdir`. `secrets` tells what must not be left, so that the
        burner can look for itself and flatten a page that it cannot clean.

        Raises:
            HeldError: a mark cannot be burned without harm.
        """
        ...


class Verifier(Protocol):
    """Proves a draft from its saved bytes, with a library the burner does not use."""

    def verify(
        self, filing: Filing, normal: NormalForm, reading: Reading, draft: Draft, secrets: Sequence[Secret]
    ) -> tuple[Check, ...]:
        """Return evidence of every check. Never raises for what it finds; an empty tuple counts as failed."""
        ...

    def verify_volume(
        self,
        filing: Filing,
        normal: NormalForm,
        reading: Reading,
        draft: Draft,
        volume: Volume,
        secrets: Sequence[Secret],
    ) -> tuple[Check, ...]:
        """Return evidence that a volume holds the pages of a draft that is proven, and nothing else."""
        ...


class Clerk(Protocol):
    """Looks at a saved copy as one court's filing system would."""

    @property
    def digest(self) -> str:
        """Return a digest of the rules it goes by."""
        ...

    @property
    def limit(self) -> int | None:
        """Return the bytes of the largest file the court takes; None when that is not known."""
        ...

    @property
    def aim(self) -> int | None:
        """Return the bytes that the volumes of a larger copy may have."""
        ...

    def check(self, path: Path) -> tuple[Check, ...]:
        """Return evidence of every check."""
        ...

    def advice(self, checks: Sequence[Check]) -> tuple[str, ...]:
        """Return a code for each check that passed and has something to say."""
        ...


class Splitter(Protocol):
    """Splits a draft by pages."""

    def __call__(self, draft: Draft, most: int, workdir: Path) -> tuple[Volume, ...]:
        """Write volumes of at most `most` bytes into `workdir`, in order of pages.

        Raises:
            HeldError: `page_too_large`, when one page alone has more.
        """
        ...


class Ledger(Protocol):
    """An append-only, hash-chained log."""

    def append(self, entry: Mapping[str, Any], *, durable: bool = True) -> str:
        """Write one entry, flush it to disk unless told otherwise, and return its hash."""
        ...

    def extend(self, entries: Sequence[Mapping[str, Any]]) -> Sequence[str]:
        """Write several entries one behind the other, flush them together, and return their hashes."""
        ...

    def value_hmac(self, value: str) -> str:
        """Return the keyed digest that links equal values without telling them."""
        ...


class Engine(Protocol):
    """Runs jobs; the only seam between one filing and many."""

    def run(self, jobs: Sequence[Job]) -> Sequence[Receipt]:
        """Do every job and return its receipt, in the order of `jobs`."""
        ...


class Record(Protocol):
    """The record of one matter: who did what and when, in a chain of its own. A `Matter` is one."""

    folder: Path
    """The matter's folder."""

    def record(self, event: str, *, by: str, **fields: Any) -> str:
        """Append an event, flushed to disk, and return its hash; `document` and `state` say what became of a paper.

        Raises:
            UsageError: nobody is named.
        """
        ...

    def events(self, name: str | None = None) -> list[dict[str, Any]]:
        """Return the events in order, or those of one name."""
        ...
