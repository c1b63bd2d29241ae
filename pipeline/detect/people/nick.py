"""Finds the other names people go by: `a/k/a`, `goes by`, `Robert "Bobby" Haskell`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.people.lexicon import sort
from pipeline.detect.people.mention import Mention
from pipeline.detect.people.name import Name, Trust
from pipeline.detect.people.read import read
from pipeline.detect.people.row import is_company
from pipeline.detect.people.thing import not_person
from pipeline.detect.people.token import UPPER, WORD

BY = "alias.v1"

REACH = 80
"""Characters between a name and the other name it goes by."""

_QUOTE = "\"“”'‘’"
_NICK = re.compile(
    r"\b(?:goes by|GOES BY|went by|WENT BY|known as|KNOWN AS|[Nn]icknamed|[Nn]ickname(?: is| was)?|called (?:him"
    r"|her)self|who is called"
    r"|[Aa]/[Kk]/[Aa]|[Aa][Kk][Aa]|a\.k\.a\.|A\.K\.A\.|[FfNn]/[Kk]/[Aa]|[fn]ka|[FN]KA|n[ée]e|[Aa]lias|ALIAS)"
    rf"[,:]?[ \n]+(?:the )?[{_QUOTE}]?(?=[{UPPER}])"
)


def aliases(text: str) -> Iterator[Mention]:
    """Yield other names a person is said to go by; `followed` links each to the name before it."""
    for match in _NICK.finditer(text):
        name = read(text, match.end(), Trust.CUE, breaks=" \n")
        if (
            name is not None
            and not is_company(name)
            and not sort(name.words[0].text).court
            and not not_person(text, name)
        ):
            yield Mention(name, BY, 0.85, [])


def _unknown(first: str, rest: Name) -> bool:
    """Tell whether no word around a quoted one is a common word, so that lists need not know it as a name."""
    return not any(sort(word).common for word in (first, *(t.text for t in rest.words)))


QUOTED = "nickname.v1"

INSIDE = re.compile(
    rf"(?<![\w’'-])(?P<first>[{UPPER}][\w’'-]+)[ ]+[(]?[{_QUOTE}](?P<nick>[{UPPER}][a-z]{{1,14}})[{_QUOTE}][)]?[ "
    rf"]+(?=[{UPPER}])"
)
"""`Robert "Bobby" Haskell`."""


def quoted(text: str) -> Iterator[tuple[Name, int, int]]:
    """Yield each name with a nickname in quotation marks inside, and where the nickname stands."""
    for match in INSIDE.finditer(text):
        rest = read(text, match.end(), Trust.CUE)
        first = read(text, match.start(), Trust.CUE, breaks="")
        if rest is None or first is None or first.end != match.end("first"):
            continue
        if not (
            _unknown(match["first"], rest)
            or sort(match["first"]).given
            or rest.words[0].kind != WORD
            or sort(rest.words[-1].text).surname
        ):
            continue
        tokens = first.given or first.surname
        body = (*rest.given, *rest.middle, *rest.surname)
        yield Name(first.start, rest.end, tokens, (), body, rest.suffix), match.start("nick"), match.end("nick")
