"""Content streams are cut into instructions; what is no syntax hides nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.redact import lexer


def operators(data: bytes) -> list[bytes]:
    return [operator for operator, _, _ in lexer.instructions(data)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"q 1 0 0 1 5 5 cm Q", [b"q", b"cm", b"Q"]),
        (b"1 0 0 1 5 5cm", [b"cm"]),
        (b"% (Tj) q\nQ", [b"Q"]),
        (b"(deep (deeper (deepest))) Tj", [b"Tj"]),
        (b"/P << /MCID 0 /K << /L [1 2] >> >> BDC EMC", [b"BDC", b"EMC"]),
        (b"[(a)-20<41>] TJ T* (x) '", [b"TJ", b"T*", b"'"]),
        (b"(cut off in the mid", []),
        (b") ] >> } q", [b"q"]),
    ],
)
def test_instructions_are_found_in_order(data: bytes, expected: list[bytes]) -> None:
    assert operators(data) == expected


def test_comments_are_no_part_of_the_operands() -> None:
    (found,) = lexer.instructions(b"/F1 % John\n 12 Tf")

    assert found[0] == b"Tf"
    assert b"John" not in found[1]


def test_pixels_of_an_inline_image_that_look_like_operators_stay_pixels() -> None:
    data = b"BI /W 6 /H 1 /BPC 8 /CS /G ID a EI b EI Q"

    found = list(lexer.instructions(data))

    assert [f[0] for f in found] == [b"BI", b"Q"]
    assert found[0][2] is not None
    assert found[0][2].data.startswith(b"a EI b")


@given(st.binary(max_size=60))
@settings(max_examples=200, deadline=None)
def test_a_string_means_the_same_after_it_was_written(codes: bytes) -> None:
    assert lexer.string(lexer.literal(codes)) == codes
    assert lexer.string(b"<" + codes.hex().encode() + b">") == codes


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_come_to_an_end(data: bytes) -> None:
    assert isinstance(operators(data), list)


@pytest.mark.parametrize(("token", "expected"), [(b"12", 12), (b"-.5", -0.5), (b"--3", -3), (b"1.2.3", 1.2), (b"+", 0)])
def test_numbers_are_taken_as_viewers_take_them(token: bytes, expected: float) -> None:
    assert lexer.number(token) == pytest.approx(expected)
