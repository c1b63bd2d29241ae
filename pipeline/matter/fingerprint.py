"""Tells that a text is that of a designated document, after re-saving, re-scanning and reading by OCR.

A page's words, brought into a plain form in which the usual slips of OCR are
no difference, are taken in runs of three. The keyed digests of all runs, the
`SAMPLE` smallest of them kept, are a uniform sample of the page (a bottom-k
sketch: Broder, "On the resemblance and containment of documents", 1997). The
part of the sample that is found among another text's runs estimates how much
of the page stands in that text, wherever in it. Without the matter's key the
digests tell no word and no guess can be tested.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from pipeline.nouns import Reading

RUN = 3
"""Words in a run: with one word in ten misread, 0.9 to the third, 73 of 100 runs still stand."""

SAMPLE = 128
"""Digests kept for a page: the estimate is then within 0.09 of the truth nineteen times in twenty."""

BYTES = 8
"""Length of a digest: two runs of one matter fall together once in 10^9 even among 10^5."""

PART = 0.4
"""How much of a page must stand in another text. A page read with one word in four wrong keeps 0.42; two pages of
one printed form with other entries share less."""

FEWEST = 4
"""Runs that a page must have to be recognised by its words at all."""

SHORT = 12
"""A page with fewer runs than this is recognised only when most of it stands."""

SHORT_PART = 0.7

_SLIPS = str.maketrans({"0": "o", "1": "l", "i": "l", "j": "l", "5": "s", "8": "b", "6": "b", "2": "z", "9": "g"})


def words_of(text: str) -> list[str]:
    """Return the words of a text in the form in which OCR slips are no difference; single letters are left out."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    made = (w.translate(_SLIPS).replace("rn", "m").replace("vv", "w") for w in re.findall(r"[^\W_]+", plain))
    return [w for w in made if len(w) > 1]


def runs(text: str, key: bytes) -> set[str]:
    """Return the keyed digests of all runs of words of a text, in hexadecimal."""
    found = words_of(text)
    joined = {" ".join(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}
    return {hashlib.blake2b(run.encode(), key=key[:64], digest_size=BYTES).hexdigest() for run in joined}


def sample(reading: Reading, key: bytes) -> tuple[str, ...]:
    """Return the sample of each page of a reading, its digests one behind the other."""
    return tuple("".join(sorted(runs(page.text, key))[:SAMPLE]) for page in reading.pages)


def stands(page: str, found: set[str]) -> bool:
    """Tell whether a sampled page stands in a text with the runs `found`."""
    sampled = [page[i : i + 2 * BYTES] for i in range(0, len(page), 2 * BYTES)]
    if len(sampled) < FEWEST:
        return False
    part = sum(digest in found for digest in sampled) / len(sampled)
    return part >= (SHORT_PART if len(sampled) < SHORT else PART)


class Bates:
    """Ranges of production numbers, to be found as stamps in a text."""

    def __init__(self, ranges: Iterable[str]) -> None:
        self._ranges = [r for text in ranges if (r := bates_range(text))]

    def stands(self, text: str) -> bool:
        """Tell whether a stamp in one of the ranges is in the text."""
        for prefix, first, last, width in self._ranges:
            digits = f"[0-9OoIl]{{{width},{width + 1}}}"
            pattern = rf"(?<![^\W_]){re.escape(prefix)}[\s_-]{{0,2}}({digits})(?![^\W_])"
            for match in re.finditer(pattern, text, re.IGNORECASE):
                number = int(match[1].translate(str.maketrans("OoIl", "0011")))
                if first <= number <= last:
                    return True
        return False


def bates_range(text: str) -> tuple[str, int, int, int] | None:
    """Return (prefix, first, last, digits) of `COD000120-COD000131`, `COD000120-131` or `COD000120`; None for other."""
    match = re.fullmatch(r"\s*([A-Za-z][\w .-]*?)[ _-]?(\d{3,})\s*(?:(?:-|–|to)\s*(?:\1[ _-]?)?(\d+))?\s*", text)
    if match is None:
        return None
    first = int(match[2])
    last = int(match[3]) if match[3] else first
    if match[3] and len(match[3]) < len(match[2]):
        last = int(match[2][: -len(match[3])] + match[3])
    return (match[1], first, last, len(match[2])) if last >= first else None
