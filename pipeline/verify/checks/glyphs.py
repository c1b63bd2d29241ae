"""What the fonts of the draft still carry although only burned text used it."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf
from fontTools.ttLib import TTFont, TTLibError
from pikepdf import Name

from pipeline.nouns import Check
from pipeline.verify.content import Content, contents
from pipeline.verify.evidence import Papers, Tally
from pipeline.verify.store import Id, Store

DECOYS = 26
"""A font that carries at least an alphabet of characters that it never showed tells nothing by one more."""

FULL = 200
"""A font that carries so many characters more than it shows is a full one; no burn takes 174 different characters."""

NO_FILE: Id = (0, 0)


@dataclass(slots=True)
class Usage:
    """What one font shows and carries."""

    shown: set[str] = field(default_factory=set, repr=False)
    """Text of the codes that content shows."""
    pages: set[int] = field(default_factory=set)
    mapped: set[str] = field(default_factory=set, repr=False)
    """Text of the codes for which its map has an entry."""
    outlined: set[str] = field(default_factory=set, repr=False)
    """Characters for which its file has a glyph with an outline."""
    program: Id = NO_FILE
    """The font file; several fonts may share one."""


class GlyphInventory:
    """No font carries a character that only burned text showed.

    A subset font is the list of the letters it was made for. Fonts of draft and
    normal form are matched by the pages they stand on and the text they show; a
    character counts when the font showed it in the normal form, shows it no more,
    and still has a map entry or an outline for it, unless the font carries so much
    else that one character more tells nothing. Fonts whose codes no map turns into
    text are counted and cannot be judged.
    """

    name = "glyph_inventory.v1"

    def run(self, papers: Papers) -> Check:
        """Return the evidence."""
        tally = Tally(self.name)
        after = usages(papers.store, papers.contents)
        tally.saw("pages", len(papers.store.pages))
        tally.saw("fonts", len(after))
        tally.saw("characters_opaque", sum(one.opaque for one in papers.contents))
        if papers.case.draft.marks and any(spares(usage) for usage in after.values()):
            before = usages(papers.normal_store, contents(papers.normal_store))
            for usage in after.values():
                self._judge(usage, before.values(), tally)
        return tally.check("pages")

    @staticmethod
    def _judge(usage: Usage, before: Iterable[Usage], tally: Tally) -> None:
        if not (spare := spares(usage)):
            return
        origin = _origin(usage, before)
        if origin is None:
            tally.saw("fonts_unmatched")
            return
        for more in spare:
            left = more & (origin.shown - usage.shown)
            if left and len(more - origin.shown) < DECOYS:
                tally.fail("glyphs_left", min(usage.pages, default=None), len(left))


def spares(usage: Usage) -> list[set[str]]:
    """Return what a font carries and does not show, by its map and by its file, where that is little enough to tell."""
    found = (usage.mapped - usage.shown, usage.outlined - usage.shown)
    return [spare for spare in found if 0 < len(spare) < FULL]


def usages(store: Store, found: Sequence[Content]) -> Mapping[Id, Usage]:
    """Return what each font of a file shows and carries; fonts without any map from codes to text are left out."""
    table: dict[Id, Usage] = defaultdict(Usage)
    codes: dict[Id, set[int]] = defaultdict(set)
    for one in found:
        for where, some in one.codes.items():
            codes[where] |= some
            if one.page is not None:
                table[where].pages.add(one.page)
    for where, used in codes.items():
        entry = store.pdf.get_object(where) if where != NO_FILE else None
        font = store.font(entry)
        if not isinstance(entry, pikepdf.Dictionary) or not font.readable:
            table.pop(where, None)
            continue
        usage = table[where]
        usage.shown = {text for code in used if (text := font.to_unicode.get(code) or font.encoding.get(code))}
        usage.mapped = set(font.to_unicode.values())
        usage.program, usage.outlined = _program(entry)
    _share(table.values())
    return dict(table)


def _share(table: Iterable[Usage]) -> None:
    """Take from each font's outlines what another font shows with the same file."""
    by_file: dict[Id, set[str]] = defaultdict(set)
    for usage in table:
        by_file[usage.program] |= usage.shown
    for usage in table:
        usage.outlined -= by_file[usage.program] - usage.shown


def _origin(usage: Usage, candidates: Iterable[Usage]) -> Usage | None:
    """Return the font of the normal form that a font of the draft comes from: the closest that shows all it shows."""
    fitting = [one for one in candidates if usage.shown <= one.shown and usage.pages <= one.pages]
    if not fitting:
        return None
    return min(fitting, key=lambda one: len(one.shown ^ usage.shown) + len(one.pages ^ usage.pages))


def _program(font: pikepdf.Dictionary) -> tuple[Id, set[str]]:
    """Return an embedded TrueType file and the characters it has a glyph for, by the file's own map."""
    holder = font.DescendantFonts[0] if Name.DescendantFonts in font else font
    descriptor = holder.get(Name.FontDescriptor)
    program = descriptor.get(Name.FontFile2) if isinstance(descriptor, pikepdf.Dictionary) else None
    if not isinstance(program, pikepdf.Stream):
        return NO_FILE, set()
    try:
        with TTFont(io.BytesIO(program.read_bytes()), lazy=True) as face:
            if "cmap" not in face or "loca" not in face:
                return program.objgen, set()
            table, outlines = face.getBestCmap() or {}, face["loca"]
            drawn = {i for i in range(len(outlines) - 1) if outlines[i + 1] > outlines[i]}
            return program.objgen, {chr(code) for code, glyph in table.items() if face.getGlyphID(glyph) in drawn}
    except (TTLibError, KeyError, ValueError, AssertionError, IndexError):
        return program.objgen, set()
