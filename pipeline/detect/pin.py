"""Checks model weights against a pinned digest before they are loaded; it downloads and writes nothing.

A digest covers the names and the bytes of every file that is loaded, so that a receipt which
cites it says which model found (and did not find) what is in a filing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.nouns import Digest

BLOCK = 1 << 20
"""Bytes read at a time: hashing must not hold a whole vector table in memory."""


def locate(name: str, home: Path) -> Path:
    """Return the folder of the model called `name`.

    Three forms, tried in this order: a path (absolute, or below `home`), an installed package, a
    folder in an installed package (`package/folder`). The package is not imported.

    Raises:
        ConfigError: there is no such model; it is never downloaded.
    """
    for path in (Path(name), home / name):
        if (path / "config.cfg").is_file():
            return path
    package, _, inner = name.partition("/")
    for base in _package_folders(package):
        nested = [base / inner] if inner else [base, *sorted(base.glob(f"{package}-*"))]
        for path in nested:
            if (path / "config.cfg").is_file():
                return path
    raise ConfigError(
        f"the language model {name} is not installed",
        reason="model_missing",
        hint="install the package that holds it, or name the folder of a spaCy model",
    )


def _package_folders(package: str) -> list[Path]:
    if not package.isidentifier():
        return []
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return []
    return [Path(base) for base in (spec.submodule_search_locations or ())] if spec else []


def digest(folder: Path, parts: Iterable[str]) -> Digest:
    """Return one digest of the files in `folder` that belong to `parts` (files or folders below it)."""
    files = sorted(
        file
        for part in parts
        for file in ([folder / part] if (folder / part).is_file() else (folder / part).rglob("*"))
        if file.is_file()
    )
    total = hashlib.sha256()
    for file in files:
        inner = hashlib.sha256()
        with file.open("rb") as stream:
            while block := stream.read(BLOCK):
                inner.update(block)
        total.update(f"{file.relative_to(folder).as_posix()}\0{inner.hexdigest()}\n".encode())
    return Digest(total.hexdigest())


def pinned(home: Path) -> Mapping[str, str]:
    """Return the digests that `manifest.toml` pins, by the name of the model.

    Raises:
        ConfigError: the manifest is missing or is no manifest.
    """
    path = home / "manifest.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {str(name): str(entry["sha256"]) for name, entry in table.get("weights", {}).items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"{path} cannot be read as a manifest ({type(error).__name__})",
            reason="manifest",
            hint="restore the file from the release that you installed",
        ) from None


def check(name: str, found: Digest, expected: str) -> None:
    """Compare the digest of loaded files with the one that is pinned.

    Raises:
        ConfigError: nothing is pinned for this model, or the files are not the pinned ones.
    """
    if not expected:
        raise ConfigError(
            f"no digest is pinned for the language model {name}",
            reason="model_unpinned",
            hint=f"if you trust these files, add `sha256: {found}` to its entry in the NLP profile",
        )
    if found != expected:
        raise ConfigError(
            f"the files of the language model {name} are not the ones that were pinned",
            reason="model_changed",
            hint="install the model again, or pin its new digest after looking into it",
        )
