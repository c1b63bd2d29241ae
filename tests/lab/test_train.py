"""What the model learns from, and that a trained component stands on the installed model."""

import json
from random import Random

import pytest

from pipeline.detect import pin
from pipeline.detect.graft import base_of
from pipeline.detect.nlp import ModelSpec, Tagger
from pipeline.errors import ConfigError
from pipeline.lab import corpus, lesson, train
from pipeline.lab.corpus import Document, Gold
from pipeline.lab.court.make import paper
from pipeline.settings import models_home

TEXT = "The applicant, Mrs Alma Quill, was represented by Mr T. Brandt of Fairhaven."


def document(kind="PERSON"):
    at = TEXT.index("Mrs Alma Quill")
    other = TEXT.index("T. Brandt")
    return Document("d", TEXT, (Gold(at, at + 14, kind), Gold(other, other + 9, "PERSON")))


def test_spans_to_learn_lie_in_their_piece_and_never_overlap():
    for piece in lesson.pieces(papers=30):
        last = 0
        for start, end, label in piece.spans:
            assert last <= start < end <= len(piece.text)
            assert label in {"PERSON", "ADDRESS", "ORG", "GPE"}
            last = end


def test_the_same_lesson_is_read_each_time():
    assert lesson.pieces(papers=12) == lesson.pieces(papers=12)


def test_titles_are_no_part_of_a_name_to_learn():
    (piece,) = lesson.cut(document())
    assert [TEXT[a:b] for a, b, _ in piece.spans] == ["Alma Quill", "T. Brandt"]


def test_what_nobody_knows_is_not_taught():
    (piece,) = lesson.cut(document("IGNORE"))
    assert [TEXT[a:b] for a, b in piece.missing] == ["Mrs Alma Quill"]
    assert len(piece.spans) == 1


def test_held_out_documents_are_not_learned(tmp_path):
    lines = [{"id": i, "text": f"Quill{i} came.", "spans": [[0, len(f"Quill{i}"), "PERSON"]]} for i in range(60)]
    (tmp_path / "wikigold.jsonl").write_text("\n".join(map(json.dumps, lines)))
    documents = corpus.read(tmp_path / "wikigold.jsonl")
    held = {d.text for d in documents if lesson.held_out("wikigold.jsonl", d)}
    learned = {p.text for p in lesson.pieces(papers=0, folder=tmp_path)}
    assert 0 < len(held) < len(documents)
    assert not held & learned
    assert {d.text for d in documents} - held <= learned


def test_measured_corpora_are_no_source_of_learning():
    learned = {source.file for source in lesson.SOURCES}
    assert not learned & {"us_filings_dev.jsonl", "tab_dev.jsonl"}


def test_real_sentences_are_read_again_with_other_people():
    other = lesson.swapped(document(), Random(5))
    names = [other.text[g.start : g.end] for g in other.golds]
    assert "Quill" not in other.text
    assert "Brandt" not in other.text
    assert other.text.startswith("The applicant, Mrs ")
    assert all(n and n == n.strip() for n in names)
    assert other.text == f"The applicant, Mrs {names[0]}, was represented by Mr {names[1]} of Fairhaven."


def test_small_words_are_exchanged_outside_marks_only():
    sheet = paper(1, "train", 3)
    other = lesson.blurred(sheet, Random(1), rate=0.5)
    assert other.text != sheet.text
    before = [sheet.text[m.start : m.end] for m in sheet.marks]
    assert [other.text[m.start : m.end] for m in other.marks] == before


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ner") / "tiny"
    nlp = train.start(1)
    items = list(train.examples(nlp, lesson.pieces(papers=8)))
    train.train(nlp, items, train.Plan(rounds=1))
    train.save(nlp, folder, {"base": train.BASE})
    return folder


def test_the_same_lesson_gives_the_same_bytes(trained, tmp_path):
    nlp = train.start(1)
    train.train(nlp, list(train.examples(nlp, lesson.pieces(papers=8))), train.Plan(rounds=1))
    train.save(nlp, tmp_path, {"base": train.BASE})
    assert (tmp_path / "ner" / "model").read_bytes() == (trained / "ner" / "model").read_bytes()


def tagger(folder, **more):
    home = models_home()
    digest = pin.digest(folder, ("config.cfg", "meta.json", "ner"))
    mapping = {label: label for label in ("PERSON", "ADDRESS")}
    return Tagger(ModelSpec(str(folder), "ner_tiny.v1", **{"sha256": digest, **more}), mapping, home, pin.pinned(home))


def test_a_trained_component_stores_no_vectors_and_no_vocabulary(trained):
    files = {p.relative_to(trained).as_posix() for p in trained.rglob("*") if p.is_file()}
    assert files == {"config.cfg", "meta.json", "ner/cfg", "ner/model", "ner/moves"}
    assert base_of(trained) == train.BASE


def test_a_trained_component_finds_names_over_the_installed_model(trained):
    text = "The witness, Maria Lopez, lives at 12 Oak Street, Springfield, IL 62701."
    found = {(e.label_, text[e.start_char : e.end_char]) for e in tagger(trained).entities([(0, text)])}
    assert ("PERSON", "Maria Lopez") in found


def test_a_trained_component_is_refused_when_a_byte_of_it_changed(trained):
    with pytest.raises(ConfigError) as caught:
        tagger(trained, sha256="0" * 64)
    assert caught.value.reason == "model_changed"
