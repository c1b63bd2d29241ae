"""Find out which codes of which fonts the pages of a plain copy still show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pikepdf

from pipeline.redact import lexer
from pipeline.redact.face import Faces

Key = tuple[int, int]


def content_of(page: pikepdf.Object) -> bytes:
    """Return the content of a page, of however many streams it is made."""
    contents = page.get("/Contents")
    parts = contents.as_list() if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts if isinstance(part, pikepdf.Stream))


class Usage:
    """Codes shown, by font, over all content that the pages reach."""

    def __init__(self, pdf: pikepdf.Pdf, faces: Faces) -> None:
        self.pdf = pdf
        self.codes: dict[Key, set[bytes]] = defaultdict(set)
        self.fonts: dict[Key, pikepdf.Object] = {}
        self.faces = faces
        self._seen: set[tuple[Key, Key]] = set()

    def scan(self, pages: Iterable[int] | None = None) -> None:
        """Scan pages (all without an argument), each once."""
        for number in range(len(self.pdf.pages)) if pages is None else pages:
            page = self.pdf.pages[number].obj
            if (page.objgen, (0, 0)) in self._seen:
                continue
            self._seen.add((page.objgen, (0, 0)))
            self._stream(content_of(page), page.get("/Resources"), None)

    def _stream(self, data: bytes, resources: Any, current: pikepdf.Object | None) -> None:
        if not isinstance(resources, pikepdf.Dictionary):
            return
        walk = _Walk(self, resources, current)
        for operator, operands, _ in lexer.instructions(data):
            step = _STEPS.get(operator)
            if step is not None:
                step(walk, operands)
        for key, strings in walk.shown.items():
            self._show(key, strings)
        for pattern in resources.get("/Pattern", pikepdf.Dictionary()).values():
            if isinstance(pattern, pikepdf.Stream):
                self.form(pattern, None)

    def _show(self, key: Key, strings: list[bytes]) -> None:
        font = self.fonts[key]
        known = self.faces.of(font)
        if not known.wide:
            self.codes[key].update(bytes((b,)) for b in set(b"".join(strings)))
        else:
            for text in set(strings):
                self.codes[key].update(code for code, _ in known.codes(text))
        if known.type3 and (key, (1, 1)) not in self._seen:
            self._seen.add((key, (1, 1)))
            for procedure in font.get("/CharProcs", pikepdf.Dictionary()).values():
                self._stream(procedure.read_bytes(), procedure.get("/Resources", font.get("/Resources")), None)

    def form(self, form: pikepdf.Object, current: pikepdf.Object | None) -> None:
        """Scan a form, once for each font that may be in force where it is painted."""
        key = (form.objgen, current.objgen if current is not None else (0, 0))
        if key in self._seen:
            return
        self._seen.add(key)
        self._stream(form.read_bytes(), form.get("/Resources"), current)


class _Walk:
    """The font in force along one stream."""

    def __init__(self, usage: Usage, resources: pikepdf.Dictionary, current: pikepdf.Object | None) -> None:
        self.usage = usage
        self.resources = resources
        self.current = current
        self.stack: list[pikepdf.Object | None] = []
        self.shown: dict[Key, list[bytes]] = defaultdict(list)

    def _find(self, kind: str, operands: bytes) -> Any:
        return self.resources.get(kind, pikepdf.Dictionary()).get(operands.split()[0].decode())

    def _set(self, font: Any) -> None:
        self.current = font
        if font is not None:
            self.usage.fonts.setdefault(font.objgen, font)

    def save(self, _: bytes) -> None:
        """Run `q`."""
        self.stack.append(self.current)

    def restore(self, _: bytes) -> None:
        """Run `Q`."""
        self.current = self.stack.pop() if self.stack else self.current

    def font(self, operands: bytes) -> None:
        """Run `Tf`."""
        self._set(self._find("/Font", operands))

    def show(self, operands: bytes) -> None:
        """Run an operator that shows text."""
        if self.current is not None:
            self.shown[self.current.objgen] += [i for i in lexer.pieces(operands) if isinstance(i, bytes)]

    def state(self, operands: bytes) -> None:
        """Run `gs`."""
        state = self._find("/ExtGState", operands)
        if not isinstance(state, pikepdf.Dictionary):
            return
        mask = state.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
            self.usage.form(mask["/G"], None)
        listed = state.get("/Font")
        if isinstance(listed, pikepdf.Array) and len(listed):
            self._set(listed[0])

    def paint(self, operands: bytes) -> None:
        """Run `Do`."""
        form = self._find("/XObject", operands)
        if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form":
            self.usage.form(form, self.current)


_STEPS = {
    b"q": _Walk.save,
    b"Q": _Walk.restore,
    b"Tf": _Walk.font,
    b"gs": _Walk.state,
    b"Do": _Walk.paint,
    **dict.fromkeys((b"Tj", b"TJ", b"'", b'"'), _Walk.show),
}
