"""Finds people in e-mail: headers, greetings, `Name <address>`; and the owners of addresses and file names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.people.anchor import AtRow
from pipeline.detect.people.lexicon import sort
from pipeline.detect.people.mention import Mention, Reason
from pipeline.detect.people.name import Name, Trust
from pipeline.detect.people.read import read, read_back, read_surname_first
from pipeline.detect.people.row import is_company, likely
from pipeline.detect.people.thing import not_person
from pipeline.nouns import Role

BY = "mail.v1"
"""Of people who write to each other: they go by their given names."""

_HEADER = AtRow(r"[ >]*(?:From|FROM|To|TO|Cc|CC|cc|Bcc|BCC|Sent by|Reply-To|On behalf of|Attendees|Organizer):[ ]*")
_ADDRESS = re.compile(r"[<(\[][ ]?(?:mailto:)?[\w.+%-]{1,64}@")


def mails(text: str) -> Iterator[Mention]:
    """Yield the people of e-mail headers and of `Name <address>`."""
    for match in _ADDRESS.finditer(text):
        end = match.start()
        while end > 0 and text[end - 1] in " \"'”’":
            end -= 1
        name = _before_address(text, end)
        if name is not None and not is_company(name) and not not_person(text, name):
            served = match.group()[0] == "(" and _served(text, match.start())
            yield Mention(name, BY, 0.95, [Reason(Role.COUNSEL, "served_by_mail", 1)] if served else [])
    yield from greeted(text)
    yield from addressed(text)
    for match in _HEADER.finditer(text):
        yield from _recipients(text, match.end())


def _before_address(text: str, end: int) -> Name | None:
    """Return the name that ends where an address begins, also in the order of an index."""
    start = max(text.rfind(mark, max(0, end - 60), end) for mark in ';:>\n\t"“(')
    if start >= 0 and text.count(",", start, end) == 1:
        first = start + 1
        while text[first : first + 1] in (" ", "'"):
            first += 1
        name = read_surname_first(text, first)
        if name is not None and name.end >= end - 1:
            return name
    return read_back(text, end, Trust.CUE)


def greeted(text: str) -> Iterator[Mention]:
    """Yield the given names of greetings and closings: `Hi Robert,`."""
    for match in _GREETING.finditer(text):
        name = read(text, match.end(), Trust.CUE, breaks=" ")
        if name is None or name.title or len(name.words) != 1 or not _GREETED.match(text, name.end):
            continue
        token = name.words[0]
        kind, said = sort(token.text), bool(match.group().strip(" >\n\t"))
        if kind.given or (said and not kind.common and len(token.text) > 2 and not token.caps):
            alone = name if kind.surname and not kind.given else Name(token.start, token.end, (token,), (), (), ())
            yield Mention(alone, BY, 0.7, [], sure=said and not kind.common)


_ADDRESSED = re.compile(
    r"\n[ >]*(?:Subject|SUBJECT|Sent|Date):[^\n]*\n(?:[ >]*\n)?[ >]*(?=[A-Z][^\W\d_A-Z]{2,20}(?:,|[ ]?[–—-])[ ]*\n)"
)


def addressed(text: str) -> Iterator[Mention]:
    """Yield whom the first row below a message's head speaks to, in a row of its own: `Mengyao,`."""
    for match in _ADDRESSED.finditer(text):
        name = read(text, match.end(), Trust.CUE, breaks=" ")
        if name is None or len(name.words) != 1 or not _GREETED.match(text, name.end):
            continue
        token = name.words[0]
        if not (sort(token.text).common and not sort(token.text).given):
            yield Mention(Name(token.start, token.end, (token,), (), (), ()), BY, 0.8, [])


_SERVE = re.compile(r"(?i:\b(?:served|sent to|service (?:list|on|upon)|foregoing|mailed|emailed))\b")


def _served(text: str, place: int) -> bool:
    """Tell whether an address stands in a certificate of service, whose recipients by e-mail are counsel."""
    return _SERVE.search(text, max(0, place - 400), place) is not None


MOST = 200
"""Recipients of one e-mail that are read."""

_CUT = re.compile(r"[;,]|\band\b")


def _recipients(text: str, place: int) -> Iterator[Mention]:
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    inverted = text.find(";", place, end) >= 0 or text.count(",", place, end) == 1
    for _ in range(MOST):
        name = read_surname_first(text, place) if inverted else None
        name = name or read(text, place, Trust.CUE, breaks=" ")
        if name is not None and name.end <= end and (likely(name) or _single(name)):
            yield Mention(name, BY, 0.9, [])
            place = name.end
        cut = _CUT.search(text, place, end)
        if cut is None:
            return
        place = cut.end()
        while place < end and text[place] in " \"'“":
            place += 1


_GREETING = AtRow(
    r"[ >]*(?:(?:[Hh]i|[Hh]ello|[Hh]ey|Dear|Good morning|Good afternoon|Thanks|Thank you|Best|Regards|Sincerely|Love"
    r"|Cheers),?[ \n]+|(?=[A-Z][a-z]+\n))",
    cells=False,
)
_GREETED = re.compile(r"[ ]?(?:[,!:–—-]|\n|$)")


def _single(name: Name) -> bool:
    return len(name.words) == 1 and not name.given and sort(name.words[0].text).plain_surname
