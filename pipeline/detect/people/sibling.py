"""Finds the lone names that stand in one list with a name that is known: `Danielle, Toshio, and Nakaoka`.

It reads on from a name over commas and `and`, one word a step, and stops at the first word that may be anything else.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from pipeline.detect.people.lexicon import entries, sort
from pipeline.detect.people.mention import Mention
from pipeline.detect.people.name import Name
from pipeline.detect.people.thing import not_person
from pipeline.detect.people.token import UPPER, WORD, Token

BY = "sibling.v1"

MOST = 8
"""Names of one list; a longer one is an index."""

_NEXT = re.compile(
    rf"(?:,[ ](?:and[ ])?|[ ](?:and|&)[ ])(?P<word>[{UPPER}][a-zà-ÿ’'-]{{2,20}}(?:-[{UPPER}][a-z]{{2,20}})?)(?=[,.;?]|[ ](?:and|&)[ ]|[ ][a-z]|\n|$)"
)


def siblings(text: str, mentions: Iterable[Mention], taken: Container[int]) -> Iterator[Mention]:
    """Yield the names behind those lone names of `mentions` that are sure; none that begins at a place of `taken`."""
    for mention in mentions:
        if not mention.sure or len(mention.name.words) != 1 or mention.name.words[0].caps or mention.name.title:
            continue
        place = mention.end
        found: list[Mention] = []
        joined = False
        for _ in range(MOST):
            match = _NEXT.match(text, place)
            if match is None:
                break
            joined = joined or "and" in match.group() or "&" in match.group()
            place = match.end()
            if match.start("word") in taken:
                continue
            name = _name(match.start("word"), match["word"])
            if not _may_be(match["word"]) or not_person(text, name):
                break
            found.append(Mention(name, BY, 0.7, []))
        if joined:
            yield from found


def _name(start: int, word: str) -> Name:
    token = Token(start, start + len(word), WORD, word)
    given = bool(sort(word).given)
    return Name(token.start, token.end, (token,) if given else (), (), () if given else (token,), ())


def _may_be(word: str) -> bool:
    kind = sort(word)
    return not kind.common and kind.key not in entries("month") and (kind.name or len(word) > 3)
