"""Finds names by the words beside them: a title, `her daughter`, `filed by`, `, Esq.`; no model is asked.

It reads one name at each cue and never searches a text for names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.detect.people.lexicon import phrases, sort, table
from pipeline.detect.people.mention import Mention, Reason
from pipeline.detect.people.name import Name, Trust
from pipeline.detect.people.read import read, read_back
from pipeline.detect.people.row import is_company, likely, plain
from pipeline.detect.people.thing import not_person
from pipeline.detect.people.token import UPPER, titles
from pipeline.nouns import Role

BY = "cue.v1"


_PAIR = re.compile(rf"(?<![\w’'.-])(?P<word>[^\W\d_][\w’'.-]*)[,:]?[ \n\xa0]+(?=[{UPPER}])")
"""A word and the capital after it: in one pass over the text every title and phrase before a name is seen."""


_WEAK_TITLES = frozenset(
    (
        "general",
        "major",
        "private",
        "judge",
        "justice",
        "president",
        "secretary",
        "father",
        "brother",
        "sister",
        "chief",
    )
)
"""Titles that are also common words."""


def before_names(text: str) -> Iterator[Mention]:
    """Yield the names after a title, and after a phrase such as `her daughter` or `filed by`.

    A title tells the role of a judge or an officer; what a phrase tells is read elsewhere.
    """
    last, known = _phrases()
    named = titles()
    for match in _PAIR.finditer(text):
        word = match["word"]
        key = word.lower().replace("’", "'").rstrip(".")
        ended = word.endswith(".") and len(key) > 4 and key not in _SHORT_FORMS
        if (
            word[0].isupper()
            and key in named
            and not ended
            and match.group()[len(word) : len(word) + 1] not in (",", ":")
        ):
            yield from _titled(text, match)
        if key in last:
            yield from _introduced(text, match, known)


def _titled(text: str, match: re.Match[str]) -> Iterator[Mention]:
    name = read(text, match.start(), Trust.CUE)
    if name is None or name.start < match.end() - 1:
        name = _worded(text, match)
    if name is None or is_company(name) or _heading(match, name):
        return
    first = sort(name.words[0].text)
    if first.court and not (first.given or (len(name.words) == 1 and _alone(text, name))):
        return
    if name.title in _WEAK_TITLES and first.common and not name.given:
        return
    role = titles().get(name.title, "-")
    yield Mention(name, BY, 0.9, [Reason(Role(role), "after_title", 3)] if role != "-" else [])


_SHORT_FORMS = frozenset(("lieut", "supt", "messrs", "sargent"))
"""Long titles that are short for something: a full stop behind any other long one ends a sentence."""

_CIVIL = ("mr", "mrs", "ms", "miss", "dr")


def _worded(text: str, match: re.Match[str]) -> Name | None:
    """Return the name of a given name that is a common word and a surname that is none: `Mr Nadir Kalkan`."""
    if match["word"].lower().rstrip(".") not in _CIVIL:
        return None
    name = read(text, match.start(), Trust.FORM, breaks=" ")
    if (
        name is None
        or name.start < match.end() - 1
        or len(name.words) < 2
        or any(sort(t.text).court for t in name.words)
    ):
        return None
    return None if sort(name.words[-1].text).common else name


def _alone(text: str, name: Name) -> bool:
    """Tell whether `Mr. Law` is a person: a civil title, and no other capital after it."""
    return name.title in _CIVIL and re.match(r"[ \n]+[A-Z]", text[name.end : name.end + 3]) is None


def _heading(match: re.Match[str], name: Name) -> bool:
    """Tell whether a title in capitals is a word of a heading: `OFFICER INVOLVED`, `CHIEF EXECUTIVE`."""
    known = any(sort(t.text).name or not sort(t.text).common for t in name.words)
    return match["word"].isupper() and len(match["word"]) > 3 and not known


NEXT = re.compile(r",?[ \n]+(?:and|AND|&)[ \n]+|,[ \n]+|;[ \n]+")
"""What parts the names of a list."""


@cache
def _phrases() -> tuple[frozenset[str], frozenset[str]]:
    """Return the last words of all phrases that stand before a name, and the phrases."""
    forms = [form for _, rest in table("before") for form in rest.split("\t")[2].split("|")]
    forms += [form for row in phrases("naming") for form in row.split("|")]
    return frozenset(form.split()[-1].rstrip(".") for form in forms), frozenset(forms)


_SPOKEN = (
    "spoke with",
    "spoke to",
    "talked to",
    "talking to",
    "married",
    "divorced from",
    "my name is",
    "have known",
    "i've known",
    "has known",
    "had known",
    *("lives with", "lived with", "living with", "resides with", "resided with", "staying with", "stayed with"),
    *("paternity of", "custody of", "visitation with", "father of", "mother of", "children", "grandchildren"),
    *("guy named", "man named", "woman named", "girl named", "boy named", "was really", "neither", "nor"),
)


@cache
def _kin() -> frozenset[str]:
    """Return the phrases after which nobody but a person can follow."""
    told = [rest.split("\t") for _, rest in table("before")]
    return frozenset(
        (*_SPOKEN, *(f for why, _, forms in told if why in ("family_word", "minor_word") for f in forms.split("|")))
    )


def _lone_unknown(text: str, name: Name) -> bool:
    """Tell whether one word that no list knows is a given name after `her aunt`: no company's or place's follows."""
    if len(name.words) != 1 or name.words[0].caps or len(name.words[0].text) < 4 or sort(name.words[0].text).common:
        return False
    return re.match(rf"[ ](?:[{UPPER}&]|\d)", text[name.end : name.end + 2]) is None


MOST = 8
"""Names of one list after a phrase."""

_BEFORE = re.compile(r"[^\s,;:()“”\"]+")


def _introduced(text: str, match: re.Match[str], known: frozenset[str]) -> Iterator[Mention]:
    ahead = text[max(0, match.start() - 40) : match.end()].lower().replace("’", "'")
    words = _BEFORE.findall(ahead)[-4:]
    said = [form for size in range(1, len(words) + 1) if (form := " ".join(words[-size:])) in known]
    if not said:
        return
    kin = not _kin().isdisjoint(said)
    place = match.end()
    for _ in range(MOST):
        name = read(text, place, Trust.CUE)
        if name is None or not (likely(name) or plain(name) or (kin and _lone_unknown(text, name))):
            name = apposed(text, place)
        if name is None or is_company(name) or not_person(text, name):
            return
        yield Mention(name, BY, 0.85, [])
        following = NEXT.match(text, name.end)
        if following is None or not words[-1].endswith(("s", "children")):
            return
        place = following.end()


_APPOSED = re.compile(
    rf"(?P<first>[{UPPER}][a-z’'-]+)[ ](?:[{UPPER}]\.[ ])?[{UPPER}][a-z’'-]+(?=[,;.)]|[’']s|[ ](?:for|to|as|and|on|in"
    r"|was|is)\b)"
)


def apposed(text: str, place: int) -> Name | None:
    """Return two words with capitals and a comma after them, the first of them no common word: `counsel, Ivy Vole,`."""
    match = _APPOSED.match(text, place)
    if match is None or (sort(match["first"]).common and not sort(match["first"]).given):
        return None
    name = read(text, place, Trust.FORM)
    return name if name is not None and name.end == match.end() and len(name.words) > 1 else None


_TRAILERS = (
    re.compile(
        r"[ ]?[(](?=(?i:SBN|State Bar|P\d{5}|ag(?:e|ed) \d|a minor|DOB|D\.O\.B|Bar No|pro hac|\d{1,2}\)"
        r"|the [“\"]?(?:minor|child)|hereinafter)|[“\"][A-Za-z])"
    ),
    re.compile(
        r",[ ](?=(?:Esq|ESQ)\b|(?i:a (?:girl|boy|child|baby) of \w+\b|a minor\b|minors\b|age \d|aged \d|M\.D\.|Ph\.D|R\.N\.|D\.O\.|D\.D\.S"
        r"|an individual\b|individually\b|born (?:on |in )?[\dA-Z]"
        r"|(?:co-)?counsel (?:for|of record)|attorneys? (?:for|at law)|as (?:next friend|guardian|parent and natural)"
        r"|(?:deputy|court) clerk|notary public)"
        r"|of [A-Z][^.\n]{2,50}?\b(?:L\.?L\.?P|PLLC|P\.C))"
    ),
    re.compile(
        r",[ ](?=(?i:(?:the )?(?:(?:chief|senior|presiding|united states|u\.s\.|district|magistrate|superior court) )*"
        r"(?:district|magistrate|bankruptcy|circuit|superior|county|trial|chief|senior) (?:court )?judge\b"
        r"|execut(?:or|rix) of|administrat(?:or|rix) of|personal representative of|mayor\b|treasurer\b|adjuster\b"
        r"|registered agent\b|town clerk\b|city clerk\b|vice[- ]chair\b|chairperson\b|chairman\b|chairwoman\b"
        r"|deceased\b|a resident of|pro se\b|in pro per\b|in propria persona\b|address unknown\b))"
    ),
    re.compile(r"[’'](?=s (?:wife|husband|mother|father|son|daughter|brother|sister|attorney|guardian)\b)"),
    re.compile(r" (?=of [A-Z][^.\n]{2,50}?\b(?:L\.?L\.?P|PLLC|P\.C))"),
    re.compile(r" (?=and all other occupants|AND ALL OTHER OCCUPANTS|Esq\b|ESQ\b|as next friend)"),
)
"""What stands directly after a name and nothing else, each found by its first character."""


def trailed(text: str) -> Iterator[Mention]:
    """Yield the names before `, Esq.`, `(age 7)`, `, a minor` and the like."""
    for pattern in _TRAILERS:
        for match in pattern.finditer(text):
            if not text[max(0, match.start() - 1) : match.start()].isalpha():
                continue
            born = text[match.end() : match.end() + 4].lower() == "born"
            aged = _AGED.match(text, match.end()) is not None
            name = read_back(text, match.start(), Trust.CUE, least=1 if born or aged else 2)
            if name is None or is_company(name) or not_person(text, name):
                continue
            if likely(name) or plain(name) or ((born or aged) and _lone_unknown(text, name)):
                yield Mention(name, BY, 0.85, [])


_CARE = re.compile(
    rf"(?<!\w)(?:[Cc]/[Oo]|(?:[Ii]n|IN) (?:[Cc]are|CARE) (?:[Oo]f|OF)|(?i:attn\.?|attention))[.:]?(?:[ ]*+\n)?[ ]*+(?=[{UPPER}])"
)
"""What stands before whom a letter is for."""


def cared(text: str) -> Iterator[Mention]:
    """Yield the names of those in whose care an address is, or to whose attention a letter goes."""
    for match in _CARE.finditer(text):
        name = read(text, match.end(), Trust.CUE, breaks=" ")
        if name is None or len(name.words) < 2 or is_company(name) or not_person(text, name):
            continue
        if (likely(name) or plain(name)) and re.match(r"[ ]*(?:[,;.\n\t]|$|\d)", text[name.end : name.end + 6]):
            yield Mention(name, BY, 0.85, [])


_AGED = re.compile(r"(?<=\()(?:1[0-7]|[1-9])\)|(?<=, )a (?:girl|boy) of ")
"""The age of a child behind its name."""


_ACTED = re.compile(
    rf"(?<![\w’'.-])(?=[{UPPER}][\w’'-]+[ ](?:(?:also|then|later|never|further|both)[ ])?(?:testified|testifies"
    r"|recalled|yelled|screamed|cried|wept|drove|slept|walked|was deposed|argues|contends|moved out)\b)"
)


def acted(text: str) -> Iterator[Mention]:
    """Yield the lone names of people who do what only people do: `Haskell testified`."""
    for match in _ACTED.finditer(text):
        name = read(text, match.end(), Trust.CUE, breaks=" ")
        if name is not None and len(name.words) == 1 and not sort(name.words[0].text).common and not is_company(name):
            yield Mention(name, BY, 0.7, [])


_SHORTHAND = re.compile(rf"(?<![\w/])(?P<who>V|W|S|P|C|RP|R/P|V\d|W\d|S\d|Pt)(?:/|[ ])(?=[{UPPER}][a-z’'A-Z-]+)")
_OF = {"V": Role.VICTIM, "W": Role.WITNESS}


def shorthand(text: str) -> Iterator[Mention]:
    """Yield the names after a report's shorthand: `V/Haskell`, `R/P Haskell`, `Pt Haskell`."""
    for match in _SHORTHAND.finditer(text):
        who, slash = match["who"], text[match.end() - 1] == "/"
        if not slash and who not in ("RP", "R/P", "Pt"):
            continue
        name = read(text, match.end(), Trust.CUE, breaks=" ")
        if name is None or not (
            likely(name)
            or plain(name)
            or (who == "Pt" and sort(name.words[0].text).surname)
            or (slash and who != "C" and _lone_unknown(text, name))
        ):
            continue
        role = _OF.get(who[0]) if slash else None
        yield Mention(name, BY, 0.8, [Reason(role, "report_shorthand", 2)] if role else [])


_FAMILY = re.compile(rf"\b(?:the|The|THE)[ \n](?=[{UPPER}])")
_FAMILY_NEXT = re.compile(
    r"[ \n](?i:family|brothers|sisters|siblings|children|twins|household|heirs)\b(?![ ][A-Z][a-z])"
)
_PAIRED = re.compile(rf"\b(?:[Bb]oth|BOTH|(?P<neither>[Nn]either|NEITHER))[ \n](?=[{UPPER}])")
_PAIR_ACTS = re.compile(
    r"[ \n](?i:den(?:y|ied)|admit(?:s|ted)?|testified|said|say|knew|saw|lived|worked|was deposed|were deposed|was interviewed"
    r"|were interviewed|had been drinking)\b"
)


def families(text: str) -> Iterator[Mention]:
    """Yield the surnames of families: `the Haskell brothers`."""
    for match in _FAMILY.finditer(text):
        name = read(text, match.end(), Trust.CUE)
        if name is None or name.title or len(name.words) > 3 or not _FAMILY_NEXT.match(text, name.end):
            continue
        if (plain(name) or _lone_unknown(text, name)) and not is_company(name):
            yield Mention(name, BY, 0.8, [])


def paired(text: str) -> Iterator[Mention]:
    """Yield two names of which what only people do is told: `Both Haskell and Bond deny it`, `Neither A nor B was deposed`."""
    for match in _PAIRED.finditer(text):
        first = read(text, match.end(), Trust.CUE)
        joint = re.compile(r"[ \n](?i:nor|and)[ \n]").match(text, first.end) if first is not None else None
        second = read(text, joint.end(), Trust.CUE) if joint is not None else None
        if first is None or second is None or not _PAIR_ACTS.match(text, second.end):
            continue
        if any(plain(n) or likely(n) for n in (first, second)) and not (is_company(first) or is_company(second)):
            yield from (Mention(n, BY, 0.75, []) for n in (first, second) if not sort(n.words[0].text).common)
