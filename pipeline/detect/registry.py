"""Puts recognizers into a Presidio registry: pattern files from `models/recognizers/`, coded ones, and NER.

Importing this module imports Presidio: only `engine` does, when it is first used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

import yaml
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, PatternRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts

from pipeline.detect.nlp import ChunkedSpacyEngine
from pipeline.detect.recognizers import RECOGNIZERS, Recognizer
from pipeline.detect.sheet import Place, Sheet
from pipeline.errors import ConfigError
from pipeline.nouns import Finding, Kind, Role

ORGANIZATION = "ORGANIZATION"
"""Presidio's name for what is no kind of ours: a candidate of kind PERSON whose role is entity."""

AROUND = 0.6
"""Score, at most, of what a model takes for a place, a trait, an amount: a rule knows better where it ends."""

FINDING = "finding"
"""Key under which a result carries the finding that it stands for."""


class Coded(EntityRecognizer):
    """A recognizer of ours as Presidio sees it."""

    def __init__(self, recognizer: Recognizer) -> None:
        self.recognizer = recognizer
        super().__init__(
            supported_entities=[str(kind) for kind in recognizer.kinds],
            name=recognizer.name,
            supported_language="en",
            version=recognizer.name.rpartition(".")[2],
        )

    def load(self) -> None:
        """Do nothing: patterns are compiled when the module is imported."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Return what the recognizer finds of the kinds asked for."""
        wanted = set(entities)
        found = self.recognizer.find(sheet(text, nlp_artifacts))
        return [result(finding) for finding in found if finding.kind in wanted]


class Ner(EntityRecognizer):
    """What the language models take for a person, and for an organisation (as a person who is an entity)."""

    ROLES: ClassVar = {"PERSON": Role.NONE, ORGANIZATION: Role.ENTITY}

    def __init__(self) -> None:
        super().__init__(supported_entities=list(self.ROLES), name="ner.v1", supported_language="en", version="v1")

    def load(self) -> None:
        """Do nothing: the NLP engine has loaded the models."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Return the people and organisations in `nlp_artifacts`."""
        return [
            result(
                Finding(
                    start=entity.start,
                    end=entity.end,
                    kind=Kind.PERSON,
                    score=entity.score,
                    by=entity.by,
                    role=self.ROLES[entity.label],
                    why="ner" if entity.label == "PERSON" else "ner_org",
                )
            )
            for entity in sheet(text, nlp_artifacts).places
            if entity.label in self.ROLES
        ]


class Around(EntityRecognizer):
    """What the language models take for places, organisations, traits, amounts and dates: only for those who ask."""

    KINDS: ClassVar = {
        "LOCATION": Kind.PLACE,
        ORGANIZATION: Kind.ORG,
        "NRP": Kind.TRAIT,
        "AMOUNT": Kind.AMOUNT,
        "DATE_TIME": Kind.DATE,
    }

    def __init__(self) -> None:
        kinds = [str(kind) for kind in self.KINDS.values()]
        super().__init__(supported_entities=kinds, name="around.v1", supported_language="en", version="v1")

    def load(self) -> None:
        """Do nothing: the NLP engine has loaded the models."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Return what in `nlp_artifacts` is of the kinds asked for; a bare `41` is an age and no date."""
        return [
            result(Finding(place.start, place.end, kind, min(place.score, AROUND), place.by, why="ner"))
            for place in sheet(text, nlp_artifacts).places
            if (kind := self.KINDS.get(place.label)) is not None
            and kind in entities
            and not (kind is Kind.DATE and place.end - place.start < 4 and text[place.start : place.end].isdigit())
        ]


class Unenhanced(ContextAwareEnhancer):
    """Leaves scores alone: our recognizers look at the context themselves, and Presidio's way copies every result."""

    def __init__(self) -> None:
        super().__init__(
            context_similarity_factor=0.0,
            min_score_with_context_similarity=0.0,
            context_prefix_count=0,
            context_suffix_count=0,
        )

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        """Return the results as they are."""
        return raw_results


def result(finding: Finding) -> RecognizerResult:
    """Wrap a finding for its way through the analyzer."""
    # Presidio drops what lies inside a result of the same type: a person inside an organisation must stay.
    kind = ORGANIZATION if finding.role is Role.ENTITY and finding.kind is Kind.PERSON else str(finding.kind)
    return RecognizerResult(
        entity_type=kind,
        start=finding.start,
        end=finding.end,
        score=finding.score,
        recognition_metadata={
            RecognizerResult.RECOGNIZER_NAME_KEY: finding.by,
            FINDING: finding,
        },
    )


def unwrap(found: RecognizerResult) -> Finding:
    """Return the finding in a result, or one made from the result of a pattern file."""
    metadata = found.recognition_metadata or {}
    finding = metadata.get(FINDING)
    if isinstance(finding, Finding):
        return finding
    explanation = found.analysis_explanation
    return Finding(
        start=found.start,
        end=found.end,
        kind=Kind(found.entity_type),
        score=float(found.score),
        by=str(metadata.get(RecognizerResult.RECOGNIZER_NAME_KEY, "pattern.v1")),
        why=str(explanation.pattern_name) if explanation and explanation.pattern_name else "pattern",
    )


def sheet(text: str, artifacts: NlpArtifacts | None) -> Sheet:
    """Return the sheet of a text; the recognizers of one analysis share it."""
    kept = getattr(artifacts, "sheet", None)
    if isinstance(kept, Sheet) and kept.text is text:
        return kept
    made = Sheet(text, tuple(_places(artifacts)))
    if artifacts is not None:
        artifacts.sheet = made  # type: ignore[attr-defined] # our own artifacts, one per text
    return made


def _places(artifacts: NlpArtifacts | None) -> Iterable[Place]:
    for entity in artifacts.entities if artifacts is not None else ():
        by, score = str(getattr(entity, "by", "ner.v1")), float(getattr(entity, "score", 0.85))
        yield Place(entity.start_char, entity.end_char, str(entity.label_), by, score)


def analyzer(home: Path, profile: str, files: Sequence[str]) -> AnalyzerEngine:
    """Return a Presidio analyzer with the models of `profile` and the recognizers of `files`.

    Raises:
        ConfigError: a profile or pattern file does not hold together, or a model is missing or changed.
    """
    nlp = ChunkedSpacyEngine(profile, home)
    recognizers: list[EntityRecognizer] = [Ner(), Around(), *(Coded(recognizer) for recognizer in RECOGNIZERS)]
    for name in files:
        recognizers.extend(patterns(home / "recognizers" / f"{name}.yaml"))
    registry = RecognizerRegistry(recognizers=recognizers, supported_languages=["en"])
    return AnalyzerEngine(
        registry=registry, nlp_engine=nlp, supported_languages=["en"], context_aware_enhancer=Unenhanced()
    )


def patterns(path: Path) -> list[EntityRecognizer]:
    """Read a file of pattern recognizers in Presidio's registry form.

    Raises:
        ConfigError: it cannot be read, a pattern does not compile, or it names a kind that prefile does not know.
    """
    try:
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        made = [PatternRecognizer.from_dict(dict(entry)) for entry in table["recognizers"]]
        for recognizer in made:
            for kind in recognizer.supported_entities:
                Kind(kind)
            recognizer.analyze("", recognizer.supported_entities)  # compiles its patterns
    except Exception as error:  # noqa: BLE001 - Presidio and `regex` raise many classes; the message may quote the file
        raise ConfigError(
            f"the pattern file {path} cannot be used ({type(error).__name__})",
            reason="recognizers",
            hint="see models/recognizers/court.yaml for the form",
        ) from None
    return list(made)
