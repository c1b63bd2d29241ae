"""Every reason code has words, and a code without words is not given invented ones."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline.cli import meaning, reasons
from pipeline.verify.verifier import FILE_CHECKS, PAGE_CHECKS

ROOT = Path(pipeline.__file__).parent
RAISERS = {"_refused", "_held", "_broken"}
"""Functions that take a reason code among their first arguments."""


def beginning(node: ast.expr) -> str:
    """The literal text with which an expression begins."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
        return str(node.values[0].value)
    return ""


def literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    elif text := beginning(node):
        yield text


def codes() -> Iterator[str]:
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for keyword in node.keywords:
                    if keyword.arg in ("reason", "note"):
                        yield from literals(keyword.value)
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in RAISERS:
                    codes_ = [t for a in node.args[:2] for t in literals(a) if " " not in t]
                    yield from codes_[:1]
                if name == "gone" and len(node.args) > 1:
                    yield from literals(node.args[1])


@pytest.mark.parametrize("code", sorted(set(codes()) - {",", "unknown_"}))
def test_every_reason_that_the_code_can_give_is_explained(code: str) -> None:
    assert reasons.known(code.rstrip(":")), code


def test_the_walk_finds_reasons_of_every_sort() -> None:
    assert {"source_changed", "disk_full", "limit:time", "no_pages", "burn_failed", "already_reduced"} <= set(codes())


@pytest.mark.parametrize("name", [c.name for c in (*PAGE_CHECKS, *FILE_CHECKS)])
def test_every_check_is_described(name: str) -> None:
    what, way_out = reasons.explain(f"check_failed:{name}:something_new")
    assert meaning.CHECKS[name.partition(".")[0]] in what
    assert way_out


def test_a_check_that_failed_says_what_it_looked_at_and_what_it_found() -> None:
    what, _ = reasons.explain("check_failed:text_under_marks.v1:characters_left")
    assert "under the boxes" in what
    assert "letters can still be read" in what


def test_the_page_is_named() -> None:
    assert reasons.explain("ocr_low_confidence:page_12")[0].endswith("(page 12)")


def test_a_fault_names_its_step() -> None:
    assert "while reading" in reasons.explain("fault:read:ValueError")[0]


def test_a_held_role_is_named() -> None:
    assert "juror" in reasons.explain("decision_hold:juror")[0]


def test_an_unknown_code_gets_the_generic_sentence() -> None:
    assert reasons.explain("never_heard_of:this") == reasons.GENERIC
    assert not reasons.known("never_heard_of")
