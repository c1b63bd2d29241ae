"""Puts the people of a filing together: who is named, what each is, and every mention; the one door to this room."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.detect.people import bench, clean, context, cue, entry, mail, minor, nick, talk
from pipeline.detect.people.block import Zone, blocks, top
from pipeline.detect.people.caption import captions, listed
from pipeline.detect.people.case import Docket, doctrine
from pipeline.detect.people.cast import Cast, Person
from pipeline.detect.people.field import columns, fields
from pipeline.detect.people.follow import Follower
from pipeline.detect.people.lexicon import fold
from pipeline.detect.people.mention import Mention, Reason
from pipeline.detect.people.place import placed
from pipeline.detect.people.role import decide
from pipeline.detect.people.row import initials_only
from pipeline.detect.people.share import share
from pipeline.detect.people.spans import Spans
from pipeline.nouns import Finding, Kind, Reading, Role


def resolve(reading: Reading, candidates: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return all findings of a filing: people cleaned, added and with roles, addresses with roles, the rest as it is.

    `candidates` are what models and patterns took for people, addresses and identifiers. The result is in order
    of start. No two people overlap, and none overlaps another kind.
    """
    others = [f for f in candidates if f.kind != Kind.PERSON]
    models = [f for f in candidates if f.kind == Kind.PERSON and f.role != Role.ENTITY]
    scene = _Scene(reading.text, others)
    scene.gather(models)
    scene.group()
    scene.follow()
    scene.judge()
    rest = placed(reading.text, others, scene.zones)
    return tuple(sorted((*scene.findings(), *rest), key=lambda f: (f.start, f.end)))


SURE = 0.65
"""Score from which a finding of another kind closes its place to names."""


_FINDERS = (
    cue.titled,
    cue.introduced,
    cue.trailed,
    cue.shorthand,
    cue.acted,
    talk.speakers,
    talk.sworn,
    talk.named,
    talk.calls,
    bench.bench,
    bench.justices,
    mail.mails,
    entry.entries,
    entry.appearances,
    entry.index,
    fields,
    columns,
    nick.aliases,
)
"""Everything that finds names by what stands beside them."""


class _Scene:
    """What is known of one filing on the way."""

    def __init__(self, text: str, others: Sequence[Finding]) -> None:
        self.text = text
        self.blocked = Spans(span for f in others for span in _closed(f))
        self.cast = Cast()
        self.mentions: list[Mention] = []
        self.aliases: list[Mention] = []
        self.captions, self._parties = captions(text)
        self.docket = Docket(text, self.captions)
        self.zones: list[Zone] = []

    def gather(self, models: Sequence[Finding]) -> None:
        """Collect mentions from captions, blocks, cues, models and lexicons, and merge those that overlap."""
        text = self.text
        rows, self.zones = blocks(text, {m.start: m.end for m in models})
        head = top(text)
        if head is not None:
            self.zones.append(head)
        found = [*self._parties, *self.docket.own, *rows, *listed(text)]
        for find in _FINDERS:
            found += find(text)
        for model in models:
            found += clean.cleaned(text, model.start, model.end, model.score, model.by)
        found += clean.lexical(text)
        found = merge(m for m in found if self._free(m) and not initials_only(m.name))
        self.aliases = [m for m in found if m.by == nick.BY]
        self.mentions = [m for m in found if m.by != nick.BY]

    def _free(self, mention: Mention) -> bool:
        if mention.by not in _LAID_OUT and clean.not_person(self.text, mention.name):
            return False
        return not self.blocked.touch(mention.start, mention.end) and not doctrine(
            self.text, mention.start, mention.end
        )

    def group(self) -> None:
        """Group mentions into people; what lies in a citation belongs to somebody cited."""
        inside = self.docket.citations
        for mention in self.docket.cited:
            self.cast.cite(mention)
        self.mentions = [m for m in self.mentions if not inside.touch(m.start, m.end)]
        for mention in self.mentions:
            mention.reasons += context.reasons(self.text, mention.start, mention.end)
        self.cast.fill(self.mentions)
        self._link_aliases()

    def _link_aliases(self) -> None:
        """Give other names to whom they belong: the person named last before."""
        order = sorted(self.mentions, key=lambda m: m.end)
        ends = [m.end for m in order]
        for alias in self.aliases:
            index = bisect.bisect_right(ends, alias.start) - 1
            near = index >= 0 and alias.start - ends[index] < nick.REACH
            person = self.cast.people[order[index].entity] if near else None
            self.cast.add(alias, person)
            if person is not None and len(alias.name.words) == 1:
                self.cast.nick(person, fold(alias.name.words[0].text))
            self.mentions.append(alias)
        for name, start, end in nick.quoted(self.text):
            for person in self.cast.named(name.surname_key):
                if not person.cited:
                    self.cast.nick(person, fold(self.text[start:end]))

    def follow(self) -> None:
        """Find every later mention."""
        taken = Spans((m.start, m.end) for m in (*self.mentions, *self.docket.cited))
        inside = self.docket.citations
        follower = Follower(
            self.text,
            self.cast,
            closed=lambda place: (
                inside.touch(place, place + 1) or self.blocked.touch(place, place + 1) or taken.touch(place, place + 1)
            ),
        )
        order = sorted(self.mentions, key=lambda m: m.start)
        for mention in order:
            follower.lengthen(mention)
        for mention, person in follower.follow():
            if self._free(mention) and not self._overlaps(mention, taken, order):
                self.cast.add(mention, person)
                mention.reasons += context.reasons(self.text, mention.start, mention.end)
                self.mentions.append(mention)

    @staticmethod
    def _overlaps(mention: Mention, taken: Spans, order: Sequence[Mention]) -> bool:
        """Tell whether a new mention meets an old one; old ones inside it give way (`Haskell, ` before `Robert`)."""
        if not taken.touch(mention.start, mention.end):
            return False
        first = bisect.bisect_left(order, mention.start, key=lambda m: m.end - 1)
        last = bisect.bisect_left(order, mention.end, key=lambda m: m.start)
        near = order[first:last]
        if not near or any(m.start < mention.start or m.end > mention.end for m in near):
            return True
        for old in near:
            mention.reasons += old.reasons
            old.gone = True
        return False

    def judge(self) -> None:
        """Add reasons from ages and lists."""
        year = minor.filing_year(self.text)
        for mention in self.mentions:
            mention.reasons += minor.reasons(self.text, mention.start, mention.end, year)
        share(self.text, sorted((m for m in self.mentions if not m.gone), key=lambda m: m.start))

    def findings(self) -> list[Finding]:
        """Return one finding for each mention, without overlap."""
        found = [f for person in self.cast.people for f in _findings(person)]
        found.sort(key=lambda f: (f.start, -f.end))
        kept: list[Finding] = []
        for finding in found:
            if not kept or finding.start >= kept[-1].end:
                kept.append(finding)
        return kept


_LAID_OUT = frozenset(("caption.v1", "block.v1", "bench.v1"))
"""Finders that know from the layout that a person stands there."""

_OVER_NAMES = frozenset(Kind) - {Kind.PERSON, Kind.CODE, Kind.DATE, Kind.LOOKALIKE, Kind.TERM}
"""Kinds more specific than a name: where one stands, no name is looked for."""


def _closed(finding: Finding) -> Iterator[tuple[int, int]]:
    """Yield where a finding leaves no room for a name: all of it, but for whom an address is in care of."""
    if finding.kind in _OVER_NAMES and finding.score >= SURE:
        names = [p.end for p in finding.parts if p.label in ("care_of", "name")]
        yield max(names, default=finding.start), finding.end


def _findings(person: Person) -> Iterator[Finding]:
    if not any(m.sure for m in person.mentions):
        return
    reason = decide(r for m in person.mentions for r in m.reasons)
    if person.cited and reason.role != Role.AUTHOR:
        reason = Reason(Role.CITED, "case_name")
    for mention in person.mentions:
        if mention.gone:
            continue
        parts = mention.name.parts()
        for start, end in mention.pieces or ((mention.start, mention.end),):
            inside = (p for p in parts if p.start < end and p.end > start)
            yield Finding(
                start=start,
                end=end,
                kind=Kind.PERSON,
                score=mention.score,
                by=mention.by,
                role=reason.role,
                why=reason.why,
                entity=person.number,
                parts=tuple(replace(p, start=max(p.start, start), end=min(p.end, end)) for p in inside),
            )


_ORDER = (
    "caption.v1",
    "field.v1",
    "alias.v1",
    "bench.v1",
    "block.v1",
    "mail.v1",
    "entry.v1",
    "talk.v1",
    "cue.v1",
    "case.v1",
)


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
