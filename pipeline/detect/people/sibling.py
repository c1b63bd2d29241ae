"""Finds the lone names that stand with a name that is known: `Danielle, Toshio, and Nakaoka`, `John and Mary Ferreira`.

It reads on from a name over commas and `and`, one word a step, and stops at the first word that may be anything else;
before a whole name it looks for the given name of who shares its surname.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.detect.people.lexicon import entries, fold, sort
from pipeline.detect.people.mention import Mention
from pipeline.detect.people.name import Name
from pipeline.detect.people.thing import not_person
from pipeline.detect.people.token import INITIAL, UPPER, WORD, Token, titles

BY = "sibling.v1"

MOST = 8
"""Names of one list; a longer one is an index."""

_NEXT = re.compile(
    rf"(?:,[ ](?:and[ ])?|[ ](?:and|&)[ ])(?P<word>[{UPPER}][a-zà-ÿ’'-]{{2,20}}(?:-[{UPPER}][a-z]{{2,20}})?)(?=[,.;?]|[ ](?:and|&)[ ]|[ ][a-z]|\n|$)"
)


_SEPARATOR = re.compile(r",[ ](?:and[ ])?|[ ](?:and|&)[ ]")
_ANSWER = re.compile(r"(?:[:?]|\bA\.?)[ \n]{1,3}$")
"""What stands before a list that is the whole answer: `A. Danielle, Toshio, Nakaoka.`"""


def siblings(text: str, mentions: Iterable[Mention], taken: Mapping[int, int]) -> Iterator[Mention]:
    """Yield the names behind those lone names of `mentions` that are sure; `taken` tells where names begin and end."""
    for mention in mentions:
        if not mention.sure or len(mention.name.words) != 1 or mention.name.words[0].caps or mention.name.title:
            continue
        place = mention.end
        found: list[Mention] = []
        joined = False
        for _ in range(MOST):
            between = _SEPARATOR.match(text, place)
            if between is not None and between.end() in taken:
                joined = joined or "and" in between.group() or "&" in between.group()
                place = taken[between.end()]
                continue
            match = _NEXT.match(text, place)
            if match is None:
                break
            joined = joined or "and" in match.group() or "&" in match.group()
            place = match.end()
            name = _name(match.start("word"), match["word"])
            if not _may_be(match["word"]) or not_person(text, name):
                break
            found.append(Mention(name, BY, 0.7, []))
        if joined or (
            len(found) > 1
            and text[place : place + 1] == "."
            and _ANSWER.search(text[max(0, mention.start - 5) : mention.start])
        ):
            yield from found


def _name(start: int, word: str) -> Name:
    token = Token(start, start + len(word), WORD, word)
    given = bool(sort(word).given)
    return Name(token.start, token.end, (token,) if given else (), (), () if given else (token,), ())


def _may_be(word: str) -> bool:
    kind = sort(word)
    return not kind.common and kind.key not in entries("month") and (kind.name or len(word) > 3)


_SHARES = re.compile(
    rf"(?P<ahead>[^\s]*)(?P<gap>[ \n]|^)(?P<word>[{UPPER}][^\W\d_]{{2,20}})(?P<initial>[ ][{UPPER}]\.?)?[ ](?:and|&|AND)[ ]$"
)
"""What stands before a name whose surname is another's as well."""


def couples(text: str, mentions: Iterable[Mention], taken: Mapping[int, int]) -> Iterator[Mention]:
    """Yield the given names that share the surname of a whole name after them; none that begins at a place of `taken`."""
    for mention in mentions:
        name = mention.name
        if not (name.given and name.surname and name.given[0].kind == WORD) or name.title:
            continue
        first = max(0, name.start - 48)
        match = _SHARES.search(text, first, name.start)
        if match is None or match.start("word") in taken:
            continue
        word, ahead = match["word"], match["ahead"]
        kind = sort(word)
        open_row = not ahead or match["gap"] == "\n" or ahead[-1] in ".:;,("
        if word.isupper() != name.words[0].caps or not (
            kind.plain_given or (kind.given and not kind.court and ahead[:1].islower())
        ):
            continue
        if not open_row and not ahead[0].islower() and not (sort(ahead).court or fold(ahead) in titles()):
            continue  # the end of a whole name: `Ana Grace and Mary Ferreira`
        start, end = match.start("word"), match.end("initial") if match["initial"] else match.end("word")
        token = Token(start, match.end("word"), WORD, word)
        middle = (
            (Token(match.start("initial") + 1, end, INITIAL, match["initial"].strip()),) if match["initial"] else ()
        )
        yield Mention(Name(start, end, (token,), middle, (), ()), BY, 0.75, [])
