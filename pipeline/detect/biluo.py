"""Decodes a spaCy NER model for many documents at once, with the answers of spaCy's own decoder.

spaCy walks each document token by token and takes the interpreter's lock several times for every
token, which is two thirds of the cost of NER. But its state is small: outside an entity the
scores depend on the token alone, inside one on the token and on where the entity began. So all
tokens are scored in one product, and only entities that were begun are walked, all of them in step.

Only for documents without preset entities and sentence starts; others are not for this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

FEATURES = 3
"""Tokens that a state looks at: the next one, the first and the last of an open entity
(`StateC.set_context_tokens` in spaCy's `_state.pxd`)."""


@dataclass(frozen=True, slots=True)
class Moves:
    """The transition system as index arrays. Moves that spaCy never allows without presets are left out."""

    out: int
    begin: Ints
    """Class of Begin for each label that can begin an entity."""
    unit: Ints
    inside: Ints
    """Class of In for each label, in the order of `begin`."""
    last: Ints
    begin_names: tuple[str, ...]
    unit_names: tuple[str, ...]

    @classmethod
    def of(cls, moves: Any) -> Moves:
        """Read the moves of a spaCy transition system."""
        names = [moves.get_class_name(i) for i in range(moves.n_moves)]
        number = {name: i for i, name in enumerate(names)}
        labels = tuple(n[2:] for n in names if n.startswith("B-") and len(n) > 2)
        units = tuple(n[2:] for n in names if n.startswith("U-") and len(n) > 2)
        return cls(
            out=number["O"],
            begin=np.array([number[f"B-{label}"] for label in labels], dtype=np.int64),
            unit=np.array([number[f"U-{label}"] for label in units], dtype=np.int64),
            inside=np.array([number[f"I-{label}"] for label in labels], dtype=np.int64),
            last=np.array([number[f"L-{label}"] for label in labels], dtype=np.int64),
            begin_names=labels,
            unit_names=units,
        )


class Decoder:
    """Decodes one NER pipe."""

    def __init__(self, pipe: Any) -> None:
        model = pipe.model
        self.tok2vec = model.get_ref("tok2vec")
        self.lower = model.get_ref("lower")
        upper = model.get_ref("upper")
        self.upper_w: Floats = upper.get_param("W")
        self.upper_b: Floats = upper.get_param("b").copy()
        for unseen in model.attrs["unseen_classes"]:
            self.upper_b[unseen] = -np.inf
        self.bias: Floats = self.lower.get_param("b").reshape(-1)
        self.pieces: int = self.lower.get_dim("nP")
        self.moves = Moves.of(pipe.moves)

    @staticmethod
    def fits(pipe: Any) -> bool:
        """Tell whether `pipe` is a greedy NER pipe of the shape that this decoder knows."""
        if type(pipe).__name__ != "EntityRecognizer":
            return False
        model = pipe.model
        return (
            pipe.cfg.get("beam_width", 1) == 1
            and bool(model.attrs.get("has_upper"))
            and model.get_ref("lower").get_dim("nF") == FEATURES
            and model.get_ref("lower").get_dim("nP") > 1
        )

    def decode(self, docs: Sequence[Any]) -> list[list[tuple[int, int, str]]]:
        """Return (first token, token after the last, label) of the entities of each document, in order."""
        return [[entity[:3] for entity in found] for found in self.scored(docs)]

    def scored(self, docs: Sequence[Any]) -> list[list[tuple[int, int, str, float]]]:
        """Return what `decode` does, with the share of the label among all moves at the first token, 0 to 1.

        It is what the model itself makes of the place where it begins an entity, and a good measure of
        how far to trust it; `docs/explanation/detection.md` has the figures.
        """
        lengths = np.array([len(doc) for doc in docs], dtype=np.int64)
        if not lengths.sum():
            return [[] for _ in docs]
        ends = np.cumsum(lengths)
        blank = np.concatenate([doc.to_array("IS_SPACE") for doc in docs]).astype(bool)
        final = np.zeros(len(blank), dtype=bool)
        final[ends[lengths > 0] - 1] = True
        # (0) One row of `cached` for each token, after one for "no token"; (rows, features, hidden x pieces).
        cached: Floats = self.lower.predict(self.tok2vec.predict(list(docs)))
        cached = cached.reshape(cached.shape[0], FEATURES, -1)
        # (1) Every token as if no entity were open.
        choice, unit, share = self._outside(cached, blank, final)
        # (2) Every entity that could begin, walked to its end.
        begun = np.flatnonzero(choice >= 0)
        stop = self._walk(cached, begun, choice[begun], final)
        spans = self._spans(dict(zip(begun.tolist(), stop.tolist(), strict=True)), choice, unit, ends)
        offsets = np.concatenate([[0], ends[:-1]])
        return [
            [(first, last, label, float(share[offset + first])) for first, last, label in found]
            for offset, found in zip(offsets.tolist(), spans, strict=True)
        ]

    def _hidden(self, summed: Floats) -> Floats:
        """Return the best piece of each hidden unit; elementwise, because reducing a short axis is slow."""
        pieces = (summed + self.bias).reshape(summed.shape[0], -1, self.pieces)
        best = pieces[:, :, 0]
        for piece in range(1, self.pieces):
            best = np.maximum(best, pieces[:, :, piece])
        return best

    def _scores(self, summed: Floats, classes: Ints) -> Floats:
        return np.asarray(self._hidden(summed) @ self.upper_w[classes].T + self.upper_b[classes], dtype=np.float32)

    def _outside(
        self, cached: Floats, blank: npt.NDArray[np.bool_], final: npt.NDArray[np.bool_]
    ) -> tuple[Ints, Ints, Floats]:
        """Return for each token the label that it begins, the label that it is alone, and the share of that label."""
        moves = self.moves
        classes = np.concatenate([[moves.out], moves.begin, moves.unit])
        b = len(moves.begin)
        scores = self._scores(cached[1:, 0] + cached[0, 1] + cached[0, 2], classes)
        scores[final | blank, 1 : b + 1] = -np.inf
        scores[blank, b + 1 :] = -np.inf
        best = scores.argmax(axis=1)
        begin = np.where((best >= 1) & (best <= b), best - 1, -1)
        unit = np.where(best > b, best - b - 1, -1)
        return begin, unit, self._shares(scores, best)

    def _shares(self, scores: Floats, best: Ints) -> Floats:
        """Return how much of all moves at a token the label of the best one has, as one entity or as its beginning."""
        names = np.array(["", *self.moves.begin_names, *self.moves.unit_names])
        shares = np.zeros(len(best), dtype=np.float32)
        rows = np.flatnonzero(best > 0)
        if len(rows):
            odds = np.exp(scores[rows] - scores[rows].max(axis=1, keepdims=True))
            same = names[None, :] == names[best[rows]][:, None]
            shares[rows] = (odds * same).sum(axis=1) / odds.sum(axis=1)
        return shares

    def _walk(self, cached: Floats, first: Ints, label: Ints, final: npt.NDArray[np.bool_]) -> Ints:
        """Return the token after each entity that begins at `first` with `label`."""
        stop = np.zeros(len(first), dtype=np.int64)
        live = np.arange(len(first))
        at = first + 1
        opened = cached[first + 1, 1]
        while len(live):
            token = at[live]
            hidden = self._hidden(cached[token + 1, 0] + opened[live] + cached[token, 2])
            inside, last = self.moves.inside[label[live]], self.moves.last[label[live]]
            stay = np.einsum("ij,ij->i", hidden, self.upper_w[inside]) + self.upper_b[inside]
            leave = np.einsum("ij,ij->i", hidden, self.upper_w[last]) + self.upper_b[last]
            goes_on = ((stay > leave) | ((stay == leave) & (inside < last))) & ~final[token]
            stop[live[~goes_on]] = token[~goes_on] + 1
            at[live] += 1
            live = live[goes_on]
        return stop

    def _spans(self, stop: dict[int, int], choice: Ints, unit: Ints, ends: Ints) -> list[list[tuple[int, int, str]]]:
        begun, single = choice.tolist(), unit.tolist()
        starts = np.flatnonzero((choice >= 0) | (unit >= 0)).tolist()
        found: list[list[tuple[int, int, str]]] = [[] for _ in range(len(ends))]
        doc, offset, busy = 0, 0, 0
        limits = ends.tolist()
        for token in starts:
            if token < busy:
                continue  # inside an entity that was begun before
            while token >= limits[doc]:
                offset = limits[doc]
                doc += 1
            if begun[token] >= 0:
                busy = stop[token]
                name = self.moves.begin_names[begun[token]]
            else:
                busy = token + 1
                name = self.moves.unit_names[single[token]]
            found[doc].append((token - offset, busy - offset, name))
        return found
