"""`prefile verify`: any PDF looked at for failed redactions, hidden data, protected values and a court's rules."""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from pipeline import assemble, core
from pipeline.cli import options, reasons, show
from pipeline.cli.app import app, stdout
from pipeline.core import Placed
from pipeline.engines.offline import apart
from pipeline.errors import EXIT_HELD, EXIT_RELEASED, InputError
from pipeline.nouns import Check, Job, Receipt
from pipeline.settings import Settings
from pipeline.verify import court as courts
from pipeline.verify.inspect import Problem, clean, inspect
from pipeline.verify.preflight import is_warning, preflight
from pipeline.workdir import working_folder


@dataclass(frozen=True, slots=True)
class _Found:
    """All that was found in one file; holds no word of it."""

    problems: tuple[Problem, ...]
    readable: tuple[Placed, ...]
    """Findings that the policy would burn and that can still be read."""
    scan: Receipt
    court: tuple[Check, ...]

    @property
    def clean(self) -> bool:
        """Tell whether the file can be filed as far as this program sees."""
        return (
            clean(self.problems)
            and not self.readable
            and not self.scan.reasons
            and all(check.passed for check in self.court)
        )


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="The PDF to look at; it is only read.", metavar="FILE.pdf")],
    original: Annotated[
        Path | None, typer.Option("--original", help="The paper before redaction: also compare beside the boxes.")
    ] = None,
    policy: options.Policy = "private",
    term: options.Term = None,
    keep_term: options.KeepTerm = None,
    court: Annotated[
        str, typer.Option("--court", help="Also check what this court's e-filing takes, as in `cand`.")
    ] = "",
    password_file: options.PasswordFile = None,
    as_json: options.Json = False,
) -> None:
    """Look for failed redactions, hidden data and protected values in any PDF; exit 1 when it is not clean."""
    settings = options.settings(None)
    for path in (file, *([original] if original else [])):
        _check(path)
    password = options.password(password_file, settings)
    rules = courts.named(courts.courts(settings.models / "courts.yaml"), court) if court else None
    job = Job(
        source=file,
        destination=file,
        policy=policy,
        terms=tuple(term or ()),
        keep_terms=tuple(keep_term or ()),
        password=password,
        scan_only=True,
    )
    with show.working(as_json):
        scan, readable = _scan(settings, job)
        found = _Found(
            problems=inspect(file, password=password, original=original, original_password=password),
            readable=readable,
            scan=scan,
            court=preflight(file, rules) if rules else (),
        )
    if as_json:
        typer.echo(json.dumps(_as_json(file, found)))
    else:
        _print(file, found)
    raise typer.Exit(EXIT_RELEASED if found.clean else EXIT_HELD)


def _check(path: Path) -> None:
    if path.is_dir():
        raise InputError(f"{path} is a folder", reason="folder", hint="name a file")
    if not path.is_file():
        raise InputError(f"no such file: {path}", reason="missing", hint="check the path")


def _scan(settings: Settings, job: Job) -> tuple[Receipt, tuple[Placed, ...]]:
    """Find what the policy would still burn; what it only lists or keeps may stand."""
    kit = assemble.build(settings)
    with working_folder(kit.tmp) as work:
        proof = apart(functools.partial(core.prove, job, kit, work))
    return proof.receipt, tuple(placed for placed in proof.placed if placed.decision.burn)


def _as_json(file: Path, found: _Found) -> dict[str, Any]:
    return {
        "source": str(file),
        "clean": found.clean,
        "problems": [dataclasses.asdict(p) | {"page": _page(p.page)} for p in found.problems],
        "readable": [
            {"page": p.page + 1, "kind": p.decision.finding.kind, "role": p.decision.finding.role}
            for p in found.readable
        ],
        "policy": found.scan.policy,
        "reasons": list(found.scan.reasons),
        "court": [dataclasses.asdict(check) for check in found.court],
    }


def _page(number: int | None) -> int | None:
    return None if number is None else number + 1


def _print(file: Path, found: _Found) -> None:
    word = "[bold green]clean[/]" if found.clean else "[bold red]not clean[/]"
    stdout.print(f"{word}  {escape(str(file))}  policy {found.scan.policy}", soft_wrap=True)
    if found.problems:
        stdout.print(_problems(found.problems))
    if found.readable:
        stdout.print(_readable(found.readable))
    for reason in found.scan.reasons:
        stdout.print(f"  not looked at: {escape(' - '.join(filter(None, reasons.explain(reason))))}", soft_wrap=True)
    for check in found.court:
        if check.reason:
            word = "[yellow]advice[/]" if is_warning(check) else "[red]refused[/]"
            reason = check.reason.removeprefix("warning:")
            pages = f"  pages {', '.join(str(p + 1) for p in check.pages)}" if check.pages else ""
            stdout.print(f"  court: {word} {check.name} {escape(reason)}{pages}", soft_wrap=True)
    if found.court:
        passed = sum(check.passed for check in found.court)
        stdout.print(f"  court: {passed} of {len(found.court)} checks passed", soft_wrap=True)


def _readable(readable: Sequence[Placed]) -> Table:
    """Return one row for each kind and role that can still be read, with its pages."""
    rows: dict[tuple[str, str], list[Placed]] = {}
    for placed in readable:
        finding = placed.decision.finding
        rows.setdefault((str(finding.kind), show.role(finding.role)), []).append(placed)
    table = Table("still readable", "role", "count", "pages", box=None, header_style="dim")
    for (kind, role), same in sorted(rows.items()):
        table.add_row(kind, role, str(len(same)), ", ".join(map(str, sorted({p.page + 1 for p in same}))))
    return table


def _problems(problems: Sequence[Problem]) -> Table:
    """Return one row for each sort of problem, with its pages."""
    rows: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        rows.setdefault((str(problem.severity), problem.code), []).append(problem)
    table = Table("severity", "problem", "count", "pages", box=None, header_style="dim")
    for (severity, code), same in rows.items():
        pages = sorted({p.page + 1 for p in same if p.page is not None})
        table.add_row(severity, code, str(sum(p.count for p in same)), ", ".join(map(str, pages)))
    return table
