"""Names known by names beside them: families, couples, lists, in whose care an address is, filers in index order."""

import pytest

from pipeline.detect.people import resolve
from pipeline.nouns import Finding, Kind, Part
from tests.detect.marked import reading
from tests.detect.people.paper import found

CASES = [
    ("The Burnham family and the Saabatmand brothers left.", {"Burnham": "private", "Saabatmand": "private"}),
    ("Both Miyazaki and Murata deny this.", {"Miyazaki": "private", "Murata": "private"}),
    ("Neither Miyazaki nor Martischnig was interviewed.", {"Miyazaki": "private", "Martischnig": "private"}),
    ("\nA. Danielle, Toshio, Nakaoka. And me.\n", {"Danielle": "private", "Toshio": "private", "Nakaoka": "private"}),
    ("I spoke to Akana, Mendez Caballero and Maskell there.", {"Akana", "Mendez Caballero", "Maskell"}),
    ("He wishes to live with Karapet Malkhasyan.", {"Karapet Malkhasyan": "private"}),
    ("V/Penitani left. W/Malkhasyan saw it.", {"Penitani": "victim", "Malkhasyan": "witness"}),
    ("6/21/02 LETTER/REQUEST by Nasser, Ayman. Address unknown.", {"Nasser, Ayman": "party"}),
    ("Delphine, a girl of nine, had answered.", {"Delphine": "minor"}),
    ("Both Ford and Toyota sell cars.", set()),
    ("The Ferry family restaurant opened.", set()),
]


@pytest.mark.parametrize(("text", "want"), CASES)
def test_company_tells_names(text: str, want: dict[str, str] | set[str]) -> None:
    got = found(text, "Danielle", "Akana", "Mendez Caballero")
    assert got == want if isinstance(want, dict) else set(got) == want


def test_an_address_begins_behind_in_whose_care_it_is() -> None:
    text = "Keeva Haskell\nc/o Nelson Miller\n12 Quay St.\nDrury, CA 90001\n"
    start, number, end = text.index("c/o"), text.index("12"), len(text) - 1
    parts = (Part("care_of", start, number - 1), Part("number", number, number + 2), Part("street", number + 3, end))
    got = resolve(reading(text), (Finding(start, end, Kind.ADDRESS, 0.9, "address", parts=parts),))
    assert {text[f.start : f.end] for f in got} == {"Keeva Haskell", "Nelson Miller", "12 Quay St.\nDrury, CA 90001"}
    assert not any(p.label == "care_of" for f in got for p in f.parts)
