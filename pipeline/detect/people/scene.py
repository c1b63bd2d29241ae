"""Gathers what is known of the people of one filing, step by step; `resolve` is the door to it."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.detect.people import (
    aide,
    bench,
    beside,
    clean,
    contact,
    context,
    cue,
    entry,
    mail,
    minor,
    nick,
    plead,
    sibling,
    slip,
    talk,
    thing,
    web,
)
from pipeline.detect.people.block import Zone, blocks, top
from pipeline.detect.people.called import things
from pipeline.detect.people.caption import captions
from pipeline.detect.people.case import Cases, doctrine
from pipeline.detect.people.cast import Cast, Person
from pipeline.detect.people.field import columns, fields, paid
from pipeline.detect.people.follow import Follower
from pipeline.detect.people.lexicon import fold
from pipeline.detect.people.mention import Mention
from pipeline.detect.people.middle import middles
from pipeline.detect.people.party import listed
from pipeline.detect.people.row import initials_only
from pipeline.detect.people.share import share
from pipeline.detect.people.spans import Spans
from pipeline.nouns import Finding, Kind

Finder = Callable[[str], Iterator[Mention]]

_FINDERS: tuple[Finder, ...] = (
    cue.before_names,
    cue.trailed,
    cue.cared,
    cue.shorthand,
    cue.acted,
    cue.families,
    cue.paired,
    talk.speakers,
    talk.sworn,
    talk.named,
    talk.calls,
    talk.introduced,
    talk.argued,
    bench.bench,
    bench.justices,
    bench.swearing,
    mail.mails,
    entry.entries,
    entry.appearances,
    entry.formal,
    entry.clients,
    entry.letters,
    entry.joint,
    entry.index,
    fields,
    paid,
    columns,
    nick.aliases,
    middles,
    entry.calendars,
)
"""Everything that finds names by what stands beside them."""

_LAID_OUT = frozenset(("caption.v1", "block.v1", "bench.v1"))
"""Finders that know from the layout that a person stands there."""

_OVER_NAMES = frozenset(Kind) - {Kind.PERSON, Kind.LOOKALIKE, Kind.TERM}
"""Kinds more specific than a name: where one stands, no name is looked for."""

SURE = 0.65
"""Score from which a finding of another kind closes its place to names."""


class Scene:
    """What is known of one filing: call `gather`, `group`, `follow` and `judge`, in this order."""

    def __init__(self, text: str, others: Sequence[Finding]) -> None:
        self.text = text
        self.end = len(text)
        """Where the filing ends; behind it stands what is known from others."""
        self.others = others
        self.blocked = Spans((*(span for f in others for span in _closed(f)), *things(text)))
        self.cast = Cast()
        self.mentions: list[Mention] = []
        self.zones: list[Zone] = []
        zones, self._parties = captions(text)
        self.cases = Cases(text, zones)
        self.year = minor.filing_year(text)
        self._aliases: list[Mention] = []

    def gather(self, models: Sequence[Finding]) -> None:
        """Collect mentions from captions, blocks, cues, models and lexicons, and merge those that overlap."""
        text = self.text
        rows, self.zones = blocks(text, {m.start: m.end for m in models})
        head = top(text)
        if head is not None:
            self.zones.append(head)
        found = [*self._parties, *self.cases.own, *rows, *listed(text)]
        for find in _FINDERS:
            found += find(text)
        found += beside.beside(text, self.others)
        found = [m for m in found if not self._nobody(m)]
        found += [Mention(name, nick.QUOTED, 0.9) for name, _, _ in nick.quoted(text)]
        whole = set()
        for model in models:
            for mention in clean.cleaned(text, model.start, model.end, model.score, model.by):
                if self.cases.versus.touch(mention.start, mention.end):
                    continue
                found.append(mention)
                if len(mention.name.words) > 1 and mention.sure:
                    whole.add(mention.start)
        found += clean.lexical(text, whole)
        found = merge(m for m in found if self._free(m) and not initials_only(m.name))
        taken = {m.start: m.end for m in found}
        beside_them = (*sibling.siblings(text, found, taken), *sibling.couples(text, found, taken))
        more = [m for m in beside_them if self._free(m)]
        found = merge([*found, *more]) if more else found
        found = list(_no_houses(text, found))
        self._aliases = [m for m in found if m.by == nick.BY]
        self.mentions = [m for m in found if m.by != nick.BY]

    def _nobody(self, mention: Mention) -> bool:
        """Tell whether what stands around a mention makes it nobody's; a layout that proves a person has the last word."""
        if mention.by in _LAID_OUT:
            return thing.fictitious(self.text, mention.name) or thing.half_day(self.text, mention.name)
        return thing.not_person(self.text, mention.name)

    def _free(self, mention: Mention) -> bool:
        start, end = mention.start, mention.end
        return not self.blocked.touch(start, end) and not doctrine(self.text, start, end)

    def group(self, known: Sequence[Sequence[Mention]] = (), sheet: str = "") -> None:
        """Group mentions into people; what lies in a citation belongs to somebody cited.

        `known` are the mentions of each person whom other filings of the matter name, on a sheet behind this one's
        text; they take part in who is who, and stand for nobody here.
        """
        self.text += sheet
        inside = self.cases.citations
        for mention in self.cases.cited:
            self.cast.cite(mention)
        self.mentions = [m for m in self.mentions if not inside.touch(m.start, m.end)]
        for mention in self.mentions:
            self._hear(mention)
        self.cast.fill([*(mentions[0] for mentions in known), *self.mentions])
        for first, *rest in known:
            for mention in rest:
                self.cast.add(mention, self.cast.people[first.entity])
        self._link_aliases()

    def _link_aliases(self) -> None:
        """Give other names to whom they belong: the person named last before."""
        order = sorted(self.mentions, key=lambda m: m.end)
        ends = [m.end for m in order]
        for alias in self._aliases:
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
        """Find every later mention, also in e-mail and web addresses, accounts, file names and bent by OCR."""
        taken = Spans((m.start, m.end) for m in (*self.mentions, *self.cases.cited))
        follower = Follower(self.text, self.cast, closed=self._closed_to(taken))
        order = sorted(self.mentions, key=lambda m: m.start)
        for mention in order:
            follower.lengthen(mention)
        for mention, person in follower.follow():
            if self._free(mention) and not _overlaps(mention, taken, order):
                self._take(mention, person)
        order = sorted((m for m in self.mentions if not m.gone), key=lambda m: m.start)
        taken = Spans((m.start, m.end) for m in order)
        closed = self._closed_to(Spans((m.start, m.end) for m in self.cases.cited))
        for mention, person in (
            *slip.slips(self.text, self.cast),
            *contact.mailed(self.text, self.cast, self.others),
            *contact.filed(self.text, self.cast),
            *web.linked(self.text, self.cast),
        ):
            if any(closed(place) for place in (mention.start, mention.end - 1)):
                continue
            if not _overlaps(mention, taken, order):
                self._take(mention, person)
            elif mention.by == slip.BY:
                _mend(mention, order)

    def _closed_to(self, taken: Spans) -> Callable[[int], bool]:
        spans = (self.cases.citations, self.blocked, taken)
        return lambda place: place >= self.end or any(s.touch(place, place + 1) for s in spans)

    def _hear(self, mention: Mention) -> None:
        """Add the reasons that the words around a mention give."""
        told = [
            *context.reasons(self.text, mention.start, mention.end),
            *minor.reasons(self.text, mention.start, mention.end, self.year),
            *plead.reasons(self.text, mention.start, mention.end),
        ]
        mention.reasons += [r for r in told if r not in mention.reasons]

    def _take(self, mention: Mention, person: Person | None) -> None:
        self._hear(mention)
        self.cast.add(mention, person)
        self.mentions.append(mention)

    def judge(self) -> None:
        """Add the reasons that names in a list share, and those of e-mail addresses of courts and agencies."""
        aide.aides(self.text, self.cast, self.mentions)
        contact.official(self.text, self.cast, self.others)
        share(self.text, sorted((m for m in self.mentions if not m.gone), key=lambda m: m.start))


def _no_houses(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield mentions without the short names of institutions: lone words that are nobody's surname in the filing."""
    houses = thing.founded(text)
    for mention in found if houses else ():
        if mention.name.title or len(mention.name.words) > 1 or mention.by == cue.BY:
            houses.pop(mention.name.surname_key, None)
    for mention in found:
        lone = len(mention.name.words) == 1 and not mention.name.title
        key = mention.name.surname_key or mention.name.given_key
        if not (lone and mention.start > houses.get(key, len(text))):
            yield mention


def _overlaps(mention: Mention, taken: Spans, order: Sequence[Mention]) -> bool:
    """Tell whether a new mention meets an old one; old ones inside it give way (`Haskell, ` before `Robert`)."""
    if not taken.touch(mention.start, mention.end):
        return False
    first = bisect.bisect_left(order, mention.start, key=lambda m: m.end - 1)
    last = bisect.bisect_left(order, mention.end, key=lambda m: m.start)
    near = order[first:last]
    if not near or any(m.start < mention.start or m.end > mention.end for m in near):
        return True
    if all((m.start, m.end) == (mention.start, mention.end) for m in near):
        return True
    for old in near:
        mention.reasons += old.reasons
        old.gone = True
    return False


def _mend(mention: Mention, order: Sequence[Mention]) -> None:
    """Make a name whole that ends inside a word of somebody's name that OCR has bent: `Robert Haske` of `Haske11`."""
    index = bisect.bisect_right(order, mention.start, key=lambda m: m.start) - 1
    if index >= 0 and order[index].start < mention.start < order[index].end < mention.end:
        order[index].name = replace(order[index].name, end=mention.end)


def _closed(finding: Finding) -> Iterator[tuple[int, int]]:
    """Yield where a finding leaves no room for a name: all of it, but for whom an address is in care of."""
    if finding.kind in _OVER_NAMES and finding.score >= SURE:
        names = [p.end for p in finding.parts if p.label in ("care_of", "name")]
        yield max(names, default=finding.start), finding.end


_ORDER = tuple(
    f"{by}.v1" for by in ("caption", "field", "alias", "bench", "block", "mail", "entry", "talk", "cue", "case")
)
"""Finders by how well they know where a name ends."""


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
