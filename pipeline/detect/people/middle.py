"""Finds whole names by the initial in their middle, `Kathyrn H. Sailor`; it takes no heading (`Part I. Background`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.detect.people.lexicon import Sort, entries, sort
from pipeline.detect.people.mention import Mention
from pipeline.detect.people.name import Name, Trust
from pipeline.detect.people.read import read
from pipeline.detect.people.row import is_company
from pipeline.detect.people.thing import not_person
from pipeline.detect.people.token import UPPER

BY = "middle.v1"

_MIDDLE = re.compile(
    rf"(?<![\w’'.&-])(?P<first>[{UPPER}][^\W\d_]{{2,14}}(?:-[{UPPER}][^\W\d_]+)?)[ \n][{UPPER}]\.[ ]"
    rf"(?P<last>[{UPPER}][^\W\d_]{{2,20}})"
)

_NEXT = re.compile(rf"[ ](?P<word>[{UPPER}][^\W\d_]+)")


def middles(text: str) -> Iterator[Mention]:
    """Yield the names with an initial in their middle."""
    for match in _MIDDLE.finditer(text):
        first, last = sort(match["first"]), sort(match["last"])
        if not _may_begin(first) or not _may_end(first, last) or match["first"].isupper() != match["last"].isupper():
            continue
        name = read(text, match.start(), Trust.FORM)
        if name is None or name.start != match.start() or name.end < match.end():
            continue
        if _road(text, name):
            continue
        if not is_company(name) and not not_person(text, name):
            yield Mention(name, BY, 0.8, [])


def _road(text: str, name: Name) -> bool:
    """Tell whether a name is a road's: `Robert E. Lee Boulevard`."""
    ahead = _NEXT.match(text, name.end)
    words = [name.words[-1].text, *([ahead["word"]] if ahead else [])]
    return any(sort(word).key in entries("street") for word in words)


def _may_begin(first: Sort) -> bool:
    return not first.court and not first.organisation and (bool(first.given) or not first.common)


def _may_end(first: Sort, last: Sort) -> bool:
    if last.court or last.organisation or last.key in entries("abbreviation") or last.key in entries("street"):
        return False
    return not last.common or (first.plain_given and bool(last.surname))
