"""Burn or cut regions of image objects: the pixels, the soft mask's and the explicit mask's alike.

Regions are given in the image's unit square (y up). A pixel that a region
touches is burned whole. Shared images are never changed: the result is a new object.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pikepdf

from pipeline.redact.colour import components
from pipeline.redact.entry import is_true
from pipeline.redact.matrix import Matrix, Point, Rect, around, box, inverse, meet, scale
from pipeline.redact.picture import chain
from pipeline.redact.sample import Pixels, channels, depth, pack, unpack

Window = tuple[int, int, int, int]
"""Pixel columns and rows x0, y0, x1, y1, rows from the top, ends exclusive."""
Mask = npt.NDArray[np.bool_]
Cover = Callable[[int, int], Mask]
"""From (width, height) to which pixels are burned."""

LEAST_HIDDEN = 6.0
"""Points of an image that must lie out of sight before it is cut: scanners pad their pages by a few points, a strip
that narrow holds no line of type, and cutting packs the whole scan again."""
GRID = 16
"""Pixels by which a cut is rounded outwards, so that the blocks of a JPEG stay whole."""


def window(image: pikepdf.Object, ctm: Matrix, clip: Rect) -> Window | None:
    """Return the part of an image that a clip can show; None when it is all, or nearly."""
    back = inverse(ctm)
    width, height = int(image["/Width"]), int(image["/Height"])
    if back is None:
        return None
    x0, y0, x1, y1 = meet(around(clip, back), (0.0, 0.0, 1.0, 1.0))
    wide, high = math.hypot(ctm[0], ctm[1]), math.hypot(ctm[2], ctm[3])
    if max(x0 * wide, (1 - x1) * wide, y0 * high, (1 - y1) * high) < LEAST_HIDDEN:
        return None
    left, right = math.floor(x0 * width - 1e-6), math.ceil(x1 * width + 1e-6)
    top, bottom = math.floor((1 - y1) * height - 1e-6), math.ceil((1 - y0) * height + 1e-6)
    grid = GRID if chain(image)[0][-1:] == ["/DCTDecode"] else 1
    found = (
        max(left // grid * grid, 0),
        max(top // grid * grid, 0),
        min(-(-right // grid) * grid, width),
        min(-(-bottom // grid) * grid, height),
    )
    return None if found == (0, 0, width, height) or found[0] >= found[2] or found[1] >= found[3] else found


def inner(image: pikepdf.Object, part: Window) -> Matrix:
    """Return how the unit square of a cut image lies in that of the whole."""
    width, height = int(image["/Width"]), int(image["/Height"])
    x0, y0, x1, y1 = part
    return ((x1 - x0) / width, 0.0, 0.0, (y1 - y0) / height, x0 / width, 1 - y1 / height)


def cropped(target: pikepdf.Pdf, image: pikepdf.Object, part: Window) -> pikepdf.Object | None:
    """Return the part of an image that lies in a window; None when its samples cannot be unpacked."""
    pixels = unpack(image)
    if pixels is None:
        return None
    whole = (int(image["/Width"]), int(image["/Height"]))
    x0, y0, x1, y1 = part
    pixels.values = np.ascontiguousarray(pixels.values[y0:y1, x0:x1])
    out = pack(target, pixels, image)
    for key in ("/SMask", "/Mask"):
        mask = image.get(key)
        if not isinstance(mask, pikepdf.Stream):
            continue
        size = (int(mask["/Width"]), int(mask["/Height"]))
        made = cropped(target, mask, part) if size == whole else _resampled(target, mask, part, whole)
        if made is None:
            return None
        out[key] = target.make_indirect(made)
    return target.make_indirect(out)


def _resampled(
    target: pikepdf.Pdf, mask: pikepdf.Object, part: Window, whole: tuple[int, int]
) -> pikepdf.Object | None:
    """Cut a mask of another size, taking for each of its own pixel widths the nearest sample."""
    pixels = unpack(mask)
    if pixels is None:
        return None
    height, width = pixels.values.shape[:2]
    x0, y0, x1, y1 = part
    columns = max(1, math.ceil((x1 - x0) * width / whole[0]))
    rows = max(1, math.ceil((y1 - y0) * height / whole[1]))
    xs = ((x0 + (np.arange(columns) + 0.5) * (x1 - x0) / columns) * width / whole[0]).astype(int).clip(0, width - 1)
    ys = ((y0 + (np.arange(rows) + 0.5) * (y1 - y0) / rows) * height / whole[1]).astype(int).clip(0, height - 1)
    pixels.values = np.ascontiguousarray(pixels.values[ys][:, xs])
    return pack(target, pixels, mask)


def burned(
    target: pikepdf.Pdf, image: pikepdf.Object, cover: Cover, *, white: bool, pitch: float = 0.0
) -> pikepdf.Object | None:
    """Return the image with the covered pixels set to one colour; None when its samples cannot be unpacked.

    `pitch` is the size of a pixel on the page in points: coarse pixels are cut into
    finer ones first, so that what is burned does not reach far beyond the mark. An
    image that is of one colour under the marks already is returned as it is.
    """
    pixels = unpack(image)
    if pixels is None:
        return None
    masks = {key: image[key] for key in ("/SMask", "/Mask") if isinstance(image.get(key), pikepdf.Stream)}
    made = {key: _burned_mask(target, mask, cover) for key, mask in masks.items()}
    if any(mask is None for mask in made.values()):
        return None
    area = cover(pixels.values.shape[1], pixels.values.shape[0])
    if _flat(pixels, area) and all(made[key] is mask for key, mask in masks.items()):
        return image
    if pitch > COARSE:
        _refine(pixels, math.ceil(pitch / COARSE))
        area = cover(pixels.values.shape[1], pixels.values.shape[0])
    pixels.values[area] = fill_value(image, pixels, white=white)
    out = pack(target, pixels, image)
    for key, mask in made.items():
        out[key] = mask
    return target.make_indirect(out)


COARSE = 1.0
"""Points; a larger pixel is cut into smaller ones before burning."""


def _flat(pixels: Pixels, area: Mask) -> bool:
    """Tell whether the covered pixels are all alike."""
    found = pixels.values[area]
    return not len(found) or bool((found == found[0]).all())


def _refine(pixels: Pixels, factor: int) -> None:
    height, width = pixels.values.shape[:2]
    factor = min(factor, max(1, int((4_000_000 / (height * width)) ** 0.5)))
    pixels.values = pixels.values.repeat(factor, axis=0).repeat(factor, axis=1)


def _burned_mask(target: pikepdf.Pdf, mask: pikepdf.Object, cover: Cover) -> pikepdf.Object | None:
    """Burn a soft or explicit mask so that nothing of the image is painted in the region."""
    pixels = unpack(mask)
    if pixels is None:
        return None
    area = cover(pixels.values.shape[1], pixels.values.shape[0])
    if _flat(pixels, area):
        return mask
    pixels.values[area] = fill_value(mask, pixels, white=False)
    return target.make_indirect(pack(target, pixels, mask))


def fill_value(image: pikepdf.Object, pixels: Pixels, *, white: bool) -> npt.NDArray[Any]:
    """Return the samples of one pixel that show black (or white), or, in a stencil, paint nothing."""
    top = (1 << pixels.bits) - 1
    parts = pixels.values.shape[2]
    decode = image.get("/Decode")
    turned = isinstance(decode, pikepdf.Array) and len(decode) >= 2 and float(decode[0]) > float(decode[1])
    if is_true(image.get("/ImageMask")):
        return np.array([0 if turned else top])
    space = image.get("/ColorSpace")
    family = str(space[0]) if isinstance(space, pikepdf.Array) else str(space)
    if family == "/Indexed":
        return np.array([_darkest(space, white=white)])
    subtractive = family in ("/Separation", "/DeviceN") or parts == 4
    dark = np.full(parts, top if subtractive else 0)
    light = np.full(parts, 0 if subtractive else top)
    if family == "/Lab":
        dark[1:] = light[1:] = top // 2 + 1
    value = light if white else dark
    return top - value if turned else value


def _darkest(space: Any, *, white: bool) -> int:
    """Return the index of the darkest (or lightest) colour of a palette."""
    parts = components(space[1])
    table = np.frombuffer(bytes(space[3]), dtype=np.uint8)
    count = len(table) // parts
    if not count:
        return 0
    sums = table[: count * parts].reshape(count, parts).astype(int).sum(axis=1)
    dark_high = parts == 4
    return int(sums.argmax() if white != dark_high else sums.argmin())


def cover(regions: Sequence[Sequence[Point]]) -> Cover:
    """Return which pixels any of some convex regions of the unit square (y up) touches."""

    def touched(width: int, height: int) -> Mask:
        out = np.zeros((height, width), dtype=bool)
        for region in regions:
            points = [(x * width, (1 - y) * height) for x, y in region]
            _touch(out, points)
        return out

    return touched


def _touch(out: Mask, points: Sequence[Point]) -> None:
    height, width = out.shape
    x0, y0, x1, y1 = box(points)
    left, right = max(math.floor(x0 - 0.01), 0), min(math.ceil(x1 + 0.01), width)
    top, bottom = max(math.floor(y0 - 0.01), 0), min(math.ceil(y1 + 0.01), height)
    if left >= right or top >= bottom:
        return
    xs, ys = np.arange(left, right) + 0.5, (np.arange(top, bottom) + 0.5)[:, None]
    inside = np.ones((bottom - top, right - left), dtype=bool)
    middle = (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
        nx, ny = by - ay, ax - bx
        if (middle[0] - ax) * nx + (middle[1] - ay) * ny > 0:
            nx, ny = -nx, -ny
        if abs(nx) + abs(ny) < 1e-9:
            continue
        # A pixel is outside when even its nearest corner is: half its width along the normal is granted.
        inside &= (xs - ax) * nx + (ys - ay) * ny <= (abs(nx) + abs(ny)) * 0.5
    out[top:bottom, left:right] |= inside


def whole(width: int, height: int) -> Mask:
    """Cover every pixel."""
    return np.ones((height, width), dtype=bool)


def resolution(image: pikepdf.Object, ctm: Matrix) -> float:
    """Return pixels per point."""
    return math.sqrt(int(image["/Width"]) * int(image["/Height"])) / max(scale(ctm), 1e-6)


__all__ = ["burned", "channels", "cover", "cropped", "depth", "inner", "resolution", "whole", "window"]
