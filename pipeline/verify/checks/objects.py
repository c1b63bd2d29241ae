"""Burned values in every object of the saved file, in every encoding, whether or not anything refers to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Name

from pipeline.nouns import Check, Secret
from pipeline.verify.content import Content, contents
from pipeline.verify.evidence import Papers, Tally
from pipeline.verify.font import cmap
from pipeline.verify.hunt import Quarry
from pipeline.verify.store import Store, decoded

PAINTED_WORD = 8
"""Letters: a shorter single word is not hunted in painted content a second time (letters set one by one spell much)."""

MAX_TEXT = 4_000_000
"""Bytes: a larger stream that is no content is hunted as binary only."""

MIN_NUMBER = 100_000
"""Smaller numbers are lengths and places, and hold no identifier."""

FONT_FILES = ("/Length1", "/Length2", "/Length3")


class SecretsInObjects:
    """No object holds a burned value: strings, names, keys, streams, character maps, content that nothing paints.

    Content that a page paints may hold what other decisions keep. Very short
    values are hunted on the pages only, and counted here as `not_hunted`.
    """

    name = "secrets_in_objects.v1"

    def run(self, papers: Papers) -> Check:
        """Return the evidence."""
        tally = Tally(self.name)
        self.hunt(papers.store, papers.contents, papers.case.secrets, tally)
        return tally.check("objects")

    def hunt(self, store: Store, found: Sequence[Content], secrets: Sequence[Secret], tally: Tally) -> None:
        """Hunt through the objects, the content streams and the bytes of a file."""
        quarry = Quarry(secrets)
        tally.saw("secrets", len(secrets))
        tally.saw("not_hunted", quarry.short)
        tally.saw("not_hunted_in_binary", quarry.shorter_than_binary)
        tally.saw("objects", len(store.objects))
        read_as_content = {where for one in found for where in one.streams}
        for thing in (*store.objects, store.pdf.trailer):
            self._object(thing, quarry, tally)
            if isinstance(thing, pikepdf.Stream):
                self._stream(thing, quarry, tally, content=thing.objgen in read_as_content)
        for one in found:
            self._content(one, quarry, tally)
        if places := quarry.in_bytes(store.data):
            tally.fail("in_raw_bytes", count=places)

    def _object(self, thing: object, quarry: Quarry, tally: Tally) -> None:
        for kind, value in _plain(thing):
            tally.saw(f"{kind}s")
            found = quarry.in_name(value) if isinstance(value, str) else any(quarry.in_string(value))
            if found:
                tally.fail(f"in_{kind}")

    def _stream(self, stream: pikepdf.Stream, quarry: Quarry, tally: Tally, *, content: bool) -> None:
        if content:
            return  # read through its fonts, in `_content`
        data, plain = decoded(stream)
        if stream.get(Name.Type) in (Name.ObjStm, Name.XRef):
            # its objects are hunted one by one; what a compressor may have left between them is hunted as bytes
            if quarry.in_bytes(data, phrases=True):
                tally.fail("in_stream")
            return
        tally.saw("streams")
        if not plain:
            tally.saw("streams_undecoded")
        is_font = any(key in stream for key in FONT_FILES) or stream.get("/Subtype") in _FONT_TYPES
        if quarry.in_bytes(data, phrases=is_font):
            tally.fail("in_stream")
        if b"beginbfchar" in data or b"beginbfrange" in data:
            self._map(data, quarry, tally)
        elif plain and not is_font and len(data) <= MAX_TEXT and textual(data):
            tally.saw("text_streams")
            if any(quarry.in_string(data)):
                tally.fail("in_text_stream")

    @staticmethod
    def _map(data: bytes, quarry: Quarry, tally: Tally) -> None:
        tally.saw("character_maps")
        _, known = cmap(data)
        spelt = "".join(known[code] for code in sorted(known))
        if any(quarry.in_text("\n".join((spelt, *(text for text in known.values() if len(text) > 2))))):
            tally.fail("in_character_map")

    @staticmethod
    def _content(one: Content, quarry: Quarry, tally: Tally) -> None:
        tally.saw("content_painted" if one.painted else "content_unpainted")
        tally.saw("characters_opaque", one.opaque)
        for key in quarry.in_text(one.shown):
            if not one.painted:
                tally.fail("in_unpainted_content")
            elif quarry.keys[key] == 0 and key not in quarry.turned and (len(key) >= PAINTED_WORD or not key.isalpha()):
                tally.fail("in_content", one.page)
        for data in one.loose:
            if any(quarry.in_string(data)):
                tally.fail("in_content_string", one.page)
        for name in one.names:
            if quarry.in_name(name.decode("latin-1")):
                tally.fail("in_content_name", one.page)


_FONT_TYPES = (pikepdf.Name.Type1C, pikepdf.Name.CIDFontType0C, pikepdf.Name.OpenType)


def in_objects(store: Store, secrets: Sequence[Secret]) -> int:
    """Return how many places beside the painted pages of any file hold one of the values."""
    tally = Tally(SecretsInObjects.name)
    SecretsInObjects().hunt(store, contents(store), secrets, tally)
    # a page that shows the value and is not compressed holds it in its bytes too, and is told of elsewhere
    painted = {"in_content", "in_raw_bytes"} if tally.counts["in_content"] else {"in_content"}
    return sum(count for reason, count in tally.counts.items() if reason.startswith("in_") and reason not in painted)


def textual(data: bytes) -> bool:
    """Tell whether bytes look like text, in one byte or two a letter."""
    head = data[:4096]
    if not head:
        return False
    if head[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return True
    readable = sum(32 <= byte < 127 or byte in (9, 10, 13) for byte in head)
    halves = sum(1 for byte in head if byte == 0)
    return readable >= 0.85 * len(head) or (halves > 0.4 * len(head) and readable > 0.4 * len(head))


def _plain(thing: object) -> Iterator[tuple[str, str | bytes]]:
    """Yield the names, keys, strings and large numbers that stand directly in an object, not in what it refers to."""
    stack = [thing]
    first = True
    while stack:
        value = stack.pop()
        if value is None or (not first and isinstance(value, pikepdf.Object) and value.is_indirect):
            continue
        first = False
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            for key in value.keys():  # noqa: SIM118 - pikepdf's objects do not iterate like a dict
                yield "name", key
                stack.append(value[key])
        elif isinstance(value, pikepdf.Array):
            stack.extend(value)
        elif isinstance(value, pikepdf.Name):
            yield "name", str(value)
        elif isinstance(value, pikepdf.String):
            yield "string", bytes(value)
        elif isinstance(value, str):
            yield "string", value.encode("utf-8")
        elif isinstance(value, int) and value >= MIN_NUMBER:
            yield "number", str(value).encode("ascii")
