"""Puts a trained NER component onto the vocabulary and vectors of an installed model; it stores neither.

A folder below `models/ner/` holds `config.cfg`, `ner/` and a `meta.json` whose `base` names the
model that it was trained on. Its weights mean nothing over another vocabulary.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import spacy

from pipeline.errors import ConfigError

UNREAD: dict[str, Any] = {
    "tokenizer_exceptions": {},
    "prefixes": (),
    "suffixes": (),
    "infixes": (),
    "token_match": None,
    "url_match": None,
}
"""The language's own rules for words, which the tokenizer's file replaces: spaCy would enter and compile both."""


def base_of(folder: Path) -> str:
    """Return the name of the model that the component in `folder` stands on; empty for a model that stands alone.

    Raises:
        ConfigError: `meta.json` is missing or no JSON.
    """
    try:
        return str(json.loads((folder / "meta.json").read_text(encoding="utf-8")).get("base", ""))
    except (OSError, ValueError, AttributeError):
        raise ConfigError(f"{folder}/meta.json cannot be read", reason="model_meta") from None


def graft(base: Path, folder: Path) -> Any:
    """Return a pipeline with the tokenizer and vectors of `base` and the one component of `folder`.

    The strings of the vectors are left out: nothing here looks them up, and they take most of the time of loading. The
    language's own rules for words are left out, since the tokenizer's file brings them.
    """
    config = spacy.util.load_config(base / "config.cfg")
    language = spacy.util.get_lang_class(config["nlp"]["lang"])
    defaults = type("Defaults", (language.Defaults,), UNREAD)
    nlp: Any = type(language.__name__, (language,), {"Defaults": defaults})()
    with warnings.catch_warnings():
        # NOTE: md 3.7.1 is the newest on PyPI; spaCy 3.8 reads it and warns. Its digest is pinned.
        warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
        nlp.from_disk(base, exclude=[*config["nlp"]["pipeline"], "strings"])
    ours = spacy.util.load_config(folder / "config.cfg")
    pipe: Any = nlp.add_pipe("ner", config={"model": ours["components"]["ner"]["model"]})
    pipe.from_disk(folder / "ner", exclude=["vocab"])
    return nlp
