"""Sorts case names into this case's and cited ones, and reads the people they and cited articles are named for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.detect.people import cite
from pipeline.detect.people.caption import Caption
from pipeline.detect.people.cite import Case, Side
from pipeline.detect.people.entry import inverted
from pipeline.detect.people.lexicon import entries, fold, sort
from pipeline.detect.people.mention import Mention, Reason
from pipeline.detect.people.name import Name, Trust, build
from pipeline.detect.people.read import read, read_surname_first
from pipeline.detect.people.row import is_company
from pipeline.detect.people.spans import Spans
from pipeline.detect.people.token import INITIAL
from pipeline.nouns import Role

BY = "citation.v1"
OWN = "case.v1"

HEAD = 3000
"""Characters from the start of a filing in which a case name at the front of a row is the filing's own."""

_BODIES = frozenset(
    ("state", "people", "commonwealth", "government", "city", "county", "town", "united", "crown", "usa")
)
_BEFORE_SIDE = re.compile(
    r"(?:\d{1,3}[.)][ ]+)?(?:\d{1,4}[ ]+)?(?:[A-Z]{1,4}-?\d[\dA-Z-]{3,}[ ]+)?"
    r"(?i:the |estate of |(?:people|state|commonwealth|united states)(?: of [a-z ]{3,30}?)? ex rel\. |in re |ex parte )?"
    r"(?i:appl(?:ication|\.) of |pet(?:ition|\.) of |search of )?"
)
_AFTER_SIDE = re.compile(r"[\s,.]{0,40}(?i:et al\.?|jr\.?|sr\.?|i{2,3})?[\s,.*_”\"’]*(?:\sto\s.*)?", re.DOTALL)


class Cases:
    """Every case name outside the captions: whose it is, and where citations lie."""

    def __init__(self, text: str, captions: Sequence[Caption]) -> None:
        self._text = text
        self._caption = fold(text[captions[0].start : captions[0].end]) if captions else ""
        zones = Spans((c.start, c.end) for c in captions)
        cases = [c for c in (*cite.versus(text), *cite.matters(text)) if not zones.touch(c.start, c.end)]
        cases += cite.short(text, cases)
        self.own: list[Mention] = []
        self.cited: list[Mention] = []
        spans: list[tuple[int, int]] = []
        self.versus = Spans((c.versus, c.versus + 3) for c in sorted(cases, key=lambda c: c.versus) if c.versus >= 0)
        """Where a ` v. ` stands, which nobody's name runs over."""
        companies: set[str] = set()
        for case in sorted(cases, key=lambda c: (c.versus < 0, c.start)):
            mine = self._mine(case)
            if not mine and (case.versus >= 0 or case.cited or self._spoken_of(case)):
                spans.append((case.start, case.end))
                self.cited += self._people(case, companies)
            elif mine:
                self.own += self._parties(case)
        for mention in authors(text):
            self.cited.append(mention)
            spans.append((mention.start, mention.end))
        self.citations = Spans(spans)

    def _mine(self, case: Case) -> bool:
        """Tell whether this is the filing's own case: its sides stand in the caption, or it heads a letter or page."""
        text = self._text
        if self._caption:
            return all(_last_word(text[s.start : s.end]) in self._caption for s in case.sides)
        heads = case.start == 0 or text[case.start - 1] in "\n\t"
        heads = heads or re.search(r"\b[Rr][Ee]:\s*$", text[max(0, case.start - 6) : case.start]) is not None
        return heads and case.versus >= 0 and case.start < HEAD and not _REPORTED.match(text, case.end)

    def _spoken_of(self, case: Case) -> bool:
        """Tell whether prose speaks of a case by one surname, without its reporter: `as in Ex parte Haskell`."""
        text = self._text
        if len(case.sides) != 1 or not text.startswith(("In re ", "Ex parte "), case.start):
            return False
        side = text[case.sides[0].start : case.sides[0].end]
        return side.isalpha() and _PROSE.search(text, max(0, case.start - 20), case.start) is not None

    def _people(self, case: Case, companies: set[str]) -> Iterator[Mention]:
        for side in case.sides:
            name = side_name(self._text, side)
            if name is None:
                companies.update(fold(w) for w in re.findall(r"[^\W\d_]{3,}", self._text[side.start : side.end])[:2])
            elif not (case.versus < 0 and len(case.sides) == 1 and name.surname_key in companies):
                yield Mention(name, BY, 0.8, [Reason(Role.CITED, "case_name", 2)], cited=True)

    def _parties(self, case: Case) -> Iterator[Mention]:
        for side in case.sides:
            name = side_name(self._text, side)
            if name is not None:
                yield Mention(name, OWN, 0.85, [Reason(Role.PARTY, "case_name", 2)])


_PROSE = re.compile(r"\b[a-z]{2,}[ ]$")
"""Words in small letters in the row of a case's name."""

_REPORTED = re.compile(r"\.?,?[ \n](?:\(\d{4}\)[ \n])?(?:\d{1,4}[ \n][A-Z]|\d{4}[ \n]WL|\d{4}-[A-Z])")
"""A volume and a reporter, perhaps after the year as California writes it: the case before them is cited."""


def side_name(text: str, side: Side) -> Name | None:
    """Return the name of the person that one side of a case is, or None for a company or an agency."""
    lead = _BEFORE_SIDE.match(text, side.start, side.end)
    place = lead.end() if lead else side.start
    name = read_surname_first(text, place)
    if name is not None and name.surname[-1].end >= side.end - 1 and inverted(name):
        return name
    name = _within(read(text, place, Trust.FORM), side.end)
    if name is None or not _AFTER_SIDE.fullmatch(text[name.end : side.end]):
        return None
    kinds = [sort(t.text) for t in name.words]
    if is_company(name) or any(k.organisation or k.key in _BODIES or (k.court and not k.name) for k in kinds):
        return None
    if len(kinds) == 1:
        token = name.words[0]
        if (
            kinds[0].place
            or not (kinds[0].surname or not kinds[0].common)
            or (token.caps and len(token.text) < 5 and not kinds[0].name)
        ):
            return None
        return replace(name, given=(), surname=name.given) if name.given and not name.surname else name
    initial = bool(name.given) and name.given[0].kind == INITIAL
    known = initial or kinds[-1].plain_surname or (kinds[0].given and not kinds[0].place)
    known = known or not any(k.common for k in kinds)
    return name if known and not kinds[-1].place else None


def _within(name: Name | None, end: int) -> Name | None:
    """Return a name without what of it lies behind the end of its side: `MACAYAN V` before ` KIESLING`."""
    if name is None or name.end <= end + 1:
        return name
    tokens = (*name.given, *name.middle, *name.surname, *name.suffix)
    return build([t for t in tokens if t.end <= end], title=name.title)


def _last_word(side: str) -> str:
    words = [w for w in re.findall(r"[^\W\d_]{3,}", side) if w.lower() not in ("inc", "llc", "corp", "ltd", "company")]
    return fold(words[-1]) if words else "\0"


_REVIEW = re.compile(
    r",[ \n]\d{1,3}[ \n][A-Z][\w.&’' ]{1,40}?(?:L\.[ ]?Rev\.|L\.[ ]?J\.|Rev\.|J\.[ ]L\.|Q\.|J\."
    r"|L\. & \w+\.)[^\n,]{0,30}?[ \n]\d{1,4}\b"
)
_TREATISE = re.compile(
    r"[ \n](?:§§?[ \n]?\d|\(\d{1,2}(?:st|nd|rd|th|d)[ ]ed\.)|[ \n]on[ \n](?:Evidence|Contracts|Torts|Corporations"
    r"|Class Actions)\b"
)
_DAY = (
    r"(?:Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)[ \n]\d{1,2},[ \n]\d{4}"
)
_NEWS = re.compile(
    r",[ \n](?:[A-Z][\w.&’'-]*[ \n]){0,4}(?:Post|Times|Tribune|News|Journal|Herald|Chronicle|Gazette|Globe|Guardian"
    r"|Magazine|Press|Daily|Weekly|Today|Examiner|Inquirer|Observer|Sentinel|Courier|Dispatch)"
    rf"(?:[ \n]\({_DAY}\)|,[ \n]{_DAY})"
)
"""A newspaper and the day of its issue."""
_SENTENCE_ENDS = re.compile(r"[a-z]{3}[.;][ \n]")
_MORE = re.compile(r"[ \n]*(?:,[ \n])?(?:&|and)[ \n]+(?=[A-Z])")
REACH = 200
"""Characters before a law review's volume or a newspaper's name in which its author stands: a title has seldom more."""


def authors(text: str) -> Iterator[Mention]:
    """Yield the authors of cited articles: `NAME, Title, 101 Harv. L. Rev. 12`, `NAME & NAME, Title, Post (DATE)`."""
    for match in _REVIEW.finditer(text):
        yield from _bylined(text, match.start())
    for match in _NEWS.finditer(text):
        yield from _bylined(text, match.start(), whole=True)


def _bylined(text: str, place: int, *, whole: bool = False) -> Iterator[Mention]:
    """Yield the authors of the article whose title ends at a place; `whole` wants a title in the same sentence."""
    window = text[max(0, place - REACH) : place]
    starts = [
        m.end()
        for m in re.finditer(
            r"(?:(?:[;.(]|\b(?:[Ss]ee(?:,? also| generally)?|[Cc]f\.|citing|quoting|e\.g\.,))[ \n]+)+(?=[A-Z])", window
        )
    ]
    for start in starts if starts and place > REACH else [*starts, 0]:
        names = _names(text, place - len(window) + start)
        if not names or len(names[0].words) + len(names[0].given) < 2:
            continue
        rest = text[names[-1].end : place]
        if not re.match(r",[ \n]+[“\"]?[A-Z]", rest) or (whole and _SENTENCE_ENDS.search(rest)):
            continue
        yield from (Mention(name, BY, 0.8, [Reason(Role.AUTHOR, "article", 3)], cited=True) for name in names)
        break


def _names(text: str, place: int) -> list[Name]:
    """Return the names that begin at a place and are joined by `&` or `and`."""
    found: list[Name] = []
    while (name := read(text, place, Trust.CUE)) is not None:
        found.append(name)
        joined = _MORE.match(text, name.end)
        if joined is None:
            break
        place = joined.end()
    return found


def doctrine(text: str, start: int, end: int) -> bool:
    """Tell whether a lone name is that of a rule or a motion (`a Daubert motion`), not of a person."""
    words = [fold(w) for w in re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text[start:end]) if w.lower() != "and"]
    if not all(part in entries("doctrine") for part in words):
        return False
    if len(words) > 1 or _listed_doctrine(text, start, end):
        return True
    return (
        _DOCTRINE_NEXT.match(text, end, end + 40) is not None
        or _DOCTRINE_BEFORE.search(text, max(0, start - 12), start) is not None
        or (text.endswith("in ", 0, start) and _STOP.match(text, end) is not None)
    )


def _listed_doctrine(text: str, start: int, end: int) -> bool:
    """Tell whether a rule's name stands beside another one in a list: `Heck, Rooker-Feldman and Younger`."""
    after = re.compile(r",?[ \n](?:and[ \n]|or[ \n])?(?P<word>[A-Z][\w’'-]+)").match(text, end)
    ahead = re.compile(r"(?P<word>[A-Z][\w’'-]+),?[ \n](?:and[ \n]|or[ \n])?$").search(text, max(0, start - 40), start)
    return any(m is not None and fold(m["word"]) in entries("doctrine") for m in (after, ahead))


_DOCTRINE_NEXT = re.compile(
    r"[ \n-](?:and[ \n]\w+[ \n])?(?i:warnings?|stops?|motions?|hearings?|materials?|claims?|factors?|tests?"
    r"|standards?|analysis|liability|abstention|deference|waivers?|instructions?"
    r"|relief|remed(?:y|ies)|bar|challenges?|violations?|obligations?|orders?|rule|doctrine|letters?|rights|evidence|issue|error|inquiry"
    r"|disclosures?|frisk|plea|immunity|act|pleading|requirements?|framework|exception)\b"
)
_STOP = re.compile(r"[,.;:)]")
"""What stands behind the rule of `as was held in Daubert,`."""
_DOCTRINE_BEFORE = re.compile(r"\b(?:a|an|the|under|per|[Uu]nder|and|of|by)[ \n]$")
