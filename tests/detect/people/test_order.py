"""The control: an order that names parties, a judge and a cited case comes out with nothing to burn."""

import pytest

from pipeline.nouns import Role
from tests.detect.people.paper import HOME, parse, people

BURNED = {Role.PRIVATE, Role.MINOR, Role.JUROR, Role.VICTIM, Role.WITNESS}


@pytest.fixture
def order() -> str:
    return parse((HOME / "order.txt").read_text(encoding="utf-8"))[0]


def test_nobody_in_an_order_is_a_private_person(order: str) -> None:
    proposed = [(m, m + len("Drury")) for m in range(len(order)) if order.startswith("Drury", m)]
    found = people(order, proposed)
    assert [order[f.start : f.end] for f in found if f.role in BURNED] == []
    assert {str(f.role) for f in found} == {"party", "judge", "cited"}


def test_a_city_and_its_police_are_nobody(order: str) -> None:
    places = ["City of Drury", "Drury Police", "CITY OF DRURY"]
    spans = [(order.index(place), order.index(place) + len(place)) for place in places]
    assert not any(f.start < end and f.end > start for f in people(order, spans) for start, end in spans)
