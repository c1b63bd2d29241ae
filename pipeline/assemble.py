"""The only place that knows concrete classes: from settings to a kit.

Heavy libraries are imported when the part that needs them is built, so that
`prefile --help` and configuration errors do not wait for them.
"""

from __future__ import annotations

import functools

from pipeline.core import Kit
from pipeline.settings import Settings

LIBRARIES = ("pymupdf", "pikepdf", "pypdfium2", "presidio-analyzer", "presidio-anonymizer", "spacy", "eyecite")
"""Distributions whose versions a receipt cites, because the outcome depends on them."""


@functools.lru_cache(maxsize=4)
def build(settings: Settings) -> Kit:
    """Return the kit for `settings`; the same settings give the same kit, so that models load once a process."""
    from pipeline.extract.accept import PdfAccepter  # noqa: PLC0415 - see the module's second sentence
    from pipeline.extract.read import PageReader  # noqa: PLC0415
    from pipeline.record.ledger import FileLedger  # noqa: PLC0415
    from pipeline.record.receipt import ReceiptStore  # noqa: PLC0415
    from pipeline.redact.normalise import PdfNormaliser  # noqa: PLC0415
    from pipeline.verify.verifier import PdfVerifier  # noqa: PLC0415

    return Kit(
        accepter=PdfAccepter(),
        normaliser=PdfNormaliser(),
        reader=PageReader(language=settings.ocr_language),
        detector=detector(settings),
        decider=functools.partial(decider, settings),
        burner=burner,
        verifier=PdfVerifier(),
        ledger=FileLedger(settings.audit / "audit.jsonl", settings.key_path),
        store=ReceiptStore(settings.audit / "receipts").keep,
        boxes=functools.partial(_boxes),
        tmp=settings.tmp,
        versions=versions(settings),
    )
