"""The calls for Python programs: `redact` one PDF, `find` in plain text.

They are the calls that the commands use, and take the same defaults.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline import assemble, core, settings
from pipeline.nouns import HowRead, Job, Page, Reading, Receipt


@dataclass(frozen=True, slots=True)
class Found:
    """One finding in plain text and what the policy does with it. Holds offsets, never words."""

    start: int
    """Offset of the first character in the text that was given."""
    end: int
    """Offset behind the last character."""
    kind: str
    """`PERSON`, `ADDRESS`, `SSN`..., as in the policy files."""
    role: str
    """What a person or address is here: `judge`, `minor`, `home`...; `none` for other kinds."""
    score: float
    """0 to 1, as the recognizer reports it."""
    action: str
    """`keep`, `advise`, `last4`, `initials`, `full`..."""
    burn: tuple[tuple[int, int], ...] = ()
    """The spans of the text that would be burned."""
    by: str = ""
    """Name and version of what found it."""
    why: str = ""
    """Reason code for the role or kind."""


def redact(  # noqa: PLR0913 - all keyword-only behind the two paths
    source: str | Path,
    out: str | Path,
    *,
    policy: str = "private",
    matter: str | Path | None = None,
    terms: Sequence[str] = (),
    keep_terms: Sequence[str] = (),
    password: str = "",
    force: bool = False,
    audit: str | Path | None = None,
) -> Receipt:
    """Write a proven sanitized copy of one PDF and return the receipt.

    The source is never written. `out` appears only when every check of its
    saved bytes passed and the ledger line is on disk; look at
    `receipt.outcome` (`released`, `held`, `refused`) and `receipt.reasons`.

    Args:
        source: the PDF to read.
        out: where the copy goes; must not exist unless `force`.
        policy: name of a policy in `models/policies/`, or the path of a policy file.
        matter: folder of a matter, whose orders, people and rulings then apply.
        terms: texts to burn wherever they stand, in any case, across line ends.
        keep_terms: texts to keep wherever they stand.
        password: opens an encrypted source.
        force: replace `out` when it exists.
        audit: folder of the audit log; the default is the user's own (see `pipeline.settings`).

    Raises:
        InputError: the source cannot be used.
        OutputError: the destination cannot be used.
        ConfigError: the policy or matter does not hold together.
        InternalError: the machine failed (a full disk).
    """
    options = settings.load(audit=Path(audit) if audit else None)
    job = Job(
        source=Path(source),
        destination=Path(out),
        policy=policy,
        matter=Path(matter) if matter else None,
        terms=tuple(terms),
        keep_terms=tuple(keep_terms),
        password=password or options.password,
        force=force,
        operator=options.operator,
    )
    return core.process(job, assemble.build(options))


def reading_of(text: str) -> Reading:
    """Return plain text as a reading of one page without places."""
    page = Page(
        number=0,
        width=0.0,
        height=0.0,
        text=text,
        quads=np.full((len(text), 8), np.nan, dtype=np.float32),
        glyphs=np.full(len(text), -1, dtype=np.int32),
        body_end=len(text),
        how=HowRead.NATIVE,
    )
    return Reading.of((page,))
