"""Texts with what must be found in them in braces: `SSN: {SSN 000-12-3456}`, `{BANK_ACCT/remnant_last4 7719}`."""

import re
from collections.abc import Iterable

import numpy as np

from pipeline.nouns import Finding, Page, Reading

_MARK = re.compile(r"\{([A-Z_]+)(?:/([a-z0-9_]+))? ([^{}]*)\}", re.DOTALL)

Expected = tuple[str, str, str]
"""Kind, reason code (empty when the test does not care), words."""


def parse(marked: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    """Return the plain text and (start, end, kind, reason) of each mark."""
    plain, spans, at, length = [], [], 0, 0
    for mark in _MARK.finditer(marked):
        before = marked[at : mark.start()]
        plain += [before, mark[3]]
        length += len(before)
        spans.append((length, length + len(mark[3]), mark[1], mark[2] or ""))
        length += len(mark[3])
        at = mark.end()
    plain.append(marked[at:])
    return "".join(plain), spans


def compare(text: str, found: Iterable[Finding], spans: list[tuple[int, int, str, str]]) -> None:
    """Assert that exactly the marked spans were found, with their kinds and, where given, reasons."""
    found = list(found)
    got = [(text[f.start : f.end], str(f.kind)) for f in found]
    want = [(text[start:end], kind) for start, end, kind, _ in spans]
    assert got == want
    for finding, (start, end, _, why) in zip(found, spans, strict=True):
        assert (finding.start, finding.end) == (start, end)
        assert not why or finding.why == why


def reading(text: str, *more: str) -> Reading:
    """Return a reading of one page for each text; characters have no place."""
    pages = [
        Page(
            number=number,
            width=612,
            height=792,
            text=body,
            quads=np.full((len(body), 8), np.nan, dtype=np.float32),
            glyphs=np.full(len(body), -1, dtype=np.int32),
            body_end=len(body),
        )
        for number, body in enumerate((text, *more))
    ]
    return Reading.of(tuple(pages))
