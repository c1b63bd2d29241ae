"""Options that several commands share, each written once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import InputError, OutputError, UsageError
from pipeline.settings import Settings, load

Policy = Annotated[
    str, typer.Option("--policy", "-p", help="Policy by name (see `prefile policies list`) or a policy file's path.")
]
OwnPolicy = Annotated[
    str | None,
    typer.Option("--policy", "-p", help="Policy by name or a policy file's path; default: the matter's, else private."),
]
MatterDir = Annotated[
    Path | None, typer.Option("--matter", help="The matter: its policy, protection, rulings, sign-off and log.")
]
ApprovedBy = Annotated[str, typer.Option("--approved-by", help="Who signs for the release, in a matter.")]
BarNo = Annotated[str, typer.Option("--bar", help="Bar number of who signs.")]
Second = Annotated[str, typer.Option("--second", help="The second reviewer, in a strict matter.")]
Overlay = Annotated[
    list[str] | None, typer.Option("--overlay", help="Overlay on top of the policy; may be given again.")
]
Term = Annotated[
    list[str] | None, typer.Option("--term", help="Burn this text wherever it stands; may be given again.")
]
KeepTerm = Annotated[
    list[str] | None, typer.Option("--keep-term", help="Keep this text wherever it stands; may be given again.")
]
PasswordFile = Annotated[
    Path | None,
    typer.Option("--password-file", help="File whose first line opens an encrypted PDF (or set PREFILE_PASSWORD)."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace an output that exists.")]
Discretion = Annotated[
    bool, typer.Option("--allow-discretion", help="Also apply boxes that go beyond the rule; else they are listed.")
]
Box = Annotated[str, typer.Option("--box", help="Colour of the boxes: black or white.")]
Court = Annotated[
    str, typer.Option("--court", help="Hold a copy that this court's e-filing would refuse, as in `edcal`.")
]
MaxMb = Annotated[
    float, typer.Option("--max-mb", min=0.0, help="The court's size limit, where the table does not know it or is old.")
]
Split = Annotated[
    bool, typer.Option("--split", help="Split a copy that is too large for the court by pages: part 1 of 3.")
]
Audit = Annotated[
    Path | None, typer.Option("--audit", help="Folder of the audit log; the default is your own (see the docs).")
]
Json = Annotated[
    bool, typer.Option("--json", help="Print one JSON object per filing on standard output, nothing else.")
]


def settings(audit: Path | None, matter: Path | None = None) -> Settings:
    """Return the settings with the audit folder that was asked for; see `settings.load`."""
    return load(audit=audit, matter=matter)


def password(file: Path | None, options: Settings) -> str:
    """Return the password from its file or the environment.

    Raises:
        InputError: the file cannot be read.
    """
    if file is None:
        return options.password
    try:
        return file.read_text(encoding="utf-8").splitlines()[0]
    except IndexError:
        return ""
    except (OSError, UnicodeDecodeError):
        raise InputError(f"cannot read the password file {file}", reason="password_file") from None


def box(colour: str) -> str:
    """Return a box colour that exists.

    Raises:
        UsageError: it does not.
    """
    if colour not in ("black", "white"):
        raise UsageError(f"no such box colour: {colour}", reason="box", hint="black or white")
    return colour


def can_write(file: Path) -> None:
    """Refuse a file that cannot be written, before any work is done for it.

    Raises:
        OutputError: it is a folder, or its folder is missing or not writable.
    """
    if file.is_dir():
        raise OutputError(f"{file} is a folder", reason="output_folder", hint="name a file")
    if not file.parent.is_dir():
        raise OutputError(f"no such folder: {file.parent}", reason="output_missing_folder", hint="make it first")
    if not os.access(file if file.exists() else file.parent, os.W_OK):
        raise OutputError(f"{file} cannot be written", reason="output_read_only", hint="choose another folder")
