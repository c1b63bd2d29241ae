"""Tells that a paper carries a confidentiality legend; the word in a sentence is none.

A legend stands alone: as a line or a cell of its own, in a running head or
foot, as a stamp (baked or scanned in), in brackets or asterisks, or in the
file's name. Letter spacing and the usual slips of OCR make no difference.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from pipeline.nouns import HowRead, Page, Reading

LONGEST = 110
"""Letters of the longest line that can be a legend; longer ones are prose."""

SURE = 0.9
"""How alike a line read by OCR must be to a legend of at least `OCR_LETTERS` letters."""

OCR_LETTERS = 11

_MARK = (
    "(?:strictly|highly|designated|marked|produced as|subject to|treat as|contains|contents?|document|documents|this "
    "document is|this document contains|this page is|all|material|materials|information|protected|sensitive|privileged|"
    "private|proprietary|and|under|the|stipulated|a|court|qualified|pursuant to|by|of)"
)

_CORE = (
    "confidential",
    "attorneys eyes only",
    "attorney s eyes only",
    "outside counsel eyes only",
    "outside counsel s eyes only",
    "counsel s eyes only",
    "subject to protective order",
    "subject to stipulated protective order",
    "protected material",
    "filed under seal",
    "lodged under seal",
    "submitted under seal",
    "document filed under seal",
    "to be filed under seal",
    "conditionally under seal",
    "lodged conditionally under seal",
    "conditionally lodged under seal",
    "under seal",
    "sealed",
    "sealed document",
    "sealed by order of the court",
    "privileged",
    "attorney client privilege",
    "attorney client privileged",
    "attorney client communication",
    "attorney work product",
    "may not be examined without court order",
)

_TAIL = (
    r"(?: (?:order|protective order|court order|ecf|doc|dkt|docket|no|case|exhibit|ex|page|of|by|[a-z]? ?\d[\w.]*))*"
)

_WHOLE = re.compile(rf"(?:{_MARK} )*(?:{'|'.join(_CORE)})(?: (?:{_MARK}|{'|'.join(_CORE)}))*{_TAIL}")

_BRACKETED = re.compile(r"[\[*]{1,3}\s*([A-Z][A-Z' ,–—-]{4,80}?)\s*[\]*]{1,3}")

_PUBLIC = re.compile(r"\b(?:non|not|un|no longer|public|formerly)[ -]?(?:confidential|sealed|privileged|redacted)?\b")

_CAPS = re.compile(
    r"(?<![\w'])(?:HIGHLY )?CONFIDENTIAL(?![\w'])|(?<!\w)ATTORNEYS?['’]?S? EYES ONLY|(?<!\w)(?:FILED|LODGED) UNDER SEAL"
    r"|(?<!\w)SUBJECT TO (?:STIPULATED )?PROTECTIVE ORDER"
)
"""A legend beside other things in a running head or foot, where nobody writes sentences."""

_NAMED = ("confidential", "sealed", "under seal", "eyes only", "aeo", "privileged")

_ABOUT = frozenset(
    {"motion", "request", "notice", "order", "application", "stipulation", "opposition", "reply", "non", "not"}
)
"""Words of file names that speak about sealing: a motion to seal is a public paper."""

_SPACED = re.compile(r"(?<!\S)(?:\w ){6,}\w(?!\S)")


def legends(reading: Reading) -> tuple[int, ...]:
    """Return the pages (from 0) that carry a legend."""
    return tuple(page.number for page in reading.pages if _carries(page))


def in_name(stem: str) -> bool:
    """Tell whether a file's name is a legend: `smith_CONFIDENTIAL`, not `motion-to-seal` or `unsealed`."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem)
    found = re.findall(r"[a-z]+", parted.casefold())
    text = f" {' '.join(found)} "
    return not _ABOUT & set(found) and any(f" {mark} " in text for mark in _NAMED)


def _carries(page: Page) -> bool:
    ocr = page.how in (HowRead.OCR, HowRead.MIXED)
    furniture = page.text[page.body_end :]
    if _CAPS.search(furniture) or any(is_legend(m[1], ocr=ocr) for m in _BRACKETED.finditer(page.text)):
        return True
    return any(is_legend(line, ocr=ocr) for line in _lines(page.text))


def _lines(text: str) -> Iterator[str]:
    for line in re.split(r"[\n\t]", text):
        if line.strip():
            yield line


def is_legend(line: str, *, ocr: bool = False) -> bool:
    """Tell whether a line is a legend and nothing else; with `ocr` also one that was misread."""
    if len(line) > LONGEST or _quoted(line):
        return False
    spaced = _SPACED.sub(lambda m: m[0].replace(" ", ""), line)
    found = " ".join(re.findall(r"[^\W_]+", spaced.casefold()))
    if not found or _PUBLIC.search(found):
        return False
    if _WHOLE.fullmatch(_without_stamp(found, line)):
        return True
    return ocr and len(found) >= OCR_LETTERS and any(_alike(found, mark) for mark in _CORE if len(mark) >= OCR_LETTERS)


def _quoted(line: str) -> bool:
    """A line that ends like a sentence or has the word in quotes speaks about a legend."""
    return line.rstrip().endswith((";", ":", "?")) or bool(re.search(r"[“”\"]", line))


def _without_stamp(found: str, line: str) -> str:
    """Take away a production number or a date at the end: `confidential cod000123`."""
    return re.sub(r"(?: [a-z]{0,12} ?\d{3,}| page \d+(?: of \d+)?| \d{1,2} \d{1,2} \d{2,4})$", "", found) or line


def _alike(found: str, mark: str) -> bool:
    if abs(len(found) - len(mark)) > 3:
        return False
    slips = str.maketrans("01i5", "olls")
    return difflib.SequenceMatcher(a=found.translate(slips), b=mark.translate(slips)).ratio() >= SURE
