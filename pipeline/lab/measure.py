"""Measures what a detector finds against annotated text; it knows no detector and prints nothing.

Letters and digits count, everything else is free. Titles (`Mr.`, `Hon.`) and glue words (`and`, `of`)
are free as well: leaving them visible harms nobody, boxing them is no mistake.

    any      some counted character of a gold span is covered by guesses of its kind
    full     every counted character is
    char     share of counted characters that are

Precision leaves out what lies in an IGNORE span. A guess is right when at least half of its
counted characters lie in gold spans of its kind. ER_di and ER_qi are those of the Text
Anonymization Benchmark (Pilan et al. 2022): the share of direct, or quasi-identifying, entities
of which every mention is covered, by guesses of whatever kind.
"""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.detect.plain import Flowed, flow
from pipeline.lab.corpus import IGNORE, Document, Gold
from pipeline.lab.court import pool

TITLE = re.compile(
    r"\b(?:mr|mrs|ms|mx|miss|messrs|dr|prof|professor|hon|honou?rable|sir|madam|judge|justice|magistrate|chief|"
    r"officer|ofc|deputy|det|detective|sgt|sergeant|lt|lieutenant|capt|captain|cpl|agent|attorney|atty|esq|esquire|"
    r"rev|reverend|father|sister|brother|senator|president|secretary|governor|counsel|the|and|of)\b",
    re.IGNORECASE,
)
"""Words of a name that need no cover as long as another word of the span follows, `Esq.` also at its end."""

GLUE = re.compile(r"\b(?:the|and|of|at|c/o|attn|in|residing|located)\b", re.IGNORECASE)
"""Words of an address that need no cover."""

ENDS_FREE = frozenset({"esq", "esquire", "the", "and", "of"})

PUBLIC_ROLES = {
    "PERSON": frozenset({"judge", "counsel", "party", "official", "cited", "court_staff", "entity"}),
    "ADDRESS": frozenset({"counsel", "court", "agency", "business", "entity"}),
}
"""Gold roles that must stay readable under the policy `private`."""

BURNED_ROLES = {
    "PERSON": frozenset({"private", "minor", "juror", "victim"}),
    "ADDRESS": frozenset({"home", "unknown"}),
}
"""Gold roles that must be burned whole under the policy `private` (of an address, all but city and state)."""

WARM = "Ms. Quill lives at 12 Elm St., Fairhaven, CA 90001. See Quill v. Brandt, 12 F.3d 34, 56 (9th Cir. 1990).\n"
"""A text that makes a system load all that it loads late."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing a system found, by offsets into the text it was given."""

    start: int
    end: int
    kind: str
    role: str = ""
    score: float = 0.0
    burn: tuple[tuple[int, int], ...] | None = None
    """What a policy burns of it; None when no policy was asked."""


System = Callable[[str], Sequence[Guess]]
"""Anything that finds: text in, guesses out."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one kind, and the ratios made of them (NaN where there is nothing to divide by)."""

    gold: int = 0
    any: int = 0
    full: int = 0
    chars: int = 0
    covered: int = 0
    guessed: int = 0
    right: int = 0
    guessed_chars: int = 0
    right_chars: int = 0

    def plus(self, other: Tally) -> Tally:
        """Return the sum of two tallies."""
        return Tally(*(getattr(self, f) + getattr(other, f) for f in self.__slots__))

    def ratios(self) -> dict[str, float]:
        """Return recall any, full, char and precision per span and per character."""
        return {
            "any": _ratio(self.any, self.gold),
            "full": _ratio(self.full, self.gold),
            "char": _ratio(self.covered, self.chars),
            "precision": _ratio(self.right, self.guessed),
            "precision_char": _ratio(self.right_chars, self.guessed_chars),
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one gold span, or of one guess that is wrong (`false`)."""

    doc: str
    start: int
    end: int
    kind: str
    what: str
    """`full`, `part`, `miss` for gold; `false` for a guess; `boxed` and `bare` for decisions against the policy."""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Everything measured of one system on one corpus. Holds offsets, no words."""

    kinds: Mapping[str, Tally]
    verdicts: tuple[Verdict, ...] = field(repr=False)
    masked: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """`ER_di`, `ER_qi`: (entities masked, entities)."""
    kept: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """By `KIND role` that must stay public: (without any box, all)."""
    burned: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """By `KIND role` that must be burned: (burned whole, all)."""
    roles: Mapping[str, int] = field(default_factory=dict)
    """`KIND gold>found`: how often; only where gold has a role and something was found."""
    classes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """By failure class of our own text: (gold spans covered whole, all)."""
    documents: int = 0
    words: int = 0
    seconds: float = 0.0
    """Processor seconds."""

    @property
    def words_per_second(self) -> float:
        """Words by processor second, the system's own time only."""
        return _ratio(self.words, self.seconds)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; NaN becomes None."""
        return {
            "documents": self.documents,
            "words": self.words,
            "seconds": round(self.seconds, 3),
            "words_per_second": _plain(self.words_per_second),
            "kinds": {
                k: {"gold": t.gold, "guessed": t.guessed, **{n: _plain(v) for n, v in t.ratios().items()}}
                for k, t in sorted(self.kinds.items())
            },
            "masked": {k: _share(v) for k, v in self.masked.items()},
            "kept": {k: _share(v) for k, v in sorted(self.kept.items())},
            "burned": {k: _share(v) for k, v in sorted(self.burned.items())},
            "roles": dict(sorted(self.roles.items())),
            "classes": {k: _share(v) for k, v in sorted(self.classes.items())},
            "verdicts": [[v.doc, v.start, v.end, v.kind, v.what, v.role] for v in self.verdicts],
        }


def measure(documents: Iterable[Document], system: System) -> Result:
    """Run `system` over each text and return what it found and missed.

    Only the call of `system` is timed, in processor seconds of all threads: other programs on the machine do not
    count, and a second thread is no gain. It is called once beforehand on a short text, so that loading is not.
    """
    system(WARM)
    sums = _Sums()
    for document in documents:
        began = time.process_time()
        guesses = system(document.text)
        sums.seconds += time.process_time() - began
        sums.words += len(document.text.split())
        sums.documents += 1
        _one(document, guesses, sums)
    return sums.result()


def judge(document: Document, guesses: Sequence[Guess]) -> Result:
    """Return the result of one document whose guesses are already there."""
    sums = _Sums()
    sums.documents, sums.words = 1, len(document.text.split())
    _one(document, guesses, sums)
    return sums.result()


class _Sums:
    """What `measure` gathers on its way."""

    def __init__(self) -> None:
        self.kinds: dict[str, Tally] = defaultdict(Tally)
        self.verdicts: list[Verdict] = []
        self.shares: dict[str, dict[str, list[int]]] = {
            name: defaultdict(lambda: [0, 0]) for name in ("masked", "kept", "burned", "classes")
        }
        self.roles: Counter[str] = Counter()
        self.documents = self.words = 0
        self.seconds = 0.0

    def share(self, table: str, key: str, good: bool) -> None:
        pair = self.shares[table][key]
        pair[0] += good
        pair[1] += 1

    def result(self) -> Result:
        tables = {n: {k: (v[0], v[1]) for k, v in t.items()} for n, t in self.shares.items()}
        return Result(
            kinds=dict(self.kinds),
            verdicts=tuple(self.verdicts),
            roles=dict(self.roles),
            documents=self.documents,
            words=self.words,
            seconds=self.seconds,
            **tables,
        )


def _one(document: Document, guesses: Sequence[Guess], sums: _Sums) -> None:
    text = document.text
    solid = np.fromiter((c.isalnum() for c in text), dtype=bool, count=len(text))
    kinds = {g.kind for g in guesses}
    cover = {k: _paint(len(text), ((g.start, g.end) for g in guesses if g.kind == k)) for k in kinds}
    nothing = np.zeros(len(text), dtype=bool)
    for gold in document.golds:
        if gold.kind == IGNORE:
            continue
        counted = _counted(text, solid, gold.start, gold.end, gold.kind)
        done = counted[cover.get(gold.kind, nothing)[counted]]
        full, hit = len(done) == len(counted), len(done) > 0
        sums.kinds[gold.kind] = sums.kinds[gold.kind].plus(
            Tally(gold=1, any=hit, full=full, chars=len(counted), covered=len(done))
        )
        what = "full" if full else "part" if hit else "miss"
        sums.verdicts.append(Verdict(document.id, gold.start, gold.end, gold.kind, what, gold.role))
        for start, end, name in document.tags:
            if start <= gold.start and gold.end <= end:
                sums.share("classes", f"{gold.kind} {name}", full)
    _false(document, guesses, solid, sums)
    _masked(document, guesses, solid, sums)
    _decided(document, guesses, solid, sums)


def _false(document: Document, guesses: Sequence[Guess], solid: Mask, sums: _Sums) -> None:
    size = len(document.text)
    free = _paint(size, ((g.start, g.end) for g in document.golds if g.kind == IGNORE))
    right = {
        k: _paint(size, ((g.start, g.end) for g in document.golds if g.kind == k)) for k in {g.kind for g in guesses}
    }
    for guess in guesses:
        counted = _counted(document.text, solid, guess.start, guess.end, guess.kind)
        good = right[guess.kind][counted]
        counted = counted[good | ~free[counted]]
        if not len(counted):
            continue
        hits = int(right[guess.kind][counted].sum())
        ok = 2 * hits >= len(counted)
        sums.kinds[guess.kind] = sums.kinds[guess.kind].plus(
            Tally(guessed=1, right=ok, guessed_chars=len(counted), right_chars=hits)
        )
        if not ok:
            sums.verdicts.append(Verdict(document.id, guess.start, guess.end, guess.kind, "false", guess.role))


def _masked(document: Document, guesses: Sequence[Guess], solid: Mask, sums: _Sums) -> None:
    if not any(g.mask for g in document.golds):
        return
    cover = _paint(len(document.text), ((g.start, g.end) for g in guesses))
    entities: dict[tuple[str, str], bool] = {}
    for gold in document.golds:
        name = {"DIRECT": "ER_di", "QUASI": "ER_qi"}.get(gold.mask)
        if name is None:
            continue
        counted = _counted(document.text, solid, gold.start, gold.end, gold.kind)
        key = (name, gold.entity)
        entities[key] = entities.get(key, True) and bool(cover[counted].all())
    for (name, _), good in entities.items():
        sums.share("masked", name, good)


def _decided(document: Document, guesses: Sequence[Guess], solid: Mask, sums: _Sums) -> None:
    text = document.text
    burn = _paint(len(text), (b for g in guesses for b in g.burn or ()))
    asked = not guesses or any(g.burn is not None for g in guesses)
    flowed = flow(text)
    for gold in document.golds:
        if not gold.role:
            continue
        counted = _counted(text, solid, gold.start, gold.end, gold.kind)
        _role(gold, guesses, sums)
        key = f"{gold.kind} {gold.role}"
        if not asked:
            continue
        if gold.role in PUBLIC_ROLES.get(gold.kind, ()):
            good = not burn[counted].any()
            sums.share("kept", key, good)
            wrong = "boxed"
        elif gold.role in BURNED_ROLES.get(gold.kind, ()):
            if gold.kind == "ADDRESS":
                counted = counted[_paint(len(text), _secret(flowed, gold))[counted]]
            good = bool(burn[counted].all())
            sums.share("burned", key, good)
            wrong = "bare"
        else:
            continue
        if not good:
            sums.verdicts.append(Verdict(document.id, gold.start, gold.end, gold.kind, wrong, gold.role))


def _role(gold: Gold, guesses: Sequence[Guess], sums: _Sums) -> None:
    found = [g for g in guesses if g.kind == gold.kind and g.start < gold.end and g.end > gold.start]
    if found:
        best = max(found, key=lambda g: min(g.end, gold.end) - max(g.start, gold.start))
        if best.role:
            sums.roles[f"{gold.kind} {gold.role}>{best.role}"] += 1


_STATES = "|".join(re.escape(w) for pair in pool.table("places")["state"] for w in pair.split(":"))
_OLD = "|".join(re.escape(w) for w in pool.table("places")["state old"])

STATE_END = re.compile(rf"(?:,|\s)\s*(?:{_STATES}|{_OLD})\.?[\s,]*(?P<zip>\d{{5}}(?:-\d{{4}})?)?\s*$", re.IGNORECASE)
"""A state and perhaps a ZIP code at the end of an address."""


_CITY_BREAK = re.compile(r",|\n|[ \n]in[ \n]", re.IGNORECASE)
_UNIT_NEXT = re.compile(
    r"[\s,]*(?:(?:apt|apartment|unit|suite|ste|bldg|building|lot|fl|floor|rm|room|upper|lower|basement|rear|front|spc"
    r"|space|trailer|trlr)\b|#)",
    re.IGNORECASE,
)


def _secret(flowed: Flowed, gold: Gold) -> list[tuple[int, int]]:
    """Return the pieces of a home address that must go, by raw offsets; gutter numbers are none of it."""
    inside = np.flatnonzero((flowed.map >= gold.start) & (flowed.map < gold.end))
    if not len(inside):
        return [(gold.start, gold.end)]
    first, last = int(inside[0]), int(inside[-1]) + 1
    pieces = secrets(flowed.text[first:last])
    return [span for a, b in pieces if b > a for span in flowed.back(first + a, first + b)]


def secrets(address: str) -> list[tuple[int, int]]:
    """Return the pieces of a home address that must go under `city_state`: all but city and state.

    The city is what follows the first comma, line end or `in` behind which neither a digit nor a unit stands; without
    such a break (`12 ELM ST CITY CA 90001`) it is taken to be the last word before the state.
    """
    match = STATE_END.search(address)
    if not match:
        return [(0, len(address))]
    head = address[: match.start()]
    digits = [i for i, c in enumerate(head) if c.isdigit()]
    breaks = (m for m in _CITY_BREAK.finditer(head, digits[-1] + 1 if digits else 0))
    cut = next((m.start() for m in breaks if m.start() > 0 and not _unit_follows(head, m.end())), 0)
    if not cut:
        words = head.rsplit(None, 1)
        cut = len(words[0]) if len(words) == 2 and not any(c.isdigit() for c in words[1]) else len(head)
    return [(0, cut), match.span("zip")] if match["zip"] else [(0, cut)]


def _unit_follows(head: str, place: int) -> bool:
    """Tell whether a unit of the house stands somewhere behind a break, so that the city comes later."""
    return any(_UNIT_NEXT.match(head, at) for at in (place, *(m.end() for m in _CITY_BREAK.finditer(head, place))))


def _counted(text: str, solid: Mask, start: int, end: int, kind: str) -> npt.NDArray[np.int64]:
    """Return the offsets of the characters of a span that count."""
    keep = solid[start:end].copy()
    piece = text[start:end]
    for match in (GLUE if kind == "ADDRESS" else TITLE).finditer(piece):
        follows = keep[match.end() :].any()
        if follows or match.group().lower() in ENDS_FREE:
            keep[match.start() : match.end()] = False
    if not keep.any():
        keep = solid[start:end]
    return np.flatnonzero(keep) + start


def _paint(size: int, spans: Iterable[tuple[int, int]]) -> Mask:
    mask = np.zeros(size, dtype=bool)
    for start, end in spans:
        mask[max(0, start) : end] = True
    return mask


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def _plain(value: float) -> float | None:
    return None if value != value else round(value, 4)  # noqa: PLR0124 (NaN is the one value unlike itself)


def _share(pair: tuple[int, int]) -> list[float | int | None]:
    return [pair[0], pair[1], _plain(_ratio(*pair))]
