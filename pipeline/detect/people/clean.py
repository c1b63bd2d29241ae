"""Cleans what a model takes for names: trims and extends the edges, splits lists, drops what is no person.

It also finds names that need no cue because a known given name and a known surname stand together.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from pipeline.detect.people.lexicon import Sort, entries, fold, sort
from pipeline.detect.people.mention import Mention
from pipeline.detect.people.name import Name, Trust, build
from pipeline.detect.people.read import read, read_surname_first, two_of_list
from pipeline.detect.people.row import is_company
from pipeline.detect.people.thing import NUMBER_BEFORE, not_person
from pipeline.detect.people.token import INITIAL, PARTICLE, TITLE, UPPER, WORD, Token, before

BY = "lexical.v1"

TRUSTED = 0.9
"""Score from which a model needs no second sign. Its profile says what its best score is: en_core_web_md has less."""

_START = re.compile(rf"(?<![\w’'-])[{UPPER}]")


def cleaned(text: str, start: int, end: int, score: float, by: str) -> Iterator[Mention]:
    """Yield the names in a span that a model took for a person."""
    place = start
    while place < end:
        match = _START.search(text, place, end)
        if match is None:
            return
        name = read_surname_first(text, match.start())
        if (
            name is None
            or name.end > end
            or two_of_list(text, name)
            or _CLIENT.search(text, max(0, match.start() - 24), match.start())
        ):
            name = read(text, match.start(), Trust.MODEL)
        if name is None or name.start >= end:
            word = re.compile(r"[\w’'.-]+").match(text, match.start())
            place = word.end() if word else match.end()
            continue
        name = extended(text, _unnumbered(text, name))
        place = name.end
        doubt = doubtful(text, name)
        if doubt is not False and score >= TRUSTED and trusted(text, name):
            doubt = False
        if doubt is not None:
            yield Mention(name, by, score, [], sure=not doubt)


_CLIENT = re.compile(r"\b(?:[Cc]ounsel|[Aa]ttorneys?|[Ll]awyers?)[ \n](?:for|to)[ \n]$")
"""What stands before a client, behind whose name counsel's may follow: `counsel for Haskell, Ida Vole, wrote`."""


def _unnumbered(text: str, name: Name) -> Name:
    """Return a name without the letter of an exhibit before it: `Exh. B. Haskell`."""
    first = name.given[0] if name.given else None
    if first is None or first.kind != INITIAL or len(first.text) > 2:
        return name
    if (
        first.text[0] in "QA"
        and text[first.end : first.end + 2].isspace()
        and text[first.start - 1 : first.start] in ("", "\n")
    ):
        return build([*name.given[1:], *name.middle, *name.surname, *name.suffix], title=name.title) or name
    ahead = before(text, first.start, " .")
    if not (_heads(text, first, name) or (ahead is not None and sort(ahead.text).court)):
        return name
    return build([*name.given[1:], *name.middle, *name.surname, *name.suffix], title=name.title) or name


_NUMERAL = re.compile(r"[IVXL]\.")
_CAPITALS = re.compile(r"[ ][A-Z][A-Z’'-]++(?:[ ][A-Z][A-Z’'-]++){0,11}[ ]?[.:]?[ ]*+(?=\n|$)")


def _heads(text: str, first: Token, name: Name) -> bool:
    """Tell whether an initial is the numeral of a heading: `V. PROCEDURAL HISTORY`, a whole row in capitals."""
    if not _NUMERAL.fullmatch(first.text) or text[first.start - 1 : first.start] not in ("", "\n", "\t"):
        return False
    return name.words[0].caps and _CAPITALS.match(text, name.end) is not None


def extended(text: str, name: Name) -> Name:
    """Return the name with the given names, initials and particles that stand before it."""
    front: list[Token] = []
    place = name.start
    for _ in range(3):
        token = before(text, place, " ")
        if token is None or token.kind not in (WORD, INITIAL, PARTICLE):
            break
        if token.kind == WORD and not (_given(token, name) or (not front and _mid_sentence(text, token, name))):
            break
        if token.kind == INITIAL and _numbers_heading(text, token):
            break
        front.insert(0, token)
        place = token.start
    while front and front[0].kind == PARTICLE and front[0].text[:1].islower() and len(front) == 1 and name.given:
        front.pop(0)
    if not front:
        return name
    body = [*front, *name.given, *name.middle, *name.surname, *name.suffix]
    return build(sorted(body, key=lambda t: t.start), title=name.title) or name


def _given(token: Token, name: Name) -> bool:
    kind = sort(token.text)
    if len(token.text) < 2 or kind.court or kind.organisation:
        return False
    if name.given and name.given[0].kind == WORD and name.surname and len(name.words) > 1 and not kind.plain_given:
        return False
    if kind.word and not kind.mixed:
        return (
            0 < kind.given <= FREQUENT and sort(name.words[0].text).plain_surname and token.caps == name.words[0].caps
        )
    return bool(kind.given) or _unknown_given(token, name)


_NOT_GIVEN = frozenset(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "and", "or", "the", "a", "i", "but")
)
_LOWER_BEFORE = re.compile(r"(?<![\w.])(?!(?:the|a|an|this|that|his|her|their|its|our|my|your)[ ])[a-z]{2,},?[ ]$")


def _mid_sentence(text: str, token: Token, name: Name) -> bool:
    """Tell whether a common word with a capital in mid-sentence is the given name of a surname: `and Liv Nylander`."""
    kind, first = sort(token.text), name.words[0]
    if len(name.words) != 1 or name.given or not sort(first.text).plain_surname or token.caps or first.caps:
        return False
    if len(token.text) < 3 or kind.court or kind.organisation or kind.place or kind.key in _NOT_GIVEN:
        return False
    if kind.key in entries("month") or title_before(text, name.start) is not None:
        return False
    return _LOWER_BEFORE.search(text, max(0, token.start - 24), token.start) is not None


def _unknown_given(token: Token, name: Name) -> bool:
    """Tell whether a word that no list knows is the given name of a lone surname after it: `Liv Nylander`."""
    kind, first = sort(token.text), name.words[0]
    return (
        not (kind.common or kind.name)
        and len(name.words) == 1
        and not name.given
        and len(token.text) > 2
        and token.caps == first.caps
        and not token.caps
        and sort(first.text).plain_surname
    )


def _numbers_heading(text: str, token: Token) -> bool:
    """Tell whether an initial numbers a heading or an exhibit (`A. Haskell Was Negligent`, `Exh. B. Haskell`)."""
    ahead = before(text, token.start, " .")
    if ahead is not None and sort(ahead.text).court:
        return True
    alone = token.start == 0 or text[token.start - 1] in "\n\t"
    return alone and len(token.text) == 2


def title_before(text: str, place: int) -> Token | None:
    """Return the title that stands before a name, or None."""
    token = before(text, place)
    return token if token is not None and token.kind == TITLE else None


def doubtful(text: str, name: Name) -> bool | None:
    """Tell whether a name needs a second sign that it is a person; None when it is none at all."""
    if is_company(name) or not_person(text, name) or any(_shortened(text, t) for t in name.words):
        return None
    kinds = [sort(t.text) for t in name.words]
    if any(k.court and not k.name for k in kinds) or all(k.common and not k.name for k in kinds):
        return None
    if _peoples(kinds) or all(k.key in entries("month") for k in kinds):
        return None
    if title_before(text, name.start) is not None:
        return False
    if len(kinds) > 1 or any(t.kind == INITIAL for t in name.given):
        return _doubtful_whole(kinds)
    return _doubtful_word(name.words[0])


def trusted(text: str, name: Name) -> bool:
    """Tell whether a name that needs a second sign, or that lists speak against, is one because a model is sure of it.

    Some word of it must be a name that is known: models are sure of acronyms and of brands, too.
    """
    if is_company(name) or not_person(text, name) or any(_shortened(text, t) for t in name.words):
        return False
    kinds = [sort(t.text) for t in name.words]
    if any(k.court and not k.name for k in kinds) or any(k.key in entries("month") for k in kinds):
        return False
    return not _peoples(kinds) and any(k.name for k in kinds)


def _peoples(kinds: Sequence[Sort]) -> bool:
    """Tell whether words are those of peoples and beliefs, one or several: `Muslim, Christian`."""
    return all(k.mixed for k in kinds) and any(k.place for k in kinds)


def _doubtful_whole(kinds: Sequence[Sort]) -> bool | None:
    """Judge a name of several words: one known name, or no common word at all, is enough."""
    plain = sum(1 for k in kinds if k.name and not k.common)
    unknown = sum(1 for k in kinds if not k.name and not k.common)
    if plain or unknown == len(kinds):
        return False
    if kinds[0].place and not unknown:
        return None
    return not (unknown and kinds[0].given)


def _doubtful_word(token: Token) -> bool | None:
    """Judge a lone word: a surname that is nothing else is enough, a word of another sort is none."""
    kind = sort(token.text)
    if kind.key in entries("month"):
        return None
    if kind.common and not (kind.mixed and not kind.court and not kind.organisation and not kind.place):
        return True if kind.name and not kind.court and not kind.organisation else None
    if not kind.name and (token.caps or len(kind.key) < 4 or any(c.isupper() for c in token.text[2:4])):
        return None
    return kind.mixed or not kind.name


def _shortened(text: str, token: Token) -> bool:
    """Tell whether a word is shortened as in citations: `Chem.`, `Eng’r`."""
    key = fold(token.text)
    if key not in entries("abbreviation") or sort(token.text).name:
        return False
    return text[token.end : token.end + 1] == "." or any(c in token.text for c in "’'")


_GIVEN_NEXT = re.compile(
    rf"(?<![\w’'.-])[{UPPER}][^\W\d_]+(?:[’'-][^\W\d_]+)*(?=\.?[ \n][ ]?(?:[{UPPER}]|(?:de|del|la|van|von|der|da|di"
    r"|du|al|el|bin|y)[ ]))"
)
_INITIALS = re.compile(rf"(?<![\w.’'-])(?:[{UPPER}]\.[ ]?){{1,3}}(?=[{UPPER}][a-z’'A-Z]{{2,}})")


def lexical(text: str, seen: Container[int] = ()) -> Iterator[Mention]:
    """Yield the names whose given name and surname are both known; none that begins at a place of `seen`."""
    last = 0
    for match in _GIVEN_NEXT.finditer(text):
        if match.start() < last or match.start() in seen or not sort(match.group()).plain_given:
            continue
        name = read(text, match.start(), Trust.BARE)
        if name is None or len(name.words) < 2 or not (_known(name) or _word_surname(text, name)):
            continue
        last = name.end
        if not not_person(text, name) and not is_company(name):
            yield Mention(name, BY, 0.8, [])
    for match in _INITIALS.finditer(text):
        name = read(text, match.start(), Trust.BARE)
        if name is None or not name.surname or not sort(name.surname[-1].text).plain_surname:
            continue
        name = _with_unknown(text, name) if _initial_name(text, match, name) else None
        if name is not None and not not_person(text, name):
            yield Mention(name, BY, 0.7, [])


def _with_unknown(text: str, name: Name) -> Name:
    """Return a name that begins with an initial with the unknown given name before it: `Akhil R. Desai`."""
    token = before(text, name.start, " ")
    if token is None or token.kind != WORD or sort(token.text).common or len(token.text) < 3:
        return name
    return build([token, *name.given, *name.middle, *name.surname, *name.suffix]) or name


FREQUENT = 700
"""Rank up to which a given name is frequent enough to make a name of the word after it (`Richard Card`)."""


def _word_surname(text: str, name: Name) -> bool:
    """Tell whether a frequent given name is followed by a surname that is also a word, and by no other capital."""
    first, last = sort(name.words[0].text), sort(name.words[-1].text)
    if not 0 < first.given <= FREQUENT or len(name.words) > 2 or not last.surname:
        return False
    if last.court or last.organisation or last.place or last.key in entries("street"):
        return any(t.kind == INITIAL for t in name.middle) and not last.court
    caps = name.words[0].caps
    return re.match(r"[ ][A-Z][a-z]" if not caps else r"[ ]&", text[name.end : name.end + 3]) is None


def _known(name: Name) -> bool:
    surname = [t for t in name.surname if t.kind == WORD]
    return bool(surname) and all(sort(t.text).plain_surname for t in surname)


def _initial_name(text: str, match: re.Match[str], name: Name) -> bool:
    if not_person(text, name) or NUMBER_BEFORE.search(text[max(0, match.start() - 12) : match.start()]):
        return False
    ahead = before(text, match.start(), " .")
    if ahead is not None and sort(ahead.text).court:
        return False
    line_start = match.start() == 0 or text[match.start() - 1] in "\n\t"
    if line_start and match.group().count(".") == 1:
        return False
    return re.search(r"[A-Z]\.$|\bv\.?\s$|\d\s$", text[max(0, match.start() - 4) : match.start()]) is None
