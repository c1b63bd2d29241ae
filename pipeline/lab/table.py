"""Writes results as tables and lists for a terminal; only `misses` and `changes` print words of a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.detect.engine import ASIDE
from pipeline.lab.corpus import Document
from pipeline.lab.measure import Result, Verdict
from pipeline.nouns import Kind

CONTEXT = 40
"""Characters shown on each side of an example."""

OURS = frozenset(Kind)
"""Corpora also mark what is no kind of ours: it gets no row, nor does what is found only when asked and was not."""

WRONG = ("miss", "part", "false", "boxed", "bare")


def table(results: Mapping[str, Result]) -> str:
    """Return one table over systems: recall any, full, char, precision per span and per character, words/s."""
    rows = [("system", "kind", "gold", "any", "full", "char", "prec", "prec c", "words/s")]
    for name, result in results.items():
        kinds = sorted(_shown(result))
        for kind in kinds:
            tally = result.kinds[kind]
            r = tally.ratios()
            figures = (_f(r["any"]), _f(r["full"]), _f(r["char"]), _f(r["precision"]), _f(r["precision_char"]))
            speed = f"{result.words_per_second:,.0f}" if kind == kinds[0] else ""
            rows.append((name, kind, str(tally.gold), *figures, speed))
    return "\n".join([_grid(rows), *(_more(n, r) for n, r in results.items() if _more(n, r))])


def faster(results: Mapping[str, Result]) -> str:
    """Return how many times the words per second of the second system the first reads."""
    (ours, first), (other, last), *_ = results.items()
    return f"{ours} reads {first.words_per_second / last.words_per_second:.1f} times the words a second of {other}"


def misses(documents: Iterable[Document], result: Result, *, kinds: Sequence[str] = ()) -> str:
    """Return one line for each miss, false guess and wrong decision, with its words around it."""
    texts = {d.id: d.text for d in documents}
    wanted = kinds or _shown(result)
    lines = [_example(texts, v) for v in result.verdicts if v.what in WRONG and v.kind in wanted]
    return "\n".join(lines)


def changes(documents: Iterable[Document], result: Result, base: Mapping[str, Any]) -> str:
    """Return gains and losses over an earlier result (the JSON that `Result.as_dict` gave), example by example."""
    texts = {d.id: d.text for d in documents}
    kinds = {k for k, t in result.kinds.items() if t.gold and k in OURS}
    before = {(v[0], v[1], v[2], v[3], _side(v[4])): v for v in base["verdicts"]}
    now = {(v.doc, v.start, v.end, v.kind, _side(v.what)): v for v in result.verdicts if v.doc in texts}
    gains, losses = [], []
    for key, verdict in now.items():
        was = before.get(key)
        if verdict.kind not in kinds:
            continue
        if verdict.what == "full" and was is not None and was[4] != "full":
            gains.append(_example(texts, verdict))
        elif (verdict.what in ("miss", "part") and was is not None and was[4] == "full") or (
            verdict.what in ("false", "boxed", "bare") and was is None
        ):
            losses.append(_example(texts, verdict))
    for key, v in before.items():
        if key not in now and v[4] in ("false", "boxed", "bare") and v[3] in kinds and v[0] in texts:
            gains.append(_example(texts, Verdict(*v)))
    head = f"{len(gains)} gains, {len(losses)} losses"
    return "\n".join([head, *(f"+ {g}" for g in gains), *(f"- {x}" for x in losses)])


def _shown(result: Result) -> set[str]:
    return {k for k, t in result.kinds.items() if t.gold and k in OURS and (t.guessed or k not in ASIDE)}


def _side(what: str) -> str:
    return "gold" if what in ("full", "part", "miss") else what


def _example(texts: Mapping[str, str], v: Verdict) -> str:
    text = texts.get(v.doc, "")
    a, b = max(0, v.start - CONTEXT), v.end + CONTEXT
    shown = f"{text[a : v.start]}[[{text[v.start : v.end]}]]{text[v.end : b]}"
    shown = shown.replace("\n", "\\n").replace("\t", "\\t").replace("\f", "\\f")
    return f"{v.what:5} {v.kind:8} {v.role:8} {v.doc}:{v.start}  {shown}"


def _more(name: str, result: Result) -> str:
    lines = []
    for title, shares in (("masked", result.masked), ("kept", result.kept), ("burned", result.burned)):
        if shares:
            total = (sum(a for a, _ in shares.values()), sum(b for _, b in shares.values()))
            each = ", ".join(f"{k} {a}/{b}" for k, (a, b) in sorted(shares.items()))
            whole = "" if title == "masked" else f" {_f(total[0] / total[1])}"
            ratios = "".join(f" {k} {_f(a / b)}" for k, (a, b) in sorted(shares.items())) if title == "masked" else ""
            lines.append(f"{name}: {title}{whole}{ratios} ({each})")
    if result.roles:
        confused = sorted(((n, k) for k, n in result.roles.items()), reverse=True)
        lines.append(f"{name}: roles " + ", ".join(f"{k} {n}" for n, k in confused))
    if result.classes:
        cells = (f"{k} {_f(a / b)} of {b}" for k, (a, b) in sorted(result.classes.items()))
        lines.append(f"{name}: classes, full recall\n  " + "\n  ".join(cells))
    return "\n".join(lines)


def _grid(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [c.ljust(w) if i < 2 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _f(value: float) -> str:
    return "-" if value != value else f"{value:.3f}"  # noqa: PLR0124 (NaN is the one value unlike itself)
