"""Merging: no overlap, nothing lost, the most specific first."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.detect.merge import merge
from pipeline.nouns import Finding, Kind, Part

TEXT = "Jane Roe, SSN 000-12-3456, 12 Elm Street, Reno, NV 89501 (213) 555-0142 x"


def f(words: str, kind: Kind, score: float = 0.9, **more: object) -> Finding:
    start = TEXT.index(words)
    return Finding(start, start + len(words), kind, score, "test.v1", **more)  # type: ignore[arg-type]


def words(found: tuple[Finding, ...]) -> list[tuple[str, Kind]]:
    return [(TEXT[x.start : x.end], x.kind) for x in found]


def test_the_more_specific_kind_wins() -> None:
    found = merge([f("000-12-3456", Kind.LOOKALIKE), f("000-12-3456", Kind.SSN), f("000-12-3456", Kind.PHONE)], TEXT)

    assert words(found) == [("000-12-3456", Kind.SSN)]


def test_the_longer_of_one_kind_wins() -> None:
    found = merge([f("Elm Street", Kind.ADDRESS), f("12 Elm Street, Reno, NV 89501", Kind.ADDRESS)], TEXT)

    assert words(found) == [("12 Elm Street, Reno, NV 89501", Kind.ADDRESS)]


def test_a_doubtful_finding_gives_way_to_a_sure_one_of_a_less_specific_kind() -> None:
    found = merge([f("000-12-3456", Kind.SSN, 0.6), f("000-12-3456", Kind.PHONE, 0.8)], TEXT)

    assert words(found) == [("000-12-3456", Kind.PHONE)]


def test_what_a_term_leaves_of_an_address_stays_an_address_with_its_parts() -> None:
    number, street = TEXT.index("12 Elm"), TEXT.index("Elm Street")
    parts = (Part("number", number, number + 2), Part("street", street, street + 10))
    address = f("12 Elm Street, Reno, NV 89501", Kind.ADDRESS, parts=parts)

    found = merge([address, f("Elm Street", Kind.TERM, 0.1)], TEXT)

    assert words(found) == [("12", Kind.ADDRESS), ("Elm Street", Kind.TERM), ("Reno, NV 89501", Kind.ADDRESS)]
    assert found[0].parts == (parts[0],)
    assert found[2].parts == ()


def test_punctuation_alone_is_not_kept() -> None:
    found = merge([f("(213) 555-0142", Kind.PHONE, 0.8), f("213) 555-0142", Kind.PHONE, 0.95)], TEXT)

    assert words(found) == [("213) 555-0142", Kind.PHONE)]


SPANS = st.lists(
    st.tuples(
        st.integers(0, 60), st.integers(1, 15), st.sampled_from(list(Kind)), st.sampled_from([0.3, 0.6, 0.8, 0.95])
    ),
    max_size=12,
)


@given(SPANS)
@settings(max_examples=150, deadline=None)
def test_merged_findings_do_not_overlap_and_cover_every_letter_that_was_covered(
    spans: list[tuple[int, int, Kind, float]],
) -> None:
    found = [Finding(a, min(a + n, len(TEXT)), kind, score, "test.v1") for a, n, kind, score in spans]

    merged = merge(found, TEXT)

    assert all(a.end <= b.start for a, b in pairwise(merged))
    before = {i for x in found for i in range(x.start, x.end) if TEXT[i].isalnum()}
    after = {i for x in merged for i in range(x.start, x.end) if TEXT[i].isalnum()}
    assert before == after
    assert merge(merged, TEXT) == merged
