"""Pictures of print and of other things, for pages that show what their text layer does not say."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pikepdf
import pymupdf
from pikepdf import Name

from tests.extract.paper import lines, paper

Gray = npt.NDArray[np.uint8]


def print_of(texts: Sequence[str], *, size: float = 12, dpi: int = 200, width: float = 468, step: float = 16) -> Gray:
    """Return a picture of some lines of print, black on white; it is `width` by `step` times the lines, points."""
    with pymupdf.open("pdf", paper(lines(4, step - 4, list(texts), size=size, step=step))) as doc:
        clip = pymupdf.Rect(0, 0, width, step * len(texts) + 4)
        pixels = doc[0].get_pixmap(dpi=dpi, clip=clip, colorspace="gray")
        return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride)[:, : pixels.width]


def scribble(*, seed: int = 7, width: int = 600, height: int = 110) -> Gray:
    """Return a picture of something like a signature: one thin line that goes up and down."""
    rng = np.random.default_rng(seed)
    image = np.full((height, width), 255, dtype=np.uint8)
    x = np.linspace(10, width - 10, 4000)
    y = height / 2 + sum(
        a * np.sin(x / p + q)
        for a, p, q in zip(rng.uniform(8, 18, 3), rng.uniform(6, 18, 3), rng.uniform(0, 6, 3), strict=True)
    )
    for dx in range(4):
        for dy in range(4):
            image[np.clip(y.astype(int) + dy, 0, height - 1), np.clip(x.astype(int) + dx, 0, width - 1)] = 20
    return image


def disc(side: int = 200) -> Gray:
    """Return a picture of a solid mark, like a logo without letters."""
    y, x = np.mgrid[0:side, 0:side] - side / 2
    return np.where(x**2 + y**2 < (0.45 * side) ** 2, 30, 255).astype(np.uint8)


def cloud(width: int = 400, height: int = 300) -> Gray:
    """Return a picture of continuous tone."""
    y, x = np.mgrid[0:height, 0:width]
    return (128 + 60 * np.sin(x / 40) * np.cos(y / 55) + 20 * np.sin(x / 9 + y / 13)).astype(np.uint8)


def image(pdf: pikepdf.Pdf, samples: Gray, **more: Any) -> Any:
    """Return an image XObject."""
    stream = pdf.make_stream(
        np.ascontiguousarray(samples).tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=samples.shape[1],
        Height=samples.shape[0],
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    for key, value in more.items():
        stream[f"/{key}"] = value
    return pdf.make_indirect(stream)


def stencil(pdf: pikepdf.Pdf, samples: Gray) -> Any:
    """Return an image mask that paints where the samples are dark."""
    bits = np.packbits(samples >= 128, axis=1)
    return pdf.make_indirect(
        pdf.make_stream(
            bits.tobytes(),
            Type=Name.XObject,
            Subtype=Name.Image,
            ImageMask=True,
            Width=samples.shape[1],
            Height=samples.shape[0],
            BitsPerComponent=1,
        )
    )


def shown(name: str, x: float, y: float, width: float, height: float) -> str:
    """Return operators that place an image with its upper left corner `y` points below the top of a letter page."""
    return f"q {width} 0 0 {height} {x} {792 - y - height} cm /{name} Do Q\n"


def pictured(content: str, images: dict[str, Gray], *, stencils: dict[str, Gray] | None = None) -> bytes:
    """Return a letter page that paints some images."""

    def more(pdf: pikepdf.Pdf) -> dict[str, dict[str, Any]]:
        made = {name: image(pdf, samples) for name, samples in images.items()}
        made |= {name: stencil(pdf, samples) for name, samples in (stencils or {}).items()}
        return {"XObject": made}

    return paper(content, more=more)


def outlined(texts: Sequence[str]) -> bytes:
    """Return a page on which the letters are drawn as paths."""
    with pymupdf.open("pdf", paper(lines(72, 100, list(texts)))) as doc:
        drawing = doc[0].get_svg_image(text_as_path=True)
    with pymupdf.open("svg", drawing.encode()) as svg:
        return bytes(svg.convert_to_pdf())


def scanned(data: bytes, *, dpi: int = 200, angle: float = 0, layer: str = "", grey: int = 0) -> bytes:
    """Return a page as a scan: one picture, askew or turned by `angle` degrees, with hidden text over it."""
    with pymupdf.open("pdf", data) as doc:
        zoom = pymupdf.Matrix(dpi / 72, dpi / 72).prerotate(angle)
        pixels = doc[0].get_pixmap(matrix=zoom, colorspace="gray")
        samples = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride)[:, : pixels.width]
    if grey:
        samples = (255 - (255 - samples.astype(int)) * grey // 255).astype(np.uint8)
    high, wide = samples.shape
    scale = min(612 / wide, 792 / high)
    content = shown("Im", 0, 0, wide * scale, high * scale) + layer
    return pictured(content, {"Im": samples})


def encoded(pdf: pikepdf.Pdf) -> bytes:
    """Return a PDF as bytes."""
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
