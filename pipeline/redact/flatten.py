"""Replace a page by its picture, boxes drawn in, with the words that are left as an invisible layer.

This is for pages that cannot be burned with a clean cut. Nothing of the page's
own content stays in the file.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

import numpy as np
import pikepdf
from PIL import Image

from pipeline.redact.codec import plain_jpeg
from pipeline.redact.layerfont import LayerFont, invisible
from pipeline.redact.matrix import write
from pipeline.redact.region import Region
from pipeline.redact.survey import Letter, Survey

DPI = 300
"""Dots per inch of a page's picture: what scanners use, and what OCR wants."""
MOST_DOTS = 40_000_000
"""Pixels of one picture; a larger sheet is rendered coarser."""
CHROMA = 12
"""Difference between colour channels up to which a pixel counts as grey."""
MIDDLE = 0.12
"""Part of the pixels that may be half-tones when a picture still counts as print."""


class Flattener:
    """Replaces pages of one file."""

    def __init__(self, pdf: pikepdf.Pdf, survey: Survey) -> None:
        self.pdf = pdf
        self.survey = survey
        self.font = LayerFont(pdf, "/T0")

    def flatten(self, number: int, regions: Sequence[Region], size: tuple[float, float]) -> None:
        """Replace one page, which the survey shows with its boxes drawn."""
        width, height = size
        dpi = min(DPI, int((MOST_DOTS / max(width * height / 5184, 1e-6)) ** 0.5))
        pixmap = self.survey.picture(number, max(dpi, 36))
        values = np.frombuffer(pixmap.samples, dtype=np.uint8).reshape(pixmap.height, pixmap.stride)
        picture = picture_object(self.pdf, values[:, : pixmap.width * 3].reshape(pixmap.height, pixmap.width, 3))
        layer = self._layer(number, regions)
        page = self.pdf.pages[number].obj
        body = b"q " + write((width, 0, 0, height, 0, 0)) + b" cm /X0 Do Q\n" + layer
        resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X0=self.pdf.make_indirect(picture)))
        if layer:
            resources["/Font"] = pikepdf.Dictionary({self.font.name: self.font.object})
        page.Contents = self.pdf.make_indirect(pikepdf.Stream(self.pdf, body))
        page.Resources = resources
        if "/Group" in page:
            del page["/Group"]

    def _layer(self, number: int, regions: Sequence[Region]) -> bytes:
        """Return invisible text for the words of the page that lie in no mark, and for what is printed on the boxes."""
        out = []
        for word in _words(self.survey.letters(number), regions):
            first, last = word[0], word[-1]
            span = (last.end[0] - first.origin[0]) * first.along[0] + (last.end[1] - first.origin[1]) * first.along[1]
            text = "".join(letter.text for letter in word)
            out.append(self.font.show(text, size=first.size, along=first.along, origin=first.origin, span=span))
        return invisible(out)

    def finish(self) -> None:
        """Write the font of the invisible layers."""
        self.font.finish()


def _words(letters: Sequence[Letter], regions: Sequence[Region]) -> list[list[Letter]]:
    """Return runs of letters that stand in one line, cut at blanks (which stay with the word before) and at marks."""
    out: list[list[Letter]] = []
    fresh = True
    before: Letter | None = None
    for letter in letters:
        code = ord(letter.text[0]) if len(letter.text) == 1 else 0xFFFF
        under = not letter.printed and any(r.holds(*letter.place, 0.05 * letter.size) for r in regions)
        if under or not 32 <= code < 0xD800 or (letter.blank and fresh):
            fresh = True
            before = None
            continue
        if fresh or before is None or not _follows(before, letter):
            out.append([])
        out[-1].append(letter)
        fresh, before = letter.blank, letter
    return out


def _follows(before: Letter, letter: Letter) -> bool:
    if before.along != letter.along or abs(before.size - letter.size) > 0.01 or before.printed != letter.printed:
        return False
    dx, dy = letter.origin[0] - before.end[0], letter.origin[1] - before.end[1]
    ahead = dx * letter.along[0] + dy * letter.along[1]
    aside = abs(-dx * letter.along[1] + dy * letter.along[0])
    return bool(aside < 0.1 * letter.size and -0.3 * letter.size < ahead < 0.6 * letter.size)


def picture_object(pdf: pikepdf.Pdf, values: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> pikepdf.Object:
    """Return an image object for a rendering (height, width, 3): print in sixteen colours, anything else as JPEG."""
    height, width = values.shape[:2]
    head = pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height)
    coloured = (values.max(axis=2).astype(np.int16) - values.min(axis=2)) > CHROMA
    grey = np.asarray(Image.fromarray(values).convert("L"))
    plain = not coloured.any()
    middle = float(((grey > 40) & (grey < 215)).mean())
    if middle > MIDDLE or coloured.mean() > 0.2:
        held = io.BytesIO()
        Image.fromarray(grey if plain else values).save(held, "JPEG", quality=88, optimize=True)
        head["/ColorSpace"] = pikepdf.Name.DeviceGray if plain else pikepdf.Name.DeviceRGB
        head["/BitsPerComponent"] = 8
        head["/Filter"] = pikepdf.Name.DCTDecode
        return pikepdf.Stream(pdf, plain_jpeg(held.getvalue()), head)
    if plain:
        levels = ((grey.astype(np.uint16) * 15 + 127) // 255).astype(np.uint8)
        space: pikepdf.Object = pikepdf.Name.DeviceGray
    else:
        few = Image.fromarray(values).quantize(16, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        levels = np.asarray(few)
        table = bytes(few.getpalette() or [])[:48].ljust(48, b"\0")
        space = pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 15, pikepdf.String(table)])
    if width % 2:
        levels = np.pad(levels, ((0, 0), (0, 1)))
    packed = (levels[:, 0::2] << 4) | levels[:, 1::2]
    up = packed.copy()
    up[1:] = packed[1:] - packed[:-1]
    rows = np.concatenate([np.full((height, 1), 2, dtype=np.uint8), up], axis=1)
    head["/ColorSpace"], head["/BitsPerComponent"] = space, 4
    head["/Filter"] = pikepdf.Name.FlateDecode
    head["/DecodeParms"] = pikepdf.Dictionary(Predictor=15, Colors=1, BitsPerComponent=4, Columns=width)
    return pikepdf.Stream(pdf, zlib.compress(rows.tobytes(), 9), head)
