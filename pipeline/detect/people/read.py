"""Reads one name from text: forward from a place, back from one, or in the order of an index; it does not search."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.detect.people.lexicon import entries, fold, sort
from pipeline.detect.people.name import MOST_WORDS, Name, Trust, build, fits
from pipeline.detect.people.token import INITIAL, PARTICLE, SUFFIX, TITLE, UPPER, WORD, Token, at, before, forward, gap


def read(text: str, place: int, trust: Trust, *, breaks: str = " \n", wraps: bool = False) -> Name | None:
    """Return the name that begins at a place, its title skipped, or None.

    `wraps` tells that the rows of the text are broken inside names, so that no line end ends one.
    """
    held: list[Token] = []
    title = ""
    for token in forward(text, place, breaks=breaks):
        if token.kind == TITLE:
            if held:
                if trust >= Trust.CUE and _surname_title(text, held, token):
                    held.append(token._replace(kind=WORD))
                    continue
                break
            title = fold(token.text)
            continue
        if token.kind == SUFFIX:
            if any(t.kind == WORD for t in held):
                held.append(token)
                continue
            break
        if held and (held[-1].kind == SUFFIX or (not wraps and _line_ends(text, held, token))):
            break
        if token.kind == WORD and not fits(token, trust, held) and not _between(text, token, held):
            break
        if token.kind == PARTICLE and not wraps and "\n" in text[(held[-1].end if held else place) : token.start]:
            break
        held.append(token)
    while held and held[-1].kind in (PARTICLE, INITIAL) and any(t.kind == WORD for t in held):
        held.pop()
    return build(held, title=title)


def _surname_title(text: str, held: Sequence[Token], token: Token) -> bool:
    """Tell whether a title behind a given name is a surname: `Lily Justice on behalf of`."""
    words = [t for t in held if t.kind == WORD]
    if len(words) != 1 or not sort(words[0].text).plain_given or not sort(token.text).surname:
        return False
    if text[token.end - 1] == "." or "\n" in text[held[-1].end : token.start]:
        return False
    return words[0].caps == token.caps and re.match(r"[ ][A-Z][a-z]", text[token.end : token.end + 3]) is None


def read_back(text: str, end: int, trust: Trust, *, least: int = 2) -> Name | None:
    """Return the name that ends at a place, of at least so many words or initials, or None."""
    held: list[Token] = []
    place = end
    while len(held) < MOST_WORDS:
        token = _ending(text, place) if not held else before(text, place, " ")
        if token is None or token.kind == TITLE:
            break
        if token.kind == WORD and not _goes_before(token, trust, held):
            break
        if token.kind == SUFFIX and held:
            break
        held.insert(0, token)
        place = token.start
    while held and held[0].kind == PARTICLE and held[0].text.islower():
        held.pop(0)
    return build(held) if len(held) >= least else None


def _goes_before(token: Token, trust: Trust, held: Sequence[Token]) -> bool:
    kind = sort(token.text)
    return (len(token.text) > 1 and fits(token, trust, ())) or bool(held and kind.given and not kind.court)


def _ending(text: str, end: int) -> Token | None:
    match = re.compile(r"[^\s,;:()\[\]{}<>\"“”|/\d]+$").search(text, max(0, end - 40), end)
    token = at(text, match.start(), end) if match else None
    return token if token is not None and token.end == end else None


def _between(text: str, token: Token, held: Sequence[Token]) -> bool:
    """Tell whether a short word stands inside a name that no list knows whole: `Kwai Fun Wong`."""
    kind = sort(token.text)
    if (
        not held
        or held[-1].kind != WORD
        or len(token.text) > 4
        or kind.court
        or kind.organisation
        or token.caps != held[-1].caps
    ):
        return False
    follows = gap(text, token.end, " ")
    after = at(text, follows) if follows >= 0 else None
    return after is not None and after.kind == WORD and after.caps == token.caps and sort(after.text).plain_surname


def _line_ends(text: str, held: Sequence[Token], token: Token) -> bool:
    """Tell whether a line end before a token parts two names: the first is whole, and the second begins like one."""
    if "\n" not in text[held[-1].end : token.start] or held[-1].kind != WORD:
        return False
    words = sum(1 for t in held if t.kind == WORD)
    if len(held) < 2:
        return False
    if token.kind != WORD or token.caps != held[-1].caps:
        return True
    kind = sort(token.text)
    if kind.plain_surname and not (kind.given and kind.given < kind.surname):
        follows = gap(text, token.end, " ")
        return follows >= 0 and words >= 2 and text[follows : follows + 1].isupper()
    return words >= 2 or bool(kind.given)


_FIRST_COMMA = re.compile(r",[ \xa0]*(?:\n[ \xa0]*|\t[ \xa0]*)?")


_MAY_BE_FIRST = re.compile(rf"[{UPPER}a-z][^\n\t,;:()]{{0,48}},[ \xa0]*+[\n\t]?[ ]*+[{UPPER}]")


def read_surname_first(text: str, place: int) -> Name | None:
    """Return the name that begins at a place in the order `HASKELL, ROBERT T.`, or None."""
    family = _family(text, place) if _MAY_BE_FIRST.match(text, place) else []
    comma = _FIRST_COMMA.match(text, family[-1].end) if family else None
    if comma is None:
        return None
    rest: list[Token] = []
    for token in forward(text, comma.end(), most=4):
        if token.kind not in (WORD, INITIAL, SUFFIX) or (token.kind == WORD and not fits(token, Trust.CUE, rest)):
            break
        if rest and "\n" in text[rest[-1].end : token.start]:
            break
        rest.append(token)
    given = [t for t in rest if t.kind != SUFFIX]
    if not given or _two_names(family, given) or given[0].text in _FIRM_LETTERS:
        return None
    if given[0].caps and len(given[0].text) > 1 and not family[-1].caps:
        return None
    return _inverted(text, family, rest, wrapped="\n" in comma.group())


_FIRM_LETTERS = frozenset(("P.L.L.C.", "L.L.C.", "L.L.P.", "L.P.A.", "P.L.L."))
"""What stands behind a firm's comma and is nobody's initials."""


_LISTED = re.compile(rf"[{UPPER}][\w’'-]+,[ ]$")
_LIST_GOES_ON = re.compile(
    rf"(?:,[ ](?:and[ ])?|[ ]and[ ])[{UPPER}][\w’'-]+(?P<more>,[ ](?:and[ ])?[{UPPER}]|[ ]and[ ][{UPPER}])?"
)


def two_of_list(text: str, name: Name) -> bool:
    """Tell whether two words around a comma are two of a list of words, not a surname and its given name."""
    if len(name.words) != 2 or len(name.given) != 1 or name.middle or name.suffix:
        return False
    after = _LIST_GOES_ON.match(text, name.end)
    listed = _LISTED.search(text, max(0, name.start - 24), name.start) is not None
    return after is not None and (listed or after["more"] is not None)


def _family(text: str, place: int) -> list[Token]:
    """Return the tokens of a surname at a place, its generation with them; none when there is no surname."""
    family: list[Token] = []
    for token in forward(text, place, most=4):
        fit = token.kind != WORD or fits(token, Trust.CUE, family)
        if token.kind not in (WORD, PARTICLE, SUFFIX) or (token.kind == SUFFIX and not family) or not fit:
            return []
        family.append(token)
    return family if any(t.kind == WORD for t in family) else []


def _inverted(text: str, family: Sequence[Token], rest: Sequence[Token], *, wrapped: bool) -> Name | None:
    given = [t for t in rest if t.kind != SUFFIX]
    tail = [t for t in (*family, *rest) if t.kind == SUFFIX and fold(t.text) not in entries("degree")]
    surname = tuple(t for t in family if t.kind != SUFFIX)
    end = max(t.end for t in (*given, *tail))
    if text[end : end + 1] == "." and len(given[-1].text) == 1:
        end += 1
    if wrapped and text[end : end + 1] not in ("", "\n", ";", ")"):
        return None
    return Name(family[0].start, end, (given[0],), tuple(given[1:]), surname, tuple(tail))


def _two_names(family: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Tell whether a comma parts two whole names: `Keeva Haskell, Tomas Haskell`."""
    words = [t for t in family if t.kind == WORD]
    after = [t for t in rest if t.kind == WORD]
    if len(words) < 2 or len(after) < 2:
        return False
    last = sort(after[-1].text)
    return last.plain_surname and (not last.given or last.surname < last.given)
