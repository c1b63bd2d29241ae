"""`prefile matter init|show|protect|designate|undesignate|rule|approve`: the case file, by people with names."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from pipeline import assemble, core
from pipeline.cli import options
from pipeline.cli.app import app, stderr, stdout
from pipeline.digest import digest_of
from pipeline.errors import InputError, UsageError
from pipeline.matter import (
    Address,
    Book,
    Exemption,
    FindingRuling,
    Matter,
    Order,
    Person,
    Release,
    Standing,
    Term,
    acts,
    desk,
    draft,
)
from pipeline.nouns import Job
from pipeline.settings import Settings
from pipeline.workdir import working_folder

matter = typer.Typer(no_args_is_help=True, help="The case file: orders, protected people, designations, sign-off.")
app.add_typer(matter, name="matter")

Folder = Annotated[Path, typer.Argument(help="The matter's folder.", metavar="MATTER_DIR")]
By = Annotated[str, typer.Option("--by", help="Who does this; goes on record.")]
Second = Annotated[str, typer.Option("--second", help="The second person, where one is needed.")]
DocketNo = Annotated[str, typer.Option("--order", help="Docket number of the court's order.")]


@matter.command("init")
def init(
    folder: Folder,
    by: By,
    court: Annotated[str, typer.Option("--court", help="The court.")] = "",
    case: Annotated[str, typer.Option("--case", help="The case number.")] = "",
    policy: options.OwnPolicy = None,
    overlay: options.Overlay = None,
    deadline: Annotated[str, typer.Option("--deadline", help="When the filing is due, YYYY-MM-DD.")] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Every ruling and approval takes two people.")] = False,
) -> None:
    """Make a matter: its folders, its file, its record."""
    name = policy or "private"
    assemble.policy(options.settings(None), name, tuple(overlay or ()))
    book = Book(court=court, case=case, policy=name, overlays=tuple(overlay or ()), deadline=deadline, strict=strict)
    made = Matter.init(folder, book, by=by)
    stdout.print(
        f"made {escape(str(made.folder))}; put what arrives in {escape(str(made.path('inbox')))}", soft_wrap=True
    )


@matter.command("show")
def show(folder: Folder, as_json: options.Json = False) -> None:
    """Show what is protected, designated, ruled and waiting; names of protected people are not shown."""
    opened = Matter.open(folder)
    waiting = list(draft.drafts(opened))
    if as_json:
        typer.echo(json.dumps(_as_json(opened, waiting)))
        return
    book = opened.book
    strict = "  [bold]strict[/]" if book.strict else ""
    stdout.print(f"[bold]{escape(book.case or folder.name)}[/]  {escape(book.court)}{strict}", soft_wrap=True)
    stdout.print(f"  policy     {escape(' + '.join((book.policy, *book.overlays)))}", soft_wrap=True)
    if book.deadline:
        stdout.print(f"  due        {escape(book.deadline)}")
    for order in book.orders:
        what = ", ".join((*order.categories, *(f"withholds {kind}" for kind in order.withhold)))
        stdout.print(
            f"  order      ECF No. {escape(order.docket)} of {escape(order.date)}: {escape(what)}", soft_wrap=True
        )
    table = Table("id", "what", "order", "entered by", "state", box=None, header_style="dim")
    for row in _rows(book):
        table.add_row(*(escape(cell) for cell in row))
    if table.row_count:
        stdout.print(table)
    for each in waiting:
        run = each.receipt.run_id
        stdout.print(f"  waits for a signature: run {run}, {escape(each.destination.name)}", soft_wrap=True)
    standing = next((s for s in reversed(book.standing) if not s.revoked), None)
    if standing:
        stdout.print(f"  standing approval: {escape(standing.name)}, bar {escape(standing.bar)}", soft_wrap=True)


def _rows(book: Book) -> list[tuple[str, str, str, str, str]]:
    rows = []
    for person in book.people:
        what = ", ".join(("person", *(("minor",) if person.minor else ()), *(("danger",) if person.danger else ())))
        rows.append(
            (person.id, what, person.order, person.by, f"lifted: {person.lifted}" if person.lifted else "boxed")
        )
        state = "lifted" if person.lifted else "boxed"
        for number, address in enumerate(person.addresses, start=1):
            said = f"{address.status}, says {address.by}" if address.by else address.status
            rows.append(
                (
                    f"{person.id}:{number}",
                    "address",
                    person.order,
                    person.by,
                    f"{said}; {state}",
                )
            )
    rows += [(t.id, "term", t.order, t.by, f"lifted: {t.lifted}" if t.lifted else "boxed") for t in book.terms]
    for each in book.designated:
        what = f"document {each.sha256[:12]}" + (f", {', '.join(each.bates)}" if each.bates else "")
        ended = f"lifted by ECF No. {each.lifted}" if each.lifted else "held"
        rows.append((each.id, what, each.order, each.by, ended))
    return rows


def _as_json(opened: Matter, waiting: list[draft.Waiting]) -> dict[str, object]:
    book = opened.book
    return {
        "court": book.court,
        "case": book.case,
        "policy": book.policy,
        "overlays": list(book.overlays),
        "deadline": book.deadline,
        "strict": book.strict,
        "orders": [asdict(order) for order in book.orders],
        "entries": [dict(zip(("id", "what", "order", "by", "state"), row, strict=True)) for row in _rows(book)],
        "waiting": [{"run_id": w.receipt.run_id, "source_sha256": w.receipt.source_sha256} for w in waiting],
    }


@matter.command("protect")
def protect(
    folder: Folder,
    by: By,
    person: Annotated[str, typer.Option("--person", help="A person whose name is burned wherever it stands.")] = "",
    alias: Annotated[list[str] | None, typer.Option("--alias", help="Another name of that person.")] = None,
    address: Annotated[list[str] | None, typer.Option("--address", help="An address of that person.")] = None,
    minor: Annotated[bool, typer.Option("--minor", help="The person is a minor.")] = False,
    pseudonym: Annotated[str, typer.Option("--pseudonym", help="Words on the box: Jane Doe.")] = "",
    danger: Annotated[bool, typer.Option("--danger", help="Exposure could lead to harm.")] = False,
    to: Annotated[str, typer.Option("--to", help="Add the addresses to this person: P1.")] = "",
    term: Annotated[list[str] | None, typer.Option("--term", help="A text to burn wherever it stands.")] = None,
    order: DocketNo = "",
    date: Annotated[str, typer.Option("--date", help="Date of the order, YYYY-MM-DD: records the order.")] = "",
    category: Annotated[
        list[str] | None, typer.Option("--category", help="A category of information that the order covers.")
    ] = None,
    withhold: Annotated[
        list[str] | None, typer.Option("--withhold", help="A kind that the order withholds whole: ADDRESS.")
    ] = None,
) -> None:
    """Record a protective order, a person or a text to protect; an order's terms outrank the court rule."""
    opened = Matter.open(folder)
    if date or category or withhold:
        acts.enter_order(
            opened,
            Order(docket=order, date=date, categories=tuple(category or ()), withhold=tuple(withhold or ()), by=by),
        )
        stdout.print(f"recorded the order ECF No. {escape(order)}", soft_wrap=True)
    if person:
        entered = acts.protect_person(
            opened,
            Person(
                id="",
                name=person,
                aliases=tuple(alias or ()),
                addresses=tuple(Address(value=value) for value in address or ()),
                minor=minor,
                pseudonym=pseudonym,
                danger=danger,
                order=order,
                by=by,
            ),
        )
        stdout.print(f"protected as {entered}")
    for value in address or () if to else ():
        acts.add_address(opened, to, value, by=by)
        stdout.print(f"added an address to {escape(to)}")
    for value in term or ():
        stdout.print(
            f"protected as {acts.protect_term(opened, Term(id='', value=value, order=order, by=by, danger=danger))}"
        )
    if not any((date, category, withhold, person, to and address, term)):
        raise UsageError(
            "nothing to protect was named", reason="usage", hint="give --person, --term, or --order with --date"
        )


@matter.command("designate")
def designate(
    folder: Folder,
    files: Annotated[list[Path], typer.Argument(help="The documents.", metavar="PDF...")],
    by: By,
    order: DocketNo = "",
    bates: Annotated[list[str] | None, typer.Option("--bates", help="Production numbers: COD000120-COD000131.")] = None,
) -> None:
    """Designate documents: they are held however they come back, renamed, saved anew, scanned, or as an exhibit."""
    opened = Matter.open(folder)
    settings = options.settings(None, folder)
    kit = assemble.build(settings)
    for source in files:
        job = Job(source=source, destination=source, password=settings.password)
        with working_folder(kit.tmp) as work:
            _, reading = core.read(job, kit, work)
        made = acts.designate(opened, source, reading, by=by, order=order, bates=bates or ())
        unread = [str(page.number + 1) for page in reading.pages if page.unread]
        stdout.print(f"designated {made.id}  {escape(source.name)}, {len(made.pages)} pages", soft_wrap=True)
        if unread:
            stderr.print(
                f"  pages {', '.join(unread)} could not be read: known by digest and numbers only", soft_wrap=True
            )


@matter.command("undesignate")
def undesignate(
    folder: Folder,
    entry: Annotated[str, typer.Argument(help="The designation: D1.", metavar="ID")],
    by: By,
    order: DocketNo = "",
    second: Second = "",
) -> None:
    """End a designation; only an order of the court does, by its docket number."""
    acts.undesignate(Matter.open(folder), entry, by=by, order=order, second=second)
    stdout.print(f"{escape(entry)} is no longer designated, by ECF No. {escape(order)}", soft_wrap=True)


@matter.command("rule")
def rule(
    folder: Folder,
    by: By,
    document: Annotated[str, typer.Option("--document", help="The document: a PDF's path, its SHA-256, or D1.")] = "",
    release_redacted: Annotated[
        bool, typer.Option("--release-redacted", help="A redacted copy of the held document may be filed.")
    ] = False,
    because: Annotated[str, typer.Option("--because", help="Why, in your own words; goes on record.")] = "",
    leave_out: Annotated[bool, typer.Option("--leave-out", help="The held document is not filed.")] = False,
    exempt: Annotated[str, typer.Option("--exempt", help="An exemption of the rule, by its id.")] = "",
    value: Annotated[str, typer.Option("--value", help="The one value that is exempt.")] = "",
    finding: Annotated[str, typer.Option("--finding", help="A finding's place, START:END of `scan --json`.")] = "",
    action: Annotated[str, typer.Option("--action", help="What is done with that finding: keep, full...")] = "",
    address: Annotated[str, typer.Option("--address", help="An address of a protected person: P1:1.")] = "",
    status: Annotated[
        str, typer.Option("--status", help="What you say of it: current, former, business, not_a_party.")
    ] = "",
    lift: Annotated[str, typer.Option("--lift", help="End the protection of P1 or T1.")] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Turn the matter strict.")] = False,
    order: DocketNo = "",
    second: Second = "",
) -> None:
    """Record a person's ruling on a document, a finding, an address or the matter."""
    opened = Matter.open(folder)
    done = []
    if release_redacted:
        sha256 = _document(opened, document)
        acts.release_redacted(opened, Release(document=sha256, by=by, because=because, order=order, second=second))
        done.append("a redacted copy may be filed; what an order withholds is burned in it all the same")
    if leave_out:
        acts.leave_out(opened, _document(opened, document), by=by)
        done.append("the document is left out")
    if exempt:
        _known_exemption(options.settings(None, folder), opened, exempt)
        sha256 = _document(opened, document) if document else ""
        if not (sha256 or value):
            raise UsageError(
                "an exemption is for a document or a value", reason="exemption", hint="give --document or --value"
            )
        acts.exempt(opened, Exemption(exemption=exempt, by=by, document=sha256, value=value))
        done.append(f"exempt: {exempt}")
    if finding:
        start, _, end = finding.partition(":")
        if not (start.isdigit() and end.isdigit()):
            raise UsageError("--finding is START:END", reason="finding", hint="see `prefile scan --json`")
        ruling = FindingRuling(
            document=_document(opened, document), start=int(start), end=int(end), action=action, by=by, order=order
        )
        acts.rule_on_finding(opened, ruling, second=second)
        done.append(f"ruled: {action}")
    if address:
        entry, _, number = address.partition(":")
        acts.say_of_address(opened, entry, int(number) if number.isdigit() else 0, status, by=by)
        done.append("recorded; the address stays boxed")
    if lift:
        acts.lift(opened, lift, by=by, second=second, order=order)
        done.append(f"{lift} is no longer protected")
    if strict:
        acts.make_strict(opened, by=by, because=because)
        done.append("the matter is strict")
    if not done:
        raise UsageError("no ruling was given", reason="usage", hint="see `prefile matter rule --help`")
    for line in done:
        stdout.print(escape(line), soft_wrap=True)


@matter.command("approve")
def approve(
    folder: Folder,
    by: By,
    runs: Annotated[
        list[str] | None, typer.Argument(help="Runs that wait for a signature.", metavar="[RUN]...")
    ] = None,
    bar: Annotated[str, typer.Option("--bar", help="Bar number of who signs.")] = "",
    second: Second = "",
    standing: Annotated[bool, typer.Option("--standing", help="Sign for every output from now on.")] = False,
    revoke: Annotated[bool, typer.Option("--revoke", help="Take the standing approval back.")] = False,
) -> None:
    """Sign for proven copies and release them; a copy is the very bytes that were proven."""
    opened = Matter.open(folder)
    settings = options.settings(None, folder)
    if revoke:
        acts.revoke_standing(opened, by=by)
        stdout.print("the standing approval is taken back")
    if standing:
        acts.approve_standing(opened, Standing(name=by, bar=bar))
        stdout.print(f"standing approval: {escape(by)}, bar {escape(bar)}", soft_wrap=True)
    if not (runs or standing or revoke):
        waiting = ", ".join(w.receipt.run_id for w in draft.drafts(opened)) or "nothing waits"
        raise UsageError("no run was named", reason="usage", hint=f"waiting: {waiting}")
    ledger, store = assemble.ledger(settings), assemble.receipts(settings).keep
    for run in runs or ():
        waiting_ = draft.find(opened, run)
        receipt, place = desk.approve(opened, waiting_, (by, bar, second), ledger, store)
        stdout.print(f"[bold green]released[/]  {escape(str(place))}", soft_wrap=True)
        stdout.print(f"  approved   {escape(by)}, bar {escape(bar)}", soft_wrap=True)
        stdout.print(f"  record     run {receipt.run_id}, output sha256 {receipt.output_sha256[:16]}…", soft_wrap=True)
        stdout.print(f"  notice     {desk.NOTICE}", soft_wrap=True)


def _document(opened: Matter, given: str) -> str:
    """Return the SHA-256 of a document by its path, its digest or its designation."""
    designated = next((d for d in opened.book.designated if d.id == given), None)
    if designated:
        return designated.sha256
    if re.fullmatch(r"[0-9a-f]{64}", given):
        return given
    if not given or not Path(given).is_file():
        raise InputError(
            "no such document" if given else "no document was named",
            reason="missing",
            hint="give --document a PDF's path, its SHA-256, or D1",
        )
    return digest_of(Path(given))


def _known_exemption(settings: Settings, opened: Matter, name: str) -> None:
    policy = assemble.policy(settings, opened.book.policy)
    if policy.exemption(name) is None:
        known = ", ".join(e.id for e in policy.exemptions) or "none"
        raise UsageError(
            f"policy {policy.name} has no exemption {name!r}", reason="unknown_exemption", hint=f"it has: {known}"
        )
