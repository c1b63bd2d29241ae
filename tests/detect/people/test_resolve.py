"""What holds for every text, however broken."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.detect.people import resolve
from pipeline.nouns import Finding, Kind, Role
from tests.detect.marked import reading

PIECES = [
    "Robert Haskell", "HASKELL", "Haskell, Robert", "a minor", "age 9", " v. ", "Plaintiff", "COURT", "In re:", "\n",
    "\t", ", ", "; ", " and ", "Mr. ",
    "Judge ", "/s/ ", "I, ", "Name: ", "12 F.3d 34", "Esq.", "@", "a.pdf", "’s", "(", ")",
    "“", "”", "III", "de la Cruz", "J.", "MR. HASKELL:", "From: ", "Child\t", "LLP", "ﬁ", "ß", "-\n", "Before ",
]  # fmt: skip
KINDS = st.sampled_from([Kind.PERSON, Kind.EMAIL, Kind.ADDRESS, Kind.PHONE, Kind.DATE])


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), min_size=1, max_size=30), st.data())
def test_people_lie_in_the_text_in_order_and_apart(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces) + "."
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 30), KINDS), max_size=4))
    given_ = tuple(Finding(a, min(len(text), a + n), kind, 0.8, "x") for a, n, kind in spans)
    got = resolve(reading(text), given_)
    people = [f for f in got if f.kind == Kind.PERSON]
    assert list(got) == sorted(got, key=lambda f: (f.start, f.end))
    assert all(0 <= f.start < f.end <= len(text) and f.role != Role.NONE and f.why for f in people)
    assert all(f.start <= p.start < p.end <= f.end for f in people for p in f.parts)
    assert all(a.end <= b.start for a, b in pairwise(people))
    assert len(got) - len(people) == sum(f.kind != Kind.PERSON for f in given_)
