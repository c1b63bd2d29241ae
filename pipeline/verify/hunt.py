"""Hunts many values at once through texts and bytes in all the ways a PDF can write them. It tells no words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import ahocorasick

from pipeline.nouns import Secret
from pipeline.verify.checks.words import PIECE_DIGITS, inside_number, surname_first
from pipeline.verify.keys import KNOWN
from pipeline.words import Folded, letters

MIN_WORD = 4
"""Letters or digits: a shorter value is hunted on the pages only. `Ann` or `42` stands in any dictionary."""

MIN_BYTES = 7
"""Letters or digits: a shorter value is not hunted in binary data, where it turns up by chance.

Seven bytes, each in two cases, come up once in 256**7 / 2**7, or 5e14, places.
"""


_TYPE = """
times new roman arial helvetica courier symbol zapf dingbats century schoolbook school book old style bookman
antiqua palatino garamond georgia verdana tahoma calibri cambria candara consolas constantia corbel lucida console
sans serif mono gothic grotesque franklin futura gill optima rockwell baskerville bodoni caslon didot minion myriad
segoe trebuchet impact comic nimbus liberation free noto deja vu computer modern latin cm regular medium bold semi
demi extra ultra black heavy light thin narrow condensed extended wide italic oblique roman script hand print
display text caption small caps std pro ps mt ms unicode wing web two three linotype
"""

TYPE_WORDS = frozenset(_TYPE.split())
"""Words that typefaces are named with, lower case; `Century Schoolbook` is no school."""


class Quarry:
    """The values that are hunted beside the pages: whole values, surname first, and burned pieces of numbers."""

    def __init__(self, secrets: Sequence[Secret]) -> None:
        self.keys: dict[str, int] = {}
        """Letters and digits of each value, and how often pages may still show it."""
        self.turned: set[str] = set()
        """Keys of names with their surname first: in running text two words stand so by chance."""
        self.pieces: set[str] = set()
        """Keys of burned heads of numbers that are no whole value."""
        self.short = 0
        """Values too short to be hunted beside the pages."""
        self.shorter_than_binary = 0
        """Values too short to be hunted in binary data."""
        values: dict[str, str] = {}
        for secret in secrets:
            for value in (secret.value, surname_first(secret.value), *_numbers(secret.burned)):
                self._add(value, secret.expected, values)
            self.pieces.update(map(letters, _numbers(secret.burned)))
            self.turned.add(letters(surname_first(secret.value)))
        whole = {letters(secret.value) for secret in secrets}
        self.turned -= whole
        self.pieces -= whole
        self._any = _automaton(self.keys)
        gone = [value for key, value in values.items() if not self.keys[key]]
        self._bytes = _automaton(form for value in gone for form in _forms(value))
        self._phrases = _automaton(form for value in gone if _phrase(value) for form in _forms(value))

    def _add(self, value: str, expected: int, values: dict[str, str]) -> None:
        key = letters(value)
        if len(key) < MIN_WORD:
            self.short += bool(key)
            return
        self.keys[key] = max(expected, self.keys.get(key, 0))
        if len(key) < MIN_BYTES:
            self.shorter_than_binary += 1
        else:
            values.setdefault(key, value)

    def in_text(self, text: str) -> Iterator[str]:
        """Yield the key of each value that stands in a text, once for each place."""
        if not text or self._any is None:
            return
        wanted = {key for _, key in self._any.iter(letters(text))}
        if not wanted:
            return
        folded = Folded(text)
        for key in wanted:
            for start, _ in folded.places(key):
                if key not in self.pieces or not inside_number(text, start):
                    yield key

    def in_name(self, name: str) -> bool:
        """Tell whether a name or key (with its slash) holds a value.

        Names of the standard do not count, nor values that are a word of typefaces.
        """
        return name not in KNOWN and any(key not in TYPE_WORDS for key in self.in_text(name[1:]))

    def in_string(self, data: bytes) -> Iterator[str]:
        """Yield the key of each value that stands in a string object, whatever its encoding."""
        for text in readings(data):
            yield from self.in_text(text)

    def in_bytes(self, data: bytes, *, phrases: bool = False) -> int:
        """Return how many places of binary data hold a value of some length that no page keeps, in any usual encoding.

        With `phrases`, single words are left out: a font file names its designers.
        """
        machine = self._phrases if phrases else self._bytes
        if machine is None:
            return 0
        return sum(1 for _ in machine.iter(data.decode("latin-1").lower()))


def _numbers(pieces: Iterable[str]) -> list[str]:
    return [piece for piece in pieces if sum(c.isdigit() for c in piece) >= PIECE_DIGITS]


def _phrase(value: str) -> bool:
    return len(value.split()) > 1 or sum(c.isdigit() for c in value) >= PIECE_DIGITS


def readings(data: bytes) -> tuple[str, ...]:
    """Return the texts that a string object may mean."""
    if data.isascii() and b"\x00" not in data:
        return (data.decode("ascii"),)
    texts = [data.decode("latin-1").replace("\x00", "")]
    for codec in ("utf-8", "utf-16-be", "utf-16-le"):
        text = data.decode(codec, "ignore")
        if text.isprintable() or codec == "utf-8" or b"\x00" in data or data[:2] in (b"\xfe\xff", b"\xff\xfe"):
            texts.append(text.lstrip("\ufeff"))
    return tuple(dict.fromkeys(texts))


def _forms(value: str) -> Iterator[str]:
    """Yield the ways to write a value as bytes, each byte as one Latin-1 character, in lower case."""
    for spelt in {value, value.upper(), value.lower(), value.title(), letters(value), letters(value).upper()}:
        for codec in ("utf-8", "utf-16-be", "utf-16-le"):
            data = spelt.encode(codec)
            yield data.decode("latin-1").lower()
            yield data.hex()
        if spelt.isascii():
            yield "".join(f"\\{ord(c):03o}" for c in spelt)


def _automaton(keys: Iterable[str]) -> ahocorasick.Automaton | None:
    machine = ahocorasick.Automaton()
    for key in keys:
        machine.add_word(key, key)
    if not len(machine):
        return None
    machine.make_automaton()
    return machine
