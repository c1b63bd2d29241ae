"""A ToUnicode map keeps what it says and sends no reader through billions of codes."""

from __future__ import annotations

import re

import pytest

from pipeline.redact.charmap import plain_tounicode


@pytest.mark.parametrize(
    ("low", "high", "start"), [("0000", "FFFF", "0000"), ("00000000", "FFFFFFFF", "0041"), ("0000", "FFFF", "FFF0")]
)
def test_a_long_range_ends_where_its_text_does(low: str, high: str, start: str) -> None:
    space = f"1 begincodespacerange <{low}> <{high}> endcodespacerange"
    made = plain_tounicode(f"{space} 1 beginbfrange <{low}> <{high}> <{start}> endbfrange".encode())

    (block,) = re.findall(rb"beginbfrange(.*?)endbfrange", made, re.DOTALL)
    first, last, text = (int(word, 16) for word in re.findall(rb"<([0-9A-Fa-f]+)>", block))
    assert first == int(low, 16)
    assert text == int(start, 16)
    assert text + last - first == 0xFFFF
