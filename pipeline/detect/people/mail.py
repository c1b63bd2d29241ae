"""Finds people in e-mail: headers, greetings, `Name <address>`; and the owners of addresses and file names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.people.lexicon import sort
from pipeline.detect.people.mention import Mention, Reason
from pipeline.detect.people.name import Name, Trust, read, read_back, read_surname_first
from pipeline.detect.people.row import is_company, likely
from pipeline.detect.people.token import UPPER
from pipeline.nouns import Role

BY = "mail.v1"
"""Of people who write to each other: they go by their given names."""

_HEADER = re.compile(
    r"(?:^|(?<=[\n\t]))[ >]*(?:From|FROM|To|TO|Cc|CC|cc|Bcc|BCC|Sent by|Reply-To|On behalf of|Attendees|Organizer):[ \t]*"
)
_ADDRESSED = re.compile(
    rf"(?P<name>[\"“']?[{UPPER}][^<>\n;:@\"”()\[\]]{{1,50}}[\"”']?)[ ]*(?:<|\[mailto:|\()[\w.+%-]+@", re.UNICODE
)


def mails(text: str) -> Iterator[Mention]:
    """Yield the people of e-mail headers and of `Name <address>`."""
    for match in _ADDRESSED.finditer(text):
        place = match.start() + (text[match.start()] in "\"“'")
        name = read_surname_first(text, place) or read(text, place, Trust.CUE, breaks=" ")
        if name is None or not _whole(text, name, match.end("name")):
            name = read_back(text, match.end("name"), Trust.CUE)
        if name is not None and not is_company(name) and _whole(text, name, match.end("name")):
            served = text[match.end("name") : match.end("name") + 4].lstrip(" ")[:1] == "(" and _served(
                text, match.start()
            )
            yield Mention(name, BY, 0.95, [Reason(Role.COUNSEL, "served_by_mail", 1)] if served else [])
    for match in _GREETING.finditer(text):
        name = read(text, match.end(), Trust.CUE, breaks=" ")
        if (
            name is not None
            and len(name.words) == 1
            and sort(name.words[0].text).given
            and _GREETED.match(text, name.end)
        ):
            token = name.words[0]
            yield Mention(Name(token.start, token.end, (token,), (), (), ()), BY, 0.7, [], sure=False)
    for match in _HEADER.finditer(text):
        yield from _recipients(text, match.end())


_SERVE = re.compile(r"(?i:\b(?:served|sent to|service (?:list|on|upon)|foregoing|mailed|emailed))\b")


def _served(text: str, place: int) -> bool:
    """Tell whether an address stands in a certificate of service, whose recipients by e-mail are counsel."""
    return _SERVE.search(text, max(0, place - 400), place) is not None


def _whole(text: str, name: Name, end: int) -> bool:
    return not text[name.end : end].strip(" \"”',")


def _recipients(text: str, place: int) -> Iterator[Mention]:
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    while place < end:
        name = read_surname_first(text, place) if ";" in text[place:end] or text[place:end].count(",") == 1 else None
        name = name or read(text, place, Trust.CUE, breaks=" ")
        if name is not None and name.end <= end and (likely(name) or (_single(name))):
            yield Mention(name, BY, 0.9, [])
            place = name.end
        cut = re.compile(r"[;,]|\band\b").search(text, place, end)
        if cut is None:
            return
        place = cut.end() + len(text[cut.end() : end]) - len(text[cut.end() : end].lstrip(" \"“'"))


_GREETING = re.compile(
    r"(?:^|(?<=\n))[ >]*(?:(?:Hi|Hello|Hey|Dear|Good morning|Good afternoon|Thanks|Thank you|Best|Regards|Sincerely|Love|Cheers),?[ \n]+|(?=[A-Z][a-z]+\n))"
)
_GREETED = re.compile(r"[ ]?(?:[,!:–—-]|\n|$)")


def _single(name: Name) -> bool:
    return len(name.words) == 1 and not name.given and sort(name.words[0].text).plain_surname
