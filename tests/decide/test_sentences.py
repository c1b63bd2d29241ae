"""The table of sentences: what can be read under each policy with each overlay, to the letter (`sentences.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.decide import PolicyDecider, Protected, Rulings, Shelf, visible
from pipeline.decide.visible import BOX
from pipeline.nouns import Action, Kind
from tests.decide.paper import paper

FILE = Path(__file__).with_name("sentences.toml")
SENTENCES: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["sentence"]
POLICIES = Shelf().names()
OVERLAYS = ("", *Shelf().overlay_names())
OTHERS = "the others"
HELD = "(held)"

BY_ORDER = {"all-names", "protective-order"}
"""Overlays that take the docket number of an order."""
IN_A_MATTER = {"protective-order", "cal-ccp367.3"}
"""Overlays that are about named people."""
MATTER = Rulings(
    protected=(
        Protected(Kind.PERSON, "Dana Whitlock", order="41"),
        Protected(Kind.ADDRESS, "902 Cottonwood Court, Delano, CA 93215", order="41"),
    )
)


def named(reads: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each policy that an entry names, or stands for, and what is read under it."""
    own = {policy: text for text, policies in reads.items() if policies != OTHERS for policy in policies.split()}
    rest = next((text for text, policies in reads.items() if policies == OTHERS), None)
    yield from own.items()
    if rest is not None:
        yield from ((policy, rest) for policy in POLICIES if policy not in own)


def expected(sentence: Mapping[str, Any], policy: str, overlay: str) -> str:
    reads = dict(named(sentence["reads"])) | dict(named(sentence.get("with", {}).get(overlay, {})))
    return reads[policy]


@cache
def decider(policy: str, overlay: str) -> PolicyDecider:
    spec = [f"{overlay}=41" if overlay in BY_ORDER else overlay] if overlay else []
    return PolicyDecider.of(policy, spec, rulings=MATTER if overlay in IN_A_MATTER else Rulings())


def read(marked: str, policy: str, overlay: str) -> str:
    page, findings = paper(marked)
    decisions = decider(policy, overlay).decide(page, findings)
    if any(d.action is Action.HOLD for d in decisions):
        return HELD
    return visible(page.text, decisions).rstrip("\n").replace(BOX, "█")


@pytest.mark.parametrize("overlay", OVERLAYS)
@pytest.mark.parametrize("policy", POLICIES)
def test_each_sentence_reads_as_the_table_says(policy: str, overlay: str) -> None:
    wanted = {s["about"]: expected(s, policy, overlay) for s in SENTENCES}

    assert {s["about"]: read(s["text"], policy, overlay) for s in SENTENCES} == wanted


def test_the_table_names_every_policy_once_for_each_sentence_and_only_overlays_that_exist() -> None:
    assert len(SENTENCES) >= 25
    for sentence in SENTENCES:
        for reads in (sentence["reads"], *sentence.get("with", {}).values()):
            own = [policy for policies in reads.values() if policies != OTHERS for policy in policies.split()]
            assert len(own) == len(set(own)), sentence["about"]
            assert set(own) <= set(POLICIES), sentence["about"]
        assert {policy for policy, _ in named(sentence["reads"])} == set(POLICIES), sentence["about"]
        assert set(sentence.get("with", {})) <= set(OVERLAYS), sentence["about"]


def test_every_overlay_changes_a_sentence() -> None:
    changed = {overlay for sentence in SENTENCES for overlay in sentence.get("with", {})}

    assert changed == set(OVERLAYS) - {""}


def test_every_policy_reads_unlike_every_other_but_those_that_differ_in_their_cite_only() -> None:
    columns = {policy: tuple(expected(s, policy, "") for s in SENTENCES) for policy in POLICIES}
    same = {frozenset({a, b}) for a in POLICIES for b in POLICIES if a != b and columns[a] == columns[b]}

    assert same == {frozenset({"frcp-5.2", "frbp-9037"}), frozenset({"frcrimp-49.1", "edcal-lr140"})}
