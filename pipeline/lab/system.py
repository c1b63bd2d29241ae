"""Makes things that can be measured out of detectors; it decides nothing about what is right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from pipeline.api import reading_of
from pipeline.detect.plain import Flowed, flow
from pipeline.lab.measure import Guess, System
from pipeline.nouns import Kind
from pipeline.roles import Decider, Detector


def ours(detector: Detector, decider: Decider | None = None, *, also: Collection[Kind] = ()) -> System:
    """Return our detector as a system: raw text is flowed first, offsets are those of the raw text.

    `also` are kinds that it finds only when asked.
    """
    asked = frozenset(also) | (decider.kinds if decider else frozenset())

    def system(text: str) -> list[Guess]:
        flowed = flow(text)
        read = reading_of(flowed.text)
        findings = detector.detect(read, also=asked)
        decisions = decider.decide(read, findings) if decider else ()
        guesses: list[Guess] = []
        for i, f in enumerate(findings):
            burn = [flowed.back(a, b) for a, b in decisions[i].burn] if decider else None
            guesses.extend(
                Guess(
                    start=start,
                    end=end,
                    kind=str(f.kind),
                    role=str(f.role) if f.role != "none" else "",
                    score=f.score,
                    burn=None if burn is None else tuple(p for pieces in burn for p in pieces),
                )
                for start, end in flowed.back(f.start, f.end)
            )
        return guesses

    return system


def model(nlp: Any, *, labels: dict[str, str], flowing: bool = True) -> System:
    """Return a spaCy pipeline alone as a system; `labels` names our kind for each of its labels."""

    def system(text: str) -> Sequence[Guess]:
        flowed = flow(text) if flowing else Flowed.same(text)
        return [
            Guess(start, end, labels[e.label_])
            for e in nlp(flowed.text).ents
            if e.label_ in labels
            for start, end in flowed.back(e.start_char, e.end_char)
        ]

    return system
