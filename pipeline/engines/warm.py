"""What a fork server loads before it forks workers: only imports, so that new workers start quickly."""

import contextlib

for _name in ("pymupdf", "pikepdf", "pypdfium2", "spacy", "presidio_analyzer", "presidio_anonymizer"):
    with contextlib.suppress(ImportError):
        __import__(_name)
