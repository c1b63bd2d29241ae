"""Finds what a file holds beside the words on its pages: notes, scripts, attachments, layers, earlier revisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from pipeline.verify.content import contents
from pipeline.verify.problem import Problem, Severity
from pipeline.verify.store import Store, decoded, entries

HIDDEN_FLAGS = 2 | 32
"""Hidden, and not for viewing (ISO 32000-2, table 167)."""

MEDIA = frozenset({"/Movie", "/Sound", "/Screen", "/RichMedia", "/3D"})

ACTIONS = {
    "/JavaScript": ("javascript", Severity.HIDDEN),
    "/Launch": ("launch_action", Severity.HIDDEN),
    "/SubmitForm": ("form_action", Severity.HIDDEN),
    "/ImportData": ("form_action", Severity.HIDDEN),
    "/ResetForm": ("form_action", Severity.NOTE),
    "/URI": ("link", Severity.NOTE),
    "/GoToR": ("link", Severity.NOTE),
    "/GoToE": ("link", Severity.NOTE),
}
"""Problems by the type of an action dictionary."""

KEYS = {
    "/PieceInfo": ("private_data", Severity.NOTE),
    "/Thumb": ("thumbnail", Severity.HIDDEN),
    "/Alternates": ("alternate_image", Severity.HIDDEN),
    "/ActualText": ("replacement_text", Severity.NOTE),
    "/Alt": ("replacement_text", Severity.NOTE),
    "/XFA": ("xfa_form", Severity.HIDDEN),
    "/EF": ("attachment", Severity.HIDDEN),
    "/Dests": ("destinations", Severity.NOTE),
}
"""Problems by a key, wherever it stands."""

LINEARIZED = b"/Linearized"
"""Marks a file with two cross-references that were written at once."""


def beside(store: Store) -> list[Problem]:
    """Return what stands in a file beside its pages, counted by kind."""
    counts: Counter[tuple[str, Severity]] = Counter()
    for thing in store.things:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            counts.update(_thing(thing))
    counts.update(_document(store))
    counts.update(_loose(store))
    counts.update(_bytes(store))
    found = [Problem(code, severity, count=count) for (code, severity), count in sorted(counts.items())]
    return [*found, *_annotations(store)]


def _thing(thing: pikepdf.Dictionary | pikepdf.Stream, depth: int = 0) -> Iterator[tuple[str, Severity]]:
    """Yield what one object shows by its keys; dictionaries that stand in it directly are looked into."""
    if isinstance(thing, pikepdf.Stream) and thing.get(Name.Type) == Name.Metadata:
        yield "metadata", Severity.NOTE
    for key, value in entries(thing):
        if key in KEYS:
            yield KEYS[key]
        elif key == "/S" and isinstance(value, pikepdf.Name) and str(value) in ACTIONS:
            yield ACTIONS[str(value)]
        if isinstance(value, pikepdf.Dictionary) and not value.is_indirect and depth < 8:
            yield from _thing(value, depth + 1)
        elif isinstance(value, pikepdf.Array) and depth < 8:
            for item in value:
                if isinstance(item, pikepdf.Dictionary) and not item.is_indirect:
                    yield from _thing(item, depth + 1)


def _document(store: Store) -> Iterator[tuple[str, Severity]]:
    pdf = store.pdf
    info = pdf.trailer.get(Name.Info)
    if isinstance(info, pikepdf.Dictionary):
        yield from (("metadata", Severity.NOTE) for _, value in entries(info) if str(value).strip())
    yield from (("bookmark", Severity.NOTE) for _ in _outline(pdf.Root.get(Name.Outlines)))
    layers = pdf.Root.get(Name.OCProperties)
    if isinstance(layers, pikepdf.Dictionary):
        default = layers.get(Name.D)
        off = default.get(Name.OFF) if isinstance(default, pikepdf.Dictionary) else None
        closed = isinstance(default, pikepdf.Dictionary) and default.get(Name.BaseState) == Name.OFF
        hidden = closed or (isinstance(off, pikepdf.Array) and len(off) > 0)
        yield ("hidden_layer", Severity.HIDDEN) if hidden else ("layers", Severity.NOTE)
    form = pdf.Root.get(Name.AcroForm)
    if isinstance(form, pikepdf.Dictionary):
        fields = form.get(Name.Fields)
        count = len(fields) if isinstance(fields, pikepdf.Array) else 0
        yield from (("form_field", Severity.NOTE) for _ in range(count))
    if pdf.is_encrypted:
        yield "encrypted", Severity.NOTE


def _outline(node: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    """Yield bookmarks; loops end because none is yielded twice."""
    stack = [node.get(Name.First)] if isinstance(node, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while stack:
        item = stack.pop()
        if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield item
        stack += [item.get(Name.Next), item.get(Name.First)]


def _loose(store: Store) -> Iterator[tuple[str, Severity]]:
    """Yield objects that nothing refers to, and forms that are listed on a page and not painted."""
    reached = _reached(store.pdf.trailer)
    for thing in store.things:
        if thing.objgen in reached or not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream | pikepdf.String):
            continue
        if isinstance(thing, pikepdf.Stream):
            if thing.get(Name.Type) in (Name.XRef, Name.ObjStm):
                continue
            data, plain = decoded(thing)
            telling = thing.get(Name.Subtype) == Name.Image or (plain and (b"Tj" in data or b"TJ" in data))
            yield "unreferenced_object", Severity.HIDDEN if telling else Severity.NOTE
        else:
            yield "unreferenced_object", Severity.HIDDEN if isinstance(thing, pikepdf.String) else Severity.NOTE
    listed = {form.objgen for page in store.pages for form in _forms(page)}
    for one in contents(store):
        if not one.painted and listed.intersection(one.streams) and one.shown.strip():
            yield "unpainted_text", Severity.HIDDEN


def _forms(page: pikepdf.Dictionary) -> Iterator[pikepdf.Object]:
    resources = page.get(Name.Resources)
    xobjects = resources.get(Name.XObject) if isinstance(resources, pikepdf.Dictionary) else None
    if isinstance(xobjects, pikepdf.Dictionary):
        yield from (value for _, value in entries(xobjects))


def _reached(start: pikepdf.Object) -> set[tuple[int, int]]:
    reached: set[tuple[int, int]] = set()
    stack = [start]
    while stack:
        thing = stack.pop()
        if not isinstance(thing, pikepdf.Object):
            continue
        if thing.is_indirect:
            if thing.objgen in reached:
                continue
            reached.add(thing.objgen)
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            stack.extend(value for _, value in entries(thing) if isinstance(value, pikepdf.Object))
        elif isinstance(thing, pikepdf.Array):
            stack.extend(value for value in thing if isinstance(value, pikepdf.Object))
    return reached


def _bytes(store: Store) -> Iterator[tuple[str, Severity]]:
    data = store.data
    extra = data.count(b"startxref") - (2 if LINEARIZED in data[:2048] else 1)
    yield from (("earlier_revision", Severity.HIDDEN) for _ in range(max(0, extra)))
    end = data.rfind(b"%%EOF")
    if end >= 0 and data[end + 5 :].strip(b"\x00\r\n\t "):
        yield "bytes_after_end", Severity.HIDDEN
    if data.find(b"%PDF-") > 0:
        yield "bytes_before_start", Severity.NOTE


def _annotations(store: Store) -> Iterator[Problem]:
    """Yield comments, hidden annotations, attachments and media, page by page."""
    for number, page in enumerate(store.pages):
        counts: Counter[tuple[str, Severity]] = Counter()
        annots = page.get(Name.Annots)
        for annot in annots if isinstance(annots, pikepdf.Array) else ():
            if isinstance(annot, pikepdf.Dictionary):
                counts.update(_annotation(annot))
        for (code, severity), count in sorted(counts.items()):
            yield Problem(code, severity, number, count=count)


def _annotation(annot: pikepdf.Dictionary) -> Iterator[tuple[str, Severity]]:
    kind = str(annot.get(Name.Subtype))
    flags = annot.get(Name.F, 0)
    if isinstance(flags, int) and flags & HIDDEN_FLAGS and kind not in ("/Popup", "/Link"):
        yield "hidden_annotation", Severity.HIDDEN
    if kind == "/FileAttachment":
        yield "attachment", Severity.HIDDEN
    elif kind in MEDIA:
        yield "media", Severity.HIDDEN
    elif kind not in ("/Link", "/Widget", "/Popup") and str(annot.get(Name.Contents, "")).strip():
        yield "comment", Severity.HIDDEN
