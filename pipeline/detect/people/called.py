"""Finds lists and phrases whose words are called things: products, ships, brands, schools; it judges no lone name.

What it finds is closed to names: a sentence says of it what it is, or the company it keeps does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipeline.detect.people.lexicon import entries, fold, phrases, sort

_ITEM = r"[A-Z][\w’'.]*+(?:[ ](?:&[ ])?[A-Z][\w’'-]*+){0,3}+"
_JOINT = r"(?:,[ \n](?:(?:and|or)[ \n])?|;[ ]|[ \n](?:and|or)[ \n])"
_LIST = re.compile(rf"(?<![\w’'.-]){_ITEM}(?:{_JOINT}{_ITEM}){{1,20}}+")
_SPLIT = re.compile(_JOINT)

_SORTS = (
    r"(?:products|brands|trade ?marks|code ?(?:words|names)|placeholders|drugs|medications|vessels|ships|cities|towns"
    r"|companies|corporations|banks|stores|restaurants|places|months|holidays|languages|software|planets|colleges"
    r"|universities|applications|apps|names of (?:investigations|operations|products|ships|vessels|places|months|streets))"
)
_CALLED_AFTER = re.compile(
    rf",?[ \n](?:are|were)[ \n](?:(?!(?:of|in|at|for|with|by|from|to|not|on)[ \n])[a-z]+[ \n]){{0,2}}{_SORTS}\b"
)
_CALLED_BEFORE = re.compile(rf"\b{_SORTS}[ \n](?:such as|like|called|named|known as)[ \n]$")
_LIKEWISE = re.compile(rf"(?:are|were)[ \n](?:[a-z]+[ \n]){{0,2}}{_SORTS}[,;][ \n](?:so|as)[ \n](?:are|were)[ \n]$")
"""What makes the things of a second list such as those of the first: `Alder and Elm are products; so are`."""

BRANDS = 3
"""Names of brands that a list must have, if each is of one word; of those that have more words two are enough."""

_SHIP = re.compile(
    r"\b(?:[MFR]/V|M/[TY]|USS|U\.S\.S\.|S\.?S\.|HMS|USNS|USCGC"
    r"|(?:[Tt]he|[Aa]|[Hh]er|sister)[ ](?:tug|tugboat|barge|ferry|trawler|schooner|yacht|sloop|tanker|freighter|vessel|ship))[ ]"
    r"(?P<name>[A-Z][\w’'-]*+(?:[ ][A-Z](?:\.|[\w’'-]*+)){0,2}+)"
)
_FEATURE = re.compile(
    r"\b[A-Z][\w’'-]*+[ ](?:Ditch|Slough|Gulch|Bayou|Canyon|Arroyo|Lagoon|Reservoir|Lateral|Levee)\b"
    r"(?:[ \n]and[ \n][A-Z][\w’'-]*+[ ](?:Ridge|Creek|Hollow|Fork|Bend|Draw|Wash|Bluff|Marsh|Spring|Pass)\b)?"
)
_SCHOOL = re.compile(
    r"\b[A-Z][\w’'-]*+[ ]High(?=[ \n](?:did|was|is|has|had|students?|teachers?|coach|principal|football|team|graduat\w+)\b)"
)
_SCHOOLS = re.compile(r"\b(?:High|Middle|Elementary)[ \n]School\b")
_HALL = re.compile(
    r"\b[Tt]he[ \n](?P<name>[A-Z][\w’'.-]*+(?:[ ][A-Z][\w’'.-]*+){1,3}?)[ ](?:[A-Z][\w’']*[ ])?Court[ \n](?:is|are|in)\b"
)
"""A courthouse that is named for somebody: `the Robert D. Haskell Court are in`."""
_SHOP = re.compile(
    r"\b[A-Z][\w-]*+[’']s[ ](?:[A-Z][a-z]*+[ ]){0,2}?(?:Diner|Pizza|Pizzeria|Flowers|Florist|Towing|Tavern|Saloon|Bar|Grill|Cafe"
    r"|Deli|Bakery|Shop|Salon|Market|Auto|Restaurant|Kitchen|Hardware|Plumbing|Roofing|Cleaners|Laundry|Donuts|Barbecue|BBQ"
    r"|Steakhouse|Pub|Lounge|Boutique|Nursery|Landing)\b"
)
_CROSSING = re.compile(
    r"(?i:\b(?:corner|intersection) of|\bbetween)[ \n](?P<names>[A-Z][\w’'-]*+[ ](?i:and)[ ][A-Z][\w’'-]*+)"
    r"[ ](?i:streets|avenues|roads|boulevards)\b|\b[Tt]urn(?:ed)?[ ](?:left|right)[ ]on(?:to)?[ ][A-Z][\w’'-]*+"
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
_MONTH_LIST = re.compile(rf"\b{_MONTH}(?:{_JOINT}{_MONTH})+")
_NO_NAME = re.compile(r"January|February|July|September|October|November|December")
"""Months that nobody is called: three sisters may be April, May and June."""
_TREATISE = re.compile(r"\bWright[ \n](?:and|&)[ \n]Miller\b")


def things(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of words that are called things."""
    for match in _LIST.finditer(text):
        if _told(text, match):
            yield match.span()
        else:
            yield from _brands(match)
    for pattern in (
        _FEATURE,
        _HALL,
        _SHOP,
        _CROSSING,
        _TREATISE,
        *((_SCHOOL,) if _SCHOOLS.search(text) else ()),
    ):
        yield from (match.span() for match in pattern.finditer(text))
    yield from (m.span() for m in _MONTH_LIST.finditer(text) if _NO_NAME.search(m.group()))
    yield from _ships(text)
    yield from _phrases(text)


def _ships(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names of ships, where they are called so and where they stand after an article alone."""
    names = set()
    for match in _SHIP.finditer(text):
        yield match.span()
        names.add(match["name"])
    for name in sorted(names):
        yield from (m.span() for m in re.finditer(rf"\b[Tt]he[ \n]{re.escape(name)}(?![\w’'])(?=[ \n][a-z])", text))


@cache
def _phrase_words() -> Mapping[str, Sequence[str]]:
    """Return the set phrases by their first words."""
    found: dict[str, list[str]] = defaultdict(list)
    for phrase in phrases("phrase"):
        found[phrase.split()[0]].append(phrase)
    return found


_BEGINS = re.compile(r"\b[A-Z][\w-]*\.?(?=[ ])")


def _phrases(text: str) -> Iterator[tuple[int, int]]:
    known = _phrase_words()
    for match in _BEGINS.finditer(text):
        for phrase in known.get(match.group(), ()):
            if text.startswith(phrase, match.start()):
                yield match.start(), match.start() + len(phrase)


def _told(text: str, match: re.Match[str]) -> bool:
    """Tell whether the sentence says what the items of a list are."""
    start, end = match.span()
    return bool(
        match.group().startswith(("Hurricanes ", "Tropical Storms "))
        or _CALLED_AFTER.match(text, end, end + 80)
        or _CALLED_BEFORE.search(text, max(0, start - 50), start)
        or _LIKEWISE.search(text, max(0, start - 80), start)
    )


def _brands(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield the items of a list that are names of brands and of people, when enough of the others are brands as well."""
    items: list[tuple[int, str]] = []
    at = 0
    whole = match.group()
    for joint in (*_SPLIT.finditer(whole), None):
        stop = joint.start() if joint else len(whole)
        items.append((match.start() + at, whole[at:stop].rstrip(".")))
        at = joint.end() if joint else stop
    known = [(start, item) for start, item in items if fold(item) in entries("brand")]
    if not known:
        return
    sure = sum(1 for _, item in items if _firm(item))
    sold = any(item.endswith(("'s", "’s")) for _, item in known)
    if (
        sure > 1
        or (sure and sold and len(known) > 1)
        or sure + sum(1 for _, item in known if " " not in item) >= BRANDS
    ):
        yield from ((start, start + len(item)) for start, item in known)


def _firm(item: str) -> bool:
    """Tell whether an item is a firm's name by itself: of several words and known, or ending as firms do."""
    if fold(item) in entries("company"):
        return True
    return " " in item and (fold(item) in entries("brand") or sort(item.rsplit(maxsplit=1)[-1]).organisation)
