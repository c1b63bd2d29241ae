"""What the filer asked to keep (`--keep-term`), and which findings that covers.

To keep is to expose, so a term covers what it says and no more: a finding that
lies within the term, or a person who is called exactly that.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from pipeline.decide.cut import Span, name_end
from pipeline.decide.people import Key, People
from pipeline.decide.rulings import name_words
from pipeline.nouns import Finding, Kind

_BETWEEN = r"[\W_]{1,12}"
"""What may stand between two words of a term: a line end, a comma, a column's edge."""


class Kept:
    """The places of the terms to keep in one reading."""

    def __init__(self, text: str, terms: Sequence[str], people: People) -> None:
        self._text = text
        self._people = people
        self._spans = sorted(span for term in terms for span in _places(text, term))
        self._longest = max((b - a for a, b in self._spans), default=0)
        self._names = {words for term in terms if len(words := name_words(term)) > 1}
        self._whole: dict[Key, bool] = {}

    def covers(self, finding: Finding) -> bool:
        """Tell whether the filer asked to keep this finding."""
        if not self._spans:
            return False
        start, end = self._core(finding)
        around = [(a, b) for a, b in self._near(start, end) if a <= start and end <= b]
        if finding.kind is Kind.TERM:
            # NOTE: the same text was asked to be burned; only a longer text around it can save it.
            return any((a, b) != (start, end) for a, b in around)
        return bool(around) or (finding.kind is Kind.PERSON and self._person(finding))

    def touches(self, finding: Finding) -> bool:
        """Tell whether a term to keep lies across or within the finding without covering it."""
        return bool(self._near(finding.start, finding.end)) and not self.covers(finding)

    def _near(self, start: int, end: int) -> list[Span]:
        """Return the places that share a character with `start:end`."""
        first = bisect.bisect_left(self._spans, (start - self._longest, 0))
        last = bisect.bisect_left(self._spans, (end, 0))
        return [(a, b) for a, b in self._spans[first:last] if b > start]

    def _core(self, finding: Finding) -> Span:
        value = self._text[finding.start : finding.end]
        end = name_end(value) if finding.kind is Kind.PERSON else len(value)
        inner = [i for i, c in enumerate(value[:end]) if c.isalnum()]
        return (finding.start + inner[0], finding.start + inner[-1] + 1) if inner else (finding.start, finding.end)

    def _person(self, finding: Finding) -> bool:
        key = self._people.key(finding)
        if key not in self._whole:
            self._whole[key] = self._people.any_name(finding, self._names.__contains__)
        return self._whole[key]


def _places(text: str, term: str) -> list[Span]:
    words = re.findall(r"[^\W_]+", term)
    if not words:
        return []
    pattern = r"(?<![^\W_])" + _BETWEEN.join(map(re.escape, words)) + r"(?![^\W_])"
    return [m.span() for m in re.finditer(pattern, text, re.IGNORECASE)]
