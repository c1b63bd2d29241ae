"""What people have ruled in one matter: whom an order protects, what is exempt, what a reviewer said.

Rulings come from a person or an order, never from the program. They hold words
(names, addresses) and hide them from `repr`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.decide.cut import Piece
from pipeline.decide.initials import PARTICLES, named
from pipeline.errors import ConfigError
from pipeline.nouns import Action, Ground, Kind


@dataclass(frozen=True, slots=True)
class Protected:
    """A person, an address or a text that is burned whole, wherever and as whatever it is found."""

    kind: Kind
    """`PERSON`, `ADDRESS` or `TERM`."""
    value: str = field(repr=False)
    aliases: tuple[str, ...] = field(default=(), repr=False)
    order: str = ""
    """Docket number of the order; empty when it is the party's own request."""
    cite: str = ""
    token: str = ""
    """Words on the box instead of the policy's (`Jane Doe`)."""
    by: str = ""
    """Who entered it."""

    def __post_init__(self) -> None:
        if self.kind not in (Kind.PERSON, Kind.ADDRESS, Kind.TERM) or not folded(self.value):
            raise ConfigError(
                "a protected entry is a PERSON, an ADDRESS or a TERM, and not empty", reason="ruling_invalid"
            )

    @property
    def values(self) -> tuple[str, ...]:
        """The value and its aliases."""
        return (self.value, *self.aliases)


@dataclass(frozen=True, slots=True)
class Exempt:
    """A person's word that an exemption of the rule applies, to a whole document or to one value."""

    exemption: str
    """Id of the exemption in the policy: `agency-record`."""
    by: str
    document: str = ""
    """SHA-256 of the source; empty: every document of the matter, and then only for a value."""
    value: str = field(default="", repr=False)
    """The value that is exempt; empty: the whole document."""

    def __post_init__(self) -> None:
        if not self.by or not (self.document or self.value):
            raise ConfigError(
                "an exemption names who ruled, and a document or a value",
                reason="ruling_invalid",
                hint="an exemption for everything cannot be given",
            )


@dataclass(frozen=True, slots=True)
class Ruled:
    """A reviewer's word on one finding, by its place in the reading of one source."""

    start: int
    end: int
    action: Action
    by: str
    document: str
    """SHA-256 of the source."""
    ground: Ground = Ground.DISCRETION
    cite: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Rulings:
    """All that people ruled for one matter, or for one document of it."""

    protected: tuple[Protected, ...] = ()
    exempt: tuple[Exempt, ...] = ()
    ruled: tuple[Ruled, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """Every protected text, for the detector to look for whatever else it finds."""
        return tuple(dict.fromkeys(value for p in self.protected for value in p.values))


def folded(text: str) -> str:
    """Return the words of a text in lower case without accents, punctuation or line ends, one space between them."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain.casefold()))


def name_words(text: str) -> tuple[str, ...]:
    """Return the words of a name in lower case, given names first, without titles, suffixes and particles."""
    found = named(Piece(value=text, kind=Kind.PERSON))
    comma = next((i + 1 for i, w in enumerate(found[:-1]) if "," in text[w.end : found[i + 1].start]), 0)
    ordered = [*found[comma:], *found[:comma]]
    plain = (folded(w.text).replace(" ", "") for w in ordered if w.bare not in PARTICLES or w is ordered[0])
    return tuple(w for w in plain if w)


def same_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether two names of at least two words can be one person's: each word of the shorter is in the longer.

    A single letter stands for a word that begins with it. The surname, which is last, must be whole in both.
    """
    shorter, longer = sorted((list(a), list(b)), key=len)
    if len(shorter) < 2 or shorter[-1] not in longer or (len(shorter[-1]) < 2):
        return False
    left = list(longer)
    for word in shorter:
        match = next((w for w in left if w == word or (1 in (len(w), len(word)) and w[0] == word[0])), None)
        if match is None:
            return False
        left.remove(match)
    return True


_DIRECTIONS = frozenset({"n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west"})


def address_key(text: str) -> tuple[str, str]:
    """Return the number and the street's first word, which are the same however an address is written."""
    found = folded(text).split()
    number = next((w for w in found if w[0].isdigit()), "")
    after = found[found.index(number) + 1 :] if number else []
    if "box" in found and found.index("box") + 1 < len(found):
        return "box", found[found.index("box") + 1]
    return number, next((w for w in after if w not in _DIRECTIONS), next(iter(after), ""))


def same_address(a: str, b: str) -> bool:
    """Tell whether two addresses have the same number on the same street."""
    first, second = address_key(a), address_key(b)
    return all(first) and first == second
