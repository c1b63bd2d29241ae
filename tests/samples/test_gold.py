"""The gold stands on the paper: a gold that does not match its sample would prove nothing."""

from __future__ import annotations

import re

import pytest

from pipeline.nouns import Action, Kind, Role
from tests.readers import folded, pdfium_text, raw, texts
from tests.samples.gold import FOLDER, WORD, Fate, load, names, paper, stands

READABLE = [name for name in names() if not load(name).scanned]
CASES = [(name, policy) for name in names() for policy in load(name).policies]


@pytest.mark.parametrize("name", names())
def test_every_value_stands_as_often_as_the_gold_says(name: str) -> None:
    told = {item.value: item.count for item in load(name).items}

    assert told == {value: stands(name, value) for value in told}
    assert min(told.values(), default=1) >= 1


@pytest.mark.parametrize("name", names())
def test_every_text_to_keep_stands_on_the_paper(name: str) -> None:
    assert [text for text in load(name).keep if not stands(name, text)] == []


@pytest.mark.parametrize("name", names())
def test_items_use_the_words_of_the_program(name: str) -> None:
    for item in load(name).items:
        assert item.kind in set(Kind)
        assert item.role in set(Role)
        assert item.rules
        for policies, rule in item.rules.items():
            assert policies == "every" or policies in load(name).policies
            assert rule.action == "open" or rule.action in set(Action)
            assert all(folded(part) in folded(item.value) for part in (*rule.left, *rule.may))


@pytest.mark.parametrize(("name", "policy"), CASES)
def test_nothing_is_both_burned_and_kept(name: str, policy: str) -> None:
    fate = Fate.of(name, policy)

    lost = [text for text in load(name).keep if not fate.kept(text)]
    assert lost == []


@pytest.mark.parametrize("name", READABLE)
def test_what_stands_beside_the_pages_stands_nowhere_on_them(name: str) -> None:
    inside = raw(load(name).path)

    for text in load(name).beside:
        assert text.encode() in inside or text.encode("utf-16-be") in inside
        assert text not in paper(name)


@pytest.mark.parametrize("name", [n for n in READABLE if n not in ("fee-waiver-form", "rotated-exhibit")])
def test_three_readers_read_the_same_words(name: str) -> None:
    seen = {reader: set(WORD.findall(folded(text))) for reader, text in texts(load(name).path).items()}

    for reader, words in seen.items():
        missing = {w for w in seen["pdfium"] - words if len(w) > 3}
        assert len(missing) <= 0.04 * len(seen["pdfium"]), (reader, sorted(missing)[:10])


def test_the_clean_order_has_nothing_to_burn() -> None:
    order = load("clean-order")

    assert order.items == ()
    assert order.boxes == 0


def test_a_scan_has_no_text() -> None:
    for name in set(names()) - set(READABLE):
        assert not pdfium_text(load(name).path.read_bytes()).strip()


def test_numbers_and_mail_are_of_the_kind_that_nobody_has() -> None:
    for name in READABLE:
        text = paper(name)
        for prefix, middle in re.findall(r"\b(\d{3})[-. )]+(555)[-.]\d{4}", text):
            assert middle == "555", (name, prefix)
        assert not [host for host in re.findall(r"@([\w.-]+\w)", text) if not host.endswith(".example")], name
        phones = re.findall(r"555[-.](\d{4})", text)
        assert all(phone.startswith("01") for phone in phones), name
        for item in load(name).items:
            if item.kind == "SSN":
                assert item.value.startswith(("000", "666", "9")), name


def test_every_sample_is_described() -> None:
    readme = (FOLDER / "README.md").read_text()

    assert [name for name in names() if f"`{name}`" not in readme] == []
