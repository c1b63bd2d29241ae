"""Burn marks into a copy of a plain copy: text, pixels and line art under each mark go, then the box is drawn.

Everything outside the marks stays as it was, byte by byte; pages without marks
are not touched. A page where something under a mark cannot be taken out
cleanly is replaced by its picture. A draft is vouched for by nobody yet.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf

from pipeline.errors import HeldError
from pipeline.nouns import Digest, Draft, Mark, NormalForm, Secret
from pipeline.redact import subset
from pipeline.redact.canvas import Canvas
from pipeline.redact.face import Faces
from pipeline.redact.flatten import Flattener
from pipeline.redact.gstate import GState
from pipeline.redact.normalise import FAILURES, save
from pipeline.redact.region import SAME_LINE, Region, as_quad, region
from pipeline.redact.scorch import BurnShop, Scorch
from pipeline.redact.stamp import Stamper
from pipeline.redact.survey import Survey

Lines = tuple[tuple[float, float], ...]


class PdfBurner:
    """Burns with boxes: black with white print, or white with a black border and black print; a bare mark gets none."""

    def __init__(self, *, white: bool = False) -> None:
        self.white = white

    def burn(self, normal: NormalForm, marks: Sequence[Mark], secrets: Sequence[Secret], workdir: Path) -> Draft:
        """Write a draft into `workdir`; marks in the draft may be narrower than those given, never wider than a hair.

        Raises:
            HeldError: `burn_failed` or `mark_off_page`, when a mark cannot be burned.
        """
        out = workdir / "draft.pdf"
        try:
            with pikepdf.open(normal.path, suppress_warnings=True) as pdf:
                work = _Work(pdf, normal, secrets, white=self.white)
                work.burn(marks)
                work.finish(out)
        except HeldError:
            raise
        except FAILURES:
            raise _held("burn_failed") from None
        order = {id(mark): i for i, mark in enumerate(marks)}
        done = sorted(work.done, key=lambda pair: order[id(pair[0])])
        digest = hashlib.sha256(out.read_bytes()).hexdigest()
        return Draft(
            path=out,
            sha256=Digest(digest),
            marks=tuple(new for _, new in done),
            flattened=tuple(sorted(work.flattened)),
            scrubbed=dict(work.counts),
        )


def _held(reason: str) -> HeldError:
    return HeldError("a mark cannot be burned without harm; look at the page and burn it by hand", reason=reason)


class _Work:
    """The burning of one file."""

    def __init__(self, pdf: pikepdf.Pdf, normal: NormalForm, secrets: Sequence[Secret], *, white: bool) -> None:
        self.pdf = pdf
        self.normal = normal
        self.secrets = secrets
        self.white = white
        self.stamper = Stamper(white)
        self.faces = Faces()
        self.counts: Counter[str] = Counter()
        self.done: list[tuple[Mark, Mark]] = []
        self.regions: dict[int, list[Region]] = {}
        self.doubtful: dict[int, set[str]] = {}
        self.flattened: set[int] = set()
        self.burned: dict[tuple[int, int], set[bytes]] = defaultdict(set)

    def burn(self, marks: Sequence[Mark]) -> None:
        """Burn all marks, page by page."""
        by_page: dict[int, list[Mark]] = defaultdict(list)
        for mark in marks:
            if not 0 <= mark.page < len(self.normal.page_sizes):
                raise _held("mark_off_page")
            by_page[mark.page].append(mark)
        for number, here in sorted(by_page.items()):
            self._page(number, here)

    def _page(self, number: int, marks: Sequence[Mark]) -> None:
        page = self.pdf.pages[number].obj
        width, height = self.normal.page_sizes[number]
        regions = [region(mark, height) for mark in marks]
        data = page.Contents.read_bytes()
        canvas, scorch = self._pass(page, data, regions, (width, height))
        chosen = self._contested(number, regions)
        if chosen:
            # Lines around are so near that their letters were caught too: begin again with the mark's own line.
            regions = [region(mark, height) for mark in marks]
            for i, lines in chosen.items():
                regions[i].lines = lines
            canvas, scorch = self._pass(page, data, regions, (width, height))
        self.regions[number] = regions
        for key, codes in scorch.burned.items():
            self.burned[key] |= codes
        if scorch.doubts:
            self.doubtful[number] = scorch.doubts
        self._finish_page(page, canvas, regions, height)

    def _pass(
        self, page: pikepdf.Object, data: bytes, regions: list[Region], size: tuple[float, float]
    ) -> tuple[tuple[bytes, pikepdf.Dictionary], Scorch]:
        scorch = Scorch(regions)
        shop = BurnShop(self.pdf, scorch, self.faces, white=self.white)
        state = GState(clip=(0.0, 0.0, *size))
        canvas = Canvas(shop, scorch, resources=page.get("/Resources"), state=state)
        body = canvas.run(data)
        return (body, canvas.resource_dictionary()), scorch

    def _contested(self, number: int, regions: Sequence[Region]) -> dict[int, Lines]:
        """Return for marks that caught several lines the lines that are theirs."""
        out: dict[int, Lines] = {}
        survey: Survey | None = None
        for i, found in enumerate(regions):
            groups = found.groups()
            if len(groups) < 2 or found.mark.whole:
                continue
            wanted = [secret for secret in self.secrets if secret.decision == found.mark.decision]
            if not wanted:
                continue
            survey = survey or Survey(self.normal.path)
            own = survey.own_lines(number, found, groups, wanted)
            if own and len(own) < len(groups):
                out[i] = tuple((min(c.base for c in g) - 0.05, max(c.base for c in g) + SAME_LINE * 0.1) for g in own)
        if survey is not None:
            survey.close()
        return out

    def _finish_page(
        self, page: pikepdf.Object, made: tuple[bytes, pikepdf.Dictionary], regions: Sequence[Region], height: float
    ) -> None:
        body, resources = made
        boxes = []
        for found in regions:
            corners = found.trimmed()
            if not found.mark.bare:
                boxes.append((corners, found.mark.overlay))
            self.done.append((found.mark, replace(found.mark, quad=as_quad(corners, height))))
        page.Resources = self.pdf.make_indirect(resources)
        page.Contents = pikepdf.Array(
            [
                self.pdf.make_indirect(pikepdf.Stream(self.pdf, b"q\n" + body + b"\nQ")),
                self.pdf.make_indirect(pikepdf.Stream(self.pdf, self.stamper.boxes(boxes))),
            ]
        )

    def finish(self, out: Path) -> None:
        """Write the draft; look at it again, and replace the pages that are not clean by their pictures."""
        font = self.stamper.font(self.pdf)
        for number in self.regions:
            if font is not None:
                resources = self.pdf.pages[number].obj.Resources
                if "/Font" not in resources:
                    resources["/Font"] = pikepdf.Dictionary()
                resources["/Font"]["/Print"] = font
        self.counts.update(subset.shrink(self.pdf, self.burned, self.regions, self.faces))
        save(self.pdf, out)
        if not self.regions:
            return
        with Survey(out) as survey:
            for number, regions in self.regions.items():
                if number not in self.doubtful:
                    found = survey.left_under(number, regions)
                    if found:
                        self.doubtful[number] = found
            if self.doubtful:
                self._flatten(survey)
        if self.doubtful:
            save(self.pdf, out)

    def _flatten(self, survey: Survey) -> None:
        flattener = Flattener(self.pdf, survey)
        for number, why in self.doubtful.items():
            flattener.flatten(number, self.regions[number], self.normal.page_sizes[number])
            self.flattened.add(number)
            self.counts.update(f"flattened_{reason}" for reason in why)
        flattener.finish()
