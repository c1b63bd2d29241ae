"""Makes the two papers of the tutorial on matters: `python docs/tutorial/matter_papers.py FOLDER`. All invented."""

from __future__ import annotations

import sys
from pathlib import Path

import pymupdf

PROFILE = """\
TEHALUNA POLICE DEPARTMENT
OFFICER PROFILE - PATROL DIVISION

Officer Tamsin Orloveck was assigned to the patrol division on March 3, 2009, and completed the field training
program under the supervision of a senior officer of the same division.

Officer Orloveck resides at 4127 Quailwood Lane, Tehaluna, California 93215. The residence was confirmed by the
personnel office during the yearly review of emergency contacts. Social Security number 000-12-3456.

The officer responded to the disturbance on the evening of the incident and wrote the supplemental report that is
attached to the chronological log of the watch commander."""


def produced() -> bytes:
    """Return the paper as the other side produced it."""
    with pymupdf.open() as doc:
        page = doc.new_page()
        page.insert_textbox((72, 72, 540, 700), PROFILE, fontname="helv", fontsize=12)
        page.insert_text((440, 760), "TEH000120", fontname="helv", fontsize=12)
        return bytes(doc.tobytes())


def careless() -> bytes:
    """Return the same paper printed and scanned again, as somebody would attach it to a motion."""
    with pymupdf.open(stream=produced()) as source, pymupdf.open() as scan:
        for page in source:
            copy = scan.new_page(width=page.rect.width, height=page.rect.height)
            copy.insert_image(copy.rect, pixmap=page.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY))
        return bytes(scan.tobytes())


def main(folder: Path) -> None:
    """Write both."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "TEH000120.pdf").write_bytes(produced())
    (folder / "exhibit-4.pdf").write_bytes(careless())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
