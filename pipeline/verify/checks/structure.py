"""One revision, nothing hidden, nothing active: only the objects and keys that painting pages needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Name

from pipeline.nouns import Check
from pipeline.verify.evidence import Papers, Tally
from pipeline.verify.keys import FREE, REASONS, TABLE
from pipeline.verify.store import Store, decoded, entries, pictured

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")

_BY_SUBTYPE = {"/Form": "form", "/Image": "image"}

JPEG_TEXT = frozenset({0xFE, *range(0xE1, 0xE2), *range(0xE3, 0xEE), 0xEF})
"""JPEG segments that hold words: comments, EXIF, XMP, vendors' notes. JFIF, ICC profile, Adobe transform may stay."""


class Structure:
    """The file was written once, and holds pages and what paints them and nothing else.

    Every object is reached from the trailer by keys of the table in `keys`; an
    annotation, a field, a script, a tag tree, a name, a layer, metadata, an
    attachment, a bookmark or any private key fails it.
    """

    name = "structure.v1"

    def run(self, papers: Papers) -> Check:
        """Return the evidence."""
        tally = Tally(self.name)
        store = papers.store
        self._bytes(store, tally)
        if store.pdf.is_encrypted:
            tally.fail("encryption")
        reached = self._walk(store, tally)
        tally.saw("objects", len(store.objects))
        loose = sum(1 for thing in store.things if thing.objgen not in reached and not _frame(thing))
        if loose:
            tally.fail("unreferenced_object", count=loose)
        for one in papers.contents:
            tally.saw("content_streams")
            for reason, count in (
                ("comment_in_content", one.odd.comments),
                ("junk_in_content", one.odd.junk),
                ("leftover_operands", one.odd.leftovers),
                ("unknown_operator", one.unknown),
            ):
                if count:
                    tally.fail(reason, one.page, count)
        return tally.check("objects")

    @staticmethod
    def _bytes(store: Store, tally: Tally) -> None:
        seen = store.layout
        tally.saw("revisions", seen.revisions)
        if not seen.read:
            tally.unread("cross_reference")
        if seen.revisions != 1:
            tally.fail("more_than_one_revision")
        if seen.gaps:
            tally.fail("bytes_outside_objects", count=len(seen.gaps))
        if seen.free:
            tally.fail("free_object", count=seen.free)

    def _walk(self, store: Store, tally: Tally) -> set[tuple[int, int]]:
        """Follow every key from the trailer; return the objects that were reached."""
        reached: set[tuple[int, int]] = set()
        stack: list[tuple[pikepdf.Object, str]] = [(store.pdf.trailer, "trailer")]
        while stack:
            thing, role = stack.pop()
            if isinstance(thing, pikepdf.Object) and thing.is_indirect:
                if thing.objgen in reached:
                    continue
                reached.add(thing.objgen)
            stack.extend(self._one(thing, role, tally))
        return reached

    def _one(self, thing: pikepdf.Object, role: str, tally: Tally) -> Iterator[tuple[pikepdf.Object, str]]:
        if role == "up":
            return
        if isinstance(thing, pikepdf.Array):
            for item in thing:
                if isinstance(item, pikepdf.Object):
                    yield item, role
            return
        if isinstance(thing, pikepdf.String):
            self._string(thing, role, tally)
            return
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            return
        kind = _kind(thing, role)
        if kind in FREE:
            yield from ((value, FREE[kind]) for _, value in entries(thing))
            return
        for key, value in entries(thing):
            if key not in TABLE.get(kind, {}):
                tally.fail(REASONS.get(key, "unknown_key"))
                continue
            if isinstance(value, pikepdf.Object):
                yield value, TABLE[kind][key] or "value"
        if isinstance(thing, pikepdf.Stream):
            self._stream(thing, tally)

    @staticmethod
    def _string(text: pikepdf.Object, role: str, tally: Tally) -> None:
        if role == "lang" and LANGUAGE.fullmatch(str(text)):
            return
        tally.saw("strings")
        if role == "lang":
            tally.fail("language_tells")

    @staticmethod
    def _stream(stream: pikepdf.Stream, tally: Tally) -> None:
        """Fail a picture that holds words or bytes beside its pixels."""
        if not pictured(stream):
            return
        tally.saw("pictures")
        data, _ = decoded(stream)
        if data[:2] == b"\xff\xd8" and (reason := jpeg_oddity(data)):
            tally.fail(reason)


def jpeg_oddity(data: bytes) -> str:
    """Return why a JPEG holds more than pixels (`words_in_jpeg`, `bytes_after_jpeg`), or nothing."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return "bytes_after_jpeg"
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            break
        if marker in JPEG_TEXT:
            return "words_in_jpeg"
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            at = _scan_end(data, at)
    return "bytes_after_jpeg" if data[at + 2 :].strip(b"\x00\r\n") else ""


def _scan_end(data: bytes, at: int) -> int:
    """Return where the next marker that is no restart stands."""
    found = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]").search(data, at)
    return found.start() if found else len(data)


def _kind(thing: pikepdf.Object, role: str) -> str:
    """Return the row of the table that an object is judged by."""
    if role == "pages_or_page":
        return "pages" if "/Kids" in thing else "page"
    if role in ("xobject", "mask"):
        return _BY_SUBTYPE.get(str(thing.get(Name.Subtype)), "image" if role == "mask" else "xobject")
    if role == "space":
        if "/FunctionType" in thing:
            return "function"
        if isinstance(thing, pikepdf.Stream):
            return "icc" if "/N" in thing else "content"
        return "cal" if "/WhitePoint" in thing else "devicen"
    return role


def _frame(thing: pikepdf.Object) -> bool:
    """Tell whether an object belongs to the file's frame: object streams and the cross-reference."""
    return isinstance(thing, pikepdf.Stream) and thing.get(Name.Type) in (Name.XRef, Name.ObjStm)
