"""Find out which codes of which fonts the pages of a plain copy still show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pikepdf

from pipeline.redact import lexer
from pipeline.redact.face import Faces

Key = tuple[int, int]


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
            contents = page.get("/Contents")
            parts = list(contents.as_list()) if isinstance(contents, pikepdf.Array) else [contents]
            data = b"\n".join(part.read_bytes() for part in parts if isinstance(part, pikepdf.Stream))
            self._stream(data, page.get("/Resources"), None)

    def _stream(self, data: bytes, resources: Any, current: pikepdf.Object | None) -> None:
        if not isinstance(resources, pikepdf.Dictionary):
            return
        fonts, states, objects = (resources.get(k, pikepdf.Dictionary()) for k in ("/Font", "/ExtGState", "/XObject"))
        stack: list[pikepdf.Object | None] = []
        shown: dict[Key, list[bytes]] = defaultdict(list)
        names: dict[bytes, pikepdf.Object | None] = {}
        for operator, operands, _ in lexer.instructions(data):
            if operator == b"q":
                stack.append(current)
            elif operator == b"Q":
                current = stack.pop() if stack else current
            elif operator == b"Tf":
                name = operands.split()[0]
                if name not in names:
                    names[name] = fonts.get(name.decode())
                current = names[name]
                if current is not None:
                    self.fonts.setdefault(current.objgen, current)
            elif operator in _SHOWS:
                if current is not None:
                    shown[current.objgen] += [i for i in lexer.pieces(operands) if isinstance(i, bytes)]
            elif operator == b"gs":
                current = self._state(states.get(operands.strip().decode()), current)
            elif operator == b"Do":
                form = objects.get(operands.strip().decode())
                if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form":
                    self._form(form, current)
        for key, strings in shown.items():
            self._show(key, strings)
        self._patterns(resources)

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

    def _state(self, state: Any, current: pikepdf.Object | None) -> pikepdf.Object | None:
        if not isinstance(state, pikepdf.Dictionary):
            return current
        mask = state.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
            self._form(mask["/G"], None)
        listed = state.get("/Font")
        if isinstance(listed, pikepdf.Array) and len(listed):
            self.fonts.setdefault(listed[0].objgen, listed[0])
            return listed[0]
        return current

    def _form(self, form: pikepdf.Object, current: pikepdf.Object | None) -> None:
        key = (form.objgen, current.objgen if current is not None else (0, 0))
        if key in self._seen:
            return
        self._seen.add(key)
        self._stream(form.read_bytes(), form.get("/Resources"), current)

    def _patterns(self, resources: pikepdf.Dictionary) -> None:
        for pattern in resources.get("/Pattern", pikepdf.Dictionary()).values():
            if isinstance(pattern, pikepdf.Stream):
                self._form(pattern, None)


_SHOWS = frozenset((b"Tj", b"TJ", b"'", b'"'))
