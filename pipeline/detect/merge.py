"""Makes findings that do not overlap out of findings that do: the most specific wins, what is left of the others stays.

Nothing that was found gets lost: a character that some finding covers is covered afterwards too,
unless all that is left of a finding is punctuation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.nouns import Finding, Kind, Part

RANK = {
    kind: rank
    for rank, kind in enumerate(
        (
            Kind.EXISTING,
            Kind.TERM,
            Kind.SSN,
            Kind.ITIN,
            Kind.CARD,
            Kind.EIN,
            Kind.BANK_ACCT,
            Kind.DL,
            Kind.PASSPORT,
            Kind.INS_POLICY,
            Kind.PLATE,
            Kind.DOB,
            Kind.EMAIL,
            Kind.PHONE,
            Kind.ADDRESS,
            Kind.PERSON,
            Kind.CODE,
            Kind.DATE,
            Kind.LOOKALIKE,
            Kind.TRAIT,
            Kind.AMOUNT,
            Kind.ORG,
            Kind.PLACE,
        )
    )
}
"""The more specific a kind, the earlier; what somebody redacted before comes first, then what the user asked for."""

WEAK = 0.65
"""A finding with a lower score gives way to any that overlaps it with a higher one, whatever its kind."""


def merge(findings: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """Return findings in order of start, none overlapping another."""
    taken = bytearray(len(text))
    kept: list[Finding] = []
    for finding in sorted(set(findings), key=_order):
        for start, end in _free(taken, finding.start, finding.end):
            piece = _piece(finding, start, end, text)
            if piece is not None:
                taken[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
                kept.append(piece)
    return tuple(sorted(kept, key=lambda finding: finding.start))


def _order(finding: Finding) -> tuple[bool, int, float, int, int, str]:
    weak = finding.score < WEAK and finding.kind is not Kind.TERM
    return weak, RANK[finding.kind], -finding.score, finding.start - finding.end, finding.start, finding.by


def _free(taken: bytearray, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches of `start:end` that nobody has taken."""
    free: list[tuple[int, int]] = []
    while start < end:
        stop = taken.find(1, start, end)
        stop = end if stop < 0 else stop
        if start < stop:
            free.append((start, stop))
        start = taken.find(0, stop, end)
        if start < 0:
            break
    return free


def _piece(finding: Finding, start: int, end: int, text: str) -> Finding | None:
    if (start, end) == (finding.start, finding.end):
        return finding
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    if start >= end:
        return None
    return replace(finding, start=start, end=end, parts=tuple(_clipped(finding.parts, start, end)))


def _clipped(parts: Iterable[Part], start: int, end: int) -> Iterator[Part]:
    for part in parts:
        first, last = max(part.start, start), min(part.end, end)
        if first < last:
            yield Part(part.label, first, last)
