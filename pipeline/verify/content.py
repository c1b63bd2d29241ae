"""What stands in the content streams of a file, painted or not: their text through each font, and their oddities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Name

from pipeline.verify.font import Font
from pipeline.verify.store import Id, Store, content, decoded, entries, inherited
from pipeline.verify.stream import OPERATORS, SHOW, WORD_GAP, Oddities, Step, steps

NO_ID: Id = (0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """One content stream, read."""

    streams: tuple[Id, ...]
    """The streams that it is made of."""
    painted: bool
    """Whether a page paints it: its content, and the forms that this content draws."""
    page: int | None
    """The first page that paints it, from 0."""
    shown: str = field(repr=False)
    """The text of all shown strings; `\\n` where one show operator ends."""
    loose: tuple[bytes, ...] = field(repr=False)
    """Strings that no show operator takes: properties, inline images."""
    names: frozenset[bytes] = field(repr=False)
    """Names used as operands."""
    codes: dict[Id, frozenset[int]] = field(repr=False)
    """The codes shown, by font."""
    odd: Oddities
    unknown: int
    """Operators that no standard knows."""
    opaque: int
    """Characters shown that no map turns into text."""


def contents(store: Store) -> list[Content]:
    """Return every content stream of a file: pages first, then the forms they paint, then all that nothing paints."""
    found: list[Content] = []
    done: set[Id] = set()

    def follow(
        data: bytes, resources: pikepdf.Object | None, streams: tuple[Id, ...], page: int, depth: int = 0
    ) -> None:
        one, drawn = _read(store, data, resources, streams=streams, page=page)
        found.append(one)
        forms = _entry(resources, "/XObject")
        for name in drawn:
            form = _entry(forms, name.decode("latin-1"))
            if not isinstance(form, pikepdf.Stream) or form.get(Name.Subtype) != Name.Form or form.objgen in done:
                continue
            done.add(form.objgen)
            if depth < 32:
                follow(decoded(form)[0], form.get(Name.Resources, resources), (form.objgen,), page, depth + 1)

    for number, page in enumerate(store.pages):
        follow(content(page), inherited(page, Name.Resources), _streams(page), number)
    for stream, resources in _unpainted(store, done):
        found.append(_read(store, decoded(stream)[0], resources, streams=(stream.objgen,), page=None)[0])
    return found


def _streams(page: pikepdf.Dictionary) -> tuple[Id, ...]:
    entry = page.get(Name.Contents)
    parts = list(entry) if isinstance(entry, pikepdf.Array) else [entry]
    return tuple(part.objgen for part in parts if isinstance(part, pikepdf.Stream))


def _unpainted(store: Store, done: set[Id]) -> Iterator[tuple[pikepdf.Stream, pikepdf.Object | None]]:
    """Yield forms that no page paints, pattern cells, and the glyphs of Type 3 fonts."""
    for thing in store.things:
        if isinstance(thing, pikepdf.Stream):
            is_form = thing.get(Name.Subtype) == Name.Form or thing.get(Name.PatternType) == 1
            if is_form and thing.objgen not in done:
                yield thing, thing.get(Name.Resources)
        elif isinstance(thing, pikepdf.Dictionary) and thing.get(Name.Subtype) == Name.Type3:
            glyphs = thing.get(Name.CharProcs)
            for _, glyph in entries(glyphs) if isinstance(glyphs, pikepdf.Dictionary) else ():
                if isinstance(glyph, pikepdf.Stream):
                    yield glyph, glyph.get(Name.Resources, thing.get(Name.Resources))


def _read(
    store: Store, data: bytes, resources: pikepdf.Object | None, *, streams: tuple[Id, ...], page: int | None
) -> tuple[Content, list[bytes]]:
    """Return a stream's content and the names of what it draws."""
    odd = Oddities()
    text = _Text(store, _entry(resources, "/Font"))
    drawn: list[bytes] = []
    loose: list[bytes] = []
    names: set[bytes] = set()
    unknown = 0
    for step in steps(data, odd):
        operator = step.operator
        if operator in SHOW:
            text.show(step)
        elif operator == b"Tf":
            text.use(step)
        else:
            loose.extend(step.strings)
            if operator == b"Do":
                drawn.extend(name[1:] for name in step.names)
            elif operator and operator not in OPERATORS:
                unknown += 1
        names.update(step.names)
    one = Content(
        streams=streams,
        painted=page is not None,
        page=page,
        shown="".join(text.parts),
        loose=tuple(loose),
        names=frozenset(names),
        codes={font: frozenset(codes) for font, codes in text.codes.items()},
        odd=odd,
        unknown=unknown,
        opaque=text.opaque,
    )
    return one, drawn


class _Text:
    """Gathers the text of show operators while fonts change."""

    def __init__(self, store: Store, fonts: pikepdf.Object | None) -> None:
        self._store = store
        self._fonts = fonts
        self._known: dict[str, tuple[Id, Font]] = {}
        self._now: tuple[Id, Font] = (NO_ID, store.font(None))
        self.parts: list[str] = []
        self.codes: dict[Id, set[int]] = defaultdict(set)
        self.opaque = 0

    def use(self, step: Step) -> None:
        """Change the font."""
        name = next(iter(step.names), b"/")[1:].decode("latin-1")
        if name not in self._known:
            entry = _entry(self._fonts, name)
            found = entry.objgen if entry is not None and entry.is_indirect else NO_ID
            self._known[name] = (found, self._store.font(entry))
        self._now = self._known[name]

    def show(self, step: Step) -> None:
        """Add the text of one show operator."""
        where, font = self._now
        for operand in step.operands:
            if isinstance(operand, float):
                if operand <= -WORD_GAP:
                    self.parts.append(" ")
            else:
                codes = font.codes(operand)
                self.codes[where].update(codes)
                text = font.read(codes)
                self.opaque += text.count("\ufffd")
                self.parts.append(text)
        self.parts.append("\n")


def _entry(resources: pikepdf.Object | None, name: str) -> pikepdf.Object | None:
    key = name if name.startswith("/") else f"/{name}"
    if len(key) < 2 or not isinstance(resources, pikepdf.Dictionary) or key not in resources:
        return None
    return resources[key]
