"""What the fonts of the draft still carry although only burned text used it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Name

from pipeline.nouns import Check
from pipeline.verify import program
from pipeline.verify.book import Unread
from pipeline.verify.content import Content, contents
from pipeline.verify.evidence import Papers, Tally
from pipeline.verify.program import Program
from pipeline.verify.store import Id, Store

DECOYS = 26
"""A font that carries at least an alphabet of characters that it never showed tells nothing by one more."""

NO_FILE: Id = (0, 0)


@dataclass(slots=True)
class Usage:
    """What one font shows and carries."""

    codes: set[int] = field(default_factory=set, repr=False)
    """Codes that content shows."""
    shown: set[str] = field(default_factory=set, repr=False)
    """Text of these codes."""
    pages: set[int] = field(default_factory=set)
    mapped: set[str] = field(default_factory=set, repr=False)
    """Text of the codes for which its map has an entry."""
    outlined: set[str] = field(default_factory=set, repr=False)
    """Characters for which its file has a glyph with an outline, by the glyph's name or the file's own map."""
    drawn: set[int] = field(default_factory=set, repr=False)
    """Codes for which its file has a glyph with an outline that no shown code needs."""
    measured: set[int] = field(default_factory=set, repr=False)
    """Codes for which it has a width of their own."""
    unread: bool = False
    """Its file cannot be read, or its codes cannot be followed to glyphs."""

    def spares(self) -> Iterator[tuple[AbstractSet[Hashable], AbstractSet[Hashable]]]:
        """Yield each list of what it carries and does not show, beside what it shows of that kind."""
        yield self.mapped - self.shown, self.shown
        yield self.outlined - self.shown, self.shown
        yield self.drawn - self.codes, self.codes
        yield self.measured - self.codes, self.codes


class GlyphInventory:
    """No font carries a glyph, a name, a width or a map entry that only burned text used.

    A subset font is the list of the letters it was made for. Fonts of draft and
    normal form are matched by the pages they stand on and the codes they show; a
    code or character counts when the font showed it in the normal form, shows it
    no more, and still has an outline, a width or a map entry for it, unless the
    font carries so much else that one more tells nothing. A file that cannot be
    read fails when the font lost a code.
    """

    name = "glyph_inventory.v2"

    def run(self, papers: Papers) -> Check:
        """Return the evidence."""
        tally = Tally(self.name)
        tally.saw("pages", len(papers.store.pages))
        tally.saw("fonts", 0)
        tally.saw("characters_opaque", sum(one.opaque for one in papers.contents))
        if papers.case.draft.marks:
            # a burn takes no more different characters than the burned text has
            burned = {char for secret in papers.case.secrets for piece in secret.burned for char in piece}
            self._compare(papers, DECOYS + len(burned), tally)
        return tally.check("pages")

    def _compare(self, papers: Papers, enough: int, tally: Tally) -> None:
        after = usages(papers.store, papers.contents)
        tally.saw("fonts", len(after))
        if not any(usage.unread or telling(usage, enough) for usage in after):
            return
        before = shown(papers.normal_store, contents(papers.normal_store)).values()
        for usage in after:
            if usage.unread or telling(usage, enough):
                self._judge(usage, before, tally)

    @staticmethod
    def _judge(usage: Usage, before: Iterable[Usage], tally: Tally) -> None:
        origin = _origin(usage, before)
        if origin is None:
            tally.saw("fonts_unmatched")
            return
        if not origin.codes - usage.codes:
            return
        page = min(usage.pages, default=None)
        if usage.unread:
            tally.unread("font_program", page)
        for (spare, now), (_, then) in zip(usage.spares(), origin.spares(), strict=True):
            left = spare & (then - now)
            if left and len(spare - then) < DECOYS:
                tally.fail("glyphs_left", page, len(left))


def telling(usage: Usage, enough: int) -> bool:
    """Tell whether a font carries something that it does not show, and little enough of it to tell."""
    return any(0 < len(spare) < enough for spare, _ in usage.spares())


def shown(store: Store, found: Sequence[Content]) -> Mapping[Id, Usage]:
    """Return what each font of a file shows, and on which pages."""
    table: dict[Id, Usage] = defaultdict(Usage)
    for one in found:
        for where, codes in one.codes.items():
            table[where].codes |= codes
            if one.page is not None:
                table[where].pages.add(one.page)
    table.pop(NO_FILE, None)
    for where, usage in table.items():
        font = store.font(store.pdf.get_object(where))
        texts = (font.to_unicode.get(code) or font.encoding.get(code) for code in usage.codes)
        usage.shown = {text for text in texts if text}
    return table


def usages(store: Store, found: Sequence[Content]) -> Collection[Usage]:
    """Return what each font of a file shows and carries."""
    table = shown(store, found)
    programs: dict[Id, Program | None] = {}
    glyphs: dict[Id, tuple[Id, dict[int, set[str]]]] = {}
    for where, usage in table.items():
        font = store.pdf.get_object(where)
        if not isinstance(font, pikepdf.Dictionary):
            continue
        usage.mapped = set(store.font(font).to_unicode.values())
        usage.measured = program.measured(font)
        stream = program.stream_of(font)
        if stream is not None:
            if stream.objgen not in programs:
                programs[stream.objgen] = _program(stream)
            known = programs[stream.objgen]
            by_code = _glyphs(store, font, known) if known is not None else None
            usage.unread = by_code is None
            usage.outlined = known.outlined if known is not None else set()
            glyphs[where] = stream.objgen, by_code or {}
        elif font.get(Name.Subtype) == Name.Type3:
            usage.drawn = _procedures(font)
    _share(table, programs, glyphs)
    return table.values()


def _program(stream: pikepdf.Stream) -> Program | None:
    try:
        return program.read(stream.read_bytes())
    except (Unread, pikepdf.PdfError):
        return None


def _glyphs(store: Store, font: pikepdf.Dictionary, known: Program) -> dict[int, set[str]] | None:
    if font.get(Name.Subtype) == Name.Type0:
        return program.composite(font, known)
    return program.simple(font, known, store.font(font).encoding)


def _procedures(font: pikepdf.Dictionary) -> set[int]:
    """Return the codes for which a Type 3 font has a procedure."""
    procedures = font.get(Name.CharProcs)
    held = set(procedures.keys()) if isinstance(procedures, pikepdf.Dictionary) else set()
    return {code for code, name in program.differences(font).items() if f"/{name}" in held}


def _share(
    table: Mapping[Id, Usage],
    programs: Mapping[Id, Program | None],
    glyphs: Mapping[Id, tuple[Id, dict[int, set[str]]]],
) -> None:
    """Set which codes each font can draw beside what it, or another font with the same file, must draw."""
    needed: dict[Id, set[str]] = defaultdict(set)
    texts: dict[Id, set[str]] = defaultdict(set)
    for where, (file, by_code) in glyphs.items():
        needed[file].update(name for code in table[where].codes for name in by_code.get(code, ()))
        texts[file] |= table[where].shown
    for file, known in programs.items():
        if known is not None and known.drawn - needed[file]:
            needed[file] = known.whole(needed[file])
            texts[file] |= {known.texts[name] for name in needed[file] if name in known.texts}
    for where, (file, by_code) in glyphs.items():
        usage = table[where]
        usage.outlined -= texts[file] - usage.shown
        usage.drawn = {code for code, names in by_code.items() if names - needed[file]}


def _origin(usage: Usage, candidates: Iterable[Usage]) -> Usage | None:
    """Return the font of the normal form that a font of the draft comes from: the closest that shows all it shows."""
    fitting = [one for one in candidates if usage.codes <= one.codes and usage.pages <= one.pages]
    if not fitting:
        return None
    return min(fitting, key=lambda one: len(one.codes ^ usage.codes) + len(one.pages ^ usage.pages))
