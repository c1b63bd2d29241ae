"""Cuts an address down to city and state."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.decide.cut import Cut, Piece, Span, rest, whole

KEPT = ("city", "state", "country")
"""Parts that a rule which asks for city and state leaves; the county, the ZIP and all else go."""

_COUNTRY = re.compile(
    r"(?:U\.?S\.?A?\.?|United States(?: of America)?|M[eé]xico|Canada|Guatemala|El Salvador|Honduras|Nicaragua"
    r"|Costa Rica|Panama|Cuba|Haiti|Dominican Republic|Jamaica|Colombia|Venezuela|Ecuador|Peru|Brazil|Argentina|Chile"
    r"|United Kingdom|England|Scotland|Ireland|France|Germany|Spain|Italy|China|Hong Kong|Taiwan|Japan|South Korea"
    r"|India|Pakistan|Philippines|Vietnam|Australia|New Zealand|Nigeria|Israel)\.?\s*$",
    re.IGNORECASE,
)
"""Countries at the end of an address; one that is not here is burned with the rest, which no rule forbids."""


def city_state(piece: Piece) -> Cut:
    """Burn all but city, state and country; burn it whole when no city or state can be told."""
    kept = sorted((p.start, p.end) for p in piece.parts if p.label in KEPT and _safe(piece.value[p.start : p.end]))
    if not kept:
        return whole(piece)
    country = _COUNTRY.search(piece.value, kept[-1][1])
    if country and not any(c.isalpha() for c in piece.value[kept[-1][1] : country.start()]):
        kept.append(country.span())
    burn = rest(piece, _joined(piece.value, kept))
    return Cut(burn=burn, remnant="city_state", note="" if burn else "already_reduced")


def _safe(text: str) -> bool:
    """A city or state has no digit; one that has was told wrongly and is burned."""
    return bool(text.strip()) and not any(c.isdigit() for c in text)


def _joined(value: str, kept: list[Span]) -> list[Span]:
    """Keep the separators between two kept parts too, so that `Fresno, CA` stays one."""
    between = [(a[1], b[0]) for a, b in pairwise(kept) if a[1] < b[0]]
    return sorted(kept + [(a, b) for a, b in between if not any(c.isalnum() for c in value[a:b])])
