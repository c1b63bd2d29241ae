"""A Presidio NLP engine over spaCy that only recognises entities; it downloads nothing and keeps no text.

Importing this module imports spaCy and Presidio (about a second): only `engine` does, when it is first used.
"""

from __future__ import annotations

import importlib.metadata
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
import yaml
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from thinc.api import NumpyOps

from pipeline.detect import pin
from pipeline.detect.biluo import Decoder
from pipeline.detect.chunk import chunks
from pipeline.detect.graft import base_of, graft
from pipeline.errors import ConfigError

BATCH = 8
"""Pieces that are tagged at once. More only spills the cache: 46,000 words a second at 4 to 8, 33,000 at 64."""

LISTENERS = ("spacy.Tok2VecListener", "spacy-transformers.TransformerListener", "spacy-curated-transformers")
"""Architectures of an NER component that cannot do without the component that feeds it."""


@dataclass(frozen=True, slots=True)
class Entity:
    """What a model found, by offsets into the whole text."""

    start_char: int
    end_char: int
    label_: str
    by: str
    score: float


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One model of a profile."""

    name: str
    by: str
    """Name and version under which its findings go, `ner_md.v1`."""
    sha256: str = ""
    score: float = 0.85


@dataclass(frozen=True, slots=True)
class Profile:
    """An NLP profile: which models, and what their labels mean."""

    models: tuple[ModelSpec, ...]
    mapping: Mapping[str, str]

    @classmethod
    def read(cls, name: str, home: Path) -> Profile:
        """Read `nlp/<name>.yaml` below `home`, or the file at the path `name`.

        Raises:
            ConfigError: there is no such profile, or it does not hold together.
        """
        path = Path(name) if name.endswith((".yaml", ".yml")) else home / "nlp" / f"{name}.yaml"
        try:
            table = yaml.safe_load(path.read_text(encoding="utf-8"))
            ner = table["ner_model_configuration"]
            ignored = set(ner.get("labels_to_ignore", ()))
            score = float(ner.get("default_score", 0.85))
            models = tuple(
                ModelSpec(
                    name=str(entry["model_name"]),
                    by=str(entry.get("by") or f"ner_{entry['model_name']}"),
                    sha256=str(entry.get("sha256", "")),
                    score=float(entry.get("score", score)),
                )
                for entry in table["models"]
            )
            mapping = {str(k): str(v) for k, v in ner["model_to_presidio_entity_mapping"].items() if k not in ignored}
        except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise ConfigError(
                f"the NLP profile {path} cannot be read ({type(error).__name__})",
                reason="nlp_profile",
                hint="see models/nlp/md.yaml for the form",
            ) from None
        if not models:
            raise ConfigError(f"the NLP profile {path} names no model", reason="nlp_profile")
        return cls(models=models, mapping=mapping)


class Artifacts(NlpArtifacts):
    """What the models found in one text. Holds no tokens: no recognizer of ours looks at them."""

    def __init__(self, entities: Sequence[Entity], engine: NlpEngine, language: str) -> None:
        super().__init__(
            entities=list(entities),  # type: ignore[arg-type] # looks like a spaCy span where Presidio looks
            tokens=None,  # type: ignore[arg-type] # nobody asks for them without lemmas
            tokens_indices=[],
            lemmas=[],
            nlp_engine=engine,
            language=language,
            scores=[entity.score for entity in entities],
        )


class Tagger:
    """One spaCy model of which only NER is loaded."""

    def __init__(self, spec: ModelSpec, mapping: Mapping[str, str], home: Path, pins: Mapping[str, str]) -> None:
        self.spec = spec
        self.mapping = mapping
        folder = pin.locate(spec.name, home)
        keep, drop = _components(folder)
        base = base_of(folder)
        self.sha256 = pin.digest(folder, _parts(keep, whole=not base))
        pin.check(spec.name, self.sha256, spec.sha256 or pins.get(spec.name, ""))
        if base:
            under = pin.locate(base, home)
            pin.check(base, pin.digest(under, _parts(_components(under)[0], whole=True)), pins.get(base, ""))
            self.nlp = graft(under, folder)
        else:
            self.nlp = _load(folder, drop)
        pipe = self.nlp.get_pipe("ner")
        self.decoder = Decoder(pipe) if keep == ("ner",) and Decoder.fits(pipe) else None
        if self.decoder is not None:
            ops = NumpyOps(use_blis=False)  # NumPy's matrix product is twice as fast as spaCy's on AVX-512
            for layer in pipe.model.walk():
                layer.ops = ops

    def entities(self, pieces: Iterable[tuple[int, str]]) -> Iterator[Entity]:
        """Yield what is found in the pieces (offset, text), in order."""
        batch: list[tuple[int, str]] = []
        for piece in pieces:
            batch.append(piece)
            if len(batch) == BATCH:
                yield from self._tag(batch)
                batch = []
        if batch:
            yield from self._tag(batch)

    def _tag(self, batch: Sequence[tuple[int, str]]) -> Iterator[Entity]:
        for (offset, _), (doc, spans) in zip(batch, self._docs([text for _, text in batch]), strict=True):
            for first, last, label, share in spans:
                kind = self.mapping.get(label)
                if kind is None:
                    continue
                end = doc[last - 1]
                yield Entity(
                    start_char=offset + doc[first].idx,
                    end_char=offset + end.idx + len(end),
                    label_=kind,
                    by=self.spec.by,
                    score=round(self.spec.score * share, 3),
                )

    def _docs(self, texts: Sequence[str]) -> Iterator[tuple[Any, list[tuple[int, int, str, float]]]]:
        if self.decoder is None:
            for doc in self.nlp.pipe(texts, batch_size=BATCH):
                yield doc, [(ent.start, ent.end, ent.label_, 1.0) for ent in doc.ents]
            return
        docs = [self.nlp.make_doc(text) for text in texts]
        yield from zip(docs, self.decoder.scored(docs), strict=True)


def _components(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the components that NER needs and those that it does not."""
    config = spacy.util.load_config(folder / "config.cfg")
    names = tuple(config["nlp"]["pipeline"])
    ner = config["components"].get("ner")
    if ner is None:
        raise ConfigError(
            f"the model in {folder} has no `ner` component", reason="model_ner", hint="name a model that recognises"
        )
    source = ner.get("model", {}).get("tok2vec", {})
    fed = str(source.get("@architectures", "")).startswith(LISTENERS)
    keep = tuple(n for n in names if n == "ner" or (fed and n in ("tok2vec", "transformer", "curated_transformer")))
    return keep, tuple(n for n in names if n not in keep)


def _parts(keep: Sequence[str], *, whole: bool) -> tuple[str, ...]:
    """Return what of a model's folder is loaded; a component that is grafted has no vocabulary of its own."""
    return ("config.cfg", "meta.json", *(("tokenizer", "vocab") if whole else ()), *keep)


def _load(folder: Path, drop: Sequence[str]) -> Any:
    """Load without the components in `drop` and without the strings of the vectors, which nothing here looks up.

    The strings take 0.7 s of the 1.0 s that md takes to load.
    """
    with warnings.catch_warnings():
        # NOTE: md 3.7.1 is the newest on PyPI; spaCy 3.8 reads it and warns. Its digest is pinned.
        warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
        return spacy.load(folder, exclude=[*drop, "strings"])


_RUN = re.compile(r"([^A-Za-z0-9\s])\1{199,}")
"""A run of one mark without end: spaCy takes marks off a word one by one, in the square of their number."""


def _blanked(run: re.Match[str]) -> str:
    """Return as many blanks: every offset stays."""
    return " " * len(run.group())


class ChunkedSpacyEngine(NlpEngine):
    """Feeds Presidio with what one or several spaCy models find, piece by piece."""

    engine_name = "spacy"
    is_available = True

    def __init__(self, profile: str, home: Path) -> None:
        self.profile = Profile.read(profile, home)
        self.home = home
        self.taggers: list[Tagger] = []

    def load(self) -> None:
        """Load and check the models.

        Raises:
            ConfigError: a model is missing, or its files are not the pinned ones.
        """
        pins = pin.pinned(self.home)
        self.taggers = [Tagger(spec, self.profile.mapping, self.home, pins) for spec in self.profile.models]

    def is_loaded(self) -> bool:
        """Tell whether the models are there."""
        return bool(self.taggers)

    def process_text(self, text: str, language: str, *, cuts: tuple[int, ...] = ()) -> Artifacts:
        """Return what the models find; no piece that they read runs over an offset in `cuts`."""
        pieces = list(chunks(_RUN.sub(_blanked, text), cuts=cuts))
        found = [entity for tagger in self.taggers for entity in tagger.entities(pieces)]
        return Artifacts(found, self, language)

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 1, n_process: int = 1, **kwargs: object
    ) -> Iterator[tuple[str, Artifacts]]:
        """Yield each text with what is found in it."""
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:
        """Tell whether `word` is a stop word."""
        return bool(self.taggers[0].nlp.vocab[word].is_stop)

    def is_punct(self, word: str, language: str) -> bool:
        """Tell whether `word` is punctuation."""
        return bool(self.taggers[0].nlp.vocab[word].is_punct)

    def get_supported_entities(self) -> list[str]:
        """Return the kinds that the models can find."""
        return sorted(set(self.profile.mapping.values()))

    def get_supported_languages(self) -> list[str]:
        """Return the one language that there is."""
        return ["en"]

    def kit(self) -> dict[str, str]:
        """Return what a receipt should cite: the digest and version of every model."""
        cited = {f"model:{t.spec.name}": t.sha256 for t in self.taggers}
        return {**cited, "spacy": importlib.metadata.version("spacy")}
