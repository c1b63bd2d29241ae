"""Reads annotated text, one document a line; it refuses spans that do not fit their text.

    {"id": "a", "text": "...", "spans": [[start, end, TYPE], [start, end, TYPE, ROLE]],
     "mentions": [[entity, "DIRECT" | "QUASI" | "NO_MASK"], ...]}

`mentions` is there in the Text Anonymization Benchmark only and runs parallel to `spans`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

IGNORE = "IGNORE"
"""The type of a span that is neither right nor wrong."""

KINDS = {
    "PHONE_NUMBER": "PHONE",
    "EMAIL_ADDRESS": "EMAIL",
    "CREDIT_CARD": "CARD",
    "US_DRIVER_LICENSE": "DL",
    "US_SSN": "SSN",
}
"""Names of types in outside corpora, as our kinds are called."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated span."""

    start: int
    end: int
    kind: str
    role: str = ""
    entity: str = ""
    """Names the entity whose mention this is, where the corpus tells."""
    mask: str = ""
    """`DIRECT`, `QUASI` or `NO_MASK`, where the corpus tells."""


@dataclass(frozen=True, slots=True)
class Document:
    """One annotated text."""

    id: str
    text: str = field(repr=False)
    golds: tuple[Gold, ...]
    tags: tuple[tuple[int, int, str], ...] = ()
    """(start, end, class): failure classes of our own evaluation text, to count results by."""


def read(path: Path, *, limit: int = 0) -> tuple[Document, ...]:
    """Return the documents of a JSON-lines file, at most `limit` of them when it is not 0.

    Raises:
        InputError: the file is missing or a line does not hold together. The error names the line, never its words.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise InputError(f"cannot read {path}", reason="evaluate_unreadable") from None
    documents = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            documents.append(parse(json.loads(line)))
        except (ValueError, KeyError, TypeError, IndexError):
            raise InputError(
                f"line {number} of {path} is not an annotated document",
                reason="evaluate_format",
                hint='each line: {"id": ..., "text": ..., "spans": [[start, end, TYPE], ...]}',
            ) from None
        if limit and len(documents) >= limit:
            break
    return tuple(documents)


def parse(raw: dict[str, Any]) -> Document:
    """Return one document.

    Raises:
        ValueError: a span lies outside the text or is empty, or `mentions` does not run parallel.
    """
    text = raw["text"]
    mentions = raw.get("mentions") or []
    if mentions and len(mentions) != len(raw["spans"]):
        raise ValueError("mentions")
    golds = []
    for i, span in enumerate(raw["spans"]):
        start, end, kind = int(span[0]), int(span[1]), str(span[2])
        if not 0 <= start < end <= len(text):
            raise ValueError("span")
        entity, mask = (str(mentions[i][0]), str(mentions[i][1])) if mentions else ("", "")
        role = str(span[3]) if len(span) > 3 else ""
        golds.append(Gold(start, end, KINDS.get(kind, kind), role, entity, mask))
    tags = tuple((int(a), int(b), str(c)) for a, b, c in raw.get("tags") or ())
    return Document(str(raw["id"]), text, tuple(golds), tags)


def write(documents: Iterable[Document]) -> Iterator[str]:
    """Yield one JSON line for each document, in the form that `read` takes."""
    for d in documents:
        spans = [[g.start, g.end, g.kind, *([g.role] if g.role else [])] for g in d.golds]
        raw = {"id": d.id, "text": d.text, "spans": spans, "tags": [list(t) for t in d.tags]}
        yield json.dumps(raw, ensure_ascii=False)
