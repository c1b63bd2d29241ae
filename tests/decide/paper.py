"""Builds a reading and its findings from marked text.

«SSN|123-45-6789»                            kind and value
«PERSON/minor#3|<given:Kai> <surname:Loo>»   role, number of the person, parts
«BANK_ACCT!remnant_ending|7719»              reason code
"""

from __future__ import annotations

import re

import numpy as np

from pipeline.nouns import Finding, Kind, Page, Part, Reading, Role

_MARK = re.compile(
    r"«(?P<kind>[A-Z_]+)(?:/(?P<role>\w+))?(?:#(?P<entity>\d+))?(?:!(?P<why>\w+))?\|(?P<value>[^»]*)»", re.DOTALL
)
_PART = re.compile(r"<(?P<label>\w+):(?P<text>[^>]*)>", re.DOTALL)


def reading(text: str) -> Reading:
    page = Page(
        number=0,
        width=612,
        height=792,
        text=text,
        quads=np.full((len(text), 8), np.nan, dtype=np.float32),
        glyphs=np.full(len(text), -1, dtype=np.int32),
        body_end=len(text),
    )
    return Reading.of((page,))


def paper(marked: str) -> tuple[Reading, list[Finding]]:
    """Return the reading and the findings of a marked text."""
    out = ""
    at = 0
    findings = []
    for mark in _MARK.finditer(marked):
        out += marked[at : mark.start()]
        start = len(out)
        value, parts = _parts(mark["value"], start)
        out += value
        at = mark.end()
        findings.append(
            Finding(
                start=start,
                end=len(out),
                kind=Kind(mark["kind"]),
                score=0.9,
                by="paper.v1",
                role=Role(mark["role"] or "none"),
                why=mark["why"] or "",
                entity=int(mark["entity"] or -1),
                parts=tuple(parts),
            )
        )
    return reading(out + marked[at:]), findings


def _parts(value: str, start: int) -> tuple[str, list[Part]]:
    out = ""
    at = 0
    parts = []
    for part in _PART.finditer(value):
        out += value[at : part.start()]
        parts.append(Part(part["label"], start + len(out), start + len(out) + len(part["text"])))
        out += part["text"]
        at = part.end()
    return out + value[at:], parts
