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

FULL_FONT = 200
"""A font that carries at least this many characters more than it shows tells nothing: it is no subset made for them."""


@dataclass(slots=True)
class Usage:
    """What one font shows and carries."""

    shown: set[str] = field(default_factory=set, repr=False)
    """Text of the codes that content shows."""
    pages: set[int] = field(default_factory=set)
    carried: set[str] = field(default_factory=set, repr=False)
    """Text of the codes for which it has a map entry, or a glyph with an outline."""

    @property
    def spare(self) -> set[str]:
        """Return what the font carries and does not show."""
        return self.carried - self.shown


class GlyphInventory:
    """No font carries a character that only burned text showed.

    A subset font is the list of the letters it was made for. Fonts of draft and
    normal form are matched by the pages they stand on and the text they show; a
    character counts when the font showed it in the normal form, shows it no more,
    and still has a map entry or an outline for it.
    """

    name = "glyph_inventory.v1"

    def run(self, papers: Papers) -> Check:
        """Return the evidence."""
        tally = Tally(self.name)
        if not papers.case.draft.marks:
            tally.saw("fonts", len(usages(papers.store, papers.contents)))
            return tally.check("fonts") if tally.counts["fonts"] else Check(self.name, passed=True, counts={"fonts": 0})
        after = usages(papers.store, papers.contents)
        tally.saw("pages", len(papers.store.pages))
        tally.saw("fonts", len(after))
        telling = [(usage, spare) for usage in after.values() if 0 < len(spare := usage.spare) < FULL_FONT]
        before = usages(papers.normal_store, contents(papers.normal_store)) if telling else {}
        for usage, spare in telling:
            origin = _origin(usage, before.values())
            if origin is None:
                tally.saw("fonts_unmatched")
                continue
            left = spare & (origin.shown - usage.shown)
            if left:
                tally.fail("glyphs_left", min(usage.pages, default=None), len(left))
        return tally.check("pages")


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
        entry = store.pdf.get_object(where) if where != (0, 0) else None
        font = store.font(entry)
        if not isinstance(entry, pikepdf.Dictionary) or not font.readable:
            table.pop(where, None)
            continue
        table[where].shown = {text for code in used if (text := font.to_unicode.get(code) or font.encoding.get(code))}
        table[where].carried = set(font.to_unicode.values()) | _outlined(entry, font.encoding)
    return dict(table)


def _origin(usage: Usage, candidates: Iterable[Usage]) -> Usage | None:
    """Return the font of the normal form that a font of the draft comes from: the closest that shows all it shows."""
    fitting = [one for one in candidates if usage.shown <= one.shown and usage.pages <= one.pages]
    if not fitting:
        return None
    return min(fitting, key=lambda one: len(one.shown ^ usage.shown) + len(one.pages ^ usage.pages))


def _outlined(font: pikepdf.Dictionary, encoding: Mapping[int, str]) -> set[str]:
    """Return the characters for which an embedded TrueType or OpenType file has a glyph, by the file's own map."""
    holder = font.DescendantFonts[0] if Name.DescendantFonts in font else font
    descriptor = holder.get(Name.FontDescriptor)
    program = descriptor.get(Name.FontFile2) if isinstance(descriptor, pikepdf.Dictionary) else None
    if not isinstance(program, pikepdf.Stream):
        return set()
    try:
        with TTFont(io.BytesIO(program.read_bytes()), lazy=True) as face:
            if "cmap" not in face or "loca" not in face:
                return set()
            table, outlines = face.getBestCmap() or {}, face["loca"]
            drawn = {i for i in range(len(outlines) - 1) if outlines[i + 1] > outlines[i]}
            return {chr(code) for code, glyph in table.items() if face.getGlyphID(glyph) in drawn}
    except (TTLibError, KeyError, ValueError, AssertionError, IndexError):
        return set()
