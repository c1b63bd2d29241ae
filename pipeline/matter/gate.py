"""Stands before the burning: what holds a paper whatever its findings are, and who has signed for its release.

Outside a matter it knows legends, papers that are not public, jurors and
`confidential/` folders. In a matter it also knows the designated documents,
the rulings on a document, the package it belongs to and the sign-off. A
ruling comes from a person; this room never makes one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.digest import digest_of
from pipeline.errors import RefusedError
from pipeline.matter import fingerprint, legend, sealed
from pipeline.matter.book import Book, is_second
from pipeline.matter.matter import Matter
from pipeline.matter.terms import rulings
from pipeline.nouns import Filing, Finding, Job, Reading, Role

CONFIDENTIAL = "confidential"

HOLDING = frozenset({"held", "seal_requested", "seal_denied"})
"""States of a document in which no paper of its package may go out."""

Signer = tuple[str, str, str]
"""Name, bar number, second reviewer; a name is never empty in a matter."""


class OpenGate:
    """The gate outside a matter."""

    @property
    def digest(self) -> str:
        """The keyed digest of all that the matter's file says, for the recipe of an output; empty outside a matter."""
        return ""

    @property
    def terms(self) -> tuple[str, ...]:
        """Every protected text, for the detector."""
        return ()

    def admit(self, source: Path) -> None:
        """Refuse a source that lies in a `confidential` folder, by its own path or by the one a link leads to.

        Raises:
            RefusedError: it does.
        """
        for path in (source.absolute(), source.resolve()):
            if any(part.casefold() == CONFIDENTIAL for part in path.parts[:-1]):
                raise RefusedError(
                    "nothing is released from a folder called confidential",
                    reason="confidential_folder",
                    hint="take a copy to the inbox, and have a person rule on it",
                )

    def holds(self, filing: Filing, reading: Reading, findings: Sequence[Finding]) -> tuple[str, ...]:
        """Return why this paper must wait for a person, as reason codes."""
        return tuple(_by_itself(filing, reading, findings))

    def signer(self, job: Job) -> Signer | None:
        """Return who stands behind the release: outside a matter whoever runs the program."""
        return job.approved_by, job.bar_no, job.second


class MatterGate(OpenGate):
    """The gate of a matter."""

    def __init__(self, matter: Matter) -> None:
        self._matter = matter
        self._book: Book = matter.book

    @property
    def digest(self) -> str:
        """The keyed digest of what the matter says about boxes: see `boxing`."""
        return boxing(self._matter)

    @property
    def terms(self) -> tuple[str, ...]:
        """Every protected text, for the detector."""
        return rulings(self._book).terms

    def holds(self, filing: Filing, reading: Reading, findings: Sequence[Finding]) -> tuple[str, ...]:
        """Return why this paper must wait, less what a person's ruling on this very document answers."""
        own = [*self._designated(filing, reading), *self._copied(filing), *_by_itself(filing, reading, findings)]
        release = self._book.release_of(filing.sha256)
        if release is not None:
            own = ["second_reviewer"] if self._book.strict and not release.second else []
        return (*own, *self._package(filing))

    def signer(self, job: Job) -> Signer | None:
        """Return who approved this output, or gave a standing approval that reaches it; None when nobody did."""
        if job.approved_by and job.bar_no:
            second = job.second.strip()
            if self._book.strict and not is_second(job.approved_by, second):
                return None
            return job.approved_by, job.bar_no, second
        standing = next((s for s in reversed(self._book.standing) if not s.revoked), None)
        if standing is None or self._book.strict or package_of(self._matter, job):
            return None
        return standing.name, standing.bar, ""

    def _designated(self, filing: Filing, reading: Reading) -> Iterator[str]:
        live = [d for d in self._book.designated if not d.lifted]
        if not live:
            return
        key = fingerprint_key(self._matter)
        found: set[str] | None = None
        for each in live:
            if each.sha256 == filing.sha256:
                yield f"designated:{each.id}:same_file"
                continue
            if fingerprint.Bates(each.bates).stands(reading.text):
                yield f"designated:{each.id}:bates"
                continue
            found = fingerprint.runs("\n".join(p.text for p in reading.pages), key) if found is None else found
            if any(fingerprint.stands(page, found) for page in each.pages):
                yield f"designated:{each.id}:words"

    def _copied(self, filing: Filing) -> Iterator[str]:
        """A byte for byte copy of something in `confidential/`, whatever it is called."""
        for path in self._matter.path(CONFIDENTIAL).rglob("*"):
            if path.is_file() and path.stat().st_size == filing.size and digest_of(path) == filing.sha256:
                yield "confidential_copy"
                return

    def _package(self, filing: Filing) -> Iterator[str]:
        if waits_for(self._matter, package_of_path(self._matter, filing.path), filing.sha256):
            yield "package_held"


def boxing(matter: Matter) -> str:
    """Return the keyed digest of everything in a matter's file on which boxes and holds depend, sign-off left out."""
    book = asdict(matter.book)
    deciding = ("policy", "overlays", "orders", "people", "terms", "designated", "exempt", "findings")
    return matter.key.mac("book", json.dumps({name: book[name] for name in deciding}, sort_keys=True))


def fingerprint_key(matter: Matter) -> bytes:
    """Return the key with which the word runs of a matter's documents are digested."""
    return bytes.fromhex(matter.key.mac("fingerprint", ""))


def package_of(matter: Matter, job: Job) -> str:
    """Return the name of the package that a job's source belongs to; see `package_of_path`."""
    return package_of_path(matter, job.source)


def package_of_path(matter: Matter, source: Path) -> str:
    """Return a keyed name for the package of a source, empty for a paper by itself.

    A package is a folder directly below `inbox/` (or `held/`): what lies in it is filed together.
    """
    for name in ("inbox", "held"):
        top = matter.path(name).resolve()
        here = source.absolute()
        for path in (here, here.resolve()):
            if top in path.parents and path.parent != top:
                return matter.key.mac("package", path.relative_to(top).parts[0])[:16]
    return ""


def waits_for(matter: Matter, package: str, document: str) -> bool:
    """Tell whether another document of the package is held, so that this one must wait for it."""
    if not package:
        return False
    events = matter.events()
    mates = {e["document"] for e in events if e.get("package") == package} - {document}
    last = {e["document"]: e["state"] for e in events if e.get("document") in mates and e.get("state")}
    return any(state in HOLDING for state in last.values())


def _by_itself(filing: Filing, reading: Reading, findings: Sequence[Finding]) -> Iterator[str]:
    from pipeline.matter import aside  # noqa: PLC0415 - loads a document library, which no command's help waits for

    if legend.in_name(filing.path.stem):
        yield "legend:file_name"
    yield from (f"legend:page_{page + 1}" for page in legend.legends(reading))
    yield from aside.legends(filing)
    yield from (f"sealed_type:{kind}:page_{page + 1}" for kind, page in sealed.types(reading))
    if any(finding.role is Role.JUROR for finding in findings):
        yield "names_juror"
