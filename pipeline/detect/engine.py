"""The detector: reads one filing as a whole and returns what it finds, in order and without overlap.

The order of steps, in `detect`:

    (0) language models -> people, organisations, places        nlp
    (1) identifiers and addresses, by Presidio's analyzer       recognizers, address
    (2) names of streets and offices are no people              here
    (3) who is who, every later mention, roles of addresses     people
        what only the whole set tells                       settle
    (4) texts that the user asked for                           term
        what lies under earlier redactions, unseen by the rest  veil
    (5) the most specific finding wins where two overlap        merge

Nothing here decides what is burned. Presidio and spaCy are imported when a detector is first
used, not before: they take about a second, the model 0.4 s.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.detect import known as others
from pipeline.detect import term, veil
from pipeline.detect.around import around
from pipeline.detect.merge import merge
from pipeline.detect.people.sheet import Sheet
from pipeline.detect.settle import settle
from pipeline.errors import InternalError
from pipeline.nouns import Finding, Kind, Known, Reading

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine, RecognizerResult

ASIDE = frozenset((Kind.DATE, Kind.CODE, Kind.PLACE, Kind.ORG, Kind.TRAIT, Kind.AMOUNT))
"""What is no secret by itself: looked for only when a policy says something of it. It takes no part in who is who."""

DEFAULT_KINDS = frozenset(Kind) - ASIDE - {Kind.EXISTING}
"""What is always looked for, unless something else is asked."""

PROFILE = "court"
"""The NLP profile that is used when none is named."""

PATTERN_FILES = ("court",)
"""Pattern files in `models/recognizers/` that are used when none are named."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")

Resolve = Callable[[Reading, tuple[Finding, ...], Sheet | None], tuple[Finding, ...]]


class PresidioDetector:
    """Implements `roles.Detector` with Presidio's analyzer. Loads its models at the first filing, once."""

    def __init__(
        self,
        models: Path,
        *,
        profile: str = "",
        kinds: Iterable[Kind] = DEFAULT_KINDS,
        patterns: Sequence[str] = PATTERN_FILES,
    ) -> None:
        """Take the `models/` folder, the name of an NLP profile, the kinds to find and the pattern files to use."""
        self.models = models
        self.profile = profile or PROFILE
        self.kinds = frozenset(kinds)
        self.patterns = tuple(patterns)

    def warm(self) -> None:
        """Load the models now.

        Raises:
            ConfigError: a model is missing or changed, a profile or pattern file is broken.
        """
        _ = self._analyzer

    def kit(self) -> Mapping[str, str]:
        """Return versions and digests for the receipt; loads the models."""
        engine: Any = self._analyzer.nlp_engine
        return {"nlp_profile": self.profile, **engine.kit()}

    def detect(
        self,
        reading: Reading,
        *,
        terms: Sequence[str] = (),
        also: Collection[Kind] = (),
        known: Sequence[Known] = (),
    ) -> tuple[Finding, ...]:
        """Return findings in order of start, not overlapping; `terms` are found as Kind.TERM.

        `known` is what the other filings of the matter tell, in any order.

        Of `also`, those count that are looked for only when asked (`ASIDE`); the other kinds are as they were made.
        """
        under = tuple(veil.find(reading))
        reading = _encodable(veil.without(reading))
        text = reading.text
        if not text.strip():
            return under
        kinds = self.kinds | (ASIDE & set(also))
        candidates = self.candidates(reading, kinds)
        aside = around(text, (finding for finding in candidates if finding.kind in ASIDE))
        sheet = Sheet(others.ordered(known), len(text)) if known else None
        found = self._resolve(reading, streets_are_no_people([f for f in candidates if f.kind not in ASIDE]), sheet)
        found = (*settle(text, found, sheet), *aside)
        _check(found, len(text))
        wanted = [finding for finding in found if finding.kind in kinds]
        return merge([*under, *wanted, *term.find(text, terms)], text)

    def tell(self, reading: Reading, findings: Sequence[Finding]) -> tuple[Known, ...]:
        """Return what a filing tells the others of its matter, from what was found in it."""
        return others.told(reading.text, findings)

    def candidates(self, reading: Reading, kinds: Collection[Kind] = ()) -> tuple[Finding, ...]:
        """Return what the models and recognizers propose of `kinds` (none: those it was made for), in order of start.

        Findings may overlap.
        """
        analyzer = self._analyzer
        nlp: Any = analyzer.nlp_engine
        artifacts = nlp.process_text(reading.text, "en", cuts=(reading.body_end,))
        wanted = sorted(({str(kind) for kind in kinds or self.kinds} | {"ORGANIZATION"}) & self._supported)
        results = [
            result
            for recognizer in analyzer.registry.get_recognizers(language="en", entities=wanted)
            for result in recognizer.analyze(reading.text, wanted, artifacts) or ()
        ]
        results = outermost(results)
        from pipeline.detect.registry import unwrap  # noqa: PLC0415 - see the module's last sentence

        return tuple(sorted(map(unwrap, results), key=lambda f: (f.start, f.end, f.kind, f.by)))

    @functools.cached_property
    def _analyzer(self) -> AnalyzerEngine:
        from pipeline.detect import lean  # noqa: PLC0415 - see the module's last sentence

        lean.load()
        from pipeline.detect.registry import analyzer  # noqa: PLC0415

        return analyzer(self.models, self.profile, self.patterns)

    @functools.cached_property
    def _supported(self) -> frozenset[str]:
        return frozenset(self._analyzer.get_supported_entities("en"))

    @functools.cached_property
    def _resolve(self) -> Resolve:
        from pipeline.detect.people import resolve  # noqa: PLC0415 - it reads lexicons

        return resolve


BLOCK = 256
"""Characters of a stretch of text by which results are looked up."""


def outermost(results: Iterable[RecognizerResult]) -> list[RecognizerResult]:
    """Return results that no other of the same kind, as sure or surer, contains.

    It keeps what `EntityRecognizer.remove_duplicates` keeps, which compares each with each: a filing of a hundred
    pages spent half of its time there.
    """
    kept: list[RecognizerResult] = []
    near: dict[tuple[str, int], list[RecognizerResult]] = {}
    for result in sorted(results, key=lambda r: (-r.score, r.start, r.start - r.end)):
        around = near.get((result.entity_type, result.start // BLOCK), ())
        if result.score == 0 or any(o.start <= result.start and result.end <= o.end for o in around):
            continue
        kept.append(result)
        for block in range(result.start // BLOCK, result.end // BLOCK + 1):
            near.setdefault((result.entity_type, block), []).append(result)
    return kept


def streets_are_no_people(candidates: Sequence[Finding]) -> tuple[Finding, ...]:
    """Drop names that a model saw inside an address or identifier, but for the one that an address is in care of.

    Else `2701 David H. McLeod Boulevard` would make David McLeod a person of the filing, and spread him.
    """
    closed: list[tuple[int, int]] = []
    for finding in candidates:
        if finding.kind is Kind.PERSON:
            continue
        care = [(part.start, part.end) for part in finding.parts if part.label in ("care_of", "name")]
        closed.append((max((end for _, end in care), default=finding.start), finding.end))
    closed.sort()
    kept, at, reach = [], 0, -1
    for finding in sorted(candidates, key=lambda f: f.start):
        while at < len(closed) and closed[at][0] <= finding.start:
            reach = max(reach, closed[at][1])
            at += 1
        if finding.kind is not Kind.PERSON or finding.start >= reach:
            kept.append(finding)
    return tuple(kept)


def _encodable(reading: Reading) -> Reading:
    """Return the reading with half surrogates, which no library downstream can encode, replaced one by one."""
    if reading.text.isascii() or not _SURROGATE.search(reading.text):
        return reading
    return replace(reading, text=_SURROGATE.sub("\ufffd", reading.text))


def _check(found: Iterable[Finding], length: int) -> None:
    if any(not 0 <= finding.start < finding.end <= length for finding in found):
        raise InternalError("a finding points outside the reading", reason="finding_outside")
