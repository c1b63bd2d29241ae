"""Whatever the layout, each painted character is in the text or beside it, once, where it was painted."""

from __future__ import annotations

import string
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.nouns import Page
from tests.extract.paper import escaped, read_page, width

TURNS = {0: (1, 0, 0, 1), 90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}
"""Text matrices by the direction of the line, clockwise."""

words = st.text(string.ascii_letters + string.digits + "-.,:()&'", min_size=1, max_size=9)
phrase = st.lists(words, min_size=1, max_size=5).map(" ".join)
piece = st.fixed_dictionaries(
    {
        "text": phrase,
        "size": st.sampled_from([7.0, 10.0, 12.0, 12.0, 12.0, 18.0]),
        "font": st.sampled_from(["T", "H", "C"]),
        "dx": st.floats(0, 30),
        "dy": st.floats(0, 12),
        "turn": st.sampled_from([0, 0, 0, 0, 0, 90, 180, 270]),
    }
)


def painted(
    text: str, x: float, y: float, *, size: float, font: str, turn: int
) -> tuple[str, list[tuple[str, float, float]]]:
    """Return operators and, for each character that leaves ink, the place of its pen."""
    a, b, c, d = TURNS[turn]
    places = []
    for i, char in enumerate(text):
        if char != " ":
            along = width(text[:i], font=font, size=size)
            places.append((char, x + a * along, y - b * along))
    return f"BT /{font} {size} Tf {a} {b} {c} {d} {x} {792 - y} Tm {escaped(text)} Tj ET\n", places


def check(page: Page, places: list[tuple[str, float, float]]) -> None:
    chars = Counter(char for char, _, _ in places)
    texts = Counter(char for char in page.text if char not in " \n\t")
    texts.update("-" for _ in page.extras)
    assert texts == chars
    rows = [(c, q) for c, q in zip(page.text, page.quads, strict=True) if not np.isnan(q[0])]
    rows += [("-", np.array(q)) for _, q in page.extras]
    left = {char: [quad for c, quad in rows if c == char] for char in chars}
    for char, x, y in places:
        near = [i for i, quad in enumerate(left[char]) if holds(quad, x, y)]
        assert near, (char, x, y)
        left[char].pop(near[0])


def holds(quad: np.ndarray, x: float, y: float) -> bool:
    """Tell whether the pen stood on the left side of this box."""
    (ulx, uly), (llx, lly) = quad[0:2], quad[4:6]
    height = float(np.hypot(llx - ulx, lly - uly))
    down = ((x - ulx) * (llx - ulx) + (y - uly) * (lly - uly)) / height
    aside = abs((x - ulx) * (lly - uly) - (y - uly) * (llx - ulx)) / height
    return bool(aside < 0.3 and -0.1 <= down <= height + 0.1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(piece, min_size=1, max_size=24), st.booleans())
def test_every_character_is_kept_once_with_its_place(pieces: list[dict], columns: bool) -> None:  # type: ignore[type-arg]
    content, places = "", []
    for i, item in enumerate(pieces):
        x = (60 if not columns or i % 2 == 0 else 330) + item["dx"]
        y = 60 + 27 * (i // 2 if columns else i) + item["dy"]
        if item["turn"] in (90, 270):
            x, y = 30 + 22 * i, 400 + item["dy"]
        if item["turn"] == 180:
            x, y = 2000, 60 + 30 * i
        ops, marks = painted(item["text"], x, y, size=item["size"], font=item["font"], turn=item["turn"])
        content += ops
        places += marks
    with tempfile.TemporaryDirectory() as folder:
        check(read_page(Path(folder), content), places)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(phrase, st.floats(40, 400), st.floats(60, 700), st.sampled_from([8.0, 12.0])), max_size=12))
def test_text_over_text_is_kept_too(pieces: list[tuple[str, float, float, float]]) -> None:
    content, places = "", []
    for i, (text, x, y, size) in enumerate(pieces):
        ops, marks = painted(text, x + i * 0.001, y, size=size, font="T", turn=0)
        content += ops
        places += marks
    near = any(
        a[0] == b[0] and abs(a[1] - b[1]) < 2 and abs(a[2] - b[2]) < 2 for i, a in enumerate(places) for b in places[:i]
    )
    with tempfile.TemporaryDirectory() as folder:
        page = read_page(Path(folder), content)
    if not near:
        check(page, places)
    else:
        assert {c for c, _, _ in places} == set(page.text) - set(" \n\t")
