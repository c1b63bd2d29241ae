"""Puts the people of a filing together: who is named, what each is, and every mention; the one door to this room."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.detect.people import cite, clean, context, cue, minor
from pipeline.detect.people.block import Zone, blocks, top
from pipeline.detect.people.caption import Caption, captions
from pipeline.detect.people.cast import Cast
from pipeline.detect.people.field import columns, fields
from pipeline.detect.people.follow import Follower
from pipeline.detect.people.lexicon import fold, sort
from pipeline.detect.people.mention import Mention, Reason
from pipeline.detect.people.name import Trust, build, read
from pipeline.detect.people.role import decide
from pipeline.detect.people.spans import Spans
from pipeline.nouns import Finding, Kind, Reading, Role


def resolve(reading: Reading, candidates: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return all findings of a filing: people cleaned, added and with roles, addresses with roles, the rest as it is.

    `candidates` are what models and patterns took for people, addresses and identifiers. The result is in order
    of start. No two people overlap, and none overlaps another kind.
    """
    text = reading.text
    others = [f for f in candidates if f.kind != Kind.PERSON]
    models = [f for f in candidates if f.kind == Kind.PERSON]
    scene = _Scene(text, others)
    scene.gather(models)
    scene.group()
    scene.judge()
    return tuple(sorted((*scene.findings(), *others), key=lambda f: (f.start, f.end)))


class _Scene:
    """What is known of one filing on the way."""

    def __init__(self, text: str, others: Sequence[Finding]) -> None:
        self.text = text
        self.blocked = Spans((f.start, f.end) for f in others)
        self.cast = Cast()
        self.mentions: list[Mention] = []
        self.zones: list[Zone] = []
        self.captions: list[Caption] = []
        self.citations = Spans(())
        self.cited: list[Mention] = []

    def gather(self, models: Sequence[Finding]) -> None:
        """Collect mentions from captions, blocks, cues, models and lexicons, and merge those that overlap."""
        text = self.text
        self.captions, found = captions(text)
        rows, self.zones = blocks(text)
        head = top(text)
        if head is not None:
            self.zones.append(head)
        parties = self._cases()
        found += [*parties, *rows, *cue.titled(text), *cue.speakers(text), *cue.sworn(text), *cue.bench(text)]
        found += [*fields(text), *columns(text), *cue.mails(text), *cue.aliases(text)]
        for model in models:
            found += clean.cleaned(text, model.start, model.end, model.score, model.by)
        found += clean.lexical(text)
        found = [m for m in found if not cue.initials_only(m.name)]
        self.mentions = merge(m for m in found if self._free(m))

    def _free(self, mention: Mention) -> bool:
        return not self.blocked.touch(mention.start, mention.end)

    def _cases(self) -> list[Mention]:
        """Mark the names of cited cases; return the parties of cases that are this one."""
        text = self.text
        zones = Spans((c.start, c.end) for c in self.captions)
        cases = [c for c in (*cite.versus(text), *cite.matters(text)) if not zones.touch(c.start, c.end)]
        cases += cite.short(text, cases)
        own: list[Mention] = []
        spans = []
        for case in cases:
            mine = self._own(case)
            if not mine and (case.versus >= 0 or case.cited):
                spans.append((case.start, case.end))
            for side in case.sides:
                name = side_name(text, side.start, side.end)
                if name is None:
                    continue
                if mine:
                    own.append(Mention(name, "case.v1", 0.85, [Reason(Role.PARTY, "case_name", 2)]))
                elif case.versus >= 0 or case.cited:
                    self.cited.append(
                        Mention(name, "citation.v1", 0.8, [Reason(Role.CITED, "case_name", 2)], cited=True)
                    )
        self.citations = Spans(spans)
        return own

    def _own(self, case: cite.Case) -> bool:
        """Tell whether a case name is this case's: both sides stand in its caption, or it heads a letter or a page."""
        text = self.text
        if self.captions:
            first = fold(text[self.captions[0].start : self.captions[0].end])
            return all(_last_word(text[s.start : s.end]) in first for s in case.sides)
        heads = (
            case.start == 0
            or text[case.start - 1] in "\n\t"
            or re.search(r"\b[Rr][Ee]:\s*$", text[max(0, case.start - 6) : case.start])
        )
        return bool(heads) and case.versus >= 0 and case.start < 3000

    def group(self) -> None:
        """Group mentions into people and find every later mention."""
        for mention in self.cited:
            self.cast.cite(mention)
        inside = [m for m in self.mentions if self.citations.touch(m.start, m.end)]
        for mention in inside:
            if not any(c.start < mention.end and c.end > mention.start for c in self.cited):
                mention.cited = True
        self.mentions = [m for m in self.mentions if not self.citations.touch(m.start, m.end)]
        self.cast.fill(self.mentions)
        for mention in self.mentions:
            mention.reasons += context.reasons(self.text, mention.start, mention.end)
        self._nicknames()
        taken = Spans((m.start, m.end) for m in (*self.mentions, *self.cited))
        follower = Follower(
            self.text,
            self.cast,
            cited=lambda place: self.citations.touch(place, place + 1) or self.blocked.touch(place, place + 1),
            taken=lambda place: taken.touch(place, place + 1),
        )
        for mention, person in follower.follow():
            if self._free(mention) and not taken.touch(mention.start, mention.end):
                self.cast.add(mention, person)
                mention.reasons += context.reasons(self.text, mention.start, mention.end)
                self.mentions.append(mention)

    def _nicknames(self) -> None:
        for name, start, end in cue.quoted(self.text):
            for person in self.cast.named(name.surname_key):
                if not person.cited:
                    self.cast.nick(person, fold(self.text[start:end]))

    def judge(self) -> None:
        """Add reasons from ages and lists."""
        year = minor.filing_year(self.text)
        for mention in self.mentions:
            mention.reasons += minor.reasons(self.text, mention.start, mention.end, year)
        spread(self.text, sorted(self.mentions, key=lambda m: m.start))

    def findings(self) -> list[Finding]:
        """Return one finding for each mention, without overlap."""
        found: list[Finding] = []
        for person in self.cast.people:
            if not any(m.sure for m in person.mentions):
                continue
            reason = decide(r for m in person.mentions for r in m.reasons)
            if person.cited:
                reason = Reason(Role.CITED, "case_name")
            for mention in person.mentions:
                found.extend(_finding(mention, reason, person.number))
        found.sort(key=lambda f: (f.start, -f.end))
        kept: list[Finding] = []
        for finding in found:
            if not kept or finding.start >= kept[-1].end:
                kept.append(finding)
        return kept


def _finding(mention: Mention, reason: Reason, number: int) -> Iterable[Finding]:
    parts = mention.name.parts()
    for start, end in mention.pieces or ((mention.start, mention.end),):
        yield Finding(
            start=start,
            end=end,
            kind=Kind.PERSON,
            score=mention.score,
            by=mention.by,
            role=reason.role,
            why=reason.why,
            entity=number,
            parts=tuple(
                replace(p, start=max(p.start, start), end=min(p.end, end))
                for p in parts
                if p.start < end and p.end > start
            ),
        )


_ORDER = ("caption.v1", "field.v1", "block.v1", "cue.v1", "case.v1")


def merge(found: Iterable[Mention]) -> list[Mention]:
    """Return mentions without overlap: of those that overlap the longest, with the reasons of all that agree."""

    def rank(mention: Mention) -> tuple[int, int, int]:
        order = _ORDER.index(mention.by) if mention.by in _ORDER else len(_ORDER)
        return -len(mention.name.words), order, mention.start - mention.end

    kept: list[Mention] = []
    starts: list[int] = []
    for mention in sorted(found, key=rank):
        index = bisect.bisect_left(starts, mention.start)
        near = [k for k in kept[max(0, index - 1) : index + 1] if k.start < mention.end and k.end > mention.start]
        if not near:
            kept.insert(index, mention)
            starts.insert(index, mention.start)
            continue
        for other in near:
            if other.name.surname_key == mention.name.surname_key or not mention.name.surname or not other.name.surname:
                other.reasons += [r for r in mention.reasons if r not in other.reasons]
                other.sure = other.sure or mention.sure
    return kept


def side_name(text: str, start: int, end: int):  # type: ignore[no-untyped-def]
    """Return the name of the person that one side of a case is, or None for a company or an agency."""
    match = re.compile(r"(?i:the |estate of |people ex rel\. |state ex rel\. |in re )?").match(text, start, end)
    place = match.end() if match else start
    name = read(text, place, Trust.CUE)
    if (
        name is None
        or name.end > end + 1
        or not re.fullmatch(r"[\s,.]*(?i:et al\.?|jr\.?|sr\.?|i{2,3})?[\s,.*_”\"]*", text[name.end : end])
    ):
        return None
    kinds = [sort(t.text) for t in name.words]
    if any(k.organisation or (k.court and not k.name) for k in kinds) or (
        len(kinds) == 1 and (kinds[0].place or kinds[0].court)
    ):
        return None
    if len(kinds) > 1 and all(k.common for k in kinds):
        return None
    if len(kinds) == 1 and name.given and not name.surname:
        return build([t._replace(kind="W") for t in name.given]) and _as_surname(name)
    return name


def _as_surname(name):  # type: ignore[no-untyped-def]
    return replace(name, given=(), surname=name.given)


def _last_word(side: str) -> str:
    words = [w for w in re.findall(r"[^\W\d_]{3,}", side) if w.lower() not in ("inc", "llc", "corp", "et", "al")]
    return fold(words[-1]) if words else "\0"


_LIST = re.compile(r"[ \n]*(?:,|;|&|and\b|,[ \n]*and\b)[ \n]*(?:(?:Mr|Ms|Mrs|Dr)\.[ ])?")
_PLURAL = re.compile(r"(?:\b[A-Za-z-]+s|children|[Bb]efore)[,:]?[ \n]+$")
_PLURAL_AFTER = re.compile(
    r"[,]?[ \n(]*(?:\w+[ \n]){0,3}?(?:[Jj]udges|JJ|[Jj]ustices|minors|minor children|[Pp]laintiffs|[Dd]efendants|[Pp]etitioners|[Aa]ttorneys|[Cc]ounsel)\b"
)


def spread(text: str, mentions: Sequence[Mention]) -> None:
    """Share what a plural says among the names of its list: `Plaintiffs A, B and C`, `X, Y and Z, Circuit Judges`."""
    group: list[Mention] = []
    for mention in [*mentions, None]:
        if group and mention is not None and _LIST.fullmatch(text, group[-1].end, mention.start):
            group.append(mention)
            continue
        if len(group) > 1:
            _share(text, group)
        group = [mention] if mention is not None else []


def _share(text: str, group: Sequence[Mention]) -> None:
    first, last = group[0], group[-1]
    shared: list[Reason] = []
    if _PLURAL.search(text, max(0, first.start - 30), first.start):
        shared += [r for r in first.reasons if r.why.startswith("before_") or r.why.endswith("_word")]
    if _PLURAL_AFTER.match(text, last.end, last.end + 60):
        shared += [r for r in last.reasons if r.why.endswith("_after") or r.why.startswith("after_")]
    for mention in group:
        mention.reasons += [r for r in shared if r not in mention.reasons]
