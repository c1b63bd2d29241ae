"""The benchmark: what it says of whom, on systems made up for the purpose; and our own detector on the probes."""

import json

import pytest

from pipeline.lab import bench, length, probe
from pipeline.lab.measure import Guess


def first_word(text):
    return [Guess(0, len(text.split()[0]), "PERSON")]


def nothing(text):
    return []


def everything(text):
    return [Guess(0, len(text), "ORG")]


@pytest.fixture
def folder(tmp_path):
    masked = {"spans": [[0, 3, "PERSON"], [4, 8, "ORG"]], "mentions": [["a", "DIRECT"], ["b", "QUASI"]]}
    plain = [[0, 3, "PERSON", "party"]]
    put(tmp_path, "tab_dev", [{"id": 1, "text": "Ana left.", **masked}])
    put(tmp_path, "us_filings_dev", [{"id": i, "text": f"Ana {i}", "spans": plain} for i in range(5)])
    put(tmp_path, "gum_court", [])
    return tmp_path


def put(folder, name, documents):
    (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, documents)))


@pytest.fixture
def told(folder):
    lines = []
    systems = {"prefile": nothing, "stock": first_word}
    bench.bench_detect(systems, every=everything, folder=folder, limit=3, lengths=(1, 2), tell=lines.append)
    return "\n".join(lines)


def test_false_names_on_the_probes_are_counted_for_each_system(told):
    count = len(probe.probes())
    assert f"probes: {count} texts" in told
    assert "prefile: 0 false names, 0 boxes" in told
    assert f"stock: {count} false names, {count} boxes" in told


def test_every_kind_is_asked_for_where_entities_must_be_masked_and_only_there(told):
    assert told.count(f"{bench.EVERY_KIND}: masked") == 1
    assert f"{bench.EVERY_KIND}: masked ER_di 1.000 ER_qi 1.000" in told
    assert "prefile: masked ER_di 0.000 ER_qi 0.000" in told


def test_odd_filings_are_shown_by_themselves_under_their_name(told):
    assert "== us_filings_dev: 3 documents" in told
    assert f"== {bench.HELD_OUT}: 2 documents" in told


def test_a_corpus_with_nothing_to_measure_and_one_that_is_missing_each_get_a_line(told):
    assert "== gum_court: all of it was learned from" in told
    assert "not here, not measured: wikigold.jsonl" in told.splitlines()
    assert "not here, not measured: us_filings_dev.jsonl" not in told


def test_speed_is_told_side_by_side_and_by_length(told):
    assert "times the words a second of stock" in told
    assert "prefile: 1 pages" in told
    assert " 2 pages" in told


def test_a_filing_is_as_long_as_asked():
    assert len(length.filing(3).split()) == pytest.approx(3 * length.PAGE, abs=length.PAGE // 3)


def test_a_cited_name_is_not_false_and_a_kept_name_is_no_box():
    def system(text):
        return [Guess(0, 4, "PERSON", role="cited", burn=()), Guess(8, 12, "PERSON", burn=((8, 12),))]

    done = probe.probed(system, ["Roe v. Vole, 1 U.S. 2"])
    assert (done.names, done.boxes) == (((0, "ole,"),), ((0, "ole,"),))
    assert "ole" not in repr(done)


def test_our_detector_finds_nobody_in_the_probes_and_boxes_nothing():
    done = probe.probed(bench.prefile())
    assert done.names == ()
    assert done.boxes == ()
