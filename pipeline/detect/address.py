"""Finds addresses whole and says where their parts are; whose they are is for `people`.

(0) backwards from state and ZIP            address_zip
(1) forwards from a house number or box     address_street, address_tail
(2) addresses abroad, corners, blocks       here
(3) what a trained model calls an address   nlp
(4) care of, housing estates in front       here
(5) parts and hints                         address_part, address_role
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.detect import address_part, address_role
from pipeline.detect.address_start import judge
from pipeline.detect.address_street import Street, streets
from pipeline.detect.address_tail import BOX, LOOSE_BOX, tail
from pipeline.detect.address_zip import Span, spans
from pipeline.detect.sheet import Sheet
from pipeline.nouns import Finding, Kind, Part, Role

NAME = "address.v1"

_FRONT = re.compile(
    r"(?:(?:c/o|in\s+care\s+of)\s+[^\n,]{2,60}[,\n]\s{0,3}"
    r"|(?:urb(?:\.|anizaci[oó]n)?|cond(?:\.|ominio)?|res(?:\.|idencial)|bo\.|barrio|edif(?:\.|icio)|ext\.)\s[^\n,]{2,40}[,\n]\s{0,3}"
    r"|(?:dept\.?|department|msc|lock\s?box|bin|mail\s?code|suite|ste\.?|apt\.?|unit)\s\#?\s?[\w-]{1,12},?\s{1,3}"
    r")$",
    re.IGNORECASE,
)
"""What may stand before an address and belongs to it."""

_ABROAD = (
    # Calle 5 de Mayo No. 123, Col. Centro, C.P. 06000
    re.compile(
        r"(?<!\w)(?:Calle|Avenida|Av\.|Calzada|Carretera|Boulevard|Blvd\.|Paseo|Privada|Callej[oó]n)\s[^\n,;]{2,40}?\s?,?\s?"
        r"(?:No\.|N[úu]m\.|\#)?\s?\d{1,5}(?:,\s?(?:Col\.|Colonia|Int\.|Depto\.|Fracc\.)\s?[^\n,;]{1,40}){0,3}"
        r"(?:,?\s(?:C\.?P\.?\s?)?\d{5}(?:\s[A-Z][^\n,;]{1,30})?)?(?:,\s?(?:M[ée]xico|Espa[ñn]a|Spain)(?:,\s?D\.?F\.?)?)?"
    ),
    # Hauptstraße 5, 10115 Berlin
    re.compile(
        r"(?<!\w)[A-ZÄÖÜ][\wäöüß-]{1,30}(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse)\s\d{1,4}[a-z]?,?\s{0,3}"
        r"(?:[A-Z]-?)?\d{4,5}\s[A-ZÄÖÜ][\wäöüß-]{2,30}"
    ),
)
_TYPE = (
    r"(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Drive|Dr\.?|Boulevard|Blvd\.?|Lane|Ln\.?|Way|Highway|Hwy\.?|Parkway|"
    r"Pkwy\.?|Court|Place|Route\s\d{1,4})"
)
_ROAD = rf"(?:(?:[NSEW]\.?|North|South|East|West)\s)?(?:[A-Z\d][\w’'.-]{{0,20}}\s){{1,4}}?{_TYPE}(?:\s[NSEW]{{1,2}}\b)?"
_CORNER = re.compile(
    rf"(?:\b[Ii]ntersection|\b[Cc]orner|INTERSECTION|CORNER)\s(?:of|OF|at|AT)\s(?P<place>{_ROAD}(?:\s(?:and|AND|&|at)\s|/){_ROAD}"
    rf"|(?:[A-Z\d][\w’'.-]{{0,20}}\s){{1,3}}(?:and|&)\s(?:[A-Z\d][\w’'.-]{{0,20}}\s){{1,3}}(?:Streets|Avenues|Roads|Sts\.|Aves\.))"
)
_BLOCK = re.compile(rf"(?<!\w)(?P<place>\d{{1,5}}(?:\s|-)[Bb](?:lock|lk\.?)\s(?:of\s)?{_ROAD})")

FRONT = 120
"""Characters that may belong to an address before its street."""

_WHEN = re.compile(
    r",?\s(?:in|on|at|since|until|from|during|between|before|after)\s(?:(?:early|mid|late)[ -])?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:19|20)\d\d\b"
    r"|\d{1,2}:\d\d|\d{1,2}/\d{1,2}/)"
    r"|[,\s]+(?:in|on|at|since|until|from|during|between|before|after|and|when|where)$"
)
"""What tells a time: an address ends before it (`at 12 Oak Street in October 2024`)."""

_GAP = re.compile(r"[,\s]{1,6}")


@dataclass(frozen=True, slots=True)
class Address:
    """An address by offsets, with what is known of it."""

    start: int
    end: int
    score: float
    city: tuple[int, int] | None = None
    state: tuple[int, int] | None = None
    zip: tuple[int, int] | None = None
    role: Role = Role.UNKNOWN
    why: str = ""


def addresses(sheet: Sheet) -> Iterator[Finding]:
    """Yield addresses in the order of the steps; they do not overlap."""
    text = sheet.text
    taken = bytearray(len(text))
    zipped = tuple(spans(text))
    for found in itertools.chain(
        _zipped(zipped), _forward(sheet, taken, zipped), _abroad(text), _corners(text), _named(sheet, taken)
    ):
        if taken.find(1, found.start, found.end) >= 0:
            continue
        whole = _fronted(text, found, taken)
        taken[whole.start : whole.end] = b"\1" * (whole.end - whole.start)
        yield _finding(text, whole, floor=taken.rfind(1, max(0, whole.start - address_role.REACH), whole.start) + 1)


def _zipped(zipped: Iterable[Span]) -> Iterator[Address]:
    # A city with a ZIP alone waits: its street may stand before it in a way that only the second step reads.
    for span in zipped:
        if span.street:
            yield Address(span.start, span.end, 0.95, None, span.state, span.zip)


def _forward(sheet: Sheet, taken: bytearray, zipped: Iterable[Span]) -> Iterator[Address]:
    text = sheet.text
    cities = {span.start: span for span in zipped if not span.street}
    known = _known(sheet)
    for start, end, score in _heads(text):
        if taken.find(1, start, end) >= 0:
            continue
        rest = tail(text, end, known)
        if taken.find(1, end, rest.end) >= 0 or (score < LEAST and rest.state is None):
            continue
        gap = _GAP.match(text, rest.end)
        joined = cities.get(gap.end()) if gap else None
        if joined is not None and rest.state is None:
            yield Address(start, joined.end, 0.9, None, joined.state, joined.zip)
        else:
            yield Address(start, rest.end, score + (0.05 if rest.state else 0), rest.city, rest.state, rest.zip)
    for span in cities.values():
        city = (span.start, span.state[0]) if span.state else None
        yield Address(span.start, span.end, 0.6, city, span.state, span.zip)


def _heads(text: str) -> list[tuple[int, int, float]]:
    """Return (start, end, score) of streets and boxes in order of start; at one start the longer first."""
    found = [(street.start, street.end, _score(street)) for street in streets(text)]
    found += [(box.start(), box.end(), 0.85) for box in BOX.finditer(text)]
    for box in LOOSE_BOX.finditer(text):
        found.append((box.start(), box.end(), 0.75 if _lives(text, box.start()) else 0.7))
    return sorted(found, key=lambda head: (head[0], -head[1]))


def _lives(text: str, start: int) -> bool:
    before = judge(text, start, "1")
    return before is not None and before.lives


def _score(street: Street) -> float:
    if street.typed:
        return 0.9 if street.lives else 0.85
    return 0.75 if street.lives else 0.7


LEAST = 0.75
"""A street with a lower score counts only when city and state follow."""


def _known(sheet: Sheet) -> Callable[[int, int], int]:
    """Return a function that tells how much of a stretch of words is a city, by the model or by the filing itself."""
    places = {place.start: place.end for place in sheet.places if place.label == "LOCATION"}
    people = sorted((place.start, place.end) for place in sheet.places if place.label == "PERSON")
    said = {m["city"] for m in _CITY_STATE.finditer(sheet.text)}

    def known(start: int, end: int) -> int:
        words = sheet.text[start:end].rstrip(".")
        while words:
            if words in said:
                return start + len(words)
            words = words.rpartition(" ")[0]
        stop = places.get(start, 0)
        overlapped = any(first < stop and start < last for first, last in people) if stop else False
        return 0 if overlapped or "\n" in sheet.text[start:stop] else min(stop, end)

    return known


_CITY_STATE = re.compile(
    r"(?<![\w.])(?P<city>[A-Z][a-z’'-]{2,20}(?:\s[A-Z][a-z’'-]{2,20}){0,2}),\s(?:[A-Z]{2}\s\d{5}|Ala|Alaska|Ariz|Ark|Cal|"
    r"Colo|Conn|Del|Fla|Ga|Georgia|Idaho|Ill|Ind|Iowa|Kan|Ky|Kentucky|La|Louisiana|Maine|Md|Maryland|Mass|Mich|Minn|"
    r"Miss|Mo|Mont|Neb|Nev|New |N\.|North |Ohio|Okla|Ore|Penn|Pa\.|R\.I|Rhode|S\.|South |Tenn|Tex|Utah|Vermont|Vt|"
    r"Virginia|Va\.|Wash|West V|Wis|Wyo)"
)
"""A city that the filing itself names with its state."""


_REPORTED = re.compile(r"\d{1,4}\s(?:S\.\s?Ct|L\.\s?Ed|N\.E|N\.W|S\.E|S\.W)\.\s?(?:\dd\s)?\d{1,4}\b")
"""A volume, a reporter and a page: `139 S. Ct. 412` is no street."""


_NO_HOME = re.compile(r"[\d,.]+\s(?:hundred|thousand|[bmtr]+illion)\b|[^\n]*?(?:://|\bwww\.)", re.IGNORECASE)
"""A quantity, or a place on the web."""


_CELL = re.compile(r"(?<=\t)\d{1,5}\n")
"""A number that ends a row behind a tab: a page, a count. The next row is no part of it."""


def _named(sheet: Sheet, taken: bytearray) -> Iterator[Address]:
    """Yield what a model with a label for addresses found and the other steps, whose places are taken, did not."""
    for place in sheet.places:
        if place.label != "ADDRESS" or _REPORTED.match(sheet.text, place.start):
            continue
        if _NO_HOME.match(sheet.text, place.start, place.end) or _CELL.match(sheet.text, place.start):
            continue
        when = _WHEN.search(sheet.text, place.start, place.end)
        end = when.start() if when else place.end
        if taken.find(1, place.start, end) >= 0:
            continue
        if address_part.plausible(sheet.text, (place.start, end)) and not _in_ledger(sheet.text, place.start, end):
            yield Address(place.start, end, 0.8, why="model")


_LEDGER_FRONT = re.compile(r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?[\t ][^\n]*$")
_LEDGER_BACK = re.compile(r"[ \t]+-?\$?[\d,]+\.\d\d(?!\d)")


def _in_ledger(text: str, start: int, end: int) -> bool:
    """Tell whether a place is a row's in a bank statement, between a date and an amount: where somebody paid."""
    row = text.rfind("\n", 0, start) + 1
    return _LEDGER_BACK.match(text, end) is not None and _LEDGER_FRONT.match(text, row, start) is not None


def _abroad(text: str) -> Iterator[Address]:
    for pattern in _ABROAD:
        for match in pattern.finditer(text):
            yield Address(match.start(), match.end(), 0.75, why="abroad")


def _corners(text: str) -> Iterator[Address]:
    for pattern, why in ((_CORNER, "intersection"), (_BLOCK, "block")):
        for match in pattern.finditer(text):
            yield Address(match.start("place"), match.end("place"), 0.7, role=Role.SCENE, why=why)


def _fronted(text: str, found: Address, taken: bytearray) -> Address:
    """Return the address with what belongs to it in front."""
    if found.role is Role.SCENE:
        return found
    floor = max(0, found.start - FRONT)
    floor = max(floor, taken.rfind(1, floor, found.start) + 1)
    front = _FRONT.search(text, floor, found.start)
    return replace(found, start=front.start()) if front else found


def _finding(text: str, found: Address, *, floor: int) -> Finding:
    span = (found.start, found.end)
    split: tuple[Part, ...] = ()
    if found.role is Role.UNKNOWN:
        split = address_part.parts(text, span, city=found.city, state=found.state, code=found.zip)
    role, why = found.role, found.why
    if role is Role.UNKNOWN:
        role, hint = address_role.role(text, found.start, split, floor=floor)
        why = hint if role is not Role.UNKNOWN or not why else why
    return Finding(found.start, found.end, Kind.ADDRESS, min(found.score, 0.95), NAME, role=role, why=why, parts=split)
