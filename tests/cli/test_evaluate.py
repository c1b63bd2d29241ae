"""`prefile evaluate` as it is typed: the table, misses and gains with their words, JSON without any."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.run import Shell

DOCUMENTS = [
    {
        "id": "a",
        "text": "The patient, Mr. Tomas Quillfeather, fell. Judge Ana Brandt ruled.",
        "spans": [[13, 35, "PERSON", "private"], [49, 59, "PERSON", "judge"]],
    },
    {"id": "b", "text": "It rained on 12 March 2002.", "spans": [[13, 26, "DATE"], [3, 9, "PERSON"]]},
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "c.jsonl"
    path.write_text("\n".join(map(json.dumps, DOCUMENTS)))
    return path


def test_the_table_tells_recall_decisions_and_speed(prefile: Shell, corpus: Path) -> None:
    ran = prefile("evaluate", corpus)

    assert ran.code == 0
    assert "words/s" in ran.out
    assert "burned 1.000 (PERSON private 1/1)" in ran.out
    assert "kept 1.000 (PERSON judge 1/1)" in ran.out
    assert "rained" not in ran.out, "words are shown only when asked for"


def test_misses_are_listed_with_the_words_around_them(prefile: Shell, corpus: Path) -> None:
    (line,) = [x for x in prefile("evaluate", corpus, "--misses").out.splitlines() if x.startswith("miss")]

    assert line.endswith("b:3  It [[rained]] on 12 March 2002.")


def test_gains_over_an_earlier_run_are_listed(prefile: Shell, corpus: Path, tmp_path: Path) -> None:
    base = tmp_path / "base.json"
    base.write_text(prefile("evaluate", corpus, "--json").out)

    same = prefile("evaluate", corpus, "--gains-over", base)
    more = prefile("evaluate", corpus, "--also", "DATE", "--gains-over", base)

    assert same.out.splitlines()[-1] == "0 gains, 0 losses"
    assert "1 gains, 0 losses" in more.out
    assert "+ full  DATE" in more.out


def test_json_holds_figures_and_no_words(prefile: Shell, corpus: Path) -> None:
    ran = prefile("evaluate", corpus, "--json", "--limit", 1)

    assert ran.json["systems"]["prefile"]["documents"] == 1
    assert ran.json["systems"]["prefile"]["kinds"]["PERSON"]["full"] == 1.0
    assert "Quillfeather" not in ran.out


def test_a_base_that_is_none_and_a_file_that_is_none_are_told_in_one_line(prefile: Shell, corpus: Path) -> None:
    for words in ((corpus, "--gains-over", corpus), (corpus.parent / "no",)):
        ran = prefile("evaluate", *words)

        assert ran.code == 2
        assert len(ran.err.splitlines()) <= 2
        assert "Traceback" not in ran.err
        assert "Quillfeather" not in ran.err
