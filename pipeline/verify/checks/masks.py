"""Masks of images under marks: a soft mask or a stencil can hold letters that the image itself does not show."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pikepdf
from pikepdf import Name

from pipeline.nouns import Check, Mark
from pipeline.verify.art import Sort, items, pixels
from pipeline.verify.book import Book, Unread
from pipeline.verify.checks.beneath import uniform
from pipeline.verify.evidence import Papers, Tally
from pipeline.verify.quad import IDENTITY, Matrix, apply, meets, multiply
from pipeline.verify.store import content, decoded, entries, filters, inherited
from pipeline.verify.stream import Step, steps

LOSSY = ("/DCTDecode", "/JPXDecode")
"""Filters that blur."""

MAX_DEPTH = 24
"""Forms inside forms deeper than this are not followed, and fail."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """An image where a page paints it."""

    image: pikepdf.Stream
    matrix: Matrix
    """Takes the unit square to page space."""

    @property
    def rect(self) -> tuple[float, float, float, float]:
        """Return the bounds in page space."""
        corners = [apply(self.matrix, x, y) for x in (0, 1) for y in (0, 1)]
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        return min(xs), min(ys), max(xs), max(ys)


class MasksUnderMarks:
    """Each soft mask and stencil of an image under a mark is decoded by itself, and is uniform there."""

    name = "masks_under_marks.v1"

    def run(self, papers: Papers) -> Check:
        """Return the evidence."""
        tally = Tally(self.name)
        tally.saw("pages", len(papers.store.pages))
        for number, page in enumerate(papers.store.pages):
            marks = [mark for mark in papers.case.draft.marks if mark.page == number and not mark.bare]
            resources = inherited(page, Name.Resources)
            if not marks or not _masked(resources):
                continue
            height = papers.case.normal.page_sizes[number][1]
            for placed in images(content(page), resources, (1.0, 0.0, 0.0, -1.0, 0.0, height)):
                self._image(placed, [mark for mark in marks if meets(placed.rect, mark.quad)], number, tally)
        return tally.check("pages")

    @staticmethod
    def _image(placed: Placed, marks: list[Mark], page: int, tally: Tally) -> None:
        for key in (Name.SMask, Name.Mask):
            mask = placed.image.get(key)
            if not marks or not isinstance(mask, pikepdf.Stream):
                continue
            tally.saw("masks")
            picture = _pixels(mask)
            lossy = any(name in LOSSY for name in filters(mask))
            for mark in marks:
                if not uniform(picture, placed.matrix, mark, lossy=lossy):
                    tally.fail("mask_left", page)


def images(data: bytes, resources: pikepdf.Object | None, to_page: Matrix, *, depth: int = 0) -> Iterator[Placed]:
    """Yield the images that a content stream paints, forms opened.

    Raises:
        Unread: forms are nested too deeply.
    """
    if depth > MAX_DEPTH:
        raise Unread("forms_too_deep")
    xobjects = resources.get(Name.XObject) if isinstance(resources, pikepdf.Dictionary) else None
    now, saved = IDENTITY, list[Matrix]()
    for step in steps(data):
        if step.operator == b"q":
            saved.append(now)
        elif step.operator == b"Q":
            now = saved.pop() if saved else IDENTITY
        elif step.operator == b"cm":
            now = multiply(_numbers(step), now)
        elif step.operator == b"Do" and isinstance(xobjects, pikepdf.Dictionary):
            key = next(iter(step.names), b"").decode("latin-1")
            thing = xobjects[key] if len(key) > 1 and key in xobjects else None
            if not isinstance(thing, pikepdf.Stream):
                continue
            if thing.get(Name.Subtype) == Name.Image:
                yield Placed(thing, multiply(now, to_page))
            elif thing.get(Name.Subtype) == Name.Form:
                inner = multiply(multiply(_matrix(thing), now), to_page)
                yield from images(decoded(thing)[0], thing.get(Name.Resources, resources), inner, depth=depth + 1)


def _numbers(step: Step) -> Matrix:
    numbers = [o for o in step.operands if isinstance(o, float)]
    if len(numbers) != 6:
        return IDENTITY
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def _matrix(form: pikepdf.Stream) -> Matrix:
    entry = form.get(Name.Matrix)
    if not isinstance(entry, pikepdf.Array) or len(entry) != 6:
        return IDENTITY
    a, b, c, d, e, f = (float(v) for v in entry)
    return a, b, c, d, e, f


def _masked(resources: pikepdf.Object | None, depth: int = 0) -> bool:
    """Tell whether any image in the resources, or in those of their forms, has a mask."""
    xobjects = resources.get(Name.XObject) if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(xobjects, pikepdf.Dictionary) or depth > MAX_DEPTH:
        return False
    for _, thing in entries(xobjects):
        if isinstance(thing.get(Name.SMask), pikepdf.Stream) or isinstance(thing.get(Name.Mask), pikepdf.Stream):
            return True
        if thing.get(Name.Subtype) == Name.Form and _masked(thing.get(Name.Resources), depth + 1):
            return True
    return False


def _pixels(mask: pikepdf.Stream) -> npt.NDArray[np.uint8]:
    """Decode a mask: pdfium opens only documents, so it is put on a page of its own, in memory."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(72, 72))
        image = pdf.copy_foreign(mask)
        if image.get(Name.ImageMask):
            del image[Name.ImageMask]
            image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 1
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        page.obj.Contents = pdf.make_stream(b"q 72 0 0 72 0 0 cm /I Do Q")
        buffer = io.BytesIO()
        pdf.save(buffer)
    with Book(buffer.getvalue()) as book, book.leaf(0) as leaf:
        found = [item for item in items(leaf) if item.sort is Sort.IMAGE]
        if not found:
            raise Unread("mask_undecoded")
        return pixels(found[0])
