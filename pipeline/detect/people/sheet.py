"""Puts what other filings of a matter tell behind the text of one, so that the same guards hold as within it.

It decides nothing; what stands on the sheet is nobody's finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.detect.people.mention import OTHER, Mention, Reason
from pipeline.detect.people.name import Name
from pipeline.detect.people.role import CERTAIN
from pipeline.detect.people.token import SUFFIX, TITLE, WORD, Token, at
from pipeline.nouns import Finding, Kind, Known, Part

BY = "known.v1"

LABELS = ("given", "middle", "surname", "suffix")
"""The pieces of a name, in the order in which a sheet has them."""

Words = tuple[tuple[str, str], ...]
"""One form of a name or an address: (label, words) of each of its pieces."""


class Sheet:
    """What is known from other filings, as text to stand behind a filing's, with people and homes by offsets into both.

    Every name stands alone between empty lines, so that no word around it says anything.
    """

    def __init__(self, known: Sequence[Known], start: int) -> None:
        """Take what is known and the length of the filing's text."""
        self.text = "\n\n" if known else ""
        self.start = start
        self.people: list[list[Mention]] = []
        """For each person the mentions of it, the first of which carries the reason for its role."""
        self.homes: list[Finding] = []
        for one in known:
            if one.kind is Kind.PERSON:
                names = [name for words in one.names if (name := self._name(words)) is not None]
                mentions = [Mention(name, BY, 0.85, away=True) for name in names]
                if mentions:
                    mentions[0].reasons += _reasons(one)
                    self.people.append(mentions)
            else:
                self.homes += [self._home(words, one) for words in one.names]

    def _write(self, words: Words) -> Iterator[Part]:
        """Add a row and yield where each piece of it stands."""
        for label, piece in words:
            begin = self.start + len(self.text)
            self.text += piece + " "
            yield Part(label, begin, begin + len(piece))
        self.text += "\n\n"

    def _home(self, words: Words, known: Known) -> Finding:
        parts = tuple(self._write(words))
        why = f"{OTHER}:{known.why}"
        return Finding(
            parts[0].start, parts[-1].end, Kind.ADDRESS, 0.85, BY, role=known.role, why=why, parts=parts
        )  # fmt: skip

    def _name(self, words: Words) -> Name | None:
        tokens: dict[str, tuple[Token, ...]] = dict.fromkeys(LABELS, ())
        for part in self._write(words):
            piece = self.text[part.start - self.start : part.end - self.start]
            tokens[part.label] = tuple(_tokens(piece, part.start, SUFFIX if part.label == "suffix" else ""))
        given, middle, surname, suffix = (tokens[label] for label in LABELS)
        every = (*given, *middle, *surname, *suffix)
        if not any(t.kind == WORD for t in every):
            return None
        return Name(every[0].start, every[-1].end, given, middle, surname, suffix)


def _reasons(known: Known) -> list[Reason]:
    if not known.why:
        return []
    return [Reason(known.role, f"{OTHER}:{known.why}", 3 if known.why in CERTAIN else 2)]


def _tokens(piece: str, start: int, kind: str) -> Iterator[Token]:
    for match in re.finditer(r"\S+", piece):
        token = at(piece, match.start(), match.end())
        if token is None or token.end != match.end() or token.kind == TITLE:
            token = Token(match.start(), match.end(), WORD, match.group())
        yield Token(start + match.start(), start + match.end(), kind or token.kind, token.text)
