"""Splits an address into its parts, with exact offsets: number, street, unit, box, city, state, ZIP.

What is a city stays readable under some policies, so words count as city only when they stand
right before the state, or were known to be one; everything else that is doubtful counts as street.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import usaddress

from pipeline.nouns import Part

_LABEL = {
    "AddressNumber": "number",
    "AddressNumberPrefix": "number",
    "AddressNumberSuffix": "number",
    "OccupancyType": "unit",
    "OccupancyIdentifier": "unit",
    "SubaddressType": "unit",
    "SubaddressIdentifier": "unit",
    "BuildingName": "unit",
    "LandmarkName": "unit",
    "USPSBoxType": "box",
    "USPSBoxID": "box",
    "USPSBoxGroupType": "box",
    "USPSBoxGroupID": "box",
    "PlaceName": "city",
}
"""Labels of usaddress; every other one is street."""

_CARE = re.compile(r"(?:c/o|in\s+care\s+of)\s+[^\n,]{2,60}", re.IGNORECASE)
_TAIL = " ,;.\n\t"


def parts(
    text: str,
    span: tuple[int, int],
    *,
    city: tuple[int, int] | None = None,
    state: tuple[int, int] | None = None,
    code: tuple[int, int] | None = None,
) -> tuple[Part, ...]:
    """Return the parts of the address at `span`, in order; they leave out only blanks and punctuation."""
    start, end = span
    head = min(place[0] for place in (city, state, code, (end, end)) if place is not None)
    care = _CARE.match(text, start, head)
    body = care.end() if care else start
    labelled = list(_labelled(text, body, head))
    if city is None and state is not None:
        city = _city(text, body, state[0], labelled)
    limit = min(city[0] if city else head, head)
    found = [Part("care_of", start, body)] if care else []
    found += _joined(
        text, [(s, min(e, limit), "street" if label == "city" else label) for s, e, label in labelled if s < limit]
    )
    for label, place in (("city", city), ("state", state), ("zip", code)):
        if place is not None:
            found.append(Part(label, *_trim(text, *place)))
    return tuple(part for part in found if part.start < part.end)


def plausible(text: str, span: tuple[int, int]) -> bool:
    """Tell whether usaddress sees a house number and street, a box, or a place with a ZIP code in it."""
    labels = {label for _, label in usaddress.parse(text[span[0] : span[1]])}
    return (
        bool(labels & {"USPSBoxID", "USPSBoxGroupID"})
        or {"AddressNumber", "StreetName"} <= labels
        or "ZipCode" in labels
    )


def _labelled(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    at = start
    for word, label in usaddress.parse(text[start:end]):
        place = text.find(word, at, end)
        if place < 0:
            continue
        at = place + len(word)
        yield place, at, _LABEL.get(label, "street")


def _city(text: str, start: int, state: int, labelled: list[tuple[int, int, str]]) -> tuple[int, int] | None:
    """Return the words right before the state that are the city."""
    first = None
    for place, end, label in reversed(labelled):
        if label != "city" or (first is not None and "\n" in text[end:first] and text[first:state].strip(_TAIL)):
            break
        first = place
    comma = max(text.rfind(",", start, _back(text, start, state)), text.rfind("\n", start, _back(text, start, state)))
    if comma >= 0 and (first is None or comma >= first):
        words = text[comma + 1 : state].split()
        if 1 <= len(words) <= 4 and not any(character.isdigit() for character in text[comma + 1 : state]):
            first = comma + 1
    return _trim(text, first, state) if first is not None else None


def _back(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _TAIL:
        end -= 1
    return end


def _joined(text: str, labelled: list[tuple[int, int, str]]) -> list[Part]:
    found: list[Part] = []
    for start, end, label in labelled:
        if found and found[-1].label == label:
            found[-1] = Part(label, found[-1].start, end)
        else:
            found.append(Part(label, start, end))
    return [Part(part.label, *_trim(text, part.start, part.end)) for part in found]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _TAIL:
        start += 1
    while end > start and text[end - 1] in " ,;\n\t":
        end -= 1
    return start, end
