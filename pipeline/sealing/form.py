"""Reads the papers of a court from `models/sealing/` and fills them in; it states no reason that nobody gave."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError

TABLE = "{portions}"
"""The paragraph in whose place the table of parts is put."""

FIELDS = frozenset({"party", "rule", "documents", "authority", "duration", "access"})
"""What a paper's text may ask for, besides the table."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a kit, unfilled."""

    file: str
    """Name of the file without its ending."""
    title: str
    body: tuple[str, ...]
    public: bool = False
    """Goes on the public docket; else it is lodged."""
    signed: bool = False
    """Ends with the filer's block; else with the judge's."""


@dataclass(frozen=True, slots=True)
class Form:
    """The papers that one court asks for."""

    name: str
    called: tuple[str, ...]
    """Other names of the court, as a matter may give them."""
    court: tuple[str, ...]
    rule: str
    source: str
    confidence: str
    checked: str
    max_mb: int
    """Megabytes that one sealed PDF may have."""
    steps: tuple[str, ...]
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person who asks has to say; what is not given stays in [brackets] for the person to fill in."""

    party: str = "[Party]"
    authority: str = "[State the statute, rule, order or case that allows sealing.]"
    duration: str = "[State how long the material is to stay sealed, and why so long.]"
    access: str = "[State who may see it, by name or category.]"


def names(home: Path) -> tuple[str, ...]:
    """Return the courts for which there are papers."""
    return tuple(sorted(path.stem for path in home.glob("*.toml")))


def load(home: Path, court: str) -> Form:
    """Return the papers of a court, by the name of its file or another name that the file gives.

    Raises:
        ConfigError: there are none, or a file does not hold together.
    """
    forms = [_form(home / f"{name}.toml") for name in names(home)]
    wanted = court.strip().casefold()
    found = next((f for f in forms if wanted in {n.casefold() for n in (f.name, *f.called)}), None)
    if found is None:
        raise ConfigError(
            f"no sealing papers for the court {court!r}",
            reason="seal_court",
            hint=f"--court {' or '.join(f.name for f in forms)}; for another court add a file to models/sealing/",
        )
    return found


def _form(path: Path) -> Form:
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        papers = tuple(_paper(each) for each in data.pop("paper"))
        lists: dict[str, Any] = {name: tuple(data.pop(name)) for name in ("called", "court", "steps")}
        return Form(**data, **lists, papers=papers)
    except (OSError, ValueError, TypeError, KeyError):
        raise ConfigError(
            f"{path} does not hold together", reason="seal_form", hint="compare it with another file beside it"
        ) from None


def _paper(data: dict[str, Any]) -> Paper:
    paper = Paper(**{**data, "body": tuple(data["body"])})
    for text in paper.body:
        if text != TABLE:
            text.format_map(dict.fromkeys(FIELDS, ""))
    return paper


def fields(form: Form, wishes: Wishes, documents: int) -> Mapping[str, str]:
    """Return what is put in the place of a paper's fields."""
    return {
        "party": wishes.party,
        "authority": wishes.authority,
        "duration": wishes.duration,
        "access": wishes.access,
        "rule": form.rule,
        "documents": "one document" if documents == 1 else f"{documents} documents",
    }
