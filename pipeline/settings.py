"""What can be set from outside, read once, frozen.

Only this module reads the environment:

- `PREFILE_HOME`: where the audit log and its key are kept (else `$XDG_STATE_HOME/prefile`, else
  `~/.local/state/prefile`);
- `PREFILE_MODELS`: another `models/` folder;
- `PREFILE_NLP`: name of the NLP profile in `models/nlp/`;
- `PREFILE_OCR_LANG`: Tesseract language (default `eng`);
- `PREFILE_PASSWORD`: password of an encrypted source;
- `PREFILE_LIST_PASSWORD`: password that a reference list is encrypted with;
- `PREFILE_OPERATOR`: who runs the program, for the record (else the login name);
- `PREFILE_TMP`: where private working folders are made.
"""

from __future__ import annotations

import getpass
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import ConfigError, UsageError

PACKAGE = Path(__file__).resolve().parent


def models_home() -> Path:
    """Return the folder of models: beside the package in an installed wheel, beside `pipeline/` in a checkout."""
    for candidate in (PACKAGE / "_models", PACKAGE.parent / "models"):
        if candidate.is_dir():
            return candidate
    raise ConfigError(
        "the models folder is missing", reason="models_missing", hint="install prefile again or set PREFILE_MODELS"
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the corridor is built from, besides the job itself."""

    models: Path
    audit: Path
    """Folder of `audit.jsonl`, `receipts/` and, unless `key` says otherwise, `hmac.key`."""
    key: Path | None = None
    """File of the HMAC key; None for `hmac.key` beside the audit folder."""
    tmp: Path = field(default_factory=lambda: Path(tempfile.gettempdir()))
    nlp: str = ""
    """NLP profile; empty for the default of `models/nlp/`."""
    ocr_language: str = "eng"
    password: str = field(default="", repr=False)
    list_password: str = field(default="", repr=False)
    operator: str = ""

    @property
    def key_path(self) -> Path:
        """Return the file of the HMAC key."""
        return self.key or self.audit.with_name(self.audit.name + "-key") / "hmac.key"


def state_home(env: Mapping[str, str]) -> Path:
    """Return where prefile keeps its own records."""
    if env.get("PREFILE_HOME"):
        return Path(env["PREFILE_HOME"])
    base = env.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / "prefile"


def load(*, audit: Path | None = None, matter: Path | None = None, env: Mapping[str, str] | None = None) -> Settings:
    """Return the settings from the environment; `audit` overrides the audit folder, which a matter has of its own.

    Raises:
        UsageError: an audit folder was named beside a matter.
    """
    if matter is not None:
        if audit is not None:
            raise UsageError(
                "a matter has its own audit log", reason="matter_audit", hint="leave out --audit, or --matter"
            )
        audit = matter / "audit"
    env = os.environ if env is None else env
    models = env.get("PREFILE_MODELS")
    return Settings(
        models=Path(models) if models else models_home(),
        audit=audit or state_home(env) / "audit",
        tmp=Path(env.get("PREFILE_TMP") or tempfile.gettempdir()),
        nlp=env.get("PREFILE_NLP", ""),
        ocr_language=env.get("PREFILE_OCR_LANG", "eng"),
        password=env.get("PREFILE_PASSWORD", ""),
        list_password=env.get("PREFILE_LIST_PASSWORD", ""),
        operator=env.get("PREFILE_OPERATOR") or _login(),
    )


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
