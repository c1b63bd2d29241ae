"""Cuts a name down to initials, in the order in which it is written.

One letter for each part of the name:

- each half of a hyphenated name has its letter (`Mia Tran-Quinn`: M.T.Q.);
- a particle before a name has none (`Ana de la Cruz`: A.C.), unless it is the first name (`Van Nguyen`: V.N.);
- initials that are written as such stay (`J.R. Haskell`: J.R.H.);
- a suffix has none, and a title before the name is left standing (`Ms. Haskell`: Ms. H.);
- a comma behind a surname written first is kept (`Haskell, Robert T.`: H., R.T.).

No letter is added that the mention does not have: a mention by surname alone is one letter.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources

from pipeline.decide.cut import Cut, Piece, name_end, trimmed, whole
from pipeline.decide.policy import NameStyle

PARTICLES = frozenset(
    {"al", "ap", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn"}
    | {"la", "las", "le", "los", "ten", "ter", "van", "vander", "von", "y", "zu"}
)
"""Words that lead a surname and have no initial of their own."""

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "2nd", "3rd", "4th", "esq", "md", "phd", "junior", "senior"})

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "master", "dr", "prof", "sir", "sra", "sr.a", "srta"})
"""Titles before a name that are left standing where detection gave no parts."""

COMMON_NAMES = 1000
"""A first name outside so many most frequent ones is unusual (the test of In re Edward S. for Cal. rule 8.401)."""

_WORD = re.compile(r"[^\s,;:()\[\]\"“”/.‐‑–-]+\.?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name."""

    text: str = field(repr=False)
    start: int
    end: int
    label: str = ""
    """The part it lies in, `surname`; empty when detection gave no parts."""
    hyphen: bool = False
    """A hyphen stands before it."""

    @property
    def bare(self) -> str:
        """The word in lower case without a full stop."""
        return self.text.rstrip(".").casefold()


def words(piece: Piece) -> list[Word]:
    """Return the words of a name in the order written, without the possessive ending."""
    end = name_end(piece.value)
    found: list[Word] = []
    for match in _WORD.finditer(piece.value, 0, end):
        if not any(c.isalnum() for c in match.group()):
            continue
        label = next((p.label for p in piece.parts if p.start <= match.start() < p.end), "")
        hyphen = match.start() > 0 and piece.value[match.start() - 1] in "-‐‑–"
        found.append(Word(match.group(), match.start(), match.end(), label, hyphen))
    return found


def named(piece: Piece) -> list[Word]:
    """Return the words that are name: no title before it, no suffix behind it."""
    found = words(piece)
    labelled = any(w.label for w in found)
    while len(found) > 1 and (found[0].label == "title" or (not labelled and found[0].bare in TITLES)):
        found = found[1:]
    return [w for i, w in enumerate(found) if not _is_suffix(w, first=i == 0, labelled=labelled)]


def _is_suffix(word: Word, *, first: bool, labelled: bool) -> bool:
    if word.label in ("suffix", "title"):
        return True
    return not first and not (labelled and word.label) and word.bare in SUFFIXES


def initials(piece: Piece) -> Cut:
    """Burn the name and print its initials; a name that is nothing but initials stays as it is."""
    found = named(piece)
    if not found or not any(c.isalpha() for w in found for c in w.text):
        return whole(piece)
    if all(_is_initials(w) for w in found):
        return Cut(burn=(), remnant="initials", note="already_reduced")
    if piece.style is NameStyle.FIRST_NAME and (cut := _first_name(piece, found)):
        return cut
    note = "hyphen_halves" if any(w.hyphen for w in found) else ""
    overlay = _printed(piece, found) + piece.number
    span = (found[0].start, name_end(piece.value))
    return Cut(burn=trimmed(piece.value, (span,)), overlay=overlay, remnant="initials", note=note)


def _is_initials(word: Word) -> bool:
    return len(word.text.rstrip(".")) == 1


def _printed(piece: Piece, found: Sequence[Word]) -> str:
    comma = next((i for i, w in enumerate(found) if "," in piece.value[w.end : _next(found, i)]), -1)
    letters: list[str] = []
    for i, word in enumerate(found):
        if not _is_particle(found, i, comma):
            letters.append(next(c for c in word.text if c.isalpha()).upper() + "." if _lettered(word) else "")
        if i == comma and i + 1 < len(found):
            letters.append(", ")
    return "".join(letters).strip(", ")  # no comma stays where one side has no letters: `00, A`


def _next(found: Sequence[Word], i: int) -> int:
    return found[i + 1].start if i + 1 < len(found) else found[i].end


def _lettered(word: Word) -> bool:
    return any(c.isalpha() for c in word.text)


def _is_particle(found: Sequence[Word], i: int, comma: int) -> bool:
    """Tell whether a word is a particle that leads another word of the same side of the comma."""
    word = found[i]
    if word.bare not in PARTICLES or word.text.endswith(".") or i + 1 >= len(found) or i == comma:
        return False
    if i > 0:
        return True
    leads = found[1].bare in PARTICLES or comma > 0
    return word.label == "surname" or word.text.islower() or leads


def _first_name(piece: Piece, found: Sequence[Word]) -> Cut | None:
    """Leave the first name and print the last initial, when the name is a usual one."""
    surname_first = "," in piece.value[found[0].end : _next(found, 0)]
    first = next((w for w in found if w.label == "given"), found[1 if surname_first and len(found) > 1 else 0])
    last = next((w for w in reversed(found) if w.label == "surname"), found[0] if surname_first else found[-1])
    if first is last or first.bare not in common_first_names():
        return None
    letter = next((c for c in last.text if c.isalpha()), "").upper()
    if first.start < last.start:
        burn = ((first.end, name_end(piece.value)),)
        return Cut(burn=trimmed(piece.value, burn), overlay=f"{letter}.{piece.number}", remnant="initials")
    burn = ((found[0].start, first.start),)
    after = (first.end, name_end(piece.value))
    return Cut(burn=trimmed(piece.value, (*burn, after)), overlay=f"{letter}.{piece.number}", remnant="initials")


@functools.cache
def common_first_names() -> frozenset[str]:
    """Return the most frequent male and female first names of the 1990 census, in lower case."""
    return frozenset(name for sex in ("male", "female") for name in _census(f"dist.{sex}.first"))


def _census(file: str) -> Iterator[str]:
    lines = resources.files("names").joinpath(file).read_text(encoding="ascii").splitlines()
    for line in lines[:COMMON_NAMES]:
        yield line.split()[0].casefold()
